"""One date as people write it, without the words for since, until and to: its year, month and day."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENGLISH = (
    "january jan jan.", "february feb feb.", "march mar mar.", "april apr apr.", "may", "june jun jun.",
    "july jul jul.", "august aug aug.", "september sept sept. sep sep.", "october oct oct.",
    "november nov nov.", "december dec dec.",
)  # fmt: skip
_RUSSIAN = (
    "январь января январе", "февраль февраля феврале", "март марта марте", "апрель апреля апреле",
    "май мая мае", "июнь июня июне", "июль июля июле", "август августа августе",
    "сентябрь сентября сентябре", "октябрь октября октябре", "ноябрь ноября ноябре",
    "декабрь декабря декабре",
)  # fmt: skip
_UKRAINIAN = (
    "січень січня січні", "лютий лютого лютому", "березень березня березні",
    "квітень квітня квітні", "травень травня травні", "червень червня червні",
    "липень липня липні", "серпень серпня серпні", "вересень вересня вересні",
    "жовтень жовтня жовтні", "листопад листопада листопаді", "грудень грудня грудні",
)  # fmt: skip
MONTHS = {
    name: number
    for language in (_ENGLISH, _RUSSIAN, _UKRAINIAN)
    for number, names in enumerate(language, 1)
    for name in names.split()
}
_SEASON_NAMES = {
    21: "spring весна весной весны навесні весною", 22: "summer лето летом лета літо влітку літа",
    23: "autumn fall осень осенью осени осінь восени осені",
    24: "winter зима зимой зимы зимою взимку зими",
}  # fmt: skip
SEASONS = {name: code for code, names in _SEASON_NAMES.items() for name in names.split()}
_KOREAN_SEASONS = {"봄": 21, "여름": 22, "가을": 23, "겨울": 24}
_ORDINALS = {
    1: "first 1st i 1 1-й 1-м первый первом первое первая перший першому перше перша",
    2: "second 2nd ii 2 2-й 2-м второй втором второе вторая другий другому друге друга",
    3: "third 3rd iii 3 3-й 3-м третий третьем третій третьому",
    4: "fourth 4th last final iv 4 4-й 4-м четвертый четвертом четвертий четвертому",
}
ORDINALS = {name: number for number, names in _ORDINALS.items() for name in names.split()}


def _any(names: object) -> str:
    words = sorted(map(str, names), key=len, reverse=True)  # type: ignore[call-overload]
    return "(?:" + "|".join(map(re.escape, words)) + ")"


_M, _S, _O = _any(MONTHS), _any(SEASONS), _any(ORDINALS)
_Y = r"(?P<y>[1-9][0-9]{3})(?: ?(?:г\.?|год[ау]?|году|р\.?|рік|року|році|년))?"
_D = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th|-го)?"
_TO_Y = rf"(?:(?:,| of)? ?{_Y})?"
_QUARTER = r"(?:quarter|квартал[еауі]?|кварталу|кв\.)"
_HALF = r"(?:half(?: year)?|полугодие|полугодии|півріччя|півріччі)"
_THIRDS = ("early", "mid", "late")
_PLACE = re.compile(
    r"(?P<place>early|late|mid|middle of|the middle of|beginning of|the beginning of|start of|the start of|end of|the end of|end"
    r"|first half of|the first half of|second half of|the second half of|начал[оеа]|середин[аеу]|кон(?:ец|це|ца)"
    r"|початок|початку|середин[иі]|кін(?:ець|ці|ця))(?: in)?[ -]+(?P<of>.+)"
)
_ABOUT = re.compile(r"(?:about|around|circa|c\.|ca\.|approximately|roughly|~|около|примерно|близько|приблизно) ?(?P<of>.+)")  # fmt: skip
_LEADING = re.compile(r"(?:in the|on the|during the|in|on|at|during|the|as of|в|во|у) (?=\S)")
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<y>[1-9][0-9]{3})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12][0-9]|3[01]))?",
        rf"{_D}(?: of|-й)?[ -](?P<month>{_M}){_TO_Y}",
        rf"{_D}-(?P<month>{_M})-{_Y}",
        rf"(?P<month>{_M}) {_D}(?:,? {_Y})?",
        rf"{_Y},? (?P<month>{_M})(?: {_D})?",
        rf"(?P<month>{_M}){_TO_Y}",
        rf"(?P<season>{_S}){_TO_Y}",
        _Y,
        rf"{_Y} (?P<m>[0-9]{{1,2}})월(?: (?P<d>[0-9]{{1,2}})일)?",
        r"(?P<m>[0-9]{1,2})월(?: (?P<d>[0-9]{1,2})일)?",
        r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th|일)?",
        rf"{_Y} (?P<koseason>{_any(_KOREAN_SEASONS)})",
        rf"q(?P<q>[1-4])(?:(?: of )?[ /-]?{_Y})?|(?P<q2>[1-4])q[ /-]?(?P<y2>[1-9][0-9]{{3}})",
        rf"{_Y}[ /-]?q(?P<q>[1-4])|(?P<y2>[1-9][0-9]{{3}})[ -]?(?P<q2>[1-4])q",
        rf"(?P<nq>{_O})[ -]{_QUARTER}{_TO_Y}",
        rf"{_Y} (?P<q>[1-4])분기",
        rf"h(?P<h>[12])(?:[ /-]?{_Y})?|(?P<h2>[12])h[ /-]?(?P<y2>[1-9][0-9]{{3}})",
        rf"{_Y}[ /-]?h(?P<h>[12])|(?P<y2>[1-9][0-9]{{3}})[ -]?(?P<h2>[12])h",
        rf"(?P<nh>{_O})[ -]{_HALF}{_TO_Y}",
        rf"{_Y} (?P<koh>상반기|하반기)",
        r"(?P<y>[1-9][0-9]{3})([./])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})\.?",
        r"(?P<m>[0-9]{1,2})[./-](?P<y>[1-9][0-9]{3})",
    )
)
_DAY_MONTH_YEAR = re.compile(
    r"([0-9]{1,2}) ?([./-]) ?([0-9]{1,2}) ?\2 ?([1-9][0-9]{3})(?: ?(?:г|р)\.)?"
)
_DECADE = re.compile(r"(?:(early|mid|late)[ -](?:the )?)?([1-9][0-9]{2})0(?:'|’)?s")
_CENTURY = re.compile(r"([1-9]|1[0-9]|2[0-9])(?:st|nd|rd|th)[ -]century")
_WINTER = re.compile(
    r"(?:winter|зима|зимой|взимку)(?: of)? ([1-9][0-9]{3}) ?[/–-] ?([0-9]{4}|[0-9]{2})(?: (?:гг|рр)\.)?"
)
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]([0-2][0-9]:[0-5][0-9])(:[0-5][0-9])?(?:[.,]0+)?(z|[+-][0-9]{2}:?[0-9]{2})?"
)  # fmt: skip


class Moment(NamedTuple):
    """One date, as far as it is written: ``month`` above 20 is a part of the year by EDTF.

    ``edtf`` stands for all of it where it has no such parts; it may be a stretch of time.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    edtf: str = ""

    def text(self) -> str | None:
        """The date as EDTF; None where its year, or the month of its day, is not written."""
        if self.edtf:
            return self.edtf
        if self.year is None or (self.day is not None and self.month is None):
            return None
        parts = (self.month, self.day)
        return "-".join((f"{self.year:04}", *(f"{part:02}" for part in parts if part is not None)))


