"""STIX 2.1: valid by the OASIS validator, ids that follow from the IRIs, judgements that are no relationships."""

from __future__ import annotations

import json
import re
import uuid
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.graph.part import around, found_by, of
from kg.publish.formats import stix
from tests.conftest import ROOT
from tests.publish.material import open_disputed, source

pytestmark = pytest.mark.slow

_ID = "https://w3id.org/entente/id/"


def objects(graph) -> list[dict]:
    return json.loads(stix.render(graph))["objects"]


@pytest.fixture(scope="module")
def early():
    """What was known at the end of February 2025."""
    return kg.open(ROOT, known_at="2025-02")


def uuid5(iri: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, iri))


@pytest.fixture
def validator(monkeypatch) -> Any:
    """The validator; what its schemas refer to is read once, and not again at each reference."""
    pytest.importorskip("stix2validator")
    module = import_module("stix2validator.validator")
    load, known, made = module.load_validator, {}, {}

    def load_once(path: str, schema: Any, folder: str) -> Any:
        if folder not in known:
            addresses = [each.as_uri() for each in Path(folder).rglob("*.json")]
            files = [(each, module.retrieve_from_filesystem(each, folder)) for each in addresses]
            known[folder] = module.Registry().with_resources(files).crawl()
        if path not in made:
            made[path] = load(path, schema, folder).evolve(registry=known[folder])
        return made[path]

    monkeypatch.setattr(module, "load_validator", load_once)
    return module


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.slow
@pytest.mark.parametrize("which", ["core", "worse", "early"])
def test_the_validator_finds_no_error(request, validator, which):
    text = stix.render(request.getfixturevalue(which)).decode()
    options = import_module("stix2validator").ValidationOptions(version="2.1")
    result = validator.validate_string(text, options)
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
        and one["target_ref"] == f"identity--{uuid5(_ID + 'force-korean-peoples-army')}"
    ]
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


# STIX 2.1, sections 3.2 and 3.6: an id and a ``modified`` name one version; ``created`` is the same in all.
def test_the_parts_of_a_graph_are_versions_of_its_objects(core, early):
    corps = around(core, "Storm Corps", 1)
    query = f"SELECT ?x {{ ?x kg:attributedTo <{_ID}agency-uk-ministry-of-defence> }}"
    parts = [core, early, corps, of(core, found_by(core, query))]
    exported = [{one["id"]: one for one in objects(graph)} for graph in parts]
    for one, other in combinations(exported, 2):
        shared = one.keys() & other.keys()
        assert f"identity--{uuid5(_ID + 'organisation-entente-editors')}" in shared
        for name in shared:
            assert one[name]["created"] == other[name]["created"]
            assert one[name] == other[name] or one[name]["modified"] != other[name]["modified"]
    whole, *others = exported
    for part in others:
        # Whoever reads both keeps the whole: the version with the latest time counts.
        assert all(part[name]["modified"] < whole[name]["modified"] for name in part.keys() & whole)
    army = f"identity--{uuid5(_ID + 'force-korean-peoples-army')}"
    for found, words in zip(
        exported, ("", "known at February 2025", "up to 1 step away"), strict=False
    ):
        (extension,) = found[army]["extensions"].values()
        assert words in extension.get("graph_part", "")
        assert ("graph_part" in extension) == bool(words)


@pytest.mark.slow
def test_another_content_is_another_version(core, whole_workspace):
    # The source is recorded on a day on which others were: only the content can tell.
    text = source("later", "A name more")
    text += 'kgd:unit-kpa-11th-corps skos:altLabel "Eleventh"@en .\n'
    (whole_workspace / "seeds" / "later.ttl").write_text(text, encoding="utf-8")
    before, after = (
        {one["id"]: one for one in objects(graph)} for graph in (core, kg.open(whole_workspace))
    )
    changed = {name for name in before if before[name]["modified"] != after[name]["modified"]}
    corps = f"identity--{uuid5(_ID + 'unit-kpa-11th-corps')}"
    assert changed == {corps}
    assert "Eleventh" in json.dumps(after[corps])
    assert after[corps]["created"] == before[corps]["created"]


def test_a_note_is_made_on_the_day_of_recording_and_no_version_is_older_than_its_object(core):
    days = {
        path.stem: re.search(r'kg:recordedAt "([0-9-]+)"', path.read_text("utf-8"))[1]
        for path in (ROOT / "seeds").glob("*.ttl")
    }
    assert len(set(days.values())) > 1
    for one in objects(core):
        day = "1970-01-01"  # names have none
        if one["type"] == "note":
            (extension,) = one["extensions"].values()
            day = days[extension["claim_id"].partition("/")[0]]
        assert one["created"] == f"{day}T00:00:00.000Z"
        assert re.fullmatch(
            max(days.values()) + r"T(1[2-9]|2[0-3])(:\d\d){2}\.\d{3}Z", one["modified"]
        )


def test_a_place_with_coordinates_is_a_location(core):
    # The points are those of seeds/reference-places.ttl; a state has one, and is no place (section 4.10).
    found = {one["id"]: one for one in objects(core)}
    names = ("latitude", "longitude", "precision")

    def point(kind: str, name: str) -> list[float | None]:
        return [found[f"{kind}--{uuid5(_ID + name)}"].get(part) for part in names]

    assert point("location", "place-korean-peninsula") == [38.5, 128.0, 710_000]
    assert point("location", "place-kursk-region") == [51.75, 36.01667, None]
    assert point("identity", "state-north-korea") == [None, None, None]
    nowhere = "place-civilian-areas-under-drone-attack"
    assert point("entente-entity", nowhere) == [None, None, None]


def test_a_location_is_a_point_that_one_source_states(workspace):
    prefix = "@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .\n"
    text = prefix + source("another", "Another point")
    text += "kgd:place-korean-peninsula geo:lat 40.5 ; geo:long 126.0 .\n"
    (workspace / "seeds" / "another.ttl").write_text(text, encoding="utf-8")
    name = f"location--{uuid5(_ID + 'place-korean-peninsula')}"
    (place,) = [one for one in objects(kg.open(workspace)) if one["id"] == name]
    stated = [(38.5, 128.0, 710_000), (40.5, 126.0, None)]
    assert (place["latitude"], place["longitude"], place.get("precision")) in stated
