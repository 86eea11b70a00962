"""CSV: three tables (nodes, edges, claims) in one .zip, in UTF-8 as RFC 4180 has it.

Texts are quoted and numbers are not. A text that a spreadsheet would calculate begins with "'".
"""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

from kg.publish.formats._loss import Carried
from kg.publish.formats._tables import Sheet, cleaned, sheet_parts, sheets
from kg.text.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot

SUMMARY = "three tables in one .zip: nodes, edges and claims"
SUFFIX = ".csv.zip"
GROUP = "for spreadsheets"
ENDING = ".zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: the same graph, the same bytes


def write(graph: Snapshot, path: Path) -> None:
    """Write the zip, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """Entities, relations and claims with all that is stated of them."""
    return Carried(
        sheet_parts(holdings), ("Several values of one cell are joined by “; ”.",), writes=cleaned
    )


def render(graph: Snapshot) -> bytes:
    """The zip with nodes.csv, edges.csv and claims.csv. The same graph gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for sheet in sheets(graph.holdings):
            entry = zipfile.ZipInfo(f"{sheet.name}.csv", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, _text(sheet).encode())
    return out.getvalue()


def _text(sheet: Sheet) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        cells = [str(cell).lower() if isinstance(cell, bool) else cell for cell in row]
        writer.writerow(["" if cell is None else cell for cell in cells])
    return out.getvalue()
