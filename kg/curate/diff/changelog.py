"""Compare two states of the ontology: what changed in meaning, and whether its version says so."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.pipeline import Texts, parse_texts
from kg.curate.diff.meaning import (
    Bump,
    MeaningChange,
    Version,
    meaning_changes,
    next_version,
    parse_version,
)
from kg.curate.diff.quads import quad_differences
from kg.curate.diff.sides import home_of, layout_of, texts_side
from kg.curate.migrate import read_migrations
from kg.errors import KgError
from kg.iris import KG, OWL, SKOS, shorten
from kg.text.inputs import read_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.text.layout import Layout


@dataclass(frozen=True, slots=True)
class Changelog:
    """The versions of two states of the ontology, and what changed in meaning between them.

    ``problems``: what is wrong with the new version and its migrations, each in one sentence.
    """

    before: str
    after: str
    meanings: tuple[MeaningChange, ...]
    problems: tuple[str, ...]


def changelog(before_name: str, after_name: str, workspace: str | None = None) -> Changelog:
    """Compare the ontologies of two folders, git revisions or wheels.

    Git revisions are those of the workspace's repository. Raises UsageError for a name that is none
    of these, DataError and KgError for files that cannot be read.
    """
    home = home_of((before_name, after_name), workspace)
    with ExitStack() as stack:
        before = _ontology(layout_of(before_name, home, stack))
        layout = layout_of(after_name, home, stack)
        after = _ontology(layout)
        migrations = read_migrations(
            layout.folders("ontology/migrations"), after.ontology, layout.prefixes
        )
    terms = [_terms(texts) for texts in (before, after)]
    removed, added = quad_differences(
        texts_side(before_name, before), texts_side(after_name, after)
    )
    changes = meaning_changes(removed, added, terms[0], terms[1])
    old, new = _header(before, before_name), _header(after, after_name)
    removed_terms = sorted(terms[0] - terms[1])
    problems = [
        *_version_problems(old, new, changes),
        *_migration_problems(removed_terms, {use.term for use in migrations if not use.kind}),
    ]
    return Changelog(old.info, new.info, tuple(changes), tuple(problems))


def _ontology(layout: Layout) -> Texts:
    texts = parse_texts(layout, read_inputs(layout))
    return Texts(texts.ontology, (), texts.terms)


def _terms(texts: Texts) -> frozenset[str]:
    return frozenset(t for t in texts.terms.types if t.startswith(KG) and t != KG)


@dataclass(frozen=True, slots=True)
class _Header:
    """What ``ontology/kg.ttl`` states of its version."""

    info: str
    version: Version
    iri: str
    notes: tuple[str, ...]


def _header(texts: Texts, name: str) -> _Header:
    values: dict[str, list[str]] = {}
    for document in texts.ontology:
        for triple in document.triples:
            if triple.subject == ox.NamedNode(KG) and not isinstance(triple.object, ox.Triple):
                values.setdefault(triple.predicate.value, []).append(triple.object.value)
    info = next(iter(values.get(OWL + "versionInfo", ())), "")
    version = parse_version(info)
    if version is None:
        raise KgError(f"“{info}” is no version", f"{name}: ontology/kg.ttl", "write 0.1.0")
    iri = next(iter(values.get(OWL + "versionIRI", ())), "")
    return _Header(info, version, iri, tuple(values.get(SKOS + "historyNote", ())))


def _version_problems(old: _Header, new: _Header, changes: list[MeaningChange]) -> Iterator[str]:
    needed = max((meaning.bump for meaning in changes), default=Bump.NONE)
    least = next_version(old.version, needed)
    if new.version < old.version:
        yield f"the version went back from {old.info} to {new.info}"
    elif new.version < least:
        least_text = ".".join(map(str, least))
        yield (
            f"the version is {new.info}, and was {old.info}: a {needed.name.lower()} change asks"
            f" for {least_text} at least; set owl:versionInfo and owl:versionIRI in ontology/kg.ttl"
        )
    if not new.iri.endswith(f"/{new.info}"):
        yield f"owl:versionIRI {new.iri} is not that of version {new.info}"
    if new.version != old.version and not any(n.startswith(new.info) for n in new.notes):
        yield f'no skos:historyNote in ontology/kg.ttl begins with "{new.info}"'


def _migration_problems(removed_terms: list[str], migrated: set[str]) -> Iterator[str]:
    for term in removed_terms:
        if term not in migrated:
            yield (
                f"{shorten(term)} is gone, and no file of ontology/migrations/ says what is"
                " written instead"
            )
