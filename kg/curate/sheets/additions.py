"""What a sheet adds to the files of sources, changes in them and takes out of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.sheets.correcting import (
    ChangedClaim,
    differences,
    lines_in_file,
    stated_count,
    with_changes,
    with_count,
)
from kg.curate.sheets.entity_sheet import grown
from kg.errors import ERROR, KgError
from kg.iris import KG, KGD, RDF
from kg.text.reading import largest_file
from kg.text.turtle.blocks import new_turtle, with_blocks
from kg.text.writing import Change

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.build.pipeline import Texts
    from kg.curate.checks.run import Report
    from kg.curate.sheets.entity_sheet import EntityOfRow
    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.sources import SheetSource
    from kg.curate.sheets.table import Table
    from kg.errors import Finding
    from kg.text.inputs import InputFile
    from kg.text.layout import Layout
    from kg.text.turtle.blocks import Line
    from kg.text.turtle.document import Document


@dataclass(frozen=True, slots=True)
class Mode:
    """What a sheet may do beside adding: change the claims whose ids it has, or take others out too."""

    change: bool = False
    sync: bool = False


ADD = Mode()


@dataclass(frozen=True, slots=True)
class SourceChange(Change):
    """A file of ``seeds/`` that is made or changed, and how many claims and entities it gets.

    ``altered`` and ``removed``: how many claims are changed in it, and taken out.
    """

    claims: int
    entities: int
    altered: int = 0
    removed: int = 0


@dataclass
class Addition:
    """What a sheet would add. ``present``: the claims that are there already, with their rows.

    ``altered``: those that it changes; ``removed``: by IRI, the sentences of those that it lacks.
    """

    changes: list[SourceChange]
    claims: dict[str, tuple[int, list[Line]]]  # by IRI: the row, and what is said
    entities: dict[str, tuple[int, list[Line]]]
    present: dict[str, int] = field(default_factory=dict)
    altered: dict[str, ChangedClaim] = field(default_factory=dict)
    removed: dict[str, str] = field(default_factory=dict)
    report: Report | None = None
    files: list[InputFile] = field(default_factory=list)  # all of the text, as it would be
    before: Texts | None = None  # the text as it is, and as it would be
    after: Texts | None = None

    @property
    def errors(self) -> list[Finding]:
        """The errors that the checks found in the text as it would be."""
        findings = self.report.findings if self.report is not None else ()
        return [finding for finding in findings if finding.severity == ERROR]


def change_of(
    layout: Layout,
    source: SheetSource,
    addition: Addition,
    claims: Sequence[str],
    entities: Sequence[str],
) -> SourceChange | None:
    """The change to the file of a source by ``claims`` and ``entities`` (IRIs); None without any.

    Raises KgError where the file would be larger than is read.
    """
    own = f"{source.iri}/"
    in_file = source.document is not None
    altered = {
        iri: claim
        for iri, claim in addition.altered.items()
        if iri.startswith(own)
        or (in_file and iri.startswith(KGD) and _describes(source.document, iri))  # type: ignore[arg-type]
    }
    removed = [iri for iri in addition.removed if iri.startswith(own)]
    if not claims and not entities and not altered and not removed:
        return None
    path = source.document.path if source.document else layout.seeds / f"{source.stem}.ttl"
    blocks = {iri: addition.entities[iri][1] for iri in sorted(entities)}
    blocks |= {iri: addition.claims[iri][1] for iri in claims}
    document = source.document
    before = document.text if document else None
    if document is None or before is None:
        text = new_turtle(
            {source.iri: _source_block(source, len(claims)), **blocks},
            source.stem,
            layout.prefixes,
        )
    else:
        text = before
        if altered or removed:
            text = with_changes(text, altered, removed, dict(layout.prefixes))
            stated, there = stated_count(document), len(_claims_in(document))
            left = there - len(removed) + len(claims)
            text = with_count(text, source.iri, left, stated)
        if blocks:
            text = with_blocks(text, blocks, len(text), source.stem, layout.prefixes)
    after = text.encode()
    if len(after) > (most := largest_file()):
        raise KgError(
            f"with these rows the file of the source would be larger than the {most // 2**20} MB that are read",
            layout.shown(path),
            "give these rows another source",
        )
    return SourceChange(
        path,
        layout.shown(path),
        None if before is None else before.encode(),
        after,
        len(claims),
        len(entities),
        len(altered),
        len(removed),
    )


def _claims_in(document: Document) -> list[str]:
    """The IRIs of the claims in the file of a source."""
    own = f"{document.graph}/"
    return sorted(
        triple.subject.value
        for triple in document.triples
        if triple.predicate.value == RDF + "type"
        and isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.startswith(own)
    )


def sentences_of(document: Document) -> dict[str, str]:
    """The sentences of the claims in the file of a source, by the IRI of the claim."""
    return {
        getattr(triple.subject, "value", ""): getattr(triple.object, "value", "")
        for triple in document.triples
        if triple.predicate.value == KG + "statement"
    }


def lacking(document: Document, said: set[str], lexicon: Lexicon) -> dict[str, str]:
    """The claims of a source that a sheet lacks, each with its sentence."""
    sentences = sentences_of(document)
    lacking = [i for i in _claims_in(document) if i in lexicon.claims and i not in said]
    return {iri: sentences.get(iri, "") for iri in lacking}


def _source_block(source: SheetSource, claims: int) -> list[Line]:
    """The lines of a new source, with the number of its claims in the sheet (at least so many)."""
    remarks = [line for line in source.lines if line[0].endswith("#comment")]
    others = [line for line in source.lines if line not in remarks]
    return [*others, (KG + "claimsAtLeast", ox.Literal(claims)), *remarks]


def grow(
    described: Sequence[EntityOfRow],
    sources: Mapping[str, SheetSource],
    lexicon: Lexicon,
    table: Table,
    addition: Addition,
    mode: Mode,
) -> None:
    """Note the further names and identifiers of entities that are there already."""
    for entity in described:
        if not entity.known:
            continue
        home = next(
            (d for d in lexicon.seeds if d.line(entity.iri) and _describes(d, entity.iri)), None
        )
        old = lines_in_file(home, entity.iri) if home is not None else []
        more = grown(old, entity.lines)
        if not more:
            addition.present[entity.iri] = entity.row
            continue
        new = [*old, *more]
        listed = differences(lexicon, old, new)
        own = home is not None and home.stem in sources
        if own and (mode.change or mode.sync):
            addition.altered[entity.iri] = ChangedClaim(entity.row, new, listed)
            continue
        where = home.shown if home is not None else "the ontology"
        table.problems.add(
            "sheet-claim",
            entity.row,
            "name",
            f"“{lexicon.names.label(entity.iri)}” is there already ({where}), and the row says more: "
            + "; ".join(difference.line() for difference in listed),
            "to add it, give --change"
            + ("" if own or home is None else f" and --source {home.stem}"),
        )


def _describes(document: Document, iri: str) -> bool:
    """Whether a file says of which kind an entity is."""
    node = ox.NamedNode(iri)
    return any(t.subject == node and t.predicate.value == RDF + "type" for t in document.triples)
