"""Numbers and shares in a text: finite ones, none below nothing."""

from __future__ import annotations

import math

from hypothesis import strategies as st

from kg.claims.evidence.numbers import numbers, plainly_states, shares, without_numbers
from tests.fuzz.inputs import edited, sentences

SEEDS = (
    *(b"6,000", b"12 million", b"4 to 6 million", b"two thirds", b"40 per cent", b"half a million"),
    *(
        b"one in five",
        b"2\xc2\xbd million",
        b"14 000 men",
        b"two hundred and three thousand",
        b"12m",
    ),
    *(
        b"between 14,000 and 15,000 troops",
        b"a million and a half",
        b"twelve hundred",
        b"tens of thousands",
    ),
)
WORDS = [
    *("a", "an", "and", "or", "to", "in", "of", "out of", "every", "half", "halves", "third", "thirds"),
    *("one", "two", "nine", "ten", "eleven", "nineteen", "twenty", "ninety", "dozen", "hundred", "thousand"),
    *("million", "millions", "billion", "trillion", "k", "m", "bn", "%", "per cent", "percent", "½", "⅓", "⅔"),
    *("1", "12", "345", "6,000", "0.5", "1.5", "000", "0", "9" * 30, "9" * 400, ".", ",", "between", "st", "th"),
]  # fmt: skip
INPUTS = st.one_of(edited(SEEDS), sentences(WORDS))
GOOD = b"between 14,000 and 15,000 troops"
EXAMPLES = 60


def hold(data: bytes) -> None:
    """Nothing is found that is no number, and the quick look finds nothing else."""
    text = data.decode(errors="replace")
    found, parts = numbers(text), shares(text)
    assert all(math.isfinite(value) and value >= 0 for value in found | parts), (found, parts)
    without_numbers(text)
    for value in (6000.0, 12e6, *found):
        assert not plainly_states(value, text) or value in found
