"""Dates in words, in a text and in the cell of a sheet: each is one that EDTF has."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from kg.claims.edtf import is_date
from kg.claims.evidence.dates import dates, plainly_states, remedy
from kg.claims.reading.dates import remedy as remedy_of_edtf
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
_FORM = re.compile(r"(?:[0-9]{4}|XXXX)(?:-[0-9]{2}){0,2}~?")


def hold(data: bytes) -> None:
    """What is found has the form of a date; what a cell is read as, EDTF has."""
    text = data.decode(errors="replace")
    found = dates(text)
    assert all(_FORM.fullmatch(date) for date in found), found
    for date in ("2024-06", "2025-04-30", *(date for date in found if "X" not in date)):
        if plainly_states(date, text):
            assert any(other == date or other.startswith(f"{date}-") for other in found)
    remedy(text, "")
    advice = remedy_of_edtf(text, "").removeprefix("write ").removesuffix(", whichever is meant")
    assert not advice or all(map(is_date, advice.split(" or "))), advice
    for reader in (read_day, read_time):
        with refusing():
            assert is_date(reader(Cell(text)))
