"""Whether two names differ in their spelling alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.graph.naming.korean import is_korean
from kg.graph.naming.letters import ALPHABETS, folded, is_romanised, latin, one_romanisation
from kg.graph.naming.persons import (
    ARABIC_WORDS,
    MAYBE_NAMES,
    is_patronymic,
    one_arabic_word,
    stands_for,
)
from kg.graph.naming.sorts import Sort

if TYPE_CHECKING:
    from kg.graph.naming.parse import Parsed, Word

#: In other names a letter more or less is another thing: Su-35 and Su-35S.
_SLIPS = (Sort.PERSON, Sort.COMPANY)


def same_spelling(name: Parsed, other: Parsed) -> tuple[int, str] | None:
    """The score and the reason for two names that are one but for their spelling; None if they are not.

    Numbers and legal forms are not looked at.
    """
    if name.text == other.text:
        return 100, "its name"
    spelt = _same_words(name, other)
    if spelt is None or name.titles == other.titles:
        return spelt
    if len(name.words) < 2 and name.words[0].script not in ("hangul", "han"):
        return 80, "one word of a name, and a title"
    if name.titles and other.titles:
        return 85, "its name, with another title"
    if (name.titles | other.titles) & MAYBE_NAMES:
        return 84, "its name, with a title that may be a name"
    return min(spelt[0], 93), "its name but for a title"


def _same_words(name: Parsed, other: Parsed) -> tuple[int, str] | None:
    if [w.text for w in name.words] == [w.text for w in other.words]:
        if name.sort is Sort.PERSON and ("," in name.text) != ("," in other.text):
            return 96, "its words, in any order that a comma gives"
        return _of_same_words(name, other)
    return _spaced(name, other) or _word_by_word(name, other) or _said_in_another_way(name, other)


def _of_same_words(name: Parsed, other: Parsed) -> tuple[int, str]:
    ours, theirs = folded(name.text), folded(other.text)
    if re.findall(r"\w+", ours) == re.findall(r"\w+", theirs):
        return 98, "its name but for case, accents or marks"
    if re.sub(r"\W", "", ours) == re.sub(r"\W", "", theirs):
        return 95, "letters alike, with other spaces or marks"
    if name.translated or other.translated:
        return 92, "its name in the words of another language"
    if any(word.script == "han" for word in name.words):
        return 94, "its characters in another form"
    return 94, "its name, a number, a legal form or an abbreviation written in another way"


def _spaced(name: Parsed, other: Parsed) -> tuple[int, str] | None:
    """Of two names that are written in one alphabet with other spaces or marks."""
    if not _in_one_script(name, other) or _has_initial(name) or _has_initial(other):
        return None
    whole, other_whole = (latin(folded(parsed.text)) for parsed in (name, other))
    if name.joined == other.joined or whole == other_whole:
        return 95, "letters alike, with other spaces or marks"
    is_long = min(len(whole), len(other_whole)) >= 20
    if is_long and one_romanisation(whole) == one_romanisation(other_whole):
        return 89, "letters alike, as romanisations differ"
    may_slip = name.sort in _SLIPS and len(name.words) != len(other.words) and not name.numbers
    if may_slip and is_slip(name.joined, other.joined):
        return 89, "a slip of the pen, with other spaces"
    return None


def _word_by_word(name: Parsed, other: Parsed) -> tuple[int, str] | None:
    """Of two names of as many words, each of which goes with that in its place."""
    if len(name.words) != len(other.words):
        return None
    if all(map(_is_one_word, name.words, other.words)):
        return 94, "the same name in Latin letters"
    if reason := _slip(name, other):
        return 89, reason
    if name.sort is Sort.PERSON and _is_but_for_initials(name, other):
        return 89, "its name, with an initial for one of its words"
    return None


def _said_in_another_way(name: Parsed, other: Parsed) -> tuple[int, str] | None:
    """Of two names of other words or another order, which mean the same."""
    if reason := _korean(name, other):
        return 90, reason
    is_unit = name.sort is Sort.UNIT and (name.translated or other.translated)
    if is_unit and sorted(w.text for w in name.words) == sorted(w.text for w in other.words):
        return 92, "its name in the words of another language"
    if (symmetric := _joined_by_and(name)) and symmetric == _joined_by_and(other):
        return 92, "the same, named in the other order"
    return None


def _has_initial(name: Parsed) -> bool:
    return any(word.initial for word in name.words) or all(w.number is not None for w in name.words)


def _in_one_script(name: Parsed, other: Parsed) -> bool:
    scripts = {w.script for w in (*name.words, *other.words)} - {"number"}
    return len(scripts) == 1 and scripts <= ALPHABETS | {"latin"}


def _is_one_word(ours: Word, theirs: Word) -> bool:
    if ours.text == theirs.text:
        return True
    if ours.number is not None or theirs.number is not None:
        return False
    if ours.script in ALPHABETS and theirs.script == "latin":
        return is_romanised(ours.text, theirs.latin)
    if theirs.script in ALPHABETS and ours.script == "latin":
        return is_romanised(theirs.text, ours.latin)
    if ours.script == theirs.script == "latin" and min(len(ours.latin), len(theirs.latin)) >= 6:
        return one_romanisation(ours.latin) == one_romanisation(theirs.latin)
    return False


def _slip(name: Parsed, other: Parsed) -> str:
    """Why two names of as many words are one, if but one word differs, by a slip; empty if not.

    Words of Arabic are romanised with e or i, o or u: in such a name these are no difference.
    """
    if name.sort not in _SLIPS:
        return ""
    arabic = name.sort is Sort.PERSON and all(
        any(w.latin in ARABIC_WORDS for w in p.words) for p in (name, other)
    )
    differing = [
        (ours, theirs)
        for ours, theirs in zip(name.words, other.words, strict=True)
        if not _is_one_word(ours, theirs)
        and not (arabic and one_arabic_word(ours.latin, theirs.latin))
    ]
    if not differing:
        return "the same Arabic name, romanised in another way"
    ours, theirs = differing[0]
    if len(differing) > 1 or (len(name.words) < 2 and len(ours.text) < 12):
        return ""
    if ours.number is not None or theirs.number is not None or ours.script != theirs.script:
        return ""
    if ours.script not in ALPHABETS | {"latin"} or is_patronymic(ours.latin) != is_patronymic(
        theirs.latin
    ):
        return ""
    return "a slip of the pen" if is_slip(ours.text, theirs.text) else ""


def is_slip(word: str, other: str) -> bool:
    """Whether two words have the same letters but for a slip that makes no other name.

    Two neighbours changed places, or one letter is doubled, or, in a word of nine letters and more,
    one is left out. Never the first or the last letter, which tells Oleksandr from Oleksandra.
    """
    short, long = sorted((word, other), key=len)
    if len(short) == len(long) >= 6 and short[0] == long[0] and short[-1] == long[-1]:
        places = [i for i, (a, b) in enumerate(zip(short, long, strict=True)) if a != b]
        return (
            len(places) == 2
            and places[1] == places[0] + 1
            and short[places[0]] == long[places[1]]
            and short[places[1]] == long[places[0]]
        )
    if len(long) != len(short) + 1 or len(short) < 5:
        return False
    for place in range(1, len(long)):
        if long[:place] + long[place + 1 :] == short:
            if long[place] == long[place - 1]:
                return True
            if len(long) >= 9 and place < len(long) - 1:
                return True
    return False


def _is_but_for_initials(name: Parsed, other: Parsed) -> bool:
    """Whether two words and more are the same, and others an initial of the word in their place."""
    initials = 0
    for ours, theirs in zip(name.words, other.words, strict=True):
        if not _is_one_word(ours, theirs):
            short, long = sorted((ours, theirs), key=lambda word: len(word.text))
            if (
                not short.initial
                or long.number is not None
                or not stands_for(short.latin, long.latin)
            ):
                return False
            initials += 1
    return len(name.words) - initials >= 2


def _korean(name: Parsed, other: Parsed) -> str:
    for hangul, romanised, reason in (
        (name, other, "its name as Korean is romanised"),
        (other, name, "its Korean name, romanised"),
    ):
        if all(w.script == "hangul" for w in hangul.words) and all(
            w.script == "latin" for w in romanised.words
        ):
            return reason if is_korean(hangul.joined, romanised.joined) else ""
    return ""


_AND = frozenset({"and", "та", "und"})


def _joined_by_and(name: Parsed) -> tuple[tuple[str, ...], frozenset[tuple[str, ...]]] | None:
    """A name of the form “X of A and B” as X of, and A and B in any order; None for any other.

    “of” (or “between”) and what follows it must stand once, and be the end: what A and B share
    after them (“of A and B forces”) would not be known to be shared.
    """
    texts = [w.text for w in name.words]
    if sum(t in _AND for t in texts) != 1 or sum(t in ("of", "between") for t in texts) != 1:
        return None
    start = next(i for i, t in enumerate(texts) if t in ("of", "between")) + 1
    middle = next(i for i, t in enumerate(texts) if t in _AND)
    if not start < middle < len(texts) - 1:
        return None
    one, two = texts[start:middle], texts[middle + 1 :]
    if any(re.fullmatch(r"in|on|to|for|with|by|from|at|against|\d+", t) for t in one + two):
        return None
    return tuple(texts[:start]), frozenset({tuple(one), tuple(two)})
