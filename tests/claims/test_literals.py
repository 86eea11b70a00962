"""What is wrong with a literal, by XML Schema 1.1 part 2, EDTF and RFC 3986."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.claims.literals import date_problem, finite_number, literal_problem
from kg.iris import EDTF, XSD


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        (XSD + "date", ["2024-02-29"], ["2023-02-29", "2024-02", "2024-2-1"]),
        (XSD + "integer", ["0", "-14000", "+7"], ["14,000", "1.0", "", "١"]),
        (XSD + "nonNegativeInteger", ["14000"], ["many"]),
        (XSD + "decimal", ["0.5", ".5", "5.", "-1"], ["1e3", "0,5", ".", "NaN"]),
        (XSD + "boolean", ["true", "false", "0", "1"], ["yes", "True", ""]),
        (XSD + "anyURI", ["https://example.org/a%20b"], ["https://example.org/a b", "no scheme"]),
        (EDTF, ["2024-23/..", "2024-06?"], ["June 2024", "2024-13", "../.."]),
        (XSD + "string", ["", "anything at all"], []),
    ],
)
def test_each_datatype_has_its_form(datatype, good, bad):
    def problem(text):
        return literal_problem(ox.Literal(text, datatype=ox.NamedNode(datatype)))

    assert [text for text in good if problem(text) is not None] == []
    assert [text for text in bad if problem(text) is None] == []


def test_a_remedy_says_how_the_date_is_written():
    assert date_problem("June 2024") == ('"June 2024" holds a blank', "write 2024-06")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("14000", Decimal(14000)),
        ("0.5", Decimal("0.5")),
        ("1_000", None),
        ("١٤", None),
        ("Infinity", None),
        ("NaN", None),
        ("more than 6,000", None),
        ("", None),
    ],
)
def test_a_number_is_finite_and_in_ascii_digits(text, number):
    assert finite_number(text) == number
