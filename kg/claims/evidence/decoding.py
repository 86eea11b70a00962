"""The text from which claims were made, known by its hash: offsets mean nothing in another."""

from __future__ import annotations

import hashlib

from kg.errors import TextError


def decode(data: bytes, sha256: str) -> str:
    """The text with a stated SHA-256. Raises TextError: offsets mean nothing in another."""
    actual = hashlib.sha256(data).hexdigest()
    if actual != sha256.strip().lower():
        raise TextError(
            f"has another SHA-256: {actual[:12]}… instead of {sha256[:12]}…",
            "use the text from which the claims were curated, byte by byte",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TextError(
            f"is not UTF-8 (byte {error.start})",
            "save it as UTF-8, and curate offsets and kg:textSha256 anew",
        ) from None
