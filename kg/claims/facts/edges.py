"""Facts: which plain edges follow from the claims, on which each rests, and which it passes over."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.claim import DENIES, LEAVES_OPEN, value_text
from kg.claims.closure import closure
from kg.claims.facts.view import (
    LATEST,
    MOST_INDEPENDENT,
    ONLY_SOURCE,
    Option,
    View,
    disputed_options,
    rank_rivals,
)
from kg.claims.statement import OCCURRED
from kg.claims.verdicts.verdict import CONTRADICTS, UNDECIDED
from kg.iris import CURRENT_VIEW, KG, PART_OF_VIEW, SRC, local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from kg.claims.claim import Term
    from kg.claims.corrections import Link
    from kg.claims.statement import Edge, Statement
    from kg.claims.verdicts.verdict import Verdict

_STATUS = KG + "eventStatus"
_PART_OF = KG + "partOf"
#: From what will not happen to what some say has happened.
WEAKEST_FIRST = tuple(KG + name for name in ("cancelled", "planned", "agreed", "alleged"))
#: From this many independent origins on the Admiralty scale calls information confirmed.
CONFIRMED_FROM = 2
CONFIRMED = "confirmed"
#: What that mark means, for people.
CONFIRMED_MEANS = (
    f"{CONFIRMED}: two or more independent origins agree, and nobody denies or contradicts it"
    " (Admiralty credibility 1)"
)
#: The reason of a claim that rejects what others uphold, and so disputes it.
DENIES_IT = "denies it"


class Fact(NamedTuple):
    """A derived edge: the claims that bear it (IRIs), whether it is disputed, its event's status.

    ``event_status`` is the IRI of the status of the event at one of its ends; None for an event
    that occurred, and for what is no event. ``passed_over`` are claims on the same edge that do
    not bear it, and those of the rivals that it beat. ``origins`` counts the independent origins
    of the claims that bear it; ``implied_only`` says that no words of any text make one of them,
    ``contradicted`` that a claim that stands contradicts one of them, or may: gives another value
    where one can hold, another day, or denies it.
    """

    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: Term
    supported_by: tuple[str, ...]
    disputed: bool = False
    event_status: str | None = None
    passed_over: tuple[str, ...] = ()
    origins: int = 0
    implied_only: bool = False
    contradicted: bool = False

    @property
    def iri(self) -> str:
        """The IRI of its node; the same whenever the same edge is derived."""
        key = f"{self.subject} {self.predicate} {self.object}"
        return f"{CURRENT_VIEW}/f/{hashlib.sha256(key.encode()).hexdigest()[:16]}"

    @property
    def edge(self) -> Edge:
        """The plain edge."""
        return self.subject, self.predicate, self.object

    @property
    def confirmed(self) -> bool:
        """Whether several independent origins agree, and nobody disputes or contradicts it."""
        return self.origins >= CONFIRMED_FROM and not self.disputed and not self.contradicted


class Basis(NamedTuple):
    """By what facts are derived.

    ``rules`` is the ontology's table: by stance and modality (IRIs) whether such a claim gives a
    fact. ``overtaken`` says which claims no longer stand, ``origins`` gives the independent origins
    of some claims, ``single`` are the relations of which one value holds at a time, ``groups``
    the unidentified groups, ``states`` the relations that hold for a time, ``once`` those that two
    things have on one occasion, ``timeless`` those that have no time, ``one_subject`` those that one thing
    at a time has to another (all IRIs).
    """

    view: View
    rules: Mapping[tuple[str, str], bool]
    overtaken: Mapping[str, Link]
    origins: Callable[[Iterable[str]], frozenset[str]]
    single: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    timeless: frozenset[str] = frozenset()
    one_subject: frozenset[str] = frozenset()

    def is_asked(self, claim: str, source: str) -> bool:
        """Whether a claim still stands and is of a source that the view asks."""
        is_of_view = self.view.rule != ONLY_SOURCE or source == self.view.source
        return is_of_view and claim not in self.overtaken

    def refusal(
        self, claim: str, source: str, stance: str, modality: str, *, judgement: bool = False
    ) -> str:
        """Why a claim gives no fact, in words; empty where it may give one."""
        if (link := self.overtaken.get(claim)) is not None:
            return f"{link.kind} by {link.later.removeprefix(SRC)}"
        return refusal(self.view, self.rules, source, stance, modality, judgement=judgement)


def refusal(
    view: View,
    rules: Mapping[tuple[str, str], bool],
    source: str,
    stance: str,
    modality: str,
    *,
    judgement: bool = False,
) -> str:
    """Why a claim that still stands gives no fact, in words; empty where it may give one.

    ``view`` and ``rules`` as in ``Basis``; the source, stance and modality of the claim are IRIs.
    """
    if view.rule == ONLY_SOURCE and source != view.source:
        return f"from another source than {view.source.removeprefix(SRC)}"
    if judgement:
        return "a judgement is never a fact"
    if stance == DENIES and modality not in LEAVES_OPEN:
        return DENIES_IT
    if not rules.get((stance, modality), False):
        return f"what is only {local_name(modality)} gives no fact"
    return ""


def derive_facts(
    statements: Iterable[Statement], basis: Basis, none_at_all: Iterable[Verdict] = ()
) -> tuple[list[Fact], dict[str, str]]:
    """The facts, by the ontology's table and the chosen view; and by claim why it bears none.

    A denial gives no fact, but disputes the one that others assert; so does a rival, where only
    one value can hold. An event that is only planned, agreed or alleged marks its edges.
    ``none_at_all`` are the verdicts on some of the statements and figures that say that there was
    none (``denied_events``), each statement first.
    """
    support: defaultdict[Edge, list[Statement]] = defaultdict(list)
    passed_over: defaultdict[Edge, list[str]] = defaultdict(list)
    denials: defaultdict[Edge, list[Statement]] = defaultdict(list)
    reasons: dict[str, str] = {}
    statements, none_at_all = list(statements), list(none_at_all)
    for claim in statements:
        reason = basis.refusal(
            claim.iri, claim.source, claim.stance, claim.modality, judgement=claim.is_judgement
        )
        if reason == DENIES_IT:
            denials[claim.edge].append(claim)
        if reason:
            reasons[claim.iri] = reason
            passed_over[claim.edge].append(claim.iri)
        else:
            support[claim.edge].append(claim)
    beaten_by, rivals = _rivalry(support, basis)
    for edge, winners in beaten_by.items():
        beaten = [claim.iri for claim in support.pop(edge)]
        reasons |= dict.fromkeys(beaten, _why_beaten(basis.view, winners))
        for winner in winners:
            passed_over[winner] += beaten
    against = {
        kind: {v.first for v in none_at_all if v.kind == kind} for kind in (CONTRADICTS, UNDECIDED)
    }
    denied = _denied(support, denials, basis.timeless)
    denied |= {claim.edge for claim in statements if claim.iri in against[CONTRADICTS]}
    unsure = {claim.edge for claim in statements if claim.iri in against[UNDECIDED]}
    statuses = _event_statuses(support)
    facts = []
    for edge in sorted(support, key=str):
        claims = tuple(sorted(claim.iri for claim in support[edge]))
        facts.append(
            Fact(
                *edge,
                claims,
                edge in denied or edge in rivals,
                _status_of(statuses, edge[0], edge[2]),
                tuple(sorted(passed_over.get(edge, ()))),
                len(basis.origins(claims)),
                all(claim.implied for claim in support[edge]),
                edge in unsure,
            )
        )
    return _unless_contradicted(facts, statements, basis), reasons


def _denied(
    support: Mapping[Edge, Sequence[Statement]],
    denials: Mapping[Edge, Sequence[Statement]],
    timeless: Container[str],
) -> set[Edge]:
    """The edges that a denial disputes: one that can speak of the time of a claim that bears it."""
    return {
        edge
        for edge, against in denials.items()
        if any(
            edge[1].value in timeless or claim.days_said.meets(denial.days_denied)
            for claim in support.get(edge, ())
            for denial in against
        )
    }


def _unless_contradicted(
    facts: Sequence[Fact], statements: Sequence[Statement], basis: Basis
) -> list[Fact]:
    """The facts; of those that would be confirmed, what contradicts them is looked for."""
    agreed = [fact for fact in facts if fact.confirmed]
    if not agreed:
        return list(facts)
    # Few facts are, and a query at a day needs no verdicts for the others.
    from kg.claims.verdicts.denials import DISPUTED
    from kg.claims.verdicts.relations import BELONGING, Relations, owners_of
    from kg.claims.verdicts.statements import disagreements

    beside = {
        (end, fact.predicate) for fact in agreed for end in (str(fact.subject), str(fact.object))
    }
    live = [
        claim.without(basis.overtaken)
        for claim in statements
        if (
            (str(claim.subject), claim.predicate) in beside
            or (
                claim.predicate.value in basis.one_subject
                and (str(claim.object), claim.predicate) in beside
            )
        )
        and basis.is_asked(claim.iri, claim.source)
    ]
    wholes = _wholes((fact.edge for fact in facts), basis.groups)
    parts = {part.value: frozenset(above.value for above in wholes[part]) for part in wholes}
    relations = Relations(
        *(basis.single, basis.states, basis.once, basis.timeless, parts, basis.one_subject),
        owners=owners_of(
            (fact.subject.value, value_text(fact.object))
            for fact in facts
            if fact.predicate.value in BELONGING
        ),
    )
    edges = {claim.iri: claim.edge for claim in live}
    # Who disputes a claim by name, whatever that speaks of, is not contradicted by it.
    contradicted = {
        edges[iri]
        for verdict in disagreements(live, relations)
        if verdict.outcome in (CONTRADICTS, UNDECIDED)
        for iri in (verdict.first, verdict.reason != DISPUTED and verdict.second)
        if iri in edges
    }
    return [
        fact._replace(contradicted=fact.contradicted or fact.edge in contradicted) for fact in facts
    ]


def _rivalry(
    support: Mapping[Edge, Sequence[Statement]], basis: Basis
) -> tuple[dict[Edge, tuple[Edge, ...]], set[Edge]]:
    """Of edges of which only one can hold: those that others beat, and those that stay as rivals.

    The first, with those that beat them, only under ``latest`` and ``most-independent``.
    """
    groups: defaultdict[tuple[ox.NamedNode, ox.NamedNode], list[Edge]] = defaultdict(list)
    for edge in support:
        if edge[1].value in basis.single:
            groups[edge[0], edge[1]].append(edge)
    several = [edges for edges in groups.values() if len(edges) > 1]
    if not several:
        return {}, set()
    wholes = {
        str(part): {str(whole) for whole in above}
        for part, above in _wholes(support, basis.groups).items()
    }

    def nested(value: str, other: str) -> bool:
        return other in wholes.get(value, ()) or value in wholes.get(other, ())

    chooses = basis.view.rule in (LATEST, MOST_INDEPENDENT)
    beaten_by: dict[Edge, tuple[Edge, ...]] = {}
    rivals: set[Edge] = set()
    for edges in several:
        by_value = {str(edge[2]): edge for edge in edges}
        options = [
            Option(
                value, _strength(support[edge], basis), frozenset(c.period for c in support[edge])
            )
            for value, edge in by_value.items()
        ]
        beaten = rank_rivals(options, nested) if chooses else {}
        for value, winners in beaten.items():
            beaten_by[by_value[value]] = tuple(by_value[winner] for winner in winners)
        standing = [option for option in options if option.name not in beaten]
        rivals |= {by_value[value] for value in disputed_options(standing, nested)}
    return beaten_by, rivals


def _strength(claims: Sequence[Statement], basis: Basis) -> tuple[int, ...]:
    """How strong the claims of one edge are by the view: origins, or the last day of any of them.

    The day of a claim is the last one of which it speaks, else the one from which it was known.
    """
    if basis.view.rule == MOST_INDEPENDENT:
        return (len(basis.origins([claim.iri for claim in claims])),)
    return max((claim.day or claim.known or 0, claim.known or 0) for claim in claims)


def _why_beaten(view: View, winners: Sequence[Edge]) -> str:
    """Why claims are passed over, where the view prefers those of some other edges."""
    names = " and ".join(
        local_name(winner[2].value) if isinstance(winner[2], ox.NamedNode) else str(winner[2])
        for winner in winners
    )
    why = "claimed earlier than" if view.rule == LATEST else "fewer independent origins than"
    return f"{why} {names}"


def _event_statuses(edges: Iterable[Edge]) -> dict[ox.NamedNode, set[str]]:
    """The statuses (IRIs) that are said of each event."""
    statuses: defaultdict[ox.NamedNode, set[str]] = defaultdict(set)
    for subject, predicate, value in edges:
        if predicate.value == _STATUS and isinstance(value, ox.NamedNode):
            statuses[subject].add(value.value)
    return statuses


def _status_of(
    statuses: dict[ox.NamedNode, set[str]], subject: ox.NamedNode, value: Term
) -> str | None:
    """The weakest status of the events at both ends, unless they are said to have occurred."""
    for end in (subject, value):
        stated = statuses.get(end, set()) if isinstance(end, ox.NamedNode) else set()
        if stated and not stated.intersection(OCCURRED):
            return next((s for s in WEAKEST_FIRST if s in stated), min(stated))
    return None


def part_of_quads(facts: Iterable[Fact], groups: frozenset[str]) -> Iterator[ox.Quad]:
    """The transitive closure of part-of as ``kg:partOfTransitive``."""
    graph, predicate = ox.NamedNode(PART_OF_VIEW), ox.NamedNode(KG + "partOfTransitive")
    wholes = _wholes((fact.edge for fact in facts), groups)
    for unit in sorted(wholes, key=str):
        for whole in sorted(wholes[unit], key=str):
            yield ox.Quad(unit, predicate, whole, graph)


def _wholes(edges: Iterable[Edge], groups: frozenset[str]) -> dict[ox.NamedNode, set[ox.NamedNode]]:
    """By unit all that it is a part of, directly or by others.

    ``groups`` are the unidentified groups: "some units" of an army are no known part of it, so
    nothing is concluded through one.
    """
    parents: defaultdict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for subject, predicate, whole in edges:
        if (
            predicate.value == _PART_OF
            and isinstance(whole, ox.NamedNode)
            and groups.isdisjoint((subject.value, whole.value))
        ):
            parents[subject].add(whole)
    # Where a command has turned round, each of two units is a part of the other; none is of itself.
    return {
        unit: set(closure(direct, lambda node: parents.get(node, ()))) - {unit}
        for unit, direct in parents.items()
    }
