"""How far two curators of one document agree."""
