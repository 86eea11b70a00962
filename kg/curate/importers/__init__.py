"""Readers of data that others publish, one module each, and what they share (names with ``_``)."""
