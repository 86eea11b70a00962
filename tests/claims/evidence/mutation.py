"""Claims changed by one step, each in a way that its text does not support."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from kg.claims.evidence.passages import Origin
from kg.claims.evidence.verify import FAILED, NOT_CHECKABLE, VERIFIED, verify
from tests.claims.evidence.made import BOUNDS, Made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.claims.evidence.passages import Evidence

#: Hedges that say something else; those that say the same in other words are no mutation.
HEDGES = {
    "moreThan": ("atLeast", "orMore", "fewerThan", "upTo"), "atLeast": ("moreThan", "upTo"), "orMore": ("moreThan", "fewerThan"),
    "fewerThan": ("upTo", "moreThan"), "upTo": ("fewerThan", "atLeast"), "asManyAs": ("fewerThan", "atLeast"),
    "approximately": ("exactly", "nearly", "totalOf"), "nearly": ("approximately", "exactly"),
    "exactly": ("approximately", "nearly"), "totalOf": ("approximately", "nearly"),
    "between": ("aboutBetween",), "aboutBetween": ("between",),
}  # fmt: skip
PHRASES = {
    "hundredsOf": ("thousandsOf", "millionsOf"), "thousandsOf": ("hundredsOf", "tensOfThousandsOf"),
    "millionsOf": ("thousandsOf", "hundredsOf"), "tensOfThousandsOf": ("thousandsOf",), "most": ("almostExclusively", "roughlyHalf"),
    "almostExclusively": ("most", "nearlyHalf"), "nearlyHalf": ("roughlyHalf", "most"), "roughlyHalf": ("nearlyHalf", "most"),
}  # fmt: skip
UNITS = ("person", "shell", "container", "piece")
_KINDS = {"person": "soldier", "shell": "artillery shell", "container": "shipping container", "piece": "tank"}  # fmt: skip


def mutations(case: Made) -> Iterator[tuple[str, Evidence]]:
    """Each wrong claim with what was changed: figure, bound, hedge, unit, day or speaker."""
    claim = case.claim
    yield from _figures(case)
    yield from _bounds(claim)
    yield from _hedges(claim)
    if claim.unit in UNITS:
        for unit in UNITS:
            if unit != claim.unit:
                yield "unit", replace(claim, unit=unit, things=(_KINDS[unit], f"{unit} (unit)"))
    yield from _days(claim, case.times)
    for name in dict.fromkeys((*case.names, *case.everyone)):
        if name not in claim.speakers and claim.speakers:
            rivals = (*claim.rivals, *claim.speakers)
            yield "speaker", replace(claim, speakers=(name,), rivals=rivals, own_voice=False)


def _figures(case: Made) -> Iterator[tuple[str, Evidence]]:
    claim = case.claim
    own = {Fraction(value) for _, value in claim.figures}
    for index, (name, value) in enumerate(claim.figures):
        value = Fraction(value)
        for wrong in dict.fromkeys((*_wrong_numbers(value), *case.numbers)):
            if wrong not in own and not (claim.share and wrong > 1):
                figures = list(claim.figures)
                figures[index] = (name, wrong)
                yield "figure", replace(claim, figures=tuple(figures))


def _wrong_numbers(value: Fraction) -> Iterator[Fraction]:
    yield from (value * 10, value / 10, value * 1000, value / 1000, value * 100_000)
    digits = str(int(value)) if value == int(value) else str(float(value))
    for at, digit in enumerate(digits):
        if digit.isdigit():
            other = str((int(digit) + 1) % 10)
            yield Fraction(digits[:at] + other + digits[at + 1 :])


def _bounds(claim: Evidence) -> Iterator[tuple[str, Evidence]]:
    if len(claim.figures) == 2:
        (_, lower), (_, upper) = claim.figures
        for name, value in (("lower", lower), ("upper", upper)):
            hedge = "atLeast" if name == "lower" else "upTo"
            yield "bound", replace(claim, figures=((f"kg:{name}", value),), qualifier=hedge)
            yield "bound", replace(claim, figures=(("kg:best", value),), qualifier="exactly")
    elif len(claim.figures) == 1 and claim.qualifier in BOUNDS:
        ((name, value),) = claim.figures
        for other, hedge in (("lower", "atLeast"), ("upper", "upTo"), ("best", "exactly")):
            same = hedge == claim.qualifier or claim.qualifier in ("totalOf", "exactly", "orMore")
            if f"kg:{other}" != name and not same:
                yield "bound", replace(claim, figures=((f"kg:{other}", value),), qualifier=hedge)
        end = {"moreThan": "lower", "fewerThan": "upper"}.get(claim.qualifier or "")
        if end:
            yield "bound", replace(claim, inclusive=((end, True),))


def _hedges(claim: Evidence) -> Iterator[tuple[str, Evidence]]:
    for hedge in HEDGES.get(claim.qualifier or "", ()) if claim.figures else ():
        names = BOUNDS[hedge]
        values = [value for _, value in claim.figures]
        figures = tuple((f"kg:{name}", v) for name, v in zip(names, values, strict=False))
        yield "hedge", replace(claim, qualifier=hedge, figures=figures)
    for hedge in PHRASES.get(claim.qualifier or "", ()) if not claim.figures else ():
        yield "hedge", replace(claim, qualifier=hedge, phrases=())


def _days(claim: Evidence, others: Iterable[str]) -> Iterator[tuple[str, Evidence]]:
    for index, (name, time) in enumerate(claim.times):
        for wrong in dict.fromkeys((*_wrong_days(time), *others)):
            times = list(claim.times)
            times[index] = (name, wrong)
            yield "day", replace(claim, times=tuple(times))


def _wrong_days(time: str) -> Iterator[str]:
    """Another year, month or day; an open end on the other side."""
    ends = time.split("/")
    for at, end in enumerate(ends):
        if not end[:4].isdigit():
            continue
        pieces = end.split("-")
        for place, piece in enumerate(pieces):
            for step in (1, -1, 10):
                number = int(piece) + step
                most = (9999, 12 if int(pieces[min(1, len(pieces) - 1)]) <= 12 else 41, 28)[place]
                if not 1 <= number <= most:
                    continue
                wrong = [*pieces[:place], f"{number:0{len(piece)}}", *pieces[place + 1 :]]
                yield "/".join((*ends[:at], "-".join(wrong), *ends[at + 1 :]))
    if len(ends) == 2 and ".." in ends:
        yield "/".join(reversed(ends))


def case_of(claim: Evidence, text: str, origin: Origin) -> Made:
    """A claim of a source, with the other numbers and times in the sentences of its passages."""
    said = " ".join(text[start:end] for start, end in claim.passage.spans)
    numbers = {Fraction(n.replace(",", "")) for n in re.findall(r"[0-9]+(?:,[0-9]{3})*", said)}
    own = {Fraction(value) for _, value in claim.figures}
    names = tuple(n for n in claim.rivals if n in said)
    return Made(
        text,
        origin.language,
        claim,
        tuple(sorted(numbers - own)),
        (),
        names,
        claim.rivals,
        origin.issued,
    )


@dataclass
class Tally:
    """How many right claims passed, and how many wrong ones were caught, by what was changed."""

    right: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, Made, Evidence]] = field(default_factory=list)
    refused: list[tuple[Made, str]] = field(default_factory=list)

    def add(self, case: Made) -> None:
        """Verify a right claim and each wrong one that can be made of it."""
        origin = Origin("made", issued=case.issued, language=case.language)
        changed = list(mutations(case))
        first, *rest = verify([case.claim, *(claim for _, claim in changed)], case.text, origin)
        self.right[first.result] += 1
        if first.result != VERIFIED:
            self.refused.append((case, first.reasons[0].problem))
        for (kind, claim), outcome in zip(changed, rest, strict=True):
            self.wrong[kind] += 1
            self.caught[kind] += outcome.result != VERIFIED
            self.failed[kind] += outcome.result == FAILED
            if outcome.result == VERIFIED:
                self.missed.append((kind, case, claim))

    @property
    def passed(self) -> float:
        """The part of the right claims that were verified."""
        return self.right[VERIFIED] / max(1, self.right.total())

    def merge(self, other: Tally) -> None:
        """Add what another tally has counted."""
        for mine, theirs in (
            (self.right, other.right),
            (self.caught, other.caught),
            (self.wrong, other.wrong),
            (self.failed, other.failed),
        ):
            mine.update(theirs)

    def rate(self, kind: str) -> float:
        """The part of the wrong claims of a kind that were not verified."""
        return self.caught[kind] / max(1, self.wrong[kind])

    @property
    def not_checkable(self) -> int:
        """How many right claims could not be compared."""
        return self.right[NOT_CHECKABLE]
