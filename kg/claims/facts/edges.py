"""Facts: which plain edges follow from the claims, on which each rests, and which it passes over."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.facts.view import LATEST, MOST_INDEPENDENT, ONLY_SOURCE, Option, View, beaten, rivals
from kg.iris import CURRENT_VIEW, KG, PART_OF_VIEW, RDF, SRC, XSD, local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.claims.claim import Term
    from kg.claims.corrections import Link

_STATUS = KG + "eventStatus"
_PART_OF = KG + "partOf"
#: An event of one of these took place.
OCCURRED = (KG + "occurred", KG + "ongoing")
#: From what will not happen to what some say has happened.
WEAKEST_FIRST = tuple(KG + name for name in ("cancelled", "planned", "agreed", "alleged"))
#: From this many independent origins on the Admiralty scale calls information confirmed.
CONFIRMED_FROM = 2
CONFIRMED = "confirmed"
#: What that mark means, for people.
CONFIRMED_MEANS = (
    f"{CONFIRMED}: two or more independent origins agree, and nobody denies it"
    " (Admiralty credibility 1)"
)
#: The reason of a claim that rejects what others uphold, and so disputes it.
DENIES = "denies it"

Edge = tuple[ox.NamedNode, ox.NamedNode, "Term"]


class Fact(NamedTuple):
    """A derived edge: its claims, whether it is disputed, and the status of its event.

    ``event_status`` is None for an event that occurred, and for what is no event. ``passed_over``
    are claims on the same edge that do not bear it, and those of the rivals that it beat.
    """

    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: Term
    supported_by: tuple[str, ...]
    disputed: bool = False
    event_status: str | None = None
    passed_over: tuple[str, ...] = ()
    origins: int = 0

    @property
    def iri(self) -> str:
        key = f"{self.subject} {self.predicate} {self.object}"
        return f"{CURRENT_VIEW}/f/{hashlib.sha256(key.encode()).hexdigest()[:16]}"

    @property
    def edge(self) -> Edge:
        return self.subject, self.predicate, self.object

    @property
    def confirmed(self) -> bool:
        return self.origins >= CONFIRMED_FROM and not self.disputed


class Statement(NamedTuple):
    """What deriving facts needs of a claim that is no figure.

    ``period`` is its kg:time (first and last day as ISO dates, empty where open); ``day`` the last
    day of which it speaks, and ``known`` the one from which it could be known.
    """

    claim: str
    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: Term
    stance: str
    modality: str
    source: str = ""
    judgement: bool = False
    period: tuple[str, str] = ("", "")
    day: str = ""
    known: str = ""

    @property
    def edge(self) -> Edge:
        return self.subject, self.predicate, self.object


class Basis(NamedTuple):
    """By what facts are derived.

    ``rules`` is the ontology's table of (stance, modality), ``overtaken`` says which claims no
    longer stand, ``origins`` counts the independent origins of some claims, ``single`` are the
    relations of which one value holds at a time, and ``groups`` the unidentified groups.
    """

    view: View
    rules: Mapping[tuple[str, str], bool]
    overtaken: Mapping[str, Link]
    origins: Callable[[Iterable[str]], frozenset[str]]
    single: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()

    def refusal(
        self, claim: str, source: str, stance: str, modality: str, *, judgement: bool = False
    ) -> str:
        """Why a claim gives no fact, in words; empty where it may give one."""
        if (link := self.overtaken.get(claim)) is not None:
            return f"{link.kind} by {link.later.removeprefix(SRC)}"
        if self.view.rule == ONLY_SOURCE and source != self.view.source:
            return f"from another source than {self.view.source.removeprefix(SRC)}"
        if judgement:
            return "a judgement is never a fact"
        if stance == KG + "denies":
            return DENIES
        if not self.rules.get((stance, modality), False):
            return f"what is only {local_name(modality)} gives no fact"
        return ""


def derive_facts(
    statements: Iterable[Statement], basis: Basis
) -> tuple[list[Fact], dict[str, str]]:
    """Facts by the table of (stance, modality) and the chosen view; and why a claim gives none.

    A denial gives no fact, but disputes the one that others assert; so does a rival, where only one
    value can hold. An event that is only
    planned, agreed or alleged marks its edges.
    """
    support: defaultdict[Edge, list[Statement]] = defaultdict(list)
    left: defaultdict[Edge, list[str]] = defaultdict(list)
    denied: set[Edge] = set()
    reasons: dict[str, str] = {}
    for said in statements:
        reason = basis.refusal(
            said.claim, said.source, said.stance, said.modality, judgement=said.judgement
        )
        if reason == DENIES:
            denied.add(said.edge)
        if reason:
            reasons[said.claim] = reason
            left[said.edge].append(said.claim)
        else:
            support[said.edge].append(said)
    beaten_by, rivalled = _rivalry(support, basis)
    for edge, winners in beaten_by.items():
        lost = [said.claim for said in support.pop(edge)]
        reasons |= dict.fromkeys(lost, _why_beaten(basis.view, winners))
        for winner in winners:
            left[winner] += lost
    statuses = _event_statuses(support)
    facts = []
    for edge in sorted(support, key=str):
        claims = tuple(sorted(said.claim for said in support[edge]))
        facts.append(
            Fact(
                *edge,
                claims,
                edge in denied or edge in rivalled,
                _status_of(statuses, edge[0], edge[2]),
                tuple(sorted(left.get(edge, ()))),
                len(basis.origins(claims)),
            )
        )
    return facts, reasons


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

    def nested(one: str, other: str) -> bool:
        return other in wholes.get(one, ()) or one in wholes.get(other, ())

    weighs = basis.view.rule in (LATEST, MOST_INDEPENDENT)
    lost: dict[Edge, tuple[Edge, ...]] = {}
    kept: set[Edge] = set()
    for edges in several:
        by_name = {str(edge[2]): edge for edge in edges}
        options = [
            Option(
                name, _strength(support[edge], basis), frozenset(s.period for s in support[edge])
            )
            for name, edge in by_name.items()
        ]
        losers = beaten(options, nested) if weighs else {}
        for loser, winners in losers.items():
            lost[by_name[loser]] = tuple(by_name[winner] for winner in winners)
        standing = [option for option in options if option.name not in losers]
        kept |= {by_name[name] for name in rivals(standing, nested)}
    return lost, kept


def _strength(said: Sequence[Statement], basis: Basis) -> tuple[int | str, ...]:
    if basis.view.rule == MOST_INDEPENDENT:
        return (len(basis.origins([one.claim for one in said])),)
    return max((one.day or one.known, one.known) for one in said)


def _why_beaten(view: View, winners: Sequence[Edge]) -> str:
    names = " and ".join(
        local_name(winner[2].value) if isinstance(winner[2], ox.NamedNode) else str(winner[2])
        for winner in winners
    )
    why = "claimed earlier than" if view.rule == LATEST else "fewer independent origins than"
    return f"{why} {names}"


def _event_statuses(support: Iterable[Edge]) -> dict[ox.NamedNode, set[str]]:
    statuses: defaultdict[ox.NamedNode, set[str]] = defaultdict(set)
    for subject, predicate, value in support:
        if predicate.value == _STATUS and isinstance(value, ox.NamedNode):
            statuses[subject].add(value.value)
    return statuses


def _status_of(
    statuses: dict[ox.NamedNode, set[str]], subject: ox.NamedNode, value: Term
) -> str | None:
    """The weakest status of the events at both ends, unless they are said to have occurred."""
    for end in (subject, value):
        known = statuses.get(end, set()) if isinstance(end, ox.NamedNode) else set()
        if known and not known.intersection(OCCURRED):
            return next((s for s in WEAKEST_FIRST if s in known), min(known))
    return None


def fact_quads(facts: Iterable[Fact]) -> Iterator[ox.Quad]:
    """The facts as quads of the current view: the plain edge, and a kg:Fact beside it."""
    graph = ox.NamedNode(CURRENT_VIEW)
    subject, predicate, value = (
        ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object")
    )
    for fact in facts:
        node = ox.NamedNode(fact.iri)
        yield ox.Quad(fact.subject, fact.predicate, fact.object, graph)
        yield ox.Quad(node, subject, fact.subject, graph)
        yield ox.Quad(node, predicate, fact.predicate, graph)
        yield ox.Quad(node, value, fact.object, graph)
        if fact.event_status:
            yield ox.Quad(node, ox.NamedNode(_STATUS), ox.NamedNode(fact.event_status), graph)
        yield from standing_quads(
            node, fact.supported_by, fact.passed_over, fact.origins, fact.disputed, fact.confirmed
        )


def standing_quads(
    node: ox.NamedNode,
    supported_by: Iterable[str],
    passed_over: Iterable[str],
    origins: int,
    disputed: bool,
    confirmed: bool,
) -> Iterator[ox.Quad]:
    """What every fact has: its kind, its claims, how many origins, and how it stands."""
    graph = ox.NamedNode(CURRENT_VIEW)
    yield ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "Fact"), graph)
    for name, claims in (("supportedBy", supported_by), ("passedOver", passed_over)):
        for claim in claims:
            yield ox.Quad(node, ox.NamedNode(KG + name), ox.NamedNode(claim), graph)
    count = ox.Literal(str(origins), datatype=ox.NamedNode(XSD + "integer"))
    yield ox.Quad(node, ox.NamedNode(KG + "independentOrigins"), count, graph)
    if disputed:
        true = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
        yield ox.Quad(node, ox.NamedNode(KG + "disputed"), true, graph)
    if confirmed:
        grade = ox.NamedNode(KG + "credibility1")
        yield ox.Quad(node, ox.NamedNode(KG + "credibility"), grade, graph)


def part_of_quads(facts: Iterable[Fact], groups: frozenset[str]) -> Iterator[ox.Quad]:
    """The transitive closure of part-of as ``kg:partOfTransitive``."""
    graph, predicate = ox.NamedNode(PART_OF_VIEW), ox.NamedNode(KG + "partOfTransitive")
    wholes = _wholes((fact.edge for fact in facts), groups)
    for unit in sorted(wholes, key=str):
        for whole in sorted(wholes[unit], key=str):
            yield ox.Quad(unit, predicate, whole, graph)


def _wholes(edges: Iterable[Edge], groups: frozenset[str]) -> dict[ox.NamedNode, set[ox.NamedNode]]:
    """All that a unit is a part of, directly or by others.

    ``groups`` are the unidentified groups: "some units" of an army are no known part of it, so
    nothing is concluded through one. A cycle ends where it closes.
    """
    parents: defaultdict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for subject, predicate, whole in edges:
        if (
            predicate.value == _PART_OF
            and isinstance(whole, ox.NamedNode)
            and groups.isdisjoint((subject.value, whole.value))
        ):
            parents[subject].add(whole)
    found: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    for unit in parents:
        seen: set[ox.NamedNode] = set()
        todo = [unit]
        while todo:
            for whole in parents.get(todo.pop(), ()):
                if whole not in seen:
                    seen.add(whole)
                    todo.append(whole)
        found[unit] = seen
    return found
