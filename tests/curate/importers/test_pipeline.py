"""What all readers share: identifiers, labels, files, differences, and what a person settles."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.curate.importers import _pages
from kg.curate.importers._reconcile import local_id, minted
from kg.errors import DataError, KgError, UsageError
from kg.iris import KGD
from kg.text.turtle.writer import write_turtle
from tests.curate.importers import files
from tests.curate.importers.importing import bring, claims_of, labels_of, taken
from tests.scripts.make_ged import write as write_ged


def seeds(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (place / "seeds").glob("*.ttl")}


def put(folder: Path, reader: str, data: str | None = None) -> Path:
    path = folder / files.GOOD[reader][0]
    path.write_text(files.GOOD[reader][1] if data is None else data, encoding="utf-8")
    return path


@pytest.mark.parametrize("reader", sorted(files.GOOD))
def test_files_are_in_the_form_that_kg_fmt_writes(reader, place, tmp_path, unchecked):
    said = dict(files.GOOD[reader][2])
    if reader == "rdf":
        mapping = tmp_path / "map.rq"
        mapping.write_text(files.RDF_MAP)
        said["mapping"] = str(mapping)
    done = bring(place, reader, put(tmp_path, reader), **said)
    for change in done.changes:
        text = change.path.read_text(encoding="utf-8")
        prefixes = dict(line.split(" ")[1:3] for line in text.splitlines() if line.startswith("@"))
        spaces = {name[:-1]: space[1:-1] for name, space in prefixes.items()}
        triples = [q.triple for q in ox.parse(text, format=ox.RdfFormat.TURTLE)]
        assert write_turtle(triples, spaces) == text
    assert bring(place, reader, put(tmp_path, reader), **said).changes == []


def test_an_identifier_is_made_of_the_id_in_the_file_alone():
    assert minted("made", "MilitaryUnit", "u-1") == f"{KGD}unit-made-u-1"
    assert local_id("u-1") == "u-1"
    assert local_id("U-1") != "u-1"
    assert len(local_id("U-1")) == 16


def test_next_years_file_is_a_difference(place, tmp_path, unchecked):
    """One event is new, of one the dead are counted again; the third is as it was."""
    events = [{**files.EVENT, "id": n, "date_start": f"2008-0{n}-05", "date_end": f"2008-0{n}-05"} for n in (1, 2, 3)]  # fmt: skip
    first = tmp_path / "GEDEvent_v24_1.csv"
    first.write_text(files.ged(*events[:2]))
    bring(place, "ucdp", first)
    before = seeds(place)
    events[1] |= {"best": 7, "low": 5}
    later = tmp_path / "GEDEvent_v24_1-again.csv"
    later.write_text(files.ged(*events))
    done = bring(place, "ucdp", later)
    assert [c.shown for c in done.changes] == [
        "seeds/ucdp-ged-2008-02.ttl",
        "seeds/ucdp-ged-2008-03.ttl",
    ]
    assert done.changed == {"claims": 1}
    assert done.new == {"claims": 9, "entities": 1}
    assert not done.gone
    after = seeds(place)
    assert after["ucdp-ged-2008-01.ttl"] == before["ucdp-ged-2008-01.ttl"]
    assert b"kg:best 7" in after["ucdp-ged-2008-02.ttl"]
    gone = bring(place, "ucdp", first)
    assert gone.gone == {"claims": 9, "entities": 1}


def test_the_order_of_rows_is_no_difference(place, tmp_path, unchecked):
    events = [{**files.EVENT, "id": n} for n in (1, 2, 3)]
    path = tmp_path / "GEDEvent_v24_1.csv"
    path.write_text(files.ged(*events))
    bring(place, "ucdp", path)
    path.write_text(files.ged(*reversed(events)))
    assert bring(place, "ucdp", path).changes == []


def test_many_claims_are_parted_into_files_that_can_be_read(
    place, tmp_path, unchecked, monkeypatch
):
    """Each claim and entity is in one file; a file has at most four times what is allowed at most."""
    monkeypatch.setattr(_pages, "MOST_CLAIMS", 20)
    monkeypatch.setattr(_pages, "_MOST_WAITING", 10_000)
    path = tmp_path / "GEDEvent_v24_1.csv"
    write_ged(90, path)
    done = bring(place, "ucdp", path)
    made = seeds(place)
    heads = [
        line.split(b" ")[0]
        for data in made.values()
        for line in data.split(b"\n")
        if b" a kg:" in line
    ]
    events = [head for head in heads if head.startswith(b"kgd:event-ucdp-ged-")]
    assert len(events) == len(set(events)) == 90
    claims = sum(data.count(b"\nc:") for data in made.values())
    assert claims == done.new["claims"]
    assert b"c:e1-status" in b"".join(made.values())
    assert bring(place, "ucdp", path).changes == []


def test_what_a_person_settles_is_kept(place, tmp_path, unchecked):
    """“Bureau of Landia” may be the state's; the sheet says no, then that it is another one."""
    galaxy = json.loads(files.MISP)
    galaxy["values"][0] |= {"value": "National Intelligence Service (South Korea)"}
    galaxy["values"][0]["meta"] |= {"country": "KR", "country_name": "South Korea"}
    path = put(tmp_path, "misp", json.dumps(galaxy))
    first = bring(place, "misp", path)
    (doubt,) = {d.iri for d in first.outcome.doubts}
    assert doubt == f"{KGD}agency-rok-national-intelligence-service"
    sheet = tmp_path / "settled.csv"
    sheet.write_text(
        f"id,entity,decision\n{galaxy['values'][0]['uuid']},kgd:agency-rok-national-intelligence-service,yes\n"
    )
    settled = bring(place, "misp", path, settled=str(sheet))
    assert settled.outcome.apart == 0
    assert (
        b"rdf:subject kgd:agency-rok-national-intelligence-service"
        in seeds(place)["misp-intelligence-agency.ttl"]
    )
    assert (place / "imports" / "misp-intelligence-agency.csv").exists()
    again = bring(place, "misp", path)
    assert again.changes == []
    assert again.outcome.apart == 0


