"""What stands beside a relation that is no plain fact."""

from __future__ import annotations

import pytest

from kg.graph.marks import marks


@pytest.mark.parametrize(
    ("layer", "stance", "disputed", "status", "expected"),
    [
        ("fact", "asserts", False, "", []),
        ("fact", "mixed", False, "", []),  # not all deny: which of them does, their own words say
        ("fact", "asserts", True, "", ["disputed"]),
        ("fact", "asserts", False, "agreed", ["agreed"]),
        ("judgement", "asserts", False, "", ["judgement"]),
        ("claim", "denies", False, "", ["claim", "denied"]),
        ("claim", "denies", True, "alleged", ["claim", "denied", "disputed", "alleged"]),
    ],
)
def test_marks_of_a_relation(layer, stance, disputed, status, expected):
    assert marks(layer, stance, disputed, status) == expected


def test_an_implied_fact_is_marked_behind_a_dispute():
    assert marks("fact", "asserts", True, "agreed", implied=True) == [
        *("disputed", "implied", "agreed")
    ]
