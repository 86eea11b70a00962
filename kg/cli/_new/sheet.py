"""``kg new sheet``: an empty spreadsheet for claims, one row each."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._new._asking import given_or_asked
from kg.cli._output import notify, workspace_option


@click.command("sheet")
@click.argument("file", metavar="FILE", required=False)
@workspace_option
def command(file: str | None, workspace: str | None) -> None:
    """Make an empty sheet for kg add: CSV, or XLSX with the allowed words in a second tab.

    In the workbook all cells are text, and a column that takes words offers them.

    \b
    Example:
      kg new sheet claims.xlsx
    """
    from kg import api
    from kg.curate.sheets.choices import allowed_words
    from kg.curate.sheets.lexicon import lexicon_of
    from kg.curate.sheets.rendering import render_csv, render_xlsx, template_columns
    from kg.errors import UsageError, missing
    from kg.text.atomic import write_new

    path = Path(given_or_asked(file, "file (.xlsx or .csv)", "FILE", needed=True))
    columns = template_columns()
    if path.suffix.lower() == ".csv":
        data = render_csv(columns, [])
    elif path.suffix.lower() == ".xlsx":
        graph = api.open_graph(workspace, notify=notify)
        try:
            data = render_xlsx(columns, [], allowed_words(lexicon_of(graph.store, graph.prefixes)))
        except ImportError as error:
            raise missing(str(error.name), "xlsx") from None
    else:
        raise UsageError("a sheet ends in .xlsx or .csv", str(path), "give it such a name")
    write_new(path, data, str(path))
    click.echo(f"wrote {path}")
    click.echo(f"next: fill it in (seeds/SHEETS.md), then kg add {path} --dry-run")
