"""The range of a quantity on a day: what the figures that stand leave of it, by closed forms.

The true course of a quantity is unknown, and each figure bounds it. Of a count that only grows, a figure
of an earlier day says the least for every later one, and a figure of a later day the most for every
earlier one; of what rises and falls, only figures of the day itself say anything. Figures that give
one and the same day, or the same month, are taken to mean one moment of it. Where nothing is left, the
range is that of each camp: each largest group of figures that leave something.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.figure import MeasureKind
from kg.claims.interval import Interval, hull, largest_groups, meet
from kg.claims.period import UNDATED, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.claims.figure import Figure

_NO_DAY = 0  # before every day of the calendar


class Camp(NamedTuple):
    """Figures that leave a range, and the range; ``claims`` are their IRIs, sorted."""

    interval: Interval
    claims: tuple[str, ...]


class DayRange(NamedTuple):
    """What figures leave of a quantity at one time.

    ``day`` is that time as the figures say it (a day, a month), UNDATED where none says one.
    ``claims`` are the IRIs of those that bear the range, sorted. Where nothing is left there are
    ``camps``, and ``interval`` is the range from the first to the last of them; it is ``disputed``
    where that is so whatever day is meant.
    """

    day: Period
    interval: Interval
    claims: tuple[str, ...]
    camps: tuple[Camp, ...] = ()
    disputed: bool = False


class Step(NamedTuple):
    """The range of a quantity on each of some days; None where nothing is left."""

    days: Period
    interval: Interval | None


class _Voice(NamedTuple):
    """What one figure says of the quantity at the time that is asked for."""

    claim: str
    interval: Interval
    own: bool  # whether the figure is of that time


def day_range(figures: Sequence[Figure], kind: MeasureKind) -> DayRange:
    """The range that figures of one quantity leave at the last time that one of them says.

    ``kind`` is how the quantity behaves in time. There is one figure at least, and each has a number.
    """
    figures = [_with_alternatives(figure, figures) for figure in figures]
    time = _last_said([_said(figure, kind) for figure in figures])
    voices = [voice for figure in figures if (voice := _voice(figure, figures, time, kind))]
    left = meet(voice.interval for voice in voices)
    if left is not None:
        return DayRange(time, left, _bearing(voices, left))
    if not time.is_one_day and _is_of_days(kind):
        own = meet(voice.interval for voice in voices if voice.own)
        if own is None:
            return _of_unsure_days(figures, voices, time, kind)
    is_sure = not kind.of_a_period or figures[0].period.is_known
    return _divided(time, voices, disputed=is_sure)


def band(figures: Sequence[Figure], kind: MeasureKind) -> tuple[Step, ...]:
    """The range of every day that figures of one quantity surely bound, in the order of the days.

    Only what holds whichever day of its time a figure means. What rises and falls is bounded on
    single days, and what is of a period, or has one value for ever, on none.
    """
    placed = [figure.on_its_days(kind) for figure in figures]
    if kind is MeasureKind.CUMULATIVE:
        return _growing_band(placed, _first_begin(placed))
    if not _is_of_days(kind):
        return ()
    days = sorted({figure.as_of for figure in placed if figure.as_of.is_one_day})
    return tuple(
        Step(day, meet(figure.interval for figure in placed if figure.as_of == day)) for day in days
    )


def _growing_band(figures: Sequence[Figure], begin: int | None) -> tuple[Step, ...]:
    least: list[tuple[int, Interval]] = []
    most: list[tuple[int, Interval]] = []
    for figure in figures:
        (first, last), ends = figure.as_of, figure.interval
        if last is not None and ends.lower is not None:
            least.append((last, Interval(ends.lower, None, ends.lower_inclusive)))
        if first is not None and ends.upper is not None and not _counts_less(figure, begin):
            most.append((first, Interval(None, ends.upper, upper_inclusive=ends.upper_inclusive)))
    begins = sorted({day for day, _ in least} | {day + 1 for day, _ in most})
    steps: list[Step] = []
    reached, least = Interval(), sorted(least, key=lambda each: each[0])
    # From the last day back: the least of all upper bounds of that day or later.
    above: dict[int, Interval] = {}
    limit, waiting = Interval(), sorted(most, key=lambda each: each[0])
    for day in reversed([_NO_DAY, *begins]):
        while waiting and waiting[-1][0] >= day:
            limit = meet((limit, waiting.pop()[1])) or limit
        above[day] = limit
    position = 0
    for index, day in enumerate([_NO_DAY, *begins]):
        while position < len(least) and least[position][0] <= day:
            reached = meet((reached, least[position][1])) or reached
            position += 1
        until = begins[index] - 1 if index < len(begins) else None
        interval = meet((reached, above[day]))
        if interval is None or interval:
            days = Period(day if day != _NO_DAY else None, until)
            if steps and steps[-1].interval == interval:
                days = Period(steps.pop().days.first, until)
            steps.append(Step(days, interval))
    return tuple(steps)


def _voice(
    figure: Figure, figures: Sequence[Figure], time: Period, kind: MeasureKind
) -> _Voice | None:
    """What a figure says of a time: all that it says where it is of it, else what follows for it."""
    if not _is_of_days(kind):
        return _Voice(figure.iri, figure.interval, own=True)
    own = time == UNDATED or _said(figure, kind) == time
    if kind is not MeasureKind.CUMULATIVE:
        return _Voice(figure.iri, figure.interval, own=True) if own else None
    ends, (first, last) = figure.interval, figure.on_its_days(kind).as_of
    is_part = _counts_less(figure, _first_begin(figures))
    is_earlier = last is not None and time.first is not None and last <= time.first
    is_later = first is not None and time.last is not None and first >= time.last
    interval = Interval(
        ends.lower if own or is_earlier else None,
        ends.upper if (own or is_later) and not is_part else None,
        ends.lower_inclusive,
        ends.upper_inclusive,
    )
    return _Voice(figure.iri, interval, own) if interval else None


def _of_unsure_days(
    figures: Sequence[Figure], voices: Sequence[_Voice], time: Period, kind: MeasureKind
) -> DayRange:
    """The range where figures of one time differ, and may so, being of days that are not known.

    A count has by the end of that time grown to the largest of what they say; of what rises and
    falls there is no more than what each camp says.
    """
    if kind is not MeasureKind.CUMULATIVE:
        return _divided(time, voices, disputed=False)
    last = time.last
    said = [
        _Voice(figure.iri, Interval(ends.lower, None, ends.lower_inclusive), own=True)
        for figure in figures
        if (ends := figure.interval).lower is not None
        and (last is None or _is_up_to(figure.on_its_days(kind).as_of.last, last))
    ]
    left = meet(voice.interval for voice in said) or Interval()  # these alone leave something
    day = UNDATED if last is None else Period(last, last)
    return DayRange(day, left, _bearing([v._replace(own=False) for v in said], left))


def _divided(time: Period, voices: Sequence[_Voice], *, disputed: bool) -> DayRange:
    """The camps of figures that leave nothing together."""
    camps = []
    for group in largest_groups([voice.interval for voice in voices]):
        members = [voices[index] for index in group]
        interval = meet(voice.interval for voice in members)
        if interval is not None:
            camps.append(Camp(interval, tuple(sorted(voice.claim for voice in members))))
    claims = tuple(sorted({claim for camp in camps for claim in camp.claims}))
    return DayRange(time, hull(camp.interval for camp in camps), claims, tuple(camps), disputed)


def _bearing(voices: Sequence[_Voice], left: Interval) -> tuple[str, ...]:
    """The claims of a range: those of its own time, and others where they narrow it."""
    narrowed = meet(voice.interval for voice in voices if voice.own) or Interval()
    low = left.lower, left.lower_inclusive
    high = left.upper, left.upper_inclusive
    is_raised = low != (narrowed.lower, narrowed.lower_inclusive)
    is_lowered = high != (narrowed.upper, narrowed.upper_inclusive)
    return tuple(
        sorted(
            voice.claim
            for voice in voices
            if voice.own
            or (is_raised and (voice.interval.lower, voice.interval.lower_inclusive) == low)
            or (is_lowered and (voice.interval.upper, voice.interval.upper_inclusive) == high)
        )
    )


def _said(figure: Figure, kind: MeasureKind) -> Period:
    """The time of which a figure says to be; UNDATED where it says no end of it."""
    if not _is_of_days(kind):
        return UNDATED
    time = figure.as_of if figure.as_of != UNDATED else figure.period
    return UNDATED if time.last is None else time


def _last_said(times: Iterable[Period]) -> Period:
    """The time that begins last; of several with one begin the shortest; UNDATED where none is said."""
    said = [time for time in times if time != UNDATED]
    return max(said, key=lambda time: (time.first or _NO_DAY, -(time.last or 0)), default=UNDATED)


def _with_alternatives(figure: Figure, figures: Iterable[Figure]) -> Figure:
    """A figure that is given as this or that bounds what it is only from the least to the most of both."""
    if not figure.alternatives:
        return figure
    others = [other.interval for other in figures if other.iri in figure.alternatives]
    return replace(figure, interval=hull([figure.interval, *others]))


def _is_of_days(kind: MeasureKind) -> bool:
    """Whether figures of a kind speak of one day each, on which they bind."""
    return not kind.of_a_period and kind.value != "constant"


def _first_begin(figures: Iterable[Figure]) -> int | None:
    """The earliest day from which one of some counts says to count; None where none says one."""
    return min((f.period.first for f in figures if f.period.first is not None), default=None)


def _counts_less(figure: Figure, begin: int | None) -> bool:
    """Whether a count says to count from a later day than the whole does."""
    own = figure.period.first
    return own is not None and begin is not None and own > begin


def _is_up_to(day: int | None, last: int) -> bool:
    return day is not None and day <= last
