"""How the site lists the terms of the ontology, and what it tells of each beside its fields."""

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
_TOLD = {
    *(*MATCHES, *PARENTS, RDF + "type", RDFS + "label", RDFS + "isDefinedBy", DCTERMS + "source"),
    *(SKOS + name for name in ("prefLabel", "definition", "example", "topConceptOf")),
}


class Value(NamedTuple):
    """A property's value: a term with its page, or a text."""

    text: str
    iri: str = ""


def others(term: Term, terms: Terms) -> list[tuple[str, list[Value]]]:
    """The further properties of a term with their values."""
    return [
        (_name(name, terms), sorted(_value(value, terms) for value in values))
        for name, values in sorted(term.values.items())
        if name not in _TOLD and not name.startswith(_SH)
    ]


def _name(iri: str, terms: Terms) -> str:
    """The label of a property; of one from elsewhere its local name in words (``in scheme``)."""
    if iri in terms.all:
        return terms.label(iri)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local_name(iri)).lower()


def _value(value: ox.NamedNode | ox.BlankNode | ox.Literal, terms: Terms) -> Value:
    if isinstance(value, ox.NamedNode):
        return Value(terms.label(value.value), value.value)
    return Value(value.value if isinstance(value, ox.Literal) else "…")


def kinds_of(term: Term, terms: Terms) -> list[str]:
    """The labels of our classes that a term is of."""
    return sorted(terms.label(iri) for iri in term.texts(RDF + "type") if iri.startswith(KG))


def is_header(term: Term) -> bool:
    """Whether it is an ontology, not a term of one."""
    return OWL + "Ontology" in term.texts(RDF + "type")


def groups(found: Iterable[Term], terms: Terms) -> list[tuple[str, list[Term]]]:
    """Terms by what they are: classes, properties, then the words of each vocabulary."""
    names = {"class": "Classes", "relation": "Properties", "property": "Properties"}
    grouped: dict[str, list[Term]] = {}
    for term in found:
        name = names.get(term.kind) or next(iter(kinds_of(term, terms)), "others")
        grouped.setdefault(name[:1].upper() + name[1:], []).append(term)
    order = ["Classes", "Properties"]
    return sorted(
        grouped.items(), key=lambda one: (one[0] not in order, one[0] == order[1], one[0])
    )
