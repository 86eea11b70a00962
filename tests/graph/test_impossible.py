"""The arithmetic of a set in words; the sums are on paper."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kg.claims.verdicts.impossible import Addend, ImpossibleSet
from kg.graph.impossible import arithmetic

NAMES = {"k": "killed", "w": "wounded", "b": "killed or wounded", "t": "sent", "p": "of the corps"}


def least(claim: str, bound: int, times: Fraction | int = 1, *, strict: bool = False) -> Addend:
    return Addend(claim, Fraction(times), Fraction(bound), is_least=True, strict=strict)


def most(claim: str, bound: int, *, strict: bool = False) -> Addend:
    return Addend(claim, Fraction(1), Fraction(bound), is_least=False, strict=strict)


@pytest.mark.parametrize(
    ("addends", "words"),
    [
        (
            (least("k", 1000), least("w", 3000), most("b", 3500)),
            "at the least 1,000 killed + 3,000 wounded = 4,000,"
            " more than 3,500 killed or wounded at the most",
        ),
        (
            (least("k", 1000, strict=True), least("w", 3000), most("b", 4000)),
            "at the least more than 1,000 killed + 3,000 wounded = more than 4,000,"
            " and yet at the most 4,000 killed or wounded",
        ),
        (
            (least("k", 1000), least("w", 3000), most("b", 4000, strict=True)),
            "at the least 1,000 killed + 3,000 wounded = 4,000,"
            " and yet at the most less than 4,000 killed or wounded",
        ),
        (
            (least("b", 3500), most("k", 1000), most("w", 2000)),
            "at the least 3,500 killed or wounded,"
            " more than 1,000 killed + 2,000 wounded = 3,000 at the most",
        ),
        (
            (least("t", 14000, Fraction(9, 20)), most("p", 6000)),
            "at the least 45% of 14,000 sent = 6,300, more than 6,000 of the corps at the most",
        ),
        (
            (least("k", 5), least("w", 5), most("b", 0)),
            "at the least 5 killed + 5 wounded = 10, more than 0 at the most",
        ),
    ],
)
def test_the_sum_is_said_as_on_paper(addends, words):
    claims = tuple(sorted(addend.claim for addend in addends))
    assert arithmetic(ImpossibleSet(claims, addends), NAMES) == words
