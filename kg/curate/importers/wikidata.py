"""Results of Wikidata's query service (CSV or JSON): a statement a row, with its qualifiers.

The columns, as in the queries that the service proposes (also ``startTime``, ``endTime``): ``item`` (an entity), ``itemLabel``,
``itemAltLabel``, ``class`` (what it is an instance of), ``country``; ``property`` (P361 …), ``value``,
``valueLabel``; ``start``, ``end``, ``pointInTime``, each with ``…Precision`` (8 a decade, 9 a year, 10
a month, 11 a day), ``rank``. A value or time that exists and is not known is an address below ``genid``, in older
files ``t151469``: https://www.mediawiki.org/wiki/Wikidata_Query_Service/Blank_Node_Skolemization. A time without its precision may be a year or a month, written as its first day; so
the first of a month is taken for the month, the first of January for the year. Only ``item`` and ``itemLabel`` must be
there. https://www.wikidata.org/wiki/Help:Qualifiers, https://www.wikidata.org/wiki/Help:Ranking
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.claims.edtf import is_day, span
from kg.curate.importers._given import Faults, Given, json_of, listed, refuse, table_of
from kg.curate.importers._records import Claim, Entity, Loss, Release

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.importers._records import Options, Record

SUMMARY = "results of Wikidata's query service (CSV, JSON): labels, aliases, statements in time"
_WHAT = "a result of Wikidata's query service with the columns item and itemLabel"
_ENTITY = "http://www.wikidata.org/entity/"
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]*)")
_PROPERTY = re.compile(
    r"(?:https?://www\.wikidata\.org/(?:(?:entity|prop)/)?(?:direct/|statement/)?|wdt:|p:)?(P[1-9][0-9]*)"
)
_UNKNOWN = re.compile(
    r"https?://www\.wikidata\.org/(?:\.well-known/genid|somevalue)/.*|_:.*|t[0-9]+"
)
_COARSE = tuple("01234567")  # precisions of centuries and more
_MOMENT = re.compile(r"[-+]?([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
#: What columns of times are called too.
_ALSO: dict[str, str] = {
    name + suffix: ours + suffix
    for ours, names in {
        "start": ("startTime", "start_time", "P580"),
        "end": ("endTime", "end_time", "P582"),
        "pointInTime": ("point_in_time", "P585"),
    }.items()
    for name in names
    for suffix in ("", "Precision")
}
#: What an item is here, by what it is an instance of.
_KINDS = {
    "Q6256": "State", "Q3624078": "State", "Q7275": "State", "Q5": "Person",
    "Q176799": "MilitaryUnit", "Q37726": "ArmedForce", "Q772547": "ArmedForce",
    "Q327333": "GovernmentAgency", "Q47913": "GovernmentAgency", "Q192350": "GovernmentAgency",
    "Q4830453": "Company", "Q783794": "Company", "Q43229": "Organisation", "Q155271": "ThinkTank",
    "Q192283": "MediaOrganisation", "Q11032": "MediaOrganisation", "Q1127126": "Alliance",
    "Q15142894": "WeaponModel", "Q4164871": "Post", "Q2221906": "Place", "Q515": "Place",
}  # fmt: skip
#: Properties of Wikidata that say what a relation here says, in which direction, and in words.
_RELATIONS = {
    "P361": ("partOf", False, "is part of"),
    "P749": ("partOf", False, "is part of"),
    "P527": ("partOf", True, "is part of"),
    "P463": ("hasMember", True, "is a member of"),
    "P39": ("holdsPost", False, "holds the post"),
    "P17": ("belongsTo", False, "belongs to"),
    "P131": ("locatedIn", False, "is located in"),
    "P495": ("originState", False, "is made in"),
    "P4791": ("commandedBy", False, "is commanded by"),
}
_COLUMNS = frozenset(
    (
        *("item", "itemLabel", "itemAltLabel", "itemDescription", "class", "classLabel", "country"),
        *("countryLabel", "property", "propertyLabel", "value", "valueLabel", "valueClass"),
        *("start", "end", "pointInTime", "rank", "iso"),
        *("startPrecision", "endPrecision", "pointInTimePrecision"),
    )
)


def read(given: Sequence[Given], options: Options) -> tuple[Release, Iterator[Record]]:
    """The rows of the results. Raises DataError for other files."""
    release = Release(
        "wikidata",
        "Wikidata: results of a query",
        Entity("Q2013", ("Organisation",), "Wikidata", same=(f"{_ENTITY}Q2013",)),
        "https://query.wikidata.org/",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    )
    return release, _records(given)


def _rows(file: Given) -> Iterator[tuple[int, dict[str, tuple[str, str]]]]:
    """By number, the cells of a row: (value, language) by column."""
    if not file.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        for row in table_of(file, ("item", "itemLabel"), _WHAT):
            yield (
                row.number,
                {_ALSO.get(n, n): (cell, "") for n, cell in row.cells.items() if cell},
            )
        return
    answer = json_of(file, _WHAT)
    if isinstance(answer, list):  # the service's download “JSON file”
        bindings: Any = [
            {n: {"value": v} for n, v in r.items()} if isinstance(r, dict) else None for r in answer
        ]
        columns = {name for row in answer if isinstance(row, dict) for name in row}
    else:
        bindings = (
            answer.get("results", {}).get("bindings")
            if isinstance(answer.get("results"), dict)
            else None
        )
        columns = (
            set(map(str, listed(answer["head"].get("vars"))))
            if isinstance(answer.get("head"), dict)
            else set()
        )
    if not isinstance(bindings, list) or not {"item", "itemLabel"} <= columns:
        refuse(file, 1, f"this is not {_WHAT}", f"give {_WHAT}")
    for number, binding in enumerate(bindings, start=1):
        if not isinstance(binding, dict) or not all(
            isinstance(c, dict) and isinstance(c.get("value"), str) for c in binding.values()
        ):
            refuse(
                file,
                0,
                f"result {number} is laid out otherwise than SPARQL's JSON",
                "get the file anew",
                f"result {number}",
            )
        yield (
            number,
            {
                _ALSO.get(str(n), str(n)): (
                    ("_:" if c.get("type") == "bnode" else "") + c["value"].strip(),
                    str(c.get("xml:lang", "")),
                )
                for n, c in binding.items()
                if c["value"].strip()
            },
        )


def _records(given: Sequence[Given]) -> Iterator[Record]:
    for file in given:
        faults = Faults(file)
        rows: dict[str, list[tuple[int, dict[str, tuple[str, str]]]]] = {}
        for number, row in _rows(file):
            item = _ITEM.fullmatch(row.get("item", ("", ""))[0])
            if item is None:
                faults.add(
                    number,
                    f"the item “{row.get('item', ('', ''))[0][:60]}” is no item of Wikidata",
                    "it is written as http://www.wikidata.org/entity/Q423",
                )
            else:
                rows.setdefault(item[1], []).append((number, row))
        faults.stop()
        made: set[str] = set()
        for item_id, of_item in rows.items():
            made.add(item_id)
            yield from _item(item_id, [row for _, row in of_item], str(of_item[0][0]))
        for item_id, of_item in rows.items():
            for number, row in of_item:
                yield from _statement(item_id, row, str(number), made, faults)
        faults.stop()


def _values(rows: Sequence[dict[str, tuple[str, str]]], column: str) -> list[tuple[str, str]]:
    return list(dict.fromkeys(row[column] for row in rows if column in row))


def _kind(classes: Sequence[str]) -> str | None:
    return next(
        (_KINDS[m[1]] for c in classes if (m := _ITEM.fullmatch(c)) and m[1] in _KINDS), None
    )


def _item(item: str, rows: Sequence[dict[str, tuple[str, str]]], place: str) -> Iterator[Record]:
    labels = _values(rows, "itemLabel")
    kind = _kind([value for value, _ in _values(rows, "class")])
    if kind is None:
        shown = (
            ", ".join(v for v, _ in _values(rows, "classLabel")[:2])
            or "no class that is known here"
        )
        yield Loss(f"items that are: {shown}", place)
        return
    names = [pair for pair in labels if not _ITEM.fullmatch(pair[0])]
    label = next(
        (p for p in names if p[1].partition("-")[0] in ("en", "")),
        names[0] if names else (item, ""),
    )
    aliases = [p for p in names if p != label]
    for text, language in _values(rows, "itemAltLabel"):
        aliases += [(part.strip(), language) for part in text.split(", ") if part.strip()]
    iso = next((value for value, _ in _values(rows, "iso") if re.fullmatch("[A-Z]{2}", value)), "")
    yield Entity(
        item,
        (kind,),
        label[0],
        tuple(aliases),
        same=(f"{_ENTITY}{item}",),
        country=iso if kind == "State" else "",
        place=place,
    )
    if _values(rows, "itemDescription"):
        yield Loss("descriptions, which are sentences of others", place)
    for name in sorted({name for row in rows for name in row} - _COLUMNS):
        yield Loss(f"the column “{name}”", place, len(_values(rows, name)))


def _statement(
    item: str, row: dict[str, tuple[str, str]], place: str, made: set[str], faults: Faults
) -> Iterator[Record]:
    """The claim of a row, where it has one; of its country another."""
    texts = {name: value for name, (value, _) in row.items()}
    if country := _ITEM.fullmatch(texts.get("country", "")):
        yield from _named(country[1], texts.get("countryLabel", country[1]), "State", made, place)
        yield Claim(
            f"{item}-P17-{country[1]}",
            f"{texts.get('itemLabel', item)} belongs to {texts.get('countryLabel', country[1])}.",
            item,
            ("belongsTo",),
            country[1],
            address=f"https://www.wikidata.org/wiki/{item}",
            place=place,
        )
    if "value" not in texts and "property" not in texts:
        return
    name = _PROPERTY.fullmatch(texts.get("property", ""))
    value = _ITEM.fullmatch(texts.get("value", ""))
    if name is None or name[1] not in _RELATIONS:
        yield Loss(
            f"statements of the property {texts.get('propertyLabel', texts.get('property', '(none)'))}",
            place,
        )
        return
    if value is None:
        unknown = _UNKNOWN.fullmatch(texts.get("value", ""))
        what = "exist and are not known" if unknown else "are no items"
        yield Loss(f"values that {what}", place)
        return
    rank = texts.get("rank", "").rpartition("#")[2].removesuffix("Rank").casefold()
    if rank == "deprecated":
        yield Loss("statements of the rank deprecated, which Wikidata holds for wrong", place)
        return
    relation, turned, said = _RELATIONS[name[1]]
    label = texts.get("valueLabel", value[1])
    time, lost = _time(texts, place, faults)
    if lost:
        yield Loss(lost, place)
    kind = _kind([texts.get("valueClass", "")]) or {
        "holdsPost": "Post",
        "belongsTo": "State",
        "originState": "State",
        "commandedBy": "Person",
    }.get(relation)
    if kind:
        yield from _named(value[1], label, kind, made, place)
    ends = (value[1], item) if turned else (item, value[1])
    names = (
        (label, texts.get("itemLabel", item))
        if turned and relation == "partOf"
        else (texts.get("itemLabel", item), label)
    )
    yield Claim(
        f"{item}-{name[1]}-{value[1]}-{texts.get('start', '')[:10]}-{texts.get('end', '')[:10]}", f"{names[0]} {said} {names[1]}.",
        ends[0], (relation,), ends[1], time=time, address=f"https://www.wikidata.org/wiki/{item}",
        note="Wikidata prefers this statement." if rank == "preferred" else "", place=place,
    )  # fmt: skip


def _named(item: str, label: str, kind: str, made: set[str], place: str) -> Iterator[Record]:
    """An item that a row names and that has no row of its own."""
    if item not in made:
        yield Entity(item, (kind,), label, same=(f"{_ENTITY}{item}",), shared=True, place=place)


def _as_exact(day: str, precision: str) -> str:
    """A day as exact as Wikidata has it (https://www.wikidata.org/wiki/Help:Dates#Precision)."""
    if precision == "8":
        return f"{day[:3]}X"
    length = {"9": 4, "10": 7, "11": 10}.get(precision)
    if length is None:
        length = 4 if day.endswith("-01-01") else 7 if day.endswith("-01") else 10
    return day[:length]


def _time(texts: dict[str, str], place: str, faults: Faults) -> tuple[str, str]:
    """When a statement held, in EDTF, and what of it is lost ("": nothing). What cannot be is noted as wrong."""
    days, lost = {}, ""
    for name in ("start", "end", "pointInTime"):
        text, precision = texts.get(name, ""), texts.get(f"{name}Precision", "")
        days[name] = ".." if not text else ""  # nothing is said of it, or it is not known
        moment = _MOMENT.fullmatch(text)
        day = moment[1] if moment else text
        if not text or _UNKNOWN.fullmatch(text):
            continue
        if moment and text.startswith("-"):
            lost = "times before our era"
        elif not is_day(day):
            faults.add(
                int(place),
                f"{name} “{text[:40]}” is no time",
                "it is written as 2024-06-01T00:00:00Z",
            )
            return "", ""
        elif precision in _COARSE:
            lost = "times that are known to the century or less exactly"
        else:
            days[name] = _as_exact(day, precision)
    start, end = days["start"], days["end"]
    if start.strip(".") and end.strip(".") and _begins_after(start, end):
        faults.add(
            int(place),
            f"it ends on {end}, before it begins on {start}",
            "look at the item in Wikidata",
        )
        return "", ""
    if start.strip(".") or end.strip("."):
        return f"{start}/{end}", lost
    return days["pointInTime"].strip("."), lost


def _begins_after(start: str, end: str) -> bool:
    first, last = span(start)[0], span(end)[1]
    return first is not None and last is not None and first > last
