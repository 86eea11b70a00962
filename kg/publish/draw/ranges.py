"""Groups of ranges as one SVG file: no script, nothing fetched, light and dark, read aloud in words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from kg.claims.edtf import dates_in_words
from kg.publish.draw.axis import Axis, axis_of
from kg.publish.draw.colours import COLOURS, variables
from kg.publish.terminal.ranges import group_facts, speaker_letter, speaker_numbers
from kg.text.display import cut, display_width, visible, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.claims.interval import Interval
    from kg.graph.estimates import Group, Left, Range

_WIDTH, _EDGE = 960, 28
_LEFT, _RIGHT = 430, 912  # of the plot; open ends reach beyond it
_BEYOND = 20
_ROW = 56
_BAND, _NARROWEST = 20, 6
_COLUMN = 0.55  # of the size of a text: what a column of it takes at most
_PLAIN, _SMALL = 13, 12
_KEY = (
    "A stroke at an end: included; a ring: not included; an arrowhead: no end is stated."
    " A dot: the figure itself. Faint and dashed: superseded, retracted or denied. A broad band: what the"
    " figures leave, of those days."
)
_STYLE = """
:root{--ground:#fff;--ink:#1f2430;--soft:#5d6472;--line:#dddfe4;--grave:#b3261e}
@media (prefers-color-scheme:dark){:root{--ground:#14171d;--ink:#e8eaef;--soft:#a2a9b7;--line:#343a46;--grave:#f28b82}}
svg{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK KR",sans-serif}
text{fill:var(--ink)}.soft{fill:var(--soft)}.small{font-size:12px}.grave{fill:var(--grave)}
.title{font-size:20px;font-weight:650}.about{font-size:16px;font-weight:650}.strong{font-weight:600}
.ground{fill:var(--ground)}.grid{stroke:var(--line)}.key{fill:currentColor;font-weight:600}
.bar{stroke:currentColor;stroke-width:3;fill:none}.end{stroke:currentColor;stroke-width:3;fill:none}
.hollow{stroke:currentColor;stroke-width:2.5;fill:var(--ground)}.full{fill:currentColor}
.band{stroke:var(--soft);stroke-width:10;opacity:.35;fill:none}.tip{fill:var(--soft);opacity:.35}
.faint{opacity:.55}.faint .bar{stroke-dasharray:3 4}
"""


def estimates_svg(groups: Sequence[Group], name: str) -> str:
    """The figures about something as the text of an SVG file, 960 pixels wide.

    ``name`` is the label of what the figures are about; a group about something else (an event that
    it takes part in) gets a heading of its own. Without a group the drawing says that there is none.
    """
    drawing = _Drawing(speaker_numbers(groups))
    drawing.paragraph(f"Estimates: {name}", "title", down=20, size=20)
    about = name
    for group in groups:
        if group.about_name != about:
            about = group.about_name
            drawing.paragraph(group.about_name, "about", down=34, size=16)
        drawing.group(group)
    if groups:
        drawing.paragraph(_KEY, "soft small", down=40)
    else:
        drawing.paragraph("No figure is given.", "soft", down=26, size=_PLAIN)
    high = drawing.y + _EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{high}"'
        f' viewBox="0 0 {_WIDTH} {high}" role="img" aria-labelledby="title desc" lang="en">\n'
        f'<title id="title">{_safe(f"Estimates: {name}")}</title>\n'
        f'<desc id="desc">{_safe(_description(groups))}</desc>\n'
        f"<style>{style()}</style>\n"
        f'<rect class="ground" width="{_WIDTH}" height="{high}"/>\n'
        + "\n".join(drawing.parts)
        + "\n</svg>\n"
    )


def _description(groups: Sequence[Group]) -> str:
    """The drawing in sentences, for those who cannot see it."""
    sentences = []
    for group in groups:
        figures = "; ".join(
            f"{r.figure}, {r.speaker_name}, {r.when or 'no day'}{f' ({r.status})' if r.status else ''}"
            for r in group.ranges
        )
        clashes = "".join(f" {dates_in_words(clash.text)}." for clash in group.clashes)
        sure = "; ".join(f"{dates_in_words(row.days)}: {row.words}" for row in group.band)
        clashes += f" What is sure of each day: {sure}." if sure else ""
        sentences.append(
            f"{group.measure}, {group.about_name}: {figures}. {group.support}.{clashes}"
        )
    return " ".join(sentences) or "No figure is given."


def _safe(text: str) -> str:
    """Text for XML; what XML 1.0 cannot hold is made visible."""
    shown = (
        visible(" ".join(text.split())).replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")
    )
    return escape(shown, {'"': "&quot;"})


def style() -> str:
    """The style that stands in each drawing."""
    return variables() + _STYLE


class _Drawing:
    """The parts of the SVG that are drawn so far, and ``y``: how far down they reach, in pixels."""

    def __init__(self, speakers: dict[str, int]) -> None:
        self.speakers = speakers
        self.parts: list[str] = []
        self.y = _EDGE

    def text(self, x: float, style: str, safe: str, down: int = 0) -> None:
        """One line, ``down`` pixels below what is there; ``safe`` is text escaped for XML."""
        self.y += down
        self.parts.append(f'<text x="{x:g}" y="{self.y}" class="{style}">{safe}</text>')

    def paragraph(self, text: str, style: str, down: int = 18, size: int = _SMALL) -> None:
        """Lines over the whole width; the first ``down`` pixels below what is there."""
        room = int((_WIDTH - 2 * _EDGE) / (_COLUMN * size))
        for number, line in enumerate(wrap(visible(text), room)):
            self.text(_EDGE, style, _safe(line), down=down if number == 0 else round(1.35 * size))

    def group(self, group: Group) -> None:
        """The ranges of a group over their axis, with its heading, its support and what clashes."""
        axis = axis_of(group.values, int((_RIGHT - _LEFT) / (_COLUMN * _SMALL)), share=group.share)
        self.paragraph(group.measure, "strong", down=34, size=_PLAIN)
        self.paragraph(" · ".join(group_facts(group, axis)), "soft small")
        self.y += 12
        top = self.y
        at = len(self.parts)
        for figure_range in group.ranges:
            if figure_range in group.undated[:1]:
                self.text(_EDGE, "soft small", "of no stated day:", down=20)
                self.y += 6
            self.range(figure_range, axis)
        if group.band:
            self.text(_EDGE, "soft small", "what is sure of each day:", down=20)
            self.y += 8
        for row in group.band:
            self.left(row, axis)
        self.parts[at:at] = self._grid(axis, top, self.y + 8)
        self.y += 24
        self.paragraph(group.support, "strong small", down=20)
        for clash in group.clashes:
            self.paragraph(dates_in_words(clash.text), "grave small")
            if clash.remedy:
                self.paragraph(f"→ {clash.remedy}", "soft small")

    def _grid(self, axis: Axis, top: int, bottom: int) -> list[str]:
        """The line of the axis and its ticks with their labels."""
        lines = [
            f'<path class="grid" d="M{_LEFT - _BEYOND} {bottom}H{_RIGHT + _BEYOND}"/>',
        ]
        for tick in axis.ticks:
            x = _x(tick.place)
            lines.append(f'<path class="grid" d="M{x:g} {top}V{bottom + 5}"/>')
            lines.append(
                f'<text x="{x:g}" y="{bottom + 20}" class="soft small" text-anchor="middle">'
                f"{_safe(tick.label)}</text>"
            )
        return lines

    def left(self, row: Left, axis: Axis) -> None:
        """What is left of some days: the words, and a broad bar beside them."""
        space = _LEFT - _BEYOND - _EDGE - 14
        words = f"{dates_in_words(row.days)}: {row.words}"
        shown = _safe(cut(words, int(space / (_COLUMN * _SMALL))))
        bar = _band_svg(row.interval, axis, self.y + 10) if row.interval is not None else ""
        self.parts.append(
            f'<g><title>{_safe(words)}</title><text x="{_EDGE + 20}" y="{self.y + 14}"'
            f' class="soft small">{shown}</text>{bar}</g>'
        )
        self.y += _BAND

    def range(self, figure_range: Range, axis: Axis) -> None:
        """The words (figure and day; speaker; claim) and the bar beside them."""
        number = self.speakers[figure_range.speaker]
        space = _LEFT - _BEYOND - _EDGE - 34
        status = f" [{figure_range.status}]" if figure_range.status else ""
        first = (
            f"{figure_range.figure}, {figure_range.when}"
            if figure_range.when
            else figure_range.figure
        )
        full = f"{first} — {figure_range.speaker_name} · {figure_range.id}{status}"
        faint = " faint" if figure_range.status else ""
        words = [
            f'<text x="{_EDGE + 20}" y="{self.y + 16 + 15 * line}" class="{style}">'
            f"{_safe(cut(text, int(space / (_COLUMN * size))))}</text>"
            for line, (text, style, size) in enumerate(
                (
                    (first, "strong", _PLAIN * 1.08),
                    (figure_range.speaker_name, "soft small", _SMALL),
                    (_short_id(figure_range.id, status, space), "soft small", _SMALL),
                )
            )
        ]
        self.parts.append(
            f'<g class="speaker-{number % len(COLOURS)}{faint}"><title>{_safe(full)}</title>'
            f'<text x="{_EDGE}" y="{self.y + 16}" class="key">{speaker_letter(number)}</text>'
            f"{''.join(words)}{_bar_svg(figure_range, axis, self.y + 26)}</g>"
        )
        self.y += _ROW


def _short_id(identity: str, status: str, space: float) -> str:
    """The end of a claim's id, which tells claims apart, where the whole has no room."""
    room = int(space / (_COLUMN * _SMALL)) - display_width(status)
    short = identity if len(identity) <= room else f"…{identity[-max(room, 12) + 1 :]}"
    return short + status


def _x(part: float) -> float:
    """The pixel of a place on the axis (0 to 1)."""
    return round(_LEFT + part * (_RIGHT - _LEFT), 1)


def _band_svg(interval: Interval, axis: Axis, y: int) -> str:
    """The band of some days: a broad line, with an arrowhead where no end is known."""
    start = _LEFT - _BEYOND if interval.lower is None else _x(axis.place(interval.lower))
    end = _RIGHT + _BEYOND if interval.upper is None else _x(axis.place(interval.upper))
    if end - start < _NARROWEST:  # one number
        start, end = (start + end - _NARROWEST) / 2, (start + end + _NARROWEST) / 2
    parts = [f'<path class="band" d="M{start:g} {y}H{end:g}"/>']
    for x, end_of_it, sign in ((start, interval.lower, 1), (end, interval.upper, -1)):
        if end_of_it is None:
            parts.append(f'<path class="tip" d="M{x:g} {y}l{sign * 11} -8v16z"/>')
    return "".join(parts)


def _bar_svg(figure_range: Range, axis: Axis, y: int) -> str:
    """The line, its ends (a stroke: included; a ring: not; an arrowhead: open), the figure."""
    interval = figure_range.interval
    if not interval:
        return f'<text x="{_LEFT}" y="{y + 4}" class="soft small">no range is said</text>'
    open_left, open_right = interval.lower is None, interval.upper is None
    start = _LEFT - _BEYOND if interval.lower is None else _x(axis.place(interval.lower))
    end = _RIGHT + _BEYOND if interval.upper is None else _x(axis.place(interval.upper))
    if end - start < 1:
        return f'<circle class="full" cx="{start:g}" cy="{y}" r="5"/>'
    parts = [f'<path class="bar" d="M{start + 6 * open_left:g} {y}H{end - 6 * open_right:g}"/>']
    for x, opened, included, sign in (
        (start, open_left, interval.lower_inclusive, 1),
        (end, open_right, interval.upper_inclusive, -1),
    ):
        if opened:
            parts.append(f'<path class="full" d="M{x:g} {y}l{sign * 11} -6v12z"/>')
        elif included:
            parts.append(f'<path class="end" d="M{x:g} {y - 6}v12"/>')
        else:
            parts.append(f'<circle class="hollow" cx="{x:g}" cy="{y}" r="4.5"/>')
    if figure_range.best is not None and interval.lower != figure_range.best != interval.upper:
        parts.append(
            f'<circle class="full" cx="{_x(axis.place(figure_range.best)):g}" cy="{y}" r="5"/>'
        )
    return "".join(parts)
