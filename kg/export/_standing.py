"""What the page must know of each claim to set its clocks, its filters and its doubts by itself.

The browser chooses claims as ``kg.scope`` does; what it needs for that is given here, not decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.corrections import CORRECTED
from kg.estimates import read_testimonies
from kg.export._text import shown
from kg.layer import stated_links
from kg.namespaces import KG, RDF, SRC, local_name
from kg.selection import LATEST, MOST_INDEPENDENT, ONLY_SOURCE, parse_view
from kg.verdicts import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.api import Graph
    from kg.independence import Testimony
    from kg.listing import Listing, Reading

_RULES = (
    "SELECT ?stance ?modality { ?r kg:givesFact true ; kg:stance ?stance ; kg:modality ?modality }"
)
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

    def __init__(self, graph: Graph, book: Listing, claims: Mapping[str, str]) -> None:
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
        self._testimonies: dict[str, Testimony] = read_testimonies(graph.store)

    def of(self, claim: Reading, *, bears: bool) -> dict[str, Any]:
        """The row of a claim; ``bears``: a fact rests on it now. What is the plain case is left out."""
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
            "bears": bears or (claim.overtaken is not None and self._would_bear(claim)),
            "relation": shown(self._book.label(relation)) if relation else "",
            "own": said is not None and said.own_voice,
            "derived": [self._id(iri) for iri in said.derived_from] if said else [],
        }
        return row | {name: value for name, value in values.items() if value}

    def _would_bear(self, claim: Reading) -> bool:
        """Whether a claim that has been overtaken would otherwise give a fact."""
        if claim.kind == "Judgement":
            return False
        view = self._view
        if view.rule in (LATEST, MOST_INDEPENDENT):
            return False  # it was never weighed against its rivals
        if view.rule == ONLY_SOURCE and claim.get("source") != view.source:
            return False
        return (claim.get("stance"), claim.get("modality")) in self._rules

    def links(self, graph: Graph, documents: Iterable[str]) -> list[list[str]]:
        """Who takes back whom: the later, the earlier, and how, each claim or document by its id."""
        own = {iri: f"d{number}" for number, iri in enumerate(documents)}
        found = []
        for link in sorted(set(stated_links(graph.store))):
            later = own.get(link.later) or self._claims.get(link.later)
            earlier = self._claims.get(link.earlier)
            if later and earlier and later != earlier:
                found.append([later, earlier, link.kind or CORRECTED])
        return found

    def _id(self, iri: str) -> str:
        return self._claims.get(iri) or shown(iri.removeprefix(SRC))


def verdicts_of(graph: Graph, claims: Mapping[str, str]) -> list[dict[str, Any]]:
    """The grave verdicts: which two claims, why, and what would settle it."""
    found = []
    for item in weigh(graph).weighed:
        pair = [claims.get(SRC + side.claim) for side in (item.first, item.second)]
        if item.grave and all(pair):
            row = {"kind": item.verdict, "claims": pair, "why": shown(item.reason)}
            found.append(row | ({"remedy": shown(item.remedy)} if item.remedy else {}))
    return found


def _plain(value: str, usual: str) -> str:
    return "" if value == usual else value


def _rows(graph: Graph, query: str) -> Any:
    return graph.query(query)
