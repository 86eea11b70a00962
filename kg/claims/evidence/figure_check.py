"""Does a passage state the figure of a claim: the number, its hedge, and what is counted?"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from kg.claims.evidence.outcomes import BY_EYE, FAILED, NOT_CHECKABLE, SPAN, Reason
from kg.claims.evidence.phrase_check import phrase_reasons
from kg.claims.evidence.stance_check import stance_reasons
from kg.claims.evidence.stated.numeral import COUNT, SHARE, UNCLEAR
from kg.claims.evidence.stated.rates import rate_beside
from kg.claims.evidence.thing_check import is_named, wrong_thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.claims.evidence.passages import Evidence
    from kg.claims.evidence.reader import TextReader
    from kg.claims.evidence.stated.figures import Figure
    from kg.claims.evidence.stated.language import Language

    Spans = Sequence[tuple[int, int]]

#: Which bounds a qualifier states, and whether a bound is part of what it allows.
_TAKES = {
    **dict.fromkeys(("moreThan", "atLeast", "orMore"), ("lower",)),
    **dict.fromkeys(("fewerThan", "upTo", "asManyAs"), ("upper",)),
    **dict.fromkeys(("approximately", "nearly", "exactly", "totalOf"), ("best",)),
    **dict.fromkeys(("between", "aboutBetween"), ("lower", "upper")),
}
_EXCLUDED = {"moreThan": "lower", "fewerThan": "upper", "nearly": "upper"}
_LOWER = frozenset(("moreThan", "atLeast", "orMore"))
_UPPER = frozenset(("fewerThan", "upTo", "asManyAs", "nearly"))
#: The beginnings of measures that count all that has happened, but of those of a period.
_TOTALS = (
    *(
        "personnelKilled",
        "personnelWounded",
        "personnelCasualties",
        "personnelDeployed",
        "personnelCaptured",
    ),
    *(
        "personnelMissing",
        "personnelDeserted",
        "personnelRotated",
        "personsKilled",
        "civilians",
        "equipmentLost",
    ),
    *(
        "equipmentDestroyed",
        "equipmentDamaged",
        "equipmentCaptured",
        "equipmentAbandoned",
        "munitionsSent",
    ),
    *("weaponsSent", "containersSent", "workersSent", "amountPaid", "valueTransferred"),
)
FAMILIES = {
    "personnelKilled": "killed",
    "personnelWounded": "wounded",
    "personnelKilledOrWounded": "casualties",
    "personnelCasualtiesAll": "casualties",
}


def figure_reasons(item: Evidence, spans: Spans, reader: TextReader) -> Iterator[Reason]:
    """All that speaks against the figure of a claim; nothing where a passage states it."""
    if reader.language is None:
        if item.figures or item.estimate:
            yield _foreign(reader)
        return
    if not item.figures:
        if item.estimate and not item.unreadable:
            yield from phrase_reasons(item, spans, reader)
        return
    found = [(span, figure) for span in spans for figure in reader.figures(*span)]
    missing = list(_missing(item, [figure for _, figure in found]))
    if missing or not item.estimate:
        yield from missing
        return
    yield from _Match(item, found, reader, reader.language).reasons()


def _foreign(reader: TextReader) -> Reason:
    problem = f"numbers are not read in the language “{reader.origin.language}”"
    return Reason(NOT_CHECKABLE, problem, BY_EYE)


def _missing(item: Evidence, figures: Iterable[Figure]) -> Iterator[Reason]:
    """The numbers of a claim that no figure of its passages has."""
    kind = SHARE if item.share else COUNT
    ends = [end for figure in figures for end in figure.ends]
    clear = [end.value for end in ends if end.kind == kind and end.value is not None]
    unclear = [end for end in ends if end.kind == UNCLEAR]
    for name, value in item.figures:
        if any(same(value, stated) for stated in clear):
            continue
        may_be = [e for e in unclear if not e.values or any(same(value, v) for v in e.values)]
        if may_be:
            yield Reason(
                NOT_CHECKABLE,
                f"{name} {_shown(value)} cannot be told from the evidence: a number {may_be[0].why}",
                BY_EYE,
            )
            continue
        word = "share" if item.share else "number"
        listed = ", ".join(_shown(v) for v in sorted(set(clear))[:6]) or f"no {word}"
        yield Reason(
            FAILED,
            f"{name} {_shown(value)} is not in the evidence, which states {listed}",
            f"correct the number, {SPAN}",
        )


def same(claimed: Fraction | float, stated: Fraction | int) -> bool:
    """Whether a claimed number is the stated one; a third may be claimed as 0.333."""
    if claimed == stated:
        return True
    if isinstance(stated, int) and not isinstance(claimed, float):
        return False
    if isinstance(claimed, float):
        return (
            Fraction(str(claimed)) == stated
            if claimed == claimed and abs(claimed) < 1e300
            else False
        )
    if stated.denominator in (1, 2, 4, 5, 8, 10, 20, 25, 50, 100) or not 0 < stated < 1:
        return False
    return (claimed.denominator >= 50 and abs(claimed - stated) * 2 * claimed.denominator <= 1) or (
        claimed.denominator >= 50 and _rounded(claimed, stated)
    )


def _rounded(claimed: Fraction, stated: Fraction | int) -> bool:
    """Whether a decimal is the stated part of 1, rounded at its last digit of two to nine."""
    return any(claimed * 10**digits == round(stated * 10**digits) for digits in range(2, 10))


def _shown(value: Fraction | float) -> str:
    if isinstance(value, Fraction) and value.denominator == 1:
        value = int(value)
    if isinstance(value, int):
        return f"{value:,}" if abs(value) < 10**40 else f"{str(value)[:20]}…"
    return f"{float(value):,.15g}"


class _Match:
    """The figures of the passages that may be that of one claim, and what speaks against each."""

    def __init__(
        self,
        item: Evidence,
        found: list[tuple[tuple[int, int], Figure]],
        reader: TextReader,
        language: Language,
    ) -> None:
        self.item, self.reader, self.language = item, reader, language
        self.values = {name.removeprefix("kg:"): value for name, value in item.figures}
        kind = SHARE if item.share else COUNT
        self.found = [(span, f) for span, f in found if f.kind == kind]

    def reasons(self) -> Iterator[Reason]:
        yield from self._bounds()
        candidates = [(span, figure) for span, figure in self.found if self._states(figure)]
        if not candidates:
            yield from self._from_two()
            return
        judged = [(list(self._against(figure)), span, figure) for span, figure in candidates]
        fitting = [(span, figure) for against, span, figure in judged if not against]
        if not fitting:
            yield from min((against for against, _, _ in judged), key=len)
            return
        yield from self._rivals(fitting)

    def _bounds(self) -> Iterator[Reason]:
        """A qualifier beside bounds that it does not take, or that it excludes or includes."""
        qualifier = self.item.qualifier or ""
        takes = _TAKES.get(qualifier)
        if takes and not set(takes) <= self.values.keys():
            needed = " and ".join(f"kg:{name}" for name in takes)
            yield Reason(
                FAILED,
                f"kg:{qualifier} says {needed}, and the claim has {', '.join(sorted(self.values))}",
                f"state {needed}, or choose the qualifier that the text has",
            )
        for name, inclusive in self.item.inclusive:
            excluded = _EXCLUDED.get(qualifier) == name
            if takes and name in takes and inclusive is excluded:
                yield Reason(
                    FAILED,
                    f"kg:{name}Inclusive is {str(inclusive).lower()}, which kg:{qualifier} does not say",
                    f"leave kg:{name}Inclusive out",
                )

    def _states(self, figure: Figure) -> bool:
        """Whether a figure has the numbers of the claim, as the claim uses them."""
        low, high = figure.low.value, figure.high.value if figure.high else None
        if low is None or (figure.high is not None and high is None):
            return False
        lower, upper = self.values.get("lower"), self.values.get("upper")
        if lower is not None and upper is not None:
            return high is not None and same(lower, low) and same(upper, high)
        value = next(iter(self.values.values()))
        if self.item.qualifier is None and "best" in self.values:
            return same(value, low) or (high is not None and same(value, high))
        return high is None and same(value, low)

    def _from_two(self) -> Iterator[Reason]:
        """The numbers stand in the passages, but not as one figure of the claim's kind."""
        values = self.values
        if len(values) > 1 and {"lower", "upper"} <= values.keys():
            lows = [
                f
                for _, f in self.found
                if f.high is None and same(values["lower"], f.low.value or 0)
            ]
            highs = [
                f
                for _, f in self.found
                if f.high is None and same(values["upper"], f.low.value or 0)
            ]
            fits = any(f.hedges & _LOWER for f in lows) and any(f.hedges & _UPPER for f in highs)
            if fits or self.item.qualifier is None:
                return
            if not lows and not highs and self.item.qualifier not in ("between", "aboutBetween"):
                return
            yield Reason(
                FAILED,
                "its lower and upper figure are no range in the evidence",
                f"state what the text says of each, {SPAN}",
            )
            return
        if self.item.qualifier is None:
            return
        shown = _shown(next(iter(values.values())))
        yield Reason(
            FAILED,
            f"{shown} is one end of a range in the evidence",
            "state kg:lower and kg:upper, with the qualifier of the range",
        )

    def _against(self, figure: Figure) -> Iterator[Reason]:
        yield from self._hedge(figure)
        yield from self._thing(figure)
        yield from self._rate(figure)
        yield from self._stance(figure)
        family = FAMILIES.get(self.item.measure or "")
        if family and figure.families and not _in_family(family, figure.families):
            words = " and ".join(sorted(figure.families))
            yield Reason(
                FAILED,
                f"the figure in the evidence is of {words}, not of kg:{self.item.measure}",
                f"choose the measure or the figure that the text has, {SPAN}",
            )

    def _hedge(self, figure: Figure) -> Iterator[Reason]:
        qualifier = self.item.qualifier
        if qualifier is None:
            one_sided = next(iter(self.values)) if len(self.values) == 1 else ""
            other = {"lower": _UPPER, "upper": _LOWER}.get(one_sided)
            if other and figure.hedges <= other:
                yield Reason(
                    FAILED,
                    f"the text says “{figure.heard}”, which is no kg:{one_sided}",
                    f"choose the bound that the text has, {SPAN}",
                )
            return
        if qualifier in figure.hedges or (qualifier not in _TAKES and self._spoken(figure)):
            return
        if qualifier in figure.coordinated:
            yield Reason(
                NOT_CHECKABLE,
                f"whether the hedge of the figure before it (kg:{qualifier}) holds for it is open",
                BY_EYE,
            )
            return
        heard = f"“{figure.heard}”" if figure.heard else "no hedge"
        if figure.high is not None:
            heard = f"a range with {heard}"
        yield Reason(
            FAILED,
            f"the text has {heard} at {_shown(next(iter(self.values.values())))}, which is not kg:{qualifier}",
            f"choose the qualifier that the text has, {SPAN}",
        )

    def _spoken(self, figure: Figure) -> bool:
        """Whether a phrase of a qualifier that the reader does not know stands at the figure."""
        for span, other in self.found:
            if other is figure:
                text = self.reader.text[span[0] : span[1]].lower()
                around = text[max(0, figure.start - 30) : figure.end + 25]
                return any(
                    re.search(rf"(?<!\w){re.escape(phrase.lower())}(?!\w)", around)
                    for phrase in self.item.phrases
                )
        return False

    def _thing(self, figure: Figure) -> Iterator[Reason]:
        problem = wrong_thing(self.item, figure, self.language)
        if problem:
            yield Reason(FAILED, problem, f"correct kg:unit or kg:counts, {SPAN}")

    def _rate(self, figure: Figure) -> Iterator[Reason]:
        """A total, where the text says how many there are a day."""
        measure = self.item.measure or ""
        if not measure.startswith(_TOTALS) or measure.endswith("InPeriod"):
            return
        for span, other in self.found:
            if other is figure:
                text = self.reader.text[span[0] : span[1]]
                if words := rate_beside(text, figure.start, figure.end, self.language.code):
                    problem = f"“{words}” makes the figure in the evidence one of a period, and kg:{measure} is a total"
                    yield Reason(NOT_CHECKABLE, problem, BY_EYE)

    def _stance(self, figure: Figure) -> Iterator[Reason]:
        """The text denies or leaves open what the claim asserts, or the other way round."""
        for (start, _), other in self.found:
            if other is figure:
                yield from stance_reasons(
                    self.item, start + figure.start, start + figure.end, self.reader
                )

    def _rivals(self, fitting: list[tuple[tuple[int, int], Figure]]) -> Iterator[Reason]:
        """Other numbers of the passage that would fit as well, where nothing tells which is meant."""
        if self.item.qualifier is None:
            return
        others = [
            (span, figure)
            for span, figure in self.found
            if not self._states(figure)
            and bool(figure.high) == bool(fitting[0][1].high)
            and next(self._against(figure), None) is None
        ]
        if not others:
            return
        placed = [pair for pair in fitting if self._in_wording(*pair)]
        rivals = [pair for pair in others if self._in_wording(*pair)]
        if not (placed or rivals):
            rivals = others
        elif placed and not rivals:
            return
        best = max(self._certainty(figure) for _, figure in (placed or fitting))
        strong = [f for _, f in rivals if self._certainty(f) >= best]
        if placed and not strong:
            return
        if not placed and not strong and not any(self._in_wording(*pair) for pair in others):
            return
        if strong and self._by_day(placed or fitting, rivals):
            return
        stated = ", ".join(_shown(f.low.value or 0) for _, f in rivals[:4])
        yield Reason(
            NOT_CHECKABLE,
            f"the evidence states {stated} as well, and nothing says which of them is meant",
            "give the words of the figure as kg:wording, or a narrower span",
        )

    def _in_wording(self, span: tuple[int, int], figure: Figure) -> bool:
        text = self.reader.text
        return any(
            text.startswith(wording, at)
            for wording in self.item.passage.wordings
            for at in range(max(0, span[0] + figure.end - len(wording)), span[0] + figure.start + 1)
        )

    def _certainty(self, figure: Figure) -> int:
        """How much speaks for a figure being that of the claim: its noun, its family of events."""
        family = FAMILIES.get(self.item.measure or "")
        named = is_named(self.item, figure)
        return 2 * (bool(figure.things) + named) + bool(family and figure.families)

    def _by_day(
        self,
        fitting: list[tuple[tuple[int, int], Figure]],
        rivals: list[tuple[tuple[int, int], Figure]],
    ) -> bool:
        """Whether the day of the claim stands at its figure, and another day at each other one."""
        from kg.claims.evidence.day_check import nearest_day

        mine = {nearest_day(span, figure, self.reader) for span, figure in fitting}
        theirs = {nearest_day(span, figure, self.reader) for span, figure in rivals}
        claimed = {end for _, time in self.item.times for end in time.split("/")}
        return any(day in claimed for day in mine if day) and not (mine & theirs)


def _in_family(family: str, stated: frozenset[str]) -> bool:
    if family == "casualties":
        return "casualties" in stated or {"killed", "wounded"} <= stated
    return stated == {family}
