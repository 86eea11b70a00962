"""``kg estimates``: the figures of all speakers about one thing, as ranges on one axis."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._output import (
    deliver,
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
    from kg.graph.estimates import read_groups
    from kg.graph.names import resolve, vocabulary_term
    from kg.graph.near import estimates_near
    from kg.publish.terminal.tables import write_records

    graph = data.open()
    iri = resolve(graph, " ".join(entity))
    figures = estimates_near(graph, iri)
    if measure is not None:
        term = vocabulary_term(graph, measure)
        figures = [claim for claim in figures if claim.get("measure") == term]
    groups = read_groups(graph, figures)
    if not groups:
        notify(f"no figure is given about {graph.labels(iri)}")
    out = io.BytesIO()
    if form == "svg":
        from kg.publish.draw.ranges import estimates_svg

        out.write(estimates_svg(groups, graph.labels(iri)).encode())
    elif form in (None, "table"):
        out.write(_text(groups, styled=is_styled(output)).encode())
    else:
        write_records(list(_records(groups, graph)), form, out, terminal_width())
    out.seek(0)
    deliver(out, output)
    if form == "svg" and output != "-":
        notify(f"wrote {output}")


def _text(groups: list[Group], *, styled: bool) -> str:
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


def _plain(number: float | None) -> float | int | None:
    return int(number) if number is not None and number.is_integer() else number


def _records(groups: list[Group], graph: Graph) -> Iterator[dict[str, object]]:
    """One record a figure; what it shares with its group is repeated."""
    for group in groups:
        for each in group.ranges:
            claim = graph.claims[each.claim]
            verdicts = [clash.text for clash in group.clashes if each.claim in clash.claims]
            yield {
                "id": each.id,
                "about": group.about_name,
                "measure": group.measure,
                "counts": claim.label("counts") or None,
                "unit": claim.label("unit") or None,
                "share of": claim.label("shareOf") or None,
                "scope": claim.get("scope"),
                "basis": claim.get("basis"),
                "figure": each.figure,
                "lower": _plain(each.interval.lower),
                "lower included": each.interval.lower_inclusive,
                "upper": _plain(each.interval.upper),
                "upper included": each.interval.upper_inclusive,
                "best": _plain(each.best),
                "as of": claim.get("asOf"),
                "time": claim.get("time"),
                "speaker": each.speaker_name,
                "status": each.status or None,
                "claims": group.claims,
                "independent origins": group.origins,
                "verdicts": " | ".join(verdicts) or None,
            }
