"""What is wrong with a literal of the text, by its datatype, and how to write it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kg.claims.edtf import is_day, span
from kg.errors import UndatableError
from kg.iris import EDTF, XSD

if TYPE_CHECKING:
    import pyoxigraph as ox

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
#: More digits than a number has with which a computer calculates (IEEE 754: up to 1.8e308).
_MOST_DIGITS = 300
_LARGEST = Decimal("1e300")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")  # RFC 3986, loosely
_JUDGED = {EDTF} | {
    XSD + name for name in ("date", "integer", "nonNegativeInteger", "decimal", "anyURI", "boolean")
}
_EDTF_REMEDY = 'write it as EDTF: "2024-06", "2023-08-14", "2024-23/.." (since autumn 2024)'


def literal_problem(literal: ox.Literal) -> tuple[str, str] | None:
    """What is wrong with a literal and how to mend it, both as text; None for a good one.

    Dates are judged by EDTF and ISO 8601; numbers, booleans and addresses by XML Schema 1.1
    part 2. Literals of other datatypes are never wrong.
    """
    datatype = literal.datatype.value
    return _problem(literal.value, datatype) if datatype in _JUDGED else None


def _problem(text: str, datatype: str) -> tuple[str, str] | None:
    if datatype == EDTF:
        return date_problem(text)
    if datatype == XSD + "date":
        if not is_day(text):
            return f'"{text}" is not a day of the calendar', "write it as YYYY-MM-DD"
    elif datatype in (XSD + "integer", XSD + "nonNegativeInteger"):
        if not _INTEGER.fullmatch(text):
            return f'"{text}" is not a whole number', "write digits only, such as 14000"
        return _length_problem(text)
    elif datatype == XSD + "decimal":
        if not _DECIMAL.fullmatch(text):
            return f'"{text}" is not a decimal number', "write it as 0.5"
        return _length_problem(text)
    elif datatype == XSD + "anyURI" and not _ADDRESS.fullmatch(text):
        return f'"{text}" is not an address', "write it as https://…, with %20 for a space"
    elif datatype == XSD + "boolean" and text not in ("true", "false", "1", "0"):
        return f'"{text}" is neither true nor false', "write true or false, without quotes"
    return None


def _length_problem(number: str) -> tuple[str, str] | None:
    if len(number) <= _MOST_DIGITS:
        return None
    return (
        f'"{number[:20]}…" has {len(number):,} digits, more than can be calculated with',
        f"write at most {_MOST_DIGITS}; the digits of a source belong in kg:wording",
    )


def date_problem(text: str) -> tuple[str, str] | None:
    """What is wrong with a text that should be an EDTF date and how to mend it; None for a good one."""
    try:
        span(text)
    except UndatableError as error:
        from kg.claims.reading.dates import remedy  # its patterns cost more than many a query

        return error.what, remedy(text, _EDTF_REMEDY)
    return None


def finite_number(text: str) -> Decimal | None:
    """The number that a text writes; None for any other text, for one of 1e300 and more, and for "1_000".

    (Python alone reads an underscore, or digits of other scripts, as part of a number.)
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    calculable = number.is_finite() and abs(number) < _LARGEST
    return number if calculable and "_" not in text and text.isascii() else None
