"""``kg migrate``: write new terms in place of old ones in the files of a layout.

Each file of ``ontology/migrations/`` is a SPARQL query over the ontology that selects ``?old`` and
``?new``, and may select ``?kind``: the old term then goes only as the predicate of claims whose
subject is of that class. The files are rewritten as text, term by term: comments and strings stay,
but for a scope or basis in words that are the name of a term by now (``named_limits``).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.merged import last
from kg.build.pipeline import parse_texts
from kg.curate.fmt import Formatted
from kg.curate.named_limits import with_named_limits
from kg.errors import KgError, UsageError
from kg.iris import ONTOLOGY_GRAPH, RDF
from kg.store import sparql
from kg.store.inclusion import read_known_limits
from kg.store.limits import QUERY_LIMITS, value_limited, within_rows
from kg.store.oxigraph import OxigraphStore
from kg.text.inputs import InputFile, query_paths, read_inputs, read_query
from kg.text.turtle.document import iris_of
from kg.text.turtle.edit import with_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.claims.ontology import Ontology
    from kg.iris import Prefixes
    from kg.store.base import Store
    from kg.store.limits import Limits
    from kg.text.layout import Layout
    from kg.text.turtle.document import Document


class Use(NamedTuple):
    """A relation (IRI) said of subjects of a class (IRI); an empty class means all uses of a term."""

    term: str
    kind: str = ""


def migrated_files(
    layout: Layout, limits: Limits = QUERY_LIMITS
) -> tuple[dict[Use, str], list[Formatted]]:
    """The new term (IRI) for each use of an old one, and all own sources of a layout with their new text.

    Raises DataError for files that cannot be parsed, KgError for a migration that cannot be run or
    contradicts another.
    """
    texts = parse_texts(layout, read_inputs(layout))
    moves = read_migrations(
        layout.folders("ontology/migrations"), texts.ontology, layout.prefixes, limits
    )
    terms = {use.term: new for use, new in moves.items() if not use.kind}
    of_kinds = _of_kinds(moves, texts.seeds, texts.terms)
    known = read_known_limits(_stored(texts.ontology))
    files = []
    for document in (d for d in texts.seeds if layout.is_own(d.path)):
        file = InputFile(document.path, document.shown, document.text.encode())
        within = of_kinds.get(document.graph, {})
        try:
            text = (
                with_terms(document.text, terms, within)
                if within or _names_any(document, terms)
                else document.text
            )
        except KgError as error:
            raise KgError(error.what, document.shown, error.remedy) from None
        files.append(Formatted(file, with_named_limits(text, known)))
    return moves, files


def _of_kinds(
    moves: Mapping[Use, str], seeds: Iterable[Document], ontology: Ontology
) -> dict[str, dict[str, dict[str, str]]]:
    """By the graph of a document and a claim in it: the new relation for the one that it states."""
    wanted = {use.term for use in moves if use.kind}
    types: defaultdict[str, set[str]] = defaultdict(set)
    stated: dict[tuple[str, str], dict[str, str]] = {}
    for document in seeds if wanted else ():
        for triple in document.triples:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
                subject, predicate, value = (
                    term.value for term in (triple.subject, triple.predicate, triple.object)
                )
                if predicate == RDF + "type":
                    types[subject] |= ontology.above(value)
                elif predicate in (RDF + "subject", RDF + "predicate"):
                    stated.setdefault((document.graph, subject), {})[predicate] = value
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for (graph, claim), said in stated.items():
        relation, subject = said.get(RDF + "predicate", ""), said.get(RDF + "subject", "")
        if relation in wanted:
            # Of two kinds that fit, neither is right: such a claim is left to a person.
            new = {
                moves[use] for use in moves if use.term == relation and use.kind in types[subject]
            }
            if len(new) == 1:
                found[graph][claim] = {relation: new.pop()}
    return found


def _names_any(document: Document, terms: dict[str, str]) -> bool:
    return any(iri in terms for triple in document.triples for iri in iris_of(triple))


def read_migrations(
    folders: Sequence[Path],
    ontology: Iterable[Document],
    prefixes: Prefixes,
    limits: Limits = QUERY_LIMITS,
) -> dict[Use, str]:
    """The new term (IRI) for each use of an old one, after all migrations of some folders.

    ``ontology`` is what their queries run over, within ``limits``; ``prefixes`` are those that they
    need not declare. Raises KgError for one that cannot be read, does not select ?old and ?new, goes
    beyond the limits, contradicts another, or leads in a circle.
    """
    paths = query_paths(*folders)
    if not paths:
        return {}
    store = _stored(ontology)
    shorten = prefixes.shorten
    steps = value_limited(lambda: _steps(paths, store, prefixes), limits, "the migration")
    whole = {use.term: new for use, new in steps.items() if not use.kind}
    final_terms = {
        use: last(use.term, whole if not use.kind else {**whole, use.term: new})
        for use, new in steps.items()
    }
    if circular := sorted(shorten(use.term) for use, end in final_terms.items() if end is None):
        raise KgError(
            f"replacements lead in a circle: {', '.join(circular)}",
            "ontology/migrations",
            "take one of them away",
        )
    return {use: end for use, end in final_terms.items() if end is not None}


def _stored(ontology: Iterable[Document]) -> OxigraphStore:
    store = OxigraphStore()
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    store.load(
        ox.Quad(t.subject, t.predicate, t.object, graph) for d in ontology for t in d.triples
    )
    return store


def _steps(paths: Sequence[Path], store: Store, prefixes: Prefixes) -> dict[Use, str]:
    """The term that each migration puts in the place of a use of another."""
    shorten = prefixes.shorten
    steps: dict[Use, str] = {}
    for path in paths:
        shown = f"ontology/migrations/{path.name}"
        for old, new in _pairs(path, shown, store, prefixes):
            if steps.get(old, new) != new:
                two = f"{shorten(steps[old])}, {shorten(new)}"
                what = f"{shorten(old.term)} has two replacements: {two}"
                raise KgError(what, shown, "keep one of them")
            steps[old] = new
    return steps


def _pairs(path: Path, shown: str, store: Store, prefixes: Prefixes) -> Iterator[tuple[Use, str]]:
    try:
        query = read_query(path, shown, "this migration")
        rows = sparql.run(store, query, name=shown, prefixes=prefixes)
    except UsageError as error:
        raise KgError(error.what, error.where, error.remedy) from None
    names = {v.value for v in rows.variables} if isinstance(rows, ox.QuerySolutions) else set()
    if not isinstance(rows, ox.QuerySolutions) or not {"old", "new"} <= names:
        raise KgError("this migration gives no ?old and ?new", shown, "write: SELECT ?old ?new …")
    for row in within_rows(rows, shown):
        old, new, kind = row["old"], row["new"], row["kind"] if "kind" in names else None
        if not isinstance(old, ox.NamedNode) or not isinstance(new, ox.NamedNode):
            raise KgError("a migration replaces a term by a term", shown, "select IRIs")
        if kind is not None and not isinstance(kind, ox.NamedNode):
            raise KgError("a migration names a kind by its class", shown, "select an IRI as ?kind")
        yield Use(old.value, kind.value if kind is not None else ""), new.value
