"""``kg new from``: all that a file lists, at once: relations, words, classes, entities."""

from __future__ import annotations

import click

from kg.cli._new._asking import open_destination, report_written
from kg.cli._output import notify, writing_option
from kg.errors import FINE

_SHOWN = 5


@click.command("from")
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Show what would be made, and write nothing.")
@writing_option
def command(file: str, dry_run: bool, workspace: str | None) -> None:
    """Make all that FILE lists, or nothing: relations, words, classes and entities, each in a line.

    kg add --propose writes such a file for a sheet with columns of its own, kg add --missing for one
    with ours. Look it through first: what is left open, and what is nearly something that is there,
    is told by its line. What is there already stays as it is.

    \b
    Example:
      kg new from map.toml
    """
    from kg.curate.new.making import make_listed
    from kg.curate.sheets.mapping.needs import read_needed
    from kg.graph.claims import counted
    from kg.text.reading import read_named
    from kg.text.writing import writing_in

    destination = open_destination(workspace)
    needed = read_needed(read_named(file, "this file", largest=2**20), file)
    for reason, labels in needed.left_out.items():
        more = ", …" if len(labels) > _SHOWN else ""
        notify(f"not made, {reason}: {', '.join(labels[:_SHOWN])}{more}")
    with writing_in(destination.target.layout.root):
        made = make_listed(
            destination.target,
            destination.graph,
            destination.terms,
            needed.listed,
            file,
            dry_run=dry_run,
        )
    shorten = destination.graph.prefixes.shorten
    if dry_run:
        for one, iri in made.new:
            click.echo(f"+ {one.sort}: {one.label} ({shorten(iri)})")
    sorts = ("relation" if one.sort == "property" else one.sort for one, _ in made.new)
    counts: dict[str, int] = {}
    for sort in sorts:
        counts[sort] = counts.get(sort, 0) + 1
    if made.there:
        notify(f"{counted(len(made.there), 'thing')} of the file there already")
    if not made.new:
        notify("nothing is new")
        raise SystemExit(FINE)
    verb = "would make" if dry_run else "made"
    notify(f"{verb} {', '.join(counted(n, s) for s, n in counts.items())}")
    if not dry_run:
        report_written(destination.target, *made.files)
        click.echo("next: fill in the gaps that `kg check` names, then state them in claims")
