"""Triples of a source that are of no source, claim or entity; and where in a text a finding is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.closure import closure
from kg.errors import Finding
from kg.iris import KGD, RDF, SRC
from kg.text.turtle.edit import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from kg.build.glance import Glance
    from kg.claims.ontology import Ontology
    from kg.iris import Prefixes
    from kg.text.turtle.document import Document

_TYPE = RDF + "type"


def finding_at(
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


def types_in(glances: Sequence[Glance]) -> Callable[[str], Collection[str]]:
    """A function from a named node to the classes that some texts state of it, all as IRIs."""

    @cache
    def types() -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for glance in glances:
            for iri, kinds in glance.types.items():
                found.setdefault(iri, set()).update(kinds)
        return found

    return lambda iri: types().get(iri, ())


def strays(
    glance: Glance, kinds_of: Callable[[str], Collection[str]], ontology: Ontology
) -> Iterator[Finding]:
    """That a file of ``seeds/`` holds nothing, or triples that are of no source, claim or entity.

    ``kinds_of`` gives the classes that the whole text states of a named node.
    """
    document = glance.document
    if not document.triples:
        problem, remedy = "this file holds nothing", "restore it from git, or take it away"
        yield Finding("empty-source", "error", document.shown, 1, "", problem, remedy)
    for iri in glance.subjects:
        if iri.startswith((KGD, SRC)) or any(map(ontology.is_class, kinds_of(iri))):
            continue
        yield finding_at(
            ontology.prefixes,
            "stray-triple",
            document,
            ox.NamedNode(iri),
            iri,
            "this is no source, claim or entity, and of no class of the ontology",
            "a file of seeds/ holds a source, its claims and its entities: say what this is, or"
            " take it away",
        )
    if _has_strays(glance):
        problem = "nodes without a name belong to nothing: no claim, source or entity leads to them"
        remedy = "write each as a value of what it belongs to, or take it away"
        line = _line_of_stray(document.text)
        yield Finding("stray-triple", "error", document.shown, line, "", problem, remedy)


def _has_strays(glance: Glance) -> bool:
    """Whether a blank node of no class, at which no shape looks, is one to which no named node leads."""
    inner: dict[object, list[object]] = {}
    owned: list[object] = []
    for triple in glance.blank:
        if triple.predicate.value == _TYPE:
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
