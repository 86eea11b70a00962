"""Numbers that the words around them deny or multiply, and two of which the one became the other.

"Not 12,000", "not one", "twice as many as 300": no such number of things is stated. "Rose from 3,000 to
4,700" states two numbers of two times and no range; "rose to 4,700" bounds nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.claims.evidence.stated.language import words

if TYPE_CHECKING:
    from kg.claims.evidence.stated.tokens import Tokens

_NOT = {
    "en": words("not never nor neither hardly scarcely barely cannot"),
    "ru": words("не ни ли едва"),
    "uk": words("не ні ані ледь ледве"),
}
_ONLY = {
    "en": words("only just merely"),
    "ru": words("только лишь просто"),
    "uk": words("тільки лише просто"),
}
_BUT = words("but а но але")
_TIMES = {
    "en": words(
        "% percent cent pct twice thrice double triple quadruple times twofold threefold fourfold tenfold"
    ),
    "ru": words("% процентов процента процент вдвое втрое вчетверо впятеро раз раза"),
    "uk": words(
        "% відсотків відсотки відсотка вдвічі удвічі втричі утричі вчетверо разів рази раз"
    ),
}
_THAN = {
    "en": words("as many much more than the that those larger bigger greater higher"),
    "ru": words("больше более выше превышает превысило превысил чем , тех"),
    "uk": words("більше вище перевищує перевищило ніж за , тих"),
}
_CHANGED: dict[str, frozenset[str] | tuple[str, ...]] = {
    "en": words("""rose rise rises risen rising increased increase increases increasing grew grow grows grown growing
        jumped jump jumps jumping climbed climb climbs climbing fell fall falls fallen falling dropped drop drops dropping
        declined decline declines declining decreased decrease decreases decreasing shrank shrunk shrink shrinks reduced
        reduce reduces reducing cut cuts cutting lowered raised raise raises raising soared surged swelled swollen up down
        expanded expand expands boosted boost revised corrected changed went gone doubled tripled upped slashed"""),
    "ru": ("вырос", "возрос", "увелич", "сокра", "уменьш", "сниз", "упал", "повыс", "подня", "дов", "нарас", "рост"),
    "uk": ("зрос", "вирос", "збільш", "зменш", "скорот", "скоро", "знизи", "впал", "підвищ", "підня", "дов", "нарост"),
}  # fmt: skip
_ENDS = frozenset(".;:!?()")
_FAR = 9  # tokens before a number in which the verb of its change stands
_MULTIPLIED_KO = re.compile(r"\s?[가-힣]{0,4}의\s?(?:[0-9.]+|두|세|네|다섯|열|몇)\s?배")
_CHANGED_KO = re.compile(
    r"\s?[가-힣]{0,4}?으?로\s?(?:[가-힣]+\s)?(?:늘|줄|증가|감소|급증|급감|확대|축소|상향|하향)"
)
_DENIED_KO = re.compile(r"\s?[가-힣]{0,4}[이가은는]?\s(?:아니|아닌)")
_ONLY_KO = re.compile(r"\s?[가-힣]{0,2}(?:뿐|만)(?:만|이)*\s아니(?![^.]{0,20}[0-9])")  # "not only"
_NOT_ONE_KO = re.compile(r"\s?[가-힣]{1,2}도\s")


def taken_back(tokens: Tokens, first: int, after: int, *, is_one: bool) -> str:
    """Why a number at tokens ``first`` to ``after`` (excluded) is not stated of things; empty where it may be.

    ``is_one``: it is the number one.
    """
    code, low = tokens.language.code, tokens.low
    if code == "ko":
        end = tokens.ends[after - 1]
        denied = _DENIED_KO.match(tokens.text, end) and not _ONLY_KO.match(tokens.text, end)
        if denied or (is_one and _NOT_ONE_KO.match(tokens.text, end)):
            return "is denied by the text"
        return "is multiplied in the text" if _MULTIPLIED_KO.match(tokens.text, end) else ""
    if first == 0:
        return ""
    if is_denied(tokens, first - 1):
        return "is denied by the text"
    at = first - 1
    while at > 0 and low[at] in _THAN[code]:
        at -= 1
    is_multiplied = low[at] in _TIMES[code] and (code == "en" or at < first - 1)
    if not is_multiplied and code == "en" and low[at] == "half":
        is_multiplied = "as" in low[at:first]
    return "is multiplied in the text" if is_multiplied and tokens.word(at - 1) != "at" else ""


def is_denied(tokens: Tokens, at: int) -> bool:
    """Whether the word at a place denies what follows: "did not exceed 300", "не свыше 300"."""
    if at < 0 or tokens.language.code == "ko":
        return False
    word = tokens.low[at]
    if tokens.word(at + 1) in _ONLY[tokens.language.code] and not _has_another(tokens, at + 2):
        return False  # "not only 12,000"
    return word in _NOT[tokens.language.code] or word.endswith(("n't", "n’t"))


def _has_another(tokens: Tokens, first: int) -> bool:
    """Whether "but" and another number follow a place: "not only 12,000 but 20,000"."""
    near = tokens.low[first : first + 8]
    at = next((i for i, word in enumerate(near) if word in _BUT), len(near))
    return any(word[:1].isdigit() for word in near[at + 1 : at + 5])


def is_changing(tokens: Tokens, first: int, after: int) -> bool:
    """Whether something is said to have risen or fallen to a number, or from one to another.

    ``first`` is the first token of the number, or of the first of two, ``after`` the one behind all.
    """
    code, low = tokens.language.code, tokens.low
    if code == "ko":
        return _CHANGED_KO.match(tokens.text, tokens.ends[after - 1]) is not None
    changed = _CHANGED[code]
    for at in range(first - 1, max(-1, first - 1 - _FAR), -1):
        word = low[at]
        if word in _ENDS:
            return False
        if word.startswith(changed) if isinstance(changed, tuple) else word in changed:
            return True
    return False
