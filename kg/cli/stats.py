"""``kg stats``: what the graph holds, counted."""

from __future__ import annotations

import io

import click

from kg.cli._output import data_options, deliver, notify, output_options, terminal_width


@click.command("stats")
@output_options("table", "json", "ndjson", "csv", "tsv")
@data_options
def command(
    form: str | None,
    output: str,
    as_of: str | None,
    known_at: str | None,
    sources: tuple[str, ...],
    view: str | None,
    workspace: str | None,
    stale: bool,
) -> None:
    """Count sources, claims by kind, modality and speaker, entities by kind, and facts.

    \b
    Example:
      kg stats
    """
    from kg import api
    from kg.stats import statistics
    from kg.tables import write_records

    graph = api.open_graph(
        workspace, as_of, known_at, sources, view=view, stale=stale, notify=notify
    )
    out = io.BytesIO()
    records: list[dict[str, object]] = [
        {"what": what, "which": which, "count": count} for what, which, count in statistics(graph)
    ]
    write_records(records, form or "table", out, terminal_width())
    out.seek(0)
    deliver(out, output)
