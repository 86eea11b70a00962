"""How surely two names are of one thing: the one comparison, which every place that takes a name asks.

*Sure* is only what differs in spelling alone: case, accents, spaces, how a number, a legal form or a
title is written, the order of “family, given”, the romanisation of an alphabet. A number, a word or
a legal form more or less, another order, a sound alone: *unsure*.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.graph.naming.korean import korean_key
from kg.graph.naming.letters import VOWELLESS, has_same_consonants, latin
from kg.graph.naming.pairs import Pair, pairs_of
from kg.graph.naming.persons import PARTICLES, is_patronymic, stem_of
from kg.graph.naming.sorts import LEAST, SURE, Sort
from kg.graph.naming.spelling import same_spelling
from kg.graph.naming.units import echelons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph.naming.parse import Parsed, Word

# The likeness (0 to 1) from which two names may be of one thing: it gets the score LEAST.
_MAY_BE = 0.7
_EXTRA, _SMALL = 0.8, 0.3


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are, from 0 to 100 (the same text), and why.

    ``doubt`` is what makes another thing of a name that is alike: another number or legal form.
    """

    score: int
    reason: str
    doubt: str = ""

    @property
    def sure(self) -> bool:
        return self.score >= SURE


def compare(name: Parsed, other: Parsed, *, only_sure: bool = False) -> Comparison:
    """Compare a name that was asked for with one that is known; both read as the same sort.

    With ``only_sure``, what differs in more than its spelling, which is never sure, is not weighed:
    its score is 0.
    """
    if not name.words or not other.words:
        return Comparison(0, "no words")
    if spelt := same_spelling(name, other):
        score, reason = spelt
        if not (doubt := _doubt(name, other)):
            return Comparison(score, reason)
        return Comparison(SURE - 1, f"{reason}, but {doubt}", doubt)
    if only_sure:
        return Comparison(0, "another spelling and more")
    likeness, reason = _likeness(name, other)
    score = LEAST + round((min(likeness, 1.0) - _MAY_BE) / (1 - _MAY_BE) * (SURE - 3 - LEAST))
    if doubt := _doubt(name, other):
        reason = f"{reason}; {doubt}"
    return Comparison(max(0, score), reason, doubt)


def _doubt(name: Parsed, other: Parsed) -> str:
    """What makes another thing of a name that is written the same."""
    if name.numbers != other.numbers:
        return "the numbers differ"
    if name.forms and other.forms and not _is_one_form(name, other):
        return "the legal forms differ"
    return ""


# Forms that name their class in English, as translations do; and English forms, which need none.
_CLASSES = frozenset({"llc", "jsc"})
_ENGLISH = frozenset({"inc", "ltd", "plc", "coltd", "corp", "llp", "lp"})


def _is_one_form(name: Parsed, other: Parsed) -> bool:
    """Whether two legal forms are one, or one is the other in English: OAO and JSC, not Inc. and B.V."""
    forms, other_forms = ({form for form, _ in parsed.forms} for parsed in (name, other))
    if forms == other_forms:
        return True
    if {kind for _, kind in name.forms} != {kind for _, kind in other.forms}:
        return False
    both = forms | other_forms
    return not both.isdisjoint(_CLASSES) and both.isdisjoint(_ENGLISH)


def _likeness(name: Parsed, other: Parsed) -> tuple[float, str]:
    pairs = pairs_of(name, other)
    alone = [w for w in name.words if not any(w in p.ours for p in pairs)]
    other_alone = [w for w in other.words if not any(w in p.theirs for p in pairs)]
    weights = [(p.score, _weight(p.ours + p.theirs)) for p in pairs]
    weights += [(0.0, _EXTRA * _weight([w])) for w in (*alone, *other_alone)]
    if any(w.number for w in alone) and any(w.number for w in other_alone):
        weights.remove((0.0, _EXTRA))  # one number for another
    total = sum(weight for _, weight in weights)
    likeness = sum(score * weight for score, weight in weights) / total if total else 0.0
    if name.sort is Sort.PERSON:
        return _of_persons(likeness, pairs, alone, other_alone, name, other)
    likeness, reason = _with_parts(likeness, pairs, alone, other_alone)
    sizes = [echelons([w.text for w in p.words]) for p in (name, other)]
    if (
        name.sort is Sort.UNIT
        and name.numbers == other.numbers != ()
        and sizes[0] == sizes[1] != set()
    ):
        return max(likeness, 0.72), reason if likeness > 0.72 else "a unit of its number and size"
    return likeness, reason


