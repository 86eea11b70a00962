"""A sheet of any size, read, mapped and checked cell by cell in parts; nothing of it is written.

What is added goes in by parts too (``--part``), as shapes, rules and contradictions are of all
claims together.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.curate.sheets.adding import read_claims_of
from kg.curate.sheets.causes import Causes
from kg.curate.sheets.files import contents
from kg.curate.sheets.opening import lexicon_of_text, mapping_for, open_part
from kg.curate.sheets.table import RawSheet, raw_sheet, require_header
from kg.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.curate.sheets.cell import Cell
    from kg.curate.sheets.opening import Opened
    from kg.curate.sheets.sources import Defaults, SheetSource
    from kg.curate.sheets.table import Form
    from kg.errors import Finding
    from kg.text.layout import Layout

    Numbered = tuple[int, Sequence[Cell]]

_PART = 2_000  # rows that are read at once: a second's work, after which a bar moves
_KEPT = 20  # findings and words of each cause


@dataclass
class CheckedSheet:
    """What a sheet holds: its rows, the claims that they make, new names, and what is wrong.

    ``last``: the number of its last row; ``first``: that of its first below the header.
    """

    first: int = 0
    last: int = 0
    rows: int = 0
    claims: int = 0
    entities: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    causes: Causes = field(default_factory=lambda: Causes(_KEPT))


def check_in_parts(
    layout: Layout,
    path: Path,
    form: Form,
    defaults: Defaults,
    texts: Path | None,
    mapping: str | None = None,
    meant: Mapping[tuple[str, str], str] = MappingProxyType({}),
    progress: Callable[[int, int], None] = lambda done, all_rows: None,
) -> CheckedSheet:
    """Read all rows of a sheet as ``kg add`` would, some thousand at a time.

    ``meant``: as of ``Table.as_meant``. ``progress`` is told the number of the row that was reached, and about how many there are (0: not
    known). Raises DataError for its header, KgError for files, and as ``open_for_adding``.
    """
    data = contents(path)
    sheet = raw_sheet(data, path.name, form)
    require_header(sheet)
    used = mapping_for(layout, mapping, sheet.header.names)
    lexicon = lexicon_of_text(layout)
    lines = 0 if data.startswith(b"PK") else data.count(b"\n")
    checked = CheckedSheet()
    sources: dict[str, SheetSource] = {}
    planned: set[str] = set()
    broken: list[Finding] = []
    for part in _parts(sheet, broken):
        checked.first = checked.first or part[0][0]
        checked.last, checked.rows = part[-1][0], checked.rows + len(part)
        opened = _opened(part, sheet, checked, lambda raw: open_part(layout, raw, used, lexicon))
        if opened is not None:
            checked.left_out += opened.left_out
            table = opened.table.as_meant(meant)
            read = read_claims_of(layout, table, lexicon, defaults, texts, known=sources)
            for source in read.sources.values():  # a claim may rest on one of an earlier part
                planned |= source.planned
                source.planned = planned
            sources |= read.sources
            checked.claims += len(read.addition.claims)
            checked.entities += len(read.addition.entities)
            _note(checked, table.problems.findings)
        progress(checked.last, lines)
    _note(checked, broken)
    return checked


def _opened(
    part: Sequence[Numbered],
    sheet: RawSheet,
    checked: CheckedSheet,
    opened: Callable[[RawSheet], Opened],
) -> Opened | None:
    """The rows of a part in our columns; None where they cannot be read, which is then noted.

    Raises DataError for what is wrong with the header.
    """
    try:
        return opened(RawSheet(sheet.name, sheet.header, iter(part)))
    except DataError as error:
        if any(finding.line <= sheet.header.last for finding in error.findings):
            raise
        _note(checked, error.findings)
        return None


def _note(checked: CheckedSheet, findings: Sequence[Finding]) -> None:
    for finding in sorted(findings, key=lambda finding: finding.line):
        checked.causes.add(finding)


def _parts(sheet: RawSheet, broken: list[Finding]) -> Iterator[list[Numbered]]:
    """The filled rows, some thousand at a time; what a workbook says at its end goes to ``broken``."""

    def rows() -> Iterator[Numbered]:
        try:
            yield from sheet.rows
        except DataError as error:
            broken.extend(error.findings)

    filled = (row for row in rows() if any(cell.text.strip() for cell in row[1]))
    while part := list(itertools.islice(filled, _PART)):
        yield part
