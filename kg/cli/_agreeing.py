"""A proposed mapping of a sheet, shown to a person, who agrees to it on a terminal or by a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.cli._output import notify, terminal_width

if TYPE_CHECKING:
    from kg.curate.sheets.mapping.proposal import Proposal
    from kg.text.layout import Layout


def agreed(
    proposal: Proposal, sheet: str, source: str | None, layout: Layout, *, ask: bool
) -> str | None:
    """The file of the mapping that a person agreed to on a terminal; None where that is to come.

    Without a terminal the mapping goes to stdout, and stderr says what to run. ``source``: the id
    that was given with the sheet.
    """
    from kg.curate.sheets.mapping.rendering import mapping_text
    from kg.publish.terminal.grid import table

    rows = [
        [f"{c.letters}: {c.header}", c.column or "(left out)", c.reason, " · ".join(c.samples)]
        for c in proposal.columns
    ]
    text = mapping_text(proposal)
    call = f"kg add {sheet}" + (f" --source {source}" if source else "")
    listed = table(["column of the sheet", "is", "because", "cells"], rows, terminal_width())
    click.echo(listed, nl=False, err=True)
    _say_what_is_open(proposal)
    if ask and sys.stdin.isatty() and sys.stderr.isatty():
        return _asked(text, sheet, layout)
    click.echo(text, nl=False)
    if ask:
        notify("nothing is added yet: the columns of this sheet are not ours, or mean other things")
    then = f"{'kg new from map.toml; ' if proposal.to_make() else ''}{call} --map map.toml"
    if ask or sys.stdout.isatty():
        notify(
            f"write the proposal to a file and look it through: {call} --propose > map.toml; then: {then}"
        )
    else:  # it goes to a file
        notify(f"look the proposal through, then, where it lies in map.toml: {then}")
    return None


def _say_what_is_open(proposal: Proposal) -> None:
    from kg.graph.claims import counted

    unknown = sum(p.relation is None for p in proposal.relations.values())
    without = sum(not kind.text for kind in proposal.kinds.values())
    if proposal.missing:
        notify(f"no column is {' or '.join(proposal.missing)}: fill it in under [constants]")
    if proposal.to_make():
        words = sum(one.sort == "word" for one in proposal.to_make())
        others = f" and {counted(words, 'word')}" if words else ""
        notify(
            f"{counted(unknown, 'relation')}{others} unknown: see [new] in the proposal, from which "
            "kg new from makes them"
        )
    alike = sum(p.alike is not None for p in proposal.relations.values())
    if alike:
        notify(
            f"{counted(alike, 'relation')} may say the same as another: answer the questions of the "
            "proposal, as claims of two relations are never compared"
        )
    if proposal.kinds:
        notify(
            f"{counted(len(proposal.kinds), 'name')} unknown, {without} of them without a kind: see [kinds]"
        )


def _asked(text: str, sheet: str, layout: Layout) -> str | None:
    """Write the proposal to a file in ``maps/``, and ask whether to add by it at once."""
    from pathlib import Path

    from kg.curate.new.slugs import slug
    from kg.text.reading import read_if_there
    from kg.text.writing import Change, write_all

    path = layout.root / "maps" / f"{slug(Path(sheet).stem)}.toml"
    answer = click.prompt(
        "Take it as it is, write it to a file to change it, or leave it?",
        type=click.Choice(["take", "write", "leave"]),
        default="write",
        err=True,
    )
    if answer == "leave":
        return None
    before = read_if_there(path, layout.shown(path), root=layout.root)
    write_all([Change(path, layout.shown(path), before, text.encode())])
    notify(f"wrote {layout.shown(path)}")
    if answer == "take":
        return str(path)
    make = f"kg new from {layout.shown(path)}; " if "\n[new." in text else ""
    notify(f"look it through, then: {make}kg add {sheet}")
    return None
