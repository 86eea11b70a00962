"""Read what the claim engine compares from a graph: figures, the rules for them, and origins."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pyoxigraph as ox

from kg.disagreements import Assertion, Relations
from kg.figures import Figure, Rules
from kg.independence import Testimony
from kg.intervals import Interval
from kg.namespaces import DCTERMS, KG, RDF, RDFS, SKOS, local_name

_NUMBERS = ("lower", "upper", "best")


def read_figures(store: ox.Store) -> list[Figure]:
    """Every estimate of a store, in the order of their IRIs."""
    values = {
        name: _one(store, KG + name)
        for name in (
            *("source", "attributedTo", "about", "measure", "unit", "counts", "scope", "basis"),
            *("qualifier", "shareOf", "stance", "asOfEarliest", "asOfLatest", "earliest", "latest"),
            *("impliedLower", "impliedUpper", "lowerInclusive", "upperInclusive", *_NUMBERS),
            *("impliedLowerInclusive", "impliedUpperInclusive"),
        )
    }
    links = {name: _many(store, KG + name) for name in ("alternativeTo", "additionTo")}
    replaces = _replaced(store)

    def text(name: str, iri: str) -> str:
        return values[name].get(iri, "")

    def number(name: str, iri: str) -> float | None:
        found = values[name].get(iri)
        return None if found is None else float(found)

    def interval(iri: str) -> Interval:
        lower, upper = number("impliedLower", iri), number("impliedUpper", iri)
        if lower is None and upper is None:  # a figure without a qualifier
            stated = {name: number(name, iri) for name in _NUMBERS}
            lower = stated["lower"] if stated["lower"] is not None else stated["best"]
            upper = stated["upper"] if stated["upper"] is not None else stated["best"]
        closed = [
            values[f"implied{end}Inclusive"].get(iri) != "false"
            and values[f"{end.lower()}Inclusive"].get(iri) != "false"
            for end in ("Lower", "Upper")
        ]
        return Interval(lower, upper, closed[0], closed[1])

    return [
        Figure(
            iri=iri,
            source=text("source", iri),
            speaker=text("attributedTo", iri),
            about=values["about"].get(iri, ""),
            measure=measure,
            unit=text("unit", iri),
            interval=interval(iri),
            stated=(number("lower", iri), number("upper", iri), number("best", iri)),
            qualifier=text("qualifier", iri),
            counts=text("counts", iri),
            scope=text("scope", iri),
            basis=text("basis", iri),
            whole=text("shareOf", iri),
            as_of=(_ordinal(text("asOfEarliest", iri)), _ordinal(text("asOfLatest", iri))),
            period=(_ordinal(text("earliest", iri)), _ordinal(text("latest", iri))),
            denied=text("stance", iri) == KG + "denies",
            alternatives=frozenset(links["alternativeTo"].get(iri, ())),
            additions=frozenset(links["additionTo"].get(iri, ())),
            replaces=frozenset(replaces.get(iri, ())),
        )
        for iri, measure in sorted(values["measure"].items())
    ]


def read_rules(store: ox.Store) -> Rules:
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


def read_assertions(store: ox.Store) -> list[Assertion]:
    """Every statement of a store that has a subject and is no judgement, in order of the IRIs."""
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


def read_relations(store: ox.Store) -> Relations:
    """Which relations hold one value at a time, which hold for a time, and what is part of what."""
    return Relations(
        single=frozenset(p for p, v in _one(store, KG + "singleValued").items() if v == "true"),
        states=frozenset(_typed(store, KG + "StateRelation")),
        wholes={
            part: frozenset(wholes)
            for part, wholes in _many(store, KG + "partOfTransitive").items()
        },
    )


def _typed(store: ox.Store, kind: str) -> list[str]:
    quads = store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind))
    return [quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)]


def read_testimonies(store: ox.Store) -> dict[str, Testimony]:
    """What independence needs of every claim of a store, by the claim's IRI."""
    source, speaker = _one(store, KG + "source"), _one(store, KG + "attributedTo")
    derived = _many(store, KG + "derivedFrom")
    names = _many(store, RDFS + "label")
    for iri, aliases in _many(store, SKOS + "altLabel").items():
        names[iri] = names.get(iri, []) + aliases
    owners = _many(store, DCTERMS + "creator")
    for iri, publishers in _many(store, DCTERMS + "publisher").items():
        owners[iri] = owners.get(iri, []) + publishers
    return {
        iri: Testimony(
            iri,
            source.get(iri, ""),
            who,
            own_voice=not set(names.get(who, [who])).isdisjoint(
                owners.get(source.get(iri, ""), ())
            ),
            derived_from=tuple(sorted(derived.get(iri, ()))),
        )
        for iri, who in sorted(speaker.items())
    }


def labels(store: ox.Store) -> dict[str, str]:
    """The English label of everything that has one."""
    return {
        quad.subject.value: quad.object.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDFS + "label"), None)
        if isinstance(quad.object, ox.Literal) and quad.object.language in (None, "en")
        if not isinstance(quad.subject, ox.Triple)
    }


def _one(store: ox.Store, predicate: str) -> dict[str, str]:
    """The value of a property by subject; of several the last counts, which checks refuse."""
    return {
        quad.subject.value: quad.object.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None)
        if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple)
    }


def _many(store: ox.Store, predicate: str) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
        if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple):
            found[quad.subject.value].append(quad.object.value)
    return dict(found)


def _replaced(store: ox.Store) -> dict[str, list[str]]:
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
