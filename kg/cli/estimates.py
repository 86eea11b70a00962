"""``kg estimates``: the figures of all speakers about one thing, as ranges on one axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._output import (
    deliver_records,
    deliver_text,
    is_styled,
    notify,
    output_options,
    terminal_width,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.api import Graph
    from kg.graph.estimates import Group
    from kg.publish.terminal.ranges import Piece

# One colour a speaker, told apart with any colour vision; the letter says it a second time.
_COLOURS = ("cyan", "yellow", "magenta", "green", "blue", "red")


@click.command("estimates")
@click.argument("entity", nargs=-1, required=True)
@click.option("--measure", metavar="TERM", help="Only this measure, such as personnelKilled.")
@output_options("table", "json", "ndjson", "csv", "svg")
@data_options
def command(
    data: DataOptions, entity: tuple[str, ...], measure: str | None, form: str | None, output: str
) -> None:
    """Draw what each speaker says of an entity's numbers: ranges on one axis, in order of their days.

    ENTITY is a name, an alias or an id; the events that it takes part in are included. Only
    figures that compare (of one measure, unit, scope, basis and whole) share an axis.

    \b
    Examples:
      kg estimates casualties of the North Korean troops
      kg estimates North Korea --measure personnelDeployed
      kg estimates Storm Corps --format svg -o storm-corps.svg
    """
    from kg.graph.names import resolve

    graph = data.open()
    iri = resolve(graph, " ".join(entity))
    groups = graph.estimates(iri, measure)
    if not groups:
        notify(f"no figure is given about {graph.labels(iri)}")
    if form == "svg":
        from kg.publish.draw.ranges import estimates_svg

        deliver_text(estimates_svg(groups, graph.labels(iri)), output)
        if output != "-":
            notify(f"wrote {output}")
    elif form in (None, "table"):
        deliver_text(_drawing_text(groups, styled=is_styled(output)), output)
    else:
        deliver_records(list(_figure_records(groups, graph)), form, output)


def _drawing_text(groups: list[Group], *, styled: bool) -> str:
    from kg.publish.terminal.ranges import estimate_lines

    lines = estimate_lines(groups, terminal_width())
    if not styled:
        return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lines)
    return "".join("".join(map(_style, line)).rstrip() + "\n" for line in lines)


def _style(piece: Piece) -> str:
    colour = None if piece.speaker is None else _COLOURS[piece.speaker % len(_COLOURS)]
    return click.style(
        piece.text,
        fg="red" if piece.style == "grave" else colour,
        bold=piece.style in ("title", "section"),
        dim=piece.faint or piece.style == "soft",
    )


def _whole_if_possible(number: float | None) -> float | int | None:
    """A number as JSON and CSV shall have it: 404, not 404.0."""
    return int(number) if number is not None and number.is_integer() else number


def _figure_records(groups: list[Group], graph: Graph) -> Iterator[dict[str, object]]:
    """One record a figure; what it shares with its group is repeated."""
    for group in groups:
        for figure_range in group.ranges:
            claim = graph.claims[figure_range.claim]
            verdicts = [clash.text for clash in group.clashes if figure_range.claim in clash.claims]
            yield {
                "id": figure_range.id,
                "about": group.about_name,
                "measure": group.measure,
                "counts": claim.label("counts") or None,
                "unit": claim.label("unit") or None,
                "share of": claim.label("shareOf") or None,
                "scope": claim.limits("scope") or None,
                "basis": claim.limits("basis") or None,
                "figure": figure_range.figure,
                "lower": _whole_if_possible(figure_range.interval.lower),
                "lower included": figure_range.interval.lower_inclusive,
                "upper": _whole_if_possible(figure_range.interval.upper),
                "upper included": figure_range.interval.upper_inclusive,
                "best": _whole_if_possible(figure_range.best),
                "as of": claim.get("asOf"),
                "time": claim.get("time"),
                "speaker": figure_range.speaker_name,
                "status": figure_range.status or None,
                "claims": group.claims,
                "independent origins": group.origins,
                "verdicts": " | ".join(verdicts) or None,
            }
