"""FollowTheMoney: a JSON object a line, as Aleph, OpenAleph and yente read them.

Facts become links, claims notes that cite their document. What FollowTheMoney has no schema for
(weapons, agreements, tactics) is left out. https://followthemoney.tech/explorer/
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from kg.claims.edtf import is_iso_date
from kg.graph.entities import WIKIDATA, Holdings
from kg.iris import DCTERMS, KG, KGD, RDF, SRC
from kg.publish.formats._loss import Carried, of_one_kind, owned_by
from kg.publish.formats._network import claim_ids, marks_of
from kg.publish.formats._tables import records, sheet_parts
from kg.text.atomic import write_atomic
from kg.text.display import carried, web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.claims.claim import Claim
    from kg.graph.entities import Document, Entity, Relation
    from kg.graph.snapshot import Snapshot
    from kg.publish.formats._loss import Item

SUMMARY = "FollowTheMoney, for Aleph, OpenAleph and yente"
SUFFIX = ".ftm.json"
GROUP = "for other systems"
# Our class (or one above it), and the schema; the first that fits.
_SCHEMATA = (
    ("Person", "Person"),
    ("State", "PublicBody"),
    ("GovernmentAgency", "PublicBody"),
    ("ArmedForce", "PublicBody"),
    ("MilitaryUnit", "PublicBody"),
    ("Company", "Company"),
    ("UnidentifiedGroup", "LegalEntity"),
    ("Actor", "Organization"),
    ("Ship", "Vessel"),
    ("Aircraft", "Airplane"),
    ("Event", "Event"),
    ("Place", "Address"),
    ("Post", "Position"),
    ("Programme", "Project"),
    ("WeaponItem", "Asset"),
)
_NAMING = ("about", "counts", "shareOf", "limitedTo")  # and subject and object
_ORGANISATIONS = ("PublicBody", "Organization", "Company")
_LEGAL = ("Person", "LegalEntity", *_ORGANISATIONS)
# Characters that a value may have (followthemoney.types): of names, addresses, texts, all others.
_NAME, _ADDRESS, _TEXT, _STRING = 384, 250, 65_000, 1_024
_LIMITS = {
    **dict.fromkeys(("name", "alias"), _NAME),
    **dict.fromkeys(("description", "notes"), _TEXT),
    "full": _ADDRESS,
}


def write(graph: Snapshot, path: Path) -> None:
    """Write the entities, all of them or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """The entities that have a schema, facts between two of them, and claims as notes."""
    schemata = _schema_by_entity(holdings)
    has_schema = owned_by(schemata)
    drawn = _linkable_facts(holdings, schemata)
    facts = owned_by({edge.fact for edge in drawn})
    joined = {claim for edge in drawn for claim in edge.claims}

    def supporting(item: Item) -> bool:
        return facts(item) and item.get(KG + "supportedBy") in joined

    told_whole = {
        iri
        for (iri, claim), record in zip(holdings.claims.items(), records(holdings), strict=True)
        if len(_description(record | _unmapped(claim, holdings, schemata))) <= _TEXT
    }
    parts = {
        name: _with_whole_claims(chosen, holdings, told_whole)
        for name, chosen in sheet_parts(holdings).items()
    }
    del parts["languages"], parts["values"]
    parts["entities"] = of_one_kind({iri: holdings.entities[iri] for iri in schemata})
    parts["identifiers"] = lambda item: (
        has_schema(item) and _identified(item, holdings.entities[item.owner])
    )
    parts |= dict.fromkeys(("labels", "aliases"), lambda i: has_schema(i) and i.longest <= _NAME)
    parts["remarks"] = lambda item: has_schema(item) and item.longest <= _TEXT
    parts |= dict.fromkeys(("facts", "disputed marks", "status marks"), facts)
    left = sorted(e.name for iri, e in holdings.entities.items() if iri not in schemata)
    unmapped = (
        f"{len(left)} entities have no schema there; notes name those that they speak of."
        if left
        else ""
    )
    remarks = ("Details of claims stand in the description of a note, as text.", unmapped)
    return Carried(
        {**parts, "support": supporting},
        tuple(remark for remark in remarks if remark),
        {"entities_without_schema": left},
        writes=carried,
    )


def _identified(item: Item, entity: Entity) -> bool:
    """Whether the entity's object has the identifier: it takes countries, and one item of Wikidata."""
    written = _identifiers(entity)
    identifiers = {value.lower() for values in written.values() for value in values}
    return all(
        value.lower().removeprefix(WIKIDATA.lower()) in identifiers for _, value in item.values
    )


def _identifiers(entity: Entity) -> dict[str, list[str]]:
    codes = [value.lower() for name, value in entity.codes if name == KG + "iso3166"]
    return {
        "country": [code for code in codes if re.fullmatch(r"[a-z]{2}", code)],
        "wikidataId": [entity.wikidata] if re.fullmatch(r"Q[1-9]\d*", entity.wikidata) else [],
        "keywords": [s for s in entity.same if "wikidata.org" not in s and len(s) <= _STRING],
    }


def _with_whole_claims(
    chosen: Callable[[Item], bool], holdings: Holdings, whole: set[str]
) -> Callable[[Item], bool]:
    """The items that ``chosen`` picks, but of claims only those whose description is whole."""
    return lambda item: chosen(item) and (item.owner not in holdings.claims or item.owner in whole)


def render(graph: Snapshot) -> bytes:
    """The entities as lines of JSON. The same graph gives the same bytes."""
    holdings = graph.holdings
    schemata = _schema_by_entity(holdings)
    lines = [json.dumps(entity, ensure_ascii=True) for entity in _objects(holdings, schemata)]
    return "".join(f"{line}\n" for line in lines).encode()


