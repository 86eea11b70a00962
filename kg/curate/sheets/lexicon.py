"""The names, words and rules of a graph that the cells of a sheet are read by, and its sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.ontology import read_ontology
from kg.claims.reading.words import ALWAYS, read_figure_words
from kg.curate.new.slugs import first_word, kind_words
from kg.curate.sheets.figure_text import FigureReader
from kg.graph.names import Names
from kg.iris import DCTERMS, KG, KGD, ONTOLOGY_GRAPH, OWL, RDF, RDFS, SKOS, SRC, XSD
from kg.text.turtle.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.ontology import Ontology
    from kg.curate.sheets.spoken import Speech
    from kg.iris import Prefixes
    from kg.store.base import Store

_GROUP = ox.NamedNode(KG + "UnidentifiedGroup")


@dataclass(frozen=True)
class Lexicon:
    """The parsed files of a graph: ``ontology``, ``seeds`` (its sources), and what its terms mean."""

    ontology: Sequence[Document]
    seeds: Sequence[Document]
    terms: Ontology

    def _triples(self) -> Iterator[ox.Triple]:
        for document in (*self.ontology, *self.seeds):
            yield from document.triples

    @cached_property
    def names(self) -> Names:
        """The resolver of names. The entities that a sheet makes are added to it as they are read."""
        return Names(self._triples(), self.terms, self._homes())

    @cached_property
    def speech(self) -> Speech:
        """What the words of people mean beyond the names that things have."""
        from kg.curate.sheets.spoken import Speech

        return Speech(self)

    def _homes(self) -> dict[str, str]:
        """By group without a name, the IRI of the document in whose file it stands."""
        return {
            triple.subject.value: document.graph
            for document in self.seeds
            for triple in document.triples
            if triple.object == _GROUP
            and triple.predicate.value == RDF + "type"
            and isinstance(triple.subject, ox.NamedNode)
        }

    @cached_property
    def figures(self) -> FigureReader:
        """The reader of figures in English words."""
        return self.figures_in(ALWAYS)

    def figures_in(self, language: str) -> FigureReader:
        """The reader of figures in the words of a language (``uk``), and always in English ones."""
        if language not in self._figure_readers:
            triples = (triple for document in self.ontology for triple in document.triples)
            words = read_figure_words(triples, self.terms.qualifiers, language)
            self._figure_readers[language] = FigureReader(words, self.terms.qualifiers)
        return self._figure_readers[language]

    @cached_property
    def _figure_readers(self) -> dict[str, FigureReader]:
        return {}

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

    def relation_of(self, relation: str, subject: ox.NamedNode | None) -> str:
        """The relation to be written where a cell names one that is no more said of such a subject.

        “Is part of” is of units: of an event it is written as kg:subEventOf, of a place as
        kg:locatedIn (``ontology/vocab/deprecated-uses.ttl``). Of two that fit, neither is chosen.
        """
        iri = "" if subject is None else subject.value
        fitting = {
            new for old, kind, new in self._uses if old == relation and self.names.is_a(iri, [kind])
        }
        return fitting.pop() if len(fitting) == 1 else relation

    @cached_property
    def _uses(self) -> list[tuple[str, str, str]]:
        """The uses of relations that are deprecated: the relation, the subject's class, what replaces it."""
        parts = KG + "ofRelation", KG + "ofKind", DCTERMS + "isReplacedBy"
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for document in self.ontology:
            for triple in document.triples:
                if triple.predicate.value in parts and isinstance(triple.subject, ox.NamedNode):
                    value = getattr(triple.object, "value", "")
                    found[triple.subject.value][triple.predicate.value] = value
        uses = [[each.get(part, "") for part in parts] for each in found.values()]
        return [(old, kind, new) for old, kind, new in uses if old and kind and new]

    @cached_property
    def _rules(self) -> dict[tuple[str, str], list[str]]:
        """By (term, property), the values that the ontology states, for four properties."""
        wanted = {SKOS + "inScheme", RDFS + "range", KG + "subjectKind", KG + "objectKind"}
        values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for document in self.ontology:
            for triple in document.triples:
                if triple.predicate.value in wanted and isinstance(triple.subject, ox.NamedNode):
                    value = getattr(triple.object, "value", "")
                    values[triple.subject.value, triple.predicate.value].append(value)
        return values

    def scheme(self, term: str) -> str | None:
        """The IRI of the scheme that a word of a vocabulary belongs to."""
        return next(iter(self._rules.get((term, SKOS + "inScheme"), ())), None)

    def subject_kinds(self, relation: str) -> list[str]:
        """The classes that the subject of a relation may have; empty: any."""
        return self._rules.get((relation, KG + "subjectKind"), [])

    def object_kinds(self, relation: str) -> list[str]:
        """The classes that the object of a relation may have; empty: any."""
        return self._rules.get((relation, KG + "objectKind"), [])

    def takes_text(self, relation: str) -> str | None:
        """The datatype of the object of a relation whose objects are literals; else None."""
        if not self.terms.has(relation, OWL + "DatatypeProperty"):
            return None
        return next(iter(self._rules.get((relation, RDFS + "range"), ())), XSD + "string")

    def gives_judgement(self, modality: str) -> bool:
        """Whether a claim asserted with this modality is a judgement, from which no fact follows."""
        return self.terms.fact_rules.get((KG + "asserts", modality)) is False

    def words_of_kind(self, kind: str) -> tuple[str, str]:
        """Two words that the identifier of an entity of this class may begin with (kind_words)."""
        return kind_words(self._first_words[kind], self.names.label(kind))

    @cached_property
    def _first_words(self) -> defaultdict[str, Counter[str]]:
        """By class, how many of its entities have an identifier that begins with a word."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for iri, kinds in self.names.types.items():
            if iri.startswith(KGD):
                for kind in kinds:
                    counts[kind][first_word(iri.removeprefix(KGD))] += 1
        return counts

    def add_entity(self, iri: str, label: str, kind: str, home: str = "") -> None:
        """Make a new entity, of an IRI that nothing has yet, known; ``home`` as in ``Names``."""
        first_words = self._first_words
        self.names.add_entity(iri, label, kind, home)
        first_words[kind][first_word(iri.removeprefix(KGD))] += 1


def lexicon_of(store: Store, prefixes: Prefixes) -> Lexicon:
    """The lexicon of a built graph, from the ontology and the sources in its store.

    ``prefixes`` are the short names of the graph.
    """
    graphs: defaultdict[str, list[ox.Triple]] = defaultdict(list)
    for quad in store.quads():
        name = getattr(quad.graph_name, "value", "")
        if name == ONTOLOGY_GRAPH or name.startswith(SRC):
            graphs[name].append(quad.triple)
    documents = [
        Document(Path(f"{name.removeprefix(SRC)}.ttl"), name, "", name, tuple(graphs[name]))
        for name in sorted(graphs)
    ]
    ontology = [document for document in documents if document.graph == ONTOLOGY_GRAPH]
    seeds = [document for document in documents if document.graph != ONTOLOGY_GRAPH]
    terms = read_ontology((t for d in ontology for t in d.triples), prefixes)
    return Lexicon(ontology, seeds, terms)
