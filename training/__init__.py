"""The room `training`: how the shipped encoder was made."""
