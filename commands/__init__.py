"""The room `commands`: what each subcommand of `wenzheng` does, and its words."""
