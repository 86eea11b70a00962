"""Numbers in a text, as the second reader finds them: in their order, none below nothing."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.claims.evidence.stated.days import days
from kg.claims.evidence.stated.figures import FigureReader
from kg.claims.evidence.stated.languages import language_of
from kg.claims.evidence.stated.tokens import Tokens
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
    """Each figure lies in the text, behind the one before it, and counts from 0 upwards."""
    text = data.decode(errors="replace")
    for code in ("en", "ru", "uk", "ko"):
        language = language_of(code)
        assert language is not None
        dated = [(day.start, day.end) for day in days(text, code)]
        tokens = Tokens(text, language)
        behind = 0
        for figure in FigureReader(tokens, dated).figures():
            assert behind <= figure.low.first < figure.low.after <= len(tokens), figure
            behind = figure.ends[-1].after
            assert all(value >= 0 for end in figure.ends for value in end.values), figure
