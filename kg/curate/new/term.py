"""Write a new class or property into the file of the terms that it belongs with."""

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
from kg.iris import DCTERMS, KG, ONTOLOGY_GRAPH, OWL, RDF, RDFS, SKOS, XSD
from kg.text.inputs import read_input, turtle_paths
from kg.text.turtle.blocks import Line, english
from kg.text.turtle.document import parse_turtle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.curate.new.target import Target
    from kg.graph.terms import Term, Terms
    from kg.text.turtle.document import Document

_SHAPE = ox.NamedNode("http://www.w3.org/ns/shacl#NodeShape")


@dataclass(frozen=True, slots=True)
class TermText:
    """The texts of a new term. An empty definition or example is written as a gap to fill in.

    ``source``: the address of a standard; ``file``: the name of a file in place of the usual one.
    """

    label: str
    definition: str = ""
    example: str = ""
    source: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Ends:
    """The classes of the subjects and objects of a property (no objects: its values are plain text).

    ``state``: it holds during an interval; ``single``: a subject has one value at a time;
    ``once``: two things have it on one occasion at most.
    """

    subjects: tuple[Term, ...]
    objects: tuple[Term, ...]
    state: bool = False
    single: bool = False
    once: bool = False


def iri_and_similar(
    terms: Terms, target: Target, label: str, *, is_class: bool
) -> tuple[str, list[Term]]:
    """The IRI that a term with this label gets, and the existing terms with a similar label.

    Raises UsageError where the IRI is taken.
    """
    iri = target.namespace + camel(label, upper=is_class)
    if iri in terms.all:
        name = terms.all[iri].name
        raise UsageError(f"there is a term {name} already", None, f"look at it: kg terms {name}")
    return iri, terms.near(label)


def camel(label: str, *, upper: bool) -> str:
    """“coast guard” as ``CoastGuard`` (upper) or ``coastGuard``. Raises UsageError."""
    first_word, *later_words = slug(label).split("-")
    name = "".join([first_word, *(word.capitalize() for word in later_words)])
    if not name[0].isalpha():
        raise UsageError(f"“{label}” begins with no letter", None, "begin it with a word")
    return name[0].upper() + name[1:] if upper else name


def new_class(target: Target, iri: str, text: TermText, parent: Term) -> Path:
    """Add a class below another, and give its file.

    Raises UsageError for a parent that is no class or a definition of another form, KgError and
    DataError for the file.
    """
    if parent.kind == "word":
        remedy = f'a kind of it is a word too: kg new word "{text.label}" --below "{parent.label}"'
        raise UsageError(f"{parent.name} is no class but a word", "--parent", remedy)
    if parent.kind != "class":
        raise UsageError(f"{parent.name} is no class", "--parent", "see: kg terms --kind class")
    genus = parent.label[:1].upper() + parent.label[1:]
    lines: list[Line] = [
        (RDF + "type", (ox.NamedNode(OWL + "Class"), _SHAPE)),
        (RDFS + "label", english(text.label)),
        (RDFS + "subClassOf", ox.NamedNode(parent.iri)),
        *_definition_lines(target, text, f"{genus} that", "what sets it apart from others"),
    ]
    return write_term(target, iri, lines, text.file or _file_for(target, [parent]))


def new_property(target: Target, iri: str, text: TermText, ends: Ends) -> Path:
    """Add a relation that claims can state, and give its file. Raises as ``new_class`` does."""
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
        (RDFS + "label", english(text.label)),
        *_definition_lines(target, text, "Relation that", "what links, and to what"),
        (KG + "subjectKind", tuple(ox.NamedNode(term.iri) for term in ends.subjects)),
        (KG + "objectKind", objects or ox.NamedNode(RDFS + "Literal")),
    ]
    true = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
    marks = (("happensOnce", ends.once), ("singleValued", ends.single))
    lines += [(KG + name, true) for name, is_so in marks if is_so]
    return write_term(
        target, iri, lines, text.file or _file_for(target, ends.subjects, "subjectKind")
    )


def _definition_lines(target: Target, text: TermText, begin: str, missing: str) -> list[Line]:
    """The lines for definition, example, source and namespace; ``missing`` is the hint in a gap.

    Raises UsageError for a definition that does not begin with ``begin``.
    """
    definition = text.definition or f"{begin} {MARK}{missing}."
    if not definition.casefold().startswith(f"{begin} ".casefold()):
        raise UsageError(
            f"the definition does not begin with “{begin} …”",
            "--definition",
            "say first what it is a kind of, then what sets it apart",
        )
    require_address(text.source, "--source")
    example = text.example or f"{MARK}an example, or a negative one where it is easily confused."
    home = ox.NamedNode(target.namespace)
    return [
        (SKOS + "definition", english(definition)),
        (SKOS + "example", english(example)),
        (DCTERMS + "source", ox.NamedNode(text.source) if text.source else home),
        (RDFS + "isDefinedBy", home),
    ]


def write_term(
    target: Target, iri: str, lines: Sequence[Line], file: str, folder: str = "terms"
) -> Path:
    """Add the block of a term to ``ontology/FOLDER/FILE.ttl``, and give that path.

    Raises UsageError for a name of other letters, KgError and DataError for the file.
    """
    name = file.removeprefix(f"ontology/{folder}/").removesuffix(".ttl")
    if not re.fullmatch(r"[a-z0-9][a-z0-9\-]*", name):
        raise UsageError(
            f"“{file}” is no name of a file of terms", "--file", "write a word, as in actors"
        )
    path = target.layout.ontology / folder / f"{name}.ttl"
    add_block(target.layout, path, iri, lines, target.together)
    return path


def _file_for(target: Target, beside: Sequence[Term], link: str = "") -> str:
    """The name of the file for a new term; in a workspace that is the file of its prefix.

    In the core a class goes where its parent stands, a relation (``link``: subjectKind) where most
    relations with the same kinds of subject stand.
    """
    if not target.is_core:
        return target.prefix
    wanted = {ox.NamedNode(term.iri) for term in beside}
    homes: Counter[str] = Counter()
    for document in _term_files(target):
        for triple in document.triples:
            if link and triple.predicate.value == KG + link and triple.object in wanted:
                homes[document.stem] += 1
            elif triple.subject in wanted and triple.predicate.value == RDF + "type":
                homes[document.stem] += 0
    return max(homes, key=lambda name: (homes[name], name)) if homes else "entities"


def file_of(target: Target, term: Term, folder: str) -> str:
    """The name of the file in a folder of the ontology that describes a term; “words” for none."""
    node = ox.NamedNode(term.iri)
    for document in _term_files(target, folder):
        if any(t.subject == node and t.predicate.value == RDF + "type" for t in document.triples):
            return document.stem
    return "words"


def _term_files(target: Target, part: str = "terms") -> list[Document]:
    """The files of a folder of the ontology, parsed. Raises KgError and DataError."""
    folder = target.layout.ontology / part
    documents = []
    for path in turtle_paths(target.layout)[0]:
        if path.is_relative_to(folder):
            file = read_input(target.layout, path)
            documents.append(parse_turtle(file, ONTOLOGY_GRAPH, target.layout.prefixes))
    return documents
