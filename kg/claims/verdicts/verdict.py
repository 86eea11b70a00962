"""A verdict on two figures, or on two statements, and the kinds of verdicts that there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

AGREES, NARROWER, OVERLAPS, GROWS = "agrees", "narrower", "overlaps", "grows"
SUPERSEDES, CONTRADICTS, JUMP = "supersedes", "contradicts", "implausible jump"
ALTERNATIVE, PART_OF, NOT_COMPARABLE = "alternative", "part of", "not comparable"
UNDECIDED, NOT_INDEPENDENT = "undecided", "not independent"
#: The outcome of the kinds that fit: some course of the quantity satisfies both, however they are read.
FITS = "fits"
#: All verdicts, the ones that ask for attention first.
VERDICTS = (
    CONTRADICTS, UNDECIDED, JUMP, NOT_COMPARABLE, SUPERSEDES, ALTERNATIVE, NOT_INDEPENDENT, PART_OF,
    GROWS, OVERLAPS, NARROWER, AGREES,
)  # fmt: skip
_OUTCOMES = {
    CONTRADICTS: CONTRADICTS,
    UNDECIDED: UNDECIDED,
    JUMP: UNDECIDED,
    NOT_COMPARABLE: NOT_COMPARABLE,
    SUPERSEDES: NOT_COMPARABLE,
}


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
    def outcome(self) -> str:
        """CONTRADICTS, UNDECIDED, FITS or NOT_COMPARABLE: what follows from the kind.

        *Contradicts*: no course of the quantity satisfies both under any reading of what they leave
        open. *Undecided*: some readings are satisfied and others are not. *Fits*: all are.
        """
        return _OUTCOMES.get(self.kind, FITS)

    @property
    def grave(self) -> bool:
        """Whether a reader should look at it."""
        return self.outcome in (CONTRADICTS, UNDECIDED) or self.suspect


def unrepeated(
    verdicts: Sequence[Verdict], derived: Mapping[str, Collection[str]]
) -> Iterator[Verdict]:
    """The verdicts without those on a relay that repeat the verdict on what it relays.

    ``derived`` gives by claim what it relays, at any distance (IRIs).
    """
    known = {(v.kind, frozenset((v.first, v.second))) for v in verdicts}
    for verdict in verdicts:
        ends = ((verdict.first, verdict.second), (verdict.second, verdict.first))
        on_originals = (
            (verdict.kind, frozenset((original, opposite)))
            for relay, opposite in ends
            for original in derived.get(relay, ())
        )
        if known.isdisjoint(on_originals):
            yield verdict
