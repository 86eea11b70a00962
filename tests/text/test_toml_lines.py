"""The line of each part of a TOML file."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.text.toml_lines import line_of, read_toml

FILE = '''# a comment
top = 1
["a b".c]
"x = [y]" = { z = "]" }  # and one behind
text = """
[a]
no = 1
"""
list = [
  "one",
]
[[rows]]
n.m = 1
[[rows]]
n.m = 2
'''


def test_each_part_has_the_line_in_which_it_stands_first():
    content, lines = read_toml(FILE.encode(), "x.toml")
    assert content["a b"]["c"]["x = [y]"] == {"z": "]"}
    assert lines == {
        ("top",): 2,
        ("a b", "c"): 3,
        ("a b", "c", "x = [y]"): 4,
        ("a b", "c", "text"): 5,
        ("a b", "c", "list"): 9,
        ("rows",): 12,
        ("rows", "n"): 13,
        ("rows", "n", "m"): 13,
    }
    assert line_of(lines, "a b", "c", "x = [y]", "z") == 4  # of what stands within a line
    assert line_of(lines, "nothing") == 0


@pytest.mark.parametrize("data", [b"\xff = 1", b"x = ", b"x = 1\nx = 2", b"[" * 5000])
def test_what_is_no_toml_is_told(data):
    with pytest.raises(KgError) as told:
        read_toml(data, "x.toml")
    assert "x.toml" in str(told.value)
