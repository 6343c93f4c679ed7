"""The room `prompts`: texts given to a language model."""
