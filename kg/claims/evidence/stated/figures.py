"""The figures of a passage: numbers and ranges with their hedges and what they count."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.claims.evidence.stated.exactly_so import exactly_so
from kg.claims.evidence.stated.numeral import COUNT, NAME, SHARE, UNCLEAR
from kg.claims.evidence.stated.numerals import numerals
from kg.claims.evidence.stated.taken_back import is_changing, is_denied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.claims.evidence.stated.numeral import Numeral
    from kg.claims.evidence.stated.tokens import Tokens

_DASHES = frozenset("-–—‐‑~∼〜")
_ENDS = frozenset('.,;:!?()[]“”"«»…—–')
_BARE = frozenset(("exactly",))
_JOINTS = frozenset(("and", "и", "і", "та"))
_ENDING = _ENDS | _JOINTS
_OR = frozenset(("or", "или", "або", "чи"))
_VERBS_KO = ("보내지", "끝내지", "어내지", "아내지")  # verbs that end as "내지", "to", does
_WINDOW = 7  # tokens in which what is counted stands


@dataclass(slots=True)
class Figure:
    """A number, or two that are the ends of a range, as the passage states it.

    ``hedges`` are the qualifiers (local names) that its words allow; ``heard`` the words.
    Of what may be counted (COUNT, SHARE) alone, ``things``: the units that its noun may have
    (``person``), ``measure`` a unit of another kind; ``words``: what stands in its noun phrase;
    ``families``: what befell those counted.
    """

    start: int
    end: int
    low: Numeral
    high: Numeral | None = None
    hedges: frozenset[str] = _BARE
    heard: str = ""
    things: frozenset[str] = frozenset()
    measure: str = ""
    words: tuple[str, ...] = ()
    families: frozenset[str] = frozenset()
    coordinated: frozenset[str] = frozenset()  # the hedge before it, which it may share

    @property
    def kind(self) -> str:
        """COUNT, SHARE, UNCLEAR or NAME: the least clear of its ends."""
        if self.high is None:
            return self.low.kind
        kinds = {self.low.kind, self.high.kind}
        return next(kind for kind in (NAME, UNCLEAR, SHARE, COUNT) if kind in kinds)

    @property
    def ends(self) -> tuple[Numeral, ...]:
        """Its one number, or both."""
        return (self.low, self.high) if self.high else (self.low,)


@dataclass
class FigureReader:
    """Reads the figures of one passage; ``dated`` are the places of its dates."""

    tokens: Tokens
    dated: Sequence[tuple[int, int]]
    found: list[Figure] = field(default_factory=list)

    def figures(self) -> list[Figure]:
        """Every figure of the passage, in order."""
        numbers = numerals(self.tokens, self.dated)
        index = 0
        while index < len(numbers):
            number = numbers[index]
            later = numbers[index + 1] if index + 1 < len(numbers) else None
            if later is not None and self._is_range(number, later):
                _share_magnitude(number, later, self.tokens)
                if self._is_change(number, later):
                    self.found += [self._figure(number, None), self._figure(later, None)]
                else:
                    self.found.append(self._figure(number, later))
                index += 2
            else:
                self.found.append(self._figure(number, None))
                index += 1
        self._coordinate()
        return self.found

    def _is_range(self, low: Numeral, high: Numeral) -> bool:
        """Whether two numbers are ends of a range: "4 to 6 million", "between 100 and 200"."""
        language, words = self.tokens.language, self.tokens.low[low.after : high.first]
        if COUNT not in (low.kind, high.kind) and SHARE not in (low.kind, high.kind):
            return False
        if NAME in (low.kind, high.kind) or self._is_dated(low.after, high.first):
            return False
        begin = low.first - 1
        while begin >= 0 and self.tokens.low[begin] in language.skipped:
            begin -= 1
        opened = begin >= 0 and self.tokens.low[begin] in language.range_from
        between = [word for word in words if word not in language.skipped]
        if language.code == "ko":
            return bool(words) and (
                words[-1] in _DASHES
                or words[0] in language.range_to
                or any(
                    word.endswith(("에서", "내지")) and not word.endswith(_VERBS_KO)
                    for word in words[:2]
                )
            )
        joint = between[0] if between else ""
        if len(between) == 1 and joint in _DASHES:
            return _rising(low, high)
        if opened and len(between) <= 4 and joint and between[-1] not in _ENDS:
            last = [word for word in between if word in language.range_to]
            return len(last) == 1 and not (set(between) & _ENDS) and _rising(low, high)
        if len(between) == 1 and joint in language.range_to:
            if joint in _JOINTS or joint == "й":
                return False
            return _rising(low, high) or joint in _OR
        return False

    def _is_dated(self, first: int, after: int) -> bool:
        """Whether a time stands between two numbers: "from 12,000 in May to 15,000" is of two."""
        if not self.dated:
            return False
        starts = self.tokens.starts[first:after]
        return any(begin <= start < end for start in starts for begin, end in self.dated)

    def _is_change(self, low: Numeral, high: Numeral) -> bool:
        """Whether two numbers are what something was and what it became: "rose from 3,000 to 4,700"."""
        tokens, code = self.tokens, self.tokens.language.code
        before = low.first - 1
        while before >= 0 and tokens.low[before] in tokens.language.skipped:
            before -= 1
        word = tokens.low[before] if before >= 0 else ""
        if code == "en" and word not in ("from", "by"):
            return False
        if code in ("ru", "uk") and word not in ("с", "со", "з", "із", "зі", "від", "от", "на"):
            return False
        return is_changing(tokens, low.first, high.after)

    def _figure(self, low: Numeral, high: Numeral | None) -> Figure:
        tokens = self.tokens
        last = high or low
        figure = Figure(tokens.starts[low.first], tokens.ends[last.after - 1], low, high)
        if figure.kind in (COUNT, SHARE):
            self._count(figure, last)
        self._hedge(figure, low, last)
        return figure

    # -- what is counted --------------------------------------------------------------------------

    def _count(self, figure: Figure, last: Numeral) -> None:
        tokens, language = self.tokens, self.tokens.language
        words: list[str] = []
        things: list[str] = []
        families: list[str] = []
        figure.measure = last.measure or figure.low.measure
        thing_of, family_of = language.thing, language.family
        within = last.after + _WINDOW  # what is counted stands no further
        for index, word in enumerate(tokens.plain(last.after, within + _WINDOW), last.after):
            if (word in _ENDING and self._ends_phrase(index, word)) or (
                things and word[:1].isdigit()
            ):
                break
            if index < within and word not in language.stops:
                words.append(word)
                if (thing := thing_of(word)) is not None:
                    things.append(thing)
                thing_of = language.thing_beyond
            else:
                within = last.after
            if (family := family_of(word)) is not None:
                families.append(family)
        figure.words = tuple(words)
        figure.families = frozenset(families or self._families_before(figure.low.first))
        figure.things = frozenset(unit for thing in things for unit in thing.split())

    def _ends_phrase(self, index: int, word: str) -> bool:
        """Whether what is said of a figure ends: a mark, or another number that is joined to it."""
        if word in _ENDS:
            return word != "." or self._sentence_ends(index)
        return word in _JOINTS and self._number_near(index)

    def _families_before(self, first: int) -> list[str]:
        """ "Killed at least 300": what befell those counted, just before the figure."""
        families: list[str] = []
        for word in self.tokens.plain(max(0, first - 4), first):
            if word in _ENDS or word[:1].isdigit():
                families = []
            elif (family := self.tokens.language.family(word)) is not None:
                families.append(family)
        return families

    def _number_near(self, index: int) -> bool:
        """Whether a number follows: "killed 300 and wounded 500" speaks of two."""
        low = self.tokens.low[index + 1 : index + 6]
        return any(word[:1].isdigit() or word in self.tokens.language.cardinals for word in low)

    def _sentence_ends(self, index: int) -> bool:
        return index + 1 >= len(self.tokens) or self.tokens.capital(index + 1)

    # -- hedges -----------------------------------------------------------------------------------

    def _hedge(self, figure: Figure, low: Numeral, last: Numeral) -> None:
        """The hedges that stand at a figure, before it and behind it."""
        before, at = self._before(low.first)
        if is_denied(self.tokens, at) and low.kind in (COUNT, SHARE):
            low.kind, low.why = UNCLEAR, "has a hedge that is denied by the text"
        if before and before[0][0] == "до" and is_changing(self.tokens, low.first, last.after):
            before = []  # what rose to a number is that many
        heard = [*before, *self._after(last)]
        names = [hedge for _, hedge in heard]
        figure.heard = " … ".join(words for words, _ in heard)
        if figure.high is not None:
            wide = any("aboutBetween" in name for name in names)
            figure.hedges = frozenset(("aboutBetween",) if wide else ("between",))
            if wide and all("between" in name for name in names):
                figure.hedges = frozenset(("aboutBetween", "between"))
        elif names:
            figure.hedges = frozenset().union(*names)

    def _before(self, first: int) -> tuple[list[tuple[str, frozenset[str]]], int]:
        """The hedges before a number, from it on, and the place of the first word that is none."""
        tokens, language = self.tokens, self.tokens.language
        found: list[tuple[str, frozenset[str]]] = []
        index = first - 1
        while index >= 0 and len(found) < 3:
            word = tokens.low[index]
            if not found and (start := exactly_so(tokens, index)) is not None:
                found.append((" ".join(tokens.low[start : index + 1]), _BARE))
                index = start - 1
                break
            for hedge in language.before.get(word, ()):
                start = index - len(hedge.words) + 1
                if start >= 0 and tuple(tokens.low[start : index + 1]) == hedge.words:
                    found.append((" ".join(hedge.words), hedge.qualifiers))
                    index = start - 1
                    break
            else:
                skippable = (
                    word in language.skipped
                    or word in language.range_from
                    or word in "$€£¥₩₽₴₹(“\"'«"
                    or (word == "." and language.before.get(tokens.low[index - 1]) is not None)
                )
                if not skippable:
                    break
                index -= 1
        return found, index

    def _after(self, last: Numeral) -> list[tuple[str, frozenset[str]]]:
        tokens, language = self.tokens, self.tokens.language
        found: list[tuple[str, frozenset[str]]] = []
        if language.code == "ko":
            return self._after_korean(last)
        for index in range(last.after, min(len(tokens), last.after + 6)):
            word = tokens.low[index]
            if word in _ENDS or (word[:1].isdigit()):
                break
            for hedge in language.after.get(word, ()):
                start = index - len(hedge.words) + 1
                if start >= last.after and tuple(tokens.low[start : index + 1]) == hedge.words:
                    found.append((" ".join(hedge.words), hedge.qualifiers))
                    break
        return found

    def _after_korean(self, last: Numeral) -> list[tuple[str, frozenset[str]]]:
        """Particles are glued to the counter or follow it: "1만2천 명 이상", "300여 명"."""
        tokens, language = self.tokens, self.tokens.language
        found: list[tuple[str, frozenset[str]]] = []
        for index in range(last.after, min(len(tokens), last.after + 4)):
            word = tokens.low[index]
            if word in _ENDS or word[:1].isdigit():
                break
            if not language.may_follow(word):
                continue
            for phrase, qualifiers in language.after_phrases:
                glued = len(phrase) > 1 and phrase in word[1:]
                if word == phrase or (word.startswith(phrase) and phrase != "여") or glued:
                    found.append((phrase, qualifiers))
        return found[:2]

    def _coordinate(self) -> None:
        """ "over 3 million shells and 500,000 rockets": the second may share the hedge."""
        for before, after in pairwise(self.found):
            if before.heard and not after.heard and after.high is None and after.hedges == _BARE:
                words = self.tokens.low[(before.high or before.low).after : after.low.first]
                if words and words[-1] in _JOINTS and not set(words) & _ENDS:
                    after.coordinated = before.hedges


def _rising(low: Numeral, high: Numeral) -> bool:
    if not low.values or not high.values:
        return True
    if high.kind == SHARE and low.kind == COUNT:
        return low.values[0] < high.values[0] * 100
    return low.values[0] < high.values[0] or low.values[-1] < high.values[-1]


def _share_magnitude(low: Numeral, high: Numeral, tokens: Tokens) -> None:
    """ "4 to 6 million": the magnitude of the second belongs to both, where that still rises."""
    if high.kind == SHARE and low.kind == COUNT and low.value is not None:
        low.kind, low.values = SHARE, (Fraction(low.value) / 100,)
        return
    if low.value is None or high.value is None or high.kind != COUNT:
        return
    size, index = 1, high.after - 1
    while index >= high.first and (_size(tokens, index) > 1 or tokens.low[index] == "."):
        size, index = size * _size(tokens, index), index - 1
    own = any(_size(tokens, index) > 1 for index in range(low.first, low.after))
    if size <= 1 or own:
        return
    shared = low.value * size
    joint = set(tokens.low[low.after : high.first]) & _OR
    if shared < high.value or (joint and shared <= 10 * high.value):  # "six or five million"
        low.values = (shared,)


def _size(tokens: Tokens, index: int) -> int:
    language, word = tokens.language, tokens.low[index]
    return language.magnitudes.get(word) or language.suffixes.get(word) or 1
