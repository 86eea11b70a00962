"""What a graph holds, as plain values: entities, relations, documents, and the claims behind them.

Exports write from these values, and count by them what a format cannot carry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import stance_of
from kg.claims.closure import closure
from kg.graph.facts import layer_without_fact
from kg.iris import DCTERMS, KG, KGD, ONTOLOGY_GRAPH, RDF, RDFS, SKOS, SRC, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.claims.claim import Claim, Term
    from kg.graph.claims import Claims
    from kg.graph.facts import Edge, Facts, StoredFact
    from kg.graph.labels import Labels
    from kg.iris import Prefixes
    from kg.store.base import Store

# Terms that are things in the world: what is sent, and what is done.
_TERM_KINDS = ("WeaponType", "Tactic")
_NO_TEXT = (ox.Triple, ox.DefaultGraph)
_SOURCE = KG + "Source"
_SAME = SKOS + "exactMatch"
WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text with its language ("" where none is said)."""

    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity: its kind, its names in all languages, and what else the sources' files say of it.

    ``type`` is the IRI of its class; ``name`` is the label that is shown; ``codes`` are other
    values by their property's IRI.
    """

    iri: str
    type: str
    name: str
    labels: tuple[Text, ...] = ()
    aliases: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()
    same: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """The local name of its class."""
        return local_name(self.type)

    @property
    def other_names(self) -> list[str]:
        """All names but ``name``, each once."""
        return list(
            dict.fromkeys(t.value for t in self.labels + self.aliases if t.value != self.name)
        )

    @property
    def wikidata(self) -> str:
        """The item's id (Q423); empty where none is given."""
        return next((s.removeprefix(WIKIDATA) for s in self.same if s.startswith(WIKIDATA)), "")


@dataclass(slots=True)
class Relation:
    """What claims say in three parts; ``to_entity`` where the object is an entity, else it is a value.

    ``fact`` is the IRI of the fact, ``layer`` is ``fact``, ``judgement`` (never a fact) or ``claim`` (of which no fact follows).
    ``status`` is the IRI of an event's status where it did not (or not surely) occur.
    ``stance`` is ``asserts`` or ``denies`` where all its claims do so, else ``mixed``.
    ``implied`` says of a fact that no text says it in words.
    """

    subject: str
    predicate: str
    object: str
    layer: str
    to_entity: bool = False
    disputed: bool = False
    implied: bool = False
    status: str | None = None
    fact: str = ""
    stance: str = "asserts"
    claims: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Document:
    """A source: its class, and its bibliographic values by the IRI of the property."""

    iri: str
    type: str
    values: dict[str, list[str]]

    @property
    def kind(self) -> str:
        """The local name of its class."""
        return local_name(self.type)

    def get(self, iri: str) -> str:
        """The first value of a property; empty without one."""
        return self.values.get(iri, [""])[0]

    @property
    def title(self) -> str:
        return self.get(DCTERMS + "title") or local_name(self.iri)

    @property
    def creators(self) -> list[str]:
        return self.values.get(DCTERMS + "creator", [])

    @property
    def issued(self) -> str:
        return self.get(DCTERMS + "issued")

    @property
    def url(self) -> str:
        return self.get(KG + "url")


