"""What a build refuses: terms that do not exist, references to nothing, literals that lie."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import value_text
from kg.claims.closure import closure
from kg.claims.figure import MeasureKind
from kg.claims.literals import date_problem, finite_number, literal_problem
from kg.errors import Finding, did_you_mean, nearest
from kg.iris import KG, KGD, OWL, RDF, SKOS, SRC, local_name
from kg.text.turtle.document import iris_of
from kg.text.turtle.edit import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from kg.claims.ontology import Ontology
    from kg.iris import Prefixes
    from kg.text.turtle.document import Document

#: The ids of the findings here, with that of a file that is not Turtle (``kg.text.turtle.document``).
CHECKS = (
    "syntax",
    "empty-source",
    "stray-triple",
    "unknown-term",
    "dangling-reference",
    "unknown-predicate",
    "bad-literal",
    "interval-upside-down",
    "measure-kind",
)
_KINDS = ", ".join(f"kg:{kind.value}" for kind in MeasureKind)
# Bounds that do not say what is stated or implied are read with these names.
_BOUNDS = {KG + "lower", KG + "upper", KG + "best"}
_NUMBERS = _BOUNDS | {
    KG + name
    for name in (
        "impliedLower",
        "impliedUpper",
        "lowerFactor",
        "upperFactor",
        "factor",
        "jumpFactor",
    )
}
_WHOLE_NUMBERS = {KG + "jumpDays"}
# Values that the build reads as EDTF, whatever datatype they were given.
_DATED = {KG + "time", KG + "asOf"}
_OF_MEASURES = {RDF + "type", KG + "measureKind", KG + "measure"}


def structure_findings(
    ontology_documents: Sequence[Document], seeds: Sequence[Document], ontology: Ontology
) -> list[Finding]:
    """Every place in the text that would break the graph, in the order of the files.

    ``ontology`` is what the ontology's documents say.
    """
    documents = [*ontology_documents, *seeds]
    described = {
        triple.subject.value
        for document in documents
        for triple in document.triples
        if isinstance(triple.subject, ox.NamedNode)
    }
    prefixes = ontology.prefixes
    phrases = _phrases(ontology_documents, prefixes)
    kinds = _measure_kinds(documents)
    types = _types(documents)
    findings: list[Finding] = []
    for document in documents:
        of_document = {
            *_unknown_terms(document, ontology, phrases),
            *_dangling(document, described, prefixes),
            *_literals(document, prefixes),
            *_upside_down(document, prefixes),
            *_measures_without_kind(document, ontology, kinds),
        }
        findings += sorted(of_document, key=lambda finding: finding.line)
    for document in seeds:
        findings += _predicates_of_claims(document, ontology)
        findings += _strays(document, types, ontology)
    return findings


def _finding(
    prefixes: Prefixes,
    check: str,
    document: Document,
    subject: object,
    term: str,
    problem: str,
    remedy: str,
) -> Finding:
    """An error at the line where the block of ``subject`` names ``term``."""
    owner = subject.value if isinstance(subject, ox.NamedNode) else term
    line = document.line(owner, term)
    return Finding(check, "error", document.shown, line, prefixes.shorten(term), problem, remedy)


def _unknown_terms(
    document: Document, ontology: Ontology, phrases: Mapping[str, str]
) -> Iterator[Finding]:
    """Terms in the namespaces of the ontology that it does not have."""
    prefixes = ontology.prefixes
    fine: set[str] = set()  # the same few come again and again
    for triple in document.triples:
        for term in iris_of(triple):
            if term in fine:
                continue
            if term in ontology.types or not prefixes.is_term(term):
                fine.add(term)
            else:
                yield _finding(
                    prefixes,
                    "unknown-term",
                    document,
                    triple.subject,
                    term,
                    f"{prefixes.shorten(term)} is not a term of the ontology",
                    _nearest(term, _possible(term, triple, ontology), phrases, prefixes),
                )


def _possible(term: str, triple: ox.Triple, ontology: Ontology) -> Iterable[str]:
    """The terms that can stand where an unknown one stands: properties, classes, or words."""
    relation = triple.predicate.value == RDF + "predicate"
    if term == triple.predicate.value or relation:
        kinds = {OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty"}
        return [t for t, types in ontology.types.items() if types & kinds]
    if triple.predicate.value == RDF + "type":
        return [t for t in ontology.types if ontology.is_class(t)]
    return [
        t
        for t, types in ontology.types.items()
        if OWL + "NamedIndividual" in types
        if not ontology.is_relation(t)
    ]


def _phrases(documents: Iterable[Document], prefixes: Prefixes) -> dict[str, str]:
    """The words that qualifiers and the like are known by, and other names, each to its term."""
    return {
        triple.object.value: triple.subject.value
        for document in documents
        for triple in document.triples
        if triple.predicate.value in (KG + "phrase", SKOS + "altLabel")
        if isinstance(triple.object, ox.Literal) and isinstance(triple.subject, ox.NamedNode)
        if prefixes.is_term(triple.subject.value)
    }


def _nearest(
    term: str, known: Iterable[str], phrases: Mapping[str, str], prefixes: Prefixes
) -> str:
    """What to write for an unknown term: the one of ``known`` that is spelt most like it."""
    spoken = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local_name(term)).lower()
    if spoken in phrases:
        return did_you_mean([f"{prefixes.shorten(phrases[spoken])}, for “{spoken}”"])
    names = {local_name(other): other for other in known if prefixes.is_term(other)}
    near = [prefixes.shorten(names[local]) for local in nearest(local_name(term), names)]
    if near:
        return did_you_mean(near, then="If not, add it: see ontology/README.md")
    return "see the terms in ontology/terms/ and the words in ontology/vocab/, or add it there"


def _dangling(document: Document, described: set[str], prefixes: Prefixes) -> Iterator[Finding]:
    """Entities and sources that are named and that no file describes (``described``: all IRIs)."""
    for triple in document.triples:
        target = triple.object
        if not isinstance(target, ox.NamedNode) or target.value in described:
            continue
        if target.value.startswith((KGD, SRC)):
            names = [
                prefixes.shorten(iri) for iri in sorted(described) if iri.startswith((KGD, SRC))
            ]
            near = nearest(prefixes.shorten(target.value), names)
            give = "give it a type and an rdfs:label in this file or in a reference file"
            yield _finding(
                prefixes,
                "dangling-reference",
                document,
                triple.subject,
                target.value,
                f"nothing describes {prefixes.shorten(target.value)}",
                did_you_mean(near, then=f"If not, {give}") if near else give,
            )


def _predicates_of_claims(document: Document, ontology: Ontology) -> Iterator[Finding]:
    """Claims whose predicate is no relation that a claim can state."""
    for triple in document.triples:
        term = triple.object
        if triple.predicate.value != RDF + "predicate" or not isinstance(term, ox.NamedNode):
            continue
        if ontology.prefixes.is_term(term.value) and term.value not in ontology.types:
            continue  # already reported as an unknown term
        if not ontology.is_relation(term.value):
            yield _finding(
                ontology.prefixes,
                "unknown-predicate",
                document,
                triple.subject,
                term.value,
                f"{ontology.prefixes.shorten(term.value)} is no relation that a claim can state",
                "use a property that the ontology types as kg:Relation",
            )


def _strays(
    document: Document, kinds: Mapping[str, set[str]], ontology: Ontology
) -> Iterator[Finding]:
    """That a file of ``seeds/`` holds nothing, or triples that are of no source, claim or entity.

    ``kinds`` are the classes that the whole text gives each named node.
    """
    if not document.triples:
        problem, remedy = "this file holds nothing", "restore it from git, or take it away"
        yield Finding("empty-source", "error", document.shown, 1, "", problem, remedy)
    subjects = dict.fromkeys(
        triple.subject.value
        for triple in document.triples
        if isinstance(triple.subject, ox.NamedNode)
    )
    for iri in subjects:
        if iri.startswith((KGD, SRC)) or any(map(ontology.is_class, kinds.get(iri, ()))):
            continue
        yield _finding(
            ontology.prefixes,
            "stray-triple",
            document,
            ox.NamedNode(iri),
            iri,
            "this is no source, claim or entity, and of no class of the ontology",
            "a file of seeds/ holds a source, its claims and its entities: say what this is, or"
            " take it away",
        )
    if _has_strays(document):
        problem = "nodes without a name belong to nothing: no claim, source or entity leads to them"
        remedy = "write each as a value of what it belongs to, or take it away"
        line = _line_of_stray(document.text)
        yield Finding("stray-triple", "error", document.shown, line, "", problem, remedy)


def _has_strays(document: Document) -> bool:
    """Whether a blank node of no class, at which no shape looks, is one to which no named node leads."""
    inner: dict[object, list[object]] = {}
    owned: list[object] = []
    for triple in document.triples:
        if triple.predicate.value == RDF + "type":
            owned.append(triple.subject)
        leads_to = [triple.object] if isinstance(triple.object, ox.BlankNode) else []
        if isinstance(triple.subject, ox.BlankNode):
            inner.setdefault(triple.subject, []).extend(leads_to)
        else:
            owned += leads_to
    return bool(inner.keys() - closure(owned, lambda node: inner.get(node, ())))


def _line_of_stray(text: str) -> int:
    """The line of the first block that opens with a blank node of which no other kind of block speaks."""
    openings: list[tuple[str, int]] = []
    spoken_of: set[str] = set()
    for block in blocks(text):
        head = block.tokens[0]
        if head.kind == "blank" or head.text in ("[", "("):
            openings.append((head.text, head.line))
        else:
            spoken_of.update(token.text for token in block.tokens if token.kind == "blank")
    return next((line for name, line in openings if name not in spoken_of), 0)


def _literals(document: Document, prefixes: Prefixes) -> Iterator[Finding]:
    """Literals that are not of the form of their datatype, and dates that are no EDTF."""
    for triple in document.triples:
        value = triple.object
        if triple.predicate.value in _DATED:
            problem = date_problem(getattr(value, "value", str(value)))
        else:
            problem = literal_problem(value) if isinstance(value, ox.Literal) else None
        if problem:
            yield _finding(
                prefixes,
                "bad-literal",
                document,
                triple.subject,
                triple.predicate.value,
                *problem,
            )


def _upside_down(document: Document, prefixes: Prefixes) -> Iterator[Finding]:
    """Bounds that are no numbers, or of which the lower is above the upper."""
    bounds: dict[ox.NamedNode, dict[str, Decimal]] = {}
    for triple in document.triples:
        name = triple.predicate.value
        if name not in _NUMBERS | _WHOLE_NUMBERS:
            continue
        number = finite_number(getattr(triple.object, "value", ""))
        whole = number is not None and number == number.to_integral_value()
        if number is None or (name in _WHOLE_NUMBERS and not whole):
            yield _finding(
                prefixes,
                "bad-literal",
                document,
                triple.subject,
                name,
                f"{prefixes.shorten(name)} is not a {'whole ' * (name in _WHOLE_NUMBERS)}number",
                "write digits only, such as 14000; words belong in kg:wording",
            )
        elif name in _BOUNDS and isinstance(triple.subject, ox.NamedNode):
            bounds.setdefault(triple.subject, {})[name] = number
    for subject, known in bounds.items():
        ordered = [(n, known[KG + n]) for n in ("lower", "best", "upper") if KG + n in known]
        for (low_name, low), (high_name, high) in itertools.pairwise(ordered):
            if low > high:
                yield _finding(
                    prefixes,
                    "interval-upside-down",
                    document,
                    subject,
                    KG + low_name,
                    f"kg:{low_name} {low} is above kg:{high_name} {high}",
                    "swap them, or read the figure in the source again",
                )


def _types(documents: Iterable[Document]) -> dict[str, set[str]]:
    """The classes that are stated of each named node, all as IRIs."""
    types: dict[str, set[str]] = {}
    for document in documents:
        for triple in document.triples:
            if triple.predicate.value == RDF + "type" and isinstance(triple.subject, ox.NamedNode):
                types.setdefault(triple.subject.value, set()).add(value_text(triple.object))
    return types


def _measure_kinds(documents: Iterable[Document]) -> dict[str, str]:
    """The kind that is stated of each measure, both as IRIs, whether it is known or not."""
    return {
        triple.subject.value: triple.object.value
        for document in documents
        for triple in document.triples
        if triple.predicate.value == KG + "measureKind"
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode)
    }


def _measures_without_kind(
    document: Document, ontology: Ontology, kinds: Mapping[str, str]
) -> Iterator[Finding]:
    """Measures of no kind that the program knows, and estimates that measure by no measure.

    Whether two figures contradict rests on the kind (``kg.claims.figure.MeasureKind``), so none
    may be assumed. ``kinds`` is what the whole text states. Terms that do not exist are reported
    elsewhere.
    """
    prefixes = ontology.prefixes
    for triple in document.triples:
        subject, name = triple.subject, triple.predicate.value
        if name not in _OF_MEASURES or not isinstance(subject, ox.NamedNode):
            continue
        term = value_text(triple.object)
        if prefixes.is_term(term) and term not in ontology.types:
            continue
        if name == RDF + "type" and _is_measure_class(term, ontology):
            if subject.value not in kinds:
                problem = "this measure has no kind, so its figures cannot be compared"
                remedy = f"add kg:measureKind, with one of {_KINDS}"
                yield _finding(
                    prefixes, "measure-kind", document, subject, subject.value, problem, remedy
                )
        elif name == KG + "measureKind" and MeasureKind.of_term(term) is None:
            problem = (
                f"{prefixes.shorten(term)} is no kind of measure by which figures can be compared"
            )
            yield _finding(
                prefixes, "measure-kind", document, subject, name, problem, f"use one of {_KINDS}"
            )
        elif name == KG + "measure" and not _is_measure(term, ontology):
            problem = f"{prefixes.shorten(term)} is no measure, so this figure cannot be compared"
            remedy = "use a kg:Measure, for example kg:personnelDeployed"
            yield _finding(prefixes, "measure-kind", document, subject, name, problem, remedy)


def _is_measure_class(term: str, ontology: Ontology) -> bool:
    return KG + "Measure" in ontology.above(term)


def _is_measure(term: str, ontology: Ontology) -> bool:
    return any(_is_measure_class(kind, ontology) for kind in ontology.types.get(term, ()))
