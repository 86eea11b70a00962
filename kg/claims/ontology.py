"""What the ontology says, in the form that the program asks it: terms, parents, rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.closure import closure
from kg.claims.labels import preferred_label
from kg.iris import CORE, KG, OWL, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.iris import Prefixes

_TYPE = RDF + "type"
_TRUE = ("true", "1")


@dataclass(frozen=True, slots=True)
class QualifierRule:
    """How a qualifier turns stated numbers into an interval (``ontology/vocab``).

    ``lower`` and ``upper`` are absolute bounds; the factors multiply a stated ``best``.
    ``requires`` and ``forbids`` hold the bounds (``lower``, ``upper``, ``best``) that must
    or must not be stated with it.
    """

    lower: float | None = None
    upper: float | None = None
    lower_factor: float | None = None
    upper_factor: float | None = None
    lower_inclusive: bool = True
    upper_inclusive: bool = True
    requires: frozenset[str] = frozenset()
    forbids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ontology:
    """The terms of the ontology and the rules that are kept as data; all keys are IRIs.

    ``types`` are the classes of a term, ``parents`` the direct superclasses of a class.
    ``fact_rules`` says by stance and modality whether such a claim gives a fact. ``prefixes`` are the
    short names of its namespaces.
    """

    types: dict[str, frozenset[str]]
    parents: dict[str, frozenset[str]]
    labels: dict[str, str]
    qualifiers: dict[str, QualifierRule]
    fact_rules: dict[tuple[str, str], bool]
    prefixes: Prefixes = CORE
    _above: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def has(self, term: str, kind: str) -> bool:
        """Whether a term is typed as ``kind`` in the ontology."""
        return kind in self.types.get(term, ())

    def above(self, term: str) -> frozenset[str]:
        """A class and all its superclasses; a cycle ends where it closes."""
        if term not in self._above:
            self._above[term] = frozenset(closure([term], lambda kind: self.parents.get(kind, ())))
        return self._above[term]

    @cached_property
    def claim_classes(self) -> dict[str, int]:
        """The classes below kg:Claim (itself included), each with how many lie above it."""
        classes = {KG + "Claim", KG + "Estimate", KG + "Judgement"} | {
            term for term in self.types if KG + "Claim" in self.above(term)
        }
        return {term: len(self.above(term)) for term in classes}

    def is_class(self, term: str) -> bool:
        """Whether a term is a class."""
        return self.has(term, OWL + "Class")

    def is_relation(self, term: str) -> bool:
        """Whether a term may be the predicate of a claim."""
        return self.has(term, KG + "Relation") or self.has(term, KG + "StateRelation")

    def label(self, term: str) -> str | None:
        """The label of a term; None where it has none."""
        return self.labels.get(term)


def read_ontology(triples: Iterable[ox.Triple], prefixes: Prefixes = CORE) -> Ontology:
    """The ontology from the triples of its files, or of its graph in a store.

    ``prefixes`` are those of the layout that the triples are of.

    Terms that are not well formed (a number that is none) are passed over: a build reports them.
    """
    types: defaultdict[str, set[str]] = defaultdict(set)
    parents: defaultdict[str, set[str]] = defaultdict(set)
    labels: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
    values: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode) or isinstance(value, ox.Triple):
            continue
        if predicate == _TYPE:
            types[subject.value].add(value.value)
        elif predicate == RDFS + "subClassOf":
            parents[subject.value].add(value.value)
        elif predicate in (RDFS + "label", SKOS + "prefLabel"):
            language = value.language if isinstance(value, ox.Literal) else None
            labels[subject.value].append((value.value, language))
        elif predicate.startswith(KG):
            values[subject.value][predicate.removeprefix(KG)].append(value.value)
    return Ontology(
        types={term: frozenset(kinds) for term, kinds in types.items()},
        parents={term: frozenset(above) for term, above in parents.items()},
        labels={term: preferred_label(texts) or "" for term, texts in labels.items()},
        qualifiers={
            term: _qualifier(values[term])
            for term, kinds in types.items()
            if KG + "Qualifier" in kinds
        },
        fact_rules={
            (values[term]["stance"][0], values[term]["modality"][0]): values[term]["givesFact"][0]
            in _TRUE
            for term, kinds in types.items()
            if KG + "FactRule" in kinds
            and all(values[term][name] for name in ("stance", "modality", "givesFact"))
        },
        prefixes=prefixes,
    )


def _qualifier(values: dict[str, list[str]]) -> QualifierRule:
    """The rule of a qualifier from its ``kg:`` properties (local names)."""

    def number(name: str) -> float | None:
        try:
            return float(values[name][0]) if values[name] else None
        except ValueError:  # kg.build.refusals reports it
            return None

    def inclusive(name: str) -> bool:
        return not values[name] or values[name][0] in _TRUE

    def names(name: str) -> frozenset[str]:
        return frozenset(value.removeprefix(KG) for value in values[name])

    return QualifierRule(
        lower=number("impliedLower"),
        upper=number("impliedUpper"),
        lower_factor=number("lowerFactor"),
        upper_factor=number("upperFactor"),
        lower_inclusive=inclusive("impliesLowerInclusive"),
        upper_inclusive=inclusive("impliesUpperInclusive"),
        requires=names("requires"),
        forbids=names("forbids"),
    )
