"""A row that has a figure and a relation is two claims: what belongs to which of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.curate.sheets.columns import LINKS
from kg.curate.sheets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator


FIGURE = ("figure", "hedge", "lowest", "highest", "best")
#: What belongs to the claim of a figure alone, and what to that of a relation.
OF_FIGURE = (*FIGURE, "measure", "counted", "unit", "share of", "scope", "basis", "as of")
OF_RELATION = ("relation", "whom", "whom kind", "statement")

_OF_ONE = ("claim", *(name for name in LINKS if name != "derived from"))


def parted(row: Row) -> Iterator[Row]:
    """The rows of a row in our own columns: that of its relation, then that of its figure.

    A row with an identifier or with a link to a claim is one claim, and stays so: where it is read,
    it is asked about.
    """
    both = any(map(row.text, FIGURE)) and row.text("relation") and row.text("whom")
    if not both or any(map(row.text, _OF_ONE)):
        yield row
        return
    yield Row(row.number, {n: cell for n, cell in row.cells.items() if n not in OF_FIGURE})
    yield Row(row.number, {n: cell for n, cell in row.cells.items() if n not in OF_RELATION})
