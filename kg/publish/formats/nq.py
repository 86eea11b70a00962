"""N-Quads: every statement with its graph, a line each."""

from __future__ import annotations

import pyoxigraph as ox

from kg.publish.formats._rdf import RdfFormat

SUMMARY = "N-Quads: a statement with its graph on each line"
SUFFIX = ".nq"
GROUP = "RDF (nothing lost)"
_FORMAT = RdfFormat(ox.RdfFormat.N_QUADS)

write, render, carries = _FORMAT.write, _FORMAT.render, _FORMAT.carries
