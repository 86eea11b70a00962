"""What two states of the graph say differently, and what follows from that."""
