"""What each reader takes of a small file, and what it says that it loses."""

from __future__ import annotations

import json

import pytest

from kg.errors import UsageError
from kg.iris import KGD
from tests.curate.importers import files
from tests.curate.importers.importing import claims_of, labels_of, taken

LIST = {"address": "https://example.org/data"}


def relations(claims) -> set[tuple[str, str, str]]:
    """Of each relation: the end of its subject, itself, and the end of its object."""
    return {
        (c["subject"].rpartition("-")[2], c["predicate"], c["object"].rpartition("-")[2])
        for c in claims.values()
        if "predicate" in c
    }


def test_ucdp():
    """The row: two dead of side A, three of side B, one civilian; best 6, low 4, high 9."""
    importing, triples = taken("ucdp", files.UCDP)
    claims, labels = claims_of(triples), labels_of(triples)
    event = labels["Government of Landia - Front, Landville, 2008-01-05 (UCDP event 501)"]
    deaths = claims["e501-deaths"]
    assert (deaths["lower"], deaths["best"], deaths["upper"]) == ("4", "6", "9")
    assert (deaths["measure"], deaths["counts"], deaths["unit"]) == (
        "personsKilled",
        "anyPerson",
        "person",
    )
    assert (deaths["about"], deaths["asOf"]) == (event, "2008-01-07")
    assert claims["e501-deaths-a"]["best"] == "2"
    assert claims["e501-deaths-b"]["best"] == "3"
    assert claims["e501-deaths-a"]["limitedTo"] == labels["Landia"]  # a side is a term, no words
    assert claims["e501-deaths-civilians"]["measure"] == "civiliansKilled"
    assert not {"scope", "limitedTo"} & claims["e501-deaths-civilians"].keys()
    assert {claims[f"e501-side-{side}"]["object"] for side in "ab"} == {
        labels["Landia"],
        labels["Front"],
    }
    assert claims["e501-side-a"]["predicate"] == "hasBelligerent"
    assert claims["e501-status"]["object"] == "occurred"
    assert claims["e501-status"]["time"] == "2008-01-05/2008-01-07"
    note = "the place is exact; the day is known within two to six days; reported as one event"
    assert claims["e501-status"]["note"] == note
    assert claims["e501-country"]["object"] == labels["Landia"]
    assert claims["e501-conflict"]["object"] == labels["Landia: Government (UCDP conflict)"]
    assert {c["attributedTo"] for c in claims.values()} == {labels["Uppsala Conflict Data Program"]}
    point = [t.object.value for t in triples if "wgs84" in t.predicate.value]
    assert point == ["34.5", "69.2"]
    assert importing.losses["press sources, headlines, districts and descriptions of places"] == 7


def test_ucdp_of_one_sided_violence_has_an_attacker():
    row = {**files.EVENT, "type_of_violence": 3, "side_b": "Civilians", "deaths_a": 0, "deaths_b": 0,
           "deaths_civilians": 6}  # fmt: skip
    _, triples = taken("ucdp", files.ged(row))
    claims, labels = claims_of(triples), labels_of(triples)
    assert claims["e501-attacker"]["object"] == labels["Landia"]
    assert claims["e501-attacked"]["object"] == labels["Civilians (UCDP)"]


def test_ucdp_gives_no_point_to_a_place_known_to_the_province_alone():
    _, triples = taken("ucdp", files.ged({**files.EVENT, "where_prec": 4}))
    assert not [t for t in triples if "wgs84" in t.predicate.value]


def test_sipri():
    """60 in 2024, both estimates; 20 in 2025, neither; of the second order nothing is delivered."""
    importing, triples = taken("sipri", files.SIPRI)
    claims = claims_of(triples)
    first, second = claims["t70001-delivered-2024"], claims["t70001-delivered-2025"]
    assert (first["best"], first["qualifier"], first["time"]) == ("60", "approximately", "2024?")
    assert (second["best"], second["qualifier"], second["time"]) == ("20", "exactly", "2025")
    assert {first["counts"], second["counts"]} == {"selfPropelledGun"}
    assert claims["t70001-supplier"]["object"] == f"{KGD}state-north-korea"
    assert claims["t70001-recipient"]["object"] == f"{KGD}state-russia"
    assert "(an estimate)" in claims["t70001-status"]["note"]
    assert claims["t70003-status"]["object"] == "agreed"
    assert claims["t70003-recipient"]["predicate"] == "sentTo"
    assert "t70003-delivered-2023" not in claims
    assert importing.losses["values in TIV, for which the ontology has no unit"] == 6
    kinds = {
        t.subject.value: t.object.value for t in triples if t.predicate.value.endswith("#type")
    }
    assert kinds[labels_of(triples)["Rebels of Landia"]].endswith("UnidentifiedGroup")


