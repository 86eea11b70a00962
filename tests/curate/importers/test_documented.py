"""What the documentation of STIX 2.1 and of Wikidata's query service has and a plain file has not.

https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html: sections 3.2 (common properties), 3.6
(versions), 4.10 (locations), 7.1 (languages), 7.2 (markings), 7.3 (extensions).
https://www.mediawiki.org/wiki/Wikidata_Query_Service/Blank_Node_Skolemization,
https://www.wikidata.org/wiki/Help:Dates. Symbol codes: tables of MIL-STD-2525D for land units and
the sea surface; a drawing of one's own as in ORBAT Mapper's src/config/constants.ts. What is in the files is made up.
"""

from __future__ import annotations

import json

import pytest

from kg.curate.importers._symbol_codes import plain_code, read_code
from kg.errors import DataError
from kg.iris import KGD
from tests.curate.importers import files
from tests.curate.importers.importing import claims_of, labels_of, taken

ADDRESS = {"address": "https://example.org/data"}
GENID = "http://www.wikidata.org/.well-known/genid/a8d14fa93486370345412093add8f50c"
ITEM = "http://www.wikidata.org/entity/Q99999990"


def bundle(*more: dict[str, object], **of_relation: object) -> str:
    """The good bundle with further objects, and further properties of its relationship."""
    made = json.loads(files.STIX)
    made["objects"][-1] |= of_relation
    common = {
        "spec_version": "2.1",
        "created": "2020-01-01T00:00:00Z",
        "modified": "2020-01-01T00:00:00Z",
    }
    made["objects"] += [common | each for each in more]
    return json.dumps(made)


def location(last: int, **said: object) -> dict[str, object]:
    return {
        "type": "location",
        "id": f"location--a6e9345f-5a15-4c29-8bb3-7dcc5d16800{last}",
        **said,
    }


def located(last: int, where: dict[str, object]) -> dict[str, object]:
    group = next(o for o in json.loads(files.STIX)["objects"] if o["type"] == "threat-actor")
    return {"type": "relationship", "id": f"relationship--57b56a43-b8b0-4cba-9deb-34e3e1faed{last:02}",
            "relationship_type": "located-at", "source_ref": group["id"], "target_ref": where["id"]}  # fmt: skip


def test_a_location_needs_no_name():
    """Its country alone makes it the state of that code; a town or a province names a place."""
    state = location(1, region="eastern-asia", country="KP")
    town = location(2, country="KP", administrative_area="Made Province", city="Made City")
    region = location(3, region="eastern-asia")
    _, triples = taken("stix", bundle(state, town, region, located(1, state), located(2, town), located(3, region)), **ADDRESS)  # fmt: skip
    labels = labels_of(triples)
    objects = {c["object"] for c in claims_of(triples).values()}
    assert {f"{KGD}state-north-korea", labels["Made City"], labels["eastern-asia"]} <= objects


def test_of_versions_the_latest_counts_however_its_second_is_written():
    first = json.loads(files.STIX)["objects"][1] | {
        "modified": "2021-01-01T00:00:00Z",
        "name": "Old",
    }
    later = first | {"modified": "2021-01-01T00:00:00.500Z", "name": "New"}
    for both in ((first, later), (later, first)):
        _, triples = taken("stix", bundle(*both), **ADDRESS)
        assert "New" in labels_of(triples)
        assert "Old" not in labels_of(triples)


def test_what_a_relationship_says_beside_is_counted():
    importing, _ = taken("stix", bundle(
        description="…", confidence=80, labels=["x"],
        object_marking_refs=["marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"],
    ), **ADDRESS)  # fmt: skip
    losses = importing.losses
    assert losses["degrees of confidence"] == 1
    assert losses["markings, which restrict to whom it may be passed on"] == 1
    assert losses["property “description” of relationship"] == 1
    assert losses["property “labels” of relationship"] == 1


def test_names_in_other_languages_and_what_else_stands_beside_an_object():
    actor = json.loads(files.STIX)["objects"][1]
    told = actor | {
        "lang": "en", "modified": "2022-01-01T00:00:00Z",
        "external_references": [{"source_name": "made", "external_id": "G1"}],
        "extensions": {"extension-definition--d83fce45-ef58-4c6c-a3f4-1fbc32e98c6e": {"rank": 5}},
        "granular_markings": [{"selectors": ["name"], "marking_ref": "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"}],
    }  # fmt: skip
    names = {"type": "language-content", "id": "language-content--b86bd89f-98bb-4fa9-8cb2-9ad421da9810",
             "object_ref": actor["id"], "contents": {"ko": {"name": "만든 무리"}, "de": {"description": "…"}}}  # fmt: skip
    importing, triples = taken("stix", bundle(told, names), **ADDRESS)
    found = {
        (t.object.value, t.object.language) for t in triples if getattr(t.object, "language", None)
    }
    assert ("만든 무리", "ko") in found
    losses = importing.losses
    assert losses["references to other lists and pages"] == 1
    assert losses["extensions of other schemes"] == 1
    assert losses["markings, which restrict to whom it may be passed on"] == 1
    assert losses["translations of other properties than names"] == 1


def test_an_event_of_which_nothing_is_said_is_not_taken():
    """A part of a graph, exported, names events whose claims are in another part."""
    battle = {"type": "identity", "id": "identity--b86bd89f-98bb-4fa9-8cb2-9ad421da9811", "name": "Made battle",
              "extensions": {"extension-definition--d83fce45-ef58-4c6c-a3f4-1fbc32e98c6e": {"entity_kind": "Battle"}}}  # fmt: skip
    importing, triples = taken("stix", bundle(battle), **ADDRESS)
    assert "Made battle" not in labels_of(triples)
    assert importing.losses["events of which the file says nothing"] == 1


