"""The dates of a sentence, each at its place, as EDTF: what the grammar of dates reads, and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.claims.reading.date_words import MONTHS, SEASONS
from kg.claims.reading.dates import read_date
from kg.curate.suggest.cues import listed
from kg.errors import UnclearError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(
    r"(?:(?i:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|гг?|рр?|кв)\.)|\d{4}-\d{2}(?:-\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{4}|\d+(?:st|nd|rd|th)?|[^\W\d_]+|[-–—,/]"
)
_JOINING = listed(
    "since until till by before after from between in on during the of and to through as "
    "end beginning start early mid late first second third fourth last this next quarter "
    "half year month week middle up no later than late ago days yesterday today earlier "
    "following prior q1 q2 q3 q4 h1 h2 с со по до от в во на после к конца начала "
    "середины концу начале середине год года году г г. кв квартал квартале з із від після "
    "у кінця початку середини кінці рік року році р р. півріччя полугодие прошлый минулий "
    "- – — , /"
)
#: Words after a year that are a part of it.
_ENDING = listed("г г. р р. года року году році год рік")
#: A date stands on one of these: a month, a season, a year, or words that count from the day of the text.
_RELATIVE = re.compile(
    r"\b(?:(?:last|this|next) (?:week|month|year)|(?:the day before )?yesterday|tomorrow|[1-9]\d? days ago"
    r"|вчера|вчора|прошлый месяц|минулий місяць)\b",
    re.I,
)
_KOREAN = re.compile(
    r"\d{4}년(?: ?\d{1,2}월(?: ?\d{1,2}일)?)?(?: ?(?:부터|까지))?|(?<!\d)\d{1,2}월 ?\d{1,2}일"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
#: In running text it is a month, or two years: 2011-12.
_YEARS = re.compile(r"\d{4}-\d{2}")
#: A year alone is one after these words; else four digits may be a number.
_BEFORE_YEAR = listed(
    "since until till by before after from in during of and to through early mid late end "
    "с до от в во после з від після у к"
)
_MOST = 9  # pieces of a date


@dataclass(frozen=True, slots=True)
class When:
    """A date at its place in a sentence (end exclusive); ``edtf`` is "" where it cannot be read."""

    start: int
    end: int
    edtf: str
    text: str


def dates(text: str, issued: str = "") -> list[When]:
    """The dates of a sentence; ``issued`` (EDTF): the day of the document, which “last month" needs."""
    found: list[When] = []
    for match in _KOREAN.finditer(text):
        found.append(_when(text, match.start(), match.end(), issued))
    pieces = list(_PIECE.finditer(text))
    runs = list(_runs(text, pieces))
    for run in runs:
        found += _in_run(text, run, issued)
    for match in _RELATIVE.finditer(text):
        if not any(one.start < match.end() and match.start() < one.end for one in found):
            found.append(_when(text, match.start(), match.end(), issued))
    return sorted(found, key=lambda one: one.start)