def test_sipri_counts_pieces_of_a_model_that_is_of_no_known_kind():
    """Transport aircraft are aircraft all the same; what an engine is counted as, is left open."""
    rows = (
        "70005,China,Russia,Made-5,transport aircraft,Aircraft,2020,No,4,No,2024,No,New,,0.5,2,No\n"
        "70006,China,Russia,Made-6,turbofan,Engines,2020,No,9,No,2024,No,New,,0.5,2,No\n"
    )
    importing, triples = taken("sipri", files.SIPRI + rows)
    claims = claims_of(triples)
    figure = claims["t70005-delivered-2024"]
    assert (figure["best"], figure["measure"]) == ("4", "weaponsSentInPeriod")
    assert figure["counts"] == labels_of(triples)["Made-5"]
    assert "t70006-delivered-2024" not in claims
    assert any("turbofan" in what for what in importing.losses)


def test_ftm():
    importing, triples = taken("ftm", files.FTM, **LIST)
    claims, labels = claims_of(triples), labels_of(triples)
    assert claims["c-oc-1"]["subject"] == labels["Jo Doe"]
    assert claims["c-oc-1"]["object"] == labels["Minister of Arms"]
    assert claims["c-oc-1"]["time"] == "2020-03/.."
    assert claims["c-ag-1-country"]["object"] == f"{KGD}state-north-korea"
    assert importing.losses["property “address” of Company"] == 1
    values = {t.object.value for t in triples if hasattr(t.object, "value")}
    assert {"529900T8BM49AURSDO55", "J. Doe", "http://www.wikidata.org/entity/Q999999901"} <= values


def test_ftm_statements_speak_for_their_data_sets():
    _, triples = taken("ftm", files.FTM_STATEMENTS, publisher="Made Institute", **LIST)
    claims, labels = claims_of(triples), labels_of(triples)
    assert claims["c-oc-1"]["attributedTo"] == labels["list_b (data set)"]
    assert claims["c-oc-1"]["subject"] == labels["Jo Doe"]
    assert "Джо Доу" in {getattr(t.object, "value", "") for t in triples}


def test_ftm_statements_are_read_packed_too():
    """The form “pack”: no canonical id, and the schema stands before the property."""
    packed = (
        '"entity_id","prop","value","dataset","lang","original_value","origin","external","first_seen","last_seen","id"\n'
        "pe-1,Person:name,Jo Doe,list_a,eng,,,,2024-01-01,2024-02-01,s1\n"
        "po-1,Position:name,Minister of Arms,list_a,,,,,,,s3\n"
        "oc-1,Occupancy:holder,pe-1,list_a,,,,,,,s4\n"
        "oc-1,Occupancy:post,po-1,list_a,,,,,,,s5\n"
    )
    _, triples = taken("ftm", packed, publisher="Made Institute", **LIST)
    assert claims_of(triples)["c-oc-1"]["subject"] == labels_of(triples)["Jo Doe"]


def test_ftm_statements_that_a_comparison_proposed_are_no_claims():
    """Of OpenSanctions' enrichment: external, since nobody has confirmed that it is the same person."""
    proposed = files.FTM_STATEMENTS + (
        "pe-1,z-pe-1,alias,name,Person,Joe Dough,list_b,eng,,t,2024-01-01,2024-02-01,,s6\n"
        "pe-2,pe-2,name,name,Person,Nobody Known,list_b,eng,,t,2024-01-01,2024-02-01,,s7\n"
    )
    importing, triples = taken("ftm", proposed, publisher="Made Institute", **LIST)
    texts = {getattr(t.object, "value", "") for t in triples}
    assert "Jo Doe" in texts
    assert texts.isdisjoint({"Joe Dough", "Nobody Known"})
    assert importing.losses["statements that are external: proposed by a comparison"] == 2


