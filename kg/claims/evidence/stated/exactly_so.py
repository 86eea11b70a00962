"""Words that bound a number on both sides: "no more and no less than 300" is exactly 300."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.evidence.stated.language import words

if TYPE_CHECKING:
    from kg.claims.evidence.stated.tokens import Tokens


class _Sides(NamedTuple):
    """What is above and below, what negates both, what joins them, and what may stand at the number."""

    more: frozenset[str]
    less: frozenset[str]
    negations: frozenset[str]
    joints: frozenset[str]
    than: frozenset[str]


_SIDES = {
    "en": _Sides(words("more greater higher over"), words("less fewer lower under"), words("no not neither nor"), words("and or but , even one jot"), words("than")),
    "ru": _Sides(words("больше более много выше свыше"), words("меньше менее мало ниже"), words("не ни"), words("и , а но"), words("чем как")),
    "uk": _Sides(words("більше більш багато вище понад"), words("менше менш мало нижче"), words("не ні ані"), words("і й та , а але"), words("ніж як за")),
}  # fmt: skip
_KOREAN = re.compile(
    r"(?:(?:더도|덜도)\s?(?:말고\s?|아니고\s?)?(?:덜도|더도)\s?(?:말고|아닌|아니고|않은)|많지도\s?적지도\s?않은|적지도\s?많지도\s?않은)\s*$"
)


def exactly_so(tokens: Tokens, index: int) -> int | None:
    """Where words begin that end at a token and bound the number behind them on both sides; else None."""
    if tokens.language.code == "ko":
        match = _KOREAN.search(tokens.text, 0, tokens.ends[index])
        if match is None:
            return None
        return next(at for at, end in enumerate(tokens.ends) if end > match.start())
    sides, at, low = _SIDES[tokens.language.code], index, tokens.low
    if low[at] in sides.than:
        at -= 1
    elif tokens.language.code == "en":
        return None  # "more or less 300" is about 300
    seen: set[str] = set()
    while at >= 0 and any(low[at] in kind for kind in sides):
        seen.add(low[at])
        at -= 1
    at += 1
    while at < index and low[at] in sides.joints:
        at += 1
    both = seen & sides.more and seen & sides.less and seen & sides.negations
    return at if both else None
