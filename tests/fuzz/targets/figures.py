"""The text of a figure in the cell of a sheet: bounds that rise, and words that say it again."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import strategies as st

from kg.claims.figure_words import figure
from kg.claims.interval import implied
from tests.curate.sheets.material import lexicon
from tests.fuzz.inputs import edited, sentences
from tests.fuzz.targets.numbers import WORDS

SEEDS = (
    *(
        b"4000",
        b"more than 6,000",
        b"between 14,000 and 15,000",
        b"about 4 to 6 million",
        b"2.3 million",
    ),
    *(
        b"as many as nine million",
        b"10,000 or more",
        b"millions of",
        b"nearly half",
        b"about 40 per cent",
    ),
    *(
        b"14,000\xe2\x80\x9315,000",
        b"12 million",
        b"fewer than 500",
        b"one in five",
        b"two to three hundred",
    ),
)
_HEDGES = [
    "about",
    "more than",
    "at least",
    "up to",
    "fewer than",
    "or more",
    "nearly",
    "most",
    "from",
]
INPUTS = st.one_of(edited(SEEDS), sentences([*_HEDGES, *WORDS], most=6))
GOOD = b"about 4 to 6 million"
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+", re.ASCII)
EXAMPLES = 60


def hold(data: bytes) -> None:
    """What is read has rising bounds, is written as a text that is read as the same, and is said."""
    reader, terms = lexicon().figures, lexicon().terms
    text = data.decode(errors="replace").strip()
    stated = reader.read(text)
    lower, upper, best = stated.lower, stated.upper, stated.best
    assert all(number.is_finite() and number >= 0 for number in stated.bounds.values())
    assert lower is None or upper is None or lower <= upper
    if _PLAIN.fullmatch(text):
        assert best == Decimal(text.replace(",", ""))
    label = lexicon().names.label(stated.qualifier)
    written = reader.text_of(stated, label)
    assert written is None or reader.read(written) == stated
    rule = terms.qualifiers[stated.qualifier]
    interval = implied(
        rule, *(None if number is None else float(number) for number in (lower, upper, best))
    )
    assert interval.lower is None or interval.upper is None or interval.lower <= interval.upper
    texts = [None if number is None else str(number) for number in (lower, upper, best)]
    assert figure(*texts, words=label, share=stated.share) or not stated.bounds
