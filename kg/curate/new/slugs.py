"""Names for files and identifiers: small letters, digits and hyphens, from any script."""

from __future__ import annotations

import re

from kg.errors import UsageError

_LONGEST = 60


def slug(text: str) -> str:
    """A name in letters a to z, digits and hyphens: “Шторм Corps” gives ``shtorm-corps``.

    Raises UsageError for a text of which nothing is left, and KgError without anyascii.
    """
    plain = text if text.isascii() else transliterated(text)
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", plain.lower()))
    made = "-".join(words)[:_LONGEST].rstrip("-")
    if not made:
        raise UsageError(
            f"“{text}” gives no name for a file or an identifier",
            None,
            "use at least one letter or digit",
        )
    return made


def transliterated(text: str) -> str:
    """Any script in ASCII letters, by anyascii: Korean, Russian, Arabic, Chinese …; accents fall."""
    from anyascii import anyascii  # its tables cost 40 ms

    # Its words for emoji (":rocket:") are none that a person would give as a name.
    return re.sub(r":\w+:", " ", anyascii(text))
