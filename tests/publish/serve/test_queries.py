"""Queries over HTTP, as the W3C's documents have them: the protocol, and the formats of results."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import rdflib

from tests.publish.serve.conftest import ROWS
from tests.publish.serve.running import Served
from tests.store.listening import Listener

VALUES = 'SELECT ?x ?y { VALUES (?x ?y) { (1 "a,b"@en) (UNDEF <http://example.org/>) } }'
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
C020 = "src:khaled-north-korea-russia/c020"
#: A claim of the article (July 2025), as an IRI that needs no prefix.
A_CLAIM = "<https://w3id.org/entente/source/khaled-north-korea-russia/c020> a kg:Claim"


def test_a_query_is_asked_in_three_ways(server: Served):
    """SPARQL 1.1 Protocol, section 2.1: by GET, by POST of a form, by POST of the query itself."""
    asked = "ASK { VALUES ?x { 1 } }"
    form = urlencode({"query": asked})
    replies = [
        server.ask(f"/sparql?{form}"),
        server.ask("/sparql", "POST", form, Content_Type="application/x-www-form-urlencoded"),
        server.ask(
            "/sparql", "POST", asked, Content_Type="application/sparql-query; charset=utf-8"
        ),
        server.ask(f"/query?{form}"),
    ]
    for reply in replies:
        assert (reply.status, reply.type) == (200, "application/sparql-results+json")
        assert json.loads(reply.content) == {"head": {}, "boolean": True}


def test_csv_and_tsv_are_as_the_standard_writes_them(server: Served):
    """SPARQL 1.1 Query Results CSV and TSV Formats, sections 3 and 4."""
    csv = server.query(VALUES, "text/csv")
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert csv.content == b'x,y\r\n1,"a,b"\r\n,http://example.org/\r\n'
    tsv = server.query(VALUES, "text/tab-separated-values")
    assert tsv.content == b'?x\t?y\n1\t"a,b"@en\n\t<http://example.org/>\n'


def test_json_and_xml_hold_the_same_rows(server: Served):
    found = json.loads(server.query(VALUES, "application/sparql-results+json").content)
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert found == {
        "head": {"vars": ["x", "y"]},
        "results": {
            "bindings": [
                {
                    "x": {"type": "literal", "value": "1", "datatype": integer},
                    "y": {"type": "literal", "value": "a,b", "xml:lang": "en"},
                },
                {"y": {"type": "uri", "value": "http://example.org/"}},
            ]
        },
    }
    xml = server.query(VALUES, "application/sparql-results+xml")
    assert xml.type == "application/sparql-results+xml"
    rows = list(ox.parse_query_results(xml.content, format=ox.QueryResultsFormat.XML))
    assert [row["y"] for row in rows] == [
        ox.Literal("a,b", language="en"),
        ox.NamedNode("http://example.org/"),
    ]


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize(
    ("accept", "reader"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/n-quads", "nquads"),
        ("application/trig", "trig"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_a_graph_comes_in_each_form(server: Served, accept, reader):
    """Read by rdflib, which has nothing of the engine that writes it."""
    reply = server.query(
        'CONSTRUCT { <http://e.org/s> <http://e.org/p> "é\\"\\n"@fr } WHERE {}', accept
    )
    assert (reply.status, reply.type) == (200, accept)
    dataset = rdflib.Dataset()
    dataset.parse(data=reply.content, format=reader)
    (quad,) = set(dataset.quads())
    uri = rdflib.URIRef
    assert quad[:3] == (uri("http://e.org/s"), uri("http://e.org/p"), rdflib.Literal('é"\n', "fr"))


def test_the_dataset_is_that_of_the_request(server: Served):
    """Section 2.1.4: the protocol's dataset is asked, also where the query names another."""
    counting = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    ontology, none = "https://w3id.org/entente/ns/", "http://example.org/none"
    (all_,) = server.rows(counting)
    (some,) = server.rows(counting, default_graph_uri=ontology)
    (twice,) = server.rows(counting, default_graph_uri=[ontology, ontology])
    assert 0 < int(some["n"]) < int(all_["n"])
    assert twice == some
    assert server.rows(counting, default_graph_uri=none) == [{"n": "0"}]
    assert server.rows(counting, named_graph_uri=ontology) == [{"n": "0"}]
    graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert server.rows(graphs, named_graph_uri=ontology) == [{"g": ontology}]
    assert server.rows(graphs, default_graph_uri=ontology) == []
    other = counting.replace("{", f"FROM <{none}> {{", 1)
    assert server.rows(other) == [{"n": "0"}]
    assert server.rows(other, default_graph_uri=ontology) == [some]


FORM = {"Content_Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content_Type": "application/sparql-query"}
ASK = quote("ASK {}")


