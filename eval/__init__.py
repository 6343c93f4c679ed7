"""The room `eval`: question sets, metrics, runs and reports."""
