"""Statements that differ, told as changes of claims, entities, sources and terms."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.curate.diff.statements import terms_of
from kg.iris import DCTERMS, KG, KGD, OA, RDF, RDFS, SRC, local_name, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.curate.diff.index import Index
    from kg.curate.diff.statements import Statement

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
CLAIM, ENTITY, SOURCE, TERM, OTHER = "claim", "entity", "source", "term", "other"
#: The sorts of things, in the order in which they are told.
SORTS = (CLAIM, ENTITY, SOURCE, TERM, OTHER)
_TYPE = f"<{RDF}type>"
# By which property a thing is shown to a reader, the best first.
_NAMED_BY = (KG + "statement", RDFS + "label", DCTERMS + "title")
_IRI = re.compile(r"<([^<>\s]*)>")
_TYPED = re.compile(r'"((?:[^"\\]|\\.)*)"\^\^<[^>]*>')


class Field(NamedTuple):
    """A property whose values differ, each side's as text; empty where it has none."""

    name: str
    before: str
    after: str


class Change(NamedTuple):
    """A thing that was added, removed, changed or moved to another file, and its fields."""

    sort: str
    what: str
    iri: str
    name: str
    fields: tuple[Field, ...]

    @property
    def id(self) -> str:
        return self.iri.removeprefix(SRC) if self.iri.startswith(SRC) else shorten(self.iri)


def changes(
    removed: Sequence[Statement], added: Sequence[Statement], before: Index, after: Index
) -> list[Change]:
    """The changes that two lists of statements amount to, claims first."""
    removed, added, moved = _without_moves(removed, added)
    lost, got = _by_subject(removed), _by_subject(added)
    subjects = {*lost, *got}
    old, new = (_known(index, subjects) for index in (before, after))
    found = []
    for subject in subjects:
        what = ADDED if subject not in old else REMOVED if subject not in new else CHANGED
        fields = _fields(lost.get(subject, ()), got.get(subject, ()))
        name = new.get(subject) or old.get(subject) or ""
        found.append(_change(what, subject, name, fields))
    for subject, (was, now) in moved.items():
        if subject not in subjects:
            found.append(_change(MOVED, subject, "", (Field("file", _file(was), _file(now)),)))
    return sorted(found, key=lambda change: (SORTS.index(change.sort), change.iri, change.what))


def _change(what: str, subject: str, name: str, fields: tuple[Field, ...]) -> Change:
    iri = subject.strip("<>")
    return Change(sort_of(iri), what, iri, name or local_name(iri), fields)


def sort_of(iri: str) -> str:
    """Whether an IRI is that of a claim, an entity, a source or a term."""
    if iri.startswith(SRC):
        return CLAIM if "/" in iri.removeprefix(SRC) else SOURCE
    return ENTITY if iri.startswith(KGD) else TERM if iri.startswith(KG) else OTHER


def _without_moves(
    removed: Sequence[Statement], added: Sequence[Statement]
) -> tuple[list[Statement], list[Statement], dict[str, tuple[str, str]]]:
    """Statements that stand in another file now are no difference; who moved is told."""
    there = {statement[:3]: statement.graph for statement in added}
    here = {statement[:3]: statement.graph for statement in removed}
    both = here.keys() & there.keys()
    moved = {key[0]: (here[key], there[key]) for key in both if key[1] == _TYPE}
    return (
        [statement for statement in removed if statement[:3] not in both],
        [statement for statement in added if statement[:3] not in both],
        moved,
    )


def _by_subject(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.subject].append(statement)
    return dict(found)


def _known(index: Index, subjects: set[str]) -> dict[str, str]:
    """Those of the subjects of which a side says anything, with their names."""
    names = {"": ""}  # what no named node leads to is its own subject, on either side
    for subject in subjects:
        lines = index.of.get(subject.encode()) if subject else None
        if lines:
            terms = [terms_of(line) for line in lines]
            found = {p.decode().strip("<>"): plain(o.decode()) for _, p, o, _ in terms}
            names[subject] = next((found[p] for p in _NAMED_BY if p in found), "")
    return names


def _fields(lost: Iterable[Statement], got: Iterable[Statement]) -> tuple[Field, ...]:
    values: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, statements in enumerate((lost, got)):
        for statement in statements:
            values[statement.predicate][side].append(plain(statement.object))
    return tuple(
        Field(field_name(predicate), ", ".join(sorted(old)), ", ".join(sorted(new)))
        for predicate, (old, new) in sorted(values.items())
    )


def field_name(predicate: str) -> str:
    """A property as a curator writes it."""
    iri = predicate.strip("<>")
    if iri == RDF + "type":
        return "type"
    return shorten(iri) if iri else "statements"


def plain(term: str) -> str:
    """A term of N-Triples (or what a blank node holds) as a curator reads it."""
    if term.startswith('"') and "\n" not in term:
        end = term.rindex('"')
        language = term[end + 1 :] if term[end + 1 :].startswith("@") else ""
        return _text(term[1:end]) + language
    shown = _TYPED.sub(lambda found: found[1], term)
    shown = _IRI.sub(lambda found: _short(found[1]), shown)
    return shown.replace("rdf:type ", "a ")


def _text(escaped: str) -> str:
    """The characters of an N-Triples string, of which pyoxigraph escapes these few."""
    kept = {"\\n": "\n", "\\r": "\r", "\\t": "\t", '\\"': '"', "\\\\": "\\"}
    return re.sub(r'\\[nrt"\\]', lambda found: kept[found[0]], escaped)


def _short(iri: str) -> str:
    return f"oa:{iri.removeprefix(OA)}" if iri.startswith(OA) else shorten(iri)


def _file(graph: str) -> str:
    iri = graph.strip("<>")
    return f"{iri.removeprefix(SRC)}.ttl" if iri.startswith(SRC) else shorten(iri)
