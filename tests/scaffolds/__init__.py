"""What `kg new` writes."""
