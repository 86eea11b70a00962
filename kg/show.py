"""Everything about one entity, as lines of text for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.listing import Listing, Reading
from kg.namespaces import KG, RDF, RDFS, SKOS, shorten
from kg.tables import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.api import Graph


def page(graph: Graph, iri: str, width: int) -> str:
    """The page of an entity: names, kinds, relations both ways, estimates by speaker, judgements."""
    book = Listing(graph)
    own = [claim for claim in book.about([iri]) if claim.kind == "Claim"]
    lines = [*_head(graph, book, iri, width)]
    lines += _section("Relations", _relations(book, own, iri, graph), width)
    events = {end for claim in own for end in _ends(claim) if end != iri and _is_event(graph, end)}
    figures = [c for c in book.about({iri, *events}) if c.kind == "Estimate"]
    lines += _section("Estimates", _estimates(book, figures), width)
    judged = [c for c in book.about([iri]) if c.kind == "Judgement"]
    lines += _section("Judgements (never facts)", [_said(c) for c in judged], width)
    spoken = [c for c in book.claims.values() if c.get("attributedTo") == iri]
    lines += _section("Says", [_said(c) for c in spoken], width)
    return "\n".join(visible(line) for line in lines) + "\n"


def claim_page(claim: Reading, width: int) -> str:
    """Everything about one claim."""
    fields = [
        ("statement", claim.get("statement") or ""),
        ("kind", claim.kind),
        ("subject", claim.label(RDF + "subject")),
        ("predicate", claim.label(RDF + "predicate")),
        ("object", claim.label(RDF + "object")),
        ("about", claim.label("about")),
        ("measure", claim.label("measure")),
        ("figure", claim.figure),
        ("counts", claim.label("counts")),
        ("share of", claim.label("shareOf")),
        ("scope", claim.get("scope") or ""),
        ("basis", claim.get("basis") or ""),
        ("speaker", claim.speaker),
        ("hedge", claim.hedge or "asserted"),
        ("time", claim.get("time") or ""),
        ("as of", claim.get("asOf") or ""),
        ("wording", f"“{claim.get('wording')}”" if claim.get("wording") else ""),
        ("document", claim.document),
        ("evidence", claim.place),
        ("note", claim.get("note") or ""),
        ("id", claim.iri),
    ]
    lines = []
    for name, value in fields:
        if value:
            lines += _wrapped(f"{name:<10} {value}", width, 11)
    return "\n".join(visible(line) for line in lines) + "\n"


def _head(graph: Graph, book: Listing, iri: str, width: int) -> Iterator[str]:
    node = ox.NamedNode(iri)
    values: dict[str, list[str]] = {}
    result = graph.query(
        "SELECT ?p ?o WHERE { GRAPH ?g { ?x ?p ?o } FILTER(?g != <https://w3id.org/entente/view/derived>) }"
        " ORDER BY ?p ?o",
        {"x": node},
    )
    for row in result:  # type: ignore[union-attr]  # a SELECT gives rows
        values.setdefault(row["p"].value, []).append(row["o"].value)
    kinds = ", ".join(book.label(kind) for kind in values.get(RDF + "type", []))
    yield from _wrapped(f"{book.label(iri)}  ({kinds})", width, 2)
    yield shorten(iri)
    rest = (
        ("also", values.get(SKOS + "altLabel", [])),
        ("same as", values.get(SKOS + "exactMatch", []) + values.get(SKOS + "closeMatch", [])),
        ("ISO 3166", values.get(KG + "iso3166", [])),
        ("note", values.get(RDFS + "comment", [])),
    )
    for name, texts in rest:
        if texts:
            yield from _wrapped(f"{name}: {'; '.join(texts)}", width, 2)


def _is_event(graph: Graph, iri: str) -> bool:
    if "://" not in iri:
        return False
    return bool(graph.query("ASK WHERE { ?x a kg:Event }", {"x": ox.NamedNode(iri)}))


def _ends(claim: Reading) -> tuple[str, ...]:
    ends = (claim.get(RDF + "subject"), claim.get(RDF + "object"), claim.get("about"))
    return tuple(end for end in ends if end)


def _relations(book: Listing, own: Sequence[Reading], iri: str, graph: Graph) -> list[str]:
    status = {
        (row["s"].value, row["p"].value, row["o"].value): row
        for row in graph.query(  # type: ignore[union-attr]  # a SELECT gives rows
            "SELECT ?s ?p ?o ?status ?disputed { ?f a kg:Fact ; rdf:subject ?s ; rdf:predicate ?p ;"
            " rdf:object ?o . OPTIONAL { ?f kg:eventStatus ?status }"
            " OPTIONAL { ?f kg:disputed ?disputed } }"
        )
    }
    grouped: dict[tuple[str, str, str], list[Reading]] = {}
    for claim in own:
        key = (claim.get(RDF + "subject"), claim.get(RDF + "predicate"), claim.get(RDF + "object"))
        if all(key):
            grouped.setdefault(key, []).append(claim)  # type: ignore[arg-type]  # all are given
    lines = []
    for (subject, predicate, value), claims in sorted(
        grouped.items(), key=lambda item: (item[0][0] != iri, item[0][1], item[0][2])
    ):
        outwards = subject == iri
        other = book.label(value if outwards else subject)
        fact = status.get((subject, predicate, value))
        marks = ["not a fact"] if fact is None else []
        if fact is not None and fact["disputed"] is not None:
            marks.append("disputed")
        if fact is not None and fact["status"] is not None:
            marks.append(f"event {book.label(fact['status'].value)}")
        mark = f" [{', '.join(marks)}]" if marks else ""
        arrow = (
            f"{book.label(predicate)} → {other}"
            if outwards
            else f"{other} → {book.label(predicate)} →"
        )
        who = "; ".join(f"{c.speaker}, {c.id}" for c in claims)
        when = "; ".join(sorted({c.get("time") or "" for c in claims} - {""}))
        lines.append(f"{arrow}{f' ({when})' if when else ''}{mark}  — {who}")
    return lines


def _estimates(book: Listing, figures: Sequence[Reading]) -> list[str]:
    lines = []
    for claim in sorted(
        figures, key=lambda c: (c.get("about") or "", c.get("measure") or "", c.id)
    ):
        hedge = f", {claim.hedge}" if claim.hedge else ""
        wording = f" “{claim.get('wording')}”" if claim.get("wording") else ""
        when = claim.get("asOf") or claim.get("time")
        lines.append(
            f"{claim.label('measure')} ({claim.label('about')}): {claim.figure}"
            f"{f' ({when})' if when else ''}  — {claim.speaker}{hedge}:{wording} {claim.id}"
        )
    return lines


def _said(claim: Reading) -> str:
    hedge = f" [{claim.hedge}]" if claim.hedge else ""
    return f"{claim.get('statement') or ''}{hedge}  — {claim.speaker}, {claim.id}"


def _section(title: str, entries: Sequence[str], width: int) -> list[str]:
    if not entries:
        return []
    lines = ["", title]
    for entry in entries:
        lines += _wrapped(f"  {entry}", width, 4)
    return lines


def _wrapped(text: str, width: int, hang: int) -> list[str]:
    indent = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(
        text.strip(),
        max(width, 24),
        initial_indent=indent,
        subsequent_indent=" " * hang,
        break_on_hyphens=False,
    ) or [text]
