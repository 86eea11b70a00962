"""The terms of the ontology as a person asks for them: what they mean, and where they are used."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UsageError
from kg.namespaces import (
    DCTERMS,
    KG,
    ONTOLOGY_GRAPH,
    OWL,
    RDF,
    RDFS,
    SKOS,
    SRC,
    expand,
    is_term,
    local_name,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.api import Graph

_SH = "http://www.w3.org/ns/shacl#"
_MATCHES = tuple(SKOS + f"{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related"))
#: What a term is, most telling first, by the types that say so.
_KINDS = (
    ("class", (OWL + "Class",)),
    ("relation", (KG + "Relation", KG + "StateRelation")),
    ("property", (OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty")),
    ("scheme", (SKOS + "ConceptScheme",)),
    ("shape", (_SH + "NodeShape",)),
)
KINDS = (*(name for name, _ in _KINDS), "word")

Values = dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class Uses:
    """Where a term is used in the sources: in how many statements, and by which claims."""

    statements: int = 0
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """One term: a class, a relation or other property, or a word of a vocabulary."""

    iri: str
    kind: str
    label: str
    definition: str
    values: Values = field(repr=False)
    #: What a shape asks of it, in words; each with the class that asks (itself, or one above).
    rules: tuple[tuple[str, str], ...]
    below: tuple[str, ...]

    @property
    def name(self) -> str:
        return shorten(self.iri)

    @property
    def deprecated(self) -> bool:
        return "true" in self.texts(OWL + "deprecated")

    def texts(self, *predicates: str) -> list[str]:
        """The values of predicates as plain text: literals, and addresses."""
        return [v.value for predicate in predicates for v in self.values.get(predicate, ())]

    def names(self, *predicates: str) -> list[str]:
        """The values of predicates that are things, by their short names."""
        return [shorten(text) for text in self.texts(*predicates)]

    @property
    def matches(self) -> list[tuple[str, str]]:
        """How it stands to terms elsewhere: (``exactMatch``, IRI)."""
        return [(local_name(m), text) for m in _MATCHES for text in self.texts(m)]


class Terms:
    """All terms of a graph, by IRI."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._said: defaultdict[str, Values] = defaultdict(lambda: defaultdict(list))
        node = ox.NamedNode(ONTOLOGY_GRAPH)
        for quad in graph.store.quads_for_pattern(None, None, None, node):
            if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple):
                self._said[quad.subject.value][quad.predicate.value].append(quad.object)
        self._below: defaultdict[str, set[str]] = defaultdict(set)
        for iri, values in self._said.items():
            for stated in values.values():
                stated.sort(key=str)  # the store has no order of its own
            for up in values.get(RDFS + "subClassOf", []) + values.get(SKOS + "inScheme", []):
                self._below[up.value].add(iri)
        self.all: dict[str, Term] = {
            iri: self._term(iri) for iri in sorted(self._said) if self._is_described(iri)
        }

    def _is_described(self, iri: str) -> bool:
        return is_term(iri) and RDF + "type" in self._said[iri]

    def _term(self, iri: str) -> Term:
        values = self._said[iri]
        return Term(
            iri,
            kind_of({value.value for value in values[RDF + "type"]}),
            _english(values, RDFS + "label") or local_name(iri),
            _english(values, SKOS + "definition"),
            values,
            tuple(self._rules(iri)),
            tuple(sorted(self._below[iri])),
        )

    def _rules(self, iri: str) -> list[tuple[str, str]]:
        """What the shapes of a class and of those above it ask, nearest first."""
        seen, todo, rules = {iri}, [iri], []
        while todo:
            at = todo.pop(0)
            values = self._said.get(at, {})
            shapes = [at, *(shape.value for shape in values.get(_SH + "property", ()))]
            said = [m.value for n in shapes for m in self._said.get(n, {}).get(_SH + "message", ())]
            rules += [(message, at) for message in sorted(said)]
            for parent in values.get(RDFS + "subClassOf", ()):
                if parent.value not in seen:
                    seen.add(parent.value)
                    todo.append(parent.value)
        return rules

    def above(self, term: Term) -> set[str]:
        """The classes above a class, and itself, by their IRIs."""
        seen, todo = {term.iri}, [term.iri]
        while todo:
            for parent in self._said.get(todo.pop(), {}).get(RDFS + "subClassOf", ()):
                if parent.value not in seen:
                    seen.add(parent.value)
                    todo.append(parent.value)
        return seen

    def of_class(self, name: str, above: str) -> Term:
        """The class of a name that lies below another (an IRI). Raises UsageError."""
        term = self.find(name)
        if term.kind != "class" or above not in self.above(term):
            upper = self.all[above]
            raise UsageError(
                f"{term.name} is no kind of {upper.label}", None, f"see: kg terms {upper.name}"
            )
        return term

    def find(self, name: str) -> Term:
        """The term of a short name, IRI, label or other name.

        Raises UsageError when there is none, with the nearest.
        """
        iri = expand(name) or KG + name
        if iri in self.all:
            return self.all[iri]
        wanted = _folded(name)
        exact = [term for term in self.all.values() if wanted in _names(term)]
        if len(exact) == 1:
            return exact[0]
        near = exact or self.near(name)
        hint = (
            f"did you mean {', '.join(f'{term.name} ({term.label})' for term in near[:5])}?"
            if near
            else "all terms are listed by: kg terms"
        )
        many = f"“{name}” is the name of {len(exact)} terms"
        raise UsageError(many if exact else f"there is no term “{name}”", None, hint)

    def near(self, name: str) -> list[Term]:
        """Terms with a name like this one, nearest first."""
        import difflib

        wanted = _folded(name)
        scored = []
        for term in self.all.values():
            ratios = [
                difflib.SequenceMatcher(None, wanted, other).ratio() for other in _names(term)
            ]
            scored.append((max(ratios, default=0.0), term))
        good = [(ratio, term) for ratio, term in scored if ratio >= 0.75]
        return [term for _, term in sorted(good, key=lambda pair: (-pair[0], pair[1].iri))]

    def search(self, words: str) -> list[Term]:
        """Terms in whose names or definition all the words stand."""
        wanted = words.casefold().split()
        return [
            term
            for term in self.all.values()
            if all(
                any(word in text for text in (*_names(term), term.definition.casefold()))
                for word in wanted
            )
        ]

    def uses(self) -> Mapping[str, int]:
        """In how many statements of the sources each term stands."""
        counts: Counter[str] = Counter()
        for quad in self._graph.store:
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(SRC):
                for term in (quad.predicate, quad.object):
                    if isinstance(term, ox.NamedNode):
                        counts[term.value] += 1
        return counts

    def uses_of(self, term: Term) -> Uses:
        """The statements of the sources in which a term stands, and their claims."""
        node = ox.NamedNode(term.iri)
        store = self._graph.store
        quads = [
            quad
            for pattern in ((None, node, None), (None, None, node))
            for quad in store.quads_for_pattern(*pattern)
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(SRC)
        ]
        subjects = {q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)}
        claims = sorted(iri.removeprefix(SRC) for iri in subjects if "/" in iri.removeprefix(SRC))
        return Uses(len(quads), tuple(claims))


