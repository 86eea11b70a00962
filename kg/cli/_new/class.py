"""``kg new class``: a kind of thing that the ontology does not have yet."""

from __future__ import annotations

import click

from kg.cli._new._asking import asked, open_desk, term_options, warn_of, wrote


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

    desk = open_desk(workspace)
    label = asked(label, "label", "LABEL", needed=True)
    above = desk.terms.find(asked(parent, "what it is a kind of", "--parent", needed=True))
    iri, similar = iri_and_similar(desk.terms, desk.target, label, is_class=True)
    warn_of([(term.name, term.label) for term in similar], f"“{label}”", anyway=anyway)
    words = TermText(label, definition, example, source, file)
    wrote(desk.target, new_class(desk.target, iri, words, above))
    click.echo("next: fill in the gaps that `kg check` names; add a shape where it asks something")
