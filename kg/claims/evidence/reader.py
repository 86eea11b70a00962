"""A text whose passages are read once each, by however many claims that are asked for in their order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kg.claims.evidence.stated.days import days
from kg.claims.evidence.stated.denial_words import cue_places
from kg.claims.evidence.stated.figures import FigureReader
from kg.claims.evidence.stated.languages import language_of
from kg.claims.evidence.stated.numeral import COUNT, NAME, SHARE
from kg.claims.evidence.stated.referring import referring_stance
from kg.claims.evidence.stated.speakers import attributions
from kg.claims.evidence.stated.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.claims.evidence.passages import Origin
    from kg.claims.evidence.stated.days import Day
    from kg.claims.evidence.stated.figures import Figure
    from kg.claims.evidence.stated.referring import Referring
    from kg.claims.evidence.stated.speakers import Attribution

# What shows that a span ends inside a number or word, or begins in one: after a digit's comma too.
_GOES_ON = re.compile(
    r"\w|[.,'’][0-9]|\s?%"
    r"|[\s-]*(?i:hundred|thousand|million|billion|trillion|lakh|crore|per\s?cent|тыс|тис|млн|млрд"
    r"|тысяч\w*|тисяч\w*|миллион\w*|мільйон\w*|[백천만억조])(?!\w)"
)
_WITHIN = re.compile(r"\w(?:\w|[.,'’][0-9])")
_GROUP = re.compile(r"[0-9][.,'’][0-9]")
_INSIDE = re.compile(r"[\w.,'’]")
# It begins with one set of characters, which the search skips to.
_SENTENCE_END = re.compile(
    r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)[.!?…]*[”\"»’')\]]*\s+(?=[“\"«'(\[]*[^\W\d_a-zа-яіїєґ]|[0-9]))"
)
_MARK = re.compile(r"[.!?…\n]")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|St|No|vs|approx|ca|c|p|U\.S|U\.K)|тыс|тис|млн|млрд|гг?|рр?)\.\s+$"
)
_KEPT = 256  # passages of which what they say is kept
_NEAR = (
    60,
    160,
)  # characters in which most sentences begin, seen from where something stands in them
_GAP = 12  # characters between two sentences at most: marks, and an empty line
_AROUND = 400  # characters in which the ends of a sentence are looked for
_SURE = (
    350  # characters from the ends of a sentence within which both are found from any place in it
)
_LONGEST_SHORT = 8  # an abbreviation with its full stop, and what stands before it


class Attributions:
    """Who speaks in a sentence; it is read as far as somebody asks, and once."""

    def __init__(self, found: Iterable[Attribution]) -> None:
        self._read: list[Attribution] = []
        self._rest = iter(found)

    def __iter__(self) -> Iterator[Attribution]:
        yield from self._read
        for one in self._rest:
            self._read.append(one)
            yield one

    def __bool__(self) -> bool:
        return any(True for _ in self)


class TextReader:
    """A text and what its passages say, by their places."""

    def __init__(self, text: str, origin: Origin) -> None:
        self.text, self.origin = text, origin
        self.language = language_of(origin.language)
        self.english = self.language is not None and self.language.code == "en"
        kept = lru_cache(_KEPT)
        self.figures = kept(self._figures)
        self.days = kept(self._days)
        self.times = kept(self._times)
        self.sentence = kept(self._sentence)
        self._sentences: deque[tuple[int, int]] = deque(maxlen=2)  # those that were read last
        self.attributions = kept(self._attributions)
        self.referring = kept(self._referring)

    def part(self, start: int, end: int) -> tuple[int, int]:
        """A span without a word that it cuts: "14" of "14,000", or of "14 million"."""
        text = self.text
        if _GOES_ON.match(text, end):
            while end > start and _INSIDE.match(text, end - 1):
                end -= 1
        within = start > 0 and _WITHIN.match(text, start - 1)
        if within or (start > 1 and _GROUP.match(text, start - 2)):
            while start < end and _INSIDE.match(text, start):
                start += 1
        return start, end

    def _figures(self, start: int, end: int) -> list[Figure]:
        """The figures of a span; their places are counted from its start."""
        if self.language is None:
            return []
        dated = [(day.start, day.end) for day in self.days(start, end) if not day.bare]
        return FigureReader(Tokens(self.text[start:end], self.language), dated).figures()

    def _days(self, start: int, end: int) -> list[Day]:
        if self.language is None:
            return []
        return days(self.text[start:end], self.language.code, self.origin.issued)

    def _times(self, start: int, end: int) -> list[Day]:
        """The times of a span, without four digits that are a number or a name."""
        found = self.days(start, end)
        if not any(day.bare for day in found):
            return found
        numbers = [f for f in self.figures(start, end) if f.kind in (COUNT, SHARE, NAME)]
        return [
            day
            for day in found
            if not day.bare or not any(f.start <= day.start < f.end for f in numbers)
        ]

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a span, or the sentences that it touches."""
        for begin, after in self._sentences:
            if begin <= start < end <= after and start - begin < _SURE and after - end < _SURE:
                return begin, after
        text, last = self.text, min(len(self.text), end + _AROUND)
        begin = self._begin(start)
        for match in _SENTENCE_END.finditer(text, max(start, end - 1), last):
            if match.end() >= end and not _is_short(match):
                after = match.start() + 1
                is_one = text[start].isalnum() and not _MARK.search(text, start, end - 1)
                if is_one and start - begin < _SURE:
                    self._sentences.append((begin, after))
                return begin, after
        return begin, last

    def _begin(self, start: int) -> int:
        """Where the sentence begins in which a place stands; looked for near it first."""
        for width in (*_NEAR, _AROUND):
            first = max(0, start - width)
            for match in reversed(list(_SENTENCE_END.finditer(self.text, first, start + 3))):
                if match.end() <= start and not _is_short(match):
                    return match.end()
        return max(0, start - _AROUND)

    @cached_property
    def _cues(self) -> list[int]:
        """Where words stand in the text that may deny something or leave it open, in order."""
        return cue_places(self.text, self.language.code) if self.language else []

    def may_deny(self, start: int, end: int) -> bool:
        """Whether something between two places may deny anything, or leave it open."""
        cues = self._cues
        at = bisect_left(cues, start)
        return at < len(cues) and cues[at] < end

    def _referring(self, after: int) -> Referring | None:
        """What the sentence that follows a place does with the one before it."""
        if self.language is None or not self.may_deny(after, after + _AROUND):
            return None
        begin = after
        while begin < len(self.text) and begin < after + _GAP and not self.text[begin].isalnum():
            begin += 1
        if begin >= len(self.text):
            return None
        _, end = self.sentence(begin, begin + 1)
        if not self.may_deny(begin, end):
            return None
        return referring_stance(self.text[begin:end], self.language.code)

    def _attributions(self, start: int, end: int) -> Attributions:
        found = attributions(self.text[start:end], self.language.code) if self.language else ()
        return Attributions(found)


def _is_short(match: re.Match[str]) -> bool:
    """Whether the full stop of a match is that of an abbreviation."""
    text, at = match.string, match.start()
    if text[at] != ".":
        return False
    return _SHORT.search(text, max(0, at - _LONGEST_SHORT), match.end()) is not None
