"""TriG: every graph by its name: sources, facts, ontology."""

from __future__ import annotations

import pyoxigraph as ox

from kg.publish.formats._rdf import RdfFormat

SUMMARY = "TriG, every graph by its name"
SUFFIX = ".trig"
GROUP = "RDF (nothing lost)"
_FORMAT = RdfFormat(ox.RdfFormat.TRIG)

write, render, carries = _FORMAT.write, _FORMAT.render, _FORMAT.carries