def _of_persons(
    likeness: float,
    pairs: Sequence[Pair],
    alone: Sequence[Word],
    other_alone: Sequence[Word],
    name: Parsed,
    other: Parsed,
) -> tuple[float, str]:
    if _is_contradicted(pairs, alone, other_alone, name, other):
        return likeness * 0.6, "another patronymic or initial"
    if all(p.theirs and (p.ours[0].initial or p.theirs[0].initial) for p in pairs):
        return likeness * 0.6, "initials alone"
    if (korean := korean_of(name)) and korean == korean_of(other):
        return max(likeness, 0.93), "a Korean name, romanised in another way"
    if _same_bones(name, other):
        return max(likeness, 0.85), "the same without vowels"
    for ours, theirs in ((alone, other_alone), (other_alone, alone)):
        if ours and not theirs and all(_goes_without_saying(w) for w in ours) and pairs:
            alike = min(p.score for p in pairs)
            if alike >= 0.8:
                return max(
                    likeness, 0.75 + alike / 6
                ), "its name but for a patronymic or an initial"
    return _with_parts(likeness, pairs, alone, other_alone)


def _goes_without_saying(word: Word) -> bool:
    return word.initial or is_patronymic(word.latin)


def _is_contradicted(
    pairs: Sequence[Pair],
    alone: Sequence[Word],
    other_alone: Sequence[Word],
    name: Parsed,
    other: Parsed,
) -> bool:
    """Whether an initial or a patronymic says that another person is meant."""
    for ours, theirs in ((alone, other_alone), (other_alone, alone)):
        if any(w.initial for w in ours) and any(w.latin not in PARTICLES for w in theirs):
            return True
    patronymics = [
        {stem_of(w.latin) for w in p.words if is_patronymic(w.latin)} if len(p.words) > 2 else set()
        for p in (name, other)
    ]
    if patronymics[0] and patronymics[1] and not patronymics[0] & patronymics[1]:
        unlike = [w for w in (*alone, *other_alone) if is_patronymic(w.latin)]
        weak = [p for p in pairs if p.score < 0.85 and any(is_patronymic(w.latin) for w in p.ours)]
        return bool(unlike or weak)
    return False


def _with_parts(
    likeness: float, pairs: Sequence[Pair], alone: Sequence[Word], other_alone: Sequence[Word]
) -> tuple[float, str]:
    """The likeness, not too low for a part of a name."""
    telling = [p for p in pairs if _weight(p.ours) > _SMALL]
    if telling and all(p.score >= 0.9 for p in telling) and bool(alone) != bool(other_alone):
        share = len(pairs) / (len(pairs) + len(alone) + len(other_alone))
        reason = "its name, with more words" if alone else "a part of its name"
        return max(likeness, 0.72 + 0.2 * share), reason
    sure = all(p.score >= 0.9 for p in pairs) and not alone and not other_alone
    return likeness, "words alike, in any order" if sure else f"letters alike ({likeness:.0%})"


@lru_cache(maxsize=65536)
def _is_small(latin: str) -> bool:
    from rigour.text import is_stopword

    return latin in PARTICLES or is_stopword(latin)


def _weight(words: Sequence[Word]) -> float:
    return _SMALL if all(_is_small(w.latin) for w in words) else 1.0


def _same_bones(name: Parsed, other: Parsed) -> bool:
    """Whether all words together are the same without vowels, one name being written so."""
    for one, romanised in ((name, other), (other, name)):
        if one.words[0].script in VOWELLESS and romanised.words[0].script == "latin":
            return has_same_consonants(one.joined, romanised.joined)
    return False


def korean_of(name: Parsed) -> str:
    if len(name.words) == 1 and name.words[0].script == "hangul":
        return korean_key([latin(syllable) for syllable in name.words[0].text])
    return korean_key([w.latin for w in name.words]) if 2 <= len(name.words) <= 3 else ""
