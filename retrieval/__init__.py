"""The room `retrieval`: a question is understood and becomes ranked hits."""
