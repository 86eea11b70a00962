"""A class with those above and below it, and what its relations lead to, as a small drawing with links."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kg.columns import columns, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.docs.vocabulary import TermPage, Value

_COLUMN, _ROW, _HIGH, _GAP = 7.4, 34, 26, 60
_WIDEST = 30  # columns of a name
_MOST = 14  # boxes in a column


def diagram(page: TermPage, link: Callable[[str], str]) -> str:
    """The drawing as SVG for a page; ``link`` gives the address of a term's page, or nothing.

    Empty for a class that has neither a parent nor one below it.
    """
    above, below = list(page.parents), page.children
    if not above and not below:
        return ""
    sides = [[_short(v) for v in side[:_MOST]] for side in (above, below)]
    middle = _clean(page.label)
    wide = [_room([name for name, _ in sides[0]]), _room([middle]), _room([n for n, _ in sides[1]])]
    more = [max(len(above) - _MOST, 0), max(len(below) - _MOST, 0)]
    rows = max(len(sides[0]) + bool(more[0]), len(sides[1]) + bool(more[1]), 1)
    left = [0.0, wide[0] + _GAP if above else 0.0]
    left.append(left[1] + wide[1] + _GAP)
    high = rows * _ROW
    width = left[2] + wide[2] if below else left[1] + wide[1]
    centre = high / 2
    parts = [
        f'<svg class="diagram" viewBox="-1 -1 {width + 2:g} {high + 2:g}" width="{width + 2:g}"'
        f' role="img" aria-label={quoteattr(_told(page))}>'
    ]
    for side, boxes in enumerate(sides):
        number = side * 2
        for y, name, iri in _spread(boxes, more[side], high):
            x = left[number]
            ends = (x + wide[number], left[1]) if side == 0 else (left[1] + wide[1], x)
            ys = (y, centre) if side == 0 else (centre, y)
            bend = (ends[0] + ends[1]) / 2
            parts.append(
                f'<path class="wire" d="M{ends[0]:g} {ys[0]:g}C{bend:g} {ys[0]:g} {bend:g}'
                f' {ys[1]:g} {ends[1]:g} {ys[1]:g}"/>'
            )
            parts.append(_box(x, y, wide[number], name, link(iri) if iri else ""))
    parts.append(_box(left[1], centre, wide[1], middle, "", "here"))
    return "".join(parts) + "</svg>"


def _spread(
    boxes: Sequence[tuple[str, str]], more: int, high: float
) -> list[tuple[float, str, str]]:
    """Boxes of one side with the height of each; what is too much is said in a last one."""
    shown = [*boxes, *([(f"and {more} more", "")] if more else [])]
    step = high / max(len(shown), 1)
    return [(step * (row + 0.5), name, iri) for row, (name, iri) in enumerate(shown)]


def _box(x: float, y: float, wide: float, name: str, address: str, style: str = "box") -> str:
    drawn = (
        f'<rect class="{style}" x="{x:g}" y="{y - _HIGH / 2:g}" width="{wide:g}" height="{_HIGH}" rx="4"/>'
        f'<text x="{x + wide / 2:g}" y="{y + 4.5:g}" text-anchor="middle">{escape(name)}</text>'
    )
    return f"<a href={quoteattr(address)}>{drawn}</a>" if address else f"<g>{drawn}</g>"


def _told(page: TermPage) -> str:
    above = ", ".join(_clean(value.text) for value in page.parents) or "nothing"
    below = ", ".join(_clean(value.text) for value in page.children) or "nothing"
    return f"{_clean(page.label)} lies below {above}; below it lies {below}"


def _short(value: Value) -> tuple[str, str]:
    return _clean(value.text), value.iri


def _room(names: Sequence[str]) -> float:
    return max((columns(name) for name in names), default=0) * _COLUMN + 18


def _clean(text: str) -> str:
    from kg.export._text import shown

    return cut(shown(text), _WIDEST)
