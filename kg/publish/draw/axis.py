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
    """A scale from ``low`` to ``high`` in the unit of the figures, with the ticks that stand on it."""

    low: float
    high: float
    log: bool = False
    ticks: tuple[Tick, ...] = ()

    def place(self, value: float) -> float:
        """Where a figure stands: 0 is the left end, 1 the right one; what lies beyond is put there."""
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
    finite = sorted(value for value in values if math.isfinite(value))
    if not finite:
        return Axis(0.0, 1.0)
    whole = share and all(0 <= value <= 1 for value in finite)
    axis = Axis(0.0, 1.0) if whole else _scale(finite)
    steps = _log_steps(axis) if axis.log else _steps(axis)
    ticks = _fitting_ticks(axis, steps, room, share)
    if axis.log and finite[0] <= 0:
        zero = Tick(0.0, number_text("0", share=share))
        ticks = (zero, *(t for t in ticks if label_span(t, room)[0] >= len(zero.label) + _GAP))
    return replace(axis, ticks=ticks)


def _scale(finite: Sequence[float]) -> Axis:
    """The axis without ticks for figures in ascending order."""
    low, high = finite[0], finite[-1]
    positive = [value for value in finite if value > 0]
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
    densities = [((1, 2, 5), 1), *(((1,), every) for every in range(1, last - first + 1))]
    for digits, every in densities:
        marks = [
            Decimal(digit).scaleb(power)
            for power in range(first, last + 1)
            if power % every == 0
            for digit in digits
        ]
        yield [mark for mark in marks if axis.low <= mark <= axis.high]


def _fitting_ticks(
    axis: Axis, choices: Iterable[list[Decimal]], room: int, share: bool
) -> tuple[Tick, ...]:
    """The ticks of the first choice whose labels fit and stand apart; else one tick, if its label fits.

    ``choices`` are figures to mark, from many to few; ``room`` is in columns.
    """
    last: list[Tick] = []
    for marks in choices:
        ticks = [
            Tick(axis.place(float(mark)), number_text(str(mark), share=share)) for mark in marks
        ]
        spans = [label_span(tick, room) for tick in ticks]
        apart = all(left[1] + _GAP <= right[0] for left, right in pairwise(spans))
        inside = all(end <= room for _, end in spans)
        if ticks and apart and inside and len(ticks) <= 2 * _MOST_TICKS:
            return tuple(ticks)
        last = [tick for tick in ticks if len(tick.label) <= room] or last
    return tuple(last[:1])


def label_span(tick: Tick, room: int) -> tuple[int, int]:
    """The columns that a label takes up, as (first, one after the last), kept inside ``room``."""
    wide = len(tick.label)
    start = round(tick.place * (room - 1)) - wide // 2
    start = max(0, min(start, room - wide))
    return start, start + wide
