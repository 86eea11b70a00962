"""``kg add``: a spreadsheet, one row a claim, becomes Turtle in seeds/."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._limits import limits_options
from kg.cli._output import notify, progress, terminal_width, workspace_option
from kg.cli._sheets import sheet_form_options
from kg.store.limits import CHECK_LIMITS, Limits

if TYPE_CHECKING:
    from kg.curate.sheets.adding import Addition
    from kg.text.layout import Layout


@click.command("add")
@click.argument("sheet", metavar="SHEET", required=False)
@click.option("--columns", is_flag=True, help="Show the columns with what they hold, and end.")
@click.option(
    "--source", metavar="ID", help="The source of all rows, for a sheet without the column."
)
@click.option("--curator", metavar="NAME", help="Who wrote the claims down, where a source is new.")
@click.option(
    "--texts",
    metavar="DIR",
    help="A folder with your copies of the texts, NAME-OF-THE-SOURCE.txt, in which quotes are looked for.",
)
@sheet_form_options
@click.option("--dry-run", is_flag=True, help="Show what would be added, and write nothing.")
@workspace_option
@limits_options(CHECK_LIMITS, "the check of what is added")
def command(
    limits: Limits,
    /,
    sheet: str | None,
    columns: bool,
    source: str | None,
    curator: str | None,
    texts: str | None,
    encoding: str | None,
    header_row: str | None,
    dry_run: bool,
    workspace: str | None,
) -> None:
    """Add the claims of a spreadsheet (CSV, TSV or XLSX), one row a claim.

    kg new sheet makes an empty sheet, seeds/SHEETS.md describes its columns. Everything that is
    wrong is told by row and column, and then nothing is written. What is there already is never
    altered: claims are added to the file of their source, or a new file is made. See first what
    would be added: kg add claims.csv --dry-run

    \b
    Example:
      kg add --columns
    """
    from contextlib import nullcontext

    from kg.curate.new.target import target_of
    from kg.curate.sheets.adding import add_sheet, write_addition
    from kg.curate.sheets.sources import Defaults
    from kg.curate.sheets.table import form_of, read_table
    from kg.errors import UsageError, missing
    from kg.text.layout import find_layout
    from kg.text.writing import writing_in

    if columns:
        _show_columns()
        return
    if sheet is None:
        raise UsageError("no sheet is given", "SHEET", "give one; kg new sheet makes an empty one")
    layout = target_of(find_layout(workspace)).layout
    folder = _texts_folder(layout, texts)
    if folder is not None and not folder.is_dir():
        raise UsageError("there is no such folder", texts, "give --texts a folder with .txt files")
    table = read_table(Path(sheet), form_of(encoding, header_row))
    defaults = Defaults(datetime.now(UTC).date().isoformat(), source, curator)
    with nullcontext() if dry_run else writing_in(layout.root):
        try:
            with progress() as doing:
                addition = add_sheet(layout, table, defaults, folder, limits, doing)
        except ImportError as error:
            if (error.name or "").partition(".")[0] not in ("pyshacl", "rdflib"):
                raise
            raise missing("pyshacl", "check") from None
        if dry_run:
            _show_addition(layout, addition)
        else:
            write_addition(addition)
    _report(addition, dry_run=dry_run)


def _show_columns() -> None:
    from kg.curate.sheets.columns import COLUMNS
    from kg.publish.terminal.tables import table

    rows = [[c.name, c.means.replace("`", ""), c.example] for c in COLUMNS]
    click.echo(table(["column", "what it holds", "example"], rows, terminal_width()), nl=False)


def _texts_folder(layout: Layout, option: str | None) -> Path | None:
    """The folder of texts: that of --texts, else ``texts/`` beside ``seeds/`` if it is there."""
    beside_seeds = layout.root / "texts"
    return Path(option) if option is not None else beside_seeds if beside_seeds.is_dir() else None


def _show_addition(layout: Layout, addition: Addition) -> None:
    """What would be added, one line each: names, then claims with their rows; and what follows."""
    from kg.curate.diff.report import effect_lines
    from kg.curate.sheets.adding import graph_diff
    from kg.iris import KG, RDFS, SRC, shorten
    from kg.text.display import visible

    for additions, name in (
        (addition.entities, RDFS + "label"),
        (addition.claims, KG + "statement"),
    ):
        for iri, (row, lines) in additions.items():
            words = getattr(dict(lines)[name], "value", "")
            short = iri.removeprefix(SRC) if iri.startswith(SRC) else shorten(iri)
            click.echo(f"+ {short}: {visible(words)} (row {row})")
    if addition.changes:
        for line in effect_lines(graph_diff(layout, addition), terminal_width()):
            click.echo(line)


def _report(addition: Addition, *, dry_run: bool) -> None:
    """Say on stderr how many claims went to which file, and what is left to review."""
    from kg.graph.claims import counted

    if addition.present:
        what = "row says" if len(addition.present) == 1 else "rows say"
        notify(f"{len(addition.present)} {what} what is there already")
    verb = "would add" if dry_run else "added"
    for change in addition.changes:
        new_names = f", with {counted(change.entities, 'new name')}," if change.entities else ""
        notify(f"{verb} {counted(change.claims, 'claim')}{new_names} to {change.shown}")
    if not addition.changes:
        notify("nothing is new")
        return
    shown = {change.shown for change in addition.changes}
    findings = addition.report.findings if addition.report is not None else ()
    if reviews := sum(finding.file in shown for finding in findings):
        notify(f"{counted(reviews, 'finding')} to review in what is new: kg check")
