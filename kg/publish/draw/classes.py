"""A class with those above and below it as a small drawing with links."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kg.text.display import cut, display_width, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMN, _ROW, _HIGH, _GAP = 7.4, 34, 26, 60
_WIDEST = 30  # columns of a name
_MOST = 14  # boxes in a column


class Box(NamedTuple):
    """A class of the drawing: its name, the address of its page, whether it is a workspace's own."""

    name: str
    address: str = ""
    own: bool = False


def diagram(name: str, above: Sequence[Box], below: Sequence[Box]) -> str:
    """The drawing as SVG; empty for a class that has neither a parent nor one below it."""
    if not above and not below:
        return ""
    sides = [_fitted(above), _fitted(below)]
    here = Box(_clean(name))
    wide = [_room(boxes) for boxes in (sides[0], [here], sides[1])]
    high = max(len(sides[0]), len(sides[1])) * _ROW
    middle = wide[0] + _GAP if above else 0.0
    left = (0.0, middle + wide[1] + _GAP)
    width = left[1] + wide[2] if below else middle + wide[1]
    parts = [
        f'<svg class="diagram" viewBox="-1 -1 {width + 2:g} {high + 2:g}" width="{width + 2:g}"'
        f' height="{high + 2:g}" role="group" aria-label={quoteattr(_told(name, above, below))}>'
    ]
    for side, boxes in enumerate(sides):
        x, room = left[side], wide[side * 2]
        for row, box in enumerate(boxes):
            y = high / len(boxes) * (row + 0.5)
            ends = [(x + room, y), (middle, high / 2)] if side == 0 else []
            parts.append(_wire(*(ends or [(middle + wide[1], high / 2), (x, y)])))
            parts.append(_drawn(box, x, y, room, "box own" if box.own else "box"))
    parts.append(_drawn(here, middle, high / 2, wide[1], "here"))
    return "".join(parts) + "</svg>"


def _fitted(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of one side with short names; what is too much is said in a last one."""
    more = len(boxes) - _MOST
    fitted = [box._replace(name=_clean(box.name)) for box in boxes[:_MOST]]
    return [*fitted, Box(f"and {more} more")] if more > 0 else fitted


def _wire(start: tuple[float, float], end: tuple[float, float]) -> str:
    bend = (start[0] + end[0]) / 2
    path = f"M{start[0]:g} {start[1]:g}C{bend:g} {start[1]:g} {bend:g} {end[1]:g} {end[0]:g} {end[1]:g}"
    return f'<path class="wire" d="{path}"/>'


def _drawn(box: Box, x: float, y: float, wide: float, style: str) -> str:
    drawn = (
        f'<rect class="{style}" x="{x:g}" y="{y - _HIGH / 2:g}" width="{wide:g}" height="{_HIGH}" rx="4"/>'
        f'<text x="{x + wide / 2:g}" y="{y + 4.5:g}" text-anchor="middle">{escape(box.name)}</text>'
    )
    return f"<a href={quoteattr(box.address)}>{drawn}</a>" if box.address else f"<g>{drawn}</g>"


def _told(name: str, *sides: Sequence[Box]) -> str:
    above, below = (", ".join(_clean(box.name) for box in side) or "nothing" for side in sides)
    return f"{_clean(name)} lies below {above}; below it lies {below}"


def _room(boxes: Sequence[Box]) -> float:
    return max((display_width(box.name) for box in boxes), default=0) * _COLUMN + 18


def _clean(text: str) -> str:
    return cut(shown(text), _WIDEST)
