"""``kg stats``: what the graph holds, counted."""

from __future__ import annotations

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._output import deliver_records, output_options
from kg.publish.terminal.tables import RECORD_FORMATS


@click.command("stats")
@output_options(*RECORD_FORMATS)
@data_options
def command(
    data: DataOptions,
    form: str | None,
    output: str,
) -> None:
    """Count sources, claims by kind, modality and speaker, entities by kind, and facts.

    \b
    Example:
      kg stats
    """
    from kg.graph.stats import statistics

    graph = data.open()
    records: list[dict[str, object]] = [
        {"what": what, "which": which, "count": count} for what, which, count in statistics(graph)
    ]
    deliver_records(records, form, output)
