"""``kg store``: put a graph into a SPARQL server, and from one into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli._output import notify, workspace_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store.base import Store
    from kg.text.store_settings import Addresses

    Option = Callable[[Callable[..., None]], Callable[..., None]]

_UPDATE = click.option("--update", metavar="URL", help="Where it takes updates.")
_GRAPH = click.option(
    "--graph", metavar="URL", help="Where it takes whole graphs (Graph Store HTTP Protocol)."
)


@click.group("store")
def command() -> None:
    """Keep the graph in a SPARQL 1.1 server, from which others read with --store URL.

    Credentials come from KG_STORE_USER and KG_STORE_PASSWORD, from KG_STORE_TOKEN, or from the file that
    KG_STORE_CREDENTIALS names (user:password, or a token).

    \b
    Examples:
      kg store load --help
      kg store copy --help
    """


@command.command("load")
@click.argument("url")
@_UPDATE
@_GRAPH
@workspace_option
def load_command(url: str, update: str | None, graph: str | None, workspace: str | None) -> None:
    """Load the graph of the text into the server that takes queries at URL (kg.toml: [store] there).

    Only graphs that are other than what is loaded are written, each is read back and compared by
    count and hash, and all change places at once. After a break run it again: it goes on from there.
    """
    from kg.api import ensure_built
    from kg.cli._data import store_addresses
    from kg.store.cache import open_build
    from kg.text.layout import find_layout

    layout = find_layout(workspace)
    addresses = _with(store_addresses(layout, url), update, graph)
    built = ensure_built(layout, stale=False, notify=notify)
    _load(open_build(built), addresses)


@command.command("copy")
@click.argument("source")
@click.argument("target")
@_UPDATE
@_GRAPH
def copy_command(source: str, target: str, update: str | None, graph: str | None) -> None:
    """Load into the server at TARGET what the server at SOURCE holds, as load does.

    --update and --graph are of TARGET.
    """
    from kg.store.remote import RemoteStore
    from kg.text.store_settings import addresses_of

    _load(RemoteStore(addresses_of(source)), _with(addresses_of(target), update, graph))


def _with(addresses: Addresses, update: str | None, graph: str | None) -> Addresses:
    return addresses._replace(update=update or addresses.update, graph=graph or addresses.graph)


def _load(source: Store, addresses: Addresses) -> None:
    from kg.store.remote import RemoteStore
    from kg.store.remote_load import load

    done = load(source, RemoteStore(addresses), lambda _: None)
    click.echo(
        f"{done.quads} quads: {done.written} graphs written, {done.resumed} found written, "
        f"{done.same} as they were, {done.gone} taken away"
    )
