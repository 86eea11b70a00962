"""Edits of Turtle text: terms are replaced only where they are terms, all else stays."""

from __future__ import annotations

import pytest

from kg.text.turtle.edit import with_properties, with_terms, without_properties

HEAD = "@prefix e: <http://e/> . # e:a\n@prefix f: <http://e/long/> .\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("e:a e:a e:a .", "e:b e:b e:b ."),
        ("<http://e/a> e:p 1 .", "e:b e:p 1 ."),
        ('e:x e:p "e:a <http://e/a>" . # e:a', 'e:x e:p "e:a <http://e/a>" . # e:a'),
        ('e:x e:p """e:a\n"e:a" """, e:a .', 'e:x e:p """e:a\n"e:a" """, e:b .'),
        ('e:x e:p "v"^^e:a .', 'e:x e:p "v"^^e:b .'),
        ("e:ab e:p e:a.", "e:ab e:p e:b."),
        ("f:a e:p e:a-1, e:a.1 .", "f:a e:p e:a-1, e:a.1 ."),
        ("[ e:p (e:a[e:q e:a]) ] e:r e:\\u0061 .", None),
    ],
)
def test_terms(before, after):
    if after is None:  # no Turtle: refused as such
        with pytest.raises(SyntaxError):
            with_terms(HEAD + before, {"http://e/a": "http://e/b"})
        return
    assert with_terms(HEAD + before, {"http://e/a": "http://e/b"}) == HEAD + after


def test_a_name_without_a_prefix_is_written_in_full():
    assert with_terms(HEAD + "e:a e:p 1 .", {"http://e/a": "http://g/b"}) == (
        HEAD + "<http://g/b> e:p 1 ."
    )


@pytest.mark.parametrize(
    "block",
    [
        "e:a e:p 1 .",
        "e:a e:p 1 ; .",
        "e:a e:p [ e:q 1 ; e:r ( 2 3 ) ] # a comment .\n.",
        'e:a e:p "; ." ;\n    e:q 1.5 .',
    ],
)
def test_what_is_added_is_taken_away_again(block):
    text = f"{HEAD}e:z e:n 9 .\n{block}\ne:y e:n 9 .\n"
    added = with_properties(text, "http://e/a", ["e:n 5", 'e:m "x"@en'])
    assert added != text
    assert without_properties(added, "http://e/a", ["http://e/n", "http://e/m"]) == text
