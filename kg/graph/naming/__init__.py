"""The one comparison of names: what the words of a name are, and how surely two names are of one thing."""
