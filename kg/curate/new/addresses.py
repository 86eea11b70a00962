"""The web addresses that a person gives for something new."""

from __future__ import annotations

import re

from kg.errors import UsageError

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def require_address(address: str, option: str) -> None:
    """Raises UsageError for a text that is neither empty nor the address of a web page.

    ``option`` is the option of the command that it was given with.
    """
    if address and not _ADDRESS.fullmatch(address):
        raise UsageError(f"“{address}” is no web address", option, "write it as https://…")
