"""The picture of the home page: actors and what passes between them, drawn as exports draw."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from kg.publish.formats.svg import drawing
from kg.publish.page.folded import first_picture, largest

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot
    from kg.publish.page.page import Page

# Of more entities than these, a picture without zooming shows the largest.
_MOST = 120


def picture_of(graph: Snapshot, page: Page) -> str:
    """The first picture of a page, still, as a data address; empty where there is nothing to draw."""
    drawn = drawn_picture(graph, page)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn).decode() if drawn else ""


def drawn_picture(graph: Snapshot, page: Page) -> bytes:
    """The first picture of a page, still, as SVG; empty where there is nothing to draw."""
    drawn = largest(first_picture(graph, page), _MOST)
    return drawing(drawn, named=False) if drawn.nodes else b""
