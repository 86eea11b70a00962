"""One claim compared with a text: what the tests of the reader of texts share."""

from __future__ import annotations

import hashlib

from kg.claims.evidence.passages import Evidence, Origin, Passage
from kg.claims.evidence.verify import verify

#       0         1         2         3         4         5         6         7         8
#       0123456789012345678901234567890123456789012345678901234567890123456789012345678901234
TEXT = "Ten trucks left in fall 2024. More than 6,000 came back by 3 May 2025, he estimated."
FIRST, SECOND = (0, 29), (30, 84)
ORIGIN = Origin("trucks", hashlib.sha256(TEXT.encode()).hexdigest())


def claim(span=SECOND, **values) -> Evidence:
    spans = [] if span is None else [span]
    words = [values.pop("wording")] if "wording" in values else []
    return Evidence("c1", Passage(spans, words, pieces=1), **values)


def estimate(*figures, span=SECOND, **values) -> Evidence:
    named = tuple(("kg:best", figure) for figure in figures)
    return claim(span, estimate=True, figures=named, **values)


def outcome(item: Evidence, text: str = TEXT, origin: Origin = ORIGIN):
    (found,) = verify([item], text, origin)
    return found
