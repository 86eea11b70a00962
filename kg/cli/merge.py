"""``kg merge``: two entities that are one, or one under a better identifier; and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli._output import notify, text_width, writing_option

if TYPE_CHECKING:
    from datetime import date


@click.command("merge")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--reason", metavar="TEXT", help="Why the two are one, in a sentence. It is kept.")
@click.option("--on", "day", metavar="DATE", help="The day to record (default: today).")
@click.option("--rename", is_flag=True, help="NEW is a new identifier for OLD.")
@click.option("--undo", is_flag=True, help="Take the record of OLD's merge or renaming away.")
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@writing_option
def command(
    old: str,
    new: str | None,
    reason: str | None,
    day: str | None,
    rename: bool,
    undo: bool,
    dry_run: bool,
    workspace: str | None,
) -> None:
    """Record that OLD and NEW are one entity, which is called NEW from now on.

    OLD's block gets the record (what, when, why); no claim is rewritten. The graph then says of NEW
    what the text says of OLD, OLD's names become aliases, and OLD's identifier still leads there.
    --undo takes the record away. What changes is shown first. OLD and NEW are ids or exact names.

    \b
    Examples:
      kg merge --dry-run --rename kgd:state-russia kgd:state-russian-federation
    """
    from contextlib import nullcontext

    from kg.curate.diff.report import lines
    from kg.curate.merge import Merger
    from kg.text.layout import find_layout, layout_to_write
    from kg.text.writing import writing_in

    layout = find_layout(workspace) if dry_run else layout_to_write(workspace)
    with nullcontext() if dry_run else writing_in(layout.root):
        merger = Merger(layout)
        if undo:
            plan = merger.undo(old)
        else:
            record = merger.rename if rename else merger.merge
            plan = record(
                old,
                _required_new(new),
                _day_recorded(day),
                _required_reason(reason, dry_run=dry_run),
            )
        click.echo(plan.diff)
        for line in lines(plan.difference, text_width()):
            click.echo(line)
        if not dry_run:
            plan.write()
    notify("nothing was written" if dry_run else f"written: {plan.document.shown}")


def _required_new(new: str | None) -> str:
    from kg.errors import UsageError

    if new is None:
        raise UsageError("there is no NEW", None, "write: kg merge OLD NEW --reason TEXT")
    return new


def _required_reason(reason: str | None, *, dry_run: bool) -> str:
    from kg.errors import UsageError

    if reason and reason.strip():
        return reason.strip()
    if dry_run and reason is None:
        return "…"
    raise UsageError("a merge needs a reason", "--reason", 'such as: --reason "one person"')


def _day_recorded(text: str | None) -> date:
    from datetime import date

    from kg.errors import UsageError

    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"“{text}” is no day", "--on", "write it as 2026-11-24") from None
