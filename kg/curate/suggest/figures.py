"""The figures of a sentence, each at its place, as the grammar of figures reads them (codebook, 16).

The longest stretch of words around a number that is one figure is taken, so that no hedge is lost;
where words of a hedge stand beside it that are no part of it, there is none: never half a figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.reading.amounts import GLYPHS
from kg.claims.reading.english import PARTS, SMALL, TENS
from kg.claims.reading.words import read_figure_words
from kg.curate.sheets.figure_text import PLURAL_ONLY, FigureReader, StatedFigure
from kg.curate.suggest import cues

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pyoxigraph as ox

    from kg.claims.ontology import QualifierRule

_DIGITS = re.compile(r"[0-9]+(?:[.,'’][0-9]+|[ \u00a0\u202f][0-9]{3}(?![0-9]))*")
_PIECE = re.compile(rf"{_DIGITS.pattern}|[^\W\d_]+|[^\w\s]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_LEFT, _RIGHT = 7, 7  # pieces that a figure may have before and after its number
_SMALL_PREPOSITIONS = frozenset(["under", "above", "below", "over", "around", "within", "to"])
_AFTER = frozenset(["or", "plus", "and", "to", "minus"])
_NUMBER_WORDS = frozenset((*SMALL, *TENS, *PARTS, *(f"{p}s" for p in PARTS))) | cues.listed(
    "half halves hundred point"
)
#: What may stand inside a figure, and words of hedges that are too common to tell one.
_SMALL = cues.listed("of and in out every a an % - – — ‑ ~ ± + > < ≥ ≤ ≈ ' ’ . , /")
_COMMON = cues.listed(
    ", but nor neither ни ні ані и й і та как чем як ніж много мало багато a an the of in to and or as from some c ca at over with it all is was total for on like very"
)
#: After “not” these take nothing away: “not just 6,000”.
_LIMITS = cues.listed("just only all even exactly necessarily merely simply")
#: Plurals that are drafted behind “signed”: what is signed is countable.
_SIGNED = cues.listed("agreements contracts treaties")
_NO_NUMBERS = frozenset(("one", "zero", "a", "an"))
#: Signs and words before a number that make it a name, an amount of money, an ordinal or a place.
_NAMED = re.compile(
    r"(?:[^\W\d_][-–]|[#§№/:]|\bno\. ?|\bnos\. ?|\btype |\bgroup of |\barticle |\bpart |\bchapter |\bpage |\bresolution |\bflight |\broom |\bchannel |\bunit |\bproject |[$€£¥₽₴]|\b(?:usd|eur) ?|\baged? (?:of )?|\bworld war )$"
)
_NAMING = re.compile(
    r"(?:st|nd|rd|th|mm|cm|km|m|kg|kt|g|s|x|hp)\b|[^\W\d_\uac00-\ud7af]|-(?:year|day|month|week|hour|minute|mile|km|mm|millimet|kilomet|ton|metre|meter|[a-z]?\d|[^\W\d_]\b)|[:/]\d|°"
)
_MONEY = re.compile(
    r" ?(?:[$€£¥₽₴]|(?:u\.?s\.? )?dollars?\b|euros?\b|rubles?\b|roubles?\b|hryvnias?\b|won\b|yuan\b|pounds?\b|rials?\b)"
)
#: A verb of growth before “from … to …”: two figures of two days, no range.
_GROWTH = re.compile(
    r"\b(?:ris|rose|grow|grew|increas|climb|jump|fall|fell|drop|declin|decreas|shr[iau]nk|cut|reduc|doubl|went|up|down|rais|expand|swell|swollen|lower)[a-z]*\b[^.;]{0,40}$"
)
#: Lengths, weights and short times are no quantities that the graph holds.
_SIZE = re.compile(
    r"[- ]?(?:mm|cm|km|kg|kt|gw|mw|kw|kilomet|millimet|centimet|met(?:er|re)s?\b|miles?\b|kilo|grams?\b|tons?\b|tonn|feet\b"
    r"|foot\b|inch|lit(?:er|re)s?\b|barrels?\b|hectare|acre|square|cubic|hours?\b|minutes?\b|seconds?\b|nautical|knots?\b|mach\b)"
)
#: Hedges behind what is counted: “6,000 soldiers or more”.
_BEHIND = re.compile(
    r"[\w\s'’-]{0,40}\b(?:or (?:more|fewer|less|so)|at (?:least|most|the (?:least|most)|a (?:minimum|maximum))|give or take|tops)\b(?! [0-9])"
)
#: “62 of 85 drones” counts two things, and is no share that somebody states.
_SOME_OF = re.compile(r"[0-9][0-9,.]* (?:out )?of (?:the |its |their )?[0-9]")
#: Words before a number that make it another: what it is compared with, a rate, a growth.
_COMPARED = re.compile(
    r"\b(?:as (?:few|little|low|high|large|small|early|late) as|twice|thrice|double|triple|times|(?:average|mean|median|rate|ratio|factor"
    r"|multiple) of|(?:up|down) from|(?:compared|relative) (?:to|with)|instead of|rather than|versus|vs\.?|by|plus|minus|half as"
    r"|(?:exceed|surpass|near|approach|outnumber|outstrip|outweigh)(?:s|ed|ing)?|top(?:s|ped|ping)|(?:short|shy|north|south|upwards?) of) (?:the )?$"
)
_MOST = re.compile(r" of\b| (?:come|came|are|were|have|had)\b")
_HALF_OF = re.compile(r" (?:of|the|its|their|all|his|our)\b")
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9][0-9]")
_AFTER_A_PREPOSITION = re.compile(
    r"\b(?:in|since|by|until|till|before|after|from|of|during|and|to) $"
)
_TIMES = re.compile(
    r" (?:times|occasions|fold|percentage points|points|degrees|o['’]clock|a\.?m\b|p\.?m\b|years? old|years?-old)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at its place in a sentence (end exclusive): its text, and what that states."""

    start: int
    end: int
    text: str
    stated: StatedFigure

    @property
    def is_plural(self) -> bool:
        """Whether it is but a plural: “agreements”."""
        return self.stated.qualifier == PLURAL_ONLY


