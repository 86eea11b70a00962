"""A SPARQL server as a store, against a real one (``oxigraph serve``) and one that goes wrong."""

from __future__ import annotations

import time

import pyoxigraph as ox
import pytest

from kg.curate.doctor import _look_at_server
from kg.errors import KgError, UsageError
from kg.store import http as http_module
from kg.store.oxigraph import OxigraphStore
from kg.store.remote import BLANK, RemoteStore
from kg.store.remote_load import Loaded, load
from kg.text.layout import Layout
from kg.text.store_settings import Addresses, addresses_of, store_of_workspace
from tests.store.servers import Faulty, oxigraph, reply


def name(text: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://example.org/{text}")


def quad(subject: object, value: object, graph: str) -> ox.Quad:
    return ox.Quad(subject, name("p"), value, name(graph))


NODE = ox.BlankNode("b1")
ONE = [quad(name("a"), NODE, "g1"), quad(NODE, ox.Literal('1 "x" \n', language="en"), "g1")]
TWO = [
    quad(
        name("a"),
        ox.Literal("2", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        "g2",
    )
]
OTHER = [quad(name("a"), name("c"), "g2")]


def store_of(*quads: ox.Quad) -> OxigraphStore:
    store = OxigraphStore()
    store.load(quads)
    return store


@pytest.fixture(scope="module")
def started():
    with oxigraph() as address:
        yield address


@pytest.fixture
def server(started):
    """An empty server, before which one goes wrong as a test says."""
    client = RemoteStore(addresses_of(started)).client
    done = client.post(addresses_of(started).update, [("update", "CLEAR ALL")], "*/*")
    assert done.status == 204
    before = Faulty(started)
    yield before
    before.close()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(http_module, "_FIRST_PAUSE", 0.01)


def remote(server: Faulty) -> RemoteStore:
    return RemoteStore(addresses_of(server.address))


def loaded(server: Faulty, *quads: ox.Quad) -> Loaded:
    return load(store_of(*quads), remote(server), lambda _: None)


def test_what_is_loaded_is_read_quad_for_quad(server):
    assert loaded(server, *ONE, *TWO) == Loaded(2, 0, 0, 0, 3)
    store = remote(server)
    assert set(store.quads()) == {*ONE, *TWO}
    assert set(store.quads(NODE)) == {ONE[1]}  # a blank node by its name
    assert set(store.quads(None, None, NODE)) == {ONE[0]}
    assert (
        list(store.quads(*(TWO[0].subject, TWO[0].predicate, TWO[0].object, TWO[0].graph_name)))
        == TWO
    )
    assert list(store.quads(name("nobody"))) == []
    assert list(store.quads(name("a"), name("p"), name("c"), name("g2"))) == []
    assert {graph.value for graph in store.graphs()} == {name("g1").value, name("g2").value}
    assert len(store) == 3
    assert bool(store.select("ASK { ex:a ex:p 2 }", prefixes={"ex": "https://example.org/"}))
    rows = list(store.select("SELECT ?o { ?s ?p ?o FILTER(isIRI(?o)) }", prefixes={}))
    assert [row["o"] for row in rows] == [NODE]
    built = store.select("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", prefixes={})
    assert {t.object for t in built} == {q.object for q in (*ONE, *TWO)}
    assert not bool(store.select("ASK { ?s ?p ?o }", prefixes={}, union=False))


def test_only_what_is_other_is_written(server):
    loaded(server, *ONE, *TWO)
    assert loaded(server, *ONE, *TWO) == Loaded(0, 0, 2, 0, 3)
    assert loaded(server, *ONE, *OTHER) == Loaded(1, 0, 1, 0, 3)
    assert set(remote(server).quads()) == {*ONE, *OTHER}
    assert loaded(server, *OTHER) == Loaded(0, 0, 1, 1, 1)
    assert set(remote(server).quads()) == set(OTHER)


def everything(server: Faulty) -> set[str]:
    """All quads as a query of anybody sees them."""
    rows = remote(server).select("SELECT * { ?s ?p ?o }", prefixes={})
    return {f"{row['s']} {row['p']}" for row in rows}


@pytest.mark.parametrize("death", ["second graph", "swap"])
def test_a_load_that_breaks_off_leaves_the_old_state_and_goes_on(server, death):
    loaded(server, *OTHER)
    before = everything(server)
    puts = 0

    def fault(request):
        nonlocal puts
        puts += request.command == "PUT"
        if (death == "second graph" and puts > 1) or (death == "swap" and "update" in request.path):
            request.close_connection = True
            return True
        return False

    server.fault = fault
    with pytest.raises(KgError, match="breaks off") as error:
        loaded(server, *ONE, *TWO)
    assert "again" in str(error.value)
    server.fault = lambda _: False
    assert set(remote(server).quads()) == set(OTHER)
    assert everything(server) == before
    resumed = 1 if death == "second graph" else 2
    assert loaded(server, *ONE, *TWO) == Loaded(2 - resumed, resumed, 0, 0, 3)
    assert set(remote(server).quads()) == {*ONE, *TWO}


def test_a_graph_that_is_written_otherwise_is_refused(server):
    def fault(request):
        if request.command == "PUT":
            request.body = request.body.replace(b'"2"', b'"3"')
        return False

    server.fault = fault
    with pytest.raises(KgError, match="not as it was written"):
        loaded(server, *TWO)
    assert set(remote(server).quads()) == set()


def test_a_reader_does_not_mix_two_states(server):
    loaded(server, *ONE, *TWO)
    store = remote(server)
    loaded(server, *ONE, *OTHER)
    for ask in (
        lambda: list(store.quads()),
        lambda: list(store.quads(name("nobody"))),
        lambda: store.select("SELECT * { ?s ?p ?o }", prefixes={}),
    ):
        with pytest.raises(KgError, match="loaded anew while it was read"):
            ask()


def test_a_copy_of_a_server(server):
    loaded(server, *ONE, *TWO)
    with oxigraph() as other:
        target = RemoteStore(addresses_of(other))
        assert load(remote(server), target, lambda _: None) == Loaded(2, 0, 0, 0, 3)
        assert set(RemoteStore(addresses_of(other)).quads()) == {*ONE, *TWO}


def test_a_busy_server_is_asked_again(server):
    loaded(server, *ONE)
    busy = [429, 503, 503]

    def fault(request):
        return bool(busy) and reply(request, busy.pop(), b"later", "text/plain", Retry_After="0")

    server.fault = fault
    assert set(remote(server).quads()) == set(ONE)
    server.fault = lambda request: reply(request, 503, b"", "")
    with pytest.raises(KgError, match="busy"):
        remote(server)


ROWS = "application/sparql-results+json"
WRONG = {
    "another server": (
        lambda r: reply(r, 302, b"", "", Location="http://example.org/query"),
        "redirects to another server, http://example.org",
    ),
    "a circle": (lambda r: reply(r, 307, b"", "", Location="/query"), "in a circle"),
    "a page": (lambda r: reply(r, 200, b"<html>", "text/html"), "something else than results"),
    "broken JSON": (lambda r: reply(r, 200, b'{"head": {"va', ROWS), "something else than results"),
    "no results": (lambda r: reply(r, 200, b"[]", ROWS), "something else than results"),
    "a truth value": (
        lambda r: reply(r, 200, b'{"head": {}, "boolean": true}', ROWS),
        "a truth value where rows",
    ),
    "an error": (
        lambda r: reply(r, 500, b"out of\x1b[31m memory", "text/plain"),
        "HTTP 500: out of",
    ),
    "a refusal": (lambda r: reply(r, 400, b"what?", "text/plain"), "HTTP 400: what?"),
    "nobody": (lambda r: reply(r, 401, b"", ""), "lets nobody in"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_answer_is_said_with_what_to_do(server, wrong):
    fault, said = WRONG[wrong]
    server.fault = fault
    with pytest.raises(KgError) as error:
        remote(server)
    assert said in str(error.value)
    assert error.value.remedy
    assert "\x1b" not in str(error.value)


def test_a_server_that_hangs_cuts_off_or_says_too_much(server, monkeypatch):
    def hang(request):
        time.sleep(0.4)
        return True

    def cut(request):
        request.send_response(200)
        request.send_header("Content-Type", ROWS)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"{")
        request.close_connection = True
        return True

    server.fault = cut
    with pytest.raises(KgError, match="breaks off"):
        remote(server)
    monkeypatch.setattr(http_module, "_MOST_BYTES", 1000)
    server.fault = lambda request: reply(request, 200, b" " * 5000, ROWS)
    with pytest.raises(KgError, match="answers with more than"):
        remote(server)
    monkeypatch.setenv("KG_STORE_TIMEOUT", "0.2")
    server.fault = hang
    with pytest.raises(KgError, match=r"does not answer within 0\.2 seconds"):
        remote(server)
    server.close()
    with pytest.raises(KgError, match="nothing answers"):
        remote(server)


def test_credentials_come_from_the_environment_or_a_file(server, monkeypatch, tmp_path):
    def sent() -> str:
        server.seen.clear()
        remote(server)
        return server.seen[0][2].get("Authorization", "")

    assert sent() == ""
    monkeypatch.setenv("KG_STORE_USER", "Aladdin")
    monkeypatch.setenv("KG_STORE_PASSWORD", "open sesame")
    assert sent() == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="  # RFC 1945, section 11.1
    file = tmp_path / "credentials"
    file.write_text("a-token\n")
    monkeypatch.setenv("KG_STORE_CREDENTIALS", str(file))
    assert sent() == "Bearer a-token"
    with pytest.raises(UsageError, match="plain text"):
        RemoteStore(Addresses("http://example.org/query"))
    with pytest.raises(UsageError, match="holds credentials") as error:
        RemoteStore(Addresses("https://me:secret@example.org/query"))
    assert "secret" not in str(error.value)
    with pytest.raises(UsageError, match="no address"):
        RemoteStore(Addresses("ftp://example.org/query"))


def test_addresses_are_named_by_kg_toml(tmp_path):
    assert addresses_of("http://h:1/query") == Addresses(
        "http://h:1/query", "http://h:1/update", "http://h:1/store"
    )
    assert addresses_of("http://h/x").update == ""
    assert store_of_workspace(tmp_path) is None
    toml = tmp_path / "kg.toml"
    toml.write_text(
        'name = "w"\n[store]\nquery = "https://h/q"\nupdate = "https://h/u"\ngraph = "https://h/g"\n'
    )
    assert store_of_workspace(tmp_path) == Addresses("https://h/q", "https://h/u", "https://h/g")
    toml.write_text('[store]\nquery = "https://h/q"\npassword = "x"\n')
    with pytest.raises(UsageError, match="no setting password"):
        store_of_workspace(tmp_path)


def test_the_doctor_asks_the_server_that_kg_toml_names(server, tmp_path):
    def seen() -> tuple[str, str]:
        (look,) = _look_at_server(Layout(tmp_path, tmp_path))
        return look.state, look.seen.removeprefix(server.address.removesuffix("/query"))

    assert seen() == ("fine", "kg.toml names no server")
    (tmp_path / "kg.toml").write_text(f'[store]\nquery = "{server.address}"\n')
    assert seen() == ("fine", " answers, and nothing is loaded")
    loaded(server, *ONE, *TWO)
    assert seen() == ("fine", " answers, with 2 graphs")
    server.fault = lambda request: reply(request, 401, b"", "")
    assert seen() == ("wrong", ": the store lets nobody in (HTTP 401)")


def test_blank_nodes_have_a_namespace_of_their_own():
    assert "/.well-known/genid/" in BLANK  # RDF 1.1 Concepts, section 3.5
