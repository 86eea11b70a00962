"""The cells of a row that say where its claim stands: offsets into a text, or a web address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

import pyoxigraph as ox

from kg.claims.literals import literal_problem
from kg.curate.sheets.times import read_day
from kg.errors import UnclearError
from kg.iris import KG, OA, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.claims.evidence.quotes import Passages
    from kg.curate.sheets.cell import Cell
    from kg.curate.sheets.rows import Problems, Row
    from kg.curate.sheets.sources import SheetSource
    from kg.text.turtle.blocks import Line

T = TypeVar("T")

MOST_WORDS = 12  # ontology/checks/wording-too-long.rq


class RowReader(Protocol):
    """The reader of one row (``reading.Reader``), as far as this module needs it."""

    source: SheetSource
    row: Row
    problems: Problems

    def wrong(self, column: str, problem: str, remedy: str) -> None:
        """Note what is wrong in a column of the row."""

    def read(self, column: str, reader: Callable[[Cell], T]) -> T | None:
        """What ``reader`` makes of the cell of a column; None where it is empty or wrong."""


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """The lines of the node of evidence of a claim, and the wording that the claim quotes."""

    node: list[Line]
    wording: str


def evidence_of_row(reader: RowReader, *, short_quote: bool) -> RowEvidence | None:
    """The evidence of a row; None where its cells are wrong, which the reader then has noted.

    ``short_quote``: where the row gives no wording, a quote of at most twelve words is taken for it.
    """
    cells, source = reader.row.cells, reader.source
    gives_address = "address" in cells and source.passages is None
    gives_offsets = "start" in cells or "end" in cells
    if not gives_offsets and not (source.sha256 and "quote" in cells and not gives_address):
        return _locator(reader, short_quote=short_quote)
    for column in ("address", "accessed"):
        if column in cells:
            problem = "the row gives a passage of the text as well"
            reader.wrong(column, problem, "keep one; the page of the document: “document address”")
    if not source.sha256:
        if not source.failed:
            reader.wrong(
                "start",
                f"offsets need a text, and nothing says which: there is no {source.stem}.txt",
                "put the text into texts/ or give --texts DIR; without a text give an address",
            )
        return None
    span = _span(reader, source.passages)
    if span is None:
        return None
    wording = _wording(reader, source.passages, span, short_quote=short_quote)
    integer = ox.NamedNode(XSD + "integer")
    node: list[Line] = [
        (RDF + "type", ox.NamedNode(OA + "TextPositionSelector")),
        (OA + "start", ox.Literal(str(span[0]), datatype=integer)),
        (OA + "end", ox.Literal(str(span[1]), datatype=integer)),
    ]
    return RowEvidence(node, wording)


_MOST_DIGITS = 18  # of a place in a text


def _span(reader: RowReader, passages: Passages | None) -> tuple[int, int] | None:
    start, end = reader.read("start", _offset), reader.read("end", _offset)
    if "quote" in reader.row.cells:
        if passages is None:
            reader.wrong(
                "quote",
                f"to find it, the text is needed: there is no {reader.source.stem}.txt",
                "put it into texts/ or give --texts DIR; or write start and end",
            )
            return None
        span = reader.read("quote", lambda cell: passages.find(cell.text, start))
        if span and end is not None and span[1] != end:
            reader.wrong("end", f"the quote ends at {span[1]}", f"write {span[1]}, or nothing")
        return span
    for column in ("start", "end"):
        if column not in reader.row.cells:
            reader.wrong(column, "the cell is empty", "give start and end, or a quote")
    if start is None or end is None:
        return None
    longest = len(passages.text) if passages else reader.source.length or end
    if not 0 <= start < end <= longest:
        problem = f"{start} to {end} is no passage of a text of {longest:,} characters"
        reader.wrong("start", problem, "count from 0; end is the character after the last")
        return None
    return start, end


def _offset(cell: Cell) -> int:
    if not cell.text.isdecimal() or len(cell.text) > _MOST_DIGITS:
        raise UnclearError(f"“{cell.text}” is no place in a text", "write a whole number, from 0")
    return int(cell.text)


def _wording(
    reader: RowReader, passages: Passages | None, span: tuple[int, int], *, short_quote: bool
) -> str:
    words = _words(reader, "wording")
    if words and passages is not None:
        return reader.read("wording", lambda cell: passages.within(cell.text, *span)) or ""
    if not words and passages is not None and short_quote and "quote" in reader.row.cells:
        quoted = passages.text[slice(*span)]
        return quoted if len(quoted.split()) <= MOST_WORDS else ""
    return words


def _words(reader: RowReader, column: str) -> str:
    text = reader.row.text(column)
    if len(text.split()) > MOST_WORDS:
        reader.wrong(
            column,
            f"it has {len(text.split())} words; at most {MOST_WORDS} may be copied",
            "keep the words that carry the figure or the hedge",
        )
    return text


def _locator(reader: RowReader, *, short_quote: bool) -> RowEvidence | None:
    """The address of a page, for a document whose text is not at hand."""
    address = reader.row.text("address") or reader.source.address
    wording, quote = _words(reader, "wording"), _words(reader, "quote")
    if not address:
        reader.wrong(
            "quote" if "quote" in reader.problems.letters else "",
            "nothing says where the claim stands",
            "give a quote (with the text in texts/), start and end, or an address",
        )
        return None
    literal = ox.Literal(address, datatype=ox.NamedNode(XSD + "anyURI"))
    if problem := literal_problem(literal):
        reader.wrong("address", *problem)
    node: list[Line] = [(RDF + "type", ox.NamedNode(KG + "Locator")), (KG + "url", literal)]
    if quote or wording:
        node.append((KG + "wording", ox.Literal(quote or wording)))
    day = reader.read("accessed", read_day)
    if day:
        node.append((KG + "accessed", ox.Literal(day, datatype=ox.NamedNode(XSD + "date"))))
    return RowEvidence(node, wording or (quote if short_quote else ""))
