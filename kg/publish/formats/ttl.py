"""Turtle: the union of all graphs as triples."""

from __future__ import annotations

import pyoxigraph as ox

from kg.publish.formats._rdf import RdfFormat

SUMMARY = "Turtle, without the graphs' names"
SUFFIX = ".ttl"
GROUP = "RDF (nothing lost)"
_FORMAT = RdfFormat(ox.RdfFormat.TURTLE)

write, render, carries = _FORMAT.write, _FORMAT.render, _FORMAT.carries
