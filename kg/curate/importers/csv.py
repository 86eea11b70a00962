"""Any table (CSV, TSV, XLSX, JSON lines) by a mapping file, as ``kg add --map`` takes it.

The rows become those of a sheet in our columns, and are read, numbered and checked as such; the
source becomes equal to them, so that next year's table is a difference. Before that each name is
compared with the graph: a row names the entity that it surely is, or a new one of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.build.pipeline import parse_texts
from kg.curate.importers import _settled
from kg.curate.importers._given import refuse
from kg.curate.importers._imported import Imported
from kg.curate.importers._reconcile import Reconciler
from kg.curate.importers._records import Entity, Release
from kg.curate.new.target import target_of
from kg.curate.sheets.adding import add_sheet
from kg.curate.sheets.additions import Mode
from kg.curate.sheets.cell import Cell
from kg.curate.sheets.correcting import lines_in_file
from kg.curate.sheets.lexicon import Lexicon
from kg.curate.sheets.opening import Unmapped, open_for_adding
from kg.curate.sheets.sources import Defaults
from kg.errors import UnclearError, UsageError
from kg.iris import KG, KGD, RDF, local_name
from kg.text.display import web_address
from kg.text.inputs import read_inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.curate.importers._given import Given
    from kg.curate.importers._imported import Asked
    from kg.curate.importers._records import Options, Record
    from kg.curate.sheets.additions import Addition
    from kg.curate.sheets.rows import Row
    from kg.curate.sheets.table import Table
    from kg.text.layout import Layout
    from kg.text.turtle.blocks import Line

    Matter = frozenset[tuple[str, object]]

SUMMARY = "any table (CSV, TSV, XLSX), by a mapping file as kg add --propose writes it"
MAPPING = True
_NAMING = ("who", "whom", "speaker")
_MATTER = {
    *(RDF + name for name in ("type", "subject", "predicate")),
    *(KG + name for name in ("about", "measure", "counts", "unit")),
}
#: What a person says of the file, and the column of ours that holds it.
_SAID = {
    "title": "title", "publisher": "publisher", "address": "document address",
    "licence": "licence", "issued": "published", "language": "language",
}  # fmt: skip


def read(given: Sequence[Given], options: Options) -> tuple[Release, Iterable[Record]]:
    """A table is not read as records: see ``bring``. Raises DataError."""
    refuse(given[0], 0, "a table is read by a mapping", "call it by kg import csv FILE --map FILE")


def bring(
    layout: Layout,
    paths: Sequence[str],
    asked: Asked,
    today: str,
    progress: Callable[[str], None],
) -> Imported:
    """What a table brings to a layout; nothing is written. Raises as ``add_sheet``."""
    options = asked.options
    if len(paths) > 1:
        raise UsageError(
            "a table is one file", paths[1], "import each by itself, with a --source of its own"
        )
    if not asked.source or not options.publisher or not web_address(options.address):
        lacking = (
            "--source"
            if not asked.source
            else "--publisher"
            if not options.publisher
            else "--address"
        )
        raise UsageError(
            "a table does not say what it is",
            lacking,
            'give --source ID, --publisher "…" and --address https://…',
        )
    parsed = parse_texts(layout, read_inputs(layout))
    lexicon = Lexicon(parsed.ontology, parsed.seeds, parsed.terms)
    opened = open_for_adding(layout, Path(paths[0]), mapping=options.mapping)
    if isinstance(opened, Unmapped):
        raise UsageError(
            "the mapping does not fit the table",
            options.mapping,
            "propose one: kg add FILE --source ID --propose",
        )
    table = opened.table
    table.problems.stop()
    settled, settled_before = _settled.kept(layout, asked.source, lexicon)
    if asked.settled:
        settled |= _settled.read_settled(asked.settled, lexicon)
    reconciler = Reconciler(lexicon, asked.source, set(), settled)
    named = _Naming(lexicon, reconciler, asked).table(table)
    curator = asked.curator or f"kgd:{local_name(target_of(layout).curators)}"
    defaults = Defaults(today, asked.source, curator)
    mode = Mode(True, True)
    addition = add_sheet(layout, named, defaults, None, progress=progress, mode=mode)
    if ids := _ids_of_edited_rows(addition, asked.source):
        named = _with_ids(named, ids)
        addition = add_sheet(layout, named, defaults, None, progress=progress, mode=mode)
    done = Imported(_release(asked), [asked.source], list(addition.changes), reconciler.outcome)
    done.losses.update(
        {f"rows left out by the mapping: {why}": n for why, n in opened.left_out.items()}
    )
    done.new = Counter(claims=len(addition.claims), entities=len(addition.entities))
    done.changed = Counter(claims=len(addition.altered))
    done.gone = Counter(claims=len(addition.removed))
    if (kept := _settled.keeping(layout, asked.source, settled, settled_before)) is not None:
        done.changes.append(kept)
    return done


def _ids_of_edited_rows(addition: Addition, source: str) -> dict[int, str]:
    """By row without an id of its own, the id of the claim of an earlier import that it changes.

    A claim that is gone and a new one of the same matter are one claim that was edited, where there is
    one of each: of a relation the same subject and predicate, of a figure the same thing, measure and kind.
    """
    document = next(
        (d for d in (addition.before.seeds if addition.before else ()) if d.stem == source), None
    )
    if document is None or not addition.removed or not addition.claims:
        return {}
    gone: defaultdict[Matter, list[str]] = defaultdict(list)
    for iri in addition.removed:
        gone[_matter(lines_in_file(document, iri))].append(iri)
    new: defaultdict[Matter, list[int]] = defaultdict(list)
    for number, lines in addition.claims.values():
        new[_matter(lines)].append(number)
    return {
        new[matter][0]: local_name(claims[0])
        for matter, claims in gone.items()
        if len(claims) == len(new.get(matter, ())) == 1
    }


def _matter(lines: Iterable[Line]) -> Matter:
    return frozenset((name, value) for name, value in lines if name in _MATTER)


def _with_ids(table: Table, ids: Mapping[int, str]) -> Table:
    rows = (
        replace(row, cells={**row.cells, "claim": Cell(ids[row.number])})
        if row.number in ids and not row.text("claim")
        else row
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _release(asked: Asked) -> Release:
    options = asked.options
    publisher = Entity("publisher", ("Organisation",), options.publisher)
    return Release(asked.source, options.title or asked.source, publisher, options.address)


class _Naming:
    """Puts into the cells of a table which entity each name stands for, and what a person said of it."""

    def __init__(self, lexicon: Lexicon, reconciler: Reconciler, asked: Asked) -> None:
        self.lexicon, self.reconciler, self.asked = lexicon, reconciler, asked
        self._cells: dict[tuple[str, str], str] = {}

    def table(self, table: Table) -> Table:
        """The table with its names in full."""
        return replace(
            table, rows=tuple(self._row(row, first=n == 0) for n, row in enumerate(table.rows))
        )

    def _row(self, row: Row, *, first: bool) -> Row:
        cells = dict(row.cells)
        options = self.asked.options
        if first and self.asked.source not in self.lexicon.documents:
            said = {column: getattr(options, name) for name, column in _SAID.items()}
            said["title"] = options.title or self.asked.source
            for column, text in said.items():
                if text:
                    cells.setdefault(column, Cell(text))
        cells.setdefault("speaker", Cell(options.publisher))
        if "speaker kind" not in cells and cells["speaker"].text == options.publisher:
            cells["speaker kind"] = Cell("organisation")
        cells.setdefault("address", Cell(options.address))
        for column in _NAMING:
            if f"{column} kind" in cells and column in cells:
                cells[column] = Cell(self._named(cells[column].text, cells[f"{column} kind"].text))
        return replace(row, cells=cells)

    def _named(self, name: str, kind_name: str) -> str:
        """A name with the identifier of the entity that it stands for; as it is where it is known."""
        if (name, kind_name) not in self._cells:
            self._cells[name, kind_name] = self._identified(name, kind_name)
        return self._cells[name, kind_name]

    def _identified(self, name: str, kind_name: str) -> str:
        names = self.lexicon.names
        if name.endswith(")") or names.knows(name):
            return name
        try:
            kind = local_name(names.kind(kind_name, KG + "Entity"))
        except UnclearError:
            return name  # said where the row is read
        iri = self.reconciler.resolve(Entity(name, (kind,), name), kind)
        label = names.label(iri) if iri in names.types else name
        return f"{label} (kgd:{iri.removeprefix(KGD)})"
