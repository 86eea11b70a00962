"""FollowTheMoney: entities as lines of JSON, or statements (CSV or lines of JSON).

Of https://followthemoney.tech/explorer/; also what ``kg export ftm`` writes, whose notes hold claims.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.claims.edtf import is_date
from kg.curate.importers._given import Given, listed, parsed_json, refuse, table_of, text_of
from kg.curate.importers._own import ADDRESS, EDITORS, claim_of, described_in, record_of
from kg.curate.importers._records import Claim, Entity, Loss, Release, Text, Word
from kg.iris import KG, KGD, SRC

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.curate.importers._records import Options, Record

SUMMARY = "FollowTheMoney (OpenSanctions, Aleph): entities or statements, JSON lines or CSV"
_WHAT = "entities of FollowTheMoney, a JSON object a line, or a CSV of statements"
_STATEMENTS = ("canonical_id", "entity_id", "prop", "schema", "value", "dataset")
#: The form “pack” of ``ftm``: the schema stands before the property, “Person:name”.
_PACK = ("entity_id", "prop", "value", "dataset", "origin", "external")
_YES = ("t", "true", "True", "1")
_KINDS: dict[str, tuple[str, ...]] = {
    "Person": ("Person",), "Organization": ("Organisation",), "PublicBody": ("GovernmentAgency",),
    "Company": ("Company",), "LegalEntity": ("Actor",), "Position": ("Post",),
    "Vessel": ("Ship",), "Airplane": ("Aircraft",), "Project": ("Programme",),
}  # fmt: skip
#: Of our own files: the kind stands among the keywords.
_OURS = ("Event", "Address", "Asset", *_KINDS)
_LINKS = ("UnknownLink", "Membership", "Occupancy")
_CODES = {"imoNumber": "imoNumber", "leiCode": "lei", "mmsi": "mmsi"}
_NAMES = ("name", "alias", "weakAlias", "previousName")
_WIKIDATA = "http://www.wikidata.org/entity/"


def read(given: Sequence[Given], options: Options) -> tuple[Release, Iterator[Record]]:
    """The entities of the files. Raises DataError for other files."""
    things = [thing for file in given for thing in _things(file)]
    ours = any(_first(thing, "sourceUrl").startswith((KGD, SRC)) for thing in things)
    datasets = sorted({name for thing in things for name in thing.get("datasets", ())})
    named = datasets[0] if len(datasets) == 1 else ""
    publisher = (
        EDITORS
        if ours
        else Entity(named or "publisher", ("Organisation",), options.publisher or named)
    )
    address = ADDRESS if ours else ""
    title = (
        "A graph of Entente, exported as FollowTheMoney"
        if ours
        else f"FollowTheMoney data set {named}".strip()
    )
    release = Release(
        "ftm-" + (_tag(named) or ("entente" if ours else "import")),
        title,
        publisher,
        address,
    )
    return release, _records(things, datasets)


def _tag(name: str) -> str:
    """The name of a data set in small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]


def _things(file: Given) -> Iterator[dict[str, Any]]:
    start = file.data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        yield from _of_lines(file)
    elif start.startswith(b"["):
        refuse(file, 1, "this is a list in JSON", f"give {_WHAT}")
    else:
        is_pack = b"canonical_id" not in start.partition(b"\n")[0] and b"entity_id" in start
        rows = table_of(file, _PACK if is_pack else _STATEMENTS, _WHAT)
        said = ((row.number, _unpacked(row.cells) if is_pack else row.cells) for row in rows)
        yield from _of_statements(file, said)


def _unpacked(cells: Mapping[str, str]) -> dict[str, Any]:
    schema, _, name = cells["prop"].partition(":")
    return {**cells, "schema": schema, "prop": name}


def _of_lines(file: Given) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(text_of(file).split("\n"), start=1):
        if not line.strip():
            continue
        value = parsed_json(file, line, number, _WHAT)
        if isinstance(value, dict) and {"prop", "value", "schema"} <= value.keys():
            rows.append((number, {k: str(v) for k, v in value.items() if v is not None}))
            continue
        if not _is_thing(value):
            refuse(
                file,
                number,
                "this line is no entity: it needs id, schema and properties",
                f"give {_WHAT}",
            )
        if value["id"] in seen:
            refuse(
                file,
                number,
                f"the id “{value['id'][:80]}” stands twice",
                "join the fragments first: ftm aggregate",
            )
        seen.add(value["id"])
        datasets = [name for name in listed(value.get("datasets")) if isinstance(name, str)]
        yield {**value, "datasets": datasets, "place": str(number)}
    if rows:
        yield from _of_statements(file, iter(rows))


def _is_thing(value: Any) -> bool:
    if not isinstance(value, dict) or not all(
        isinstance(value.get(n), str) and value[n] for n in ("id", "schema")
    ):
        return False
    properties = value.get("properties")
    return isinstance(properties, dict) and all(
        isinstance(v, list) and all(isinstance(x, str) for x in v) for v in properties.values()
    )


