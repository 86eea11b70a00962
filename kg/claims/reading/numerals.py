"""Numbers in digits: which groups and signs make one number, and what else may be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The longest run that may be one number. A blank groups only where three digits follow it.
_RUN = re.compile(
    r"(?<![0-9])(?:[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+)(?:[.,'’][0-9]+)*", re.ASCII
)
_PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([, '’])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?")
_INDIAN = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_COMMA = re.compile(r"((?:0|[1-9][0-9]*)|[1-9][0-9]{0,2}(?:[ '’.][0-9]{3})+),([0-9]{1,2})")
_TWO_DIGITS = re.compile("([1-9]),([1-9])")
_STOP_OR_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_COMMA_OR_GROUP = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_DIGITS_ONLY = str.maketrans("", "", ", '’.")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in digits at its place in a text.

    ``value`` is None where the signs in it make no number. ``readings``: the ways to write what may
    be meant; ``unit_decides``: a magnitude or “per cent” after it leaves one meaning, ``value``, so
    that only without one it is unclear.
    """

    text: str
    start: int
    end: int
    value: Decimal | None
    readings: tuple[str, ...] = ()
    unit_decides: bool = False
    unit_unsettles: bool = False


def numerals(text: str, *, decimal_comma: bool, myriads: Iterable[str] = ()) -> Iterator[Numeral]:
    """The numbers in digits of a text; ``decimal_comma``: its language writes fractions with one.

    Before one of some ``myriads`` (만) a comma between two digits may join two numbers: 2,3만 is 20,000 or
    30,000.
    """
    before = tuple(myriads)
    for match in _RUN.finditer(text):
        two = _TWO_DIGITS.fullmatch(match[0])
        if two and text[match.end() :].lstrip().startswith(before):
            ways = f"{two[1]}.{two[2]}", f"{two[1]}~{two[2]}"
            yield Numeral(match[0], match.start(), match.end(), None, ways)
        else:
            yield _numeral(match[0], match.start(), decimal_comma=decimal_comma)


def _numeral(run: str, start: int, *, decimal_comma: bool) -> Numeral:
    end = start + len(run)
    comma = _COMMA.fullmatch(run)
    if comma is not None:
        whole = comma[1].translate(_DIGITS_ONLY)
        value = f"{whole}.{comma[2]}"
        readings: tuple[str, ...] = (with_commas(value),)
        if comma[1].isdigit() and whole != "0":
            readings = (with_commas(value), with_commas(whole + comma[2]))
        if decimal_comma:
            return Numeral(run, start, end, Decimal(value))
        return Numeral(run, start, end, Decimal(value), readings, unit_decides=True)
    if _STOP_OR_GROUP.fullmatch(run):
        whole = run.replace(".", "")
        readings = (whole if decimal_comma else with_commas(whole), clear_fraction(run))
        return Numeral(
            run, start, end, Decimal(run), readings, unit_decides=True, unit_unsettles=decimal_comma
        )
    if decimal_comma and _COMMA_OR_GROUP.fullmatch(run):
        readings = (run.replace(",", ""), clear_fraction(run.replace(",", ".")))
        value = run.replace(",", "")
        return Numeral(run, start, end, Decimal(value), readings, unit_unsettles=True)
    if _PLAIN.fullmatch(run):
        return Numeral(run, start, end, Decimal(run))
    if _GROUPED.fullmatch(run) or _INDIAN.fullmatch(run):
        whole, stop, fraction = run.partition(".")
        return Numeral(run, start, end, Decimal(whole.translate(_DIGITS_ONLY) + stop + fraction))
    return Numeral(run, start, end, None, tuple(dict.fromkeys(_readings(run))))


def _readings(run: str) -> Iterator[str]:
    """How else to write a run of digits whose signs make no number."""
    parts = re.split(r"[.,'’ ]", run)
    signs = re.findall(r"[.,'’ ]", run)
    digits = "".join(parts)
    if not signs:
        yield with_commas(digits.lstrip("0") or "0")
        return
    if not parts[0].strip("0"):
        if len(signs) == 1:
            yield clear_fraction(f"0.{parts[1]}")
        return
    if all(len(part) == 3 for part in parts[1:]):
        yield with_commas(digits.lstrip("0"))
        if len(set(signs)) == 1 and len(signs) > 1:
            return
    last_alone = len(signs) == 1 or signs[-1] not in signs[:-1]
    inner = all(len(part) == 3 for part in parts[1:-1]) and len(set(signs[:-1])) <= 1
    if signs and signs[-1] in ".," and last_alone and inner:
        whole = "".join(parts[:-1]).lstrip("0") or "0"
        yield clear_fraction(f"{with_commas(whole)}.{parts[-1]}")
    if len(signs) == 1 and signs[0] == "," and len(parts[1]) > 3 and parts[0].strip("0"):
        yield with_commas(digits.lstrip("0"))


def with_commas(number: str) -> str:
    """A number of digits and a full stop, its thousands grouped."""
    whole, stop, fraction = number.partition(".")
    first = len(whole) % 3 or 3
    groups = [whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))]
    return ",".join(groups) + stop + fraction


def clear_fraction(number: str) -> str:
    """A fraction of three digits in a form that cannot be read as thousands: 6.125 is 6.1250."""
    whole, _, fraction = number.partition(".")
    if not fraction.strip("0"):
        return whole
    return f"{number}0" if _STOP_OR_GROUP.fullmatch(number) else number


def cut_short(first: Numeral, last: Numeral) -> bool:
    """Whether the first end of a range may lack the thousands that the last one has: 100-150,000."""
    head = re.fullmatch(r"([0-9]{1,3})(?:[, '’]000)+", last.text)
    return bool(head) and first.text.isdigit() and int(first.text) < int(head[1] if head else 0)
