"""A right claim passes, and one that is changed by one step does not: on made sentences."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from kg.claims.evidence.day_check import time_reasons
from kg.claims.evidence.figure_check import figure_reasons
from kg.claims.evidence.passages import Evidence, Origin, Passage
from kg.claims.evidence.plain import plainly_verified
from kg.claims.evidence.reader import TextReader
from kg.claims.evidence.speaker_check import speaker_reasons
from tests.claims.evidence.made import LANGUAGES, made
from tests.claims.evidence.mutation import Tally, case_of, mutations

CASES = 60


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
def test_what_is_wrong_is_caught_and_what_is_right_passes(words):
    """The targets of ``scripts/bench-verify``, on fewer sentences."""
    chance, tally = random.Random(f"suite {words.code}"), Tally()
    for _ in range(CASES):
        tally.add(made(chance, words))
    assert tally.passed >= 0.99, tally.refused[:3]
    for kind, least in {"figure": 0.995, "day": 0.995, "bound": 0.95, "hedge": 0.95}.items():
        assert tally.rate(kind) >= least, [miss for miss in tally.missed if miss[0] == kind][:3]
        assert tally.wrong[kind] > 50


HEDGES = {
    **dict.fromkeys(("about", "around", "approximately"), ("approximately", "best")),
    **dict.fromkeys(("more than", "over"), ("moreThan", "lower")),
    "at least": ("atLeast", "lower"),
    "up to": ("upTo", "upper"),
    "sent": ("exactly", "best"),
}
BETWEEN = (*[""] * 7, "not ", "no ", "half of ", "between 100 and ", "some ", "the 11th Corps and ")
BEHIND = (*[""] * 6, " or more", " in all", " of the 9,000", ", or 40 per cent", " and 2,300 tanks")


def test_the_quick_look_says_yes_only_where_the_reader_does():
    """``plain`` is a shortcut: of right and of changed claims it passes none that reading refuses."""
    chance, quick = random.Random(3), 0
    for _ in range(500):
        hedge, (qualifier, bound) = chance.choice(list(HEDGES.items()))
        value, noun = (
            chance.randrange(1000, 99_999),
            chance.choice(("soldiers", "shells", "tonnes")),
        )
        text = (
            f"In August {chance.choice((2023, 2024))}, the Ministry of Norland said that"
            f" {chance.choice(BETWEEN)}{hedge} {value:,} {noun}{chance.choice(BEHIND)} had left."
        )
        claim = Evidence(
            "c",
            Passage([(0, len(text))], [], 1),
            estimate=True,
            figures=((f"kg:{bound}", Fraction(value)),),
            times=(("kg:time", "2023-08"),),
            qualifier=qualifier,
            unit="person",
            measure="personnelDeployed",
            things=("soldier", "person (unit)"),
            speakers=("Ministry of Norland",),
            own_voice=False,
        )
        case = case_of(claim, text, Origin("made"))
        reader, span = TextReader(text, Origin("made")), (0, len(text))
        for item in (claim, *(changed for _, changed in mutations(case))):
            if plainly_verified(item, reader, *span):
                quick += 1
                assert not list(figure_reasons(item, [span], reader)), (text, item)
                assert not list(time_reasons(item, [span], reader)), (text, item)
                assert not list(speaker_reasons(item, [span], reader)), (text, item)
    assert quick > 10
