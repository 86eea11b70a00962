"""How each language says times: one pattern for all forms, and the words of its directions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.claims.evidence.stated.language import alternation, by_word, numbered, words

if TYPE_CHECKING:
    from collections.abc import Iterable

_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_NUMERIC = (
    rf"(?<![\w.,-])(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)(?![\w-])"
    rf"|(?<![\w.,/-])(?P<one>[0-9]{{1,2}})(?:(?P<dots>\.)|[/-])(?P<two>[0-9]{{1,2}})(?(dots)\.|[/-])"
    rf"(?P<nyear>{_YEAR})(?![\w])"
)


@dataclass(frozen=True, eq=False)
class Calendar:
    """The words of times in one language.

    ``pattern`` finds a time; ``led_by`` and ``followed_by`` the word of its direction before and
    behind it; ``relative`` gives the unit and the step of "last month".
    """

    pattern: re.Pattern[str]
    months: dict[str, int]
    seasons: dict[str, int]
    parts: dict[str, str]
    numbers: dict[str, int]
    directions: dict[str, str]
    led_by: re.Pattern[str]
    same_year: re.Pattern[str]
    listing: re.Pattern[str]
    relatives: dict[str, tuple[str, int]]
    followed_by: re.Pattern[str] | None = None

    @cached_property
    def led_by_words(self) -> tuple[str, ...]:
        """The last words that may stand before a time with a direction: one of them must."""
        last = {phrase.split()[-1] for phrase in self.directions}
        return (*last, "the", "конца", "кінця")

    def month(self, word: str) -> int:
        """The number of a month by its name."""
        return self.months[word.lower().rstrip(".")]

    def season(self, word: str) -> int:
        """The number of a season in EDTF: 21 spring to 24 winter."""
        return self.seasons[word.lower()]

    def number(self, word: str) -> int:
        """The number of a quarter or a half, by its digit, its Roman numeral, or the stem of its word."""
        key = word.lower()
        if key[0].isdigit():
            return int(key[0])
        key = key.replace("і", "i")  # the Ukrainian letter, typed for the Roman one
        return self.numbers[key] if key in self.numbers else self.numbers[key[:4]]

    def relative(self, words: str) -> tuple[str, int]:
        """Unit and step of a time that is told from the day of publication."""
        return self.relatives[words]


def _cases(words: Iterable[str]) -> str:
    """A pattern of words, each small, with a capital, and all in capitals; the longest first."""
    return alternation(sorted({f for w in words for f in (w, w.capitalize(), w.upper())}))


def _begins(*tables: Iterable[str], forms: str = "") -> str:
    """What must stand where a time begins: digits, one of ``forms``, or a word of some tables.

    A time is looked for at each word of a text, and most words are told by their first letters.
    """
    words = sorted({f for table in tables for w in table for f in (w, w.capitalize(), w.upper())})
    return rf"(?=[0-9{forms}]|{alternation(words)})"


def _led(directions: dict[str, str]) -> re.Pattern[str]:
    joined = alternation(directions)
    return re.compile(rf"(?<!\w)(?P<word>{joined})\s+(?:the\s+|конца\s+|кінця\s+)?$", re.IGNORECASE)


_EN_MONTHS = numbered("""
1: january jan
2: february feb
3: march mar
4: april apr
5: may
6: june jun
7: july jul
8: august aug
9: september sept sep
10: october oct
11: november nov
12: december dec
""")
_EN_SEASONS = numbered("21: spring\n22: summer\n23: autumn fall\n24: winter")
_EN_PARTS = {
    **dict.fromkeys(("early", "early in", "early of"), "early"),
    **dict.fromkeys(("beginning of", "start of", "the beginning of", "the start of"), "begin"),
    **dict.fromkeys(("mid", "middle of", "the middle of"), "mid"),
    **dict.fromkeys(("late", "late in"), "late"),
    **dict.fromkeys(("end of", "the end of", "the last day of", "year end"), "end"),
}
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_EN_RELATIVE: dict[str, tuple[str, int]] = {
    "last month": ("month", -1), "this month": ("month", 0), "the previous month": ("month", -1),
    "the past month": ("month", -1), "earlier this month": ("month", 0), "next month": ("month", 1),
    "last year": ("year", -1), "this year": ("year", 0), "earlier this year": ("year", 0),
    "the previous year": ("year", -1), "next year": ("year", 1), "later this year": ("year", 0),
    "last week": ("week", -1), "this week": ("week", 0), "earlier this week": ("week", 0),
    "yesterday": ("day", -1), "today": ("day", 0), "tomorrow": ("day", 1),
    **{f"on {name}": ("weekday", number) for number, name in enumerate(_WEEKDAYS)},
    **{f"last {name}": ("weekday", number) for number, name in enumerate(_WEEKDAYS)},
}  # fmt: skip
_EN_DIRECTIONS = {
    **dict.fromkeys(("since", "from", "as of", "starting in", "starting", "beginning in", "beginning", "from early", "since at least", "as from", "starting from", "from around"), "since"),
    **dict.fromkeys(("until", "till", "by", "through", "up to", "up until", "to", "no later than", "as late as", "by around"), "until"),
    **dict.fromkeys(("before", "prior to", "earlier than", "ahead of"), "before"),
    **dict.fromkeys(("after", "following", "later than"), "after"),
}  # fmt: skip
_EN_DIRECTIONS["as of"] = "at"
_EN_NUMBERS = numbered("1: first q1 h1\n2: second q2 h2\n3: third q3\n4: fourth q4 last final")
_EN_FIRST = alternation(sorted({phrase.split()[0] for phrase in _EN_RELATIVE}))
_ORDER = r"(?:(?i:first|second|third|fourth|last|final)|1st|2nd|3rd|4th)"
_QUARTER, _HALF = r"[\s-]+(?i:quarter)", r"[\s-]+(?i:half)(?:-year)?"
_D = r"[0-9]{1,2}"
_TO = r"\s*(?:-|–|—|to|and|or)\s*"
_END = r"(?![0-9\w%]|[.,][0-9]|[-–/][0-9]|-[^\W\d])"
_UNTIL = rf"(?:[-–—/](?P<until>{_YEAR}|[0-9]{{2}}))?"
_EN_BEGIN = _begins(
    _EN_MONTHS, _EN_SEASONS, words("the beginning start middle end early late mid"),
    words("first second third fourth last final"), forms="QH",
)  # fmt: skip
_ENGLISH = re.compile(
    rf"\b(?=[^\W_])(?:{_EN_BEGIN}|(?=(?i:{_EN_FIRST})))(?:{_NUMERIC}"
    rf"|(?<!\w)(?P<relative>(?i:{_cases(_EN_RELATIVE)}))(?!\w)(?!,?\s+(?:the\s+)?(?:{_D}(?:st|nd|rd|th)?(?:\s+of)?\s+)?(?:{_cases(_EN_MONTHS)})\b)"
    r"|(?<![\w.,-])(?:(?P<part>(?:[Tt]he\s+)?(?:[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd)\s+of|(?:[Ee]arly|[Ll]ate)(?:\s+in)?|[Mm]id)[\s-]+)?"
    rf"(?:(?:(?P<quarter>{_ORDER}){_QUARTER}|(?P<half>{_ORDER}){_HALF})(?:,?\s+of|,|\s+in)?\s+(?P<year1>{_YEAR})"
    rf"|(?:(?P<quarter2>Q[1-4]|[1-4]Q)|(?P<half2>H[12]|[12]H))(?:,|\s+of)?\s*(?P<year2>{_YEAR})"
    rf"|(?P<year5>{_YEAR})(?:['’]s)?\s+(?:(?P<quarter5>Q[1-4])|(?P<half5>H[12])|(?P<quarter6>{_ORDER}){_QUARTER}|(?P<half6>{_ORDER}){_HALF})\b"
    rf"|(?:(?P<day>{_D})(?:st|nd|rd|th)?(?:{_TO}(?P<last>{_D})(?:st|nd|rd|th)?)?(?:\s+of)?[\s-]+)?(?P<month>{_cases(_EN_MONTHS)})\b\.?"
    rf"(?:\s+(?P<day2>{_D})(?:st|nd|rd|th)?(?:{_TO}(?P<last2>{_D})(?:st|nd|rd|th)?)?\b(?!,[0-9]{{3}}|[.][0-9]|\s+(?:thousand|million|billion|[a-z]+s\b)))?"
    rf"(?:(?:,|\s+of|\s+in)?[\s-]+(?P<year3>{_YEAR})(?![0-9]|,[0-9]))?"
    rf"|(?P<season>{_cases(_EN_SEASONS)})\b(?:(?:,|\s+of|\s+in)?\s+(?P<year4>{_YEAR})(?:[-–/](?P<until4>{_YEAR}|[0-9]{{2}}))?(?![0-9]|,[0-9]))?"
    rf"|(?P<decade>(?:1[5-9]|20)[0-9]0)s\b"
    rf"|(?P<only>{_YEAR}){_UNTIL}{_END}))"
)

_RU_MONTHS = numbered("""
1: январь января январе янв
2: февраль февраля феврале фев
3: март марта марте мар
4: апрель апреля апреле апр
5: май мая мае
6: июнь июня июне июн
7: июль июля июле июл
8: август августа августе авг
9: сентябрь сентября сентябре сен сент
10: октябрь октября октябре окт
11: ноябрь ноября ноябре ноя нояб
12: декабрь декабря декабре дек
""")
_RU_SEASONS = numbered("""
21: весна весны весной весну весне
22: лето лета летом лете
23: осень осени осенью
24: зима зимы зимой зиму зиме
""")
_RU_PARTS = by_word("""
early: ранней раннего
begin: начале начала начало началу
mid: середине середины середину
late: поздней позднего
end: конце конца концу конец
""")
_RU_ORDER = (
    r"(?i:перв(?:ый|ом|ого|ому|ым|ая|ой|ую|ое)|втор(?:ой|ом|ого|ому|ым|ая|ую|ое)"
    r"|трет(?:ий|ьем|ьего|ьему|ьим|ья|ьей|ью|ье)|четв[её]рт(?:ый|ом|ого|ому|ым|ая|ой|ую|ое))"
    r"|[IІ]{1,3}|[IІ]V|[1-4](?:-?(?:м|й|го|ом|ый|ой|ий|му|я|е|ое))?"
)
_RU_RELATIVE: dict[str, tuple[str, int]] = {
    "в прошлом месяце": ("month", -1), "прошлым месяцем": ("month", -1), "в этом месяце": ("month", 0),
    "в прошлом году": ("year", -1), "в этом году": ("year", 0), "вчера": ("day", -1), "сегодня": ("day", 0),
    "на прошлой неделе": ("week", -1), "на этой неделе": ("week", 0),
}  # fmt: skip
_UK_RELATIVE: dict[str, tuple[str, int]] = {
    "минулого місяця": ("month", -1), "торік": ("year", -1), "минулого року": ("year", -1),
    "цього року": ("year", 0), "цього місяця": ("month", 0), "учора": ("day", -1), "вчора": ("day", -1),
    "сьогодні": ("day", 0), "минулого тижня": ("week", -1), "цього тижня": ("week", 0),
}  # fmt: skip
_UK_MONTHS = numbered("""
1: січень січня січні
2: лютий лютого лютому
3: березень березня березні
4: квітень квітня квітні
5: травень травня травні
6: червень червня червні
7: липень липня липні
8: серпень серпня серпні
9: вересень вересня вересні
10: жовтень жовтня жовтні
11: листопад листопада листопаді
12: грудень грудня грудні
""")
_UK_SEASONS = numbered("""
21: весна весни навесні весну весною весні
22: літо літа влітку літом літі
23: осінь осені восени осінню
24: зима зими взимку узимку зиму зимою зимі
""")
_UK_PARTS = by_word("""
early: рано
begin: початку початок
mid: середині середини середину
late: пізно
end: кінці кінця кінець наприкінці
""")
_UK_ORDER = (
    r"(?i:(?:перш|друг|четверт)(?:ий|ому|ого|им|а|ій|у|е|ої|ою)|трет(?:ій|ьому|ього|ім|я|ьої|ю|ьою|є))"
    r"|[IІ]{1,3}|[IІ]V|[1-4](?:-?(?:му|й|го|ому|ий|ій|ше|ге|тє|те|а|у))?"
)


def _slavic(
    months: dict[str, int], seasons: dict[str, int], parts: dict[str, str], order: str,
    relative: dict[str, tuple[str, int]], forms: tuple[str, str, str],
) -> re.Pattern[str]:  # fmt: skip
    """Russian and Ukrainian: the day before the month, "года" behind the year."""
    quarter, half, year_word = forms
    orders = ("перв", "втор", "трет", "четв", "перш", "друг")
    begin = _begins(
        months, seasons, parts, {word.split()[0] for word in relative}, orders, forms="IІ"
    )
    return re.compile(
        rf"\b(?=[^\W_]){begin}(?:{_NUMERIC}"
        rf"|(?<!\w)(?P<relative>{_cases(relative)})(?!\w)"
        rf"|(?<![\w.,-])(?:(?P<part>{_cases(parts)})\s+)?"
        rf"(?:(?:(?P<quarter>{order})\s+{quarter}|(?P<half>{order})\s+{half})\s+(?P<year1>{_YEAR})(?:-(?:го|м|й))?(?:\s+{year_word})?"
        rf"|(?:(?P<day>{_D})(?:-(?:го|е|ое))?(?:\s*(?:-|–|—)\s*(?P<last>{_D}))?\s+)?(?P<month>{_cases(months)})\b\.?(?:\s+(?P<year3>{_YEAR})(?![0-9])(?:\s+{year_word})?)?"
        rf"|(?P<season>{_cases(seasons)})\b(?:\s+(?P<year4>{_YEAR})(?:[-–/](?P<until4>{_YEAR}|[0-9]{{2}}))?(?![0-9])(?:\s+{year_word})?)?"
        rf"|(?P<decade>(?:1[5-9]|20)[0-9]0)-(?:х|ті|ых|тих)\b"
        rf"|(?P<only>{_YEAR}){_UNTIL}{_END}(?:\s+{year_word})?))"
    )


_KO_QUARTER, _KO_HALF = (
    r"(?:제\s?)?(?P<quarter>[1-4])(?:\s?[/·]\s?4)?\s?분기",
    r"(?P<half>[상하전후]반기)",
)
_KOREAN = re.compile(
    rf"{_NUMERIC}"
    r"|(?P<relative>지난\s?달|지난해|(?<!재)작년|올해|어제|오늘|지난주|이번\s달|이달)"
    rf"|(?:(?P<year>{_YEAR})(?:년(?:도|의)?|(?=\s(?:제\s?)?(?:[1-4][/·4\s]*분기|[상하전후]반기)))(?:\s*(?:(?P<month>1[0-2]|0?[1-9])월(?:\s*(?P<day>{_D})일)?|(?P<season>봄|여름|가을|겨울)|{_KO_QUARTER}|{_KO_HALF}))?(?:\s*(?P<part>초|중순|중반|말))?)"
    rf"|(?:(?P<month2>1[0-2]|0?[1-9])월(?:\s*(?P<day2>{_D})일)?(?:\s*(?P<part2>초|중순|말))?)"
)


def _calendar(
    pattern: re.Pattern[str], months: dict[str, int], seasons: dict[str, int],
    parts: dict[str, str], numbers: dict[str, int], directions: dict[str, str],
    relatives: dict[str, tuple[str, int]], joint: str,
) -> Calendar:  # fmt: skip
    same = re.compile(
        rf"\s*(?:{joint})\s*(?:(?:early|late|the)[\s-]+|the\s+end\s+of\s+)?", re.IGNORECASE
    )
    listing = re.compile(r"\s*(?:,|and|or|и|и в|і|й|та|или|або)\s*(?:в\s+|у\s+|in\s+)?")
    return Calendar(
        pattern,
        months,
        seasons,
        parts,
        numbers,
        directions,
        _led(directions),
        same,
        listing,
        relatives,
    )


_SLAVIC_NUMBERS = numbered(
    "1: i перв перш\n2: ii втор друг\n3: iii трет\n4: iv четв"  # of words the first four letters
)

CALENDARS = {
    "en": _calendar(
        _ENGLISH, _EN_MONTHS, _EN_SEASONS, _EN_PARTS, _EN_NUMBERS, _EN_DIRECTIONS, _EN_RELATIVE,
        r"-|–|—|,|to|and|or|until|till|through",
    ),
    "ru": _calendar(
        _slavic(_RU_MONTHS, _RU_SEASONS, _RU_PARTS, _RU_ORDER, _RU_RELATIVE,
                ("(?i:квартал(?:а|е|у|ом)?)", "(?i:половин(?:а|е|у|ы|ой)|полугоди(?:е|и|я|ю|ем))", r"(?:года|году|год|гг?\.?)")),
        _RU_MONTHS, _RU_SEASONS, _RU_PARTS, _SLAVIC_NUMBERS,
        {**dict.fromkeys(("с", "со", "начиная с", "от"), "since"),
         **dict.fromkeys(("до", "к", "ко", "по", "не позднее"), "until"),
         **dict.fromkeys(("перед", "ранее"), "before"), **dict.fromkeys(("после",), "after")},
        _RU_RELATIVE, r"-|–|—|,|и|и\s+в|до|по|или",
    ),
    "uk": _calendar(
        _slavic(_UK_MONTHS, _UK_SEASONS, _UK_PARTS, _UK_ORDER, _UK_RELATIVE,
                ("(?i:квартал(?:у|і|и|ом|ові)?)", "(?i:половин(?:а|і|у|и|ою)|півріччі|півріччям|півріччя|півріччю)", r"(?:року|році|рік|рр?\.?)")),
        _UK_MONTHS, _UK_SEASONS, _UK_PARTS, _SLAVIC_NUMBERS,
        {**dict.fromkeys(("з", "із", "зі", "від", "починаючи з"), "since"),
         **dict.fromkeys(("до", "по", "не пізніше", "на кінець"), "until"),
         **dict.fromkeys(("перед", "раніше"), "before"), **dict.fromkeys(("після",), "after")},
        _UK_RELATIVE, r"-|–|—|,|і|й|та|до|по|або",
    ),
    "ko": Calendar(
        _KOREAN, {str(n): n for n in range(1, 13)} | {f"0{n}": n for n in range(1, 10)},
        {"봄": 21, "여름": 22, "가을": 23, "겨울": 24},
        {"초": "early", "중순": "mid", "중반": "mid", "말": "end"},
        {"상반기": 1, "전반기": 1, "하반기": 2, "후반기": 2},
        {"부터": "since", "이후": "since", "이래": "since", "까지": "until", "이전": "before", "전": "before"},
        re.compile("(?!)(?P<word>)"),
        re.compile(r"\s*(?:-|–|~|∼|에서|부터|과|와)\s*"), re.compile(r"\s*(?:,|과|와)\s*"),
        {"지난달": ("month", -1), "지난 달": ("month", -1), "지난해": ("year", -1), "작년": ("year", -1),
         "올해": ("year", 0), "어제": ("day", -1), "오늘": ("day", 0), "지난주": ("week", -1),
         "이번 달": ("month", 0), "이번달": ("month", 0), "이달": ("month", 0)},
        re.compile(r"\s?(?P<word>부터|이후|이래|까지|이전|전(?!반))"),
    ),
}  # fmt: skip