def moments(text: str) -> set[Moment]:
    """Each way to read a text in small letters as one date, from its begin to its end."""
    found = set(_moments(text))
    if (match := _LEADING.match(text)) is not None:
        found |= moments(text[match.end() :])
    return found


def _moments(text: str) -> Iterator[Moment]:
    for form in _FORMS:
        if match := form.fullmatch(text):
            yield from _of_form(match)
    yield from _of_digits(text)
    yield from _of_many_years(text)
    if match := _PLACE.fullmatch(text):
        for whole in moments(match["of"]):
            yield from _placed(match["place"].removeprefix("the "), whole)
    if match := _ABOUT.fullmatch(text):
        for near in moments(match["of"]):
            edtf = near.text()
            if edtf and not set(edtf) & set("/~?%XT"):
                yield Moment(edtf=f"{edtf}~")


def _of_digits(text: str) -> Iterator[Moment]:
    """A day in digits, in each order that the calendar allows, and a day with its time."""
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        for day, month in {(one, two), (two, one)}:
            if 0 < month <= 12 and 0 < day <= 31:
                yield Moment(year, month, day)
    if match := _MOMENT.fullmatch(text):
        zone = (match[4] or "").upper()
        zone = f"{zone[:3]}:{zone[-2:]}" if len(zone) > 1 else zone
        yield Moment(edtf=f"{match[1]}T{match[2]}{match[3] or ':00'}{zone}")


