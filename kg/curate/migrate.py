"""``kg migrate``: write new terms in place of old ones in the files of a layout.

Each file of ``ontology/migrations/`` is a SPARQL query over the ontology that selects ``?old`` and
``?new``. The files are rewritten as text, term by term: comments and strings stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.merged import last
from kg.build.pipeline import parse_texts
from kg.curate.fmt import Formatted
from kg.errors import KgError, UsageError
from kg.iris import ONTOLOGY_GRAPH
from kg.store import sparql
from kg.store.limits import QUERY_LIMITS, value_limited, within_rows
from kg.store.oxigraph import OxigraphStore
from kg.text.inputs import InputFile, query_paths, read_inputs, read_query
from kg.text.turtle.document import iris_of
from kg.text.turtle.edit import with_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.iris import Prefixes
    from kg.store.base import Store
    from kg.store.limits import Limits
    from kg.text.layout import Layout
    from kg.text.turtle.document import Document


def migrated_files(
    layout: Layout, limits: Limits = QUERY_LIMITS
) -> tuple[dict[str, str], list[Formatted]]:
    """The new term (IRI) for each old one, and all own sources of a layout with their new text.

    Raises DataError for files that cannot be parsed, KgError for a migration that cannot be run or
    contradicts another.
    """
    texts = parse_texts(layout, read_inputs(layout))
    terms = read_migrations(
        layout.folders("ontology/migrations"), texts.ontology, layout.prefixes, limits
    )
    files = []
    for document in (d for d in texts.seeds if layout.is_own(d.path)):
        file = InputFile(document.path, document.shown, document.text.encode())
        try:
            text = (
                with_terms(document.text, terms) if _names_any(document, terms) else document.text
            )
        except KgError as error:
            raise KgError(error.what, document.shown, error.remedy) from None
        files.append(Formatted(file, text))
    return terms, files


def _names_any(document: Document, terms: dict[str, str]) -> bool:
    return any(iri in terms for triple in document.triples for iri in iris_of(triple))


def read_migrations(
    folders: Sequence[Path],
    ontology: Iterable[Document],
    prefixes: Prefixes,
    limits: Limits = QUERY_LIMITS,
) -> dict[str, str]:
    """The new term (IRI) for each old one, after all migrations of some folders.

    ``ontology`` is what their queries run over, within ``limits``; ``prefixes`` are those that they
    need not declare. Raises KgError for one that cannot be read, does not select ?old and ?new, goes
    beyond the limits, contradicts another, or leads in a circle.
    """
    paths = query_paths(*folders)
    if not paths:
        return {}
    store = OxigraphStore()
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    store.load(
        ox.Quad(t.subject, t.predicate, t.object, graph) for d in ontology for t in d.triples
    )
    shorten = prefixes.shorten
    steps = value_limited(lambda: _steps(paths, store, prefixes), limits, "the migration")
    final_terms = {old: last(old, steps) for old in steps}
    if circular := sorted(shorten(old) for old, end in final_terms.items() if end is None):
        raise KgError(
            f"replacements lead in a circle: {', '.join(circular)}",
            "ontology/migrations",
            "take one of them away",
        )
    return {old: end for old, end in final_terms.items() if end is not None}


def _steps(paths: Sequence[Path], store: Store, prefixes: Prefixes) -> dict[str, str]:
    """The term that each migration puts in the place of another."""
    shorten = prefixes.shorten
    steps: dict[str, str] = {}
    for path in paths:
        shown = f"ontology/migrations/{path.name}"
        for old, new in _pairs(path, shown, store, prefixes):
            if steps.get(old, new) != new:
                what = f"{shorten(old)} has two replacements: {shorten(steps[old])}, {shorten(new)}"
                raise KgError(what, shown, "keep one of them")
            steps[old] = new
    return steps


def _pairs(path: Path, shown: str, store: Store, prefixes: Prefixes) -> Iterator[tuple[str, str]]:
    try:
        query = read_query(path, shown, "this migration")
        rows = sparql.run(store, query, name=shown, prefixes=prefixes)
    except UsageError as error:
        raise KgError(error.what, error.where, error.remedy) from None
    names = {v.value for v in rows.variables} if isinstance(rows, ox.QuerySolutions) else set()
    if not isinstance(rows, ox.QuerySolutions) or not {"old", "new"} <= names:
        raise KgError("this migration gives no ?old and ?new", shown, "write: SELECT ?old ?new …")
    for row in within_rows(rows, shown):
        old, new = row["old"], row["new"]
        if not isinstance(old, ox.NamedNode) or not isinstance(new, ox.NamedNode):
            raise KgError("a migration replaces a term by a term", shown, "select IRIs")
        yield old.value, new.value
