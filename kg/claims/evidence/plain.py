"""A claim in the commonest English form, told at a twentieth of the cost of reading the passage.

"In August 2023, officials said that about 1,200 soldiers had been sent." Whatever is not quite of
this form is left to the reader: no does not say that a claim is wrong, and yes says only what the
reader would say too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.claims.evidence.figure_check import FAMILIES
from kg.claims.evidence.stated.calendars import CALENDARS
from kg.claims.evidence.stated.english import ENGLISH
from kg.claims.evidence.stated.language import words as set_of

if TYPE_CHECKING:
    from kg.claims.evidence.passages import Evidence
    from kg.claims.evidence.reader import TextReader

_WORD = re.compile("[a-z]+")
_DIGITS = re.compile("[0-9][0-9.,]*")
_NOUN = re.compile(r" ([a-z]{3,})(?=[ .,;])")
_SPEAKS = re.compile(r" (?:said|says|reported|reports|estimates|estimated|warned|announced)\b")
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]  # fmt: skip
_TIME_WORDS = frozenset(CALENDARS["en"].months) | set_of(
    "last this next yesterday today tomorrow previous past earlier spring summer autumn fall winter"
    " since until till by before after from between through quarter half early late mid end beginning"
    " start middle monday tuesday wednesday thursday friday saturday sunday prior following ahead"
)
_ONE = {hedge.words[0]: hedge.qualifiers for row in ENGLISH.before.values() for hedge in row if len(hedge.words) == 1}  # fmt: skip
_TWO = {hedge.words: hedge.qualifiers for row in ENGLISH.before.values() for hedge in row if len(hedge.words) == 2}  # fmt: skip
_BARE = frozenset(("exactly",))
_AROUND = 400  # characters in which the ends of a sentence are looked for
_BEHIND = 800  # and that of the one behind it
_RATE = set_of("day week month year hour daily weekly monthly annually per each every")
_UNSURE = (
    frozenset(ENGLISH.before)
    | ENGLISH.skipped
    | ENGLISH.designators
    | ENGLISH.range_from
    | ENGLISH.range_to
    | ENGLISH.number_words
    | set_of(
        "no not never nor neither hardly scarcely barely cannot well far slightly little"
        " times twice thrice double triple quadruple half"
    )
)
_AFTER = frozenset(ENGLISH.after) | ENGLISH.range_to - {"to", "and"}


def plainly_verified(item: Evidence, reader: TextReader, start: int, end: int) -> bool:
    """Whether the figure, the times and the speaker of a claim stand plainly in a span of an English text."""
    if len(item.figures) != 1 or not item.estimate or item.share or item.inclusive or item.denies:
        return False
    value, text = item.figures[0][1], reader.text
    part, form = text[start:end], f"{int(value):,}"
    at = part.find(form)
    after = at + len(form)
    noun = _NOUN.match(part, after)
    if (
        value != int(value)
        or not 1000 <= value < 10**9
        or at < 2
        or noun is None
        or part[at - 1] != " "
        or not _is_counted(item, noun[1])
    ):
        return False
    words = _WORD.findall(part.lower())
    if not ENGLISH.number_words.isdisjoint(words) or not _RATE.isdisjoint(words):
        return False
    if _may_be_denied(reader, start, end) or not _hedged(
        item, part[max(0, at - 40) : at], part[noun.end() : noun.end() + 60]
    ):
        return False
    family = FAMILIES.get(item.measure or "")
    if family and {ENGLISH.family(word) for word in words} - {None} != {family}:
        return False
    years = _times(item, part, words)
    if years is None:
        return False
    for match in _DIGITS.finditer(part):
        number = match[0].rstrip(".,")
        if match.start() != at and number not in years and not _named(part, match.start()):
            return False
    return not item.speakers or _says(item.speakers, part, words)


def _may_be_denied(reader: TextReader, start: int, end: int) -> bool:
    """Whether what stands in the sentence of a span, or in the next one, may deny it."""
    if not reader.may_deny(start - _AROUND, end + _BEHIND):
        return False
    text, first = reader.text, max(0, start - _AROUND)
    begin = max(text.rfind(mark, first, start) for mark in (". ", ".\n"))
    stop = text.find(". ", end - 1, end + _AROUND)
    after = stop + 1 if stop >= 0 else min(len(text), end + _AROUND)
    return reader.may_deny(max(begin, first), after) or reader.referring(after) is not None


def _is_counted(item: Evidence, noun: str) -> bool:
    thing = ENGLISH.things.get(noun)
    if thing is None or noun in ENGLISH.measures:
        return False
    if item.unit is None:
        return True
    return item.unit in thing.split() and noun.removesuffix("s") in _name_words(item.things)


@lru_cache(maxsize=256)
def _name_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in _WORD.findall(name.lower()))


def _hedged(item: Evidence, before: str, after: str) -> bool:
    """Whether the words at a figure are the one hedge of the claim, or none."""
    words = before.lower().split()[-3:]
    if len(words) < 3 or not _AFTER.isdisjoint(_WORD.findall(after.lower())[:8]) or "+" in after:
        return False
    third, second, last = words
    two = _TWO.get((second, last))
    if two is not None:
        stated, further = two, third
    elif last in _ONE:
        stated, further = _ONE[last], second
    elif last not in _UNSURE and last.isalpha():
        stated, further = _BARE, ""
    else:
        return False
    if (further in _UNSURE and further not in ("that", "the")) or not last.isalpha():
        return False
    if item.qualifier is None:
        return item.figures[0][0] == "kg:best"
    bound = {"exactly": "best", "approximately": "best", "moreThan": "lower", "atLeast": "lower"}
    return item.qualifier in stated and item.figures[0][0] == f"kg:{bound.get(item.qualifier)}"


def _times(item: Evidence, part: str, words: list[str]) -> set[str] | None:
    """The years that stand in the times of the claim; None where a time is not plainly there."""
    others = _TIME_WORDS.intersection(words)
    years: set[str] = set()
    for _, time in item.times:
        year, _, month = time.partition("-")
        if len(month) != 2 or not month.isdigit() or not 1 <= int(month) <= 12:
            return None
        name = _MONTHS[int(month) - 1]
        form = f"{name} {year}"
        at = part.find(form)
        behind = part[at + len(form) : at + len(form) + 2]
        if at < 3 or part[at - 3 : at] not in ("In ", "in "):
            return None
        if behind[:1] not in (",", " ", ".") or behind[1:].isdigit():
            return None
        others -= {name.lower()}
        years.add(year)
    return years if not others else None


def _named(part: str, at: int) -> bool:
    """Whether a number is part of a designation: "unit 12"."""
    before = part[:at]
    return before.endswith(" ") and before[:-1].rpartition(" ")[2].lower() in ENGLISH.designators


def _says(names: tuple[str, ...], part: str, words: list[str]) -> bool:
    """Whether one of some names is plainly the one who says it."""
    for name in names:
        at = part.find(name)
        if at < 0:
            continue
        after = at + len(name)
        if _SPEAKS.match(part, after):
            return at == 0 or part[at - 1] in " "
        if part[:at].endswith(("according to ", "according to the ")):
            return part[after : after + 1] in (".", ",", "")
    return False
