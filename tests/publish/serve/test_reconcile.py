"""OpenRefine's Reconciliation API 0.2: what the specification demands, and whom we call a match."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from tests.publish.serve.running import Reply, Served

UNIT, ARMY = "kgd:unit-kpa-11th-corps", "kgd:force-korean-peoples-army"
FORM = "application/x-www-form-urlencoded"

TEXT = {"type": "string"}
NAMED = {"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT}}
#: What the specification's own schemas demand (0.2, section 9), of what we use.
SERVICE = {
    "type": "object",
    "properties": {
        "service_url": TEXT,
        "service_path": TEXT,
        "flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"},
    },
}
URL = {"type": "string", "pattern": r"\{\{id\}\}"}
MANIFEST = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "contains": {"const": "0.2"}},
        "defaultTypes": {"type": "array", "items": NAMED},
        "view": {"type": "object", "required": ["url"], "properties": {"url": URL}},
        "preview": {
            "type": "object",
            "required": ["url", "width", "height"],
            "properties": {"url": URL, "width": {"type": "integer"}, "height": {"type": "integer"}},
        },
        "suggest": {
            "type": "object",
            "required": ["entity", "property", "type"],
            "additionalProperties": SERVICE,
        },
        "extend": {"type": "object", "required": ["propose_properties"]},
    },
}
CANDIDATE = {
    "type": "object",
    "required": ["id", "name", "score", "match", "features", "type"],
    "properties": {
        "id": TEXT,
        "name": TEXT,
        "description": TEXT,
        "score": {"type": "number"},
        "match": {"type": "boolean"},
        "type": {"type": "array", "items": NAMED},
        "features": {
            "type": "array",
            "items": {
                "required": ["id", "value"],
                "properties": {"id": TEXT, "value": {"type": ["boolean", "number"]}},
            },
        },
    },
}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
    },
}
CELL = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": TEXT,
        "name": TEXT,
        "str": TEXT,
        "int": {"type": "integer"},
        "float": {"type": "number"},
    },
    "oneOf": [{"required": [*each]} for each in (("id", "name"), ("str",), ("int",), ("float",))],
}
EXTENDED = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": NAMED},
        "rows": {
            "type": "object",
            "additionalProperties": {"additionalProperties": {"type": "array", "items": CELL}},
        },
    },
}
SUGGESTED = {
    "type": "object",
    "required": ["result"],
    "properties": {"result": {"type": "array", "items": NAMED}},
}


def demand(found: object, schema: dict) -> None:
    """Validate an answer."""
    import jsonschema  # a second, not in each worker that collects this file

    jsonschema.validate(found, schema)


def asked(server: Served, path: str, schema: dict) -> dict:
    reply = server.ask(path)
    assert (reply.status, reply.type) == (200, "application/json"), reply.text
    found = json.loads(reply.content)
    demand(found, schema)
    return found


def posted(server: Served, **form: object) -> Reply:
    written = {k: v if isinstance(v, str) else json.dumps(v) for k, v in form.items()}
    return server.ask("/reconcile", "POST", urlencode(written), Content_Type=FORM)


def candidates(server: Served, **query: object) -> list[dict]:
    reply = posted(server, queries={"q0": query})
    assert reply.status == 200, reply.text
    found = json.loads(reply.content)
    demand(found, RESULTS)
    return found["q0"]["result"]


def features(candidate: dict) -> dict:
    return {each["id"]: each["value"] for each in candidate["features"]}


def test_the_manifest_says_where_everything_is(server: Served):
    told = asked(server, "/reconcile", MANIFEST)
    suggest = told["suggest"]["entity"]
    assert suggest["service_url"] == server.address
    assert server.ask(suggest["service_path"] + "?prefix=storm").status == 200
    for kind, name in (("entity", UNIT), ("type", "MilitaryUnit"), ("property", "kg:partOf")):
        flyout = told["suggest"][kind]["flyout_service_path"].replace("${id}", name)
        assert json.loads(server.ask(flyout).content)["id"] == name
    view = told["view"]["url"].replace("{{id}}", UNIT).removeprefix(server.address)
    led = server.ask(view)
    assert (led.status, led.headers["location"]) == (
        303,
        f"{server.address}/id/unit-kpa-11th-corps",
    )


def test_a_page_of_any_origin_may_ask(server: Served):
    for path in ("/reconcile", "/reconcile/suggest/entity?prefix=storm"):
        reply = server.ask(path, Origin="https://openrefine.example")
        assert reply.headers["access-control-allow-origin"] == "*"


def test_a_batch_is_answered_by_its_keys_by_post_and_by_get(server: Served):
    batch = {"a": {"query": "Storm Corps"}, "b": {"query": "zzzz qqqq"}}
    by_post = json.loads(posted(server, queries=batch).content)
    by_get = asked(server, "/reconcile?" + urlencode({"queries": json.dumps(batch)}), RESULTS)
    assert by_post == by_get
    assert by_post["a"]["result"][0]["id"] == UNIT
    assert by_post["b"]["result"] == []


def test_a_name_that_only_one_thing_has_is_a_match(server: Served):
    """The article's other name of the 11th Corps (claim c019)."""
    first, *others = candidates(server, query="Storm Corps")
    assert (first["id"], first["match"], first["score"]) == (UNIT, True, 100)
    assert features(first) == {"name_similarity": 100}
    assert not any(other["match"] for other in others)


