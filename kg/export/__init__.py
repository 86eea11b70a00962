"""Exports: one module a format, found by its name; each has ``write(graph, path)``."""
