"""Numbers and figures as words."""

from __future__ import annotations

import pytest

from kg.claims.figure_words import figure, number_text


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
