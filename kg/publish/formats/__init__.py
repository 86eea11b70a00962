"""The formats of `kg export`, one module each."""
