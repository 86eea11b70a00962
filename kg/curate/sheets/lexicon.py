"""What a sheet is read against: the names, words and rules of a graph's text, and its sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.evidence.passages import read_phrases
from kg.claims.ontology import read_ontology
from kg.curate.sheets.figures import Figures
from kg.graph.names import Names
from kg.iris import KG, KGD, ONTOLOGY_GRAPH, OWL, RDF, RDFS, SKOS, SRC, XSD
from kg.text.turtle.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.ontology import Ontology


@dataclass(frozen=True)
class Lexicon:
    """The parsed text of a graph, asked for names, words and rules."""

    ontology: Sequence[Document]
    seeds: Sequence[Document]
    terms: Ontology

    def _triples(self) -> Iterator[ox.Triple]:
        for document in (*self.ontology, *self.seeds):
            yield from document.triples

    @cached_property
    def names(self) -> Names:
        """The names of everything; entities that a sheet makes are added to it."""
        return Names(self._triples(), self.terms)

    @cached_property
    def figures(self) -> Figures:
        phrases = read_phrases(triple for document in self.ontology for triple in document.triples)
        return Figures(phrases, self.terms.qualifiers)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The files of the sources by the id of the source."""
        return {document.stem: document for document in self.seeds}

    @cached_property
    def claims(self) -> frozenset[str]:
        """The IRIs of all claims."""
        classes = self.terms.claim_classes
        return frozenset(
            triple.subject.value
            for document in self.seeds
            for triple in document.triples
            if triple.predicate.value == RDF + "type"
            and isinstance(triple.subject, ox.NamedNode)
            and getattr(triple.object, "value", "") in classes
        )

    @cached_property
    def _rules(self) -> dict[tuple[str, str], list[str]]:
        """What the ontology says of its terms, where this reader asks it."""
        wanted = {SKOS + "inScheme", RDFS + "range", KG + "subjectKind", KG + "objectKind"}
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for document in self.ontology:
            for triple in document.triples:
                if triple.predicate.value in wanted and isinstance(triple.subject, ox.NamedNode):
                    value = getattr(triple.object, "value", "")
                    found[triple.subject.value, triple.predicate.value].append(value)
        return found

    def scheme(self, term: str) -> str | None:
        """The scheme of a vocabulary word."""
        return next(iter(self._rules.get((term, SKOS + "inScheme"), ())), None)

    def subject_kinds(self, relation: str) -> list[str]:
        """The classes that may stand before a relation; empty: any."""
        return self._rules.get((relation, KG + "subjectKind"), [])

    def object_kinds(self, relation: str) -> list[str]:
        """The classes that may stand after a relation; empty: any."""
        return self._rules.get((relation, KG + "objectKind"), [])

    def takes_text(self, relation: str) -> str | None:
        """The datatype of what a relation leads to, where that is a literal."""
        if not self.terms.has(relation, OWL + "DatatypeProperty"):
            return None
        return next(iter(self._rules.get((relation, RDFS + "range"), ())), XSD + "string")

    def gives_judgement(self, modality: str) -> bool:
        """Whether what is put forward in this way is the speaker's own, and never a fact."""
        return self.terms.fact_rules.get((KG + "asserts", modality)) is False

    def words_of_kind(self, kind: str) -> tuple[str, str]:
        """The first part of an id of this class: as most have it here, and as nothing else says.

        The second is the last word of the class's label (``unit``, ``agency``).
        """
        known = Counter(
            iri.removeprefix(KGD).partition("-")[0]
            for iri, types in self.names.types.items()
            if iri.startswith(KGD) and kind in types
        )
        alone = re.sub(r"[^a-z]+", "", self.names.label(kind).lower().split()[-1]) or "thing"
        usual = min(known, key=lambda word: (-known[word], word)) if known else alone
        return usual, alone


def lexicon_of(store: ox.Store) -> Lexicon:
    """The text behind a built graph: its ontology, and its sources as documents."""
    graphs: defaultdict[str, list[ox.Triple]] = defaultdict(list)
    for quad in store:
        name = getattr(quad.graph_name, "value", "")
        if name == ONTOLOGY_GRAPH or name.startswith(SRC):
            graphs[name].append(quad.triple)
    documents = [
        Document(Path(f"{name.removeprefix(SRC)}.ttl"), name, "", name, tuple(graphs[name]))
        for name in sorted(graphs)
    ]
    ontology = [document for document in documents if document.graph == ONTOLOGY_GRAPH]
    seeds = [document for document in documents if document.graph != ONTOLOGY_GRAPH]
    return Lexicon(ontology, seeds, read_ontology(t for d in ontology for t in d.triples))
