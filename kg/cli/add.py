"""``kg add``: a spreadsheet, one row a claim, becomes Turtle in seeds/."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._agreeing import agreed
from kg.cli._limits import limits_options
from kg.cli._output import notify, progress, terminal_width, workspace_option
from kg.cli._sheets import sheet_form_options
from kg.errors import FINDINGS, FINE
from kg.store.limits import CHECK_LIMITS, Limits

if TYPE_CHECKING:
    from kg.curate.sheets.adding import Addition
    from kg.curate.sheets.opening import Opened
    from kg.curate.sheets.sources import Defaults
    from kg.text.layout import Layout


@click.command("add")
@click.argument("sheet", metavar="SHEET", required=False)
@click.option("--columns", is_flag=True, help="Show the columns with what they hold, and end.")
@click.option("--words", metavar="COLUMN", help="List what may be written in a column, and end.")
@click.option(
    "--map",
    "mapping",
    metavar="FILE",
    help="What the columns of the sheet are, in TOML; kept in maps/ for the next sheet like it.",
)
@click.option("--propose", is_flag=True, help="Propose such a mapping, and end.")
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
    words: str | None,
    mapping: str | None,
    propose: bool,
    source: str | None,
    curator: str | None,
    texts: str | None,
    encoding: str | None,
    header_row: str | None,
    dry_run: bool,
    workspace: str | None,
) -> None:
    """Add the claims of a spreadsheet (CSV, TSV, XLSX, JSON lines), one row a claim.

    kg new sheet makes an empty sheet, seeds/SHEETS.md describes its columns. For a sheet with other
    columns a mapping is proposed; look it through, and give it with --map: the next sheet with the
    same headers needs it no more. Everything that is wrong is told by its cause and by row and
    column, and then nothing is written. See first what would be added: kg add claims.csv --dry-run

    \b
    Example:
      kg add --columns
    """
    from kg.curate.new.target import target_of
    from kg.curate.sheets.opening import open_for_adding
    from kg.curate.sheets.sources import Defaults
    from kg.curate.sheets.table import form_of
    from kg.errors import UsageError
    from kg.text.layout import find_layout

    if columns:
        _show_columns()
        return
    if words is not None:
        _show_words(find_layout(workspace), words)
        return
    if sheet is None:
        raise UsageError("no sheet is given", "SHEET", "give one; kg new sheet makes an empty one")
    layout = target_of(find_layout(workspace)).layout
    folder = _texts_folder(layout, texts)
    if folder is not None and not folder.is_dir():
        raise UsageError("there is no such folder", texts, "give --texts a folder with .txt files")
    opened = open_for_adding(
        layout,
        Path(sheet),
        form_of(encoding, header_row),
        mapping=mapping,
        source=source,
        texts=folder,
        only_propose=propose,
    )
    if opened.proposal is not None:
        used = agreed(opened.proposal, sheet, layout, ask=not propose)
        if used is None:
            raise SystemExit(FINE if propose else FINDINGS)
        opened = open_for_adding(
            layout, Path(sheet), form_of(encoding, header_row), mapping=used, texts=folder
        )
    defaults = Defaults(datetime.now(UTC).date().isoformat(), source, curator)
    _add(layout, opened, defaults, folder, limits, dry_run=dry_run)


def _add(
    layout: Layout,
    opened: Opened,
    defaults: Defaults,
    texts: Path | None,
    limits: Limits,
    *,
    dry_run: bool,
) -> None:
    """Check what a sheet adds, and write it with its mapping, or show it. Raises as ``add_sheet``."""
    from contextlib import nullcontext

    from kg.curate.sheets.adding import add_sheet, write_addition
    from kg.curate.sheets.mapping.stored import storing
    from kg.errors import missing
    from kg.graph.claims import counted
    from kg.text.writing import writing_in

    table = opened.table
    assert table is not None  # noqa: S101 - there is no proposal
    with nullcontext() if dry_run else writing_in(layout.root):
        try:
            with progress() as doing:
                addition = add_sheet(layout, table, defaults, texts, limits, doing)
        except ImportError as error:
            if (error.name or "").partition(".")[0] not in ("pyshacl", "rdflib"):
                raise
            raise missing("pyshacl", "check") from None
        used = opened.used
        kept = storing(layout, used, opened.headers, table.name) if used else None
        if dry_run:
            _show_addition(layout, addition)
        else:
            write_addition(addition, kept)
    for reason, count in opened.left_out.items():
        notify(f"{counted(count, 'row')} left out by the mapping: {reason}")
    _report(addition, dry_run=dry_run)
    if kept and not dry_run:
        notify(f"the mapping is kept as {kept.shown}")


def _show_columns() -> None:
    from kg.curate.sheets.columns import COLUMNS
    from kg.publish.terminal.tables import table

    rows = [[c.name, c.means.replace("`", ""), c.example] for c in COLUMNS]
    click.echo(table(["column", "what it holds", "example"], rows, terminal_width()), nl=False)


def _show_words(layout: Layout, column: str) -> None:
    from kg.build.pipeline import parse_texts
    from kg.curate.sheets.choices import allowed_words
    from kg.curate.sheets.lexicon import Lexicon
    from kg.errors import UsageError
    from kg.text.inputs import read_inputs

    parsed = parse_texts(layout, read_inputs(layout))
    words = allowed_words(Lexicon(parsed.ontology, parsed.seeds, parsed.terms))
    if column not in words:
        listed = ", ".join(words)
        raise UsageError(f"“{column}” has no list of words", "--words", f"give one of: {listed}")
    for word in words[column]:
        click.echo(word)


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
