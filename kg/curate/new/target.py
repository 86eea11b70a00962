"""The layout that ``kg new`` and ``kg add`` write to: a workspace, or a checkout of the core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.iris import KG, KGD
from kg.text.layout import refuse_installed_core

if TYPE_CHECKING:
    from kg.curate.new.blocks import Together
    from kg.text.layout import Layout


@dataclass(frozen=True, slots=True)
class Target:
    """A layout that may be written to, with the prefix and namespace of the terms added there."""

    layout: Layout
    prefix: str
    namespace: str
    #: Where new blocks are gathered that are to be written together; None: each is written at once.
    together: Together | None = None

    @property
    def is_core(self) -> bool:
        """Whether it is a checkout of the core, with the tests beside the text."""
        return self.layout.workspace is None

    @property
    def curators(self) -> str:
        """The IRI of the editors of this layout: the curator where no other is named."""
        return f"{KGD}organisation-{'entente' if self.is_core else self.prefix}-editors"


def target_of(layout: Layout) -> Target:
    """The target of a layout. Raises UsageError for the installed core, which nobody writes to."""
    if layout.workspace is not None:
        return Target(layout, layout.workspace.prefix, layout.workspace.namespace)
    refuse_installed_core(layout.root)
    return Target(layout, "kg", KG)
