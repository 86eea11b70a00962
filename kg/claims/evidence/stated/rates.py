"""So many a day or a month: no total, whatever is added up."""

from __future__ import annotations

import re

_LED = r"(?:\s+(?:about|around|some|up\s+to|at\s+least|more\s+than|over|an?\s+average\s+of))*"
#: By language what says so before a number, and behind it in its clause.
_FORMS = {
    code: tuple(re.compile(form, re.IGNORECASE) for form in forms)
    for code, forms in {
        "en": (
            rf"\b(?:daily|weekly|monthly|(?:each|every|per)\s+(?:day|week|month|year)),?(?:\s+\w+)?{_LED}\s+$",
            r"[^.;:!?()]{0,45}?(?<!\bin )(?<!\bof )(?<!\bfor )(?<!\bover )(?<!\bafter )(?<!within )(?<!during )"
            r"\b(?:(?:a|per|each|every)\s+(?:day|week|month|year|hour)|daily|weekly|monthly|annually)\b(?!\s+(?:ago|later|earlier|before))",
        ),
        "ru": (
            r"\b(?:ежедневно|еженедельно|ежемесячно|ежегодно|кажд(?:ый|ую|ые)\s+(?:день|неделю|месяц|год|сутки)|(?:за|в)\s+(?:\w+\s+)?сутки)(?:\s+\w+){0,2}\s+$",
            r"[^.;:!?()]{0,45}?\b(?:(?:в|на)\s+(?:день|сутки|неделю|месяц|год|час)|за\s+(?:\w+\s+)?сутки|ежедневно|еженедельно|ежемесячно|ежегодно|кажд(?:ый|ую|ые)\s+(?:день|неделю|месяц|год|сутки))\b",
        ),
        "uk": (
            r"\b(?:щодня|щодоби|щотижня|щомісяця|щороку|кожн(?:ого|ої)\s+(?:дня|тижня|місяця|року|доби)|за\s+(?:\w+\s+)?добу)(?:\s+\w+){0,2}\s+$",
            r"[^.;:!?()]{0,45}?\b(?:на\s+(?:день|добу|тиждень|місяць|рік)|за\s+(?:\w+\s+)?добу|щодня|щодоби|щотижня|щомісяця|щороку)\b",
        ),
        "ko": (
            r"(?:하루(?:에|에만|\s?평균)?|매일|매달|매월|매주|매년|한\s?달에|월평균|일평균|연평균)(?:\s?(?:평균|약|최대|최소|포탄|병력|군인))*\s?$",
            r"\s?[가-힣]{0,4}씩",
        ),
    }.items()
}  # fmt: skip
_FAR = 45  # characters before a number in which such words stand


def rate_beside(text: str, start: int, end: int, code: str) -> str:
    """The words by which a number at a place is one for each of some times; empty where there are none."""
    before, behind = _FORMS[code]
    found = before.search(text[max(0, start - _FAR) : start]) or behind.match(text, end)
    return found[0].strip(" ,") if found else ""
