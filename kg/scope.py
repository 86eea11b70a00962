"""A part of the graph: as of a day, as known at a day, or from some sources only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build import view_quads
from kg.claims import Claim, read_claims
from kg.dates import UndatableError, span
from kg.errors import UsageError
from kg.namespaces import (
    CURRENT_VIEW,
    DCTERMS,
    KG,
    KGD,
    ONTOLOGY_GRAPH,
    PART_OF_VIEW,
    RDF,
    SRC,
    expand,
    shorten,
)
from kg.ontology import Ontology, read_ontology

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_SOURCE = ox.NamedNode(KG + "source")


@dataclass(frozen=True, slots=True)
class Scope:
    """What to read: ``as_of`` and ``known_at`` are EDTF strings, ``sources`` names of sources."""

    as_of: str | None = None
    known_at: str | None = None
    sources: tuple[str, ...] = ()


def restrict(store: ox.Store, scope: Scope) -> ox.Store:
    """A store in memory with the claims of a scope, and the facts that rest on those alone.

    As of a day: without what began later, and without relations that had ended (an event that is
    over has still happened). Known at a day: without sources that appeared later; one without a
    date counts from the day on which it was recorded. Of "2024" or "2024-23" the last day is
    meant. Names of entities stay, as they are no claims. Raises UsageError for a bad date or an
    unknown source.
    """
    as_of, known_at = _last_day(scope.as_of, "--as-of"), _last_day(scope.known_at, "--known-at")
    in_sources: dict[str, list[ox.Quad]] = {}
    kept: list[ox.Quad] = []
    for quad in store:
        graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        if graph.startswith(SRC):
            in_sources.setdefault(graph, []).append(quad)
        if graph not in (CURRENT_VIEW, PART_OF_VIEW):
            kept.append(quad)
    ontology = read_ontology(
        quad.triple
        for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(ONTOLOGY_GRAPH))
    )
    claims = [
        claim
        for graph, quads in in_sources.items()
        for claim in read_claims((quad.triple for quad in quads), graph, ontology)
    ]
    wanted = _wanted_sources(scope.sources, set(in_sources))
    known = _known_sources(store, known_at)
    in_scope = [
        claim
        for claim in claims
        if (not wanted or claim.source in wanted)
        and (known is None or claim.source in known)
        and (as_of is None or _holds(claim, as_of, ontology))
    ]
    return _store_of(kept, claims, in_scope, ontology, known)


def undated_sources(store: ox.Store) -> list[str]:
    """The sources that ``known_at`` can only date by the day on which they were recorded."""
    sources = {
        q.subject for q in store.quads_for_pattern(None, ox.NamedNode(KG + "recordedAt"), None)
    }
    return sorted(
        shorten(str(source.value))
        for source in sources
        if isinstance(source, ox.NamedNode)
        and _described_as_source(source)
        and not list(store.quads_for_pattern(source, ox.NamedNode(DCTERMS + "issued"), None))
    )


def _described_as_source(node: ox.NamedNode) -> bool:
    return node.value.startswith(SRC) and "/" not in node.value.removeprefix(SRC)


def _last_day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        last = span(text)[1]
    except UndatableError as error:
        raise UsageError(
            str(error), option, "give a date such as 2024, 2024-23 or 2024-06-19"
        ) from None
    if last is None:
        raise UsageError(
            f'"{text}" has no last day', option, "give a date that ends, such as 2024-06"
        )
    return last


def _wanted_sources(names: Sequence[str], known: set[str]) -> set[str]:
    wanted = set()
    for name in names:
        iri = expand(name) or SRC + name
        if iri not in known:
            listed = ", ".join(sorted(graph.removeprefix(SRC) for graph in known))
            raise UsageError(f"there is no source {name}", "--source", f"the sources are: {listed}")
        wanted.add(iri)
    return wanted


def _known_sources(store: ox.Store, known_at: date | None) -> set[str] | None:
    """The sources that had appeared by a day, by kg:knownFrom of their claims; None for all."""
    if known_at is None:
        return None
    return {
        source.object.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(KG + "knownFrom"), None)
        if isinstance(quad.object, ox.Literal) and quad.object.value <= known_at.isoformat()
        for source in store.quads_for_pattern(quad.subject, _SOURCE, None)
        if isinstance(source.object, ox.NamedNode)
    }


def _holds(claim: Claim, as_of: date, ontology: Ontology) -> bool:
    """Whether a claim had begun to be true by a day, and had not ended before it.

    ``kg:asOf`` is the day of which a figure speaks: it can lie ahead, but it ends nothing.
    """
    for name in ("time", "asOf"):
        text = claim.text(name)
        if text is None:
            continue
        first, last = span(text)
        if first is not None and first > as_of:
            return False
        ended = name == "time" and last is not None and last < as_of
        if ended and ontology.is_state_relation(claim.text(RDF + "predicate") or ""):
            return False
    return True


def _store_of(
    quads: Sequence[ox.Quad],
    claims: Sequence[Claim],
    in_scope: Sequence[Claim],
    ontology: Ontology,
    known: set[str] | None,
) -> ox.Store:
    dropped = {claim.iri for claim in claims} - {claim.iri for claim in in_scope}
    held = _held(quads, dropped)
    future = {claim.source for claim in claims} - known if known is not None else set()
    kept = [
        quad
        for quad in quads
        if _name(quad.subject) not in dropped
        and quad.subject not in held
        and _name(quad.subject) not in future
    ]
    # An entity's own description is kept from a future source, but only its names and kind.
    kept = [
        q for q in kept if _name(q.graph_name) not in future or _name(q.subject).startswith(KGD)
    ]
    result = ox.Store()
    result.extend([*kept, *view_quads(in_scope, kept, ontology)])
    return result


def _held(quads: Sequence[ox.Quad], dropped: set[str]) -> set[object]:
    """The blank nodes of dropped claims (their evidence), and those inside these."""
    inside: dict[object, list[ox.BlankNode]] = {}
    for quad in quads:
        if isinstance(quad.object, ox.BlankNode):
            inside.setdefault(_name(quad.subject) or quad.subject, []).append(quad.object)
    held: set[object] = set()
    todo: list[object] = list(dropped)
    while todo:
        for node in inside.get(todo.pop(), ()):
            if node not in held:
                held.add(node)
                todo.append(node)
    return held


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
