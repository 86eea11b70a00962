"""What days say of claims: worked out on paper."""

from __future__ import annotations

import pytest

from kg.claims.edtf import dates_in_words
from tests.publish.page.script import Script


@pytest.fixture(scope="module")
def script():
    return Script("rules/days.js")


def _claim(**fields):
    return {"stance": "asserts", "ends": ["launch"], "edge": None} | fields


LAUNCH = {"launched": _claim(event=[-1, ""], **{"from": "2025-04-25"}), "armed": _claim()}


@pytest.mark.parametrize(
    ("claims", "as_of", "later"),
    [
        (LAUNCH, "2024-03-31", ["launch"]),
        (LAUNCH, "2025-04-24", ["launch"]),
        (LAUNCH, "2025-04-25", []),
        (LAUNCH, None, []),
        # A second claim begins it earlier: it had begun for somebody.
        (LAUNCH | {"earlier": _claim(**{"from": "2024-01-01"})}, "2024-03-31", []),
        # A denial dates nothing.
        (
            LAUNCH | {"denied": _claim(stance="denies", **{"from": "2024-01-01"})},
            "2024-03-31",
            ["launch"],
        ),
        # Without a date of its own nobody knows.
        ({"launched": _claim(event=[-1, ""])}, "2024-03-31", []),
        # The day of which a figure speaks is not when a thing began.
        ({"it": _claim(event=[-1, ""]), "figure": _claim(asOfFrom="2025-06-01")}, "2024-03-31", []),
        # What is no event has no begin: an army may be older than what is first dated of it.
        ({"strong": _claim(**{"from": "2025-04-25"})}, "2024-03-31", []),
    ],
)
def test_an_event_is_later_where_all_its_dates_are(script, claims, as_of, later):
    body = """const standing = new Map(Object.keys(claims).map((key) => [key, { heard: true, taken: null }]));
      return [...laterEvents(new Map(Object.entries(claims)), standing, as_of)];"""
    assert script.run(body, claims=claims, as_of=as_of) == later


@pytest.mark.parametrize(
    ("claim", "choice", "passes"),
    [
        ({}, {}, True),
        ({}, {"dated": True}, False),
        ({"asOfTo": "2025-01-15"}, {"dated": True}, True),
        ({"to": "2024-12-31"}, {"asSince": "2025-01-01"}, False),
        ({"to": "2025-01-01"}, {"asSince": "2025-01-01"}, True),
        ({"from": "2024-09-01"}, {"asSince": "2025-01-01"}, True),  # it has no end
        ({}, {"asSince": "2025-01-01"}, True),  # it may be
        ({"asOfFrom": "2024-12-01", "asOfTo": "2024-12-31"}, {"asSince": "2025-01-01"}, False),
        ({"known": "2024-12-31"}, {"knownSince": "2025-01-01"}, False),
        ({"known": "2025-01-01"}, {"knownSince": "2025-01-01"}, True),
        ({}, {"knownSince": "2025-01-01"}, False),
    ],
)
def test_a_span_and_a_date(script, claim, choice, passes):
    assert script.run("return isOfDays(claim, choice)", claim=claim, choice=choice) is passes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-04-30", "30 April 2025"),
        ("2025-01", "January 2025"),
        ("2024-23/..", "since autumn 2024"),
        ("2023-08-01/2025-02", "1 August 2023 to February 2025"),
        ("up to 2025-01-14: 660", "up to 14 January 2025: 660"),
        ("2025", "2025"),
        ("bbc-2025-01-22-casualties/c001", "bbc-2025-01-22-casualties/c001"),
        ("http://e.org/2025-01-22/x 2025-01-22.html", "http://e.org/2025-01-22/x 2025-01-22.html"),
        ("2025-99 and 12025-01-01", "2025-99 and 12025-01-01"),
    ],
)
def test_dates_in_an_answer_are_in_words_as_in_a_terminal(text, words):
    assert Script("rules/dates.js").run("return datesInWords(text);", text=text) == words
    assert dates_in_words(text) == words
