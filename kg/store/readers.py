"""Read what the claim engine compares from a graph: figures, the rules for them, and origins."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.figure import Figure, Rules
from kg.claims.independence import Testimony
from kg.claims.interval import Interval
from kg.iris import DCTERMS, KG, RDF, RDFS, SKOS, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.verdicts.statements import Assertion, Relations
    from kg.store.base import Store


def read_figures(store: Store) -> list[Figure]:
    """Every estimate of a store, in the order of their IRIs.

    Reads one property after the other, each text kept once: a graph may hold a million estimates.
    """
    column = _Columns(store)
    links = {name: _many(store, KG + name) for name in ("alternativeTo", "additionTo")}
    replaces = _replaced(store)
    plain = {
        field: column.texts(name)
        for field, name in (
            *(("source", "source"), ("speaker", "attributedTo"), ("about", "about")),
            *(("measure", "measure"), ("unit", "unit"), ("qualifier", "qualifier")),
            *(("counts", "counts"), ("scope", "scope"), ("basis", "basis"), ("whole", "shareOf")),
        )
    }
    stated = list(zip(*(column.numbers(n) for n in ("lower", "upper", "best")), strict=True))
    intervals = _intervals(column, stated)
    as_of = list(zip(column.days("asOfEarliest"), column.days("asOfLatest"), strict=True))
    period = list(zip(column.days("earliest"), column.days("latest"), strict=True))
    stances = column.texts("stance")
    nothing: frozenset[str] = frozenset()
    return [
        Figure(
            iri=iri,
            **{field: values[index] for field, values in plain.items()},
            interval=intervals[index],
            stated=stated[index],
            as_of=as_of[index],
            period=period[index],
            denied=stances[index] == KG + "denies",
            alternatives=frozenset(links["alternativeTo"].get(iri, nothing)),
            additions=frozenset(links["additionTo"].get(iri, nothing)),
            replaces=frozenset(replaces.get(iri, nothing)),
        )
        for index, iri in enumerate(column.iris)
    ]


class _Columns:
    """The values of estimates, one list a property, in the order of ``iris``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # A range of the fact layer has a measure too, and is no estimate.
        ranges = set(_typed(store, KG + "RangeFact"))
        self.iris = sorted(iri for iri in _one(store, KG + "measure") if iri not in ranges)
        self._place = {iri: index for index, iri in enumerate(self.iris)}
        self._known: dict[str, str] = {}

    def _values(self, name: str) -> Iterator[tuple[int, str]]:
        for quad in self._store.quads(None, ox.NamedNode(KG + name), None):
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
                index = self._place.get(quad.subject.value)
                if index is not None:
                    yield index, quad.object.value

    def texts(self, name: str) -> list[str]:
        found = [""] * len(self.iris)
        for index, value in self._values(name):
            found[index] = self._known.setdefault(value, value)
        return found

    def numbers(self, name: str) -> list[float | None]:
        found: list[float | None] = [None] * len(self.iris)
        for index, value in self._values(name):
            found[index] = float(value)
        return found

    def days(self, name: str) -> list[int | None]:
        found: list[int | None] = [None] * len(self.iris)
        for index, value in self._values(name):
            found[index] = date.fromisoformat(value).toordinal()
        return found


def _intervals(
    column: _Columns, stated: Sequence[tuple[float | None, float | None, float | None]]
) -> list[Interval]:
    """What the words of each estimate allow; without a qualifier, what is stated."""
    ends = [column.numbers("impliedLower"), column.numbers("impliedUpper")]
    closed = [
        [said != "false" and implied != "false" for said, implied in zip(one, two, strict=True)]
        for one, two in (
            (column.texts("lowerInclusive"), column.texts("impliedLowerInclusive")),
            (column.texts("upperInclusive"), column.texts("impliedUpperInclusive")),
        )
    ]
    found = []
    for index, (lower, upper, best) in enumerate(stated):
        low, high = ends[0][index], ends[1][index]
        if low is None and high is None:
            low, high = (
                (lower if lower is not None else best),
                (upper if upper is not None else best),
            )
        found.append(Interval(low, high, closed[0][index], closed[1][index]))
    return found


def read_rules(store: Store) -> Rules:
    """What the ontology in a store says of measures and units."""
    whole = _many(store, KG + "partOfMeasure")
    start, end, factor = (_one(store, KG + n) for n in ("fromUnit", "toUnit", "factor"))
    times, days = _one(store, KG + "jumpFactor"), _one(store, KG + "jumpDays")
    return Rules(
        kinds={m: local_name(k) for m, k in _one(store, KG + "measureKind").items()},
        part_of={measure: _closure(measure, whole) for measure in whole},
        flow_of=_one(store, KG + "flowOf"),
        conversions={(start[c], end[c]): float(f) for c, f in factor.items()},
        jumps={local_name(k): (float(times[k]), int(days[k])) for k in times if k in days},
        labels=labels(store),
    )


