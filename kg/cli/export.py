"""``kg export``: the graph as a file, and what the format could not carry."""

from __future__ import annotations

import json
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._output import data_options, deliver, notify
from kg.errors import UsageError, os_error

if TYPE_CHECKING:
    from types import ModuleType

    from kg.api import Graph

_FOLDER = Path(__file__).parent.parent / "export"
# What a format needs beyond the core, by the name of the extra.
_EXTRAS = {"html": "html", "graphml": "network", "svg": "network", "xlsx": "xlsx"}


def formats() -> list[str]:
    """The formats, by the files in ``kg/export``."""
    return sorted(path.stem for path in _FOLDER.glob("*.py") if not path.stem.startswith("_"))


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(formats()))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Default: entente with the format's ending, in this folder; - is stdout.",
)
@click.option("--loss", metavar="FILE", help="Write what the format could not carry, as JSON.")
@data_options
def command(
    form: str,
    output: str | None,
    loss: str | None,
    as_of: str | None,
    known_at: str | None,
    sources: tuple[str, ...],
    view: str | None,
    workspace: str | None,
    stale: bool,
) -> None:
    """Write the graph to a file, and say what that format could not carry.

    \b
    pages and pictures   html (one interactive page that works offline), svg
    for spreadsheets     xlsx; csv (nodes, edges and claims in one .zip)
    network tools        graphml, gexf (Gephi), cytoscape, dot, mermaid
    RDF (nothing lost)   trig, nq, jsonld; ttl and nt without the graphs' names
    for other systems    stix (2.1), ftm (FollowTheMoney), quickstatements, geojson

    A file appears whole or not at all. RDF has the literals as the store has them: Oxigraph
    writes 404.0 as 404. For a PNG, open the html page and save the picture.

    \b
    Example:
      kg export html -o entente.html
    """
    from kg import api

    module = _module(form)
    target = output or f"entente{getattr(module, 'SUFFIX', f'.{form}')}"
    for path in (target, *([loss] if loss else [])):
        _check(path)
    if loss and loss == target:
        raise UsageError("the export and its loss report go to the same place", loss, "name two")
    if loss and not hasattr(module, "carries"):
        raise UsageError(f"{form} has no loss report", "--loss", "leave the option away")
    if form == "csv" and target != "-" and not target.endswith(".zip"):
        raise UsageError(
            "csv is three tables in one .zip", target, f"give a name such as {target}.zip"
        )
    graph = api.open_graph(
        workspace, as_of, known_at, sources, view=view, stale=stale, notify=notify
    )
    size = _write(module, graph, target)
    if target != "-":
        notify(f"wrote {target} ({size:,} bytes)")
    _report(form, module, graph, loss)


def _module(form: str) -> ModuleType:
    try:
        return import_module(f"kg.export.{form}")
    except ModuleNotFoundError as error:
        from kg.api import missing

        raise missing(str(error.name), _EXTRAS.get(form, "all")) from None


def _write(module: ModuleType, graph: Graph, target: str) -> int:
    """Write the file; gives its size in bytes."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "entente"
            module.write(graph, made)
            size = made.stat().st_size
            with made.open("rb") as content:
                deliver(content, target)
    except BrokenPipeError:
        raise  # the reader has had enough: no message, as for every command
    except OSError as error:
        raise os_error(error, target, "write the export") from None
    return size


def _report(form: str, module: ModuleType, graph: Graph, loss: str | None) -> None:
    """Say what was lost, on stderr and in the file that ``--loss`` names."""
    if not hasattr(module, "carries"):
        return
    import io

    from kg.export._holdings import Holdings
    from kg.export._loss import in_words, report

    held = Holdings(graph)
    told = report(form, held, module.carries(held))
    notify(in_words(form, told))
    if loss:
        text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        deliver(io.BytesIO(text.encode()), loss)


def _check(target: str) -> None:
    """Refuse a target that cannot be a file before the work begins."""
    path = Path(target)
    if target == "-":
        return
    if path.is_dir():
        raise UsageError("this is a folder", target, "give a file name inside it")
    if not path.absolute().parent.is_dir():
        raise UsageError(
            "there is no such folder", str(path.parent), "make it first, or choose another"
        )
