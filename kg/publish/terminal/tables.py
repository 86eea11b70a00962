"""Rows and query results as text: tables for people, and the standard formats for programs."""

from __future__ import annotations

import io
import itertools
import json
import re
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.claims.edtf import dates_in_words
from kg.errors import UsageError
from kg.graph.answers import is_number, plain, show_term
from kg.publish.terminal.grid import table_lines, table_or_blocks
from kg.publish.terminal.kept_rows import KeptRows
from kg.store.limits import most_rows, within_rows
from kg.store.sparql import answering
from kg.text.display import carried, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.iris import Prefixes
    from kg.store.base import Result

#: Formats of records, of the rows of a query, and of graphs (CONSTRUCT, DESCRIBE).
RECORD_FORMATS = ("table", "json", "ndjson", "csv", "tsv")
ROW_FORMATS = (*RECORD_FORMATS, "xml")
GRAPH_FORMATS = ("ttl", "nt", "jsonld")
_STEERING = re.compile("[\x7f-\x9f]")
_AT_ONCE = 1_000  # rows that are made into text at once


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
        yield from table_lines(names, shown, width, numeric if count else set())
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
    *,
    cut: bool = False,
) -> None:
    """Write plain records (all with the same keys) as table, json, ndjson, csv or tsv.

    ``numeric`` are the columns that a table sets to the right, ``columns`` their names where there
    may be no record; ``cut``: see ``table_or_blocks``. Raises UsageError for another format.
    """
    columns = list(records[0]) if records else columns
    if form == "json":
        out.write(_json(records, indent=1).encode() + b"\n")
    elif form == "ndjson":
        out.writelines(_json(r).encode() + b"\n" for r in records)
    elif form in ("csv", "tsv"):
        import csv

        text = io.StringIO()
        writer = csv.writer(text, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        if columns:
            writer.writerow(columns)
        writer.writerows([["" if v is None else _cell(v) for v in r.values()] for r in records])
        out.write(text.getvalue().encode())
    elif form == "table":
        cells = [
            ["" if v is None else dates_in_words(visible(str(v))) for v in r.values()]
            for r in records
        ]
        out.write(table_or_blocks(columns, cells, width, numeric, cut=cut).encode())
    else:
        raise UsageError(
            f"--format {form} does not fit here", None, "use table, json, ndjson, csv or tsv"
        )


def _cell(value: object) -> object:
    """A value of a table for programs, without what a terminal would obey."""
    return carried(value) if isinstance(value, str) else value


def _json(value: object, indent: int | None = None) -> str:
    """JSON with the text itself; what a terminal would obey (U+007F to U+009F too) is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text if text.isascii() else _STEERING.sub(lambda c: f"\\u{ord(c[0]):04x}", text)
