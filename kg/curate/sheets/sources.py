"""The sources that the rows of a sheet belong to: those that are there, and new ones."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.evidence.decoding import decode
from kg.claims.evidence.quotes import Passages
from kg.claims.literals import literal_problem
from kg.curate.checks.texts import copy_of
from kg.curate.sheets.cell import Cell
from kg.curate.sheets.columns import BY_NAME
from kg.curate.sheets.times import read_day, read_time
from kg.errors import TextError, UnclearError
from kg.iris import DCTERMS, EDTF, KG, RDF, RDFS, SRC, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.rows import Problems, Row
    from kg.curate.sheets.table import Table
    from kg.text.turtle.blocks import Line
    from kg.text.turtle.document import Document

_STEM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]*")
Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is taken where the sheet does not say it: day (YYYY-MM-DD), source id, curator's name."""

    today: str
    source: str | None = None
    curator: str | None = None


@dataclass
class SheetSource:
    """A source of the sheet; ``document`` is its file, None where the sheet makes the source.

    ``lines`` are those of a new source; ``sha256``, ``length`` (in characters) and ``passages`` are
    those of its text, where they are known; ``language`` and ``issued`` (EDTF) those of the document.
    """

    stem: str
    document: Document | None
    planned: set[str]  # the claims that the sheet adds, of all its sources
    lines: list[Line] = field(default_factory=list)
    sha256: str | None = None
    length: int | None = None
    address: str = ""
    language: str = "en"
    issued: str = ""
    passages: Passages | None = None
    failed: bool = False

    @property
    def iri(self) -> str:
        """The IRI of the source."""
        return SRC + self.stem


def stem_of(row: Row, defaults: Defaults) -> str:
    """The id of the source that a row belongs to; "" where neither row nor defaults name one."""
    return stem_of_name(row.text("source") or defaults.source or "")


def stem_of_name(name: str) -> str:
    """The id of a source from what a person may write for it: its file, its path, its IRI."""
    name = name.removeprefix("src:").removeprefix(SRC)
    return name.removeprefix("seeds/").removesuffix(".ttl")


def read_sources(
    table: Table,
    lexicon: Lexicon,
    defaults: Defaults,
    texts: Path | None,
    known: Mapping[str, SheetSource] | None = None,
) -> dict[str, SheetSource]:
    """The sources of a sheet by their ids; ``texts`` is the folder of the user's copies of texts.

    ``known``: those that were read before, which are not read again.

    What is wrong is added to the table's problems. Raises KgError for a text that cannot be read.
    """
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        stem = stem_of(row, defaults)
        if not stem:
            remedy = "write the id of the source, or give it for all rows with --source"
            table.problems.add("sheet-cell", row.number, "source", "the cell is empty", remedy)
        elif not _STEM.fullmatch(stem):
            problem = f"“{stem}” cannot be the id of a source"
            remedy = "it is the name of a file: letters a to z, digits, hyphens"
            table.problems.add("sheet-cell", row.number, "source", problem, remedy)
        else:
            rows[stem].append(row)
    planned: set[str] = set()
    there = known or {}
    return {
        stem: there.get(stem)
        or _SourceReader(stem, source_rows, table.problems, lexicon).source(
            planned, texts, defaults
        )
        for stem, source_rows in rows.items()
    }


