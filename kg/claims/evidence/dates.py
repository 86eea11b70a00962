"""The dates that stand in an English text, as EDTF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.claims.edtf import date_parts, is_date, padded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
# By the number in EDTF: the full name of a month, the names of a season.
_NAMES: dict[str, tuple[str, ...]] = {
    f"{number:02}": (name.capitalize(),) for name, number in _MONTHS.items() if len(name) > 4
}
_NAMES |= {"05": ("May",), "06": ("June",), "07": ("July",)}
_NAMES |= {"21": ("spring",), "22": ("summer",), "23": ("fall", "autumn"), "24": ("winter",)}

_NUMERIC = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}")


def _cases(names: Iterable[str]) -> str:
    """Each name as it stands in a text: small, with a capital, all capitals.

    A pattern that ignored case would be read far more slowly.
    """
    forms = {form for name in names for form in (name, name.capitalize(), name.upper())}
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_TO = r"\s*(?:-|–|—|to|and|or)\s*"
_DATE = re.compile(
    rf"(?<![^\W_])(?=[0-9ADFJMNOSWadfjmnosw])(?:"
    rf"(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)(?![0-9-])"
    rf"|(?P<one>[0-9]{{1,2}})(?P<mark>[./])(?P<two>[0-9]{{1,2}})(?P=mark)(?P<nyear>{_YEAR})(?![0-9])"
    rf"|(?:(?:(?P<d1>{_DAY}){_TO})?(?P<d2>{_DAY})(?:\s+of)?\s+)?"
    rf"(?P<mid>[Mm]id[\s-]+)?(?P<month>{_cases(_MONTHS)})\b\.?"
    rf"(?:\s+(?:(?P<d3>{_DAY}){_TO})?(?P<d4>{_DAY})\b(?!,[0-9]{{3}}))?"
    rf"(?:(?:,|\s+of)?\s+(?P<year>{_YEAR})(?![0-9]|,[0-9]))?"
    rf"|(?P<season>{_cases(_SEASONS)})\b(?:(?:,|\s+of)?\s+(?P<syear>{_YEAR})(?![0-9]|,[0-9]))?"
    rf"|(?P<only>{_YEAR})(?:[-–/](?P<until>[0-9]{{2}}|{_YEAR}))?(?![0-9]|,[0-9]))"
)
# "April and May 2025", "from September to mid-December 2024": the year belongs to both.
_SAME_YEAR = re.compile(
    r"\s*(?:-|–|—|,|to|and|or|until|till|through)\s*(?:(?:early|late)[\s-]+)?", re.IGNORECASE
)
_LONG = "|".join(sorted(_MONTHS.keys() - {"may", "march", "mar"}, key=len, reverse=True))
#: Days of a month, in small letters: the 30 of "30 April" is no number of anything. "5 may" is
#: one where no year follows, and so is the 30 of "in April 30 soldiers".
NUMBERED_DAYS = re.compile(
    rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:(?:{_LONG})\b|(?:may|march|mar)\b(?=,?\s+{_YEAR}\b))"
    rf"|(?<=[a-z]\s)[0-9]{{1,2}}(?:st|nd|rd|th)?(?=,\s+{_YEAR}\b)"
    rf"|\b{_YEAR}-[0-9]{{2}}-[0-9]{{2}}\b"
)


def dates(text: str) -> frozenset[str]:
    """Every date of a text as EDTF: ``2023-08``, ``2024-23`` (autumn), ``2025-04-30``, ``2024``.

    A date without its year has ``XXXX`` in its place, "mid-January 2025" is ``2025-01-15~`` too,
    and 3/4/2025, which may be in March or in April, gives both.
    """
    complete: set[str] = set()
    yearless: list[str] = []  # dates without a year, which the next date may lend them
    end = 0
    for match in _DATE.finditer(text):
        stated = list(_read(match))
        if not _SAME_YEAR.fullmatch(text, end, match.start()):
            complete.update(yearless)
            yearless = []
        end = match.end()
        if any(date.startswith("XXXX") for date in stated):
            yearless += stated
        else:
            complete.update(stated)
            complete.update(
                date
                for date_without_year in yearless
                for date in _with_year(date_without_year, stated)
            )
            yearless = []
    return frozenset(complete.union(yearless))


def remedy(text: str, fallback: str) -> str:
    """How a date that is no EDTF is to be written: what can be read in it, else ``fallback``."""
    iso_date = padded(text.strip())
    readings = {iso_date} if iso_date else {date for date in dates(text) if _is_plain(date)}
    meant = {date for date in readings if date != text and is_date(date)}
    if len(meant) == 1:
        return f"write {meant.pop()}"
    if meant and _NUMERIC.fullmatch(text.strip()):
        return f"write {' or '.join(sorted(meant))}, whichever is meant"
    return fallback


def _is_plain(date: str) -> bool:
    """Whether a date has its year and no mark of doubt: ``2024-06``, not ``XXXX-06`` or ``2024~``."""
    parts = date_parts(date)
    return parts is not None and not parts.mark


def plainly_states(date: str, text: str) -> bool:
    """Whether a date stands in a text in its commonest form: "August 2023", "30 April 2025".

    False does not say that it is missing; True is what ``dates`` would find, at a tenth of the
    cost.
    """
    year, _, month_and_day = date.partition("-")
    day = month_and_day[3:].lstrip("0")
    for name in _NAMES.get(month_and_day[:2], ()):
        form = f"{day} {name} {year}" if day else f"{name} {year}"
        at = text.find(form)
        before, after = text[at - 1 : at], text[at + len(form) : at + len(form) + 2]
        ends = not after[:1].isalnum() and not after[1:].isdigit()
        if at >= 0 and before in ("", " ") and ends:
            return True
    return False


def _with_year(date: str, later: list[str]) -> Iterator[str]:
    """A date before "to May 2025": of that year, or of the one before if it comes after May."""
    if not later:
        return
    year, month_and_day = int(later[0][:4]), date[4:]
    yield f"{year}{month_and_day}"
    if f"{year}{month_and_day}" > later[-1]:
        yield f"{year - 1}{month_and_day}"


def _read(match: re.Match[str]) -> Iterator[str]:
    """The dates that one match of ``_DATE`` states, as EDTF; without a year with XXXX."""
    if match["iso"]:
        yield match["iso"]
    elif match["one"]:
        for month, day in {(match["one"], match["two"]), (match["two"], match["one"])}:
            if int(month) <= 12:
                yield f"{match['nyear']}-{int(month):02}-{int(day):02}"
    elif match["month"]:
        yield from _month(match)
    elif match["season"]:
        yield f"{match['syear'] or 'XXXX'}-{_SEASONS[match['season'].lower()]}"
    else:
        yield match["only"]
        if match["until"]:  # 2023-24 is two years; a month would have been read above
            yield match["only"][: 4 - len(match["until"])] + match["until"]


def _month(match: re.Match[str]) -> Iterator[str]:
    """The dates of a month by name, with its days where they stand: "30 April 2025"."""
    name = match["month"]
    if name.islower() and not match["year"]:
        return  # "may", "march"
    month = f"{match['year'] or 'XXXX'}-{_MONTHS[name.lower()]:02}"
    days = [match[group] for group in ("d1", "d2", "d3", "d4") if match[group]]
    if match["mid"]:
        yield f"{month}-15~"
    if not days:
        yield month
    for day in days:
        yield f"{month}-{int(re.sub('[a-z]', '', day)):02}"
