"""Print rows and query results: tables for people, and the standard formats for programs."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UsageError
from kg.namespaces import PREFIXES, XSD, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.sparql import Result

#: Formats of rows, and of graphs (CONSTRUCT, DESCRIBE).
ROW_FORMATS = ("table", "json", "ndjson", "csv", "tsv", "xml")
GRAPH_FORMATS = ("ttl", "nt", "jsonld")
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}


def visible(text: str) -> str:
    """Text with control and direction-changing characters made visible.

    A label may hold terminal escapes or U+202E; it must not steer what shows it.
    """
    return "".join(
        char if unicodedata.category(char) not in ("Cc", "Cf", "Cs") else f"\\u{ord(char):04x}"
        for char in text
    )


def show_term(term: object) -> str:
    """A term as a person reads it: a short name, or the plain text of a literal."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return visible(shorten(term.value))
    if isinstance(term, ox.Literal):
        return visible(term.value)
    return visible(str(term))


def table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int, numeric: Iterable[int] = ()
) -> str:
    """A plain table that fits ``width`` columns; long cells wrap, wide characters count double.

    Where a table cannot fit (a narrow terminal), each row becomes a small block of its own.
    """
    if not columns:
        return ""
    if width < 12 * len(columns):
        return _blocks(columns, rows, width)
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    right = set(numeric)
    for index, name in enumerate(columns):
        drawn.add_column(Text(name), justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, legacy_windows=False).print(drawn)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _blocks(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    import textwrap

    lines = []
    for row in rows:
        for name, cell in zip(columns, row, strict=True):
            lines += textwrap.wrap(
                f"{name}: {cell}", max(width, 20), subsequent_indent="  ", break_on_hyphens=False
            ) or [f"{name}:"]
        lines.append("")
    return "\n".join(lines) + ("\n" if lines else "")


def write_result(result: Result, form: str | None, out: IO[bytes], width: int) -> None:
    """Write a query's result in a format (None: a table, or Turtle for a graph).

    Raises UsageError when the format does not fit the kind of query.
    """
    if isinstance(result, ox.QueryTriples):
        _write_graph(result, form or "ttl", out)
    elif form in GRAPH_FORMATS:
        raise UsageError(
            f"--format {form} is for graphs; this query gives rows",
            None,
            f"choose one of {', '.join(ROW_FORMATS)}, or use CONSTRUCT",
        )
    elif isinstance(result, ox.QueryBoolean):
        _write_boolean(result, form or "table", out)
    else:
        _write_rows(result, form or "table", out, width)


def _write_graph(result: ox.QueryTriples, form: str, out: IO[bytes]) -> None:
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
    prefixes = PREFIXES if form == "ttl" else None
    ox.serialize(sorted(set(result), key=str), out, format=formats[form], prefixes=prefixes)


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


def _write_rows(result: ox.QuerySolutions, form: str, out: IO[bytes], width: int) -> None:
    if form in _STANDARD:
        result.serialize(out, format=_STANDARD[form])
        if form in ("json", "xml"):
            out.write(b"\n")
        return
    names = [variable.value for variable in result.variables]
    if form == "ndjson":
        for row in result:
            values = {name: _plain(row[name]) for name in names if row[name] is not None}
            out.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
        return
    rows = [[row[name] for name in names] for row in result]
    out.write(table_of_terms(names, rows, width).encode())


def write_answer(
    result: Result, form: str | None, out: IO[bytes], width: int, heading: tuple[str, str] | None
) -> None:
    """Write the answer to a named question; ``heading`` is the question and what no row means."""
    if heading is None or not isinstance(result, ox.QuerySolutions):
        write_result(result, form, out, width)
        return
    question, none = heading
    names = [variable.value for variable in result.variables]
    rows = [[row[name] for name in names] for row in result]
    out.write(f"{question}\n\n".encode())
    answer = (
        table_of_terms([n.replace("_", " ") for n in names], rows, width) if rows else f"{none}\n"
    )
    out.write(answer.encode())


def table_of_terms(names: Sequence[str], rows: Sequence[Sequence[object]], width: int) -> str:
    """A table of RDF terms, numbers to the right, with the count of rows below it."""
    numeric = [
        index
        for index in range(len(names))
        if rows and all(row[index] is None or _is_number(row[index]) for row in rows)
    ]
    shown = table(names, [[show_term(cell) for cell in row] for row in rows], width, numeric)
    return f"{shown}{len(rows)} row{'' if len(rows) == 1 else 's'}\n"


def _is_number(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS


def _plain(term: object) -> object:
    """A JSON value of a term: numbers and booleans as such, IRIs in full."""
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        if kind == XSD + "integer":
            return int(term.value)
        if kind == XSD + "boolean":
            return term.value == "true"
        if kind in _NUMBERS:
            return float(term.value)
        return term.value
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def write_records(
    records: Sequence[dict[str, object]], form: str, out: IO[bytes], width: int
) -> None:
    """Write plain records (all with the same keys) as table, json, ndjson, csv or tsv.

    Raises UsageError for another format.
    """
    columns = list(records[0]) if records else []
    if form == "json":
        out.write(json.dumps(records, ensure_ascii=False, indent=1).encode() + b"\n")
    elif form == "ndjson":
        out.writelines(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)
    elif form in ("csv", "tsv"):
        text = io.StringIO()
        writer = csv.writer(text, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([["" if v is None else v for v in r.values()] for r in records])
        out.write(text.getvalue().encode())
    elif form == "table":
        cells = [["" if v is None else visible(str(v)) for v in r.values()] for r in records]
        out.write(table(columns, cells, width).encode())
    else:
        raise UsageError(
            f"--format {form} does not fit here", None, "use table, json, ndjson, csv or tsv"
        )
