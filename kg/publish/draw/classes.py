"""A class with those above and below it as a small drawing with links."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kg.text.display import cut, display_width, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMN, _ROW, _HIGH, _GAP = 7.4, 34, 26, 60
_LONGEST_NAME = 30  # columns of a name
_MOST_BOXES = 14  # boxes in a column


class Box(NamedTuple):
    """A class of the drawing: its name, the address of its page, whether it is a workspace's own."""

    name: str
    address: str = ""
    own: bool = False


def class_diagram(name: str, above: Sequence[Box], below: Sequence[Box]) -> str:
    """A class between its parents (left) and the classes below it (right), as the text of an SVG.

    Names are cut to 30 columns, and a side shows at most 14 boxes. Empty for a class that has
    neither a parent nor a class below it.
    """
    if not above and not below:
        return ""
    sides = [_listed_boxes(above), _listed_boxes(below)]
    here = Box(_short_name(name))
    widths = [_column_width(boxes) for boxes in (sides[0], [here], sides[1])]
    height = max(len(sides[0]), len(sides[1])) * _ROW
    middle = widths[0] + _GAP if above else 0.0
    left = (0.0, middle + widths[1] + _GAP)
    width = left[1] + widths[2] if below else middle + widths[1]
    parts = [
        f'<svg class="diagram" viewBox="-1 -1 {width + 2:g} {height + 2:g}" width="{width + 2:g}"'
        f' height="{height + 2:g}" role="group" aria-label={quoteattr(_description(name, above, below))}>'
    ]
    for side, boxes in enumerate(sides):
        x, room = left[side], widths[side * 2]
        for row, box in enumerate(boxes):
            y = height / len(boxes) * (row + 0.5)
            ends = [(x + room, y), (middle, height / 2)] if side == 0 else []
            parts.append(_wire_svg(*(ends or [(middle + widths[1], height / 2), (x, y)])))
            parts.append(_box_svg(box, x, y, room, "box own" if box.own else "box"))
    parts.append(_box_svg(here, middle, height / 2, widths[1], "here"))
    return "".join(parts) + "</svg>"


def _listed_boxes(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of a side that have room, with short names; a last one counts those left out."""
    more = len(boxes) - _MOST_BOXES
    listed = [box._replace(name=_short_name(box.name)) for box in boxes[:_MOST_BOXES]]
    return [*listed, Box(f"and {more} more")] if more > 0 else listed


def _wire_svg(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A bent line between two boxes, each end as (x, y) in pixels."""
    bend = (start[0] + end[0]) / 2
    path = f"M{start[0]:g} {start[1]:g}C{bend:g} {start[1]:g} {bend:g} {end[1]:g} {end[0]:g} {end[1]:g}"
    return f'<path class="wire" d="{path}"/>'


def _box_svg(box: Box, x: float, y: float, width: float, style: str) -> str:
    """A box with its left edge at ``x`` and its middle at ``y``, in pixels; a link where it has a page."""
    rectangle = (
        f'<rect class="{style}" x="{x:g}" y="{y - _HIGH / 2:g}" width="{width:g}" height="{_HIGH}" rx="4"/>'
        f'<text x="{x + width / 2:g}" y="{y + 4.5:g}" text-anchor="middle">{escape(box.name)}</text>'
    )
    return (
        f"<a href={quoteattr(box.address)}>{rectangle}</a>"
        if box.address
        else f"<g>{rectangle}</g>"
    )


def _description(name: str, *sides: Sequence[Box]) -> str:
    """The drawing in a sentence, for those who cannot see it; sides are above and below."""
    above, below = (", ".join(_short_name(box.name) for box in side) or "nothing" for side in sides)
    return f"{_short_name(name)} lies below {above}; below it lies {below}"


def _column_width(boxes: Sequence[Box]) -> float:
    """Pixels that the longest name of a column needs."""
    return max((display_width(box.name) for box in boxes), default=0) * _COLUMN + 18


def _short_name(text: str) -> str:
    return cut(shown(text), _LONGEST_NAME)
