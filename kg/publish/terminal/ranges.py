"""Groups of ranges as lines for a terminal of 40 columns or more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.claims.edtf import dates_in_words
from kg.publish.draw.axis import Axis, axis_of, label_span
from kg.text.display import display_width, visible, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.interval import Interval
    from kg.graph.estimates import Group, Left, Range

_BESIDE = 100  # from this width on, the bars stand beside the text
_LEAST = 24
_MOST = 160
# Ends included, not included, and open; the line; the figure itself.
_STRONG, _FAINT = ("┣", "┫", "━", "●"), ("├", "┤", "╌", "•")
_SURE = ("░", "░", "░", "░")
_EXCLUDED, _OPEN_LEFT, _OPEN_RIGHT = "○", "◂", "▸"
_KEY = (
    ("┣┫", "end included"),
    ("○", "end not included"),
    ("◂▸", "no end stated"),
    ("●•", "the figure itself"),
    ("╌", "superseded, retracted or denied"),
    ("░", "what the figures leave, of those days"),
)


class Piece(NamedTuple):
    """A part of a line, and its style: ``title``, ``section``, ``soft``, ``grave``, ``text``.

    ``speaker`` is the number of the speaker in whose colour it stands; ``faint`` dims it.
    """

    text: str
    style: str = "text"
    speaker: int | None = None
    faint: bool = False


Pieces = list[Piece]


def speaker_letter(number: int) -> str:
    """The letter that stands for a speaker, by its number from 0 on: A to Z, then AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def speaker_numbers(groups: Sequence[Group]) -> dict[str, int]:
    """A number from 0 on for each speaker (an IRI), in the order in which they appear."""
    order: dict[str, int] = {}
    for group in groups:
        for figure_range in group.ranges:
            order.setdefault(figure_range.speaker, len(order))
    return order


def group_facts(group: Group, axis: Axis) -> list[str]:
    """What the figures of a group share, in words, and whether their axis is logarithmic."""
    facts = [f"{name}: {value}" for name, value in group.facts]
    return [*facts, "logarithmic scale"] if axis.log else facts


def estimate_lines(groups: Sequence[Group], width: int) -> list[Pieces]:
    """All groups, one below the other, with a key of the signs that occur.

    ``width`` is that of the terminal in columns; lines are drawn for 24 to 160.
    """
    width = max(_LEAST, min(width, _MOST))
    speakers = speaker_numbers(groups)
    lines: list[Pieces] = []
    about = None
    for group in groups:
        if group.about != about:
            lines += _text_lines(group.about_name, width, "title")
            about = group.about
        lines += _group_lines(group, speakers, width)
        lines.append([])
    bars = "".join(piece.text for line in lines for piece in line if piece.style == "bar")
    key = [
        f"{''.join(sign for sign in signs if sign in bars)} {words}"
        for signs, words in _KEY
        if any(sign in bars for sign in signs)
    ]
    return [*lines, *_text_lines(" · ".join(key), width, "soft")] if key else lines


def _group_lines(group: Group, speakers: dict[str, int], width: int) -> Iterator[Pieces]:
    beside = width >= _BESIDE
    left = width * 45 // 100 if beside else 0
    room = width - left
    # An open end is drawn beyond the outermost figures: two columns on either side.
    axis = axis_of(group.values, room - 4, share=group.share)
    yield from _text_lines(group.measure, width, "section")
    yield from _text_lines(" · ".join(group_facts(group, axis)), width, "soft")
    for figure_range in group.ranges:
        if figure_range in group.undated[:1]:
            yield from _text_lines("of no stated day:", width, "soft")
        yield from _range_lines(figure_range, axis, speakers[figure_range.speaker], left, room)
    if group.band:
        yield from _text_lines("what is sure of each day:", width, "soft")
    for row in group.band:
        yield from _band_lines(row, axis, left, room)
    for text in _axis_lines(axis, room) if axis.ticks else ():
        yield [Piece(" " * left), Piece(text, "soft")]
    yield from _text_lines(group.support, width, "text")
    for clash in group.clashes:
        yield from _text_lines(dates_in_words(clash.text), width, "grave", hang=2)
        if clash.remedy:
            yield from _text_lines(f"→ {clash.remedy}", width, "soft", indent=2, hang=4)


