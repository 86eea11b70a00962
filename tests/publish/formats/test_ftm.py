"""FollowTheMoney: every entity passes its schema, and the links lead to entities of the file."""

from __future__ import annotations

import json

import pytest

from kg.publish.formats import ftm
from tests.publish.material import open_denied, open_disputed

# followthemoney and what it needs warn of their own old names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def entities(graph) -> list[dict]:
    return [json.loads(line) for line in ftm.render(graph).splitlines()]


@pytest.mark.parametrize("which", ["core", "worse"])
def test_every_entity_passes_its_schema(request, which):
    model = pytest.importorskip("followthemoney").model
    for one in entities(request.getfixturevalue(which)):
        schema = model.get(one["schema"])
        assert schema is not None, one["schema"]
        assert not schema.abstract
        assert not schema.validate(one), one
        assert set(one["properties"]) <= set(schema.properties)


def test_no_value_is_dropped_when_it_is_read(core):
    model = pytest.importorskip("followthemoney").model
    for one in entities(core):
        proxy = model.get_proxy(one, cleaned=False)
        for name, values in one["properties"].items():
            assert len(proxy.get(name)) == len(values), (one["id"], name, values)


def test_ids_are_unique_and_references_lead_somewhere(core):
    model = pytest.importorskip("followthemoney").model
    found = entities(core)
    ids = {one["id"] for one in found}
    assert len(ids) == len(found)
    for one in found:
        for name, values in one["properties"].items():
            prop = model.get(one["schema"]).get(name)
            if prop.type.name == "entity":
                assert set(values) <= ids
                schemata = {e["id"]: model.get(e["schema"]) for e in found}
                assert all(schemata[value].is_a(prop.range) for value in values), (name, values)


def test_a_state_and_a_link_of_the_article(core):
    found = entities(core)
    named = {name: one for one in found for name in one["properties"].get("name", [])}
    korea = named["North Korea"]
    assert korea["schema"] == "PublicBody"
    assert korea["properties"]["country"] == ["kp"]
    assert korea["properties"]["wikidataId"] == ["Q423"]
    assert "조선민주주의인민공화국" in korea["properties"]["alias"]
    corps, army = named["11th Corps of the Korean People's Army"], named["Korean People's Army"]
    links = [one for one in found if one["properties"].get("subject") == [corps["id"]]]
    assert {link["schema"] for link in links} == {"UnknownLink"}
    assert {(*link["properties"]["role"], *link["properties"]["object"]) for link in links} == {
        ("is part of", army["id"]),
        ("is part of", named["Special Operations Force of the Korean People's Army"]["id"]),
        ("is commanded by", named["Kim Yong Bok"]["id"]),
        ("is located in", named["Deokcheon"]["id"]),
        ("belongs to", korea["id"]),  # "North Korea's … unit, the 11th Corps"
    }


def test_the_article_is_a_document_without_a_date(core):
    (article,) = [
        one for one in entities(core) if "Sara Khaled" in one["properties"].get("author", [])
    ]
    assert article["schema"] == "Article"
    assert "publishedAt" not in article["properties"]  # the text carries no date


def test_a_denied_fact_says_so(workspace):
    found = entities(open_disputed(workspace))
    assert sum(one["properties"].get("status") == ["disputed"] for one in found) == 1


def test_the_note_of_a_denial_says_so(workspace):
    notes = [one for one in entities(open_denied(workspace)) if one["schema"] == "Note"]
    names = [name for note in notes for name in note["properties"]["name"]]
    assert [name for name in names if "China supports Russia" in name] == [
        "Denied: China supports Russia."
    ]
    assert sum(name.startswith("Denied: ") for name in names) == 1