def read_assertions(store: Store) -> list[Assertion]:
    """Every statement of a store that has a subject and is no judgement, in order of the IRIs."""
    from kg.claims.verdicts.statements import Assertion  # a query at a day needs none of it

    values = {
        name: _one(store, KG + name) for name in ("attributedTo", "stance", "earliest", "latest")
    }
    subject, predicate = _one(store, RDF + "subject"), _one(store, RDF + "predicate")
    value = _one(store, RDF + "object")
    opinions = set(_typed(store, KG + "Judgement"))
    return [
        Assertion(
            iri,
            values["attributedTo"].get(iri, ""),
            subject[iri],
            predicate.get(iri, ""),
            value.get(iri, ""),
            denied=values["stance"].get(iri) == KG + "denies",
            period=(
                _ordinal(values["earliest"].get(iri, "")),
                _ordinal(values["latest"].get(iri, "")),
            ),
        )
        for iri in sorted(values["attributedTo"])
        if iri in subject and iri not in opinions
    ]


def read_relations(store: Store) -> Relations:
    """Which relations hold one value at a time, which hold for a time, and what is part of what."""
    from kg.claims.verdicts.statements import Relations

    return Relations(
        single=frozenset(p for p, v in _one(store, KG + "singleValued").items() if v == "true"),
        states=frozenset(_typed(store, KG + "StateRelation")),
        wholes={
            part: frozenset(wholes)
            for part, wholes in _many(store, KG + "partOfTransitive").items()
        },
    )


def _typed(store: Store, kind: str) -> list[str]:
    quads = store.quads(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind))
    return [quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)]


def read_testimonies(store: Store) -> dict[str, Testimony]:
    """What independence needs of every claim of a store, by the claim's IRI."""
    source, speaker = _one(store, KG + "source"), _one(store, KG + "attributedTo")
    derived = _many(store, KG + "derivedFrom")
    names = _names_of(store, ox.NamedNode(KG + "attributedTo"))
    owners = _many(store, DCTERMS + "creator")
    for iri, publishers in _many(store, DCTERMS + "publisher").items():
        owners[iri] = owners.get(iri, []) + publishers
    return {
        iri: Testimony(
            iri,
            source.get(iri, ""),
            who,
            own_voice=not names.get(who, {who}).isdisjoint(owners.get(source.get(iri, ""), ())),
            derived_from=tuple(sorted(derived.get(iri, ()))),
        )
        for iri, who in sorted(speaker.items())
    }


def _names_of(store: Store, predicate: ox.NamedNode) -> dict[str, set[str]]:
    """The labels and aliases of what a property names, where it has any."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for node in {quad.object for quad in store.quads(None, predicate, None)}:
        if isinstance(node, ox.NamedNode):
            for name in (RDFS + "label", SKOS + "altLabel"):
                for quad in store.quads(node, ox.NamedNode(name), None):
                    if isinstance(quad.object, ox.Literal):
                        found[node.value].add(quad.object.value)
    return dict(found)


def labels(store: Store) -> dict[str, str]:
    """The English label of everything that has one."""
    return {
        quad.subject.value: quad.object.value
        for quad in store.quads(None, ox.NamedNode(RDFS + "label"), None)
        if isinstance(quad.object, ox.Literal) and quad.object.language in (None, "en")
        if not isinstance(quad.subject, ox.Triple)
    }


def _one(store: Store, predicate: str) -> dict[str, str]:
    """The value of a property by subject; of several the last counts, which checks refuse."""
    return {
        quad.subject.value: quad.object.value
        for quad in store.quads(None, ox.NamedNode(predicate), None)
        if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple)
    }


def _many(store: Store, predicate: str) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for quad in store.quads(None, ox.NamedNode(predicate), None):
        if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple):
            found[quad.subject.value].append(quad.object.value)
    return dict(found)


def _replaced(store: Store) -> dict[str, list[str]]:
    """By claim: the claims that it supersedes, retracts or corrects."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in ("supersedes", "retracts"):
        for new, old in _many(store, KG + name).items():
            found[new] += old
    for old_claim, corrections in _many(store, KG + "correctedBy").items():
        for new in corrections:
            found[new].append(old_claim)
    return dict(found)


def _closure(start: str, links: dict[str, list[str]]) -> frozenset[str]:
    seen: set[str] = set()
    todo: list[str] = list(links.get(start, ()))
    while todo:
        step = todo.pop()
        if step not in seen:
            seen.add(step)
            todo += links.get(step, [])
    return frozenset(seen)


def _ordinal(day: str) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None
