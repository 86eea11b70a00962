"""STIX 2.1 bundle: actors as identities, facts as relationships, claims as notes with their source.

Places with coordinates are locations; what STIX has no object for (events, weapons, agreements,
places without coordinates) is an object of our own by an extension definition (STIX 2.1, section
7.3); so are the details of a claim. Ids are UUIDv5 of the IRIs: the same graph gives the same bytes.
"""

# Parts of a graph say different things under one id. For STIX 2.1 (section 3.6) these are versions of
# one object: ``created`` is the same in all, ``modified`` tells them apart, and the latest counts. So
# ``created`` never depends on the part: a note's is the day on which its source was recorded, all else
# is made from names, which have no day. ``modified`` is the last day of recording in what is exported
# and, as the time of that day, a hash of the content: in the first half of the day for a part, which
# the object names, in the second for the whole graph. Whoever reads both keeps the whole. The order of
# two parts, and of two wholes of the same day, means nothing. No version is the first one (where both
# times would be equal): that would be an id of which nothing is said yet.

from __future__ import annotations

import hashlib
import json
import re
import uuid
from typing import TYPE_CHECKING, Any

from kg.iris import KG, KGD, SRC, local_name
from kg.publish.formats._loss import Carried
from kg.publish.formats._network import claim_ids, marks_of, network_parts
from kg.publish.formats._tables import json_number, records, sheet_parts
from kg.publish.page.places import points_of
from kg.text.atomic import write_atomic
from kg.text.display import web_address

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.entities import Document, Entity, Holdings, Relation
    from kg.graph.snapshot import Snapshot

SUMMARY = "a STIX 2.1 bundle"
SUFFIX = ".stix.json"
GROUP = "for other systems"
_EDITORS = KGD + "organisation-entente-editors"
_EXTENSION = f"extension-definition--{uuid.uuid5(uuid.NAMESPACE_URL, KG + 'stix-extension')}"
_TYPE = "entente-entity"
_UNDATED = "1970-01-01"
_HALF_A_DAY = 12 * 60 * 60 * 1000  # in milliseconds, as exact as STIX tells versions apart


