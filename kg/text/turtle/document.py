"""Read the Turtle files of a layout, and say in which line a term stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import DataError, Finding
from kg.iris import PREFIXES, SRC

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.text.inputs import InputFile

# Tokens of Turtle 1.1 that matter for finding a term: what can hide one (strings, comments),
# and what names one. https://www.w3.org/TR/turtle/#sec-grammar
_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<comment>\#[^\n]*)"
    r"|(?P<prefix>@?[Pp][Rr][Ee][Ff][Ii][Xx]\s+(?P<name>[\w.\-]*):\s*<(?P<space>[^>]*)>)"
    r"|<(?P<iri>[^<>\s]*)>"
    r"|(?P<curie>[A-Za-z][\w.\-]*)?:(?P<local>[\w.\-/%\\]*[\w\-/%])?"
    r"|(?P<number>[+\-]?\d*\.\d+)"  # its point ends no block
    r"|(?P<stop>[.;\[\]])",
    re.DOTALL,
)


@dataclass(frozen=True)
class Document:
    """A parsed Turtle file; ``graph`` is the named graph that its triples belong to."""

    path: Path
    shown: str
    text: str
    graph: str
    triples: tuple[ox.Triple, ...] = field(repr=False)

    @property
    def stem(self) -> str:
        return self.path.stem

    @cached_property
    def _places(self) -> list[tuple[str, int, bool]]:
        return list(_named(self.text))

    @cached_property
    def _heads(self) -> dict[str, int]:
        """Where in ``_places`` the first block of each subject opens."""
        heads: dict[str, int] = {}
        for index, (iri, _, head) in enumerate(self._places):
            if head:
                heads.setdefault(iri, index)
        return heads

    @property
    def heads(self) -> list[tuple[str, int]]:
        """The subject and line of each block, in the order of the file."""
        return [(iri, line) for iri, line, head in self._places if head]

    def line(self, subject: str, term: str | None = None) -> int:
        """The line (from 1) of a subject's block, or of a term (IRI) inside that block.

        Falls back to the first place where the term, then the subject, stands; 0 if nowhere.
        """
        start = self._heads.get(subject)
        if start is not None:
            if term is None:
                return self._places[start][1]
            for iri, line, head in self._places[start + 1 :]:
                if head:
                    break
                if iri == term:
                    return line
            return self._places[start][1]
        for wanted in (term, subject):
            for iri, line, _ in self._places:
                if iri == wanted:
                    return line
        return 0


def _named(text: str) -> Iterator[tuple[str, int, bool]]:
    """Each IRI in a Turtle text with its line and whether it opens a block of triples."""
    prefixes: dict[str, str] = {}
    head, depth, line, seen = True, 0, 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        kind = match.lastgroup
        if match["prefix"]:
            prefixes[match["name"]] = match["space"]
        elif match["stop"]:
            depth += {"[": 1, "]": -1}.get(match["stop"], 0)
            head = head or (match["stop"] == "." and depth == 0)
        elif kind in ("string", "comment", "number"):
            continue
        elif match["iri"] is not None:
            yield match["iri"], line, head
            head = False
        elif (match["curie"] or "") in prefixes:
            local = re.sub(r"\\(.)", r"\1", match["local"] or "")
            yield prefixes[match["curie"] or ""] + local, line, head
            head = False


def iris_of(triple: ox.Triple) -> Iterator[str]:
    """The IRIs that a triple names: of its three terms, and of its value's datatype."""
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, ox.NamedNode):
            yield term.value
        elif isinstance(term, ox.Literal):
            yield term.datatype.value


def source_iri(stem: str) -> str:
    """The IRI of the source (and of its named graph) that a seeds file holds."""
    return SRC + stem


def parse_turtle(file: InputFile, graph: str) -> Document:
    """Parse one file. Raises DataError with file, line and remedy when it is not Turtle."""
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
        raise DataError([_syntax(file, error)]) from None
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


def _broken(file: InputFile, line: int, problem: str, remedy: str) -> Finding:
    return Finding("syntax", "error", file.shown, line, "", problem, remedy)


def _syntax(file: InputFile, error: SyntaxError) -> Finding:
    message = re.sub(r"^Parser error (?:at|between) .*?: ", "", error.msg or str(error))
    column = f" (column {error.offset})" if error.offset else ""
    remedy = "mend the Turtle here; the mistake may be at the end of the line before"
    if undeclared := re.search(r"prefix (\S*?):? (?:has not|is not)", message):
        space = {"c": f"{SRC}{file.path.stem}/"}.get(
            undeclared[1], PREFIXES.get(undeclared[1], "…")
        )
        remedy = f"declare it at the top of the file: @prefix {undeclared[1]}: <{space}> ."
    return _broken(file, error.lineno or 0, message + column, remedy)


def parse_all(files: Sequence[InputFile], graph_of: dict[Path, str]) -> list[Document]:
    """Parse every file. Raises one DataError that names all the broken ones."""
    documents: list[Document] = []
    findings: list[Finding] = []
    for file in files:
        try:
            documents.append(parse_turtle(file, graph_of[file.path]))
        except DataError as error:
            findings += error.findings
    if findings:
        raise DataError(findings)
    return documents
