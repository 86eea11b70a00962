"""What an assistant may ask of a graph, over the Model Context Protocol."""