class Holdings:
    """The entities, relations and documents of a graph, with the claims behind them; each read once."""

    def __init__(
        self, store: Store, claims: Claims, facts: Facts, labels: Labels, prefixes: Prefixes
    ) -> None:
        self.store, self.claims, self.facts, self.label = store, claims, facts, labels
        self.prefixes = prefixes

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """All entities, and the terms that are things in the world, by IRI in its order."""
        terms = {iri for iri in self._mentioned() if self.prefixes.is_term(iri)}
        return _entities(self.store, self.label, terms)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """All documents, by IRI in its order."""
        return dict(_documents(self.store))

    @cached_property
    def relations(self) -> list[Relation]:
        """What claims say in three parts, by what and by layer, in the order of the claims."""
        return relations_of(self.claims, self.entities, self.facts.all)

    @cached_property
    def nodes(self) -> dict[str, Entity]:
        """The entities that claims speak of, in the order of the claims: the nodes of a picture."""
        return {iri: self.entities[iri] for iri in self._spoken_of() if iri in self.entities}

    @cached_property
    def edges(self) -> list[Relation]:
        """The relations between two entities."""
        return [relation for relation in self.relations if relation.to_entity]

    def is_a(self, kind: str, above: str) -> bool:
        """Whether a kind (its local name) is, or lies below, a class of the ontology."""
        return above in self._classes_upwards.get(kind, {kind})

    @cached_property
    def _classes_upwards(self) -> dict[str, set[str]]:
        """By class (its local name): itself and the classes above it."""
        parents: dict[str, set[str]] = {}
        for quad in self.store.quads(None, ox.NamedNode(RDFS + "subClassOf"), None):
            parents.setdefault(local_name(text_of(quad.subject)), set()).add(
                local_name(text_of(quad.object))
            )
        return {kind: closure([kind], lambda below: parents.get(below, ())) for kind in parents}

    def said(self, entity: str) -> dict[str, list[str]]:
        """The values that facts state of an entity (no other entities), as labels by the predicate's IRI."""
        return labels_said(self._values.get(entity, ()), self.label)

    @cached_property
    def _values(self) -> dict[str, list[Relation]]:
        grouped: dict[str, list[Relation]] = {}
        for relation in self.relations:
            if relation.layer == "fact" and not relation.to_entity:
                grouped.setdefault(relation.subject, []).append(relation)
        return grouped

    def _mentioned(self) -> set[str]:
        names = (RDF + "subject", RDF + "object", "about", "counts", "shareOf", "limitedTo")
        return {value for claim in self.claims.values() for n in names if (value := claim.get(n))}

    def _spoken_of(self) -> Iterator[str]:
        for claim in self.claims.values():
            for name in ("about", RDF + "subject", RDF + "object"):
                if value := claim.get(name):
                    yield value


def labels_said(values: Iterable[Relation], label: Labels) -> dict[str, list[str]]:
    """The objects of some relations of one entity, as labels by the predicate's IRI."""
    labels: dict[str, list[str]] = {}
    for relation in values:
        said = labels.setdefault(relation.predicate, [])
        words = label(relation.object)
        said.extend([words] if words not in said else [])
    return labels


def read_entity(store: Store, iri: str, label: Labels) -> Entity | None:
    """The entity of an IRI as the sources' files describe it; None where none says what it is."""
    node = ox.NamedNode(iri)
    stated = [quad for quad in store.quads(node) if in_source(quad)]
    return _entity(iri, stated or list(store.quads(node, None, None, ox.NamedNode(KG))), label)


def read_document(store: Store, iri: str) -> Document | None:
    """The document of an IRI as the sources' files describe it; None where nothing says what it is."""
    try:
        node = ox.NamedNode(iri)
    except ValueError:  # what a person typed need not be an IRI
        return None
    stated = list(store.quads(node, None, None))
    if not any(text_of(quad.predicate) == RDF + "type" for quad in stated):
        return None
    values: dict[str, list[str]] = {}
    for quad in sorted((quad for quad in stated if in_source(quad)), key=str):
        values.setdefault(text_of(quad.predicate), []).append(text_of(quad.object))
    types = values.get(RDF + "type", [])
    return Document(iri, next((t for t in types if t != _SOURCE), _SOURCE), values)


def is_entity(store: Store, iri: str) -> bool:
    """Whether an IRI is that of an entity, or of a term that is a thing in the world."""
    try:
        node = ox.NamedNode(iri)
    except ValueError:  # a literal may hold an address that is no IRI
        return False
    types = store.quads(node, ox.NamedNode(RDF + "type"))
    if iri.startswith(KGD):
        return any(in_source(quad) for quad in types)
    return any(
        local_name(text_of(quad.object)) in _TERM_KINDS
        for quad in types
        if text_of(quad.graph_name) == ONTOLOGY_GRAPH
    )


def text_of(term: Term | ox.DefaultGraph | None) -> str:
    """The text of a term; empty for none, and for the default graph."""
    if term is None or isinstance(term, _NO_TEXT):
        return ""
    return term.value


def in_source(quad: ox.Quad) -> bool:
    """Whether a quad stands in the file of a source."""
    return isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(SRC)


