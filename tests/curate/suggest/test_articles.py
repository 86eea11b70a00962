"""The two articles in ../shared: no figure is wrong, and those of the first article are all there."""

from __future__ import annotations

import pytest

from kg.curate.suggest.drafting import suggest
from kg.iris import SRC
from tests.conftest import ARTICLE
from tests.curate.suggest.truth import (
    SAME,
    core_parts,
    core_truths,
    exercise_parts,
    exercise_truths,
    measure,
)

EXERCISE = ARTICLE.parents[1] / "exercise" / "iran-russia-exercise.txt"
STEM = "khaled-north-korea-russia"


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article's text is not here")
def test_the_article_of_the_core(lexicon):
    drafts = suggest(ARTICLE.read_text("utf-8"), lexicon).drafts
    result = measure(drafts, core_truths(lexicon, STEM), core_parts(lexicon, SRC + STEM))
    assert result.wrong_figures == []
    drafted = {truth.name for truth in result.truths if truth.outcome == SAME}
    # Up to 15,000, millions, 14,000 to 15,000, more than 6,000, more than 12 million: with all that is said.
    assert {"c004", "c006", "c012", "c020", "c043"} <= drafted


@pytest.mark.skipif(not EXERCISE.exists(), reason="the exercise is not here")
def test_the_exercise(lexicon):
    drafts = suggest(EXERCISE.read_text("utf-8"), lexicon).drafts
    truths = exercise_truths(EXERCISE.with_suffix(".truth.json"))
    result = measure(drafts, truths, exercise_parts(lexicon))
    assert result.wrong_figures == []
    missing = {
        truth.name for truth in truths if truth.outcome == "missing" and "figure" in truth.parts
    }
    assert (
        missing == set()
    )  # 20 years, nearly 2,000, 1,700-2,300, about 2,000, 80 percent, hundreds, four, two
    denied = [d for d in drafts if d.cells.get("stance") == "denies"]
    assert "occurred" in {d.cells.get("whom") for d in denied}  # that Iran had supplied any drones
