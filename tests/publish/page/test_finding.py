"""How well typed words fit: numbers by value, plurals and slips forgiven, the best first."""

from __future__ import annotations

import pytest

from tests.publish.page.script import Script

# By id: the texts that a thing can be found by, and its size.
_THINGS = {
    "north": (["North Korea", "DPRK", "조선민주주의인민공화국"], 20),
    "south": (["South Korea"], 9),
    "army": (["Korean People's Army"], 12),
    "peninsula": (["Korean Peninsula"], 2),
    "kingdom": (["United Kingdom", "UK"], 3),
    "ministry": (["Ministry of Defence of the United Kingdom", "UK Ministry of Defence"], 3),
    "ukraine": (["Ukraine"], 8),
    "putin": (["Vladimir Putin"], 4),
    "shell": (["artillery shell"], 3),
    "million": (["more than 12,000,000 munitions sent"], 1),
    "tenth": (["more than 1,200,000 munitions sent"], 1),
    "claim": (["stem/c020"], 1),
    "other": (["stem/c021"], 1),
}
_FIND = """
  const all = Object.entries(things).map(([id, [texts, size]]) => sought(id, "", texts.map((text) => [text, 1]), size));
  return bestOf(all, typed).map((found) => found.id);
"""


@pytest.fixture(scope="module")
def find():
    script = Script("rules/finding.js")
    return lambda typed: script.run(_FIND, things=_THINGS, typed=typed)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("korea", ["north", "south"]),
        ("UK", ["kingdom", "ministry"]),
        ("12 million", ["million"]),
        ("12m", ["million"]),
        ("12.0 mln", ["million"]),
        ("12000000", ["million"]),
        ("1.2 million", ["tenth"]),
        ("shells", ["shell"]),
        ("SHELL", ["shell"]),
        ("c020", ["claim"]),
        ("puitn", ["putin"]),  # two letters changed places
        ("vladmir", ["putin"]),  # one is missing
        ("kingdom united", ["kingdom"]),
        ("조선민주", ["north"]),
    ],
)
def test_the_best_comes_first(find, typed, first):
    assert find(typed)[: len(first)] == first


@pytest.mark.parametrize("typed", ["c022", "13 million", "120 million", "xyzzy", "", "   ", "?!"])
def test_what_is_not_there_is_not_found(find, typed):
    """Another number or id is not nearly this one."""
    assert find(typed) == []
