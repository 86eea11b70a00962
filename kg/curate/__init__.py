"""Work on the text: checks, sheets, drafts, differences."""
