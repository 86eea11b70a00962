"""The passage of a text that a quote is nearest to, and where the two differ."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

#: From this likeness of their words on (the ratio of difflib, 0 to 1), a passage may be meant.
_ALIKE = 0.6
_MOST_WORDS = 200  # of a quote; one sentence has fewer
_MOST_STARTS = 40
_WORD = re.compile(r"\d[\d.,]*\d|\w+(?:[-’']\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class NearPassage:
    """A passage: its characters in the text, from the first to after the last, and the differences.

    ``marked``: the quote with [what the text has not] in square brackets and {what it has instead}.
    """

    start: int
    end: int
    marked: str


def nearest_passage(text: str, quote: str) -> NearPassage | None:
    """The passage that is most like a quote; None where none is like it, or the quote is long.

    Words are compared, case aside; the passage begins and ends with words that both have.
    """
    wanted = [match[0] for match in _WORD.finditer(quote)]
    if not 1 < len(wanted) <= _MOST_WORDS:
        return None
    words = list(_WORD.finditer(text))
    have = [match[0].casefold() for match in words]
    plain = [word.casefold() for word in wanted]
    best: tuple[float, int, int] | None = None
    for start in _starts(have, plain):
        found = _aligned(have, plain, start)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    if best is None or best[0] < _ALIKE:
        return None
    _, first, last = best
    start, end = words[first].start(), words[last - 1].end()
    return NearPassage(start, end, _marked(wanted, [match[0] for match in words[first:last]]))


def _starts(have: list[str], wanted: list[str]) -> list[int]:
    """Where the passage may begin, by the rarest words of the quote; the likeliest first."""
    counts = Counter(have)
    common = [word for word in set(wanted) if counts[word]]
    places: dict[str, list[int]] = {word: [] for word in sorted(common, key=counts.__getitem__)[:5]}
    for index, word in enumerate(have):
        if word in places:
            places[word].append(index)
    votes: Counter[int] = Counter()
    for word, found in places.items():
        offset = wanted.index(word)
        for index in found[:_MOST_STARTS]:
            votes[max(index - offset, 0)] += 1
    return [start for start, _ in votes.most_common(_MOST_STARTS)]


def _aligned(have: list[str], wanted: list[str], start: int) -> tuple[float, int, int] | None:
    """How like the quote the passage around a place is, and its first and last word."""
    slack = max(3, len(wanted) // 3)
    first = max(start - slack, 0)
    window = have[first : start + len(wanted) + slack]
    matches = SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks()[:-1]
    if not matches:
        return None
    begin, end = matches[0].b, matches[-1].b + matches[-1].size
    # What stands in the quote before or after what both have is a passage as long in the text.
    begin, end = max(begin - matches[0].a, 0), end + len(wanted) - matches[-1].a - matches[-1].size
    passage = window[begin:end]
    ratio = SequenceMatcher(None, wanted, passage, autojunk=False).ratio()
    return ratio, first + begin, first + begin + len(passage)


def _marked(wanted: list[str], passage: list[str]) -> str:
    """The quote with what differs: ``sent [60]{65} rounds``."""
    matcher = SequenceMatcher(
        None, [w.casefold() for w in wanted], [w.casefold() for w in passage], autojunk=False
    )
    parts: list[str] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            parts.append(_joined(passage[c:d]))
            continue
        away = f"[{_joined(wanted[a:b])}]" if b > a else ""
        instead = f"{{{_joined(passage[c:d])}}}" if d > c else ""
        parts.append(away + instead)
    return " ".join(parts)


def _joined(words: list[str]) -> str:
    return re.sub(r"(?<=\S) (?=[.,;:!?%)’'”])|(?<=[(“‘'’]) ", "", " ".join(words))
