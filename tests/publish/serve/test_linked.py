"""Each IRI of ours answers below the server, and the whole is described; what an operator sees."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest
import rdflib
from rdflib.namespace import DCAT, RDF, VOID

from tests.publish.serve.running import Served

KG, KGD = "https://w3id.org/entente/ns/", "https://w3id.org/entente/id/"
SOURCE = "https://w3id.org/entente/source/khaled-north-korea-russia"
UNIT = f"{KGD}unit-kpa-11th-corps"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def graph_at(server: Served, path: str) -> rdflib.Graph:
    reply = server.ask(path, Accept="text/turtle")
    assert (reply.status, reply.type) == (200, "text/turtle"), reply.text
    return rdflib.Graph().parse(data=reply.content, format="turtle", publicID=server.address)


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/id/unit-kpa-11th-corps", "11th Corps"),
        ("/ns/Claim", "claim"),
        ("/source/khaled-north-korea-russia", "North Korea"),
        ("/source/khaled-north-korea-russia/c020", "6,000"),
    ],
)
def test_a_thing_is_a_page_for_people(server: Served, path, heading):
    reply = server.ask(path, Accept=HTML)
    assert (reply.status, reply.type) == (200, "text/html")
    (title,) = re.findall(r"<h1>(.*?)</h1>", reply.text, re.DOTALL)
    assert heading.casefold() in title.casefold()
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "Accept" in reply.headers["vary"]
    assert "unsafe" not in reply.headers["content-security-policy"]
    for address in re.findall(r"<(?:script|img|link)[^>]+(?:src|href)=\"([^\"]+)", reply.text):
        assert address.startswith(("/", "data:")), address


def test_a_thing_is_data_for_programs_with_the_claims_behind_it(server: Served):
    """The article's claim c016 puts the corps below the army: design, section 7."""
    found = graph_at(server, "/id/unit-kpa-11th-corps")
    unit, claim = rdflib.URIRef(UNIT), rdflib.URIRef(f"{SOURCE}/c016")
    assert (unit, RDF.type, rdflib.URIRef(f"{KG}MilitaryUnit")) in found
    assert (claim, RDF.subject, unit) in found
    assert (claim, RDF.predicate, rdflib.URIRef(f"{KG}partOf")) in found
    assert set(found.objects(claim, rdflib.URIRef(f"{KG}attributedTo")))
    (evidence,) = found.objects(claim, rdflib.URIRef(f"{KG}evidence"))
    assert set(found.predicates(evidence, None))


def test_a_claim_has_its_figure_and_its_evidence(server: Served):
    """Characters 782 to 889 of the article: the README, and the design's claim c020."""
    found = graph_at(server, "/source/khaled-north-korea-russia/c020")
    claim = rdflib.URIRef(f"{SOURCE}/c020")
    assert int(found.value(claim, rdflib.URIRef(f"{KG}lower"))) == 6000
    evidence = found.value(claim, rdflib.URIRef(f"{KG}evidence"))
    oa = "http://www.w3.org/ns/oa#"
    assert [int(found.value(evidence, rdflib.URIRef(oa + end))) for end in ("start", "end")] == [
        782,
        889,
    ]


def test_a_thing_has_clocks_too(server: Served):
    """Nobody had published it in 2023."""
    assert server.ask("/source/khaled-north-korea-russia/c020").status == 200
    assert server.ask("/source/khaled-north-korea-russia/c020?known-at=2023").status == 404


def test_lists_are_pages_and_json(server: Served):
    for top, some in (("/id/", UNIT), ("/ns/", f"{KG}Claim"), ("/source/", SOURCE)):
        iris = json.loads(server.ask(top, Accept="application/json").content)
        assert some in iris
        page = server.ask(top, Accept=HTML).text
        assert f'href="{top}{some.rpartition("/")[2]}"' in page
    assert server.ask("/", Accept=HTML).type == "text/html"


def test_the_data_are_described(server: Served):
    """VoID, section 6.1; DCAT 3, section 6.12."""
    found = graph_at(server, "/.well-known/void")
    (data,) = found.subjects(RDF.type, VOID.Dataset)
    assert (data, RDF.type, DCAT.Dataset) in found
    assert found.value(data, VOID.sparqlEndpoint) == rdflib.URIRef(f"{server.address}/sparql")
    (rows,) = server.rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    assert int(found.value(data, VOID.triples)) == int(rows["n"])
    (service,) = found.subjects(RDF.type, DCAT.DataService)
    assert found.value(service, DCAT.servesDataset) == data


def test_crawlers_find_the_pages(server: Served):
    robots = server.ask("/robots.txt")
    assert "Disallow: /sparql" in robots.text
    assert f"Sitemap: {server.address}/sitemap.xml" in robots.text
    places = [
        each.text
        for each in ET.fromstring(server.ask("/sitemap.xml").content).iter(
            "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
        )
    ]
    assert f"{server.address}/id/unit-kpa-11th-corps" in places


def test_requests_have_ids_and_lines_without_their_queries(server: Served):
    before = len(server.lines)
    reply = server.query("ASK { <urn:secret-of-mine> ?p ?o }")
    mine = server.ask("/health?token=secret-of-mine", X_Request_Id="abc-123")
    assert mine.headers["x-request-id"] == "abc-123"
    assert server.ask("/health", X_Request_Id="a b\tc").headers["x-request-id"] != "a b\tc"
    lines: list[dict[str, object]] = []
    for _ in range(100):
        lines = [json.loads(line) for line in server.lines[before:] if line.startswith("{")]
        if {"abc-123", reply.headers["x-request-id"]} <= {line["id"] for line in lines}:
            break
        server.ask("/health")
    (line,) = [line for line in lines if line["id"] == reply.headers["x-request-id"]]
    assert (line["status"], line["method"], line["path"]) == (200, "GET", "/sparql")
    assert "secret-of-mine" not in "".join(server.lines)


def test_prometheus_reads_the_numbers(server: Served):
    """Read by the reader of Prometheus' own client library."""
    from prometheus_client.parser import text_string_to_metric_families

    server.query("NONSENSE")
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(server.ask("/metrics").text)
        for sample in family.samples
    }
    assert found["entente_requests_total", "/sparql", "400", "GET"] >= 1
    assert found["entente_ready",] == 1
    assert found["entente_loads_total",] == 1
