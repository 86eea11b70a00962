"""SHACL over parsed triples: shapes compiled once, and pySHACL for what is not compiled, or as referee."""
