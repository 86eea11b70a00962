"""Semantic versioning of an ontology: which bump the change of meaning between two states asks for.

Major: a term is gone, or means something narrower or else. Minor: a term is new or deprecated, or
means something wider. Patch: wording. (https://semver.org, with meaning in the place of an API.)
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from kg.iris import DCTERMS, KG, OWL, RDFS, SKOS, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.curate.diff.statements import Statement

_SH = "http://www.w3.org/ns/shacl#"
#: What a term is called, how it is explained, and what it is like elsewhere.
_WORDING = frozenset(
    [
        *(RDFS + n for n in ("label", "comment", "isDefinedBy", "seeAlso")),
        *(DCTERMS + n for n in ("source", "description", "title", "created", "modified")),
        *(SKOS + n for n in ("prefLabel", "altLabel", "definition", "example", "note")),
        *(SKOS + n for n in ("scopeNote", "historyNote", "changeNote", "editorialNote")),
        *(SKOS + n + "Match" for n in ("exact", "close", "broad", "narrow", "related")),
        *(_SH + n for n in ("message", "description", "name")),
    ]
)
#: More of these allows more, and fewer less.
_WIDENING = frozenset(KG + n for n in ("subjectKind", "objectKind", "appliesToKind", "phrase"))
#: More of these allows less, and fewer more.
_NARROWING = frozenset([_SH + "property", _SH + "or", RDFS + "domain", RDFS + "range"])
_DEPRECATION = frozenset(
    [OWL + "deprecated", DCTERMS + "isReplacedBy", KG + "deprecatedIn", KG + "deprecationReason"]
)
# The words for people within a constraint.
_SAID = re.compile(
    rf'<{re.escape(_SH)}(?:message|description|name)> "(?:[^"\\]|\\.)*"[^ ]*(?: ;)? ?'
)


class Bump(IntEnum):
    """How much a version must grow."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True, order=True)
class Meaning:
    """What changed in a term, and which bump it asks for."""

    bump: Bump
    term: str
    what: str


def meanings(
    removed: Iterable[Statement],
    added: Iterable[Statement],
    terms_before: frozenset[str],
    terms_after: frozenset[str],
) -> list[Meaning]:
    """The changes of meaning, the gravest first; terms are IRIs of the namespace ``kg:``."""
    found = [Meaning(Bump.MAJOR, t, "is gone") for t in terms_before - terms_after]
    found += [Meaning(Bump.MINOR, t, "is new") for t in terms_after - terms_before]
    values: defaultdict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(
        lambda: ([], [])
    )
    for side, statements in enumerate((removed, added)):
        for said in statements:
            key = said.subject.strip("<>"), said.predicate.strip("<>")
            values[key][side].append(said.object)
    for (term, predicate), (old, new) in values.items():
        if term in terms_before and term in terms_after:
            gone, come = terms_before - terms_after, terms_after - terms_before
            # A constraint on a property that is new forbids nothing that was allowed.
            old = [value for value in old if not _constrains(value, gone)]
            new = [value for value in new if not _constrains(value, come)]
            found += _of(term, predicate, old, new) if old or new else ()
    return sorted(found, key=lambda meaning: (-meaning.bump, meaning.term, meaning.what))


def _constrains(value: str, terms: frozenset[str]) -> bool:
    path = re.search(rf"<{re.escape(_SH)}path> <([^>]*)>", value)
    return path is not None and path[1] in terms


def _of(term: str, predicate: str, old: list[str], new: list[str]) -> Iterator[Meaning]:
    """The meaning of a property's values that are gone (old) and that have come (new)."""
    name = shorten(predicate).replace(_SH, "sh:")
    if predicate in _WORDING:
        yield Meaning(Bump.PATCH, term, f"other words: {name}")
        return
    if predicate in _DEPRECATION:
        yield Meaning(Bump.MINOR, term, "deprecated, or no longer so")
        return
    before, after = ({_SAID.sub("", value) for value in values} for values in (old, new))
    lost, got = before - after, after - before
    if not lost and not got:
        yield Meaning(Bump.PATCH, term, f"other words within {name}")
    elif predicate in _WIDENING:
        yield Meaning(*((Bump.MAJOR, term, f"narrower: fewer {name}") if lost else
                        (Bump.MINOR, term, f"wider: more {name}")))  # fmt: skip
    elif predicate in _NARROWING:
        yield Meaning(*((Bump.MAJOR, term, f"narrower: more {name}") if got else
                        (Bump.MINOR, term, f"wider: fewer {name}")))  # fmt: skip
    else:
        yield Meaning(Bump.MAJOR, term, f"something else: {name}")


Version = tuple[int, int, int]


def parse_version(text: str) -> Version | None:
    """Major, minor and patch; None for what is no such version."""
    found = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def next_version(version: Version, bump: Bump) -> Version:
    """The least version that a bump asks for."""
    major, minor, patch = version
    return {
        Bump.NONE: version,
        Bump.PATCH: (major, minor, patch + 1),
        Bump.MINOR: (major, minor + 1, 0),
        Bump.MAJOR: (major + 1, 0, 0),
    }[bump]
