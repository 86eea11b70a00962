"""``kg add``: the claims of a sheet, checked with the whole text, and all or none of them written."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from kg.build.pipeline import parse_texts
from kg.claims.facts.view import View
from kg.curate.diff.compare import Diff, compare_sides
from kg.curate.diff.sides import texts_side
from kg.curate.sheets.additions import (
    ADD,
    Addition,
    Mode,
    change_of,
    grow,
    lacking,
)
from kg.curate.sheets.at_hand import renewed, texts_of
from kg.curate.sheets.causes import in_words
from kg.curate.sheets.checked import check_after
from kg.curate.sheets.columns import COLUMN_OF
from kg.curate.sheets.entities import make_entities
from kg.curate.sheets.entity_sheet import entities_of
from kg.curate.sheets.namesakes import ask_about_namesakes
from kg.curate.sheets.numbering import number_claims
from kg.curate.sheets.sources import read_sources, stem_of
from kg.errors import DataError
from kg.graph.claims import counted
from kg.graph.snapshot import silent
from kg.iris import expand
from kg.store.limits import CHECK_LIMITS
from kg.text.inputs import read_inputs
from kg.text.writing import Change, write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.rows import Row
    from kg.curate.sheets.sources import Defaults, SheetSource
    from kg.curate.sheets.table import Table
    from kg.errors import Finding
    from kg.store.limits import Limits
    from kg.text.layout import Layout
    from kg.text.turtle.blocks import Line


#: Rules that ask for a claim which a row that could not be read may hold.
_MENDED_BY_OTHERS = frozenset(
    (
        "event-without-status",
        "unused-entity",
        "names-without-source",
        "claim-count",
        "link-to-no-claim",
    )
)


def add_sheet(
    layout: Layout,
    table: Table,
    defaults: Defaults,
    texts: Path | None,
    limits: Limits = CHECK_LIMITS,
    progress: Callable[[str], None] = silent,
    mode: Mode = ADD,
    at_hand: Lexicon | None = None,
) -> Addition:
    """What a sheet would add to a layout; nothing is written. The checks keep within ``limits``.

    ``progress`` is told what is being done. ``at_hand``: a lexicon that was made before, which serves
    where it is of the text as it is; what the sheet names is added to it.

    Raises DataError with all that is wrong in the sheet, and with the errors of the checks on the
    text as it would be; KgError for files, ImportError without pySHACL.
    """
    files = read_inputs(layout)
    parsed = parse_texts(layout, files, None if at_hand is None else texts_of(at_hand))
    lexicon = renewed(at_hand, parsed)
    progress(f"reading {counted(len(table.rows), 'row')}")
    addition = _read_sheet(layout, table, lexicon, defaults, texts, mode)
    if not addition.changes:
        table.problems.stop()
        return addition
    check_after(layout, addition, files, parsed, texts, limits, progress)
    errors = addition.errors
    if table.problems.findings:  # of the rows that could be read, what the others cannot mend
        errors = [finding for finding in errors if finding.check not in _MENDED_BY_OTHERS]
    if errors or table.problems.findings:
        by_row = in_words(_findings_by_row(errors, addition, table.name), lexicon)
        if table.problems.mapped:
            by_row = [_by_mapping(finding) for finding in by_row]
        found = [*table.problems.findings, *by_row]
        raise DataError(sorted(found, key=lambda finding: finding.line))
    return addition


def _by_mapping(finding: Finding) -> Finding:
    """A finding with the part of the mapping in which it is mended, where a part of it does that."""
    if finding.check != "event-without-status":
        return finding
    listed = "say it under [statuses] of the mapping, for instance"
    name = finding.term.strip("“”")
    return replace(finding, remedy=f'{listed}: "{name}" = "occurred"; or {finding.remedy}')


def graph_diff(layout: Layout, addition: Addition) -> Diff:
    """The difference that an addition makes to the graph, its facts and its contradictions."""
    before = addition.before or parse_texts(layout, read_inputs(layout))
    after = addition.after or parse_texts(layout, addition.files)
    return compare_sides(
        texts_side("the text", before), texts_side("the text with the sheet", after), View()
    )


def write_addition(addition: Addition, *others: Change | None) -> None:
    """Write all the files, with further ones, or none. Raises as ``write_all``."""
    write_all([*addition.changes, *filter(None, others)])


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What the rows of a sheet say: their claims, the sources, and which row belongs to which.

    ``placed``: the rows of entities too; ``rows``: those of claims.
    """

    addition: Addition
    sources: Mapping[str, SheetSource]
    placed: Sequence[tuple[Row, SheetSource]]
    rows: Sequence[tuple[Row, SheetSource]]


