"""STIX 2.1 bundles: identities, groups and locations, with the relations that the ontology has.

https://docs.oasis-open.org/cti/stix/v2.1/. Also what ``kg export stix`` writes, whose notes hold
claims in an extension. Of several versions of one object the latest counts (section 3.6). A location
needs no name (4.10): its town, province, country or region names it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.curate.importers._given import Faults, Given, json_of, listed, refuse
from kg.curate.importers._own import ADDRESS, EDITORS, claim_of
from kg.curate.importers._records import Claim, Entity, Loss, Release
from kg.iris import KG, KGD, SRC

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.importers._records import Options, Record

SUMMARY = "STIX 2.1 bundles (JSON): identities, groups, locations and their relations"
_WHAT = "a bundle of STIX 2.1"
_ID = re.compile(r"[a-z][a-z0-9-]*--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CLASSES = {
    "individual": ("Person",), "organization": ("Organisation",), "group": ("UnidentifiedGroup",),
}  # fmt: skip
_KINDS = {
    "threat-actor": ("UnidentifiedGroup",),
    "intrusion-set": ("UnidentifiedGroup",),
    "location": ("Place",),
}
#: What a relation of STIX is here; of the others the ontology has none that says the same.
_RELATIONS = {"located-at": ("locatedIn", "is located in")}
_ITEM = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)")
_COMMON = {
    *("type", "spec_version", "id", "created_by_ref", "created", "modified", "revoked", "place"),
    *("external_references", "extensions", "object_marking_refs", "granular_markings"),
}
_TAKEN = {
    *("name", "aliases", "identity_class", "latitude", "longitude", "lang", "country", "region"),
    *("administrative_area", "city"),
}
_OF_RELATION = {"relationship_type", "source_ref", "target_ref", "start_time", "stop_time"}
#: What our extension says of an entity beside its names, and is taken.
_CODES = {"iso3166", "lat", "long"}
_COUNTRY = re.compile(r"[A-Za-z]{2}")


def read(given: Sequence[Given], options: Options) -> tuple[Release, Iterator[Record]]:
    """The objects of the bundles. Raises DataError for other files."""
    objects: dict[str, dict[str, Any]] = {}
    for file in given:
        for each in _objects(file):
            before = objects.get(each["id"])
            if before is None or _version(before) < _version(each):
                objects[each["id"]] = each
    ours = any(
        o["type"] == "extension-definition" and o.get("schema") == KG for o in objects.values()
    )
    makers = {str(o.get("created_by_ref")) for o in objects.values()} & objects.keys()
    maker: dict[str, Any] = objects[next(iter(makers))] if len(makers) == 1 else {}
    name = options.publisher or str(maker.get("name", ""))
    publisher = (
        EDITORS
        if ours
        else Entity(
            str(maker.get("id", "publisher")),
            _CLASSES.get(str(maker.get("identity_class")), ("Organisation",)),
            name,
        )
    )
    title = "A graph of Entente, exported as STIX 2.1" if ours else f"STIX bundle by {name}"
    release = Release("stix-entente" if ours else "stix", title, publisher, ADDRESS if ours else "")
    return release, _records(objects)


def _version(each: dict[str, Any]) -> str:
    """When an object was changed, to be compared: of a second as many digits are written as one likes."""
    return str(each.get("modified", "")).removesuffix("Z")


def _objects(file: Given) -> list[dict[str, Any]]:
    bundle = json_of(file, _WHAT)
    if not isinstance(bundle, dict) or bundle.get("type") != "bundle":
        refuse(file, 1, f"this is not {_WHAT}", f"give {_WHAT}: its type is bundle")
    if "spec_version" in bundle:
        refuse(
            file,
            1,
            f"this bundle is of STIX {bundle['spec_version']}",
            "convert it to 2.1 first, for instance with stix2-elevator",
        )
    objects, faults = bundle.get("objects", []), Faults(file)
    if not isinstance(objects, list):
        refuse(file, 1, "the objects of the bundle are no list", f"give {_WHAT}")
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for number, each in enumerate(objects, start=1):
        place = f"object {number}"
        if (
            not isinstance(each, dict)
            or not _ID.fullmatch(str(each.get("id", "")))
            or each["id"].partition("--")[0] != each.get("type")
        ):
            faults.add(
                0, f"{place} has no type and id as STIX has them", "get the file anew", place
            )
            continue
        if each.get("spec_version", "2.1") != "2.1":
            faults.add(
                0,
                f"{place} is of STIX {each['spec_version']}, and 2.1 is read",
                "convert it to 2.1",
                place,
            )
            continue
        version = (each["id"], str(each.get("modified", "")))
        if seen.setdefault(version, dict(each)) != each:
            faults.add(
                0,
                f"{place} has the id and version of another: {each['id']}",
                "get the file anew",
                place,
            )
        each["place"] = place
    faults.stop()
    return objects


def _records(objects: dict[str, dict[str, Any]]) -> Iterator[Record]:
    keys: dict[str, str] = {}
    names = _translations(objects)
    for each in objects.values():
        for record in _entity(each, names.get(each["id"], [])):
            if isinstance(record, Entity):
                keys[each["id"]] = record.key
            yield record
    for each in objects.values():
        if each.get("revoked") is True:
            continue
        if each["type"] == "relationship":
            yield from _relation(each, objects, keys)
        elif each["type"] == "note":
            yield from _note(each)
        elif each["type"] == "language-content" and (lost := _untranslated(each)):
            yield Loss("translations of other properties than names", each["place"], lost)


def _contents(each: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """By language, what a language-content says (section 7.1)."""
    contents = each.get("contents")
    if each["type"] != "language-content" or not isinstance(contents, dict):
        return []
    return [(tag, said) for tag, said in contents.items() if isinstance(said, dict)]


def _translations(objects: dict[str, dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """By id of an object, its names in other languages."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in objects.values():
        if each.get("revoked") is True:
            continue
        for tag, said in _contents(each):
            texts = [said.get("name"), *listed(said.get("aliases"))]
            names = [(text, tag) for text in texts if isinstance(text, str) and text.strip()]
            found.setdefault(str(each.get("object_ref")), []).extend(names)
    return found