def _of_form(match: re.Match[str]) -> Iterator[Moment]:
    found = {name: value for name, value in match.groupdict().items() if value}
    year = found.get("y") or found.get("y2")
    month = int(found["m"]) if "m" in found else None
    if month is not None and not 1 <= month <= 12:
        return
    if "month" in found:
        month = MONTHS[found["month"]]
    for names, name in ((SEASONS, "season"), (_KOREAN_SEASONS, "koseason")):
        if name in found:
            month = names[found[name]]
    quarter = found.get("q") or found.get("q2") or ORDINALS.get(found.get("nq", ""))
    half = found.get("h") or found.get("h2") or ORDINALS.get(found.get("nh", ""))
    if "koh" in found:
        half = 1 if found["koh"] == "상반기" else 2
    if quarter:
        month = 32 + int(quarter)
    elif half:
        number = int(half) if found.get("nh") not in ("last", "final") else 2
        if number > 2:
            return
        month = 39 + number
    day = int(found["d"]) if "d" in found else None
    if day is None or 1 <= day <= 31:
        yield Moment(int(year) if year else None, month, day)


def _of_many_years(text: str) -> Iterator[Moment]:
    """Decades, centuries, and a winter with both its years."""
    if match := _DECADE.fullmatch(text):
        decade = match[2]
        if match[1] is None:
            yield Moment(edtf=f"{decade}X")
            if decade.endswith("0"):  # the 1900s: ten years, or a hundred
                yield Moment(edtf=f"{decade[:2]}XX")
        elif not decade.endswith("0"):
            first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[match[1]]
            yield Moment(edtf=f"{decade}{first}/{decade}{last}")
    if match := _CENTURY.fullmatch(text):
        century = int(match[1])
        yield Moment(edtf=f"{century * 100 - 99:04}/{century * 100:04}")
    if match := _WINTER.fullmatch(text):
        year = int(match[1])
        if str(year + 1).endswith(match[2]):
            yield Moment(year, 24)


def _placed(place: str, whole: Moment) -> Iterator[Moment]:
    """A part of a month or a year: its thirds, halves, first or last day."""
    year, month = whole.year, whole.month
    if year is None or whole.day is not None or whole.edtf or (month or 0) > 12:
        return
    name = _PLACES.get(place.rstrip("-"), place.partition(" ")[0])
    last = monthrange(year, month)[1] if month else 12
    if name in ("beginning", "start", "end"):
        ends = (1, 1) if name != "end" else (12, 31)
        yield Moment(year, month or ends[0], 1 if name != "end" else (last if month else ends[1]))
        return
    if name in ("first", "second"):
        middle = 15 if month else 6
        low, high = (1, middle) if name == "first" else (middle + 1, last)
    else:
        third = 10 if month else 4
        at = ("early", "mid", "late").index(name)
        low, high = at * third + 1, last if at == 2 else (at + 1) * third
    start = f"{year:04}-{month:02}" if month else f"{year:04}"
    if name in ("first", "second") and not month:
        yield Moment(year, 40 if name == "first" else 41)
    else:
        yield Moment(edtf=f"{start}-{low:02}/{start}-{high:02}")


_PLACES = {
    **dict.fromkeys(("начало", "начале", "начала", "початок", "початку"), "start"),
    **dict.fromkeys(("конец", "конце", "конца", "кінець", "кінці", "кінця"), "end"),
    **dict.fromkeys(
        ("середина", "середине", "середину", "середини", "середині", "middle of"), "mid"
    ),
}
