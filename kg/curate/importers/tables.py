"""The tables that ``kg export csv`` (a zip) and ``kg export xlsx`` write: entities, and claims.

Their columns are ours, so that no mapping is needed; the table of edges says again what the claims say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.curate.importers._given import Given, names_in_zip, refuse, table_of, unzipped
from kg.curate.importers._own import ADDRESS, EDITORS, claim_of
from kg.curate.importers._records import Entity, Loss, Release
from kg.curate.sheets.workbook import read_workbook
from kg.iris import KG, KGD
from kg.text.formulas import undone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.importers._records import Options, Record

SUMMARY = "what kg export csv (a zip) and xlsx write: entities and claims of a graph like this"
PACKED = True
_WHAT = "what kg export csv or xlsx has written"
#: The tables, and the columns without which they are not ours.
_TABLES = {
    "nodes": ("iri", "kind", "label", "labels", "aliases", "remarks", "same_as", "codes"),
    "edges": ("subject", "predicate", "object", "layer", "fact"),
    "claims": ("id", "kind", "statement", "speaker", "stance", "source"),
}
_TAGGED = re.compile(r"(.+?)@([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)(?:; |$)")
_WORKBOOK = "xl/workbook.xml"

Cells = dict[str, str]


def read(given: Sequence[Given], options: Options) -> tuple[Release, Iterator[Record]]:
    """The entities and claims of the tables. Raises DataError for other files, KgError."""
    files = [(file, _names(file)) for file in given]
    title = "A graph of Entente, exported as tables"
    return Release("tables-entente", title, EDITORS, ADDRESS), _records(files)


def _names(file: Given) -> list[str]:
    """The names of the files in a zip of ours."""
    if not file.data.startswith(b"PK"):
        refuse(file, 1, "this is neither a zip nor a workbook", f"give {_WHAT}")
    names = names_in_zip(file.name, file.data)
    if _WORKBOOK not in names and not {f"{name}.csv" for name in _TABLES} <= set(names):
        held = ", ".join(names[:5]) or "nothing"
        refuse(file, 0, f"this zip is not of ours: it holds {held}", f"give {_WHAT}")
    return names


def _rows(file: Given, names: list[str], table: str) -> Iterator[tuple[int, Cells]]:
    """The rows of a table by their numbers, without what defuses cells and without empty ones."""
    required = _TABLES[table]
    if _WORKBOOK not in names:
        inner = Given(f"{file.name}/{table}.csv", unzipped(file.name, file.data, f"{table}.csv"))
        for row in table_of(inner, required, _WHAT):
            yield row.number, {n: undone(cell) for n, cell in row.cells.items() if cell}
        return
    rows = read_workbook(file.data, file.name, table)
    header = [cell.text for cell in next(rows, ())]
    if lacking := [name for name in required if name not in header]:
        problem = f"the sheet “{table}” has no column “{lacking[0]}”"
        refuse(file, 1, problem, f"give {_WHAT}")
    for number, cells in enumerate(rows, start=2):
        texts = zip(header, (cell.text for cell in cells), strict=False)
        yield number, {name: undone(text) for name, text in texts if text}


def _records(files: Sequence[tuple[Given, list[str]]]) -> Iterator[Record]:
    for file, names in files:
        for number, cells in _rows(file, names, "nodes"):
            yield from _entity(cells, f"nodes, row {number}")
    for file, names in files:
        for number, cells in _rows(file, names, "claims"):
            place = f"claims, row {number}"
            truths = {n: v.lower() for n, v in cells.items() if n.endswith("_inclusive")}
            yield from claim_of(cells | truths, place)
        facts = sum(cells.get("layer") == "fact" for _, cells in _rows(file, names, "edges"))
        if facts:
            what = "facts of the exported graph, which its claims give again"
            yield Loss(what, "edges", facts)


def _entity(cells: Cells, place: str) -> Iterator[Record]:
    iri, kind, label = (cells.get(name, "") for name in ("iri", "kind", "label"))
    if not iri.startswith((KGD, KG)) or not kind or not label:
        yield Loss("entities without identifier, kind or label", place)
        return
    codes = dict(code.split(" ", 1) for code in cells.get("codes", "").split("; ") if " " in code)
    codes = {re.split("[:#/]", name)[-1]: value for name, value in codes.items()}
    for name in codes.keys() - {"iso3166", "lat", "long"}:
        yield Loss(f"“{name}” of entities", place)
    names = [pair for column in ("labels", "aliases") for pair in _tagged(cells.get(column, ""))]
    yield Entity(
        iri,
        (kind,),
        label,
        tuple(pair for pair in names if pair != (label, "en")),
        same=tuple(filter(None, cells.get("same_as", "").split("; "))),
        country=codes.get("iso3166", ""),
        point=(codes["lat"], codes["long"]) if {"lat", "long"} <= codes.keys() else None,
        remark=" ".join(text for text, _ in _tagged(cells.get("remarks", ""))),
        iri=iri,
        place=place,
    )


def _tagged(cell: str) -> list[tuple[str, str]]:
    """The texts of a cell, each with its language: “KPA@en; 조선인민군@ko”."""
    tagged = _TAGGED.findall(cell)
    rest = _TAGGED.sub("", cell)
    return [*tagged, *((text, "") for text in rest.split("; ") if text)]
