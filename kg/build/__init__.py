"""From the text to the store: layers, claims, facts. ``kg.build(workspace)`` brings a build up to date."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from kg.store.cache import Build


class _CallablePackage(ModuleType):
    """The package is a public function too, as both are called ``kg.build``."""

    def __call__(
        self,
        workspace: str | os.PathLike[str] | None = None,
        *,
        view: str | None = None,
        force: bool = False,
    ) -> Build:
        """Bring the built graph of a folder up to date with its text; gives the build that answers.

        Without ``workspace`` that of the workspace around the current folder, else of the core.
        ``view`` names the rule by which facts are chosen from now on (``hull``, ``latest``,
        ``most-independent``, ``only-source:ID``); ``force`` builds also where nothing has changed.
        Raises DataError for text that would break the graph (the old build stays), UsageError for
        a folder or view that cannot be, KgError and CacheError for files and folders.
        """
        from kg.build.pipeline import build
        from kg.text.layout import find_layout

        return build(find_layout(workspace), force=force, view=view)[0]


sys.modules[__name__].__class__ = _CallablePackage
