"""All that repeated steps reach, on small graphs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.claims.closure import closure

WHOLES = {"squad": ["platoon"], "platoon": ["company", "corps"], "company": ["corps"]}


def wholes(unit: str) -> list[str]:
    return WHOLES.get(unit, [])


def test_the_starts_and_all_that_they_lead_to():
    assert closure(["platoon"], wholes) == {"platoon", "company", "corps"}
    assert closure(wholes("platoon"), wholes) == {"company", "corps"}
    assert closure([], wholes) == set()


def test_a_circle_ends_where_it_closes():
    assert closure([1], lambda number: [number % 3 + 1]) == {1, 2, 3}


@given(st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 7), max_size=4)))
def test_no_step_leads_out_of_a_closure_and_each_node_is_asked_once(steps):
    asked: list[int] = []

    def step(node: int) -> list[int]:
        asked.append(node)
        return steps.get(node, [])

    reached = closure([0], step)
    assert all(set(steps.get(node, [])) <= reached for node in reached)
    assert sorted(asked) == sorted(reached)
