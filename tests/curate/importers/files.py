"""A small good file for each reader, laid out as its publisher lays it out; what is in them is made up."""

from __future__ import annotations

import csv
import io
import json
import random

from tests.scripts.make_ged import row as ged_row

_SIPRI_HEADER = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,"
    "Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,"
    "Delivery year is estimate,Status,SIPRI estimate,TIV deal unit,TIV delivery values,"
    "Local production\n"
)
SIPRI = (
    "SIPRI Arms Transfers Database\nTransfers of major weapons\n,\n"
    + _SIPRI_HEADER
    + "70001,North Korea,Russia,Made-1,self-propelled gun,Artillery,2023,Yes,60,Yes,2024,Yes,Second hand,,0.5,30,No\n"
    "70001,North Korea,Russia,Made-1,self-propelled gun,Artillery,2023,Yes,20,No,2025,No,Second hand,,0.5,10,No\n"
    "70003,China,Rebels of Landia*,Made-2,portable SAM,Missiles,2022,No,0,No,2023,No,New,,0.1,0,No\n"
)


def ged(*changes: dict[str, object]) -> str:
    """Events in GED's layout: for each of ``changes`` one, with these cells."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ged_row(0, random.Random(0)))
    writer.writeheader()
    for number, cells in enumerate(changes, start=1):
        writer.writerow({**ged_row(number, random.Random(number)), **cells})
    return out.getvalue()


EVENT: dict[str, object] = {
    "id": 501, "type_of_violence": 1, "conflict_new_id": 333, "conflict_name": "Landia: Government",
    "dyad_name": "Government of Landia - Front", "side_a_new_id": 130, "side_a": "Government of Landia",
    "side_b_new_id": 303, "side_b": "Front", "where_prec": 1, "where_coordinates": "Landville",
    "latitude": "34.5", "longitude": "69.2", "country": "Landia", "country_id": 700, "gwnoa": 700,
    "event_clarity": 1, "date_prec": 2, "date_start": "2008-01-05 00:00:00.000",
    "date_end": "2008-01-07 00:00:00.000", "deaths_a": 2, "deaths_b": 3, "deaths_civilians": 1,
    "deaths_unknown": 0, "best": 6, "low": 4, "high": 9,
}  # fmt: skip
UCDP = ged(EVENT)

MISP = json.dumps({
    "name": "Agencies", "type": "intelligence-agency", "uuid": "3ef969e7-96cd-4048-aa83-191ac457d0db",
    "version": 1, "source": "https://example.org/list", "values": [
        {"value": "Agency of Landia", "uuid": "e7f22bf7-be6b-571b-8cd0-bafc3b427e97", "description": "…",
         "meta": {"country": "LD", "country_name": "Landia", "refs": ["https://example.org/a"]}},
    ],
})  # fmt: skip

FTM = "".join(f"{json.dumps(each)}\n" for each in (
    {"id": "co-1", "schema": "Company", "properties": {"name": ["Made Trading"], "leiCode": ["529900T8BM49AURSDO55"], "address": ["1 Road"]}, "datasets": ["made_list"]},
    {"id": "ag-1", "schema": "PublicBody", "properties": {"name": ["Bureau of Landia"], "country": ["kp"]}, "datasets": ["made_list"]},
    {"id": "pe-1", "schema": "Person", "properties": {"name": ["Jo Doe"], "alias": ["J. Doe"], "wikidataId": ["Q999999901"]}, "datasets": ["made_list"]},
    {"id": "po-1", "schema": "Position", "properties": {"name": ["Minister of Arms"]}, "datasets": ["made_list"]},
    {"id": "oc-1", "schema": "Occupancy", "properties": {"holder": ["pe-1"], "post": ["po-1"], "startDate": ["2020-03"]}, "datasets": ["made_list"]},
))  # fmt: skip
FTM_STATEMENTS = (
    "canonical_id,entity_id,prop,prop_type,schema,value,dataset,lang,original_value,external,first_seen,last_seen,origin,id\n"
    "pe-1,x-pe-1,name,name,Person,Jo Doe,list_a,eng,,f,2024-01-01,2024-02-01,,s1\n"
    "pe-1,y-pe-1,name,name,Person,Джо Доу,list_b,rus,,f,2024-01-01,2024-02-01,,s2\n"
    "po-1,po-1,name,name,Position,Minister of Arms,list_a,,,f,,,,s3\n"
    "oc-1,oc-1,holder,entity,Occupancy,pe-1,list_b,,,f,,,,s4\n"
    "oc-1,oc-1,post,entity,Occupancy,po-1,list_b,,,f,,,,s5\n"
)

_MAKER = "identity--733c5838-34d9-4fbf-949c-62aba761184c"
STIX = json.dumps({
    "type": "bundle", "id": "bundle--601cee35-6b16-4e68-a3e7-9ec7d755b4c3", "objects": [
        {"type": "identity", "spec_version": "2.1", "id": _MAKER, "created": "2020-01-01T00:00:00.000Z",
         "modified": "2020-01-01T00:00:00.000Z", "name": "Made Institute", "identity_class": "organization"},
        {"type": "threat-actor", "spec_version": "2.1", "id": "threat-actor--56f3f0db-b5d5-431c-ae56-c18f02caf500",
         "created_by_ref": _MAKER, "created": "2020-01-01T00:00:00.000Z", "modified": "2020-01-01T00:00:00.000Z",
         "name": "Made Group", "aliases": ["MG"], "sophistication": "expert"},
        {"type": "location", "spec_version": "2.1", "id": "location--a6e9345f-5a15-4c29-8bb3-7dcc5d168d64",
         "created_by_ref": _MAKER, "created": "2020-01-01T00:00:00.000Z", "modified": "2020-01-01T00:00:00.000Z",
         "name": "Landville", "latitude": 34.5, "longitude": 69.2},
        {"type": "relationship", "spec_version": "2.1", "id": "relationship--57b56a43-b8b0-4cba-9deb-34e3e1faed9e",
         "created_by_ref": _MAKER, "created": "2020-01-01T00:00:00.000Z", "modified": "2020-01-01T00:00:00.000Z",
         "relationship_type": "located-at", "source_ref": "threat-actor--56f3f0db-b5d5-431c-ae56-c18f02caf500",
         "target_ref": "location--a6e9345f-5a15-4c29-8bb3-7dcc5d168d64", "start_time": "2021-05-01T00:00:00Z"},
    ],
})  # fmt: skip

WIKIDATA = (
    "item,itemLabel,itemAltLabel,class,classLabel,property,value,valueLabel,valueClass,start,end,rank\n"
    'http://www.wikidata.org/entity/Q999999801,9th Made Brigade,"9 MB, Made Nine",http://www.wikidata.org/entity/Q176799,military unit,http://www.wikidata.org/prop/direct/P361,http://www.wikidata.org/entity/Q999999802,Made Corps,http://www.wikidata.org/entity/Q176799,2014-05-07T00:00:00Z,2019-01-01T00:00:00Z,http://wikiba.se/ontology#NormalRank\n'
    'http://www.wikidata.org/entity/Q999999801,9th Made Brigade,"9 MB, Made Nine",http://www.wikidata.org/entity/Q176799,military unit,http://www.wikidata.org/prop/direct/P361,http://www.wikidata.org/entity/Q999999803,Old Corps,http://www.wikidata.org/entity/Q176799,,,http://wikiba.se/ontology#DeprecatedRank\n'
)
WIKIDATA_JSON = json.dumps({
    "head": {"vars": ["item", "itemLabel", "class"]}, "results": {"bindings": [
        {"item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q999999804"},
         "itemLabel": {"type": "literal", "xml:lang": "en", "value": "Made Army"},
         "class": {"type": "uri", "value": "http://www.wikidata.org/entity/Q37726"}},
        {"item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q999999804"},
         "itemLabel": {"type": "literal", "xml:lang": "ko", "value": "만든군"},
         "class": {"type": "uri", "value": "http://www.wikidata.org/entity/Q37726"}},
    ]},
})  # fmt: skip

ORBAT = json.dumps({
    "id": "made", "type": "ORBAT-mapper", "version": "3.3.0", "name": "A made battle",
    "startTime": "1940-04-09T01:00:00+02:00", "sides": [
        {"id": "side1", "name": "Blue", "standardIdentity": "3", "groups": [
            {"id": "group1", "name": "Land", "subUnits": [
                {"id": "u1", "name": "9th Brigade", "sidc": "10031000181211000000", "personnel": [{"name": "All ranks", "count": 3100}],
                 "equipment": [{"name": "howitzer", "count": 12}], "state": [
                     {"id": "s1", "t": "1940-04-10T05:00:00+02:00", "location": [17.4, 68.4]}],
                 "subUnits": [{"id": "u2", "name": "1", "sidc": "10031000161303000000", "subUnits": []}]},
            ]},
        ]},
    ], "events": [], "layers": [],
})  # fmt: skip

RDF = (
    "@prefix ex: <https://example.org/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
    'ex:a a ex:Firm ; foaf:name "Made Trading" ; ex:owner ex:b ; ex:motto "…" .\n'
    'ex:b a ex:Firm ; foaf:name "Made Holding" .\n'
)
RDF_MAP = """PREFIX ex: <https://example.org/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
CONSTRUCT { ?firm a kg:Company ; rdfs:label ?name . ?firm kg:belongsTo ?owner }
WHERE { ?firm a ex:Firm ; foaf:name ?name . OPTIONAL { ?firm ex:owner ?owner } }
"""

CSV = "Unit,Part of,Since\n9th Made Brigade,Made Corps,2014\n"
CSV_MAP = """headers = ["unit", "part of", "since"]
[columns]
"unit" = "who"
"part of" = "whom"
"since" = "when"
[constants]
"relation" = "is part of"
[kinds]
"9th Made Brigade" = "military unit"
"Made Corps" = "military unit"
"""

#: By reader, a good file, its name, and what a person must say of it.
SAID = {"publisher": "Made Institute", "address": "https://example.org/data"}
GOOD: dict[str, tuple[str, str, dict[str, str]]] = {
    "ftm": ("file.json", FTM, {"address": "https://example.org/data"}),
    "misp": ("file.json", MISP, {}),
    "orbat": ("file.json", ORBAT, SAID),
    "rdf": ("file.ttl", RDF, SAID),
    "sipri": ("file.csv", SIPRI, {}),
    "stix": ("file.json", STIX, {"address": "https://example.org/data"}),
    "ucdp": ("GEDEvent_v25_1.csv", UCDP, {}),
    "wikidata": ("file.csv", WIKIDATA, {}),
}
