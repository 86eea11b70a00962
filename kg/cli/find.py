"""``kg find``: entities and claims by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli._data import DataOptions, data_options, kind_shown
from kg.cli._output import deliver_records, limit_option, notify, output_options
from kg.publish.terminal.tables import RECORD_FORMATS

if TYPE_CHECKING:
    from kg.graph.search import Hit
    from kg.iris import Prefixes


def _found_as(hit: Hit, prefixes: Prefixes) -> str:
    if hit.claim:
        return f"{hit.matched} (nickname: {prefixes.shorten(hit.claim)})"
    return hit.matched if hit.matched != hit.label else ""


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@limit_option()
@output_options(*RECORD_FORMATS)
@data_options
def command(
    data: DataOptions,
    words: tuple[str, ...],
    limit: int,
    form: str | None,
    output: str,
) -> None:
    """Find entities and claims; case, accents and small typos are forgiven.

    \b
    Example:
      kg find storm corps
    """
    graph = data.open()
    hits = graph.find(" ".join(words), limit)
    if not hits:
        notify("nothing fits; try fewer or shorter words")
    records: list[dict[str, object]] = [
        {
            "what": hit.label,
            "kind": kind_shown(graph, hit.kind, form),
            "found as": _found_as(hit, graph.prefixes),
            "id": graph.prefixes.shorten(hit.iri),
        }
        for hit in hits
    ]
    deliver_records(records, form, output)
