"""Dates as words."""

from __future__ import annotations

import pytest

from kg.claims.when import in_words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [  # seasons: EDTF level 1, https://www.loc.gov/standards/datetime/
        ("2024-23/..", "since autumn 2024"),
        ("2023-08", "August 2023"),
        ("2024", "2024"),
        ("2025-04-05", "5 April 2025"),
        ("2024-21?", "spring 2024 (uncertain)"),
        ("2024-06/2025-04", "June 2024 to April 2025"),
        ("../2025", "until 2025"),
        ("2024-13", "2024-13"),
        ("", ""),
    ],
)
def test_dates_read_as_words(edtf, words):
    assert in_words(edtf) == words
