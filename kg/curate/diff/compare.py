"""Two states of the graph compared: one call for ``kg diff``."""

from __future__ import annotations

import contextlib
import gc
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.facts.view import View
from kg.curate.diff.changes import SORTS, changes
from kg.curate.diff.effects import effects
from kg.curate.diff.index import Index
from kg.curate.diff.sides import home_of, read_side
from kg.curate.diff.statements import differences
from kg.text.layout import find_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.curate.diff.changes import Change
    from kg.curate.diff.effects import Effect
    from kg.curate.diff.sides import Side


@dataclass(frozen=True, slots=True)
class Diff:
    """What was compared, what changed, and what follows from it."""

    before: str
    after: str
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many of each sort were added, removed, changed or moved."""
        counted = Counter((SORTS.index(c.sort), c.what) for c in self.changes)
        return [(SORTS[sort], what, number) for (sort, what), number in sorted(counted.items())]


def compare(
    one: str, other: str | None = None, workspace: str | None = None, view: View | None = None
) -> Diff:
    """Compare two folders, built caches, git revisions, wheels or dumps.

    Without ``other`` the layout of the workspace (or of the core) is the second.

    Raises UsageError for what cannot be compared, DataError and KgError for what it holds.
    """
    names = (one, str(find_layout(workspace).root) if other is None else other)
    home = home_of(names, workspace)
    with _collector_paused():
        before, after = (read_side(name, home) for name in names)
        return _compared(before, after, view or View())


def compare_sides(before: Side, after: Side, view: View) -> Diff:
    """``compare`` for two sides that have been read."""
    with _collector_paused():
        return _compared(before, after, view)


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Millions of small values and no circles among them: looking for those took half the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _compared(before: Side, after: Side, view: View) -> Diff:
    removed, added = differences(before, after)
    if not removed and not added:
        return Diff(before.name, after.name, (), ())
    old, new = Index(before), Index(after)
    found = changes(removed, added, old, new)
    return Diff(before.name, after.name, tuple(found), tuple(effects(found, old, new, view)))
