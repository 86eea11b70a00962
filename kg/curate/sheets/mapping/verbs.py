"""Verbs of nearly one meaning: ours (``verbs.toml``), and those that a workspace adds in a file of that name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.errors import ERROR, DataError, Finding
from kg.text.reading import read_if_there
from kg.text.toml_lines import line_of, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.text.layout import Layout

FILE = "verbs.toml"
_CHECK = "verbs"

Groups = tuple[tuple[str, ...], ...]


@cache
def our_verbs() -> Groups:
    """The groups of verbs that come with the program."""
    data = files(__package__).joinpath(FILE).read_bytes()
    return _read(data, FILE)


@dataclass(frozen=True, slots=True)
class _Place:
    """A file, and the lines of its text, in which a verb is looked for."""

    name: str
    lines: Sequence[str]
    first: int

    def finding(self, verb: str, problem: str, remedy: str) -> Finding:
        marked = re.compile(rf"""["']{re.escape(verb)}["']""") if verb else None
        numbers = range(max(self.first, 1), len(self.lines) + 1)
        line = next((n for n in numbers if marked and marked.search(self.lines[n - 1])), self.first)
        return Finding(_CHECK, ERROR, self.name, line, "groups", problem, remedy)


def verbs_of(layout: Layout) -> Groups:
    """The groups of a layout: ours, with those of the file ``verbs.toml`` of its workspace.

    A group there that shares a verb with another one is one with it. Raises KgError for no TOML,
    DataError with what is wrong in the file.
    """
    path = layout.root / FILE
    if layout.workspace is None:
        return our_verbs()
    data = read_if_there(path, layout.shown(path), "these verbs", root=layout.root)
    return _joined((*our_verbs(), *_read(data, layout.shown(path)))) if data else our_verbs()


def _read(data: bytes, name: str) -> Groups:
    content, lines = read_toml(data, name)
    place = _Place(name, data.decode("utf-8-sig").split("\n"), line_of(lines, "groups"))
    findings = list(_faults(content, place))
    for part in content:
        if part != "groups":
            known = "its one part is: groups = [ [ … ], … ]"
            findings.append(Finding(_CHECK, ERROR, name, line_of(lines, part), part, "a file of verbs has no such part", known))  # fmt: skip
    if findings:
        raise DataError(findings)
    return tuple(tuple(group) for group in content.get("groups", []))


def _faults(content: dict[str, Any], place: _Place) -> Iterator[Finding]:
    groups = content.get("groups", [])
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        yield place.finding(
            "", "the groups are no list of lists", 'write groups = [ ["buy", "purchase"] ]'
        )
        return
    seen: set[str] = set()
    for group in groups:
        verbs = [verb for verb in group if isinstance(verb, str)]
        shown = verbs[0] if verbs else ""
        if len(verbs) < len(group):
            yield place.finding(shown, "a verb is no text", "write it between quotation marks")
        elif len(group) < 2:
            yield place.finding(shown, f"“{shown}” stands alone in its group", "write the verbs that say nearly the same beside it")  # fmt: skip
        for verb in verbs:
            if not re.fullmatch(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*", verb):
                yield place.finding(
                    verb, f"“{verb}” is no verb", "write it in its base form: hand over"
                )
            elif verb.casefold() in seen:
                yield place.finding(
                    verb, f"“{verb}” stands twice", "put all that says the same into one group"
                )
            seen.add(verb.casefold())


def _joined(groups: Groups) -> Groups:
    """Groups of which none shares a verb with another."""
    kept: list[list[str]] = []
    for group in groups:
        own = list(group)
        apart = []
        for other in kept:
            if {verb.casefold() for verb in own} & {verb.casefold() for verb in other}:
                own = [*other, *(verb for verb in own if verb not in other)]
            else:
                apart.append(other)
        kept = [*apart, own]
    return tuple(map(tuple, kept))