@pytest.mark.parametrize(
    "row",
    ["x,kgd:agency-no-such,yes", "x,,maybe", "x,kgd:state-russia,yes\nx,kgd:state-china,yes"],
)
def test_a_decision_that_cannot_be_is_refused(place, tmp_path, unchecked, row):
    sheet = tmp_path / "settled.csv"
    sheet.write_text(f"id,entity,decision\n{row}\n")
    with pytest.raises(DataError) as caught:
        bring(place, "misp", put(tmp_path, "misp"), settled=str(sheet))
    assert caught.value.findings[0].line >= 2


def test_a_unit_of_a_known_name_is_not_taken_for_that_one():
    """An 11th Corps of another army: the name alone says nothing."""
    data = files.ORBAT.replace("9th Brigade", "11th Corps of the Korean People's Army")
    importing, triples = taken("orbat", data, **files.SAID)
    assert f"{KGD}unit-kpa-11th-corps" in {d.iri for d in importing.reconciler.outcome.doubts}
    assert claims_of(triples)["c-u1-echelon"]["subject"] == f"{KGD}unit-orbat-made-u1"


def test_a_state_of_another_code_is_not_taken_for_one_of_its_name():
    galaxy = json.loads(files.MISP)
    galaxy["values"][0]["meta"] |= {"country": "YY", "country_name": "Russia"}
    _, triples = taken("misp", json.dumps(galaxy))
    (claim,) = claims_of(triples).values()
    assert claim["object"] == f"{KGD}state-misp-intelligence-agency-country-yy"
    assert "Russia (misp-intelligence-agency country-yy)" in labels_of(triples)


def test_a_file_that_no_import_made_is_not_written_over(place, tmp_path, unchecked):
    own = place / "seeds" / "misp-intelligence-agency.ttl"
    own.write_text("# mine\n")
    with pytest.raises(UsageError, match="was not made by"):
        bring(place, "misp", put(tmp_path, "misp"))
    assert own.read_text() == "# mine\n"