def _of_statements(
    file: Given, rows: Iterator[tuple[int, dict[str, Any]]]
) -> Iterator[dict[str, Any]]:
    """The entities that statements make, in the order in which these name them."""
    things: dict[str, dict[str, Any]] = {}
    for number, row in rows:
        key = row.get("canonical_id") or row.get("entity_id")
        if not key or not row.get("schema") or not row.get("prop"):
            refuse(
                file, number, "this statement has no canonical_id, schema or prop", f"give {_WHAT}"
            )
        thing = things.setdefault(key, {
            "id": key, "schema": row["schema"], "properties": defaultdict(list), "datasets": [],
            "place": str(number), "languages": {}, "external": 0,
        })  # fmt: skip
        if str(row.get("external", "")) in _YES:
            thing["external"] += 1  # what a comparison has proposed, and nobody has confirmed
            continue
        if row["schema"] in _KINDS and thing["schema"] not in _KINDS:
            thing["schema"] = row["schema"]
        if row["prop"] == "id":
            continue
        value = row.get("value", "")
        if value and value not in thing["properties"][row["prop"]]:
            thing["properties"][row["prop"]].append(value)
            thing["languages"][value] = row.get("lang", "")
        if row.get("dataset") and row["dataset"] not in thing["datasets"]:
            thing["datasets"].append(row["dataset"])
    yield from (thing for thing in things.values() if thing["properties"] or not thing["external"])
    external = sum(thing["external"] for thing in things.values())
    if external:
        yield {"id": "", "schema": "", "properties": {}, "place": "", "external": external}


def _names_schema(thing: dict[str, Any]) -> bool:
    """Whether it is an entity, and not the count of what is left out."""
    return bool(thing["schema"])


def _first(thing: dict[str, Any], name: str) -> str:
    values: list[str] = thing["properties"].get(name, [])
    return values[0] if values else ""


def _records(things: Sequence[dict[str, Any]], datasets: Sequence[str]) -> Iterator[Record]:
    several = len(datasets) > 1
    keys: dict[str, str] = {}
    names_by_id: dict[str, str] = {}
    if several:
        for name in datasets:
            yield Entity(f"dataset-{name}", ("Organisation",), f"{name} (data set)", compared=False)
    for thing in things:
        made = list(_entity(thing))
        for record in made:
            if isinstance(record, Entity) and not record.key.startswith("country-"):
                keys[thing["id"]], names_by_id[thing["id"]] = record.key, record.name
        yield from made
    for thing in filter(_names_schema, things):
        speaker = f"dataset-{thing['datasets'][0]}" if several and thing.get("datasets") else ""
        yield from _said(thing, keys, names_by_id, speaker)


def _entity(thing: dict[str, Any]) -> Iterator[Record]:
    schema, place = thing["schema"], thing["place"]
    if not schema:
        yield Loss("statements that are external: proposed by a comparison", "", thing["external"])
        return
    own = _first(thing, "sourceUrl")
    own = own if own.startswith((KGD, KG)) else ""
    kind = (
        tuple(w for w in thing["properties"].get("keywords", ()) if w.isalpha())[:1]
        if own
        else _KINDS.get(schema)
    )
    if schema in ("Note", "Article", "Sanction", *_LINKS):
        return
    if not kind:
        yield Loss(f"entities of the schema {schema}", place)
        return
    if not own:
        yield from _country(thing, place)
    names = [
        (v, thing.get("languages", {}).get(v, ""))
        for n in _NAMES
        for v in thing["properties"].get(n, ())
    ]
    if not names:
        yield Loss("entities without a name", place)
        return
    yield Entity(
        own or thing["id"], kind, names[0][0], tuple(names[1:]),
        same=tuple(_WIKIDATA + q for q in thing["properties"].get("wikidataId", ())),
        codes=tuple((ours, v.removeprefix("IMO")) for n, ours in _CODES.items() for v in thing["properties"].get(n, ())),
        country=_first(thing, "country").upper() if kind == ("State",) else "",
        state=f"country-{_state_of(thing)}" if schema == "PublicBody" and not own else "",
        remark=" ".join(thing["properties"].get("notes", ())) if own else "",
        iri=own, place=place,
    )  # fmt: skip
    yield from _left(thing, place, own)


def _country(thing: dict[str, Any], place: str) -> Iterator[Record]:
    """The state whose an agency is, or whose flag a ship flies."""
    code = _state_of(thing)
    if code:
        yield Entity(
            f"country-{code}",
            ("State",),
            code.upper(),
            country=code.upper(),
            shared=True,
            place=place,
        )


def _state_of(thing: dict[str, Any]) -> str:
    """The code of a state (ISO 3166-1 alpha-2, small letters) that a relation here is to."""
    name = {"PublicBody": "country", "Vessel": "flag"}.get(thing["schema"], "")
    code = _first(thing, name)
    return code if re.fullmatch("[a-z]{2}", code) else ""


