"""A build in pieces: source by source, then cell by cell, gives what the build of all gives."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from kg.build import cells
from kg.build.cells import Row
from kg.build.contents import document_quads
from kg.build.facts import read_layer
from kg.build.merged import links, merges_of, nodes_of
from kg.build.pipeline import Texts, parse_texts, with_merges
from kg.build.refusals import structure_findings
from kg.claims.facts.view import View, parse_view
from kg.store.oxigraph import OxigraphStore
from kg.text.inputs import InputFile, read_inputs
from kg.text.layout import find_layout
from kg.text.turtle.document import parse_turtle, source_iri, with_own_blank_nodes
from tests.build.world import World
from tests.texts import ontology_texts

if TYPE_CHECKING:
    from collections.abc import Iterable


def whole(texts: Texts, view: View) -> set[str]:
    """The lines of a build of all texts at once."""
    documents = (*texts.ontology, *with_merges(texts.seeds))
    store = OxigraphStore()
    for document in documents:
        store.load(document_quads(with_own_blank_nodes(document), texts.terms)[0])
    store.load(list(read_layer(store, view).quads()))
    return set(cells.lines_of(store.quads()).splitlines())


def pieces(texts: Texts, view: View) -> set[str]:
    """The lines of a build in pieces, of as many groups of cells as there are."""
    ontology = "".join(
        cells.lines_of(document_quads(with_own_blank_nodes(d), texts.terms)[0])
        for d in texts.ontology
    )
    rules = cells.rules_of(cells.frame_of(ontology, ()))
    nodes = nodes_of(links(t for d in texts.seeds for t in d.triples))
    merges = merges_of(texts.seeds, nodes)
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for document in texts.seeds:
        for row in cells.source_rows(document, texts.terms, rules, merges):
            rows[row.kind].append(row)
    assert not rows[cells.SUSPECT]
    asked, described = keys(rows[cells.ASKED]), keys(rows[cells.DESCRIBED])
    assert all(iri in described or iri in ontology for iri in asked)
    linked, speakers = keys(rows[cells.LINKED]), keys(rows[cells.SPEAKER])
    placed = keys(rows[cells.PLACED])
    told = [
        *rows[cells.FRAME],
        *(r for r in rows[cells.CLAIM] if cells.is_linked(r.node, linked)),
        *(r for r in rows[cells.DOCUMENT] if r.key in linked),
        *(r for r in rows[cells.NAMES] if r.key in speakers),
        *(r for r in rows[cells.TYPES] if r.key in placed),
    ]
    frame = cells.frame_of(ontology, (row.text for row in told))
    joins = [(row.key, row.text) for row in rows[cells.JOIN]]
    joins += [(row.key, f"c {row.node}") for row in rows[cells.CLAIM] if row.node in linked]
    root_of = cells.roots(joins)
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows[cells.CLAIM]:
        groups[root_of.get(row.key, row.key)].append(row)
    lines = [ontology, cells.frame_lines(frame, view)]
    lines += [row.text for row in rows[cells.OWN]]
    lines += [f"{row.key}\n" for row in rows[cells.SHARED]]
    lines += [
        cells.cell_lines(frame, view, {row.key for row in group}, (row.text for row in group))
        for group in in_buckets(groups.values(), 7)
    ]
    return {line for text in lines for line in text.splitlines()}


def keys(rows: Iterable[Row]) -> set[str]:
    return {row.key for row in rows}


def in_buckets(groups: Iterable[list[Row]], count: int) -> list[list[Row]]:
    """The groups of cells laid together in a few."""
    buckets: list[list[Row]] = [[] for _ in range(count)]
    for number, group in enumerate(groups):
        buckets[number % count] += group
    return buckets


@pytest.mark.parametrize("view", ["hull", "latest"])
def test_the_core(view: str) -> None:
    layout = find_layout(None)
    texts = parse_texts(layout, read_inputs(layout))
    assert pieces(texts, parse_view(view)) == whole(texts, parse_view(view))


@pytest.mark.slow
def test_random_worlds() -> None:
    """All that one text can say of another: rivals, denials, merges, retractions, shares, either-or."""
    taken = 0
    for seed in range(30):
        world = World(Random(seed), sources=10, claims=9)
        for _ in range(8):
            world.edit()
        texts = read_world(world)
        if structure_findings(texts.ontology, texts.seeds, texts.terms):
            continue  # a build refuses this world
        taken += 1
        assert pieces(texts, View()) == whole(texts, View()), seed
    assert taken >= 5


def read_world(world: World) -> Texts:
    documents, terms = ontology_texts()
    seeds = tuple(
        parse_turtle(InputFile(Path(f"{stem}.ttl"), stem, text.encode()), source_iri(stem))
        for stem, text in world.turtle().items()
    )
    return Texts(tuple(documents), seeds, terms)
