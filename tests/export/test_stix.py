"""STIX 2.1: valid by the OASIS validator, ids that follow from the IRIs, judgements that are no relationships."""

from __future__ import annotations

import json
import uuid

import pytest

from kg.export import stix
from tests.export.material import open_disputed

_ID = "https://w3id.org/entente/id/"


def objects(graph) -> list[dict]:
    return json.loads(stix.render(graph))["objects"]


def uuid5(iri: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, iri))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("which", ["core", "worse"])
def test_the_validator_finds_no_error(request, which):
    validator = pytest.importorskip("stix2validator")
    text = stix.render(request.getfixturevalue(which)).decode()
    result = validator.validate_string(text, validator.ValidationOptions(version="2.1"))
    assert [str(error) for error in result.errors] == []
    assert result.is_valid


def test_every_reference_leads_to_an_object_of_the_bundle(core):
    found = objects(core)
    ids = [one["id"] for one in found]
    assert len(ids) == len(set(ids))
    for one in found:
        named = [one.get("created_by_ref"), one.get("source_ref"), one.get("target_ref")]
        named += one.get("object_refs", [])
        named += list(one.get("extensions", {}))
        assert {name for name in named if name} <= set(ids)


def test_an_actor_and_an_event_of_the_article(core):
    found = {one["id"]: one for one in objects(core)}
    corps = found[f"identity--{uuid5(_ID + 'unit-kpa-11th-corps')}"]
    assert corps["name"] == "11th Corps of the Korean People's Army"
    assert corps["identity_class"] == "organization"
    assert found[f"identity--{uuid5(_ID + 'person-kim-jong-un')}"]["identity_class"] == "individual"
    event = found[f"entente-entity--{uuid5(_ID + 'deployment-dprk-russia-2024')}"]
    assert event["entity_kind"] == "Deployment"


def test_a_fact_is_a_relationship_with_its_claims(core):
    (part_of,) = [
        one
        for one in objects(core)
        if one["type"] == "relationship"
        and one["source_ref"] == f"identity--{uuid5(_ID + 'unit-kpa-11th-corps')}"
        and one["relationship_type"] == "part-of"
    ]
    assert part_of["target_ref"] == f"identity--{uuid5(_ID + 'force-korean-peoples-army')}"
    (extension,) = part_of["extensions"].values()
    assert extension["claim_ids"] == ["khaled-north-korea-russia/c016"]


def test_a_judgement_is_a_note_and_no_relationship(core):
    # c005 says that North Korea is a military partner of Russia, a ranking; c065 that a missile resembles another.
    claim = "https://w3id.org/entente/source/khaled-north-korea-russia/c065"
    found = {one["id"]: one for one in objects(core)}
    note = found[f"note--{uuid5(claim)}"]
    (extension,) = note["extensions"].values()
    assert extension["kind"] == "Judgement"
    used = [one for one in found.values() if one["type"] == "relationship"]
    assert all(note["id"] not in json.dumps(one) for one in used)


def test_a_denial_is_labelled(workspace):
    found = objects(open_disputed(workspace))
    assert [one["labels"] for one in found if one["type"] == "note" and "labels" in one] == [
        ["denied"]
    ]
    assert [one["labels"] for one in found if one.get("labels") == ["disputed"]] == [["disputed"]]


def test_two_exports_are_the_same_bytes(core):
    assert stix.render(core) == stix.render(core)
