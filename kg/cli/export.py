"""``kg export``: the graph as a file; each module of ``kg/export`` is one format."""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path

import click

from kg.cli._output import data_options, deliver, notify
from kg.errors import UsageError, os_error

_FOLDER = Path(__file__).parent.parent / "export"


def formats() -> list[str]:
    """The formats, by the files in ``kg/export``."""
    return sorted(path.stem for path in _FOLDER.glob("*.py") if not path.stem.startswith("_"))


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(formats()))
@click.option(
    "-o", "--output", metavar="FILE", help="Default: entente.FORMAT in this folder; - is stdout."
)
@data_options
def command(
    form: str,
    output: str | None,
    as_of: str | None,
    known_at: str | None,
    sources: tuple[str, ...],
    workspace: str | None,
    stale: bool,
) -> None:
    """Write the graph to a file: html (one interactive page that works offline), graphml.

    \b
    Example:
      kg export html -o entente.html
    """
    from kg import api

    target = output or f"entente.{form}"
    _check(target)
    graph = api.open_graph(workspace, as_of, known_at, sources, stale=stale, notify=notify)
    try:
        write = import_module(f"kg.export.{form}").write
    except ModuleNotFoundError as error:
        extra = {"html": "html", "graphml": "network"}.get(form, "all")
        raise api.missing(str(error.name), extra) from None
    try:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / f"entente.{form}"
            write(graph, made)
            size = made.stat().st_size
            with made.open("rb") as content:
                deliver(content, target)
    except BrokenPipeError:
        raise  # the reader has had enough: no message, as for every command
    except OSError as error:
        raise os_error(error, target, "write the export") from None
    if target != "-":
        notify(f"wrote {target} ({size:,} bytes)")


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
