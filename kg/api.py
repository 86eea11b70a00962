"""The face of ``kg``: a graph with all that can be asked and made of it, opening, checking, verifying.

Each command of ``kg`` is one of these calls and a print.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.claims.scope import Scope
from kg.errors import KgError, UsageError, missing, os_error
from kg.graph.opening import ensure_built, narrow, open_store, with_full_view
from kg.graph.snapshot import Snapshot, silent
from kg.store import cache, sparql
from kg.text.atomic import write_atomic
from kg.text.layout import Layout, find_layout

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import networkx
    import rdflib

    from kg.claims.claim import Claim
    from kg.curate.checks.run import Report
    from kg.curate.checks.verification import Verification
    from kg.graph.answers import Answer
    from kg.graph.asked_claims import GraphClaims
    from kg.graph.contradictions import Result
    from kg.graph.entities import Entity
    from kg.graph.estimates import Group
    from kg.graph.impact import Impact
    from kg.graph.search import Hit
    from kg.graph.why import Reasons
    from kg.publish.page.notebook import Html
    from kg.store.base import Store

__all__ = ["Graph", "check", "ensure_built", "open_built", "open_graph", "verify"]


class Graph(Snapshot):
    """A built graph, with all that can be asked and made of it.

    Names of entities are labels, aliases or ids ("Storm Corps", unit-kpa-11th-corps); what is only
    nearly right is read as the one thing that it is like, and ``notify`` is told so. UsageError is
    raised for a name that stands for nothing, or for several things.
    """

    #: The whole graph where its owner gave a store of their own; None where it is of the text's build.
    _own_store: Store | None = None

    @cached_property
    def claims(self) -> GraphClaims:
        """The claims: by IRI (``graph.claims[iri]``), or ``graph.claims(about="Storm Corps")``."""
        from kg.graph.asked_claims import GraphClaims

        return GraphClaims(self)

    def claim(self, name: str) -> Claim:
        """The claim of an id: ``stem/c020``, its IRI, or ``c020`` where only one source has it.

        Raises UsageError when there is none, or several.
        """
        return self.claims.named(name)

    def entity(self, name: str) -> Entity:
        """An entity by name: its kind, names in all languages, identifiers. Raises UsageError."""
        from kg.graph.entities import read_entity
        from kg.graph.names import resolve

        entity = read_entity(self.store, resolve(self, name), self.labels)
        if entity is None:
            raise UsageError(f"no source describes “{name}”", None, "see: kg find")
        return entity

    def find(self, words: str, limit: int = 20) -> list[Hit]:
        """Entities and claims by name, alias and wording, best first; typos are forgiven.

        Raises UsageError where there is no word to look for.
        """
        from kg.graph.names import found

        return found(self, words, limit)

    def ask(
        self,
        question: str,
        parameters: Mapping[str, str] | None = None,
        *,
        timeout: float | None = None,
        memory: int | None = None,
        rows: int | None = None,
    ) -> Answer:
        """The rows of a named question (``kg ask --list``); parameters are given as text.

        ``timeout``, ``memory`` and ``rows`` are limits as ``query`` has them. Raises UsageError for an
        unknown question or parameter, KgError where it cannot be answered.
        """
        from kg.graph.answers import Answer
        from kg.graph.names import resolve
        from kg.graph.questions import bind, find_question

        asked = find_question(question, *self.layout.folders("ontology/queries"))
        values = bind(asked, parameters or {}, lambda name: resolve(self, name))
        name = f"{asked.name}.rq"
        result = self.evaluated(
            asked.sparql, values, name, timeout=timeout, memory=memory, rows=rows
        )
        return Answer(sparql.rows_of(result, name), self.prefixes)

    def estimates(self, name: str, measure: str | None = None) -> list[Group]:
        """The figures about an entity and its events, and the shares of it, in comparable groups.

        Each group has one measure, unit, scope, basis and whole; ``ranges`` are its figures in the
        order of their days, ``clashes`` what contradicts. ``measure`` (its name) takes one alone.
        """
        from kg.graph.estimates import read_groups
        from kg.graph.names import resolve, vocabulary_term
        from kg.graph.near import with_shares

        figures = with_shares(self, resolve(self, name))
        if measure is not None:
            term = vocabulary_term(self, measure)
            figures = [claim for claim in figures if claim.get("measure") == term]
        return read_groups(self, figures)

    def contradictions(
        self,
        name: str | None = None,
        *,
        every: bool = False,
        kinds: Sequence[str] = (),
        sources: Sequence[str] = (),
    ) -> Result:
        """The verdicts on figures and statements, the gravest first: which contradict, and why.

        ``name`` limits to an entity and the events that it takes part in, ``kinds`` to verdicts,
        ``sources`` (ids) to pairs of which one side at least is of one of them. With ``every`` each
        pair about one thing is weighed, also those that agree or do not compare. ``sets`` of the
        result are those of three figures or more that cannot all be true.
        """
        from kg.graph.contradictions import weigh
        from kg.graph.impossible import with_sets
        from kg.graph.names import resolve
        from kg.graph.near import near

        about = None if name is None else near(self, resolve(self, name))
        result = weigh(self, about, kinds, every=every, sources=sources)
        return with_sets(self, result, about, kinds, sources, every=every)

    def why(self, subject: str, relation: str, value: str | None = None) -> list[Reasons]:
        """What a fact rests on, and what was passed over for it and why.

        ``relation`` names a relation (without ``value``: an answer for each value that is claimed)
        or a measure of the subject. Claims outside of the graph's dates and sources are named too.
        """
        from kg.graph.why import Asker

        asker = Asker(self, self._whole())
        if value is not None:
            return [asker.edge(subject, relation, value)]
        return asker.two(subject, relation)

    def impact(self, without: Iterable[str]) -> Impact:
        """What would change or fall if some sources (ids) were withdrawn. Raises UsageError."""
        from kg.graph.impact import impact

        return impact(self, self._whole(), tuple(without))

    def _whole(self) -> Graph:
        """The same text, or the same store, without dates, sources or rule of its own."""
        if self.scope.is_whole:
            return self
        return self._reopened(self.scope.widened(), silent)

    def at(
        self,
        as_of: str | None = None,
        known_at: str | None = None,
        sources: Sequence[str] = (),
        view: str | None = None,
        *,
        stated_only: bool = False,
    ) -> Graph:
        """The same text, or store, at other dates (EDTF), of other sources, by another rule.

        With ``stated_only`` without what the texts only presuppose or imply. With none of these it
        is whole.

        Raises what ``kg.open`` raises.
        """
        scope = self.scope.widened()._replace(
            as_of=as_of,
            known_at=known_at,
            sources=tuple(sources),
            view=view or self.view,
            stated_only=stated_only,
        )
        return self._reopened(scope, self.notify)

    def _reopened(self, scope: Scope, notify: Callable[[str], None]) -> Graph:
        """Another scope of the same text, also where it cannot be built, or of the same store."""
        return _open(self.layout, scope, notify, stale=True, store=self._own_store)

    def export(
        self, form: str, path: str | os.PathLike[str], options: Mapping[str, object] | None = None
    ) -> None:
        """Write the graph in a format (``kg.formats()``), all of it or nothing.

        ``options`` are those that the format declares (html: ``texts``, a folder). Raises UsageError
        for an unknown format or option, KgError where a package is missing or the file cannot be
        written.
        """
        from kg.publish.formats._registry import named

        chosen = named(form)
        try:
            chosen.write(self, Path(path), **(options or {}))
        except OSError as error:
            raise os_error(error, path, "write the export") from None

    def dataset(self, *, network: bool = False) -> rdflib.Dataset:
        """The same data as an ``rdflib.Dataset`` whose default graph is the union.

        Its queries and updates reach no network (SERVICE, LOAD), unless ``network`` is true. Needs
        the extra ``rdf``. Raises KgError when it is not installed.
        """
        try:
            import oxrdflib  # noqa: F401  # to know whether it is there
            import rdflib  # noqa: F401

            from kg.store.dataset import dataset_of
            from kg.store.oxigraph import OxigraphStore
        except ImportError:
            raise missing("rdflib and oxrdflib", "rdf") from None
        if not isinstance(self.store, OxigraphStore):
            raise KgError(
                "this graph lies in another store than Oxigraph",
                None,
                "ask it by graph.query, or open the graph without a store of its own",
            )
        return dataset_of(self.store, network=network)

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
            from kg.publish.page.notebook import Html

            page = Html(render(self))
        except ImportError:
            raise missing("pyvis", "html") from None
        if path is not None:
            try:
                write_atomic(Path(path), page.encode())
            except OSError as error:
                raise os_error(error, path, "write the page") from None
        return page

    def _repr_html_(self) -> str:
        """For notebooks: the still picture, where networkx is there, and what the graph holds."""
        from kg.publish.page.notebook import summary

        return summary(self)


def open_graph(
    workspace: str | os.PathLike[str] | None = None,
    as_of: str | None = None,
    known_at: str | None = None,
    sources: tuple[str, ...] = (),
    *,
    view: str | None = None,
    stated_only: bool = False,
    stale: bool = False,
    notify: Callable[[str], None] | None = None,
    store: Store | None = None,
) -> Graph:
    """Open the graph of the installed core, of a checkout, or of a workspace folder.

    A cache that no longer fits the text is built anew first (``notify`` is told). ``as_of`` and
    ``known_at`` are EDTF dates (valid time, and publication), ``sources`` names of sources,
    ``view`` the rule by which facts are chosen (``latest``; by default that of the build);
    ``stated_only`` leaves out what the texts only presuppose or imply. With ``stale`` an old build answers when the text cannot be built. ``store`` is one of yours that
    holds a built graph (``kg.store.base``): the text is not built then. Raises UsageError for a
    folder, date, source or view that is none, DataError for text that cannot be built, KgError.
    """
    scope = Scope(as_of, known_at, tuple(sources), view, stated_only=stated_only)
    return _open(find_layout(workspace), scope, notify or silent, stale=stale, store=store)


def _open(
    layout: Layout,
    scope: Scope,
    notify: Callable[[str], None],
    *,
    stale: bool,
    store: Store | None,
) -> Graph:
    """``open_graph`` for a layout and a scope."""
    if store is not None:
        return open_within(store, layout, scope, notify)
    return open_built(layout, ensure_built(layout, stale=stale, notify=notify), scope, notify)


def open_built(
    layout: Layout, done: cache.Build, scope: Scope, notify: Callable[[str], None]
) -> Graph:
    """``open_graph`` for a build that ``ensure_built`` gave: the text is not looked at again."""
    scope = with_full_view(scope, done.view)
    if scope.is_whole:
        engine, index = open_store(cache.open_with_index, layout, done, notify)
        return Graph(engine, layout, scope, done.view, done.key, notify, index)
    whole = open_store(cache.copy_in_memory, layout, done, notify)
    engine = narrow(whole, scope, notify, lambda: whole)
    return Graph(engine, layout, scope, scope.view or done.view, done.key, notify)


def open_within(store: Store, layout: Layout, scope: Scope, notify: Callable[[str], None]) -> Graph:
    """A graph over a store that its owner has filled; what is narrowed is copied first."""
    from kg.build.facts import stored_view
    from kg.claims.facts.view import View

    built_view = str(stored_view(store) or View())
    scope = with_full_view(scope, built_view)
    engine = store if scope.is_whole else narrow(store, scope, notify)
    graph = Graph(engine, layout, scope, scope.view or built_view, "", notify)
    graph._own_store = store
    return graph


def check(
    workspace: str | os.PathLike[str] | None = None,
    texts: str | os.PathLike[str] | None = None,
) -> Report:
    """Run all checks over the text of a folder (as ``kg check``); gives the findings.

    ``texts`` is a folder with your copies of the sources' texts, with which evidence is compared.
    Needs the extra ``check``. Raises DataError for a file that is not Turtle, UsageError for a
    folder that is none, KgError for what cannot be read or is not installed.
    """
    from kg.curate.checks.checking import checked

    layout = find_layout(workspace)
    return checked(layout, _folder_of_texts(layout, texts))


def verify(
    workspace: str | os.PathLike[str] | None = None,
    texts: str | os.PathLike[str] | None = None,
    claims: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> list[Verification]:
    """Find every number, date and wording again in the texts (as ``kg verify``), source by source.

    ``texts`` is a folder with a file ``NAME-OF-THE-SOURCE.txt`` for each source (default: the
    workspace's own ``texts/``); ``claims`` and ``sources`` (ids) limit what is compared. Raises
    UsageError where there is no such folder, claim or source, and KgError for an unreadable text.
    """
    from kg.curate.checks.verification import verify_layout

    layout = find_layout(workspace)
    folder = _folder_of_texts(layout, texts)
    if folder is None:
        raise UsageError(
            "there is nothing to compare the claims with",
            None,
            "give --texts DIR, a folder with the text of each source as NAME-OF-THE-SOURCE.txt",
        )
    return verify_layout(layout, folder, claims, sources)


def _folder_of_texts(layout: Layout, texts: str | os.PathLike[str] | None) -> Path | None:
    """The folder that is named, else the workspace's own; None where it has none."""
    folder = layout.texts if texts is None else Path(texts)
    if folder is not None and not folder.is_dir():
        raise UsageError(
            "there is no such folder", str(folder), "give --texts a folder with .txt files"
        )
    return folder
