"""Where quads live: the engine, its cache, and queries that are guarded and limited."""
