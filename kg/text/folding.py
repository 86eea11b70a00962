"""A text as it is compared with another: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Text without case, accents and punctuation, one space between words."""
    if text.isascii():
        return " ".join(re.findall(r"\w+", text.lower()))
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    # Hangul decomposes into jamo, which NFC joins again; only combining marks are dropped.
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    composed = unicodedata.normalize("NFC", bare)
    return " ".join(re.findall(r"\w+", composed))
