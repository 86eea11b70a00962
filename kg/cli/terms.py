"""``kg terms``: the terms of the ontology, what they mean and where they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli._output import (
    deliver_records,
    deliver_text,
    notify,
    output_options,
    stale_option,
    text_width,
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
    from kg.graph.terms import Terms

    if search and not words:
        raise UsageError("there is no word to look for", "--search", "try: kg terms --search unit")
    terms = Terms(api.open_graph(workspace, stale=stale, notify=notify))
    if words and not search:
        _deliver_pages(terms, terms.named(words), form, output)
    else:
        matches = terms.search(" ".join(words)) if words else list(terms.all.values())
        _deliver_list(terms, [t for t in matches if kind in (None, t.kind)], form, output)


def _deliver_pages(terms: Terms, named: list[Term], form: str | None, output: str) -> None:
    """All that is known of the terms that were named, one after the other."""
    from kg.publish.terminal.terms import term_record

    if form in (None, "table"):
        pages = ("\n".join(_page_lines(term, terms.uses_of(term))) for term in named)
        deliver_text("\n\n".join(pages) + "\n", output)
    else:
        records = [term_record(term, terms.uses_of(term)) for term in named]
        deliver_records(records, form, output)


def _page_lines(term: Term, uses: Uses) -> Iterator[str]:
    """A term for a terminal: its name, then its fields in two columns; a name stands once."""
    from kg.publish.terminal.terms import term_fields
    from kg.text.display import visible, wrap

    width = text_width()
    yield visible(f"{term.name}: {term.label} ({term.kind})")
    fields = term_fields(term, uses)
    column = max(len(name) for name, _ in fields) + 2
    last_name = ""
    for name, text in fields:
        heading = "" if name == last_name else name
        lines = wrap(visible(text), width - column) or [""]
        yield f"{heading:<{column}}{lines[0]}"
        yield from (" " * column + line for line in lines[1:])
        last_name = name


def _deliver_list(terms: Terms, listed: list[Term], form: str | None, output: str) -> None:
    """A row for each term: name, kind, definition, and the number of statements that use it."""
    if not listed:
        notify("no term fits; see: kg terms")
    uses = terms.uses()
    records: list[dict[str, object]] = [
        {
            "term": term.name,
            "kind": term.kind,
            "definition": ("(deprecated) " if term.deprecated else "") + term.definition,
            "used": uses[term.iri].statements if term.iri in uses else 0,
        }
        for term in listed
    ]
    deliver_records(records, form, output)
