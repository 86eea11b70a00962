"""``kg new workspace``: a folder of a user's own, layered on the core."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("workspace")
@click.argument("folder", metavar="DIR")
@click.option("--name", help="What it is called (default: the name of the folder).")
@click.option("--prefix", metavar="WORD", help="The prefix of its own terms.")
@click.option(
    "--namespace", metavar="ADDRESS", help="The namespace of its own terms, ending in / or #."
)
def command(folder: str, name: str | None, prefix: str | None, namespace: str | None) -> None:
    """Make a workspace: terms and sources of your own beside those of the core, which stay as they are.

    Every command finds it from that folder and from those below.

    \b
    Example:
      kg new workspace sahel --namespace https://example.org/sahel/ns/
    """
    from datetime import date

    from kg.curate.new.workspace import new_workspace, plan_workspace

    path = Path(folder)
    workspace = plan_workspace(path, name, prefix, namespace)
    for written in new_workspace(path, workspace, date.today()):
        click.echo(f"wrote {written}")
    click.echo(f"next: cd {folder}, then kg new source")
