"""``kg stats``: what the graph holds, counted."""

from __future__ import annotations

from typing import Any

import click

from kg.cli._output import data_options, deliver_records, notify, output_options
from kg.publish.terminal.tables import RECORD_FORMATS


@click.command("stats")
@output_options(*RECORD_FORMATS)
@data_options
def command(
    form: str | None,
    output: str,
    **data: Any,
) -> None:
    """Count sources, claims by kind, modality and speaker, entities by kind, and facts.

    \b
    Example:
      kg stats
    """
    from kg import api
    from kg.graph.stats import statistics

    graph = api.open_graph(**data, notify=notify)
    records: list[dict[str, object]] = [
        {"what": what, "which": which, "count": count} for what, which, count in statistics(graph)
    ]
    deliver_records(records, form, output)
