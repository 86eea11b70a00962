"""Checks of the curated text; each gives findings."""
