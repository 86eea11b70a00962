"""``kg import``: the data of others become sources, whose speaker is who publishes them."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Concatenate

import click

from kg.cli._output import deliver_text, notify, progress, tell, terminal_width, writing_option
from kg.cli._values import Others, with_options
from kg.errors import missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.curate.importers._importing import Asked, Imported


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What is said of the files, and what is to become of them; None where nobody says it."""

    source: str | None
    title: str | None
    publisher: str | None
    address: str | None
    licence: str | None
    version: str | None
    issued: str | None
    language: str | None
    mapping: str | None
    curator: str | None
    settled: str | None
    unsure: str | None
    loss: str | None
    dry_run: bool


_OPTIONS = (
    click.option("--source", metavar="ID", help="The name of the source; else the reader's."),
    click.option("--title", metavar="TEXT", help="The title, where the file has no good one."),
    click.option("--publisher", metavar="NAME", help="Whose claims they are."),
    click.option("--address", metavar="URL", help="Where the data can be read."),
    click.option("--licence", metavar="URL", help="The address of the licence."),
    click.option("--version", metavar="TEXT", help="The version, where the file does not say it."),
    click.option("--issued", metavar="DATE", help="The day of publication, as 2025-06 (EDTF)."),
    click.option("--language", metavar="TAG", help="The language, as en."),
    click.option(
        "--map", "mapping", metavar="FILE", help="The mapping of the readers csv and rdf."
    ),
    click.option("--curator", metavar="NAME", help="Who has the claims written down."),
    click.option(
        "--settled",
        metavar="FILE",
        help="The sheet of --unsure with your decisions; they are kept in imports/.",
    ),
    click.option(
        "--unsure",
        metavar="FILE.csv",
        help="Write the entities that may be ones that are here already: a sheet to settle.",
    ),
    click.option("--loss", metavar="FILE", help="Write what is not taken, by what, with places."),
    click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing."),
)


def _import_options(
    command: Callable[Concatenate[ImportOptions, Others], None],
) -> Callable[Others, None]:
    """Give a command the options of ``ImportOptions``; it gets them as its first parameter."""
    return with_options(command, ImportOptions, _OPTIONS)


@click.command("import")
@click.argument("reader", required=False)
@click.argument("files", nargs=-1, metavar="FILE…")
@click.option("--list", "listed", is_flag=True, help="List the readers, and end.")
@writing_option
@_import_options
def command(
    options: ImportOptions,
    /,
    reader: str | None,
    files: tuple[str, ...],
    listed: bool,
    workspace: str | None,
) -> None:
    """Make sources of data that others publish: trade registers, events, orders of battle, lists.

    READER says what the files are (--list). Their claims are the publisher's. Entities are compared
    with those that are here; what is unsure is kept apart, and goes to a sheet (--unsure) that you
    settle and give back (--settled). What cannot be taken is counted. The same file again changes
    nothing, next year's only what is new: see it with --dry-run, and with git diff.

    \b
    Example:
      kg import --list
    """
    from kg.curate.importers._importing import import_files, write_import
    from kg.curate.importers._registry import importer
    from kg.curate.new.target import target_of
    from kg.errors import UsageError
    from kg.text.layout import layout_to_write
    from kg.text.writing import writing_in

    if listed:
        _list()
        return
    if reader is None or not files:
        what = "FILE" if reader else "READER"
        raise UsageError(f"no {what.lower()} is given", what, "kg import --list shows the readers")
    chosen = importer(reader)
    if chosen.needs_mapping and not options.mapping:
        raise UsageError(f"{reader} needs a mapping", "--map", "give it with --map FILE")
    layout = target_of(layout_to_write(workspace)).layout
    with nullcontext() if options.dry_run else writing_in(layout.root):
        try:
            with progress() as doing:
                imported = import_files(layout, chosen, files, _asked(options), doing)
        except ImportError as error:
            if (error.name or "").partition(".")[0] not in ("pyshacl", "rdflib"):
                raise
            raise missing("pyshacl", "check") from None
        if not options.dry_run:
            write_import(imported)
    _report(imported, options)


