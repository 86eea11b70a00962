"""A quote that is nearly in the text: the nearest passage, with the differences marked."""

from __future__ import annotations

import pytest

from kg.claims.evidence.nearest import nearest_passage
from kg.claims.evidence.quotes import Passages
from kg.errors import UnclearError

TEXT = (
    "Officials said on Monday that about 1,200 soldiers had been sent to the border. "
    "They sent 60 rounds and 12 tanks. Nobody has seen the tanks since, they add."
)


@pytest.mark.parametrize(
    ("quote", "passage", "marked"),
    [
        ("They sent 65 rounds and 12 tanks", "They sent 60 rounds and 12 tanks", "They sent [65]{60} rounds and 12 tanks"),
        ("about 1,200 soldiers were sent to the border", "about 1,200 soldiers had been sent to the border", "about 1,200 soldiers [were]{had been} sent to the border"),
        ("nobody has ever seen the tanks", "Nobody has seen the tanks", "Nobody has [ever] seen the tanks"),
    ],
)  # fmt: skip
def test_the_nearest_passage_is_found_and_the_differences_marked(quote, passage, marked):
    near = nearest_passage(TEXT, quote)
    assert TEXT[near.start : near.end] == passage
    assert near.marked == marked


@pytest.mark.parametrize("quote", ["Nothing of this stands there at all", "tanks", "", "x " * 500])
def test_what_is_like_no_passage_has_none(quote):
    assert nearest_passage(TEXT, quote) is None


def test_the_remedy_is_itself_accepted():
    passages = Passages(TEXT, "x.txt")
    with pytest.raises(UnclearError) as told:
        passages.find("They sent 65 rounds and 12 tanks")
    offered = told.value.remedy.rpartition("write “")[2].partition("”")[0]
    assert passages.find(offered) == (TEXT.index("They sent"), TEXT.index(" Nobody") - 1)


def test_a_long_text_is_searched_in_little_work():
    long = " ".join(f"word{n} and some more of it" for n in range(20_000)) + " " + TEXT
    near = nearest_passage(long, "They sent 65 rounds and 12 tanks")
    assert long[near.start : near.end] == "They sent 60 rounds and 12 tanks"
