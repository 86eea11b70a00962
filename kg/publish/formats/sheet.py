"""The sheet of ``kg add``: one row a claim, CSV or XLSX by the ending of the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.curate.sheets.choices import allowed_words
from kg.curate.sheets.lexicon import lexicon_of
from kg.curate.sheets.rendering import render_csv, render_xlsx
from kg.curate.sheets.roundtrip import read_back
from kg.curate.sheets.writing import sheet_rows, used_columns
from kg.publish.formats._loss import PARTS, Carried, Item
from kg.publish.formats._tables import cleaned
from kg.text.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from kg.curate.sheets.lexicon import Lexicon
    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot
    from kg.iris import Prefixes
    from kg.store.base import Store

SUMMARY = "one row a claim; .csv, or .xlsx by the name of the file"
SUFFIX = ".csv"
GROUP = "to edit and kg add"
EXTRA = "xlsx"


def write(graph: Snapshot, path: Path) -> None:
    """Write the sheet, all of it or nothing. Raises OSError, KgError for a text too long for Excel."""
    if path.suffix.lower() != ".xlsx":
        write_atomic(path, render(graph))
        return
    lexicon, rows = _rows(graph.store, graph.prefixes)
    write_atomic(path, render_xlsx(used_columns(rows), rows, allowed_words(lexicon)))


def render(graph: Snapshot) -> bytes:
    """The sheet as CSV. The same graph gives the same bytes."""
    _, rows = _rows(graph.store, graph.prefixes)
    return render_csv(used_columns(rows), rows)


def carries(holdings: Holdings) -> Carried:
    """What comes back when the sheet is read again, in a graph without the sources of its claims."""
    lexicon, rows = _rows(holdings.store, holdings.prefixes)
    carried = read_back(lexicon, used_columns(rows), rows) if rows else {}

    def returns(item: Item) -> bool:
        return item.owner in carried and set(item.values) <= carried[item.owner]

    return Carried(
        dict.fromkeys(PARTS, returns),
        ("An entity comes back with its label and kind, from the source that names it first.",),
    )


def _rows(store: Store, prefixes: Prefixes) -> tuple[Lexicon, list[dict[str, str]]]:
    lexicon = lexicon_of(store, prefixes)
    rows = [{name: cleaned(text) for name, text in row.items()} for row in sheet_rows(lexicon)]
    return lexicon, rows
