"""``kg new source``: the file of a document whose claims are to be curated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kg.cli._new._asking import given_or_asked, open_destination, report_written
from kg.cli._output import writing_option

_QUESTIONS = (
    "publisher",
    "date of publication (as in 2025-01-22)",
    "address",
    "file with the text",
    "language (en, ko, ru …)",
    "address of the licence",
    "reliability (A to F)",
)


@click.command("source")
@click.option("--title", help="As the document gives it.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="May be given again.")
@click.option("--publisher", metavar="NAME")
@click.option(
    "--date", "issued", metavar="DATE", help="Of publication (EDTF: 2025-01-22, 2025-01)."
)
@click.option("--url", metavar="ADDRESS", help="Where it can be read.")
@click.option("--text", metavar="FILE", help="Your copy of its text: hash and length are taken.")
@click.option("--language", metavar="TAG", help="Of the document: en, ko, ru …")
@click.option(
    "--licence", "--license", "licence", metavar="ADDRESS", help="Or CC BY 4.0 and the like."
)
@click.option("--reliability", metavar="A-F", help="By the document's record (A the best).")
@click.option("--kind", default="news article", show_default=True, help="A class of sources.")
@click.option("--curator", metavar="ENTITY", help="Who curates it (default: the editors here).")
@click.option("--name", metavar="WORD", help="Of the file (default: publisher, date, title).")
@writing_option
def command(
    title: str | None,
    authors: tuple[str, ...],
    publisher: str | None,
    issued: str | None,
    url: str | None,
    text: str | None,
    language: str | None,
    licence: str | None,
    reliability: str | None,
    kind: str,
    curator: str | None,
    name: str | None,
    workspace: str | None,
) -> None:
    """Write the file of a new source; on a terminal, what is not given is asked for.

    Only what is known is written: leave an answer empty. In a workspace the text is copied to
    texts/, where check and verify look for it.

    \b
    Example:
      kg new source --title "Troops leave the border" --publisher "Border Post" --date 2025-03-02
    """
    from kg.curate.new.source import NewSource, new_source
    from kg.graph.names import resolve
    from kg.iris import KG

    destination = open_destination(workspace)
    has_options = title is not None  # called with options: nothing is asked for
    title = given_or_asked(title, "title", "--title", needed=True)
    if not has_options and not authors:
        authors = tuple(filter(None, [given_or_asked(None, "author", "--author")]))
    options = (publisher, issued, url, text, language, licence, reliability)
    answers = [
        value or "" if has_options else given_or_asked(value, question, "")
        for question, value in zip(_QUESTIONS, options, strict=True)
    ]
    publisher, issued, url, text, language, licence, reliability = answers
    source = NewSource(
        title=title,
        kind=destination.terms.of_class(kind, KG + "Source").iri,
        curator=resolve(destination.graph, curator or destination.target.curators),
        recorded=date.today(),
        authors=authors,
        publisher=publisher,
        issued=issued,
        address=url,
        language=language,
        licence=licence,
        reliability=reliability.upper(),
        text=Path(text) if text else None,
        name=name or "",
    )
    report_written(destination.target, *new_source(destination.target, source))
    click.echo("next: write its claims (seeds/README.md of the core says how), then: kg check")
