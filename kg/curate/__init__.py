"""Work on the curated text: check it, add to it, compare, merge and migrate it."""
