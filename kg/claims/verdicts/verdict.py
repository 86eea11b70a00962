"""A verdict on two figures, or on two statements, and the kinds of verdicts that there are."""

from __future__ import annotations

from dataclasses import dataclass

AGREES, NARROWER, OVERLAPS, GROWS = "agrees", "narrower", "overlaps", "grows"
SUPERSEDES, CONTRADICTS, JUMP = "supersedes", "contradicts", "implausible jump"
ALTERNATIVE, PART_OF, NOT_COMPARABLE = "alternative", "part of", "not comparable"
#: All verdicts, the ones that ask for attention first.
VERDICTS = (
    CONTRADICTS, JUMP, NOT_COMPARABLE, SUPERSEDES, ALTERNATIVE, PART_OF, GROWS, OVERLAPS, NARROWER,
    AGREES,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two figures are to each other, why, and what would settle it.

    ``first`` and ``second`` are IRIs of claims. ``first`` is the earlier one, the part, or the one
    with the smaller IRI: the order of the arguments changes nothing. ``suspect`` marks figures
    that do not compare and yet are odd: they would contradict if they meant the same, or a report
    has dropped a condition.
    """

    kind: str
    first: str
    second: str
    reason: str
    remedy: str = ""
    suspect: bool = False

    @property
    def grave(self) -> bool:
        """Whether a reader should look at it."""
        return self.kind in (CONTRADICTS, JUMP) or self.suspect
