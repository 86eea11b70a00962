"""The grammar of dates: every way in which a whole text can be read as a date, as EDTF.

It is written down in ``seeds/README.md``, section 17. What the grammar has no place for is refused.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.claims.edtf import date_parts, is_date, padded, span
from kg.claims.reading.date_words import Moment, falls_on, moments, split_weekday
from kg.claims.reading.relative import relative
from kg.errors import UnclearError, UndatableError

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMS = "write it as EDTF (YYYY, YYYY-MM, YYYY-MM-DD, two of them with / between), or in words with its year"
_LONGEST = 80
_RANGES = tuple(
    re.compile(form)
    for form in (
        r"from (?P<a>.+?) (?:to|until|till|through) (?P<b>.+)",
        r"from (?P<a>.+?) ?[-–—] ?(?P<b>.+)",
        r"between (?P<a>.+?) and (?P<b>.+)",
        r"(?:с|со|від|з|із) (?P<a>.+?) (?:по|до) (?P<b>.+)",
        r"(?P<a>.+?) ?(?:부터|에서) ?(?P<b>.+?) ?까지",
        r"(?P<a>.+?) (?:to|until|till|through) (?P<b>.+)",
        r"(?P<a>.+?) / (?P<b>.+)",
        r"(?P<a>.+?) ?[-–—~] ?(?P<b>.+)",
    )
)
_AT_A_SIGN, _SIGN = _RANGES[-1], re.compile(" ?[-–—~] ?")
_MONTH_DAYS = re.compile(r"(?P<month>[^\W\d_]+\.?) (?P<a>\d{1,2})(?:st|nd|rd|th)? ?(?:-|–|—|to) ?(?P<b>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>[1-9]\d{3})")  # fmt: skip
_YEARS = re.compile(
    r"(?:from )?([1-9][0-9]{3}) ?(?:[-–—/]|to) ?([0-9]{4}|[0-9]{2})(?: (?:гг|рр)\.)?"
)
_SINCE = re.compile(r"(?:ever )?(?:since|from|starting in|starting|as from|начиная с|починаючи з|с|со|з|із|від) (?P<of>.+?)(?: (?:on|onwards?|to (?:the )?(?:present|now|date)))?|(?P<of2>.+?) ?(?:부터|이후|이래)|(?P<of3>.+?) ?(?:onwards?|to (?:the )?(?:present|now|date))")  # fmt: skip
_UNTIL = re.compile(r"(?:until|till|up to|up until|through|by|no later than|not later than|по|к|ко|не позднее|не позже|не пізніше) (?P<of>.+)|(?P<of2>.+?) ?까지")  # fmt: skip
_AFTER = re.compile(r"(?:after|later than|после|після) (?P<of>.+)")
_BEFORE = re.compile(r"(?:before|earlier than|prior to|перед|ранее|раніше) (?P<of>.+)")
#: Words that exclude a month or a year as often as they include it: “до марта”.
_UNTIL_OR_BEFORE = re.compile(r"до (?P<of>.+)|(?P<of2>.+?) ?이전")
_OLD = re.compile(r"-\d{1,6}(?:-\d\d){0,2}|.*\b(?:bce?|b\.c\.(?:e\.)?)")
_SHORT_YEAR = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d\d")
#: A year and a season by EDTF that people write for two years: 2023-24.
_YEARS_OR_SEASON = re.compile(r"([1-9][0-9])([0-9]{2})-(2[1-4])")
_SEASON_WORDS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def read_date(text: str, issued: str = "") -> str:
    """The date that a text states, as EDTF.

    ``issued`` is the day of the document (EDTF), which “last month” counts from. Raises UnclearError
    for a text that states none, or may state several; a date that its remedy names is one of these.
    """
    plain = " ".join(text.split())
    if season_or_years(plain):
        first, last = season_or_years(plain) or ("", "")
        raise UnclearError(f"“{text}” can be read in several ways", _listed([first, last]))
    if is_date(plain):
        return plain
    found = sorted(_readings(plain.lower(), issued))
    good = [reading for reading in found if is_date(reading)]
    falling = [reading for reading in found if "/" in reading and reading not in good]
    if len(good) == 1 and len(found) == 1 + len(falling):
        return good[0]  # 24.02.2022-01.03.2022: not the third of January
    if len(good) > 1:
        raise UnclearError(f"“{text}” can be read in several ways", _listed(good))
    raise _refusal(text, plain, found, issued)


def season_or_years(text: str) -> tuple[str, str] | None:
    """For 2023-24: the season in words, and the two years as EDTF, which people also mean by it."""
    match = _YEARS_OR_SEASON.fullmatch(text)
    if match is None or match[3] <= match[2]:
        return None
    return (
        f"{_SEASON_WORDS[match[3]]} {match[1]}{match[2]}",
        f"{match[1]}{match[2]}/{match[1]}{match[3]}",
    )


def remedy(text: str, fallback: str) -> str:
    """How a date that is no EDTF is to be written: what can be read in it, else ``fallback``."""
    plain = " ".join(text.split())
    iso_date = padded(plain)
    found = {iso_date} if iso_date else _readings(plain.lower(), "")
    meant = sorted(reading for reading in found if reading != text and is_date(reading))
    return _listed(meant) if meant and len(meant) == len(found) else fallback


def _listed(dates: list[str]) -> str:
    return f"write {' or '.join(dates)}" + (", whichever is meant" if len(dates) > 1 else "")


def _refusal(text: str, plain: str, found: list[str], issued: str) -> UnclearError:
    small = plain.lower()
    if found:
        try:
            span(found[0])
        except UndatableError as error:
            return UnclearError(f"“{text}”: {error.what}", f"look it up in the source, and {FORMS}")
    if _OLD.fullmatch(small):
        return UnclearError(
            f"“{text}” is a year before the common era, or none",
            f"no such date can be held; {FORMS}",
        )
    if _on_another_weekday(small, issued):
        return UnclearError(
            f"“{text}” falls on another weekday",
            "look up which of the two is meant, and write the date without its weekday",
        )
    if _SHORT_YEAR.fullmatch(small):
        return UnclearError(f"“{text}” has a year of two digits", FORMS)
    bare = small.strip(' .,;:!?()[]"“”')
    compact = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", bare)
    meant = sorted(reading for reading in _readings(compact, issued) if is_date(reading))
    if meant and compact != small:
        return UnclearError(f"“{text}” is not written as a date", _listed(meant))
    if not issued and any(relative(small, "2000-12-31")) and not any(moments(small)):
        what = "counts from the day of the document, and nothing says which that is"
        return UnclearError(f"“{text}” {what}", FORMS)
    if any(moment.year is None and moment.month for moment in moments(small)):
        day = " and nothing says when the document appeared" if not issued else ""
        return UnclearError(f"“{text}” has no year{day}", FORMS)
    return _no_date(text, plain)


def _no_date(text: str, plain: str) -> UnclearError:
    try:
        span(plain)
    except UndatableError as error:
        if re.match(r"Y?-?\d", plain) and not re.search(r"[^\W\dTXYZESZ_]", plain):
            return UnclearError(f"“{text}”: {error.what}", f"look it up in the source, and {FORMS}")
    return UnclearError(f"“{text}” is no date that can be read", FORMS)


def _on_another_weekday(small: str, issued: str) -> bool:
    named = split_weekday(small)
    days = _readings(named[1], issued) if named else ()
    return any(is_date(day) and len(day) == len("2025-03-03") for day in days)


def _readings(text: str, issued: str) -> set[str]:
    """Every way to read a text in small letters as EDTF; the calendar is not asked."""
    if len(text) > _LONGEST:
        return set()
    found = {edtf for moment in moments(text) if (edtf := moment.text())}
    if named := split_weekday(text):
        whole = _readings(named[1], issued)
        return found | {edtf for edtf in whole if falls_on(named[0], edtf)}
    if not found:
        found.update(_intervals(text))
    found.update(_open(text, issued))
    if not found and issued:
        found.update(relative(text, issued))
    return found


def _intervals(text: str) -> Iterator[str]:
    if match := _YEARS.fullmatch(text):
        first, last = match[1], match[2]
        month = int(last) if len(last) == 2 else 99
        whole = last if len(last) == 4 else first[:2] + last
        if last == "00" and first.endswith("99"):
            whole = str(int(first) + 1)
        if whole > first:
            yield f"{first}/{whole}"
        if "/" in text and 1 <= month <= 12:
            yield f"{first}-{last}"
        return
    if match := _MONTH_DAYS.fullmatch(text):
        first, last = (f"{match[end]} {match['month']} {match['y']}" for end in "ab")
        yield from _joined(first, last)
    for form in _RANGES:
        for first, last in _splits(form, text):
            yield from _joined(first, last)


def _splits(form: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    """The ways in which a form divides a text: at a bare sign, each of them may be the one."""
    match = form.fullmatch(text)
    if match is None:
        return
    yield match["a"], match["b"]
    if form is _AT_A_SIGN:
        for sign in _SIGN.finditer(text, match.start("b")):
            yield text[: sign.start()], text[sign.end() :]


def _joined(first: str, last: str) -> Iterator[str]:
    """The intervals from one date to another, of which either may lend the other its year."""
    for start in moments(first):
        for end in moments(last):
            begin, close = _filled(start, end), _filled(end, start)
            opening, closing = begin.text(), close.text()
            if opening is None or closing is None or not _alike(start, end):
                continue
            opening, closing = opening.partition("/")[0], closing.rpartition("/")[2]
            rises = is_date(f"{opening}/{closing}")
            if (
                not rises
                and is_date(opening)
                and is_date(closing)
                and start.year is None
                and end.year
            ):
                # December–January 2025
                earlier = begin._replace(year=end.year - 1).text()
                yield f"{earlier}/{closing}"
                yield f"{opening}/{close._replace(year=end.year + 1).text()}"
            else:
                yield f"{opening}/{closing}"


def _alike(start: Moment, end: Moment) -> bool:
    """Whether two dates can lend each other a year: both are days, or months, or have their own."""
    if start.edtf or end.edtf or (start.year and end.year):
        return True
    days = start.day is not None and end.day is not None
    return days or (start.day is end.day and (start.month is None) == (end.month is None))


def _filled(moment: Moment, other: Moment) -> Moment:
    """A date with the year, and to a bare day the month, of the other end."""
    if moment.edtf:
        return moment
    month = moment.month
    if month is None and moment.day is not None:
        month = other.month
    return Moment(moment.year or other.year, month, moment.day)


def _inner(match: re.Match[str]) -> str:
    return next((part for part in match.groups() if part), "")


def _open(text: str, issued: str) -> Iterator[str]:
    """Since, until, after and before a date: intervals with an open end."""
    for form, side in (
        (_SINCE, "since"),
        (_UNTIL, "until"),
        (_AFTER, "after"),
        (_BEFORE, "before"),
        (_UNTIL_OR_BEFORE, "until"),
        (_UNTIL_OR_BEFORE, "before"),
    ):
        if match := form.fullmatch(text):
            inner = _inner(match)
            dates = {edtf for moment in moments(inner) if (edtf := moment.text())}
            dates |= set(relative(inner, issued)) if issued and not dates else set()
            exact = all(_is_exact_end(edtf) for edtf in dates)
            if form is _UNTIL_OR_BEFORE and side == "before" and exact and "이전" not in text:
                continue  # up to a day, or to the end of a month
            for edtf in dates:
                if "~" not in edtf and (interval := _with_open_end(edtf, side)):
                    yield interval


def _is_exact_end(edtf: str) -> bool:
    """Whether a date is a day, or a stretch of days or months of which the end is meant."""
    return "/" in edtf or len(edtf) == len("2025-03-03")


def _with_open_end(edtf: str, side: str) -> str | None:
    first, _, last = edtf.partition("/")
    last = last or first
    if side == "since":
        return f"{first}/.."
    if side == "until":
        return f"../{last}"
    try:
        start, end = span(edtf)
        if side == "after" and end is not None:
            return f"{_as_exact(end + timedelta(1), edtf)}/.."
        if side == "before" and start is not None:
            return f"../{_as_exact(start - timedelta(1), edtf)}"
    except (UndatableError, OverflowError):
        pass
    return None


def _as_exact(day: date, edtf: str) -> str:
    """A day as coarse as a date: a year beside a year, a month beside a month or a season."""
    parts = date_parts(edtf)
    if parts is not None and parts.month is None:
        return f"{day.year:04}"
    coarse = (
        "/" not in edtf
        and "T" not in edtf
        and (parts is None or parts.day is None)
        and "X" not in edtf
    )
    return day.isoformat()[:7] if coarse else day.isoformat()
