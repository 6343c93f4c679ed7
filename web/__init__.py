"""The room `web`: pages, styles and scripts of the site."""
