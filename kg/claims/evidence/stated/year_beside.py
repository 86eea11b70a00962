"""The year of a month or day that a text writes without one: “in October last year”, “지난해 10월”.

Words beside it say which year is meant: last, this, next; of “that year” or “two years ago” none can be
told here. Where nothing is said it is the latest before the day of publication.
"""

from __future__ import annotations

import re

_EN_YEAR = r"(?:(?P<m1>last)|(?P<p0>this)|(?P<p1>next)|(?P<none>(?:the\s+)?(?:same|previous|following|preceding)|that))\s+year"
_IN_EN = r"(?:\s+(?:in|on|by|since|during|from|until|after|before))?(?:\s+(?:early|mid|late))?"
_RU_YEAR = r"(?:(?P<m2>позапрошло{0})|(?P<m1>прошло{0}|минувше{0}|ушедше{0})|(?P<p0>это{0}|текуще{0}|нынешне{0}|се{0})|(?P<p1>следующе{0}|будуще{0}|наступающе{0})|(?P<none>то{0}(?:\s+же)?|предыдуще{0}))"
_UK_YEAR = r"(?:(?P<m2>позаминуло{0})|(?P<m1>минуло{0}|торішньо{0})|(?P<p0>ц{1}|поточно{0}|нинішньо{0})|(?P<p1>наступно{0})|(?P<none>то{0}(?:\s+(?:ж|само{0}))?|попередньо{0}))"
_KO_YEAR = r"(?:(?P<m2>재작년|지지난해)|(?P<m1>지난해|(?<!재)작년)|(?P<p0>올해|금년|올)|(?P<p1>내년)|(?P<none>같은\s?해|그\s?해|이듬해|전년|다음\s?해|[0-9]+년\s?전|당해)|(?P<coming>오는|다가오는))"
#: By language what may stand before such a time, and what behind it.
_FORMS = {
    code: tuple(re.compile(form, re.IGNORECASE) for form in forms)
    for code, forms in {
        "en": (
            rf"\b(?:{_EN_YEAR},?{_IN_EN}|(?P<past>last)|(?P<coming>next|coming|upcoming))\s+$",
            rf",?(?:\s+(?:of|in))?\s+(?:{_EN_YEAR}|(?P<none2>(?:a|one|two|three|four|five|several|[0-9]+)\s+years?\s+(?:ago|earlier|before|later)))\b",
        ),
        "ru": (
            rf"\b(?:{_RU_YEAR.format('м')}\s+году,?(?:\s+(?:в|во|с|к|до))?|(?P<past>прошл\w+)|(?P<coming>следующ\w+|будущ\w+))\s+$",
            rf",?\s+(?:{_RU_YEAR.format('го')}\s+г(?:ода|\.)|(?P<none2>\w+\s+(?:года?|лет)\s+назад))",
        ),
        "uk": (
            rf"\b(?:{_UK_YEAR.format('му', 'ьому')}\s+році,?(?:\s+(?:у|в|з|до))?|(?P<m1b>торік|торішн\w+),?(?:\s+(?:у|в|з))?|(?P<past>минул\w+)|(?P<coming>наступн\w+))\s+$",
            rf",?\s+(?:{_UK_YEAR.format('го', 'ього')}\s+року|(?P<m1b>торік)\b|(?P<p0b>цьогоріч)\b|(?P<none2>\w+\s+(?:роки|років)\s+тому))",
        ),
        "ko": (rf"{_KO_YEAR}\s*$", r"(?!)"),
    }.items()
}  # fmt: skip
_STEPS = {"m2": -2, "m1": -1, "m1b": -1, "p0": 0, "p0b": 0, "p1": 1}
_FAR = 30  # characters before a time in which such words stand


def of_the_year_beside(
    text: str, span: tuple[int, int], options: tuple[str, ...], code: str, issued: str
) -> tuple[str, ...]:
    """What a time at a place may be in EDTF, by the words beside it; as it was where there are none.

    ``options`` are those without their year (XXXX), and the latest of them before ``issued``.
    """
    start, end = span
    before, behind = _FORMS[code]
    found = before.search(text[max(0, start - _FAR) : start]) or behind.match(text, end)
    if found is None:
        return options
    unknown = tuple(option for option in options if option.startswith("XXXX"))
    said = next((name for name, words in found.groupdict().items() if words), "none")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", issued):
        return unknown
    year, day = int(issued[:4]), issued[5:]
    if said in _STEPS:
        return (*unknown, *(o.replace("XXXX", str(year + _STEPS[said])) for o in unknown))
    if said == "coming":
        return (
            *unknown,
            *(o.replace("XXXX", str(year + (o[5:] <= day))) for o in unknown if _in_year(o)),
        )
    if said == "past":  # "last October" in November: of this year, or of the last?
        return unknown if any(o.startswith(issued[:4]) for o in options) else options
    return unknown


def _in_year(option: str) -> bool:
    return "/" not in option and option[5:7].isdigit() and int(option[5:7]) <= 12
