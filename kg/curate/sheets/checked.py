"""The text as it would be after an addition, and what the checks find in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.pipeline import parse_texts, store_of_texts
from kg.curate.checks.run import Material, run_checks
from kg.iris import KGD
from kg.text.inputs import InputFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.build.pipeline import Texts
    from kg.curate.sheets.additions import Addition
    from kg.store.limits import Limits
    from kg.text.layout import Layout
    from kg.text.turtle.document import Document
    from kg.text.writing import Change


def check_after(
    layout: Layout,
    addition: Addition,
    files: Sequence[InputFile],
    parsed: Texts,
    texts: Path | None,
    limits: Limits,
    progress: Callable[[str], None],
) -> None:
    """Check the text as it would be after an addition, which gets that text and the report.

    ``files`` and ``parsed``: the text as it is; ``texts``: a folder with copies of what was read.
    Raises DataError where the text could not be parsed, KgError for what goes beyond ``limits``.
    """
    addition.files = _files_after(files, addition.changes)
    after = parse_texts(layout, addition.files, parsed)
    addition.before, addition.after = parsed, after
    material = Material(
        after.ontology,
        after.seeds,
        after.terms,
        lambda: store_of_texts(after),
        _documents_to_shape(after, addition),
    )
    addition.report = run_checks(
        material, layout.folders("ontology/checks"), texts, limits, progress
    )


def _files_after(files: Sequence[InputFile], changes: Sequence[Change]) -> list[InputFile]:
    """All files of the text as they would be after the changes."""
    new = {change.path: InputFile(change.path, change.shown, change.after) for change in changes}
    return [new.pop(file.path, file) for file in files] + list(new.values())


def _documents_to_shape(after: Texts, addition: Addition) -> tuple[Document, ...]:
    """The documents with the triples that shapes must be tried on: the new ones and all entities.

    A shape looks at the properties of a node and at the classes of the nodes that it names, and a
    sheet alters no node that is there. To try them all again is most of the time of ``kg check``.
    """
    new = {*addition.claims, *addition.entities, *addition.altered}
    new |= {document.graph for document in after.seeds if document.shown in _new_files(addition)}
    return tuple(shapeable(document, new) for document in after.seeds)


def shapeable(document: Document, new: set[str]) -> Document:
    """A document with the triples alone that shapes must be tried on where ``new`` (IRIs) is new."""
    return replace(document, triples=_block_triples(document, new))


def _new_files(addition: Addition) -> set[str]:
    return {change.shown for change in addition.changes if change.before is None}


def _block_triples(document: Document, new: set[str]) -> tuple[ox.Triple, ...]:
    """The triples of entities and of the nodes in ``new`` (IRIs), with those of their blank nodes."""
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