def _asked(options: ImportOptions) -> Asked:
    from kg.curate.importers._importing import Asked
    from kg.curate.importers._records import Options

    said = {f.name: getattr(options, f.name) or "" for f in fields(Options)}
    return Asked(
        options.source or "", options.curator or "", options.settled or "", Options(**said)
    )


def _list() -> None:
    from kg.curate.importers._registry import importers
    from kg.publish.terminal.grid import table

    readers, refused = importers()
    rows = [
        [name, reader.summary + (f" (from {reader.plugin.package})" if reader.plugin else "")]
        for name, reader in sorted(readers.items())
    ]
    click.echo(table(["reader", "reads"], rows, terminal_width()), nl=False)
    for error in refused:
        tell(error.what)


def _report(imported: Imported, options: ImportOptions) -> None:
    """Say what was written, what is unsure and what is lost; write the sheets that were asked for."""
    from kg.graph.claims import counted

    files = counted(len(imported.changes), "file")
    if not imported.changes:
        notify(f"{imported.stems[0]}: nothing is new")
    else:
        verb = "would write" if options.dry_run else "wrote"
        listed = ", ".join(change.shown for change in imported.changes[:3])
        more = ", …" if len(imported.changes) > 3 else ""
        notify(f"{verb} {files} ({listed}{more})")
        for done, counts in (
            ("new", imported.new), ("changed", imported.changed), ("gone", imported.gone)
        ):  # fmt: skip
            one = {"claims": "claim", "entities": "entity"}
            parts = [f"{n:,} {one[w] if n == 1 else w}" for w, n in sorted(counts.items()) if n]
            if said := " and ".join(parts):
                notify(f"{done}: {said}")
    _say_names(imported, options)
    _say_losses(imported, options)
    if imported.reviews:
        notify(f"{counted(imported.reviews, 'finding')} to review in what is new: kg check")
    if not imported.checked and imported.changes:
        notify("these are too many to check at once: run kg check when you have time")


def _say_names(imported: Imported, options: ImportOptions) -> None:
    from kg.curate.importers._settled import unsure_sheet
    from kg.graph.claims import counted

    outcome = imported.outcome
    if outcome.same or outcome.settled:
        are = "entity is one that is" if outcome.same == 1 else "entities are ones that are"
        settled = f"; {outcome.settled} as you settled it" if outcome.settled else ""
        notify(f"{outcome.same} {are} here already{settled}")
    if outcome.apart:
        verb = "it is" if outcome.apart == 1 else "they are"
        how = options.unsure or "FILE.csv"
        notify(
            f"{counted(outcome.apart, 'name')} may be of entities that are here; {verb} kept apart"
            f" until you settle it: --unsure {how}, fill the column decision, --settled {how}"
        )
    if options.unsure:
        deliver_text(unsure_sheet(outcome.doubts), options.unsure)


def _say_losses(imported: Imported, options: ImportOptions) -> None:
    """What is not taken, by what: in a file, or on stderr."""
    from kg.publish.terminal.grid import table
    from kg.text.display import visible

    losses = sorted(imported.losses.items(), key=lambda item: (-item[1], item[0]))
    if not losses:
        notify("everything in it was taken")
        return
    rows = [
        [f"{count:,}", visible(what), visible(", ".join(imported.places[what][:3]))]
        for what, count in losses
    ]
    total = sum(imported.losses.values())
    was = "1 thing was not taken" if total == 1 else f"{total:,} things were not taken"
    text = table(
        ["number", "not taken", "first places"], rows, 100 if options.loss else terminal_width()
    )
    if options.loss:
        deliver_text(text, options.loss)
        notify(f"{was}; {options.loss} says what")
    else:
        tell(f"{was}:\n{text.rstrip()}")
