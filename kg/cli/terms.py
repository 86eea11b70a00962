"""``kg terms``: the terms of the ontology, what they mean and where they are used."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import click

from kg.cli._output import (
    deliver,
    notify,
    output_options,
    stale_option,
    terminal_width,
    workspace_option,
)
from kg.graph.terms import KINDS
from kg.publish.terminal.tables import RECORD_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.terms import Term, Terms, Uses


@click.command("terms")
@click.argument("words", nargs=-1, metavar="[TERM]...")
@click.option("--kind", type=click.Choice(KINDS), help="List only these.")
@click.option("--search", is_flag=True, help="List the terms that these words occur in.")
@output_options(*RECORD_FORMATS)
@workspace_option
@stale_option
def command(
    words: tuple[str, ...],
    kind: str | None,
    search: bool,
    form: str | None,
    output: str,
    workspace: str | None,
    stale: bool,
) -> None:
    """Show a term (by its name or label) or several, or list the terms.

    Of one term: definition, examples, where it stands, what its shape asks in words, its matches
    elsewhere, and the claims that use it.

    \b
    Examples:
      kg terms
      kg terms kg:Estimate
      kg terms kg:Claim kg:Judgement
      kg terms --kind relation
      kg terms --search missile
    """
    from kg import api
    from kg.errors import UsageError
    from kg.graph.terms import Terms, record
    from kg.publish.terminal.tables import write_records

    if search and not words:
        raise UsageError("there is no word to look for", "--search", "try: kg terms --search unit")
    terms = Terms(api.open_graph(workspace, stale=stale, notify=notify))
    out = io.BytesIO()
    if words and not search:
        found = terms.named(words)
        if form in (None, "table"):
            pages = ("\n".join(_page(term, terms.uses_of(term))) for term in found)
            out.write(("\n\n".join(pages) + "\n").encode())
        else:
            records = [record(term, terms.uses_of(term)) for term in found]
            write_records(records, form or "json", out, terminal_width())
    else:
        found = terms.search(" ".join(words)) if words else list(terms.all.values())
        _list(terms, [t for t in found if kind in (None, t.kind)], form or "table", out)
    out.seek(0)
    deliver(out, output)


def _page(term: Term, uses: Uses) -> Iterator[str]:
    from kg.graph.terms import page
    from kg.text.display import visible, wrap

    width = min(terminal_width(), 120)
    yield visible(f"{term.name}: {term.label} ({term.kind})")
    fields = page(term, uses)
    column = max(len(name) for name, _ in fields) + 2
    before = ""
    for name, text in fields:
        shown = "" if name == before else name
        lines = wrap(visible(text), width - column) or [""]
        yield f"{shown:<{column}}{lines[0]}"
        yield from (" " * column + line for line in lines[1:])
        before = name


def _list(terms: Terms, found: list[Term], form: str, out: io.BytesIO) -> None:
    from kg.publish.terminal.tables import write_records

    if not found:
        notify("no term fits; see: kg terms")
    uses = terms.uses()
    records: list[dict[str, object]] = [
        {
            "term": term.name,
            "kind": term.kind,
            "definition": ("(deprecated) " if term.deprecated else "") + term.definition,
            "used": uses[term.iri].statements if term.iri in uses else 0,
        }
        for term in found
    ]
    write_records(records, form, out, terminal_width())
