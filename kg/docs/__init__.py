"""The static site: ontology, codebook, questions, sources, claims and entities as pages; one file a matter."""
