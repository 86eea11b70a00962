"""Blank nodes that cannot be told apart in any time are refused; all others get their names."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.text.turtle.canonical import canonical
from tests.text.turtle.test_form import triples


def linked(pairs: list[tuple[int, int]]) -> str:
    return "\n".join(f"_:n{one} <http://e/p> _:n{other} ." for one, other in pairs)


def everyone(count: int) -> list[tuple[int, int]]:
    """Each of so many leads to each other: all orders of them are alike."""
    return [(one, other) for one in range(count) for other in range(count) if one != other]


@pytest.mark.parametrize(
    "pairs",
    [
        everyone(12),  # 12! orders
        [pair for n in range(30) for pair in ((n, (n + 1) % 30), ((n + 1) % 30, n))],  # a ring
        [(hub, leaf) for hub in (0, 1) for leaf in range(2, 12)],  # twice 10! orders
    ],
    ids=("everyone", "ring", "two hubs"),
)
def test_what_would_never_end_is_refused(pairs):
    with pytest.raises(KgError, match="alike"):
        canonical(triples(linked(pairs)))


@pytest.mark.parametrize(
    "text",
    [
        linked(everyone(5)),
        linked([(0, leaf) for leaf in range(1, 200)]),  # one hub: its leaves are named one by one
        linked([(n, n + 1) for n in range(200)]),
        "\n".join(f"_:a{n} <http://e/p> _:b{n} ." for n in range(200)),  # pairs, each by itself
        f"<http://e/a> <http://e/p> ( {'[ a <http://e/K> ] ' * 50} ) .",
    ],
    ids=("few", "star", "chain", "pairs", "list"),
)
def test_what_can_be_named_is_named_as_always(text):
    """Whatever the nodes were called before."""
    other = text.replace("_:n", "_:z").replace("_:a", "_:y")
    assert canonical(triples(text)) == canonical(triples(other))
