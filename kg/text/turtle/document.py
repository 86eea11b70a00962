"""Parse Turtle files into documents that know the line of each term."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pyoxigraph as ox

from kg.errors import DataError, Finding
from kg.iris import CORE, SRC
from kg.text.turtle.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.iris import Prefixes
    from kg.text.inputs import InputFile


Node = TypeVar("Node")


class Mention(NamedTuple):
    """An IRI where it stands in a text, and whether it is the subject that opens a block."""

    iri: str
    line: int  # from 1
    opens_block: bool


@dataclass(frozen=True)
class Document:
    """A parsed Turtle file. ``graph``: the IRI of the named graph of its triples; ``shown``: its name
    in messages.
    """

    path: Path
    shown: str
    text: str
    graph: str
    triples: tuple[ox.Triple, ...] = field(repr=False)

    @property
    def stem(self) -> str:
        """The name of the file without its ending: the id of a source."""
        return self.path.stem

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Each place where an IRI is named as a term, in the order of the file."""
        return tuple(_mentions(self.text))

    @cached_property
    def named(self) -> frozenset[str]:
        """The IRIs of its properties, of their values, and of the datatypes of these."""
        values = {triple.object for triple in self.triples}
        values.update({triple.predicate for triple in self.triples})
        named = {one.value for one in values if isinstance(one, ox.NamedNode)}
        named |= {value.datatype.value for value in values if isinstance(value, ox.Literal)}
        return frozenset(named)

    @cached_property
    def _first_lines(self) -> dict[str, int]:
        """The line of the first mention of each IRI."""
        return {mention.iri: mention.line for mention in reversed(self.mentions)}

    @cached_property
    def _block_starts(self) -> dict[str, int]:
        """The index in ``mentions`` of the first block of each subject."""
        starts: dict[str, int] = {}
        for index, mention in enumerate(self.mentions):
            if mention.opens_block:
                starts.setdefault(mention.iri, index)
        return starts

    def line(self, subject: str, term: str | None = None) -> int:
        """The line (from 1) of the first block of a subject, or of a term inside that block.

        ``subject`` and ``term`` are IRIs. Where the block or the term is missing: the first line
        that names the term, else the subject; 0 if none does.
        """
        start = self._block_starts.get(subject)
        if start is not None:
            if term is not None:
                for index in range(start + 1, len(self.mentions)):
                    mention = self.mentions[index]
                    if mention.opens_block:
                        break
                    if mention.iri == term:
                        return mention.line
            return self.mentions[start].line
        return self._first_lines.get(term or "") or self._first_lines.get(subject, 0)


def _mentions(text: str) -> Iterator[Mention]:
    opens_block = True
    for token in tokens(text):
        if token.kind == "comment":
            continue
        if token.iri:
            yield Mention(token.iri, token.line, opens_block)
        # A block begins after the point of another, or after a PREFIX, which has no point.
        ends_block = token.kind == "mark" and token.text == "." and token.depth == 0
        opens_block = ends_block or token.kind == "namespace"


def iris_of(triple: ox.Triple) -> Iterator[str]:
    """The IRIs in a triple: of its terms, and of the datatype of its object."""
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, ox.NamedNode):
            yield term.value
        elif isinstance(term, ox.Literal):
            yield term.datatype.value


def source_iri(stem: str) -> str:
    """The IRI of the source in a file of seeds/, which is that of its named graph too."""
    return SRC + stem


def parse_turtle(file: InputFile, graph: str, prefixes: Prefixes = CORE) -> Document:
    """Parse one file into a document with the given graph IRI.

    ``prefixes`` are those that the remedy for an undeclared prefix knows; a file declares its own.
    Raises DataError with one finding where it is no Turtle of RDF 1.1 in UTF-8.
    """
    try:
        text = file.data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = file.data.count(b"\n", 0, error.start) + 1
        raise DataError(
            [_broken(file, line, f"byte {error.start} is not UTF-8", "save the file as UTF-8")]
        ) from None
    if text.startswith("\ufeff"):
        raise DataError(
            [
                _broken(
                    file,
                    1,
                    "the file begins with a byte order mark",
                    "save it as UTF-8 without BOM",
                )
            ]
        )
    try:
        # Renamed, since "_:e" of one file is not "_:e" of another, and one store holds both.
        quads = tuple(
            ox.parse(
                text,
                format=ox.RdfFormat.TURTLE,
                without_named_graphs=True,
                rename_blank_nodes=True,
            )
        )
    except SyntaxError as error:
        raise DataError([_syntax(file, error, prefixes)]) from None
    document = Document(file.path, file.shown, text, graph, tuple(quad.triple for quad in quads))
    for triple in document.triples:
        if isinstance(triple.object, ox.Triple):
            line = document.line(getattr(triple.subject, "value", ""))
            raise DataError(
                [
                    _broken(
                        file,
                        line,
                        "a triple inside a triple (RDF 1.2), which not every tool reads",
                        "write RDF 1.1: a claim has rdf:subject, rdf:predicate and rdf:object",
                    )
                ]
            )
    return document


def with_own_blank_nodes(document: Document) -> Document:
    """The document with names for its blank nodes that are the same whenever it is read, and its own."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def own(term: Node) -> Node | ox.BlankNode:
        if not isinstance(term, ox.BlankNode):
            return term
        if term not in names:
            names[term] = ox.BlankNode(own_blank_node(document, len(names)))
        return names[term]

    triples = tuple(
        ox.Triple(own(triple.subject), triple.predicate, own(triple.object))
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)
        else triple
        for triple in document.triples
    )
    return replace(document, triples=triples)


def own_blank_node(document: Document, number: int) -> str:
    """The name that ``with_own_blank_nodes`` gives the blank node with this number, from 0, in its order."""
    key = f"{document.graph} {document.shown} {number}"
    return hashlib.blake2b(key.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _broken(file: InputFile, line: int, problem: str, remedy: str) -> Finding:
    return Finding("syntax", "error", file.shown, line, "", problem, remedy)


def _syntax(file: InputFile, error: SyntaxError, prefixes: Prefixes) -> Finding:
    message = re.sub(r"^Parser error (?:at|between) .*?: ", "", error.msg or str(error))
    column = f" (column {error.offset})" if error.offset else ""
    remedy = "mend the Turtle here; the mistake may be at the end of the line before"
    if undeclared := re.search(r"prefix (\S*?):? (?:has not|is not)", message):
        space = {"c": f"{SRC}{file.path.stem}/"}.get(
            undeclared[1], prefixes.get(undeclared[1], "…")
        )
        remedy = f"declare it at the top of the file: @prefix {undeclared[1]}: <{space}> ."
    return _broken(file, error.lineno or 0, message + column, remedy)


def parse_all(
    files: Sequence[InputFile],
    graph_of: dict[Path, str],
    prefixes: Prefixes = CORE,
    parsed: Mapping[Path, Document] | None = None,
) -> list[Document]:
    """Parse all files, each with its graph IRI, as ``parse_turtle``. Raises one DataError for all that are no Turtle.

    ``parsed``: documents by their files, which are taken where the text of the file is still theirs.
    """
    documents: list[Document] = []
    findings: list[Finding] = []
    for file in files:
        known = (parsed or {}).get(file.path)
        if known is not None and known.text.encode() == file.data:
            documents.append(known)
            continue
        try:
            documents.append(parse_turtle(file, graph_of[file.path], prefixes))
        except DataError as error:
            findings += error.findings
    if findings:
        raise DataError(findings)
    return documents
