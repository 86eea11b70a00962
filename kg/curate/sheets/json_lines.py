"""Read JSON lines, or one JSON list: each object is a row, its keys are the names of columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.curate.sheets.cell import BOOLEAN, Cell
from kg.curate.sheets.encodings import decoded, lines_of
from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LONGEST_LIST = 32 * 2**20  # bytes of a list, which is read as a whole
_FLAT = "write text, numbers and lists of these only"


def is_json(data: bytes) -> bool:
    """Whether the bytes begin as JSON lines, or as a list of objects."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") or (
        start.startswith(b"[") and start[1:].lstrip()[:1] in (b"{", b"")
    )


def read_json_lines(
    data: bytes, name: str, encoding: str | None = None
) -> Iterator[Sequence[Cell]]:
    """The names of the columns as a first row, then a row for each line, an empty one as no cells.

    Raises KgError for lines that are no objects of plain values, and for a key twice in one.
    """
    columns = list(
        dict.fromkeys(key for _, pairs in _objects(data, name, encoding) for key in pairs)
    )
    yield [Cell(key) for key in columns]
    last = 0
    for number, pairs in _objects(data, name, encoding):
        for _ in range(number - last - 1):
            yield ()
        last = number
        yield [
            _cell(pairs[key], key, f"{name}:{number}") if key in pairs else Cell("")
            for key in columns
        ]


def _objects(data: bytes, name: str, encoding: str | None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects with the numbers of their lines. A list is read as a whole, lines one by one."""
    if not data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        yield from _lines(lines_of(data, name, encoding, newline="\n"), name)
        return
    if len(data) > _LONGEST_LIST:
        raise KgError(
            f"a list of more than {_LONGEST_LIST // 2**20} MB is not read",
            name,
            "write JSON lines: one object a line",
        )
    yield from _listed(decoded(data, name, encoding), name)


def _lines(lines: Iterable[str], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _object(line, f"{name}:{number}")


def _listed(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, item in enumerate(_parsed(text, name), start=1):
        if not isinstance(item, dict):
            raise KgError(f"item {number} is no object", name, "give a list of objects, one a row")
        yield number, item


def _object(text: str, where: str) -> dict[str, Any]:
    value = _parsed(text, where)
    if not isinstance(value, dict):
        raise KgError("the line is no object", where, 'write it as {"who": "…", "relation": "…"}')
    return value


def _parsed(text: str, where: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        for key in keys:
            if keys.count(key) > 1:
                raise KgError(
                    f"the key “{key}” stands twice in one object", where, "keep one of the two"
                )
        return dict(pairs)

    try:
        # Numbers stay as they are written: 1.50 is no 1.5.
        return json.loads(
            text, object_pairs_hook=once, parse_int=str, parse_float=str, parse_constant=str
        )
    except json.JSONDecodeError as error:
        raise KgError(
            f"this is no JSON: {error.msg} (column {error.colno})", where, _FLAT
        ) from None
    except RecursionError:
        raise KgError("its lists lie too deep in each other", where, _FLAT) from None


def _cell(value: Any, key: str, where: str) -> Cell:
    if value is None:
        return Cell("")
    if isinstance(value, bool):
        return Cell(str(value).upper(), BOOLEAN)
    if isinstance(value, str):
        return Cell(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return Cell("; ".join(value))
    raise KgError(f"the value of “{key}” is no text, number or list of texts", where, _FLAT)
