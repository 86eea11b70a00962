"""Texts in cells that no spreadsheet takes for a formula; the browser's rules/formulas.js is the same rule."""

from __future__ import annotations

import re

# What makes a spreadsheet calculate a text (OWASP, "CSV Injection"), full width too, perhaps behind
# spaces; behind apostrophes, so that a text that begins with one comes back as it was.
_CALCULATED = re.compile(r"'*[ \u00a0\u3000]*[=+\-@\t\r\n＝＋－＠]")


def defused(text: str) -> str:
    """The text as a cell that no spreadsheet calculates: one that it would begins with an apostrophe.

    ``undone`` gives it back, whatever the text is.
    """
    return f"'{text}" if _CALCULATED.match(text) else text


def undone(text: str) -> str:
    """The text of a cell that ``defused`` wrote."""
    return text[1:] if text.startswith("'") and _CALCULATED.match(text) else text
