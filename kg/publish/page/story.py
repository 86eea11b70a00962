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
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

from kg.claims.edtf import is_iso_date
from kg.errors import KgError
from kg.iris import KGD, SRC
from kg.text.display import shown
from kg.text.reading import read_named
from kg.text.toml_lines import line_of, read_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from kg.publish.page.page import Page

_KEYS = {"title", "note", "state"}
_DAYS = ("as-of", "known-at", "as-since", "known-since")
_SETS = ("kinds", "layers", "relations", "sources", "speakers", "likelihoods")
#: The parts of an address whose values are few.
_CHOICES = {
    "dated": ("only",),
    "only": ("contradictions",),
    "also": ("denied",),
    "picture": ("actors", "all", "claims"),
}
_OTHERS = ("size", "colour", "claims-by", "read", "compare")
_COPY = "open the page, go to the view, and copy what stands behind # in the address"
_STEP = re.compile(r"^\s*\[\[\s*step\s*\]\]", re.MULTILINE)


class _Held(NamedTuple):
    """What a state can name: views, entities and speakers, claims, sources and questions of the page."""

    views: Collection[str]
    entities: frozenset[str]
    claims: Collection[str]
    sources: Collection[str]
    questions: Collection[str]


def read_story(path: Path, page: Page, views: Collection[str]) -> dict[str, Any]:
    """The story of a file: ``title``, and ``steps`` with ``title``, ``note`` and ``state``.

    ``views`` are the ids of the page's views. Raises KgError, with the line, for a file that cannot
    be read, an unknown part, and a state that this page does not have.
    """
    data = read_named(path, "this story")
    content, lines = read_toml(data, str(path))
    heads = [
        data.decode("utf-8-sig").count("\n", 0, match.end()) + 1
        for match in _STEP.finditer(data.decode("utf-8-sig"))
    ]
    for name in content:
        if name not in ("title", "step"):
            where = f"{path}:{line_of(lines, name)}"
            raise KgError(f"a story has no “{name}”", where, "it has a title and [[step]] tables")
    title = _text(content, "title", f"{path}:{line_of(lines, 'title') or 1}")
    steps = content.get("step")
    if not isinstance(steps, list) or not steps:
        raise KgError("this story has no step", str(path), "write [[step]] before each of them")
    held = _Held(
        views,
        frozenset(_stem(row["iri"]) for row in (*page.nodes, *page.speakers)),
        {claim["id"] for claim in page.claims.values()},
        {document["name"] for document in page.documents},
        {question["name"] for question in page.questions},
    )
    rows = []
    for number, step in enumerate(steps, start=1):
        where = f"{path}:{heads[number - 1] if number <= len(heads) else 1}"
        rows.append(_step(step, where, number, held))
    return {"title": shown(title), "steps": rows}


def _text(table: dict[str, Any], name: str, where: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise KgError(f"the {name} is no text", where, f'write it as {name} = "…"')
    return value


def _step(step: Any, where: str, number: int, held: _Held) -> dict[str, str]:
    if not isinstance(step, dict):
        raise KgError(f"step {number} is no table", where, "write [[step]] before it")
    if unknown := sorted(set(step) - _KEYS):
        remedy = f"it has {', '.join(sorted(_KEYS))}"
        raise KgError(f"step {number} has no “{unknown[0]}”", where, remedy)
    if "state" not in step:
        raise KgError(f"step {number} has no state", where, _COPY)
    state = _text(step, "state", where).removeprefix("#")
    for fault in _faults(state, held):
        raise KgError(f"step {number}: {fault}", where, _COPY)
    return {
        "title": shown(_text(step, "title", where)),
        "note": "\n".join(shown(line) for line in _text(step, "note", where).splitlines()),
        "state": state,
    }


def _faults(state: str, held: _Held) -> Iterator[str]:
    """What of a state the page does not know, each in a sentence."""
    for name, value in parse_qsl(state, keep_blank_values=True):
        if name in _DAYS:
            if not (is_iso_date(value) and len(value) == len("2025-01-31")):
                yield f"{name}={value} is no day as 2025-01-31"
        elif name in _CHOICES:
            if value not in _CHOICES[name]:
                yield f"{name}={value} is none of {', '.join(_CHOICES[name])}"
        elif name in ("open", "around"):
            yield from _unknown(value.partition("|")[2] if name == "around" else value, held)
        else:
            yield from _other_faults(name, value, held)


def _other_faults(name: str, value: str, held: _Held) -> Iterator[str]:
    if name == "view":
        if value not in held.views:
            yield f"there is no view “{value}”, only {', '.join(sorted(held.views))}"
    elif name == "ask":
        if value not in held.questions:
            yield f"there is no question “{value}”"
    elif not (name in _OTHERS or name.startswith("ask-") or name.removeprefix("no-") in _SETS):
        yield f"an address has no “{name}”"


def _unknown(chosen: str, held: _Held) -> Iterator[str]:
    """What is opened and not on the page."""
    sort, colon, rest = chosen.partition(":")
    if not colon:
        known = chosen in held.entities or chosen == "falls"
    elif sort == "claim":
        known = rest in held.claims
    elif sort == "source":
        known = rest in held.sources
    else:
        known = sort in ("line", "flow", "path") and held.entities >= set(rest.split("|")[:2])
    if not known:
        yield f"this page does not have “{chosen}”"


def _stem(iri: str) -> str:
    for base in (KGD, SRC, "https://w3id.org/entente/ns/"):
        if iri.startswith(base):
            return iri.removeprefix(base)
    return iri
