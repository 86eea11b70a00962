"""Galaxies of MISP: clusters of agencies, groups and the like, each with country and other names.

https://www.misp-standard.org/rfc/misp-standard-galaxy-format.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.curate.importers._given import json_of, refuse
from kg.curate.importers._records import Claim, Entity, Loss, Release

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.importers._given import Given
    from kg.curate.importers._records import Options, Record

SUMMARY = "galaxy clusters of MISP (JSON): agencies, groups, their countries and other names"
_WHAT = "a galaxy cluster of MISP"
_NEEDED = ("name", "type", "uuid", "values")
#: By the type of a galaxy, what its clusters are here.
_KINDS = {
    "intelligence-agency": ("GovernmentAgency",),
    "threat-actor": ("UnidentifiedGroup",),
    "microsoft-activity-group": ("UnidentifiedGroup",),
    "mitre-intrusion-set": ("UnidentifiedGroup",),
    "producer": ("Company",),
    "surveillance-vendor": ("Company",),
    "country": ("State",),
}
_CODE = re.compile(r"[A-Za-z]{2}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TAKEN = {"country", "country_name", "synonyms", "refs"}
_PUBLISHER = Entity("misp-project", ("Organisation",), "MISP Project")
#: Of whom a country is what somebody assesses, and no fact: those who hide whose they are.
_ASSESSED = ("threat-actor", "microsoft-activity-group", "mitre-intrusion-set")
#: Codes in use that are of no state: ISO 3166-1 reserves them for bodies (EU, UN) or leaves them to users.
_NO_STATE = re.compile(r"EU|UN|AA|Q[M-Z]|X[A-JL-Z]|ZZ")
#: Of the galaxies of the project itself: https://github.com/MISP/misp-galaxy (CC0 or BSD-2-Clause).
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_HOME = "https://github.com/MISP/misp-galaxy"


def read(given: Sequence[Given], options: Options) -> tuple[Release, Iterator[Record]]:
    """The clusters of one galaxy. Raises DataError for another file."""
    file = given[0]
    if len(given) > 1:
        refuse(
            given[1], 0, "a galaxy is one file", "import each by itself, with --source of its own"
        )
    galaxy = json_of(file, _WHAT)
    lacking = [n for n in _NEEDED if n not in galaxy] if isinstance(galaxy, dict) else list(_NEEDED)
    if lacking or not isinstance(galaxy["values"], list):
        refuse(
            file,
            1,
            f"this is not {_WHAT}: it has no {', '.join(lacking) or 'list of values'}",
            f"give {_WHAT}, such as clusters/intelligence-agencies.json of {_HOME}",
        )
    source = galaxy.get("source", "")
    address = source if isinstance(source, str) and source.startswith("http") else _HOME
    release = Release(
        "misp-" + re.sub(r"[^a-z0-9]+", "-", str(galaxy["type"]).lower()).strip("-"),
        f"MISP galaxy: {galaxy['name']}",
        _PUBLISHER,
        address,
        _LICENCE,
        version=str(galaxy.get("version", "")),
        remark=f"Of {_HOME}; the galaxy names its own source, {address}."
        if address != _HOME
        else "",
    )
    return release, _records(file, galaxy)


def _records(file: Given, galaxy: dict[str, Any]) -> Iterator[Record]:
    kind = _KINDS.get(str(galaxy["type"]), ("Organisation",))
    names: dict[str, str] = {}
    for number, value in enumerate(galaxy["values"], start=1):
        place = f"value {number}"
        uuid = value.get("uuid") if isinstance(value, dict) else None
        name = value.get("value") if isinstance(value, dict) else None
        if (
            not isinstance(name, str)
            or not name.strip()
            or not isinstance(uuid, str)
            or not _UUID.fullmatch(uuid)
        ):
            refuse(
                file,
                0,
                f"{place} has no name and UUID",
                "get the file anew; a newer version of the format may be laid out otherwise",
                place,
            )
        uuid = uuid.lower()
        if names.setdefault(uuid, name) != name:
            refuse(
                file,
                0,
                f"{place} and “{names[uuid]}” have one UUID, {uuid}",
                "get the file anew, or give one of the two another UUID",
                place,
            )
        meta = value.get("meta", {})
        meta = meta if isinstance(meta, dict) else {}
        yield from _cluster(value, meta, kind, place, assessed=galaxy["type"] in _ASSESSED)


def _cluster(
    value: dict[str, Any],
    meta: dict[str, Any],
    kind: tuple[str, ...],
    place: str,
    *,
    assessed: bool,
) -> Iterator[Record]:
    uuid, name = value["uuid"].lower(), value["value"].strip()
    refs = [ref for ref in _texts(meta.get("refs")) if ref.startswith("http")]
    code, country = str(meta.get("country", "")), str(meta.get("country_name", ""))
    state = ""
    if _CODE.fullmatch(code) and not _NO_STATE.fullmatch(code.upper()):
        state = f"country-{code.lower()}"
        yield Entity(
            state,
            ("State",),
            country or code.upper(),
            country=code.upper(),
            shared=True,
            place=place,
        )
    elif code:
        yield Loss("countries whose code is of no state", place)
    yield Entity(
        uuid,
        kind,
        name,
        tuple((text, "") for text in _texts(meta.get("synonyms"))),
        state=state,
        place=place,
    )
    yield Loss("descriptions, which are sentences of others", place)
    if len(refs) > 1:
        yield Loss("further addresses of one cluster", place, len(refs) - 1)
    for key in meta.keys() - _TAKEN:
        yield Loss(f"meta “{key}”", place)
    if related := value.get("related"):
        yield Loss(
            "relations to clusters of other galaxies",
            place,
            len(related) if isinstance(related, list) else 1,
        )
    if state:
        yield Claim(
            f"c-{uuid}-country",
            f"{name} belongs to {country or code.upper()}.",
            uuid,
            ("belongsTo",),
            state,
            address=refs[0] if refs else "",
            modality="assessed" if assessed else "",
            judgement=assessed,
            place=place,
        )


def _texts(value: Any) -> list[str]:
    return (
        [text for text in value if isinstance(text, str) and text.strip()]
        if isinstance(value, list)
        else []
    )
