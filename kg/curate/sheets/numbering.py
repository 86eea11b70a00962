"""The claims of a sheet with their ids: which are new, and which are there already."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.sheets.correcting import ChangedClaim, differences, lines_in_file, merged
from kg.curate.sheets.reading import Reader
from kg.iris import SRC, XSD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.rows import Row
    from kg.curate.sheets.sources import SheetSource
    from kg.curate.sheets.table import Table
    from kg.text.turtle.blocks import Line
    from kg.text.turtle.document import Document

    Placed = Sequence[tuple[Row, SheetSource]]

Content = frozenset[tuple[str, object]]
_NUMBERED = re.compile(r"c(\d{1,18})")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*")
_NUMERIC = {XSD + "integer", XSD + "decimal"}


@dataclass
class Numbered:
    """The claims of a sheet by their IRIs.

    ``new``: the number of the row and the lines; ``present``: with the row that says again what is
    there; ``changed``: those of an id whose row says something else.
    """

    new: dict[str, tuple[int, list[Line]]] = field(default_factory=dict)
    present: dict[str, int] = field(default_factory=dict)
    changed: dict[str, ChangedClaim] = field(default_factory=dict)


def number_claims(
    rows: Placed, table: Table, lexicon: Lexicon, *, change: bool = False
) -> Numbered:
    """The claims of a sheet with their ids; a row without one adds nothing that its source has already.

    ``change``: a row with the id of a claim may change it. What is wrong is added to the table's
    problems, and so is what two rows say alike.
    """
    return _Numbering(rows, table, lexicon, change=change).numbered()


class _Numbering:
    def __init__(self, rows: Placed, table: Table, lexicon: Lexicon, *, change: bool) -> None:
        self.rows, self.table, self.lexicon, self.change = rows, table, lexicon, change
        self.ids = _stated_ids(rows, table)
        self.highest = _highest(lexicon.claims | set(self.ids.values()))
        sources = {source.stem: source for _, source in rows}
        self.there = {
            stem: _contents_of_file(source.document) if source.document is not None else {}
            for stem, source in sources.items()
        }
        self.by_content = {
            stem: {content: iri for iri, content in reversed(contents.items())}
            for stem, contents in self.there.items()
        }
        self.row_of: dict[tuple[str, Content], int] = {}
        self.result = Numbered()

    def numbered(self) -> Numbered:
        """The claims of all rows."""
        provisional = dict(self.highest)
        for index, (_, source) in enumerate(self.rows):
            source.planned.add(self.ids.get(index) or _next_id(source, provisional))
        for index, (row, source) in enumerate(self.rows):
            lines = Reader(self.lexicon, source, row, self.table.problems).claim()
            if lines is not None and (not row.text("claim") or index in self.ids):
                self._place(row, source, lines, self.ids.get(index))
        return self.result

    def _place(self, row: Row, source: SheetSource, lines: list[Line], iri: str | None) -> None:
        there, content = self.there[source.stem], _content(lines)
        first = self.row_of.setdefault((source.stem, content), row.number)
        if first != row.number:
            self.table.problems.add(
                "sheet-twice", row.number, "", f"the row says the same as row {first}, of the same passage",
                "take one of the two away; where another passage says it too, quote that",
            )  # fmt: skip
            return
        if iri is None:
            known = self.by_content[source.stem].get(content)
            if known is None:
                self.result.new[_next_id(source, self.highest)] = (row.number, lines)
            else:
                self.result.present[known] = row.number
        elif iri not in there:
            self.result.new[iri] = (row.number, lines)
        elif there[iri] == content:
            self.result.present[iri] = row.number
        elif source.document is not None:
            self._change(row, source.document, iri, lines)

    def _change(self, row: Row, document: Document, iri: str, lines: list[Line]) -> None:
        """Note that a row changes a claim, or that it would."""
        old = lines_in_file(document, iri)
        new = merged(self.lexicon, old, lines, self.table.columns)
        if _content(new) == _content(old):
            self.result.present[iri] = row.number
            return
        changes = differences(self.lexicon, old, new)
        if self.change:
            self.result.changed[iri] = ChangedClaim(row.number, new, changes)
            return
        listed = "; ".join(change.line() for change in changes)
        self.table.problems.add(
            "sheet-claim",
            row.number,
            "claim",
            f"{iri.removeprefix(SRC)} is there already ({document.shown}:{document.line(iri)}) and differs in: {listed}",
            "to change it as the row says, add --change; to add a claim beside it, leave the cell empty",
        )


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
