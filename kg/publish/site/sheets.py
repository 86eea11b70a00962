"""What the page of one thing shows, by its IRI: for all pages of a site, or for one that a server is asked for."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox
from markupsafe import Markup

from kg.graph.described import documents_of, entities_of
from kg.graph.entities import in_source, relations_of, text_of
from kg.graph.near import with_shares
from kg.graph.terms import Terms, Uses
from kg.iris import KG, KGD, RDF, SRC
from kg.publish.site import content
from kg.publish.site.clashes import Clashes
from kg.publish.site.vocabulary import (
    class_labels,
    further_properties,
    groups_of_terms,
    is_ontology,
)
from kg.text.inputs import turtle_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.claims.claim import Claim
    from kg.graph.entities import Document, Entity
    from kg.graph.snapshot import Snapshot
    from kg.publish.site.sentences import Said

#: On one page of those that are made one by one: members of a class, claims of a list, documents.
_MOST = 1_000


class Sheet(NamedTuple):
    """A page before it is rendered: its template, its title, and the values that the template gets."""

    template: str
    title: str
    values: dict[str, Any]


class Sheets:
    """The pages of a graph, each made when it is asked for.

    With ``whole`` all of the graph is read, once, for who asks for all pages; else what a page needs,
    and a page costs what it shows.
    """

    def __init__(self, graph: Snapshot, *, whole: bool) -> None:
        self.graph, self._whole = graph, whole
        self.label = graph.labels
        self.entities: Mapping[str, Entity]
        self.documents: Mapping[str, Document]
        if whole:
            self.entities, self.documents = graph.holdings.entities, graph.holdings.documents
        else:
            self.entities = entities_of(graph.store, graph.labels)
            self.documents = documents_of(graph.store)
        self.clashes = Clashes(graph, self.documents, whole=whole)
        self.all_terms = Terms(graph)
        self.terms = {i: t for i, t in self.all_terms.described.items() if not is_ontology(t)}
        self.workspace = graph.layout.workspace
        seeds = turtle_paths(graph.layout)[1] if self.workspace else ()
        self._own_sources = {SRC + path.stem for path in seeds if graph.layout.is_own(path)}

    def is_own(self, iri: str) -> bool:
        """Whether a term or a source is the workspace's own, and not the core's."""
        if self.workspace is None:
            return False
        return iri.startswith(self.workspace.namespace) or iri in self._own_sources

    def uses(self, iri: str) -> Uses:
        """Where the sources use a term (an IRI)."""
        if self._whole:
            return self._all_uses.get(iri, Uses())
        term = self.all_terms.described.get(iri)
        return Uses() if term is None else self.all_terms.uses_of(term)

    @cached_property
    def _all_uses(self) -> Mapping[str, Uses]:
        return self.all_terms.uses()

    def said(self, claims: Iterable[Claim]) -> list[Said]:
        """The sentences of claims."""
        return [self.clashes.said(claim.iri) for claim in claims]

    def entity(self, iri: str) -> Sheet:
        """The page of an entity. Raises KeyError where there is none of that IRI."""
        entity, claims = self.entities[iri], self.graph.claims.about([iri])
        facts = self.graph.facts.all if self._whole else self.graph.facts.about(iri)
        relations = relations_of({c.iri: c for c in claims}, self.entities, facts)
        links = content.entity_links(iri, relations, self.label)
        figures = with_shares(self.graph, iri)
        clashes = self.clashes.of(list({c.iri: c for c in (*claims, *figures)}.values()))
        in_links = {claim for link in links for claim in link.claims}
        rest = [claim for claim in claims if claim.iri not in in_links]
        said = content.values_said(iri, relations, self.label)
        spoken, total = self.graph.claims.first_said_by(
            iri, len(self.graph.claims) if self._whole else _MOST
        )
        values = {
            "entity": entity,
            "rows": content.entity_rows(entity, said, self.label),
            "links": links,
            "drawing": Markup(self.clashes.drawing(iri)),  # noqa: S704  # escaped where it is drawn
            "clashes": clashes,
            "figures": self.said(figures),
            "judgements": self.said(c for c in rest if c.kind == "Judgement"),
            "others": self.said(c for c in rest if c.kind == "Claim"),
            "says": self.said(spoken),
            "says_in_all": total,
        }
        return Sheet("entity.html", entity.name, values)

    def claim(self, iri: str) -> Sheet:
        """The page of a claim. Raises KeyError where there is none of that IRI."""
        claim = self.graph.claims[iri]
        values = {
            "claim": claim,
            "sentence": self.clashes.said(iri),
            "rows": content.claim_rows(claim),
            "clashes": self.clashes.of([claim]),
            "lacks": self.clashes.lacks(claim),
        }
        return Sheet("claim.html", claim.id, values)

    def source(self, iri: str) -> Sheet:
        """The page of a document. Raises KeyError where there is none of that IRI."""
        document = self.documents[iri]
        values = {
            "iri": iri,
            "rows": content.source_rows(document, self.label),
            "name": iri.removeprefix(SRC),
            "claims": self.said(self.graph.claims.of_source(iri)),
        }
        return Sheet("source.html", document.title, values)

    def term(self, iri: str) -> Sheet:
        """The page of a term. Raises KeyError where there is none of that IRI."""
        term = self.terms[iri]
        values = {
            "term": term,
            "kinds": class_labels(term, self.all_terms),
            "below": sorted(term.below, key=lambda iri: (not self.is_own(iri), iri)),
            "others": further_properties(term, self.all_terms),
            "members": self._members(iri),
        }
        return Sheet("term.html", term.label, values)

    def _members(self, kind: str) -> Sequence[Entity]:
        """The entities of a class (an IRI) itself, in the order of their names."""
        if self._whole:
            return self._by_type.get(kind, [])
        found: dict[str, Entity] = {}
        for quad in self.graph.store.quads(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind)):
            entity = self.entities.get(text_of(quad.subject)) if in_source(quad) else None
            if entity is not None and entity.type == kind and entity.iri.startswith(KGD):
                found[entity.iri] = entity
            if len(found) == _MOST:
                break
        return sorted(found.values(), key=_by_name)

    @cached_property
    def _by_type(self) -> dict[str, list[Entity]]:
        """The entities by the IRI of their class, in the order of their names."""
        by_type: dict[str, list[Entity]] = {}
        for entity in sorted(self.entities.values(), key=_by_name):
            by_type.setdefault(entity.type, []).append(entity)
        return by_type

    def ontology(self) -> Sheet:
        """The list of all terms."""
        tops = [
            term
            for term in self.terms.values()
            if term.kind == "class" and not self.terms.keys() & term.parents
        ]
        values = {
            "groups": groups_of_terms(self.terms.values(), self.all_terms),
            "tops": tops,
            "header": self._ontology_properties(KG),
        }
        return Sheet("terms.html", "Ontology", values)

    def own_terms(self) -> Sheet:
        """The list of what the workspace adds. Raises KeyError where there is no workspace."""
        if self.workspace is None:
            raise KeyError("workspace")
        space = self.workspace.namespace
        own = (term for iri, term in self.terms.items() if iri.startswith(space))
        values = {
            "groups": groups_of_terms(own, self.all_terms),
            "header": self._ontology_properties(space),
            "sources": [iri for iri in self.documents if self.is_own(iri)],
        }
        return Sheet("own.html", f"Terms of {self.workspace.name}", values)

    def _ontology_properties(self, namespace: str) -> list[Any]:
        """What an ontology (its namespace) states of itself; empty where it states nothing."""
        term = self.all_terms.described.get(namespace)
        return further_properties(term, self.all_terms) if term else []

    def all_entities(self) -> Sheet:
        """The list of all entities by their kinds."""
        by_kind = sorted(
            self._by_type.items(), key=lambda item: content.kind_heading(self.label, item[0])
        )
        return Sheet("entities.html", "Entities", {"groups": by_kind})

    def kinds(self) -> Sheet:
        """The classes that entities are of, for who has too many entities for one list."""
        node = ox.NamedNode(RDF + "type")
        used = [
            iri
            for iri, term in self.terms.items()
            if term.kind == "class"
            and any(
                in_source(quad) and text_of(quad.subject).startswith(KGD)
                for quad in islice(self.graph.store.quads(None, node, ox.NamedNode(iri)), 100)
            )
        ]
        return Sheet("kinds.html", "Entities", {"kinds": used})

    def sources(self) -> Sheet:
        """The list of the documents, each with the number of its claims; of very many the first."""
        listed = list(self.documents)
        shown_here = listed if self._whole else listed[:_MOST]
        counts = {
            iri: sum(
                1
                for _ in self.graph.store.quads(
                    None, ox.NamedNode(KG + "source"), ox.NamedNode(iri)
                )
            )
            for iri in shown_here
        }
        documents = {iri: self.documents[iri] for iri in shown_here}
        values = {"documents": documents, "counts": counts, "more": len(listed) - len(documents)}
        return Sheet("sources.html", "Sources", values)

    def conflicts(self) -> Sheet:
        """All that contradicts, or may."""
        return Sheet("conflicts.html", "Conflicts", {"every": self.clashes.all()})


def _by_name(entity: Entity) -> tuple[str, str]:
    return entity.name, entity.iri
