"""What figures about one thing surely say of the true courses of its quantities, as linear bounds.

A *course* is the true value of a quantity on every day, which nobody knows. A figure bounds it: of
a count that only grows and that is of an uncertain day ``[e, l]`` it is sure that
``q(l) >= lower`` and ``q(e) <= upper``; a flow within a period is the growth of its total; a stock
binds its own day, and only where that is known; a share of a whole bounds the part by the whole.
Courses are bound to one another: what is limited to a scope, or to a kind, is no more than what is not,
and than what is limited to one in which that is declared to lie; what lies in two that have nothing in
common adds up;
a part is no more than its whole; a declared sum is the sum of its parts. Only what holds under every
reading of what a figure leaves open stands here, so that whatever these bounds rule out is impossible.

A count that does not say from when it counts does so from the earliest day from which another one says
to count; so there is a family of bounds for each such day, over the figures that count from it or later.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.figure import MeasureKind
from kg.claims.joined import Joined
from kg.claims.verdicts.binding import FEWEST, live, readings, together
from kg.claims.verdicts.bounds import (
    ANY_DAY,
    NO_DAY,
    Bound,
    Course,
    Family,
    Term,
    negative,
    of_either_side,
)
from kg.claims.verdicts.sweep import converter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.figure import Figure, Rules

_CONSTANT = "constant"  # the kind of what has one value for ever


def families(figures: Iterable[Figure], rules: Rules) -> Iterator[Family]:
    """The families in which three figures or more could rule one another out.

    Left out are those in which each bound is on one value and courses are merely no more than
    others: what is impossible there is so for two figures. What is superseded, retracted or
    corrected by one of the figures binds nothing, nor does one of several that are given as either/or.
    Raises KgError for a measure of no known kind.
    """
    convert = converter(rules)
    for group in together(live(map(convert, figures), rules), rules):
        if len(group) >= FEWEST:
            readings_of_it, cut = readings(group, rules)
            for reading in readings_of_it:
                for family in _Links(reading.figures, reading.begin, rules).families():
                    yield replace(family, cut=cut)


class _Links:
    """The courses of some figures, what each figure says of them, and how they are bound together."""

    def __init__(self, figures: Sequence[Figure], begin: int | None, rules: Rules) -> None:
        self._begin, self._rules = begin, rules
        self._courses: dict[Course, set[int]] = {}  # with the days that matter
        self._bounds: list[Bound] = []
        self._joined = Joined()
        shares = [f for f in figures if rules.kinds[f.measure] is MeasureKind.SHARE]
        for figure in figures:
            if rules.kinds[figure.measure] is not MeasureKind.SHARE:
                self._add(self._of_figure(figure))
        self._sums = list(self._of_sums())
        self._apart = list(self._of_disjoint())
        for share in shares:
            if not share.denied:
                self._add(self._of_share(share))

    def families(self) -> Iterator[Family]:
        """The families of the courses that are bound together."""
        if (
            not self._sums
            and not self._apart
            and all(len(bound.terms) == 1 and not bound.side for bound in self._bounds)
        ):
            return
        orders = list(self._orders())
        for order in orders:
            self._joined.join(order.part, order.whole)
        for total, parts, _ in self._sums:
            for part in parts:
                self._joined.join(total, part)
        said: defaultdict[object, list[Bound]] = defaultdict(list)
        for bound in self._bounds:
            said[self._joined.root(bound.terms[0][0])].append(bound)
        for root, bounds in said.items():
            claims = {bound.claim for bound in bounds}
            of_more = any(len(bound.terms) > 1 or bound.side for bound in bounds) or any(
                self._joined.root(total) == root
                for total in (*(s[0] for s in self._sums), *(a[0] for a in self._apart))
            )
            if len(claims) >= FEWEST and of_more:
                held = self._held(root, orders)
                yield Family(tuple(sorted(claims)), (*bounds, *held))

    def _add(self, bounds: Iterable[Bound]) -> None:
        for bound in bounds:
            self._bounds.append(bound)
            for course, day, _ in bound.terms:
                self._courses.setdefault(course, set()).add(day)
                self._joined.join(bound.terms[0][0], course)

    def _of_figure(self, figure: Figure) -> Iterator[Bound]:
        """What a figure that is no share surely says."""
        kind = self._rules.kinds[figure.measure]
        (first, last), course = figure.as_of, self._course(figure)
        if kind is MeasureKind.CUMULATIVE:
            begin = figure.period.first
            at_last = () if last is None else _grown(course, begin, last, self._begin)
            at_first = () if first is None else _grown(course, begin, first, self._begin)
        elif kind.of_a_period:
            first, last = figure.period
            at_last = () if last is None else _grown(course, first, last, None)
            at_first = at_last if first is not None else ()
        else:  # a stock of an unknown day says nothing of any day
            at_first = at_last = ((course, course.day, 1.0),) if course.day else ()
        least, most = figure.interval.lower, figure.interval.upper
        below, above = not figure.interval.lower_inclusive, not figure.interval.upper_inclusive
        if figure.denied:
            # Who denies "more than 5" says "at most 5"; who denies "5 to 9" says one of two things.
            if least is not None and most is not None and least > 0:
                yield from of_either_side(figure, at_first, at_last)
                return
            least, most, below, above = most, least if most is None else None, not above, not below
            # It holds on each of its days: what bounds above does so up to the last, below from the first.
            at_first, at_last = at_last, at_first
        if at_last and least is not None:
            yield Bound(at_last, least, figure.iri, strict=below)
        if at_first and most is not None:
            yield Bound(negative(at_first), -most, figure.iri, strict=above)

    def _of_share(self, figure: Figure) -> Iterator[Bound]:
        """What a share of a whole surely says of the courses of the part and of the whole.

        ``part(l) >= least * whole(e)`` and ``part(e) <= most * whole(l)`` for its days ``[e, l]``.
        """
        first, last = figure.as_of
        least = max(figure.interval.lower or 0.0, 0.0)
        most = 1.0 if figure.interval.upper is None else min(figure.interval.upper, 1.0)
        if first is None or last is None:
            return
        for part, whole in self._parts_and_wholes(figure):
            if part.day != ANY_DAY and not first == last == part.day:
                continue
            if least > 0:
                yield Bound(((part, last, 1.0), (whole, first, -least)), 0.0, figure.iri)
            yield Bound(((whole, last, most), (part, first, -1.0)), 0.0, figure.iri)

    def _parts_and_wholes(self, figure: Figure) -> Iterator[tuple[Course, Course]]:
        """The courses of which a share can be, as part and whole: of one unit, kind and basis."""
        measure = self._rules.share_of.get(figure.measure)
        pairs = set()
        for course in self._courses:
            is_end = course.about in (figure.about, figure.whole) and course.measure == measure
            fits = (
                course.basis == figure.basis
                and figure.counts in ("", course.counts)
                and course.scope == figure.scope
            )
            if is_end and fits:
                pairs.add(
                    (course._replace(about=figure.about), course._replace(about=figure.whole))
                )
        return iter(sorted(pairs))

    def _course(self, figure: Figure) -> Course:
        kind = self._rules.kinds[figure.measure]
        day = NO_DAY if kind.value == _CONSTANT else ANY_DAY
        if kind is MeasureKind.STOCK and figure.as_of.is_one_day:
            day = figure.as_of.first or ANY_DAY
        what = figure.about, self._base(figure.measure), figure.unit, figure.counts
        return Course(*what, figure.scope, figure.basis, day)

    def _base(self, measure: str) -> str:
        """The measure whose course a figure bounds: of a flow with a total, that of the total."""
        return self._rules.flow_of.get(measure, measure)

    def _of_sums(self) -> Iterator[tuple[Course, tuple[Course, ...], bool]]:
        """The declared sums of which two parts are bounded: the total, its parts, whether of growths.

        Also where only something wider than the total is: then the total is a course without a figure.
        """
        made: set[Course] = set()
        waiting = sorted(self._rules.sum_of.items())
        while waiting:
            later = []
            for total, parts in waiting:
                bases = sorted(map(self._base, parts))
                present = {course.measure for course in self._courses}
                if len(present.intersection(bases)) < 2:
                    later.append((total, parts))
                    continue
                related = {self._base(total), *bases, *self._wholes(total)}
                for course in sorted(c for c in self._courses if c.measure in related):
                    whole = course._replace(measure=self._base(total))
                    if whole in made:
                        continue
                    made.add(whole)
                    addends = tuple(whole._replace(measure=base) for base in bases)
                    for each in (whole, *addends):
                        self._courses.setdefault(each, set())
                    yield whole, addends, self._rules.kinds[total].of_a_period
            if len(later) == len(waiting):
                return
            waiting = later

    def _of_disjoint(self) -> Iterator[tuple[Course, tuple[Course, ...]]]:
        """The courses that hold two or more others of which the scopes have nothing in common.

        Of several choices of such parts one is given; a figure that it leaves out binds less.
        """
        alike: defaultdict[Course, list[Course]] = defaultdict(list)
        for course in self._courses if self._rules.disjoint else ():
            if course.day != NO_DAY:
                alike[course._replace(scope="")].append(course)
        for courses in alike.values():
            for whole in sorted(courses):
                parts: list[Course] = []
                for course in sorted(courses):
                    is_part = course.scope != whole.scope and (
                        not whole.scope or self._rules.lies_within(course.scope, whole.scope)
                    )
                    if is_part and all(
                        self._rules.are_disjoint(course.scope, part.scope) for part in parts
                    ):
                        parts.append(course)
                if len(parts) > 1:
                    yield whole, tuple(parts)

    def _wholes(self, measure: str) -> set[str]:
        return {self._base(whole) for whole in self._rules.part_of.get(measure, ())}

    def _orders(self) -> Iterator[_Order]:
        """The pairs of courses of which the first is no more than the second."""
        level: defaultdict[str, set[str]] = defaultdict(set)
        growth: defaultdict[str, set[str]] = defaultdict(set)
        for measure in self._rules.part_of:
            of = growth if self._rules.kinds[measure].of_a_period else level
            of[self._base(measure)] |= self._wholes(measure)
        related = bool(self._rules.within)
        stated = {
            name: {getattr(course, name) for course in self._courses} if related else set()
            for name in ("counts", "scope", "basis")
        }
        for course in self._courses:
            limits = list(product(*self._wider(course, stated)))
            for measure in {course.measure} | level[course.measure] | growth[course.measure]:
                is_growth = measure == course.measure or measure not in level[course.measure]
                for counts, scope, basis in limits:
                    for day in {course.day, ANY_DAY}:
                        wider = Course(
                            *(course.about, measure, course.unit, counts, scope), *(basis, day)
                        )
                        if wider != course and wider in self._courses:
                            of_days = course.day == ANY_DAY
                            yield _Order(course, wider, is_growth and of_days)

    def _wider(self, course: Course, stated: Mapping[str, set[str]]) -> Iterator[set[str]]:
        """What may be counted, in what scope and on what basis, where no less is counted.

        Who states no kind or scope counts all of it, or the same. Of an unstated basis nothing is
        known, and what holds of one kind alone for ever says nothing of others. ``stated`` are all
        that the courses name, by field.
        """
        for field, open_too in (("counts", True), ("scope", True), ("basis", False)):
            own: str = getattr(course, field)
            if course.day == NO_DAY:
                yield {own}
                continue
            declared = {each for each in stated[field] if self._rules.lies_within(own, each)}
            yield {own, *declared, *([""] if open_too else [])}

    def _held(self, root: object, orders: Iterable[_Order]) -> Iterator[Bound]:
        """What holds of every course of a family, on all days that matter in it."""
        members = [course for course in self._courses if self._joined.root(course) == root]
        days = sorted({d for c in members for d in (*self._courses[c], c.day) if d != NO_DAY})

        def days_of(course: Course) -> list[int]:
            return days if course.day == ANY_DAY else [course.day]

        for course in members:
            for one, next_day in pairwise(days_of(course)):
                yield Bound(((course, next_day, 1.0), (course, one, -1.0)), 0.0)
        for order in orders:
            if self._joined.root(order.part) == root:
                yield from _no_more(order, days_of(order.part))
        for whole, apart in self._apart:
            if self._joined.root(whole) == root:
                yield from _added_up(whole, apart, days_of(whole))
        for total, parts, of_growth in self._sums:
            if self._joined.root(total) == root:
                yield from _summed(total, parts, days_of(total), of_growth=of_growth)


class _Order(NamedTuple):
    """One course is no more than another; with ``is_growth`` it also grows by no more."""

    part: Course
    whole: Course
    is_growth: bool


def _no_more(order: _Order, days: Sequence[int]) -> Iterator[Bound]:
    part, whole, is_growth = order
    for index, day in enumerate(days):
        level = ((whole, day, 1.0), (part, day, -1.0))
        if is_growth and index:
            before = days[index - 1]
            yield Bound((*level, (whole, before, -1.0), (part, before, 1.0)), 0.0)
        else:
            yield Bound(level, 0.0)


def _added_up(whole: Course, parts: Sequence[Course], days: Sequence[int]) -> Iterator[Bound]:
    """Parts that have nothing in common are together no more than their whole."""
    for day in days:
        yield Bound(((whole, day, 1.0), *((part, day, -1.0) for part in parts)), 0.0)


def _summed(
    total: Course, parts: Sequence[Course], days: Sequence[int], *, of_growth: bool
) -> Iterator[Bound]:
    for index, day in enumerate(days):
        terms: list[Term] = [(total, day, 1.0), *((part, day, -1.0) for part in parts)]
        if of_growth:
            if not index:
                continue
            before = days[index - 1]
            terms += [(total, before, -1.0), *((part, before, 1.0) for part in parts)]
        yield Bound(tuple(terms), 0.0, equal=True)


def _grown(course: Course, begin: int | None, day: int, origin: int | None) -> tuple[Term, ...]:
    """What a course has grown by from a begin to a day; nothing where the day is before it."""
    if begin is not None and day < begin:
        return ()
    if begin is None or begin == origin:
        return ((course, day, 1.0),)
    return ((course, day, 1.0), (course, begin - 1, -1.0))
