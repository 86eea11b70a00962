"""Which type a client gets: RFC 9110, sections 12.5.1 and 12.5.3, and its examples."""

from __future__ import annotations

import pytest

from kg.publish.serve.types import GRAPHS, PAGES, RESULTS, accepted, preferred, quality, takes_gzip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text/plain;format=flowed", 1.0),
        ("text/html", 0.3),
        ("image/jpeg", 0.5),
        ("text/csv", 0.3),
    ],
)
def test_the_closest_range_says_how_gladly(name, expected):
    """The example of section 12.5.1, without the ranges that name parameters."""
    ranges = accepted("text/*;q=0.3, text/plain;q=1, */*;q=0.5")
    assert quality(ranges, name.partition(";")[0]) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", ("json", "application/sparql-results+json")),
        ("*/*", ("json", "application/sparql-results+json")),
        ("text/csv", ("csv", "text/csv")),
        ("text/csv;q=0.5, text/tab-separated-values", ("tsv", "text/tab-separated-values")),
        (
            "text/csv;q=0.5,application/sparql-results+xml;q=0.6",
            ("xml", "application/sparql-results+xml"),
        ),
        ("application/json", ("json", "application/json")),
        ("text/*", ("csv", "text/csv")),
        ("text/*, text/csv;q=0", ("tsv", "text/tab-separated-values")),
        ("*/*, application/sparql-results+json;q=0", ("xml", "application/sparql-results+xml")),
        ("TEXT/CSV ; Q=1.0", ("csv", "text/csv")),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("nonsense", None),
        ("*/csv", None),
        ("text/csv;q=2, text/tab-separated-values;q=0.1", ("tsv", "text/tab-separated-values")),
    ],
)
def test_rows(header, expected):
    assert preferred(header, RESULTS) == expected


def test_a_browser_gets_a_page_and_a_program_data():
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert preferred(browser, {**GRAPHS, **PAGES}) == ("html", "text/html")
    assert preferred("*/*", {**GRAPHS, **PAGES}) == ("ttl", "text/turtle")
    assert preferred("application/ld+json", {**GRAPHS, **PAGES}) == (
        "jsonld",
        "application/ld+json",
    )


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", False),
        ("gzip", True),
        ("compress, gzip", True),
        ("*", True),
        ("compress;q=0.5, gzip;q=1.0", True),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("identity", False),
        ("GZIP; Q=0.001", True),
    ],
)
def test_gzip(header, expected):
    assert takes_gzip(header) is expected
