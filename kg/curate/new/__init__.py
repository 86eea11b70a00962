"""``kg new``: write drafts of sources, terms, entities, questions, rules and workspaces."""