def is_document(iri: str) -> bool:
    """Whether an IRI is that of a source, not of a claim below it."""
    return iri.startswith(SRC) and "/" not in iri.removeprefix(SRC)


def _entities(store: Store, label: Labels, terms: set[str]) -> dict[str, Entity]:
    stated: dict[str, list[ox.Quad]] = {}
    # Nothing is an entity that no source's file gives a kind: what has one is looked up, not all quads.
    for typed in store.quads(None, ox.NamedNode(RDF + "type")):
        subject = text_of(typed.subject)
        if subject.startswith(KGD) and subject not in stated and in_source(typed):
            stated[subject] = [quad for quad in store.quads(typed.subject) if in_source(quad)]
    for iri in terms:
        term = list(store.quads(ox.NamedNode(iri), None, None, ox.NamedNode(KG)))
        if any(local_name(kind) in _TERM_KINDS for kind in _values_of(term, RDF + "type")):
            stated[iri] = term
    return {
        iri: entity
        for iri in sorted(stated)
        if (entity := _entity(iri, stated[iri], label)) is not None
    }


def _entity(iri: str, quads: list[ox.Quad], label: Labels) -> Entity | None:
    """The entity that some quads describe; None where they do not say what kind it is."""
    types = sorted(_values_of(quads, RDF + "type"))  # the first, as in kg.graph.network
    if not types:
        return None
    kind = next((t for t in types if local_name(t) in _TERM_KINDS), types[0])
    own = {RDF + "type", RDFS + "label", SKOS + "altLabel", RDFS + "comment", _SAME}
    codes = {
        (text_of(q.predicate), text_of(q.object))
        for q in quads
        if text_of(q.predicate) not in own and iri.startswith(KGD)
    }
    return Entity(
        iri,
        kind,
        label(iri),
        _texts(quads, RDFS + "label"),
        _texts(quads, SKOS + "altLabel"),
        _texts(quads, RDFS + "comment"),
        tuple(sorted(set(_values_of(quads, _SAME)))),
        tuple(sorted(codes)),
    )


def _texts(quads: Iterable[ox.Quad], predicate: str) -> tuple[Text, ...]:
    texts = {
        Text(q.object.value, q.object.language or "")
        for q in quads
        if text_of(q.predicate) == predicate and isinstance(q.object, ox.Literal)
    }
    return tuple(sorted(texts))


def _values_of(quads: Iterable[ox.Quad], predicate: str) -> list[str]:
    return [text_of(q.object) for q in quads if text_of(q.predicate) == predicate]


def _documents(store: Store) -> Iterator[tuple[str, Document]]:
    described = {
        text_of(quad.subject)
        for quad in store.quads(None, ox.NamedNode(RDF + "type"), None)
        if is_document(text_of(quad.subject))
    }
    for iri in sorted(described):
        if (document := read_document(store, iri)) is not None:
            yield iri, document


def relations_of(
    claims: Mapping[str, Claim], entities: Mapping[str, Entity], facts: Mapping[Edge, StoredFact]
) -> list[Relation]:
    """What some claims say of entities in three parts, by what and by layer, in the order of the claims."""
    relations: dict[tuple[str, ...], Relation] = {}
    for claim in claims.values():
        edge = claim.edge
        if edge is None or edge[0] not in entities:
            continue
        fact = facts.get(edge)
        layer = layer_without_fact(claim) if fact is None else fact.layer_of(claim)
        relation = relations.get((*edge, layer))
        if relation is None:
            relation = relations[*edge, layer] = _relation(edge, layer, fact)
            relation.to_entity = edge[2] in entities
        relation.claims.append(claim.iri)
    for relation in relations.values():
        relation.stance = stance_of(claims[iri] for iri in relation.claims)
    return list(relations.values())


def _relation(edge: Edge, layer: str, fact: StoredFact | None) -> Relation:
    """A relation that has no claim yet, as the fact of its edge has it stand in a layer."""
    if fact is None or layer == "judgement":
        return Relation(*edge, layer)
    relation = Relation(*edge, layer, status=fact.status)
    if layer == "fact":
        relation.disputed, relation.implied = fact.disputed, fact.implied
        relation.fact = fact.iri
    return relation
