"""``kg new class``: a kind of thing that the ontology does not have yet."""

from __future__ import annotations

import click

from kg.cli._new._asking import (
    given_or_asked,
    open_destination,
    refuse_similar,
    report_written,
    term_options,
)


@click.command("class")
@click.argument("label", required=False)
@click.option("--parent", metavar="CLASS", help="What it is a kind of; see: kg terms --kind class.")
@term_options
def command(
    label: str | None,
    parent: str | None,
    definition: str,
    example: str,
    source: str,
    file: str,
    anyway: bool,
    workspace: str | None,
) -> None:
    """Write a new class of entities below another; LABEL is in English and small letters.

    \b
    Example:
      kg new class "coast guard" --parent "armed force"
    """
    from kg.curate.new.term import TermText, iri_and_similar, new_class

    destination = open_destination(workspace)
    label = given_or_asked(label, "label", "LABEL", needed=True)
    above = destination.terms.find(
        given_or_asked(parent, "what it is a kind of", "--parent", needed=True)
    )
    iri, similar = iri_and_similar(destination.terms, destination.target, label, is_class=True)
    refuse_similar([(term.name, term.label) for term in similar], f"“{label}”", anyway=anyway)
    texts = TermText(label, definition, example, source, file)
    report_written(destination.target, new_class(destination.target, iri, texts, above))
    click.echo("next: fill in the gaps that `kg check` names; add a shape where it asks something")
