"""Run one SPARQL query over the union of all graphs: our prefixes, plain errors, no network."""

from __future__ import annotations

import contextlib
import re
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.errors import KgError, UsageError, did_you_mean, nearest
from kg.iris import CORE, KG, ONTOLOGY_GRAPH, expand
from kg.store.guard import keywords, may_hold_service, prefixed_names, refuse_network
from kg.store.limits import run_limited, within_rows, working_at
from kg.store.oxigraph import OxigraphStore, damage_met

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.iris import Prefixes
    from kg.store.base import Result, Store
    from kg.store.limits import Limits

Term = ox.NamedNode | ox.Literal
#: The name of a query that stands in no file.
_OF_THE_CALL = "query"
# How an answer begins that comes from another process.
_ROWS, _TRIPLES = b"r", b"t"
_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))


def run(
    store: Store,
    query: str,
    bindings: Mapping[str, Term] | None = None,
    name: str = _OF_THE_CALL,
    prefixes: Prefixes = CORE,
) -> Result:
    """Evaluate a query; ``bindings`` give the values of variables in its (first) WHERE.

    ``prefixes`` need no PREFIX line: a query that a workspace holds, or its user types, gets those
    of its layout.
    Raises UsageError for a query that is not SPARQL or would reach the network, and KgError when
    the engine cannot answer it. ``name`` stands in messages.
    """
    if name != _OF_THE_CALL:
        working_at(name)
    refuse_network(query, name)
    text = _bound(query, bindings) if bindings else query
    union = not _names_its_graphs(query)
    with answering(name):
        try:
            if may_hold_service(query):
                return _selected_offline(store, text, prefixes, union=union)
            return store.select(text, prefixes=prefixes, union=union)
        except SyntaxError as error:
            raise syntax_error(str(error), query, name, prefixes) from None


def run_within(
    limits: Limits,
    store: Store,
    query: str,
    bindings: Mapping[str, Term] | None = None,
    name: str = _OF_THE_CALL,
    prefixes: Prefixes = CORE,
) -> Result:
    """As ``run``, in a process of its own within limits of time, memory and rows; the answer is read whole.

    Raises QueryTimeoutError at the limit of time, KgError at that of memory or of rows (or triples).
    """
    from kg.store.counted import CountedOutput  # most answers come from this process

    def work(out: IO[bytes]) -> None:
        result = run(store, query, bindings, name, prefixes)
        with answering(name):
            if isinstance(result, ox.QueryTriples):
                out.write(_TRIPLES)
                ox.serialize(within_rows(result), out, format=ox.RdfFormat.N_TRIPLES)
                return
            out.write(_ROWS)
            counted = out
            if limits.rows and isinstance(result, ox.QuerySolutions):
                counted = cast("IO[bytes]", CountedOutput(out, "json", limits.rows))
            result.serialize(counted, format=ox.QueryResultsFormat.JSON)

    with run_limited(work, limits.with_network(needed=is_server(store))) as output:
        kind, content = output.read(1), output.read()
    if kind == _ROWS:
        return ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    return _as_result(ox.parse(content, format=ox.RdfFormat.N_TRIPLES))


def is_server(store: Store) -> bool:
    """Whether a store is asked over the network."""
    from kg.store.remote import RemoteStore

    return isinstance(store, RemoteStore)


