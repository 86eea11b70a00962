"""Rows and query results as text: tables for people, and the standard formats for programs."""

from __future__ import annotations

import io
import itertools
import json
import re
from typing import IO, TYPE_CHECKING, NamedTuple, cast

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.answers import is_number, plain, show_term
from kg.publish.terminal.kept_rows import KeptRows
from kg.store.limits import most_rows, within_rows
from kg.store.sparql import answering
from kg.text.display import display_width, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.iris import Prefixes
    from kg.store.base import Result

#: Formats of records, of the rows of a query, and of graphs (CONSTRUCT, DESCRIBE).
RECORD_FORMATS = ("table", "json", "ndjson", "csv", "tsv")
ROW_FORMATS = (*RECORD_FORMATS, "xml")
GRAPH_FORMATS = ("ttl", "nt", "jsonld")
_AT_ONCE = 1_000  # rows that are made into text at once
_GAP = 3  # columns of blank between two columns of a table
_TALL = 3  # lines a row, from which on blocks are looked at


def table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int, numeric: Iterable[int] = ()
) -> str:
    """A plain table that fits ``width`` columns; long cells wrap, wide characters count double.

    Where a table cannot fit (a narrow terminal), each row becomes a small block of its own.
    """
    return "".join(_table_lines(columns, rows, width, set(numeric)))


def _table_lines(
    columns: Sequence[str], rows: Iterable[Sequence[str]], width: int, right: set[int]
) -> Iterator[str]:
    """The lines of ``table``, with their ends; ``rows`` are gone through twice, one at a time."""
    if not columns:
        return
    needs = _Needs.of(columns, rows)
    widths = _word_widths(needs, width)
    if widths is None:
        if width < 12 * len(columns):
            yield from _blocks(columns, rows, width)
            return
        widths = _cut_widths(needs, width)
    yield from _side_by_side(columns, rows, widths, right)


def table_or_blocks(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int, numeric: Iterable[int] = ()
) -> str:
    """As ``table``, but a block a row where a word (an id) would be cut, or the table be very tall."""
    widths = _word_widths(_Needs.of(columns, rows), width)
    if widths is None:
        return "".join(_blocks(columns, rows, width))
    shown = "".join(_side_by_side(columns, rows, widths, set(numeric))) if columns else ""
    if shown.count("\n") <= len(rows) * _TALL:
        return shown
    blocks = "".join(_blocks(columns, rows, width))
    return min(shown, blocks, key=lambda text: text.count("\n"))


def _side_by_side(
    columns: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], right: set[int]
) -> Iterator[str]:
    rule = "─" * (sum(widths) + _GAP * (len(widths) - 1))
    for line in (*_row_lines(columns, widths, right), rule):
        yield f"{line}\n"
    for row in rows:
        yield "".join([f"{line}\n" for line in _row_lines(row, widths, right)])


