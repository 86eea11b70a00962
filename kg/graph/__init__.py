"""What can be asked of a built graph."""
