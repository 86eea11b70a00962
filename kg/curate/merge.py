"""Merge two entities, rename one, and take it back: a record in the text, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.merged import INTO, ON, REASON, RECORD, RENAMED, links
from kg.build.pipeline import Texts, parse_texts
from kg.build.refusals import structure_findings
from kg.claims.facts.view import View
from kg.curate.checks.merges import Said, obstacles
from kg.curate.diff.compare import Diff, compare_sides
from kg.curate.diff.sides import texts_side
from kg.curate.fmt import unified
from kg.errors import DataError, UsageError
from kg.graph.search import fold
from kg.iris import KGD, RDF, RDFS, SKOS, XSD, expand, shorten
from kg.text.atomic import replace_text
from kg.text.inputs import InputFile, read_inputs
from kg.text.turtle import edit
from kg.text.turtle.document import Document, parse_turtle
from kg.text.turtle.form import kept, prefixes_of
from kg.text.turtle.writer import short_name, written

if TYPE_CHECKING:
    from datetime import date

    from kg.text.layout import Layout

_ID = re.compile(r"[a-z]+(-[a-z0-9]+)+")


@dataclass(frozen=True)
class Plan:
    """One file's new text, and what follows from it; nothing is written yet."""

    document: Document
    text: str
    difference: Diff

    @property
    def diff(self) -> str:
        """What changes in the file, as a unified diff."""
        return unified(self.document.shown, self.document.text, self.text)

    def write(self) -> None:
        """Write the file, all of it or nothing. Raises KgError."""
        replace_text(self.document.path, self.document.shown, self.text)


class Merging:
    """The entities of a layout, and the one file that a merge, a renaming or its undoing changes.

    Each method gives a plan, and raises UsageError where it must not be done.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.texts = parse_texts(layout, read_inputs(layout))
        self.said = Said(self.texts.seeds)
        self.steps = links(t for document in self.texts.seeds for t in document.triples)

    def merge(self, old: str, new: str, day: date, reason: str) -> Plan:
        """Record that the first entity is the second."""
        one, other = self.entity(old), self.entity(new)
        self._refuse_former(one)
        self._refuse_former(other)
        if one == other:
            raise UsageError("an entity cannot be merged into itself", shorten(one))
        for problem in obstacles(one, other, self.said):
            raise UsageError(
                f"{shorten(problem.node)}: {problem.what}",
                f"{shorten(one)} into {shorten(other)}",
                problem.remedy,
            )
        return self._recorded(one, INTO, other, day, reason)

    def rename(self, old: str, new: str, day: date, reason: str) -> Plan:
        """Record that an entity has another identifier from now on, which is new."""
        one, other = self.entity(old), self._new(new)
        self._refuse_former(one)
        document = self._home(one)
        copied = edit.with_copy(document.text, one, other)
        return self._recorded(one, RENAMED, other, day, reason, copied)

    def undo(self, old: str) -> Plan:
        """Take the record of a merge or renaming away, and with it what a renaming had added."""
        one = self.entity(old)
        if one not in self.steps:
            raise UsageError("this entity has not been merged or renamed", shorten(one))
        document = self._home(one)
        text = edit.without_properties(document.text, one, RECORD)
        if new := next(iter(self.said.of(one, RENAMED)), None):
            self._refuse_used(new, one)
            text = edit.without_blocks(text, new)
        return self._plan(document, text)

    def entity(self, name: str) -> str:
        """The entity of an id (``kgd:…``, with or without the prefix), or of an exact name."""
        iri = expand(name) or (KGD + name if _ID.fullmatch(name) else "")
        if iri in self.said and iri.startswith(KGD):
            return iri
        named = [
            node
            for node, own in self.said.items()
            for label in own.get(RDFS + "label", set()) | own.get(SKOS + "altLabel", set())
            if node.startswith(KGD) and fold(label) == fold(name)
        ]
        if len(named := sorted(set(named))) == 1:
            return named[0]
        listed = ", ".join(map(shorten, named))
        raise UsageError(
            f"“{name}” is the name of {len(named)} entities"
            if named
            else "there is no such entity",
            None if named else name,
            f"say which: {listed}" if named else "kg find gives ids; for a new one: --rename",
        )

    def _new(self, name: str) -> str:
        iri = expand(name) or KGD + name
        if not iri.startswith(KGD) or not _ID.fullmatch(iri.removeprefix(KGD)):
            raise UsageError(
                "this cannot be an entity's identifier", name, "write it as kgd:unit-kpa-11th-corps"
            )
        if iri in self.said:
            raise UsageError("this entity is there already", name, "merge them: leave out --rename")
        return iri

    def _refuse_former(self, iri: str) -> None:
        if iri in self.steps:
            target = shorten(self.steps[iri])
            raise UsageError(
                f"it was merged into {target} before", shorten(iri), f"name {target}, or --undo"
            )

    def _refuse_used(self, new: str, old: str) -> None:
        places = [
            f"{document.shown}:{token.line}"
            for document in self.texts.seeds
            for block in edit.blocks(document.text)
            for token in block.tokens
            if token.iri == new and block.tokens[0].iri not in (new, old)
        ]
        if places:
            raise UsageError(
                f"{len(places)} other places name {shorten(new)}: {', '.join(places[:5])}",
                shorten(old),
                f"keep the new identifier, or name {shorten(old)} there first",
            )

    def _home(self, iri: str) -> Document:
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

    def _recorded(
        self, old: str, link: str, new: str, day: date, reason: str, text: str | None = None
    ) -> Plan:
        document = self._home(old)
        prefixes = prefixes_of(document.text)
        when = ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
        lines = [
            f"{short_name(link, prefixes)} {short_name(new, prefixes)}",
            f"{short_name(ON, prefixes)} {written(when, short_name(XSD + 'date', prefixes))}",
            f"{short_name(REASON, prefixes)} {written(ox.Literal(reason, language='en'), '')}",
        ]
        return self._plan(document, edit.with_properties(text or document.text, old, lines))

    def _plan(self, document: Document, text: str) -> Plan:
        """The plan of a new text. Raises DataError where it would break the graph."""
        file = InputFile(document.path, document.shown, text.encode())
        edited = parse_turtle(file, document.graph)
        seeds = tuple(edited if d == document else d for d in self.texts.seeds)
        after = replace(self.texts, seeds=seeds)
        if findings := structure_findings(after.ontology, after.seeds, after.terms):
            raise DataError(findings)
        return Plan(document, kept(document.text, text), _difference(self.texts, after))


def _difference(before: Texts, after: Texts) -> Diff:
    return compare_sides(texts_side("before", before), texts_side("after", after), View())
