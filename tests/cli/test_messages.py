"""Messages on stderr: as wide as the terminal, whole where a program reads them."""

from __future__ import annotations

import pytest

from kg.text.display import display_width

CALLS = [
    ("impact", "--without", "khaled-north-korea-russia"),
    (
        "ask",
        "nothing-of-this-name-is-asked-here-and-so-the-questions-are-to-be-listed-by-a-command",
    ),
    ("query", "SELECT * { ?s nothing:known ?o }"),
    ("export", "geojson", "-o", "/dev/null"),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
def test_messages_fit_the_terminal(run, core, call):
    whole, folded = run(*call), run(*call, COLUMNS="60")
    assert any(display_width(line) > 60 for line in whole.stderr.splitlines())
    assert all(display_width(line) <= 60 for line in folded.stderr.splitlines())
    # nothing is lost; only a word that is longer than a line is broken
    assert "".join(folded.stderr.split()) == "".join(whole.stderr.split())


def test_a_remedy_stands_under_its_problem(run, core):
    lines = run("query", "SELECT * { ?s nothing:known ?o }", COLUMNS="60").stderr.splitlines()
    remedy = next(number for number, line in enumerate(lines) if line.startswith("  → "))
    assert all(line.startswith("    ") for line in lines[remedy + 1 :])
