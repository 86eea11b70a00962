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
_CELL = re.compile(r"([A-Z]+)(\d+)")
_QUOTED = re.compile(r"“([^”]+)”")


def render_report(
    rows: Sequence[Sequence[str]],
    findings: Sequence[Finding],
    words: Mapping[str, Sequence[str]],
    columns: Mapping[str, str],
) -> bytes:
    """The workbook of a sheet with the cells of its findings coloured.

    ``rows``: all rows of the sheet as they stand; ``words``: by our column, the words to choose from;
    ``columns``: by the letters of a column of the sheet, the name of ours. What belongs to no cell
    is marked at the first cell of its row. Raises KgError for a text that no cell can hold,
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
        pages.claims(rows, by_cell)
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
        self.text = book.add_format({"num_format": "@"})
        self.wrong = book.add_format({"num_format": "@", "bg_color": "#F8CBAD", "border": 1})
        self.page = book.add_worksheet("claims")

    def claims(
        self,
        rows: Sequence[Sequence[str]],
        by_cell: Mapping[tuple[int, int], Sequence[Finding]],
    ) -> None:
        """Write the sheet, its wrong cells in colour with what is wrong and what to do."""
        width = max((len(row) for row in rows), default=1)
        self.page.set_column(0, max(width - 1, 0), 24, self.text)
        for number, row in enumerate(rows):
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
                self.page.write_comment(
                    number, index, _note(findings), {"x_scale": 2.5, "y_scale": 1.5}
                )

    def _write(self, number: int, index: int, cell: str, *, wrong: bool) -> None:
        form = self.wrong if wrong else self.text
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
        for number, text in enumerate(texts[:_MOST_ROWS]):
            page.write_string(number, index, defused(text), self.text)

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
        page.set_column(1, 2, 80)
        lines = [[line] for line in cause_lines(findings)]
        rows = [
            [f.where + (f" {cell_of(f)}" if cell_of(f) else ""), f.problem, f.remedy]
            for f in findings
        ]
        for number, row in enumerate(
            [*lines, [], ["where", "what is wrong", "what to do"], *rows][:_MOST_ROWS]
        ):
            for index, text in enumerate(row):
                page.write_string(number, index, defused(text)[:_LONGEST], self.text)


def _note(findings: Sequence[Finding]) -> str:
    text = "\n".join(f"{finding.problem}\n→ {finding.remedy}" for finding in findings)
    return text if len(text) <= _LONGEST_NOTE else f"{text[: _LONGEST_NOTE - 1]}…"


def _offered(finding: Finding) -> Iterator[str]:
    """The texts that the remedy of a finding offers to be written into the cell."""
    for part in re.split(r"[;?]", finding.remedy):
        if re.match(r"\s*(?:did you mean|write|is it)\b", part):
            yield from _QUOTED.findall(part)
