"""An axis for figures: linear or logarithmic, with ticks at 1, 2 and 5 whose labels fit."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.claims.figure_words import number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: From this ratio of the largest figure to the smallest on, the scale is logarithmic.
LOG_FROM = 100
_MOST_TICKS = 8
_GAP = 2  # columns between two labels
_PAD = 0.06  # of the span, beyond the outermost figures
# An axis from a figure of less than this part of the largest one begins at 0.
_FROM_ZERO = 0.5
_LEAST = sys.float_info.min
_LEAST_LOG, _MOST_LOG = math.log(_LEAST), math.log(sys.float_info.max)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis: where (0 to 1) and what stands at it."""

    place: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """What maps a figure to a place between 0 (left) and 1 (right)."""

    low: float
    high: float
    log: bool = False
    ticks: tuple[Tick, ...] = ()

    def place(self, value: float) -> float:
        """Where a figure stands; what lies beyond an end is put at that end."""
        if value <= self.low:
            return 0.0
        if value >= self.high:
            return 1.0
        if self.log:
            low, high = math.log(self.low), math.log(self.high)
            return (math.log(value) - low) / (high - low)
        return (value - self.low) / (self.high - self.low)


def axis_of(values: Iterable[float], room: int, *, share: bool = False) -> Axis:
    """The axis on which all these figures stand; its labels fit into ``room`` columns.

    A share has 0% to 100%. The scale is logarithmic where the largest figure is more than 100
    times the smallest above 0; a figure of 0 then stands at the left end.
    """
    known = sorted(value for value in values if math.isfinite(value))
    if not known:
        return Axis(0.0, 1.0)
    whole = share and all(0 <= value <= 1 for value in known)
    axis = Axis(0.0, 1.0) if whole else _domain(known)
    steps = _log_steps(axis) if axis.log else _steps(axis)
    ticks = _fitting(axis, steps, room, share)
    if axis.log and known[0] <= 0:
        zero = Tick(0.0, number_text("0", share=share))
        ticks = (zero, *(t for t in ticks if label_span(t, room)[0] >= len(zero.label) + _GAP))
    return replace(axis, ticks=ticks)


def _domain(known: Sequence[float]) -> Axis:
    low, high = known[0], known[-1]
    positive = [value for value in known if value > 0]
    if low >= 0 and positive and high / positive[0] > LOG_FROM:
        least, most = math.log(positive[0]), math.log(high)
        pad = (most - least) * _PAD
        return Axis(
            max(math.exp(max(least - pad, _LEAST_LOG)), _LEAST),
            math.exp(min(most + pad, _MOST_LOG)),
            log=True,
        )
    if low == high:
        around = abs(low) * 0.2 or 1.0
        return Axis(low - around if low else 0.0, high + around)
    if 0 <= low < high * _FROM_ZERO:
        return Axis(0.0, high + high * _PAD)
    pad = (high - low) * _PAD
    return Axis(low - pad, high + pad)


def _steps(axis: Axis) -> Iterator[list[Decimal]]:
    """Ticks at multiples of 1, 2, 5 times a power of ten, from many to few."""
    low, high = Decimal(repr(axis.low)), Decimal(repr(axis.high))
    power = Decimal(1).scaleb(((high - low) / _MOST_TICKS).adjusted())
    for scale in range(4):
        for digit in (1, 2, 5):
            step = power.scaleb(scale) * digit
            first, last = math.ceil(low / step), math.floor(high / step)
            if last - first < _MOST_TICKS:
                yield [number * step for number in range(first, last + 1)]


def _log_steps(axis: Axis) -> Iterator[list[Decimal]]:
    """Ticks at 1, 2, 5 of each power of ten; at each power; at every second, third… power."""
    first, last = math.floor(math.log10(axis.low)), math.ceil(math.log10(axis.high))
    ways = [((1, 2, 5), 1), *(((1,), every) for every in range(1, last - first + 1))]
    for digits, every in ways:
        marks = [
            Decimal(digit).scaleb(power)
            for power in range(first, last + 1)
            if power % every == 0
            for digit in digits
        ]
        yield [mark for mark in marks if axis.low <= mark <= axis.high]


def _fitting(
    axis: Axis, choices: Iterable[list[Decimal]], room: int, share: bool
) -> tuple[Tick, ...]:
    """The first choice whose labels fit and stand apart; else one label, if one fits."""
    last: list[Tick] = []
    for marks in choices:
        ticks = [
            Tick(axis.place(float(mark)), number_text(str(mark), share=share)) for mark in marks
        ]
        spans = [label_span(tick, room) for tick in ticks]
        apart = all(one[1] + _GAP <= other[0] for one, other in pairwise(spans))
        inside = all(end <= room for _, end in spans)
        if ticks and apart and inside and len(ticks) <= 2 * _MOST_TICKS:
            return tuple(ticks)
        last = [tick for tick in ticks if len(tick.label) <= room] or last
    return tuple(last[:1])


def label_span(tick: Tick, room: int) -> tuple[int, int]:
    """The columns of a label (first, one after the last), kept inside the axis."""
    wide = len(tick.label)
    start = round(tick.place * (room - 1)) - wide // 2
    start = max(0, min(start, room - wide))
    return start, start + wide
