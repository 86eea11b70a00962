"""The addresses that answer in JSON, as OpenAPI 3.1 describes them; those of the desk are in its own ``description``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.publish.desk import description as desk_description
from kg.publish.serve.query_page.files import TOP
from kg.publish.serve.requests import FORM
from kg.publish.serve.schemas import (
    NUMBER,
    PROBLEM,
    TEXT,
    TRUTH,
    by_name,
    in_path,
    in_query,
    list_of,
    record,
    responses,
    sent_as,
)
from kg.publish.serve.spaces import spaces_of
from kg.publish.serve.types import GRAPHS, RESULTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.publish.serve.schemas import Schema
    from kg.publish.serve.settings import Settings

_IRI: Schema = {"type": "string", "format": "uri"}
_READ = ("304", "400", "406", "422", "503")
_CLOCKS = [
    in_query("as-of", "what held then: a year, month or day, or latest"),
    in_query("known-at", "what was published by then: a year, month or day"),
    in_query("view", "the rule by which facts are chosen"),
    in_query("source", "only of this source; may be given again", list_of(TEXT)),
    in_query(
        "stated-only",
        "only what a claim states, nothing derived",
        {"enum": ["", "0", "1", "false", "true"]},
    ),
]
_DATASET = [
    in_query("default-graph-uri", "a graph of the default graph", list_of(_IRI)),
    in_query("named-graph-uri", "a graph that GRAPH may name", list_of(_IRI)),
]
#: A term, as SPARQL 1.1 Query Results JSON Format has it (section 3.2.2).
_TERM = record(
    {"xml:lang": TEXT, "datatype": TEXT},
    type={"enum": ["uri", "literal", "typed-literal", "bnode", "triple"]},
    value={"type": ["string", "object"]},
)
_ROWS = record(head=record(vars=list_of(TEXT)), results=record(bindings=list_of(by_name(_TERM))))
_ANSWER: Schema = {"anyOf": [_ROWS, record(boolean=TRUTH)]}
_TERM_NAMED = record(id=TEXT, name=TEXT)
_CANDIDATE = record(
    {"description": TEXT},
    id=TEXT,
    name=TEXT,
    type=list_of(_TERM_NAMED),
    score={"type": "number", "minimum": 0, "maximum": 100},
    match=TRUTH,
    features=list_of(record(id=TEXT, value={"type": ["number", "boolean"]})),
)
_BATCH = by_name(record(result=list_of(_CANDIDATE)))
_CELL: Schema = {
    "anyOf": [
        record(id=TEXT, name=TEXT),
        record(str=TEXT),
        record(int={"type": "integer"}),
        record(float={"type": "number"}),
    ]
}
_EXTENSION = record(meta=list_of(_TERM_NAMED), rows=by_name(by_name(list_of(_CELL))))
_MANIFEST = record(
    {"view": record(url=TEXT), "preview": record(url=TEXT), "suggest": by_name(by_name(TEXT))},
    versions=list_of(TEXT),
    name=TEXT,
    identifierSpace=_IRI,
    schemaSpace=_IRI,
)
_RECONCILED: Schema = {"anyOf": [_MANIFEST, _EXTENSION, _BATCH]}
_KIND = in_path("kind", {"enum": ["entity", "property", "type"]})
_SUGGESTED = record(
    result=list_of(
        record(
            {"notable": list_of(_TERM_NAMED), "broader": list_of(_TERM_NAMED)}, id=TEXT, name=TEXT
        )
    )
)
_STATE = record(
    ready=TRUTH,
    build={"type": "string", "description": "the hash of the text that is served"},
    view={"type": "string", "description": "the rule by which facts are chosen"},
)
_HIT = record(name=TEXT, kind=TEXT, address=TEXT, note=TEXT)
_QUESTION = record(
    name=TEXT,
    title=TEXT,
    question=TEXT,
    sparql=TEXT,
    isFirst=TRUTH,
    parameters=list_of(record(name=TEXT, kind=TEXT, value=TEXT, meaning=TEXT)),
)
_FORMAT = {"type": "array", "items": TEXT, "minItems": 3, "maxItems": 3}
_START = record(
    prefixes=by_name(TEXT),
    paths=list_of(list_of(TEXT)),
    questions=list_of(_QUESTION),
    unread=TEXT,
    limits=record(seconds={"type": "number"}, rows=NUMBER),
    formats=record(rows=list_of(_FORMAT), graphs=list_of(_FORMAT)),
)


def _operation(
    summary: str,
    answer: Schema | None,
    codes: Iterable[str] = (),
    parameters: Iterable[Schema] = (),
    kinds: Iterable[str] = ("application/json",),
    **more: Any,
) -> Schema:
    told: Schema = {"summary": summary, "responses": responses(answer, codes, kinds), **more}
    if listed := list(parameters):
        told["parameters"] = listed
    return told


def _queries() -> dict[str, Schema]:
    """The SPARQL endpoint: the JSON of its answers, and in which other types they come."""
    query = in_query("query", "a SPARQL query", required=True)
    kinds = list(dict.fromkeys((*RESULTS["json"], *(names[0] for names in RESULTS.values()))))
    kinds += [names[0] for names in GRAPHS.values()]
    codes = (*_READ, "403", "404")
    form = record({name["name"]: name["schema"] for name in _DATASET}, query=TEXT)
    bodies = ((FORM, form), ("application/sparql-query", TEXT))
    got = _operation("Ask a query", None, codes, (query, *_DATASET, *_CLOCKS))
    posted = _operation(
        "Ask a query that is sent",
        None,
        ({*codes} | {"408", "413", "415"}) - {"304"},
        [*_DATASET, *_CLOCKS],
        requestBody=sent_as(*bodies),
    )
    for each in (got, posted):
        each["responses"]["200"]["content"] = {
            kind: {"schema": _ANSWER if kind in RESULTS["json"] else {}} for kind in kinds
        }
    return {"get": got, "post": posted}


def _reconciling() -> dict[str, Any]:
    asked = [
        in_query("queries", "a batch of queries, as JSON"),
        in_query("extend", "entities and properties whose values are wanted, as JSON"),
    ]
    form = record({name["name"]: TEXT for name in asked})
    codes = ("400", "422", "503")
    prefix = in_query("prefix", "how a name or identifier begins", required=True)
    cursor = in_query("cursor", "so many are passed over", NUMBER)
    limit = in_query("limit", "so many at most", NUMBER)
    proposed = record({"limit": NUMBER}, type=TEXT, properties=list_of(_TERM_NAMED))
    identified = in_query("id", "an identifier", required=True)
    return {
        "/reconcile": {
            "get": _operation(
                "The manifest of the Reconciliation API 0.2; with queries or extend their answers",
                _RECONCILED,
                codes,
                [*asked, *_CLOCKS],
            ),
            "post": _operation(
                "The answers of queries, or of extend",
                {"anyOf": [_EXTENSION, _BATCH]},
                (*codes, "408", "413", "415"),
                _CLOCKS,
                requestBody=sent_as((FORM, form)),
            ),
        },
        "/reconcile/suggest/{kind}": {
            "get": _operation(
                "What begins with some letters",
                _SUGGESTED,
                (*codes, "404"),
                [_KIND, prefix, cursor, *_CLOCKS],
            )
        },
        "/reconcile/flyout/{kind}": {
            "get": _operation(
                "A few lines of HTML on something",
                record(id=TEXT, html=TEXT),
                (*codes, "404"),
                [_KIND, identified, *_CLOCKS],
            )
        },
        "/reconcile/properties": {
            "get": _operation(
                "The properties that entities of a type have",
                proposed,
                codes,
                [in_query("type", "a type; kg:Entity if not given"), limit, *_CLOCKS],
            )
        },
    }


def _reading() -> dict[str, Any]:
    most = {"type": "integer", "minimum": 1, "maximum": 20}
    language = in_query("lang", "the language of names: en, ko, ru …")
    named = in_query("format", "in place of Accept", {"enum": [*RESULTS]})
    kinds = dict.fromkeys((*RESULTS["json"], *(names[0] for names in RESULTS.values())))
    ask = _operation(
        "The rows that answer a named question; its values are parameters by their names",
        None,
        (*_READ, "404"),
        [in_path("name"), named, language, *_CLOCKS],
    )
    ask["responses"]["200"]["content"] = {
        **{kind: {"schema": _ANSWER if kind in RESULTS["json"] else {}} for kind in kinds},
        "text/html": {"schema": TEXT},
    }
    search = _operation(
        "What fits some words, the best first",
        record(hits=list_of(_HIT)),
        _READ,
        [
            in_query("q", "words, or an id"),
            in_query("most", "so many at most", most),
            language,
            *_CLOCKS,
        ],
    )
    search["responses"]["200"]["content"]["text/html"] = {"schema": TEXT}
    return {"/search": {"get": search}, "/ask/{name}": {"get": ask}}


def _listings(settings: Settings) -> dict[str, Any]:
    told = {}
    for _, top, words in spaces_of(settings.layout.workspace):
        listing = _operation(f"The IRIs: {words}", list_of(_IRI), _READ, _CLOCKS)
        listing["responses"]["200"]["content"]["text/html"] = {"schema": TEXT}
        told[top] = {"get": listing}
    return told


def openapi(base: str, version: str, settings: Settings) -> dict[str, Any]:
    """The JSON parts of the server (OpenAPI 3.1); with those of the desk, where there is one."""
    paths: dict[str, Any] = {
        "/ready": {"get": _operation("Whether queries are answered", _STATE)},
        "/openapi.json": {"get": _operation("This description", {"type": "object"}, ("400",))},
        f"{TOP}/start.json": {"get": _operation("What the query page begins with", _START)},
        "/sparql": _queries(),
        **_reconciling(),
        **_reading(),
        **_listings(settings),
    }
    not_yet = {"application/json": {"schema": _STATE}}
    paths["/ready"]["get"]["responses"]["503"] = {"description": "Not yet", "content": not_yet}
    components: dict[str, Any] = {"schemas": {"Problem": PROBLEM}}
    if settings.desk is not None:
        paths |= desk_description.paths()
        components["securitySchemes"] = desk_description.SECURITY
    return {
        "openapi": "3.1.0",
        "info": {"title": "Entente", "version": version},
        "servers": [{"url": base}],
        "paths": paths,
        "components": components,
    }
