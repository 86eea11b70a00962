"""Files that no reader can take: each is refused with place and remedy, before anything is written."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from kg.curate.importers._given import open_given
from kg.errors import DataError, KgError
from tests.curate.importers import files
from tests.curate.importers.importing import taken

JSON = ("ftm", "misp", "orbat", "stix")
TABLES = ("sipri", "ucdp", "wikidata")


def refused(reader: str, data: bytes | str, tmp_path, **more: str) -> str:
    """The message for data that a reader refuses: it says where, what and what to do."""
    name, _, said = files.GOOD[reader]
    said = {**said, **more}
    if reader == "rdf":
        mapping = tmp_path / "map.rq"
        mapping.write_text(files.RDF_MAP)
        said["mapping"] = str(mapping)
    with pytest.raises(KgError) as caught:
        taken(reader, data, suffix="." + name.rpartition(".")[2], **said)
    if isinstance(caught.value, DataError):
        for finding in caught.value.findings:
            assert finding.problem
            assert finding.remedy
            assert finding.file.startswith("file0")
        return "\n".join(f"{f.line} {f.term} {f.problem}" for f in caught.value.findings)
    assert caught.value.remedy
    return str(caught.value)


def good(reader: str) -> str:
    return files.GOOD[reader][1]


@pytest.mark.parametrize("reader", sorted(files.GOOD))
@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7 not a table",
        "<html><body>Please log in</body></html>",
        "{}",
        "[]",
        "null",
        "a,b\n1,2\n",
        '{"type": "FeatureCollection", "features": []}',
        "{" * 100_000,
        '{"a":' * 100_000,
        "[" * 3_000 + "]" * 3_000,
        b"\xff\xfea\x00,\x00b\x00",
        "a\0b,c\n",
        ",".join(["c"] * 1_000_000) + "\n",
    ],
    ids=range(14),
)
def test_a_file_of_another_kind(reader, data, tmp_path):
    if reader == "rdf" and isinstance(data, str) and data in ("{}", "[]", "null"):
        pytest.skip("in Turtle these are errors of their own")
    refused(reader, data, tmp_path)


@pytest.mark.parametrize("reader", sorted(files.GOOD))
def test_a_file_that_is_cut_off(reader, tmp_path):
    """In the middle of its last thing."""
    data = good(reader).rstrip()
    refused(reader, data[: -len(data.splitlines()[-1]) // 3 - 5], tmp_path)


@pytest.mark.parametrize("reader", sorted(files.GOOD))
def test_bytes_that_are_not_utf_8(reader, tmp_path):
    data = good(reader).encode()
    middle = len(data) // 2
    refused(reader, data[:middle] + b"\xe9\xff" + data[middle:], tmp_path)


def test_a_place_is_named(tmp_path):
    """The byte in the third line of this table is not UTF-8."""
    lines = files.WIKIDATA.encode().splitlines(keepends=True)
    message = refused("wikidata", lines[0] + lines[1] + b"\xff" + lines[2], tmp_path)
    assert message.startswith("3 ")
    assert "is not UTF-8" in message


@pytest.mark.parametrize(
    ("reader", "older", "newer"),
    [
        ("orbat", '"version": "3.3.0"', '"version": "4.0.0"'),
        ("orbat", '"version": "3.3.0"', '"version": "next"'),
        ("orbat", '"type": "ORBAT-mapper"', '"type": "ORBAT-mapper-encrypted"'),
        ("stix", '"spec_version": "2.1"', '"spec_version": "2.2"'),
        ("stix", '"type": "bundle", ', '"type": "bundle", "spec_version": "2.0", '),
        ("misp", '"values"', '"clusters"'),
        ("ucdp", "date_start", "start_date"),
        ("sipri", "Numbers delivered,", "Units delivered,"),
        ("wikidata", "itemLabel", "label"),
        ("ftm", '"properties"', '"values"'),
    ],
)
def test_a_newer_version_of_a_format(reader, older, newer, tmp_path):
    assert older in good(reader)
    refused(reader, good(reader).replace(older, newer), tmp_path)


def twice(reader: str) -> str:
    """A good file in which one id stands twice, for different things."""
    if reader == "ucdp":
        return files.ged(files.EVENT, {**files.EVENT, "best": 7})
    if reader == "sipri":
        return files.SIPRI.replace(
            "Russia,Made-1,self-propelled gun,Artillery,2023,Yes,20",
            "China,Made-1,self-propelled gun,Artillery,2023,Yes,20",
        )
    if reader == "ftm":
        return files.FTM + files.FTM.splitlines()[0].replace("Made Trading", "Other") + "\n"
    data = json.loads(good(reader))
    if reader == "misp":
        data["values"].append({**data["values"][0], "value": "Another"})
    elif reader == "stix":
        data["objects"].append({**data["objects"][0], "name": "Another"})
    else:
        data["sides"].append({**data["sides"][0], "name": "Another"})
    return json.dumps(data)


@pytest.mark.parametrize("reader", ["ftm", "misp", "orbat", "sipri", "stix", "ucdp"])
def test_an_id_twice(reader, tmp_path):
    refused(reader, twice(reader), tmp_path)


@pytest.mark.parametrize(
    "cells",
    [
        {"date_start": "2008-01-09 00:00:00.000"},  # it ends on the 7th
        {"date_end": "2008-02-31 00:00:00.000"},
        {"low": 7},  # the best figure is 6
        {"high": 5},
        {"best": -6},
        {"best": "6.5"},
        {"best": ""},
        {"deaths_a": "two"},
        {"id": "501x"},
        {"id": "５０１"},
        {"type_of_violence": 4},
        {"latitude": "nowhere"},
    ],
)
def test_events_with_figures_and_dates_upside_down(cells, tmp_path):
    message = refused("ucdp", files.ged(files.EVENT, {**files.EVENT, "id": 502, **cells}), tmp_path)
    assert message.startswith("3 ")  # the second event stands in the third line


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("2023,Yes,60,Yes,2024", "2025,Yes,60,Yes,2024"),
        ("2023,Yes,60,Yes,2024", "2023,Yes,sixty,Yes,2024"),
        ("2023,Yes,60,Yes,2024", "2023,Maybe,60,Yes,2024"),
        ("2023,Yes,60,Yes,2024", "2023,Yes,60,Yes,24"),
        ("70001,North Korea", ",North Korea"),
    ],
)
def test_deliveries_with_figures_and_dates_upside_down(older, newer, tmp_path):
    assert older in files.SIPRI
    refused("sipri", files.SIPRI.replace(older, newer), tmp_path)


@pytest.mark.parametrize(
    ("reader", "older", "newer"),
    [
        ("orbat", "1940-04-10T", "1940-14-10T"),
        ("orbat", "[17.4, 68.4]", "[168.4, 117.4]"),
        ("orbat", '"count": 3100', '"count": -1'),
        ("wikidata", "2014-05-07T", "2024-05-07T"),  # it ends in 2019
        ("wikidata", "2014-05-07T00:00:00Z", "seventh of May"),
        ("wikidata", "http://www.wikidata.org/entity/Q999999801", "http://a.example/801"),
        ("stix", "2021-05-01T", "2021-15-01T"),
        ("misp", "e7f22bf7-be6b-571b-8cd0-bafc3b427e97", "no-uuid"),
    ],
)
def test_others_with_dates_and_places_upside_down(reader, older, newer, tmp_path):
    assert older in good(reader)
    refused(reader, good(reader).replace(older, newer, 1), tmp_path)


def zipped(data: bytes, names=("data.csv",)) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, data)
    return out.getvalue()


def test_a_zip_with_one_file_is_that_file(tmp_path):
    path = tmp_path / "GEDEvent_v25_1.zip"
    path.write_bytes(zipped(files.UCDP.encode()))
    assert open_given(str(path)).data == files.UCDP.encode()


@pytest.mark.parametrize(
    "data",
    [
        zipped(b"\0" * 3 * 2**20),  # 3 MB in 3 kB, where 2 are allowed
        zipped(b"a", ("a.csv", "b.csv")),
        zipped(b"", ("a.csv",)),
        zipped(b"abc" * 999)[:-40],
        b"PK\x03\x04 and no more",
        b"\x1f\x8b\x08\x00abc",
        b"",
        b" \n\n",
    ],
    ids=range(8),
)
def test_a_zip_that_cannot_be_taken(data, tmp_path, monkeypatch):
    monkeypatch.setenv("KG_LARGEST_FILE", "2")
    path = tmp_path / "data.zip"
    path.write_bytes(data)
    with pytest.raises(KgError) as caught:
        open_given(str(path))
    assert caught.value.remedy


def _tables(**changed: str | None) -> bytes:
    """A zip as ``kg export csv`` writes it, with some tables changed, or (None) without them."""
    tables: dict[str, str | None] = {
        "nodes": "iri,kind,label,labels,aliases,remarks,same_as,codes\n"
        "https://w3id.org/entente/id/unit-made,MilitaryUnit,Made,Made@en,,,,\n",
        "edges": "subject,predicate,object,layer,fact\n",
        "claims": "id,kind,statement,speaker,stance,source\n",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (tables | changed).items():
            if text is not None:
                archive.writestr(f"{name}.csv", text)
    return out.getvalue()


def test_tables_of_ours_are_taken_packed(tmp_path):
    importing, _ = taken("tables", _tables())
    assert not importing.losses


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        "id,kind\n1,Claim\n",
        b"PK\x03\x04 and no more",
        zipped(b"a,b\n"),
        _tables(claims=None),
        _tables()[:-40],
        _tables(claims="id,kind,statement\nx,Claim,Made\n"),
        _tables(claims="id,kind,statement,speaker,stance,source\nx,Claim\n"),
        _tables(nodes="iri,kind\n"),
        _tables(nodes="\0" * 3 * 2**20),
    ],
    ids=range(10),
)  # fmt: skip
def test_tables_that_are_not_ours(data, tmp_path, monkeypatch):
    monkeypatch.setenv("KG_LARGEST_FILE", "2")
    with pytest.raises(KgError) as caught:
        taken("tables", data)
    assert (
        caught.value.remedy
        if not isinstance(caught.value, DataError)
        else all(f.remedy and f.file.startswith("file0") for f in caught.value.findings)
    )


def test_an_xml_bomb(tmp_path):
    """A billion laughs: entities that are made of entities are refused before anything reads them."""
    bomb = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha"><!ENTITY c "&a;&a;">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&c;</rdf:RDF>'
    assert "DTD" in refused("rdf", bomb, tmp_path)


HOSTILE = [
    "Evil\x1b[31mred",
    "left\u202eright",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "=HYPERLINK(\"http://a.example\")",
    "a\nb\tc",
    "\ud800half",
    "quote\" . kgd:x a kg:State .",
    "x" * 5_000,
    "'; DROP TABLE",
    "만든 부대",
    "𝕸𝖆𝖉𝖊",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    ("reader", "place"),
    [("misp", "Agency of Landia"), ("orbat", "9th Brigade"), ("stix", "Made Group"), ("ftm", "Jo Doe"), ("wikidata", "9th Made Brigade"), ("ucdp", "Front")],
)  # fmt: skip
def test_hostile_names_are_texts(reader, place, name):
    """They are taken as names and nothing else: no character that steers, no file, no triple of their own."""
    data = good(reader)
    if reader in JSON:
        data = data.replace(f'"{place}"', json.dumps(name))
    else:
        quoted = name.replace('"', '""').replace("\ud800", "")
        data = data.replace(place, f'"{quoted}"' if reader == "wikidata" else "Front")
    _, triples = taken(reader, data, **files.GOOD[reader][2])
    for triple in triples:
        text = getattr(triple.object, "value", "")
        assert not set(text) & set("\x1b\u202e\n\t\ud800")
        assert len(text) <= 1_100
        assert ".." not in triple.subject.value if hasattr(triple.subject, "value") else True
    kinds = [t.object.value for t in triples if t.predicate.value.endswith("#type")]
    states = {"misp": 1}  # of no reader but this one's file is a new state made
    assert sum(kind.endswith("/State") for kind in kinds) == states.get(
        reader, 1 if reader == "ucdp" else 0
    )


@pytest.mark.parametrize(
    "key",
    ["../../x", "a b", "<x>", "=1", "\x1b[0m", "é", "A" * 900, "x.y", "-", "kgd:state-russia"],
)
def test_hostile_ids_make_plain_identifiers(key):
    """``kgd:kind-…`` in small letters, digits and hyphens, whatever the id in the file is."""
    import re

    data = files.FTM.replace('"pe-1"', json.dumps(key))
    _, triples = taken("ftm", data, **files.GOOD["ftm"][2])
    for triple in triples:
        iri = getattr(triple.subject, "value", "")
        assert not iri.startswith("https://w3id.org/entente/id/") or re.fullmatch(
            r"https://w3id\.org/entente/id/[a-z]+(-[a-z0-9]+)+", iri
        )


def test_ids_that_differ_in_case_alone_stay_apart():
    data = files.FTM + json.dumps({"id": "PE-1", "schema": "Person", "properties": {"name": ["Another"]}, "datasets": ["made_list"]}) + "\n"  # fmt: skip
    _, triples = taken("ftm", data, **files.GOOD["ftm"][2])
    people = [t.subject for t in triples if getattr(t.object, "value", "").endswith("/Person")]
    assert len(set(people)) == 2
