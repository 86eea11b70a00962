"""Semantic versioning of an ontology: how much its version must grow for a change of meaning.

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

    from kg.curate.diff.quads import QuadText

_SH = "http://www.w3.org/ns/shacl#"
#: Properties for the name, explanation and matches of a term: wording only.
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
#: Properties of which more values allow more, and fewer values less.
_WIDENING = frozenset(KG + n for n in ("subjectKind", "objectKind", "appliesToKind", "phrase"))
#: Properties of which more values allow less, and fewer values more.
_NARROWING = frozenset([_SH + "property", _SH + "or", RDFS + "domain", RDFS + "range"])
_DEPRECATION = frozenset(
    [OWL + "deprecated", DCTERMS + "isReplacedBy", KG + "deprecatedIn", KG + "deprecationReason"]
)
# The message, description or name within a constraint: words for people.
_WORDING_IN_SHAPE = re.compile(
    rf'<{re.escape(_SH)}(?:message|description|name)> "(?:[^"\\]|\\.)*"[^ ]*(?: ;)? ?'
)


class Bump(IntEnum):
    """How much a version must grow."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True, order=True)
class MeaningChange:
    """What changed in the meaning of a term (an IRI), and how much the version must grow for it."""

    bump: Bump
    term: str
    what: str


def meaning_changes(
    removed: Iterable[QuadText],
    added: Iterable[QuadText],
    terms_before: frozenset[str],
    terms_after: frozenset[str],
) -> list[MeaningChange]:
    """The changes of meaning that removed and added quads amount to, the gravest first.

    ``terms_before`` and ``terms_after``: the IRIs of all terms of ``kg:`` in the two states.
    """
    meaning_changes = [MeaningChange(Bump.MAJOR, t, "is gone") for t in terms_before - terms_after]
    meaning_changes += [MeaningChange(Bump.MINOR, t, "is new") for t in terms_after - terms_before]
    values: defaultdict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(
        lambda: ([], [])
    )
    for side, quads in enumerate((removed, added)):
        for quad in quads:
            key = quad.subject.strip("<>"), quad.predicate.strip("<>")
            values[key][side].append(quad.object)
    for (term, predicate), (old, new) in values.items():
        if term in terms_before and term in terms_after:
            removed_terms, added_terms = terms_before - terms_after, terms_after - terms_before
            # A constraint on a property that is new forbids nothing that was allowed.
            old = [value for value in old if not _constrains(value, removed_terms)]
            new = [value for value in new if not _constrains(value, added_terms)]
            meaning_changes += _change_of_values(term, predicate, old, new) if old or new else ()
    return sorted(meaning_changes, key=lambda meaning: (-meaning.bump, meaning.term, meaning.what))


def _constrains(value: str, terms: frozenset[str]) -> bool:
    path = re.search(rf"<{re.escape(_SH)}path> <([^>]*)>", value)
    return path is not None and path[1] in terms


def _change_of_values(
    term: str, predicate: str, old: list[str], new: list[str]
) -> Iterator[MeaningChange]:
    """What it means that a property of a term lost the values ``old`` and got the values ``new``."""
    name = shorten(predicate).replace(_SH, "sh:")
    if predicate in _WORDING:
        yield MeaningChange(Bump.PATCH, term, f"other words: {name}")
        return
    if predicate in _DEPRECATION:
        yield MeaningChange(Bump.MINOR, term, "deprecated, or no longer so")
        return
    before, after = (
        {_WORDING_IN_SHAPE.sub("", value) for value in values} for values in (old, new)
    )
    lost, got = before - after, after - before
    if not lost and not got:
        yield MeaningChange(Bump.PATCH, term, f"other words within {name}")
    elif predicate in _WIDENING:
        yield MeaningChange(*((Bump.MAJOR, term, f"narrower: fewer {name}") if lost else
                        (Bump.MINOR, term, f"wider: more {name}")))  # fmt: skip
    elif predicate in _NARROWING:
        yield MeaningChange(*((Bump.MAJOR, term, f"narrower: more {name}") if got else
                        (Bump.MINOR, term, f"wider: fewer {name}")))  # fmt: skip
    else:
        yield MeaningChange(Bump.MAJOR, term, f"something else: {name}")


Version = tuple[int, int, int]


def parse_version(text: str) -> Version | None:
    """Major, minor and patch of ``1.2.3``; None for a text of another form."""
    match = re.fullmatch(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,9})", text)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def next_version(version: Version, bump: Bump) -> Version:
    """The lowest version that is larger by a bump."""
    major, minor, patch = version
    return {
        Bump.NONE: version,
        Bump.PATCH: (major, minor, patch + 1),
        Bump.MINOR: (major, minor + 1, 0),
        Bump.MAJOR: (major + 1, 0, 0),
    }[bump]
