"""``kg serve``: the graph over HTTP."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._data import store_addresses
from kg.cli._desk import DeskOptions, desk_options, desk_settings
from kg.cli._output import notify, stale_option, workspace_option
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.text.layout import Layout


@click.command("serve")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on (0.0.0.0: all).",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8765,
    show_default=True,
    help="The port (0: any that is free).",
)
@click.option(
    "--scratch",
    is_flag=False,
    flag_value="empty",
    type=click.Choice(["copy", "empty"]),
    help="Let all who ask write to a store beside, which is gone in the end: empty, or a copy.",
)
@click.option(
    "--time-limit",
    "seconds",
    type=click.FloatRange(0.1, 3_600),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="End a query after this time.",
)
@click.option(
    "--rows",
    type=click.IntRange(min=0),
    default=1_000_000,
    show_default=True,
    metavar="N",
    help="Refuse an answer of more rows (0: no limit).",
)
@click.option(
    "--bytes",
    "size",
    type=click.IntRange(min=0),
    default=512 << 20,
    show_default=True,
    metavar="N",
    help="Refuse an answer of more bytes (0: no limit).",
)
@click.option(
    "--memory",
    "megabytes",
    type=click.IntRange(min=0),
    default=1_024,
    show_default=True,
    metavar="MEGABYTES",
    help="End a query that needs more (0: no limit).",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="Queries evaluated at a time (default: the processors, at least 2).",
)
@click.option(
    "--allow",
    "allowed",
    multiple=True,
    metavar="URL",
    help="An address that SERVICE (and LOAD, with --scratch) may reach, or how it begins: https://x.org/*.",
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="A proxy before it, whose X-Forwarded-For and -Proto are believed: an address or a network.",
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Pages of which origin may read (https://x.org; *: any, which is so where neither --write nor --texts is given).",
)
@desk_options
@click.option("--log-queries", is_flag=True, help="Write queries into the log too.")
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Show all who ask the texts of sources in this folder (NAME-OF-THE-SOURCE.txt), their claims marked.",
)
@click.option(
    "--store",
    metavar="URL",
    help="Serve what a SPARQL server holds: the address of its queries; kg.toml: that of [store] there.",
)
@workspace_option
@stale_option
def command(  # each is an option
    desk: DeskOptions,
    host: str,
    port: int,
    scratch: str | None,
    seconds: float,
    rows: int,
    size: int,
    megabytes: int,
    workers: int | None,
    allowed: tuple[str, ...],
    proxies: tuple[str, ...],
    origins: tuple[str, ...],
    log_queries: bool,
    texts: Path | None,
    store: str | None,
    workspace: str | None,
    stale: bool,
) -> None:
    """Serve the graph: pages, a SPARQL endpoint, graphs, and each thing at the path of its IRI.

    Queries run in processes of their own, read only, within limits. A newer build (kg build) takes
    the place of the old one while it runs. As of a day, known at a day, by a view: the parameters
    as-of, known-at, view, source, stated-only of each address.

    \b
    Examples:
      kg serve --port 8080 --time-limit 5
      kg serve --scratch
      kg serve --write
    """
    from kg.publish.serve.server import serve
    from kg.publish.serve.settings import Settings
    from kg.text.layout import find_layout

    _refuse_two_places(scratch, store, desk)
    layout = find_layout(workspace)
    remote = None if store is None else store_addresses(layout, store)
    if remote is None and scratch != "empty":
        _build_apart(layout, stale=stale)
    _tell_of_others(host)
    settings = Settings(
        layout=layout,
        remote=remote,
        scratch=scratch,
        host=host,
        port=port,
        seconds=seconds,
        rows=rows,
        bytes=size,
        megabytes=megabytes,
        workers=workers or max(2, os.cpu_count() or 1),
        allowed=allowed,
        log_queries=log_queries,
        proxies=tuple(map(_network, proxies)),
        origins=tuple(map(_origin, origins)) or _origins_at_rest(desk, texts),
        desk=desk_settings(desk, layout, proxies),
        texts=_folder(texts),
    )
    serve(settings, notify)


def _tell_of_others(host: str) -> None:
    """Say it where others can connect."""
    from kg.publish.serve.settings import LOOPBACK

    if host not in LOOPBACK:
        notify(f"{host} can be reached from other machines, by all who can connect")


def _build_apart(layout: Layout, *, stale: bool) -> None:
    """Build where that is needed, in a process of its own.

    The engine starts threads for a store on disk; what is forked from a process that has them would wait
    for threads that it has not.
    """
    from kg.graph.opening import ensure_built
    from kg.store.limits import Limits, value_limited

    def work() -> None:
        ensure_built(layout, stale=stale, notify=notify)

    value_limited(work, Limits(0, 0, 0), "the build")


def _refuse_two_places(scratch: str | None, store: str | None, desk: DeskOptions) -> None:
    """Raises UsageError where two places are given to be written, or one that is not."""
    if desk.write and (scratch is not None or store is not None):
        raise UsageError(
            "the desk writes the text of a workspace, and not a store",
            "--write",
            "leave --scratch and --store away",
        )
    if store is not None and scratch is not None:
        raise UsageError(
            "a store at an address is not written", "--scratch", "leave one of the two away"
        )


def _folder(path: Path | None) -> Path | None:
    """A folder, wherever the server is run from. Raises UsageError."""
    if path is not None and not path.is_dir():
        raise UsageError(
            "there is no such folder", str(path), "give --texts a folder with .txt files"
        )
    return path and path.absolute()


def _origins_at_rest(desk: DeskOptions, texts: Path | None) -> tuple[str, ...]:
    """Which pages may read where none are named: any, but for what is not published."""
    return () if desk.write or texts is not None else ("*",)


def _origin(text: str) -> str:
    """An origin as a browser sends it. Raises UsageError."""
    from urllib.parse import urlsplit

    parts = urlsplit(text)
    if text != "*" and (
        parts.scheme not in ("http", "https") or text != f"{parts.scheme}://{parts.netloc}"
    ):
        raise UsageError(
            f"“{text}” is no origin", "--origin", "give https://example.org, without a path; or *"
        )
    return text


def _network(text: str) -> str:
    """An address or a network, as it was given. Raises UsageError."""
    from ipaddress import ip_network

    try:
        ip_network(text)
    except ValueError:
        raise UsageError(
            f"“{text}” is no address", "--proxy", "give 127.0.0.1, or a network: 10.88.0.0/16"
        ) from None
    return text
