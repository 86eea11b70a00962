"""The formats of `kg export`, one module each; `_registry` finds them and says what each must have."""
