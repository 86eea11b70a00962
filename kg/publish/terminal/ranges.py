"""Groups of ranges as lines for a terminal of 40 columns or more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.publish.draw.axis import Axis, axis_of, label_span
from kg.text.display import display_width, visible, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.graph.estimates import Group, Range

_BESIDE = 100  # from this width on, the bars stand beside the text
_LEAST = 24
_MOST = 160
# Ends included, not included, and open; the line; the figure itself.
_STRONG, _FAINT = ("┣", "┫", "━", "●"), ("├", "┤", "╌", "•")
_EXCLUDED, _OPEN_LEFT, _OPEN_RIGHT = "○", "◂", "▸"
_KEY = (
    ("┣┫", "end included"),
    ("○", "end not included"),
    ("◂▸", "no end stated"),
    ("●•", "the figure itself"),
    ("╌", "superseded, retracted or denied"),
)


class Piece(NamedTuple):
    """A part of a line and its style: ``title``, ``section``, ``soft``, ``grave``, ``text``.

    ``speaker`` is the number of the speaker in whose colour it stands; ``faint`` dims it.
    """

    text: str
    style: str = "text"
    speaker: int | None = None
    faint: bool = False


Line = list[Piece]


def letter(number: int) -> str:
    """The letter of a speaker: A to Z, then AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def speakers_of(groups: Sequence[Group]) -> dict[str, int]:
    """The speakers by number, in the order in which they appear."""
    order: dict[str, int] = {}
    for group in groups:
        for each in group.ranges:
            order.setdefault(each.speaker, len(order))
    return order


def draw(groups: Sequence[Group], width: int) -> list[Line]:
    """All groups, one below the other, with a key of the signs that occur."""
    width = max(_LEAST, min(width, _MOST))
    speakers = speakers_of(groups)
    lines: list[Line] = []
    about = None
    for group in groups:
        if group.about != about:
            lines += _plain(group.about_name, width, "title")
            about = group.about
        lines += _group(group, speakers, width)
        lines.append([])
    drawn = "".join(piece.text for line in lines for piece in line if piece.style == "bar")
    key = [
        f"{''.join(sign for sign in signs if sign in drawn)} {words}"
        for signs, words in _KEY
        if any(sign in drawn for sign in signs)
    ]
    return [*lines, *_plain(" · ".join(key), width, "soft")] if key else lines


def _group(group: Group, speakers: dict[str, int], width: int) -> Iterator[Line]:
    beside = width >= _BESIDE
    left = width * 45 // 100 if beside else 0
    room = width - left
    # An open end is drawn beyond the outermost figures: two columns on either side.
    axis = axis_of(group.values, room - 4, share=group.share)
    yield from _plain(group.measure, width, "section")
    facts = [f"{name}: {value}" for name, value in group.facts]
    if axis.log:
        facts.append("logarithmic scale")
    yield from _plain(" · ".join(facts), width, "soft")
    for each in group.ranges:
        if each in group.undated[:1]:
            yield from _plain("of no stated day:", width, "soft")
        yield from _range(each, axis, speakers[each.speaker], left, room)
    for text in _axis_lines(axis, room) if axis.ticks else ():
        yield [Piece(" " * left), Piece(text, "soft")]
    yield from _plain(group.support, width, "text")
    for clash in group.clashes:
        yield from _plain(clash.text, width, "grave", hang=2)
        if clash.remedy:
            yield from _plain(f"→ {clash.remedy}", width, "soft", indent=2, hang=4)


def _range(each: Range, axis: Axis, speaker: int, left: int, room: int) -> Iterator[Line]:
    """The words of a range and its bar: beside one another, or the bar below."""
    faint = bool(each.status)
    mark = letter(speaker)
    who = f"{each.speaker_name}, {each.when}" if each.when else each.speaker_name
    status = f" [{each.status}]" if each.status else ""
    said = visible(f"{each.figure} — {who} · {each.id}{status}")
    hang = len(mark) + 1
    texts = wrap(said, (left or room) - hang - (2 if left else 0))
    bar = Piece(bar_of(each, axis, room), "bar", speaker, faint)
    for number, text in enumerate(texts):
        start = Piece(f"{mark} " if number == 0 else " " * hang, "text", speaker, faint)
        line = [start, Piece(text, "text", None, faint)]
        if left and number == 0:
            line += [Piece(" " * (left - hang - display_width(text))), bar]
        yield line
    if not left:
        yield [bar]


def bar_of(each: Range, axis: Axis, room: int) -> str:
    """A range in ``room`` columns."""
    interval = each.interval
    if not interval:
        return " (no range is said)"
    left, right, line, best = _FAINT if each.status else _STRONG
    start = 0 if interval.lower is None else _column(axis, interval.lower, room)
    end = room - 1 if interval.upper is None else _column(axis, interval.upper, room)
    cells = [" "] * start + [line] * (end - start + 1)
    if start == end:
        cells[start] = best
    else:
        cells[start] = _OPEN_LEFT if interval.lower is None else left
        cells[end] = _OPEN_RIGHT if interval.upper is None else right
        if interval.lower is not None and not interval.lower_inclusive:
            cells[start] = _EXCLUDED
        if interval.upper is not None and not interval.upper_inclusive:
            cells[end] = _EXCLUDED
        if each.best is not None and interval.lower != each.best != interval.upper:
            cells[_column(axis, each.best, room)] = best
    return "".join(cells)


def _column(axis: Axis, value: float, room: int) -> int:
    return 2 + round(axis.place(value) * (room - 5))


def _axis_lines(axis: Axis, room: int) -> tuple[str, str]:
    """The line with its ticks, and the labels below."""
    marks = ["─"] * room
    labels = [" "] * room
    for tick in axis.ticks:
        marks[2 + round(tick.place * (room - 5))] = "┬"
        start, end = label_span(tick, room - 4)
        labels[2 + start : 2 + end] = tick.label
    return "".join(marks), "".join(labels).rstrip()


def _plain(text: str, width: int, style: str, indent: int = 0, hang: int = 0) -> list[Line]:
    return [[Piece(line, style)] for line in wrap(visible(text), width, indent, hang)]
