"""Why something is a fact or none: the claims that it rests on, and those passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.compared import statement_of
from kg.claims.edtf import span
from kg.claims.facts.edges import CONFIRMED, Basis, derive_facts
from kg.claims.facts.ranges import HedgedFigure, Quantity, derive_ranges, quantity
from kg.claims.facts.view import parse_view
from kg.claims.period import ordinal
from kg.errors import UsageError
from kg.graph.contradictions import figures_of
from kg.graph.names import relation_named, resolve, vocabulary_term
from kg.graph.near import estimates_near
from kg.graph.search import fold
from kg.iris import KG, RDF, SRC, expand
from kg.store.readers import read_fact_rules, read_instances, read_single_valued

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.claims.claim import Claim
    from kg.claims.facts.edges import Fact
    from kg.claims.facts.ranges import RangeFact
    from kg.claims.statement import Statement
    from kg.graph.snapshot import Snapshot


class Bearing(NamedTuple):
    """A claim's part in an answer: who says what, where; ``reason`` where it is passed over."""

    claim: str
    speaker: str
    hedge: str
    says: str
    place: str
    reason: str = ""


class Answer(NamedTuple):
    """Whether there is a fact (``found`` says which, or that there is none), and by what claims.

    ``marks`` are ``confirmed``, ``disputed`` and the status of an event that has not occurred.
    """

    about: str
    is_fact: bool
    found: str
    marks: tuple[str, ...]
    view: str
    rests_on: tuple[Bearing, ...]
    passed_over: tuple[Bearing, ...]
    origins: int