def _as_result(triples: Iterable[ox.Triple | ox.Quad]) -> Result:
    """Triples as the engine gives those of a CONSTRUCT."""
    copy = OxigraphStore()
    copy.load(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    return copy.select("CONSTRUCT WHERE { ?s ?p ?o }", prefixes={}, union=False)


def _selected_offline(store: Store, text: str, prefixes: Prefixes, *, union: bool) -> Result:
    """What a query gives, all of it read, where there is no network.

    ``refuse_network`` found no SERVICE in it, but the word: should the engine read it otherwise, it
    gets nowhere. Raises KgError then, and else as the store does.
    """
    from kg.store.sandbox import is_closed, without_network

    if is_closed():
        return store.select(text, prefixes=prefixes, union=union)

    def read() -> bytes | list[ox.Triple]:
        result = store.select(text, prefixes=prefixes, union=union)
        if isinstance(result, ox.QueryTriples):
            return list(result)
        return result.serialize(format=ox.QueryResultsFormat.JSON) or b""

    try:
        content = without_network(read)
    except OSError as error:
        raise KgError(f"the query cannot be answered without network: {error}") from None
    if isinstance(content, bytes):
        return ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    return _as_result(content)


def select(
    store: Store,
    query: str,
    bindings: Mapping[str, Term] | None = None,
    name: str = _OF_THE_CALL,
    prefixes: Prefixes = CORE,
) -> ox.QuerySolutions:
    """The rows of a SELECT; as ``run``, and UsageError for a query of another form."""
    return rows_of(run(store, query, bindings, name, prefixes), name)


def rows_of(result: Result, name: str) -> ox.QuerySolutions:
    """A result as rows. Raises UsageError for that of a query of another form."""
    if not isinstance(result, ox.QuerySolutions):
        raise UsageError("this query gives no rows", name, "write SELECT")
    return result


def _names_its_graphs(query: str) -> bool:
    """Whether a query says itself, by FROM, which graphs it asks (SPARQL 1.1, section 13.2)."""
    return "from" in query.casefold() and any(word == "FROM" for word, _ in keywords(query))


@contextlib.contextmanager
def answering(name: str = _OF_THE_CALL) -> Iterator[None]:
    """Turn the engine's errors into KgError; it finds some of them only while rows are read."""
    try:
        yield
    except UnicodeEncodeError:
        raise UsageError(
            "the query is not UTF-8", name, "use a UTF-8 locale, or give the query as a file"
        ) from None
    except (ValueError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and (damage := damage_met(error)):
            raise damage from None
        raise KgError(f"the query cannot be answered: {error}", name) from None


def _bound(query: str, bindings: Mapping[str, Term]) -> str:
    """The query with a VALUES block at the start of its WHERE, on the same line.

    The engine writes the terms, so that no value can end its literal or IRI.
    """
    where = next((start for word, start in keywords(query) if word == "WHERE"), None)
    brace = query.find("{", where) if where is not None else -1
    if brace < 0:
        raise UsageError("a query with parameters needs the word WHERE", None, "write: WHERE { … }")
    names = " ".join(f"?{name}" for name in bindings)
    values = " ".join(str(value) for value in bindings.values())
    return f"{query[: brace + 1]} VALUES ({names}) {{ ({values}) }} {query[brace + 1 :]}"


def _undeclared(query: str, prefixes: Prefixes) -> tuple[str, int] | None:
    """The first prefix that stands for nothing, with its offset; the engine says only "expected"."""
    declared = {*prefixes, *re.findall(r"\bPREFIX\s+([^\s:]*):", query, re.IGNORECASE)}
    names = ((prefix, at) for prefix, _, at in prefixed_names(query))
    return next(((prefix, at) for prefix, at in names if prefix not in declared), None)


def unknown_names(store: Store, query: str) -> list[tuple[str, str]]:
    """The names in our own namespaces of which nothing is said, each with what to do.

    Such a query is right SPARQL, and finds nothing for no reason that its author could see.
    """
    suspects = {
        name
        for name in re.findall(r"\bkgd?:[A-Za-z][\w\-]*", query)
        if not _is_described(store, name)
    }
    if not suspects or re.search(r"\bPREFIX\s+kgd?:", query, re.IGNORECASE):
        return []
    # Only now it is worth reading the query well: a string may hold such a name.
    used = dict.fromkeys(f"{prefix}:{local}" for prefix, local, _ in prefixed_names(query))
    return [(name, _remedy(store, name)) for name in used if name in suspects]


def _is_described(store: Store, name: str) -> bool:
    node = ox.NamedNode(expand(name) or name)
    return next(iter(store.quads(node, None, None)), None) is not None


def _remedy(store: Store, name: str) -> str:
    prefix, _, local = name.partition(":")
    if prefix == "kgd":
        return f"look for it: kg find {' '.join(local.split('-')[1:]) or local}"
    ontology = store.quads(None, None, None, ox.NamedNode(ONTOLOGY_GRAPH))
    terms = {
        quad.subject.value.removeprefix(KG)
        for quad in ontology
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KG)
    }
    near = [f"kg:{term}" for term in nearest(local, sorted(terms))]
    return did_you_mean(near, "the terms are listed by: kg terms")


def _no_prefix(query: str, prefix: str, start: int, name: str, prefixes: Prefixes) -> UsageError:
    line = query.count("\n", 0, start) + 1
    column = start - query.rfind("\n", 0, start)
    known = " ".join(prefixes)
    return UsageError(
        f"the prefix {prefix}: is not declared",
        f"{name}, line {line}, column {column}",
        f"declare it (PREFIX {prefix}: <…>); known without that: {known}",
    )


def syntax_error(message: str, query: str, name: str, prefixes: Prefixes) -> UsageError:
    """The engine's message on a query that it cannot read in plain words, with the place; ``name`` as of ``run``."""
    place = re.search(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", message, re.DOTALL)
    if place is None:
        return UsageError(f"this is not SPARQL: {message}", name, "see the W3C's SPARQL 1.1 guide")
    if (undeclared := _undeclared(query, prefixes)) is not None:
        return _no_prefix(query, *undeclared, name, prefixes)
    line, column, expected = int(place[1]), int(place[2]), place[3]
    rows = query.splitlines() or [""]
    row = rows[min(line, len(rows)) - 1]
    near = row[max(column - 60, 0) : column + 20].strip()
    where = f"{name}, line {line}, column {column}"
    words = [word for word in re.split(r", (?![^\[]*\])", expected) if not word.startswith("[")]
    hint = "expected " + " or ".join(words) if words else "the query breaks off or goes wrong here"
    if not _FORMS.intersection(word for word, _ in keywords(query)):
        hint = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
    elif any(word.startswith("The SELECT") for word in words):
        hint = "a variable in SELECT is neither grouped nor aggregated, or stands there twice"
    return UsageError("this is not SPARQL", where, f"near “{near}”: {hint}")