def kind_of(types: set[str]) -> str:
    """What a term is, in a word, by its types."""
    return next((name for name, marks in _KINDS if types.intersection(marks)), "word")


def _english(values: Mapping[str, Sequence[object]], predicate: str) -> str:
    texts = [v for v in values.get(predicate, ()) if isinstance(v, ox.Literal)]
    chosen = [text for text in texts if text.language in ("en", None)]
    return chosen[0].value if chosen else ""


def _names(term: Term) -> set[str]:
    names = term.texts(RDFS + "label", SKOS + "altLabel", SKOS + "prefLabel")
    return {_folded(name) for name in (*names, local_name(term.iri))}


def _folded(name: str) -> str:
    """``personnelKilled``, “Personnel killed” and kg:personnelKilled alike."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rpartition(":")[2])
    return " ".join(re.findall(r"\w+", spaced.casefold()))


def record(term: Term, uses: Uses) -> dict[str, object]:
    """All that is known of a term, for programs."""
    return {
        "term": term.name,
        "iri": term.iri,
        "kind": term.kind,
        "label": term.label,
        "otherNames": _labels(term),
        "definition": term.definition,
        "examples": term.texts(SKOS + "example"),
        "parents": term.names(RDFS + "subClassOf", RDFS + "subPropertyOf", SKOS + "broader"),
        "scheme": term.names(SKOS + "inScheme"),
        "below": [shorten(iri) for iri in term.below],
        "subjectKinds": term.names(KG + "subjectKind", RDFS + "domain"),
        "objectKinds": term.names(KG + "objectKind", RDFS + "range"),
        "rules": [{"rule": text, "of": shorten(owner)} for text, owner in term.rules],
        "matches": [{"match": kind, "iri": iri} for kind, iri in term.matches],
        "source": term.texts(DCTERMS + "source"),
        "deprecated": term.deprecated,
        "replacedBy": term.names(DCTERMS + "isReplacedBy"),
        "notes": term.texts(
            SKOS + "note", SKOS + "historyNote", SKOS + "changeNote", RDFS + "comment"
        ),
        "statements": uses.statements,
        "claims": list(uses.claims),
    }


def _labels(term: Term) -> list[str]:
    """Other names, each with its language."""
    found = [
        value
        for predicate in (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel")
        for value in term.values.get(predicate, ())
        if isinstance(value, ox.Literal) and value.value != term.label
    ]
    return [f"{v.value} ({v.language})" if v.language else v.value for v in found]


def page(term: Term, uses: Uses) -> list[tuple[str, str]]:
    """What a person reads of a term: the name of each field and its text, filled ones only."""
    told = record(term, uses)
    fields: list[tuple[str, list[str]]] = [
        ("definition", [term.definition]),
        ("deprecated", _deprecation(term)),
        ("other names", _labels(term)),
        ("example", term.texts(SKOS + "example")),
        ("parent", _list(told["parents"])),
        ("scheme", _list(told["scheme"])),
        ("below it", _list(told["below"])),
        ("subject", _list(told["subjectKinds"], " or ")),
        ("object", _list(told["objectKinds"], " or ")),
        ("asks", [f"{text}{_of(owner, term)}" for text, owner in term.rules]),
        ("match", [f"{kind} {iri}" for kind, iri in term.matches]),
        ("source", term.texts(DCTERMS + "source")),
        ("note", [str(text) for text in _items(told["notes"])]),
        ("used", [_used(uses)]),
    ]
    return [(name, text) for name, texts in fields for text in texts if text]


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _list(value: object, joint: str = ", ") -> list[str]:
    return [joint.join(str(item) for item in _items(value))]


def _of(owner: str, term: Term) -> str:
    return "" if owner == term.iri else f" ({shorten(owner)})"


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
