"""Which of our columns those of a foreign sheet may be: by their header, and by what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kg.curate.sheets.cell import Cell
from kg.curate.sheets.columns import BY_NAME, COLUMNS, letter
from kg.curate.sheets.placeholders import is_no_name
from kg.curate.sheets.table import plain_name
from kg.curate.sheets.times import read_time
from kg.errors import UnclearError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.evidence.quotes import Passages
    from kg.curate.sheets.figure_text import FigureReader
    from kg.curate.sheets.rows import Row

SAMPLES = 3
_LOOKED_AT = 200  # filled cells of a column
_MOST = 0.8  # share of the cells that a rule must hold for
_LONGEST_HEADER = 40
_MISSPELT = 0.85  # how alike a header and a name are that is misspelt: “state” and “start” are 0.8
_LONG = 60  # characters of a cell in a line of samples
#: Words in a header of several, by our column.
_WORDS = {
    "figure": ("number", "count", "quantity", "amount", "figure", "total"),
    "when": ("year", "date", "when", "period", "time"),
    "quote": ("quote", "passage", "excerpt", "evidence", "text"),
    "speaker": ("speaker", "attributed", "attribution", "claimant", "said"),
    "address": ("url", "link", "address"),
    "lowest": ("low", "lower", "min", "minimum", "least"),
    "highest": ("high", "upper", "max", "maximum", "most"),
    "best": ("best", "central", "point"),
    "note": ("note", "notes", "comment", "remarks", "remark"),
    "relation": ("relation", "verb", "predicate", "action", "does"),
    "who": ("subject", "actor", "who", "agent"),
    "whom": ("object", "target", "whom", "recipient"),
    "counted": ("weapon", "item", "counted"),
    "unit": ("unit",),
}

#: Headers that stand above bounds, or above the begin and the end of a time.
_BOUND_NAMES = (("from", "to"), ("low", "high"), ("lower", "upper"), ("min", "max"), ("minimum", "maximum"), ("lowest", "highest"), ("lower bound", "upper bound"), ("at least", "at most"))  # fmt: skip
#: Headers under which ids of sources stand here, and who says it elsewhere.
_IDS = ("source", "sources", "source of claim", "file", "source id")
#: The same in other languages: who says it.
_SOURCES = ("источник", "источники", "джерело", "джерела", "출처", "자료")
#: What stands in brackets behind the name of a column, as its unit does.
_HINT = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*|[:*]+$")
#: A cell that names a unit of an armed force and no unit of measure: a number of its own, or two capitals.
_OF_FORCE = re.compile(r".*\d.*|(?:\S+ )*[A-Z]\S* [A-Z]\S*.*")
_ID = re.compile(r"(?:src:|seeds/)?[A-Za-z0-9][A-Za-z0-9._-]*(?:\.ttl)?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """A column of a sheet: its header, its letters, our column ("": not taken), why, sample cells."""

    header: str
    letters: str
    column: str
    reason: str
    samples: tuple[str, ...]


def propose_columns(
    headers: Sequence[str], rows: Sequence[Row], figures: FigureReader, passages: Passages | None
) -> list[ProposedColumn]:
    """What each column of a sheet may be; no two are sent to one place.

    ``rows`` are by the plain names of the headers. ``passages``: the text of the source, in which a
    column of quotes stands.
    """
    texts: dict[str, list[str]] = {plain_name(header): [] for header in headers if header.strip()}
    for row in rows:
        for name, cell in row.cells.items():
            if name in texts and not is_no_name(cell.text) and len(texts[name]) < _LOOKED_AT:
                texts[name].append(cell.text)
    looks = _Looks(figures, passages, rows)
    guesses = {name: list(_guesses(name, own, looks)) for name, own in texts.items()}
    chosen = _chosen(guesses)
    taken = {column: name for name, (column, _) in chosen.items()}
    proposed = []
    for index, header in enumerate(headers):
        name = plain_name(header)
        if name:
            wanted = [column for _, column, _ in guesses[name] if column in taken]
            no = (
                f"“{taken[wanted[0]]}” is {wanted[0]} already"
                if wanted
                else "nothing tells what it is"
            )
            column, reason = chosen.get(name, ("", no))
            samples = tuple(_short(text) for text in dict.fromkeys(texts[name]))[:SAMPLES]
            proposed.append(ProposedColumn(header, letter(index), column, reason, samples))
    return proposed


def _chosen(
    guesses: Mapping[str, Sequence[tuple[int, str, str]]],
) -> dict[str, tuple[str, str]]:
    """By header, our column and why: what is surer has the choice, and each is taken once."""
    chosen: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for certainty in (3, 2, 1):
        for name, options in guesses.items():
            for sure, column, reason in options:
                if sure == certainty and column not in taken and name not in chosen:
                    taken.add(column)
                    chosen[name] = (column, reason)
    return chosen


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else f"{line[: _LONG - 1]}…"


def _guesses(name: str, texts: Sequence[str], looks: _Looks) -> Iterator[tuple[int, str, str]]:
    """What a column may be: how surely (3: by its own name), our column, why."""
    if (bound := looks.bound(name)) is not None:
        yield 3, bound, "its numbers are those of the figures beside it"
        return
    if name in _IDS and texts and not all(map(_ID.fullmatch, texts)):
        yield 2, "speaker", "its cells are names, and no ids of sources"
        return
    if name in _SOURCES:
        yield 2, "speaker", f"“{name}” names who says it"
    if _HINT.sub("", name) in ("unit", "units") and texts and _share(texts, _OF_FORCE.fullmatch):
        yield 3, "who", "its cells are names of units"
        return
    yield from _by_name(name)
    if (bare := _HINT.sub("", name)) != name and bare:
        yield from ((1, column, reason) for _, column, reason in _by_name(bare))
    # A header is a few words: what is longer is a sentence.
    words = re.findall(r"[a-z]+", name) if len(name) <= _LONGEST_HEADER else []
    for column_name, clues in _WORDS.items():
        said = [clue for clue in clues if clue in words]
        if said and looks.fits(column_name, texts):
            yield 1, column_name, f"its header says “{said[0]}”"
    yield from _by_cells(texts, looks)


def _by_name(name: str) -> Iterator[tuple[int, str, str]]:
    if name in BY_NAME:
        yield 3, name, "the same name"
    for column in COLUMNS:
        if name in column.also:
            yield 2, column.name, f"“{name}” is another word for it"
    known = {word: c.name for c in COLUMNS for word in (c.name, *c.also)}
    for near in nearest(name, known):
        if near[:3] == name[:3] and SequenceMatcher(None, near, name).ratio() >= _MISSPELT:
            yield 2, known[near], f"spelt like “{near}”"


def _by_cells(texts: Sequence[str], looks: _Looks) -> Iterator[tuple[int, str, str]]:
    if looks.are_quotes(texts):
        yield 2, "quote", "its cells stand in the text"
    if looks.are_dates(texts):
        yield 1, "when", "its cells are dates"
    if looks.are_addresses(texts):
        yield 2, "address", "its cells are web addresses"


def is_foreign(sheet_headers: Sequence[str], rows: Iterable[Row], figures: FigureReader) -> bool:
    """Whether a sheet whose headers may all be ours means other things by them.

    So does one whose ``from`` and ``to`` repeat the numbers of its figures.
    """
    columns = propose_columns(sheet_headers, list(rows), figures, None)
    return any(plain_name(c.header) != c.column for c in columns)


class _Looks:
    """What the cells of a column look like."""

    def __init__(
        self, figures: FigureReader, passages: Passages | None, rows: Sequence[Row]
    ) -> None:
        self.figures, self.passages = figures, passages
        self._bounds = self._found_bounds(rows)

    def fits(self, column: str, texts: Sequence[str]) -> bool:
        """Whether cells can be of one of our columns, where that asks for a form."""
        if column == "when":
            return self.are_dates(texts)
        if column in ("lowest", "highest", "best"):
            return _share(texts, self._is_number)
        return True

    def are_dates(self, texts: Sequence[str]) -> bool:
        """Whether most of some cells are dates."""
        return bool(texts) and _share(texts, _is_date)

    def are_addresses(self, texts: Sequence[str]) -> bool:
        """Whether most of some cells are web addresses."""
        return bool(texts) and _share(texts, lambda text: text.startswith(("http://", "https://")))

    def are_quotes(self, texts: Sequence[str]) -> bool:
        """Whether most of some cells are passages of the text of several words."""
        passages = self.passages
        if passages is None or not texts:
            return False
        return _share(texts, lambda text: len(text.split()) > 2 and _stands_in(passages, text))

    def bound(self, name: str) -> str | None:
        """Our column of bounds that a column is, as its numbers are those of the figures beside it."""
        return self._bounds.get(name)

    def _is_number(self, text: str) -> bool:
        try:
            self.figures.number(text)
        except UnclearError:
            return False
        return True

    def _found_bounds(self, rows: Sequence[Row]) -> Mapping[str, str]:
        """By header, ``lowest`` or ``highest``, for columns beside figures that only repeat their numbers."""
        figure_names = {"figure", *BY_NAME["figure"].also}
        found: dict[str, str] = {}
        for low, high in _BOUND_NAMES:
            beside = {
                name: [
                    (row.text(name), _first(row, figure_names)) for row in rows if row.text(name)
                ]
                for name in (low, high)
            }
            cells = [pair for pairs in beside.values() for pair in pairs]
            # Years may be repeated by chance: one number at least must be none.
            if any(not _YEAR.fullmatch(text) for text, _ in cells) and all(
                figure and self._repeats(text, figure) for text, figure in cells
            ):
                found |= {low: "lowest", high: "highest"}
        return found

    def _repeats(self, text: str, figure: str) -> bool:
        try:
            return self.figures.number(text)[0] in self.figures.read(figure).bounds.values()
        except UnclearError:
            return False


def _first(row: Row, names: set[str]) -> str:
    return next((row.text(name) for name in names if row.text(name)), "")


def _share(texts: Sequence[str], holds: object) -> bool:
    return sum(bool(holds(text)) for text in texts) >= _MOST * len(texts)  # type: ignore[operator]


def _is_date(text: str) -> bool:
    try:
        read_time(Cell(text.strip("()[]")), "2000-01-01")
    except UnclearError:
        return bool(re.fullmatch(r"\d\d?[./]\d\d?[./]\d{4}", text))
    return True


def _stands_in(passages: Passages, text: str) -> bool:
    try:
        passages.find(text)
    except UnclearError as error:
        return "times" in error.what
    return True
