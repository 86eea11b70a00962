"""``kg new class``: a kind of thing that the ontology does not have yet."""

from __future__ import annotations

import click

from kg.cli._new._asking import (
    TermOptions,
    given_or_asked,
    open_destination,
    report_written,
    term_options,
)


@click.command("class")
@click.argument("label", required=False)
@click.option("--parent", metavar="CLASS", help="What it is a kind of; see: kg terms --kind class.")
@term_options
def command(
    options: TermOptions,
    label: str | None,
    parent: str | None,
) -> None:
    """Write a new class of entities below another; LABEL is in English and small letters.

    \b
    Example:
      kg new class "coast guard" --parent "armed force"
    """
    from kg.curate.new.term import iri_and_similar, new_class

    destination = open_destination(options.workspace)
    label = given_or_asked(label, "label", "LABEL", needed=True)
    above = destination.terms.find(
        given_or_asked(parent, "what it is a kind of", "--parent", needed=True)
    )
    iri, similar = iri_and_similar(destination.terms, destination.target, label, is_class=True)
    options.refuse_similar(similar, label)
    report_written(
        destination.target, new_class(destination.target, iri, options.texts(label), above)
    )
    click.echo("next: fill in the gaps that `kg check` names; add a shape where it asks something")
