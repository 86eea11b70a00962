"""Turtle as text: its tokens, one pinned way to write it, and edits that leave the rest alone."""
