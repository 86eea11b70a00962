"""Make a CSV in the layout of UCDP's GED, of made-up events: python tests/scripts/make_ged.py ROWS FILE [SEED].

The 49 columns and their codes are those of the codebook; parties, places and figures are invented.
"""

from __future__ import annotations

import csv
import random
import sys
from datetime import date, timedelta
from pathlib import Path

_FIRST = date(1989, 1, 1)


def row(number: int, chance: random.Random) -> dict[str, object]:
    """One event; the same for the same number and state of chance."""
    country = chance.randrange(60)
    group = chance.randrange(12)
    kind = chance.choice("1123")
    start = _FIRST + timedelta(days=chance.randrange(36 * 365))
    end = start + timedelta(days=chance.choice((0, 0, 0, 3)))
    a, b, civilians, unknown = (chance.choice((0, 0, 1, 2, 7)) for _ in range(4))
    if kind == "3":
        a = b = 0
    best = a + b + civilians + unknown
    side_a = (
        f"Government of Landia {country}" if kind == "1" else f"Front {group} of Landia {country}"
    )
    side_b = "Civilians" if kind == "3" else f"Army {group} of Landia {country}"
    side_a_id = 100 + country if kind == "1" else 1000 + country * 20 + group
    side_b_id = 9999 if kind == "3" else 5000 + country * 20 + group
    dyad = f"{side_a} - {side_b}"
    town = f"Town {chance.randrange(300)}"
    return {
        "id": number, "relid": f"LAN-{start.year}-{kind}-{number}", "year": start.year,
        "active_year": 1, "code_status": "Clear", "type_of_violence": kind,
        "conflict_dset_id": 300 + country, "conflict_new_id": 300 + country,
        "conflict_name": f"Landia {country}: Government", "dyad_dset_id": side_b_id,
        "dyad_new_id": side_b_id, "dyad_name": dyad, "side_a_dset_id": side_a_id,
        "side_a_new_id": side_a_id, "side_a": side_a, "side_b_dset_id": side_b_id,
        "side_b_new_id": side_b_id, "side_b": side_b, "number_of_sources": 1,
        "source_article": f"Agency, {start}, a made-up title of some length, as there is in each row",
        "source_office": "Agency", "source_date": start, "source_headline": "A made-up title",
        "source_original": "a spokesman", "where_prec": chance.choice("1123456"),
        "where_coordinates": town, "where_description": f"{town}, in the hills",
        "adm_1": f"Province {country}-{chance.randrange(9)}", "adm_2": "",
        "latitude": round(chance.uniform(-40, 60), 6), "longitude": round(chance.uniform(-90, 140), 6),
        "geom_wkt": "", "priogrid_gid": chance.randrange(1, 259200), "country": f"Landia {country}",
        "country_id": 100 + country, "region": "Africa", "event_clarity": chance.choice("112"),
        "date_prec": chance.choice("11234"), "date_start": f"{start} 00:00:00.000",
        "date_end": f"{end} 00:00:00.000", "deaths_a": a, "deaths_b": b,
        "deaths_civilians": civilians, "deaths_unknown": unknown, "best": best,
        "high": best + chance.choice((0, 0, 5)), "low": max(0, best - chance.choice((0, 0, 2))),
        "gwnoa": 100 + country if kind == "1" else "", "gwnob": "",
    }  # fmt: skip


def write(rows: int, path: Path, seed: int = 1) -> None:
    """Write so many events."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row(0, random.Random(0)))
        writer.writeheader()
        for number in range(1, rows + 1):
            writer.writerow(row(number, chance))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
