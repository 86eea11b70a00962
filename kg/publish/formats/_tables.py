"""The graph as three tables: nodes, edges, claims; with cells that no spreadsheet runs."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from kg.iris import DCTERMS, KG, OA, RDF, RDFS
from kg.publish.formats._loss import of_one_kind, owned_by, wholly
from kg.publish.formats._network import claim_ids, status_of
from kg.text.display import xml_text
from kg.text.formulas import defused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.claims.claim import Claim
    from kg.graph.entities import Document, Holdings, Text
    from kg.iris import Prefixes
    from kg.publish.formats._loss import Item

Cell = str | int | Decimal | bool | None

_LINES = re.compile(r"([\t\n])")

_NODES = ("id", "iri", "kind", "label", "labels", "aliases", "remarks", "same_as", "codes")
_EDGES = (
    *("subject", "subject_label", "predicate", "predicate_label", "object", "object_label"),
    *("object_is_entity", "layer", "stance", "disputed", "implied", "status", "fact"),
    "claims",
)
# Columns of the claims: the name, and the property that they hold.
_TERMS = {
    "subject": RDF + "subject",
    "predicate": RDF + "predicate",
    "object": RDF + "object",
    "about": KG + "about",
    "measure": KG + "measure",
    "counts": KG + "counts",
    "unit": KG + "unit",
    "lower": KG + "lower",
    "lower_inclusive": KG + "lowerInclusive",
    "upper": KG + "upper",
    "upper_inclusive": KG + "upperInclusive",
    "best": KG + "best",
    "qualifier": KG + "qualifier",
    "implied_lower": KG + "impliedLower",
    "implied_lower_inclusive": KG + "impliedLowerInclusive",
    "implied_upper": KG + "impliedUpper",
    "implied_upper_inclusive": KG + "impliedUpperInclusive",
    "share_of": KG + "shareOf",
    "scope": KG + "scope",
    "limited_to": KG + "limitedTo",
    "basis": KG + "basis",
    "on_basis": KG + "onBasis",
    "addition_to": KG + "additionTo",
    "alternative_to": KG + "alternativeTo",
    "speaker": KG + "attributedTo",
    "possible_speaker": KG + "possiblyAttributedTo",
    "stance": KG + "stance",
    "modality": KG + "modality",
    "explicitness": KG + "explicitness",
    "evidence_kind": KG + "evidenceKind",
    "credibility": KG + "credibility",
    "time": KG + "time",
    "earliest": KG + "earliest",
    "latest": KG + "latest",
    "as_of": KG + "asOf",
    "as_of_earliest": KG + "asOfEarliest",
    "as_of_latest": KG + "asOfLatest",
    "known_from": KG + "knownFrom",
    "known_from_basis": KG + "knownFromBasis",
    "wording": KG + "wording",
    "note": KG + "note",
    "derived_from": KG + "derivedFrom",
    "link_basis": KG + "linkBasis",
    "supersedes": KG + "supersedes",
    "retracts": KG + "retracts",
    "corrected_by": KG + "correctedBy",
    "disputes": KG + "disputes",
    "curator": KG + "curator",
    "recorded_at": KG + "recordedAt",
    "review_status": KG + "reviewStatus",
    "source": KG + "source",
}
_EVIDENCE = {
    "evidence_start": OA + "start",
    "evidence_end": OA + "end",
    "evidence_address": KG + "url",
    "evidence_wording": KG + "wording",
    "evidence_accessed": KG + "accessed",
}
_DOCUMENT = {
    "source_title": DCTERMS + "title",
    "source_authors": DCTERMS + "creator",
    "source_publisher": DCTERMS + "publisher",
    "source_issued": DCTERMS + "issued",
    "source_address": KG + "url",
    "source_language": DCTERMS + "language",
    "source_licence": DCTERMS + "license",
    "source_text_sha256": KG + "textSha256",
    "source_text_length": KG + "textLength",
    "source_remarks": RDFS + "comment",
}
_OWN = ("id", "kind", "statement", "speaker_label", "figure", "likelihood", "likelihood_scheme")
_CLAIMS = (*_OWN, *_TERMS, *_EVIDENCE, "source_kind", *_DOCUMENT)
_NUMBERS = (
    *("lower", "upper", "best", "implied_lower", "implied_upper"),
    *("evidence_start", "evidence_end", "source_text_length"),
)


class Sheet(NamedTuple):
    """A table: its name, its columns, its rows. Texts in it are defused."""

    name: str
    columns: tuple[str, ...]
    rows: list[list[Cell]]


def sheets(holdings: Holdings) -> list[Sheet]:
    """Nodes (all entities), edges (what is said in three parts), claims (with their sources)."""
    return [
        Sheet("nodes", _NODES, [_row(cells) for cells in _nodes(holdings)]),
        Sheet("edges", _EDGES, [_row(cells) for cells in _edges(holdings)]),
        Sheet(
            "claims", _CLAIMS, [_row(_claim(claim, holdings)) for claim in holdings.claims.values()]
        ),
    ]


def sheet_parts(holdings: Holdings) -> dict[str, Callable[[Item], bool]]:
    """What the tables carry, by part of the inventory; of documents only those that a claim cites."""
    derived = {*_TERMS.values(), RDF + "type"}
    stated = owned_by(claim.get("source") or "" for claim in holdings.claims.values())
    columns = {*_DOCUMENT.values(), RDF + "type"}
    facts = owned_by(relation.fact for relation in holdings.relations)
    return {
        "entities": of_one_kind(holdings.entities),
        **wholly("labels", "aliases", "languages", "remarks", "identifiers"),
        "values": owned_by(holdings.entities),
        **dict.fromkeys(("facts", "support", "disputed marks", "status marks"), facts),
        **wholly(
            "claims", "statements", "relations", "judgements", "figures", "conditions", "speakers"
        ),
        **wholly(
            "possible speakers",
            "denials",
            "hedges",
            "evidence kinds",
            "wordings",
            "times",
            "notes",
            "links",
        ),
        **dict.fromkeys(("offsets", "locators"), _first_evidence(holdings)),
        "documents": lambda item: stated(item) and all(name in columns for name, _ in item.values),
        "fingerprints": stated,
        "curation": lambda item: (
            stated(item) and all(name in derived | columns for name, _ in item.values)
        ),
        "derived values": lambda item: (
            item.owner in holdings.claims and all(name in derived for name, _ in item.values)
        ),
    }


def _first_evidence(holdings: Holdings) -> Callable[[Item], bool]:
    """The evidence that is in the table: the row of a claim has room for one place in a text."""
    return lambda item: (
        item.owner in holdings.claims
        and dict(item.values).items() <= holdings.claims[item.owner].evidence.items()
    )


def records(holdings: Holdings) -> Iterator[dict[str, Cell]]:
    """Each claim as its cells by the name of the column; texts are not defused, empty cells left out."""
    for claim in holdings.claims.values():
        cells = zip(_CLAIMS, _claim(claim, holdings), strict=True)
        yield {name: cell for name, cell in cells if cell not in (None, "")}


def json_number(value: object) -> float:
    """A number of a table as JSON has it, for ``default`` of ``json.dumps``. Raises TypeError."""
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value).__name__)


def cleaned(text: str) -> str:
    """The text with control and direction-changing characters visible; line ends and tabs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(part if part in "\t\n" else xml_text(part) for part in _LINES.split(lines))


