"""``kg export``: the graph as a file, and what the format could not carry.

Each format says itself what it is, what it needs and which options it has (kg/publish/formats):
none is known by name here.
"""

from __future__ import annotations

import inspect
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kg.cli._output import data_options, deliver, notify
from kg.errors import UsageError, os_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.errors import KgError
    from kg.graph.snapshot import Snapshot
    from kg.plugins import Option, OptionValue
    from kg.publish.formats._registry import Format

_QUERY_SECONDS = 30.0
_ANY_CLAIM = "SELECT ?c { ?kind rdfs:subClassOf* kg:Claim . ?c a ?kind } LIMIT 1"
# In the help text: where the formats are listed.
_LIST = "FORMATS"
# In the context: the format whose options are read, and all formats where they are listed.
_TRIED, _ALL = "kg.cli.export.tried", "kg.cli.export.all"
# Before the names of a format's own options, which may be called as those of every export are.
_OWN = "own_"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The format that was asked for, and the values that were given for its own options."""

    form: Format
    options: dict[str, object]


class ExportCommand(click.Command):
    """A command whose argument is a format, and which has the options of that format as well.

    Which word is the format shows when the arguments are read with the options of the format that a
    word names. Formats of other packages are looked up only where no word names one of ``kg``.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first_failure: tuple[Format, click.UsageError] | None = None
        for form in _named(args):
            ctx.meta[_TRIED] = form
            trial = click.Context(
                self, ctx.parent, ctx.info_name, resilient_parsing=ctx.resilient_parsing
            )
            try:
                super().parse_args(trial, list(args))
            except click.UsageError as error:
                first_failure = first_failure or (form, error)
                continue
            if trial.params.pop("form", None) == form.name:
                ctx.obj = Chosen(form, _given(trial, form))
                ctx.params = {n: v for n, v in trial.params.items() if not n.startswith(_OWN)}
                ctx.args = trial.args
                return ctx.args
        if first_failure is not None:
            raise _of_another_format(*first_failure)
        ctx.meta.pop(_TRIED, None)
        # Shows the help, or says what is wrong with the format.
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The format, the options of every export, and those of the format that is tried, else of all."""
        params = super().get_params(ctx)
        form: Format | None = ctx.meta.get(_TRIED)
        names = None if form is not None else [each.name for each in _survey(ctx)[0]]
        argument = click.Argument(
            ["form"], metavar="FORMAT", type=click.Choice(names) if names else str
        )
        taken = {flag for param in params for flag in param.opts}
        if form is not None:
            _refuse_taken(form, taken)
        own = [
            _click_option(option, forms)
            for option, forms in _options(_survey(ctx)[0] if form is None else [form]).items()
            if option.flag not in taken
        ]
        behind = [param.name for param in params].index("query") + 1
        return [argument, *params[:behind], *own, *params[behind:]]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        ctx.meta.pop(_TRIED, None)  # all options, also where one format was named
        super().format_help(ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        text = inspect.cleandoc(self.help or "").replace(_LIST, _listed(*_survey(ctx)))
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text)


def _named(args: Sequence[str]) -> Iterator[Format]:
    """The formats that words of the call name; those of other packages last."""
    from kg.plugins import FORMATS, plugins
    from kg.publish.formats._registry import built_in, load

    words = [word for word in dict.fromkeys(args) if not word.startswith("-")]
    own = set(built_in())
    for word in words:
        if word in own and (form := load(word)) is not None:
            yield form
    if own.issuperset(words):
        return
    added = {plugin.name for plugin in plugins(FORMATS)} - own
    for word in words:
        if word in added and (form := load(word)) is not None:
            yield form


def _given(trial: click.Context, form: Format) -> dict[str, object]:
    """The options of a format that stand in the call, by name."""
    return {
        option.name: trial.params[_OWN + option.name]
        for option in form.options
        if trial.get_parameter_source(_OWN + option.name) is ParameterSource.COMMANDLINE
    }


def _of_another_format(form: Format, error: click.UsageError) -> click.UsageError | UsageError:
    """The error as it is; for an option that other formats have, with their names."""
    if not isinstance(error, click.NoSuchOption):
        return error
    from kg.publish.formats._registry import formats

    others = [each.name for each in formats() if error.option_name in _flags(each)]
    if not others:
        return error
    remedy = f"give it with {' or '.join(others)} only"
    return UsageError(f"{form.name} has no such option", error.option_name, remedy)


def _flags(form: Format) -> list[str]:
    return [option.flag for option in form.options]


def _survey(ctx: click.Context) -> tuple[list[Format], list[KgError]]:
    """All formats, and why plug-ins cannot be used: found once in a call."""
    if _ALL not in ctx.meta:
        from kg.publish.formats._registry import survey

        ctx.meta[_ALL] = survey()
    surveyed: tuple[list[Format], list[KgError]] = ctx.meta[_ALL]
    return surveyed


def _options(forms: Sequence[Format]) -> dict[Option, list[Format]]:
    """The options of some formats, and which formats have each."""
    options: dict[Option, list[Format]] = {}
    for form in forms:
        for option in form.options:
            options.setdefault(option, []).append(form)
    return options


def _refuse_taken(form: Format, taken: set[str]) -> None:
    """Raises KgError for a plug-in with an option that every export has."""
    for option in form.options:
        if option.flag in taken and form.plugin is not None:
            raise form.plugin.error(f"cannot be used: every export has an option {option.flag}")


def _click_option(option: Option, forms: Sequence[Format]) -> click.Option:
    """An option of some formats as click reads it."""
    metavars = {"text": "TEXT", "number": "N", "folder": "DIR"}
    return click.Option(
        [option.flag, _OWN + option.name],
        is_flag=option.kind == "flag",
        type=int if option.kind == "number" else None,
        metavar=metavars.get(option.kind),
        help=f"{', '.join(form.name for form in forms)} only: {option.help}",
    )


def _listed(forms: Sequence[Format], refused: Sequence[KgError]) -> str:
    """The formats by their groups, a line each, and the plug-ins that cannot be used."""
    by_group = max(len(form.group) for form in forms) + 3
    by_name = max(len(form.name) for form in forms) + 3
    lines, group = [], ""
    for form in forms:
        heading = "" if form.group == group else form.group
        group = form.group
        source = f" (from {form.package})" if form.plugin else ""
        lines.append(f"{heading:{by_group}}{form.name:{by_name}}{form.summary}{source}")
    lines += [f"not used: {error.what}" for error in refused]
    return "\n".join(lines)


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
    chosen: Chosen,
    /,
    output: str | None,
    loss: str | None,
    about: str | None,
    depth: int | None,
    query: str | None,
    **data: Any,
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
    from kg import api

    form = chosen.form
    target = output or f"entente{form.suffix}"
    _check_targets(form, target, loss)
    options = form.read(chosen.options)
    if depth is not None and about is None:
        raise UsageError("--depth needs --about", None, "name the entity with --about")
    if query is not None and about is not None:
        raise UsageError("--about and --query do not go together", None, "give one of them")
    whole = api.open_graph(**data, notify=notify)
    graph = _chosen_part(whole, about, 1 if depth is None else depth, query)
    if _is_empty(graph):
        notify(
            "no claim is in what you asked for, so the file holds none: widen the dates or the part"
        )
    if form.picture:
        graph = _bounded(graph)
    size = _write(form, graph, target, options)
    if target != "-":
        notify(f"wrote {target} ({size:,} bytes)")
    _report(form, graph, loss)


def _check_targets(form: Format, target: str, loss: str | None) -> None:
    """Raises UsageError where the file or its loss report cannot go to where they shall."""
    for path in (target, *([loss] if loss else [])):
        _check(path)
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
    return Path(first).resolve() == Path(second).resolve()


def _is_empty(graph: Snapshot) -> bool:
    from kg.store.sparql import select

    return next(iter(select(graph.store, _ANY_CLAIM)), None) is None


def _chosen_part(graph: Snapshot, about: str | None, depth: int, query: str | None) -> Snapshot:
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


def _write(form: Format, graph: Snapshot, target: str, options: dict[str, OptionValue]) -> int:
    """Write the file; gives its size in bytes."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            # Some formats go by the ending of the name.
            made = Path(folder) / f"entente{Path(target).suffix}"
            form.write(graph, made, **options)
            size = made.stat().st_size
            with made.open("rb") as content:
                deliver(content, target)
    except BrokenPipeError:
        raise  # the reader has had enough: no message, as for every command
    except OSError as error:
        raise os_error(error, target, "write the export") from None
    return size


def _report(form: Format, graph: Snapshot, loss: str | None) -> None:
    """Say what was lost, on stderr and in the file that ``--loss`` names."""
    if not form.reports_loss:
        return
    import io

    from kg.graph.entities import Holdings
    from kg.publish.formats._loss import in_words, report

    holdings = Holdings(graph)
    losses = report(form.name, holdings, form.carries(holdings))
    notify(in_words(form.name, losses))
    if loss:
        text = json.dumps(losses, ensure_ascii=False, indent=1) + "\n"
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
