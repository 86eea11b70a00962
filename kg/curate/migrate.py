"""Migrations: which term is written instead of which, and the files in which that changes anything.

Each file of ``ontology/migrations/`` is a SPARQL query over the ontology that selects ``?old`` and
``?new``. The files are rewritten as text, term by term: comments and strings stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.merged import last
from kg.build.pipeline import parse_texts
from kg.curate.fmt import Formatted
from kg.errors import KgError, UsageError, os_error
from kg.iris import ONTOLOGY_GRAPH, shorten
from kg.store import sparql
from kg.store.oxigraph import OxigraphStore
from kg.text.inputs import InputFile, read_inputs
from kg.text.turtle.document import iris_of
from kg.text.turtle.edit import with_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.store.base import Store
    from kg.text.layout import Layout
    from kg.text.turtle.document import Document


def migrated(layout: Layout) -> tuple[dict[str, str], list[Formatted]]:
    """The terms to replace, and the sources of a layout with their new text where it differs.

    Raises DataError for broken files, KgError for a migration that is no good.
    """
    texts = parse_texts(layout, read_inputs(layout))
    terms = read_migrations(layout.folders("ontology/migrations"), texts.ontology)
    done = []
    for document in (d for d in texts.seeds if layout.is_own(d.path)):
        file = InputFile(document.path, document.shown, document.text.encode())
        try:
            text = with_terms(document.text, terms) if _uses(document, terms) else document.text
        except KgError as error:
            raise KgError(error.what, document.shown, error.remedy) from None
        done.append(Formatted(file, text))
    return terms, done


def _uses(document: Document, terms: dict[str, str]) -> bool:
    return any(iri in terms for triple in document.triples for iri in iris_of(triple))


def read_migrations(folders: Sequence[Path], ontology: Iterable[Document]) -> dict[str, str]:
    """What is written instead of each old term, by all the migrations one after another.

    Raises KgError for one that cannot be read, is no such query, or that another contradicts.
    """
    store = OxigraphStore()
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    store.load(
        ox.Quad(t.subject, t.predicate, t.object, graph) for d in ontology for t in d.triples
    )
    steps: dict[str, str] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.rq"))):
        shown = f"ontology/migrations/{path.name}"
        for old, new in _pairs(path, shown, store):
            if steps.get(old, new) != new:
                what = f"{shorten(old)} has two replacements: {shorten(steps[old])}, {shorten(new)}"
                raise KgError(what, shown, "keep one of them")
            steps[old] = new
    ends = {old: last(old, steps) for old in steps}
    if circular := sorted(shorten(old) for old, end in ends.items() if end is None):
        raise KgError(
            f"replacements lead in a circle: {', '.join(circular)}",
            "ontology/migrations",
            "take one of them away",
        )
    return {old: end for old, end in ends.items() if end is not None}


def _pairs(path: Path, shown: str, store: Store) -> Iterator[tuple[str, str]]:
    try:
        rows = sparql.run(store, path.read_text(encoding="utf-8"), name=shown)
    except OSError as error:
        raise os_error(error, shown, "read this migration") from None
    except UnicodeDecodeError:
        raise KgError("this is not UTF-8", shown, "save the file as UTF-8") from None
    except UsageError as error:
        raise KgError(error.what, error.where, error.remedy) from None
    names = {v.value for v in rows.variables} if isinstance(rows, ox.QuerySolutions) else set()
    if not isinstance(rows, ox.QuerySolutions) or not {"old", "new"} <= names:
        raise KgError("this migration gives no ?old and ?new", shown, "write: SELECT ?old ?new …")
    for row in rows:
        old, new = row["old"], row["new"]
        if not isinstance(old, ox.NamedNode) or not isinstance(new, ox.NamedNode):
            raise KgError("a migration replaces a term by a term", shown, "select IRIs")
        yield old.value, new.value
