"""Read what the claim engine compares from a store: figures, statements, rules, origins, labels."""

from __future__ import annotations

from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.begins import start_of, with_begins
from kg.claims.claim import DENIES, IMPLIED, LEAVES_OPEN, value_text
from kg.claims.closure import closure
from kg.claims.figure import Figure, Jump, MeasureKind, MeasureKinds, Rules
from kg.claims.independence import Testimony
from kg.claims.interval import Interval
from kg.claims.labels import preferred_label
from kg.claims.limits import STATED_BY
from kg.claims.period import UNDATED, Period, ordinal
from kg.claims.statement import Statement, took_place
from kg.claims.verdicts.none_at_all import says_none, with_nones_of_wholes
from kg.iris import DCTERMS, KG, RDF, RDFS, SKOS
from kg.store.inclusion import read_disjoint, read_within
from kg.store.links import read_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.claims.claim import Term
    from kg.store.base import Store
    from kg.store.links import Links

_TRUE = ("true", "1")


def read_figures(
    store: Store, links: Links | None = None, kinds: Mapping[str, MeasureKind] | None = None
) -> list[Figure]:
    """Every estimate of a store, in the order of their IRIs.

    ``links`` and ``kinds`` (how each measure behaves in time) where they are read already.

    Reads one property after the other, each text kept once: a graph may hold a million estimates.
    """
    column = _Columns(store)
    beside = {name: _texts(store, KG + name) for name in ("alternativeTo", "additionTo")}
    links = links or read_links(store)
    plain = {
        field: column.texts(name)
        for field, name in (
            *(("source", "source"), ("speaker", "attributedTo"), ("about", "about")),
            *(("measure", "measure"), ("unit", "unit"), ("qualifier", "qualifier")),
            *(("counts", "counts"), ("whole", "shareOf")),
        )
    }
    for field, (terms, words) in STATED_BY.items():
        named = _texts(store, KG + terms)
        plain[field] = [
            links.limits.read(field, named.get(iri, ()), text)
            for iri, text in zip(column.iris, column.texts(words), strict=True)
        ]
    stated = list(zip(*(column.numbers(n) for n in ("lower", "upper", "best")), strict=True))
    intervals = _intervals(column, stated)
    as_of = column.periods("asOfEarliest", "asOfLatest")
    period = column.periods("earliest", "latest")
    stances, published = column.texts("stance"), column.days("knownFrom")
    modalities = column.texts("modality")
    times = column.texts("time")
    nothing: frozenset[str] = frozenset()
    figures = (
        Figure(
            iri=iri,
            **{field: values[index] for field, values in plain.items()},
            interval=intervals[index],
            stated=stated[index],
            as_of=as_of[index],
            period=period[index],
            denied=stances[index] == DENIES,
            alternatives=frozenset(beside["alternativeTo"].get(iri, nothing)),
            additions=frozenset(beside["additionTo"].get(iri, nothing)),
            replaces=links.replaced_by(iri, plain["source"][index]),
            derived_from=links.derived.get(iri, nothing),
            published=published[index],
            against=links.against(iri, plain["about"][index]),
            leaves_open=modalities[index] in LEAVES_OPEN,
            begin=start_of(times[index]) if times[index] else UNDATED,
        )
        for index, iri in enumerate(column.iris)
    )
    known_kinds = read_measure_kinds(store) if kinds is None else kinds
    begun = with_begins(figures, links.begins, links.replaced, known_kinds)
    if links.episodes and any(map(says_none, begun)):
        return with_nones_of_wholes(begun, links.episodes, read_rules(store, {}))
    return begun


