"""FigureReader as people write them; the expected values are those of the codebook, sections 5 and 15."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.curate.sheets.figure_text import StatedFigure
from kg.errors import UnclearError
from kg.iris import KG
from tests.curate.sheets.material import lexicon

FIGURES = lexicon().figures


@pytest.mark.parametrize(
    ("text", "qualifier", "bounds"),
    [
        ("more than 6,000", "moreThan", {"lower": 6000}),
        ("Over 6,000", "moreThan", {"lower": 6000}),
        ("between 14,000 and 15,000", "between", {"lower": 14000, "upper": 15000}),
        ("14,000–15,000", "between", {"lower": 14000, "upper": 15000}),
        ("about 4 to 6 million", "aboutBetween", {"lower": 4_000_000, "upper": 6_000_000}),
        ("about 4,700", "approximately", {"best": 4700}),
        ("12 million", "exactly", {"best": 12_000_000}),
        ("2.3 million", "exactly", {"best": 2_300_000}),
        ("as many as nine million", "asManyAs", {"upper": 9_000_000}),
        ("10,000 or more", "orMore", {"lower": 10_000}),
        ("fewer than 500", "fewerThan", {"upper": 500}),
        ("millions of", "millionsOf", {}),
        ("nearly half", "nearlyHalf", {}),
        ("about 40 per cent", "approximately", {"best": Decimal("0.4")}),
        ("4000", "exactly", {"best": 4000}),
        ("1,234,567,890,123", "exactly", {"best": 1_234_567_890_123}),
        ("999 trillion trillion", "exactly", {"best": 999 * 10**24}),
        ("1,234,567,890,123,456", "exactly", {"best": 1_234_567_890_123_456}),
        ("0.1234567890123456", "exactly", {"best": Decimal("0.1234567890123456")}),
    ],
)
def test_a_figure_is_read(text, qualifier, bounds):
    read = FIGURES.read(text)
    assert (read.qualifier, read.bounds) == (KG + qualifier, bounds)
    assert read.share == ("cent" in text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mar-25", "Excel"),
        ("1.00E+06", "cut short"),
        ("6.000", "full stop"),
        ("12m", "million or metres"),
        ("TRUE", "truth value"),
        ("#REF!", "formula"),
        ("more than 6,000 soldiers", "“soldiers”"),
        ("more than 5, at most 7", "no qualifier"),
        ("4,000, 5,000, 6,000", "several ways"),
        ("many", "“many”"),
        ("about", "no qualifier"),
        ("9" * 400, "300 digits"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(text, what):
    with pytest.raises(UnclearError) as told:
        FIGURES.read(text)
    assert what in told.value.what
    assert told.value.remedy


NUMBERS = st.integers(1, 10**10)


@pytest.mark.slow
@settings(deadline=None)
@given(NUMBERS, NUMBERS, st.sampled_from(sorted(lexicon().terms.qualifiers)))
def test_what_is_written_is_read_as_the_same(one, other, qualifier):
    rule = lexicon().terms.qualifiers[qualifier]
    low, high = sorted((Decimal(one), Decimal(other)))
    values = [low, high][: len(rule.requires)]
    stated = FIGURES.figure_of(qualifier, values, share=False)
    written = FIGURES.text_of(stated, lexicon().names.label(qualifier))
    assert written is None or FIGURES.read(written) == stated
    if low != high:
        assert written is not None


def test_what_no_words_can_say_is_left_to_the_columns():
    both = StatedFigure(KG + "between", Decimal(1), Decimal(3), Decimal(2))
    assert FIGURES.text_of(both, "between") is None
