"""JSON-LD 1.0: every graph by its name."""

from __future__ import annotations

import pyoxigraph as ox

from kg.publish.formats._rdf import RdfFormat

SUMMARY = "JSON-LD, every graph by its name"
SUFFIX = ".jsonld"
GROUP = "RDF (nothing lost)"
_FORMAT = RdfFormat(ox.RdfFormat.JSON_LD)

write, render, carries = _FORMAT.write, _FORMAT.render, _FORMAT.carries
