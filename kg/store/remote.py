"""A SPARQL 1.1 server as a store: each look-up is a query; what it holds was loaded by ``remote_load``.

Blank nodes are asked for by name, which SPARQL cannot: they are kept as IRIs of their own (RDF 1.1
Concepts, section 3.5) and are blank nodes again in what is read. Every look-up also asks for the version
of what is loaded, so that one answer never mixes an old and a new state: it stops where it was changed.
"""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError
from kg.store.http import Client
from kg.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.store.base import GraphName, Object, Result, Subject
    from kg.store.http import Answer
    from kg.text.store_settings import Addresses

_OWN = "https://w3id.org/entente/store"
#: Blank nodes are the IRIs that begin like this; graphs in the making, and their properties, like that.
BLANK, STAGED = "https://w3id.org/entente/.well-known/genid/", f"{_OWN}/staged/"
#: The graph that says what is loaded: its version, and of each graph the hash of its quads.
STATE = ox.NamedNode(_OWN)
VERSION, HASH = ox.NamedNode(f"{_OWN}/version"), ox.NamedNode(f"{_OWN}/sha256")
ROWS, TRIPLES = "application/sparql-results+json", "application/n-triples"
_SHOWN = 200
_MOST_HELD = 200_000  # quads of earlier look-ups


