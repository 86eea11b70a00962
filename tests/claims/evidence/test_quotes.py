"""Quotes in a text: marks and blanks may differ, offsets are exact."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claims.evidence.quotes import Passages
from kg.errors import UnclearError
from tests.curate.sheets.material import TEXT

TEXTS = Passages(TEXT, "paper-2025.txt")


@pytest.mark.parametrize(
    "quote",
    [
        "“about 1,200\nsoldiers”",
        '"about 1,200 soldiers"',
        "  “about 1,200 \u00a0 soldiers” ",
        "'“about 1,200 soldiers”'",
    ],
)
def test_marks_and_blanks_are_forgiven(quote):
    start, end = TEXTS.find(quote)
    assert TEXT[start:end] == "“about 1,200\nsoldiers”"


def test_dashes_are_forgiven():
    start, end = TEXTS.find("the 3rd Brigade - they say - is no more")
    assert TEXT[start:end] == "the 3rd Brigade — they say — is no more"


def test_a_quote_that_stands_twice_needs_a_start():
    first, second = TEXT.index("3rd Brigade"), TEXT.rindex("3rd Brigade")
    with pytest.raises(UnclearError) as told:
        TEXTS.find("3rd Brigade")
    assert f"2 times in paper-2025.txt, at {first}, {second}" in told.value.what
    assert TEXTS.find("3rd Brigade", second) == (second, second + 11)


def test_a_quote_that_is_not_there_is_told_as_far_as_it_is():
    with pytest.raises(UnclearError) as told:
        TEXTS.find("The 3rd Brigade is part of the 9th Army")
    assert "does not stand in paper-2025.txt" in told.value.what
    assert "is part of the " in told.value.remedy


def test_accents_and_other_scripts_keep_their_places():
    text = "Zoe\u0308 sah 폭풍군단 — ﬁn."  # an accent apart from its letter, and a ligature
    found = Passages(text, "t.txt")
    assert text[slice(*found.find("Zoë"))] == "Zoe\u0308"
    assert text[slice(*found.find("폭풍군단"))] == "폭풍군단"
    assert text[slice(*found.find("fin."))] == "ﬁn."


@settings(deadline=None)
@given(st.integers(0, len(TEXT) - 20), st.integers(12, 20))
def test_what_is_copied_from_a_text_is_found_where_it_was(start, length):
    quote = TEXT[start : start + length].strip()
    places = [i for i in range(len(TEXT)) if TEXT.startswith(quote, i)]
    if len(places) == 1:
        assert TEXTS.find(quote) == (places[0], places[0] + len(quote))
