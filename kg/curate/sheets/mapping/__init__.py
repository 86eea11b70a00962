"""Mappings: what the columns and words of a sheet with a layout of its own are in ours."""
