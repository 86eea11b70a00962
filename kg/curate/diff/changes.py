"""Group the quads that differ into changes of claims, entities, sources and terms."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.labels import preferred_label
from kg.curate.diff.quads import terms_of
from kg.iris import DCTERMS, KG, KGD, OA, RDF, RDFS, SRC, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.curate.diff.index import StateIndex
    from kg.curate.diff.quads import QuadText
    from kg.iris import Prefixes

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
CLAIM, ENTITY, SOURCE, TERM, OTHER = "claim", "entity", "source", "term", "other"
#: The sorts of things, in the order of a report.
SORTS = (CLAIM, ENTITY, SOURCE, TERM, OTHER)
_TYPE = f"<{RDF}type>"
# The properties that give a thing its name in a report, the best first.
_NAMED_BY = (KG + "statement", RDFS + "label", DCTERMS + "title")
_IRI = re.compile(r"<([^<>\s]*)>")
_TAG = re.compile(r'"@([A-Za-z0-9-]+)$')  # the language of a literal of N-Triples
_TYPED = re.compile(r'"((?:[^"\\]|\\.)*)"\^\^<[^>]*>')


class Field(NamedTuple):
    """A property whose values differ: before and after, as text; empty where there is none."""

    name: str
    before: str
    after: str


class Change(NamedTuple):
    """A thing that was added, removed, changed or moved to another file.

    ``sort`` is one of SORTS, ``what`` is ADDED, REMOVED, CHANGED or MOVED; ``name`` is for readers.
    ``id`` is the short form of the IRI: ``source/c001``, ``kgd:unit-x`` or ``kg:Claim``.
    """

    sort: str
    what: str
    iri: str
    name: str
    fields: tuple[Field, ...]
    id: str


def changes(
    removed: Sequence[QuadText], added: Sequence[QuadText], before: StateIndex, after: StateIndex
) -> list[Change]:
    """The changes that removed and added quads amount to, in the order of SORTS, then by IRI.

    ``before`` and ``after`` are the indexes of the two states, from which the names are taken.
    """
    prefixes = shared_prefixes(before.side.prefixes, after.side.prefixes)
    removed, added, moved = _without_moves(removed, added)
    removed_quads, added_quads = _by_subject(removed), _by_subject(added)
    subjects = {*removed_quads, *added_quads}
    old, new = (_names_of_described(index, subjects, prefixes) for index in (before, after))
    found_changes = []
    for subject in subjects:
        what = ADDED if subject not in old else REMOVED if subject not in new else CHANGED
        fields = _fields(removed_quads.get(subject, ()), added_quads.get(subject, ()), prefixes)
        name = new.get(subject) or old.get(subject) or ""
        found_changes.append(_change(what, subject, name, fields, prefixes))
    for subject, (old_file, new_file) in moved.items():
        if subject not in subjects:
            files = Field("file", _file(old_file, prefixes), _file(new_file, prefixes))
            found_changes.append(_change(MOVED, subject, "", (files,), prefixes))
    return sorted(
        found_changes, key=lambda change: (SORTS.index(change.sort), change.iri, change.what)
    )


def shared_prefixes(before: Prefixes, after: Prefixes) -> Prefixes:
    """The prefixes to show both states with: the richer ones, or those of the second state."""
    return before if len(before) > len(after) else after


def _change(
    what: str, subject: str, name: str, fields: tuple[Field, ...], prefixes: Prefixes
) -> Change:
    iri = subject.strip("<>")
    short = iri.removeprefix(SRC) if iri.startswith(SRC) else prefixes.shorten(iri)
    return Change(sort_of(iri), what, iri, name or local_name(iri), fields, short)


def sort_of(iri: str) -> str:
    """Of which of the SORTS the thing is that an IRI names."""
    if iri.startswith(SRC):
        return CLAIM if "/" in iri.removeprefix(SRC) else SOURCE
    return ENTITY if iri.startswith(KGD) else TERM if iri.startswith(KG) else OTHER


def _without_moves(
    removed: Sequence[QuadText], added: Sequence[QuadText]
) -> tuple[list[QuadText], list[QuadText], dict[str, tuple[str, str]]]:
    """The removed and added quads without those that only moved to another graph.

    Also gives by subject, for each thing that moved, the graphs before and after.
    """
    added_in = {quad[:3]: quad.graph for quad in added}
    removed_from = {quad[:3]: quad.graph for quad in removed}
    moved_keys = removed_from.keys() & added_in.keys()
    moved = {key[0]: (removed_from[key], added_in[key]) for key in moved_keys if key[1] == _TYPE}
    return (
        [quad for quad in removed if quad[:3] not in moved_keys],
        [quad for quad in added if quad[:3] not in moved_keys],
        moved,
    )


def _by_subject(quads: Iterable[QuadText]) -> dict[str, list[QuadText]]:
    quads_by_subject: defaultdict[str, list[QuadText]] = defaultdict(list)
    for quad in quads:
        quads_by_subject[quad.subject].append(quad)
    return dict(quads_by_subject)


def _names_of_described(
    index: StateIndex, subjects: set[str], prefixes: Prefixes
) -> dict[str, str]:
    """By subject, its name in a state; only for the subjects that the state has quads of."""
    names = {"": ""}  # a blank node that no named one leads to has the subject "" in both states
    for subject in subjects:
        lines = index.of.get(subject.encode()) if subject else None
        if lines:
            texts: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
            for _, predicate, value, _ in map(terms_of, lines):
                term = value.decode()
                tag = _TAG.search(term)
                shown = plain(term, prefixes), tag[1] if tag else None
                texts[predicate.decode().strip("<>")].append(shown)
            by_rank = (preferred_label(texts[p]) for p in _NAMED_BY if p in texts)
            names[subject] = next(by_rank, None) or ""
    return names


def _fields(
    removed_quads: Iterable[QuadText], added_quads: Iterable[QuadText], prefixes: Prefixes
) -> tuple[Field, ...]:
    values: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, quads in enumerate((removed_quads, added_quads)):
        for quad in quads:
            values[quad.predicate][side].append(plain(quad.object, prefixes))
    return tuple(
        Field(field_name(predicate, prefixes), ", ".join(sorted(old)), ", ".join(sorted(new)))
        for predicate, (old, new) in sorted(values.items())
    )


def field_name(predicate: str, prefixes: Prefixes) -> str:
    """The name of a property (an IRI in brackets) as a curator writes it: ``kg:measure``."""
    iri = predicate.strip("<>")
    if iri == RDF + "type":
        return "type"
    return prefixes.shorten(iri) if iri else "statements"


def plain(term: str, prefixes: Prefixes) -> str:
    """A term of N-Triples, or a blank node as ``[ … ]``, as a curator writes it."""
    if term.startswith('"') and "\n" not in term:
        end = term.rindex('"')
        language = term[end + 1 :] if term[end + 1 :].startswith("@") else ""
        return _text(term[1:end]) + language
    shown = _TYPED.sub(lambda match: match[1], term)
    shown = _IRI.sub(lambda match: _short(match[1], prefixes), shown)
    return shown.replace("rdf:type ", "a ")


def _text(escaped: str) -> str:
    """The text of an N-Triples string without the escapes that pyoxigraph writes."""
    characters = {"\\n": "\n", "\\r": "\r", "\\t": "\t", '\\"': '"', "\\\\": "\\"}
    return re.sub(r'\\[nrt"\\]', lambda match: characters[match[0]], escaped)


def _short(iri: str, prefixes: Prefixes) -> str:
    return f"oa:{iri.removeprefix(OA)}" if iri.startswith(OA) else prefixes.shorten(iri)


def _file(graph: str, prefixes: Prefixes) -> str:
    iri = graph.strip("<>")
    return f"{iri.removeprefix(SRC)}.ttl" if iri.startswith(SRC) else prefixes.shorten(iri)
