"""The room `answers`: hits become an Answer."""
