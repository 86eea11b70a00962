"""``kg suggest``: drafts of claims from an article, as the sheet that ``kg add`` reads."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import deliver, notify, workspace_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.suggest.drafting import Suggestion
    from kg.curate.suggest.drafts import Draft


@click.command("suggest")
@click.argument("file", metavar="TEXT", required=False)
@click.option("--text", "given", metavar="SENTENCES", help="The text itself, instead of a file.")
@click.option(
    "--source", metavar="ID", help="The id of the source (default: the name of the file)."
)
@click.option("--title", metavar="TITLE", help="Its title (default: the line that looks like one).")
@click.option("--author", metavar="NAME", help="Who wrote it (default: the byline).")
@click.option(
    "--published",
    metavar="DATE",
    help="The day of publication, from which “last month” counts (default: as the text says).",
)
@click.option("--language", metavar="TAG", help="en, ru, uk or ko (default: by its letters).")
@click.option(
    "--least",
    type=click.Choice(["sure", "likely", "open"]),
    default="open",
    show_default=True,
    help="Only drafts that are at least so sure; those that are open lack a cell.",
)
@click.option(
    "--names",
    is_flag=True,
    help="Instead of drafts: the names in the text, known and new (csv, json).",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx", "json"]),
    help="Default: by -o, else csv.",
)
@click.option(
    "-o", "--output", metavar="FILE", default="-", help="Write here (.csv, .xlsx or .json)."
)
@workspace_option
def command(
    file: str | None,
    given: str | None,
    source: str | None,
    title: str | None,
    author: str | None,
    published: str | None,
    language: str | None,
    least: str,
    names: bool,
    form: str | None,
    output: str,
    workspace: str | None,
) -> None:
    """Draft claims from an article (plain text, - for stdin), for you to accept in a sheet.

    A row holds what rules find: names of the graph and new ones, figures with hedge and unit, dates,
    who says it, relations, with the passage and its offsets. What is unsure is left empty. The note
    says how sure the row is: “sure” is said in plain words, “likely” complete but resting on what
    the note names, “open” lacks what the note names. Read every row beside its quote, delete, fill
    in, then add the sheet with the folder that holds the text: kg add drafts.csv --texts .

    \b
    Example:
      kg suggest --text "Russia has sent 300 drones to Iran, Ukraine said." --source example
    """
    from kg import api
    from kg.curate.sheets.lexicon import lexicon_of
    from kg.curate.suggest.drafting import suggest
    from kg.curate.suggest.sheet import as_csv, as_xlsx, at_least, sheet_rows
    from kg.curate.suggest.texts import text_of
    from kg.errors import missing

    shape = form or {".xlsx": "xlsx", ".json": "json"}.get(Path(output).suffix.lower(), "csv")
    name = _named(file, given)
    data = _contents(name) if given is None else given.encode(errors="replace")
    stem = source or ("" if shape == "json" or names else _stem(name))
    characters = text_of(data, name)
    graph = api.open_graph(workspace, notify=notify)
    lexicon = lexicon_of(graph.store, graph.prefixes)
    suggestion = suggest(
        characters, lexicon, author=author or "", published=_day(published), language=language or ""
    )
    if names:
        _deliver_names(suggestion, lexicon, shape, output)
        return
    drafts = at_least(suggestion.drafts, least)
    if shape == "json":
        content = json.dumps(_records(drafts), ensure_ascii=False, indent=1).encode() + b"\n"
    else:
        rows = sheet_rows(suggestion, drafts, stem, data, lexicon, title or "")
        try:
            content = as_csv(rows) if shape == "csv" else as_xlsx(rows, lexicon)
        except ImportError as error:
            raise missing(str(error.name), "xlsx") from None
    deliver(io.BytesIO(content), output)
    _report(suggestion, drafts)


def _named(file: str | None, given: str | None) -> str:
    """What a message calls the text. Raises UsageError unless it is given once."""
    from kg.errors import UsageError

    if (file is None) == (given is None):
        what = "no text is given" if file is None else "the text is given twice"
        raise UsageError(
            what, "TEXT", "give the file of an article, - for stdin, or --text SENTENCES"
        )
    return file or "--text"


def _contents(name: str) -> bytes:
    from kg.curate.suggest.texts import LARGEST
    from kg.errors import UsageError
    from kg.text.reading import read_named, read_stdin

    if name == "-":
        return read_stdin()
    if Path(name).is_dir():
        raise UsageError("this is a folder", name, "give the file of an article, as plain text")
    return read_named(
        name, "this text", largest=LARGEST, remedy="give one article, not a collection"
    )


def _stem(name: str) -> str:
    """The id of a source from the name of its text. Raises UsageError where it gives none."""
    from kg.errors import UsageError

    stem = Path(name).stem
    if name in ("-", "--text") or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._\-]*", stem):
        raise UsageError(
            "the id of the source is not known", None, "give it: --source author-subject"
        )
    return stem


def _day(text: str | None) -> str:
    """The day of --published as EDTF. Raises UsageError."""
    from kg.claims.reading.dates import read_date
    from kg.errors import UnclearError, UsageError

    if text is None:
        return ""
    try:
        return read_date(text)
    except UnclearError as fault:
        raise UsageError(fault.what, "--published", fault.remedy) from None


def _deliver_names(suggestion: Suggestion, lexicon: Lexicon, shape: str, output: str) -> None:
    """Write the names of a text: what a cell says for each, its kind, and its identifier if it is known.

    Raises UsageError for a workbook.
    """
    from kg.cli._output import deliver_records
    from kg.errors import UsageError

    if shape == "xlsx":
        raise UsageError("names are written as csv or json", "--format", "give -f csv")
    labels, shorten = lexicon.names.label, lexicon.names.prefixes.shorten
    records: list[dict[str, object]] = [
        {
            "name": mention.name,
            "kind": mention.kind
            or ", ".join(sorted(map(labels, lexicon.names.types[mention.iri]))),
            "id": shorten(mention.iri) if mention.iri else "",
            "new": not mention.iri,
            "times": times,
            "start": start,
            "because": mention.why,
        }
        for mention, start, times in suggestion.names
    ]
    deliver_records(records, shape, output)
    new = sum(not mention.iri for mention, _, _ in suggestion.names)
    notify(f"{len(records)} names, of which {new} are new")


def _records(drafts: Sequence[Draft]) -> list[dict[str, object]]:
    return [
        {
            "level": draft.level,
            "why": draft.why,
            "start": draft.start,
            "end": draft.end,
            **draft.cells,
        }
        for draft in drafts
    ]


def _report(suggestion: Suggestion, drafts: Sequence[Draft]) -> None:
    """Say on stderr how many drafts there are, what was not read, and what comes next."""
    from kg.curate.suggest.sheet import LEVELS

    levels = [draft.level for draft in drafts]
    counts = ", ".join(f"{levels.count(level)} {level}" for level in LEVELS)
    notify(f"{len(drafts)} draft{'' if len(drafts) == 1 else 's'}: {counts}")
    if suggestion.too_long:
        notify(f"{suggestion.too_long} of its lines or sentences are too long to be read as one")
    if not suggestion.head.author:
        notify("no byline was found: give the author with --author NAME")
    if not suggestion.head.published:
        notify(
            "no day of publication was found, so “last month” is not read: give --published DATE"
        )
