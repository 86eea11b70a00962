"""SIPRI's register of arms transfers (CSV): a delivery a row, with supplier, recipient, weapon and order.

The columns and what they hold: https://www.sipri.org/databases/armstransfers/sources-and-methods.
“… is estimate” says that SIPRI is not sure of a number or a year. TIV are SIPRI's own index of value,
and no money.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.curate.importers._given import Faults
from kg.curate.importers._reconcile import local_id
from kg.curate.importers._records import Claim, Entity, Figure, Loss, Release, Word
from kg.curate.importers._sipri_layouts import DEAL, made_on, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.importers._given import Given, Row
    from kg.curate.importers._records import Options, Record

SUMMARY = "SIPRI's register of arms transfers (CSV): orders, deliveries, and which are estimates"
#: Numbers of pieces, each with a column that says whether it is an estimate.
_NUMBERS = ("Numbers ordered", "Numbers delivered")
_YES, _NO = ("yes", "true", "1", "?"), ("", "no", "false", "0")
_YEAR = re.compile(r"(?:19|20)[0-9][0-9]")
_WORTH = ("SIPRI estimate", "TIV deal unit", "TIV delivery values")
#: What SIPRI calls a weapon, and the word for it here. Of other weapons the figures are lost: the
#: categories of armament hold too much (ships: landing craft too; missiles: torpedoes and bombs).
_TYPES = {
    "fighter aircraft": "combatAircraft", "FGA aircraft": "combatAircraft",
    "bomber aircraft": "combatAircraft", "combat helicopter": "attackHelicopter",
    "helicopter": "helicopter", "transport helicopter": "helicopter", "tank": "battleTank",
    "IFV": "infantryFightingVehicle", "APC": "armouredPersonnelCarrier",
    "self-propelled gun": "selfPropelledGun", "towed gun": "artilleryPiece", "mortar": "mortar",
    "self-propelled MRL": "multipleRocketLauncher", "towed MRL": "multipleRocketLauncher",
    "anti-tank missile": "antiTankMissile", "anti-ship missile": "antiShipMissile",
    "portable SAM": "antiAircraftMissile", "SAM": "antiAircraftMissile",
    "SAM system": "airDefenceEquipment", "AA gun": "airDefenceEquipment", "SSM": "missile",
    "BVRAAM": "missile", "SRAAM": "missile", "ASM": "missile", "guided bomb": "aerialBomb",
    "UAV": "drone", "armed UAV": "drone", "reconnaissance drone": "drone", "armed drone": "drone",
    "reconnaissance UAV": "drone", "UCAV": "drone", "fighter/FGA aircraft": "combatAircraft",
    "anti-ship missile/SSM": "missile", "SSM/ASM": "missile",
    "multiple rocket launcher": "multipleRocketLauncher", "self-propelled mortar": "mortar",
    "loitering munition": "loiteringMunition",
    "frigate": "frigate", "corvette": "corvette", "destroyer": "destroyer",
    "submarine": "submarine", "air search radar": "radar",
}  # fmt: skip
_CATEGORIES = {"Artillery": "artilleryPiece", "Air-defence systems": "airDefenceEquipment"}
#: Of what nothing above names, these count pieces of the model itself; engines and sensors are no arms.
_PIECES = ("Aircraft", "Armoured vehicles", "Ships")
#: The same by their description, where the layout has no category.
_PIECE_WORDS = re.compile(
    r"(aircraft|helicopter|drone|ship|boat|craft|vessel|carrier|tank|vehicle|minesweeper|minehunter|car|FAC|OPV|APV|ARV|AEV)"
    r"$"
)
_MUNITIONS = (
    "antiTankMissile",
    "antiShipMissile",
    "antiAircraftMissile",
    "missile",
    "aerialBomb",
    "loiteringMunition",
)
#: Names that end in stars are of no state: rebels (*), organisations (**).
_STARS = re.compile(r"(.*?)(\*+)")


def read(given: Sequence[Given], options: Options) -> tuple[Release, Iterator[Record]]:
    """The deliveries of the files. Raises DataError for other files."""
    release = Release(
        "sipri-arms-transfers",
        "SIPRI Arms Transfers Database: register of transfers",
        Entity("sipri", ("ThinkTank",), "Stockholm International Peace Research Institute", (("SIPRI", "en"),)),
        "https://www.sipri.org/databases/armstransfers",
        issued=max(map(made_on, given), default=""),
        kind="Report",
    )  # fmt: skip
    return release, _records(given)


def _records(given: Sequence[Given]) -> Iterator[Record]:
    rows: dict[str, list[tuple[Given, Row]]] = {}
    for file in given:
        faults = Faults(file)
        for row in rows_of(file):
            if _is_good(row, faults):
                rows.setdefault(row[DEAL], []).append((file, row))
        faults.stop()
    for deal, deliveries in rows.items():
        faults = Faults(deliveries[0][0])
        yield from _deal(deal, [row for _, row in deliveries], faults)
        faults.stop()


def _is_good(row: Row, faults: Faults) -> bool:
    number, before = row.number, len(faults.findings)
    if not row[DEAL] or not row["Supplier"] or not row["Recipient"] or not row["Designation"]:
        faults.add(
            number,
            "the row has no id, supplier, recipient or designation",
            "look at the row: was a column moved?",
        )
    for name in ("Order date", "Delivery year"):
        years = _years(row[name]) if name == "Delivery year" else [row[name]]
        if row[name] and not all(map(_YEAR.fullmatch, years)):
            faults.add(number, f"{name} “{row[name][:40]}” is no year", "it is written as 2021")
    for name in _NUMBERS:
        if row[name] and not re.fullmatch(r"[0-9]{1,9}", row[name]):
            faults.add(
                number,
                f"{name} “{row[name][:40]}” is no whole number",
                "look at the row: was a column moved?",
            )
    for name in (f"{each} is estimate" for each in ("Order date", "Delivery year", *_NUMBERS)):
        if row[name].casefold() not in _YES + _NO:
            faults.add(
                number,
                f"{name} “{row[name][:40]}” is neither Yes nor No",
                "a newer version may write it otherwise",
            )
    if (
        row["Order date"]
        and row["Delivery year"]
        and row["Order date"] > min(_years(row["Delivery year"]))
    ):
        faults.add(
            number,
            f"it was delivered in {row['Delivery year']}, before it was ordered in {row['Order date']}",
            "look at the row",
        )
    return len(faults.findings) == before


def _years(cell: str) -> list[str]:
    """The years of a cell, in order: one, or several as “2019-2021; 2024”."""
    return sorted(part.strip() for part in re.split(r"[;,–-]", cell))


def _flag(row: Row, name: str) -> bool:
    return row[name].casefold() in _YES


def _party(name: str) -> Entity:
    starred = _STARS.fullmatch(name)
    if starred:
        kind = "UnidentifiedGroup" if starred[2] == "*" else "Organisation"
        return Entity(f"party-{name}", (kind,), starred[1].strip(), shared=True)
    if name.casefold().startswith("unknown"):
        return Entity(f"party-{name}", ("UnidentifiedGroup",), f"{name} (SIPRI)", shared=True)
    return Entity(f"party-{name}", ("State",), name, shared=True)


def _deal(deal: str, rows: Sequence[Row], faults: Faults) -> Iterator[Record]:
    """The transfer of one order: its parties and weapon once, a figure for each year of delivery."""
    first = rows[0]
    _compare(deal, rows, faults)
    supplier, recipient = _party(first["Supplier"]), _party(first["Recipient"])
    weapon = Entity(
        f"weapon-{first['Designation']}", ("WeaponModel",), first["Designation"], shared=True
    )
    yield from (supplier, recipient, weapon)
    key, place, types = f"t{local_id(deal)}", str(first.number), _types(first)
    yield Entity(
        key, ("ArmsTransfer",), _order_name(deal, first, supplier, recipient), compared=False, place=place
    )  # fmt: skip
    delivered = [row for row in rows if row["Numbers delivered"] not in ("", "0")]
    time = _span(
        [y for row in delivered if row["Delivery year"] for y in _years(row["Delivery year"])]
    )
    unsure = any(_flag(row, "Delivery year is estimate") for row in delivered)
    shared: dict[str, Any] = {"place": place, "time": _about(time, unsure)}
    status, word = ("occurred", "were delivered") if delivered else ("agreed", "were ordered")
    yield Claim(
        f"{key}-status",
        f"{first['Designation']} {word}.",
        key,
        ("eventStatus",),
        Word(status),
        note=_note(first),
        **shared,
    )
    yield Claim(
        f"{key}-supplier", f"The supplier is {supplier.name}.", key, ("supplier",), supplier.key, **shared
    )  # fmt: skip
    relation, said = (
        ("recipient", "The recipient is") if delivered else ("sentTo", "It is meant for")
    )
    yield Claim(
        f"{key}-recipient", f"{said} {recipient.name}.", key, (relation,), recipient.key, **shared
    )
    yield Claim(
        f"{key}-item",
        f"What was transferred is of the model {weapon.name}.",
        key,
        ("transferred",),
        weapon.key,
        **shared,
    )
    yield Claim(
        f"w{local_id(first['Designation'])}-type",
        f"{weapon.name}: {first['Description']}.",
        weapon.key,
        ("weaponType",),
        Word(types[0]),
        place=place,
    )
    for row in rows:
        yield from _delivery(key, row, row in delivered)


def _order_name(deal: str, row: Row, supplier: Entity, recipient: Entity) -> str:
    """What an order is called: a layout without ids numbers those of one weapon in one year."""
    _, ordinal, nth = deal.rpartition("|")
    known_as = f"SIPRI {deal}" if not ordinal else "SIPRI" if nth == "1" else f"SIPRI, no. {nth}"
    ordered = row["Order date"] or "an unknown year"
    return f"{supplier.name} to {recipient.name}: {row['Designation']}, order of {ordered} ({known_as})"


def _compare(deal: str, rows: Sequence[Row], faults: Faults) -> None:
    """Note where the rows of one order say different things of it."""
    first = rows[0]
    for row in rows[1:]:
        for name in ("Supplier", "Recipient", "Designation", "Order date"):
            if row[name] != first[name]:
                faults.add(
                    row.number,
                    f"the order {deal} has {name} “{row[name]}” here, and “{first[name]}” in row {first.number}",
                    "get the file anew",
                )


def _types(row: Row) -> tuple[str, ...]:
    """The words for a weapon: its description as the ontology may have it, else its category."""
    own = _TYPES.get(row["Description"]) or _CATEGORIES.get(row["Armament category"])
    return (own or f"weapon of SIPRI's kind {row['Description']}",)


def _span(years: Sequence[str]) -> str:
    """Years as one time: a year, or from the first to the last."""
    known = sorted(set(years))
    return known[0] if len(known) == 1 else f"{known[0]}/{known[-1]}" if known else ""


def _about(year: str, unsure: bool) -> str:
    """A year or years in EDTF, marked as uncertain where SIPRI says so."""
    return "/".join(f"{part}?" for part in year.split("/")) if unsure and year else year


def _note(row: Row) -> str:
    ordered = (
        f"Ordered in {row['Order date']}"
        if row["Order date"]
        else "The year of the order is not known"
    )
    if _flag(row, "Order date is estimate"):
        ordered += " (an estimate)"
    if row["Numbers ordered"]:
        ordered += f": {int(row['Numbers ordered']):,}"
        ordered += " (an estimate)" if _flag(row, "Numbers ordered is estimate") else ""
    made = (
        " Made under licence in the recipient's country."
        if row["Local production"].casefold() in _YES
        else ""
    )
    return f"{ordered}. {row['Status'] or 'Its state is not stated'}.{made}"


def _delivery(key: str, row: Row, delivered: bool) -> Iterator[Record]:
    place, year = str(row.number), _span(_years(row["Delivery year"]))
    if worth := sum(bool(row[name]) for name in _WORTH):
        yield Loss("values in TIV, for which the ontology has no unit", place, worth)
    if row["Comments"]:
        yield Loss("comments, which are sentences of others", place)
    if row["Numbers ordered"]:
        yield Loss("numbers ordered, as figures: they stand in the note", place)
    if not delivered:
        yield Loss("orders of which nothing is delivered yet: their numbers", place)
        return
    if not year:
        yield Loss("deliveries without a year", place)
        return
    number, estimated = int(row["Numbers delivered"]), _flag(row, "Numbers delivered is estimate")
    about = "about " if estimated else ""
    types = _types(row)
    is_named = bool(_TYPES.get(row["Description"]) or _CATEGORIES.get(row["Armament category"]))
    category = row["Armament category"]
    is_piece = category in _PIECES if category else bool(_PIECE_WORDS.search(row["Description"]))
    counts_model = is_piece and not is_named
    sort = "munitions" if types[0] in _MUNITIONS else "weapons"
    yield Claim(
        f"{key}-delivered-{year.replace('/', '-')}",
        f"Delivered in {year.replace('/', ' to ')}: {about}{number:,} of {row['Designation']}.",
        key,
        figure=Figure(
            (f"{sort}SentInPeriod",), types, "piece", best=number, estimated=estimated,
            model=f"weapon-{row['Designation']}" if counts_model else "",
        ),
        time=_about(year, _flag(row, "Delivery year is estimate")),
        as_of=_about(year, _flag(row, "Delivery year is estimate")),
        modality="estimated" if estimated else "reported",
        place=place,
    )  # fmt: skip
