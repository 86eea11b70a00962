"""``kg merge``: merge two entities, rename one, or undo that, by a record in the text alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.merged import INTO, ON, REASON, RECORD, RENAMED, links
from kg.build.pipeline import Texts, parse_texts
from kg.build.refusals import structure_findings
from kg.claims.facts.view import View
from kg.curate.checks.merges import NodeValues, obstacles
from kg.curate.diff.compare import Diff, compare_sides
from kg.curate.diff.sides import texts_side
from kg.curate.fmt import unified_diff
from kg.errors import DataError, UnclearError, UsageError
from kg.graph.names import Names
from kg.iris import KGD, RDF, XSD, expand, shorten
from kg.text.inputs import InputFile, read_inputs
from kg.text.turtle import edit
from kg.text.turtle.document import Document, parse_turtle
from kg.text.turtle.form import in_form_of, prefixes_of
from kg.text.turtle.writer import literal_text, short_name
from kg.text.writing import Change, write_all

if TYPE_CHECKING:
    from datetime import date

    from kg.text.layout import Layout

_ID = re.compile(r"[a-z]+(-[a-z0-9]+)+")


@dataclass(frozen=True)
class Plan:
    """The new text of one file, and the difference that it makes to the graph; not written yet."""

    document: Document
    text: str
    difference: Diff

    @property
    def diff(self) -> str:
        """The change of the file as a unified diff."""
        return unified_diff(self.document.shown, self.document.text, self.text)

    def write(self) -> None:
        """Write the new text over that which was read. Raises KgError."""
        document = self.document
        before = document.text.encode()
        write_all([Change(document.path, document.shown, before, self.text.encode())])


class Merger:
    """Plans merges and renamings of the entities of a layout; each of them changes one file.

    Entities are given by id or exact name. ``merge``, ``rename`` and ``undo`` raise UsageError where
    that cannot be done, DataError where the outcome would break the graph.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.texts = parse_texts(layout, read_inputs(layout))
        self.values = NodeValues(self.texts.seeds)
        triples = (t for document in self.texts.seeds for t in document.triples)
        self.names = Names(triples, self.texts.terms)
        self.steps = links(t for document in self.texts.seeds for t in document.triples)

    def merge(self, old: str, new: str, day: date, reason: str) -> Plan:
        """The plan to record that the entity ``old`` is the entity ``new``."""
        old_iri, new_iri = self.entity(old), self.entity(new)
        self._require_unmerged(old_iri)
        self._require_unmerged(new_iri)
        if old_iri == new_iri:
            raise UsageError("an entity cannot be merged into itself", shorten(old_iri))
        for problem in obstacles(old_iri, new_iri, self.values, self.layout.prefixes):
            raise UsageError(
                f"{shorten(problem.node)}: {problem.what}",
                f"{shorten(old_iri)} into {shorten(new_iri)}",
                problem.remedy,
            )
        return self._with_record(old_iri, INTO, new_iri, day, reason)

    def rename(self, old: str, new: str, day: date, reason: str) -> Plan:
        """The plan to give an entity the identifier ``new``, which nothing has yet."""
        old_iri, new_iri = self.entity(old), self._new_iri(new)
        self._require_unmerged(old_iri)
        document = self._document_of(old_iri)
        text_with_copy = edit.with_copy(document.text, old_iri, new_iri)
        return self._with_record(old_iri, RENAMED, new_iri, day, reason, text_with_copy)

    def undo(self, old: str) -> Plan:
        """The plan to take the record of a merge or renaming away, and the block of a renaming."""
        old_iri = self.entity(old)
        if old_iri not in self.steps:
            raise UsageError("this entity has not been merged or renamed", shorten(old_iri))
        document = self._document_of(old_iri)
        text = edit.without_properties(document.text, old_iri, RECORD)
        if new := next(iter(self.values.of(old_iri, RENAMED)), None):
            self._require_unused(new, old_iri)
            text = edit.without_blocks(text, new)
        return self._plan(document, text)

    def entity(self, name: str) -> str:
        """The IRI of the entity with an id (``kgd:`` may be left out) or an exact name.

        Raises UsageError where there is none, or several.
        """
        try:
            return self.names.entity(name)
        except UnclearError as fault:
            remedy = fault.remedy or "kg find gives ids; for a new one: --rename"
            raise UsageError(fault.what, None, remedy) from None

    def _new_iri(self, name: str) -> str:
        iri = expand(name) or KGD + name
        if not iri.startswith(KGD) or not _ID.fullmatch(iri.removeprefix(KGD)):
            raise UsageError(
                "this cannot be an entity's identifier", name, "write it as kgd:unit-kpa-11th-corps"
            )
        if iri in self.values:
            raise UsageError("this entity is there already", name, "merge them: leave out --rename")
        return iri

    def _require_unmerged(self, iri: str) -> None:
        if iri in self.steps:
            target = shorten(self.steps[iri])
            raise UsageError(
                f"it was merged into {target} before", shorten(iri), f"name {target}, or --undo"
            )

    def _require_unused(self, new: str, old: str) -> None:
        mentions = [
            f"{document.shown}:{token.line}"
            for document in self.texts.seeds
            for block in edit.blocks(document.text)
            for token in block.tokens
            if token.iri == new and block.tokens[0].iri not in (new, old)
        ]
        if mentions:
            raise UsageError(
                f"{len(mentions)} other places name {shorten(new)}: {', '.join(mentions[:5])}",
                shorten(old),
                f"keep the new identifier, or name {shorten(old)} there first",
            )

    def _document_of(self, iri: str) -> Document:
        for document in self.texts.seeds:
            block = edit.block_of(document.text, iri)
            if block is not None and any(token.iri == RDF + "type" or token.text == "a"
                                         for token in block.tokens):  # fmt: skip
                if not self.layout.is_own(document.path):
                    raise UsageError(
                        "this entity is described in the core, which a workspace leaves as it is",
                        document.shown,
                        "merge in the other direction, or propose it to the core",
                    )
                return document
        raise UsageError("no file gives it a kind", shorten(iri), "describe it in a file of seeds/")

    def _with_record(
        self, old: str, link: str, new: str, day: date, reason: str, text: str | None = None
    ) -> Plan:
        document = self._document_of(old)
        prefixes = prefixes_of(document.text)
        when = ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
        lines = [
            f"{short_name(link, prefixes)} {short_name(new, prefixes)}",
            f"{short_name(ON, prefixes)} {literal_text(when, short_name(XSD + 'date', prefixes))}",
            f"{short_name(REASON, prefixes)} {literal_text(ox.Literal(reason, language='en'), '')}",
        ]
        return self._plan(document, edit.with_properties(text or document.text, old, lines))

    def _plan(self, document: Document, text: str) -> Plan:
        """The plan to give a file a new text. Raises DataError where that would break the graph."""
        file = InputFile(document.path, document.shown, text.encode())
        edited = parse_turtle(file, document.graph, self.layout.prefixes)
        seeds = tuple(edited if d == document else d for d in self.texts.seeds)
        after = replace(self.texts, seeds=seeds)
        if findings := structure_findings(after.ontology, after.seeds, after.terms):
            raise DataError(findings)
        return Plan(document, in_form_of(document.text, text), _graph_diff(self.texts, after))


def _graph_diff(before: Texts, after: Texts) -> Diff:
    return compare_sides(texts_side("before", before), texts_side("after", after), View())