class Figures(FigureReader):
    """Finds the figures of sentences in one language, with the words that the ontology gives."""

    def __init__(
        self, ontology: Iterable[ox.Triple], rules: Mapping[str, QualifierRule], language: str
    ) -> None:
        words = read_figure_words(ontology, rules, language)
        super().__init__(words, rules)
        hedges = {w for phrase in (*words.before, *words.after) for w in _words(phrase)}
        vague = {w for phrase in words.vague for w in _words(phrase)}
        magnitudes = {w for word in (*words.magnitudes, *words.myriads) for w in _words(word)}
        self._inside = (
            hedges | vague | magnitudes | words.joining | _NUMBER_WORDS | _SMALL | {*GLYPHS}
        )
        self._telling = (hedges | vague) - _COMMON
        self._vague_heads = frozenset(_words(phrase)[0] for phrase in words.vague if _words(phrase))

    def find(self, text: str, taken: Sequence[tuple[int, int]]) -> list[Figure]:
        """The figures of a sentence; ``taken``: the spans of its dates and names."""
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        pieces = list(_PIECE.finditer(small))
        found: list[Figure] = []
        done = 0
        for index, piece in enumerate(pieces):
            if piece.start() < done or not self._is_anchor(piece[0]):
                continue
            if any(a < piece.end() and piece.start() < b for a, b in taken):
                continue
            figure = self._at(text, small, pieces, index, done, taken)
            if figure is not None:
                found.append(figure)
                done = figure.end
        return [figure for figure in found if self._stands_clear(small, figure)]

    def _is_anchor(self, word: str) -> bool:
        if word[0].isdigit():
            return True
        if word in _NO_NUMBERS:
            return False
        return (
            word in _NUMBER_WORDS
            or word in _SIGNED
            or word in self._vague_heads
            or word in GLYPHS
            or (bool(_HANGUL.match(word)) and any(word.startswith(v) for v in self._vague_heads))
        )

    def _figure(self, text: str) -> StatedFigure | None:
        """Also one of the plurals that are drafted."""
        return super()._figure(text) or (StatedFigure(PLURAL_ONLY) if text in _SIGNED else None)

    def _at(
        self,
        text: str,
        small: str,
        pieces: Sequence[re.Match[str]],
        index: int,
        done: int,
        taken: Sequence[tuple[int, int]],
    ) -> Figure | None:
        """The longest figure that holds a piece."""
        first = index
        while (
            first > 0
            and index - first < _LEFT
            and self._may_stand(pieces[first - 1])
            and (pieces[first - 1].start() >= done)
        ):
            if any(a < pieces[first - 1].end() and pieces[first - 1].start() < b for a, b in taken):
                break
            first -= 1
        starts = [piece.start() for piece in pieces[first : index + 1]]
        ends = list(self._ends(small, pieces, index, taken))
        best: Figure | None = None
        for start in starts:
            for end in ends:
                if best is not None and end - start <= best.end - best.start:
                    break  # the ends fall: none that follows is longer
                words = small[start:end]
                if words != words.strip() or words[-1] in ".,":
                    continue
                stated = self._figure(words)
                if stated is not None:
                    best = Figure(start, end, text[start:end], stated)
                    break
        return best

    def _ends(
        self,
        small: str,
        pieces: Sequence[re.Match[str]],
        index: int,
        taken: Sequence[tuple[int, int]],
    ) -> Iterator[int]:
        """The places at which the figure may end, the farthest first."""
        ends: list[int] = []
        for number, piece in enumerate(pieces[index : index + _RIGHT]):
            if any(a < piece.end() and piece.start() < b for a, b in taken):
                break
            if _HANGUL.match(piece[0]):
                ends += range(piece.start() + 1, piece.end() + 1)
                if number and not self._may_stand(piece):
                    break
                continue
            if number and not self._may_stand(piece):
                break
            ends.append(piece.end())
        return reversed(ends)

    def _may_stand(self, piece: re.Match[str]) -> bool:
        word = piece[0]
        return word[0].isdigit() or word in self._inside or bool(_HANGUL.match(word))

    def _stands_clear(self, small: str, figure: Figure) -> bool:
        """Whether nothing beside a figure takes part in it, or makes it something else."""
        before, after = small[: figure.start], small[figure.end :]
        if _COMPARED.search(before[-40:]):
            return False
        if _NAMED.search(before[-24:]) or _MONEY.match(after) or _TIMES.match(after):
            return False
        if figure.text[-1].isdigit() and _NAMING.match(after):
            return False
        last = re.findall(r"[^\W\d_]+|[^\w\s]", before[-60:])[-3:]
        if any(sign in last for sign in ";:()"):
            last = last[max(i for i, w in enumerate(last) if w in ";:()") + 1 :]
        if last and (
            last[-1] in self._telling
            or last[-1]
            in ("than", "or", "-", "–", "minus", "plus", "+", "±", "not", "no", "nor", "%")
        ):
            return False
        if "than" in last[-2:] or (last and last[-1] in _LIMITS and "not" in last):
            return False
        following = re.match(r"[ ]?([^\W\d_]+|[^\w\s])(?: ?([^\W\d_]+|[0-9]|[^\w\s]))?", after)
        if following is not None and self._goes_on(following, after):
            return False
        if _SIZE.match(after) or ((match := _BEHIND.match(after)) and " and " not in match[0]):
            return False
        if any(after.lstrip().startswith(word) for word in self._words.after):
            return False
        return self._is_whole(small, figure)

    def _is_whole(self, small: str, figure: Figure) -> bool:
        """Whether the words of a figure are one here: “most of”, not “most important”."""
        before, after, words = small[: figure.start], small[figure.end :], figure.text.lower()
        if words == "most" and not (
            _MOST.match(after) and (after.startswith(" of") or not before.strip())
        ):
            return False
        if words == "half" and not _HALF_OF.match(after):
            return False
        if re.match(r"[-‑][^\W\d_]", after) and not after.startswith(("-strong", "-odd")):
            return False
        if _YEAR_LIKE.fullmatch(words) and _AFTER_A_PREPOSITION.search(before):
            return False
        if _SOME_OF.match(words) or _SOME_OF.match(small[figure.start :]):
            return False
        first = _words(words)[:1]
        if first and first[0] in _SMALL_PREPOSITIONS and figure.stated.bounds:
            values = figure.stated.bounds.values()
            if not figure.stated.share and max(values) <= 20:
                return False  # "under two commanders"
        return not (words.startswith("from ") and _GROWTH.search(before))

    def _goes_on(self, following: re.Match[str], after: str) -> bool:
        word, second = following[1], following[2] or ""
        if word in _AFTER and (
            second[:1].isdigit()
            or second in _NUMBER_WORDS
            or second in ("more", "less", "fewer", "so")
        ):
            return word != "and" or not after.startswith(" ")
        if word in self._words.magnitudes or word in ("%", "percent", "percentage"):
            return True
        return word in ("-", "–", "—", "±", "+", "/") and second[:1].isdigit()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|[^\w\s]", text.lower())
