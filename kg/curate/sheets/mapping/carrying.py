"""What a person said is meant by some cells, written into the mapping of the sheet, so that it holds next time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.curate.new.listed import toml_text
from kg.curate.sheets.mapping.model import Rule, read_mapping
from kg.curate.sheets.table import plain_name
from kg.errors import DataError, KgError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.curate.sheets.mapping.model import SheetMapping
    from kg.curate.sheets.mapping.stored import StoredMapping

_NAMES = ("who", "whom", "speaker", "share of")


def with_meant(used: StoredMapping, meant: Mapping[tuple[str, str], str]) -> StoredMapping:
    """A mapping that also says what is meant; ``meant``: by our column and the text of a cell, the name instead.

    Names go into [names], relations into [relations], all else into [words]; the rest of the file stays
    as it is. What it cannot say so (its own words lead to that cell already) is left out.
    """
    for (column, text), name in meant.items():
        try:
            data = _inserted(used.data.decode("utf-8-sig"), column, text, name).encode()
            mapping = read_mapping(data, used.shown)
        except (DataError, KgError):
            continue
        if mapping == _expected(used.mapping, column, text, name):
            used = replace(used, data=data, mapping=mapping)
    return used


def _expected(mapping: SheetMapping, column: str, text: str, name: str) -> SheetMapping:
    key = plain_name(text)
    if column in _NAMES:
        return replace(mapping, names={**mapping.names, key: name})
    if column == "relation":
        return replace(mapping, relations={**mapping.relations, key: Rule(name)})
    words = {**mapping.words.get(column, {}), key: name}
    return replace(mapping, words={**mapping.words, column: words})


def _inserted(file: str, column: str, text: str, name: str) -> str:
    """The TOML of a mapping with a line more, in its table or in a new one at the end."""
    said, instead = toml_text(text), toml_text(name)
    if column == "relation":
        return f"{file.rstrip()}\n\n[relations.{said}]\nis = {instead}\n"
    table = "[names]" if column in _NAMES else f"[words.{toml_text(column)}]"
    line = f"{said} = {instead}  # as --meant said"
    head = re.search(rf"(?m)^{re.escape(table)}[^\n]*\n", file)
    if head is None:
        return f"{file.rstrip()}\n\n{table}\n{line}\n"
    return f"{file[: head.end()]}{line}\n{file[head.end() :]}"
