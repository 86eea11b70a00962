"""Which facts follow from claims, and by which rule."""
