"""Views: the named rules by which the fact layer chooses among rival claims; pure functions.

None of them weighs confidence: who sounds surest need not be right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.claims.interval import Interval
from kg.errors import UsageError, did_you_mean, nearest
from kg.iris import SRC, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

HULL, LATEST, MOST_INDEPENDENT = "hull", "latest", "most-independent"
ONLY_SOURCE = "only-source"
#: How a person names the rules, with what each means.
RULES = {
    HULL: "all claims; rivals stand side by side, ranges span all that is said",
    LATEST: "of rivals the one that was claimed last",
    MOST_INDEPENDENT: "of rivals the one with most independent origins",
    f"{ONLY_SOURCE}:ID": "claims of one source",
}


class View(NamedTuple):
    """A rule; ``source`` is the IRI that ``only-source`` names."""

    rule: str = HULL
    source: str = ""

    def __str__(self) -> str:
        return f"{self.rule}:{self.source.removeprefix(SRC)}" if self.source else self.rule


def parse_view(text: str) -> View:
    """The view of a name (``latest``, ``only-source:ID``). Raises UsageError for another."""
    rule, colon, source = text.partition(":")
    if rule == ONLY_SOURCE and source:
        return View(rule, expand(source) or SRC + source)
    if rule == ONLY_SOURCE:
        raise UsageError("only-source names no source", "--view", "write only-source:ID")
    if not colon and rule in RULES:
        return View(rule)
    near = nearest(rule, [*RULES, ONLY_SOURCE])
    remedy = did_you_mean(near, then=f"the views are {', '.join(RULES)}")
    raise UsageError(f"there is no view “{text}”", "--view", remedy)


#: First and last day as ISO dates; an empty text is an open or unknown end.
Period = tuple[str, str]


class Option(NamedTuple):
    """One of several values of which only one can hold: the larger ``strength`` wins."""

    name: str
    strength: tuple[int | str, ...]
    periods: frozenset[Period]


def beaten(
    options: Iterable[Option], nested: Callable[[str, str], bool]
) -> dict[str, tuple[str, ...]]:
    """The options that are passed over, each with those that beat it.

    Rivals are options whose times can overlap and of which none is a part of the other
    (``nested``). The strongest are kept first; whatever a kept rival exceeds is passed over, and
    beats nothing itself. Rivals of one strength are all kept.
    """
    kept: list[Option] = []
    lost: dict[str, tuple[str, ...]] = {}
    for option in sorted(options, key=lambda o: (o.strength, o.name), reverse=True):
        winners = tuple(
            rival.name
            for rival in kept
            if rival.strength > option.strength
            and not nested(rival.name, option.name)
            and _can_meet(rival.periods, option.periods)
        )
        if winners:
            lost[option.name] = winners
        else:
            kept.append(option)
    return lost


def rivals(options: Sequence[Option], nested: Callable[[str, str], bool]) -> frozenset[str]:
    """The options beside which another stands that cannot hold as well (see ``beaten``)."""
    found: set[str] = set()
    for index, one in enumerate(options):
        for other in options[index + 1 :]:
            if not nested(one.name, other.name) and _can_meet(one.periods, other.periods):
                found |= {one.name, other.name}
    return frozenset(found)


def _can_meet(ones: Iterable[Period], others: Iterable[Period]) -> bool:
    return any(
        not (a[1] and b[0] and a[1] < b[0]) and not (b[1] and a[0] and b[1] < a[0])
        for a in ones
        for b in others
    )


def union(ranges: Iterable[Interval]) -> Interval:
    """The smallest range that holds all of some ranges; with none, all numbers."""
    cuts = [_cuts(interval) for interval in ranges]
    if not cuts:
        return Interval()
    return _interval(min(low for low, _ in cuts), max(high for _, high in cuts))


def shared(
    ranges: Sequence[tuple[Interval, frozenset[str]]],
) -> tuple[int, tuple[Interval, ...]]:
    """How many origins agree at most, and the ranges of the numbers that so many allow.

    Each range comes with its origins; an origin counts once for a number. Sweeps over the ends of
    the ranges, so it takes n log n time. Where none has an origin, all ranges stand.
    """
    ends: list[tuple[_Cut, bool, frozenset[str]]] = []
    for interval, origins in ranges:
        low, high = _cuts(interval)
        if low < high:
            ends += [(low, True, origins), (high, False, origins)]
    depths = list(_depths(ends))
    best = max((depth for _, depth in depths), default=0)
    if not best:
        return 0, tuple(interval for interval, _ in ranges)
    found: list[Interval] = []
    begin: _Cut | None = None
    for cut, depth in depths:
        if depth == best and begin is None:
            begin = cut
        elif depth < best and begin is not None:
            found.append(_interval(begin, cut))
            begin = None
    return best, tuple(found)


#: A place between two numbers: just below a number (0) or just above it (1).
_Cut = tuple[float, int]
_INFINITY = float("inf")


def _cuts(interval: Interval) -> tuple[_Cut, _Cut]:
    low = (-_INFINITY, 0) if interval.lower is None else (interval.lower, 0)
    high = (_INFINITY, 1) if interval.upper is None else (interval.upper, 1)
    if interval.lower is not None and not interval.lower_inclusive:
        low = (interval.lower, 1)
    if interval.upper is not None and not interval.upper_inclusive:
        high = (interval.upper, 0)
    return low, high


def _interval(low: _Cut, high: _Cut) -> Interval:
    return Interval(
        None if low[0] == -_INFINITY else low[0],
        None if high[0] == _INFINITY else high[0],
        lower_inclusive=low[1] == 0 or low[0] == -_INFINITY,
        upper_inclusive=high[1] == 1 or high[0] == _INFINITY,
    )


def _depths(ends: Sequence[tuple[_Cut, bool, frozenset[str]]]) -> Iterator[tuple[_Cut, int]]:
    """At each cut in order: how many origins allow the numbers just above it."""
    counts: dict[str, int] = {}
    ordered = sorted(ends, key=lambda end: end[0])
    for index, (cut, begins, origins) in enumerate(ordered):
        for origin in origins:
            counts[origin] = counts.get(origin, 0) + (1 if begins else -1)
            if not counts[origin]:
                del counts[origin]
        if index + 1 == len(ordered) or ordered[index + 1][0] != cut:
            yield cut, len(counts)


def allows(interval: Interval, within: Interval) -> bool:
    """Whether a range has a number in common with another."""
    low, high = _cuts(interval)
    other_low, other_high = _cuts(within)
    return max(low, other_low) < min(high, other_high)


def latest(days: Mapping[str, str]) -> frozenset[str]:
    """The claims of the last day (ISO dates; an empty text is before all)."""
    last = max(days.values(), default="")
    return frozenset(claim for claim, day in days.items() if day == last)
