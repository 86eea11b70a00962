"""Two denials that leave no number between them: not more than 100, and not fewer than 101.

Who denies all that is above a number says that it was at most that, on each day of the denial; who denies
all below one, that it was at least that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.figure import MeasureKind
from kg.claims.interval import ABOVE, Interval, relation
from kg.claims.verdicts.naming import named
from kg.claims.verdicts.verdict import CONTRADICTS, SUPERSEDES, UNDECIDED, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.claims.figure import Figure, Rules


def of_two_denials(
    denying: Sequence[Figure], is_no_more: Callable[[Figure, Figure], bool | None], rules: Rules
) -> Iterator[Verdict]:
    """The verdicts on pairs of denied figures about one thing, in one unit and on their days.

    ``is_no_more`` says of two figures whether the quantity of the first is that of the second or a part
    of it: None where that is open.
    """
    above = [(figure, most) for figure in denying if (most := _at_most(figure)) is not None]
    below = [(figure, least) for figure in denying if (least := _at_least(figure)) is not None]
    for most_of, most in above:
        for least_of, least in below:
            if most_of is least_of or relation(least, most) != ABOVE:
                continue
            fits = is_no_more(least_of, most_of)
            days = _of_one_time(least_of, most_of, rules)
            if fits is False or days is False:
                continue
            yield _verdict(most_of, least_of, rules, sure=bool(fits and days))


def _at_most(figure: Figure) -> Interval | None:
    """What is left by a denial of all above a number."""
    ends = figure.interval
    if ends.upper is not None or not ends.lower:
        return None
    return Interval(None, ends.lower, upper_inclusive=not ends.lower_inclusive)


def _at_least(figure: Figure) -> Interval | None:
    """What is left by a denial of all below a number."""
    ends = figure.interval
    if ends.upper is None or (ends.lower or 0) > 0 or not ends.lower_inclusive:
        return None
    return Interval(ends.upper, None, lower_inclusive=not ends.upper_inclusive)


def _of_one_time(low: Figure, high: Figure, rules: Rules) -> bool | None:
    """Whether what is at least a number on some day is so on one on which it is at most another; None: open.

    ``low`` denies all below a number, ``high`` all above one. A count does not fall.
    """
    kind = rules.kinds[low.measure]
    if kind is not rules.kinds[high.measure]:
        return None
    if kind.timeless:
        return True
    if kind.of_a_period:
        if low.period.is_known and high.period.is_known:
            return low.period.within(high.period)
        return None if low.period.meets(high.period) else False
    first, last = low.as_of.first, high.as_of.last
    if kind is MeasureKind.CUMULATIVE:
        return None if first is None or last is None else first <= last
    if low.as_of.is_known and high.as_of.is_known:
        return low.as_of.meets(high.as_of)
    return None if low.as_of.meets(high.as_of) else False


def _verdict(high: Figure, low: Figure, rules: Rules, *, sure: bool) -> Verdict:
    for old, new in ((high, low), (low, high)):
        if old.iri in new.replaces:
            return Verdict(SUPERSEDES, old.iri, new.iri, "the second is said to replace the first")
    reason = (
        f"the one denies that there were {named(high, rules)}, the other that there were {named(low, rules)}:"
        " no number is left"
    )
    if sure:
        return Verdict(CONTRADICTS, high.iri, low.iri, reason)
    reason += ", if both are of the same and of one time, which they leave open"
    remedy = "find out of what and of which day each of them is, and say it, if the source does"
    return Verdict(UNDECIDED, high.iri, low.iri, reason, remedy)