@pytest.mark.parametrize(
    "name",
    [
        "12th Corps of the Korean People's Army",  # another number is another unit
        "Corps",  # a part of a name
        "Western officials",  # a group without a name: each document has its own
    ],
)
def test_what_the_matcher_is_not_sure_of_is_no_match(server: Served, name):
    found = candidates(server, query=name, limit=20)
    assert not any(each["match"] for each in found)
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)


def test_an_identifier_is_answered_by_what_it_stands_for(server: Served):
    for identifier in (UNIT, "https://w3id.org/entente/id/unit-kpa-11th-corps"):
        (only,) = candidates(server, query=identifier)
        assert (only["id"], only["match"]) == (UNIT, True)


def test_types_limit_the_candidates(server: Served):
    assert candidates(server, query="Storm Corps", type="kg:MilitaryUnit")[0]["match"]
    of_others = candidates(server, query="Storm Corps", type=["kg:State", "kg:Person"])
    assert UNIT not in [each["id"] for each in of_others]
    assert not any(each["match"] for each in of_others)


def test_properties_must_fit_for_a_match(server: Served):
    """The corps is part of the army: the article's claim c016; it is no part of Russia."""
    for value in ({"id": ARMY}, "Korean People's Army", ["Russia", {"id": ARMY}]):
        first = candidates(
            server, query="Storm Corps", properties=[{"pid": "kg:partOf", "v": value}]
        )[0]
        assert first["match"], value
        assert features(first)["property:kg:partOf"] is True
    other = candidates(
        server, query="Storm Corps", properties=[{"pid": "kg:partOf", "v": "Russia"}]
    )[0]
    assert (other["id"], other["match"]) == (UNIT, False)
    assert other["score"] < 100
    assert features(other)["property:kg:partOf"] is False


def test_properties_alone_find_but_never_match(server: Served):
    found = candidates(server, properties=[{"pid": "partOf", "v": {"id": ARMY}}], limit=100)
    assert UNIT in [each["id"] for each in found]
    assert not any(each["match"] for each in found)


@pytest.mark.parametrize(
    ("kind", "prefix", "first"),
    [
        ("entity", "storm c", UNIT),
        ("entity", UNIT, UNIT),
        ("type", "military u", "kg:MilitaryUnit"),
        ("property", "is part", "kg:partOf"),
    ],
)
def test_letters_are_completed(server: Served, kind, prefix, first):
    path = f"/reconcile/suggest/{kind}?" + urlencode({"prefix": prefix})
    found = asked(server, path, SUGGESTED)["result"]
    assert found[0]["id"] == first
    assert asked(server, f"{path}&cursor={len(found)}", SUGGESTED)["result"] != found


