"""First drafts of sources, terms, entities and workspaces."""
