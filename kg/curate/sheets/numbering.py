"""The claims of a sheet with their ids: which are new, and which are there already."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.sheets.reading import Reader
from kg.iris import SRC, XSD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.sources import SheetSource
    from kg.curate.sheets.table import Row, Table
    from kg.text.turtle.blocks import Line
    from kg.text.turtle.document import Document

    Placed = Sequence[tuple[Row, SheetSource]]

Content = frozenset[tuple[str, object]]
_NUMBERED = re.compile(r"c(\d{1,18})")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*")
_NUMERIC = {XSD + "integer", XSD + "decimal"}


def number_claims(
    rows: Placed, table: Table, lexicon: Lexicon
) -> tuple[dict[str, tuple[int, list[Line]]], list[str]]:
    """The new claims of a sheet, and the IRIs of those that are there with the same content.

    The new ones by IRI: the number of the row, and the lines. A row without an id adds nothing
    where a claim of its source has the same content. What is wrong is added to the table's problems.
    """
    stated_ids = _stated_ids(rows, table)
    highest = _highest(lexicon.claims | set(stated_ids.values()))
    provisional = dict(highest)
    for index, (_, source) in enumerate(rows):
        source.planned.add(stated_ids.get(index) or _next_id(source, provisional))
    contents_by_source = {
        source.stem: _contents_of_file(source.document)
        for source in {source.stem: source for _, source in rows}.values()
        if source.document is not None
    }
    claims_by_content = {
        stem: {content: iri for iri, content in reversed(contents.items())}
        for stem, contents in contents_by_source.items()
    }
    new: dict[str, tuple[int, list[Line]]] = {}
    present: list[str] = []
    for index, (row, source) in enumerate(rows):
        lines = Reader(lexicon, source, row, table.problems).claim()
        if lines is None or (row.text("claim") and index not in stated_ids):
            continue
        contents_there, content = contents_by_source.get(source.stem, {}), _content(lines)
        iri = stated_ids.get(index)
        claim_there = (
            iri if iri in contents_there else claims_by_content.get(source.stem, {}).get(content)
        )
        if iri is None and claim_there is None:
            new[_next_id(source, highest)] = (row.number, lines)
        elif iri is not None and iri not in contents_there:
            new[iri] = (row.number, lines)
        elif claim_there is not None and contents_there[claim_there] == content:
            present.append(claim_there)
        elif iri is not None and source.document is not None:
            differing = {name for name, _ in content ^ contents_there[iri]}
            short_names = sorted(map(lexicon.names.prefixes.shorten, differing))
            _note_difference(table, row, iri, short_names, source.document)
    return new, present


def _stated_ids(rows: Placed, table: Table) -> dict[int, str]:
    """By the place of a row in the list, the IRI of the id that stands in it."""
    ids_by_row: dict[int, str] = {}
    row_of_id: dict[str, int] = {}
    for index, (row, source) in enumerate(rows):
        name = row.text("claim").removeprefix(f"{source.stem}/")
        iri = f"{source.iri}/{name}"
        if not name:
            continue
        if not _ID.fullmatch(name):
            problem = f"“{name}” is no id of a claim"
            remedy = f"write it as c{name.zfill(3)}" if name.isdecimal() else "write it as c012"
            remedy += ", or leave the cell empty for the next free id"
        elif iri in row_of_id:
            problem, remedy = f"row {row_of_id[iri]} has the same id", "leave one of the two empty"
        else:
            row_of_id[iri] = row.number
            ids_by_row[index] = iri
            continue
        table.problems.add("sheet-cell", row.number, "claim", problem, remedy)
    return ids_by_row


def _highest(claims: frozenset[str]) -> dict[str, int]:
    """By source, the highest number in the id of a claim: 12 for c012."""
    highest: dict[str, int] = {}
    for iri in claims:
        stem, _, name = iri.removeprefix(SRC).rpartition("/")
        if match := _NUMBERED.fullmatch(name):
            highest[stem] = max(highest.get(stem, 0), int(match[1]))
    return highest


def _next_id(source: SheetSource, highest: dict[str, int]) -> str:
    highest[source.stem] = highest.get(source.stem, 0) + 1
    return f"{source.iri}/c{highest[source.stem]:03}"


def _note_difference(
    table: Table, row: Row, iri: str, differing: Sequence[str], document: Document
) -> None:
    """Add a finding for a row that has the id of a claim with another content.

    ``differing`` are the short names of the properties of which the values differ.
    """
    listed = ", ".join(differing)
    table.problems.add(
        "sheet-claim",
        row.number,
        "claim",
        f"{iri.removeprefix(SRC)} is there already ({document.shown}:{document.line(iri)}) and differs in: {listed}",
        "leave the cell empty to add a claim beside it; what is there is not altered",
    )


def _contents_of_file(document: Document) -> dict[str, Content]:
    """By IRI, the content of each claim in a file."""
    nodes: defaultdict[object, set[tuple[str, object]]] = defaultdict(set)
    for triple in document.triples:
        if isinstance(triple.subject, ox.BlankNode):
            nodes[triple.subject].add((triple.predicate.value, _comparable(triple.object)))
    contents: defaultdict[str, set[tuple[str, object]]] = defaultdict(set)
    for triple in document.triples:
        if isinstance(triple.subject, ox.NamedNode):
            blank = isinstance(triple.object, ox.BlankNode)
            value = frozenset(nodes[triple.object]) if blank else _comparable(triple.object)
            contents[triple.subject.value].add((triple.predicate.value, value))
    return {
        iri: frozenset(content)
        for iri, content in contents.items()
        if iri.startswith(f"{document.graph}/")
    }


def _content(lines: Sequence[Line]) -> Content:
    """The content of some lines: equal for another order, and for another spelling of a number."""
    content: set[tuple[str, object]] = set()
    for name, value in lines:
        if isinstance(value, tuple):
            content |= {(name, _comparable(term)) for term in value}
        else:
            content.add((name, _content(value) if isinstance(value, list) else _comparable(value)))
    return frozenset(content)


def _comparable(term: object) -> object:
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMERIC:
        try:
            return Decimal(term.value)
        except InvalidOperation:
            return term.value
    return term
