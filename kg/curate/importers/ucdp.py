"""UCDP's Georeferenced Event Dataset (CSV): an event a row, with the parties, the place and the dead.

The columns: https://ucdp.uu.se/downloads/ged/ged251.pdf. An event counts deaths alone: of side A, of
side B, of civilians and of unknown ones; ``best``, ``low`` and ``high`` are of them all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.claims.edtf import is_day
from kg.curate.importers._given import Faults, table_of
from kg.curate.importers._records import Claim, Entity, Figure, Loss, Release, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.importers._given import Given, Row
    from kg.curate.importers._records import Options, Record

SUMMARY = "events of UCDP's GED (CSV): parties, place, deaths with their lowest and highest"
_WHAT = "a CSV of UCDP's Georeferenced Event Dataset"
_NEEDED = (
    *("id", "year", "type_of_violence", "conflict_new_id", "conflict_name", "dyad_name"),
    *("side_a_new_id", "side_a", "side_b_new_id", "side_b", "where_prec", "where_coordinates"),
    *("latitude", "longitude", "country", "country_id", "event_clarity", "date_prec"),
    *("date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
    *("best", "low", "high"),
)
_KINDS = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}
#: How exact the place is (where_prec), the day (date_prec) and the report (event_clarity), by the codebook.
_WHERE = {
    "1": "the place is exact", "2": "the place is near the point (some 25 km)",
    "3": "the place is known to the second-order district", "4": "the place is known to the province",
    "5": "the place is a line, an area or at sea", "6": "the place is known to the country alone",
    "7": "the place is in international waters or airspace",
}  # fmt: skip
_WHEN = {
    "1": "the day is exact", "2": "the day is known within two to six days",
    "3": "the day is known to the week", "4": "the day is known to the month",
    "5": "the day is known to more than a month, up to a year",
}  # fmt: skip
_CLARITY = {"1": "reported as one event", "2": "a part of a summary of several events"}
_LOST = (
    *("source_article", "source_office", "source_date", "source_headline", "source_original"),
    *("where_description", "adm_1", "adm_2"),
)
_GOVERNMENT = re.compile(r"Government of (.+)")
_NUMBER = re.compile(r"[0-9]{1,12}")
_VERSION = re.compile(r"v?([0-9]{2})[_.]([0-9])(?:[_.]([0-9]+))?")


def read(given: Sequence[Given], options: Options) -> tuple[Release, Iterator[Record]]:
    """The events of one or several files of one release. Raises DataError for other files."""
    version = _VERSION.search(given[0].name.rpartition("/")[2])
    release = Release(
        "ucdp-ged",
        "UCDP Georeferenced Event Dataset (GED)",
        Entity("ucdp", ("Organisation",), "Uppsala Conflict Data Program", (("UCDP", "en"),)),
        "https://ucdp.uu.se/downloads/",
        "https://creativecommons.org/licenses/by/4.0/",
        version=".".join(filter(None, version.groups())) if version else "",
        kind="Report",
    )
    return release, _records(given)


def _records(given: Sequence[Given]) -> Iterator[Record]:
    seen: set[int] = set()
    conflicts: set[str] = set()
    for file in given:
        faults = Faults(file)
        for row in table_of(file, _NEEDED, _WHAT):
            if _is_good(row, faults, seen):
                yield from _event(row)
                if row["conflict_new_id"] not in conflicts:
                    conflicts.add(row["conflict_new_id"])
                    yield Claim(
                        f"conflict-{row['conflict_new_id']}-status",
                        f"The conflict {row['conflict_name']} took place.",
                        f"conflict-{row['conflict_new_id']}",
                        ("eventStatus",),
                        Word("occurred"),
                        place=str(row.number),
                    )
        faults.stop()


def _is_good(row: Row, faults: Faults, seen: set[int]) -> bool:
    """Whether a row can be read; where not, it is noted why."""
    number, before = row.number, len(faults.findings)
    if not _NUMBER.fullmatch(row["id"]):
        faults.add(
            number,
            f"the id “{row['id'][:40]}” is no number",
            "look at the row: was a column moved?",
        )
    elif int(row["id"]) in seen:
        faults.add(
            number,
            f"the event {row['id']} stands twice",
            "get the file anew, or take one of the rows out",
        )
    else:
        seen.add(int(row["id"]))
    if row["type_of_violence"] not in _KINDS:
        faults.add(
            number,
            f"type_of_violence “{row['type_of_violence'][:40]}” is none of 1, 2, 3",
            "a newer codebook may have more kinds",
        )
    start, end = row["date_start"][:10], row["date_end"][:10]
    if not is_day(start) or not is_day(end):
        faults.add(
            number, f"“{start}” to “{end}”: these are no days", "they are written as 2024-03-01"
        )
    elif start > end:
        faults.add(
            number, f"the event ends on {end}, before it begins on {start}", "look at the row"
        )
    for name in (
        "deaths_a",
        "deaths_b",
        "deaths_civilians",
        "deaths_unknown",
        "best",
        "low",
        "high",
    ):
        if not _NUMBER.fullmatch(row[name]):
            faults.add(
                number,
                f"{name} “{row[name][:40]}” is no number of persons",
                "look at the row: was a column moved?",
            )
    return len(faults.findings) == before


def _event(row: Row) -> Iterator[Record]:
    place, event = str(row.number), row["id"]
    start, end = row["date_start"][:10], row["date_end"][:10]
    part = f"{start[:4]}-{start[5:7]}"
    time = start if start == end else f"{start}/{end}"
    state = f"country-{row['country_id']}"
    conflict = f"conflict-{row['conflict_new_id']}"
    sides = [_side(row, side) for side in "ab"]
    yield Entity(state, ("State",), row["country"], shared=True, place=place)
    yield from sides
    yield Entity(
        conflict,
        ("Conflict",),
        f"{row['conflict_name']} (UCDP conflict)",
        shared=True,
        compared=False,
        place=place,
    )
    name = f"{row['dyad_name']}, {row['where_coordinates']}, {start} (UCDP event {event})"
    sort = ("Attack",) if row["type_of_violence"] == "3" else ("Incident", "Attack")
    yield Entity(
        f"e{event}", sort, name, point=(row["latitude"], row["longitude"]) if row["where_prec"] in "123" else None,
        part=part, compared=False, place=place,
    )  # fmt: skip
    kind = _KINDS[row["type_of_violence"]]
    shared: dict[str, Any] = {"part": part, "place": place, "time": time}
    yield Claim(
        f"e{event}-status",
        f"The event took place: {kind} of {row['dyad_name']}.",
        f"e{event}",
        ("eventStatus",),
        Word("occurred"),
        note=_exactness(row),
        **shared,
    )
    yield Claim(
        f"e{event}-conflict",
        f"The event is one of the conflict {row['conflict_name']}.",
        f"e{event}",
        ("inConflict",),
        conflict,
        **shared,
    )
    yield Claim(
        f"e{event}-country",
        f"The event took place in {row['country']}.",
        f"e{event}",
        ("locatedIn",),
        state,
        scope=row["where_coordinates"],
        **shared,
    )
    yield from _parties(row, sides, shared)
    yield from _deaths(row, sides, shared)
    if lost := sum(bool(row[column]) for column in _LOST):
        yield Loss("press sources, headlines, districts and descriptions of places", place, lost)


def _exactness(row: Row) -> str:
    """How exact place, day and report are, in the words of the codebook."""
    said = ((_WHERE, "where_prec"), (_WHEN, "date_prec"), (_CLARITY, "event_clarity"))
    return "; ".join(filter(None, (words.get(row[column], "") for words, column in said)))


def _side(row: Row, side: str) -> Entity:
    """The actor of a side: a government is a state (by its number of Gleditsch and Ward), civilians a group."""
    name, key = row[f"side_{side}"], f"actor-{row[f'side_{side}_new_id']}"
    kind: tuple[str, ...] = ("Organisation",)
    if name.casefold().startswith("civilians"):
        kind, name = ("UnidentifiedGroup",), f"{name} (UCDP)"
    elif (government := _GOVERNMENT.fullmatch(name)) and row[f"gwno{side}"].isdigit():
        return Entity(
            f"country-{row[f'gwno{side}']}",
            ("State",),
            government[1],
            shared=True,
            place=str(row.number),
        )
    return Entity(key, kind, name, shared=True, place=str(row.number))


def _parties(row: Row, sides: Sequence[Entity], shared: dict[str, Any]) -> Iterator[Record]:
    """Both sides fight; in one-sided violence the one attacks and the others are attacked."""
    event = f"e{row['id']}"
    if row["type_of_violence"] == "3":
        for relation, side in (("attacker", sides[0]), ("attacked", sides[1])):
            word = "attacked" if relation == "attacker" else "were attacked"
            yield Claim(
                f"{event}-{relation}",
                f"{side.name} {word}.",
                event,
                (relation,),
                side.key,
                **shared,
            )
        return
    for letter, side in zip("ab", sides, strict=True):
        yield Claim(
            f"{event}-side-{letter}",
            f"{side.name} fought in the event.",
            event,
            ("hasBelligerent",),
            side.key,
            **shared,
        )


def _deaths(row: Row, sides: Sequence[Entity], shared: dict[str, Any]) -> Iterator[Record]:
    event, low, best, high = f"e{row['id']}", *(int(row[n]) for n in ("low", "best", "high"))
    shared = {k: v for k, v in shared.items() if k != "time"} | {
        "as_of": row["date_end"][:10],
        "time": shared["time"],
    }
    yield Claim(
        f"{event}-deaths",
        f"In the event {_persons(best)} died (at least {low:,}, at most {high:,}).",
        event,
        figure=Figure(("personsKilled",), ("anyPerson",), "person", low, high, best),
        modality="estimated",
        **shared,
    )
    for letter, side in zip("ab", sides, strict=True):
        figure = (("personnelKilled",), ("soldier",))
        limit = shared | {"limited_to": (side.key,)}
        yield from _of(row, f"deaths_{letter}", f"of {side.name} ", figure, limit)
    figure = (("civiliansKilled",), ("civilian",))
    yield from _of(row, "deaths_civilians", "who were civilians ", figure, shared)
    if int(row["deaths_unknown"]):
        yield Loss(
            "deaths of persons of whom the side is not known, by themselves", str(row.number)
        )


def _of(
    row: Row,
    column: str,
    of: str,
    figure: tuple[tuple[str, ...], tuple[str, ...]],
    shared: dict[str, Any],
) -> Iterator[Record]:
    number = int(row[column])
    if number:
        event = f"e{row['id']}"
        yield Claim(
            f"{event}-{column.replace('_', '-')}", f"In the event {_persons(number)} {of}died.", event,
            figure=Figure(*figure, "person", best=number), modality="estimated", **shared,
        )  # fmt: skip


def _persons(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} persons"
