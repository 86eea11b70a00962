"""Text that XML 1.0 can hold."""

from __future__ import annotations

import unicodedata

from kg.publish.terminal.tables import visible


def clean(text: str) -> str:
    """The text with control and direction characters visible, as on a terminal; so are non-characters."""
    return "".join(
        f"\\u{ord(char):04x}" if unicodedata.category(char) == "Cn" else char
        for char in visible(text)
    )
