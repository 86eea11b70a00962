"""A comparison as text for a terminal, and as JSON for programs."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from kg.curate.diff.changes import CHANGED, SORTS
from kg.graph.impact import APPEARS, FALLS
from kg.text.display import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.curate.diff.changes import Change, Field
    from kg.curate.diff.compare import Diff
    from kg.curate.diff.effects import Effect

#: The mark before each kind of change, and the heading of each sort of thing.
MARKS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
TITLES = {
    "claim": "Claims",
    "entity": "Entities",
    "source": "Sources",
    "term": "Terms",
    "other": "Other statements",
}


def lines(diff: Diff, width: int) -> Iterator[str]:
    """The comparison as lines of at most ``width`` columns."""
    for sort in SORTS:
        changes = [change for change in diff.changes if change.sort == sort]
        if changes:
            yield f"{TITLES[sort]} ({len(changes)})"
        for change in changes:
            yield from _wrapped_lines(f"{MARKS[change.what]} {change.id}: {change.name}", width, 2)
            for field in shown_fields(change):
                yield from _wrapped_lines(field_words(field), width, 6)
        if changes:
            yield ""
    yield from effect_lines(diff, width)
    if not diff.changes:
        yield "no difference"


def effect_lines(diff: Diff, width: int) -> Iterator[str]:
    """The effects of a comparison and a blank line; no line where it has none."""
    if diff.effects:
        yield f"What follows ({len(diff.effects)})"
        for effect in diff.effects:
            yield from _wrapped_lines(effect_words(effect), width, 2)
        yield ""


def shown_fields(change: Change) -> tuple[Field, ...]:
    """The fields to report: all of a changed or moved thing, none of one that is new or gone."""
    return change.fields if change.what in (CHANGED, "moved") else ()


def field_words(field: Field) -> str:
    """A field with its values before and after, in one line."""
    if not field.before:
        return f"{field.name}: now {field.after}"
    if not field.after:
        return f"{field.name}: no longer {field.before}"
    return f"{field.name}: {field.before} → {field.after}"


_STANDS = {"contradicts": "contradicts", "undecided": "may contradict"}


def effect_words(effect: Effect) -> str:
    """An effect as one line for readers."""
    if effect.kind == "contradiction":
        first, _, second = effect.what.partition(" and ")
        verb = "now" if effect.change == APPEARS else "no longer"
        kind = effect.after or effect.before
        words = _STANDS.get(kind, f"stands in an {kind} to")
        return f"{first} {verb} {words} {second}: {effect.why}"
    if effect.change == APPEARS:
        return f"{effect.kind} gained: {effect.what} ({effect.after})"
    if effect.change == FALLS:
        return f"{effect.kind} lost: {effect.what} ({effect.before})"
    disputed = "disputed" in effect.after and "disputed" not in effect.before
    name = f"{effect.kind} newly disputed" if disputed else f"{effect.kind} changed"
    return f"{name}: {effect.what}: {effect.before} → {effect.after}"


def as_json(diff: Diff) -> str:
    """The comparison as the text of one JSON object."""
    changes = [
        {
            "sort": change.sort,
            "change": change.what,
            "iri": change.iri,
            "name": change.name,
            "fields": [field._asdict() for field in change.fields],
        }
        for change in diff.changes
    ]
    effects = [{**effect._asdict(), "words": effect_words(effect)} for effect in diff.effects]
    document = {
        "before": diff.before,
        "after": diff.after,
        "changes": changes,
        "effects": effects,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _wrapped_lines(text: str, width: int, indent: int) -> list[str]:
    return textwrap.wrap(
        visible(text),
        max(width, 24),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_on_hyphens=False,
    )
