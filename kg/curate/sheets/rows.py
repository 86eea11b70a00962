"""A row of a sheet by the names of its columns, and the findings about a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from kg.curate.sheets.cell import TEXT
from kg.errors import DataError, Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.curate.sheets.cell import Cell

_OF_ROW = 40  # findings in which one is looked for again


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the names of its columns; empty cells are left out. ``number``: from 1, with the header."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """The text of a cell, "" without one."""
        cell = self.cells.get(column)
        return cell.text if cell else ""


def as_meant(row: Row, meant: Mapping[tuple[str, str], str]) -> Row:
    """A row with its cells as they are meant; ``meant``: by column and text, the text instead."""
    changed = {
        name: replace(cell, text=text, kind=TEXT)
        for name, cell in row.cells.items()
        if (text := meant.get((name, cell.text))) is not None
    }
    return Row(row.number, {**row.cells, **changed}) if changed else row


class Unknown(NamedTuple):
    """A row in which something stands that nothing here is called: its number and the id of its source.

    ``subject`` and ``whom``, of a relation: the labels of the classes beside it ("": not known); ``whom``
    is None where nothing tells that it is a thing.
    """

    row: int
    source: str
    subject: str = ""
    whom: str | None = None


@dataclass
class Problems:
    """The findings about one sheet, each with its row and column.

    By column name, ``letters`` has the letters that a spreadsheet shows above it, and ``titles`` its
    header in a sheet whose own headers are others. ``mapped``: it was read by a mapping.
    """

    file: str
    letters: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    mapped: bool = False
    findings: list[Finding] = field(default_factory=list)
    #: By our column and the text of a cell, the names that may be meant.
    offers: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    #: By our column and the text of a cell that nothing here is called: the rows in which it stands.
    unknown: dict[tuple[str, str], list[Unknown]] = field(default_factory=dict)

    def add(self, check: str, row: int, column: str, problem: str, remedy: str) -> None:
        """Add a finding of the rule ``check`` in a row (from 1) of a column ("": the whole row)."""
        place = f"column “{self.titles.get(column, column)}”" if column else ""
        if column in self.letters and row:
            place += f" ({self.letters[column]}{row})"
        finding = Finding(check, "error", self.file, row, place, problem, remedy)
        # A row that gives several claims is not told the same of each.
        if finding not in self.findings[-_OF_ROW:]:
            self.findings.append(finding)

    def stop(self) -> None:
        """Raise DataError with all findings in the order of their rows, if there are any."""
        if self.findings:
            raise DataError(sorted(self.findings, key=lambda finding: finding.line))
