"""The layouts of SIPRI's register of arms transfers, read as one: rows in the columns of the newest.

- By delivery, since 2024: a row a year of an order; each line ends in a semicolon that means nothing.
- By delivery, until 2023 (“DealsAndTIVs”): the same with *Deal ID*, *Seller*, *Buyer*, and lines of text
  below the table.
- By order (the register that the site shows): a row an order, with the number delivered over all its
  years. Uncertain is what has a “?” in the column without a name beside it, or stands in brackets:
  https://www.sipri.org/databases/armstransfers/sources-and-methods. It has no id of an order, so this is
  made of the parties, the weapon and the year, and numbered where one is placed twice in a year.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from kg.curate.importers._given import Given, Row, fewest_lacking, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

WHAT = "a CSV of SIPRI's register of arms transfers"
DEAL = "SIPRI AT Database ID"
_TAIL = ";"
_SINCE_THE_ORDER = (
    *("Designation", "Description", "Armament category"),
    *("Order date", "Order date is estimate", "Numbers delivered", "Numbers delivered is estimate"),
    *("Delivery year", "Delivery year is estimate", "Status", "Local production"),
)
_BY_DELIVERY = (DEAL, "Supplier", "Recipient", *_SINCE_THE_ORDER)
_OLDER = ("Deal ID", "Seller", "Buyer", *_SINCE_THE_ORDER)
_ORDER = (
    *("Recipient", "Supplier", "Year of order", "Number ordered", "Weapon designation"),
    *("Weapon description", "Year(s) of delivery"),
)
#: What the number delivered has been called.
_DELIVERED = ("Deliveries in the Year Range", "Number delivered", "No. delivered/produced")
_WORTH = {
    "SIPRI TIV per unit": "TIV deal unit", "SIPRI TIV for total order": "SIPRI estimate",
    "SIPRI TIV of delivered weapons": "TIV delivery values",
}  # fmt: skip
_MADE = re.compile(r"(?:generated|created)\W{1,3}([0-9]{1,2} [A-Z][a-z]{2} [0-9]{4})\b")


def rows_of(given: Given) -> Iterator[Row]:
    """The rows of a file, in the columns of the newest layout. Raises DataError for another file."""
    layouts: list[tuple[str, ...]] = [
        _BY_DELIVERY,
        _OLDER,
        *((*_ORDER, name) for name in _DELIVERED),
    ]
    required = min(layouts, key=lambda each: fewest_lacking(given, each, _TAIL))
    if required is _BY_DELIVERY:
        yield from table_of(given, required, WHAT, _TAIL)
        return
    given = _as_utf8(given)
    if required is _OLDER:
        for row in table_of(_without_footer(given), required, WHAT, _TAIL):
            cells = row.cells
            named = {DEAL: row["Deal ID"], "Supplier": row["Seller"], "Recipient": row["Buyer"]}
            yield Row(row.number, {**cells, **named})
        return
    seen: Counter[str] = Counter()
    for row in table_of(given, required, WHAT, _TAIL):
        yield _order(row, required[-1], seen)


def made_on(given: Given) -> str:
    """The day on which SIPRI made the file, as the lines above the table say it; "" where none does."""
    found = _MADE.search(given.data[:4096].decode("utf-8", "ignore"))
    try:
        return datetime.strptime(found[1], "%d %b %Y").date().isoformat() if found else ""
    except ValueError:
        return ""


def _as_utf8(given: Given) -> Given:
    """The older layouts are in Windows' Western code page where they are not in UTF-8."""
    try:
        given.data.decode("utf-8")
        return given
    except UnicodeDecodeError:
        pass
    try:
        return Given(given.name, given.data.decode("cp1252").encode())
    except UnicodeDecodeError:
        return given  # the reader of tables says where


def _without_footer(given: Given) -> Given:
    """The file without the lines of words below the table; a piece of a row is no such line."""
    lines = given.data.rstrip().split(b"\n")
    while lines and b";" not in lines[-1] and not lines[-1].strip().isdigit():
        lines.pop()
    return Given(given.name, b"\n".join(lines) + b"\n")


def _order(row: Row, delivered: str, seen: Counter[str]) -> Row:
    """An order of the register as one delivery over all its years."""
    ordered, ordered_is = _marked(row, "Year of order")
    number, number_is = _marked(row, "Number ordered")
    came, came_is = _marked(row, delivered)
    years, years_is = _marked(row, "Year(s) of delivery")
    deal = "|".join((row["Supplier"], row["Recipient"], row["Weapon designation"], ordered))
    seen[deal] += 1
    cells = {
        DEAL: f"{deal}|{seen[deal]}",
        "Supplier": row["Supplier"], "Recipient": row["Recipient"],
        "Designation": row["Weapon designation"], "Description": row["Weapon description"],
        "Order date": ordered, "Order date is estimate": ordered_is,
        "Numbers ordered": number, "Numbers ordered is estimate": number_is,
        "Numbers delivered": came, "Numbers delivered is estimate": came_is,
        "Delivery year": years, "Delivery year is estimate": years_is,
        "Status": row["status"] or row["Status"], "Comments": row["Comments"],
    }  # fmt: skip
    return Row(row.number, cells | {ours: row[theirs] for theirs, ours in _WORTH.items()})


def _marked(row: Row, name: str) -> tuple[str, str]:
    """A cell without its brackets, and whether it is an estimate: “Yes”, “”, or what else stands there."""
    plain = re.sub(r"[()]", "", row[name]).strip()
    return plain, "Yes" if plain != row[name] else row[f"{name}+"]