def read_claims_of(
    layout: Layout,
    table: Table,
    lexicon: Lexicon,
    defaults: Defaults,
    texts: Path | None,
    mode: Mode = ADD,
    known: Mapping[str, SheetSource] | None = None,
) -> ReadSheet:
    """The claims of the rows of a sheet, without the files that they change.

    ``known``: the sources that earlier rows have described. What is wrong is added to the table's
    problems. Raises KgError for a text that cannot be read.
    """
    defaults = _with_reference(layout, table, defaults)
    described = entities_of(table.entities, lexicon, table.problems)
    entities = {e.iri: (e.row, e.lines) for e in described if not e.known}
    entities |= make_entities(table, lexicon, lambda row: stem_of(row, defaults))
    everything = replace(table, rows=(*table.entities, *table.rows))
    sources = read_sources(everything, lexicon, defaults, texts, known)
    placed = [
        (row, source) for row in everything.rows if (source := sources.get(stem_of(row, defaults)))
    ]
    rows = [(row, s) for row in table.rows if (s := sources.get(stem_of(row, defaults)))]
    ask_about_namesakes(table.rows, lexicon, table.problems)
    numbered = number_claims(rows, table, lexicon, change=mode.change or mode.sync)
    claims = numbered.new
    addition = Addition([], claims, entities, numbered.present, numbered.changed)
    grow(described, sources, lexicon, table, addition, mode)
    _refuse_core(
        layout,
        rows,
        {**claims, **{i: (c.row, c.lines) for i, c in numbered.changed.items()}},
        table,
    )
    if mode.sync and not table.problems.findings:
        said = {*numbered.new, *numbered.present, *numbered.changed}
        for source in sources.values():
            if source.document is not None:
                addition.removed |= lacking(source.document, said, lexicon)
    return ReadSheet(addition, sources, placed, rows)


def _read_sheet(
    layout: Layout,
    table: Table,
    lexicon: Lexicon,
    defaults: Defaults,
    texts: Path | None,
    mode: Mode = ADD,
) -> Addition:
    """What the rows of a sheet add, with the changes to the files of its sources."""
    read = read_claims_of(layout, table, lexicon, defaults, texts, mode)
    addition = read.addition
    own_entities = _by_source(addition.entities, read.placed)
    own_claims = _by_source(addition.claims, read.rows)
    for stem, source in read.sources.items():
        own = (own_claims.get(stem, ()), own_entities.get(stem, ()))
        if (change := change_of(layout, source, addition, *own)) is not None:
            addition.changes.append(change)
    return addition


def _with_reference(layout: Layout, table: Table, defaults: Defaults) -> Defaults:
    """The defaults for a sheet of entities: in a workspace they go into its reference file."""
    if table.entities and defaults.source is None and layout.workspace is not None:
        return replace(defaults, source=f"reference-{layout.workspace.prefix}")
    return defaults


def _refuse_core(
    layout: Layout,
    rows: Sequence[tuple[Row, SheetSource]],
    claims: Mapping[str, tuple[int, list[Line]]],
    table: Table,
) -> None:
    """Add a finding for each source of the core to which a workspace would add claims."""
    added = {number for number, _ in claims.values()}
    refused: set[str] = set()
    for row, source in rows:
        document = source.document
        if row.number not in added or document is None or layout.is_own(document.path):
            continue
        if source.stem not in refused:
            refused.add(source.stem)
            table.problems.add(
                "sheet-source",
                row.number,
                "source",
                f"{document.shown} is of the core, and is not added to",
                "write the claims into a source of your own: kg new source",
            )


def _by_source(
    new: Mapping[str, tuple[int, list[Line]]], rows: Sequence[tuple[Row, SheetSource]]
) -> dict[str, list[str]]:
    """By the id of a source, the IRIs of what is written into its file: what its rows make."""
    stem_of_row = {row.number: source.stem for row, source in rows}
    by_source: dict[str, list[str]] = {}
    for iri, (number, _) in new.items():
        if number in stem_of_row:
            by_source.setdefault(stem_of_row[number], []).append(iri)
    return by_source


def _findings_by_row(findings: Sequence[Finding], addition: Addition, sheet: str) -> list[Finding]:
    """The findings in what the sheet adds with the row in place of the line; the others as they are."""
    changed = {change.shown for change in addition.changes}
    row_of = {iri: row for iri, (row, _) in (addition.entities | addition.claims).items()}
    row_of |= {iri: claim.row for iri, claim in addition.altered.items()}
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    at_rows: list[Finding] = []
    elsewhere = [finding for finding in findings if finding.file not in changed]
    for document in addition.after.seeds if addition.after else ():
        if document.shown not in changed or document.shown not in by_file:
            continue
        starts = sorted(
            (mention.line, row_of[mention.iri])
            for mention in document.mentions
            if mention.opens_block and mention.iri in row_of
        )
        lines = document.text.splitlines()
        for finding in by_file[document.shown]:
            above = bisect_right(starts, finding.line, key=itemgetter(0))
            if not above:  # not in what the sheet adds
                elsewhere.append(finding)
                continue
            column = _column(lines[finding.line - 1])
            place = f"column “{column}”" if column else finding.term
            row = starts[above - 1][1]
            at_rows.append(replace(finding, file=sheet, line=row, term=place))
    return sorted(at_rows, key=lambda finding: finding.line) + elsewhere


def _column(line: str) -> str:
    """The name of the column that a line of Turtle comes from; "" where it comes from none."""
    name = line.split(maxsplit=1)[0] if line.strip() else ""
    return COLUMN_OF.get(expand(name) or "", "")
