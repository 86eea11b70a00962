"""Numbers and figures as words."""

from __future__ import annotations

import pytest

from kg.claims.figure_words import figure, number_text, span_text


@pytest.mark.parametrize(
    ("number", "share", "text"),
    [
        ("12000000", False, "12,000,000"),
        ("12000000.0", False, "12,000,000"),
        ("1234567.5", False, "1,234,567.5"),
        ("0.4", True, "40%"),
        ("0.125", True, "12.5%"),
        ("0", False, "0"),
    ],
)
def test_numbers(number, share, text):
    assert number_text(number, share=share) == text


@pytest.mark.parametrize(
    ("stated", "more", "text"),
    [
        (("14000", "15000", None), {"words": "between"}, "14,000–15,000"),
        (("4000000", "6000000", None), {"words": "about, between"}, "about 4,000,000–6,000,000"),
        ((None, None, "600"), {"words": "about (approximately)"}, "about 600"),
        ((None, None, "4000"), {"words": "exactly"}, "4,000"),
        (
            ("6000", None, None),
            {"words": "more than", "inclusive": (False, True)},
            "more than 6,000",
        ),
        (("3000", None, None), {"words": "or more"}, "at least 3,000"),
        ((None, "15000", None), {"words": "up to"}, "up to 15,000"),
        ((None, "15000", None), {"inclusive": (True, False)}, "fewer than 15,000"),
        # What the article's words imply: more than a half; just below a half; near a half.
        (
            (None, None, None),
            {"words": "most", "implied": ("0.5", "1"), "implied_inclusive": (False, True)},
            "most (read as more than 50%)",
        ),
        (
            (None, None, None),
            {"words": "nearly half", "implied": ("0.4", "0.5"), "implied_inclusive": (True, False)},
            "nearly half (read as 40% to below 50%)",
        ),
        (
            (None, None, None),
            {"words": "roughly half", "implied": ("0.4", "0.6")},
            "roughly half (read as 40%–60%)",
        ),
        ((None, None, None), {"words": "many"}, "many"),
    ],
)
def test_figures(stated, more, text):
    share = "half" in text or "most" in text
    assert figure(*stated, **more, share=share) == text


INCLUDED, ABOVE, BELOW, NEITHER = (True, True), (False, True), (True, False), (False, False)


@pytest.mark.parametrize(
    ("lower", "upper", "inclusive", "words"),
    [  # No share is below 0% or above 100%: an end there that is included says nothing.
        ("0", "0.5", INCLUDED, "50% or less"),
        ("0", "0.5", BELOW, "less than 50%"),
        ("0", "0.5", ABOVE, "above 0% to 50%"),
        ("0.5", "1", INCLUDED, "50% or more"),
        ("0.5", "1", ABOVE, "more than 50%"),
        ("0.5", "1", BELOW, "50% to below 100%"),
        ("0.0", "0.5", INCLUDED, "50% or less"),
        ("0.5", "1.0", INCLUDED, "50% or more"),
        # Where it is the only end, or both are, one must stand, or nothing would be said.
        ("0", None, INCLUDED, "0% or more"),
        (None, "1", INCLUDED, "100% or less"),
        ("0", "1", INCLUDED, "100% or less"),
        ("0", "1", NEITHER, "above 0% to below 100%"),
        ("0.01", "0.99", INCLUDED, "1%–99%"),
        ("1", "1", INCLUDED, "100%"),
        ("0", "0", INCLUDED, "0%"),
        ("0.5", "0.5", INCLUDED, "50%"),
        (None, None, INCLUDED, ""),
    ],
)
def test_a_share_at_its_natural_limits(lower, upper, inclusive, words):
    assert span_text(lower, upper, inclusive=inclusive, share=True) == words


def test_what_is_no_share_has_no_such_limits():
    assert span_text("0", "5") == "0–5"
    assert span_text("0.5", "1") == "0.5–1"