def _range_lines(
    figure_range: Range, axis: Axis, speaker: int, left: int, room: int
) -> Iterator[Pieces]:
    """The words of a range and its bar: beside one another, or the bar below.

    ``left`` is the width of the words in columns (0: the bar stands below), ``room`` that of the bar.
    """
    faint = bool(figure_range.status)
    mark = speaker_letter(speaker)
    who = (
        f"{figure_range.speaker_name}, {figure_range.when}"
        if figure_range.when
        else figure_range.speaker_name
    )
    status = f" [{figure_range.status}]" if figure_range.status else ""
    words = visible(f"{figure_range.figure} — {who} · {figure_range.id}{status}")
    hang = len(mark) + 1
    texts = wrap(words, (left or room) - hang - (2 if left else 0))
    bar = Piece(bar_text(figure_range, axis, room), "bar", speaker, faint)
    for number, text in enumerate(texts):
        start = Piece(f"{mark} " if number == 0 else " " * hang, "text", speaker, faint)
        line = [start, Piece(text, "text", None, faint)]
        if left and number == 0:
            line += [Piece(" " * (left - hang - display_width(text))), bar]
        yield line
    if not left:
        yield [bar]


def _band_lines(row: Left, axis: Axis, left: int, room: int) -> Iterator[Pieces]:
    """What is left of some days, in words, and its bar: beside one another, or the bar below."""
    bar = Piece(_bar(row.interval, None, axis, room, _SURE) if row.interval else "", "bar")
    texts = wrap(visible(f"{dates_in_words(row.days)}: {row.words}"), (left or room) - 2, 2, 4)
    for number, text in enumerate(texts):
        line = [Piece(text, "soft")]
        if left and number == 0:
            line += [Piece(" " * (left - display_width(text))), bar]
        yield line
    if not left and bar.text:
        yield [bar]


def bar_text(figure_range: Range, axis: Axis, room: int) -> str:
    """The bar of a range in ``room`` columns: its ends, its line, and the figure itself on it."""
    interval = figure_range.interval
    if not interval:
        return " (no range is said)"
    signs = _FAINT if figure_range.status else _STRONG
    return _bar(interval, figure_range.best, axis, room, signs)


def _bar(
    interval: Interval, best: float | None, axis: Axis, room: int, signs: tuple[str, str, str, str]
) -> str:
    """A bar in ``room`` columns; ``signs`` are its ends, its line, and the figure itself."""
    left, right, line, figure = signs
    start = 0 if interval.lower is None else _column(axis, interval.lower, room)
    end = room - 1 if interval.upper is None else _column(axis, interval.upper, room)
    cells = [" "] * start + [line] * (end - start + 1)
    if start == end:
        cells[start] = figure
    else:
        cells[start] = _OPEN_LEFT if interval.lower is None else left
        cells[end] = _OPEN_RIGHT if interval.upper is None else right
        if interval.lower is not None and not interval.lower_inclusive:
            cells[start] = _EXCLUDED
        if interval.upper is not None and not interval.upper_inclusive:
            cells[end] = _EXCLUDED
        if best is not None and interval.lower != best != interval.upper:
            cells[_column(axis, best, room)] = figure
    return "".join(cells)


def _column(axis: Axis, value: float, room: int) -> int:
    """The column of a figure; the outer two on either side are for open ends."""
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


def _text_lines(text: str, width: int, style: str, indent: int = 0, hang: int = 0) -> list[Pieces]:
    return [[Piece(line, style)] for line in wrap(visible(text), width, indent, hang)]
