"""Whatever is asked, the answer is no fault of the server, and tells nothing of the machine."""

from __future__ import annotations

import random
from urllib.parse import quote

import pytest

from tests.publish.serve.running import Served

PATHS = (
    *("/sparql", "/query", "/update", "/store", "/store?default", "/store?graph=http://e.org/g"),
    *("/store/x/y", "/data", "/id/", "/id/state-russia", "/ns/Claim", "/source/", "/view/current"),
    *("/.well-known/void", "/sitemap.xml", "/robots.txt", "/", "//", "/id//", "/id/%25%00"),
    *("/sparql/", "/store/%2e%2e/%2f", "/ns/" + "a" * 3_000),
    *(
        "/reconcile",
        "/reconcile/suggest/entity",
        "/reconcile/suggest/type",
        "/reconcile/flyout/entity",
    ),
    *("/reconcile/preview", "/reconcile/properties", "/reconcile/view"),
    *(
        "/search",
        "/search?q=a",
        "/questions",
        "/ask/agreed",
        "/ask/about",
        "/ask/%2f",
        "/conflicts",
    ),
    *("/conflicts?about=x", "/conflicts?claim=x", "/thing?iri=x", "/graph?about=x", "/picture.svg"),
    *("/codebook", "/assets/x", "/id/%ff", "/search/%00", "/ns/" + "%e2%82%ac" * 2_000),
)
NAMES = (
    *("query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "as-of"),
    *(
        "using-named-graph-uri",
        "known-at",
        "view",
        "source",
        "stated-only",
        "default",
        "graph",
        "x",
    ),
    *("queries", "extend", "prefix", "cursor", "id", "type", "limit"),
)
VALUES = (
    *("", "ASK {}", "SELECT * {?s ?p ?o} LIMIT 3", "CONSTRUCT WHERE {?s ?p ?o} LIMIT 2"),
    *("DESCRIBE <a:a>", "INSERT DATA {<a:a> <a:b> 1}", "CLEAR ALL", "LOAD <file:///etc/passwd>"),
    *("2024", "2024-23/..", "XXXX", "latest", "only-source:no", "true", "http://e.org/g", "a:b"),
    *("é\u202e", "\x00", "<", '"', "{" * 300, "SELECT (1/0 AS ?x) {}", "MOVE <a:a> TO <b:b>"),
    *("SELECT ?x { ?x ^!(a|^a)* ?y } LIMIT 1", "CREATE GRAPH <a:a>", "BASE <x> ASK {<y> ?p ?o}"),
    "SELECT (REPLACE('a','(','') AS ?x) {}",
    *('{"a":{"query":"x"}}', '{"ids":["a"],"properties":[{"id":"kg:partOf"}]}', "kgd:state-russia"),
)
KINDS = (
    *(
        "",
        "application/x-www-form-urlencoded",
        "application/sparql-query",
        "text/turtle",
        "x",
        ";;",
    ),
    *("application/sparql-update", "application/ld+json", "application/rdf+xml", "text/plain"),
    *("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=B"),
    'application/sparql-query; charset="utf-8"',
)
TAKEN = (
    *("*/*", "", "text/html", "text/turtle", "application/rdf+xml", "text/csv", "image/png"),
    *(",,,;q=1", "*/*;q=0", "application/json", "a" * 5_000),
)
METHODS = ("GET", "GET", "GET", "POST", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "BREW")
BODIES = (*VALUES, b"\xff\xfe\x00", "--B\r\n\r\n--B--", f"query={quote('ASK {}')}", '{"@id":"a:b"}')
OTHERS = {
    "If_None_Match": "*",
    "Origin": "null",
    "Accept_Encoding": "gzip",
    "Content_Encoding": "br",
}


@pytest.mark.parametrize("seed", range(3))
def test_no_request_is_a_fault(scratch: Served, seed):
    chance = random.Random(seed)
    for _ in range(60):
        path, method = chance.choice(PATHS), chance.choice(METHODS)
        for _ in range(chance.randint(0, 3)):
            mark = "&" if "?" in path else "?"
            path += f"{mark}{chance.choice(NAMES)}={quote(chance.choice(VALUES))}"
        body = chance.choice(BODIES) if method in ("POST", "PUT") else None
        headers = {name: value for name, value in OTHERS.items() if chance.random() < 0.1}
        headers |= {"Content_Type": chance.choice(KINDS), "Accept": chance.choice(TAKEN)}
        reply = scratch.ask(path, method, body, **headers)
        asked = (method, path[:300], headers, body)
        assert reply.is_whole, asked
        assert reply.status < 500, (*asked, reply.content[:300])
        assert not any(word in reply.content for word in (b"Traceback", b"/tmp/", b"/home/"))
    assert scratch.holds("")
