"""A term of the ontology as a person reads it in a terminal, and as a record for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.terms import PARENTS
from kg.iris import DCTERMS, KG, RDFS, SKOS

if TYPE_CHECKING:
    from kg.graph.terms import Rule, Term, Uses

_SUBJECT_KINDS = (KG + "subjectKind", RDFS + "domain")
_OBJECT_KINDS = (KG + "objectKind", RDFS + "range")
_NOTES = (SKOS + "note", SKOS + "historyNote", SKOS + "changeNote", RDFS + "comment")


def term_record(term: Term, uses: Uses) -> dict[str, object]:
    """All that is known of a term, as values that JSON has; ``uses`` are those of this term.

    Terms of ours stand by their short names (``kg:Claim``), claims by their ids.
    """
    return {
        "term": term.name,
        "iri": term.iri,
        "kind": term.kind,
        "label": term.label,
        "otherNames": _other_names(term),
        "definition": term.definition,
        "examples": term.texts(SKOS + "example"),
        "parents": term.names(*PARENTS),
        "scheme": term.names(SKOS + "inScheme"),
        "below": [term.prefixes.shorten(iri) for iri in term.below],
        "subjectKinds": term.names(*_SUBJECT_KINDS),
        "objectKinds": term.names(*_OBJECT_KINDS),
        "rules": [
            {"rule": rule.message, "of": term.prefixes.shorten(rule.owner), "remedy": rule.remedy}
            for rule in term.rules
        ],
        "matches": [{"match": kind, "iri": iri} for kind, iri in term.matches],
        "source": term.texts(DCTERMS + "source"),
        "deprecated": term.deprecated,
        "replacedBy": term.names(DCTERMS + "isReplacedBy"),
        "notes": term.texts(*_NOTES),
        "statements": uses.statements,
        "claims": uses.claims,
    }


def term_fields(term: Term, uses: Uses) -> list[tuple[str, str]]:
    """What a person reads of a term: pairs of a field's name and its text, filled ones only.

    A name that has several texts comes once with each, one behind the other.
    """
    fields: list[tuple[str, list[str]]] = [
        ("definition", [term.definition]),
        ("deprecated", _deprecation(term)),
        ("other names", _other_names(term)),
        ("example", term.texts(SKOS + "example")),
        ("parent", [", ".join(term.names(*PARENTS))]),
        ("scheme", [", ".join(term.names(SKOS + "inScheme"))]),
        ("below it", [", ".join(map(term.prefixes.shorten, term.below))]),
        ("subject", [" or ".join(term.names(*_SUBJECT_KINDS))]),
        ("object", [" or ".join(term.names(*_OBJECT_KINDS))]),
        ("asks", [f"{rule.message}{_owner(rule, term)}" for rule in term.rules]),
        ("match", [f"{kind} {iri}" for kind, iri in term.matches]),
        ("source", term.texts(DCTERMS + "source")),
        ("note", term.texts(*_NOTES)),
        ("used", [_used(uses)]),
    ]
    return [(name, text) for name, texts in fields for text in texts if text]


def _other_names(term: Term) -> list[str]:
    """Labels other than the one shown, each with its language."""
    literals = [
        value
        for predicate in (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel")
        for value in term.values.get(predicate, ())
        if isinstance(value, ox.Literal) and value.value != term.label
    ]
    return [f"{v.value} ({v.language})" if v.language else v.value for v in literals]


def _owner(rule: Rule, term: Term) -> str:
    """The class that a rule comes from, where it is not the term's own."""
    return "" if rule.owner == term.iri else f" ({term.prefixes.shorten(rule.owner)})"


def _deprecation(term: Term) -> list[str]:
    if not term.deprecated:
        return []
    instead = term.names(DCTERMS + "isReplacedBy")
    return [f"use {' or '.join(instead)}" if instead else "it has no replacement"]


def _used(uses: Uses) -> str:
    if not uses.statements:
        return "nowhere in the sources"
    shown = ", ".join(uses.claims[:3]) + (" …" if len(uses.claims) > 3 else "")
    plural = "s" if uses.statements != 1 else ""
    claims = f"; {len(uses.claims)} claim{'s' if len(uses.claims) != 1 else ''}: {shown}"
    return f"in {uses.statements} statement{plural}{claims if uses.claims else ''}"
