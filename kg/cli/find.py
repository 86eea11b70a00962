"""``kg find``: entities and claims by words."""

from __future__ import annotations

import io

import click

from kg.cli._output import data_options, deliver, notify, output_options, terminal_width


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many."
)
@output_options("table", "json", "ndjson", "csv", "tsv")
@data_options
def command(
    words: tuple[str, ...],
    limit: int,
    form: str | None,
    output: str,
    as_of: str | None,
    known_at: str | None,
    sources: tuple[str, ...],
    view: str | None,
    workspace: str | None,
    stale: bool,
) -> None:
    """Find entities and claims; case, accents and small typos are forgiven.

    \b
    Example:
      kg find storm corps
    """
    from kg import api
    from kg.find import find
    from kg.namespaces import shorten
    from kg.tables import write_records

    graph = api.open_graph(
        workspace, as_of, known_at, sources, view=view, stale=stale, notify=notify
    )
    hits = find(graph, " ".join(words), limit)
    if not hits:
        notify("nothing fits; try fewer or shorter words")
    records: list[dict[str, object]] = [
        {
            "what": hit.label,
            "kind": hit.kind,
            "found as": hit.matched if hit.matched != hit.label else "",
            "id": shorten(hit.iri),
        }
        for hit in hits
    ]
    out = io.BytesIO()
    write_records(records, form or "table", out, terminal_width())
    out.seek(0)
    deliver(out, output)
