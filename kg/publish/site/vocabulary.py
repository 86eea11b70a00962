"""How the site groups the terms of the ontology, and the properties that have no place of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.graph.terms import MATCHES, PARENTS
from kg.iris import DCTERMS, KG, OWL, RDF, RDFS, SKOS, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph.terms import Term, Terms

_SH = "http://www.w3.org/ns/shacl#"
# Shown in places of their own, or of no use to a reader.
_SHOWN_ELSEWHERE = {
    *(*MATCHES, *PARENTS, RDF + "type", RDFS + "label", RDFS + "isDefinedBy", DCTERMS + "source"),
    *(SKOS + name for name in ("prefLabel", "definition", "example", "topConceptOf")),
}


class Value(NamedTuple):
    """A property's value: a term with its page, or a text."""

    text: str
    iri: str = ""


def further_properties(term: Term, terms: Terms) -> list[tuple[str, list[Value]]]:
    """The properties of a term that its page shows in no other place: names, each with its values."""
    return [
        (_property_name(name, terms), sorted(_shown_value(value, terms) for value in values))
        for name, values in sorted(term.values.items())
        if name not in _SHOWN_ELSEWHERE and not name.startswith(_SH)
    ]


def _property_name(iri: str, terms: Terms) -> str:
    """The label of a property (an IRI) of ours; else its local name in words (``in scheme``)."""
    if iri in terms.all:
        return terms.label(iri)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local_name(iri)).lower()


def _shown_value(value: ox.NamedNode | ox.BlankNode | ox.Literal, terms: Terms) -> Value:
    if isinstance(value, ox.NamedNode):
        return Value(terms.label(value.value), value.value)
    return Value(value.value if isinstance(value, ox.Literal) else "…")


def class_labels(term: Term, terms: Terms) -> list[str]:
    """The labels of the classes of ours that a term is an instance of."""
    return sorted(terms.label(iri) for iri in term.texts(RDF + "type") if iri.startswith(KG))


def is_ontology(term: Term) -> bool:
    """Whether this describes an ontology as a whole, not a term of it."""
    return OWL + "Ontology" in term.texts(RDF + "type")


def groups_of_terms(listed: Iterable[Term], terms: Terms) -> list[tuple[str, list[Term]]]:
    """Terms under headings: classes, properties, then the words of each vocabulary."""
    names = {"class": "Classes", "relation": "Properties", "property": "Properties"}
    grouped: dict[str, list[Term]] = {}
    for term in listed:
        name = names.get(term.kind) or next(iter(class_labels(term, terms)), "others")
        grouped.setdefault(name[:1].upper() + name[1:], []).append(term)
    order = ["Classes", "Properties"]
    return sorted(
        grouped.items(), key=lambda item: (item[0] not in order, item[0] == order[1], item[0])
    )
