"""The checks of `kg check`, one module each."""
