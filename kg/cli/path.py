"""``kg path``: the shortest ways between two entities, and the claims they rest on."""

from __future__ import annotations

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._output import (
    deliver_indented,
    deliver_records,
    limit_option,
    notify,
    output_options,
    text_width,
)
from kg.errors import UsageError, missing
from kg.graph.paths import GAPS, HOPS
from kg.publish.terminal.tables import RECORD_FORMATS


@click.command("path")
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option(
    "--by",
    type=click.Choice((HOPS, GAPS)),
    default=HOPS,
    show_default=True,
    help="Fewest steps, or fewest steps that less than two independent origins bear out.",
)
@click.option(
    "--independent",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Only over relations with at least so many independent origins.",
)
@click.option("--judgements", is_flag=True, help="Also over judgements, which are no facts.")
@limit_option(3, "At most so many ways.")
@output_options(*RECORD_FORMATS)
@data_options
def command(
    data: DataOptions,
    start: str,
    end: str,
    by: str,
    independent: int,
    judgements: bool,
    limit: int,
    form: str | None,
    output: str,
) -> None:
    """Find the shortest ways between two entities, and the claims that each step rests on.

    Relations are walked in both directions. Names, aliases or ids, each in quotes where it has
    several words.

    \b
    Examples:
      kg path "Storm Corps" "South Korea"
      kg path "Kim Jong Un" Russia --by gaps
      kg path "North Korea" Ukraine --independent 2 --as-of 2024
    """
    from kg.graph.names import resolve

    graph = data.open()
    origin, destination = resolve(graph, start), resolve(graph, end)
    if origin == destination:
        raise UsageError("both names stand for one entity", start, "name two that differ")
    try:
        from kg.graph.between import ways_between
    except ImportError:
        raise missing("networkx", "network") from None
    from kg.graph.paths import none_found, records
    from kg.publish.terminal.paths import way_lines

    layers = ("fact", "judgement") if judgements else ("fact",)
    net, ways = ways_between(
        graph, origin, destination, by=by, independent=independent, layers=layers, most=limit
    )
    if not ways:
        notify(none_found(net, origin, destination, independent, layers))
    if form in (None, "table"):
        deliver_indented(way_lines(net, ways, text_width()), output)
    else:
        deliver_records(records(net, ways), form, output)