def _schema_by_entity(holdings: Holdings) -> dict[str, str]:
    """The schema of each entity that has one."""
    schemata = {}
    for iri, entity in holdings.entities.items():
        schema = next((s for kind, s in _SCHEMATA if holdings.is_a(entity.kind, kind)), None)
        if schema:
            schemata[iri] = schema
    return schemata


def _linkable_facts(holdings: Holdings, schemata: dict[str, str]) -> list[Relation]:
    return [
        edge
        for edge in holdings.edges
        if edge.layer == "fact" and edge.subject in schemata and edge.object in schemata
    ]


def _objects(holdings: Holdings, schemata: dict[str, str]) -> Iterator[dict[str, Any]]:
    yield from (_document(document) for document in holdings.documents.values())
    yield from (_entity(holdings.entities[iri], schemata[iri]) for iri in schemata)
    yield from (_link(edge, holdings, schemata) for edge in _linkable_facts(holdings, schemata))
    for record in records(holdings):
        claim = holdings.claims[SRC + str(record["id"])]
        names = ("about", RDF + "subject", RDF + "object", "attributedTo")
        about = [iri for name in names if (iri := claim.get(name)) in schemata]
        yield _object(
            "Note",
            claim.iri,
            name=[f"{'Denied: ' if claim.denied else ''}{claim.get('statement') or claim.id}"],
            description=[_description(record | _unmapped(claim, holdings, schemata))],
            entity=[_id(iri) for iri in about if iri],
            proof=[_id(source)] if (source := claim.get("source")) in holdings.documents else [],
            sourceUrl=[claim.iri],
        )


def _unmapped(claim: Claim, holdings: Holdings, schemata: Mapping[str, str]) -> dict[str, object]:
    """The entities of a claim that have no schema: identifier, kind and name, so that it stands alone."""
    names = (RDF + "subject", RDF + "object", *(KG + name for name in _NAMING))
    iris = dict.fromkeys(iri for name in names for iri in claim.all(name))
    told = [
        [holdings.prefixes.shorten(iri), holdings.entities[iri].kind, holdings.entities[iri].name]
        for iri in iris
        if iri in holdings.entities and iri not in schemata and iri.startswith(KGD)
    ]
    return {"without_schema": json.dumps(told, ensure_ascii=False)} if told else {}


def _description(record: Mapping[str, object]) -> str:
    """A claim as the text of a note: a line ``name: value`` for each column of the claims table."""
    values = {n: str(v).lower() if isinstance(v, bool) else str(v) for n, v in record.items()}
    return "\n".join(f"{name}: {value}" for name, value in values.items())


def _document(document: Document) -> dict[str, Any]:
    language = {"en": "eng", "ko": "kor", "ru": "rus", "uk": "ukr"}
    tag = document.get(DCTERMS + "language")
    return _object(
        "Article",
        document.iri,
        fileName=[document.iri.removeprefix(SRC)],
        title=[document.title],
        author=document.creators,
        publisher=document.values.get(DCTERMS + "publisher", []),
        publishedAt=[document.issued] if is_iso_date(document.issued) else [],
        sourceUrl=[document.url] if web_address(document.url) else [],
        language=[language[tag]] if tag in language else [],
    )


def _entity(entity: Entity, schema: str) -> dict[str, Any]:
    identifiers = _identifiers(entity)
    own: dict[str, list[str]] = {"full": [entity.name]} if schema == "Address" else {}
    return _object(
        schema,
        entity.iri,
        name=[entity.name, *(text.value for text in entity.labels)],
        alias=[text.value for text in entity.aliases],
        notes=[text.value for text in entity.remarks],
        country=identifiers["country"],
        wikidataId=identifiers["wikidataId"],
        keywords=[entity.kind, *identifiers["keywords"]],
        sourceUrl=[entity.iri],
        **own,
    )


def _link(edge: Relation, holdings: Holdings, schemata: dict[str, str]) -> dict[str, Any]:
    sources = {holdings.claims[claim].get("source") for claim in edge.claims}
    shared: dict[str, list[str]] = {
        "role": [holdings.label(edge.predicate)],
        "status": marks_of(edge, holdings),
        "recordId": [edge.predicate],
        "description": ["; ".join(claim_ids(edge.claims))],
        "proof": sorted(_id(source) for source in sources if source in holdings.documents),
    }
    ends = (schemata[edge.subject], schemata[edge.object])
    if edge.predicate == KG + "hasMember" and ends[0] in _ORGANISATIONS and ends[1] in _LEGAL:
        member, organisation = [_id(edge.object)], [_id(edge.subject)]
        return _object("Membership", edge.fact, member=member, organization=organisation, **shared)
    subject, value = [_id(edge.subject)], [_id(edge.object)]
    return _object("UnknownLink", edge.fact, subject=subject, object=value, **shared)


def _object(schema: str, iri: str, **properties: Iterable[str]) -> dict[str, Any]:
    fitting = {
        name: list(dict.fromkeys(text for value in values if (text := _cut_to_fit(name, value))))
        for name, values in properties.items()
    }
    return {
        "id": _id(iri),
        "schema": schema,
        "properties": {name: values for name, values in fitting.items() if values},
    }


def _id(iri: str | None) -> str:
    """An id that follows from the IRI."""
    return f"entente-{hashlib.sha1((iri or '').encode(), usedforsecurity=False).hexdigest()}"


def _cut_to_fit(name: str, text: str) -> str:
    """The value as FollowTheMoney takes it: U+FFFD for control characters, and what is
    longer than a property allows is cut.

    A name of nothing but quotes is none to FollowTheMoney.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    plain = "\n".join(carried(line) for line in lines).strip()
    longest = _LIMITS.get(name, _STRING)
    if name in ("name", "alias") and not plain.strip("\"' "):
        return ""
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
