"""``kg show``: everything about one entity, or one claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._output import deliver_text, is_styled, notify, text_width

if TYPE_CHECKING:
    from kg.publish.terminal.show import Line


@click.command("show")
@click.argument("entity", nargs=-1, required=True)
@click.option(
    "-o", "--output", metavar="FILE", default="-", help="Write here instead of the terminal."
)
@data_options
def command(
    data: DataOptions,
    entity: tuple[str, ...],
    output: str,
) -> None:
    """Show everything about an entity (a name, an alias, an id) or a claim (its id).

    \b
    Examples:
      kg show Storm Corps
      kg show khaled-north-korea-russia/c012
    """
    from kg.graph.names import resolve, successor
    from kg.iris import KGD, SRC
    from kg.publish.terminal.show import claim_lines, entity_lines
    from kg.store.search_texts import is_claim

    graph = data.open()
    name = " ".join(entity)
    shorten = graph.prefixes.shorten
    iri = graph.prefixes.expand(name) or (SRC if "/" in name else KGD) + name
    width = text_width()
    if is_claim(iri) or re.fullmatch(r"c\d+", name):
        lines = claim_lines(graph, graph.claims.named(name), width)
    else:
        entity_iri = resolve(graph, name)
        if successor(graph, iri) == entity_iri:
            notify(f"{shorten(iri)} is {shorten(entity_iri)} now: it was merged or renamed")
        lines = entity_lines(graph, entity_iri, width)
    styled = is_styled(output)
    text = "".join(f"{_style(line) if styled else line.text}\n" for line in lines)
    deliver_text(text, output)


def _style(line: Line) -> str:
    if line.role == "source":
        return click.style(line.text, dim=True)
    return click.style(line.text, bold=line.role in ("title", "section"))
