"""What would change or fall if sources were withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.facts import Layer, layer_of, stored_overtaken
from kg.build.scope import restrict
from kg.claims.facts.edges import CONFIRMED
from kg.claims.facts.view import parse_view
from kg.claims.independence import Origins, without
from kg.claims.verdicts.assessment import assess
from kg.claims.verdicts.verdict import CONTRADICTS, UNDECIDED
from kg.graph.marks import IMPLIED_MARK
from kg.iris import SRC, expand, local_name
from kg.store.links import read_links
from kg.store.readers import (
    read_figures,
    read_rules,
    read_statements,
    read_testimonies,
)
from kg.store.relations import read_relations
from kg.text.collector import collector_paused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.facts.edges import Fact
    from kg.claims.facts.ranges import RangeFact
    from kg.claims.facts.view import View
    from kg.claims.verdicts.verdict import Verdict
    from kg.graph.snapshot import Snapshot
    from kg.store.base import Store
    from kg.store.links import Links

FALLS, APPEARS, CHANGES = "falls", "appears", "changes"


class Change(NamedTuple):
    """One consequence: of what sort, for what, how it was and how it would be."""

    kind: str  # fact, range, claim or contradiction
    change: str  # falls, appears or changes
    what: str
    before: str
    after: str


class Impact(NamedTuple):
    """The claims that would be gone, and what follows."""

    claims: int
    changes: tuple[Change, ...]


class State(NamedTuple):
    """A graph as far as other claims can change it: its fact layer, and what contradicts in it."""

    layer: Layer
    verdicts: dict[tuple[str, str, str], Verdict]


@collector_paused()
def impact(graph: Snapshot, whole: Snapshot, names: Sequence[str]) -> Impact:
    """Compare a graph with itself without some sources.

    ``whole`` is the same graph without dates and choice of sources. A claim that was derived from
    the withdrawn ones alone stays, and has no origin any more. Raises UsageError for a source that
    is not there.
    """
    scope = graph.scope._replace(view=graph.view, without=tuple(names))
    remaining_store = restrict(whole.store, scope)
    sources = {expand(name) or SRC + name for name in names}
    known = read_testimonies(graph.store)
    withdrawn_claims = frozenset(iri for iri, claim in known.items() if claim.source in sources)
    remaining = without(known, withdrawn_claims | sources)
    view = parse_view(graph.view)
    before, after = (
        _derived(store, view, Origins(testimonies))
        for store, testimonies in ((graph.store, known), (remaining_store, remaining))
    )
    changes = consequences(before, after, remaining, whole.labels)
    return Impact(len(withdrawn_claims), tuple(changes))


def _derived(store: Store, view: View, origins: Origins) -> State:
    """The state of a store, its layer derived anew."""
    links = read_links(store)
    layer = layer_of(store, view, stored_overtaken(store), origins, links)
    return state(store, layer, links)


def consequences(
    before: State, after: State, claims: Iterable[str], names: Mapping[str, str]
) -> list[Change]:
    """What differs between two states; ``claims`` are those of which both know."""
    return [
        *_facts(before.layer, after.layer, names),
        *_ranges(before.layer, after.layer, names),
        *_claims(before.layer, after.layer, claims, names),
        *_contradictions(before.verdicts, after.verdicts),
    ]


def state(store: Store, layer: Layer, links: Links | None = None) -> State:
    """The state of a store under a layer that was derived from it; ``links`` where they are read already."""
    gone = layer.overtaken
    links = links or read_links(store)
    figures = [f.without(gone) for f in read_figures(store, links) if f.iri not in gone]
    assertions = [c.without(gone) for c in read_statements(store, links) if c.iri not in gone]
    assessment = assess(figures, read_rules(store), assertions, read_relations(store))
    grave = [v for v in assessment.verdicts if v.outcome in (CONTRADICTS, UNDECIDED)]
    return State(layer, {(v.kind, v.first, v.second): v for v in grave})


def _facts(before: Layer, after: Layer, names: Mapping[str, str]) -> Iterator[Change]:
    old, new = ({fact.edge: fact for fact in layer.facts} for layer in (before, after))
    for edge in sorted({*old, *new}, key=str):
        what = " ".join(_label(term, names) for term in edge)
        yield from _change("fact", what, _standing(old.get(edge)), _standing(new.get(edge)))


def _ranges(before: Layer, after: Layer, names: Mapping[str, str]) -> Iterator[Change]:
    old, new = ({fact.of: fact for fact in layer.ranges} for layer in (before, after))
    for of in sorted({*old, *new}, key=repr):
        what = of.described(lambda iri: names.get(iri, iri))
        yield from _change("range", what, _extent(old.get(of)), _extent(new.get(of)))


def _change(kind: str, what: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield Change(kind, CHANGES if old and new else FALLS if old else APPEARS, what, old, new)


def _standing(fact: Fact | RangeFact | None) -> str:
    """How many origins a fact has, and its marks; empty where there is none."""
    if fact is None:
        return ""
    marks = [f"{fact.origins} independent origin{'' if fact.origins == 1 else 's'}"]
    marks += [CONFIRMED] if fact.confirmed else []
    marks += ["disputed"] if fact.disputed else []
    marks += [IMPLIED_MARK] if fact.implied_only else []
    return ", ".join(marks)


def _extent(fact: RangeFact | None) -> str:
    if fact is None:
        return ""
    return f"{fact.said}, {_standing(fact)}"


def _claims(
    before: Layer, after: Layer, remaining: Iterable[str], names: Mapping[str, str]
) -> Iterator[Change]:
    """Claims that lose an origin, and those that stand again since nothing takes them back."""

    def speakers(origins: Origins, claim: str) -> str:
        speakers_of_claim = sorted(names.get(o, o.removeprefix(SRC)) for o in origins.of([claim]))
        return f"from {', '.join(speakers_of_claim)}" if speakers_of_claim else "without an origin"

    for claim in sorted(remaining):
        what = claim.removeprefix(SRC)
        yield from _change(
            "claim", what, speakers(before.origins, claim), speakers(after.origins, claim)
        )
        link = before.overtaken.get(claim)
        if link is not None and claim not in after.overtaken:
            status = f"{link.kind} by {link.later.removeprefix(SRC)}"
            yield Change("claim", CHANGES, what, status, "stands again")


def _contradictions(
    old: Mapping[tuple[str, str, str], Verdict], new: Mapping[tuple[str, str, str], Verdict]
) -> Iterator[Change]:
    for key in sorted({*old, *new}):
        kind, first, second = key
        what = f"{first.removeprefix(SRC)} and {second.removeprefix(SRC)}"
        yield from _change(
            "contradiction", what, kind if key in old else "", kind if key in new else ""
        )


def _label(term: object, names: Mapping[str, str]) -> str:
    if isinstance(term, ox.NamedNode):
        return names.get(term.value) or local_name(term.value)
    return term.value if isinstance(term, ox.Literal) else str(term)
