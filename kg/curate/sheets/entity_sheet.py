"""A sheet of entities: one row each, with its names, kind and identifiers, and whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from kg.curate.sheets.cell import Cell
from kg.curate.sheets.columns import letter
from kg.curate.sheets.entities import minted
from kg.curate.sheets.rows import Problems, Row
from kg.curate.sheets.table import Table, plain_name, read_rows, require_header
from kg.errors import KgError, UnclearError, did_you_mean, nearest
from kg.graph.names import SURE
from kg.iris import DCTERMS, KG, KGD, RDF, RDFS, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.table import RawSheet
    from kg.text.turtle.blocks import Line

T = TypeVar("T")

#: The columns of such a sheet, with what each holds.
ENTITY_COLUMNS = {
    "id": "its identifier, as unit-9th-army; empty for a new one",
    "name": "its English name",
    "kind": "what it is, as in military unit",
    "aliases": "other names, several with ;, each with its language: 9-я армия@ru",
    "wikidata": "the item that is exactly the same: Q423",
    "identifiers": "numbers on lists and in registers, several with ;: IMO number=9074729",
    "latitude": "of a place, in degrees north (WGS 84), as 51.75",
    "longitude": "in degrees east, as 36.02",
    "coordinates": "instead of the two: latitude, longitude",
    "coordinates from": "the web address that gives them",
    "comment": "what tells it from others",
    "belongs to": "the state or body whose it is; a claim, which needs a speaker and an address",
    "speaker": "who says whose it is",
    "address": "the web address where that stands",
    "accessed": "the day on which the page was read",
    "wording": "its words there, at most twelve",
    "source": "id of the source in whose file it stands; `--source` instead of the column",
}  # fmt: skip
#: A column of names in a language: ``name@ru``, ``name (ru)``.
_NAME_IN = re.compile(r"(?:name|label|alias)\s*[@(\[]\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\s*[)\]]?")
_TAGGED = re.compile(r"(.*\S)\s*@([a-zA-Z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)")
_LOCAL = re.compile(r"[a-z]+(-[a-z0-9]+)+")
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_DEGREES = {"latitude": (GEO + "lat", 90), "longitude": (GEO + "long", 180)}
_DECIMAL = re.compile(r"[-+]?\d{1,3}(?:\.\d{1,12})?")
_PAIR = re.compile(r"\s*([-+\d.]+)\s*[,; ]\s*([-+\d.]+)\s*")
_OF_CLAIM = ("speaker", "address", "accessed", "wording", "source")


def is_entity_sheet(headers: Sequence[str]) -> bool:
    """Whether the headers are those of a sheet of entities: a name and a kind, and no claim."""
    names = set(map(plain_name, headers))
    return {"name", "kind"} <= names and not names & {"who", "relation", "figure"}


def read_entity_sheet(sheet: RawSheet, speaker: str) -> Table:
    """Such a sheet, with the claims of whose its entities are; ``speaker`` says what no row says who does.

    Raises DataError for its header, KgError for one without rows.
    """
    require_header(sheet)
    problems = Problems(sheet.name)
    column_at: dict[int, str] = {}
    for index, text in enumerate(sheet.header.names):
        name = plain_name(text)
        if not name:
            continue
        in_language = _NAME_IN.fullmatch(name)
        column = f"name@{in_language[1]}" if in_language else name
        if column in column_at.values():
            problems.add(
                "sheet-column",
                sheet.header.last,
                name,
                "the column stands twice",
                "keep one of the two",
            )
        elif in_language or name in ENTITY_COLUMNS:
            column_at[index] = column
        else:
            problem = f"a sheet of entities has no column “{text}” (in {letter(index)}{sheet.header.last})"
            problems.add("sheet-column", sheet.header.last, "", problem, _column_remedy(name))
    problems.letters = {column: letter(index) for index, column in column_at.items()}
    for ours, own in (("who", "name"), ("whom", "belongs to")):  # of the claim that a row makes
        if own in problems.letters:
            problems.letters[ours], problems.titles[ours] = problems.letters[own], own
    rows = tuple(read_rows(sheet, column_at, problems))
    problems.stop()
    if not rows:
        raise KgError(
            "there is no row below the header", sheet.name, "write one row for each entity"
        )
    claims = tuple(claim for row in rows if (claim := _claim(row, speaker)) is not None)
    return Table(sheet.name, tuple(column_at.values()), claims, problems, rows)


def _column_remedy(name: str) -> str:
    if name in ("lat", "lon", "long", "lng"):
        return "did you mean “latitude”?" if name == "lat" else "did you mean “longitude”?"
    known = (*ENTITY_COLUMNS, "name@ru")
    listed = ", ".join(known)
    return did_you_mean(
        (f"“{near}”" for near in nearest(name, known)), f"the columns are: {listed}"
    )


def _claim(row: Row, speaker: str) -> Row | None:
    """The row of the claim that says whose an entity is."""
    if not row.text("belongs to"):
        return None
    cells = {"speaker": Cell(speaker)}
    cells |= {name: row.cells[name] for name in _OF_CLAIM if name in row.cells}
    cells |= {
        "who": Cell(_called(row)),
        "relation": Cell("belongs to"),
        "whom": row.cells["belongs to"],
    }
    return Row(row.number, cells)


def _called(row: Row) -> str:
    """The name of the entity of a row, with its identifier where the row gives one."""
    local = row.text("id").removeprefix("kgd:")
    return f"{row.text('name')} (kgd:{local})" if local and row.text("name") else row.text("name")


@dataclass(frozen=True, slots=True)
class EntityOfRow:
    """An entity of a row: its IRI, its lines, and whether the graph has it already."""

    row: int
    iri: str
    lines: list[Line]
    known: bool


def entities_of(rows: Sequence[Row], lexicon: Lexicon, problems: Problems) -> list[EntityOfRow]:
    """The entities of a sheet; new ones are added to the lexicon, what is wrong to ``problems``."""
    reader = _Reader(lexicon, problems)
    found: list[EntityOfRow] = []
    by_iri: dict[str, int] = {}
    for row in rows:
        entity = reader.entity(row)
        if entity is None:
            continue
        if entity.iri in by_iri:
            problem = f"row {by_iri[entity.iri]} is of the same entity"
            problems.add(
                "sheet-twice",
                row.number,
                "name",
                problem,
                "take one of the two away, or give it another id",
            )
            continue
        by_iri[entity.iri] = row.number
        found.append(entity)
    return found


class _Reader:
    def __init__(self, lexicon: Lexicon, problems: Problems) -> None:
        self.lexicon, self.names, self.problems = lexicon, lexicon.names, problems
        self.schemes = {
            iri
            for iri in list(self.names.types)
            if self.names.is_a(iri, (KG + "IdentifierScheme",))
        }

    def entity(self, row: Row) -> EntityOfRow | None:
        """The entity of a row; None where a cell is wrong, which is then noted."""
        before = len(self.problems.findings)
        kind = self._read(row, "kind", self._kind)
        parts = {
            column: self._read(row, column, reader)
            for column, reader in (
                ("aliases", self._aliases),
                ("wikidata", self._wikidata),
                ("identifiers", self._identifiers),
                ("coordinates", self._pair),
                ("coordinates from", self._address),
            )
        }
        degrees = [self._read(row, c, partial(self._degrees, c)) for c in _DEGREES]
        if bool(row.text("latitude")) != bool(row.text("longitude")):
            empty = "longitude" if row.text("latitude") else "latitude"
            self._wrong(row, empty, "the cell is empty, and a point needs both", "fill it in")
        for column in ("name", "kind"):
            if not row.text(column):
                self._wrong(
                    row, column, "the cell is empty", f"fill it in: {ENTITY_COLUMNS[column]}"
                )
        if kind is None or len(self.problems.findings) > before:
            return None
        placed = self._read(row, "name", lambda text: self._iri(row, text, kind))
        if placed is None:
            return None
        iri, known = placed
        lines: list[Line] = [
            (RDF + "type", ox.NamedNode(kind)),
            (RDFS + "label", ox.Literal(row.text("name"), language="en")),
            *self._names_in(row),
        ]
        for column in ("aliases", "wikidata", "identifiers", "coordinates", "coordinates from"):
            lines += parts[column] or []
        lines += [line for line in degrees if line is not None]
        if comment := row.text("comment"):
            lines.append((RDFS + "comment", ox.Literal(comment, language="en")))
        if not known:
            self.lexicon.add_entity(iri, row.text("name"), kind)
        return EntityOfRow(row.number, iri, lines, known)

    def _wrong(self, row: Row, column: str, problem: str, remedy: str) -> None:
        self.problems.add("sheet-cell", row.number, column, problem, remedy)

    def _read(self, row: Row, column: str, reader: Callable[[str], T]) -> T | None:
        text = row.text(column)
        if not text:
            return None
        try:
            return reader(text)
        except UnclearError as fault:
            self._wrong(row, column, fault.what, fault.remedy or "see seeds/SHEETS.md")
            return None

    def _kind(self, text: str) -> str:
        kind = self.names.kind(text, KG + "Entity")
        if SKOS + "Concept" in self.lexicon.terms.above(kind):
            raise UnclearError(
                f"“{text}” is a kind of words, not of entities", "add it by: kg new word"
            )
        return kind

    def _iri(self, row: Row, name: str, kind: str) -> tuple[str, bool]:
        """The IRI of the entity of a row, and whether it is known. Raises UnclearError."""
        if not re.search(r"[A-Za-z]", name):
            raise UnclearError(
                f"“{name}” is no English name", "write the English name, and this one into aliases"
            )
        local = row.text("id").removeprefix("kgd:")
        if local:
            if not _LOCAL.fullmatch(local):
                raise UnclearError(
                    f"“{local}” is no identifier", "write it as unit-9th-army, or nothing"
                )
            return KGD + local, KGD + local in self.names.types
        if self.names.knows(name):
            return self.names.thing(name, [kind], strict=True), True
        if alike := self.names.alike(name, [kind], SURE):
            short = alike[0].name.iri.removeprefix(KGD)
            raise UnclearError(
                f"“{name}” may be there already, as “{alike[0].name.text}” ({alike[0].reason})",
                f"write “{short}” as its id if it is meant; else give the new one an id of its own",
            )
        iri = minted(name, self.lexicon.words_of_kind(kind)[0])
        if iri in self.names.types:
            raise UnclearError(
                f"the identifier of “{name}” is that of “{self.names.label(iri)}”",
                f"write “{iri.removeprefix(KGD)}” as its id if it is the same, else “{iri.removeprefix(KGD)}-2”",
            )
        return iri, False

    def _names_in(self, row: Row) -> Iterator[Line]:
        for column, cell in row.cells.items():
            if column.startswith("name@"):
                for part in filter(None, map(str.strip, cell.text.split(";"))):
                    yield SKOS + "altLabel", ox.Literal(part, language=column.removeprefix("name@"))

    def _aliases(self, text: str) -> list[Line]:
        lines: list[Line] = []
        for part in filter(None, map(str.strip, text.split(";"))):
            match = _TAGGED.fullmatch(part)
            if match is None and not part.isascii():
                raise UnclearError(
                    f"“{part}” does not say its language", f"write “{part}@ru”, @uk, @ko …"
                )
            name, language = (match[1], match[2].lower()) if match else (part, "en")
            lines.append((SKOS + "altLabel", ox.Literal(name, language=language)))
        return lines

    def _wikidata(self, text: str) -> list[Line]:
        match = _ITEM.fullmatch(text.strip())
        if match is None:
            raise UnclearError(f"“{text}” is no item of Wikidata", "write it as Q423")
        return [(SKOS + "exactMatch", ox.NamedNode(f"http://www.wikidata.org/entity/{match[1]}"))]

    def _degrees(self, column: str, text: str) -> Line:
        name, most = _DEGREES[column]
        if not _DECIMAL.fullmatch(text):
            hint = text.replace(",", ".") if _DECIMAL.fullmatch(text.replace(",", ".")) else "51.75"
            raise UnclearError(f"“{text}” is no {column} in decimal degrees", f"write it as {hint}")
        if abs(float(text)) > most:
            raise UnclearError(
                f"{text} is no {column}: it lies between -{most} and {most}", "are the two swapped?"
            )
        number = text.removeprefix("+")
        decimal = number if "." in number else f"{number}.0"
        return name, ox.Literal(decimal, datatype=ox.NamedNode(XSD + "decimal"))

    def _pair(self, text: str) -> list[Line]:
        match = _PAIR.fullmatch(text)
        if match is None:
            raise UnclearError(
                f"“{text}” is no pair of coordinates", "write latitude, longitude: 51.75, 36.02"
            )
        return [self._degrees("latitude", match[1]), self._degrees("longitude", match[2])]

    def _address(self, text: str) -> list[Line]:
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text):
            raise UnclearError(f"“{text}” is no web address", "write it as https://…")
        return [(DCTERMS + "source", ox.NamedNode(text))]

    def _identifiers(self, text: str) -> list[Line]:
        lines: list[Line] = []
        for part in filter(None, map(str.strip, text.split(";"))):
            name, _, number = (piece.strip() for piece in part.partition("="))
            if not number:
                raise UnclearError(f"“{part}” has no “=”", "write it as IMO number=9074729")
            scheme = self.names.word(name, KG + "IdentifierScheme")
            lines.append(
                (
                    KG + "identifier",
                    [
                        (RDF + "type", ox.NamedNode(KG + "Identifier")),
                        (KG + "identifierScheme", ox.NamedNode(scheme)),
                        (SKOS + "notation", ox.Literal(number)),
                    ],
                )
            )
        return lines


_MAY_GROW = (
    *(SKOS + "altLabel", SKOS + "exactMatch", KG + "identifier"),
    *(GEO + "lat", GEO + "long", DCTERMS + "source"),
)


def grown(there: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """The lines of an entity that its block has not yet: further names, items, identifiers.

    A label or a kind that differs is none of them: it is said of the entity once.
    """
    known = {(name, repr(value)) for name, value in there}
    return [
        (name, value)
        for name, value in lines
        if (name, repr(value)) not in known
        and name in (SKOS + "altLabel", SKOS + "exactMatch", KG + "identifier")
    ]
