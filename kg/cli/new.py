"""``kg new``: a group; each module in ``_new/`` is one thing that can be made."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import Commands


@click.group("new", cls=Commands, package="kg.cli._new", folder=Path(__file__).parent / "_new")
def command() -> None:
    """Make something new to fill in: a workspace, a source, a term, an entity, a question, a rule.

    In a workspace it is written there, in a checkout of the core into the core. Nothing is ever
    overwritten, and `kg check` names what is left to fill in.

    \b
    Example:
      kg new workspace sahel
    """
