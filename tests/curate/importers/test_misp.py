"""Galaxies of MISP: the real list of intelligence agencies. Counts are those of its JSON."""

import json

import pytest

from tests.curate.importers.importing import DATA, bring, claims_of, labels_of, taken

FILE = DATA / "misp-intelligence-agencies.json"
pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the file of others is not here")


@pytest.fixture(scope="module")
def agencies():
    return taken("misp", FILE.read_bytes())


def test_each_agency_is_here_with_its_country(agencies):
    _, triples = agencies
    values = json.loads(FILE.read_text())["values"]
    claims = claims_of(triples)
    with_country = [v for v in values if v["meta"].get("country")]
    assert len(claims) == len(with_country) == 432
    assert {c["predicate"] for c in claims.values()} == {"belongsTo"}
    one = claims["c-e7f22bf7-be6b-571b-8cd0-bafc3b427e97-country"]
    assert one["subject"] == labels_of(triples)["General Directorate of Intelligence"]
    assert one["object"] == labels_of(triples)["Afghanistan"]
    assert one["attributedTo"] == labels_of(triples)["MISP Project"]


def test_states_of_the_graph_are_used(agencies):
    importing, triples = agencies
    used = {c["object"] for c in claims_of(triples).values()}
    assert "https://w3id.org/entente/id/state-south-korea" in used
    assert "South Korea" not in labels_of(triples)
    assert importing.reconciler.outcome.same == 6


def test_what_may_be_the_same_is_kept_apart_and_told(agencies):
    importing, triples = agencies
    doubts = {(d.name, d.iri.rpartition("/")[2]) for d in importing.reconciler.outcome.doubts}
    assert doubts == {
        ("National Intelligence Service (South Korea)", "agency-rok-national-intelligence-service"),
        ("Defense Intelligence Agency (South Korea)", "agency-rok-defense-intelligence-agency"),
    }
    assert "National Intelligence Service (South Korea)" in labels_of(triples)


def some(*countries: str):
    """The galaxy with the agencies of some countries alone."""
    galaxy = json.loads(FILE.read_text())
    galaxy["values"] = [v for v in galaxy["values"] if v["meta"].get("country") in countries]
    return galaxy


def test_a_person_settles_it():
    nis = "b16babea-c32c-5ceb-bb14-962e36833fbe"
    iri = "https://w3id.org/entente/id/agency-rok-national-intelligence-service"
    importing, triples = taken("misp", json.dumps(some("KR")), settled={nis: iri})
    assert claims_of(triples)[f"c-{nis}-country"]["subject"] == iri
    assert "National Intelligence Service (South Korea)" not in labels_of(triples)
    assert importing.reconciler.outcome.apart == 1


def test_what_is_not_taken_is_counted(agencies):
    importing, _ = agencies
    assert importing.losses["descriptions, which are sentences of others"] == 436


def test_the_same_again_is_no_difference_and_a_change_is_one(place, tmp_path, unchecked):
    galaxy = some("AF", "AL", "NO")
    file = tmp_path / "galaxy.json"
    file.write_text(json.dumps(galaxy))
    first = bring(place, "misp", file)
    assert [c.shown for c in first.changes] == ["seeds/misp-intelligence-agency.ttl"]
    again = bring(place, "misp", file)
    assert again.changes == []
    assert not again.new + again.changed + again.gone
    del galaxy["values"][0]
    galaxy["values"][1]["value"] = "Another name"
    galaxy["version"] = 2
    later = tmp_path / "later.json"
    later.write_text(json.dumps(galaxy))
    changed = bring(place, "misp", later)
    assert changed.gone == {"claims": 1, "entities": 2}  # Afghanistan had one agency
    assert changed.changed == {"claims": 1, "entities": 1}
    assert not changed.new
    assert b'owl:versionInfo "2"' in (place / "seeds/misp-intelligence-agency.ttl").read_bytes()
