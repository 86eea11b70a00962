"""A course that is at hand is one: HiGHS finds one too; and what has none is never said to have one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from kg.claims.verdicts.bounds import Bound, Course
from kg.claims.verdicts.constraints import families
from kg.claims.verdicts.feasibility import _has_course, _System
from kg.claims.verdicts.witness import has_course
from tests.claims.verdicts.test_sets import RULES, any_figures, true_figures

KILLED, WOUNDED, BOTH = (Course("m", name, "person", "", "", "") for name in ("k", "w", "b"))


def said(course: Course, least: float, *, at_most: bool = False) -> Bound:
    sign = -1.0 if at_most else 1.0
    return Bound(((course, 1, sign),), sign * least)


SUM = Bound(((BOTH, 1, 1.0), (KILLED, 1, -1.0), (WOUNDED, 1, -1.0)), 0.0, equal=True)


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        # 1,000 + 3,000 are 4,000.
        ([said(KILLED, 1000), said(WOUNDED, 3000), said(BOTH, 4000, at_most=True)], True),
        ([said(KILLED, 1000), said(WOUNDED, 3000), said(BOTH, 3500, at_most=True)], False),
        # 5,000 in all, of which at most 1,000 and 4,000; or at most 1,000 and 3,000.
        ([said(BOTH, 5000), said(KILLED, 1000, at_most=True), said(WOUNDED, 4000, at_most=True)], True),
        ([said(BOTH, 5000), said(KILLED, 1000, at_most=True), said(WOUNDED, 3000, at_most=True)], False),
        ([said(BOTH, 5000), said(KILLED, 1000, at_most=True)], True),
        ([said(KILLED, 0.1), said(WOUNDED, 0.2), said(BOTH, 0.3, at_most=True)], True),
    ],
)  # fmt: skip
def test_a_sum(bounds, expected):
    assert has_course([*bounds, SUM], [bound.least for bound in (*bounds, SUM)]) is expected


def test_what_cannot_be_is_looked_at_until_an_end():
    """More than itself on the day before, and no more than on that day: raised for ever, if one let it."""
    rising = Bound(((KILLED, 2, 1.0), (KILLED, 1, -1.0)), 1.0)
    falling = Bound(((KILLED, 1, 1.0), (KILLED, 2, -1.0)), 0.0)
    assert not has_course([rising, falling], [1.0, 0.0])


@settings(max_examples=60, deadline=None)
@given(any_figures())
def test_what_is_at_hand_is_possible(figures):
    for family in families(figures, RULES):
        assert not _has_course(family.bounds, ()) or _System(family).is_possible(family.claims)


@settings(max_examples=40, deadline=None)
@given(true_figures())
def test_what_is_true_has_a_course_at_hand(figures):
    assert all(_has_course(family.bounds, ()) for family in families(figures, RULES))
