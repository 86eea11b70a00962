"""Two states of the ontology compared: what changed in meaning, and whether the version says so."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.pipeline import Texts, parse_texts
from kg.curate.diff.meaning import Bump, Meaning, Version, meanings, next_version, parse_version
from kg.curate.diff.sides import home_of, layout_of, texts_side
from kg.curate.diff.statements import differences
from kg.curate.migrate import read_migrations
from kg.errors import KgError
from kg.iris import KG, OWL, SKOS, shorten
from kg.text.inputs import read_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.text.layout import Layout


@dataclass(frozen=True, slots=True)
class Changelog:
    """Versions before and after, the changes of meaning, and what is wrong with the version."""

    before: str
    after: str
    meanings: tuple[Meaning, ...]
    problems: tuple[str, ...]


def changelog(one: str, other: str, workspace: str | None = None) -> Changelog:
    """Compare the ontology of two folders, git revisions or wheels.

    Raises UsageError for what cannot be compared, DataError and KgError for what it holds.
    """
    home = home_of((one, other), workspace)
    with ExitStack() as held:
        before = _ontology(layout_of(one, home, held))
        layout = layout_of(other, home, held)
        after = _ontology(layout)
        migrations = read_migrations(layout.folders("ontology/migrations"), after.ontology)
    terms = [_terms(texts) for texts in (before, after)]
    removed, added = differences(texts_side(one, before), texts_side(other, after))
    found = meanings(removed, added, terms[0], terms[1])
    old, new = _header(before, one), _header(after, other)
    gone = sorted(terms[0] - terms[1])
    problems = [*_version_problems(old, new, found), *_migration_problems(gone, migrations)]
    return Changelog(old.info, new.info, tuple(found), tuple(problems))


def _ontology(layout: Layout) -> Texts:
    texts = parse_texts(layout, read_inputs(layout))
    return Texts(texts.ontology, (), texts.terms)


def _terms(texts: Texts) -> frozenset[str]:
    return frozenset(t for t in texts.terms.types if t.startswith(KG) and t != KG)


@dataclass(frozen=True, slots=True)
class _Header:
    """What kg.ttl says of the version."""

    info: str
    version: Version
    iri: str
    notes: tuple[str, ...]


def _header(texts: Texts, name: str) -> _Header:
    said: dict[str, list[str]] = {}
    for document in texts.ontology:
        for triple in document.triples:
            if triple.subject == ox.NamedNode(KG) and not isinstance(triple.object, ox.Triple):
                said.setdefault(triple.predicate.value, []).append(triple.object.value)
    info = next(iter(said.get(OWL + "versionInfo", ())), "")
    version = parse_version(info)
    if version is None:
        raise KgError(f"“{info}” is no version", f"{name}: ontology/kg.ttl", "write 0.1.0")
    iri = next(iter(said.get(OWL + "versionIRI", ())), "")
    return _Header(info, version, iri, tuple(said.get(SKOS + "historyNote", ())))


def _version_problems(old: _Header, new: _Header, found: list[Meaning]) -> Iterator[str]:
    needed = max((meaning.bump for meaning in found), default=Bump.NONE)
    least = next_version(old.version, needed)
    if new.version < old.version:
        yield f"the version went back from {old.info} to {new.info}"
    elif new.version < least:
        asked = ".".join(map(str, least))
        yield (
            f"the version is {new.info}, and was {old.info}: a {needed.name.lower()} change asks"
            f" for {asked} at least; set owl:versionInfo and owl:versionIRI in ontology/kg.ttl"
        )
    if not new.iri.endswith(f"/{new.info}"):
        yield f"owl:versionIRI {new.iri} is not that of version {new.info}"
    if new.version != old.version and not any(n.startswith(new.info) for n in new.notes):
        yield f'no skos:historyNote in ontology/kg.ttl begins with "{new.info}"'


def _migration_problems(gone: list[str], migrations: Mapping[str, str]) -> Iterator[str]:
    for term in gone:
        if term not in migrations:
            yield (
                f"{shorten(term)} is gone, and no file of ontology/migrations/ says what is"
                " written instead"
            )