class _Columns:
    """The values of estimates, one list for a property, in the order of ``iris``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # A range of the fact layer has a measure too, and is no estimate.
        ranges = read_instances(store, KG + "RangeFact")
        self.iris = sorted(iri for iri in _text_of(store, KG + "measure") if iri not in ranges)
        self._row = {iri: index for index, iri in enumerate(self.iris)}
        self._texts: dict[str, str] = {}  # each text once

    def _values(self, name: str) -> Iterator[tuple[int, str]]:
        for quad in self._store.quads(None, ox.NamedNode(KG + name), None):
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
                row = self._row.get(quad.subject.value)
                if row is not None:
                    yield row, quad.object.value

    def texts(self, name: str) -> list[str]:
        """The IRIs or texts of a ``kg:`` property (its local name); empty where there is none."""
        column = [""] * len(self.iris)
        for row, value in self._values(name):
            column[row] = self._texts.setdefault(value, value)
        return column

    def numbers(self, name: str) -> list[float | None]:
        """The numbers of a property. Raises ValueError for what is none, which builds refuse."""
        column: list[float | None] = [None] * len(self.iris)
        for row, value in self._values(name):
            column[row] = float(value)
        return column

    def periods(self, first: str, last: str) -> list[Period]:
        """The periods between the days of two properties; each kept once, as most come again."""
        periods: dict[tuple[int | None, int | None], Period] = {}
        return [
            periods.get(ends) or periods.setdefault(ends, Period(*ends))
            for ends in zip(self.days(first), self.days(last), strict=True)
        ]

    def days(self, name: str) -> list[int | None]:
        """The days of a property, as ordinals; None where there is none."""
        column: list[int | None] = [None] * len(self.iris)
        for row, value in self._values(name):
            column[row] = ordinal(value)
        return column


def _intervals(
    column: _Columns, stated: Sequence[tuple[float | None, float | None, float | None]]
) -> list[Interval]:
    """What the words of each estimate allow; without a qualifier, what is stated."""
    lower_ends, upper_ends = column.numbers("impliedLower"), column.numbers("impliedUpper")
    lower_included, upper_included = (
        [
            said != "false" and implied != "false"
            for said, implied in zip(
                column.texts(said_name), column.texts(implied_name), strict=True
            )
        ]
        for said_name, implied_name in (
            ("lowerInclusive", "impliedLowerInclusive"),
            ("upperInclusive", "impliedUpperInclusive"),
        )
    )
    intervals = []
    for row, (lower, upper, best) in enumerate(stated):
        low, high = lower_ends[row], upper_ends[row]
        if low is None and high is None:
            low, high = (
                (lower if lower is not None else best),
                (upper if upper is not None else best),
            )
        intervals.append(Interval(low, high, lower_included[row], upper_included[row]))
    return intervals


def read_rules(store: Store, names: Mapping[str, str] | None = None) -> Rules:
    """What the ontology in a store says of measures and units.

    ``names`` are the labels that reasons are said with (by default all of the store).
    """
    including, sums = _texts(store, KG + "partOfMeasure"), _texts(store, KG + "sumOf")
    for total, parts in sums.items():
        for part in parts:
            including.setdefault(part, []).append(total)
    start, end, factor = (_text_of(store, KG + n) for n in ("fromUnit", "toUnit", "factor"))
    return Rules(
        kinds=read_measure_kinds(store),
        part_of={
            measure: frozenset(closure(direct, lambda above: including.get(above, ())))
            for measure, direct in including.items()
        },
        flow_of=_text_of(store, KG + "flowOf"),
        sum_of={total: frozenset(parts) for total, parts in sums.items()},
        share_of=_text_of(store, KG + "shareOfMeasure"),
        conversions={
            (start[c], end[c]): float(f) for c, f in factor.items() if c in start and c in end
        },
        jumps=_jumps(store),
        within=read_within(store),
        disjoint=read_disjoint(store),
        labels=labels(store) if names is None else names,
    )


def read_measure_kinds(store: Store) -> MeasureKinds:
    """How each measure behaves in time; one whose kind is not known is left out."""
    kinds = MeasureKinds()
    for measure, term in _text_of(store, KG + "measureKind").items():
        if (kind := MeasureKind.of_term(term)) is not None:
            kinds[measure] = kind
    return kinds


def _jumps(store: Store) -> dict[MeasureKind, Jump]:
    """The growth that is not believed, by kind of measure; what is no rate is left out."""
    factors, days = _text_of(store, KG + "jumpFactor"), _text_of(store, KG + "jumpDays")
    jumps = {
        kind: Jump(float(factor), int(float(days[term])))
        for term, factor in factors.items()
        if term in days and (kind := MeasureKind.of_term(term)) is not None
    }
    return {kind: jump for kind, jump in jumps.items() if 0 < jump.factor < inf and jump.days > 0}


def read_statements(store: Store, links: Links | None = None) -> list[Statement]:
    """Every claim of a store that states a relation and is no estimate, in the order of the IRIs;
    ``links`` where they are read already.
    """
    text = {
        name: _text_of(store, KG + name)
        for name in ("source", "attributedTo", "stance", "modality", "earliest", "latest", "time")
    }
    as_of, known = _text_of(store, KG + "asOfLatest"), _text_of(store, KG + "knownFrom")
    subject, predicate, value = (
        read_terms(store, RDF + name) for name in ("subject", "predicate", "object")
    )
    explicitness = _text_of(store, KG + "explicitness")
    links = links or read_links(store)
    judgements = read_instances(store, KG + "Judgement")
    estimates = read_instances(store, KG + "Estimate")
    statements = []
    for iri in sorted(text["source"]):
        who, relation = subject.get(iri), predicate.get(iri)
        if (
            iri in estimates
            or iri not in value
            or not isinstance(who, ox.NamedNode)
            or not isinstance(relation, ox.NamedNode)
        ):
            continue
        last = text["latest"].get(iri, "")
        of_event = who.value if took_place(relation, value[iri]) else ""
        statements.append(
            Statement(
                iri,
                text["source"][iri],
                text["attributedTo"].get(iri, ""),
                who,
                relation,
                value[iri],
                text["stance"].get(iri, ""),
                text["modality"].get(iri, ""),
                is_judgement=iri in judgements,
                period=Period(ordinal(text["earliest"].get(iri, "")), ordinal(last)),
                day=ordinal(as_of.get(iri, "") or last),
                known=ordinal(known.get(iri, "")),
                implied=explicitness.get(iri) == IMPLIED,
                replaces=links.replaced_by(iri, text["source"][iri]),
                replaced=not links.replaced.isdisjoint((iri, text["source"][iri])),
                disputed_by=tuple(d.iri for d in links.disputes.get(iri, ())),
                time=text["time"].get(iri, ""),
                wholes=links.wholes_of(of_event),
                whole_denied=links.whole_denied(of_event),
            )
        )
    return statements


def read_fact_rules(store: Store) -> dict[tuple[str, str], bool]:
    """The ontology's table: by stance and modality (IRIs) whether such a claim gives a fact."""
    return {
        (_one_text(store, rule, "stance"), _one_text(store, rule, "modality")): gives in _TRUE
        for rule, gives in _text_of(store, KG + "givesFact").items()
    }


