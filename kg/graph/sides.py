"""Claims that are weighed against one another, as a reader sees them: who says what, of which day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot

#: What a set of three figures or more is called.
CANNOT = "cannot all be true"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a verdict: what is said, by whom, of which day, and the claim's short id.

    ``measure`` is the IRI of what a figure measures; empty for a statement.
    """

    claim: str
    said: str
    speaker: str
    when: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Impossible:
    """Figures that cannot all be true though all but any one of them can, in words.

    ``reason`` is the arithmetic, ``remedy`` what would settle it.
    """

    about: str
    sides: tuple[Side, ...]
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Sets:
    """The sets that were found.

    ``cut`` says that there may be more than were looked for, ``missing`` what must be installed
    before any are (empty where nothing must).
    """

    found: tuple[Impossible, ...] = ()
    cut: bool = False
    missing: str = ""


NO_SETS = Sets()


def side_of(graph: Snapshot, iri: str) -> Side:
    """The side of a claim (an IRI): the number of a figure with what it counts, or the statement."""
    claim = graph.claims[iri]
    speaker = claim.label("attributedTo")
    if claim.get("measure") is None:  # a denial of a figure need not be one itself
        return Side(claim.id, claim.get("statement") or "", speaker, claim.get("time") or "")
    counted = (claim.label("counts") or claim.label("unit")).removesuffix(" (unit)")
    scope = f", {said}" if (said := claim.limits("scope")) else ""
    return Side(
        claim.id,
        f"{claim.label('measure').removesuffix(' (unit)')}: {claim.figure} ({counted}{scope})",
        speaker,
        claim.get("asOf") or claim.get("time") or "",
        claim.get("measure") or "",
    )