def test_values_of_properties_are_given(server: Served):
    query = {"ids": [UNIT, "kgd:none"], "properties": [{"id": "kg:partOf"}, {"id": "rdfs:label"}]}
    reply = posted(server, extend=query)
    assert reply.status == 200, reply.text
    found = json.loads(reply.content)
    demand(found, EXTENDED)
    assert [each["id"] for each in found["meta"]] == ["kg:partOf", "rdfs:label"]
    assert {"id": ARMY, "name": "Korean People's Army"} in found["rows"][UNIT]["kg:partOf"]
    assert found["rows"]["kgd:none"] == {"kg:partOf": [], "rdfs:label": []}
    proposed = json.loads(server.ask("/reconcile/properties?type=kg:MilitaryUnit").content)
    assert "kg:partOf" in [each["id"] for each in proposed["properties"]]


def test_a_preview_can_be_framed_and_runs_nothing(server: Served):
    reply = server.ask(f"/reconcile/preview?id={UNIT}")
    assert (reply.status, reply.type) == (200, "text/html")
    assert "Storm Corps" in reply.text
    policy = reply.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"queries": "{"}, "not JSON"),
        ({"queries": "[" * 50_000}, "not JSON"),
        ({"queries": "[]"}, "no JSON object"),
        ({"queries": '{"\\ud800": {"query": "\\ud800"}}'}, "not JSON"),
        ({"queries": '{"a": {"query": "x", "limit": NaN}}'}, "limit"),
        ({"queries": '{"a": {"query": "x", "limit": 1e999}}'}, "limit"),
        ({"queries": {"a": 1}}, "the query a is no object"),
        ({"queries": {"a": {}}}, "neither a query nor properties"),
        ({"queries": {"a": {"query": 1}}}, "query is no text"),
        ({"queries": {"a": {"query": "x", "limit": 0}}}, "limit"),
        ({"queries": {"a": {"query": "x", "limit": True}}}, "limit"),
        ({"queries": {"a": {"query": "x", "typ": "y"}}}, "a field typ"),
        ({"queries": {"a": {"query": "x", "type": 3}}}, "type is neither"),
        ({"queries": {"a": {"query": "x", "type": "kg:Nothing"}}}, "no type kg:Nothing"),
        ({"queries": {"a": {"query": "x", "type_strict": "maybe"}}}, "type_strict"),
        ({"queries": {"a": {"query": "x", "properties": {}}}}, "properties is no list"),
        (
            {"queries": {"a": {"query": "x", "properties": [{"pid": "kg:partOf"}]}}},
            "no pid or no v",
        ),
        (
            {"queries": {"a": {"query": "x", "properties": [{"pid": "no", "v": 1}]}}},
            "no property no",
        ),
        (
            {"queries": {"a": {"query": "x", "properties": [{"pid": "kg:partOf", "v": None}]}}},
            "a value is no text",
        ),
        ({"queries": {str(number): {"query": "x"} for number in range(1_001)}}, "more than 1,000"),
        ({"extend": {"ids": "x", "properties": []}}, "ids is no list"),
        ({"extend": {"ids": [], "properties": [{}]}}, "properties is no list"),
        ({"extend": {}, "queries": {}}, "send one of them"),
        ({"something": "else"}, "neither queries nor extend"),
    ],
)
def test_what_is_malformed_is_told_in_words(server: Served, form, words):
    reply = posted(server, **form)
    assert reply.status == 400
    assert words in reply.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reconcile/suggest/entity", 400),
        ("/reconcile/suggest/entity?prefix=a&cursor=-1", 400),
        ("/reconcile/suggest/things?prefix=a", 404),
        ("/reconcile/flyout/entity?id=kgd:none", 404),
        ("/reconcile/preview?id=%3C", 404),
        ("/reconcile/preview", 400),
        ("/reconcile/properties?type=none", 400),
        ("/reconcile/view?id=http://elsewhere.example/", 404),
    ],
)
def test_an_address_that_asks_for_nothing_is_told_in_words(server: Served, path, status):
    reply = server.ask(path)
    assert reply.status == status
    assert reply.text.strip()
    assert "kg/" not in reply.text


def test_another_content_than_a_form_is_refused(server: Served):
    assert server.ask("/reconcile", "POST", "{}", Content_Type="application/json").status == 415
    assert server.ask("/reconcile", "DELETE").status == 405