def _one_text(store: Store, subject: str, name: str) -> str:
    """The IRI or text of a ``kg:`` property (its local name) of one subject; empty without one."""
    quads = store.quads(ox.NamedNode(subject), ox.NamedNode(KG + name), None)
    return next((value_text(quad.object) for quad in quads), "")


def read_single_valued(store: Store) -> frozenset[str]:
    """The relations (IRIs) of which one value holds at a time."""
    return read_marked(store, "singleValued")


def read_once(store: Store) -> frozenset[str]:
    """The relations (IRIs) that two things have on one occasion only: declared so, or with nothing
    but events at one end, each of which is one.
    """
    below = _texts(store, RDFS + "subClassOf")
    events = {KG + "Event"}
    events |= {k for k in below if KG + "Event" in closure(below[k], lambda c: below.get(c, ()))}
    kinds = (_texts(store, KG + name).items() for name in ("subjectKind", "objectKind"))
    of_events = {one for end in kinds for one, of in end if events.issuperset(of)}
    return read_marked(store, "happensOnce") | of_events


def read_marked(store: Store, name: str) -> frozenset[str]:
    """The relations (IRIs) of which a ``kg:`` property (its local name) is true."""
    marks = _text_of(store, KG + name)
    return frozenset(relation for relation, mark in marks.items() if mark in _TRUE)


def read_instances(store: Store, kind: str) -> frozenset[str]:
    """What a store says to be of a class (an IRI)."""
    quads = store.quads(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind))
    return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))


def read_testimonies(store: Store) -> dict[str, Testimony]:
    """What independence needs of every claim of a store, by the claim's IRI."""
    source, speaker = _text_of(store, KG + "source"), _text_of(store, KG + "attributedTo")
    derived = _texts(store, KG + "derivedFrom")
    names = _names_of(store, ox.NamedNode(KG + "attributedTo"))
    owners = _texts(store, DCTERMS + "creator")
    for iri, publishers in _texts(store, DCTERMS + "publisher").items():
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
    names: defaultdict[str, set[str]] = defaultdict(set)
    for node in {quad.object for quad in store.quads(None, predicate, None)}:
        if isinstance(node, ox.NamedNode):
            for naming in (RDFS + "label", SKOS + "altLabel"):
                for quad in store.quads(node, ox.NamedNode(naming), None):
                    if isinstance(quad.object, ox.Literal):
                        names[node.value].add(quad.object.value)
    return dict(names)


def labels(store: Store, language: str = "en") -> dict[str, str]:
    """The label of everything that has one, by IRI: in a language, or what comes nearest to it.

    Which of several labels that is, ``kg.claims.labels.preferred_label`` says.
    """
    candidates: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for quad in store.quads(None, ox.NamedNode(RDFS + "label"), None):
        if isinstance(quad.object, ox.Literal) and not isinstance(quad.subject, ox.Triple):
            candidates[quad.subject.value].append((quad.object.value, quad.object.language))
    return {
        iri: texts[0][0] if len(texts) == 1 else preferred_label(texts, language) or ""
        for iri, texts in candidates.items()
    }


def read_terms(store: Store, predicate: str) -> dict[str, Term]:
    """The value of a property (an IRI) by subject; of several the last, which checks refuse."""
    quads = store.quads(None, ox.NamedNode(predicate), None)
    return {
        quad.subject.value: quad.object for quad in quads if not isinstance(quad.subject, ox.Triple)
    }


def _text_of(store: Store, predicate: str) -> dict[str, str]:
    """The IRI or text of a property by subject; of several the last, which checks refuse."""
    return {
        quad.subject.value: quad.object.value
        for quad in store.quads(None, ox.NamedNode(predicate), None)
        if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple)
    }


def _texts(store: Store, predicate: str) -> dict[str, list[str]]:
    """The IRIs or texts of a property by subject."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    for quad in store.quads(None, ox.NamedNode(predicate), None):
        if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple):
            values[quad.subject.value].append(quad.object.value)
    return dict(values)
