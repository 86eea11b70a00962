"""``kg new class``: a kind of thing that the ontology does not have yet."""

from __future__ import annotations

import click

from kg.cli._new._asking import asked, open_desk, warn_of, wrote
from kg.cli._output import workspace_option


@click.command("class")
@click.argument("label", required=False)
@click.option("--parent", metavar="CLASS", help="What it is a kind of; see: kg terms --kind class.")
@click.option("--definition", help="“PARENT that …”.")
@click.option("--example", help="One, or a negative one where it is easily confused.")
@click.option("--source", metavar="ADDRESS", help="The standard or document that it is from.")
@click.option("--file", metavar="WORD", help="The file of terms that it stands in.")
@click.option("--anyway", is_flag=True, help="Also when something like it is there.")
@workspace_option
def command(
    label: str | None,
    parent: str | None,
    definition: str | None,
    example: str | None,
    source: str | None,
    file: str | None,
    anyway: bool,
    workspace: str | None,
) -> None:
    """Write a new class of entities below another; LABEL is in English and small letters.

    \b
    Example:
      kg new class "coast guard" --parent "armed force"
    """
    from kg.scaffolds.term import Words, new_class, same_or_near

    desk = open_desk(workspace)
    label = asked(label, "label", "LABEL", needed=True)
    above = desk.terms.find(asked(parent, "what it is a kind of", "--parent", needed=True))
    iri, near = same_or_near(desk.terms, desk.place, label, is_class=True)
    warn_of([(term.name, term.label) for term in near], f"“{label}”", anyway=anyway)
    words = Words(label, definition or "", example or "", source or "", file or "")
    wrote(desk.place, new_class(desk.place, iri, words, above))
    click.echo("next: fill in the gaps that `kg check` names; add a shape where it asks something")