def write(graph: Snapshot, path: Path) -> None:
    """Write the bundle, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """Entities, facts between two of them, and claims with all that is stated of them."""
    network = network_parts(holdings)
    parts = sheet_parts(holdings)
    for part in ("support", "disputed marks", "status marks"):
        parts[part] = network[part]
    return Carried(parts, ("Judgements and denials are notes, never relationships.",))


def render(graph: Snapshot) -> bytes:
    """The bundle as JSON. The same graph gives the same bytes."""
    objects = _Maker(graph).objects()
    seed = "\n".join(sorted(f"{each['id']} {each['modified']}" for each in objects))
    bundle = {"type": "bundle", "id": _id("bundle", seed), "objects": objects}
    text = json.dumps(bundle, indent=1, default=json_number, allow_nan=False)
    return text.encode() + b"\n"


class _Maker:
    """Makes the objects of one graph."""

    def __init__(self, graph: Snapshot) -> None:
        self.holdings = graph.holdings
        self.points = points_of(graph)
        days = [document.get(KG + "recordedAt") for document in self.holdings.documents.values()]
        self.last = max((day for day in days if day), default=_UNDATED)
        self.part = _part(graph)
        self.ids = {
            iri: _id(self._kind(entity), iri) for iri, entity in self.holdings.entities.items()
        }
        self.editors = self.ids.get(_EDITORS) or _id("identity", _EDITORS)

    def _kind(self, entity: Entity) -> str:
        """STIX's type; a state is an identity: a location is land, not a government (section 4.10)."""
        if self.holdings.is_a(entity.kind, "Actor"):
            return "identity"
        placed = self.holdings.is_a(entity.kind, "Place") and entity.iri in self.points
        return "location" if placed else _TYPE

    def objects(self) -> list[dict[str, Any]]:
        """The editors and the extension first, then entities, facts, claims."""
        objects = [self._extension()]
        if _EDITORS not in self.ids:
            objects.append(
                {
                    **self._base("identity", self.editors),
                    "name": "Entente editors",
                    "identity_class": "organization",
                }
            )
        objects += [self._entity(entity) for entity in self.holdings.entities.values()]
        objects += [self._fact(edge) for edge in self.holdings.edges if edge.layer == "fact"]
        objects += [self._note(claim) for claim in records(self.holdings)]
        return [self._version(each) for each in objects]

    def _version(self, made: dict[str, Any]) -> dict[str, Any]:
        """The object as one version (see the top of this file): with the part of the graph that it
        speaks of, and a time that follows from its content.
        """
        if self.part is not None and made["type"] != "extension-definition":
            made = made | self._with_extension(made, {"graph_part": self.part})
        content = json.dumps(made, sort_keys=True, default=json_number)
        number = int.from_bytes(hashlib.sha256(content.encode()).digest()) % _HALF_A_DAY
        return made | {"modified": _moment(self.last, number + _HALF_A_DAY * (self.part is None))}

    def _with_extension(self, made: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
        """Where properties that STIX does not have stand: in an extension of its objects, or directly in
        an object of a type that is ours.
        """
        if made["type"] == _TYPE:
            return {**own, "extensions": {_EXTENSION: {"extension_type": "new-sdo"}}}
        before = made.get("extensions", {}).get(
            _EXTENSION, {"extension_type": "property-extension"}
        )
        return {"extensions": {_EXTENSION: before | own}}

    def _base(self, kind: str, identifier: str, day: str = _UNDATED) -> dict[str, Any]:
        moment = _moment(day)
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": identifier,
            "created_by_ref": self.editors,
            "created": moment,
            "modified": moment,
        }

    def _extension(self) -> dict[str, Any]:
        return {
            **self._base("extension-definition", _EXTENSION),
            "name": "Entente",
            "description": "Entities of other kinds than STIX has, what a claim states, and of which"
            " part of the graph an object speaks.",
            "schema": KG,
            "version": "1.1.0",
            "extension_types": ["new-sdo", "property-extension"],
        }

    def _entity(self, entity: Entity) -> dict[str, Any]:
        identifier = self.ids[entity.iri]
        own: dict[str, Any] = {
            "entity_kind": entity.kind,
            "entity_names": _texts(entity.labels),
            "entity_aliases": _texts(entity.aliases),
            "entity_remarks": _texts(entity.remarks),
            "entity_codes": [f"{local_name(name)}: {value}" for name, value in entity.codes],
            "entity_facts": [
                f"{local_name(name)}: {_plain(value)}"
                for name, values in self.holdings.said(entity.iri).items()
                for value in values
            ],
        }
        own = {name: value for name, value in own.items() if value}
        references = [{"source_name": "entente", "url": entity.iri}]
        for iri in entity.same:
            name = "wikidata" if "wikidata.org" in iri else "same-as"
            if web_address(iri):
                references.append(
                    {"source_name": name, "url": iri, "external_id": local_name(iri) or iri}
                )
        made = {
            **self._base(identifier.partition("--")[0], identifier),
            "name": _plain(entity.name) or entity.iri,
            "external_references": references,
        }
        if made["type"] == "identity":
            classes = {"Person": "individual", "UnidentifiedGroup": "group"}
            made["identity_class"] = classes.get(entity.kind, "organization")
        if made["type"] == "location":
            point = self.points[entity.iri]
            names = {"lat": "latitude", "long": "longitude", "radius": "precision"}
            made |= {names[name]: value for name, value in point.items() if name in names}
        return made | self._with_extension(made, own)

    def _fact(self, edge: Relation) -> dict[str, Any]:
        label = self.holdings.label(edge.predicate)
        marks = [_plain(mark) for mark in marks_of(edge, self.holdings)]
        made: dict[str, Any] = {
            **self._base("relationship", _id("relationship", edge.fact)),
            "relationship_type": _kebab(local_name(edge.predicate)),
            "description": _plain(label),
            "source_ref": self.ids[edge.subject],
            "target_ref": self.ids[edge.object],
            "external_references": [{"source_name": "entente", "url": edge.fact}],
        }
        own = {
            "predicate": edge.predicate,
            "claims": [_id("note", claim) for claim in edge.claims],
            "claim_ids": claim_ids(edge.claims),
        }
        made |= self._with_extension(made, own)
        return made | ({"labels": marks} if marks else {})

    def _note(self, record: dict[str, Any]) -> dict[str, Any]:
        claim = self.holdings.claims[SRC + record["id"]]
        about = [claim.get(name) for name in _ABOUT]
        refs = [self.ids[iri] for iri in about if iri in self.ids]
        document = self.holdings.documents.get(claim.get("source") or "")
        day = (document.get(KG + "recordedAt") if document else "") or _UNDATED
        names = {"id": "claim_id"}
        own = {
            names.get(name, name): _plain(value) if isinstance(value, str) else value
            for name, value in record.items()
        }
        made = {
            **self._base("note", _id("note", claim.iri), day),
            "abstract": _plain(claim.speaker) + (f" ({claim.hedge})" if claim.hedge else ""),
            "content": _plain(claim.get("statement") or claim.id),
            "authors": [_plain(claim.label("attributedTo")) or "unknown"],
            "object_refs": list(dict.fromkeys(refs)) or [self.editors],
            "external_references": [
                {"source_name": "entente", "url": claim.iri},
                *([_reference(document)] if document else []),
            ],
        }
        made |= self._with_extension(made, own)
        return made | ({"labels": ["denied"]} if claim.denied else {})


_ABOUT = (
    *("about", "shareOf", "attributedTo"),
    *(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{part}" for part in ("subject", "object")),
)


def _reference(document: Document) -> dict[str, str]:
    parts = [
        *document.creators,
        document.get("http://purl.org/dc/terms/publisher"),
        document.issued,
    ]
    reference = {
        "source_name": _plain(document.title),
        "description": _plain(", ".join(part for part in parts if part)),
        "url": document.url if web_address(document.url) and document.url.isascii() else "",
    }
    # A reference needs more than a name.
    reference["external_id"] = document.iri.removeprefix(SRC)
    return {name: value for name, value in reference.items() if value}


def _part(graph: Snapshot) -> str | None:
    """Which part of the graph is exported, in words; None for the whole."""
    if graph.scope.is_whole:
        return None
    return _plain("; ".join([*graph.scope.words(), f"facts by {graph.view}"]))


def _moment(day: str, milliseconds: int = 0) -> str:
    """A timestamp so many milliseconds into a day (an xsd:date, whose time zone is left out)."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{day[:10]}T{hour:02}:{minute:02}:{second:02}.{thousandths:03}Z"


def _id(kind: str, iri: str) -> str:
    """An id that follows from the IRI (a UUIDv5 in the name space of URLs)."""
    return f"{kind}--{uuid.uuid5(uuid.NAMESPACE_URL, iri)}"


def _kebab(name: str) -> str:
    """``partOf`` as ``part-of``: relationship types are small letters, digits and hyphens."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
    return re.sub(r"[^a-z0-9-]+", "-", words).strip("-") or "related-to"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _texts(texts: Any) -> list[dict[str, str]]:
    return [
        {"text": _plain(text.value), **({"language": text.language} if text.language else {})}
        for text in texts
    ]
