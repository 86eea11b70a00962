"""Why something is a fact or none: the claims that it rests on, and those passed over."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import STATED
from kg.claims.closure import closure
from kg.claims.compared import statement_of
from kg.claims.edtf import span
from kg.claims.facts.edges import CONFIRMED, derive_facts
from kg.claims.facts.ranges import (
    Quantity,
    derive_ranges,
    interval_text,
    quantity,
    step_text,
)
from kg.claims.facts.view import parse_view
from kg.claims.verdicts.assessment import assess
from kg.claims.verdicts.none_at_all import denied_events, says_none
from kg.errors import UsageError
from kg.graph.contradictions import figures_of
from kg.graph.impossible import figures_bound_to, sets_in_words
from kg.graph.marks import IMPLIED_MARK
from kg.graph.names import relation_named, resolve, vocabulary_term
from kg.graph.near import estimates_near
from kg.graph.ranges import hedged_figures
from kg.iris import KG, RDF, SRC, expand
from kg.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.claims.claim import Claim
    from kg.claims.facts.edges import Fact
    from kg.claims.facts.ranges import RangeFact
    from kg.claims.statement import Statement
    from kg.claims.verdicts.verdict import Verdict
    from kg.graph.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Bearing:
    """A claim that bears on a fact: who says what, how hedged, and in which place of the source.

    ``claim`` is its short id; ``reason`` says why it is passed over, and is empty where it is not.
    """

    claim: str
    speaker: str
    hedge: str
    says: str
    place: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Camp:
    """The range that some figures leave alone, in words; ``claims`` are their short ids."""

    range: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why something is a fact or none: the claims that it rests on, and those passed over.

    ``about`` names the relation or quantity in words, ``found`` what is known of it (``a fact``,
    ``no fact``, the ends of a range). ``marks`` are ``confirmed``, ``disputed``, ``implied`` and the status of an
    event that has not occurred. ``origins`` counts the independent ones. ``verdicts`` say which of
    its claims contradict others, or leave undecided whether they do, and why. Of a range ``day`` is the
    time that it is of (empty where no figure says one), ``camps`` are the ranges of figures that leave
    nothing together, and ``band`` is the range of each day that the figures bound, with its days.
    """

    about: str
    is_fact: bool
    found: str
    marks: tuple[str, ...]
    view: str
    rests_on: tuple[Bearing, ...]
    passed_over: tuple[Bearing, ...]
    origins: int
    verdicts: tuple[str, ...] = ()
    day: str = ""
    camps: tuple[Camp, ...] = ()
    band: tuple[tuple[str, str], ...] = ()


