"""The site of `kg docs`."""
