"""Double coding: which claims are one, and Krippendorff's alpha against figures worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.curate.agree.agreement import FIELDS, NONE, Coding, agreement, alpha, match_claims


def units(first: str, second: str) -> list[tuple[str, str]]:
    return list(zip(first.split(), second.split(), strict=True))


# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A and B.
BINARY = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")


def test_alpha_of_the_published_examples():
    assert round(alpha(BINARY, "nominal")[0], 3) == 0.095
    assert round(alpha(NOMINAL, "nominal")[0], 3) == 0.692


@pytest.mark.parametrize(
    ("values", "level", "expected"),
    [
        # Observed 1; expected: of the 12 ordered pairs among a b b a, 8 differ. 1 - 1/(8/12).
        ([("a", "b"), ("b", "a")], "nominal", -0.5),
        # Observed (1 + 0)/2; expected: 2(1 + 4 + 4 + 1 + 1 + 0)/12. 1 - (1/2)/(11/6).
        ([(1, 2), (3, 3)], "interval", 8 / 11),
        # Observed ((2/4)² + 0 + 0)/3; expected: 9 pairs of 1 and 3, 2·9·(1/4)/30. 1 - (1/12)/(3/20).
        ([(1, 3), (3, 3), (1, 1)], "ratio", 4 / 9),
        ([("a", "a"), ("b", "b")], "nominal", 1),
        ([(14000, 14000), (15000, 15000)], "ratio", 1),
    ],
)
def test_alpha_worked_on_paper(values, level, expected):
    assert alpha(values, level) == (pytest.approx(expected), "")


@pytest.mark.parametrize("level", ["nominal", "interval", "ratio"])
def test_where_alpha_is_undefined_it_is_said(level):
    assert alpha([], level) == (None, "undefined: fewer than two units")
    assert alpha([(1, 2)], level) == (None, "undefined: fewer than two units")
    assert alpha([(1, 1), (1, 1)], level) == (None, "undefined: only one value occurs")


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2))
def test_alpha_does_not_ask_who_is_first(values):
    swapped = [(b, a) for a, b in values]
    for level in ("nominal", "ratio"):
        value, note = alpha(values, level)
        assert (value is None) == bool(note)
        if value is not None:
            assert value <= 1
            assert alpha(swapped, level)[0] == pytest.approx(value)


def coding(name: str, start: int, end: int, **values: str) -> Coding:
    return Coding(name, ((start, end),), {"kind": "Claim", **values})


def matched(first: list[Coding], second: list[Coding]) -> set[tuple[str, str]]:
    return {(one.id, other.id) for one, other in match_claims(first, second)}


def test_claims_with_another_place_or_another_matter_are_not_one():
    mine = [coding("a1", 0, 10, subject="x", predicate="p", object="y")]
    assert matched(mine, [coding("b1", 10, 20, subject="x", predicate="p", object="y")]) == set()
    assert matched(mine, [coding("b1", 0, 10, subject="u", predicate="q", object="v")]) == set()
    assert matched(mine, [coding("b1", 9, 20, subject="x", predicate="q", object="v")]) == {
        ("a1", "b1")
    }


def test_of_several_claims_of_one_sentence_the_likest_are_one():
    mine = [
        coding("a1", 0, 50, subject="x", predicate="attacker", object="y"),
        coding("a2", 0, 50, subject="x", predicate="attacked", object="z"),
    ]
    theirs = [
        coding("b1", 0, 48, subject="x", predicate="attacked", object="z"),
        coding("b2", 5, 50, subject="x", predicate="attacker", object="y"),
    ]
    assert matched(mine, theirs) == {("a1", "b2"), ("a2", "b1")}
    assert matched(theirs, mine) == {("b1", "a2"), ("b2", "a1")}


def test_no_claim_is_matched_twice():
    mine = [coding(f"a{n}", 0, 50, subject="x", predicate="p", object="y") for n in range(3)]
    theirs = [coding("b1", 0, 50, subject="x", predicate="p", object="y")]
    found = agreement(mine, theirs)
    assert len(found.pairs) == 1
    assert [len(side) for side in found.unmatched] == [2, 0]


def test_the_whole_matching_is_the_best_one():
    # Either a1 or a2 fits b1, but only a1 fits b2 too: greed would leave one over.
    mine = [
        coding("a1", 0, 10, measure="killed", about="x"),
        coding("a2", 0, 10, measure="killed", about="x"),
    ]
    theirs = [
        coding("b1", 0, 10, measure="killed", about="x"),
        coding("b2", 0, 10, measure="killed", about="x"),
    ]
    assert len(matched(mine, theirs)) == 2


def test_fields_and_what_to_adjudicate():
    mine, theirs = [], []
    for n, (one, other) in enumerate(BINARY):
        mine.append(coding(f"a{n}", 10 * n, 10 * n + 9, subject=f"s{n}", modality=one))
        theirs.append(coding(f"b{n}", 10 * n, 10 * n + 9, subject=f"s{n}", modality=other))
    found = agreement(mine, theirs)
    scores = {score.field: score for score in found.scores}
    assert (scores["modality"].n, scores["modality"].agreed) == (10, 6)
    assert round(scores["modality"].alpha, 3) == 0.095
    assert scores["subject"].alpha == 1
    assert (scores["kind"].alpha, scores["kind"].note) == (None, "undefined: only one value occurs")
    assert "time" not in scores  # neither states one
    differing = [(d.first.id, d.second.id, d.field, d.values) for d in found.differences]
    assert differing == [
        ("a0", "b0", "modality", ("0", "1")),
        ("a2", "b2", "modality", ("0", "1")),
        ("a5", "b5", "modality", ("0", "1")),
        ("a8", "b8", "modality", ("1", "0")),
    ]


def test_a_figure_that_only_one_states_is_a_difference():
    mine = [
        coding("a1", 0, 9, measure="m", about="x", lower="6000", upper="7000"),
        coding("a2", 10, 19, measure="m", about="x", lower="100"),
        coding("a3", 20, 29, measure="m", about="x", lower="50"),
    ]
    theirs = [
        coding("b1", 0, 9, measure="m", about="x", lower="6000.0"),
        coding("b2", 10, 19, measure="m", about="x", lower="150"),
        coding("b3", 20, 29, measure="m", about="x"),
    ]
    found = agreement(mine, theirs)
    scores = {score.field: score for score in found.scores}
    assert (scores["lower"].n, scores["lower"].agreed) == (3, 1)
    assert "the 2 where both" in scores["lower"].note
    assert (scores["upper"].n, scores["upper"].alpha) == (1, None)
    assert "fewer than two units" in scores["upper"].note
    assert {(d.first.id, d.field, d.values) for d in found.differences} == {
        ("a1", "upper", ("7000", NONE)),
        ("a2", "lower", ("100", "150")),
        ("a3", "lower", ("50", NONE)),
    }


def test_a_time_that_only_one_states_is_a_difference():
    mine = [coding("a1", 0, 9, subject="x", time="2024"), coding("a2", 10, 19, subject="y")]
    theirs = [coding("b1", 0, 9, subject="x"), coding("b2", 10, 19, subject="y")]
    found = agreement(mine, theirs)
    (score,) = [score for score in found.scores if score.field == "time"]
    assert (score.n, score.agreed) == (2, 1)


def test_the_fields_have_distinct_names():
    assert len({field.name for field in FIELDS}) == len(FIELDS)
