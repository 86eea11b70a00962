"""The terms of the ontology as a person asks for them: what they mean, and where they are used."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.labels import preferred_label
from kg.errors import UsageError
from kg.iris import KG, ONTOLOGY_GRAPH, OWL, RDF, RDFS, SKOS, SRC, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.graph.snapshot import Snapshot
    from kg.iris import Prefixes

_SH = "http://www.w3.org/ns/shacl#"
MATCHES = tuple(SKOS + f"{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related"))
PARENTS = (RDFS + "subClassOf", RDFS + "subPropertyOf", SKOS + "broader")
#: What a term is, most telling first, by the types that say so.
_KINDS = (
    ("class", (OWL + "Class",)),
    ("relation", (KG + "Relation", KG + "StateRelation")),
    ("property", (OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty")),
    ("scheme", (SKOS + "ConceptScheme",)),
    ("shape", (_SH + "NodeShape",)),
)
KINDS = (*(name for name, _ in _KINDS), "word")

_NEAR = 0.75  # how alike the names of two terms are that may be one

Values = dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class Uses:
    """Where a term is used in the sources: in how many statements, and on what (IRIs)."""

    statements: int = 0
    subjects: tuple[str, ...] = ()

    @property
    def claims(self) -> list[str]:
        """The claims among the subjects, by their ids."""
        ids = [iri.removeprefix(SRC) for iri in self.subjects if iri.startswith(SRC)]
        return [name for name in ids if "/" in name]


class Rule(NamedTuple):
    """What a shape asks, in words: by which class (an IRI), of which property, and what to do."""

    message: str
    owner: str
    path: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Term:
    """One term: a class, a relation or other property, or a word of a vocabulary."""

    iri: str
    kind: str
    label: str
    definition: str
    values: Values = field(repr=False)
    #: What shapes ask of it: its own first, then those of the classes above.
    rules: tuple[Rule, ...]
    #: What names it as a parent or as its scheme, by IRI.
    below: tuple[str, ...]
    #: The short names of the graph that it is of.
    prefixes: Prefixes = field(repr=False)

    @property
    def name(self) -> str:
        return self.prefixes.shorten(self.iri)

    @property
    def deprecated(self) -> bool:
        return "true" in self.texts(OWL + "deprecated")

    def texts(self, *predicates: str) -> list[str]:
        """The values of predicates as plain text: literals, and addresses."""
        return [v.value for predicate in predicates for v in self.values.get(predicate, ())]

    def names(self, *predicates: str) -> list[str]:
        """The values of predicates that are things, by their short names."""
        return [self.prefixes.shorten(text) for text in self.texts(*predicates)]

    @property
    def parents(self) -> list[str]:
        """The terms right above it, by IRI."""
        return self.texts(*PARENTS)

    @property
    def matches(self) -> list[tuple[str, str]]:
        """How it stands to terms elsewhere: (``exactMatch``, IRI)."""
        return [(local_name(m), text) for m in MATCHES for text in self.texts(m)]


class Terms:
    """The terms of a graph's ontology, by IRI.

    ``all`` holds those in our namespaces, ``described`` also the classes and properties of other
    ontologies that ours gives a label.
    """

    def __init__(self, graph: Snapshot) -> None:
        self._graph = graph
        self._prefixes = graph.prefixes
        self._stated: defaultdict[str, Values] = defaultdict(lambda: defaultdict(list))
        node = ox.NamedNode(ONTOLOGY_GRAPH)
        for quad in graph.store.quads(None, None, None, node):
            if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple):
                self._stated[quad.subject.value][quad.predicate.value].append(quad.object)
        self._below: defaultdict[str, set[str]] = defaultdict(set)
        for iri, values in self._stated.items():
            for stated in values.values():
                stated.sort(key=str)  # the store has no order of its own
            for name in (*PARENTS, SKOS + "inScheme"):
                for up in values.get(name, ()):
                    self._below[up.value].add(iri)
        self.described: dict[str, Term] = {
            iri: self._term(iri) for iri in sorted(self._stated) if self._is_described(iri)
        }
        is_term = self._prefixes.is_term
        self.all = {iri: term for iri, term in self.described.items() if is_term(iri)}

    def _is_described(self, iri: str) -> bool:
        values = self._stated[iri]
        named = self._prefixes.is_term(iri) or (RDFS + "label" in values and "://" in iri)
        return named and RDF + "type" in values

    def _term(self, iri: str) -> Term:
        values = self._stated[iri]
        return Term(
            iri,
            kind_of({value.value for value in values[RDF + "type"]}),
            _label(values) or local_name(iri),
            _english(values, SKOS + "definition"),
            values,
            tuple(self._rules(iri)),
            tuple(sorted(self._below[iri])),
            self._prefixes,
        )

    def _rules(self, iri: str) -> list[Rule]:
        """What the shapes of a class and of those above it ask, nearest first."""
        rules: list[Rule] = []
        for owner in self._upwards(iri):
            shapes = self._stated.get(owner, {}).get(_SH + "property", ())
            rules_of_owner = [
                self._rule(name, owner) for name in (owner, *(s.value for s in shapes))
            ]
            rules += sorted(rule for rule in rules_of_owner if rule.message)
        return rules

    def _rule(self, shape: str, owner: str) -> Rule:
        values = self._stated.get(shape, {})
        texts = [
            " ".join(v.value for v in values.get(_SH + name, ()) if isinstance(v, ox.Literal))
            for name in ("message", "description")
        ]
        paths = [self.label(p.value) for p in _named(values, _SH + "path")]
        return Rule(texts[0], owner, " ".join(paths), texts[1])

    def _upwards(self, iri: str) -> list[str]:
        """A class and those above it, nearest first."""
        classes = [iri]
        for name in classes:  # it grows on the way
            above = self._stated.get(name, {}).get(RDFS + "subClassOf", ())
            classes += [parent.value for parent in above if parent.value not in classes]
        return classes

    def label(self, iri: str) -> str:
        """The label of what the ontology describes; else the short name."""
        return _label(self._stated.get(iri, {})) or self._prefixes.shorten(iri)

    def of_class(self, name: str, above: str) -> Term:
        """The class of a name that lies below another (an IRI). Raises UsageError."""
        term = self.find(name)
        if term.kind != "class" or above not in self._upwards(term.iri):
            upper = self.all[above]
            raise UsageError(
                f"{term.name} is no kind of {upper.label}", None, f"see: kg terms {upper.name}"
            )
        return term

    def find(self, name: str, kind: str = "") -> Term:
        """The term of a short name, IRI, label or other name; of several the one of a ``kind`` (“class”).

        Raises UsageError when there is none, with the nearest.
        """
        iri = self._prefixes.expand(name) or KG + name
        if iri in self.all:
            return self.all[iri]
        wanted = _folded(name)
        exact = [term for term in self.all.values() if wanted in _names(term)]
        if len(exact) > 1:  # “weapon type” is a class, and the local name of a property
            exact = [term for term in exact if term.kind == kind] or exact
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

    def named(self, words: tuple[str, ...]) -> list[Term]:
        """The term that words name together, else the one of each. Raises UsageError."""
        together = words if any(":" in word for word in words) else (" ".join(words),)
        try:
            return [self.find(name) for name in together]
        except UsageError as fault:
            try:
                return [self.find(word) for word in words]
            except UsageError:
                raise fault from None

    def near(self, name: str) -> list[Term]:
        """Terms with a name like this one, nearest first."""
        by_iri = {iri: _names(term) for iri, term in self.all.items()}
        return [self.all[iri] for iri in near_names(name, by_iri)]

    def called(self, name: str) -> list[Term]:
        """The terms that have this very name."""
        return [term for term in self.all.values() if _folded(name) in _names(term)]

    def add(self, iri: str, values: Values) -> Term:
        """Make a term known that is new, with what is stated of it."""
        self._stated[iri] = values
        for name in (*PARENTS, SKOS + "inScheme"):
            for up in values.get(name, ()):
                self._below[up.value].add(iri)
        self.described[iri] = self.all[iri] = self._term(iri)
        return self.all[iri]

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

    def uses(self) -> Mapping[str, Uses]:
        """Where the sources use each term that they use."""
        store = self._graph.store
        sources = (graph for graph in store.graphs() if graph.value.startswith(SRC))
        return _uses(quad for graph in sources for quad in store.quads(graph=graph))

    def uses_of(self, term: Term) -> Uses:
        """Where the sources use one term."""
        node, store = ox.NamedNode(term.iri), self._graph.store
        quads = {
            *store.quads(None, node, None),
            *store.quads(None, None, node),
        }
        return _uses(quads).get(term.iri, Uses())


def near_names(name: str, names: Mapping[str, Iterable[str]]) -> list[str]:
    """By their names, those of some things (IRIs) that have one like this, the nearest first."""
    import difflib

    matcher = difflib.SequenceMatcher(None, b=_folded(name))
    scored = []
    for iri, own in names.items():
        best = 0.0
        for other in set(map(_folded, own)):
            matcher.set_seq1(other)
            if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _NEAR:
                best = max(best, matcher.ratio())
        if best >= _NEAR:
            scored.append((-best, iri))
    return [iri for _, iri in sorted(scored)]


def _uses(quads: Iterable[ox.Quad]) -> dict[str, Uses]:
    subjects: defaultdict[str, list[str]] = defaultdict(list)
    for quad in quads:
        graph = quad.graph_name
        if not isinstance(graph, ox.NamedNode) or not graph.value.startswith(SRC):
            continue
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        for term in (quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode):
                subjects[term.value].append(subject)
    return {
        iri: Uses(len(users), tuple(sorted({*users} - {""}))) for iri, users in subjects.items()
    }


def kind_of(types: set[str]) -> str:
    """What a term is, in a word, by its types."""
    return next((name for name, marks in _KINDS if types.intersection(marks)), "word")


def _english(values: Values, predicate: str) -> str:
    """The text of a predicate by the rule of kg.claims.labels, English first; empty without one."""
    texts = (v for v in values.get(predicate, ()) if isinstance(v, ox.Literal))
    return preferred_label((text.value, text.language) for text in texts) or ""


def _label(values: Values) -> str:
    return _english(values, RDFS + "label") or _english(values, SKOS + "prefLabel")


def _named(values: Values, predicate: str) -> list[ox.NamedNode]:
    return [v for v in values.get(predicate, ()) if isinstance(v, ox.NamedNode)]


def _names(term: Term) -> set[str]:
    names = term.texts(RDFS + "label", SKOS + "altLabel", SKOS + "prefLabel")
    return {_folded(name) for name in (*names, local_name(term.iri))}


def _folded(name: str) -> str:
    """``personnelKilled``, “Personnel killed” and kg:personnelKilled alike."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rpartition(":")[2])
    return " ".join(re.findall(r"\w+", spaced.casefold()))
