"""Text of the data, made fit to be shown."""

from __future__ import annotations

import pytest

from kg.text.display import columns, shown, web_address, wrapped


def test_control_and_direction_characters_become_visible():
    assert shown("a\u202eb\u0007c\u2067d") == r"a\u202eb\u0007c\u2067d"


def test_line_breaks_become_spaces():
    assert shown("a\nb\tc\u2028d") == "a b c d"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" https://example.org", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(text, kept):
    assert web_address(text) == (text if kept else "")


def test_a_long_label_has_three_short_lines():
    lines = wrapped("comprehensive strategic partnership treaty of North Korea and Russia (2024)")
    assert lines[0] == "comprehensive"
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert wrapped("North Korea") == ["North Korea"]


def test_wide_characters_take_two_columns():
    assert columns("폭풍군단") == 8
    assert all(columns(line) <= 20 for line in wrapped("조선민주주의인민공화국인민군대"))
