"""What is to be made, listed in a file of TOML for a person to look through: ``kg new from FILE``."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.claims.figure import MeasureKind
from kg.errors import ERROR, DataError, Finding, did_you_mean, nearest
from kg.text.toml_lines import line_of, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.text.toml_lines import Place

#: The part of a file that lists them; a mapping of a sheet has it too.
PART = "new"
CHECK = "new"
_TEXTS = ("subject", "object", "aliases", "identifiers")
_FLAGS = ("state", "single", "once", "anyway")
_OF_TERMS = ("definition", "example", "source", "file", "anyway")
#: By sort, what may be said of one; the first are what must be filled in.
KEYS = {
    "class": ("parent", *_OF_TERMS),
    "word": ("like", "below", "measure-kind", *_OF_TERMS),
    "property": ("subject", "object", "state", "single", "once", *_OF_TERMS),
    "entity": ("kind", "source", "aliases", "wikidata", "identifiers", "comment", "id", "anyway"),
}
_MEASURE_KINDS = ", ".join(kind.value for kind in MeasureKind)
#: What to write into what is left open.
_OPEN = {
    "parent": "the class above it; see: kg terms --kind class",
    "like": "a word of its sort, as kg terms --kind word lists them",
    "measure-kind": f"one of: {_MEASURE_KINDS}",
    "subject": "the classes of its subjects; see: kg terms --kind class",
    "object": "the classes of its objects, or leave it out where its value is plain text",
    "kind": "its class; see: kg terms --kind class",
}
_SHOWN = 3  # rows in a comment


@dataclass
class Listed:
    """One thing to make: its ``sort`` (a key of KEYS), its label, and what is said of it.

    ``said``: by key of KEYS a text, a list of texts or a truth value; an empty text is open. ``line``:
    that in the file; ``faults``: what is wrong or left open there. ``rows`` and ``notes``: those of a
    sheet that need it, for a comment.
    """

    sort: str
    label: str
    said: dict[str, str | bool | list[str]] = field(default_factory=dict)
    line: int = 0
    faults: list[Finding] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def text(self, key: str) -> str:
        """What is said under a key that takes a text; "" where nothing is."""
        value = self.said.get(key, "")
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """What is said under a key that takes a list."""
        value = self.said.get(key, [])
        return tuple(value) if isinstance(value, list) else ()

    def flag(self, key: str) -> bool:
        """Whether it is said under a key that takes a truth value."""
        return self.said.get(key) is True


def finding(file: str, line: int, place: str, problem: str, remedy: str) -> Finding:
    """A finding in such a file."""
    return Finding(CHECK, ERROR, file, line, place, problem, remedy)


def read_listed(data: bytes, name: str) -> list[Listed]:
    """What a file lists under ``[new.property]``, ``[new.word]``, …, in its order.

    ``name`` is that of the file in messages. What is wrong or left open of one thing is among its faults.
    Raises KgError for no TOML, and DataError for what lists nothing.
    """
    content, lines = read_toml(data, name)
    reader = _Reader(name, lines)
    listed = list(reader.listed(content.get(PART, {})))
    if not listed and not reader.findings:
        reader.wrong(
            (PART,), "the file lists nothing to be made", 'write lines such as: [new.property], and below it "trains" = { subject = ["actor"] }'
        )  # fmt: skip
    if reader.findings:
        raise DataError(sorted(reader.findings, key=lambda one: one.line))
    return listed


class _Reader:
    """Reads the tables of a file, and collects what is wrong in them."""

    def __init__(self, name: str, lines: Mapping[Place, int]) -> None:
        self.name, self.lines = name, lines
        self.findings: list[Finding] = []

    def wrong(self, place: Place, problem: str, remedy: str) -> None:
        shown = ".".join(place)
        self.findings.append(
            finding(self.name, line_of(self.lines, *place), shown, problem, remedy)
        )

    def listed(self, part: Any) -> Iterator[Listed]:
        if not isinstance(part, dict):
            self.wrong((PART,), "this is no table", "write [new.property], and its lines below")
            return
        for sort, things in part.items():
            if sort not in KEYS:
                known = did_you_mean(nearest(sort, KEYS), f"one of: {', '.join(KEYS)}")
                self.wrong((PART, sort), f"no “{sort}” can be made by a file", known)
            elif not isinstance(things, dict):
                self.wrong((PART, sort), "this is no table", f"write [{PART}.{sort}]")
            else:
                for label, said in things.items():
                    yield self.one(sort, label, said)

    def one(self, sort: str, label: str, said: Any) -> Listed:
        place, before = (PART, sort, label), len(self.findings)
        if not label.strip() or not label.isprintable():
            self.wrong(place, f"“{label}” is no name", "write its name in one line")
        if not isinstance(said, dict):
            example = f'"{label}" = {{ {KEYS[sort][0]} = "…" }}'
            self.wrong(place, "this is no table", f"write {example}")
            said = {}
        for key, value in said.items():
            if key not in KEYS[sort]:
                known = did_you_mean(nearest(key, KEYS[sort]), f"one of: {', '.join(KEYS[sort])}")
                self.wrong((*place, key), f"a {sort} has no “{key}”", known)
            else:
                self.value((*place, key), key, value)
        if said or len(self.findings) == before:
            self.needed(place, sort, said)
        line, faults = line_of(self.lines, *place), self.findings[before:]
        del self.findings[before:]
        return Listed(sort, label.strip(), dict(said), line, faults)

    def value(self, place: Place, key: str, value: Any) -> None:
        if key in _FLAGS:
            if not isinstance(value, bool):
                self.wrong(place, f"“{value}” is neither true nor false", "write one of them")
        elif key in _TEXTS:
            if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
                self.wrong(place, "this is no list of texts", f'write {key} = ["…"]')
            elif not all(one.strip() for one in value):
                self.wrong(place, "it is left open", _OPEN.get(key, "fill it in or take it out"))
        elif not isinstance(value, str):
            self.wrong(place, "this is no text", "write it between quotation marks")
        elif not value.strip() and key in _OPEN:
            self.wrong(place, "it is left open", _OPEN[key])
        elif key == "measure-kind" and value not in _MEASURE_KINDS.split(", "):
            self.wrong(place, f"“{value}” is no kind of measure", _OPEN[key])

    def needed(self, place: Place, sort: str, said: Mapping[str, Any]) -> None:
        """Add a finding where what each thing of a sort must say is missing."""
        if sort == "word":
            if ("like" in said) == ("below" in said):
                both = "both are given" if "like" in said else "neither is given"
                self.wrong(
                    place, f"of “like” and “below” {both}", "give a word beside which it stands, or one of which it is a kind"
                )  # fmt: skip
        elif not said.get(first := KEYS[sort][0]) and first not in said:
            self.wrong(place, f"it does not say its {first}", _OPEN[first])
        elif said.get(first) == []:
            self.wrong((*place, first), "it is left open", _OPEN[first])


def listed_lines(listed: Iterable[Listed]) -> Iterator[str]:
    """The lines of a file that lists things, one line each; what is open is an empty text."""
    by_sort: dict[str, list[Listed]] = {}
    for one in listed:
        by_sort.setdefault(one.sort, []).append(one)
    for sort in KEYS:
        if sort in by_sort:
            yield ""
            yield f"[{PART}.{sort}]"
            for one in by_sort[sort]:
                yield _line(one)


def _line(one: Listed) -> str:
    values = ", ".join(f"{key} = {_value(value)}" for key, value in one.said.items())
    noted = "; ".join(filter(None, [_rows(one.rows), *one.notes]))
    comment = "".join(char for char in " ".join(noted.split()) if char.isprintable())
    return f"{toml_text(one.label)} = {{ {values} }}" + (f"  # {comment}" if comment else "")


def _value(value: str | bool | Sequence[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return toml_text(value)
    return f"[{', '.join(map(toml_text, value))}]"


def _rows(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    shown = ", ".join(map(str, rows[:_SHOWN]))
    more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
    return f"row{'' if len(rows) == 1 else 's'} {shown}{more}"


def toml_text(text: str) -> str:
    """A text as a basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
