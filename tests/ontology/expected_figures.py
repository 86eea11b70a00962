"""What questions about figures must answer over all sources: read from shared/estimates.csv.

"About" is a tenth to either side, by the ontology's rule. What the article says stands in
``expected_answers``; here its rows come last, since it has no day.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.ontology.expected_answers import AUTHOR, DIA, NOT_SAID, UK, WEST

BBC = "Western officials who spoke to the BBC (unnamed)"
NIS = "National Intelligence Service of South Korea"
JCS = "Joint Chiefs of Staff of South Korea"
MSMT = "Multilateral Sanctions Monitoring Team"
OSC = "Open Source Centre"


@dataclass(frozen=True)
class Series:
    """All the rows of an answer, in their order."""

    columns: str
    rows: tuple[tuple[str, ...], ...]


BOTH = "killed or wounded"
OF_ALL_SOURCES = {
    "casualties": Series(
        "counted as_of low high speaker claim",
        (
            (
                "killed, wounded, missing or captured",
                "2025-01-15",
                "3600",
                "4400",
                BBC,
                "bbc-2025-01-22-casualties/c001",
            ),
            (
                BOTH,
                "2025-03-27",
                "4000",
                "4000",
                JCS,
                "korea-joongang-daily-2025-03-27-additional-troops/c001",
            ),
            (BOTH, "2025-04-30", "4230", "5170", NIS, "unn-2025-04-30-casualties/c001"),
            (BOTH, "2025-06-15", "6000", "", UK, "korea-daily-2025-06-15-casualties/c001"),
            (BOTH, NOT_SAID, "6000", "", UK, "khaled-north-korea-russia/c020"),
            ("killed", "2025-01", "900", "1100", BBC, "moscow-times-2025-01-22-killed/c001"),
            ("killed", "2025-01-15", "900", "1100", BBC, "bbc-2025-01-22-casualties/c002"),
            ("killed", "2025-04-30", "540", "660", NIS, "unn-2025-04-30-casualties/c002"),
            ("wounded", "2025-01", "3000", "3000", BBC, "moscow-times-2025-01-22-killed/c002"),
            (
                "wounded",
                "2025-04-30",
                "4230",
                "5170",
                NIS,
                "indian-defense-news-2025-04-30-wounded/c001",
            ),
        ),
    ),
    "killed": Series(
        "as_of low high speaker",
        (
            ("2025-01", "900", "1100", BBC),
            ("2025-01-15", "900", "1100", BBC),
            ("2025-04-30", "540", "660", NIS),
        ),
    ),
    "troops": Series(
        "time low high limited_to speaker hedge",
        (
            ("2025-01-15", "9900", "12100", "", BBC, "estimated"),
            ("2025-03-27", "3000", "", "sent within 2025-01/2025-02", JCS, "estimated"),
            ("2025-04-30", "15000", "15000", "", NIS, "reported"),
            ("2025-06-15", "9900", "12100", "initially deployed to Kursk", UK, "reported"),
            ("2024-23/..", "14000", "15000", "", WEST, "reported"),
            (NOT_SAID, "", "15000", "", AUTHOR, "asserted"),
        ),
    ),
    "shells": Series(
        "as_of low high limited_to speaker",
        (
            ("2024-12", "8100000", "9900000", "ammunition; sent within 2024-01/2024-12", MSMT),
            ("2024-12", "", "9000000", "ammunition; sent within 2024", MSMT),
            (
                "2025-03",
                "4000000",
                "6000000",
                "by sea, on 64 voyages; reckoned cautiously from nearly 16,000 containers",
                OSC,
            ),
            (
                "2025-07-13",
                "12000000",
                "",
                "152 mm shell; 28,000 containers, if all held 152 mm shells",
                DIA,
            ),
            (NOT_SAID, "12000000", "", "", DIA),
            (NOT_SAID, "2000000", "", "", AUTHOR),
        ),
    ),
    "where": Series(
        "place relation speaker",
        (
            ("Kursk region", "deployed to", UK),
            ("Kursk region", "is located in", BBC),
        ),
    ),
}
