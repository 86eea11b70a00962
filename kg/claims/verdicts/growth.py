"""Find growth that is not believed: a figure that is too large for an earlier one at the declared rate.

Each function gives figures that may have grown too fast, each with the earlier ones that it exceeds
in that way, the smallest first, to be taken before the next figure is asked for; ``compare``
decides. The work is n log n.
"""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

from kg.claims.verdicts.sorted_ends import HIGH, Bounds, first_day, lower, upper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.figure import Figure, Jump


def grown_soon(figures: Sequence[Figure], jump: Jump) -> Iterator[tuple[Figure, Iterator[Figure]]]:
    """Growth by the factor of a jump within its days."""
    dated, high = _near_jumps([f for f in figures if f.dated], jump)
    starts = sorted(dated, key=first_day)
    ends = sorted(dated, key=_end)
    window, opened, closed = Bounds(upper), 0, 0
    in_window: set[str] = set()
    for figure in sorted(high, key=first_day):
        while opened < len(ends) and _end(ends[opened]) < first_day(figure):
            window.add(ends[opened])
            in_window.add(ends[opened].iri)
            opened += 1
        oldest = first_day(figure) - jump.days
        while closed < len(starts) and first_day(starts[closed]) < oldest:
            if starts[closed].iri in in_window:
                window.remove(starts[closed])
                in_window.discard(starts[closed].iri)
            closed += 1
        small = window.up_to(lower(figure) / jump.factor)
        yield figure, _of_others(figure, small)


def grown_fast(figures: Sequence[Figure], jump: Jump) -> Iterator[tuple[Figure, Iterator[Figure]]]:
    """Growth at a higher rate than that of a jump, from a figure that is older than its days."""
    if jump.factor <= 0:
        return
    starts = sorted(
        (f for f in figures if f.dated and 0 < upper(f) < HIGH), key=lambda f: -first_day(f)
    )
    long_before = Bounds(lambda f: log(upper(f)) - jump.rate * first_day(f))
    growing = (f for f in figures if f.dated and lower(f) > 0)
    for figure in sorted(growing, key=_end):
        while starts and first_day(starts[-1]) < _end(figure) - jump.days:
            long_before.add(starts.pop())
        most = log(lower(figure)) - jump.rate * _end(figure)
        earlier = (f for f in long_before.up_to(most) if f.as_of.before(figure.as_of))
        yield figure, _of_others(figure, earlier)


def _of_others(figure: Figure, earlier: Iterator[Figure]) -> Iterator[Figure]:
    return (other for other in earlier if other.speaker != figure.speaker)


def _end(figure: Figure) -> int:
    return figure.as_of.last or 0


def _near_jumps(figures: Sequence[Figure], jump: Jump) -> tuple[list[Figure], list[Figure]]:
    """The dated figures among which jumps can be, and those that may be the upper end of one.

    Time is cut into spans of ``jump.days``: who jumped did so from a figure of the same span or of
    the one before. Where no figure is high enough, which is the rule, nothing need be sorted.
    """
    spans: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        spans[first_day(figure) // jump.days].append(figure)
    least = {span: min(map(upper, group)) for span, group in spans.items()}
    high: list[Figure] = []
    near: set[int] = set()
    for span, group in spans.items():
        bound = jump.factor * min(least[span], least.get(span - 1, HIGH))
        if above := [figure for figure in group if lower(figure) > bound]:
            high += above
            near |= {span, span - 1}
    return [figure for span in near for figure in spans.get(span, ())], high
