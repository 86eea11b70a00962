"""What a text says of itself: its title, who wrote it, and the day on which it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.edtf import is_day
from kg.claims.reading.dates import read_date
from kg.errors import UnclearError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.curate.suggest.sentences import Sentence

_BYLINE = re.compile(r"[Bb]y (?P<name>(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4})$")
_NAME = re.compile(r"[A-Z][a-zà-ž’'-]+(?: [A-Z]\.)?(?: [A-Z][a-zà-ž’'-]+){1,2}$")
_DATELINE = re.compile(r"(?:(?:Published|Updated|Posted|Issued)(?: on)?:? )?(?P<day>[^:]{6,40})$")
_TOP = 8  # lines at the top in which these stand


@dataclass(frozen=True, slots=True)
class Head:
    """Title, author and day (EDTF) of a text, "" where it does not say; the lines that say it."""

    title: str = ""
    author: str = ""
    published: str = ""
    lines: frozenset[int] = frozenset()


def head_of(sentences: Sequence[Sentence]) -> Head:
    """What the first lines of a text, and a name alone in the last, say of the document."""
    top = [
        (number, sentence.text)
        for number, sentence in enumerate(sentences[:_TOP])
        if sentence.heading
    ]
    author, published, lines, title = "", "", set(), ""
    for place, (number, text) in enumerate(top):
        if not author and (match := _BYLINE.match(text)):
            author = re.sub(r"^the ", "", match["name"])
            lines.add(number)
            title = top[place - 1][1] if place and top[place - 1][0] == number - 1 else title
        elif not published and (match := _DATELINE.match(text)) and (day := _day(match["day"])):
            published = day
            lines.add(number)
    if (
        not author
        and len(sentences) > 2
        and sentences[-1].heading
        and _NAME.match(sentences[-1].text)
    ):
        author = sentences[-1].text
        lines.add(len(sentences) - 1)
    if not title and top and top[0][0] == 0 and 0 not in lines:
        title = top[0][1]
    return Head(title, author, published, frozenset(lines))


def _day(text: str) -> str:
    try:
        edtf = read_date(text.strip())
    except UnclearError:
        return ""
    return edtf if is_day(edtf) else ""
