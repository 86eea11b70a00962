"""``kg add``: a spreadsheet, one row a claim, becomes Turtle in seeds/."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._agreeing import agreed
from kg.cli._limits import limits_options
from kg.cli._meaning import meant
from kg.cli._meaning import options as meant_options
from kg.cli._missing import tell_missing
from kg.cli._output import notify, progress, tell, terminal_width, writing_option
from kg.cli._parts import check_large
from kg.cli._sheets import SheetOptions, sheet_options
from kg.curate.sheets.causes import cause_lines
from kg.errors import FINDINGS, FINE, DataError
from kg.store.limits import CHECK_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.curate.sheets.additions import Addition
    from kg.curate.sheets.opening import Opened
    from kg.curate.sheets.sources import Defaults
    from kg.errors import Finding
    from kg.text.layout import Layout

_SHOWN = 3  # places in a message


@click.command("add")
@click.argument("sheet", metavar="SHEET", required=False)
@click.option("--columns", is_flag=True, help="Show the columns with what they hold, and end.")
@click.option("--words", metavar="COLUMN", help="List what may be written in a column, and end.")
@writing_option
@sheet_options
@limits_options(CHECK_LIMITS, "the check of what is added")
def command(
    limits: Limits,
    options: SheetOptions,
    /,
    sheet: str | None,
    columns: bool,
    words: str | None,
    workspace: str | None,
) -> None:
    """Add the claims of a spreadsheet (CSV, TSV, XLSX, JSON lines), one row a claim.

    kg new sheet makes an empty sheet, seeds/SHEETS.md describes its columns. For a sheet with other
    columns a mapping is proposed; look it through, and give it with --map: the next sheet with the
    same headers needs it no more. Everything that is wrong is told by its cause and by row and
    column, and then nothing is written. More than 10,000 rows are checked at once, and added in
    parts. See first what would be added: kg add claims.csv --dry-run

    \b
    Example:
      kg add --columns
    """
    from kg.curate.new.target import target_of
    from kg.curate.sheets.table import TooManyRowsError
    from kg.errors import UsageError
    from kg.text.layout import find_layout, layout_to_write

    if columns:
        _show_columns()
        return
    if words is not None:
        _show_words(find_layout(workspace), words)
        return
    if sheet is None:
        raise UsageError("no sheet is given", "SHEET", "give one; kg new sheet makes an empty one")
    layout = target_of(layout_to_write(workspace)).layout
    folder = _texts_folder(layout, options.texts)
    if folder is not None and not folder.is_dir():
        raise UsageError(
            "there is no such folder", options.texts, "give --texts a folder with .txt files"
        )
    opened: Opened | None = None
    try:
        with suppress(TooManyRowsError):
            opened = _opened(layout, sheet, options, folder)
    except DataError as error:
        _tell_faults(layout, sheet, options, {}, error.findings)
        raise
    if opened is None:  # what the error held of the sheet is free
        check_large(layout, sheet, options, _defaults(options), folder)
        return
    said = {(column, text): name for column, text, name in options.meant}
    while not _added(layout, sheet, opened, options, folder, limits, said):
        pass


def _added(
    layout: Layout,
    sheet: str,
    opened: Opened,
    options: SheetOptions,
    texts: Path | None,
    limits: Limits,
    said: dict[tuple[str, str], str],
) -> bool:
    """Add a sheet; False where a person has then said what some cells mean, which goes into ``said``.

    Raises as ``_add``.
    """
    from kg.curate.sheets.mapping.carrying import with_meant

    used = with_meant(opened.used, said) if opened.used else None
    read = replace(opened, table=opened.table.as_meant(said), used=used)
    try:
        _add(layout, read, options, texts, limits)
    except DataError as error:
        letters = read.table.problems.letters
        _tell_faults(layout, sheet, options, letters, error.findings)
        tell_missing(layout, sheet, options.missing, read.table.problems, read.used)
        more = meant(read.table.problems)
        if not more:
            raise
        said |= more
        notify(f"read so; to say it again:{meant_options(more)}")
        return False
    return True


def _opened(layout: Layout, sheet: str, options: SheetOptions, texts: Path | None) -> Opened:
    """The sheet in our columns. Ends the command where a mapping is proposed that is not agreed to."""
    from kg.curate.sheets.opening import Opened, open_for_adding, open_mapped
    from kg.curate.sheets.table import form_of

    form = form_of(options.encoding, options.header_row, options.part)
    opened = open_for_adding(
        layout,
        Path(sheet),
        form,
        mapping=options.mapping,
        source=options.source,
        texts=texts,
        only_propose=options.propose,
    )
    if isinstance(opened, Opened):
        return opened
    used = agreed(opened.proposal, sheet, options.source, layout, ask=not options.propose)
    if used is None:
        raise SystemExit(FINE if options.propose else FINDINGS)
    return open_mapped(layout, Path(sheet), used, form)


def _add(
    layout: Layout, opened: Opened, options: SheetOptions, texts: Path | None, limits: Limits
) -> None:
    """Check what a sheet adds, and write it with its mapping, or show it. Raises as ``add_sheet``."""
    from contextlib import nullcontext

    from kg.curate.sheets.adding import add_sheet, write_addition
    from kg.curate.sheets.additions import Mode
    from kg.curate.sheets.mapping.stored import storing
    from kg.errors import missing
    from kg.graph.claims import counted
    from kg.text.writing import writing_in

    table, dry_run = opened.table, options.dry_run
    defaults = _defaults(options)
    mode = Mode(options.change, options.sync)
    with nullcontext() if dry_run else writing_in(layout.root):
        try:
            with progress() as doing:
                addition = add_sheet(layout, table, defaults, texts, limits, doing, mode)
        except ImportError as error:
            if (error.name or "").partition(".")[0] not in ("pyshacl", "rdflib"):
                raise
            raise missing("pyshacl", "check") from None
        used = opened.used
        kept = storing(layout, used, opened.headers, table.name) if used else None
        _show_corrections(addition)
        if dry_run:
            _show_addition(layout, addition)
        else:
            write_addition(addition, kept)
    for reason, count in opened.left_out.items():
        notify(f"{counted(count, 'row')} left out by the mapping: {reason}")
    _report(addition, dry_run=dry_run)
    if kept and not dry_run:
        notify(f"the mapping is kept as {kept.shown}")


def _defaults(options: SheetOptions) -> Defaults:
    from kg.curate.sheets.sources import Defaults

    return Defaults(datetime.now(UTC).date().isoformat(), options.source, options.curator)


def _tell_faults(
    layout: Layout,
    sheet: str,
    options: SheetOptions,
    letters: Mapping[str, str],
    findings: Sequence[Finding],
) -> None:
    """Say what is wrong by its causes, and write the report that is asked for."""
    for line in cause_lines(findings):
        tell(line)
    if options.report:
        _write_report(layout, sheet, options, letters, findings)


def _write_report(
    layout: Layout,
    sheet: str,
    options: SheetOptions,
    letters: Mapping[str, str],
    findings: Sequence[Finding],
) -> None:
    """Write the sheet back as a workbook with its faults marked."""
    import io

    from kg.cli._output import deliver
    from kg.curate.sheets.files import contents
    from kg.curate.sheets.report import render_report
    from kg.curate.sheets.table import form_of, raw_sheet, text_rows
    from kg.errors import UsageError, missing

    report = options.report or ""
    if not report.lower().endswith(".xlsx"):
        raise UsageError(
            f"“{report}” is no workbook", "--report", "give it a name that ends in .xlsx"
        )
    if Path(report).resolve() == Path(sheet).resolve():
        raise UsageError("this is the sheet itself", "--report", "give another name")
    form = form_of(options.encoding, options.header_row)
    content, name = contents(Path(sheet)), Path(sheet).name
    header = raw_sheet(content, name, form).header.last
    rows = list(text_rows(content, name, form))
    columns = {letter: column for column, letter in letters.items()}
    if options.part is not None:
        rows, findings = _of_part(rows, findings, header, options)
    try:
        data = render_report(rows, findings, _words(layout), columns, header)
    except ImportError:
        raise missing("xlsxwriter", "xlsx") from None
    deliver(io.BytesIO(data), report)
    given = (("--source", options.source), ("--map", options.mapping))
    again = "".join(f" {name} {value}" for name, value in given if value)
    notify(f"wrote {report}: mend the coloured cells, then: kg add {report}{again}")


def _of_part(
    rows: list[list[str]], findings: Sequence[Finding], header: int, options: SheetOptions
) -> tuple[list[list[str]], list[Finding]]:
    """The header and the rows of a part, as a sheet of their own, and the findings where they then are."""
    from kg.curate.sheets.causes import moved
    from kg.curate.sheets.table import form_of

    first, last = form_of(None, None, options.part).rows or (1, len(rows))
    first = max(first, header + 1)
    kept = [*rows[:header], *rows[first - 1 : last]]
    return kept, [moved(finding, header + 1 - first) for finding in findings]


def _show_columns() -> None:
    from kg.curate.sheets.columns import COLUMNS
    from kg.publish.terminal.grid import table

    rows = [[c.name, c.means.replace("`", ""), c.example] for c in COLUMNS]
    click.echo(table(["column", "what it holds", "example"], rows, terminal_width()), nl=False)


def _words(layout: Layout) -> dict[str, list[str]]:
    """By column, what may be written in it."""
    from kg.build.pipeline import parse_texts
    from kg.curate.sheets.choices import allowed_words
    from kg.curate.sheets.lexicon import Lexicon
    from kg.text.inputs import read_inputs

    parsed = parse_texts(layout, read_inputs(layout))
    return allowed_words(Lexicon(parsed.ontology, parsed.seeds, parsed.terms))


def _show_words(layout: Layout, column: str) -> None:
    from kg.errors import UsageError

    words = _words(layout)
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
    from kg.iris import KG, RDFS
    from kg.text.display import visible

    for additions, name in (
        (addition.entities, RDFS + "label"),
        (addition.claims, KG + "statement"),
    ):
        for iri, (row, lines) in additions.items():
            words = getattr(dict(lines)[name], "value", "")
            click.echo(f"+ {_id(iri)}: {visible(words)} (row {row})")
    if addition.changes:
        for line in effect_lines(graph_diff(layout, addition), terminal_width()):
            click.echo(line)


def _id(iri: str) -> str:
    """The id of a claim or an entity as a message shows it."""
    from kg.iris import SRC, shorten

    return iri.removeprefix(SRC) if iri.startswith(SRC) else shorten(iri)


def _show_corrections(addition: Addition) -> None:
    """What is changed and taken out, before anything is written: each claim, column by column."""
    from kg.text.display import visible

    for iri, claim in addition.altered.items():
        click.echo(f"~ {_id(iri)} (row {claim.row})")
        for difference in claim.differences:
            click.echo(f"    {visible(difference.line())}")
    for iri, sentence in addition.removed.items():
        click.echo(f"- {_id(iri)}: {visible(sentence)}")


def _report(addition: Addition, *, dry_run: bool) -> None:
    """Say on stderr how many claims went to which file, and what is left to review."""
    from kg.graph.claims import counted

    if addition.present:
        what = "row says" if len(addition.present) == 1 else "rows say"
        places = [f"row {row}: {_id(iri)}" for iri, row in addition.present.items()]
        more = ", …" if len(places) > _SHOWN else ""
        listed = ", ".join(places[:_SHOWN])
        notify(f"{len(addition.present)} {what} what is there already ({listed}{more})")
    for change in addition.changes:
        new_names = f", with {counted(change.entities, 'new name')}," if change.entities else ""
        done = [
            f"{verb} {counted(number, 'claim')}"
            for number, verb in (
                (change.altered, "would change" if dry_run else "changed"),
                (change.removed, "would take out" if dry_run else "took out"),
            )
            if number
        ]
        if change.claims or change.entities or not done:
            verb = "would add" if dry_run else "added"
            notify(f"{verb} {counted(change.claims, 'claim')}{new_names} to {change.shown}")
        for said in done:
            notify(f"{said} in {change.shown}")
    if not addition.changes:
        notify("nothing is new")
        return
    shown = {change.shown for change in addition.changes}
    findings = addition.report.findings if addition.report is not None else ()
    if reviews := sum(finding.file in shown for finding in findings):
        notify(f"{counted(reviews, 'finding')} to review in what is new: kg check")
