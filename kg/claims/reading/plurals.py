"""The bare plural of a countable thing in English, which says that there are two of it or more.

Not every noun in -s is one: names in -s (corps), what is never counted (logistics), what has no
singular (headquarters), and measures (tons), whose plural is a vague amount. These are refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.claims.reading.english import PARTS, SMALL, TENS

if TYPE_CHECKING:
    from kg.claims.reading.words import FigureWords


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOUN_PHRASE = re.compile(r"[a-z]+(?:[ -][a-z]+){0,2}")
_IRREGULAR = re.compile(r"[a-z]*(?:men|people)|children")
_REGULAR = re.compile(r"[a-z]{2,}(?<![suia])s")
_IN_AS = _listed("areas cameras agendas militias formulas diplomas dachas bases")
#: A singular, a name of a whole, or a noun without a singular; measures and vague amounts.
_NO_PLURAL = _listed("""
specimen regimen abdomen acumen omen semen stamen corps series news means barracks
headquarters species lens premises goods arms thanks odds funds savings earnings
riches remains surroundings outskirts trousers scissors binoculars politics physics
logistics ballistics tactics ethics economics statistics mathematics athletics
dynamics electronics hostilities tons tonnes kilograms kilos grams kilometres
kilometers miles metres meters millimetres millimeters feet litres liters barrels
hectares acres hours minutes seconds days weeks months years decades centuries times
percents points degrees dollars euros rubles roubles hryvnias yuans pounds loads lots
heaps masses numbers figures quantities amounts ones others yes always perhaps
besides afterwards towards overseas plus minus less
""")
_NOT_BARE = _listed("""
the a an this that these those all no not none some any every each both either
neither many much few little more most other another such his her its their our your
my which what whose and or of in to for with by from only just even same half halves
""")


def is_bare_plural(text: str, words: FigureWords) -> bool:
    """Whether a text is the plural of a thing, with at most two words before it, and nothing else.

    A determiner, a number, a hedge or a magnitude in it makes that it is not bare.
    """
    if not _NOUN_PHRASE.fullmatch(text):
        return False
    said = re.split("[ -]", text)
    known = {*SMALL, *TENS, *PARTS, *(f"{part}s" for part in PARTS), *words.magnitudes}
    hedges = {*words.before, *words.after, *words.vague, *words.joining}
    hedging = {part for hedge in hedges for part in re.split("[ -]", hedge)}
    if any(word in known | hedging | _NOT_BARE for word in said):
        return False
    noun = said[-1]
    if noun in _NO_PLURAL or noun.endswith("ics"):
        return False
    return bool(_REGULAR.fullmatch(noun) or _IRREGULAR.fullmatch(noun)) or noun in _IN_AS