@pytest.mark.parametrize(
    ("status", "path", "method", "body", "headers"),
    [
        (400, f"/sparql?query={ASK}&query={ASK}", "GET", None, {}),
        (400, "/sparql?query=", "GET", None, {}),
        (400, "/sparql?query=NONSENSE", "GET", None, {}),
        (400, "/sparql?query=%FF", "GET", None, {}),
        (400, f"/sparql?update={quote('CLEAR ALL')}", "GET", None, {}),
        (400, f"/sparql?query={ASK}&update={quote('CLEAR ALL')}", "GET", None, {}),
        (400, f"/sparql?query={ASK}&default-graph-uri=relative", "GET", None, {}),
        (400, f"/sparql?query={ASK}&asof=2024", "GET", None, {}),
        (400, f"/sparql?query={ASK}&known_at=2024", "GET", None, {}),
        (400, f"/sparql?query={ASK}&as-of=yesterday", "GET", None, {}),
        (400, f"/sparql?query={ASK}&view=nonsense", "GET", None, {}),
        (400, f"/sparql?query={ASK}&source=nonsense", "GET", None, {}),
        (400, f"/sparql?query={ASK}&stated-only=perhaps", "GET", None, {}),
        (400, "/sparql", "POST", "", FORM),
        (400, "/sparql", "POST", "query=%FF", FORM),
        (400, "/sparql", "POST", b'ASK { ?s ?p "\xff" }', DIRECT),
        (400, "/sparql", "POST", "query=ASK+%7B%7D&update=CLEAR+ALL", FORM),
        (400, f"/sparql?query={ASK}", "POST", "ASK {}", DIRECT),
        (400, "/sparql", "POST", "a=1&" * 1_001, FORM),
        (403, "/sparql", "POST", "CLEAR ALL", {"Content_Type": "application/sparql-update"}),
        (403, "/update", "POST", "update=CLEAR+ALL", FORM),
        (404, "/nothing", "GET", None, {}),
        (404, "/id/state-atlantis", "GET", None, {}),
        (405, "/sparql", "PUT", "ASK {}", DIRECT),
        (405, f"/sparql?query={ASK}", "DELETE", None, {}),
        (405, "/update", "GET", None, {}),
        (405, "/store?default", "PUT", "", {"Content_Type": "text/turtle"}),
        (406, f"/sparql?query={ASK}", "GET", None, {"Accept": "image/png"}),
        (406, f"/sparql?query={ASK}", "GET", None, {"Accept": "text/turtle"}),
        (406, "/sparql", "GET", None, {"Accept": "image/png"}),
        (406, "/id/state-russia", "GET", None, {"Accept": "image/png"}),
        (413, "/sparql", "POST", b"#" * (1 << 20) + b"\nASK {}", DIRECT),
        (415, "/sparql", "POST", "ASK {}", {}),
        (415, "/sparql", "POST", "ASK {}", {"Content_Type": "text/plain"}),
        (
            415,
            "/sparql",
            "POST",
            "ASK {}".encode("utf-16"),
            {"Content_Type": "application/sparql-query; charset=utf-16"},
        ),
        (415, "/sparql", "POST", "ASK {}", {**DIRECT, "Content_Encoding": "gzip"}),
    ],
)
def test_what_is_wrong_is_refused_in_plain_words(
    server: Served, status, path, method, body, headers
):
    reply = server.ask(path, method, body, **headers)
    assert reply.status == status, reply.text
    assert reply.type == "text/plain"
    assert 10 < len(reply.text) < 1_000
    assert not {"Traceback", "/home", "/tmp", ".py", "kg/"} & set(reply.text.split())
    assert "/tmp" not in reply.text
    if status == 405:
        assert "GET" in reply.headers["allow"] or "POST" in reply.headers["allow"]


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /sparql HTTP/9.9\r\nHost: x\r\n\r\n",
        b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: -5\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
)
def test_what_is_not_http_ends_in_no_fault(server: Served, content):
    answer = server.raw(content)
    assert b" 500 " not in answer.partition(b"\r\n")[0]
    assert b"Traceback" not in answer
    assert server.ask("/health").status == 200


def test_a_syntax_error_names_the_place(server: Served):
    reply = server.query("SELECT ?x WHERE {\n  ?x a kg:State ;; .. }")
    assert reply.status == 400
    assert "line 2" in reply.text


def test_a_problem_is_json_for_who_takes_json(server: Served):
    """RFC 9457."""
    reply = server.query("NONSENSE", "application/json")
    assert (reply.status, reply.type) == (400, "application/problem+json")
    told = json.loads(reply.content)
    assert told["status"] == 400
    assert told["title"]
    assert told["instance"] == f"urn:request:{reply.headers['x-request-id']}"


