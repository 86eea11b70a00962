"""A bare plural is at least two; the forms are those of English grammar."""

from __future__ import annotations

import pytest

from tests.curate.sheets.test_figure_grammar import LEXICON, read, refusal


@pytest.mark.parametrize(
    "text",
    ["agreements", "contracts", "treaties", "ballistic missiles", "signed agreements", "brigades", "servicemen",
     "soldiers", "people", "children", "radar systems", "factories", "boxes", "militias", "multiple rocket launchers",
     "in the plural"],
)  # fmt: skip
def test_a_plural_is_two_or_more(text):
    assert read(text) == ("pluralOnly", {})


@pytest.mark.parametrize(
    "text",
    ["the agreements", "some agreements", "all missiles", "no agreements", "agreement", "6,000 soldiers", "two brigades",
     "more agreements", "corps", "11th corps", "headquarters", "series", "logistics", "news", "aircraft", "ammunition",
     "tons", "kilometres", "days", "thirds", "halves", "specimen", "bus", "crisis", "mass", "gas", "Philippines", "Moscow's",
     "agreements.", "agreements of which we know nothing", "agreements and contracts", "about agreements", "s", "us"],
)  # fmt: skip
def test_what_is_no_bare_plural_is_refused(text):
    assert refusal(text).remedy


def test_it_is_written_as_it_is_read():
    stated = LEXICON.figures.read("agreements")
    written = LEXICON.figures.text_of(stated, "in the plural")
    assert written == "in the plural"
    assert LEXICON.figures.read(written) == stated
