"""One date as people write it, without the words for since, until and to: its year, month and day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_ENGLISH = (
    "january jan jan.", "february feb feb.", "march mar mar.", "april apr apr.", "may", "june jun jun.",
    "july jul jul.", "august aug aug.", "september sept sept. sep sep.", "october oct oct.",
    "november nov nov.", "december dec dec.",
)  # fmt: skip
_RUSSIAN = (
    "январь января январе январю", "февраль февраля феврале февралю", "март марта марте марту",
    "апрель апреля апреле апрелю", "май мая мае маю", "июнь июня июне июню", "июль июля июле июлю",
    "август августа августе августу", "сентябрь сентября сентябре сентябрю",
    "октябрь октября октябре октябрю", "ноябрь ноября ноябре ноябрю", "декабрь декабря декабре декабрю",
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
    21: "spring весна весной весны весне весну навесні весною весни",
    22: "summer лето летом лета лету літо влітку літа літом",
    23: "autumn fall осень осенью осени осінь восени осені",
    24: "winter зима зимой зимы зиме зиму зимою взимку узимку зими",
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
    r"|first half of|the first half of|second half of|the second half of|начал[оеау]|середин[аеуы]|кон(?:ец|це|ца|цу)"
    r"|початок|початку|на початку|середин[иі]|кін(?:ець|ці|ця)|наприкінці|первой половине|первая половина|второй половине|вторая половина"
    r"|першій половині|перша половина|другій половині|друга половина|ранн(?:ей|им|яя|ее)|поздн(?:ей|им|яя|ее)|пізн(?:ьої|я|є|ім))(?: in)?[ -]+(?P<of>.+)"
)
_KOREAN_PLACE = re.compile(
    r"(?P<of>.+?[년월]|.+?월?(?:봄|여름|가을|겨울)) ?(?P<place>초순|초|상순|중순|중반|하순|말)"
)
_WEEKDAYS = (
    "monday mon mon. понедельник понеділок 월요일 월", "tuesday tue tue. tues вторник вівторок 화요일 화",
    "wednesday wed wed. среда среду середа середу 수요일 수", "thursday thu thu. thurs четверг четвер 목요일 목",
    "friday fri fri. пятница пятницу п'ятниця п'ятницю п’ятниця п’ятницю 금요일 금",
    "saturday sat sat. суббота субботу субота суботу 토요일 토",
    "sunday sun sun. воскресенье неділя неділю 일요일 일",
)  # fmt: skip
WEEKDAYS = {name: day for day, names in enumerate(_WEEKDAYS) for name in names.split()}
_WD = _any(name for name in WEEKDAYS if len(name) > 1)
_WITH_WEEKDAY = re.compile(
    rf"(?:on |в |у |во )?(?P<first>{_WD}),? (?P<of>.*\d.*)"
    rf"|(?P<of2>.*\d.*?),? ?(?:(?P<last>{_WD})|\((?P<in>{_any(WEEKDAYS)})\))"
)
_ABOUT = re.compile(r"(?:about|around|circa|c\.|ca\.|approximately|roughly|~|около|примерно|близько|приблизно) ?(?P<of>.+)")  # fmt: skip
_LEADING = re.compile(
    r"(?:in the|on the|at the|during the|in|on|at|during|the|as of|as at|станом на|по состоянию на|в|во|у|на) (?=\S)"
)
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
    if (bare := without_lead(text)) != text:
        found |= moments(bare)
    return found


def split_weekday(text: str) -> tuple[int, str] | None:
    """The weekday that a text names beside a date (0: Monday), and the rest; None without one."""
    match = _WITH_WEEKDAY.fullmatch(text)
    if match is None:
        return None
    name = match["first"] or match["last"] or match["in"]
    return WEEKDAYS[name], match["of"] or match["of2"]


def falls_on(day: int, edtf: str) -> bool:
    """Whether a whole date (YYYY-MM-DD) is in the calendar, and falls on a weekday."""
    try:
        return date.fromisoformat(edtf).weekday() == day
    except ValueError:
        return False


def placed(text: str, wholes: Callable[[str], Iterable[Moment]]) -> Iterator[Moment]:
    """The parts of months, seasons and years that a text names: "early June 2024", "2024년 말"."""
    if match := _PLACE.fullmatch(text) or _KOREAN_PLACE.fullmatch(text):
        for whole in wholes(match["of"]):
            yield from _placed(match["place"].removeprefix("the "), whole)


def without_lead(text: str) -> str:
    """A text without the preposition or article before its date: "in", "the", "в"."""
    match = _LEADING.match(text)
    return text[match.end() :] if match else text


def _moments(text: str) -> Iterator[Moment]:
    for form in _FORMS:
        if match := form.fullmatch(text):
            yield from _of_form(match)
    yield from _of_digits(text)
    yield from _of_many_years(text)
    yield from placed(text, moments)
    if named := split_weekday(text):
        for moment in moments(named[1]):
            if falls_on(named[0], moment.text() or ""):
                yield moment
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
    if year is None or whole.day is not None or whole.edtf or (month or 0) > 24:
        return
    name = _PLACES.get(place.rstrip("-"), place.partition(" ")[0])
    if month is not None and month > 12:
        yield from _of_season(name, year, month)
        return
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


def _of_season(name: str, year: int, season: int) -> Iterator[Moment]:
    """Early, mid and late are the months of a season, beginning and end its first and last day."""
    number = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1}.get(name, 2)
    if name in ("first", "second"):
        return
    first = year * 12 + 3 * (season - 20) - 1  # months from the year 0: March is 2
    year, month = divmod(first + number, 12)
    whole = f"{year:04}-{month + 1:02}"
    if name in ("beginning", "start"):
        whole += "-01"
    elif name == "end":
        whole += f"-{monthrange(year, month + 1)[1]}"
    yield Moment(edtf=whole)


_PLACES = {
    **dict.fromkeys(
        ("начало", "начале", "начала", "началу", "початок", "початку", "на початку"), "start"
    ),
    **dict.fromkeys(
        ("конец", "конце", "конца", "концу", "кінець", "кінці", "кінця", "наприкінці", "말"), "end"
    ),
    **dict.fromkeys(
        ("первой половине", "первая половина", "першій половині", "перша половина"), "first"
    ),
    **dict.fromkeys(
        ("второй половине", "вторая половина", "другій половині", "друга половина"), "second"
    ),
    **dict.fromkeys(("ранней", "ранним", "ранняя", "раннее", "초", "초순", "상순"), "early"),
    **dict.fromkeys(
        ("поздней", "поздним", "поздняя", "позднее", "пізньої", "пізня", "пізнє", "пізнім", "하순"),
        "late",
    ),
    **dict.fromkeys(
        (
            "середина",
            "середине",
            "середину",
            "середины",
            "середини",
            "середині",
            "middle of",
            "중순",
            "중반",
        ),
        "mid",
    ),
}
