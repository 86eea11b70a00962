"""Compare two states of the graph: the one call behind ``kg diff``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.facts.view import View
from kg.curate.diff.changes import SORTS, changes
from kg.curate.diff.effects import effects
from kg.curate.diff.index import StateIndex
from kg.curate.diff.quads import quad_differences
from kg.curate.diff.sides import home_of, read_side
from kg.text.collector import collector_paused
from kg.text.layout import find_layout

if TYPE_CHECKING:
    from kg.curate.diff.changes import Change
    from kg.curate.diff.effects import Effect
    from kg.curate.diff.sides import GraphState


@dataclass(frozen=True, slots=True)
class Diff:
    """The names of two states, the changes from the first to the second, and their effects."""

    before: str
    after: str
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(sort, what, number): how many of each sort were added, removed, changed or moved."""
        counts = Counter((SORTS.index(c.sort), c.what) for c in self.changes)
        return [(SORTS[sort], what, number) for (sort, what), number in sorted(counts.items())]


def compare(
    before_name: str,
    after_name: str | None = None,
    workspace: str | None = None,
    view: View | None = None,
) -> Diff:
    """Compare two folders, built caches, git revisions, wheels or dumps.

    Without ``after_name`` the layout of the workspace (or of the core) is the second. ``view``
    decides which facts are compared (None: the usual one).

    Raises UsageError for a name that is none of these, DataError and KgError for files that cannot
    be read.
    """
    names = (before_name, str(find_layout(workspace).root) if after_name is None else after_name)
    home = home_of(names, workspace)
    with collector_paused():
        before, after = (read_side(name, home) for name in names)
        return _diff(before, after, view or View())


def compare_sides(before: GraphState, after: GraphState, view: View) -> Diff:
    """As ``compare``, for two states that have been read."""
    with collector_paused():
        return _diff(before, after, view)


def _diff(before: GraphState, after: GraphState, view: View) -> Diff:
    removed, added = quad_differences(before, after)
    if not removed and not added:
        return Diff(before.name, after.name, (), ())
    old, new = StateIndex(before), StateIndex(after)
    found_changes = changes(removed, added, old, new)
    return Diff(
        before.name, after.name, tuple(found_changes), tuple(effects(found_changes, old, new, view))
    )
