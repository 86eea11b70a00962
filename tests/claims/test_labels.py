"""Which label is shown, by the asked language, English, no tag, and the alphabet of tags."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg.claims.labels import preferred_label

KOREA = [
    ("Corée du Nord", "fr"),
    ("North Korea", "en"),
    ("Nordkorea", "de"),
    ("DPRK", None),
]


@pytest.mark.parametrize("labels", list(permutations(KOREA)))
def test_english_is_shown_whatever_the_order(labels):
    assert preferred_label(labels) == "North Korea"


def test_the_asked_language_comes_before_english():
    assert preferred_label(KOREA, "fr") == "Corée du Nord"


@pytest.mark.parametrize(
    ("labels", "language", "expected"),
    [
        (KOREA, "ko", "North Korea"),
        ([("Nordkorea", "de"), ("DPRK", None)], "fr", "DPRK"),
        ([("Nordkorea", "de"), ("DPRK", "")], "en", "DPRK"),
        ([("Corée du Nord", "fr"), ("Nordkorea", "de")], "en", "Nordkorea"),
        ([("Korea (North)", "en"), ("DPRK", "en")], "en", "DPRK"),
        ([("North Korea", "EN"), ("Nordkorea", "de")], "en", "North Korea"),
        ([("Corée du Nord", "fr")], "FR", "Corée du Nord"),
        ([("colour", "en-GB"), ("Farbe", "de")], "en", "Farbe"),
    ],
)
def test_what_is_taken_when_the_asked_language_is_absent(labels, language, expected):
    assert preferred_label(labels, language) == expected


def test_a_thing_without_labels_has_none():
    assert preferred_label([]) is None
