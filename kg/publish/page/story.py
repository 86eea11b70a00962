"""A story of the page: saved views with notes, which a reader clicks through.

A file of TOML, as the page itself writes it (*Save*, *Story*)::

    title = "Do the casualty figures contradict?"

    [[step]]
    title = "Two numbers of the dead"
    note = "About 1,000 by January, about 600 by April."
    state = "view=conflicts&known-at=2025-05-01"

``state`` is what stands behind ``#`` in the page's address; an empty one is the first picture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.publish.page.address import Addresses
from kg.text.display import shown
from kg.text.reading import read_named
from kg.text.toml_lines import line_of, read_toml

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from kg.publish.page.page import Page

_KEYS = {"title", "note", "state"}
_COPY = "open the page, go to the view, and copy what stands behind # in the address"
_STEP = re.compile(r"^\s*\[\[\s*step\s*\]\]", re.MULTILINE)
_STATE = re.compile(r"^\s*state\s*=", re.MULTILINE)
_PLACE = re.compile(r"(?:^|&)step=[^&]*")


def read_story(path: Path, page: Page, views: Collection[str]) -> dict[str, Any]:
    """The story of a file: ``title``, and ``steps`` with ``title``, ``note`` and ``state``.

    ``views`` are the ids of the page's views. Raises KgError, with the line, for a file that cannot
    be read, an unknown part, and a state that this page does not have.
    """
    data = read_named(path, "this story")
    content, lines = read_toml(data, str(path))
    for name in content:
        if name not in ("title", "step"):
            where = f"{path}:{line_of(lines, name)}"
            raise KgError(f"a story has no “{name}”", where, "it has a title and [[step]] tables")
    title = _text(content, "title", f"{path}:{line_of(lines, 'title') or 1}")
    steps = content.get("step")
    if not isinstance(steps, list) or not steps:
        raise KgError("this story has no step", str(path), "write [[step]] before each of them")
    addresses = Addresses(page, views)
    places = _places(data.decode("utf-8-sig"))
    rows = []
    for number, step in enumerate(steps, start=1):
        head, state = places[number - 1] if number <= len(places) else (1, 1)
        rows.append(_step(step, number, (f"{path}:{head}", f"{path}:{state}"), addresses))
    return {"title": shown(title), "steps": rows}


def _places(text: str) -> list[tuple[int, int]]:
    """Of each step the line of its head, and that of its state (of its head where it has none)."""
    heads = [(match.end(), text.count("\n", 0, match.end()) + 1) for match in _STEP.finditer(text)]
    places = []
    for number, (start, line) in enumerate(heads, start=1):
        end = heads[number][0] if number < len(heads) else len(text)
        state = _STATE.search(text, start, end)
        places.append((line, text.count("\n", 0, state.end()) + 1 if state else line))
    return places


def _text(table: dict[str, Any], name: str, where: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise KgError(f"the {name} is no text", where, f'write it as {name} = "…"')
    return value


def _step(step: Any, number: int, where: tuple[str, str], addresses: Addresses) -> dict[str, str]:
    """A step as the page has it. ``where`` is the place of the step, and that of its state."""
    place, of_state = where
    if not isinstance(step, dict):
        raise KgError(f"step {number} is no table", place, "write [[step]] before it")
    if unknown := sorted(set(step) - _KEYS):
        remedy = f"it has {', '.join(sorted(_KEYS))}"
        raise KgError(f"step {number} has no “{unknown[0]}”", place, remedy)
    if "state" not in step:
        raise KgError(f"step {number} has no state", place, _COPY)
    texts = {name: _text(step, name, place) for name in ("title", "note")}
    # Where it was copied from a page with a story, it has the number of a step of that.
    state = _PLACE.sub("", _text(step, "state", of_state).removeprefix("#")).removeprefix("&")
    for fault in addresses.faults(state):
        raise KgError(f"step {number}: {fault.what}", of_state, fault.remedy)
    return {
        "title": shown(texts["title"]),
        "note": "\n".join(shown(line) for line in texts["note"].splitlines()),
        "state": state,
    }