class RemoteStore:
    """The store at some addresses. It is read by ``quads``, ``graphs`` and ``select``, and not written.

    Raises KgError where it cannot be asked, also from each method.
    """

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.client = Client(addresses.query)
        self.version = self._version()
        # What look-ups gave: the same few (what is above a class) come hundreds of times.
        self._asked_before: dict[tuple[object, ...], list[ox.Quad]] = {}
        self._held = 0
        self._graphs: list[tuple[str, str]] | None = None

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,  # noqa: A002  # the field's word for it
        graph: GraphName | None = None,
    ) -> Iterator[ox.Quad]:
        given = (subject, predicate, object, graph)
        if given not in self._asked_before:
            found = list(self._quads(given))
            if len(found) > _MOST_HELD or self._held > _MOST_HELD:
                return iter(found)
            self._held += len(found) + 1
            self._asked_before[given] = found
        return iter(self._asked_before[given])

    def _quads(self, given: tuple[object, ...]) -> Iterator[ox.Quad]:
        graph = given[3]
        if isinstance(graph, ox.DefaultGraph):
            return
        terms = [_written(t, f"?{n}") for t, n in zip(given, "spog", strict=True)]
        pattern = f"GRAPH {terms[3]} {{ {terms[0]} {terms[1]} {terms[2]} }} BIND(1 AS ?there)"
        if graph is None:
            pattern += f' FILTER(!STRSTARTS(STR(?g), "{_OWN}"))'
        state = f"GRAPH {STATE} {{ {STATE} {VERSION} ?v }}"
        where = f"{state} OPTIONAL {{ {pattern} }}" if self.version else pattern
        rows = self.rows(f"SELECT * WHERE {{ {where} }}")
        checked = not self.version
        for row in rows:
            if not checked:
                self._require_version(row["v"])
                checked = True
            if row["there"] is not None:
                terms_ = (row[n] if t is None else t for t, n in zip(given, "spog", strict=True))
                yield ox.Quad(*terms_)  # type: ignore[arg-type]
        if not checked:
            self._require_version(None)

    def graphs(self) -> Iterator[ox.NamedNode | ox.BlankNode]:
        for row in self.rows("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"):
            graph = row["g"]
            if isinstance(graph, ox.NamedNode) and not graph.value.startswith(_OWN):
                yield graph

    def select(self, query: str, *, prefixes: Mapping[str, str], union: bool = True) -> Result:
        declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in prefixes.items())
        form = [("query", f"{declared}\n{query}" if prefixes else query)]
        answer = self._asked(
            [*form, *(self._all_graphs() if union else [])], f"{ROWS}, {TRIPLES};q=0.9"
        )
        if self._version() != self.version:
            raise self._changed()
        return self._parsed(answer)

    def __len__(self) -> int:
        (row,) = self.rows(
            f'SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(!STRSTARTS(STR(?g), "{_OWN}")) }}'
        )
        return int(row["n"].value)

    def loaded(self) -> dict[str, str]:
        """By graph (its IRI) the hash of the quads that were loaded into it."""
        rows = self.rows(f"SELECT ?g ?h WHERE {{ GRAPH {STATE} {{ ?g {HASH} ?h }} }}")
        return {row["g"].value: row["h"].value for row in rows}

    def _version(self) -> str:
        rows = list(self.rows(f"SELECT ?v WHERE {{ GRAPH {STATE} {{ {STATE} {VERSION} ?v }} }}"))
        return rows[0]["v"].value if rows else ""

    def _require_version(self, found: object) -> None:
        if getattr(found, "value", "") != self.version:
            raise self._changed()

    def _changed(self) -> KgError:
        return KgError(
            "the store was loaded anew while it was read",
            self.client.shown,
            "run the command again",
        )

    def _all_graphs(self) -> list[tuple[str, str]]:
        """What makes the union of all graphs the default graph of a query: they are named, each.

        A server's own way to say so would take in the graphs in the making, and that which says what
        is loaded.
        """
        if self._graphs is None:
            names = [graph.value for graph in self.graphs() if isinstance(graph, ox.NamedNode)]
            self._graphs = [
                (kind, name) for kind in ("default-graph-uri", "named-graph-uri") for name in names
            ]
        return self._graphs

    def rows(self, query: str) -> ox.QuerySolutions:
        """The rows of a query over named graphs, as the server has them."""
        try:
            answer = self._asked([("query", query)], ROWS)
        except SyntaxError as error:
            raise self._garbage(f"HTTP 400: {error}") from None
        result = self._parsed(answer)
        if not isinstance(result, ox.QuerySolutions):
            raise self._garbage("a truth value where rows were asked for")
        return result

    def _asked(self, form: list[tuple[str, str]], accept: str) -> Answer:
        """The answer to a query. Raises SyntaxError where it is refused."""
        answer = self.client.post(self.addresses.query, form, accept)
        if answer.status == 200:
            if answer.kind not in (ROWS, TRIPLES, "application/json"):
                raise self._garbage(answer.kind or "no type")
            return answer
        raise self.refusal(answer)

    def refusal(self, answer: Answer) -> Exception:
        """What an answer that is none says."""
        said = " ".join(answer.content[:2000].decode("utf-8", "replace").split())[:_SHOWN]
        shown = "".join(c if c.isprintable() else "?" for c in said)
        if answer.status == 400:
            return SyntaxError(shown)
        if answer.status in (401, 403):
            return KgError(
                f"the store lets nobody in (HTTP {answer.status})",
                self.client.shown,
                "set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_CREDENTIALS to a file with them",
            )
        return KgError(
            f"the store answers with HTTP {answer.status}: {shown}",
            self.client.shown,
            "look at the address of its queries, and at its log",
        )

    def _parsed(self, answer: Answer) -> Result:
        try:
            if answer.kind == TRIPLES:
                return _triples(answer.content)
            return _results(answer.content)
        except (SyntaxError, ValueError, KeyError, TypeError) as error:
            raise self._garbage(str(error)[:_SHOWN]) from None

    def _garbage(self, what: str) -> KgError:
        return KgError(
            f"the store answers with something else than results of SPARQL ({what})",
            self.client.shown,
            "look whether this is the address of its queries (often …/query or …/sparql)",
        )

    def _read_only(self) -> OSError:
        return OSError("a store at an address is written by kg store load")

    def add(self, quads: Iterable[ox.Quad]) -> None:
        raise self._read_only()

    def load(self, quads: Iterable[ox.Quad]) -> None:
        raise self._read_only()

    def load_dump(self, dump: bytes) -> None:
        raise self._read_only()

    def remove(self, quad: ox.Quad) -> None:
        raise self._read_only()

    def clear(self, graph: ox.NamedNode) -> None:
        raise self._read_only()

    def swap(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        raise self._read_only()

    def dump(self, target: Path | IO[bytes]) -> None:
        ox.serialize(self.quads(), target, format=ox.RdfFormat.N_QUADS)

    def finish(self) -> None:
        """Nothing is to be done."""


def as_iri(term: object) -> object:
    """A term as the server has it: of a blank node its IRI."""
    return ox.NamedNode(BLANK + term.value) if isinstance(term, ox.BlankNode) else term


def _written(term: object, variable: str) -> str:
    return variable if term is None else str(as_iri(term))


def _triples(content: bytes) -> Result:
    """The triples of N-Triples, with the blank nodes that they had when they were loaded."""
    own = re.compile(rb"<" + re.escape(BLANK.encode()) + rb"([0-9A-Za-z]+)>")
    copy = OxigraphStore()
    lines = own.sub(rb"_:\1", content)
    copy.load(ox.Quad(*triple.triple) for triple in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
    return copy.select("CONSTRUCT WHERE { ?s ?p ?o }", prefixes={}, union=False)


def _results(content: bytes) -> Result:
    """Rows or a truth value, with the blank nodes that they had when they were loaded."""
    if BLANK.encode() in content or BLANK.replace("/", "\\/").encode() in content:
        said = json.loads(content)
        for row in said["results"]["bindings"]:
            for value in row.values():
                if value["type"] == "uri" and value["value"].startswith(BLANK):
                    value["type"], value["value"] = "bnode", value["value"].removeprefix(BLANK)
        content = json.dumps(said).encode()
    return ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
