"""A sheet becomes claims: all of it or nothing, after every check has passed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.pipeline import all_quads, parse_texts
from kg.claims.facts.view import View
from kg.curate.checks.run import Material, run_checks
from kg.curate.diff.compare import Diff, compare_sides
from kg.curate.diff.sides import texts_side
from kg.curate.sheets.columns import COLUMN_OF
from kg.curate.sheets.entities import make_entities
from kg.curate.sheets.lexicon import Lexicon
from kg.curate.sheets.numbering import read_claims
from kg.curate.sheets.origins import read_origins, stem_of
from kg.errors import DataError, KgError, os_error
from kg.iris import KG, KGD, expand
from kg.text.atomic import write_atomic
from kg.text.inputs import InputFile, read_inputs
from kg.text.turtle.blocks import new_turtle, with_blocks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.build.pipeline import Texts
    from kg.curate.checks.run import Report
    from kg.curate.sheets.origins import Defaults, Origin
    from kg.curate.sheets.table import Row, Table
    from kg.errors import Finding
    from kg.text.layout import Layout
    from kg.text.turtle.blocks import Line
    from kg.text.turtle.document import Document


@dataclass
class Change:
    """A file of ``seeds/`` that is made, or to which something is added."""

    path: Path
    shown: str
    before: bytes | None  # None: the file is new
    after: bytes
    claims: int
    entities: int


@dataclass
class Addition:
    """What a sheet would add: files with their new text, and what a person wants to know of it."""

    changes: list[Change]
    claims: dict[str, tuple[int, list[Line]]]  # by IRI: the row, and what is said
    entities: dict[str, tuple[int, list[Line]]]
    present: list[str] = field(
        default_factory=list
    )  # claims that are there already, as in the sheet
    report: Report | None = None
    files: list[InputFile] = field(default_factory=list)  # all of the text, as it would be


def add_sheet(layout: Layout, table: Table, defaults: Defaults, texts: Path | None) -> Addition:
    """What a sheet would add to the text, checked; nothing is written.

    Raises DataError with everything that is wrong in the sheet, or else in what would come of it;
    KgError for files, ImportError without pySHACL.
    """
    files = read_inputs(layout)
    parsed = parse_texts(layout, files)
    lexicon = Lexicon(parsed.ontology, parsed.seeds, parsed.terms)
    addition = _read(layout, table, lexicon, defaults, texts)
    table.problems.stop()
    if not addition.changes:
        return addition
    addition.files = _changed(files, addition.changes)
    after = parse_texts(layout, addition.files)
    material = Material(
        after.ontology, after.seeds, after.terms, lambda: all_quads(after), _shaped(after, addition)
    )
    addition.report = run_checks(material, layout.folders("ontology/checks"), texts)
    if errors := [f for f in addition.report.findings if f.severity == "error"]:
        raise DataError(_at_rows(errors, addition, table.name, after))
    return addition


def difference(layout: Layout, addition: Addition) -> Diff:
    """What the addition changes in the graph, and what follows for facts and contradictions."""
    before = texts_side("the text", parse_texts(layout, read_inputs(layout)))
    after = texts_side("the text with the sheet", parse_texts(layout, addition.files))
    return compare_sides(before, after, View())


def write_addition(addition: Addition) -> None:
    """Write the files; if one cannot be written, those before it are as they were.

    Raises KgError, also when a file has changed since it was read.
    """
    done: list[Change] = []
    for change in addition.changes:
        try:
            now = change.path.read_bytes() if change.path.exists() else None
            if now != change.before:
                raise KgError(
                    "the file has changed meanwhile", change.shown, "run the command again"
                )
            write_atomic(change.path, change.after)
        except (OSError, KgError) as error:
            for written in done:
                if written.before is None:
                    written.path.unlink(missing_ok=True)
                else:
                    write_atomic(written.path, written.before)
            if isinstance(error, OSError):
                raise os_error(error, change.shown, "write this source") from None
            raise
        done.append(change)


def _read(
    layout: Layout, table: Table, lexicon: Lexicon, defaults: Defaults, texts: Path | None
) -> Addition:
    entities = make_entities(table, lexicon)
    origins = read_origins(table, lexicon, defaults, texts)
    rows = [(row, origin) for row in table.rows if (origin := origins.get(stem_of(row, defaults)))]
    claims, present = read_claims(rows, table, lexicon)
    addition = Addition([], claims, entities, present)
    _refuse_core(layout, rows, claims, table)
    homes = _homes(entities, rows)
    for origin in origins.values():
        own = [iri for iri in entities if homes[iri] is origin]
        if (change := _change(layout, origin, addition, own)) is not None:
            addition.changes.append(change)
    return addition


def _refuse_core(
    layout: Layout,
    rows: Sequence[tuple[Row, Origin]],
    claims: Mapping[str, tuple[int, list[Line]]],
    table: Table,
) -> None:
    """Note the sources of the core below a workspace to which claims would come."""
    added = {number for number, _ in claims.values()}
    told: set[str] = set()
    for row, origin in rows:
        document = origin.document
        if row.number not in added or document is None or layout.is_own(document.path):
            continue
        if origin.stem not in told:
            told.add(origin.stem)
            table.problems.add(
                "sheet-source",
                row.number,
                "source",
                f"{document.shown} is of the core, and is not added to",
                "write the claims into a source of your own: kg new source",
            )


def _homes(
    entities: Mapping[str, tuple[int, list[Line]]], rows: Sequence[tuple[Row, Origin]]
) -> dict[str, Origin | None]:
    """The source in whose file a new entity stands: that of the row which makes it."""
    by_row = {row.number: origin for row, origin in rows}
    return {iri: by_row.get(number) for iri, (number, _) in entities.items()}


def _change(
    layout: Layout, origin: Origin, addition: Addition, entities: Sequence[str]
) -> Change | None:
    """The file of a source with what the sheet adds to it; None where nothing comes to it."""
    own = {iri: said for iri, said in addition.claims.items() if iri.startswith(f"{origin.iri}/")}
    if not own and not entities:
        return None
    path = origin.document.path if origin.document else layout.seeds / f"{origin.stem}.ttl"
    blocks = {iri: addition.entities[iri][1] for iri in sorted(entities)}
    blocks |= {iri: lines for iri, (_, lines) in own.items()}
    before = origin.document.text if origin.document else None
    if before is None:
        text = new_turtle({origin.iri: _described(origin, len(own)), **blocks}, origin.stem)
    else:
        text = with_blocks(before, blocks, len(before), origin.stem)
    return Change(
        path,
        layout.shown(path),
        None if before is None else before.encode(),
        text.encode(),
        len(own),
        len(entities),
    )


def _described(origin: Origin, claims: int) -> list[Line]:
    """The lines of a new source, with how many claims its file holds at least."""
    remarks = [line for line in origin.lines if line[0].endswith("#comment")]
    rest = [line for line in origin.lines if line not in remarks]
    return [*rest, (KG + "claimsAtLeast", ox.Literal(claims)), *remarks]


def _changed(files: Sequence[InputFile], changes: Sequence[Change]) -> list[InputFile]:
    """All files as they would be."""
    new = {change.path: InputFile(change.path, change.shown, change.after) for change in changes}
    return [new.pop(file.path, file) for file in files] + list(new.values())


def _shaped(after: Texts, addition: Addition) -> tuple[Document, ...]:
    """What is new, and the entities that it may name: nothing else can come to break a shape.

    Shapes ask a node for what it says itself and for the classes of what it names, and a sheet
    alters no node that is there. To ask them all again takes most of the time of ``kg check``.
    """
    new = {*addition.claims, *addition.entities}
    new |= {document.graph for document in after.seeds if document.shown in _made(addition)}
    return tuple(
        replace(document, triples=_block_triples(document, new)) for document in after.seeds
    )


def _made(addition: Addition) -> set[str]:
    return {change.shown for change in addition.changes if change.before is None}


def _block_triples(document: Document, new: set[str]) -> tuple[ox.Triple, ...]:
    """The blocks of entities, and of what is new, with the blank nodes in them."""
    wanted: set[object] = set()
    for triple in document.triples:
        subject = triple.subject
        if isinstance(subject, ox.NamedNode) and (
            subject.value in new or subject.value.startswith(KGD)
        ):
            wanted.add(subject)
    while True:  # a node in brackets may hold another
        inner = {
            triple.object
            for triple in document.triples
            if triple.subject in wanted and isinstance(triple.object, ox.BlankNode)
        }
        if inner <= wanted:
            return tuple(triple for triple in document.triples if triple.subject in wanted)
        wanted |= inner


def _at_rows(
    findings: Sequence[Finding], addition: Addition, sheet: str, after: Texts
) -> list[Finding]:
    """Findings in what the sheet adds, told by the row; the others as they are."""
    changed = {change.shown for change in addition.changes}
    rows = {iri: row for iri, (row, _) in (addition.entities | addition.claims).items()}
    told = []
    for document in after.seeds:
        if document.shown not in changed:
            continue
        starts = sorted((document.line(iri), row) for iri, row in rows.items())
        starts = [(line, row) for line, row in starts if line]
        for finding in findings:
            before = [row for line, row in starts if line <= finding.line]
            if finding.file != document.shown or not before:
                continue
            column = _column(document.text.splitlines()[finding.line - 1])
            place = f"column “{column}”" if column else finding.term
            told.append(replace(finding, file=sheet, line=before[-1], term=place))
    others = [f for f in findings if f.file not in changed or not _is_added(f, addition, after)]
    return sorted(told, key=lambda finding: finding.line) + others


def _is_added(finding: Finding, addition: Addition, after: Texts) -> bool:
    document = next(d for d in after.seeds if d.shown == finding.file)
    lines = [document.line(iri) for iri in (*addition.claims, *addition.entities)]
    return any(0 < line <= finding.line for line in lines)


def _column(line: str) -> str:
    """The column that a line of a claim comes from."""
    name = line.split(maxsplit=1)[0] if line.strip() else ""
    return COLUMN_OF.get(expand(name) or "", "")
