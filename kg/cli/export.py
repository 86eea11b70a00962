"""``kg export``: the graph as a file, and what the format could not carry."""

from __future__ import annotations

import json
import tempfile
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from kg.cli._output import data_options, deliver, notify
from kg.errors import UsageError, os_error

if TYPE_CHECKING:
    from types import ModuleType

    from kg.graph.snapshot import Snapshot

_FOLDER = Path(__file__).parents[1] / "publish" / "formats"
# What a format needs beyond the core, by the name of the extra.
_EXTRAS = {
    "html": "html",
    "graphml": "network",
    "png": "png",
    "sheet": "xlsx",
    "svg": "network",
    "xlsx": "xlsx",
}
# Those that are looked at: too many entities help nobody there.
_PICTURES = ("html", "png", "svg")
_QUERY_SECONDS = 30.0
_ANY_CLAIM = "SELECT ?c { ?kind rdfs:subClassOf* kg:Claim . ?c a ?kind } LIMIT 1"


def formats() -> list[str]:
    """The formats, by the files in ``kg/publish/formats``."""
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
@click.option(
    "--texts",
    metavar="DIR",
    help="html only: a folder with your copies of the texts, NAME-OF-THE-SOURCE.txt; each claim shows its sentence.",
)
@data_options
def command(
    form: str,
    output: str | None,
    loss: str | None,
    texts: str | None,
    about: str | None,
    depth: int | None,
    query: str | None,
    **data: Any,
) -> None:
    """Write the graph, or a part of it, to a file, and say what that format could not carry.

    \b
    pages and pictures   html (one interactive page that works offline), svg, png
    for spreadsheets     xlsx; csv (nodes, edges and claims in one .zip)
    to edit and kg add   sheet (one row a claim; .csv, or .xlsx by the name of the file)
    network tools        graphml, gexf (Gephi), cytoscape, dot, mermaid
    RDF (nothing lost)   trig, nq, jsonld; ttl and nt without the graphs' names
    for other systems    stix (2.1), ftm (FollowTheMoney), quickstatements, geojson

    A file appears whole or not at all. RDF has the literals as the store has them: Oxigraph
    writes 404.0 as 404. Facts of a part rest on the claims in it alone.

    \b
    Examples:
      kg export html -o entente.html
      kg export html --about "Storm Corps" --depth 2 -o corps.html
      kg export csv --query "SELECT ?c WHERE { ?c kg:attributedTo kgd:agency-uk-ministry-of-defence }" -o ministry.zip
    """
    from kg import api

    module = _module(form)
    target = output or f"entente{getattr(module, 'SUFFIX', f'.{form}')}"
    for path in (target, *([loss] if loss else [])):
        _check(path)
    if loss and _one_file(loss, target):
        raise UsageError("the export and its loss report go to the same place", loss, "name two")
    folder = _texts(form, texts)
    if loss and not hasattr(module, "carries"):
        raise UsageError(f"{form} has no loss report", "--loss", "leave the option away")
    if form == "csv" and target != "-" and not target.endswith(".zip"):
        raise UsageError(
            "csv is three tables in one .zip", target, f"give a name such as {target}.zip"
        )
    if depth is not None and about is None:
        raise UsageError("--depth needs --about", None, "name the entity with --about")
    if query is not None and about is not None:
        raise UsageError("--about and --query do not go together", None, "give one of them")
    whole = api.open_graph(**data, notify=notify)
    graph = _chosen(whole, about, 1 if depth is None else depth, query)
    if _is_empty(graph):
        notify(
            "no claim is in what you asked for, so the file holds none: widen the dates or the part"
        )
    if form in _PICTURES:
        graph = _bounded(graph)
    size = _write(module, graph, target, folder)
    if target != "-":
        notify(f"wrote {target} ({size:,} bytes)")
    _report(form, module, graph, loss)


def _one_file(one: str, other: str) -> bool:
    """Whether two targets are one and the same, however they are spelled."""
    if "-" in (one, other):
        return one == other
    return Path(one).resolve() == Path(other).resolve()


def _is_empty(graph: Snapshot) -> bool:
    from kg.store.sparql import select

    return next(iter(select(graph.store, _ANY_CLAIM)), None) is None


def _chosen(graph: Snapshot, about: str | None, depth: int, query: str | None) -> Snapshot:
    """The part that the options ask for."""
    from kg.graph.part import around, found_by, of

    if about is not None:
        return around(graph, about, depth)
    if query is None:
        return graph
    from kg.cli.query import read_query
    from kg.store.guard import refuse_network
    from kg.store.limits import run_limited

    text = read_query(query)
    refuse_network(text)

    def work(out: IO[bytes]) -> None:
        out.write("\n".join(found_by(graph, text, "--query")).encode())

    with run_limited(work, _QUERY_SECONDS) as answer:
        return of(graph, set(answer.read().decode().split("\n")), "--query")


def _bounded(graph: Snapshot) -> Snapshot:
    """The graph, or as much of it as a picture can show; and how to choose better."""
    from kg.graph.part import MOST_NODES, largest

    part, count = largest(graph)
    if part is not graph:
        notify(
            f"{count:,} entities are too many to look at: the {MOST_NODES:,} with the most claims"
            " are drawn; choose with --about and --depth, --query, --source, --as-of or --known-at"
        )
    return part


def _module(form: str) -> ModuleType:
    try:
        return import_module(f"kg.publish.formats.{form}")
    except ModuleNotFoundError as error:
        from kg.api import missing

        raise missing(str(error.name), _EXTRAS.get(form, "all")) from None


def _texts(form: str, texts: str | None) -> Path | None:
    """The folder of the texts. Raises UsageError where it cannot serve."""
    if texts is None:
        return None
    if form != "html":
        raise UsageError(f"{form} shows no sentences", "--texts", "give it with html only")
    if not Path(texts).is_dir():
        raise UsageError("there is no such folder", texts, "give --texts a folder with .txt files")
    return Path(texts)


def _write(module: ModuleType, graph: Snapshot, target: str, texts: Path | None) -> int:
    """Write the file; gives its size in bytes."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            # Some formats go by the ending of the name.
            made = Path(folder) / f"entente{Path(target).suffix}"
            if texts is None:
                module.write(graph, made)
            elif missing := module.write_with_texts(graph, made, texts):
                notify(_without_sentences(missing))
            size = made.stat().st_size
            with made.open("rb") as content:
                deliver(content, target)
    except BrokenPipeError:
        raise  # the reader has had enough: no message, as for every command
    except OSError as error:
        raise os_error(error, target, "write the export") from None
    return size


def _without_sentences(missing: dict[str, str]) -> str:
    """Which sources show no sentences, those of one reason together."""
    reasons: dict[str, list[str]] = {}
    for name, why in missing.items():
        reasons.setdefault(why.replace(f"{name}.txt", "the text"), []).append(name)
    told = (f"{', '.join(names)}: {why}" for why, names in reasons.items())
    return "without sentences: " + "; ".join(told)


def _report(form: str, module: ModuleType, graph: Snapshot, loss: str | None) -> None:
    """Say what was lost, on stderr and in the file that ``--loss`` names."""
    if not hasattr(module, "carries"):
        return
    import io

    from kg.publish.formats._loss import in_words, report

    held = graph.holdings
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
