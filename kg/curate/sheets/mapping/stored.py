"""The mappings of a workspace: files in its folder ``maps/``, found again by the headers of a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.curate.new.slugs import slug
from kg.curate.sheets.mapping.model import SheetMapping, read_mapping
from kg.curate.sheets.table import plain_name
from kg.errors import UsageError
from kg.text.reading import list_files, read_file, read_named
from kg.text.writing import Change

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.text.layout import Layout

FOLDER = "maps"


@dataclass(frozen=True, slots=True)
class StoredMapping:
    """A mapping with its file: the bytes of it, its path, and its name in messages."""

    mapping: SheetMapping
    data: bytes
    path: Path | None
    shown: str


def stored_for(layout: Layout, headers: Sequence[str]) -> StoredMapping | None:
    """The mapping of a workspace for a sheet with these headers; None where there is none.

    Raises UsageError where there are several, DataError and KgError for one that cannot be read.
    """
    wanted = _key(headers)
    folder = layout.root / FOLDER
    found = []
    for path in list_files(folder, ".toml", root=layout.root, shown=layout.shown):
        data = read_file(path, layout.shown(path), "this mapping", root=layout.root)
        mapping = read_mapping(data, layout.shown(path))
        if _key(mapping.headers) == wanted:
            found.append(StoredMapping(mapping, data, path, layout.shown(path)))
    if len(found) > 1:
        listed = " and ".join(one.shown for one in found)
        raise UsageError(
            f"{listed} are both for the headers of this sheet", "--map", "say which with --map FILE"
        )
    return found[0] if found else None


def named(path: str) -> StoredMapping:
    """The mapping in a file that the user names. Raises DataError and KgError."""
    return given(read_named(path, "this mapping", largest=2**20), path)


def given(data: bytes, shown: str) -> StoredMapping:
    """The mapping that some bytes are; ``shown`` is its name in messages. Raises DataError and KgError."""
    return StoredMapping(read_mapping(data, shown), data, None, shown)


def storing(
    layout: Layout, used: StoredMapping, headers: Sequence[str], sheet: str
) -> Change | None:
    """The change that keeps a mapping in the workspace for its headers; None where it is there."""
    there = stored_for(layout, headers)
    if there is not None:
        if there.data == used.data or there.path is None:
            return None
        return Change(there.path, there.shown, there.data, used.data)
    if _key(used.mapping.headers) != _key(headers):
        return None  # it says itself that it is for another sheet's headers, and fits this one too
    stem = slug(sheet.rsplit(".", 1)[0])
    number, path = 1, layout.root / FOLDER / f"{stem}.toml"
    while path.exists():
        number += 1
        path = layout.root / FOLDER / f"{stem}-{number}.toml"
    return Change(path, layout.shown(path), None, used.data)


def _key(headers: Sequence[str]) -> frozenset[str]:
    return frozenset(name for name in map(plain_name, headers) if name)
