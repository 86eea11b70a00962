"""Triples sorted on disk are those that memory would give."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.publish.terminal.sorted_triples import sorted_triples

NAME = ox.NamedNode("http://e/p")
TRIPLES = [
    ox.Triple(subject, NAME, value)
    for subject in (ox.NamedNode("http://e/b"), ox.BlankNode("x"), ox.NamedNode("http://e/a"))
    for value in (
        ox.Literal('two\nlines "quoted" \\ é\u2028\x01'),
        ox.Literal("01", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        ox.Literal("ja", language="en-GB"),
        ox.BlankNode("y"),
    )
]


@pytest.mark.parametrize("run", [1, 2, 5, 11, 12, 13, 1000])
def test_each_once_and_in_order_however_many_are_held(run):
    assert list(sorted_triples([*TRIPLES, *reversed(TRIPLES)], run)) == sorted(TRIPLES, key=str)
    assert list(sorted_triples([], run)) == []
