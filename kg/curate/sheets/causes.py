"""What is wrong in a sheet by its causes, and in the words of its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.curate.sheets.columns import COLUMN_OF
from kg.iris import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Sized

    from kg.curate.sheets.lexicon import Lexicon
    from kg.errors import Finding

_QUOTED = re.compile(r"“([^”]*)”")
_NUMBER = re.compile(r"\d[\d.,]*")
_CELL = re.compile(r" \([A-Z]{1,3}\d+\)$")
_COLUMN = re.compile(r"column “([^”]*)”")
#: A short name of RDF that is not within the brackets of a name that is to be pasted.
_SHORT_NAME = re.compile(r"(?<![\w(:/])([a-z][a-z0-9\-]*:[A-Za-z][\w\-]*)(?!\w|:|/)")
_SHOWN = 3  # words of a cause


@dataclass(frozen=True, slots=True)
class Cause:
    """What several findings have in common: their column, the problem, its words, and the rows."""

    column: str
    problem: str
    words: tuple[str, ...]
    rows: int

    def line(self) -> str:
        """``relation: 45 words unknown in 61 rows (“…”, “…”, …)``."""
        rows = f"{self.rows} row{'' if self.rows == 1 else 's'}"
        head = f"{self.column}: " if self.column else ""
        if not self.words:
            return f"{head}{self.problem} in {rows}"
        count = len(self.words)
        listed = ", ".join(f"“{word}”" for word in self.words[:_SHOWN])
        more = ", …" if count > _SHOWN else ""
        counted = f"{count} word{'' if count == 1 else 's'}"
        return f"{head}{counted} {self.problem} in {rows} ({listed}{more})"


class Causes:
    """The causes of findings that come in the order of their rows, with the first findings of each.

    ``most``: so many findings and words are kept of each (None: all).
    """

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self.count = 0
        self._rows: dict[tuple[str, str], int] = {}
        self._last: dict[tuple[str, str], int] = {}
        self._words: dict[tuple[str, str], dict[str, None]] = {}
        self._first: dict[tuple[str, str], list[Finding]] = {}

    def add(self, finding: Finding) -> None:
        """Count a finding to its cause."""
        key = (column_of(finding), _pattern(finding.problem))
        self.count += 1
        if self._last.get(key) != finding.line:
            self._rows[key] = self._rows.get(key, 0) + 1
            self._last[key] = finding.line
        words, first = self._words.setdefault(key, {}), self._first.setdefault(key, [])
        if (quoted := _QUOTED.search(finding.problem)) and self._has_room(words):
            words[quoted[1]] = None
        if self._has_room(first):
            first.append(finding)

    def _has_room(self, kept: Sized) -> bool:
        return self.most is None or len(kept) < self.most

    def listed(self) -> list[Cause]:
        """The causes, that of the most rows first."""
        found = [Cause(*key, tuple(self._words[key]), rows) for key, rows in self._rows.items()]
        return sorted(found, key=lambda cause: (-cause.rows, cause.column))

    def findings(self) -> list[Finding]:
        """The findings that are kept, in the order of their rows."""
        kept = [finding for own in self._first.values() for finding in own]
        return sorted(kept, key=lambda finding: finding.line)


def causes(findings: Iterable[Finding]) -> list[Cause]:
    """The causes of findings, that of the most rows first."""
    found = Causes()
    for finding in sorted(findings, key=lambda finding: finding.line):
        found.add(finding)
    return found.listed()


def _pattern(problem: str) -> str:
    """A problem without its words and numbers; that a word is unknown is said so."""
    if problem.startswith("nothing here is called “") or " is no relation by this name" in problem:
        return "unknown"
    if "is no measure by this name" in problem:
        return "unknown"
    pattern = _QUOTED.sub("", problem, count=1).strip(" :,")
    return " ".join(_NUMBER.sub("…", _QUOTED.sub("“…”", pattern)).split()) or "not understood"


def cause_lines(findings: Sequence[Finding]) -> list[str]:
    """The summary of findings, where there are so many that one helps."""
    found = causes(findings)
    if len(findings) < 2:
        return []
    return [cause.line() for cause in found]


def in_words(findings: Iterable[Finding], lexicon: Lexicon) -> list[Finding]:
    """Findings in the words of a sheet: columns and labels in the place of short names of RDF."""
    prefixes, names = lexicon.names.prefixes, lexicon.names

    def word(match: re.Match[str]) -> str:
        iri = prefixes.expand(match[1])
        if iri is None:
            return match[0]
        if iri in COLUMN_OF:
            return f"the column “{COLUMN_OF[iri]}”"
        label = names.label(iri)
        return f"“{label}”" if label != local_name(iri) else _spaced(local_name(iri))

    return [
        replace(
            finding,
            term=finding.term
            if finding.term.startswith("column")
            else _SHORT_NAME.sub(word, finding.term),
            problem=_SHORT_NAME.sub(word, finding.problem),
            remedy=_SHORT_NAME.sub(word, finding.remedy),
        )
        for finding in findings
    ]


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


def moved(finding: Finding, rows: int) -> Finding:
    """A finding so many rows further down, with the cell that it names."""
    if not finding.line:
        return finding
    line = finding.line + rows
    term = re.sub(r"(?<=\([A-Z])([A-Z]{0,2})\d+(?=\)$)", rf"\g<1>{line}", finding.term)
    return replace(finding, line=line, term=term)


def column_of(finding: Finding) -> str:
    """The column of a sheet in which a finding is; "" where it is in none."""
    match = _COLUMN.search(finding.term)
    return match[1] if match else ""


def cell_of(finding: Finding) -> str:
    """The cell in which a finding is, as ``B12``; "" where it is in none."""
    match = re.search(r"\(([A-Z]{1,3}\d+)\)$", finding.term)
    return match[1] if match else ""
