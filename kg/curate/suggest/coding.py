"""A sentence in which names, figures and dates are one sign each, so that patterns can be short."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from kg.curate.suggest.known import (
    ADJECTIVE,
    AGREEMENT,
    BODY,
    CAPITAL,
    GROUP,
    PERSON,
    PLACE,
    STATE,
    THING,
    UNIT,
    WEAPON,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

FIGURE, DATE = "figure", "date"
_SORTS = (STATE, CAPITAL, PERSON, UNIT, BODY, GROUP, AGREEMENT, WEAPON, PLACE, THING, ADJECTIVE, FIGURE, DATE)  # fmt: skip
_ROOM = 64  # signs of one sort in a sentence
_FIRST = 0xE000  # the private use area of Unicode
_CLASSES = {
    "actor": (STATE, CAPITAL, PERSON, UNIT, BODY, GROUP),
    "state": (STATE, CAPITAL),
    "name": (STATE, CAPITAL, PERSON, UNIT, BODY, GROUP, AGREEMENT, WEAPON, PLACE, THING),
    "side": (STATE, CAPITAL, UNIT, BODY, GROUP),
}


class Spanned(Protocol):
    """What stands at a place of a sentence (end exclusive)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded sentence: its text, by sign what it stands for, and by place the offset before coding."""

    text: str
    items: dict[str, Spanned]
    offsets: list[int]

    def span(self, match: re.Match[str], group: str | int = 0) -> tuple[int, int]:
        """The place of a group of a match in the sentence before it was coded."""
        return self.offsets[match.start(group)], self.offsets[match.end(group)]

    def listed(self, signs: str) -> list[Spanned]:
        """What the signs in a stretch of the coded text stand for, in their order."""
        return [self.items[sign] for sign in signs if sign in self.items]


def coded(text: str, items: Sequence[tuple[str, Spanned]]) -> Coded:
    """Code a sentence; ``items``: what stands in it, each with its sort, in order, none in another."""
    out: list[str] = []
    offsets: list[int] = []
    signs: dict[str, Spanned] = {}
    last = 0
    counts = dict.fromkeys(_SORTS, 0)
    for sort, item in items:
        if counts[sort] == _ROOM or item.start < last:
            continue
        out.append(text[last : item.start])
        offsets += range(last, item.start)
        sign = chr(_FIRST + _ROOM * _SORTS.index(sort) + counts[sort])
        counts[sort] += 1
        out.append(sign)
        offsets.append(item.start)
        signs[sign] = item
        last = item.end
    out.append(text[last:])
    offsets += range(last, len(text) + 1)
    plain = "".join(out)
    return Coded(plain.replace("’", "'"), signs, offsets)


def sign_class(name: str) -> str:
    """The inside of a regular expression's class for the signs of a sort, or of several."""
    sorts = _CLASSES.get(name, (name,))
    ranges = []
    for sort in sorts:
        first = _FIRST + _ROOM * _SORTS.index(sort)
        ranges.append(f"{chr(first)}-{chr(first + _ROOM - 1)}")
    return "".join(ranges)


@lru_cache(maxsize=512)
def pattern(form: str) -> re.Pattern[str]:
    """A pattern over coded text: ``<state>`` is one name of a state, ``<states>`` a list of them.

    The blank before an optional word stands inside its brackets; “the”, “a” and “an” before a name
    are optional everywhere.
    """

    def written(match: re.Match[str]) -> str:
        name = match[1]
        several = name.endswith("s") and name[:-1] in (*_CLASSES, *_SORTS)
        one = f"[{sign_class(name[:-1] if several else name)}]"
        article = r"(?:(?:[Tt]he|[Aa]n?) )?"
        if not several:
            return f"{article}{one}"
        return f"{article}{one}(?:,? (?:and )?{article}{one})*"

    return re.compile(re.sub(r"(?<!P)<(\w+)>", written, form))
