"""``kg diff``: what two states of the graph say differently, and what follows from it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.cli._output import deliver_text, notify, output_options, text_width, workspace_option

if TYPE_CHECKING:
    from kg.curate.diff.compare import Diff


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", required=False)
@click.option("--fail", is_flag=True, help="Exit with 1 if anything differs.")
@click.option("--view", metavar="NAME", help="How facts are chosen (default: hull).")
@output_options("table", "json", "html")
@workspace_option
def command(
    before: str,
    after: str | None,
    fail: bool,
    view: str | None,
    form: str | None,
    output: str,
    workspace: str | None,
) -> None:
    """Compare two states: claims added, removed or changed, and what that does to facts.

    A and B are folders with ontology/ and seeds/, built caches, git revisions, wheels of a release
    or dumps (.nq, .trig); without B it is the workspace as it lies there. The order of files, lines and blank nodes makes no difference. The exit
    code is 0 also when they differ, unless --fail is given.

    \b
    Examples:
      kg diff HEAD
      kg diff HEAD --format html -o diff.html
    """
    from kg.claims.facts.view import parse_view
    from kg.curate.diff.compare import compare
    from kg.errors import FINDINGS

    diff = compare(before, after, workspace, parse_view(view) if view is not None else None)
    deliver_text(_report(diff, form or "table"), output)
    counts = ", ".join(f"{kind} {what}: {number}" for kind, what, number in diff.counts)
    notify(f"{diff.before} to {diff.after}: {counts or 'no difference'}")
    if fail and diff.changes:
        sys.exit(FINDINGS)


def _report(diff: Diff, form: str) -> str:
    """The comparison as text in a format."""
    if form == "html":
        from kg.curate.diff.page import page

        return page(diff)
    from kg.curate.diff.report import as_json, lines

    if form == "json":
        return as_json(diff)
    return "".join(f"{line}\n" for line in lines(diff, text_width()))
