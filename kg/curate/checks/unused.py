"""Terms that nothing uses: no source, no other term, no question and no rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import Finding
from kg.iris import OWL, PREFIXES, RDF, is_term, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.claims.ontology import Ontology
    from kg.text.turtle.document import Document

CHECK = ("unused-term", "review")
#: Of these a term is expected to be used; a word of a vocabulary waits for a source that needs it.
_EXPECTED = {OWL + name for name in ("Class", "ObjectProperty", "DatatypeProperty")}
_NAME = re.compile(r"\b([a-z][\w\-]*):([A-Za-z][\w\-]*)")


def unused_findings(
    ontology: Sequence[Document], quads: Iterable[ox.Quad], terms: Ontology, folders: Iterable[Path]
) -> Iterator[Finding]:
    """Each class and property that stands nowhere but in its own block.

    ``quads`` are all that a build makes, what it derives too; ``folders`` hold questions and rules.
    """
    used = _named(folders)
    for quad in quads:
        for term in (quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode) and term != quad.subject:
                used.add(term.value)
    for document in ontology:
        for triple in document.triples:
            iri = getattr(triple.subject, "value", "")
            if triple.predicate.value != RDF + "type" or iri in used or not is_term(iri):
                continue
            if terms.types[iri] & _EXPECTED:
                used.add(iri)  # once is enough
                yield Finding(
                    *CHECK,
                    document.shown,
                    document.line(iri),
                    shorten(iri),
                    "no source, term, question or rule uses it",
                    "keep it if a source will need it; else take it out, or deprecate it",
                )


def _named(folders: Iterable[Path]) -> set[str]:
    return {
        PREFIXES[prefix] + local
        for folder in folders
        for path in folder.glob("*.rq")
        for prefix, local in _NAME.findall(path.read_text(encoding="utf-8"))
        if prefix in PREFIXES
    }
