"""The rows of somebody's sheet as rows in our columns, by a mapping that was agreed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.curate.sheets.cell import Cell
from kg.curate.sheets.columns import letter
from kg.curate.sheets.figure_faults import UNSURE
from kg.curate.sheets.mapping.model import SLOT, Rule, numeric_headers, unfit
from kg.curate.sheets.parting import FIGURE, OF_FIGURE, OF_RELATION
from kg.curate.sheets.placeholders import is_elsewhere, is_nothing
from kg.curate.sheets.rows import Problems, Row
from kg.curate.sheets.table import Table, plain_name, read_rows, require_header
from kg.errors import DataError, KgError, UnclearError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from kg.curate.sheets.figure_text import FigureReader, StatedFigure
    from kg.curate.sheets.mapping.model import SheetMapping
    from kg.curate.sheets.table import RawSheet

_NAMES = ("who", "whom", "speaker", "share of")
#: What further claims of a row share with it, and the relation that says the status of an event.
_SHARED = ("source", "speaker", "speaker kind", "quote", "start", "end", "address", "accessed")
STATUS = "has event status"
_SCALED = re.compile(r"(.*\d)\s*(\+?)", re.DOTALL)
_BARE = re.compile(r"\d[\d.,  ]*")
_IN_BRACKETS = re.compile(r"[\[(]\s*(\d{4}(?:-\d\d){0,2})\s*\??\s*[\])]")
_MOST_WORDS = 12


@dataclass
class Applied:
    """The table that a mapping gives, and by reason how many rows it leaves out."""

    table: Table
    left_out: Counter[str] = field(default_factory=Counter)


def apply_mapping(mapping: SheetMapping, sheet: RawSheet, figures: FigureReader) -> Applied:
    """A sheet in our columns. ``figures`` reads the figures beside which bounds are given.

    A row may give several rows of the same number. What is wrong in rows is added to the table's
    problems. Raises DataError for a mapping of another sheet, KgError for a sheet without rows.
    """
    require_header(sheet)
    if findings := unfit(mapping, sheet.header.names, sheet.name):
        raise DataError(findings)
    headers = {i: plain_name(n) for i, n in enumerate(sheet.header.names) if n.strip()}
    problems = Problems(sheet.name, mapped=True)
    titles = {n: sheet.header.names[i] for i, n in headers.items()}
    for index, header in headers.items():
        split = mapping.split.get(header)
        for column in split.into if split else (mapping.columns.get(header, ""),):
            if column:
                problems.letters[column] = letter(index)
                problems.titles[column] = titles[header]
    mapper = _Mapper(mapping, figures, problems)
    rows = tuple(made for row in read_rows(sheet, headers, problems) for made in mapper.rows(row))
    if not rows and not mapper.left_out:
        raise KgError(
            "there is no row below the header", sheet.name, "write one row for each claim"
        )
    columns = tuple(dict.fromkeys(name for row in rows for name in row.cells))
    return Applied(Table(sheet.name, columns, rows, problems), mapper.left_out)


class _Mapper:
    def __init__(self, mapping: SheetMapping, figures: FigureReader, problems: Problems) -> None:
        self.mapping, self.figures, self.problems = mapping, figures, problems
        self.left_out: Counter[str] = Counter()
        self.with_status: set[str] = set()
        self.numeric = numeric_headers(mapping)

    def rows(self, row: Row) -> Iterator[Row]:
        """The rows in our columns that a row of the sheet gives."""
        row = self._with_whole_numbers(row)
        cells = self._placed(row)
        if not cells and not self.mapping.claims:
            return
        for name, text in self.mapping.constants.items():
            self._fill(cells, name, self._filled_in(text, row.cells))
        if self.mapping.claims:
            for claim in self.mapping.claims:
                own = dict(cells)
                slots = [name for text in claim.values() for name in SLOT.findall(text)]
                if all(plain_name(slot) in row.cells for slot in slots):
                    for name, text in claim.items():
                        own[name] = Cell(self._filled_in(text, row.cells))
                    yield from self._claims(row, own)
            return
        yield from self._claims(row, cells)

    def _with_whole_numbers(self, row: Row) -> Row:
        """A row whose figures have no marks of footnotes, and the magnitude that their header states."""
        changed = {}
        for header in self.numeric & row.cells.keys():
            text = row.cells[header].text.strip()
            before = ""
            while before != text:
                before = text
                for mark in self.mapping.marks:
                    text = text.removesuffix(mark).rstrip() if mark else text
            word = self.mapping.scale.get(header, "")
            if word and not is_nothing(text) and not is_elsewhere(text):
                number = _SCALED.fullmatch(text)
                if number is None:
                    self.problems.add(
                        "sheet-map", row.number, self.mapping.columns.get(header, "") or "figure",
                        f"“{text}” stands below a header that says: {word}",
                        "write the number alone, which is then read with that word",
                    )  # fmt: skip
                else:
                    text = f"{number[1]} {word}{number[2]}"
            if text != row.cells[header].text:
                changed[header] = Cell(text)
        return Row(row.number, {**row.cells, **changed}) if changed else row

    def _placed(self, row: Row) -> dict[str, Cell]:
        """The cells of a row in our columns."""
        cells: dict[str, Cell] = {}
        for header, cell in row.cells.items():
            split = self.mapping.split.get(header)
            if split is not None:
                parts = [part.strip() for part in cell.text.split(split.at)]
                if len(parts) > len(split.into):
                    self.problems.add(
                        "sheet-map", row.number, split.into[0],
                        f"“{cell.text}” has {len(parts)} parts, and the mapping takes {len(split.into)}",
                        "write the cell with fewer parts, or change [split] in the mapping",
                    )  # fmt: skip
                for column, part in zip(split.into, parts, strict=False):
                    if column and part:
                        cells[column] = Cell(part)
            elif column := self.mapping.columns.get(header, ""):
                cells[column] = cell
        return cells

    @staticmethod
    def _fill(cells: dict[str, Cell], column: str, text: str) -> None:
        if column not in cells and text:
            cells[column] = Cell(text)

    @staticmethod
    def _filled_in(text: str, cells: Mapping[str, Cell]) -> str:
        """A text with the cells of the row in the place of ``{header}``."""

        def cell(slot: re.Match[str]) -> str:
            known = cells.get(plain_name(slot[1]))
            return known.text if known else ""

        return SLOT.sub(cell, text).strip()

    def _claims(self, row: Row, cells: dict[str, Cell]) -> Iterator[Row]:
        self._deny(row, cells)
        rule = Rule()
        if "relation" in cells:
            rule = self.mapping.relations.get(plain_name(cells["relation"].text), rule)
        if rule.leave_out:
            self.left_out[rule.leave_out] += 1
            return
        self._words(cells)
        for name, text in rule.cells.items():
            self._fill(cells, name, text)
        if rule.relation is not None:
            cells.pop("relation", None)
            self._fill(cells, "relation", rule.relation)
        for name in _NAMES:
            if name in cells and (other := self.mapping.names.get(plain_name(cells[name].text))):
                cells[name] = Cell(other)
        if rule.inverse:
            _turn(cells)
        self._unsure(cells)
        self._bounds(row, cells)
        for made in self._parted(row, cells, rule):
            yield made
            yield from self._statuses(made)

    def _words(self, cells: dict[str, Cell]) -> None:
        for column, words in self.mapping.words.items():
            if column in cells and (found := words.get(plain_name(cells[column].text))) is not None:
                said = cells.pop(column)
                self._fill(cells, column, found)
                # Words that are no number are kept as such: they are what the source says.
                words_said = column == "figure" and not found and not is_nothing(said.text)
                if words_said and len(said.text.split()) <= _MOST_WORDS:
                    self._fill(cells, "wording", said.text)

    def _deny(self, row: Row, cells: dict[str, Cell]) -> None:
        text = cells["relation"].text if "relation" in cells else ""
        for mark in self.mapping.denies:
            if mark and text.startswith(mark):
                cells["relation"] = Cell(text.removeprefix(mark).strip())
                if "stance" in cells:
                    self.problems.add(
                        "sheet-map", row.number, "stance",
                        f"the relation is denied by “{mark.strip()}” already", "empty one of the two",
                    )  # fmt: skip
                cells["stance"] = Cell("denies")
                return

    def _unsure(self, cells: dict[str, Cell]) -> None:
        """Take the mark of what is unsure from a figure, and write it as EDTF does into dates."""
        if not self.mapping.unsure:
            return
        if "figure" in cells and (match := UNSURE.fullmatch(cells["figure"].text.strip())):
            cells["figure"] = Cell(next(filter(None, match.groups())).strip(), cells["figure"].kind)
            self._fill(cells, "how said", self.mapping.unsure)
        for column in ("when", "from", "to", "as of"):
            if column in cells and (match := _IN_BRACKETS.fullmatch(cells[column].text)):
                cells[column] = Cell(f"{match[1]}?")

    def _bounds(self, row: Row, cells: dict[str, Cell]) -> None:
        """Make one figure of a text and of bounds beside it, which must agree."""
        given: dict[str, str] = {
            name: cells[name].text for name in ("lowest", "highest") if name in cells
        }
        if "figure" not in cells:
            if len(given) == 2 and given["lowest"] == given["highest"]:
                cells["figure"] = cells.pop("lowest")
                cells.pop("highest")
            return
        text = cells["figure"].text
        if not given and self.mapping.unbounded and _BARE.fullmatch(text):
            cells["figure"] = Cell(f"{self.mapping.unbounded} {text}")
        if not given:
            return
        try:
            stated = self.figures.read(text)
            numbers: dict[str, Decimal] = {
                name: self.figures.number(number)[0] for name, number in given.items()
            }
        except UnclearError:
            return  # said where the cells are read: a figure is then given twice
        if _agree(stated, numbers):
            for name in given:
                del cells[name]
            return
        listed = " and ".join(f"“{number}” as {name}" for name, number in given.items())
        self.problems.add(
            "sheet-map", row.number, "figure",
            f"“{text}” is another figure than {listed}", "correct one of them, or empty the bounds",
        )  # fmt: skip

    def _parted(self, row: Row, cells: dict[str, Cell], rule: Rule) -> Iterator[Row]:
        """The claim of the relation and that of the figure, where a row has both; and further ones."""
        has_figure = any(name in cells for name in FIGURE)
        if has_figure and rule.figure:
            for name, text in rule.figure.items():
                if name != "who":
                    self._fill(cells, name, _slots(text, cells))
        has_relation = "relation" in cells and "whom" in cells
        if has_relation or not has_figure:
            left: tuple[str, ...] = OF_FIGURE if has_figure else ()
            yield self._row(row, {n: c for n, c in cells.items() if n not in left})
        if has_figure:
            own = {n: c for n, c in cells.items() if n not in OF_RELATION}
            if "who" in rule.figure:
                own["who"] = Cell(_slots(rule.figure["who"], cells))
                own.pop("who kind", None)
            if has_relation:
                own.pop("claim", None)
            yield self._row(row, own)
        for claim in rule.also:
            without = (*OF_FIGURE, *OF_RELATION, "who kind", "claim")
            own = {n: c for n, c in cells.items() if n not in without}
            own |= {n: Cell(_slots(text, cells)) for n, text in claim.items()}
            yield self._row(row, own)

    def _statuses(self, row: Row) -> Iterator[Row]:
        """The claims that say of the new events of a row whether they took place, once for each."""
        for column in ("who", "whom"):
            name = plain_name(row.text(column))
            status = self.mapping.statuses.get(name)
            if status and name not in self.with_status:
                self.with_status.add(name)
                kept = {n: c for n, c in row.cells.items() if n in _SHARED}
                yield Row(row.number, kept | {
                    "who": row.cells[column],
                    "relation": Cell(STATUS),
                    "whom": Cell(status),
                })  # fmt: skip

    def _row(self, row: Row, cells: dict[str, Cell]) -> Row:
        """A row of ours, with the kinds of the names that are to be made."""
        for column in ("who", "whom", "speaker"):
            if column in cells and (kind := self.mapping.kinds.get(plain_name(cells[column].text))):
                self._fill(cells, f"{column} kind", kind)
        return Row(row.number, cells)


def _turn(cells: dict[str, Cell]) -> None:
    """Let who and whom change places, with their kinds."""
    for one, other in (("who", "whom"), ("who kind", "whom kind")):
        first, second = cells.pop(one, None), cells.pop(other, None)
        if second is not None:
            cells[one] = second
        if first is not None:
            cells[other] = first


def _slots(text: str, cells: Mapping[str, Cell]) -> str:
    """A text with our own columns of the row in the place of ``{who}``."""
    return SLOT.sub(lambda slot: cells[slot[1]].text if slot[1] in cells else "", text).strip()


def _agree(stated: StatedFigure, numbers: Mapping[str, Decimal]) -> bool:
    """Whether bounds that are given beside a figure are those that it states."""
    own = set(stated.bounds.values())
    if stated.lower is not None and stated.upper is not None:
        return numbers == {"lowest": stated.lower, "highest": stated.upper} or (
            len(numbers) == 1 and set(numbers.values()) <= own
        )
    return bool(own) and set(numbers.values()) <= own
