"""``kg new question``: a named question of `kg ask`."""

from __future__ import annotations

import click

from kg.cli._new._asking import given_or_asked, open_destination, report_written
from kg.cli._output import writing_option


@click.command("question")
@click.argument("title", required=False)
@click.option("--question", default="", help="In full; {entity} stands for who is asked about.")
@click.option("--relation", metavar="TERM", help="Ask for the claims that state this.")
@writing_option
def command(title: str | None, question: str, relation: str | None, workspace: str | None) -> None:
    """Write a question on an entity, which can be asked at once and made narrower by hand.

    \b
    Example:
      kg new question "who trains whom" --question "Who trains “{entity}”?" --relation supports
    """
    from kg.curate.new.rule import new_question

    destination = open_destination(workspace)
    title = given_or_asked(title, "title", "TITLE", needed=True)
    term = destination.terms.find(relation) if relation else None
    path = new_question(destination.target, title, question, term)
    report_written(destination.target, path)
    click.echo(f"next: kg ask {path.stem} entity=NAME")
