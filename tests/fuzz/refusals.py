"""How a reader may refuse what it is given."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from kg.errors import DataError, KgError


@contextlib.contextmanager
def refusing() -> Iterator[None]:
    """A KgError may end the block: with words that can be printed, and that blame the input."""
    try:
        yield
    except KgError as error:
        findings = error.findings if isinstance(error, DataError) else ()
        words = [str(error), *(f"{finding.problem} {finding.remedy}" for finding in findings)]
        for text in words:
            assert "fault of the program" not in text, text
            assert text.encode(errors="surrogateescape")
