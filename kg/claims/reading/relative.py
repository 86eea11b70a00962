"""Dates that count from the day of the document: “last month”, “yesterday”, “in June”."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.claims.edtf import date_parts
from kg.claims.reading.date_words import Moment, moments, placed, without_lead

if TYPE_CHECKING:
    from collections.abc import Iterator

_AGO = re.compile(r"([1-9][0-9]?) ?(?:days ago|дн(?:я|ей) назад|дн(?:і|ів) тому|일 전)")
# One line for each unit and its step from that of the document.
_PHRASES = """
year -1: last year; прошлый год; прошлом году; прошлого года; минулий рік; минулого року; минулому році; торік; 작년; 지난해
year 0: this year; этот год; этом году; этого года; цей рік; цього року; цьому році; 올해; 금년
year 1: next year; следующий год; следующем году; наступний рік; наступного року; наступному році; 내년
month -1: last month; прошлый месяц; прошлом месяце; прошлого месяца; минулий місяць; минулого місяця; минулому місяці; 지난달; 지난 달
month 0: this month; этот месяц; этом месяце; этого месяца; цей місяць; цього місяця; цьому місяці; 이달; 이번 달; 이번달
month 1: next month; следующий месяц; следующем месяце; наступний місяць; наступного місяця; наступному місяці; 다음 달; 다음달; 내달
week -1: last week; прошлая неделя; прошлой неделе; прошлой недели; минулий тиждень; минулого тижня; минулому тижні; 지난주; 지난 주
week 0: this week; эта неделя; этой неделе; цей тиждень; цього тижня; цьому тижні; 이번 주; 이번주
week 1: next week; следующая неделя; следующей неделе; наступний тиждень; наступного тижня; 다음 주; 다음주
day -2: the day before yesterday; day before yesterday; позавчера; позавчора; 그저께
day -1: yesterday; вчера; вчора; учора; 어제
day 0: today; сегодня; сьогодні; 오늘
day 1: tomorrow; завтра; 내일
"""
_STEPS: dict[str, tuple[str, int]] = {}
for _line in _PHRASES.strip().splitlines():
    _unit, _, _rest = _line.partition(" ")
    _step, _, _said = _rest.partition(": ")
    _STEPS.update((_phrase, (_unit, int(_step))) for _phrase in _said.split("; "))


def relative(text: str, issued: str) -> Iterator[str]:
    """Each way to read a text in small letters from the day of a document (EDTF), as EDTF."""
    origin = date_parts(issued)
    if origin is None or origin.mark or origin.is_season:
        return
    moment = Moment(origin.year, origin.month, origin.day)
    plain = without_lead(without_lead(text))
    for whole in {*_stepped(text, moment), *_stepped(plain, moment)}:
        yield whole.text() or ""
    for part in {
        *placed(text, lambda of: _coarse(of, moment)),
        *placed(plain, lambda of: _coarse(of, moment)),
    }:
        yield part.text() or ""
    if origin.month is None:
        return
    for named in moments(text):
        if named.year is not None or named.month is None or named.month > 12:
            continue
        yield str(named._replace(year=origin.year).text())
        if (named.month, named.day or 0) > (origin.month, origin.day or 31):
            # the one of the year before, or the next to come
            yield str(named._replace(year=origin.year - 1).text())


def _coarse(text: str, origin: Moment) -> Iterator[Moment]:
    """The month or year that a text names: a part of it may be meant."""
    return (moment for moment in _stepped(text, origin) if moment.day is None and not moment.edtf)


def _stepped(text: str, origin: Moment) -> Iterator[Moment]:
    unit, step = _STEPS.get(text, ("", 0))
    if match := _AGO.fullmatch(text):
        unit, step = "day", -int(match[1])
    year = origin.year or 0
    if unit == "year":
        yield Moment(year + step)
    elif unit == "month" and origin.month is not None:
        number = year * 12 + origin.month - 1 + step
        yield Moment(number // 12, number % 12 + 1)
    elif unit in ("day", "week") and origin.month is not None and origin.day is not None:
        try:
            today = date(year, origin.month, origin.day)
            if unit == "day":
                yield Moment(edtf=(today + timedelta(step)).isoformat())
            else:  # from Monday to Sunday, ISO 8601
                monday = today + timedelta(7 * step - today.weekday())
                yield Moment(edtf=f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}")
        except OverflowError:
            return
