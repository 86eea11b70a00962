"""``kg build``: text to store."""

from __future__ import annotations

import click

from kg.cli._output import workspace_option


@click.command("build")
@workspace_option
@click.option("--force", is_flag=True, help="Build anew even if nothing has changed.")
def command(workspace: str | None, force: bool) -> None:
    """Build the graph from the text. Old or new: an error leaves the old build as it was.

    \b
    Example:
      kg build
    """
    from kg.build import build
    from kg.paths import find_layout

    layout = find_layout(workspace)
    done, made = build(layout, force=force)
    counts = ", ".join(f"{count} {name}" for name, count in done.counts.items())
    click.echo(f"{'built' if made else 'nothing has changed'}: {counts}")
