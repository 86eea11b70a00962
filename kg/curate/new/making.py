"""Make all that a file lists, or nothing: ``kg new from FILE``."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.new.blocks import Together
from kg.curate.new.entity import (
    NewEntity,
    entity_iri,
    new_entity,
    read_identifier,
    similar_entities,
)
from kg.curate.new.listed import finding
from kg.curate.new.term import Ends, TermText, camel, new_class, new_property
from kg.curate.new.word import new_word
from kg.errors import DataError, UsageError
from kg.graph.naming.known import is_installed
from kg.graph.naming.sorts import SURE, sort_of
from kg.iris import KG, RDF, RDFS, SKOS, local_name
from kg.store.nicknames import Name
from kg.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.curate.new.listed import Listed
    from kg.curate.new.target import Target
    from kg.errors import Finding
    from kg.graph.naming.index import NameIndex
    from kg.graph.snapshot import Snapshot
    from kg.graph.terms import Term, Terms, Values
    from kg.text.turtle.blocks import Line
    from kg.text.writing import Change

#: The order in which sorts are made: a word may be of a new class, an entity too.
_ORDER = ("class", "word", "property", "entity")
_KINDS = {"class": "class", "word": "word", "property": "relation"}
#: What says what a term is; all else is text, which is edited in its file.
_STRUCTURE = (
    RDF + "type", RDFS + "subClassOf", SKOS + "broader", SKOS + "inScheme", KG + "measureKind",
    KG + "subjectKind", KG + "objectKind", KG + "singleValued",
)  # fmt: skip
_SHOWN = 3


@dataclass
class Made:
    """What a file has made: each with its IRI, and what was there already.

    ``changes``: those to the files; ``files``: those written.
    """

    new: list[tuple[Listed, str]] = field(default_factory=list)
    there: list[Listed] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


class _Gathered(Together):
    """Keeps a block that a scaffold makes, to be looked at before it goes into its file."""

    def add(self, path: Path, subject: str, lines: Sequence[Line]) -> None:
        self.at = path
        self.added[subject] = lines


def make_listed(
    target: Target,
    graph: Snapshot,
    terms: Terms,
    listed: Sequence[Listed],
    file: str,
    *,
    dry_run: bool = False,
) -> Made:
    """Make all that is listed in a file (``file``: its name in messages) in one write, or nothing.

    ``terms`` are those of ``graph``; the new ones are added to them. What is there already as it is
    listed stays as it is. Raises DataError with all that cannot be made, each with its line; KgError
    and DataError for the files that are written.
    """
    maker = _Maker(target, graph, terms, file)
    for sort in _ORDER:
        for one in maker.sorted([each for each in listed if each.sort == sort]):
            maker.make(one)
    if maker.findings:
        raise DataError(sorted(maker.findings, key=lambda found: found.line))
    maker.made.changes = maker.together.changes
    if not dry_run:
        maker.made.files = maker.together.write()
    return maker.made


class _Refusal(Exception):  # noqa: N818 — it never leaves this module
    """Why one thing is not made."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy


