"""Dates as EDTF: spans that end no earlier than they begin, and words for every text."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.claims.edtf import date_parts, in_words, is_day, is_iso_date, leading_parts, padded, span
from kg.claims.literals import date_problem
from tests.fuzz.inputs import edited, sentences

SEEDS = (
    *(b"2024", b"2024-06", b"2024-23", b"2024-06-19", b"2024-23/..", b"../2024-06", b"2024?"),
    *(b"201X", b"2024-06-XX", b"2023-08~/2024?", b"{2023,2024}", b"[..1984]", b"1984?-06"),
    *(b"Y170000002", b"Y-17E7", b"Y3388E2S3", b"1950S2", b"2024-33", b"-0044", b"156u-12-25"),
    *(b"2004-(06)?-11", b"?2004-06-~11", b"2001-21^southernHemisphere", b"1985-04-12T23:20:30Z"),
)
_WORDS = [text.decode() for text in SEEDS]
_WORDS += [
    *"0123456789XuSEY-/.?~%{}[](),",
    "..",
    "9999",
    "0000",
    "12",
    "24",
    "31",
    "unknown",
    "open",
]
INPUTS = st.one_of(edited(SEEDS), sentences(_WORDS), st.text(max_size=20).map(str.encode))
GOOD = b"2024-23/.."
EXAMPLES = 40


def hold(data: bytes) -> None:
    """Whatever is said of a text, ``span`` says the same of it."""
    text = data.decode(errors="replace")
    assert in_words(text) or not text
    padded(text)
    parts, leading = date_parts(text), leading_parts(text)
    assert parts is None or parts == leading
    assert not is_day(text) or (is_iso_date(text) and parts is not None)
    problem = date_problem(text)
    assert problem is None or all(problem)
    first, last = span(text)  # refuses what has a problem
    assert problem is None
    assert first is not None or last is not None
    assert first is None or last is None or first <= last
    start, slash, end = text.partition("/")
    if slash and first is not None:
        assert span(f"{start}/..") == (first, None)
    if slash and last is not None:
        assert span(f"../{end}") == (None, last)
