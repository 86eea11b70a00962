"""``kg docs``: ontology, claims, entities and sources as a static site."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._output import notify
from kg.errors import UsageError, missing


@click.command("docs")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    default="entente-docs",
    show_default=True,
    help="The folder of the site; it is replaced as a whole.",
)
@click.option(
    "--no-page", is_flag=True, help="Without the interactive page and the picture of it: quicker."
)
@data_options
def command(data: DataOptions, output: str, no_page: bool) -> None:
    """Write a static site: ontology, codebook, questions with answers, sources, claims, entities.

    It works from the disk without network, and can be served at the IRIs: each term, entity,
    source and claim has its page at the path of its IRI. The interactive page lies in it too, at
    graph/index.html, and each links to the other; another page is linked by kg export html --docs DIR.

    \b
    Examples:
      kg docs
      kg docs -o site --known-at 2025
    """

    if output in ("-", ""):
        raise UsageError("a site is a folder of files", output, "name a folder: -o site")
    graph = data.open()
    try:
        from kg.publish.site.site import write
    except ModuleNotFoundError as error:
        raise missing(str(error.name), "docs") from None
    count = write(graph, Path(output), page=not no_page)
    notify(f"wrote {count:,} pages; open {Path(output) / 'index.html'}")