def row(**cells: object) -> str:
    """One result of a statement, in SPARQL's JSON; a value may be a (type, value)."""
    said = {"item": ITEM, "itemLabel": "9th Made Brigade", "class": "http://www.wikidata.org/entity/Q176799",
            "property": "http://www.wikidata.org/prop/direct/P361", "value": f"{ITEM}1", "valueLabel": "Made Corps",
            "valueClass": "http://www.wikidata.org/entity/Q176799", **cells}  # fmt: skip
    pairs = {n: v if isinstance(v, tuple) else ("literal", str(v)) for n, v in said.items()}
    binding = {n: {"type": sort, "value": value} for n, (sort, value) in pairs.items()}
    return json.dumps({"head": {"vars": list(binding)}, "results": {"bindings": [binding]}})


@pytest.mark.parametrize(
    ("cells", "time", "lost"),
    [
        # There was an end, and nobody knows when: EDTF's “unknown”, no “open”.
        ({"start": "2014-05-07T00:00:00Z", "end": GENID}, "2014-05-07/", ""),
        ({"start": "2014-05-07T00:00:00Z", "end": ("bnode", "t151469")}, "2014-05-07/", ""),
        ({"start": "2014-05-07T00:00:00Z", "end": "t151469"}, "2014-05-07/", ""),
        ({"start": GENID, "end": "2019-03-04T00:00:00Z"}, "/2019-03-04", ""),
        ({"start": "2014-05-07T00:00:00Z"}, "2014-05-07/..", ""),
        ({"startTime": "2014-05-07T00:00:00Z", "endTime": "2015-06-08T00:00:00Z"}, "2014-05-07/2015-06-08", ""),
        ({"start": "1940-01-01T00:00:00Z", "startPrecision": "8"}, "194X/..", ""),
        ({"start": "1943-01-01T00:00:00Z", "startPrecision": "8", "end": "1943-06-01T00:00:00Z", "endPrecision": "10"}, "194X/1943-06", ""),
        ({"start": "1901-01-01T00:00:00Z", "startPrecision": "7"}, None, "times that are known to the century or less exactly"),
        ({"pointInTime": "-0500-01-01T00:00:00Z"}, None, "times before our era"),
        ({"pointInTime": "2024-01-01T00:00:00Z", "pointInTimePrecision": "11"}, "2024-01-01", ""),
    ],
)  # fmt: skip
def test_times_of_wikidata(cells, time, lost):
    importing, triples = taken("wikidata", row(**cells))
    (claim,) = claims_of(triples).values()
    assert claim.get("time") == time
    assert not lost or importing.losses[lost] == 1


def test_a_value_that_exists_and_is_not_known_is_counted_as_such():
    for value in (GENID, ("bnode", "t1"), "t151469"):
        importing, triples = taken("wikidata", row(value=value))
        assert not claims_of(triples)
        assert importing.losses["values that exist and are not known"] == 1


def test_a_time_that_ends_before_it_begins_is_refused():
    with pytest.raises(DataError):
        taken("wikidata", row(start="2014-05-07T00:00:00Z", end="2013-06-08T00:00:00Z"))


_FINER = "what symbol codes say finer: kinds of an entity, modifiers"


@pytest.mark.parametrize(
    ("code", "said", "lost"),
    [
        ("10031000181211000000", {"echelon": "brigade", "branch": "infantry"}, []),
        ("10031000161211020000", {"echelon": "battalion", "branch": "mechanisedInfantry"}, []),
        ("10031000161211050000", {"echelon": "battalion", "branch": "mechanisedInfantry"}, []),
        ("10031000161211040000", {"echelon": "battalion", "branch": "infantry"}, [_FINER]),  # motorised
        ("10031000131211004600", {"echelon": "section", "branch": "navalInfantry"}, []),
        ("10031000161211000001", {"echelon": "battalion", "branch": "airborneTroops"}, []),
        ("10031000161211000019", {"echelon": "battalion", "branch": "lightInfantry"}, []),
        ("10031000161211000027", {"echelon": "battalion", "branch": "infantry"}, [_FINER]),  # mountain
        ("10031000151214000000", {"echelon": "company", "branch": "specialForces"}, []),
        ("10033000001210030000", {"branch": "navy"}, [_FINER]),  # a task group
        ("10033000001202030000", {}, ["the entity 1202 of the symbol set 30", _FINER]),
        ("10031010001211000000", {"branch": "infantry"}, ["that a symbol is only planned, expected or suspected"]),
        ("10031001001211000000", {"branch": "infantry"}, ["that a symbol is of a dummy, made to deceive"]),
        ("10031002001211000000", {"branch": "infantry"}, ["that a symbol is of a headquarters or task force"]),
        ("10131000001211000000", {"branch": "infantry"}, ["that a symbol is one of an exercise"]),
        ("custom1:10031000181211000000:x9", {"echelon": "brigade", "branch": "infantry"}, []),
        ("SFGPUCI----D---", {}, ["symbol codes that are not of 20 digits"]),
    ],
)  # fmt: skip
def test_symbol_codes(code, said, lost):
    found, left = read_code(plain_code(code))
    assert dict(found) == said
    assert left == lost
