"""The quads of a text as lines of N-Quads: what a build of all texts writes, without an object for each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.derive import claim_values, entity_quads
from kg.claims.claim import read_claims
from kg.iris import DERIVED_GRAPH, ONTOLOGY_GRAPH, XSD
from kg.store.oxigraph import OxigraphStore
from kg.store.sections import parsed
from kg.text.turtle.document import own_blank_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.claims.claim import Claim, Term
    from kg.claims.ontology import Ontology
    from kg.text.turtle.document import Document

_BLANK = re.compile(rb"_:(\w+)")
_XSD = re.escape(XSD).encode()
# A literal in which nothing is escaped, of a datatype of which a store keeps the value: numbers, days.
_VALUE = re.compile(rb' ("[^"\\\n]*"\^\^<' + _XSD + rb"(?!anyURI>)\w+>) \.\n")
# Those of them that have the spelling of the store already, which are nearly all.
_AS_STORED = re.compile(
    rb'"(?:(?:0|-?[1-9]\d{0,14})"\^\^<' + _XSD + rb"integer>"
    rb'|(?:0|-?[1-9]\d{0,14})(?:\.\d{0,14}[1-9])?"\^\^<' + _XSD + rb"decimal>"
    rb'|\d{4}-\d\d-\d\d"\^\^<' + _XSD + rb"date>)"
)
_NEWLINE = ord("\n")


class Lines(NamedTuple):
    """Lines of N-Quads, each once; how many there are, and how many claims they state."""

    text: bytes
    quads: int
    claims: int


def document_lines(document: Document, terms: Ontology) -> Lines:
    """What ``document_quads`` gives of a text ``with_own_blank_nodes``, as a store gives it back.

    Raises as that does.
    """
    names: dict[bytes, bytes] = {}

    def own(found: re.Match[bytes]) -> bytes:
        text, start, end = found.string, found.start(), found.end()
        is_subject = start == 0 or text[start - 1] == _NEWLINE
        if not is_subject and text[end : end + 3] != b" .\n":
            return found[0]  # in a literal, which never ends a line of triples
        if found[1] not in names:
            names[found[1]] = b"_:" + own_blank_node(document, len(names)).encode()
        return names[found[1]]

    triples = _spelled(_serialized(document.triples, ox.RdfFormat.N_TRIPLES))
    graph = str(ox.NamedNode(document.graph)).encode()
    stated = _BLANK.sub(own, triples).replace(b" .\n", b" " + graph + b" .\n")
    claims: list[Claim] = []
    derived = b""
    if document.graph != ONTOLOGY_GRAPH:
        claims = read_claims(document.triples, document.graph, terms)
        said = claim_values(claims, document.triples, document.graph, terms)
        derived = "".join(
            f"<{subject}> {after_subject(name, value)}"
            for subject, values in said
            for name, value in values
        ).encode()
        entities = _serialized(entity_quads(document.triples, terms), ox.RdfFormat.N_QUADS)
        derived += _BLANK.sub(own, entities)
    lines = dict.fromkeys((stated + derived).splitlines(keepends=True))
    return Lines(b"".join(lines), len(lines), len(claims))


def _serialized(statements: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    return ox.serialize(statements, format=form) or b""


def _spelled(lines: bytes) -> bytes:
    """Lines of triples with numbers and days in the spelling of the store."""
    others = [v for v in set(_VALUE.findall(lines)) if not _AS_STORED.fullmatch(v)]
    if not others:
        return lines
    kept = dict(zip(others, _as_stored(others), strict=True))

    def spelled(found: re.Match[bytes]) -> bytes:
        value = bytes(found[1])
        return b" %b .\n" % kept.get(value, value)

    return _VALUE.sub(spelled, lines)


def _as_stored(literals: Sequence[bytes]) -> list[bytes]:
    """Literals (in N-Triples) as a store gives them back."""
    store = OxigraphStore()
    for number, literal in enumerate(literals):
        line = b"<%b%d> <%b> %b .\n" % (XSD.encode(), number, XSD.encode(), literal)
        store.add(parsed(line))
    nodes = (ox.NamedNode(f"{XSD}{number}") for number in range(len(literals)))
    return [str(quad.object).encode() for node in nodes for quad in store.quads(node)]


@lru_cache(10_000)
def after_subject(name: str, value: Term) -> str:
    """What follows the subject in a line of the derived graph."""
    after = _spelled(f" {value} .\n".encode()).decode().removesuffix(".\n")
    return f"<{name}>{after}<{DERIVED_GRAPH}> .\n"
