"""``kg new check``: a rule of `kg check`, with the data on which it must fire."""

from __future__ import annotations

import click

from kg.cli._new._asking import given_or_asked, report_written
from kg.cli._output import writing_option
from kg.errors import REVIEW, SEVERITIES


@click.command("check")
@click.argument("title", required=False)
@click.option("--problem", default="", help="What is wrong with what it finds.")
@click.option("--remedy", default="", help="What to do about it.")
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default=REVIEW,
    show_default=True,
    help="Review: honest data may have it.",
)
@writing_option
def command(
    title: str | None,
    problem: str,
    remedy: str,
    severity: str,
    workspace: str | None,
) -> None:
    """Write a rule and its red fixture: an example of what it must find.

    \b
    Example:
      kg new check "unit without a parent" --remedy "claim kg:partOf of it"
    """
    from kg.curate.new.rule import NewRule, new_rule
    from kg.curate.new.target import target_of
    from kg.text.layout import layout_to_write

    target = target_of(layout_to_write(workspace))
    title = given_or_asked(title, "title", "TITLE", needed=True)
    report_written(target, *new_rule(target, NewRule(title, problem, remedy, severity)))
    click.echo("next: write its pattern, and an example of it in the red fixture; then: kg check")
