"""Everything about one entity or one claim, as lines of text for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.listing import Listing, Reading
from kg.namespaces import KG, RDF, RDFS, SKOS, shorten
from kg.tables import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.api import Graph

_HEAD = """
SELECT ?p ?o WHERE {
  GRAPH ?g { ?x ?p ?o } FILTER(?g != <https://w3id.org/entente/view/derived>)
} ORDER BY ?p ?o"""

_FACTS = """
SELECT ?s ?p ?o ?status ?disputed WHERE {
  ?f a kg:Fact ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  OPTIONAL { ?f kg:eventStatus ?status } OPTIONAL { ?f kg:disputed ?disputed }
}"""


class Line(NamedTuple):
    """A line and its role: ``title``, ``section``, ``text``, or ``source`` (who says so, where)."""

    text: str
    role: str = "text"


def page(graph: Graph, iri: str, width: int) -> list[Line]:
    """The page of an entity: names, kinds, relations both ways, estimates by speaker, judgements.

    ``width`` is in columns. Estimates are those about the entity and about the events that it
    takes part in.
    """
    book = Listing(graph)
    near = book.about([iri])
    own = [claim for claim in near if claim.kind == "Claim"]
    ends = {end for claim in own for end in _ends(claim) if end != iri and "://" in end}
    events = {end for end in ends if _is_event(graph, end)}
    figures = [c for c in book.about({iri, *events}) if c.kind == "Estimate"]
    said = [c for c in book.claims.values() if c.get("attributedTo") == iri]
    writer = _Writer(width)
    _head(writer, graph, book, iri)
    writer.section("Relations", _relations(graph, book, own, iri))
    writer.section("Estimates", _estimates(figures))
    judged = [c for c in near if c.kind == "Judgement"]
    writer.section("Judgements (never facts)", [_statement(c) for c in judged])
    writer.section("Says", [_statement(c) for c in said])
    return writer.lines


def claim_page(claim: Reading, width: int) -> list[Line]:
    """Everything about one claim."""
    fields = [
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
    writer = _Writer(width)
    writer.add(claim.get("statement") or claim.id, "title")
    for name, value in fields:
        if value:
            writer.add(f"{name:<10} {value}", hang=11)
    return writer.lines


class _Writer:
    """Lines wrapped to a width, with nothing in them that could steer a terminal."""

    def __init__(self, width: int) -> None:
        self.width = max(width, 24)
        self.lines: list[Line] = []

    def add(self, text: str, role: str = "text", indent: int = 0, hang: int = 2) -> None:
        for line in textwrap.wrap(
            visible(text),
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_on_hyphens=False,
        ):
            self.lines.append(Line(line, role))

    def section(self, title: str, entries: Iterable[tuple[str, str]]) -> None:
        """A heading, then each entry with its source on lines below it; nothing if none."""
        listed = list(entries)
        if not listed:
            return
        self.lines.append(Line(""))
        self.add(title, "section")
        for text, source in listed:
            self.add(text, indent=2)
            self.add(source, "source", indent=6)


def _head(writer: _Writer, graph: Graph, book: Listing, iri: str) -> None:
    values: dict[str, list[str]] = {}
    for row in graph.query(_HEAD, {"x": ox.NamedNode(iri)}):  # type: ignore[union-attr]  # a SELECT
        values.setdefault(row["p"].value, []).append(row["o"].value)
    kinds = ", ".join(dict.fromkeys(book.label(kind) for kind in values.get(RDF + "type", [])))
    writer.add(f"{book.label(iri)} ({kinds})" if kinds else book.label(iri), "title")
    writer.add(shorten(iri), "source")
    matches = values.get(SKOS + "exactMatch", []) + values.get(SKOS + "closeMatch", [])
    for name, texts in (
        ("also", values.get(SKOS + "altLabel", [])),
        ("matches", matches),
        ("ISO 3166", values.get(KG + "iso3166", [])),
        ("note", values.get(RDFS + "comment", [])),
    ):
        if texts:
            writer.add(f"{name}: {'; '.join(dict.fromkeys(texts))}")


def _is_event(graph: Graph, iri: str) -> bool:
    return bool(graph.query("ASK WHERE { ?x a kg:Event }", {"x": ox.NamedNode(iri)}))


def _ends(claim: Reading) -> tuple[str, ...]:
    ends = (claim.get(RDF + "subject"), claim.get(RDF + "object"), claim.get("about"))
    return tuple(end for end in ends if end)


def _relations(
    graph: Graph, book: Listing, own: Sequence[Reading], iri: str
) -> Iterator[tuple[str, str]]:
    facts = {
        (row["s"].value, row["p"].value, row["o"].value): row
        for row in graph.query(_FACTS)  # type: ignore[union-attr]  # a SELECT gives rows
    }
    grouped: dict[tuple[str, str, str], list[Reading]] = {}
    for claim in own:
        subject, predicate = claim.get(RDF + "subject"), claim.get(RDF + "predicate")
        value = claim.get(RDF + "object")
        if subject and predicate and value:
            grouped.setdefault((subject, predicate, value), []).append(claim)
    for (subject, predicate, value), claims in sorted(
        grouped.items(), key=lambda item: (item[0][0] != iri, book.label(item[0][1]), item[0])
    ):
        outwards = subject == iri
        other = book.label(value if outwards else subject)
        fact = facts.get((subject, predicate, value))
        marks = ["not a fact"] if fact is None else []
        if fact is not None and fact["disputed"] is not None:
            marks.append("disputed")
        if fact is not None and fact["status"] is not None:
            marks.append(f"event {book.label(fact['status'].value)}")
        when = "; ".join(sorted({c.get("time") or "" for c in claims} - {""}))
        text = f"{'→' if outwards else '←'} {book.label(predicate)}: {other}"
        text += (f" ({when})" if when else "") + "".join(f" [{mark}]" for mark in marks)
        yield text, "; ".join(_source(claim) for claim in claims)


def _source(claim: Reading) -> str:
    hedge = f", {claim.hedge}" if claim.hedge else ""
    return f"{claim.speaker}{hedge} · {claim.id}"


def _estimates(figures: Sequence[Reading]) -> Iterator[tuple[str, str]]:
    for claim in sorted(
        figures, key=lambda c: (c.get("about") or "", c.get("measure") or "", c.id)
    ):
        when = claim.get("asOf") or claim.get("time")
        text = f"{claim.label('measure')}: {claim.figure}{f' ({when})' if when else ''}"
        wording = f"“{claim.get('wording')}”, " if claim.get("wording") else ""
        yield f"{text} — {claim.label('about')}", wording + _source(claim)


def _statement(claim: Reading) -> tuple[str, str]:
    return claim.get("statement") or claim.id, _source(claim)
