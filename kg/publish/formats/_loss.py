"""What a format cannot carry, counted: everything that a graph holds, less what the format declares.

Each quad of the store belongs to exactly one item of the inventory, so nothing is left uncounted:
what no rule names falls into the last part of its zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.graph.entities import in_source, is_document, text_of
from kg.iris import (
    CURRENT_VIEW,
    DCTERMS,
    DERIVED_GRAPH,
    KG,
    KGD,
    OA,
    ONTOLOGY_GRAPH,
    PART_OF_VIEW,
    RDF,
    RDFS,
    SKOS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.graph.entities import Entity, Holdings
    from kg.store.base import Store

#: The parts of the inventory, in the order of a report, and what is counted in each.
PARTS: dict[str, str] = {
    "entities": "entities, by their kind",
    "labels": "names of entities",
    "aliases": "other names of entities",
    "languages": "the languages of names and remarks",
    "remarks": "remarks on entities",
    "identifiers": "ids of entities elsewhere (Wikidata, ISO 3166)",
    "values": "other values of entities: coordinates, who gave a name",
    "facts": "facts that follow from claims",
    "support": "the claims on which facts rest",
    "disputed marks": "facts that are disputed",
    "status marks": "facts of what is only planned, agreed, alleged, cancelled or implied",
    "claims": "claims, by their ids",
    "statements": "claims in a sentence",
    "relations": "claims in three parts: subject, predicate, object",
    "judgements": "what judgements are about: never facts",
    "figures": "estimates with measure, unit, bounds and qualifier",
    "conditions": "scope, basis and whole of an estimate",
    "speakers": "who says it",
    "possible speakers": "who else may be meant as speaker",
    "denials": "claims that deny",
    "hedges": "how surely and how openly it is said (modality, likelihood, explicitness)",
    "evidence kinds": "on what a speaker rests it (imagery, intercept, own count …)",
    "wordings": "the words of the source",
    "translations": "translations of wordings, with who made them",
    "times": "when it happened, and of which day a figure speaks",
    "offsets": "the place of the evidence in the text",
    "locators": "the address of the evidence, and when it was read",
    "notes": "notes on claims",
    "links": "links between claims (derived from, supersedes, corrected by)",
    "documents": "title, author, publisher, date, address and licence of sources",
    "fingerprints": "hash and length of source texts",
    "curation": "who curated a source, when, its review and its remarks",
    "other statements": "other statements of the sources' files",
    "derived values": "what the program derives: dates, defaults, implied bounds",
    "ranges": "ranges that the view derives from figures",
    "conclusions": "part-of by way of a third",
    "graphs": "in which file or layer each statement stands",
    "ontology": "the terms of the ontology, with their definitions",
}

_FIGURE = {
    KG + name
    for name in (
        *("about", "measure", "counts", "unit", "qualifier"),
        *("lower", "lowerInclusive", "upper", "upperInclusive", "best"),
    )
}
_VIEW = ox.NamedNode(CURRENT_VIEW)
_CONDITIONS = ("scope", "limitedTo", "basis", "onBasis", "shareOf", "additionTo", "alternativeTo")
_LINKS = ("derivedFrom", "linkBasis", "supersedes", "retracts", "correctedBy", "disputes")
_TRIPLE = tuple(RDF + name for name in ("subject", "predicate", "object"))

_OF_CLAIM: dict[str, str] = {
    RDF + "type": "claims",
    KG + "statement": "statements",
    KG + "attributedTo": "speakers",
    KG + "possiblyAttributedTo": "possible speakers",
    KG + "modality": "hedges",
    KG + "likelihood": "hedges",
    KG + "credibility": "hedges",
    KG + "explicitness": "hedges",
    KG + "evidenceKind": "evidence kinds",
    KG + "wording": "wordings",
    KG + "translation": "translations",
    KG + "time": "times",
    KG + "asOf": "times",
    KG + "evidence": "locators",
    KG + "note": "notes",
    **{KG + name: "conditions" for name in _CONDITIONS},
    **{KG + name: "links" for name in _LINKS},
}
_OF_ENTITY: dict[str, str] = {
    RDF + "type": "entities",
    RDFS + "label": "labels",
    SKOS + "altLabel": "aliases",
    RDFS + "comment": "remarks",
    SKOS + "exactMatch": "identifiers",
    KG + "iso3166": "identifiers",
}
_OF_DOCUMENT: dict[str, str] = {
    RDF + "type": "documents",
    KG + "url": "documents",
    KG + "textSha256": "fingerprints",
    KG + "textLength": "fingerprints",
    RDFS + "comment": "curation",
    **{KG + n: "curation" for n in ("curator", "recordedAt", "reviewStatus", "reliability")},
    **{KG + n: "curation" for n in ("claimsAtLeast", "claimsAtMost")},
}
_OF_FACT: dict[str, str] = {
    KG + "supportedBy": "support",
    KG + "disputed": "disputed marks",
    KG + "impliedOnly": "status marks",
    KG + "eventStatus": "status marks",
}
# Parts that are running text, in which control characters may stand.
_TEXTS = {
    *("labels", "aliases", "remarks", "statements", "conditions", "wordings", "translations"),
    *("notes", "documents"),
}
# Parts of which all quads of one owner are one item.
_WHOLE = {"claims", "entities", "facts", "relations", "judgements", "figures", "ranges", "ontology"}


@dataclass(slots=True)
class Item:
    """One thing that is counted: its part, whose it is (an IRI), and its values by property IRI.

    ``quads`` is how many quads of the store it stands for.
    """

    part: str
    owner: str
    values: list[tuple[str, str]] = field(default_factory=list)
    quads: int = 0

    def get(self, iri: str) -> str:
        """The first value of a property; empty without one."""
        return next((value for name, value in self.values if name == iri), "")

    @property
    def longest(self) -> int:
        """The length of its longest value, in characters."""
        return max((len(value) for _, value in self.values), default=0)


class Loss(NamedTuple):
    """Of one part: how much the graph holds, and how much of it a format carries."""

    part: str
    held: int
    carried: int

    @property
    def lost(self) -> int:
        return self.held - self.carried


@dataclass(frozen=True)
class Carried:
    """What a format declares to carry: a part wholly (``everything``), or the items that a test picks.

    ``remarks`` are sentences for the report, ``left_out`` things by name (under a heading). ``writes``
    gives a text as the format has it: what comes out as another is not carried.
    """

    parts: Mapping[str, Callable[[Item], bool]]
    remarks: tuple[str, ...] = ()
    left_out: Mapping[str, list[str]] = field(default_factory=dict)
    writes: Callable[[str], str] = str


def everything(_item: Item) -> bool:
    """Every item of a part."""
    return True


def wholly(*parts: str) -> dict[str, Callable[[Item], bool]]:
    """These parts with all their items."""
    return dict.fromkeys(parts, everything)


def owned_by(owners: Iterable[str]) -> Callable[[Item], bool]:
    """The items that belong to these entities, claims, documents or facts."""
    wanted = frozenset(owners)
    return lambda item: item.owner in wanted


def of_one_kind(entities: Mapping[str, Entity]) -> Callable[[Item], bool]:
    """The entities whose kind, of which a format writes one, is the only one that is stated."""
    return lambda item: (
        item.owner in entities and {v for _, v in item.values} == {entities[item.owner].type}
    )


def inventory(store: Store) -> list[Item]:
    """Everything that a store holds, each quad in one item."""
    quads = sorted(store.quads(), key=str)
    kinds = _claim_kinds(store)
    owners = _owners_of_blanks(quads)
    edges = _facts_of_edges(store.quads(graph=_VIEW))
    items: dict[tuple[str, ...], Item] = {}
    for quad in quads:
        leading = owners.get(quad.subject, quad) if isinstance(quad.subject, ox.BlankNode) else quad
        fact = edges.get(_triple(quad)) if quad.graph_name == _VIEW else None
        owner = text_of(leading.subject) if fact is None else fact
        part = _part(leading, owner, kinds) if fact is None else "facts"
        key: tuple[str, ...] = (part, owner)
        if part not in _WHOLE:
            key += (str(leading.predicate), str(leading.object))
        item = items.setdefault(key, Item(part, owner))
        item.quads += 1
        if part == "locators" and text_of(quad.predicate) == OA + "start":
            item.part = "offsets"
        if not isinstance(quad.object, ox.BlankNode):
            item.values.append((text_of(quad.predicate), text_of(quad.object)))
    graphs = {text_of(quad.graph_name) for quad in quads}
    return [*items.values(), *_languages(quads)] + [
        Item("graphs", graph) for graph in sorted(graphs)
    ]


def losses(items: Iterable[Item], carried: Carried) -> list[Loss]:
    """How much of each part a graph holds and a format carries, in the order of ``PARTS``.

    ``items`` is the inventory of the graph; parts of which it holds nothing are left out.
    """
    counts = {part: [0, 0] for part in PARTS}
    for item in items:
        counts[item.part][0] += 1
        chosen = carried.parts.get(item.part)
        as_it_is = item.part not in _TEXTS or all(carried.writes(v) == v for _, v in item.values)
        counts[item.part][1] += chosen is not None and as_it_is and chosen(item)
    return [Loss(part, *count) for part, count in counts.items() if count[0]]


def report(form: str, holdings: Holdings, carried: Carried) -> dict[str, object]:
    """The loss report of a format as it goes into ``--loss FILE``."""
    rows = losses(inventory(holdings.store), carried)
    return {
        "format": form,
        "lost": sum(row.lost for row in rows),
        "parts": [
            {
                "part": row.part,
                "means": PARTS[row.part],
                "held": row.held,
                "carried": row.carried,
                "lost": row.lost,
            }
            for row in rows
        ],
        "remarks": list(carried.remarks),
        **carried.left_out,
    }


def in_words(form: str, loss_report: Mapping[str, object]) -> str:
    """The report in a line or two for a person."""
    rows: list[dict[str, object]] = loss_report["parts"]  # type: ignore[assignment]
    lost = [
        f"{row['part']} {row['lost']:,}"
        + (f" of {row['held']:,}" if row["lost"] != row["held"] else "")
        for row in rows
        if row["lost"]
    ]
    first = f"{form} cannot carry: {', '.join(lost)}" if lost else f"{form}: nothing is lost"
    remarks: list[str] = loss_report["remarks"]  # type: ignore[assignment]
    return "\n".join((first, *remarks))


def _claim_kinds(store: Store) -> dict[str, str]:
    """``Estimate``, ``Judgement`` or ``Claim`` by the IRI of a claim."""
    sourced = store.quads(None, ox.NamedNode(KG + "source"))
    kinds = {text_of(quad.subject): "Claim" for quad in sourced}
    for name in ("Estimate", "Judgement"):
        typed = store.quads(None, ox.NamedNode(RDF + "type"), ox.NamedNode(KG + name))
        kinds |= {text_of(quad.subject): name for quad in typed}
    return kinds


def _owners_of_blanks(quads: Iterable[ox.Quad]) -> dict[ox.BlankNode, ox.Quad]:
    """By blank node, the quad of a named subject that leads to it."""
    above: dict[ox.BlankNode, ox.Quad] = {
        quad.object: quad for quad in quads if isinstance(quad.object, ox.BlankNode)
    }
    owners: dict[ox.BlankNode, ox.Quad] = {}
    for node in above:
        leading, seen = above[node], {node}
        while isinstance(leading.subject, ox.BlankNode) and leading.subject in above:
            if leading.subject in seen:
                break  # a ring of blank nodes belongs to nobody
            seen.add(leading.subject)
            leading = above[leading.subject]
        owners[node] = leading
    return owners


def _triple(quad: ox.Quad) -> tuple[str, ...]:
    return (str(quad.subject), str(quad.predicate), str(quad.object))


def _facts_of_edges(quads: Iterable[ox.Quad]) -> dict[tuple[str, ...], str]:
    """By plain edge of the view, of whose quads these are, the IRI of its fact: the two are one thing."""
    parts: dict[str, dict[str, str]] = {}
    for quad in quads:
        if text_of(quad.predicate) in _TRIPLE and text_of(quad.subject).startswith(
            f"{CURRENT_VIEW}/f/"
        ):
            parts.setdefault(text_of(quad.subject), {})[text_of(quad.predicate)] = str(quad.object)
    return {tuple(part.get(name, "") for name in _TRIPLE): fact for fact, part in parts.items()}


def _part(quad: ox.Quad, owner: str, kinds: Mapping[str, str]) -> str:
    graph, predicate = text_of(quad.graph_name), text_of(quad.predicate)
    if in_source(quad):
        if owner in kinds:
            return _part_of_claim(quad, predicate, kinds[owner])
        if owner.startswith(KGD):
            return _OF_ENTITY.get(predicate, "values")
        if is_document(owner):
            bibliographic = "documents" if predicate.startswith(DCTERMS) else "other statements"
            return _OF_DOCUMENT.get(predicate, bibliographic)
        return "other statements"
    if graph == CURRENT_VIEW:
        return _part_of_view(owner, predicate)
    if graph == DERIVED_GRAPH:
        return "derived values"
    zones = {PART_OF_VIEW: "conclusions", ONTOLOGY_GRAPH: "ontology"}
    return zones.get(graph, "other statements")


def _part_of_claim(quad: ox.Quad, predicate: str, kind: str) -> str:
    if predicate in _TRIPLE or predicate == KG + "about":
        parts = {"Judgement": "judgements", "Estimate": "figures"}
        return parts.get(kind, "relations")
    if predicate == KG + "stance":
        return "denials" if text_of(quad.object) == KG + "denies" else "hedges"
    if predicate in _FIGURE:
        return "figures"
    return _OF_CLAIM.get(predicate, "other statements")


def _part_of_view(owner: str, predicate: str) -> str:
    """Facts stand twice in the view: as a plain edge, and as a node with its support."""
    if owner.startswith(f"{CURRENT_VIEW}/r/"):
        return "ranges"
    if owner.startswith(f"{CURRENT_VIEW}/f/"):
        named = "facts" if predicate in (*_TRIPLE, RDF + "type") else "derived values"
        return _OF_FACT.get(predicate, named)
    return "derived values"


def _languages(quads: Iterable[ox.Quad]) -> list[Item]:
    """The language of each name and remark of an entity."""
    return [
        Item(
            "languages",
            text_of(q.subject),
            [(text_of(q.predicate), q.object.value), ("language", q.object.language)],
        )
        for q in quads
        if isinstance(q.object, ox.Literal)
        and q.object.language
        and text_of(q.subject).startswith(KGD)
        and in_source(q)
    ]
