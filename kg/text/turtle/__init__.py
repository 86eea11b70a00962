"""Turtle as people write it: read, edited and written in one form."""
