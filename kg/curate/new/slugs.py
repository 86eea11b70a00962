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
    label of the class. The second word is the last one of the label; the first is the one that most
    of them begin with, or the second where some do or there are none.
    """
    last_word = re.sub(r"[^a-z]+", "", label.lower().split()[-1]) or "thing"
    if not counts or last_word in counts:
        return last_word, last_word
    return min(counts, key=lambda word: (-counts[word], word)), last_word


def transliterated(text: str) -> str:
    """A text of any script in ASCII letters, by anyascii, without accents."""
    from anyascii import anyascii  # its tables cost 40 ms

    # Its words for emoji (":rocket:") are none that a person would give as a name.
    return re.sub(r":\w+:", " ", anyascii(text))
