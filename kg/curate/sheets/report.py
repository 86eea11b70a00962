"""A sheet written back as a workbook with its wrong cells marked, to be mended and added again."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kg.curate.sheets.causes import cause_lines, cell_of
from kg.curate.sheets.columns import letter
from kg.errors import KgError
from kg.text.formulas import defused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.errors import Finding

_LONGEST = 32_767  # characters of a cell (Excel specifications and limits)
_LONGEST_NOTE = 1_000  # of a comment that can be read; Excel takes as many as of a cell
_LONGEST_LIST = 255  # characters of a list that stands in the rule itself
_MOST_LISTS = 60_000  # xlsxwriter and Excel take 65,530 rules in a sheet
_MOST_NOTES = 60_000
_MOST_ROWS = 1_048_576
#: Of a comment: characters of a line, its width (pixels), and lines that are shown.
_NOTE_LINE, _NOTE_WIDTH, _NOTE_LINES = 48, 360, 20
#: Of a column, in characters; and rows that are looked at for it.
_NARROWEST, _WIDEST, _LOOKED_AT = 10, 42, 2_000
#: Of a row: the height of a line (points), and lines that are shown.
_LINE, _MOST_LINES = 15, 6
_CELL = re.compile(r"([A-Z]+)(\d+)")
_QUOTED = re.compile(r"“([^”]+)”")


def render_report(
    rows: Sequence[Sequence[str]],
    findings: Sequence[Finding],
    words: Mapping[str, Sequence[str]],
    columns: Mapping[str, str],
    header: int = 1,
) -> bytes:
    """The workbook of a sheet with the cells of its findings coloured.

    ``rows``: all rows of the sheet as they stand; ``words``: by our column, the words to choose from;
    ``columns``: by the letters of a column of the sheet, the name of ours. What belongs to no cell
    is marked at the first cell of its row. ``header``: the number of the last row of the header, which
    stays in sight. Raises KgError for a text that no cell can hold,
    ImportError without xlsxwriter.
    """
    import xlsxwriter

    if len(rows) > _MOST_ROWS:
        raise KgError(
            f"a workbook takes {_MOST_ROWS:,} rows, and the sheet has {len(rows):,}",
            "--report",
            "split the sheet, or leave --report out",
        )
    by_cell: defaultdict[tuple[int, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_cell[_place(finding)].append(finding)
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": "Entente claims", "created": datetime(1980, 1, 1)})
        pages = _Pages(book)
        pages.claims(rows, by_cell, header)
        pages.lists(by_cell, words, columns)
        pages.summary(findings)
    return out.getvalue()


def _place(finding: Finding) -> tuple[int, int]:
    """The row and the column of a finding, from 0."""
    match = _CELL.fullmatch(cell_of(finding))
    if match is None:
        return max(finding.line - 1, 0), 0
    index = 0
    for char in match[1]:
        index = index * 26 + ord(char) - 64
    return int(match[2]) - 1, index - 1


class _Pages:
    """The tabs of a report."""

    def __init__(self, book: Any) -> None:
        self.book = book
        shape = {"num_format": "@", "text_wrap": True, "valign": "top"}
        self.text = book.add_format(shape)
        self.head = book.add_format({**shape, "bold": True, "bottom": 1})
        self.wrong = book.add_format({**shape, "bg_color": "#F8CBAD", "border": 1})
        self.page = book.add_worksheet("claims")
        self.header = 1

    def claims(
        self,
        rows: Sequence[Sequence[str]],
        by_cell: Mapping[tuple[int, int], Sequence[Finding]],
        header: int,
    ) -> None:
        """Write the sheet, its wrong cells in colour with what is wrong and what to do."""
        widths = _widths(rows[max(header - 1, 0) :])
        for index, width in enumerate(widths):
            self.page.set_column(index, index, width, self.text)
        self.page.freeze_panes(header, 0)
        self.header = header
        for number, row in enumerate(rows):
            self._make_room(self.page, number, row, widths)
            for index, cell in enumerate(map(defused, row)):
                if len(cell) > _LONGEST:
                    raise KgError(
                        f"the text in {letter(index)}{number + 1} is longer than a cell can hold",
                        "--report",
                        "shorten it, or leave --report out",
                    )
                wrong = (number, index) in by_cell
                if cell or wrong:
                    self._write(number, index, cell, wrong=wrong)
        for count, ((number, index), findings) in enumerate(sorted(by_cell.items())):
            if number >= len(rows) or index >= len(rows[number]):
                self._write(number, index, "", wrong=True)
            if count < _MOST_NOTES:
                note = _note(findings)
                lines = sum(-(-len(line) // _NOTE_LINE) or 1 for line in note.split("\n"))
                size = {"width": _NOTE_WIDTH, "height": min(lines, _NOTE_LINES) * 17 + 12}
                self.page.write_comment(number, index, note, size)

    @staticmethod
    def _make_room(page: Any, number: int, row: Sequence[str], widths: Sequence[int]) -> None:
        """Make a row as high as its longest cell needs: not every program does so by itself."""
        lines = max(
            (-(-len(cell) // width) for cell, width in zip(row, widths, strict=False)), default=1
        )
        if lines > 1:
            page.set_row(number, _LINE * min(lines, _MOST_LINES))

    def _write(self, number: int, index: int, cell: str, *, wrong: bool) -> None:
        form = self.wrong if wrong else self.head if number == self.header - 1 else self.text
        if cell:
            self.page.write_string(number, index, cell, form)
        else:
            self.page.write_blank(number, index, None, form)

    def lists(
        self,
        by_cell: Mapping[tuple[int, int], Sequence[Finding]],
        words: Mapping[str, Sequence[str]],
        columns: Mapping[str, str],
    ) -> None:
        """Offer in each wrong cell what may be meant, else all words of its column."""
        listed = self.book.add_worksheet("words")
        ranges: dict[str, str] = {}
        for index, (name, own) in enumerate(words.items()):
            self._column(listed, index, [name, *own])
            mark = letter(index)
            ranges[name] = f"=words!${mark}$2:${mark}${len(own) + 1}"
        for count, ((number, index), findings) in enumerate(sorted(by_cell.items())):
            if count >= _MOST_LISTS:
                break
            column = columns.get(letter(index), "")
            meant = list(dict.fromkeys(text for f in findings for text in _offered(f)))
            # A comma would part a word in two, and a list in the rule takes no more than this.
            short = sum(len(text) + 1 for text in meant) <= _LONGEST_LIST
            if meant and short and not any("," in text for text in meant):
                self._offer(number, index, meant)
            elif words.get(column):
                self._offer(number, index, ranges[column])

    def _column(self, page: Any, index: int, texts: Sequence[str]) -> None:
        page.set_column(index, index, _widths([[text] for text in texts])[0])
        page.freeze_panes(1, 0)
        for number, text in enumerate(texts[:_MOST_ROWS]):
            page.write_string(number, index, defused(text), self.text if number else self.head)

    def _offer(self, number: int, index: int, source: object) -> None:
        self.page.data_validation(
            *(number, index, number, index),
            {
                "validate": "list",
                "source": source,
                "error_type": "information",
                "error_message": "This is none of the words that are offered.",
            },
        )

    def summary(self, findings: Sequence[Finding]) -> None:
        """Write the causes, and below them all findings, which may be more than cells take."""
        page = self.book.add_worksheet("what is wrong")
        page.set_column(0, 0, 24)
        page.set_column(1, 2, 70)
        lines = [[line] for line in cause_lines(findings)]
        rows = [
            [f.where + (f" {cell_of(f)}" if cell_of(f) else ""), f.problem, f.remedy]
            for f in findings
        ]
        for number, (line,) in enumerate(lines):  # beside it is room, so that it needs no lines
            page.write_string(number, 0, defused(line)[:_LONGEST])
        table = [["where", "what is wrong", "what to do"], *rows][: _MOST_ROWS - len(lines) - 1]
        for number, row in enumerate(table, start=len(lines) + 1):
            self._make_room(page, number, row, (24, 70, 70))
            form = self.text if number > len(lines) + 1 else self.head
            for index, text in enumerate(row):
                page.write_string(number, index, defused(text)[:_LONGEST], form)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """The widths of the columns, in characters, by the longest of their first cells."""
    widths: list[int] = []
    for row in rows[:_LOOKED_AT]:
        widths += [_NARROWEST] * (len(row) - len(widths))
        for index, cell in enumerate(row):
            widths[index] = max(widths[index], min(len(cell) + 2, _WIDEST))
    return widths


def _note(findings: Sequence[Finding]) -> str:
    text = "\n".join(f"{finding.problem}\n→ {finding.remedy}" for finding in findings)
    return text if len(text) <= _LONGEST_NOTE else f"{text[: _LONGEST_NOTE - 1]}…"


def _offered(finding: Finding) -> Iterator[str]:
    """The texts that the remedy of a finding offers to be written into the cell."""
    for part in re.split(r"[;?]", finding.remedy):
        if re.match(r"\s*(?:did you mean|write|is it)\b", part):
            yield from _QUOTED.findall(part)