def test_ftm_of_sanctions_and_ships():
    lines = (
        {"id": "sh-1", "schema": "Vessel", "properties": {"name": ["Made Star"], "imoNumber": ["IMO9074729"], "flag": ["kp"]}},
        {"id": "sa-1", "schema": "Sanction", "properties": {"entity": ["sh-1"], "authority": ["Council of Landia"], "program": ["Act 7"], "startDate": ["2019-02-03"], "reason": ["…"]}},
    )  # fmt: skip
    data = "".join(f"{json.dumps(line)}\n" for line in lines)
    importing, triples = taken("ftm", data, publisher="Made Institute", **LIST)
    claims, labels = claims_of(triples), labels_of(triples)
    assert claims["c-sh-1-country"]["predicate"] == "flagState"
    assert claims["c-sh-1-country"]["object"] == f"{KGD}state-north-korea"
    assert claims["sanction-sa-1-whom"]["object"] == labels["Made Star"]
    assert claims["sanction-sa-1-by"]["object"] == labels["Council of Landia"]
    assert claims["sanction-sa-1-law"]["object"] == "Act 7"
    assert {c["time"] for n, c in claims.items() if n.startswith("sanction")} == {"2019-02-03"}
    assert "9074729" in {getattr(t.object, "value", "") for t in triples}
    assert importing.losses["property “reason” of Sanction"] == 1


def test_stix():
    importing, triples = taken("stix", files.STIX, **LIST)
    (claim,), labels = claims_of(triples).values(), labels_of(triples)
    assert (claim["subject"], claim["predicate"]) == (labels["Made Group"], "locatedIn")
    assert claim["object"] == labels["Landville"]
    assert claim["time"] == "2021-05-01/.."
    assert claim["attributedTo"] == labels["Made Institute"]
    assert importing.losses["property “sophistication” of threat-actor"] == 1


def test_wikidata():
    """From 7 May 2014 to a time that is written 2019-01-01 without a precision: the year."""
    importing, triples = taken("wikidata", files.WIKIDATA)
    (claim,), labels = claims_of(triples).values(), labels_of(triples)
    assert (claim["subject"], claim["object"]) == (labels["9th Made Brigade"], labels["Made Corps"])
    assert claim["predicate"] == "partOf"
    assert claim["time"] == "2014-05-07/2019"
    aliases = {t.object.value for t in triples if t.predicate.value.endswith("altLabel")}
    assert aliases == {"9 MB", "Made Nine"}
    assert (
        importing.losses["statements of the rank deprecated, which Wikidata holds for wrong"] == 1
    )


def test_wikidata_json_has_names_in_languages():
    _, triples = taken("wikidata", files.WIKIDATA_JSON)
    names = {
        (t.object.value, t.object.language) for t in triples if getattr(t.object, "language", None)
    }
    assert {("Made Army", "en"), ("만든군", "ko")} <= names


def test_an_item_of_wikidata_that_is_here_is_that_one():
    data = files.WIKIDATA.replace("Q999999802,Made Corps", "Q423,North Korea").replace(
        "P361", "P17"
    )
    _, triples = taken("wikidata", data)
    assert [c["object"] for c in claims_of(triples).values()] == [f"{KGD}state-north-korea"]


def test_orbat():
    """3,100 of all ranks and 12 howitzers on 9 April 1940. Digits 9 and 10 of 10031000181211000000 are 18: brigade; 11 to 14 are 1211: infantry."""
    _, triples = taken("orbat", files.ORBAT, **files.SAID)
    claims, labels = claims_of(triples), labels_of(triples)
    assert relations(claims) >= {
        ("u1", "echelon", "brigade"), ("u1", "branch", "infantry"), ("u2", "echelon", "battalion"),
        ("u2", "branch", "artillery"), ("u2", "partOf", "u1"), ("u1", "belongsTo", "group1"),
        ("group1", "belongsTo", "side1"),
    }  # fmt: skip
    strength, held = (claims[n] for n in sorted(claims) if claims[n].get("best") in ("3100", "12"))
    if strength["best"] == "12":
        strength, held = held, strength
    assert (strength["measure"], strength["scope"], strength["asOf"]) == (
        "personnelStrength",
        "All ranks",
        "1940-04-09",
    )
    assert claims["c-p-u1-s1"]["time"] == "1940-04-10"
    assert claims["c-u2-above"]["asOf"] == "1940-04-09"
    assert "1 (9th Brigade)" in labels  # a unit that is called 1 is told by the one above it
    assert claims["c-u1-above"]["attributedTo"] == labels["Made Institute"]


