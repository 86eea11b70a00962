"""Find misspelt terms of reused vocabularies: skos:altLable, sh:minCout, xsd:interger."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.errors import did_you_mean, nearest
from kg.iris import EDTF, OA, local_name, shorten

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from kg.curate.checks.source_map import SourceMap
    from kg.errors import Finding
    from kg.text.turtle.document import Document

CHECK = ("unknown-reused-term", "error")
# What we use of the Web Annotation vocabulary (https://www.w3.org/TR/annotation-vocab/), and the
# one datatype of EDTF that the program reads: rdflib knows neither.
_OWN = {
    OA: frozenset((OA + "TextPositionSelector", OA + "start", OA + "end")),
    EDTF.removesuffix("EDTF"): frozenset((EDTF,)),
}


#: How the namespaces of reused vocabularies begin: of other terms rdflib need not be asked.
_SPACES = ("http://www.w3.org/", "http://purl.org/", "http://id.loc.gov/", "https://www.w3.org/")


@cache
def reused() -> dict[str, Container[str]]:
    """By namespace, the terms of each reused vocabulary; those of most come from rdflib."""
    from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD

    known: dict[str, Container[str]] = {**_OWN}
    for space in (DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD):
        known[str(space)] = cast("Container[str]", space)  # by its metaclass; rdflib says Any
    return known


def vocabulary_findings(documents: Sequence[Document], source_map: SourceMap) -> Iterator[Finding]:
    """A finding for each term in a reused namespace that its vocabulary does not have.

    Raises ImportError without rdflib.
    """
    known_good: set[str] = set()
    for document in documents:
        for triple, term in unknown_reused(document, known_good):
            if not isinstance(triple.subject, ox.Triple):
                yield source_map.finding(
                    CHECK,
                    triple.subject,
                    f"{shorten(term)} is no term of its vocabulary",
                    _remedy(term, reused()[_namespace(term)]),
                    term,
                )


def unknown_reused(document: Document, known_good: set[str]) -> list[tuple[ox.Triple, str]]:
    """The terms in a reused namespace that its vocabulary does not have, each with its triple.

    ``known_good`` are terms that are right, to which others are added: asking rdflib costs, and the same
    few come again and again. Raises ImportError without rdflib, where there are others.
    """
    unknown = document.named - known_good
    wrong = {term for term in unknown if not _is_known(term)}
    known_good |= unknown - wrong
    if not wrong:
        return []
    return [
        (triple, term) for triple in document.triples for term in _terms(triple) if term in wrong
    ]


def _is_known(term: str) -> bool:
    """Whether a vocabulary that is reused has a term, or it is of none such."""
    namespace = _namespace(term)
    is_reused = namespace.startswith(_SPACES) and term != namespace
    return not is_reused or term in reused().get(namespace, (term,))


def known_terms(documents: Iterable[Document]) -> set[str]:
    """The terms of reused vocabularies in documents in which none is unknown."""
    known: set[str] = set()
    for document in documents:
        unknown_reused(document, known)
    return {term for term in known if _namespace(term) in reused()}


def _namespace(term: str) -> str:
    return term[: len(term) - len(local_name(term))]


def _terms(triple: ox.Triple) -> Iterator[str]:
    yield triple.predicate.value
    if isinstance(triple.object, ox.NamedNode):
        yield triple.object.value
    elif isinstance(triple.object, ox.Literal):
        yield triple.object.datatype.value


def _remedy(term: str, known: Container[str]) -> str:
    iris = sorted(known) if isinstance(known, frozenset) else [str(name) for name in dir(known)]
    near = nearest(shorten(term), map(shorten, iris))
    return did_you_mean(near, "see the specification of its vocabulary")
