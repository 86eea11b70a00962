"""What ``import kg`` gives: open the graph, query it, take it as rdflib or networkx."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import CacheError, KgError, os_error
from kg.graph.snapshot import Snapshot, silent
from kg.store import cache, sparql
from kg.text.atomic import write_atomic
from kg.text.inputs import content_key, read_inputs
from kg.text.layout import Layout, find_layout

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    import networkx
    import rdflib

    from kg.store.base import Store


_COUNTS = {
    "claims": "SELECT (COUNT(*) AS ?n) { ?c kg:source ?s }",
    "sources": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?c kg:source ?s }",
    "facts": "SELECT (COUNT(*) AS ?n) { ?f a kg:Fact }",
}


class Graph(Snapshot):
    """The built graph, with all that can be made of it."""

    def dataset(self) -> rdflib.Dataset:
        """The same data as an ``rdflib.Dataset`` whose default graph is the union.

        Needs the extra ``rdf``. Raises KgError when it is not installed. What rdflib asks of it is
        not guarded: a SERVICE clause there does reach the network.
        """
        try:
            import oxrdflib
            import rdflib

            from kg.store.oxigraph import OxigraphStore
        except ImportError:
            raise missing("rdflib and oxrdflib", "rdf") from None
        if not isinstance(self.store, OxigraphStore):
            raise KgError(
                "this graph lies in another store than Oxigraph",
                None,
                "ask it by graph.query, or open the graph without a store of its own",
            )
        engine = oxrdflib.OxigraphStore(store=self.store.engine)
        return rdflib.Dataset(store=engine, default_union=True)

    def network(self) -> networkx.MultiDiGraph:
        """The facts and judgements as a ``networkx.MultiDiGraph`` with labels and claim ids.

        Needs the extra ``network``. Raises KgError when it is not installed.
        """
        try:
            from kg.graph.network import network
        except ImportError:
            raise missing("networkx", "network") from None
        return network(self)

    def html(self, path: str | os.PathLike[str] | None = None) -> Html:
        """The interactive page as one text that needs no network; with ``path`` also as a file.

        A notebook shows it in a frame of its own. Needs the extra ``html``. Raises KgError when
        that is not installed, or when the file cannot be written.
        """
        try:
            from kg.publish.formats.html import render
        except ImportError:
            raise missing("pyvis", "html") from None
        page = Html(render(self))
        if path is not None:
            try:
                write_atomic(Path(path), page.encode())
            except OSError as error:
                raise os_error(error, path, "write the page") from None
        return page

    def _repr_html_(self) -> str:
        """For notebooks: the still picture, where networkx is there, and what the graph holds."""
        counts = ", ".join(
            f"{next(sparql.select(self.store, query))[0].value} {name}"
            for name, query in _COUNTS.items()
        )
        try:
            from kg.publish.formats.svg import render
        except ImportError:
            return f"<p>Entente: {counts}</p>"
        # As an image: the drawing's style and ids stay inside it, whatever else the notebook shows.
        address = "data:image/svg+xml;base64," + base64.b64encode(render(self, still=True)).decode()
        picture = f'<img src="{address}" alt="The network as a picture" style="max-width:100%">'
        return f"{picture}<p>Entente: {counts}; graph.html() can be explored</p>"


class Html(str):
    """A page as text; a notebook shows it in a frame that can do nothing to the notebook."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from html import escape

        return (
            f'<iframe srcdoc="{escape(self, quote=True)}" title="Entente" width="100%" height="640" '
            'sandbox="allow-scripts allow-downloads allow-popups" style="border:0"></iframe>'
        )


def missing(packages: str, extra: str) -> KgError:
    """The error for an optional package that is not installed."""
    return KgError(
        f"this needs {packages}, which is not installed",
        None,
        f'run: pip install "entente-kg[{extra}]"',
    )


def open_graph(
    workspace: str | os.PathLike[str] | None = None,
    as_of: str | None = None,
    known_at: str | None = None,
    sources: tuple[str, ...] = (),
    *,
    view: str | None = None,
    stale: bool = False,
    notify: Callable[[str], None] | None = None,
) -> Graph:
    """Open the graph of the installed core, of a checkout, or of a workspace folder.

    A cache that no longer fits the text is built anew first (``notify`` is told). ``as_of`` and
    ``known_at`` are EDTF dates (valid time, and publication), ``sources`` names of sources,
    ``view`` the rule by which facts are chosen (``latest``; by default that of the build).
    With ``stale`` an old build answers when the text cannot be built. Raises DataError, KgError.
    """
    layout = find_layout(workspace)
    told = notify or silent
    done = ensure_built(layout, stale=stale, notify=told)
    return open_built(layout, done, as_of, known_at, sources, view=view, notify=told)


def open_built(
    layout: Layout,
    done: cache.Build,
    as_of: str | None,
    known_at: str | None,
    sources: tuple[str, ...],
    *,
    view: str | None = None,
    notify: Callable[[str], None],
) -> Graph:
    """``open_graph`` for a build that ``ensure_built`` gave: the text is not looked at again."""
    if as_of is None and known_at is None and not sources and view in (None, done.view):
        engine = _open(cache.open_build, layout, done, notify)
        return Graph(engine, layout, None, done.view, done.key, notify)
    from kg.build.scope import Scope, restrict, undated_sources
    from kg.claims.facts.view import parse_view

    view = str(parse_view(view or done.view))
    scope = Scope(as_of, known_at, tuple(sources), view)
    engine = _open(cache.copy_in_memory, layout, done, notify)
    if known_at is not None and (undated := undated_sources(engine)):
        listed = ", ".join(undated)
        notify(f"without a date of their own, known from the day of their recording: {listed}")
    return Graph(restrict(engine, scope, lambda: engine), layout, scope, view, done.key, notify)


def ensure_built(layout: Layout, *, stale: bool, notify: Callable[[str], None]) -> cache.Build:
    """The build that answers: a fresh one, or with ``stale`` an old one if need be."""
    old = cache.current(layout.cache)
    try:
        if old is not None and old.key == content_key(read_inputs(layout)):
            return old
        from kg.build.pipeline import build

        done, made = build(layout)
    except KgError as error:
        if stale and old is not None:
            notify(f"{error}\n  answering from the older build, as --stale asks")
            return old
        raise
    if made:
        notify(
            "the graph was built from the text"
            if old is None
            else "the text has changed: built anew"
        )
    return done


def _open(
    opener: Callable[[cache.Build], Store],
    layout: Layout,
    done: cache.Build,
    notify: Callable[[str], None],
) -> Store:
    try:
        return opener(done)
    except CacheError as error:
        # A reader may lose a race against a newer build, or the cache is corrupt: both heal.
        newer = cache.current(layout.cache)
        if newer is None or newer == done:
            notify(f"{error.what}: built anew")
            from kg.build.pipeline import build

            newer, _ = build(layout, force=True)
        return opener(newer)