def test_rdf(tmp_path):
    mapping = tmp_path / "map.rq"
    mapping.write_text(files.RDF_MAP)
    importing, triples = taken("rdf", files.RDF, suffix=".ttl", mapping=str(mapping), **files.SAID)
    (claim,), labels = claims_of(triples).values(), labels_of(triples)
    assert (claim["subject"], claim["object"]) == (labels["Made Trading"], labels["Made Holding"])
    assert claim["predicate"] == "belongsTo"
    lost = "triples with <https://example.org/motto>, which the mapping does not name"
    assert importing.losses[lost] == 1


def test_figures_in_rdf_keep_their_words_and_fractions(tmp_path):
    """“More than half” is neither “at least half” nor a figure without a number; what has no place is counted."""
    mapping = tmp_path / "map.rq"
    mapping.write_text(
        """PREFIX ex: <https://example.org/>
        CONSTRUCT { ?x a kg:Company ; rdfs:label ?name .
          ?y a kg:Estimate ; kg:about ?x ; kg:measure kg:shareOfSupply ; kg:counts kg:artilleryShell ;
            kg:unit kg:ratio ; kg:lower ?n ; kg:lowerInclusive false ; kg:qualifier kg:moreThan ;
            kg:stance kg:denies ; kg:wording "more than half" ; kg:colour "red" }
        WHERE { ?x a ex:Firm ; ex:name ?name ; ex:share ?n . BIND(IRI(CONCAT(STR(?x), "-share")) AS ?y) }"""
    )
    data = '@prefix ex: <https://example.org/> . ex:a a ex:Firm ; ex:name "Made Trading" ; ex:share 0.5 .'
    importing, triples = taken("rdf", data, suffix=".ttl", mapping=str(mapping), **files.SAID)
    (claim,) = claims_of(triples).values()
    assert {name: claim.get(name) for name in ("lower", "lowerInclusive", "qualifier", "stance", "wording")} == {
        "lower": "0.5", "lowerInclusive": "false", "qualifier": "moreThan", "stance": "denies",
        "wording": "more than half",
    }  # fmt: skip
    assert importing.losses["“colour” of claims"] == 1


def test_rdf_that_is_not_ours_needs_a_mapping():
    with pytest.raises(UsageError, match="needs a mapping"):
        taken("rdf", files.RDF, suffix=".ttl", **files.SAID)


def test_rdf_of_nodes_without_a_name_is_the_same_each_time(tmp_path):
    mapping = tmp_path / "map.rq"
    mapping.write_text(files.RDF_MAP)
    data = files.RDF.replace("ex:a", "_:a").replace("ex:b", "_:b")
    said = {"suffix": ".ttl", "mapping": str(mapping), **files.SAID}
    first, again = (taken("rdf", data, **said)[1] for _ in range(2))
    assert labels_of(first) == labels_of(again)
    assert len(claims_of(first)) == 1


def test_misp_of_those_who_hide_is_a_judgement():
    """Whose a threat actor is, is somebody's assessment: no fact follows. EU is the code of no state."""
    galaxy = json.loads(files.MISP) | {"type": "threat-actor"}
    _, triples = taken("misp", json.dumps(galaxy))
    (claim,) = claims_of(triples).values()
    assert (claim["type"], claim["modality"]) == ("Judgement", "assessed")
    galaxy["values"][0]["meta"]["country"] = "EU"
    importing, triples = taken("misp", json.dumps(galaxy))
    assert not claims_of(triples)
    assert importing.losses["countries whose code is of no state"] == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://a.example/> { ?s ?p ?o } }",
    ],
)
def test_a_mapping_that_is_none_or_asks_the_network_is_refused(tmp_path, query):
    from kg.errors import UsageError

    mapping = tmp_path / "map.rq"
    mapping.write_text(query)
    with pytest.raises(UsageError):
        taken("rdf", files.RDF, suffix=".ttl", mapping=str(mapping), **files.SAID)
