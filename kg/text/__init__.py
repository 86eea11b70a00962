"""The files of a workspace: where they are, how they are read, written and shown."""
