"""The room `corpus`: a file becomes a Document."""
