"""Where something new is written: into the workspace, or into a checkout of the core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.iris import KG, KGD
from kg.text.layout import data_root

if TYPE_CHECKING:
    from kg.text.layout import Layout


@dataclass(frozen=True, slots=True)
class Place:
    """A layout that may be written to, with the namespace of the terms that are added there."""

    layout: Layout
    prefix: str
    namespace: str

    @property
    def is_core(self) -> bool:
        """Whether it is the core's own text, with its tests beside it."""
        return self.layout.workspace is None

    @property
    def curators(self) -> str:
        """The entity of those who curate here, where nobody else is named."""
        return f"{KGD}organisation-{'entente' if self.is_core else self.prefix}-editors"


def place_of(layout: Layout) -> Place:
    """Raises UsageError for the core as it is installed: it is not the user's to change."""
    if layout.workspace is not None:
        return Place(layout, layout.workspace.prefix, layout.workspace.namespace)
    if layout.root == data_root() and not (layout.root / "pyproject.toml").is_file():
        raise UsageError(
            "the installed core is not added to",
            str(layout.root),
            "make a workspace (kg new workspace DIR) and call this inside it",
        )
    return Place(layout, "kg", KG)
