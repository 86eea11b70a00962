"""Names of files and identifiers in small letters, digits and hyphens, from a text in any script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 60


def slug(text: str) -> str:
    """A name in letters a to z, digits and hyphens: “Шторм Corps” gives ``shtorm-corps``.

    At most 60 characters. Raises UsageError for a text without any letter or digit.
    """
    plain = text if text.isascii() else transliterated(text)
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", plain.lower()))
    name = "-".join(words)[:_LONGEST].rstrip("-")
    if not name:
        raise UsageError(
            f"“{text}” gives no name for a file or an identifier",
            None,
            "use at least one letter or digit",
        )
    return name


def first_word(identifier: str) -> str:
    """The word that the local name of an entity begins with: ``unit`` of ``unit-9th-army``."""
    return identifier.partition("-")[0]


def kind_words(counts: Mapping[str, int], label: str) -> tuple[str, str]:
    """Two words that the identifier of a new entity may begin with, as in ``unit-9th-army``.

    ``counts``: how many entities of its class begin with a word (``first_word``); ``label`` is the
    label of the class. The first word is the one that most of them begin with (the second, where
    there are none); the second is the last word of the label.
    """
    last_word = re.sub(r"[^a-z]+", "", label.lower().split()[-1]) or "thing"
    usual = min(counts, key=lambda word: (-counts[word], word)) if counts else last_word
    return usual, last_word


def transliterated(text: str) -> str:
    """A text of any script in ASCII letters, by anyascii, without accents."""
    from anyascii import anyascii  # its tables cost 40 ms

    # Its words for emoji (":rocket:") are none that a person would give as a name.
    return re.sub(r":\w+:", " ", anyascii(text))
