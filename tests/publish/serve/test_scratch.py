"""A store that is written: updates and the Graph Store Protocol, all or nothing, never the text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from tests.publish.serve import running
from tests.publish.serve.running import Served, graph

TURTLE = {"Content_Type": "text/turtle"}
S = "<http://e.org/s> <http://e.org/p>"
G = "http://e.org/g"


def objects(scratch: Served, where: str = "?s ?p ?o") -> list[str]:
    return sorted(row["o"] for row in scratch.rows(f"SELECT ?o {{ {where} }}"))


def test_graphs_are_put_read_added_to_and_deleted(scratch: Served):
    """SPARQL 1.1 Graph Store HTTP Protocol, section 5, by the name of a graph."""
    at = graph(G)
    assert scratch.ask(at).status == 404
    assert scratch.ask(at, "PUT", f"{S} 1 .", **TURTLE).status == 201
    assert scratch.ask(at, "PUT", f"{S} 2 .", **TURTLE).status == 204
    assert scratch.ask(at, "POST", f"{S} 3 .", **TURTLE).status == 204
    reply = scratch.ask(at, Accept="application/n-triples")
    assert (reply.status, reply.type) == (200, "application/n-triples")
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    assert sorted(reply.text.splitlines()) == [f'{S} "2"^^{integer} .', f'{S} "3"^^{integer} .']
    head = scratch.ask(at, "HEAD")
    assert (head.status, head.content, head.type) == (200, b"", "text/turtle")
    assert scratch.ask(at, "DELETE").status == 204
    assert scratch.ask(at, "DELETE").status == 404
    assert scratch.ask(at, "HEAD").status == 404


def test_the_default_graph_is_always_there(scratch: Served):
    assert scratch.ask("/store?default", "PUT", f"{S} 1 .", **TURTLE).status == 204
    assert objects(scratch) == ["1"]
    assert objects(scratch, "GRAPH ?g { ?s ?p ?o }") == []
    assert scratch.ask("/store?default", "DELETE").status == 204
    assert scratch.ask("/store?default").status == 200


def test_a_graph_is_named_by_its_own_address(scratch: Served):
    """Section 4.1, direct identification; relative IRIs are those of the graph."""
    assert (
        scratch.ask("/store/people/1", "PUT", "<#it> <http://e.org/p> 1 .", **TURTLE).status == 201
    )
    (row,) = scratch.rows("SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } }")
    assert row == {
        "g": f"{scratch.address}/store/people/1",
        "s": f"{scratch.address}/store/people/1#it",
    }
    assert scratch.ask(f"/store/people/1?graph={G}").status == 400


def test_a_post_to_the_store_makes_a_graph(scratch: Served):
    """Section 5.5: 201, and where it is."""
    made = scratch.ask("/store", "POST", f"{S} 1 .", **TURTLE)
    assert made.status == 201
    place = made.headers["location"]
    assert place.startswith(f"{scratch.address}/store/")
    assert scratch.ask(place.removeprefix(scratch.address), Accept="text/turtle").status == 200
    assert scratch.rows("SELECT ?g { GRAPH ?g { ?s ?p ?o } }") == [{"g": place}]


def test_a_form_holds_several_files(scratch: Served):
    """Section 5.5: multipart/form-data; each part has its own type."""
    parts = (("text/turtle", f"{S} 1 ."), ("application/n-triples", f'{S} "x" .'))
    content = "".join(
        f'--B\r\nContent-Disposition: form-data; name="f"; filename="a"\r\nContent-Type: {kind}\r\n\r\n{text}\r\n'
        for kind, text in parts
    )
    form = {"Content_Type": "multipart/form-data; boundary=B"}
    assert scratch.ask(graph(G), "POST", f"{content}--B--\r\n", **form).status == 201
    assert objects(scratch, f"GRAPH <{G}> {{ ?s ?p ?o }}") == ["1", "x"]
    assert scratch.ask(graph(G), "POST", "no form", **form).status == 400


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/turtle", f"{S} 1 ."),
        ("application/n-triples", f'{S} "1" .'),
        ("application/n-quads", f'{S} "1" .'),
        ("application/trig", f"{S} 1 ."),
        ("application/ld+json", '{"@id": "http://e.org/s", "http://e.org/p": 1}'),
        (
            "application/rdf+xml",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">'
            '<r:Description r:about="http://e.org/s"><e:p>1</e:p></r:Description></r:RDF>',
        ),
    ],
)
def test_each_form_is_read(scratch: Served, kind, content):
    assert scratch.ask("/store?default", "PUT", content, Content_Type=kind).status == 204
    assert objects(scratch) == ["1"]


BOMB = (
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description>&b;</r:Description></r:RDF>'
)


@pytest.mark.parametrize(
    ("status", "path", "kind", "content"),
    [
        (400, graph(G), "text/turtle", "this is no Turtle"),
        (400, graph(G), "application/trig", f"<http://e.org/other> {{ {S} 1 }}"),
        (400, graph(G), "application/rdf+xml", BOMB),
        (400, graph(G), "application/rdf+xml", BOMB.encode("utf-16")),
        (
            400,
            graph(G),
            "application/ld+json",
            '{"http://e.org/p":' + "[" * 5_000 + "]" * 5_000 + "}",
        ),
        (400, graph(G), "application/ld+json", '{"@context": "http://127.0.0.1:9/c", "a": 1}'),
        (400, graph(G), "application/ld+json", "{"),
        (400, graph("no IRI"), "text/turtle", ""),
        (400, "/store?default=1", "text/turtle", ""),
        (400, f"/store?default&graph={G}", "text/turtle", ""),
        (413, graph(G), "text/turtle", b"#" * ((64 << 20) + 1)),
        (415, graph(G), "text/plain", ""),
        (415, graph(G), "application/json", ""),
        (415, graph(G), "text/turtle; charset=latin-1", ""),
    ],
)
def test_bad_content_is_refused_and_nothing_is_written(
    scratch: Served, status, path, kind, content
):
    try:
        reply = scratch.ask(path, "PUT", content, Content_Type=kind)
    except (BrokenPipeError, ConnectionResetError):  # it need not be read to its end
        assert status == 413
    else:
        assert reply.status == status, reply.text
        assert reply.type == "text/plain"
    assert scratch.rows("SELECT * { GRAPH ?g { ?s ?p ?o } }") == []


def test_an_update_is_sent_in_two_ways(scratch: Served):
    """SPARQL 1.1 Protocol, section 2.2."""
    assert scratch.update(f"INSERT DATA {{ {S} 1 }}").status == 204
    form = urlencode({"update": f"INSERT DATA {{ {S} 2 }}"})
    kind = "application/x-www-form-urlencoded"
    assert scratch.ask("/sparql", "POST", form, Content_Type=kind).status == 204
    assert objects(scratch) == ["1", "2"]


def test_an_update_is_of_the_dataset_of_the_request(scratch: Served):
    """Section 2.2.3: as if each WHERE stood behind USING; a conflict is refused."""
    scratch.update(f"INSERT DATA {{ {S} 1 GRAPH <{G}> {{ {S} 2 }} }}")
    kind = {"Content_Type": "application/sparql-update"}
    using = f"/update?using-graph-uri={G}"
    insert = (
        "INSERT { ?s <http://e.org/q> ?o } WHERE { ?s <http://e.org/p> ?o { SELECT * WHERE {} } }"
    )
    assert scratch.ask(using, "POST", insert, **kind).status == 204
    assert objects(scratch, "?s <http://e.org/q> ?o") == ["2"]
    for bad in (
        f"WITH <{G}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        f"DELETE {{ ?s ?p ?o }} USING <{G}> WHERE {{ ?s ?p ?o }}",
    ):
        assert scratch.ask(using, "POST", bad, **kind).status == 400
    # What a pattern of the named graph finds is deleted from the default graph: `1` is not found there.
    assert scratch.ask(using, "POST", f"DELETE WHERE {{ {S} ?o }}", **kind).status == 204
    assert objects(scratch, f"{S} ?o") == ["1"]


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (400, "NONSENSE"),
        (400, f"INSERT DATA {{ {S} 9 }} ; NONSENSE"),
        (400, f"INSERT DATA {{ {S} ?variable }}"),
        (403, f"INSERT DATA {{ {S} 9 }} ; LOAD <http://127.0.0.1:9/>"),
        (403, f"INSERT {{ {S} 9 }} WHERE {{ SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}"),
        (422, f"INSERT DATA {{ {S} 9 }} ; CREATE GRAPH <{G}> ; CREATE GRAPH <{G}>"),
    ],
)
def test_an_update_is_done_whole_or_not_at_all(scratch: Served, status, text):
    scratch.update(f"INSERT DATA {{ {S} 1 }}")
    reply = scratch.update(text)
    assert reply.status == status, reply.text
    assert objects(scratch) == ["1"]


def test_a_page_of_another_origin_cannot_write(scratch: Served):
    data = f"INSERT DATA {{ {S} 1 }}"
    assert scratch.update(data, Origin="https://evil.example").status == 403
    assert scratch.update(data, Sec_Fetch_Site="cross-site").status == 403
    # A name that its owner lets lead to this machine: the origin is the host then.
    evil = f"evil.example:{scratch.port}"
    assert scratch.update(data, Host=evil, Origin=f"http://{evil}").status == 403
    assert scratch.ask("/store?default", "PUT", f"{S} 1 .", Origin="null", **TURTLE).status == 403
    assert objects(scratch) == []
    assert scratch.update(data, Origin=scratch.address).status == 204


def test_a_written_store_gives_other_tags(scratch: Served):
    first = scratch.query("SELECT * { ?s ?p ?o }").headers["etag"]
    scratch.update(f"INSERT DATA {{ {S} 1 }}")
    assert scratch.query("SELECT * { ?s ?p ?o }").headers["etag"] != first


def test_what_holds_the_data_is_replaced_many_times(scratch: Served):
    """Each write is a process that takes the place of the one before."""
    for number in range(30):
        assert scratch.update(f"INSERT DATA {{ {S} {number} }}").status == 204
        if number % 10 == 0:
            assert len(objects(scratch)) == number + 1
    assert len(objects(scratch)) == 30


def test_clients_of_others_read_and_write(scratch: Served):
    """SPARQLWrapper, and rdflib's own store over the protocol."""
    wrapper = SPARQLWrapper(f"{scratch.address}/query", f"{scratch.address}/update")
    wrapper.setMethod(POST)
    wrapper.setQuery(f"INSERT DATA {{ {S} 'x'@en }}")
    wrapper.query()
    wrapper.setQuery("SELECT ?o { ?s ?p ?o }")
    wrapper.setReturnFormat(JSON)
    (row,) = wrapper.queryAndConvert()["results"]["bindings"]
    assert row["o"] == {"type": "literal", "xml:lang": "en", "value": "x"}

    store = SPARQLUpdateStore(f"{scratch.address}/query", f"{scratch.address}/update")
    graph = rdflib.Graph(store=store, identifier=DATASET_DEFAULT_GRAPH_ID)
    subject, predicate = rdflib.URIRef("http://e.org/a"), rdflib.URIRef("http://e.org/b")
    graph.add((subject, predicate, rdflib.Literal("y")))
    assert set(graph.objects(subject, predicate)) == {rdflib.Literal("y")}
    assert len(graph) == 2
    graph.remove((subject, predicate, None))
    assert len(graph) == 1
    graph.close()


def test_a_copy_is_beside_the_text(small_core, tmp_path):
    """What is written to it is in no file, and its default graph is the union, as of the workspace."""
    before = {path: path.read_bytes() for path in small_core.rglob("*.ttl")}
    served = running.start("--scratch", "copy", "--workspace", str(small_core))
    claim = "<https://w3id.org/entente/source/khaled-north-korea-russia/c020>"
    assert served.holds(f"{claim} a kg:Claim")
    assert served.update(f"DELETE WHERE {{ GRAPH ?g {{ {claim} ?p ?o }} }}").status == 204
    assert not served.holds(f"{claim} a kg:Claim")
    assert {path: path.read_bytes() for path in small_core.rglob("*.ttl")} == before
    assert served.stop() == 0


def test_many_clients_write_and_read_at_once(scratch: Served):
    """Sockets come and go with each write: none of the answers is lost."""

    def work(number: int) -> int:
        done = scratch.update(f"INSERT DATA {{ {S} {number} }}").status
        return done if scratch.holds(f"{S} {number}") else 0

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(work, range(40))) == [204] * 40
    assert len(objects(scratch)) == 40
