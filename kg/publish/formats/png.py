"""PNG: the drawing of ``svg`` as pixels on light ground, by resvg, which fetches nothing.

Names are drawn with the fonts of this machine; without any they are missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.publish.formats import svg
from kg.publish.formats._loss import Carried
from kg.text.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot

SUMMARY = "the picture of the page as pixels"
SUFFIX = ".png"
GROUP = "pages and pictures"
EXTRA = "png"
PICTURE = True
OPTIONS = svg.OPTIONS
_SCALE = 2.0  # pixels a unit of the drawing, for screens of two pixels a point
_LONGEST = 12_000  # pixels: what viewers and printers still open


def write(graph: Snapshot, path: Path, *, title: str = "", unfolded: bool = False) -> None:
    """Write the picture, all of it or nothing; options as of ``svg``. Raises OSError."""
    write_atomic(path, render(graph, title=title, unfolded=unfolded))


def carries(_holdings: Holdings) -> Carried:
    """Nothing that a program can read back: a picture is for the eye."""
    return Carried({}, ("It shows the symbols, names and arrows that svg draws, as pixels.",))


def render(graph: Snapshot, *, title: str = "", unfolded: bool = False) -> bytes:
    """The picture. The same graph gives the same pixels where the fonts are the same."""
    import resvg_py

    drawing = svg.render(graph, title=title, unfolded=unfolded).decode()
    box = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', drawing)
    if box is None:
        raise ValueError("a drawing has a viewBox")
    zoom = min(_SCALE, _LONGEST / max(float(box[1]), float(box[2])))
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=zoom, background="#ffffff"))
