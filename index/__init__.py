"""The room `index`: passages become a searchable index on disk."""
