"""A text cut where claims begin and end."""

from __future__ import annotations

import pytest

from kg.publish.page.sentences import passages

TEXT = "abcdefghij"


@pytest.mark.parametrize(
    ("spans", "cut"),
    [
        ([], [(TEXT, ())]),
        ([(0, 10, "x")], [(TEXT, ("x",))]),
        ([(2, 5, "x")], [("ab", ()), ("cde", ("x",)), ("fghij", ())]),
        # The shorter of two that hold a passage comes first.
        (
            [(0, 8, "long"), (2, 5, "short")],
            [("ab", ("long",)), ("cde", ("short", "long")), ("fgh", ("long",)), ("ij", ())],
        ),
        (
            [(0, 5, "x"), (3, 8, "y")],
            [("abc", ("x",)), ("de", ("x", "y")), ("fgh", ("y",)), ("ij", ())],
        ),
        ([(2, 5, "y"), (2, 5, "x")], [("ab", ()), ("cde", ("x", "y")), ("fghij", ())]),
    ],
)
def test_where_spans_begin_and_end(spans, cut):
    assert [tuple(passage) for passage in passages(TEXT, spans)] == cut


def test_an_empty_text_has_no_passage():
    assert passages("", []) == []
