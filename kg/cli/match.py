"""``kg match``: which entities do the names of a list stand for?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._data import kind_shown
from kg.cli._output import deliver_records, notify, output_options, workspace_option
from kg.cli._sheets import sheet_form_options
from kg.publish.terminal.tables import RECORD_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.curate.match import Reconciliation
    from kg.iris import Prefixes


@click.command("match")
@click.argument("file", metavar="[FILE]", default="-")
@click.option("--name", "given_names", multiple=True, help="A name itself; may be given again.")
@click.option("--column", metavar="NAME", help="The column of a sheet that holds the names.")
@sheet_form_options
@click.option("--kind", metavar="CLASS", help="Only entities of a kind, such as “military unit”.")
@click.option(
    "-n",
    "--best",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="At most so many for a name.",
)
@click.option(
    "--least",
    type=click.IntRange(0, 100),
    default=60,
    show_default=True,
    help="Only from this score on.",
)
@output_options(*RECORD_FORMATS)
@workspace_option
def command(
    file: str,
    given_names: tuple[str, ...],
    column: str | None,
    encoding: str | None,
    header_row: str | None,
    kind: str | None,
    best: int,
    least: int,
    form: str | None,
    output: str,
    workspace: str | None,
) -> None:
    """Find the entities that names from outside stand for, with a score and the reason.

    FILE is a sheet (CSV, TSV, XLSX) with --column, or a text with a name a line; - is stdin. A
    match differs in spelling alone: case, accents, script, how a number, a title or a legal form is
    written. What several entities fit is ambiguous; another number or order, a word more or less,
    the sound alone is unsure: both are for you to decide. The codebook (seeds/README.md, section 8)
    has the rules. Only the best entity of a name has the verdict, the others are "also".

    \b
    Example:
      kg match --name "Vladimir Poutine" --name "조선인민군"
    """
    from kg import api
    from kg.curate.match import OUTCOMES, Matcher

    names = list(
        enumerate(given_names, start=1)
        if given_names
        else _numbered_names(file, column, encoding, header_row)
    )
    graph = api.open_graph(workspace, notify=notify)
    matcher = Matcher(graph, kind)
    reconciliations = {name: matcher.match(name, best, least) for _, name in names}
    records = [
        record
        for row, name in names
        for record in _match_records(row, reconciliations[name], graph.prefixes)
    ]
    for record in records:
        record["kind"] = kind_shown(graph, str(record["kind"] or ""), form) or None
    deliver_records(records, form, output)
    verdicts = [reconciliations[name].verdict for _, name in names]
    counts = ", ".join(f"{verdicts.count(v)} {v}" for v in OUTCOMES)
    notify(f"{len(names)} name{'' if len(names) == 1 else 's'}: {counts}")


def _numbered_names(
    file: str, column: str | None, encoding: str | None, header_row: str | None
) -> Iterator[tuple[int, str]]:
    """The names of a sheet or a text (``-``: stdin), each with the number of its row or line.

    Raises UsageError for a sheet without --column, KgError for a file that cannot be read.
    """
    from kg.curate.match import filled_cells
    from kg.curate.sheets.table import form_of, open_sheet, raw_sheet
    from kg.errors import UsageError
    from kg.text.reading import read_stdin

    form = form_of(encoding, header_row)
    if file == "-":
        given = read_stdin()
        sheet = raw_sheet(given, "stdin", form, column) if column else None
        lines = [] if column else given.decode("utf-8", "replace").splitlines()
    else:
        is_sheet = Path(file).suffix.lower() in (".csv", ".tsv", ".xlsx", ".jsonl")
        if is_sheet and column is None:
            raise UsageError("which column holds the names?", file, "say it with --column NAME")
        sheet = open_sheet(Path(file), form, column) if column else None
        lines = [] if column else _text_lines(Path(file))
    if sheet is not None and column is not None:
        yield from filled_cells(sheet, column)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, line.strip()


def _text_lines(path: Path) -> list[str]:
    from kg.curate.sheets.files import contents
    from kg.errors import KgError

    try:
        return contents(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise KgError(f"byte {error.start} is not UTF-8", str(path), "save it as UTF-8") from None


def _match_records(
    row: int, reconciliation: Reconciliation, prefixes: Prefixes
) -> Iterator[dict[str, object]]:
    shared: dict[str, object] = {
        "row": row,
        "name": reconciliation.name,
        "verdict": reconciliation.verdict,
    }
    empty = dict.fromkeys(("score", "entity", "kind", "id", "because"))
    if not reconciliation.matches:
        yield shared | empty
    for rank, match in enumerate(reconciliation.matches):
        because = f"{match.reason}: {match.name}" if match.name != match.label else match.reason
        yield shared | {
            "verdict": "also" if rank else reconciliation.verdict,
            "score": match.score,
            "entity": match.label,
            "kind": match.kind,
            "id": prefixes.shorten(match.iri),
            "because": because,
        }
