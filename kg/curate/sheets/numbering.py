"""The claims of a sheet under their ids: new ones, and those that are there already."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.sheets.reading import Reader
from kg.iris import SRC, XSD, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.origins import Origin
    from kg.curate.sheets.table import Row, Table
    from kg.text.turtle.blocks import Line
    from kg.text.turtle.document import Document

    Placed = Sequence[tuple[Row, Origin]]

Said = frozenset[tuple[str, object]]
_NUMBERED = re.compile(r"c(\d+)")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*")
_NUMERIC = {XSD + "integer", XSD + "decimal"}


def read_claims(
    rows: Placed, table: Table, lexicon: Lexicon
) -> tuple[dict[str, tuple[int, list[Line]]], list[str]]:
    """The new claims by IRI (the row, and what is said), and those that are there as in the sheet.

    A row without an id that says what a claim of its source says already adds nothing. What is
    wrong is noted in the table's problems.
    """
    given = _given(rows, table)
    highest = _highest(lexicon.claims | set(given.values()))
    provisional = dict(highest)
    for row, origin in rows:
        origin.planned.add(given.get(row.number) or _next(origin, provisional))
    held = {o.stem: _held(o.document) for _, o in rows if o.document is not None}
    new: dict[str, tuple[int, list[Line]]] = {}
    present: list[str] = []
    for row, origin in rows:
        lines = Reader(lexicon, origin, row, table.problems).claim()
        if lines is None or (row.text("claim") and row.number not in given):
            continue
        there, said = held.get(origin.stem, {}), _said(lines)
        iri = given.get(row.number)
        same = iri if iri in there else next((i for i in there if there[i] == said), None)
        if iri is None and same is None:
            new[_next(origin, highest)] = (row.number, lines)
        elif iri is not None and iri not in there:
            new[iri] = (row.number, lines)
        elif same is not None and there[same] == said:
            present.append(same)
        elif iri is not None and origin.document is not None:
            _differs(table, row, iri, said ^ there[iri], origin.document)
    return new, present


def _given(rows: Placed, table: Table) -> dict[int, str]:
    """The ids that stand in the sheet, as IRIs, by row."""
    found: dict[int, str] = {}
    places: dict[str, int] = {}
    for row, origin in rows:
        name = row.text("claim").removeprefix(f"{origin.stem}/")
        iri = f"{origin.iri}/{name}"
        if not name:
            continue
        if not _ID.fullmatch(name):
            problem = f"“{name}” is no id of a claim"
            remedy = f"write it as c{name.zfill(3)}" if name.isdecimal() else "write it as c012"
            remedy += ", or leave the cell empty for the next free id"
        elif iri in places:
            problem, remedy = f"row {places[iri]} has the same id", "leave one of the two empty"
        else:
            places[iri] = row.number
            found[row.number] = iri
            continue
        table.problems.add("sheet-cell", row.number, "claim", problem, remedy)
    return found


def _highest(claims: frozenset[str]) -> dict[str, int]:
    """The highest number of a claim by source."""
    found: dict[str, int] = {}
    for iri in claims:
        stem, _, name = iri.removeprefix(SRC).rpartition("/")
        if match := _NUMBERED.fullmatch(name):
            found[stem] = max(found.get(stem, 0), int(match[1]))
    return found


def _next(origin: Origin, highest: dict[str, int]) -> str:
    highest[origin.stem] = highest.get(origin.stem, 0) + 1
    return f"{origin.iri}/c{highest[origin.stem]:03}"


def _differs(table: Table, row: Row, iri: str, differing: Said, document: Document) -> None:
    """Note a row with the id of a claim that says something else."""
    listed = ", ".join(sorted({shorten(name) for name, _ in differing}))
    table.problems.add(
        "sheet-claim",
        row.number,
        "claim",
        f"{iri.removeprefix(SRC)} is there already ({document.shown}:{document.line(iri)}) and differs in: {listed}",
        "leave the cell empty to add a claim beside it; what is there is not altered",
    )


def _held(document: Document) -> dict[str, Said]:
    """What a file says of each of its claims."""
    nodes: defaultdict[object, set[tuple[str, object]]] = defaultdict(set)
    for triple in document.triples:
        if isinstance(triple.subject, ox.BlankNode):
            nodes[triple.subject].add((triple.predicate.value, _plain(triple.object)))
    found: defaultdict[str, set[tuple[str, object]]] = defaultdict(set)
    for triple in document.triples:
        if isinstance(triple.subject, ox.NamedNode):
            blank = isinstance(triple.object, ox.BlankNode)
            value = frozenset(nodes[triple.object]) if blank else _plain(triple.object)
            found[triple.subject.value].add((triple.predicate.value, value))
    return {
        iri: frozenset(said) for iri, said in found.items() if iri.startswith(f"{document.graph}/")
    }


def _said(lines: Sequence[Line]) -> Said:
    """What lines say, whatever their order and the spelling of numbers."""
    said: set[tuple[str, object]] = set()
    for name, value in lines:
        if isinstance(value, tuple):
            said |= {(name, _plain(term)) for term in value}
        else:
            said.add((name, _said(value) if isinstance(value, list) else _plain(value)))
    return frozenset(said)


def _plain(term: object) -> object:
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMERIC:
        try:
            return Decimal(term.value)
        except InvalidOperation:
            return term.value
    return term
