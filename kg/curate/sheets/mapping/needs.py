"""What of the things that a file lists is to be made: in a mapping, only what its other parts use."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.curate.new.listed import Listed, read_listed
from kg.curate.sheets.mapping.model import PARTS, read_mapping
from kg.curate.sheets.table import plain_name
from kg.errors import ERROR, DataError, Finding, did_you_mean, nearest
from kg.text.toml_lines import line_of, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.curate.sheets.mapping.model import SheetMapping

_HINT = re.compile(r"\s*\([^()]*\)$")  # the “(relation)” that tells a term from another of its name


@dataclass
class Needed:
    """What is to be made, and by reason the labels of what is not, as nothing needs it."""

    listed: list[Listed] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)


def read_needed(data: bytes, name: str) -> Needed:
    """What a file lists to be made; in the mapping of a sheet without what its answers make needless.

    ``name`` is that of the file in messages. Raises as ``read_listed`` and ``read_mapping``.
    """
    content, lines = read_toml(data, name)
    for part in content:
        if part not in PARTS:
            known = did_you_mean(
                nearest(part, PARTS), "write [new.property], [new.word] or the like"
            )
            raise DataError([
                Finding("new", ERROR, name, line_of(lines, part), part, "a file has no such part", known)
            ])  # fmt: skip
    mapping = read_mapping(data, name) if "columns" in content else None
    needed = Needed()
    for one in read_listed(data, name):
        reason = _needless(one, mapping) if mapping is not None else ""
        if reason:
            needed.left_out.setdefault(reason, []).append(one.label)
        else:
            needed.listed.append(one)
    return needed


def _needless(one: Listed, mapping: SheetMapping) -> str:
    """Why a mapping does not need one thing; "" where it does."""
    names = {plain_name(one.label), plain_name(_HINT.sub("", one.label))}
    if one.sort == "property":
        used = {plain_name(rule.relation) for rule in mapping.relations.values() if rule.relation}
        rules = [mapping.relations[name] for name in names if name in mapping.relations]
        if used & names or not rules:
            return ""
        if any(rule.leave_out for rule in rules):
            return "as their rows are left out"
        others = [rule.relation for rule in rules if rule.relation is not None]
        return "as they are another relation" if others else ""
    if one.sort == "word":
        said = set(map(plain_name, _said(mapping)))
        bare = {plain_name(_HINT.sub("", text)) for text in said}
        return "" if names & (said | bare) else "as nothing in the mapping names them"
    return ""


def _said(mapping: SheetMapping) -> Iterator[str]:
    """The texts that a mapping puts into cells."""
    yield from mapping.constants.values()
    for words in mapping.words.values():
        yield from words.values()
    for claim in mapping.claims:
        yield from claim.values()
    for rule in mapping.relations.values():
        for cells in (rule.cells, rule.figure, *rule.also):
            yield from cells.values()
