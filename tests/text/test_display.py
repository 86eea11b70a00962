"""Text of the data, made fit to be shown."""

from __future__ import annotations

import pytest

from kg.text.display import cut, display_width, label_lines, shown, web_address, wrap


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
    lines = label_lines(
        "comprehensive strategic partnership treaty of North Korea and Russia (2024)"
    )
    assert lines[0] == "comprehensive"
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert label_lines("North Korea") == ["North Korea"]


def test_wide_characters_take_two_display_width():
    assert display_width("폭풍군단") == 8
    assert all(display_width(line) <= 20 for line in label_lines("조선민주주의인민공화국인민군대"))


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("กำลัง", 4),  # KO KAI, SARA AM, LO LING, NGO NGU; MAI HAN-AKAT stands above a letter
        ("👨\u200d👩\u200d👧", 2),  # a family, joined: one wide sign
        ("e\u0301", 1),
        ("한국", 4),
        ("", 0),
    ],
)
def test_a_text_is_as_wide_as_a_terminal_shows_it(text, width):
    assert display_width(text) == width


@pytest.mark.parametrize("width", range(1, 9))
@pytest.mark.parametrize("text", ["กำลังพล", "폭풍군단", "storm-corps/xi", "e\u0301e\u0301e\u0301"])
def test_what_is_cut_or_wrapped_fits_and_loses_nothing(text, width):
    assert display_width(cut(text, width)) <= width
    if width > 1:  # a wide sign fits no single column
        lines = wrap(text, width)
        assert "".join(lines) == text
        assert all(display_width(line) <= width for line in lines)