def _left(thing: dict[str, Any], place: str, own: str) -> Iterator[Record]:
    """What of an entity is not taken, by its properties."""
    taken = {*_NAMES, *_CODES, "wikidataId"} | (
        {"keywords", "sourceUrl", "country", "notes", "full"} if own else set()
    )
    if _state_of(thing):
        taken |= {"country"} if thing["schema"] == "PublicBody" else {"flag"}
    for name, values in thing["properties"].items():
        if name not in taken:
            yield Loss(f"property “{name}” of {thing['schema']}", place, len(values))


def _said(
    thing: dict[str, Any], keys: dict[str, str], names_by_id: dict[str, str], speaker: str
) -> Iterator[Record]:
    schema, place, key = thing["schema"], thing["place"], keys.get(thing["id"], "")
    if schema == "Note":
        if _first(thing, "sourceUrl").startswith(SRC):
            record = record_of(_first(thing, "description"))
            yield from described_in(record, place)
            yield from claim_of(record, place)
        else:
            yield Loss("notes, which are sentences of others", place)
    elif schema in _LINKS:
        if _first(thing, "recordId").startswith(KG):
            yield Loss("facts of the exported graph, which its claims give again", place)
        else:
            yield from _link(thing, keys, names_by_id, speaker)
    elif schema == "Article":
        yield Loss("documents of the exported graph", place)
    elif schema == "Sanction":
        yield from _sanction(thing, keys, names_by_id, speaker)
    elif key and not key.startswith(KGD) and (code := _state_of(thing)):
        relation, said = (
            ("flagState", "flies the flag of")
            if schema == "Vessel"
            else ("belongsTo", "belongs to")
        )
        yield Claim(
            f"c-{thing['id']}-country",
            f"{_first(thing, 'name')} {said} {code.upper()}.",
            key,
            (relation,),
            f"country-{code}",
            speaker=speaker,
            place=place,
        )


def _sanction(
    thing: dict[str, Any], keys: dict[str, str], names_by_id: dict[str, str], speaker: str
) -> Iterator[Record]:
    """An entry on a list of sanctions: whom it names, who put them on it, since when, by which law."""
    place, target = thing["place"], _first(thing, "entity")
    authority = _first(thing, "authority")
    dates = [_first(thing, name) for name in ("listingDate", "startDate")]
    day = next((date for date in dates if is_date(date)), "")
    key, name = f"sanction-{thing['id']}", names_by_id.get(target, target)
    by = f" by {authority}" if authority else ""
    yield Entity(
        key,
        ("SanctionsDesignation",),
        f"designation of {name}{by} ({thing['id']})",
        compared=False,
        place=place,
    )
    shared: dict[str, Any] = {"speaker": speaker, "time": day, "place": place}
    yield Claim(
        f"{key}-status",
        f"{name} was put on a list of sanctions{by}.",
        key,
        ("eventStatus",),
        Word("occurred"),
        **shared,
    )
    yield Claim(
        f"{key}-whom",
        f"The entry names {name}.",
        key,
        ("designates",),
        keys.get(target, target),
        **shared,
    )
    if authority:
        yield Entity(
            f"authority-{authority}", ("Organisation",), authority, shared=True, place=place
        )
        yield Claim(
            f"{key}-by",
            f"{authority} put {name} on the list.",
            key,
            ("conductedBy",),
            f"authority-{authority}",
            **shared,
        )
    if program := _first(thing, "program"):
        yield Claim(
            f"{key}-law",
            f"The entry was made under {program}.",
            key,
            ("legalBasis",),
            Text(program),
            **shared,
        )
    for property_name, values in thing["properties"].items():
        if property_name not in ("entity", "authority", "listingDate", "startDate", "program"):
            yield Loss(f"property “{property_name}” of Sanction", place, len(values))


def _link(
    thing: dict[str, Any], keys: dict[str, str], names_by_id: dict[str, str], speaker: str
) -> Iterator[Record]:
    """The relation of a link: a membership, or who holds a post."""
    ends = {
        "Membership": ("organization", "member", "hasMember"),
        "Occupancy": ("holder", "post", "holdsPost"),
    }
    if thing["schema"] not in ends:
        yield Loss("links of unknown meaning", thing["place"])
        return
    subject, value, relation = ends[thing["schema"]]
    one, other = _first(thing, subject), _first(thing, value)
    names = [names_by_id.get(end, end) for end in (one, other)]
    start, end = _first(thing, "startDate"), _first(thing, "endDate")
    dates = [d if is_date(d) else "" for d in (start, end)]
    time = f"{dates[0] or '..'}/{dates[1] or '..'}" if any(dates) else ""
    said = {"hasMember": "has the member", "holdsPost": "holds the post"}[relation]
    yield Claim(
        f"c-{thing['id']}", f"{names[0]} {said} {names[1]}.", keys.get(one, one), (relation,), keys.get(other, other),
        speaker=speaker, time=time, place=thing["place"],
    )  # fmt: skip
