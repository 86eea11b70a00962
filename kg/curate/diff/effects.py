"""What changes do to facts, ranges and contradictions, worked out on the part of the graph they touch."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.derive import claim_quads, entity_quads
from kg.build.facts import read_layer
from kg.claims.claim import read_claims
from kg.claims.closure import closure
from kg.claims.ontology import read_ontology
from kg.curate.diff.changes import CLAIM, ENTITY, SOURCE, TERM
from kg.curate.diff.index import source_of
from kg.errors import KgError, UndatableError
from kg.graph.impact import consequences, state
from kg.iris import ONTOLOGY_GRAPH, SRC
from kg.store.oxigraph import OxigraphStore
from kg.store.readers import labels, read_testimonies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.claims.facts.view import View
    from kg.curate.diff.changes import Change
    from kg.curate.diff.index import StateIndex
    from kg.curate.diff.sides import GraphState
    from kg.iris import Prefixes
    from kg.store.base import Store


class Effect(NamedTuple):
    """What follows from changes: a fact, range, standing or contradiction that comes, goes or changes.

    ``kind`` says which of these, ``change`` whether it APPEARS, FALLS or changes (``graph.impact``).
    """

    kind: str
    change: str
    what: str
    before: str
    after: str
    why: str = ""


def effects(
    changes: Sequence[Change], before: StateIndex, after: StateIndex, view: View
) -> list[Effect]:
    """The effects of changes on the facts of a view.

    ``before`` and ``after`` are the indexes of the two states. Raises KgError for a date that cannot
    be read.
    """
    return effects_between(touched_parts(changes, before, after), view)


def touched_parts(
    changes: Sequence[Change], before: StateIndex, after: StateIndex
) -> tuple[Store, Store]:
    """Of each state the part that changes touch, as a store with what is derived from each claim.

    Raises KgError for a date that cannot be read.
    """
    indexes = (before, after)
    if any(change.sort == TERM for change in changes):
        parts: list[tuple[GraphState, Sequence[bytes]]]
        parts = [(index.side, index.side.lines) for index in indexes]
    else:  # no rule has changed, so that nothing changes but on the things that are touched
        touched = {node for index in indexes for node in _changed_things(index, changes)}
        parts = [(index.side, index.part(_claims_to_compare(index, touched))) for index in indexes]
    old, new = (_store(side.name, lines, side.prefixes) for side, lines in parts)
    return old, new


def effects_between(stores: tuple[Store, Store], view: View) -> list[Effect]:
    """The effects by which two states differ, each given as a store by ``touched_parts``."""
    old, new = (state(store, read_layer(store, view)) for store in stores)
    known_claims = set(read_testimonies(stores[0])) & set(read_testimonies(stores[1]))
    names = labels(stores[0]) | labels(stores[1])
    reasons = {
        f"{first.removeprefix(SRC)} and {second.removeprefix(SRC)}": verdict.reason
        for graph_state in (old, new)
        for (_, first, second), verdict in graph_state.verdicts.items()
    }
    return [
        Effect(*change, why=reasons.get(change.what, "") if change.kind == "contradiction" else "")
        for change in consequences(old, new, known_claims, names)
    ]


def _changed_things(index: StateIndex, changes: Iterable[Change]) -> Iterator[bytes]:
    """The nodes of changed entities and claims, and of the things that changed claims are about."""
    for change in changes:
        node = f"<{change.iri}>".encode()
        if change.sort == SOURCE:
            for claim in index.inside(node):
                yield claim
                yield from index.ends[claim]
        elif change.sort in (CLAIM, ENTITY):
            yield node
            yield from index.ends.get(node, ())


def _claims_to_compare(index: StateIndex, touched: set[bytes]) -> set[bytes]:
    """The claims about the nodes in ``touched``, and all that decide whether these stand.

    Those are the claims and sources linked with them, and the statuses of the events among them.
    """
    claims = {claim for node in touched for claim in index.claims.get(node, ())}
    claims |= {node for node in touched if node in index.ends}
    # An event that was only planned marks every edge at which it stands.
    ends = {end for claim in claims for end in index.ends[claim]}
    claims |= {c for end in ends for c in index.claims.get(end, ()) if c in index.statuses}

    def linked(node: bytes) -> Iterator[bytes]:
        source = source_of(node)
        yield from index.links.get(node, ())
        if node == source:  # a link to a document holds for each claim in it
            yield from index.inside(node)
        elif source in index.links:
            yield source

    return closure(claims, linked)


def _store(name: str, lines: Iterable[bytes], prefixes: Prefixes) -> Store:
    """A store of lines of N-Quads with what is derived from each claim and entity, without facts.

    ``name`` is the state's name in messages. Raises KgError for a date that cannot be read.
    """
    graphs: defaultdict[str, list[ox.Triple]] = defaultdict(list)
    quads = list(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS))
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode):
            graphs[quad.graph_name.value].append(quad.triple)
    store = OxigraphStore()
    store.load(quads)
    ontology = read_ontology(graphs.pop(ONTOLOGY_GRAPH, []), prefixes)
    for graph, triples in graphs.items():
        try:
            claims = read_claims(triples, graph, ontology)
            store.add(claim_quads(claims, triples, graph, ontology))
        except UndatableError as error:
            where = f"{name}: {graph.removeprefix(SRC)}"
            raise KgError(error.what, where, "mend the date: kg check names the line") from None
        store.add(entity_quads(triples, ontology))
    return store
