"""Which word of one name goes with which of another, and how alike they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.naming.korean import is_korean
from kg.graph.naming.letters import (
    ALPHABETS,
    VOWELLESS,
    borrowed,
    has_same_consonants,
    is_romanised,
    sounded,
)
from kg.graph.naming.persons import same_given, stands_for
from kg.graph.naming.sorts import Sort

if TYPE_CHECKING:
    from kg.graph.naming.parse import Parsed, Word


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of one name and those of the other that they go with; ``score`` from 0 to 1."""

    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    score: float


def pairs_of(name: Parsed, other: Parsed) -> list[Pair]:
    """The pairs of words, each word in one at most. What has none is in no pair."""
    if _is_one_sound(name, other):
        return [Pair(name.words, other.words, 0.9)]
    ours, theirs = list(name.words), list(other.words)
    pairs: list[Pair] = []
    tests = [_same, _sounds_the_same]
    if name.sort is Sort.PERSON:
        tests += [_same_person_word]
    for test in tests:
        for word in list(ours):
            for known in theirs:
                if score := test(word, known):
                    pairs.append(Pair((word,), (known,), score))
                    ours.remove(word)
                    theirs.remove(known)
                    break
    if name.sort is Sort.PERSON:
        pairs += _run_together(ours, theirs, False) + _run_together(theirs, ours, True)
    if ours and theirs:
        pairs += _by_letters(ours, theirs, name.sort)
    return pairs


def _is_one_sound(name: Parsed, other: Parsed) -> bool:
    """Whether two names of two scripts are the same in Latin letters, all words together."""
    if name.words[0].script == other.words[0].script:
        return False
    spelt = [
        {"".join(w.latin for w in words) for words in (parsed.words, parsed.words[::-1])} - {""}
        for parsed in (name, other)
    ]
    return not spelt[0].isdisjoint(spelt[1])


def _same(word: Word, known: Word) -> float:
    return 1.0 if word.text == known.text else 0.0


def _sounds_the_same(word: Word, known: Word) -> float:
    if word.number is not None or known.number is not None or word.initial or known.initial:
        return 0.0
    if word.script == known.script:
        latin_script = word.script == "latin" and len(word.latin) > 2
        return 0.95 if latin_script and sounded(word.latin) == sounded(known.latin) else 0.0
    for one, latin in ((word, known), (known, word)):
        if latin.script != "latin":
            continue
        if one.script in ALPHABETS:
            return 0.97 if is_romanised(one.text, latin.latin) else 0.0
        if one.script in VOWELLESS:
            return 0.9 if has_same_consonants(one.text, latin.latin) else 0.0
        if one.script == "hangul" and is_korean(one.text, latin.latin):
            return 0.95
    if word.latin and word.latin == known.latin:
        return 0.9
    bones = borrowed(word.latin)
    return 0.8 if len(bones) > 1 and bones == borrowed(known.latin) else 0.0


def _same_person_word(word: Word, known: Word) -> float:
    if word.initial != known.initial:
        initial, long = (word, known) if word.initial else (known, word)
        may_be = len(long.text) > 1 and long.number is None
        return 0.9 if may_be and stands_for(initial.latin, long.latin) else 0.0
    return 0.9 if same_given(word.latin, known.latin) else 0.0


def _run_together(short: list[Word], long: list[Word], swapped: bool) -> list[Pair]:
    """Initials written as one word: JC for Jean-Claude."""
    for word in short:
        if not 2 <= len(word.latin) <= 3 or word.latin != "".join(w.latin[:1] for w in long):
            continue
        pair = Pair(tuple(long), (word,), 0.9) if swapped else Pair((word,), tuple(long), 0.9)
        short.remove(word)
        long.clear()
        return [pair]
    return []


def _by_letters(ours: list[Word], theirs: list[Word], sort: Sort) -> list[Pair]:
    """Pairs of what is left, by likeness of letters, joined and split words too (rigour)."""
    from rigour.names import NamePart, align_person_name_order, compare_parts

    def as_parts(words: list[Word]) -> list[NamePart]:
        forms = [word.latin or word.text for word in words]
        if sort is Sort.PERSON or len({word.script for word in ours + theirs}) > 1:
            forms = [sounded(form) for form in forms]
        return [NamePart(form, place, phonetics=False) for place, form in enumerate(forms)]

    ours, theirs = ([w for w in words if w.number is None] for words in (ours, theirs))
    parts, known = as_parts(ours), as_parts(theirs)
    if sort is Sort.PERSON:
        parts, known = align_person_name_order(parts, known)
    pairs = []
    for found in compare_parts(parts, known):
        if not found.qps or not found.rps or found.score == 0:
            continue
        left = tuple(ours[part.index] for part in found.qps)
        right = tuple(theirs[part.index] for part in found.rps)
        score = found.score
        if any(w.script == "han" for w in left) and any(w.script == "han" for w in right):
            score = min(score, 0.85)  # other characters, whatever their sound
        pairs.append(Pair(left, right, score))
    return pairs
