"""Does a passage state the times of a claim, with their direction (since, by, before)?"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.claims.evidence.outcomes import BY_EYE, FAILED, NOT_CHECKABLE, SPAN, Reason
from kg.claims.evidence.stated.days import AFTER, AT, BEFORE, SINCE, UNTIL
from kg.claims.evidence.stated.unread import time_words, weekday_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.claims.evidence.passages import Evidence
    from kg.claims.evidence.reader import TextReader
    from kg.claims.evidence.stated.days import Day
    from kg.claims.evidence.stated.figures import Figure

    Spans = Sequence[tuple[int, int]]

_PLAIN = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|[0-9]{3}X")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OPEN = ("", "..")


def time_reasons(item: Evidence, spans: Spans, reader: TextReader) -> Iterator[Reason]:
    """All that speaks against the times of a claim; nothing where the passages state them."""
    if not item.times:
        return
    if reader.language is None:
        problem = f"dates are not read in the language “{reader.origin.language}”"
        yield Reason(NOT_CHECKABLE, problem, BY_EYE)
        return
    stated = [day for span in spans for day in reader.times(*span)]
    for name, time in item.times:
        for reason in _time(name, time, stated, reader.origin.issued):
            unread = _unread(spans, reader) if reason.result == FAILED else ""
            if unread:
                problem = f"{name} {time} may be meant by “{unread}”, which is not read here"
                yield Reason(NOT_CHECKABLE, problem, BY_EYE)
                break
            yield reason
        yield from _on_another_weekday(name, time, spans, reader)
    yield from _far_from_figure(item, spans, reader)


def _unread(spans: Spans, reader: TextReader) -> str:
    """The first words of a time in some passages that is not read; empty where there are none."""
    code = reader.language.code if reader.language else ""
    found = (time_words(reader.text[start:end], code) for start, end in spans)
    return next(filter(None, found), "")


def _on_another_weekday(name: str, time: str, spans: Spans, reader: TextReader) -> Iterator[Reason]:
    """A date of the text, claimed, that does not fall on the weekday that stands at it there."""
    for start, end in spans:
        passage = reader.text[start:end]
        for day in reader.times(start, end):
            option = day.options[0]
            if not _DAY.fullmatch(option) or option not in time.split("/"):
                continue
            named = weekday_beside(passage, day.start, day.end)
            if named is not None and date.fromisoformat(option).weekday() != named:
                problem = (
                    f"{name} {time}: the text gives {option} another weekday than the calendar"
                )
                yield Reason(NOT_CHECKABLE, problem, BY_EYE)
                return


def _time(name: str, time: str, stated: list[Day], issued: str) -> Iterator[Reason]:
    """What is wrong with one time of a claim."""
    if "/" in time:
        begin, _, end = time.partition("/")
        if any(_says(time, option) for day in stated for option in day.options):
            return
        problems: list[Reason] = []
        if begin not in _OPEN:
            problems += _end(name, begin, stated, issued, _begins)
        if end not in _OPEN:
            problems += _end(name, end, stated, issued, _ends)
        yield from problems
    else:
        yield from _end(name, time, stated, issued, _is_at)


def _end(
    name: str, part: str, stated: list[Day], issued: str, judge: Callable[[str, Day], str | None]
) -> list[Reason]:
    """What is wrong with a time, or with one end of an interval."""
    base = part.rstrip("?~%")
    if not _PLAIN.fullmatch(base):
        return [
            Reason(NOT_CHECKABLE, f"{name} {part} is of a form not looked for in words", BY_EYE)
        ]
    verdicts = [judge(part, day) for day in stated]
    if any(verdict == "" for verdict in verdicts):
        return []
    wrong = [verdict for verdict in verdicts if verdict]
    if wrong:
        result = FAILED if wrong[0].startswith("!") else NOT_CHECKABLE
        listed = ", ".join(dict.fromkeys(day.options[0] for day in stated))
        problem = f"{name} {part}: the evidence has {listed}, and says {wrong[0].lstrip('!')}"
        return [Reason(result, problem, "state the time as the text means it, " + SPAN)]
    if base.endswith("X"):
        return [
            Reason(NOT_CHECKABLE, f"{name} {part} is of a form not looked for in words", BY_EYE)
        ]
    if len(base) > 4 and any(
        option.startswith("XXXX") and _covers(f"XXXX{base[4:]}", option)
        for day in stated
        for option in day.options
    ):
        return [
            Reason(NOT_CHECKABLE, f"{name} {part} stands in the evidence without its year", BY_EYE)
        ]
    if any("XXXX-XX" in day.options for day in stated):
        problem = f"{name} {part} may be meant by words that need the day of publication"
        return [Reason(NOT_CHECKABLE, problem, "add dcterms:issued to the source")]
    if name == "kg:asOf" and issued and _covers(base, issued):
        problem = f"{name} {part} is the date of publication, not in the evidence"
        return [Reason(NOT_CHECKABLE, problem, BY_EYE)]
    listed = ", ".join(sorted({o for day in stated for o in day.options})) or "no date"
    return [
        Reason(
            FAILED,
            f"{name} {part} is not in the evidence, which states {listed}",
            f"correct the date, {SPAN}",
        )
    ]


def _covers(claimed: str, stated: str) -> bool:
    """Whether a plain date is the stated one, or coarser: "2024" of "2024-06"."""
    return stated == claimed or ("/" not in stated and stated.startswith(f"{claimed}-"))


def _says(claimed: str, option: str) -> bool:
    """Whether a claimed time, with its marks of doubt, is one that the text allows."""
    if option.startswith("XXXX"):
        return False
    bare = re.sub("[?~%]", "", claimed)
    if "~" in option:
        return bare == option.replace("~", "") and bare != claimed
    return _covers(bare, option)


def _stated(part: str, day: Day) -> bool:
    return any(_says(part, option) for option in day.options)


def _is_at(part: str, day: Day) -> str | None:
    """Empty where a day of the text is the claimed one; a problem; None where it is another."""
    if not _stated(part, day):
        return None
    if day.direction in (AT, UNTIL):
        return ""
    return (
        f"“{day.direction}” it: it has no end"
        if day.direction == SINCE
        else f"“{day.direction}” it"
    )


def _begins(part: str, day: Day) -> str | None:
    if day.direction == AFTER and any(_says(part, o) for o in map(_following, day.options) if o):
        return ""
    if not _stated(part, day):
        return None
    if day.direction in (SINCE, AT):
        return ""
    return {AFTER: "“after” it"}.get(day.direction, f"!“{day.direction}” it")


def _ends(part: str, day: Day) -> str | None:
    if day.direction == BEFORE and any(_says(part, o) for o in map(_preceding, day.options) if o):
        return ""
    if not _stated(part, day):
        return None
    if day.direction in (UNTIL, AT):
        return ""
    return {BEFORE: "“before” it"}.get(day.direction, f"!“{day.direction}” it")


def _preceding(option: str) -> str:
    """The unit before a plain date, to its last day: before February 2022 is to 2022-01-31."""
    pieces = option.split("-")
    if "/" in option or "~" in option or not all(piece.isdigit() for piece in pieces):
        return ""
    year, *rest = map(int, pieces)
    if not rest:
        return f"{year - 1}-12-31"
    if rest[0] > 12:
        return ""
    month, day = rest[0], rest[1] - 1 if len(rest) == 2 else 0
    if day == 0:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        day = monthrange(year, month)[1]
    return f"{year}-{month:02}-{day:02}"


def _following(option: str) -> str:
    """The first day after a plain date: after March 2024 is from 2024-04-01."""
    pieces = option.split("-")
    if "/" in option or "~" in option or not all(piece.isdigit() for piece in pieces):
        return ""
    year, *rest = map(int, pieces)
    if not rest:
        return f"{year + 1}-01-01"
    if rest[0] > 12:
        return ""
    month, day = rest[0], rest[1] + 1 if len(rest) == 2 else 0
    if day == 0 or day > monthrange(year, month)[1]:
        year, month, day = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    return f"{year}-{month:02}-{day:02}"


def nearest_day(span: tuple[int, int], figure: Figure, reader: TextReader) -> str:
    """The first way to write the time of a figure; empty where its passage has none."""
    day = _day_of(span, figure, reader)
    return day.options[0] if day else ""


def _day_of(span: tuple[int, int], figure: Figure, reader: TextReader) -> Day | None:
    """The time that belongs to a figure: of as many, in turns, its own; else the nearest."""
    stated = [day for day in reader.times(*span) if not day.start <= figure.start < day.end]
    figures = [other for other in reader.figures(*span) if other.kind == figure.kind]
    places = sorted([(day.start, "day") for day in stated] + [(f.start, "") for f in figures])
    kinds = [kind for _, kind in places]
    in_turns = all(kind != following for kind, following in pairwise(kinds))
    if len(stated) == len(figures) and in_turns and figure in figures:
        return stated[figures.index(figure)]
    return min(
        stated,
        key=lambda day: max(day.start - figure.end, figure.start - day.end),
        default=None,
    )


def _far_from_figure(item: Evidence, spans: Spans, reader: TextReader) -> Iterator[Reason]:
    """Another time stands nearer to the figure of the claim than the one that it states."""
    if not item.estimate or len(item.figures) == 0:
        return
    values = [value for _, value in item.figures]
    times = [time for _, time in item.times]
    for span in spans:
        stated = list(reader.times(*span))
        if len({day.options for day in stated}) < 2:
            continue
        for figure in reader.figures(*span):
            if figure.low.value not in values:
                continue
            near = _day_of(span, figure, reader)
            if near is None or any(
                _says(end, option)
                for time in times
                for end in (time, *time.split("/"))
                for day in stated
                if _overlap(day, near)
                for option in (*day.options, _preceding(day.options[0]), _following(day.options[0]))
                if end not in _OPEN and option
            ):
                return
            yield Reason(
                NOT_CHECKABLE,
                f"another time, {near.options[0]}, stands nearer to the figure",
                "compare it by eye, or set oa:start and oa:end to the words of the claim",
            )
            return


def _overlap(day: Day, other: Day) -> bool:
    return day.start < other.end and other.start < day.end
