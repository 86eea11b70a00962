"""N-Triples: the union of all graphs, a statement a line."""

from __future__ import annotations

import pyoxigraph as ox

from kg.publish.formats._rdf import RdfFormat

SUMMARY = "N-Triples: a statement on each line, without the graphs' names"
SUFFIX = ".nt"
GROUP = "RDF (nothing lost)"
_FORMAT = RdfFormat(ox.RdfFormat.N_TRIPLES)

write, render, carries = _FORMAT.write, _FORMAT.render, _FORMAT.carries
