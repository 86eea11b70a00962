"""A new class or property: its block among the terms of its subject."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.checks.gaps import MARK
from kg.curate.new.addresses import require_address
from kg.curate.new.blocks import add_block
from kg.curate.new.slugs import slug
from kg.errors import UsageError
from kg.iris import DCTERMS, KG, ONTOLOGY_GRAPH, OWL, RDF, RDFS, SKOS, XSD, shorten
from kg.text.inputs import InputFile, turtle_paths
from kg.text.turtle.blocks import Line, english
from kg.text.turtle.document import parse_turtle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.curate.new.place import Place
    from kg.graph.terms import Term, Terms
    from kg.text.turtle.document import Document

_SHAPE = ox.NamedNode("http://www.w3.org/ns/shacl#NodeShape")


@dataclass(frozen=True, slots=True)
class Words:
    """What a person says of a new term; a definition or example that is empty is left as a gap."""

    label: str
    definition: str = ""
    example: str = ""
    source: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Ends:
    """What a property links: kinds of subject, and kinds of object (none: a plain value)."""

    subjects: tuple[Term, ...]
    objects: tuple[Term, ...]
    state: bool = False
    single: bool = False


def same_or_near(
    terms: Terms, place: Place, label: str, *, is_class: bool
) -> tuple[str, list[Term]]:
    """The IRI that a term with this label gets, and the terms that may mean the same."""
    iri = place.namespace + camel(label, upper=is_class)
    if iri in terms.all:
        raise UsageError(
            f"there is a term {shorten(iri)} already", None, f"look at it: kg terms {shorten(iri)}"
        )
    return iri, terms.near(label)


def camel(label: str, *, upper: bool) -> str:
    """``coast guard`` as CoastGuard, or coastGuard for a property."""
    first, *rest = slug(label).split("-")
    made = "".join([first, *(word.capitalize() for word in rest)])
    if not made[0].isalpha():
        raise UsageError(f"“{label}” begins with no letter", None, "begin it with a word")
    return made[0].upper() + made[1:] if upper else made


def new_class(place: Place, iri: str, words: Words, parent: Term) -> Path:
    """Add a class below another; gives the file. Raises UsageError, KgError, DataError."""
    if parent.kind == "word":
        remedy = f'a kind of it is a word too: kg new word "{words.label}" --below "{parent.label}"'
        raise UsageError(f"{parent.name} is no class but a word", "--parent", remedy)
    if parent.kind != "class":
        raise UsageError(f"{parent.name} is no class", "--parent", "see: kg terms --kind class")
    genus = parent.label[:1].upper() + parent.label[1:]
    lines: list[Line] = [
        (RDF + "type", (ox.NamedNode(OWL + "Class"), _SHAPE)),
        (RDFS + "label", english(words.label)),
        (RDFS + "subClassOf", ox.NamedNode(parent.iri)),
        *_said(place, words, f"{genus} that", "what sets it apart from others"),
    ]
    return write_term(place, iri, lines, words.file or _home(place, [parent]))


def new_property(place: Place, iri: str, words: Words, ends: Ends) -> Path:
    """Add a relation that claims can state; gives the file. Raises as ``new_class`` does."""
    for term in (*ends.subjects, *ends.objects):
        if term.kind != "class":
            raise UsageError(f"{term.name} is no class", None, "see: kg terms --kind class")
    kinds = [
        OWL + ("ObjectProperty" if ends.objects else "DatatypeProperty"),
        OWL + "NamedIndividual",
        KG + "Relation",
        *([KG + "StateRelation"] if ends.state else []),
    ]
    objects = tuple(ox.NamedNode(term.iri) for term in ends.objects)
    lines: list[Line] = [
        (RDF + "type", tuple(map(ox.NamedNode, kinds))),
        (RDFS + "label", english(words.label)),
        *_said(place, words, "Relation that", "what links, and to what"),
        (KG + "subjectKind", tuple(ox.NamedNode(term.iri) for term in ends.subjects)),
        (KG + "objectKind", objects or ox.NamedNode(RDFS + "Literal")),
    ]
    if ends.single:
        true = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
        lines.append((KG + "singleValued", true))
    return write_term(place, iri, lines, words.file or _home(place, ends.subjects, "subjectKind"))


def _said(place: Place, words: Words, begin: str, missing: str) -> list[Line]:
    """Definition, example, source and home, in the order of every block."""
    definition = words.definition or f"{begin} {MARK}{missing}."
    if not definition.casefold().startswith(f"{begin} ".casefold()):
        raise UsageError(
            f"the definition does not begin with “{begin} …”",
            "--definition",
            "say first what it is a kind of, then what sets it apart",
        )
    require_address(words.source, "--source")
    example = words.example or f"{MARK}an example, or a negative one where it is easily confused."
    home = ox.NamedNode(place.namespace)
    return [
        (SKOS + "definition", english(definition)),
        (SKOS + "example", english(example)),
        (DCTERMS + "source", ox.NamedNode(words.source) if words.source else home),
        (RDFS + "isDefinedBy", home),
    ]


def write_term(
    place: Place, iri: str, lines: Sequence[Line], file: str, folder: str = "terms"
) -> Path:
    """Write the block of a term into a file of a folder of the ontology; gives the file.

    Raises UsageError for a file that is no word, KgError and DataError.
    """
    name = file.removeprefix(f"ontology/{folder}/").removesuffix(".ttl")
    if not re.fullmatch(r"[a-z0-9][a-z0-9\-]*", name):
        raise UsageError(
            f"“{file}” is no name of a file of terms", "--file", "write a word, as in actors"
        )
    path = place.layout.ontology / folder / f"{name}.ttl"
    add_block(path, place.layout.shown(path), iri, lines)
    return path


def _home(place: Place, beside: Sequence[Term], link: str = "") -> str:
    """The file where terms like it stand; in a workspace its own.

    A class goes beside its parent, a relation to those that have the same kinds of subject.
    """
    if not place.is_core:
        return place.prefix
    wanted = {ox.NamedNode(term.iri) for term in beside}
    homes: Counter[str] = Counter()
    for document in _term_files(place):
        for triple in document.triples:
            if link and triple.predicate.value == KG + link and triple.object in wanted:
                homes[document.stem] += 1
            elif triple.subject in wanted and triple.predicate.value == RDF + "type":
                homes[document.stem] += 0
    return max(homes, key=lambda name: (homes[name], name)) if homes else "entities"


def file_of(place: Place, term: Term, folder: str) -> str:
    """The file of a folder of the ontology in which a term stands; a new one where none has it."""
    node = ox.NamedNode(term.iri)
    for document in _term_files(place, folder):
        if any(t.subject == node and t.predicate.value == RDF + "type" for t in document.triples):
            return document.stem
    return "words"


def _term_files(place: Place, part: str = "terms") -> list[Document]:
    folder = place.layout.ontology / part
    return [
        parse_turtle(InputFile(path, place.layout.shown(path), path.read_bytes()), ONTOLOGY_GRAPH)
        for path in turtle_paths(place.layout)[0]
        if path.is_relative_to(folder)
    ]
