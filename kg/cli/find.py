"""``kg find``: entities and claims by words."""

from __future__ import annotations

from typing import Any

import click

from kg.cli._output import data_options, deliver_records, limit_option, notify, output_options
from kg.publish.terminal.tables import RECORD_FORMATS


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@limit_option()
@output_options(*RECORD_FORMATS)
@data_options
def command(
    words: tuple[str, ...],
    limit: int,
    form: str | None,
    output: str,
    **data: Any,
) -> None:
    """Find entities and claims; case, accents and small typos are forgiven.

    \b
    Example:
      kg find storm corps
    """
    from kg import api
    from kg.graph.search import find

    graph = api.open_graph(**data, notify=notify)
    hits = find(graph, " ".join(words), limit)
    if not hits:
        notify("nothing fits; try fewer or shorter words")
    records: list[dict[str, object]] = [
        {
            "what": hit.label,
            "kind": hit.kind,
            "found as": hit.matched if hit.matched != hit.label else "",
            "id": graph.prefixes.shorten(hit.iri),
        }
        for hit in hits
    ]
    deliver_records(records, form, output)