def test_nothing_is_fetched(server: Served):
    """Neither SERVICE, also silent and hidden by an escape, nor FROM reaches a server."""
    with Listener() as listener:
        address = listener.address
        for query in (
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ VALUES ?x {{ <{address}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
        ):
            reply = server.query(query)
            assert reply.status == 403, reply.text
        hidden = f"SELECT * {{ \\u0053ERVICE <{address}> {{ ?s ?p ?o }} }}"
        assert 400 <= server.query(hidden).status < 500
        assert server.rows(f"SELECT * FROM <{address}> {{ ?s ?p ?o }}") == []
        assert server.rows(f"SELECT * FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}") == []
        assert listener.counted() == 0


def test_the_clocks_are_parameters(server: Served):
    """The article is of 2025: nobody knew its claims in 2024."""
    assert server.holds(A_CLAIM)
    assert not server.holds(A_CLAIM, known_at="2024")
    assert server.holds(A_CLAIM, source="khaled-north-korea-russia")
    other = "unn-2025-04-30-casualties"
    assert not server.holds(A_CLAIM, source=other)
    assert server.holds(A_CLAIM, view="latest")


def test_an_answer_that_is_held_need_not_be_sent_again(server: Served):
    """RFC 9110, section 13.1.2; what is another at each time has no tag."""
    first = server.query("ASK { ?s a kg:State }")
    tag = first.headers["etag"]
    form = urlencode({"query": "ASK { ?s a kg:State }"})
    again = server.ask(f"/sparql?{form}", If_None_Match=f'"x", {tag}')
    assert (again.status, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert server.ask(f"/sparql?{form}", If_None_Match='"x"').status == 200
    csv = server.query("ASK { ?s a kg:State }", "text/csv")
    known = server.query("ASK { ?s a kg:State }", known_at="2024")
    assert len({tag, csv.headers["etag"], known.headers["etag"]}) == 3
    assert "Accept" in first.headers["vary"]
    assert "etag" not in server.query("SELECT (NOW() AS ?now) {}").headers


def test_answers_are_compressed_for_who_takes_it(server: Served):
    form = urlencode({"query": "SELECT * { ?s a ?o } LIMIT 400"})
    plain = server.ask(f"/sparql?{form}", Accept_Encoding="gzip;q=0")
    packed = server.ask(f"/sparql?{form}", Accept_Encoding="gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert sorted(packed.text) == sorted(plain.text)
    assert "Accept-Encoding" in packed.headers["vary"]


def test_head_has_the_headers_alone(server: Served):
    reply = server.query("ASK {}", method="HEAD")
    assert (reply.status, reply.content) == (200, b"")
    assert reply.type == "application/sparql-results+json"


def test_pages_of_any_origin_may_read(server: Served):
    """Fetch standard, section 3.3: simple requests, and what a browser asks before the others."""
    form = urlencode({"query": "ASK {}"})
    assert (
        server.ask(f"/sparql?{form}", Origin="https://e.org").headers["access-control-allow-origin"]
        == "*"
    )
    before = server.ask(
        "/sparql",
        "OPTIONS",
        Origin="https://e.org",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )
    assert before.status == 200
    assert "POST" in before.headers["access-control-allow-methods"]
    assert "content-type" in before.headers["access-control-allow-headers"].lower()


def test_an_unknown_function_is_an_error_of_its_expression(server: Served):
    """SPARQL 1.1 Query, section 17.3 and 17.6: the variable stays unbound, the row is given."""
    assert server.rows("SELECT ?x (<http://e.org/f>(?x) AS ?y) { VALUES ?x { 1 } }") == [{"x": "1"}]
    assert server.rows("SELECT ?x { VALUES ?x { 1 } FILTER(<http://e.org/f>(?x)) }") == []


def test_the_limits_are_told(server: Served):
    asked = f"SELECT ?x {{ ?a a ?x . ?b a ?y }} LIMIT {ROWS + 1}"
    enough = server.query(asked.replace(str(ROWS + 1), str(ROWS)), "text/csv")
    assert enough.content.count(b"\r\n") == ROWS + 1
    assert f"rows={ROWS}" in enough.headers["entente-limits"]
    # A small answer is refused; a large one, of which a part was sent, breaks off and says why.
    small = server.query(f"SELECT (1 AS ?x) {{ ?a a ?b . ?c a ?d }} LIMIT {ROWS + 1}", "text/csv")
    assert small.status == 422
    assert f"{ROWS:,} rows" in small.text
    large = server.query(asked.replace("?x {", "?x ?a ?b {"), "application/sparql-results+json")
    assert (large.status, large.is_whole) == (200, False)
    assert f"{ROWS:,} rows" in large.text[-200:]
    with pytest.raises(ValueError, match=r"line [12] column"):
        json.loads(large.content)
    graph = server.query("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    assert not graph.is_whole
    assert f"{ROWS:,} triples" in graph.text[-200:]
    # A browser drops what came last before a connection broke: it may ask for the end as well.
    path = "/sparql?" + urlencode({"query": "CONSTRUCT WHERE { ?s ?p ?o }"})
    for packing in ("identity", "gzip"):
        told = server.ask(
            path,
            Accept="application/n-triples",
            Accept_Encoding=packing,
            Entente_Errors="in-content",
        )
        assert told.is_whole
        assert told.text.splitlines()[-1].startswith("# error: ")
        assert f"{ROWS:,} triples" in told.text.splitlines()[-1]
