"""SPARQL: an answer or a refusal of each query, also of one that ends its process."""

from __future__ import annotations

from itertools import islice
from typing import IO

import pyoxigraph as ox

from kg.iris import CORE
from kg.store.guard import keywords, prefixed_names, refuse_network
from kg.store.limits import run_limited
from kg.store.oxigraph import OxigraphStore
from kg.store.sparql import answering, run, unknown_names
from tests.fuzz.inputs import edited, files, sentences

_SMALL = (
    b"ASK { ?s ?p ?o }",
    b"SELECT * WHERE { ?s a ?k . FILTER(?s < <http://e/a> && !(1 > 2)) } LIMIT 3",
    b"CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o OPTIONAL { ?o ?q 'x'@en } } # end",
    b"DESCRIBE kgd:state-x",
    b"SELECT (COUNT(?s) AS ?n) WHERE { VALUES ?s { 1 'a' } } GROUP BY ?k HAVING(?n > 1) ORDER BY ?n",
    b"PREFIX e: <http://e/>\nSELECT ?s FROM <http://e/g> WHERE { ?s (e:p|^e:q)*/e:r+ [ e:x ( 1 2 ) ] MINUS { ?s ?p 1 } }",
    b'SELECT (REPLACE("a", "(a+)+", "b") AS ?x) (IRI("x y") AS ?y) (STRDT("1", kg:t) AS ?z) WHERE { BIND(BNODE() AS ?b) }',
)
SEEDS = [*_SMALL, *files("ontology/queries/*.rq", "ontology/checks/*.rq", longest=1_500)]
_WORDS = [
    *("SELECT", "ASK", "WHERE", "{", "}", "?s", "?o", "*", "FILTER(", "(", ")", "UNION", "OPTIONAL", "GRAPH ?g", "SERVICE"),
    *("<http://e/a>", "kg:partOf", "x:y", "a", "1", "1.5e400", "'x'", '"""x"""', "'x'@en", "'1'^^xsd:integer", "LIMIT 1", "# x\n"),
    *("REGEX(?o, '(a*)*$')", "BIND(1/0 AS ?n)", "GROUP BY ?s", "AS", "LOAD <http://e/>", "VALUES", "EXISTS", "^", "|", "/", "+", "<", "&&"),
]  # fmt: skip
INPUTS = edited(SEEDS, [word.encode() for word in _WORDS]) | sentences(_WORDS, 20)
GOOD = _SMALL[1]
EXAMPLES = 20
_SECONDS = 5.0


def _store() -> OxigraphStore:
    texts = "<http://e/a> a <http://e/K> ; <http://e/p> 1, 'x'@en, <http://e/b> .\n"
    store = OxigraphStore()
    store.add(ox.parse(texts, format=ox.RdfFormat.TURTLE))
    return store


_STORE = _store()


def hold(data: bytes) -> None:
    """The query as it comes, with a value, and what the reader makes of its names."""
    query = data.decode(errors="surrogateescape")
    assert all(query[at:].upper().startswith(word) for word, at in keywords(query))
    assert all(query.startswith(prefix, at) for prefix, _, at in prefixed_names(query))
    refuse_network(query)

    def work(output: IO[bytes]) -> None:
        unknown_names(_STORE, query)
        for bindings in ({}, {"s": ox.Literal("} x\" '")}):
            result = run(_STORE, query, bindings, prefixes=CORE)
            with answering():
                if isinstance(result, ox.QuerySolutions | ox.QueryTriples):
                    output.writelines(str(row).encode() for row in islice(result, 1_000))

    run_limited(work, _SECONDS).close()
