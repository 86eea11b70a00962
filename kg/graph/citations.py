"""Cite a claim: BibTeX, RIS and CSL-JSON, with document, speaker, permanent IRI and access date.

RIS tags as of the RefMan specification of 2011; CSL-JSON by the schema of CSL 1.0.2.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.edtf import leading_parts
from kg.iris import DCTERMS, KG, RDF, local_name
from kg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kg.graph.claims import Reading
    from kg.graph.snapshot import Snapshot

FORMATS = ("bibtex", "ris", "csl")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference manager needs of a claim and the document that it stands in."""

    key: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    issued: str
    address: str
    kind: str
    iri: str
    note: str
    accessed: date


def citation(graph: Snapshot, claim: Reading, accessed: date) -> Citation:
    """The citation of a claim; fields that the source does not state stay empty."""
    source = claim.get("source") or ""
    values: dict[str, list[str]] = {}
    about = "SELECT ?p ?o WHERE { ?s ?p ?o } ORDER BY ?p ?o"
    for row in select(graph.store, about, {"s": ox.NamedNode(source)}):
        values.setdefault(row["p"].value, []).append(row["o"].value)

    def first(name: str) -> str:
        return (values.get(name) or [""])[0]

    note = f"{claim.get('statement') or ''} Speaker: {claim.speaker}."
    if claim.place:
        note += f" Evidence: {claim.place}."
    return Citation(
        key=re.sub(r"\W+", "-", claim.id),
        title=first(DCTERMS + "title"),
        authors=tuple(values.get(DCTERMS + "creator", [])),
        publisher=first(DCTERMS + "publisher"),
        issued=first(DCTERMS + "issued"),
        address=first(KG + "url"),
        kind=next((local_name(k) for k in values.get(RDF + "type", []) if k != KG + "Source"), ""),
        iri=claim.iri,
        note=note,
        accessed=accessed,
    )


def written(entries: Sequence[Citation], form: str) -> str:
    """Citations as the text of a file; ``form`` is one of FORMATS."""
    if form == "csl":
        return json.dumps([csl(entry) for entry in entries], ensure_ascii=False, indent=1) + "\n"
    return "\n".join((bibtex if form == "bibtex" else ris)(entry) for entry in entries)


def bibtex(entry: Citation) -> str:
    """A BibTeX ``@misc`` entry, which every style knows."""
    fields = {
        "author": " and ".join(f"{{{_tex(a)}}}" for a in entry.authors),
        "title": f"{{{_tex(entry.title)}}}",
        "howpublished": _tex(entry.publisher),
        "year": entry.issued[:4],
        "url": entry.iri,
        "urldate": entry.accessed.isoformat(),
        "note": _tex(entry.note + (f" Document: {entry.address}" if entry.address else "")),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{entry.key},\n{body}\n}}\n"


def _tex(text: str) -> str:
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    special |= {char: f"\\{char}" for char in "&%$#_"}
    # BibTeX counts braces even behind a backslash, so a single one would end the field.
    special |= {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    return "".join(special.get(char, char) for char in " ".join(text.split()))


def ris(entry: Citation) -> str:
    """An RIS record (CRLF line ends, as the format asks)."""
    kind = {"NewsArticle": "NEWS", "Report": "RPRT", "BlogPost": "BLOG"}.get(entry.kind, "GEN")
    rows = [("TY", kind), *(("AU", author) for author in entry.authors)]
    rows += [("TI", entry.title), ("PB", entry.publisher), ("PY", entry.issued[:4])]
    rows += [("UR", entry.iri), ("L2", entry.address), ("Y2", entry.accessed.strftime("%Y/%m/%d"))]
    rows += [("N1", entry.note), ("ID", entry.key)]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl(entry: Citation) -> dict[str, object]:
    """An item of a CSL-JSON list."""
    item: dict[str, object] = {
        "id": entry.key,
        "type": {
            "NewsArticle": "article-newspaper",
            "Report": "report",
            "BlogPost": "post-weblog",
        }.get(entry.kind, "document"),
        "title": entry.title,
        "author": [{"literal": author} for author in entry.authors],
        "publisher": entry.publisher,
        "URL": entry.iri,
        "accessed": {
            "date-parts": [[entry.accessed.year, entry.accessed.month, entry.accessed.day]]
        },
        "note": entry.note,
    }
    if issued := leading_parts(entry.issued):
        if issued.is_season and issued.month:  # CSL counts them from 1, EDTF from 21
            item["issued"] = {"date-parts": [[issued.year]], "season": issued.month - 20}
        else:
            numbers = [number for number in issued[:3] if number is not None]
            item["issued"] = {"date-parts": [numbers]}
    return {k: v for k, v in item.items() if v}