class _SourceReader:
    """Reads the columns that describe one source, over all the rows that belong to it."""

    def __init__(
        self, stem: str, rows: Iterable[Row], problems: Problems, lexicon: Lexicon
    ) -> None:
        self.stem, self.problems, self.lexicon = stem, problems, lexicon
        self.failed = False
        self.cells: dict[str, Cell] = {}
        self.places: dict[str, int] = {}
        self.first = 0
        for row in rows:
            self.first = self.first or row.number
            for column in PROPERTIES.keys() & row.cells.keys():
                cell, earlier = row.cells[column], self.cells.get(column)
                if earlier is not None and earlier.text != cell.text:
                    problem = f"“{cell.text[:40]}” differs from row {self.places[column]}, of the same source"
                    self.places[column] = row.number
                    self.wrong(column, problem, "say it once, or the same each time")
                self.cells.setdefault(column, cell)
                self.places.setdefault(column, row.number)

    def wrong(self, column: str, problem: str, remedy: str) -> None:
        """Add a finding in a column that describes the source."""
        self.failed = True
        row = self.places.get(column, self.first)
        self.problems.add("sheet-source", row, column, problem, remedy)

    def source(self, planned: set[str], texts: Path | None, defaults: Defaults) -> SheetSource:
        """The source, with the user's copy of its text where there is one in ``texts``."""
        document = self.lexicon.documents.get(self.stem)
        source = SheetSource(self.stem, document, planned)
        terms_by_column = {
            column: self._terms(column) for column in PROPERTIES if column in self.cells
        }
        if document is not None:
            self._compare(document, terms_by_column)
            terms_by_column = {
                column: _stated_in_file(document, name) for column, name in PROPERTIES.items()
            }
        text_by_column = {
            column: getattr(terms[0], "value", "")
            for column, terms in terms_by_column.items()
            if terms
        }
        source.address = text_by_column.get("document address", "")
        source.language = text_by_column.get("language") or "en"
        source.issued = text_by_column.get("published", "")
        source.sha256 = text_by_column.get("text sha256")
        length = text_by_column.get("text length", "")
        source.length = int(length) if re.fullmatch(r"[0-9]{1,18}", length) else None
        self._text(source, texts)
        if document is None:
            terms_by_column["text sha256"] = [ox.Literal(source.sha256)] if source.sha256 else []
            terms_by_column["text length"] = (
                [ox.Literal(source.length)] if source.length is not None else []
            )
            source.lines = self._lines(terms_by_column, defaults)
        source.failed = self.failed
        return source

    def _text(self, source: SheetSource, texts: Path | None) -> None:
        """Add the user's copy of the text, which must have the SHA-256 that the source states."""
        data = copy_of(texts, self.stem) if texts is not None else None
        if data is None:
            return
        digest = hashlib.sha256(data).hexdigest()
        try:
            text = decode(data, source.sha256 or digest)
        except TextError as error:
            self.wrong("text sha256", f"{self.stem}.txt {error.what}", error.remedy)
            return
        source.sha256, source.length = digest, len(text)
        source.passages = Passages(text, f"{self.stem}.txt")

    def _lines(self, terms_by_column: dict[str, list[Term]], defaults: Defaults) -> list[Line]:
        """The lines of a new source in the order of the codebook."""
        if "title" not in self.cells:
            known = ", ".join(sorted(self.lexicon.documents)[:3])
            self.wrong(
                "title",
                f"there is no source “{self.stem}” yet, and the sheet gives no title for it",
                f"fill it in; or name one that is there ({known}, …); or make it first: kg new source",
            )
        if "curator" not in self.cells:
            if defaults.curator is None:
                remedy = "fill it in, or give it for all rows with --curator NAME"
                self.wrong("curator", "nothing says who wrote the claims down", remedy)
            else:
                self.cells["curator"] = Cell(defaults.curator)
                terms_by_column["curator"] = self._terms("curator")
        today = ox.Literal(defaults.today, datatype=ox.NamedNode(XSD + "date"))
        usual: dict[str, Term] = {
            "document kind": ox.NamedNode(KG + "Source"),
            "recorded": today,
            "review": ox.NamedNode(KG + "draft"),
        }
        return [
            (name, term)
            for column, name in PROPERTIES.items()
            for term in terms_by_column.get(column) or ([usual[column]] if column in usual else [])
        ]

    def _compare(self, document: Document, terms_by_column: Mapping[str, Sequence[Term]]) -> None:
        """Add a finding where a sheet says of a source that is there what its file does not."""
        for column, terms in terms_by_column.items():
            values_there = {term.value for term in _stated_in_file(document, PROPERTIES[column])}
            if not {term.value for term in terms} <= values_there:
                shorten = self.lexicon.names.prefixes.shorten
                shown = "; ".join(sorted(map(shorten, values_there))) or "nothing of it"
                self.wrong(
                    column,
                    f"{document.shown} says: {shown}; a source that is there is not altered",
                    "empty the cell; if the file is wrong, correct it there",
                )

    def _terms(self, column: str) -> list[Term]:
        """The values of a column that describes the source; empty where the cell is wrong."""
        try:
            return self._read(column, self.cells[column])
        except UnclearError as fault:
            self.wrong(column, fault.what, fault.remedy or "see seeds/SHEETS.md")
        return []

    def _read(self, column: str, cell: Cell) -> list[Term]:
        names, text = self.lexicon.names, cell.text
        if column == "document kind":
            return [ox.NamedNode(names.kind(text, KG + "Source"))]
        if column == "curator":
            return [ox.NamedNode(names.thing(text, [KG + "Actor"], strict=True))]
        if kind := BY_NAME[column].vocabulary:
            return [ox.NamedNode(names.word(text, KG + kind))]
        if column == "author":
            return [ox.Literal(part.strip()) for part in text.split(";") if part.strip()]
        if column in ("title", "remark"):
            language = self.cells["language"].text if "language" in self.cells else "en"
            return [_in_language(text, "en" if column == "remark" else language)]
        read = {"published": read_time, "recorded": read_day}.get(column)
        literal = ox.Literal(
            read(cell) if read else text,
            datatype=ox.NamedNode(_DATATYPES.get(column, XSD + "string")),
        )
        if problem := literal_problem(literal):
            raise UnclearError(*problem)
        return [ox.NamedNode(text)] if column == "licence" else [literal]


def _stated_in_file(document: Document, name: str) -> list[Term]:
    """The values of a property (an IRI) that a file states of its source."""
    return [
        triple.object
        for triple in document.triples
        if triple.predicate.value == name
        and isinstance(triple.object, ox.NamedNode | ox.Literal)
        and triple.subject == ox.NamedNode(document.graph)
    ]


def _in_language(text: str, language: str) -> ox.Literal:
    try:
        return ox.Literal(text, language=language)
    except ValueError:
        raise UnclearError(
            f"“{language}” is no tag of a language",
            "write it as en, uk, ko …, in the column language",
        ) from None


PROPERTIES = {
    "document kind": RDF + "type",
    "title": DCTERMS + "title",
    "author": DCTERMS + "creator",
    "publisher": DCTERMS + "publisher",
    "published": DCTERMS + "issued",
    "language": DCTERMS + "language",
    "licence": DCTERMS + "license",
    "document address": KG + "url",
    "recorded": KG + "recordedAt",
    "curator": KG + "curator",
    "review": KG + "reviewStatus",
    "reliability": KG + "reliability",
    "text sha256": KG + "textSha256",
    "text length": KG + "textLength",
    "remark": RDFS + "comment",
}
_DATATYPES = {
    "published": EDTF,
    "recorded": XSD + "date",
    "licence": XSD + "anyURI",
    "document address": XSD + "anyURI",
    "text length": XSD + "integer",
}