class Asker:
    """Answers questions about the facts of a graph.

    ``whole`` is the same graph without dates and choice of sources: its claims are named even
    where they lie outside, with the reason. Facts are derived again from the claims that bear on
    the question alone, by the rule and in the scope of the graph.
    """

    def __init__(self, graph: Snapshot, whole: Snapshot) -> None:
        self.graph, self.whole = graph, whole
        self._view = parse_view(graph.view)

    def edge(self, subject: str, predicate: str, value: str) -> Reasons:
        """Why the edge is a fact, or none. Takes names, aliases or ids. Raises UsageError."""
        entity, relation = resolve(self.whole, subject), relation_named(self.whole, predicate)
        value = self._value(entity, relation, value)
        return self._edges(entity, relation, [value])[0]

    def two(self, entity: str, name: str) -> list[Reasons]:
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

    def _values(self, entity: str, relation: str) -> list[Reasons]:
        label = self.whole.labels
        claimed = {edge[2] for claim in self._claims_of(entity, relation) if (edge := claim.edge)}
        if not claimed:
            words = f"{label(entity)} {label(relation)}"
            return [self._reasons(words, "nobody claims it", [], None, [], {})]
        ordered = sorted(claimed, key=lambda value: (label(value), value))
        return self._edges(entity, relation, ordered)

    def _claims_of(self, entity: str, relation: str) -> list[Claim]:
        """The claims that say of an entity what it is by a relation, in or outside the scope."""
        return [c for c in self.whole.claims.stating(entity, relation) if c.edge is not None]

    def _edges(self, entity: str, relation: str, values: list[str]) -> list[Reasons]:
        label, claims = self.whole.labels, self._claims_of(entity, relation)
        statements = self._statements(entity, relation)
        gone, rules, basis = self.graph.overtaken, self.graph.rules, self.graph.basis
        standing = [each.without(gone) for each in statements if each.iri not in gone]
        nones = [f for f in figures_of(self.graph, self._estimates_of(entity)) if says_none(f)]
        none_at_all = denied_events(
            [each for each in standing if basis.is_asked(each.iri, each.source)],
            [each for each in nones if basis.is_asked(each.iri, each.source)],
            rules,
        )
        facts, reason_by_claim = derive_facts(statements, basis, none_at_all)
        assessment = assess(nones, rules, standing, self.graph.relations)
        by_edge = {_texts(fact): fact for fact in facts}
        explained = []
        for value in values:
            edge = (entity, relation, value)
            fact = by_edge.get(edge)
            marks = _marks(fact)
            if fact is not None and fact.event_status:
                marks.append(f"event {label(fact.event_status)}")
            outcome = "a fact" if fact is not None else "no fact"
            own = [claim.iri for claim in claims if claim.edge == edge]
            words = " ".join(label(iri) for iri in edge)
            reasons = self._reasons(words, outcome, marks, fact, own, reason_by_claim)
            verdicts = tuple(_in_words(verdict) for verdict in assessment.beside(own))
            explained.append(replace(reasons, verdicts=verdicts))
        return explained

    def _estimates_of(self, entity: str) -> list[Claim]:
        """The estimates about an entity that stand."""
        return [
            claim
            for claim in self.graph.claims.about([entity])
            if claim.get("about") == entity and claim.overtaken is None
        ]

    def _statements(self, entity: str, relation: str) -> list[Statement]:
        """What the facts of an entity's relation rest on: its claims, what these name is a part of,
        and the status of the events that they name."""
        stating = self.graph.claims.stating
        own = stating(entity, relation)
        named = {value for claim in own if (value := claim.get(RDF + "object")) and "://" in value}
        if relation in self.graph.relations.one_subject:  # others may have what one alone can
            rivals = self.graph.claims.about(named)
            own += [claim for claim in rivals if claim.get(RDF + "predicate") == relation]
        bearing = {claim.iri: claim for claim in own}
        bearing |= {
            claim.iri: claim
            for event in (entity, *sorted(named))
            for claim in stating(event, KG + "eventStatus")
        }
        # Two values can both hold where one is a part of the other: upwards, from part to whole.
        if len(named) > 1:
            part_of: dict[str, list[Claim]] = {}

            def wholes(unit: str) -> list[str]:
                part_of[unit] = stating(unit, KG + "partOf")
                named_wholes = (c.all(RDF + "object") for c in part_of[unit])
                return [whole for iris in named_wholes for whole in iris if "://" in whole]

            for unit in closure((entity, *named), wholes):
                bearing |= {claim.iri: claim for claim in part_of[unit]}
        stated = (statement_of(bearing[iri], self.graph.links) for iri in sorted(bearing))
        return [statement for statement in stated if statement is not None]

    def ranges(self, entity: str, measure: str) -> list[Reasons]:
        """The ranges of an entity's measure, and of the events that it takes part in.

        One for each unit, scope and basis; one that says so where nobody gives a figure. Raises
        UsageError.
        """
        iri, term = resolve(self.whole, entity), vocabulary_term(self.whole, measure)
        kinds = self.graph.rules.kinds
        groups: dict[Quantity, list[str]] = {}
        # Also figures of other measures can stand against one.
        estimates = estimates_near(self.whole, iri)
        asked = [claim for claim in estimates if claim.get("measure") == term]
        for figure in figures_of(self.whole, asked):
            groups.setdefault(quantity(figure, kinds), []).append(figure.iri)
        if not groups:
            words = f"{self.whole.labels(term)} of {self.whole.labels(iri)}"
            return [self._reasons(words, "nobody gives a figure", [], None, [], {})]
        things = frozenset(about for claim in estimates if (about := claim.get("about")))
        known = {claim.iri: claim for claim in estimates}
        known |= {f.iri: self.whole.claims[f.iri] for f in figures_bound_to(self.whole, things)}
        inside = [claim for iri in known if (claim := self.graph.claims.get(iri)) is not None]
        ranges, reason_by_claim = derive_ranges(
            hedged_figures(self.graph, inside), self.graph.rules, self.graph.basis
        )
        by_quantity = {fact.of: fact for fact in ranges}
        return [
            self._range(of, by_quantity.get(of), groups[of], reason_by_claim)
            for of in sorted(groups, key=repr)
        ]

    def _range(
        self,
        of: Quantity,
        fact: RangeFact | None,
        claims: Iterable[str],
        reason_by_claim: Mapping[str, str],
    ) -> Reasons:
        words = of.described(self.whole.labels)
        text = "no figure that stands" if fact is None else fact.said
        reasons = self._reasons(words, text, _marks(fact), fact, claims, reason_by_claim)
        if fact is None:
            return reasons
        is_share = fact.of.unit == KG + "ratio"
        return replace(
            reasons,
            verdicts=(
                *(_in_words(verdict) for verdict in (*fact.against, *fact.undecided)),
                *sets_in_words(self.graph, fact.impossible),
            ),
            day=fact.day.in_words(),
            camps=tuple(
                Camp(
                    interval_text(camp.interval, share=is_share),
                    tuple(claim.removeprefix(SRC) for claim in camp.claims),
                )
                for camp in fact.camps
            ),
            band=tuple(step_text(step, share=is_share) for step in fact.band),
        )

    def _reasons(
        self,
        words: str,
        outcome: str,
        marks: list[str],
        fact: Fact | RangeFact | None,
        claims: Iterable[str],
        reason_by_claim: Mapping[str, str],
    ) -> Reasons:
        supported = fact.supported_by if fact is not None else ()
        others = {*claims, *(fact.passed_over if fact is not None else ())} - set(supported)
        return Reasons(
            words,
            fact is not None,
            outcome,
            tuple(marks),
            str(self._view),
            tuple(self._bearing(claim) for claim in supported),
            tuple(
                self._bearing(claim, self._reason(claim, reason_by_claim))
                for claim in sorted(others)
            ),
            fact.origins if fact is not None else 0,
        )

    def _bearing(self, iri: str, reason: str = "") -> Bearing:
        claim = self.whole.claims[iri]
        wording = claim.get("wording")
        says = f"“{wording}”" if wording else claim.figure or claim.get("statement") or ""
        hedge = ", ".join(filter(None, (claim.hedge, claim.unstated)))
        return Bearing(claim.id, claim.speaker, hedge, says, claim.place, reason)

    def _reason(self, iri: str, reason_by_claim: Mapping[str, str]) -> str:
        """Why a claim does not count: it lies outside the dates or sources, or the view leaves it aside."""
        if iri in self.graph.claims:
            return reason_by_claim.get(iri, "it bears another fact")
        claim, scope = self.whole.claims[iri], self.graph.scope
        known = claim.get("knownFrom") or ""
        if scope.known_at is not None:
            last = span(scope.known_at)[1]
            if not known or last is None or known > last.isoformat():
                return f"not known at {scope.known_at}{f' (from {known})' if known else ''}"
        if scope.sources:
            names = {expand(name) or SRC + name for name in scope.sources}
            if claim.get("source") not in names:
                return "stands in a source that is not asked"
        if scope.stated_only and claim.explicitness != STATED:
            return (
                f"is {claim.unstated or 'not said to be stated'}, and only what is stated is asked"
            )
        if scope.part:
            return f"does not belong to {scope.part}"
        return f"does not hold as of {scope.as_of}"

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


