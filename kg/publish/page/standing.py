"""What the browser needs of each claim to decide, at any clock and filter, whether it counts.

The browser chooses claims as ``kg.build.scope`` does; what it needs for that is given here, not decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.build.facts import stated_links
from kg.claims.claim import IMPLIED
from kg.claims.facts.edges import DENIES_IT, WEAKEST_FIRST, refusal
from kg.claims.facts.view import parse_view
from kg.claims.statement import OCCURRED
from kg.iris import KG, RDF, SRC, local_name
from kg.store.readers import read_fact_rules, read_marked
from kg.store.sparql import select
from kg.text.display import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.claims.claim import Claim
    from kg.graph.snapshot import Snapshot

_SINGLE = "SELECT ?p { ?p kg:singleValued true }"
_KNOWN = "SELECT ?x ?day { ?x kg:knownFrom ?day }"
_GROUPS = "SELECT ?g { ?g a kg:UnidentifiedGroup }"
_STATUS = KG + "eventStatus"
_STATES = "SELECT ?p { ?p a kg:StateRelation }"
_CHANCES = (
    "SELECT ?t ?low ?high { ?t a kg:LikelihoodTerm OPTIONAL { ?t kg:lower ?low ; kg:upper ?high } }"
)
_DAYS = (
    ("from", "earliest"),
    ("to", "latest"),
    ("asOfFrom", "asOfEarliest"),
    ("asOfTo", "asOfLatest"),
    ("known", "knownFrom"),
)


class ClaimStanding:
    """What a graph states on whether and when its claims count.

    ``fields_of`` gives it for a claim, ``edge_marks`` for an edge, ``link_rows`` for the links by
    which claims are taken back. ``claims`` are the ids that the page uses, by IRI.
    """

    def __init__(self, graph: Snapshot, claims: Mapping[str, str]) -> None:
        self._label = graph.labels
        self._claims = claims
        self._view = parse_view(graph.view)
        self._fact_rules = read_fact_rules(graph.store)
        self._states = {row["p"].value for row in select(graph.store, _STATES)}
        self._chances = {
            row["t"].value: [float(row["low"].value), float(row["high"].value)]
            for row in select(graph.store, _CHANCES)
            if row["low"] is not None
        }
        self._single = {row["p"].value for row in select(graph.store, _SINGLE)}
        self._timeless = read_marked(graph.store, "timeless")
        self._groups = {row["g"].value for row in select(graph.store, _GROUPS)}
        self._testimonies = graph.claims.testimonies

    def fields_of(self, claim: Claim) -> dict[str, Any]:
        """The fields that a claim's row has beside what the panel shows; the plain case is left out.

        ``bears``: a fact may rest on it, unless it is overtaken or its rivals are stronger;
        ``disputes``: it denies what others say, and makes the fact of that disputed.
        """
        row: dict[str, Any] = {
            name: day for name, what in _DAYS if (day := claim.get(what)) is not None
        }
        relation = claim.get(RDF + "predicate") or claim.get("measure") or ""
        testimony = self._testimonies.get(claim.iri)
        reason = self._refusal(claim)
        values = {
            "recorded": claim.get("knownFromBasis") == KG + "recordedAt",
            "stance": "denies" if claim.denied else "",
            "modality": _unless_usual(local_name(claim.get("modality") or ""), "asserted"),
            "likelihood": shown(self._label(claim.likelihood)) if claim.likelihood else "",
            "chance": self._chances.get(claim.likelihood or "", ""),
            "state": relation in self._states,
            "bears": reason == "",
            "implied": claim.explicitness == IMPLIED,
            "disputes": reason == DENIES_IT,
            "event": self._status(claim) if relation == _STATUS else [],
            "relation": shown(self._label(relation)) if relation else "",
            "own": testimony is not None and testimony.own_voice,
            "derived": [self._id(iri) for iri in testimony.derived_from] if testimony else [],
        }
        return row | {name: value for name, value in values.items() if value}

    def _status(self, claim: Claim) -> list[Any]:
        """The status that a claim gives to an event: its place, weakest first, and its label.

        An event that occurred has -1 and no label.
        """
        status = claim.get(RDF + "object") or ""
        if status in OCCURRED:
            return [-1, ""]
        place = WEAKEST_FIRST.index(status) if status in WEAKEST_FIRST else len(WEAKEST_FIRST)
        return [place, shown(self._label(status))]

    def edge_marks(self, subject: str, predicate: str, value: str) -> dict[str, bool]:
        """What weighing rival edges needs.

        ``single``: a subject has one value of the relation at a time; ``whole``: the value is a
        whole, of which the subject is a part, and both are identified; ``timeless``: it has no time.
        """
        whole = predicate == KG + "partOf" and self._groups.isdisjoint((subject, value))
        marks = {"single": predicate in self._single, "whole": whole}
        marks |= {"timeless": predicate in self._timeless}
        return {name: True for name, is_so in marks.items() if is_so}

    def _refusal(self, claim: Claim) -> str:
        """Why a claim gives no fact, as long as nothing overtakes it; empty where it may."""
        source, stance, modality = (
            claim.get(name) or "" for name in ("source", "stance", "modality")
        )
        return refusal(
            self._view,
            self._fact_rules,
            source,
            stance,
            modality,
            judgement=claim.kind == "Judgement",
        )

    def link_rows(self, graph: Snapshot, documents: Iterable[str]) -> list[dict[str, Any]]:
        """Which claim or document takes back which, and how: ``later``, ``earlier`` and ``kind``.

        Claims stand by the page's id, documents as ``d`` and their number among ``documents``,
        anything else as ``x`` and its name. An earlier one that is no claim comes with the name under
        which claims are derived from it (``was``). A later one that is no claim here comes with its name,
        the day since when it is known, and the number of the document that it is or belongs to.
        """
        numbers = {iri: number for number, iri in enumerate(documents)}
        known = {row["x"].value: row["day"].value for row in select(graph.store, _KNOWN)}
        links = []
        for link in sorted(set(stated_links(graph.store))):
            later, earlier = (
                self._claims.get(iri)
                or (f"d{numbers[iri]}" if iri in numbers else f"x {shown(iri.removeprefix(SRC))}")
                for iri in (link.later, link.earlier)
            )
            row: dict[str, Any] = {"later": later, "earlier": earlier, "kind": link.kind}
            if link.earlier not in self._claims:
                row["was"] = self._id(link.earlier)
            if link.later not in self._claims:
                document = numbers.get(SRC + link.later.removeprefix(SRC).partition("/")[0])
                row["name"] = shown(link.later.removeprefix(SRC))
                row |= {"known": known[link.later]} if link.later in known else {}
                row |= {"document": document} if document is not None else {}
            links.append(row)
        return links

    def _id(self, iri: str) -> str:
        """The page's id of a claim; of another one its name."""
        return self._claims.get(iri) or shown(iri.removeprefix(SRC))


def _unless_usual(value: str, usual: str) -> str:
    """A value; empty where it is the usual one."""
    return "" if value == usual else value