def _runs(text: str, pieces: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Stretches of pieces of which a date may be made, next to one another, with one to stand on."""
    run: list[re.Match[str]] = []
    for piece in pieces:
        beside = bool(run) and not text[run[-1].end() : piece.start()].strip()
        if run and not (beside and _may_date(piece[0])):
            if any(_stands(p[0]) for p in run):
                yield run
            run = []
        if _may_date(piece[0]):
            run.append(piece)
    if any(_stands(p[0]) for p in run):
        yield run


def _may_date(piece: str) -> bool:
    word = piece.lower()
    return (
        word in _JOINING or _stands(piece) or bool(re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", word))
    )


def _stands(piece: str) -> bool:
    word = piece.lower()
    if word in MONTHS:
        # "may" and "march" are words; a month of English is written with a capital.
        return not piece.isascii() or piece[0].isupper()
    return (
        word in SEASONS
        or bool(_YEAR.fullmatch(word))
        or bool(re.fullmatch(r"\d{4}-\d\d.*|\d+[./]\d+[./]\d{4}", word))
    )


def _in_run(text: str, run: list[re.Match[str]], issued: str) -> Iterator[When]:
    first, found = 0, False
    while first < len(run):
        best = next(_readable(text, run, first, issued), None)
        found = found or best is not None
        if best is None:
            first += 1
            continue
        when, last = best
        yield when
        first = last + 1
    standing = [piece for piece in run if _stands(piece[0])]
    is_day = any(p[0].lower() in MONTHS for p in standing) and any(p[0][0].isdigit() for p in run)
    if not found and (is_day or any(_YEARS.fullmatch(piece[0]) for piece in standing)):
        start, end = run[0].start(), run[-1].end()
        yield When(start, end, "", text[start:end])  # a date, which cannot be read


def _readable(
    text: str, run: list[re.Match[str]], first: int, issued: str
) -> Iterator[tuple[When, int]]:
    """The longest date that begins at a piece of a run, with the index of its last piece."""
    for last in range(min(first + _MOST, len(run)) - 1, first - 1, -1):
        parts = [piece[0].lower() for piece in run[first : last + 1]]
        if not any(_stands(piece[0]) for piece in run[first : last + 1]):
            continue
        if parts[-1] in _JOINING - _ENDING or parts[0] in (
            ",",
            "-",
            "–",
            "—",
            "/",
            "of",
            "and",
            "to",
        ):
            continue
        if _is_cut_out(run, first, last) or any(
            _YEARS.fullmatch(p[0]) for p in run[first : last + 1]
        ):
            continue
        start, end = run[first].start(), run[last].end()
        if len(parts) == 1 and not _is_year_here(text, start, end, parts[0]):
            continue
        edtf = _edtf(text[start:end].replace("—", "-"), issued)
        if edtf:
            if _YEAR.fullmatch(parts[-1]) and not _ends_as_date(text, end, parts):
                continue
            yield When(start, end, edtf, text[start:end]), last
            return


_JOINTS = listed("and to or until till through - – — / и до по і та й")


def _is_cut_out(run: list[re.Match[str]], first: int, last: int) -> bool:
    """Whether pieces are a part of what is not read whole: “(between January) and March”, “(31) June”."""
    here = any(_YEAR.fullmatch(piece[0]) for piece in run[first : last + 1])
    before = [piece[0] for piece in run[max(0, first - 4) : first]]
    if (
        before
        and before[-1][0].isdigit()
        and len(before[-1]) <= 4
        and run[first][0].lower() in MONTHS
    ):
        return not _YEAR.fullmatch(before[-1])  # a day that no calendar has: 31 June
    after = [piece[0] for piece in run[last + 1 : last + 4]]
    if before and before[-1].lower() in _JOINTS and any(map(_stands, before[:-1])):
        return not here or not any(_YEAR.fullmatch(piece) for piece in before)
    return bool(after) and after[0].lower() in _JOINTS and any(map(_stands, after[1:])) and not here


def _is_year_here(text: str, start: int, end: int, word: str) -> bool:
    """Whether one piece alone is a date: a month or a season is none, nor a year without its word."""
    if "-" in word or "." in word or "/" in word:
        return True
    before = re.search(r"([^\W\d_]+)[ \u00a0]$", text[:start])
    if not _YEAR.fullmatch(word):
        return bool(before) and before[1].lower() in _BEFORE_YEAR and word in MONTHS  # type: ignore[index]
    return bool(before) and before[1].lower() in _BEFORE_YEAR and _ends_as_date(text, end, [word])  # type: ignore[index]


_FUNCTION = listed(
    "and or but as when while which who that the a an in on at by to for from with of "
    "until till since after before through during is are was were has have had it its "
    "they he she his their this these more alone"
)


def _ends_as_date(text: str, end: int, words: list[str]) -> bool:
    """Whether what follows a year lets it be one: “in 2000 villages” counts villages."""
    if len(words) > 1 and any(w in MONTHS or w in SEASONS for w in words):
        return True
    after = re.match(r" ([^\W\d_]+)", text[end:])
    if after is None or not after[1].islower():
        return True
    return after[1] in _FUNCTION or not after[1].endswith("s") or not after[1].isascii()


def _when(text: str, start: int, end: int, issued: str) -> When:
    return When(start, end, _edtf(text[start:end], issued), text[start:end])


@lru_cache(maxsize=4096)
def _edtf(words: str, issued: str) -> str:
    try:
        return read_date(words, issued)
    except UnclearError:
        return ""