def _in_words(verdict: Verdict) -> str:
    """``contradicts: one/c1 and two/c3: the later figure is smaller``."""
    first, second = (iri.removeprefix(SRC) for iri in (verdict.first, verdict.second))
    return f"{verdict.outcome}: {first} and {second}: {verdict.reason}"


def _marks(fact: Fact | RangeFact | None) -> list[str]:
    if fact is None:
        return []
    return [
        name
        for name, is_so in (
            (CONFIRMED, fact.confirmed),
            ("disputed", fact.disputed),
            (IMPLIED_MARK, fact.implied_only),
        )
        if is_so
    ]


def records(explained: Iterable[Reasons]) -> list[dict[str, object]]:
    """The reasons of several facts as plain values for programs, one record for each fact."""
    return [
        {
            "about": reasons.about,
            "fact": reasons.is_fact,
            "found": reasons.found,
            "marks": list(reasons.marks),
            "view": reasons.view,
            "claims": len(reasons.rests_on) + len(reasons.passed_over),
            "independentOrigins": reasons.origins,
            "restsOn": [_plain(bearing) for bearing in reasons.rests_on],
            "passedOver": [_plain(bearing) for bearing in reasons.passed_over],
            "verdicts": list(reasons.verdicts),
            "day": reasons.day,
            "camps": [asdict(camp) for camp in reasons.camps],
            "band": [{"days": days, "range": extent} for days, extent in reasons.band],
        }
        for reasons in explained
    ]


def _plain(bearing: Bearing) -> Mapping[str, str]:
    plain = asdict(bearing)
    return {name: text for name, text in plain.items() if name != "reason" or text}
