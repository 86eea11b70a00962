"""Scenarios of ORBAT Mapper (JSON): sides, units with their symbol codes, positions over time, holdings.

https://github.com/orbat-mapper/orbat-mapper (``src/types/scenarioModels.ts``).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from kg.claims.edtf import is_day
from kg.curate.importers._given import Faults, Given, json_of, listed, refuse
from kg.curate.importers._records import Claim, Entity, Figure, Loss, Release, Word
from kg.curate.importers._symbol_codes import CRAFT, SIDC, plain_code, read_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.importers._records import Options, Record

SUMMARY = (
    "scenarios of ORBAT Mapper (JSON): sides, units, symbol codes, holdings, positions in time"
)
_WHAT = "a scenario of ORBAT Mapper"
_NEWEST = 3  # the major version of the format that was read while this was written
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9]{2}:[0-9]{2}.*)?")
_DESTROYED, _DAMAGED = "4", "3"
_TAKEN = {
    *("id", "name", "sidc", "shortName", "subUnits", "state", "equipment", "personnel", "location")
}
_OF_STATE = {"id", "t", "location", "sidc", "update", "diff"}
#: In plain words, what some fields of the format hold.
_WORDS = {
    "via": "routes between positions", "title": "titles, which are sentences of others",
    "externalUrl": "addresses of pages", "media": "pictures", "textAmplifiers": "texts beside a symbol",
    "supplies": "supplies", "rangeRings": "ranges drawn around", "layers": "drawings on the map",
    "description": "descriptions, which are sentences of others", "events": "events told in words",
    "style": "colours and lines", "rotation": "directions of a symbol", "reinforcedStatus": "whether reinforced or reduced",
    "layerStack": "the order of drawings", "properties": "properties of their own (speed, range)",
}  # fmt: skip
_LATEST = 10**14  # milliseconds since 1970, in the year 5138
_MOST_UNITS = 100_000


def read(given: Sequence[Given], options: Options) -> tuple[Release, Iterator[Record]]:
    """The units of one scenario. Raises DataError for another file."""
    file = given[0]
    if len(given) > 1:
        refuse(given[1], 0, "a scenario is one file", "import each by itself")
    scenario = json_of(file, _WHAT)
    kind = scenario.get("type") if isinstance(scenario, dict) else None
    if kind == "ORBAT-mapper-encrypted":
        refuse(
            file,
            1,
            "this scenario is encrypted",
            "open it in ORBAT Mapper, and save it without a password",
        )
    if kind != "ORBAT-mapper" or not isinstance(scenario.get("sides"), list):
        refuse(
            file,
            1,
            f"this is not {_WHAT}: its type is not ORBAT-mapper, or it has no sides",
            f"give {_WHAT}",
        )
    version = str(scenario.get("version", "0"))
    major = version.partition(".")[0]
    if not re.fullmatch("[0-9]{1,3}", major) or int(major) > _NEWEST:
        refuse(
            file,
            1,
            f"the scenario is of version {version}, and up to {_NEWEST} is read",
            "save it by an earlier ORBAT Mapper, or update kg",
        )
    name, meta = str(scenario.get("name") or "a scenario"), scenario.get("meta")
    changed = str(meta.get("lastModifiedDate", ""))[:10] if isinstance(meta, dict) else ""
    tag = re.sub(r"[^a-z0-9]+", "-", f"orbat-{scenario.get('id') or name}".lower()).strip("-")[:40]
    release = Release(
        tag, f"Order of battle: {name}", Entity("publisher", ("Organisation",), options.publisher), "",
        issued=changed if is_day(changed) else "",
    )  # fmt: skip
    return release, _Scenario(file, scenario).records()


class _Scenario:
    """Reads one scenario; ``start`` is the day on which it begins."""

    def __init__(self, file: Given, scenario: dict[str, Any]) -> None:
        self.file, self.scenario, self.faults = file, scenario, Faults(file)
        self.start = (
            self.day(scenario.get("startTime", ""), "startTime")
            if scenario.get("startTime")
            else ""
        )
        self.seen: dict[str, str] = {}

    def day(self, text: Any, place: str) -> str:
        """The day of a moment, where it was that day (of milliseconds since 1970: in UTC).

        "" where it is none, which is noted.
        """
        if isinstance(text, int) and not isinstance(text, bool) and abs(text) < _LATEST:
            text = (
                (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=text)).date().isoformat()
            )
        match = _DAY.fullmatch(text) if isinstance(text, str) else None
        if match and is_day(match[1]):
            return match[1]
        self.faults.add(
            0, f"“{str(text)[:40]}” is no time", "it is written as 1940-04-09T01:00:00+02:00", place
        )
        return ""

    def records(self) -> Iterator[Record]:
        """The sides, their groups and units."""
        for number, side in enumerate(self.scenario["sides"], start=1):
            place = f"side {number}"
            if not self._is_named(side, place):
                continue
            yield Entity(side["id"], ("UnidentifiedGroup",), side["name"], place=place)
            groups = side.get("groups") or []
            for group in groups if isinstance(groups, list) else []:
                if self._is_named(group, f"{place}, group"):
                    yield Entity(
                        group["id"],
                        ("UnidentifiedGroup",),
                        group["name"],
                        hint=side["name"],
                        place=place,
                    )
                    yield self._claim(
                        f"c-{group['id']}-side",
                        f"{group['name']} belongs to {side['name']}.",
                        group["id"],
                        "belongsTo",
                        side["id"],
                        place,
                    )
                    yield from self._units(group)
            yield from self._units(side)
            yield Loss("the standard identity of sides (friend, hostile …)", place)
        for name in (
            "events",
            "layers",
            "layerStack",
            "mapLayers",
            "supplyCategories",
            "unitTemplates",
        ):
            value = self.scenario.get(name)
            if isinstance(value, list) and value:
                yield Loss(_left(name, "the scenario"), "", len(value))
        self.faults.stop()

    def _is_named(self, thing: Any, place: str) -> bool:
        """Whether a thing has a name and an id that nothing else has; where not, it is noted."""
        named = isinstance(thing, dict) and all(
            isinstance(thing.get(n), str) and thing[n].strip() for n in ("id", "name")
        )
        if not named:
            self.faults.add(
                0,
                f"{place} has no id and name",
                "open it in ORBAT Mapper, and save it again",
                place,
            )
            return False
        if thing["id"] in self.seen:
            self.faults.add(
                0,
                f"“{thing['name'][:60]}” and “{self.seen[thing['id']][:60]}” have one id, {thing['id'][:40]}",
                "open it in ORBAT Mapper, and save it again",
                place,
            )
            return False
        self.seen[thing["id"]] = thing["name"]
        if len(self.seen) > _MOST_UNITS:
            refuse(
                self.file,
                0,
                f"there are more than {_MOST_UNITS:,} units",
                "make several scenarios of it",
            )
        return True

    def _units(self, above: dict[str, Any]) -> Iterator[Record]:
        """The units below a side, a group or a unit, each after the one above it."""
        waiting = [(above, unit) for unit in reversed(listed(above.get("subUnits")))]
        while waiting:
            parent, unit = waiting.pop()
            place = f"unit {str(unit.get('name', ''))[:60]}" if isinstance(unit, dict) else "unit"
            if not self._is_named(unit, place):
                continue
            yield from self._unit(parent, unit, place)
            below = unit.get("subUnits")
            waiting += [(unit, each) for each in reversed(below)] if isinstance(below, list) else []

    def _unit(self, parent: dict[str, Any], unit: dict[str, Any], place: str) -> Iterator[Record]:
        code = plain_code(str(unit.get("sidc", "")))
        code = code if SIDC.fullmatch(code) else ""
        craft = CRAFT.get(code[4:6]) if not unit.get("subUnits") else None
        kind = (craft, "WeaponItem") if craft else ("MilitaryUnit",)
        short = unit.get("shortName")
        aliases = ((short, ""),) if isinstance(short, str) and short.strip() else ()
        yield Entity(unit["id"], kind, unit["name"], aliases, hint=parent["name"], place=place)
        is_unit = "sidc" in parent and not craft
        relation, said = ("partOf", "is part of") if is_unit else ("belongsTo", "belongs to")
        yield self._claim(
            f"c-{unit['id']}-above",
            f"{unit['name']} {said} {parent['name']}.",
            unit["id"],
            relation,
            parent["id"],
            place,
        )
        if not craft:
            yield from self._symbol(unit, code, place)
        yield from self._holdings(unit, unit, self.start, place)
        yield from self._states(unit, code, craft, place)
        for name in sorted(unit.keys() - _TAKEN):
            if unit[name] not in (None, "", [], {}, "None"):
                yield Loss(_left(name, "units"), place)

    def _claim(
        self,
        key: str,
        statement: str,
        subject: str,
        relation: str,
        value: str | Word,
        place: str,
        day: str = "",
    ) -> Claim:
        return Claim(
            key, statement, subject, (relation,), value, as_of=day or self.start, place=place
        )

    def _symbol(self, unit: dict[str, Any], code: str, place: str) -> Iterator[Record]:
        """What the symbol code says of a unit: its echelon, and of a land unit its branch."""
        said, lost = read_code(code)
        for relation, word in said:
            statement = f"{unit['name']} is of the {relation} {word}."
            yield self._claim(
                f"c-{unit['id']}-{relation}", statement, unit["id"], relation, Word(word), place
            )
        for what in lost:
            yield Loss(what, place)

    def _holdings(
        self, unit: dict[str, Any], held: dict[str, Any], day: str, place: str
    ) -> Iterator[Record]:
        """Equipment and personnel of a unit on a day, as figures."""
        for name, measure, counts, word in (
            ("equipment", "equipmentHeld", "", "piece"),
            ("personnel", "personnelStrength", "soldier", "person"),
        ):
            items = held.get(name) or []
            for item in items if isinstance(items, list) else []:
                number = item.get("onHand", item.get("count")) if isinstance(item, dict) else None
                label = str(item.get("name", "")).strip() if isinstance(item, dict) else ""
                if (
                    not isinstance(number, int)
                    or isinstance(number, bool)
                    or number < 0
                    or not label
                ):
                    self.faults.add(
                        0,
                        f"{name} of {unit['name'][:60]} has no name and number",
                        "open it in ORBAT Mapper, and save it again",
                        place,
                    )
                    continue
                yield Claim(
                    f"c-{unit['id']}-{name}-{label}-{day}", f"{unit['name']} has {number:,} of: {label}.", unit["id"],
                    figure=Figure((measure,), (counts or _word(label),), word, best=number),
                    scope=label if name == "personnel" else "", as_of=day, place=place,
                )  # fmt: skip

    def _states(
        self, unit: dict[str, Any], code: str, craft: str | None, place: str
    ) -> Iterator[Record]:
        """What is said of a unit for a moment: where it is, what it has, and its loss."""
        states = unit.get("state") or []
        fixed = (
            [{"t": self.start, "location": unit["location"], "id": "start"}]
            if unit.get("location") and self.start
            else []
        )
        for number, state in enumerate([*fixed, *(states if isinstance(states, list) else [])]):
            where = f"{place}, state {number + 1}"
            day = self.day(state.get("t"), where) if isinstance(state, dict) else ""
            if not day:
                continue
            key = str(state.get("id", number))
            if state.get("location") is not None:
                yield from self._position(unit, key, state["location"], day, where)
            now = plain_code(str(state.get("sidc", "")))
            if SIDC.fullmatch(now) and now[6] != code[6:7] and now[6] in (_DESTROYED, _DAMAGED):
                yield from _loss(
                    unit, key, "destroyed" if now[6] == _DESTROYED else "damaged", day, craft, where
                )
            elif "sidc" in state:
                yield Loss("changes of symbol codes", where)
            if isinstance(state.get("update"), dict):
                yield from self._holdings(unit, state["update"], day, where)
            if "diff" in state:
                yield Loss("changes of holdings without the number that is left", where)
            for name in sorted(state.keys() - _OF_STATE):
                if state[name] not in (None, "", [], {}):
                    yield Loss(_left(name, "states"), where)

    def _position(
        self, unit: dict[str, Any], key: str, point: Any, day: str, place: str
    ) -> Iterator[Record]:
        """The place of a unit on a day. ORBAT Mapper writes longitude first, as GeoJSON does."""
        numbers = (
            isinstance(point, list)
            and len(point) >= 2
            and all(isinstance(n, int | float) for n in point[:2])
        )
        if not numbers or not (-180 <= point[0] <= 180 and -90 <= point[1] <= 90):
            self.faults.add(
                0,
                f"“{str(point)[:40]}” is no place on earth",
                "longitude (-180 to 180) stands before latitude (-90 to 90)",
                place,
            )
            return
        longitude, latitude = (f"{number:.5f}" for number in point[:2])
        spot = f"p-{unit['id']}-{key}"
        name = f"position of {unit['name']}, {day} ({latitude}, {longitude})"
        yield Entity(
            spot, ("Place",), name, point=(latitude, longitude), compared=False, place=place
        )
        yield Claim(
            f"c-{spot}",
            f"{unit['name']} was at {latitude}, {longitude} on {day}.",
            unit["id"],
            ("locatedIn",),
            spot,
            time=day,
            place=place,
        )


def _word(label: str) -> str:
    """A name as a term of the ontology would be written: ``field gun`` as ``fieldGun``."""
    words = re.findall(r"[a-z0-9]+", label.lower())
    return (
        "".join(word.title() if number else word for number, word in enumerate(words))
        or "equipment"
    )


def _loss(
    unit: dict[str, Any], key: str, how: str, day: str, craft: str | None, place: str
) -> Iterator[Record]:
    """That a symbol is shown as destroyed or damaged from a day on: of a ship or aircraft, its loss."""
    if craft is None:
        yield Loss(f"units shown as {how}", place)
        return
    event = f"l-{unit['id']}-{key}"
    yield Entity(
        event, ("EquipmentLoss",), f"loss of {unit['name']}, {day}", compared=False, place=place
    )
    yield Claim(
        f"c-{event}-status",
        f"{unit['name']} was {how}.",
        event,
        ("eventStatus",),
        Word("occurred"),
        time=day,
        place=place,
    )
    yield Claim(
        f"c-{event}-item",
        f"What was lost is {unit['name']}.",
        event,
        ("lostItem",),
        unit["id"],
        time=day,
        place=place,
    )
    yield Claim(
        f"c-{event}-kind",
        f"{unit['name']} was {how}.",
        event,
        ("lossKind",),
        Word(how),
        time=day,
        place=place,
    )


def _left(name: str, of: str) -> str:
    """What is not taken, in plain words where there are any, with the name of the field."""
    field = f"“{name}” of {of}"
    return f"{_WORDS[name]} ({field})" if name in _WORDS else field