class _Maker:
    def __init__(self, target: Target, graph: Snapshot, terms: Terms, file: str) -> None:
        self.target, self.graph, self.terms, self.file = target, graph, terms, file
        self.together = Together(target.layout)
        self.findings: list[Finding] = []
        self.made = Made()
        self.lines: dict[str, Listed] = {}  # by IRI, what makes it
        self.entities: NameIndex | None = None
        self.classes: dict[str, list[str]] = {}

    def sorted(self, listed: list[Listed]) -> Iterator[Listed]:
        """Things of one sort, each after those that it names."""
        waiting = list(listed)
        while waiting:
            labels = {fold(one.label) for one in waiting}
            ready = [
                one
                for one in waiting
                if not labels & {fold(one.text(key)) for key in ("parent", "like", "below")}
            ]
            for one in ready or waiting:
                if ready:
                    yield one
                else:
                    self.wrong(one, "what it stands below or beside leads back to it", "name another one")  # fmt: skip
            waiting = [one for one in waiting if one not in ready] if ready else []

    def wrong(self, one: Listed, problem: str, remedy: str) -> None:
        place = f"new.{one.sort}.{one.label}"
        self.findings.append(finding(self.file, one.line, place, problem, remedy))

    def make(self, one: Listed) -> None:
        """Make one thing, or add findings."""
        self.findings += one.faults
        if one.faults:
            return
        try:
            iri, block = self._entity(one) if one.sort == "entity" else self._term(one)
            if block is None:
                self.made.there.append(one)
            else:
                self.together.add(block[0], iri, block[1])
                self.made.new.append((one, iri))
            self.lines[iri] = one
        except _Refusal as refusal:
            self.wrong(one, refusal.problem, refusal.remedy)
        except UsageError as error:
            where = f"{error.where}: " if error.where and not error.where.startswith("--") else ""
            self.wrong(one, f"{where}{error.what}", _in_words(error.remedy or ""))

    def gathered(self) -> tuple[Target, _Gathered]:
        """The target with a place of its own for the block of one thing."""
        gathered = _Gathered(self.target.layout)
        return replace(self.target, together=gathered), gathered

    def _refuse_twice(self, iri: str, one: Listed) -> None:
        if iri in self.lines:
            other = self.lines[iri]
            raise _Refusal(
                f"it gets the name of “{other.label}” in line {other.line}: {self.graph.prefixes.shorten(iri)}",
                "take one of the two out, or give it another label",
            )

    # Terms

    def _term(self, one: Listed) -> tuple[str, tuple[Path, Sequence[Line]] | None]:
        """The IRI of a term, and its file and lines; no lines where it is there as it is listed."""
        iri = self.target.namespace + camel(one.label, upper=one.sort == "class")
        self._refuse_twice(iri, one)
        target, gathered = self.gathered()
        text = TermText(one.label, *map(one.text, ("definition", "example", "source", "file")))
        find = self.terms.find
        beside: Term | None = None
        if one.sort == "class":
            new_class(target, iri, text, find(one.text("parent"), "class"))
        elif one.sort == "word":
            beside = find(one.text("like") or one.text("below"))
            kind = one.text("measure-kind") or None
            new_word(target, iri, text, beside, below=bool(one.text("below")), measures=kind)
        else:
            subjects, objects = (
                tuple(find(name, "class") for name in one.texts(key))
                for key in ("subject", "object")
            )
            ends = Ends(subjects, objects, *map(one.flag, ("state", "single", "once")))
            new_property(target, iri, text, ends)
        lines = gathered.added[iri]
        values = _values(lines)
        if (there := self.terms.all.get(iri)) is not None:
            self._refuse_other(one, there, values)
            return iri, None
        self._refuse_name(one, beside)
        self.terms.add(iri, values)
        return iri, (gathered.at, lines)

    def _refuse_other(self, one: Listed, there: Term, values: Values) -> None:
        """Raises _Refusal where what is there by this name is something else."""
        for name in _STRUCTURE:
            own, other = (
                {str(value) for value in stated.get(name, ())} for stated in (values, there.values)
            )
            if own != other:
                listed = ", ".join(self.terms.label(v.value) for v in there.values.get(name, ()))
                what = self.terms.label(name)
                raise _Refusal(
                    f"there is a term {there.name} already, of which something else is said: {what} {listed or 'nothing'}",
                    f"change this line, or that term; look at it: kg terms {there.name}",
                )

    def _refuse_name(self, one: Listed, beside: Term | None) -> None:
        """Raises _Refusal where a term has this name, or one like it that nobody has looked at."""
        called = self.terms.called(one.label)
        if called:
            listed = _listed((term.label, term.name) for term in called)
            raise _Refusal(
                f"a {called[0].kind} has this name: {listed}",
                f"use it if it is the same; else tell yours apart: “{one.label} ({'figure' if one.sort == 'word' else 'relation'})”",
            )
        if one.flag("anyway"):
            return
        schemes = set(beside.texts(SKOS + "inScheme")) if beside else set()
        near = [
            term
            for term in self.terms.near(one.label)
            if term.kind == _KINDS[one.sort] and term.iri not in self.lines and term != beside
            and (not schemes or schemes & set(term.texts(SKOS + "inScheme")))
        ]  # fmt: skip
        if near:
            listed = _listed((term.label, term.name) for term in near)
            raise _Refusal(
                f"it may be there already: {listed}",
                "use that if it is the same, and take this line out; if yours is another, write anyway = true",
            )

    # Entities

    def _entity(self, one: Listed) -> tuple[str, tuple[Path, Sequence[Line]] | None]:
        identifiers = one.texts("identifiers")
        entity = NewEntity(
            name=one.label,
            kind=self.terms.of_class(one.text("kind"), KG + "Entity"),
            aliases=one.texts("aliases"),
            wikidata=one.text("wikidata"),
            identifiers=tuple(read_identifier(self.graph, self.terms, t) for t in identifiers),
            comment=one.text("comment"),
            source=one.text("source"),
            local=one.text("id").removeprefix("kgd:"),
        )
        iri = entity_iri(self.graph, entity)
        self._refuse_twice(iri, one)
        if self._is_there(iri, entity):
            return iri, None
        if not one.flag("anyway"):
            self._refuse_similar(entity)
        target, gathered = self.gathered()
        _, path = new_entity(self.graph, target, entity)
        self._remember(iri, entity)
        return iri, (path, gathered.added[iri])

    def _is_there(self, iri: str, entity: NewEntity) -> bool:
        """Whether an entity is there with this very name and kind."""
        described = {
            (quad.predicate.value, getattr(quad.object, "value", ""))
            for quad in self.graph.store.quads(ox.NamedNode(iri), None, None)
        }
        return {(RDF + "type", entity.kind.iri), (RDFS + "label", entity.name)} <= described

    def _refuse_similar(self, entity: NewEntity) -> None:
        shorten = self.graph.prefixes.shorten
        similar = [(label, shorten(iri)) for iri, label in similar_entities(self.graph, entity)]
        for likely in self.entities.likely(entity.name, SURE) if self.entities else ():
            one = self.lines[likely.name.iri]
            similar.append((one.label, f"line {one.line}"))
        if similar:
            raise _Refusal(
                f"it may be there already: {_listed(similar)}",
                "use that if it is the same, and take this line out; if yours is another, write anyway = true",
            )

    def _remember(self, iri: str, entity: NewEntity) -> None:
        """Let the entities that follow be compared with this one."""
        if not is_installed():
            return
        from kg.graph.naming.index import NameIndex

        self.classes[iri] = [entity.kind.iri]
        if self.entities is None:
            self.entities = NameIndex(
                (), lambda iri: sort_of(map(local_name, self.classes[iri])), lambda _: None
            )
        self.entities.add(Name(iri, entity.name, "en", True))


def _listed(named: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> str:
    shown = list(named)
    more = ", …" if len(shown) > _SHOWN else ""
    return ", ".join(f"“{label}” ({name})" for label, name in shown[:_SHOWN]) + more


def _in_words(remedy: str) -> str:
    """A remedy that speaks of options, in the keys of a file."""
    return re.sub(r"--([a-z]+)", lambda m: f"“{'aliases' if m[1] == 'alias' else m[1]}”", remedy)


def _values(lines: Sequence[Line]) -> Values:
    """What lines state, by predicate."""
    values: Values = defaultdict(list)
    for name, value in lines:
        if not isinstance(value, list):
            values[name] += value if isinstance(value, tuple) else (value,)
    return values
