"""Each address that answers in JSON is described, with its parameters and what it answers, and answers so."""

from __future__ import annotations

import json
import socket
from urllib.parse import quote

import pytest

from kg.publish.desk.routes import DeskRoutes
from kg.publish.desk.signing import Signing
from kg.publish.serve.app import routes_of
from kg.publish.serve.observing import Numbers
from kg.publish.serve.openapi import openapi
from kg.publish.serve.pool import Pool
from kg.publish.serve.settings import DeskSettings, Settings
from kg.text.layout import Layout
from tests.conftest import ROOT
from tests.publish.serve import described

#: Addresses of pages, pictures, texts and RDF, and other names of one that is described.
OTHERS = {
    *("/", "/questions", "/conflicts", "/graph", "/picture.svg", "/thing", "/codebook", "/model"),
    *("/assets/{name}", "/query-page/{version}/{name:path}", "/desk", "/desk/{source}"),
    *("/desk/static/{name}", "/reconcile/preview", "/reconcile/view", "/robots.txt"),
    *("/sitemap.xml", "/metrics", "/health", "/ns", "/id", "/source"),
    *("/sparql/", "/query", "/update", "/store", "/store/{path:path}", "/data"),
    *("/data/{path:path}", "/.well-known/void", "/view/current"),
    *("/ns/{name:path}", "/id/{name:path}", "/source/{name:path}"),
}


def test_each_address_is_described_or_has_no_json_of_its_own(tmp_path):
    settings = Settings(Layout(ROOT, tmp_path), desk=DeskSettings(tmp_path / "users.toml"))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        pool = Pool(ours, settings)
        desk = DeskRoutes(theirs, Signing(tmp_path / "users.toml"))
        routes = routes_of(pool, Numbers(pool), desk)
    told = openapi("http://here", "1", settings)["paths"]
    answered = {
        (route.path, method.lower())
        for route in routes
        if route.path not in OTHERS
        for method in route.methods - {"HEAD"}
    }
    assert {(path, method) for path, methods in told.items() for method in methods} == answered
    assert OTHERS - {route.path for route in routes} <= {"/ns", "/id", "/source"}


FORM = {"Content_Type": "application/x-www-form-urlencoded"}
BATCH = quote(
    '{"a": {"query": "Storm Corps", "type": "kg:MilitaryUnit"}, "b": {"query": "no such"}}'
)
EXTEND = quote(
    '{"ids": ["kgd:state-russia"], "properties": [{"id": "kg:partOf"}, {"id": "rdfs:label"}]}'
)
ASKED = [
    *(("GET", path, None) for path in ("/ready", "/openapi.json", "/query-page/start.json")),
    *(("GET", path, None) for path in ("/ns/", "/id/", "/source/", "/reconcile")),
    ("GET", "/search?q=Storm&most=3", None),
    ("GET", "/search?q=Storm&most=0", None),
    ("GET", "/ask/agreed", None),
    ("GET", "/ask/no-such", None),
    ("GET", f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 3')}", None),
    ("GET", f"/sparql?query={quote('ASK {}')}", None),
    ("GET", "/sparql?query=NONSENSE", None),
    ("POST", "/sparql", f"query={quote('SELECT * { ?s rdfs:label ?o } LIMIT 3')}"),
    ("GET", f"/reconcile?queries={BATCH}", None),
    ("GET", "/reconcile?queries=1", None),
    ("POST", "/reconcile", f"queries={BATCH}"),
    ("POST", "/reconcile", f"extend={EXTEND}"),
    ("POST", "/reconcile", "x=1"),
    ("GET", "/reconcile/suggest/entity?prefix=st", None),
    ("GET", "/reconcile/suggest/type?prefix=mil", None),
    ("GET", "/reconcile/suggest/property?prefix=part", None),
    ("GET", "/reconcile/suggest/nothing?prefix=part", None),
    ("GET", "/reconcile/flyout/entity?id=kgd:state-russia", None),
    ("GET", "/reconcile/properties?type=kg:MilitaryUnit&limit=3", None),
]


@pytest.mark.parametrize(("method", "path", "sent"), ASKED)
def test_an_answer_is_as_it_is_described(server, method, path, sent):
    reply = server.ask(path, method, sent, Accept="application/json", **(FORM if sent else {}))
    assert described.is_json(reply), (reply.status, reply.type)
    described.require(server, method, path, reply)


def test_a_fault_against_the_description_is_seen(server):
    """What is checked with here finds what is wrong: a list in place of an object."""
    reply = server.ask("/ready")
    reply.content = json.dumps(["ready"]).encode()
    with pytest.raises(AssertionError, match="ready"):
        described.require(server, "GET", "/ready", reply)
