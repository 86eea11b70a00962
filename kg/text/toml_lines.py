"""The line of each part of a file of TOML, which ``tomllib`` does not tell."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEY = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_KEYS = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEAD = re.compile(rf"\s*\[\[?\s*({_KEYS})\s*\]\]?\s*(?:#|$)")
_LINE = re.compile(rf"\s*({_KEYS})\s*=")

#: The names of tables and keys that lead to a part.
Place = tuple[str, ...]


def read_toml(data: bytes, name: str) -> tuple[dict[str, Any], dict[Place, int]]:
    """What a file of TOML holds, and by the names that lead to a part its line (from 1).

    ``name`` is that of the file in messages. Of what stands several times the first line is given.
    Raises KgError for no UTF-8 and no TOML.
    """
    try:
        text = data.decode("utf-8-sig")
        content = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise KgError(f"byte {error.start} is not UTF-8", name, "save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:  # also for a number of too many digits
        raise KgError(
            f"this is no TOML: {error}", name, "a name with a blank stands between quotation marks"
        ) from None
    return content, _lines(text, content)


def line_of(lines: Mapping[Place, int], *place: str) -> int:
    """The line of a part, else that of the nearest part around it; 0 for none."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 0)


def _lines(text: str, content: dict[str, Any]) -> dict[Place, int]:
    lines: dict[Place, int] = {}
    table: Place = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if head := _HEAD.match(line):
            place = _place(head[1])
            if _holds(content, place):  # else it stands within a text of several lines
                table = place
                lines.setdefault(table, number)
        elif (key := _LINE.match(line)) and _holds(content, place := (*table, *_place(key[1]))):
            for length in range(len(table) + 1, len(place) + 1):
                lines.setdefault(place[:length], number)
    return lines


def _place(keys: str) -> Place:
    """The names in ``a."b.c"``."""
    value: Any = tomllib.loads(f"{keys} = 0")
    names = []
    while isinstance(value, dict):
        ((name, value),) = value.items()
        names.append(name)
    return tuple(names)


def _holds(content: Any, place: Place) -> bool:
    for name in place:
        if isinstance(content, list):
            content = content[-1] if content else {}
        if not isinstance(content, dict) or name not in content:
            return False
        content = content[name]
    return True
