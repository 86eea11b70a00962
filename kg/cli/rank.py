"""``kg rank``: the entities by their place in the network: degree, PageRank, betweenness."""

from __future__ import annotations

import click

from kg.cli._data import DataOptions, data_options, kind_shown
from kg.cli._output import deliver_records, limit_option, notify, output_options
from kg.graph.ranking import MEASURES
from kg.publish.terminal.tables import RECORD_FORMATS


@click.command("rank")
@click.option(
    "--by",
    type=click.Choice(MEASURES),
    default="pagerank",
    show_default=True,
    help="Which measure orders the table.",
)
@click.option(
    "--kind", metavar="CLASS", help="Only this kind, such as MilitaryUnit or “military unit”."
)
@click.option("--judgements", is_flag=True, help="Count judgements as well, which are no facts.")
@limit_option()
@output_options(*RECORD_FORMATS)
@data_options
def command(
    data: DataOptions,
    by: str,
    kind: str | None,
    judgements: bool,
    limit: int,
    form: str | None,
    output: str,
) -> None:
    """Rank the entities by degree, PageRank or betweenness, over the facts of the graph.

    Degree counts relations; PageRank follows the arrows and sums to 1; betweenness is the share of
    the shortest ways between two others that lead through an entity.

    \b
    Examples:
      kg rank
      kg rank --by betweenness --as-of 2024
      kg rank --kind State --format csv
    """

    graph = data.open()
    net = graph.network()
    from kg.graph.ranking import SAMPLED_FROM, of_kind, ranking

    ranks = ranking(net, by, ("fact", "judgement") if judgements else ("fact",))
    if len(ranks) > SAMPLED_FROM:
        notify(f"betweenness is estimated from {SAMPLED_FROM:,} of {len(ranks):,} entities")
    listed_ranks = of_kind(graph, net, ranks, kind) if kind is not None else ranks
    if not listed_ranks:
        notify("no entity of that kind has a relation" if ranks else "there is no relation here")
    records: list[dict[str, object]] = [
        {
            "place": place,
            "entity": net.nodes[rank.iri]["label"],
            "kind": kind_shown(graph, net.nodes[rank.iri]["kind"], form),
            "degree": rank.degree,
            "pagerank": round(rank.pagerank, 4),
            "betweenness": round(rank.betweenness, 4),
            "id": graph.prefixes.shorten(rank.iri),
        }
        for place, rank in enumerate(listed_ranks[:limit], start=1)
    ]
    deliver_records(records, form, output, numeric=(0, 3, 4, 5))
