"""``kg build``: the text of a workspace becomes the graph that the commands ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli._output import notify, workspace_option
from kg.errors import UsageError, missing

if TYPE_CHECKING:
    from kg.store.cache import Build
    from kg.text.layout import Layout


@click.command("build")
@workspace_option
@click.option("--force", is_flag=True, help="Build anew even if nothing has changed.")
@click.option(
    "--view",
    metavar="NAME",
    help="How facts are chosen from now on: hull (at first), latest, most-independent, "
    "only-source:ID.",
)
@click.option(
    "--spark",
    metavar="MASTER",
    help="Build on a cluster of Apache Spark, such as spark://host:7077, into --out.",
)
@click.option(
    "--out", metavar="DIR", help="With --spark: the folder of N-Quads and their manifest."
)
@click.option(
    "--sources",
    metavar="PATH",
    multiple=True,
    help="With --spark: where the sources lie, instead of seeds/: a folder, a .zip or .tar.gz, a "
    ".parquet or .jsonl with name and text. May be repeated.",
)
@click.option(
    "--partitions",
    type=click.IntRange(min=1),
    help="With --spark: in how many pieces facts are derived (by default twice as many as cores).",
)
def command(
    workspace: str | None,
    force: bool,
    view: str | None,
    spark: str | None,
    out: str | None,
    sources: tuple[str, ...],
    partitions: int | None,
) -> None:
    """Build the graph from the text. Old or new: an error leaves the old build as it was.

    A view is the rule by which facts follow from claims that differ. It is kept until another is
    named; the view of a single command is given there.

    \b
    Examples:
      kg build
      kg build --view latest
      kg build --spark spark://host:7077 --out graph
    """
    from kg.build.pipeline import build
    from kg.store import cache
    from kg.text.layout import find_layout

    layout = find_layout(workspace)
    if spark is not None:
        _on_cluster(layout, spark, out, view, sources, partitions)
        return
    for option, given in (("--out", out), ("--sources", sources), ("--partitions", partitions)):
        if given:
            raise UsageError("this goes with a cluster", option, "name one: --spark MASTER")
    _, problem = cache.look(layout.cache)
    built, is_new = build(layout, force=force, view=view)
    if problem and is_new:
        notify(f"the built store is damaged ({problem}): built anew")
    counts = ", ".join(f"{count} {name}" for name, count in built.counts.items())
    _tell_of_gaps(layout, built)
    click.echo(f"{'built' if is_new else 'nothing has changed'}: {counts}; view {built.view}")


def _on_cluster(
    layout: Layout,
    master: str,
    out: str | None,
    view: str | None,
    sources: tuple[str, ...],
    partitions: int | None,
) -> None:
    from pathlib import Path

    from kg.claims.facts.view import parse_view

    if not out:
        raise UsageError("a cluster builds into a folder", "--spark", "name one: --out DIR")
    try:
        from kg.build.spark import build_on

        counts = build_on(
            master,
            layout,
            Path(out),
            view=parse_view(view) if view else None,
            sources=[Path(place) for place in sources],
            partitions=partitions,
        )
    except ModuleNotFoundError as error:
        raise missing(str(error.name), "spark") from None
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(f"built into {out}: {told}")


def _tell_of_gaps(layout: Layout, built: Build) -> None:
    """Say what is not in the graph because of where it lies, and what is in it from nobody."""
    from kg.iris import SRC
    from kg.text.display import visible
    from kg.text.unread import unread_findings

    for source in built.undescribed:
        name = source.removeprefix(SRC)
        notify(
            f"nothing says what the source {name} is, so nobody says what stands in it: kg check"
        )
    unread = [visible(finding.file) for finding in unread_findings(layout)]
    if unread:
        others = f" and {len(unread) - 3} more" if len(unread) > 3 else ""
        files = "1 file is" if len(unread) == 1 else f"{len(unread)} files are"
        notify(f"{files} not read: {', '.join(unread[:3])}{others}; kg check says what to do")
