"""Made sheets of our own columns, to see how the cost of ``kg add`` grows with rows and with names."""

from __future__ import annotations

import csv
import datetime
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLUMNS = [
    "source",
    "title",
    "curator",
    "recorded",
    "document address",
    "who",
    "who kind",
    "relation",
    "whom",
    "whom kind",
    "figure",
    "measure",
    "counted",
    "unit",
    "when",
    "as of",
    "speaker",
    "how said",
    "address",
    "wording",
]
_SOURCE = {
    "source": "bench-sheet",
    "title": "A made sheet",
    "curator": "Entente editors",
    "recorded": "2025-06-01",
    "document address": "https://example.org/",
    "speaker": "National Intelligence Service of South Korea",
}
_FIRST = datetime.date(2022, 3, 1)
_WORDS = [
    "Amur",
    "Bureya",
    "Chita",
    "Daryal",
    "Elbrus",
    "Fergana",
    "Gdov",
    "Hasan",
    "Irtysh",
    "Jasny",
    "Kolyma",
    "Lena",
]


def figures_of_things(rows: int, figures: int) -> Iterator[dict[str, str]]:
    """A relation of a unit and a figure of its losses in turn; so many figures of each thing."""
    chance = random.Random(5)
    units = [f"{n}th Motor Rifle Brigade" for n in range(4, 4 + max(1, rows // 2 // figures))]
    begun = set()
    for row in range(rows):
        unit = units[row // 2 % len(units)]
        date = _FIRST + datetime.timedelta(days=chance.randint(0, 1000))
        losses = {"who": f"casualties of {unit}", "who kind": "casualties"}
        if row % 2 == 0:
            yield _part_of(unit, date)
        elif unit not in begun:
            begun.add(unit)
            happened = {"relation": "has event status", "whom": "occurred", "how said": "asserted"}
            yield losses | happened | {"when": date.isoformat()}
        else:
            killed = f"about {50 + (date - _FIRST).days + chance.randint(0, 30)}"
            yield losses | {
                "figure": killed,
                "measure": "personnel killed",
                "counted": "soldier",
                "unit": "person",
                "as of": date.isoformat(),
                "how said": "estimated",
                "wording": f"{killed} killed",
            }


def new_names(rows: int) -> Iterator[dict[str, str]]:
    """A unit that is new in each row, all below one force."""
    for row in range(rows):
        word, other = _WORDS[row % 12], _WORDS[row // 12 % 12]
        yield _part_of(f"{row + 20}th {word} {other} Rifle Regiment", _FIRST)


def _part_of(unit: str, date: datetime.date) -> dict[str, str]:
    return {
        "who": unit,
        "who kind": "military unit",
        "relation": "is part of",
        "whom": "Korean People's Army",
        "when": date.isoformat(),
        "how said": "reported",
    }


def write_sheet(path: Path, rows: Iterator[dict[str, str]]) -> None:
    """Write rows as a CSV sheet of one source."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        for number, row in enumerate(rows):
            writer.writerow(_SOURCE | row | {"address": f"https://example.org/{number}"})
