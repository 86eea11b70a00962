"""What the page must know of each claim to set its clocks, its filters and its doubts by itself.

The browser chooses claims as ``kg.build.scope`` does; what it needs for that is given here, not decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.build.facts import stated_links
from kg.claims.facts.edges import OCCURRED, WEAKEST_FIRST
from kg.claims.facts.view import ONLY_SOURCE, parse_view
from kg.iris import KG, RDF, SRC, local_name
from kg.store.readers import read_testimonies
from kg.text.display import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.claims.independence import Testimony
    from kg.graph.claims import Listing, Reading
    from kg.graph.snapshot import Snapshot

_RULES = (
    "SELECT ?stance ?modality { ?r kg:givesFact true ; kg:stance ?stance ; kg:modality ?modality }"
)
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


class Standing:
    """What a graph says of how its claims stand; one row a claim by ``of``."""

    def __init__(self, graph: Snapshot, book: Listing, claims: Mapping[str, str]) -> None:
        self._book = book
        self._claims = claims
        self._view = parse_view(graph.view)
        self._rules = {(r["stance"].value, r["modality"].value) for r in _rows(graph, _RULES)}
        self._states = {row["p"].value for row in _rows(graph, _STATES)}
        self._chances = {
            row["t"].value: [float(row["low"].value), float(row["high"].value)]
            for row in _rows(graph, _CHANCES)
            if row["low"] is not None
        }
        self._single = {row["p"].value for row in _rows(graph, _SINGLE)}
        self._groups = {row["g"].value for row in _rows(graph, _GROUPS)}
        self._testimonies: dict[str, Testimony] = read_testimonies(graph.store)

    def of(self, claim: Reading) -> dict[str, Any]:
        """The row of a claim; what is the plain case is left out.

        ``bears``: a fact may rest on it, unless it is overtaken or its rivals are stronger;
        ``disputes``: it denies what others say, and makes the fact of that disputed.
        """
        row: dict[str, Any] = {
            name: day for name, what in _DAYS if (day := claim.get(what)) is not None
        }
        relation = claim.get(RDF + "predicate") or claim.get("measure") or ""
        said = self._testimonies.get(claim.iri)
        values = {
            "recorded": claim.get("knownFromBasis") == KG + "recordedAt",
            "stance": "denies" if claim.denied else "",
            "modality": _plain(local_name(claim.get("modality") or ""), "asserted"),
            "likelihood": shown(self._book.label(claim.likelihood)) if claim.likelihood else "",
            "chance": self._chances.get(claim.likelihood or "", ""),
            "state": relation in self._states,
            "bears": self._may_bear(claim),
            "disputes": claim.denied and self._is_heard(claim),
            "event": self._status(claim) if relation == _STATUS else [],
            "relation": shown(self._book.label(relation)) if relation else "",
            "own": said is not None and said.own_voice,
            "derived": [self._id(iri) for iri in said.derived_from] if said else [],
        }
        return row | {name: value for name, value in values.items() if value}

    def _status(self, claim: Reading) -> list[Any]:
        """The status of an event that a claim gives: its place among the weakest first, its label."""
        status = claim.get(RDF + "object") or ""
        if status in OCCURRED:
            return [-1, ""]
        place = WEAKEST_FIRST.index(status) if status in WEAKEST_FIRST else len(WEAKEST_FIRST)
        return [place, shown(self._book.label(status))]

    def marks(self, subject: str, predicate: str, value: str) -> dict[str, bool]:
        """What weighing rivals needs of a line: whether only one can hold, whether it is a whole."""
        whole = predicate == KG + "partOf" and self._groups.isdisjoint((subject, value))
        marks = {"single": predicate in self._single, "whole": whole}
        return {name: True for name, is_so in marks.items() if is_so}

    def _may_bear(self, claim: Reading) -> bool:
        """Whether a claim gives a fact by the table of stances and modalities."""
        return self._is_heard(claim) and (claim.get("stance"), claim.get("modality")) in self._rules

    def _is_heard(self, claim: Reading) -> bool:
        """Whether the rule of the facts listens to a claim at all: no judgement, no other source."""
        if self._view.rule == ONLY_SOURCE and claim.get("source") != self._view.source:
            return False
        return claim.kind != "Judgement"

    def links(self, graph: Snapshot, documents: Iterable[str]) -> list[dict[str, Any]]:
        """Who takes back whom and how: claims by their id, documents as ``d`` and their number.

        What is neither stands by its name. A later one that is no claim here comes with its name, the
        day since when it is known, and the document that it is or belongs to.
        """
        numbers = {iri: number for number, iri in enumerate(documents)}
        known = {row["x"].value: row["day"].value for row in _rows(graph, _KNOWN)}
        links = []
        for link in sorted(set(stated_links(graph.store))):
            later, earlier = (
                self._claims.get(iri)
                or (f"d{numbers[iri]}" if iri in numbers else f"x {shown(iri.removeprefix(SRC))}")
                for iri in (link.later, link.earlier)
            )
            row: dict[str, Any] = {"later": later, "earlier": earlier, "kind": link.kind}
            if link.later not in self._claims:
                document = numbers.get(SRC + link.later.removeprefix(SRC).partition("/")[0])
                row["name"] = shown(link.later.removeprefix(SRC))
                row |= {"known": known[link.later]} if link.later in known else {}
                row |= {"document": document} if document is not None else {}
            links.append(row)
        return links

    def _id(self, iri: str) -> str:
        return self._claims.get(iri) or shown(iri.removeprefix(SRC))


def _plain(value: str, usual: str) -> str:
    return "" if value == usual else value


def _rows(graph: Snapshot, query: str) -> Any:
    return graph.query(query)
