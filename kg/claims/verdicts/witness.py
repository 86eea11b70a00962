"""A course that satisfies all bounds of a family, where one is found by raising what is too low.

Most figures that are bound to one another can all be true, and one course shows it without a solver.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.verdicts.bounds import Bound, Course, Term

    Value = tuple[Course, int]

_TOLERANCE = 1e-9  # by what part of its numbers a sum of rounded ones may miss a bound
_RAISED = 20  # times that each bound may ask for more, on the average
_PASSES = 50
_ANY = float("inf")


def has_course(bounds: Sequence[Bound], least: Sequence[float]) -> bool:
    """Whether a course of values of 0 or more was found that satisfies all bounds; False says nothing.

    ``least`` is what each bound asks for. All values begin at 0, and each is raised by as little as a
    bound asks for; of the parts of a sum, the one that has the most room below what it can be at most.
    """
    return _Search(bounds, least).succeeds()


class _Search:
    """One search for a course."""

    def __init__(self, bounds: Sequence[Bound], least: Sequence[float]) -> None:
        self._bounds, self._least = bounds, least
        self._values: defaultdict[Value, float] = defaultdict(float)
        self._most: dict[Value, float] | None = None

    def succeeds(self) -> bool:
        broken_by: defaultdict[Value, list[int]] = defaultdict(list)
        for number, bound in enumerate(self._bounds):
            for course, day, times in bound.terms:
                if times < 0 or bound.equal:
                    broken_by[course, day].append(number)
        waiting = deque(range(len(self._bounds)))
        queued = set(waiting)
        left = _RAISED * len(self._bounds)
        while waiting:
            number = waiting.popleft()
            queued.discard(number)
            missing = self._missing(number)
            if not missing:
                continue
            term = self._raised(self._bounds[number], missing)
            left -= 1
            if term is None or left < 0:
                return False
            course, day, times = term
            self._values[course, day] += self._step((course, day), missing / times)
            for other in broken_by[course, day]:
                if other not in queued:
                    queued.add(other)
                    waiting.append(other)
        return True

    def _missing(self, number: int) -> float:
        """By how much a bound is missed: below 0 where a sum is more than it is equal to; 0 where it holds."""
        bound, least = self._bounds[number], self._least[number]
        parts = [times * self._values[course, day] for course, day, times in bound.terms]
        missing = least - sum(parts)
        slack = _TOLERANCE * max(1.0, abs(least), *map(abs, parts))
        return missing if missing > slack or (bound.equal and missing < -slack) else 0.0

    def _raised(self, bound: Bound, missing: float) -> Term | None:
        """The term whose value is raised so that a bound holds; None for none."""
        if missing > 0:  # the whole, and the later day, stand before the part and the earlier day
            return next((term for term in bound.terms if term[2] > 0), None)
        parts = [term for term in bound.terms if term[2] < 0 and term[1] == bound.terms[0][1]]
        if self._most is None:
            self._most = self._at_most()
        most, values = self._most, self._values
        return max(parts, key=lambda t: most.get(t[:2], _ANY) - values[t[:2]], default=None)

    def _step(self, value: Value, asked: float) -> float:
        """By how much a value is raised: as is asked for, or for a part of a sum as far as there is room."""
        room = (self._most or {}).get(value, _ANY) - self._values[value]
        return min(asked, room) if room > 0 else asked

    def _at_most(self) -> dict[Value, float]:
        """What values can be at most, as far as one bound after another says."""
        most: dict[Value, float] = {}
        for _ in range(_PASSES):
            changed = False
            for number, bound in enumerate(self._bounds):
                for value, limit in _limits(bound, self._least[number], most):
                    if limit < most.get(value, _ANY):
                        most[value], changed = limit, True
            if not changed:
                break
        return most


def _limits(bound: Bound, least: float, most: dict[Value, float]) -> Iterator[tuple[Value, float]]:
    """What a bound says that its values can be at most, by what the others can be."""
    for sign in (1, -1) if bound.equal else (1,):
        above = sum(sign * t * most.get((c, d), _ANY) for c, d, t in bound.terms if sign * t > 0)
        if above < _ANY:
            for course, day, times in bound.terms:
                if sign * times < 0:
                    yield (course, day), (above - sign * least) / (-sign * times)