def _row(cells: Iterable[Cell]) -> list[Cell]:
    return [defused(cleaned(cell)) if isinstance(cell, str) else cell for cell in cells]


def _nodes(holdings: Holdings) -> Iterator[list[Cell]]:
    shorten = holdings.prefixes.shorten
    for iri, entity in holdings.entities.items():
        yield [
            shorten(iri),
            iri,
            entity.kind,
            entity.name,
            _tagged(entity.labels),
            _tagged(entity.aliases),
            _tagged(entity.remarks),
            "; ".join(entity.same),
            "; ".join(f"{shorten(name)} {value}" for name, value in entity.codes),
        ]


def _tagged(texts: Iterable[Text]) -> str:
    return "; ".join(
        f"{text.value}@{text.language}" if text.language else text.value for text in texts
    )


def _edges(holdings: Holdings) -> Iterator[list[Cell]]:
    label, shorten = holdings.label, holdings.prefixes.shorten
    for relation in holdings.relations:
        parts = (relation.subject, relation.predicate, relation.object)
        yield [
            *(cell for part in parts for cell in (shorten(part), label(part))),
            relation.to_entity,
            relation.layer,
            relation.stance,
            relation.disputed,
            relation.implied,
            status_of(relation, holdings),
            relation.fact,
            "; ".join(claim_ids(relation.claims)),
        ]


def _claim(claim: Claim, holdings: Holdings) -> Iterator[Cell]:
    document = holdings.documents.get(claim.get("source") or "")
    yield from (claim.id, claim.kind, claim.get("statement"), claim.label("attributedTo"))
    yield claim.figure
    for term in (claim.likelihood, claim.likelihood_scheme):
        yield holdings.prefixes.shorten(term) if term else None
    for column, iri in _TERMS.items():
        values = claim.all(iri)
        yield _cell(column, [_short(value, holdings.prefixes) for value in values])
    for column, iri in _EVIDENCE.items():
        yield _cell(column, [claim.evidence[iri]] if iri in claim.evidence else [])
    yield document.kind if document else None
    for column, iri in _DOCUMENT.items():
        yield _cell(column, _values(document, iri))


def _values(document: Document | None, iri: str) -> list[str]:
    return document.values.get(iri, []) if document else []


def _short(value: str, prefixes: Prefixes) -> str:
    return prefixes.shorten(value) if value.startswith(("http://", "https://")) else value


def _cell(column: str, values: list[str]) -> Cell:
    """Values as one cell: a number or a truth value where the column holds those."""
    if len(values) == 1 and column in _NUMBERS:
        return _number(values[0])
    if len(values) == 1 and column.endswith("_inclusive"):
        return values[0] == "true"
    return "; ".join(values) or None


def _number(text: str) -> Cell:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    return int(number) if number == number.to_integral_value() else number
