"""New pieces to fill in: workspaces, sources, terms, entities, questions, rules."""
