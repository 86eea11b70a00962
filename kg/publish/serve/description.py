"""What the server says of itself and its data: Service Description, VoID and DCAT, sitemap."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pyoxigraph as ox
from starlette.responses import Response

from kg.claims.scope import Scope
from kg.iris import DCTERMS, KG, KGD, RDF, SRC
from kg.publish.serve.pages.frame import POLICY
from kg.publish.serve.replies import content_of, is_known, tag_of
from kg.publish.serve.spaces import path_of, spaces_of
from kg.publish.serve.types import RDF_FORMATS, READABLE, content_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from starlette.requests import Request

    from kg.publish.serve.pool import Pool
    from kg.publish.serve.settings import Settings
    from kg.text.workspace import Workspace

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_NAMES = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
)
_GRAPH_NAMES = {
    "ttl": "Turtle",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
}
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_PREFIXES = {"sd": _SD, "void": _VOID, "dcat": _DCAT, "dcterms": DCTERMS, "format": _FORMATS}
PAGE = {"Content-Security-Policy": POLICY}

Graphs = dict[str, int]


async def graphs(pool: Pool, request: Request) -> Graphs:
    """The named graphs, each with the number of its triples."""
    if pool.settings.remote is not None:  # to count them there may take long
        return {}
    listed: Graphs = json.loads(await content_of(pool, request, {"do": "names"}, Scope()))
    return listed


def _triple(subject: Any, name: str, value: Any) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(name), value)


def service(endpoint: str, graphs: Graphs, settings: Settings) -> Iterator[ox.Triple]:
    """The Service Description (W3C, 2013) of the endpoint at an address."""
    it, dataset, default = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("default")
    yield _triple(it, RDF + "type", ox.NamedNode(_SD + "Service"))
    yield _triple(it, _SD + "endpoint", ox.NamedNode(endpoint))
    languages = ["SPARQL10Query", "SPARQL11Query"]
    languages += ["SPARQL11Update"] if settings.scratch else []
    for name in languages:
        yield _triple(it, _SD + "supportedLanguage", ox.NamedNode(_SD + name))
    features = ["UnionDefaultGraph"] if settings.union else []
    features += ["EmptyGraphs"] if settings.scratch else []
    features += ["BasicFederatedQuery"] if settings.allowed else []
    for name in features:
        yield _triple(it, _SD + "feature", ox.NamedNode(_SD + name))
    for name in (*_RESULT_NAMES, *_GRAPH_NAMES.values()):
        yield _triple(it, _SD + "resultFormat", ox.NamedNode(_FORMATS + name))
    if settings.scratch:
        for form in dict.fromkeys(READABLE.values()):
            yield _triple(it, _SD + "inputFormat", ox.NamedNode(_FORMATS + _GRAPH_NAMES[form]))
    yield _triple(it, _SD + "defaultDataset", dataset)
    yield _triple(dataset, RDF + "type", ox.NamedNode(_SD + "Dataset"))
    yield _triple(dataset, DCTERMS + "license", ox.NamedNode(_LICENCE))
    yield _triple(dataset, _SD + "defaultGraph", default)
    yield _triple(default, RDF + "type", ox.NamedNode(_SD + "Graph"))
    for number, (name, count) in enumerate(sorted(graphs.items())):
        named, graph = ox.BlankNode(f"n{number}"), ox.BlankNode(f"g{number}")
        yield _triple(dataset, _SD + "namedGraph", named)
        yield _triple(named, RDF + "type", ox.NamedNode(_SD + "NamedGraph"))
        yield _triple(named, _SD + "name", ox.NamedNode(name))
        yield _triple(named, _SD + "graph", graph)
        yield _triple(graph, RDF + "type", ox.NamedNode(_SD + "Graph"))
        yield _triple(graph, _VOID + "triples", _number(count))


def _number(count: int) -> ox.Literal:
    return ox.Literal(str(count), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))


def dataset(base: str, graphs: Graphs, settings: Settings) -> Iterator[ox.Triple]:
    """The data as VoID (https://www.w3.org/TR/void/) and DCAT (https://www.w3.org/TR/vocab-dcat-3/) have it."""
    it, endpoint = ox.NamedNode(f"{base}/.well-known/void#data"), ox.NamedNode(f"{base}/sparql")
    access = ox.NamedNode(f"{base}/.well-known/void#service")
    for name in (_VOID + "Dataset", _DCAT + "Dataset"):
        yield _triple(it, RDF + "type", ox.NamedNode(name))
    workspace = settings.layout.workspace
    title = workspace.name if workspace else "Entente"
    yield _triple(it, DCTERMS + "title", ox.Literal(title, language="en"))
    yield _triple(
        it,
        DCTERMS + "description",
        ox.Literal(
            "Claims on actors, military units, weapons and agreements: who says what, in which"
            " document, how surely, as of when; and the facts that follow.",
            language="en",
        ),
    )
    if workspace is None:
        yield _triple(it, DCTERMS + "license", ox.NamedNode(_LICENCE))
    yield _triple(it, _VOID + "sparqlEndpoint", endpoint)
    for space in (KGD, SRC, KG):
        yield _triple(it, _VOID + "uriSpace", ox.Literal(space))
    yield _triple(it, _VOID + "vocabulary", ox.NamedNode(KG))
    for name in _GRAPH_NAMES.values():
        yield _triple(it, _VOID + "feature", ox.NamedNode(_FORMATS + name))
    if graphs:
        yield _triple(it, _VOID + "triples", _number(sum(graphs.values())))
    yield _triple(access, RDF + "type", ox.NamedNode(_DCAT + "DataService"))
    yield _triple(access, _DCAT + "endpointURL", endpoint)
    yield _triple(access, _DCAT + "servesDataset", it)
    yield _triple(access, DCTERMS + "title", ox.Literal("SPARQL 1.1", language="en"))


def response(request: Request, triples: Iterable[ox.Triple], form: tuple[str, str]) -> Response:
    """Triples in the form that the client takes, with a tag by which it need not fetch them again."""
    content = ox.serialize(triples, format=RDF_FORMATS[form[0]], prefixes=_PREFIXES) or b""
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "ETag": tag_of(form, content.hex())}
    if is_known(request, headers["ETag"]):
        return Response(None, 304, headers)
    return Response(content, headers={**headers, "Content-Type": content_type(form[1])})


def sitemap(base: str, iris: Iterable[str], workspace: Workspace | None = None) -> bytes:
    """The pages of the server (https://www.sitemaps.org/protocol.html), at most 50,000."""
    tops = [top for _, top, _ in spaces_of(workspace)]
    paths = ["/", "/questions", "/conflicts", *tops, *(path_of(iri, workspace) for iri in iris)]
    lines = [f"<url><loc>{escape(base + path)}</loc></url>" for path in paths[:50_000]]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(lines) + "\n</urlset>\n").encode()


def robots(base: str) -> str:
    """What crawlers shall leave alone: queries cost time."""
    return (
        "User-agent: *\nDisallow: /sparql\nDisallow: /query\nDisallow: /update\nDisallow: /store\n"
        f"Disallow: /data\nDisallow: /metrics\nDisallow: /reconcile\nDisallow: /search\nDisallow: /graph\nDisallow: /*?\n\nSitemap: {base}/sitemap.xml\n"
    )
