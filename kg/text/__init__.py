"""The files of a workspace: where they are, how they are read and written; and text for display."""
