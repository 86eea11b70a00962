"""``kg diff``: what differs between two states of the graph, and what follows from it."""
