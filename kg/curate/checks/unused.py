"""Find the terms that no source, no other term, no question and no rule uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import Finding
from kg.iris import OWL, RDF
from kg.text.inputs import query_paths, read_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.claims.ontology import Ontology
    from kg.iris import Prefixes
    from kg.text.turtle.document import Document

CHECK = ("unused-term", "review")
#: The kinds of terms that should be used. A word of a vocabulary may wait for a source.
_EXPECTED = {OWL + name for name in ("Class", "ObjectProperty", "DatatypeProperty")}
_NAME = re.compile(r"\b([a-z][\w\-]*):([A-Za-z][\w\-]*)")


def unused_findings(
    ontology: Sequence[Document], quads: Iterable[ox.Quad], terms: Ontology, folders: Iterable[Path]
) -> Iterator[Finding]:
    """A finding for each class and property that is named nowhere but in its own block.

    ``quads`` are all that a build makes, derived ones too; ``folders`` hold questions and rules.
    """
    prefixes = terms.prefixes
    used_terms = _terms_in_queries(folders, prefixes)
    for quad in quads:
        for term in (quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode) and term != quad.subject:
                used_terms.add(term.value)
    for document in ontology:
        for triple in document.triples:
            iri = getattr(triple.subject, "value", "")
            if triple.predicate.value != RDF + "type" or iri in used_terms:
                continue
            if not prefixes.is_term(iri):
                continue
            if terms.types[iri] & _EXPECTED:
                used_terms.add(iri)  # once is enough
                yield Finding(
                    *CHECK,
                    document.shown,
                    document.line(iri),
                    prefixes.shorten(iri),
                    "no source, term, question or rule uses it",
                    "keep it if a source will need it; else take it out, or deprecate it",
                )


def _terms_in_queries(folders: Iterable[Path], prefixes: Prefixes) -> set[str]:
    return {
        prefixes[prefix] + local
        for folder in folders
        for path in query_paths(folder)
        for prefix, local in _NAME.findall(read_query(path, str(path), "this file"))
        if prefix in prefixes
    }