def _row_lines(cells: Sequence[str], widths: Sequence[int], right: set[int]) -> list[str]:
    """The lines of a row, each cell wrapped and padded to the width of its column."""
    wrapped = [_wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for index in range(max(map(len, wrapped))):
        parts = []
        for column, pieces in enumerate(wrapped):
            piece = pieces[index] if index < len(pieces) else ""
            blank = " " * (widths[column] - display_width(piece))
            parts.append(blank + piece if column in right else piece + blank)
        lines.append((" " * _GAP).join(parts).rstrip())
    return lines


def _wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns, broken at blanks; a longer word is cut."""
    from rich.cells import chop_cells

    if display_width(text) <= width:
        return [text]
    lines, line = [], ""
    for piece in re.findall(r"\s*\S+", text):
        if display_width(line + piece) <= width:
            line += piece
            continue
        if line:
            lines.append(line)
        *full_lines, line = chop_cells(piece.lstrip(), width)
        lines += full_lines
    return [*lines, line]


def fits(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether a table fits ``width`` columns without breaking a word."""
    return _word_widths(_Needs.of(columns, rows), width) is not None


class _Needs(NamedTuple):
    """What each column of a table needs: the width of its widest text, and of its widest word."""

    texts: list[int]
    words: list[int]

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> _Needs:
        """The needs of the columns, from their names and from all rows."""
        needs = cls([0] * len(columns), [0] * len(columns))
        for row in itertools.chain([columns], rows):
            for index, text in enumerate(row):
                wide = display_width(text)
                needs.texts[index] = max(needs.texts[index], wide)
                if wide > needs.words[index]:
                    for word in text.split():
                        needs.words[index] = max(needs.words[index], display_width(word))
        return needs


def _word_widths(needs: _Needs, width: int) -> list[int] | None:
    """Column widths at which no word is broken; None where the words do not fit.

    A column gets all that it needs if that is no more than its share; what is left over goes to
    the one that would else be the tallest, one character at a time.
    """
    natural, widths = needs.texts, list(needs.words)
    count = len(widths)
    spare = width - sum(widths) - _GAP * (count - 1)
    if spare < 0:
        return None
    remaining = width - _GAP * (count - 1)
    for place, index in enumerate(sorted(range(count), key=natural.__getitem__)):
        missing = natural[index] - widths[index]
        if missing > spare or natural[index] * (count - place) > remaining:
            break
        widths[index] += missing
        spare, remaining = spare - missing, remaining - natural[index]
    for _ in range(min(spare, sum(natural) - sum(widths))):
        tallest = max(range(count), key=lambda i: natural[i] / max(widths[i], 1))
        widths[tallest] += 1
    return widths


def _cut_widths(needs: _Needs, width: int) -> list[int]:
    """Column widths where words must be cut: the widest column gives way first."""
    widths = list(needs.texts)
    room = width - _GAP * (len(widths) - 1)
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return widths


def _blocks(columns: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> Iterator[str]:
    """The filled fields of each row, as many on a line as fit, all lines but the first indented."""
    room = max(width, 20)
    for row in rows:
        filled = [f"{name}: {cell}" for name, cell in zip(columns, row, strict=True) if cell]
        row_lines: list[str] = []
        extendable = False  # whether the last line may be gone on with
        for field in filled or [f"{columns[0]}:"]:
            if extendable and display_width(joined := f"{row_lines[-1]} · {field}") <= room:
                row_lines[-1] = joined
                continue
            indent = "  " if row_lines else ""
            fits_here = display_width(indent + field) <= room
            first, *rest = [field] if fits_here else _wrap(field, room - 4)
            row_lines += [indent + first, *(f"    {line}" for line in rest)]
            extendable = not rest
        yield "".join([f"{line.rstrip()}\n" for line in row_lines])


def write_result(
    result: Result,
    form: str | None,
    out: IO[bytes],
    width: int,
    prefixes: Prefixes,
    name: str = "query",
) -> None:
    """Write a query's result in a format (None: a table, or Turtle for a graph), as UTF-8.

    ``prefixes`` are the short names of the graph that was asked; ``name`` is the query's, in messages.
    Raises UsageError when the format does not fit the kind of query, KgError for what the engine
    finds only while it is read.
    """
    with answering(name):
        if isinstance(result, ox.QueryTriples):
            _write_graph(result, form or "ttl", out, prefixes)
        elif form in GRAPH_FORMATS:
            raise UsageError(
                f"--format {form} is for graphs; this query gives rows",
                None,
                f"choose one of {', '.join(ROW_FORMATS)}, or use CONSTRUCT",
            )
        elif isinstance(result, ox.QueryBoolean):
            _write_boolean(result, form or "table", out)
        else:
            _write_rows(result, form or "table", out, width, prefixes)


def _write_graph(
    result: ox.QueryTriples, form: str, out: IO[bytes], known_prefixes: Prefixes
) -> None:
    formats = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    if form not in formats:
        raise UsageError(
            f"--format {form} is for rows; this query gives a graph",
            None,
            f"choose one of {', '.join(GRAPH_FORMATS)}",
        )
    prefixes = dict(known_prefixes) if form == "ttl" else None
    from kg.publish.terminal.sorted_triples import sorted_triples

    ox.serialize(sorted_triples(within_rows(result)), out, format=formats[form], prefixes=prefixes)


_STANDARD = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}


def _write_boolean(result: ox.QueryBoolean, form: str, out: IO[bytes]) -> None:
    if form == "table":
        out.write(b"yes\n" if result else b"no\n")
    elif form == "ndjson":
        out.write(b"true\n" if result else b"false\n")
    else:
        result.serialize(out, format=_STANDARD[form])
        out.write(b"\n")


def _write_rows(
    result: ox.QuerySolutions, form: str, out: IO[bytes], width: int, prefixes: Prefixes
) -> None:
    names = [variable.value for variable in result.variables]
    if form in _STANDARD:
        if most := most_rows():
            from kg.store.counted import CountedOutput

            counted = cast("IO[bytes]", CountedOutput(out, form, most))  # it has what is called
            result.serialize(counted, format=_STANDARD[form])
        else:
            result.serialize(out, format=_STANDARD[form])
        if form in ("json", "xml"):
            out.write(b"\n")
        return
    if form == "ndjson":
        out.writelines(_json_lines(within_rows(result), names))
        return
    for piece in _table_of_terms(names, within_rows(result), width, prefixes):
        out.write(piece.encode())


def _json_lines(rows: Iterator[ox.QuerySolution], names: Sequence[str]) -> Iterator[bytes]:
    """Each row as a line of JSON, as ``json.dumps`` has it; many lines at once.

    Written out here, since an encoder for each row takes twice the time.
    """
    text = json.encoder.encode_basestring
    keys = [f"{text(name)}: " for name in names]
    while some := list(itertools.islice(rows, _AT_ONCE)):
        lines = []
        for row in some:
            fields = []
            for key, term in zip(keys, row, strict=True):
                if term is not None:
                    value = plain(term)
                    if isinstance(value, str):
                        written = text(value)
                    else:
                        written = repr(value) if type(value) is int else json.dumps(value)
                    fields.append(key + written)
            lines.append("{" + ", ".join(fields) + "}\n")
        yield "".join(lines).encode()


def table_of_terms(
    names: Sequence[str], rows: Sequence[Sequence[object]], width: int, prefixes: Prefixes
) -> str:
    """A table of RDF terms, numbers to the right, with the count of rows below it."""
    return "".join(_table_of_terms(names, rows, width, prefixes))


def _table_of_terms(
    names: Sequence[str], rows: Iterable[Iterable[object]], width: int, prefixes: Prefixes
) -> Iterator[str]:
    """The pieces of ``table_of_terms``, whose rows are read once; many of them are kept on disk."""
    with KeptRows() as shown:
        numeric = set(range(len(names)))
        for row in rows:
            terms = tuple(row)
            shown.append([show_term(term, prefixes) for term in terms])
            numeric -= {i for i in numeric if terms[i] is not None and not is_number(terms[i])}
        count = len(shown)
        yield from _table_lines(names, shown, width, numeric if count else set())
    yield f"{count} row{'' if count == 1 else 's'}\n"


def numeric_columns(rows: Sequence[Sequence[object]]) -> list[int]:
    """The columns of terms that hold nothing but numbers and gaps."""
    return [
        index
        for index, column in enumerate(zip(*rows, strict=True))
        if all(cell is None or is_number(cell) for cell in column)
    ]


def write_records(
    records: Sequence[dict[str, object]],
    form: str,
    out: IO[bytes],
    width: int,
    numeric: Iterable[int] = (),
    columns: Sequence[str] = (),
) -> None:
    """Write plain records (all with the same keys) as table, json, ndjson, csv or tsv.

    ``numeric`` are the columns that a table sets to the right, ``columns`` their names where there
    may be no record. Raises UsageError for another format.
    """
    columns = list(records[0]) if records else columns
    if form == "json":
        out.write(json.dumps(records, ensure_ascii=False, indent=1).encode() + b"\n")
    elif form == "ndjson":
        out.writelines(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)
    elif form in ("csv", "tsv"):
        import csv

        text = io.StringIO()
        writer = csv.writer(text, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        if columns:
            writer.writerow(columns)
        writer.writerows([["" if v is None else v for v in r.values()] for r in records])
        out.write(text.getvalue().encode())
    elif form == "table":
        cells = [["" if v is None else visible(str(v)) for v in r.values()] for r in records]
        out.write(table_or_blocks(columns, cells, width, numeric).encode())
    else:
        raise UsageError(
            f"--format {form} does not fit here", None, "use table, json, ndjson, csv or tsv"
        )
