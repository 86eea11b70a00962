"""The terms of the ontology as the site shows them, with where the real data uses each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.namespaces import (
    DCTERMS,
    KG,
    ONTOLOGY_GRAPH,
    OWL,
    RDF,
    RDFS,
    SKOS,
    SRC,
    local_name,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.claims import Term

_SH = "http://www.w3.org/ns/shacl#"
_MATCHES = tuple(SKOS + f"{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related"))
_PARENTS = (RDFS + "subClassOf", RDFS + "subPropertyOf", SKOS + "broader")
# Shown in places of their own, or of no use to a reader.
_TOLD = {
    *_MATCHES,
    *_PARENTS,
    RDF + "type",
    RDFS + "label",
    RDFS + "isDefinedBy",
    SKOS + "prefLabel",
    SKOS + "definition",
    SKOS + "example",
    SKOS + "topConceptOf",
    DCTERMS + "source",
}
_EXAMPLES = 6  # uses that a page names

_Quads = dict[str, dict[str, list["Term"]]]


@dataclass(frozen=True)
class Value:
    """A property's value: a term with its page, or a text."""

    text: str
    iri: str = ""


@dataclass(frozen=True)
class TermPage:
    """One term: what its file says of it, and its uses.

    ``sort`` is ``class``, ``property`` or ``term``; ``rules`` are the sentences of its shape (what
    must hold, what to do); ``others`` further properties with their values; ``uses`` the number of
    statements in the sources that use it, and ``used_by`` some of those that state them.
    """

    iri: str
    name: str
    label: str
    sort: str
    types: tuple[Value, ...]
    definition: str
    examples: tuple[str, ...]
    sources: tuple[str, ...]
    parents: tuple[Value, ...]
    rules: tuple[tuple[str, str, str], ...]
    matches: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, tuple[Value, ...]], ...]
    uses: int
    used_by: tuple[str, ...]
    children: list[Value] = field(default_factory=list)


def read_terms(store: ox.Store) -> dict[str, TermPage]:
    """All terms that the ontology's files describe, by IRI, in the order of their IRIs."""
    about, labels = _described(store)
    uses = _uses(store)
    pages = {
        iri: _page(iri, about, labels, uses)
        for iri in sorted(about)
        if iri.startswith(("http://", "https://")) and RDF + "type" in about[iri]
    }
    for page in pages.values():
        for parent in page.parents:
            if parent.iri in pages:
                pages[parent.iri].children.append(Value(page.label, page.iri))
    return pages


def _described(store: ox.Store) -> tuple[_Quads, dict[str, str]]:
    """What the ontology says of each subject (of blank nodes too), and the labels of all things."""
    about: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(ONTOLOGY_GRAPH)):
        if not isinstance(quad.subject, ox.Triple):
            about[quad.subject.value][quad.predicate.value].append(quad.object)
    labels: dict[str, str] = {}
    for iri, stated in about.items():
        names = [*stated.get(RDFS + "label", ()), *stated.get(SKOS + "prefLabel", ())]
        texts = [name for name in names if isinstance(name, ox.Literal)]
        english = [name.value for name in texts if name.language in (None, "en")]
        if texts:
            labels[iri] = min(english or [name.value for name in texts])
    return {iri: dict(stated) for iri, stated in about.items()}, labels


def _uses(store: ox.Store) -> dict[str, list[str]]:
    """By term: the subjects of the sources' statements that use it as predicate or value."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for quad in store:
        graph = quad.graph_name
        if not isinstance(graph, ox.NamedNode) or not graph.value.startswith(SRC):
            continue
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        for term in (quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode):
                found[term.value].append(subject)
    return found


def _page(iri: str, about: _Quads, labels: dict[str, str], uses: dict[str, list[str]]) -> TermPage:
    stated = about[iri]

    def values(name: str) -> tuple[Value, ...]:
        return tuple(sorted((_value(t, labels) for t in stated.get(name, ())), key=_by_text))

    kinds = [value.iri for value in values(RDF + "type")]
    sort = "property" if any("Property" in local_name(k) for k in kinds) else "term"
    subjects = uses.get(iri, [])
    return TermPage(
        iri,
        shorten(iri),
        labels.get(iri, local_name(iri)),
        "class" if OWL + "Class" in kinds else sort,
        tuple(v for v in values(RDF + "type") if v.iri.startswith(KG)),
        " ".join(_texts(stated, SKOS + "definition")),
        tuple(_texts(stated, SKOS + "example")),
        tuple(value.text for value in values(DCTERMS + "source")),
        tuple(value for name in _PARENTS for value in values(name)),
        tuple(_rules(stated, about, labels)),
        tuple(
            (local_name(name).removesuffix("Match"), value.iri)
            for name in _MATCHES
            for value in values(name)
        ),
        tuple(
            (labels.get(name, shorten(name)), values(name))
            for name in sorted(stated)
            if name not in _TOLD and not name.startswith(_SH)
        ),
        len(subjects),
        tuple(sorted({subject for subject in subjects if subject})[:_EXAMPLES]),
    )


def _rules(
    stated: dict[str, list[Term]], about: _Quads, labels: dict[str, str]
) -> Iterator[tuple[str, str, str]]:
    """The property that a rule of the shape is about, the rule and the remedy, as its file words them."""
    for shape in stated.get(_SH + "property", ()):
        rule = about.get(shape.value, {}) if isinstance(shape, ox.BlankNode) else {}
        paths = [_value(path, labels).text for path in rule.get(_SH + "path", ())]
        message = " ".join(_texts(rule, _SH + "message"))
        if message:
            yield " ".join(paths), message, " ".join(_texts(rule, _SH + "description"))


def _texts(stated: dict[str, list[Term]], name: str) -> list[str]:
    return sorted(t.value for t in stated.get(name, ()) if isinstance(t, ox.Literal))


def _value(term: Term, labels: dict[str, str]) -> Value:
    if isinstance(term, ox.NamedNode):
        return Value(labels.get(term.value, shorten(term.value)), term.value)
    return Value(term.value if isinstance(term, ox.Literal) else "…")


def _by_text(value: Value) -> tuple[str, str]:
    return value.text, value.iri
