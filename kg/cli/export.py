"""``kg export``: the graph as a file, and what the format could not carry.

Each format says itself what it is, what it needs and which options it has (kg/publish/formats):
none is known by name here.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._formats import ExportCommand
from kg.cli._output import deliver, notify
from kg.errors import UsageError, os_error

if TYPE_CHECKING:
    from kg.cli._formats import ChosenFormat
    from kg.graph.snapshot import Snapshot
    from kg.plugins import OptionValue
    from kg.publish.formats._registry import Format

_ANY_CLAIM = "SELECT ?c { ?kind rdfs:subClassOf* kg:Claim . ?c a ?kind } LIMIT 1"


@click.command("export", cls=ExportCommand)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Default: entente with the format's ending, in this folder; - is stdout.",
)
@click.option("--loss", metavar="FILE", help="Write what the format could not carry, as JSON.")
@click.option("--about", metavar="ENTITY", help="Only this entity and what lies near it.")
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    metavar="N",
    help="With --about: up to so many relations away (default 1).",
)
@click.option(
    "--query",
    metavar="QUERY|FILE|-",
    help="Only the claims that a SPARQL query finds, and those among the entities that it finds.",
)
@data_options
@click.pass_obj
def command(
    asked_format: ChosenFormat,
    data: DataOptions,
    /,
    output: str | None,
    loss: str | None,
    about: str | None,
    depth: int | None,
    query: str | None,
) -> None:
    """Write the graph, or a part of it, to a file, and say what that format could not carry.

    \b
    FORMATS

    A file appears whole or not at all. RDF has the literals as the store has them: Oxigraph
    writes 404.0 as 404. Facts of a part rest on the claims in it alone.

    \b
    Examples:
      kg export html -o entente.html
      kg export html --about "Storm Corps" --depth 2 -o corps.html
      kg export csv --query "SELECT ?c WHERE { ?c kg:attributedTo kgd:agency-uk-ministry-of-defence }" -o ministry.zip
    """

    form = asked_format.form
    target = output or f"entente{form.suffix}"
    _check_targets(form, target, loss)
    options = form.read(asked_format.options)
    if depth is not None and about is None:
        raise UsageError("--depth needs --about", None, "name the entity with --about")
    if query is not None and about is not None:
        raise UsageError("--about and --query do not go together", None, "give one of them")
    whole = data.open()
    graph = _chosen_part(whole, about, 1 if depth is None else depth, query)
    if _is_empty(graph):
        notify(
            "no claim is in what you asked for, so the file holds none: widen the dates or the part"
        )
    if form.picture:
        graph = _part_for_picture(graph)
    size = _write_file(form, graph, target, options)
    if target != "-":
        notify(f"wrote {target} ({size:,} bytes)")
    _report_loss(form, graph, loss, options)


def _check_targets(form: Format, target: str, loss: str | None) -> None:
    """Raises UsageError where the file or its loss report cannot be written where they shall."""
    for path in (target, *([loss] if loss else [])):
        _check_target(path)
    if loss and _same_file(loss, target):
        raise UsageError("the export and its loss report go to the same place", loss, "name two")
    if loss and not form.reports_loss:
        raise UsageError(f"{form.name} has no loss report", "--loss", "leave the option away")
    if target != "-" and not target.endswith(form.ending):
        raise UsageError(
            f"{form.name} is {form.summary}", target, f"give a name such as {target}{form.ending}"
        )


def _same_file(first: str, second: str) -> bool:
    """Whether two targets are the same file, however they are spelled; ``-`` is stdout."""
    if "-" in (first, second):
        return first == second
    return os.path.realpath(first) == os.path.realpath(second)


def _is_empty(graph: Snapshot) -> bool:
    """Whether there is no claim in the graph."""
    from kg.store.sparql import select

    return next(iter(select(graph.store, _ANY_CLAIM)), None) is None


def _chosen_part(graph: Snapshot, about: str | None, depth: int, query: str | None) -> Snapshot:
    """The part of a graph that the options ask for. Raises UsageError where it is none."""
    from kg.graph.part import around, found_by, of

    if about is not None:
        return around(graph, about, depth)
    if query is None:
        return graph
    from kg.cli.query import read_query
    from kg.store.limits import QUERY_LIMITS, run_limited
    from kg.store.sparql import is_server

    text, name = read_query(query)
    name = "--query" if name == "query" else name

    def work(out: IO[bytes]) -> None:
        out.write("\n".join(found_by(graph, text, name)).encode())

    limits = QUERY_LIMITS.with_network(needed=is_server(graph.store))
    with run_limited(work, limits) as claim_iris:
        return of(graph, set(claim_iris.read().decode().split("\n")), "--query")


def _part_for_picture(graph: Snapshot) -> Snapshot:
    """The graph, or the largest part of it that a picture can show; then the person is told so."""
    from kg.graph.part import MOST_NODES, largest

    part, count = largest(graph)
    if part is not graph:
        notify(
            f"{count:,} entities are too many to look at: the {MOST_NODES:,} with the most claims"
            " are drawn; choose with --about and --depth, --query, --source, --as-of or --known-at"
        )
    return part


def _write_file(form: Format, graph: Snapshot, target: str, options: dict[str, OptionValue]) -> int:
    """Write the graph to a file, or to stdout (``-``); gives its size in bytes. Raises KgError."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            # Some formats go by the ending of the name.
            temporary = Path(folder) / f"entente{Path(target).suffix}"
            form.write(graph, temporary, **options)
            size = temporary.stat().st_size
            with temporary.open("rb") as content:
                deliver(content, target)
    except BrokenPipeError:
        raise  # the reader has had enough: no message, as for every command
    except OSError as error:
        raise os_error(error, target, "write the export") from None
    return size


def _report_loss(
    form: Format, graph: Snapshot, loss: str | None, options: dict[str, OptionValue]
) -> None:
    """Say what was lost, on stderr and in the file that ``--loss`` names."""
    if not form.reports_loss:
        return
    import io

    from kg.publish.formats._loss import in_words, report

    holdings = graph.holdings
    losses = report(form.name, holdings, form.carries(holdings, **options))
    notify(in_words(form.name, losses))
    if loss:
        text = json.dumps(losses, ensure_ascii=False, indent=1) + "\n"
        deliver(io.BytesIO(text.encode()), loss)


def _check_target(target: str) -> None:
    """Raises UsageError for a target that cannot be a file, before the work begins."""
    path = Path(target)
    if target == "-":
        return
    if path.is_dir():
        raise UsageError("this is a folder", target, "give a file name inside it")
    if not path.absolute().parent.is_dir():
        raise UsageError(
            "there is no such folder", str(path.parent), "make it first, or choose another"
        )