def test_an_import_leaves_the_files_of_another_alone(place, tmp_path, unchecked):
    """Of the same reader, and with a name that begins with this one's."""
    file = put(tmp_path, "orbat")
    bring(place, "orbat", file, source="narvik-1940", **files.SAID)
    before = seeds(place)["narvik-1940.ttl"]
    done = bring(place, "orbat", file, source="narvik", **files.SAID)
    assert [change.shown for change in done.changes] == ["seeds/narvik.ttl"]
    assert seeds(place)["narvik-1940.ttl"] == before


def test_nothing_is_written_where_one_file_cannot_be(place, tmp_path, unchecked):
    """The file of March is another's meanwhile: those of January and February are not written either."""
    path = tmp_path / "GEDEvent_v24_1.csv"
    path.write_text(files.ged(*({**files.EVENT, "id": n, "date_start": f"2008-0{n}-05", "date_end": f"2008-0{n}-05"} for n in (1, 2, 3))))  # fmt: skip
    from kg.curate.importers._importing import write_import

    done = bring(place, "ucdp", path, write=False)
    other = place / "seeds" / "ucdp-ged-2008-03.ttl"
    other.write_text("# another's\n")
    before = seeds(place)
    with pytest.raises(KgError):
        write_import(done)
    assert seeds(place) == before


@pytest.mark.parametrize("lacking", ["publisher", "address"])
def test_what_a_file_does_not_say_a_person_must(place, tmp_path, unchecked, lacking):
    said = {name: text for name, text in files.SAID.items() if name != lacking}
    with pytest.raises(UsageError) as caught:
        bring(place, "orbat", put(tmp_path, "orbat"), **said)
    assert caught.value.where == f"--{lacking}"


@pytest.mark.slow
def test_a_table_by_a_mapping(place, tmp_path):
    """The row of the table: one unit is part of another since 2014; with all checks."""
    table, mapping = tmp_path / "units.csv", tmp_path / "map.toml"
    table.write_text(files.CSV)
    mapping.write_text(files.CSV_MAP)
    said = {**files.SAID, "source": "units", "mapping": str(mapping)}
    done = bring(place, "csv", table, **said)
    assert done.new == {"claims": 1, "entities": 3}
    text = seeds(place)["units.ttl"].decode()
    assert "rdf:predicate kg:partOf" in text
    assert 'kg:time "2014"^^edtf:EDTF' in text
    assert 'dcterms:publisher "Made Institute"' in text
    assert bring(place, "csv", table, **said).changes == []
    assert "2014" in files.CSV
    table.write_text(files.CSV.replace("2014", "2015"))
    edited = bring(place, "csv", table, **said)
    assert (edited.changed, +edited.new, +edited.gone) == ({"claims": 1}, {}, {})
    assert 'kg:time "2015"^^edtf:EDTF' in seeds(place)["units.ttl"].decode()


def test_an_error_of_the_checks_is_told_by_its_place_in_the_file(place, tmp_path, on_small_core):
    """Each of two units is a part of the other: nothing is written, so the rows that were read are named."""
    head, row, _ = files.WIKIDATA.splitlines()
    turned = (
        row.replace('9th Made Brigade,"9 MB, Made Nine"', "Made Corps,")
        .replace("Q999999802,Made Corps,http", "Q999999801,9th Made Brigade,http")
        .replace("Q999999801", "Q999999802", 1)
    )
    assert turned != row
    path = tmp_path / "results.csv"
    path.write_text(f"{head}\n{row}\n{turned}\n", encoding="utf-8")
    with pytest.raises(DataError) as refused:
        bring(place, "wikidata", path)
    found = {(f.file, f.line, f.check) for f in refused.value.findings}
    assert found == {(str(path), 2, "part-of-cycle"), (str(path), 3, "part-of-cycle")}
    assert all("take one of the two out of it" in f.remedy for f in refused.value.findings)
