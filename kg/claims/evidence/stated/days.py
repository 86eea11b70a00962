"""The days, months and spans of time that a passage speaks of, as EDTF, each with its direction."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.claims.evidence.stated.calendars import CALENDARS
from kg.claims.evidence.stated.year_beside import of_the_year_beside

if TYPE_CHECKING:
    from kg.claims.evidence.stated.calendars import Calendar

#: What stands before four digits that are a year.
_IN = re.compile(r"\b(?:in|of|since|by|until|в|у|з|с|к|до)\s+$", re.IGNORECASE)
#: What stands between a direction and its time: "by next March".
_NEXT_TO = ("next ", "last ", "this ", "coming ")
_NEXT = re.compile(r"\b(?:next|last|this|(?:the )?(?:coming|upcoming))\s+$", re.IGNORECASE)
AT, SINCE, UNTIL, BEFORE, AFTER = "at", "since", "until", "before", "after"


@dataclass(slots=True)
class Day:
    """A time in a passage: what EDTF may say for it, and how it is meant.

    ``options`` holds plain dates and intervals ("2024-23", "2025-01/2025-03"); one with "~" needs
    the mark. A date without its year begins with XXXX. ``direction``: at, since, until (by),
    before, after. ``resolved``: worked out from the day of publication.
    """

    start: int
    end: int
    options: tuple[str, ...]
    direction: str = AT
    resolved: bool = False
    bare: bool = False  # a year of four digits, which may be another number


def days(text: str, code: str, issued: str = "") -> list[Day]:
    """The times of a passage in their order; ``issued`` is the day of its publication, or empty."""
    calendar = CALENDARS.get(code)
    if calendar is None:
        return []
    found = [_dated(match, text, calendar, issued) for match in calendar.pattern.finditer(text)]
    read = [day for day in found if day.options]
    for day in read:
        if day.options[0].startswith("XXXX"):
            place = day.start, day.end
            day.options = of_the_year_beside(text, place, day.options, code, issued)
    if len(read) < 2:
        return read
    _of_a_told_year(read, text)
    _lend_years(read, text, calendar)
    return _ranges(read, text, calendar)


@cache
def _names(calendar: Calendar) -> list[str]:
    """The name of each group, without its number: year1, year2 … are of different forms."""
    form = calendar.pattern
    names = [""] * form.groups
    for name, number in form.groupindex.items():
        names[number - 1] = name.rstrip("0123456789")
    return names


def _dated(match: re.Match[str], text: str, calendar: Calendar, issued: str) -> Day:
    start, end = match.span()
    options, resolved, bare = _read(calendar, match.groups(), issued)
    direction = _direction(text, start, end, calendar)
    return Day(start, end, options, direction, resolved, bare and match[0].isdigit())


@lru_cache(maxsize=4096)
def _read(
    calendar: Calendar, words: tuple[str | None, ...], issued: str
) -> tuple[tuple[str, ...], bool, bool]:
    """What the words of a time may be in EDTF, whether the day of publication made it, and whether
    it may be four digits alone. Texts name few times, and each again and again.
    """
    named = zip(_names(calendar), words, strict=True)
    groups = {name: word for name, word in named if word and name}
    resolved = bare = False
    if "relative" in groups:
        options = _relative(groups["relative"].lower(), calendar, issued)
        resolved = True
    elif "iso" in groups:
        options = [_iso(groups["iso"])]
    elif "one" in groups:
        options = _numeric(groups)
    else:
        options = _named(groups, calendar)
        bare = True  # without "года", "early"
        if options and options[0].startswith("XXXX") and _is_day(issued):
            options = [*options, *_latest(options, issued)]
    possible = (option for option in dict.fromkeys(options) if _is_possible(option))
    return tuple(possible), resolved, bare


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None


@lru_cache(maxsize=4096)
def _is_possible(option: str) -> bool:
    """Whether a span rises, and each of its days is in the calendar (a year not said may leap)."""
    begin, _, end = option.partition("/")
    if end and end < begin:
        return False
    for moment in (begin, end or begin):
        if len(moment) == 10:
            year, month, day = moment.split("-")
            if int(day) > monthrange(int(year) if year.isdigit() else 2000, int(month))[1]:
                return False
    return True


def _iso(text: str) -> str:
    return text.replace("/", "-")


def _direction(text: str, start: int, end: int, calendar: Calendar) -> str:
    before = text[max(0, start - 40) : start]
    if before.endswith(_NEXT_TO):
        before = _NEXT.sub("", before)
    led = before[-1:].isspace() and before.lower().rstrip().endswith(calendar.led_by_words)
    if led and (found := calendar.led_by.search(before)):
        return calendar.directions[re.sub(r"\s+", " ", found["word"].lower())]
    if calendar.followed_by and (found := calendar.followed_by.match(text, end)):
        return calendar.directions[found["word"].lower()]
    return AT


def _numeric(groups: dict[str, str]) -> list[str]:
    first, second, year = (int(groups[name]) for name in ("one", "two", "nyear"))
    found = []
    for day, month in ((first, second), (second, first)):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            found.append(f"{year}-{month:02}-{day:02}")
        if "dots" in groups:
            break  # 30.04.2025 has the day first
    return found


def _named(groups: dict[str, str], calendar: Calendar) -> list[str]:
    words = re.sub(r"[\s-]+", " ", groups.get("part", "").lower()).strip()
    part = calendar.parts.get(words, "")
    year = groups.get("year") or groups.get("only") or "XXXX"
    if word := groups.get("month"):
        return _month_named(groups, word, year, part, calendar)
    if word := groups.get("season"):
        if word.islower() and year == "XXXX":
            return []
        return _of_season(year, calendar.season(word), groups.get("until"))
    if word := groups.get("quarter"):
        first = 3 * calendar.number(word) - 2
        return [f"{year}-{33 + first // 3}", f"{year}-{first:02}/{year}-{first + 2:02}"]
    if word := groups.get("half"):
        number = min(calendar.number(word), 2)
        first = 6 * number - 5
        return [f"{year}-{39 + number}", f"{year}-{first:02}/{year}-{first + 5:02}"]
    if word := groups.get("decade"):
        return [f"{word[:3]}X", f"{word[:3]}0/{word[:3]}9"]
    if year == "XXXX":
        return []
    if until := groups.get("until"):
        last = year[: 4 - len(until)] + until
        return [f"{year}/{last}", year, last]
    return _of_year(year, part)


def _month_named(
    groups: dict[str, str], word: str, year: str, part: str, calendar: Calendar
) -> list[str]:
    """A month by its name, with its day or days where they stand."""
    month = calendar.month(word)
    numbers = [int(groups[name]) for name in ("day", "last") if name in groups]
    if word.isascii() and word.islower() and year == "XXXX" and not word.isdigit():
        return []  # "may", "march"
    if any(not 1 <= number <= 31 for number in numbers):
        return []
    found = [f"{year}-{month:02}-{number:02}" for number in numbers]
    if len(found) == 2:
        return [f"{found[0]}/{found[1]}", *found]
    return found or _of_month(year, month, part)


def _of_month(year: str, month: int, part: str) -> list[str]:
    whole = f"{year}-{month:02}"
    last = monthrange(int(year), month)[1] if year.isdigit() and int(year) else 31
    spans = {
        "begin": (f"{whole}-01", f"{whole}-01/{whole}-10"),
        "early": (f"{whole}-01/{whole}-10",),
        "mid": (f"{whole}-15", f"{whole}-11/{whole}-20", f"{whole}-10/{whole}-20"),
        "late": (f"{whole}-21/{whole}-{last}",),
        "end": (f"{whole}-{last}", f"{whole}-21/{whole}-{last}"),
    }
    return [*spans.get(part, ()), whole]


def _of_year(year: str, part: str) -> list[str]:
    def months(first: int, last: int) -> str:
        return f"{year}-{first:02}/{year}-{last:02}"

    spans = {
        "begin": (f"{year}-01-01", f"{year}-01", months(1, 3), months(1, 4)),
        "early": (months(1, 3), months(1, 4)),
        "mid": (f"{year}-06~", f"{year}-07~", months(5, 8), f"{year}-06~/{year}-07~", months(4, 9), months(6, 7)),
        "late": (months(10, 12), months(9, 12)),
        "end": (f"{year}-12-31", f"{year}-12", months(10, 12), months(9, 12)),
    }  # fmt: skip
    return [*spans.get(part, ()), year]


def _of_season(year: str, season: int, until: str | None) -> list[str]:
    if not year.isdigit():
        return [f"{year}-{season}"]
    following = str(int(year) + 1)
    spans = {21: f"{year}-03/{year}-05", 22: f"{year}-06/{year}-08", 23: f"{year}-09/{year}-11",
             24: f"{year}-12/{following}-02"}  # fmt: skip
    return [f"{year}-{season}", spans[season]] if until is None or season == 24 else []


def _relative(words: str, calendar: Calendar, issued: str) -> list[str]:
    """ "Last month", from the day (or the month, the year) of publication; nothing without one."""
    kind, step = calendar.relative(re.sub(r"\s+", " ", words))
    year, month = issued[:4], issued[5:7]
    if not re.match(r"\d{4}", year):
        return ["XXXX-XX"]
    if kind == "year":
        return [str(int(year) + step)]
    if not month.isdigit() or int(month) > 12:
        return ["XXXX-XX"]
    if kind == "month":
        months = int(year) * 12 + int(month) - 1 + step
        return [f"{months // 12:04}-{months % 12 + 1:02}"]
    if not _is_day(issued):
        return ["XXXX-XX"]
    day = date.fromisoformat(issued)
    if kind == "week":
        monday = day - timedelta(day.weekday()) + timedelta(7 * step)
        sunday = monday + timedelta(6)
        return [f"{monday}/{sunday}", *({f"{monday}"[:7]} if monday.month == sunday.month else ())]
    if kind == "weekday":
        back = (day.weekday() - step) % 7
        return [str(day - timedelta(back))] if back else [str(day), str(day - timedelta(7))]
    return [str(day + timedelta(step))]


def _latest(options: list[str], issued: str) -> list[str]:
    """A date without a year, taken as the last one before the day of publication."""
    year = int(issued[:4])
    found = []
    for option in options:
        if "/" in option:
            continue
        rest = option[4:]
        found.append(f"{year}{rest}" if f"{year}{rest}" <= issued else f"{year - 1}{rest}")
    return found


def _of_a_told_year(found: list[Day], text: str) -> None:
    """Behind a year that the text names a month without one may be of that year, or the latest."""
    is_told = False
    if not any(day.options[0].startswith("XXXX") for day in found[1:]):
        return
    for day in found:
        if day.options[0].startswith("XXXX"):
            latest = day.options[len(day.options) // 2 :]
            if is_told and not any(option.startswith("XXXX") for option in latest):
                day.options = tuple(o for o in day.options if o.startswith("XXXX"))
        elif not day.resolved and (
            not day.bare or _IN.search(text, max(0, day.start - 9), day.start)
        ):
            is_told = True


def _lend_years(found: list[Day], text: str, calendar: Calendar) -> None:
    """ "From September to mid-December 2024": the year belongs to both."""
    for day, later in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if not day.options[0].startswith("XXXX") or later.options[0].startswith("XXXX"):
            continue
        if not calendar.same_year.fullmatch(text, day.end, later.start):
            continue
        year = int(later.options[0][:4])
        bare = [option for option in day.options if option.startswith("XXXX")]
        lent = [option.replace("XXXX", str(year)) for option in bare]
        if lent[-1] > later.options[-1]:
            lent = [option.replace("XXXX", str(year - 1)) for option in bare]
        day.options = tuple(lent)


def _ranges(found: list[Day], text: str, calendar: Calendar) -> list[Day]:
    """Two times joined by "to", "and", a dash are a span too: "from May to July 2024"."""
    joined: list[Day] = []
    for day, later in pairwise(found):
        between = text[day.end : later.start]
        if not calendar.same_year.fullmatch(between):
            continue
        begin = next((o for o in day.options if "/" not in o), "")
        for option in later.options:
            if begin and "/" not in option:
                span = f"{begin}/{option}"
                if _is_possible(span):
                    joined.append(Day(day.start, later.end, (span,)))
        listed = calendar.listing.fullmatch(between) is not None and day.direction in (
            AT,
            UNTIL,
            BEFORE,
        )
        if not listed or day.direction == SINCE:
            day.direction = SINCE if day.direction in (AT, SINCE) else day.direction
            later.direction = UNTIL if later.direction in (AT, UNTIL, BEFORE) else later.direction
    return sorted([*found, *joined], key=lambda day: (day.start, -day.end))