def _untranslated(each: dict[str, Any]) -> int:
    return sum(len(said.keys() - {"name", "aliases"}) for _, said in _contents(each))


def _own(each: dict[str, Any]) -> dict[str, Any]:
    """What our extension says of an object; in an object of our own type it stands beside the rest."""
    extensions = each.get("extensions", {})
    if each["type"] == "entente-entity":
        return each
    if not isinstance(extensions, dict):
        return {}
    return next(
        (
            e
            for e in extensions.values()
            if isinstance(e, dict) and {"entity_kind", "claim_id", "predicate"} & e.keys()
        ),
        {},
    )


def _references(each: dict[str, Any]) -> list[str]:
    references = each.get("external_references", [])
    return (
        [str(r["url"]) for r in references if isinstance(r, dict) and "url" in r]
        if isinstance(references, list)
        else []
    )


def _place_name(each: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """What a location without a name is called, and its kind: one of which the country alone is said is a state."""
    for name in ("city", "administrative_area", "country", "region"):
        text = each.get(name)
        if isinstance(text, str) and text.strip():
            is_state = name == "country" and _COUNTRY.fullmatch(text) and "latitude" not in each
            return (text.upper(), ("State",)) if is_state else (text, ("Place",))
    return "", ("Place",)


def _beside(each: dict[str, Any], taken: set[str]) -> Iterator[Loss]:
    """What of an object is not taken: its other properties, marks and references."""
    sort, place, own = each["type"], each["place"], _own(each)
    for name in sorted(each.keys() - taken - _COMMON - own.keys()):
        yield Loss(f"property “{name}” of {sort}", place)
    marks = [*listed(each.get("object_marking_refs")), *listed(each.get("granular_markings"))]
    if marks:
        yield Loss("markings, which restrict to whom it may be passed on", place, len(marks))
    others = [
        r for r in listed(each.get("external_references"))
        if not isinstance(r, dict) or not _is_known(str(r.get("url", "")))
    ]  # fmt: skip
    if others and not own:
        yield Loss("references to other lists and pages", place, len(others))
    extensions = each.get("extensions")
    if isinstance(extensions, dict) and not own and extensions:
        yield Loss("extensions of other schemes", place, len(extensions))


def _is_known(url: str) -> bool:
    return bool(_ITEM.fullmatch(url)) or url.startswith((KGD, KG, SRC))


def _entity(each: dict[str, Any], translated: list[tuple[str, str]]) -> Iterator[Record]:
    sort, place = each["type"], each["place"]
    if sort in ("relationship", "note", "extension-definition", "language-content"):
        return
    if each.get("revoked") is True:
        yield Loss("objects that their maker revoked", place)
        return
    own, urls = _own(each), _references(each)
    kind: tuple[str, ...] | None = (
        (str(own["entity_kind"]),) if "entity_kind" in own else _KINDS.get(sort)
    )
    if sort == "identity" and kind is None:
        kind = _CLASSES.get(str(each.get("identity_class")), ("Actor",))
    name = each.get("name")
    named = isinstance(name, str) and bool(name.strip())
    if sort == "location" and not named:
        name, kind = _place_name(each)
    if kind is None or not isinstance(name, str) or not name.strip():
        yield Loss(
            f"objects of the type {sort}" if kind is None else "objects without a name", place
        )
        return
    iri = next((url for url in urls if url.startswith((KGD, KG))), "")
    aliases = [(a, "") for a in listed(each.get("aliases")) if isinstance(a, str)] + translated
    aliases += [
        (str(a.get("text", "")), str(a.get("language", "")))
        for a in listed(own.get("entity_aliases"))
        if isinstance(a, dict)
    ]
    codes = [str(code).partition(": ") for code in listed(own.get("entity_codes"))]
    told = {label: value for label, _, value in codes}
    point = (
        (str(each["latitude"]), str(each["longitude"]))
        if {"latitude", "longitude"} <= each.keys() and kind == ("Place",)
        else (told["lat"], told["long"])
        if {"lat", "long"} <= told.keys()
        else None
    )
    yield Entity(
        iri or each["id"], kind, name, tuple(aliases),
        same=tuple(f"http://www.wikidata.org/entity/{m[1]}" for url in urls if (m := _ITEM.fullmatch(url))),
        country=name if kind == ("State",) and not own else told.get("iso3166", ""),
        point=point,
        remark=" ".join(
            str(r.get("text", "")) for r in listed(own.get("entity_remarks")) if isinstance(r, dict)
        ),
        iri=iri, place=place,
    )  # fmt: skip
    for label in told.keys() - _CODES:
        yield Loss(f"“{label}” of entities", place)
    untold = {"country", "region", "administrative_area", "city"} if named else set()
    yield from _beside(each, _TAKEN - untold)


def _relation(
    each: dict[str, Any], objects: dict[str, dict[str, Any]], keys: dict[str, str]
) -> Iterator[Record]:
    place, sort = each["place"], str(each.get("relationship_type", ""))
    if "predicate" in _own(each):
        yield Loss("facts of the exported graph, which its claims give again", place)
        return
    if sort not in _RELATIONS:
        yield Loss(f"relationships of the type {sort}", place)
        return
    one, other = str(each.get("source_ref", "")), str(each.get("target_ref", ""))
    names = [str(objects.get(end, {}).get("name", end)) for end in (one, other)]
    relation, said = _RELATIONS[sort]
    start, end = (str(each.get(name, ""))[:10] for name in ("start_time", "stop_time"))
    yield Claim(
        f"c-{each['id']}", f"{names[0]} {said} {names[1]}.", keys.get(one, one), (relation,), keys.get(other, other),
        speaker=keys.get(str(each.get("created_by_ref", "")), ""),
        time=f"{start or '..'}/{end or '..'}" if start or end else "",
        place=place,
    )  # fmt: skip
    if "confidence" in each:
        yield Loss("degrees of confidence", place)
    yield from _beside(each, _OF_RELATION | {"confidence"})


def _note(each: dict[str, Any]) -> Iterator[Record]:
    own = _own(each)
    if "claim_id" not in own or not any(url.startswith(SRC) for url in _references(each)):
        yield Loss("notes, which are sentences of others", each["place"])
        return
    record = {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in own.items()
    }
    record["id"] = record.pop("claim_id")
    record.pop("extension_type", None)
    record.pop("graph_part", None)
    yield from claim_of(record, each["place"])
