"""The build that answers: made anew, before it is opened, where the text has changed or it is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kg.errors import CacheError, KgError
from kg.store import cache
from kg.store.freshness import is_of_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.claims.scope import Scope
    from kg.store.base import Store
    from kg.text.layout import Layout

Opened = TypeVar("Opened")


def ensure_built(layout: Layout, *, stale: bool, notify: Callable[[str], None]) -> cache.Build:
    """The build that answers: a fresh one, or with ``stale`` an old one if need be."""
    old, problem = cache.look(layout.cache)
    try:
        if old is not None and not problem and is_of_text(old, layout):
            return old
        from kg.build.pipeline import build

        new, was_built = build(layout)
    except KgError as error:
        if stale and old is not None and not problem:
            notify(f"{error}\n  answering from the older build, as --stale asks")
            return old
        raise
    if was_built:
        notify(_why_built(old, problem, new))
    return new


def _why_built(old: cache.Build | None, problem: str | None, new: cache.Build) -> str:
    if problem:
        view = "" if old is not None else f", its facts by the view {new.view}"
        return f"the built store is damaged ({problem}): built anew{view}"
    return (
        "the graph was built from the text" if old is None else "the text has changed: built anew"
    )


def open_store(
    opener: Callable[[cache.Build], Opened],
    layout: Layout,
    finished: cache.Build,
    notify: Callable[[str], None],
) -> Opened:
    """Open a build by ``opener``; where it is damaged or replaced, a newer one in its place.

    Raises KgError where the text cannot be built.
    """
    try:
        return opener(finished)
    except CacheError as error:
        # A reader may lose a race against a newer build, or the cache is corrupt: both heal.
        newer = cache.current(layout.cache)
        if newer is None or newer == finished:
            notify(f"{error.what}: built anew")
            from kg.build.pipeline import build

            newer, _ = build(layout, force=True)
        return opener(newer)


def with_full_view(scope: Scope, built_view: str) -> Scope:
    """A scope whose view is named in full, and None where the facts were built by it.

    Raises UsageError for a view that is none.
    """
    if scope.view is None or scope.view == built_view:
        return scope._replace(view=None)
    from kg.claims.facts.view import parse_view

    view = str(parse_view(scope.view))
    return scope._replace(view=None if view == built_view else view)


def narrow(
    store: Store,
    scope: Scope,
    notify: Callable[[str], None],
    copy: Callable[[], Store] | None = None,
) -> Store:
    """The claims of a scope and the facts that rest on them; ``copy`` as of ``restrict``.

    Says which sources have no date of their own where the publication is asked for, and how many
    claims do not say whether they are stated where that is asked for. Raises
    UsageError for a date or source that is none.
    """
    from kg.build.scope import count_unmarked, restrict, undated_sources

    if scope.known_at is not None and (undated := undated_sources(store)):
        listed = ", ".join(undated)
        notify(f"without a date of their own, known from the day of their recording: {listed}")
    if scope.stated_only and (unmarked := count_unmarked(store)):
        notify(
            f"left out, since they do not say whether they are stated: {unmarked} claims"
            " (set kg:explicitness, or the column explicitness)"
        )
    return restrict(store, scope, copy)
