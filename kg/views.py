"""Facts: which plain edges follow from the claims, and on which claims each rests."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.namespaces import CURRENT_VIEW, KG, PART_OF_VIEW, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.claims import Claim, Term
    from kg.ontology import Ontology

_STATUS = KG + "eventStatus"
_PART_OF = KG + "partOf"
_OCCURRED = (KG + "occurred", KG + "ongoing")
# From what will not happen to what some say has happened.
_WEAKEST_FIRST = tuple(KG + name for name in ("cancelled", "planned", "agreed", "alleged"))


@dataclass(frozen=True, slots=True)
class Fact:
    """A derived edge: its claims, whether one denies it, and the status of its event.

    ``event_status`` is None for an event that occurred, and for what is no event.
    """

    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: Term
    supported_by: tuple[str, ...]
    disputed: bool = False
    event_status: str | None = None

    @property
    def iri(self) -> str:
        key = f"{self.subject} {self.predicate} {self.object}"
        return f"{CURRENT_VIEW}/f/{hashlib.sha256(key.encode()).hexdigest()[:16]}"


class Statement(NamedTuple):
    """What deriving facts needs of a claim that is neither an opinion nor a figure."""

    claim: str
    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: Term
    stance: str
    modality: str


def statements_of(claims: Iterable[Claim], ontology: Ontology) -> Iterator[Statement]:
    """The statements among claims: those with a subject, no judgement and no estimate."""
    for claim in claims:
        above = ontology.above(claim.kind)
        if KG + "Judgement" not in above and KG + "Estimate" not in above and claim.statement:
            yield Statement(claim.iri, *claim.statement, claim.stance, claim.modality)


def derive_facts(
    statements: Iterable[Statement], rules: Mapping[tuple[str, str], bool]
) -> list[Fact]:
    """Facts by the ontology's table of (stance, modality), ``kg:FactRule``.

    A denial gives no fact, but disputes the one that others assert. An event that is only
    planned, agreed or alleged marks its edges.
    """
    support: defaultdict[tuple[ox.NamedNode, ox.NamedNode, Term], list[str]] = defaultdict(list)
    denied: set[tuple[ox.NamedNode, ox.NamedNode, Term]] = set()
    for said in statements:
        edge = (said.subject, said.predicate, said.object)
        if said.stance == KG + "denies":
            denied.add(edge)
        elif rules.get((said.stance, said.modality), False):
            support[edge].append(said.claim)
    statuses = _event_statuses(support)
    return [
        Fact(
            subject,
            predicate,
            value,
            tuple(sorted(support[subject, predicate, value])),
            (subject, predicate, value) in denied,
            _status_of(statuses, subject, value),
        )
        for subject, predicate, value in sorted(support, key=str)
    ]


def view_quads(
    statements: Iterable[Statement],
    rules: Mapping[tuple[str, str], bool],
    groups: frozenset[str],
) -> list[ox.Quad]:
    """The facts that follow from statements, and the part-of closure (``part_of_quads``)."""
    facts = derive_facts(statements, rules)
    return [*fact_quads(facts), *part_of_quads(facts, groups)]


def _event_statuses(
    support: Iterable[tuple[ox.NamedNode, ox.NamedNode, Term]],
) -> dict[ox.NamedNode, set[str]]:
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
        if known and not known.intersection(_OCCURRED):
            return next((s for s in _WEAKEST_FIRST if s in known), min(known))
    return None


def fact_quads(facts: Iterable[Fact]) -> Iterator[ox.Quad]:
    """The facts as quads of the current view: the plain edge, and a kg:Fact beside it."""
    graph = ox.NamedNode(CURRENT_VIEW)
    true = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
    for fact in facts:
        node = ox.NamedNode(fact.iri)
        yield ox.Quad(fact.subject, fact.predicate, fact.object, graph)
        yield ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "Fact"), graph)
        yield ox.Quad(node, ox.NamedNode(RDF + "subject"), fact.subject, graph)
        yield ox.Quad(node, ox.NamedNode(RDF + "predicate"), fact.predicate, graph)
        yield ox.Quad(node, ox.NamedNode(RDF + "object"), fact.object, graph)
        for claim in fact.supported_by:
            yield ox.Quad(node, ox.NamedNode(KG + "supportedBy"), ox.NamedNode(claim), graph)
        if fact.disputed:
            yield ox.Quad(node, ox.NamedNode(KG + "disputed"), true, graph)
        if fact.event_status:
            yield ox.Quad(node, ox.NamedNode(_STATUS), ox.NamedNode(fact.event_status), graph)


def part_of_quads(facts: Iterable[Fact], groups: frozenset[str]) -> Iterator[ox.Quad]:
    """The transitive closure of part-of as ``kg:partOfTransitive``.

    ``groups`` are the unidentified groups: "some units" of an army are no known part of it, so
    nothing is concluded through one. A cycle ends where it closes.
    """
    parents: defaultdict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for fact in facts:
        whole = fact.object
        if (
            fact.predicate.value == _PART_OF
            and isinstance(whole, ox.NamedNode)
            and groups.isdisjoint((fact.subject.value, whole.value))
        ):
            parents[fact.subject].add(whole)
    graph, predicate = ox.NamedNode(PART_OF_VIEW), ox.NamedNode(KG + "partOfTransitive")
    for unit in sorted(parents, key=str):
        seen: set[ox.NamedNode] = set()
        todo = [unit]
        while todo:
            for whole in parents.get(todo.pop(), ()):
                if whole not in seen:
                    seen.add(whole)
                    todo.append(whole)
        for whole in sorted(seen, key=str):
            yield ox.Quad(unit, predicate, whole, graph)
