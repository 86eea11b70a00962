"""One export of the page reads each thing of the store once."""

from __future__ import annotations

from collections import Counter

import pytest

import kg
from kg.publish.formats import html
from kg.store import readers
from tests.conftest import ROOT


@pytest.fixture
def reads(core, monkeypatch):
    """How often each reader of columns is called, and each claim is read; the core is built before."""
    counts: Counter[str] = Counter()

    def counted(name, function):
        def call(*arguments, **named):
            what = [argument for argument in arguments if isinstance(argument, str)]
            counts[" ".join([name, *what])] += 1
            return function(*arguments, **named)

        return call

    for name in dir(readers):
        if name.startswith("read_"):
            monkeypatch.setattr(readers, name, counted(name, getattr(readers, name)))

    from kg.graph.claims import Claims

    read = Claims._read

    def read_claim(self, iri):
        counts[iri] += 1
        return read(self, iri)

    monkeypatch.setattr(Claims, "_read", read_claim)
    return counts


def test_a_page_reads_each_thing_once(reads):
    graph = kg.open(ROOT)
    html.render(graph)
    times = dict(reads)  # to ask for a claim by its IRI reads again
    assert set(graph.claims) <= set(times)
    assert {name: count for name, count in times.items() if count > 1} == {}
