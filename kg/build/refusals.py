"""What a build refuses: terms that do not exist, references to nothing, literals that lie."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.glance import Glance
from kg.build.strays import finding_at, strays, types_in
from kg.claims.claim import value_text
from kg.claims.figure import MeasureKind
from kg.claims.literals import date_problem, finite_number, literal_problem
from kg.errors import Finding, did_you_mean, nearest
from kg.iris import KG, KGD, OWL, RDF, SKOS, SRC, local_name
from kg.text.turtle.document import iris_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    glances = [Glance(document) for document in (*ontology_documents, *seeds)]
    described = {iri for glance in glances for iri in glance.subjects}
    phrases = _phrases(ontology_documents, ontology.prefixes)
    kinds = _measure_kinds(glances)
    findings: list[Finding] = []
    for glance in glances:
        findings += _of_document(glance, ontology, phrases, described, kinds)
    types = types_in(glances)
    for glance in glances[len(ontology_documents) :]:
        findings += _predicates_of_claims(glance, ontology)
        findings += strays(glance, types, ontology)
    return findings


def findings_of_some(
    ontology_documents: Sequence[Document],
    seeds: Sequence[Document],
    ontology: Ontology,
    described: Collection[str],
    types: Mapping[str, set[str]],
) -> list[Finding]:
    """As ``structure_findings``, of some sources beside others that are not given.

    ``described`` are the IRIs that any text describes, ``types`` the classes of what these describe.
    """
    of_ontology, own = ([Glance(d) for d in group] for group in (ontology_documents, seeds))
    kinds = _measure_kinds([*of_ontology, *own])
    phrases = _phrases(ontology_documents, ontology.prefixes)
    known = types_in([*of_ontology, *own])

    def kinds_of(iri: str) -> set[str]:
        return {*known(iri), *types.get(iri, ())}

    return [
        finding
        for glance in own
        for finding in (
            *_of_document(glance, ontology, phrases, described, kinds),
            *_predicates_of_claims(glance, ontology),
            *strays(glance, kinds_of, ontology),
        )
    ]


def findings_of_seed(
    document: Document, ontology: Ontology, described: Collection[str]
) -> list[Finding]:
    """What would break the graph in one source, if others say nothing of what it describes.

    ``described`` are the IRIs that any text describes. Where there is none here, ``structure_findings``
    has none in this source either; where there is one, that may not have it, or in other words.
    """
    glance = Glance(document)
    return [
        *_of_document(glance, ontology, {}, described, _measure_kinds([glance])),
        *_predicates_of_claims(glance, ontology),
        *strays(glance, types_in([glance]), ontology),
    ]


def _of_document(
    glance: Glance,
    ontology: Ontology,
    phrases: Mapping[str, str],
    described: Collection[str],
    kinds: Mapping[str, str],
) -> list[Finding]:
    """The findings in any text, in the order of its lines."""
    found = {
        *_unknown_terms(glance, ontology, phrases),
        *_dangling(glance, described, ontology.prefixes),
        *_literals(glance, ontology.prefixes),
        *_upside_down(glance, ontology.prefixes),
        *_measures_without_kind(glance, ontology, kinds),
    }
    return sorted(found, key=lambda finding: finding.line)


def _unknown_terms(
    glance: Glance, ontology: Ontology, phrases: Mapping[str, str]
) -> Iterator[Finding]:
    """Terms in the namespaces of the ontology that it does not have."""
    prefixes, document = ontology.prefixes, glance.document
    known = ontology.types
    unknown = {i for i in glance.iris if i.startswith(prefixes.terms) and i not in known}
    unknown = {iri for iri in unknown if prefixes.is_term(iri)}
    for triple in document.triples if unknown else ():
        for term in iris_of(triple):
            if term in unknown:
                yield finding_at(
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


def _dangling(glance: Glance, described: Collection[str], prefixes: Prefixes) -> Iterator[Finding]:
    """Entities and sources that are named and that no file describes (``described``: all IRIs)."""
    document = glance.document
    is_whole = all(iri in described for iri in glance.objects if iri.startswith((KGD, SRC)))
    for triple in () if is_whole else document.triples:
        target = triple.object
        if not isinstance(target, ox.NamedNode) or target.value in described:
            continue
        if target.value.startswith((KGD, SRC)):
            names = [
                prefixes.shorten(iri) for iri in sorted(described) if iri.startswith((KGD, SRC))
            ]
            near = nearest(prefixes.shorten(target.value), names)
            give = "give it a type and an rdfs:label in this file or in a reference file"
            yield finding_at(
                prefixes,
                "dangling-reference",
                document,
                triple.subject,
                target.value,
                f"nothing describes {prefixes.shorten(target.value)}",
                did_you_mean(near, then=f"If not, {give}") if near else give,
            )


def _predicates_of_claims(glance: Glance, ontology: Ontology) -> Iterator[Finding]:
    """Claims whose predicate is no relation that a claim can state."""
    for triple in glance.of(RDF + "predicate"):
        term = triple.object
        if not isinstance(term, ox.NamedNode):
            continue
        if ontology.prefixes.is_term(term.value) and term.value not in ontology.types:
            continue  # already reported as an unknown term
        if not ontology.is_relation(term.value):
            yield finding_at(
                ontology.prefixes,
                "unknown-predicate",
                glance.document,
                triple.subject,
                term.value,
                f"{ontology.prefixes.shorten(term.value)} is no relation that a claim can state",
                "use a property that the ontology types as kg:Relation",
            )


def _literals(glance: Glance, prefixes: Prefixes) -> Iterator[Finding]:
    """Literals that are not of the form of their datatype, and dates that are no EDTF."""
    document = glance.document
    is_fine = not any(map(literal_problem, glance.literals)) and not any(
        date_problem(text) for text in {_text(triple.object) for triple in glance.of(*_DATED)}
    )
    for triple in () if is_fine else document.triples:
        value = triple.object
        if triple.predicate.value in _DATED:
            problem = date_problem(_text(value))
        else:
            problem = literal_problem(value) if isinstance(value, ox.Literal) else None
        if problem:
            yield finding_at(
                prefixes,
                "bad-literal",
                document,
                triple.subject,
                triple.predicate.value,
                *problem,
            )


def _text(value: object) -> str:
    """What a value says, by which a date is read."""
    return str(getattr(value, "value", value))


def _upside_down(glance: Glance, prefixes: Prefixes) -> Iterator[Finding]:
    """Bounds that are no numbers, or of which the lower is above the upper."""
    document = glance.document
    bounds: dict[ox.NamedNode, dict[str, Decimal]] = {}
    for triple in glance.of(*_NUMBERS, *_WHOLE_NUMBERS):
        name = triple.predicate.value
        number = finite_number(getattr(triple.object, "value", ""))
        whole = number is not None and number == number.to_integral_value()
        if number is None or (name in _WHOLE_NUMBERS and not whole):
            yield finding_at(
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
                yield finding_at(
                    prefixes,
                    "interval-upside-down",
                    document,
                    subject,
                    KG + low_name,
                    f"kg:{low_name} {low} is above kg:{high_name} {high}",
                    "swap them, or read the figure in the source again",
                )


def _measure_kinds(glances: Iterable[Glance]) -> dict[str, str]:
    """The kind that is stated of each measure, both as IRIs, whether it is known or not."""
    return {
        triple.subject.value: triple.object.value
        for glance in glances
        for triple in glance.of(KG + "measureKind")
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode)
    }


def _measures_without_kind(
    glance: Glance, ontology: Ontology, kinds: Mapping[str, str]
) -> Iterator[Finding]:
    """Measures of no kind that the program knows, and estimates that measure by no measure.

    Whether two figures contradict rests on the kind (``kg.claims.figure.MeasureKind``), so none
    may be assumed. ``kinds`` is what the whole text states. Terms that do not exist are reported
    elsewhere.
    """
    prefixes, document = ontology.prefixes, glance.document
    for triple in glance.of(*_OF_MEASURES):
        subject, name = triple.subject, triple.predicate.value
        if not isinstance(subject, ox.NamedNode):
            continue
        term = value_text(triple.object)
        if prefixes.is_term(term) and term not in ontology.types:
            continue
        if name == RDF + "type" and _is_measure_class(term, ontology):
            if subject.value not in kinds:
                problem = "this measure has no kind, so its figures cannot be compared"
                remedy = f"add kg:measureKind, with one of {_KINDS}"
                yield finding_at(
                    prefixes, "measure-kind", document, subject, subject.value, problem, remedy
                )
        elif name == KG + "measureKind" and MeasureKind.of_term(term) is None:
            problem = (
                f"{prefixes.shorten(term)} is no kind of measure by which figures can be compared"
            )
            yield finding_at(
                prefixes, "measure-kind", document, subject, name, problem, f"use one of {_KINDS}"
            )
        elif name == KG + "measure" and not _is_measure(term, ontology):
            problem = f"{prefixes.shorten(term)} is no measure, so this figure cannot be compared"
            remedy = "use a kg:Measure, for example kg:personnelDeployed"
            yield finding_at(prefixes, "measure-kind", document, subject, name, problem, remedy)


def _is_measure_class(term: str, ontology: Ontology) -> bool:
    return KG + "Measure" in ontology.above(term)


def _is_measure(term: str, ontology: Ontology) -> bool:
    return any(_is_measure_class(kind, ontology) for kind in ontology.types.get(term, ()))
