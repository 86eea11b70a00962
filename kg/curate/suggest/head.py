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

_PERSON = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}"
_BYLINE = re.compile(rf"[Bb]y (?P<name>(?:the )?{_PERSON}(?:(?:, | and |, and ){_PERSON})*)$")
#: “SEOUL, 14 January 2025 (Agency) — …”: where and when a text was written.
_PLACELINE = re.compile(
    r"(?P<place>[A-Z][A-Z .’'-]{2,30}),? (?P<day>[^—–()]{4,30}?)?(?: ?\([^)]{1,30}\))? ?[—–-]+ "
)
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

    @property
    def authors(self) -> list[str]:
        """The authors, one by one."""
        return [name for name in re.split(r"; | and |, and |, ", self.author) if name]


def head_of(sentences: Sequence[Sentence]) -> Head:
    """What the first lines of a text, and a name alone in the last, say of the document."""
    top = [
        (number, sentence.text)
        for number, sentence in enumerate(sentences[:_TOP])
        if sentence.heading
    ]
    author, published, lines, title = "", "", set(), ""
    for place, (number, text) in enumerate(top):
        parts = re.split(r" [|·•] ", text)
        if len(parts) > 1 and (day := next(filter(None, map(_day, parts)), "")):
            # “Amara Diallo | Bamako | 5 June 2024”
            published, author = (
                published or day,
                author or (parts[0] if _NAME.match(parts[0]) else ""),
            )
            lines.add(number)
            title = title or (top[place - 1][1] if place else "")
        elif not author and (match := _BYLINE.match(text)):
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
    if not published:
        published = next(filter(None, (_day(_placed(s.text)) for s in sentences[:_TOP])), "")
    return Head(title, author, published, frozenset(lines))


def placeline(text: str) -> int:
    """Where a sentence begins behind the place and day of its text; 0 where it has none."""
    match = _PLACELINE.match(text)
    return match.end() if match else 0


def _placed(text: str) -> str:
    match = _PLACELINE.match(text)
    return (match["day"] or "").strip() if match else ""


def _day(text: str) -> str:
    try:
        edtf = read_date(text.strip())
    except UnclearError:
        return ""
    return edtf if is_day(edtf) else ""
