"""Dates in words, in a text and in the cell of a sheet: each is one that EDTF has."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.claims.edtf import is_date
from kg.claims.evidence.stated.days import days
from kg.claims.reading.dates import remedy
from kg.curate.sheets.cell import Cell
from kg.curate.sheets.times import read_day, read_time
from tests.fuzz.inputs import edited, sentences
from tests.fuzz.refusals import refusing

SEEDS = (
    *(b"2024-06", b"30 April 2025", b"fall 2024", b"mid-January 2025", b"3/4/2025", b"Mar-25"),
    *(
        b"from September to mid-December 2024",
        b"April 3 to 5, 2025",
        b"2023\xe2\x80\x9324",
        b"45000",
    ),
    *(b"the 1st of May, 2024 and June", b"31.12.2024", b"2024-6-1", b"winter 9999", b"2024-23/.."),
)
_WORDS = [
    *("January", "Feb.", "march", "MAY", "sept", "spring", "autumn", "mid", "of", "to", "and", "or"),
    *("2024", "1999", "2099", "1500", "0", "3", "5th", "31", "30", "29", "32", "99", "-", "/", ".", "–"),
]  # fmt: skip
INPUTS = st.one_of(edited(SEEDS), sentences(_WORDS))
GOOD = b"30 April 2025"
EXAMPLES = 40


def hold(data: bytes) -> None:
    """What is found in a text lies in it and EDTF has it; so has it what a cell is read as."""
    text = data.decode(errors="replace")
    for code in ("en", "ru", "uk", "ko"):
        for day in days(text, code, "2025-06-15"):
            assert 0 <= day.start < day.end <= len(text), day
            assert all(is_date(option) for option in day.options if "XXXX" not in option), day
    advice = remedy(text, "").removeprefix("write ").removesuffix(", whichever is meant")
    assert not advice or all(map(is_date, advice.split(" or "))), advice
    for reader in (read_day, read_time):
        with refusing():
            assert is_date(reader(Cell(text)))
