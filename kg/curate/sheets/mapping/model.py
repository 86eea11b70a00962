"""A mapping: what the columns and words of somebody's sheet are in ours. Its file is TOML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.curate.sheets.columns import BY_NAME, COLUMNS
from kg.curate.sheets.table import plain_name
from kg.errors import ERROR, DataError, Finding, did_you_mean, nearest
from kg.text.toml_lines import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.text.toml_lines import Place

_CHECK = "sheet-map"
#: The parts of a file, with what each holds.
PARTS = {
    "headers": "the headers of the sheet, by which the mapping is found again",
    "columns": "by header, our column; \"\" for one that is not taken",
    "constants": "by our column, what stands in rows that say nothing there; {header} is a cell",
    "split": "by header, the sign at which its cells are split, and the columns of the parts",
    "denies": "what stands before a relation that is denied",
    "marks": "marks of footnotes that are taken from behind figures",
    "scale": "by header, the magnitude that it states for its figures: thousand, million",
    "unsure": "how said, of a figure as in 250? or (250)",
    "unbounded": "the hedge of a bare number beside which no bounds are given",
    "words": "by our column, what the words of the sheet are",
    "names": "the names of the sheet that the graph has by another one",
    "kinds": "by name, the kind of an entity that is new",
    "statuses": "by the name of a new event, whether it occurred, goes on or is only planned",
    "relations": "by relation of the sheet, what it is",
    "claims": "the claims of each row, where it has several",
    "new": "relations and words that are to be made: kg new from THIS-FILE",
}  # fmt: skip
#: The columns of numbers, and a header in the text of a mapping: ``{header}``.
FIGURES = frozenset(("figure", "lowest", "highest", "best"))
SLOT = re.compile(r"\{([^{}]*)\}")
_SCALE = re.compile(
    r"\b(?:thousands?|thsd|millions?|billions?|trillions?|mn|mln|bn|bln)\b|\(k\)|(?<!\d)['’]?000s?\b"
    r"|\b(?:тыс|млн|млрд|тисяч|тысяч|мільйон|миллион)\w*|\((?:단위:?\s*)?[십백천만억]+\s*[명원개발대]?\)",
    re.IGNORECASE,
)
_RULE = ("is", "inverse", "leave out", "figure", "also")


@dataclass(frozen=True, slots=True)
class Split:
    """At which sign the cells of a column are split, and into which of our columns."""

    at: str
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a relation of the sheet is in ours.

    ``relation``: its name here ("": there is none, and the row is a figure alone); ``inverse``: who
    and whom change places; ``leave_out``: why its rows are left out; ``cells``: by our column, what
    stands in its rows unless they say it; ``figure``: likewise for the claim of the figure of such a
    row; ``also``: further claims, with ``{who}`` and ``{whom}`` for those of the row.
    """

    relation: str | None = None
    inverse: bool = False
    leave_out: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    figure: Mapping[str, str] = field(default_factory=dict)
    also: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What a sheet is in our columns; see PARTS. Headers and words are compared by ``plain_name``."""

    headers: tuple[str, ...]
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, Split] = field(default_factory=dict)
    denies: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    scale: Mapping[str, str] = field(default_factory=dict)
    unsure: str = ""
    unbounded: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, Rule] = field(default_factory=dict)
    claims: tuple[Mapping[str, str], ...] = ()


def read_mapping(data: bytes, name: str) -> SheetMapping:
    """The mapping in the bytes of a file. Raises KgError for no TOML, DataError for what is wrong."""
    content, lines = read_toml(data, name)
    reader = _Reader(name, lines)
    mapping = reader.mapping(content)
    if reader.findings:
        raise DataError(reader.findings)
    return mapping


class _Reader:
    """Reads the content of a file, and collects what is wrong in it."""

    def __init__(self, name: str, lines: Mapping[Place, int]) -> None:
        self.name, self.lines = name, lines
        self.findings: list[Finding] = []

    def wrong(self, place: str, problem: str, remedy: str) -> None:
        line = next((n for names, n in self.lines.items() if ".".join(names) == place), 0)
        self.findings.append(Finding(_CHECK, ERROR, self.name, line, place, problem, remedy))

    def mapping(self, content: dict[str, Any]) -> SheetMapping:
        for part in content:
            if part not in PARTS:
                known = did_you_mean(nearest(part, PARTS), f"the parts are: {', '.join(PARTS)}")
                self.wrong(part, "a mapping has no such part", known)
        columns = {
            plain_name(header): column
            for header, column in self.texts(content, "columns").items()
            if self.is_column(column, f"columns.{header}", empty=True)
        }
        if not columns and "columns" not in content:
            self.wrong(
                "columns", "the part is missing", "write a line for each header of the sheet"
            )
        mapping = SheetMapping(
            headers=tuple(map(plain_name, self.listed(content, "headers"))) or tuple(columns),
            columns=columns,
            constants=self.cells(content.get("constants", {}), "constants"),
            split=dict(self.splits(content.get("split", {}))),
            denies=tuple(self.listed(content, "denies")),
            marks=tuple(self.listed(content, "marks")),
            scale=self.folded(content, "scale"),
            unsure=self.text(content, "unsure"),
            unbounded=self.text(content, "unbounded"),
            words=dict(self.words(content.get("words", {}))),
            names=self.folded(content, "names"),
            kinds=self.folded(content, "kinds"),
            statuses=self.folded(content, "statuses"),
            relations=dict(self.rules(content.get("relations", {}))),
            claims=tuple(
                self.cells(claim, f"claims.{number}")
                for number, claim in enumerate(self.tables(content.get("claims", []), "claims"), 1)
            ),
        )
        self.places(mapping)
        return mapping

    def places(self, mapping: SheetMapping) -> None:
        """Add a finding for each of our columns to which two of the sheet are sent."""
        places: dict[str, str] = {}
        sent = [(header, column) for header, column in mapping.columns.items() if column]
        sent += [(header, column) for header, s in mapping.split.items() for column in s.into]
        for header, column in sent:
            if column in places:
                self.wrong(
                    f"columns.{header}",
                    f"“{column}” is “{places[column]}” already: two columns go to one place",
                    'write "" for the one that is not taken',
                )
            places.setdefault(column, header)

    def is_column(self, column: str, place: str, *, empty: bool = False) -> bool:
        if column in BY_NAME or (empty and not column):
            return True
        meant = [c.name for c in COLUMNS if column in c.also] or nearest(column, BY_NAME)
        hint = did_you_mean((f"“{name}”" for name in meant), "they are listed by: kg add --columns")
        self.wrong(place, f"there is no column “{column}”", hint)
        return False

    def text(self, content: dict[str, Any], part: str) -> str:
        value = content.get(part, "")
        if not isinstance(value, str):
            self.wrong(part, "this is no text", "write it between quotation marks")
            return ""
        return value

    def listed(self, content: dict[str, Any], part: str) -> list[str]:
        value = content.get(part, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong(part, "this is no list of texts", f'write {part} = ["…", "…"]')
            return []
        return value

    def table(self, value: Any, place: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.wrong(place, "this is no table", f"write [{place}], and its lines below")
            return {}
        return value

    def tables(self, value: Any, place: str) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            self.wrong(place, "this is no list of tables", f"write [[{place}]] above each")
            return []
        return [self.table(item, place) for item in value]

    def texts(self, content: dict[str, Any], part: str) -> dict[str, str]:
        texts = {}
        for key, value in self.table(content.get(part, {}), part).items():
            if isinstance(value, str):
                texts[key] = value
            else:
                self.wrong(f"{part}.{key}", "this is no text", "write it between quotation marks")
        return texts

    def folded(self, content: dict[str, Any], part: str) -> dict[str, str]:
        return {plain_name(key): value for key, value in self.texts(content, part).items()}

    def cells(self, value: Any, place: str) -> dict[str, str]:
        """By our column, a text."""
        table = self.table(value, place)
        texts = self.texts({place: table}, place)
        return {c: text for c, text in texts.items() if self.is_column(c, f"{place}.{c}")}

    def splits(self, value: Any) -> Iterator[tuple[str, Split]]:
        for header, content in self.table(value, "split").items():
            place = f"split.{header}"
            part = self.table(content, place)
            into, at = self.listed(part, "into"), self.text(part, "at")
            if len(into) < 2 or not at:
                self.wrong(place, "it says not how", 'write at = "-" and into = ["from", "to"]')
            elif min(self.is_column(column, place, empty=True) for column in into):
                yield plain_name(header), Split(at, tuple(into))

    def words(self, value: Any) -> Iterator[tuple[str, dict[str, str]]]:
        table = self.table(value, "words")
        for column in table:
            if self.is_column(column, f"words.{column}"):
                yield column, self.folded(table, column)

    def rules(self, value: Any) -> Iterator[tuple[str, Rule]]:
        for relation, content in self.table(value, "relations").items():
            place = f"relations.{relation}"
            if isinstance(content, str):
                yield plain_name(relation), Rule(content)
                continue
            table = self.table(content, place)
            cells = {key: text for key, text in table.items() if key not in _RULE}
            inverse = table.get("inverse", False)
            if not isinstance(inverse, bool):
                self.wrong(f"{place}.inverse", "this is neither true nor false", "write true")
                inverse = False
            yield (
                plain_name(relation),
                Rule(
                    self.text(table, "is") if "is" in table else None,
                    inverse,
                    self.text(table, "leave out"),
                    self.cells(cells, place),
                    self.cells(table.get("figure", {}), f"{place}.figure"),
                    tuple(
                        self.cells(claim, f"{place}.also")
                        for claim in self.tables(table.get("also", []), f"{place}.also")
                    ),
                ),
            )


def numeric_headers(mapping: SheetMapping) -> set[str]:
    """The headers under which a mapping takes figures."""
    found = {header for header, column in mapping.columns.items() if column in FIGURES}
    for claim in mapping.claims:
        for column in FIGURES & claim.keys():
            found |= set(map(plain_name, SLOT.findall(claim[column])))
    return found


def stated_scale(header: str) -> str:
    """The words of a header that state a magnitude of its figures, “thousands”; "" without any."""
    match = _SCALE.search(header)
    return match[0].strip() if match else ""


def unfit(mapping: SheetMapping, headers: Sequence[str], sheet: str) -> list[Finding]:
    """What makes a mapping one for another sheet: headers that only one of the two has."""
    own = [name for name in map(plain_name, headers) if name]
    findings = [
        Finding(
            _CHECK, ERROR, sheet, 0, f"column “{name}”",
            "the header stands twice in the sheet", "rename one of the two",
        )
        for name in dict.fromkeys(own)
        if own.count(name) > 1
    ]  # fmt: skip
    taken = {header for header, column in mapping.columns.items() if column} | set(mapping.split)
    for name in sorted(taken - set(own)):
        findings.append(Finding(
            _CHECK, ERROR, sheet, 0, f"column “{name}”",
            "the mapping takes it, and the sheet has no such column: is it a mapping for another sheet?",
            "give the mapping of this sheet with --map, or leave --map out to get a proposal",
        ))  # fmt: skip
    for name in sorted(numeric_headers(mapping) & set(own) - set(mapping.scale)):
        if said := stated_scale(name):
            findings.append(Finding(
                _CHECK, ERROR, sheet, 0, f"column “{name}”",
                f"its header says “{said}”, and the mapping does not say whether its figures are in it",
                f'add [scale], and below it: "{name}" = "thousand" (or "million", …), or = "" where the cells hold whole numbers',
            ))  # fmt: skip
    known = set(mapping.columns) | set(mapping.split)
    for name in dict.fromkeys(own):
        if name not in known:
            findings.append(Finding(
                _CHECK, ERROR, sheet, 0, f"column “{name}”",
                "the mapping does not say what it is",
                f'add to its [columns]: "{name}" = "OUR COLUMN", or = "" to leave it out',
            ))  # fmt: skip
    return findings