class Asker:
    """Answers questions about the facts of a graph.

    ``whole`` is the same graph without dates and choice of sources: its claims are named even
    where they lie outside, with the reason. Facts are derived again from the claims that bear on
    the question alone, by the rule and in the scope of the graph.
    """

    def __init__(self, graph: Snapshot, whole: Snapshot) -> None:
        self.graph, self.whole = graph, whole
        self._view = parse_view(graph.view)

    def edge(self, subject: str, predicate: str, value: str) -> Answer:
        """Why the edge is a fact, or none. Takes names, aliases or ids. Raises UsageError."""
        entity, relation = resolve(self.whole, subject), relation_named(self.whole, predicate)
        value = self._value(entity, relation, value)
        return self._edges(entity, relation, [value])[0]

    def two(self, entity: str, name: str) -> list[Answer]:
        """The ranges of an entity's measure, or why a relation of it has each value that is claimed.

        Raises UsageError where the second name is neither.
        """
        try:
            vocabulary_term(self.whole, name)
        except UsageError as fault:
            try:
                relation = relation_named(self.whole, name)
            except UsageError as other:
                hint = fault.remedy if "did you mean" in (fault.remedy or "") else other.remedy
                what = f"there is neither a measure nor a relation “{name}”"
                raise UsageError(what, None, hint) from None
            return self._values(resolve(self.whole, entity), relation)
        return self.ranges(entity, name)

    def _values(self, entity: str, relation: str) -> list[Answer]:
        label = self.whole.labels
        claimed = {edge[2] for claim in self._claims_of(entity, relation) if (edge := claim.edge)}
        if not claimed:
            words = f"{label(entity)} {label(relation)}"
            return [self._answer(words, "nobody claims it", [], None, [], {})]
        ordered = sorted(claimed, key=lambda value: (label(value), value))
        return self._edges(entity, relation, ordered)

    def _claims_of(self, entity: str, relation: str) -> list[Claim]:
        """The claims that say of an entity what it is by a relation, in or outside the scope."""
        return [c for c in self.whole.claims.stating(entity, relation) if c.edge is not None]

    def _edges(self, entity: str, relation: str, values: list[str]) -> list[Answer]:
        label, claims = self.whole.labels, self._claims_of(entity, relation)
        facts, reasons = derive_facts(self._statements(entity, relation), self._basis())
        by_edge = {_texts(fact): fact for fact in facts}
        answers = []
        for value in values:
            edge = (entity, relation, value)
            fact = by_edge.get(edge)
            marks = _marks(fact)
            if fact is not None and fact.event_status:
                marks.append(f"event {label(fact.event_status)}")
            found = "a fact" if fact is not None else "no fact"
            own = [claim.iri for claim in claims if claim.edge == edge]
            words = " ".join(label(iri) for iri in edge)
            answers.append(self._answer(words, found, marks, fact, own, reasons))
        return answers

    def _statements(self, entity: str, relation: str) -> list[Statement]:
        """What the facts of an entity's relation rest on: its claims, what these name is a part of,
        and the status of the events that they name."""
        stating = self.graph.claims.stating
        own = stating(entity, relation)
        named = {value for claim in own if (value := claim.get(RDF + "object")) and "://" in value}
        bearing = {claim.iri: claim for claim in own}
        bearing |= {
            claim.iri: claim
            for event in (entity, *sorted(named))
            for claim in stating(event, KG + "eventStatus")
        }
        # Two values can both hold where one is a part of the other: upwards, from part to whole.
        waiting, seen = ([entity, *sorted(named)] if len(named) > 1 else []), set[str]()
        while waiting:
            unit = waiting.pop()
            if unit not in seen:
                seen.add(unit)
                for claim in stating(unit, KG + "partOf"):
                    bearing[claim.iri] = claim
                    waiting += [whole for whole in claim.all(RDF + "object") if "://" in whole]
        stated = (statement_of(bearing[iri]) for iri in sorted(bearing))
        return [statement for statement in stated if statement is not None]

    def _basis(self) -> Basis:
        store = self.graph.store
        return Basis(
            self._view,
            read_fact_rules(store),
            self.graph.overtaken,
            self.graph.claims.origins_of.of,
            read_single_valued(store),
            read_instances(store, KG + "UnidentifiedGroup"),
        )

    def ranges(self, entity: str, measure: str) -> list[Answer]:
        """The ranges of an entity's measure, and of the events that it takes part in.

        One for each unit, scope and basis; one that says so where nobody gives a figure. Raises
        UsageError.
        """
        iri, term = resolve(self.whole, entity), vocabulary_term(self.whole, measure)
        kinds = self.graph.rules.kinds
        groups: dict[Quantity, list[str]] = {}
        asked = [c for c in estimates_near(self.whole, iri) if c.get("measure") == term]
        for figure in figures_of(self.whole, asked):
            groups.setdefault(quantity(figure, kinds), []).append(figure.iri)
        if not groups:
            words = f"{self.whole.labels(term)} of {self.whole.labels(iri)}"
            return [self._answer(words, "nobody gives a figure", [], None, [], {})]
        inside = [claim for c in asked if (claim := self.graph.claims.get(c.iri)) is not None]
        ranges, reasons = derive_ranges(self._hedged(inside), kinds, self._basis())
        by_quantity = {found.of: found for found in ranges}
        return [
            self._range(of, by_quantity.get(of), groups[of], reasons)
            for of in sorted(groups, key=repr)
        ]

    def _hedged(self, claims: list[Claim]) -> list[HedgedFigure]:
        figures = figures_of(self.graph, claims)
        return [
            HedgedFigure(
                figure, claim.stance, claim.modality, ordinal(claim.get("knownFrom") or "")
            )
            for figure, claim in zip(figures, claims, strict=True)
        ]

    def _range(
        self,
        of: Quantity,
        found: RangeFact | None,
        claims: Iterable[str],
        reasons: Mapping[str, str],
    ) -> Answer:
        words = of.described(self.whole.labels)
        text = "no figure that stands" if found is None else found.extent
        return self._answer(words, text, _marks(found), found, claims, reasons)

    def _answer(
        self,
        words: str,
        found: str,
        marks: list[str],
        fact: Fact | RangeFact | None,
        claims: Iterable[str],
        reasons: Mapping[str, str],
    ) -> Answer:
        supported = fact.supported_by if fact is not None else ()
        others = {*claims, *(fact.passed_over if fact is not None else ())} - set(supported)
        return Answer(
            words,
            fact is not None,
            found,
            tuple(marks),
            str(self._view),
            tuple(self._bearing(claim) for claim in supported),
            tuple(self._bearing(claim, self._reason(claim, reasons)) for claim in sorted(others)),
            fact.origins if fact is not None else 0,
        )

    def _bearing(self, iri: str, reason: str = "") -> Bearing:
        claim = self.whole.claims[iri]
        wording = claim.get("wording")
        says = f"“{wording}”" if wording else claim.figure or claim.get("statement") or ""
        return Bearing(claim.id, claim.speaker, claim.hedge, says, claim.place, reason)

    def _reason(self, iri: str, reasons: Mapping[str, str]) -> str:
        """Why a claim bears nothing: it lies outside, or the view leaves it aside."""
        if iri in self.graph.claims:
            return reasons.get(iri, "it bears another fact")
        claim, scope = self.whole.claims[iri], self.graph.scope
        known = claim.get("knownFrom") or ""
        if scope is not None and scope.known_at is not None:
            last = span(scope.known_at)[1]
            if not known or last is None or known > last.isoformat():
                return f"not known at {scope.known_at}{f' (from {known})' if known else ''}"
        if scope is not None and scope.sources:
            names = {expand(name) or SRC + name for name in scope.sources}
            if claim.get("source") not in names:
                return "stands in a source that is not asked"
        return f"does not hold as of {scope.as_of if scope is not None else ''}"

    def _value(self, subject: str, relation: str, name: str) -> str:
        """The IRI or text that an object's name stands for; what is claimed comes first."""
        claimed = {
            edge[2]: self.whole.labels(edge[2])
            for claim in self._claims_of(subject, relation)
            if (edge := claim.edge) is not None
        }
        iri = self.whole.prefixes.expand(name)
        for value, label in claimed.items():
            if value in (iri, name) or fold(label) == fold(name):
                return value
        try:
            return resolve(self.whole, name)
        except UsageError as error:
            try:
                return vocabulary_term(self.whole, name)
            except UsageError:
                pass
            listed = ", ".join(sorted(claimed.values()))
            hint = f"what is claimed: {listed}" if listed else error.remedy
            raise UsageError(error.what, error.where, hint) from None


def _texts(fact: Fact) -> tuple[str, str, str]:
    value = fact.object
    text = str(value) if isinstance(value, ox.Triple) else value.value
    return fact.subject.value, fact.predicate.value, text


def _marks(fact: Fact | RangeFact | None) -> list[str]:
    if fact is None:
        return []
    return [
        name for name, is_so in ((CONFIRMED, fact.confirmed), ("disputed", fact.disputed)) if is_so
    ]


def records(answers: Iterable[Answer]) -> list[dict[str, object]]:
    """Answers as plain values for programs."""
    return [
        {
            "about": answer.about,
            "fact": answer.is_fact,
            "found": answer.found,
            "marks": list(answer.marks),
            "view": answer.view,
            "claims": len(answer.rests_on) + len(answer.passed_over),
            "independentOrigins": answer.origins,
            "restsOn": [_plain(bearing) for bearing in answer.rests_on],
            "passedOver": [_plain(bearing) for bearing in answer.passed_over],
        }
        for answer in answers
    ]


def _plain(bearing: Bearing) -> Mapping[str, str]:
    plain = dict(bearing._asdict())
    return plain if bearing.reason else {k: v for k, v in plain.items() if k != "reason"}
