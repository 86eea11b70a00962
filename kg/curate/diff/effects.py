"""What changes do to facts, ranges and contradictions, found on the part of the graph they touch."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.derive import claim_quads, entity_quads
from kg.build.facts import read_layer
from kg.claims.claim import read_claims
from kg.claims.closure import closure
from kg.claims.edtf import UndatableError
from kg.claims.ontology import read_ontology
from kg.curate.diff.changes import CLAIM, ENTITY, SOURCE, TERM
from kg.curate.diff.index import source_of
from kg.errors import KgError
from kg.graph.impact import consequences, state
from kg.iris import ONTOLOGY_GRAPH, SRC
from kg.store.readers import labels, read_testimonies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.claims.facts.view import View
    from kg.curate.diff.changes import Change
    from kg.curate.diff.index import Index


class Effect(NamedTuple):
    """A fact, range, claim's standing or contradiction that falls, appears or changes, and why."""

    kind: str
    change: str
    what: str
    before: str
    after: str
    why: str = ""


def effects(changes: Sequence[Change], before: Index, after: Index, view: View) -> list[Effect]:
    """What follows from changes under a view. Raises KgError for dates that cannot be read."""
    both = (before, after)
    if any(change.sort == TERM for change in changes):
        stores = [_store(index.side.name, index.side.lines) for index in both]
    else:  # else no rule has changed: only what is touched can follow
        touched = {node for index in both for node in _touched(index, changes)}
        parts = [(index.side.name, index.part(_selected(index, touched))) for index in both]
        stores = [_store(name, lines) for name, lines in parts]
    old, new = (state(store, read_layer(store, view)) for store in stores)
    known = set(read_testimonies(stores[0])) & set(read_testimonies(stores[1]))
    names = labels(stores[0]) | labels(stores[1])
    reasons = {
        f"{first.removeprefix(SRC)} and {second.removeprefix(SRC)}": verdict.reason
        for found in (old, new)
        for (_, first, second), verdict in found.verdicts.items()
    }
    return [
        Effect(*change, why=reasons.get(change.what, "") if change.kind == "contradiction" else "")
        for change in consequences(old, new, known, names)
    ]


def _touched(index: Index, changes: Iterable[Change]) -> Iterator[bytes]:
    """The things on which changed claims bear, and those claims themselves."""
    for change in changes:
        node = f"<{change.iri}>".encode()
        if change.sort == SOURCE:
            for claim in index.inside(node):
                yield claim
                yield from index.ends[claim]
        elif change.sort in (CLAIM, ENTITY):
            yield node
            yield from index.ends.get(node, ())


def _selected(index: Index, touched: set[bytes]) -> set[bytes]:
    """The claims on whatever is touched, with those that decide whether and how they count."""
    near = {claim for node in touched for claim in index.claims.get(node, ())}
    near |= {node for node in touched if node in index.ends}
    # An event that was only planned marks every edge at which it stands.
    ends = {end for claim in near for end in index.ends[claim]}
    near |= {c for end in ends for c in index.claims.get(end, ()) if c in index.statuses}

    def linked(node: bytes) -> Iterator[bytes]:
        source = source_of(node)
        yield from index.links.get(node, ())
        if node == source:  # a link to a document holds for each claim in it
            yield from index.inside(node)
        elif source in index.links:
            yield source

    return closure(near, linked)


def _store(name: str, lines: Iterable[bytes]) -> ox.Store:
    """A store of some lines, and of what is derived from them but for the facts."""
    graphs: defaultdict[str, list[ox.Triple]] = defaultdict(list)
    quads = list(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS))
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode):
            graphs[quad.graph_name.value].append(quad.triple)
    store = ox.Store()
    store.bulk_extend(quads)
    ontology = read_ontology(graphs.pop(ONTOLOGY_GRAPH, []))
    for graph, triples in graphs.items():
        try:
            own = read_claims(triples, graph, ontology)
            store.extend(claim_quads(own, triples, graph, ontology))
        except UndatableError as error:
            where = f"{name}: {graph.removeprefix(SRC)}"
            raise KgError(str(error), where, "mend the date: kg check names the line") from None
        store.extend(entity_quads(triples, ontology))
    return store
