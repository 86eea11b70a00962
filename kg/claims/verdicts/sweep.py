"""Find the pairs of figures that deserve a verdict, without comparing all with all.

Figures are grouped by what they are about and measure, and swept in the order of their days with a
sorted list of bounds, so that the work is n log n plus the pairs that are found. Each pair is then
judged by ``compare``, which alone decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, combinations, islice, takewhile

from kg.claims.figure import Figure, Rules
from kg.claims.period import Period
from kg.claims.verdicts.denials import denials
from kg.claims.verdicts.growth import grown_fast, grown_soon
from kg.claims.verdicts.pair import compare, counts_otherwise
from kg.claims.verdicts.same_kind import sure_window_of_total, window_of_total
from kg.claims.verdicts.sorted_ends import Bounds, LeastFrom, first_day, lower, upper
from kg.claims.verdicts.verdict import CONTRADICTS, Verdict

_MOST_LOOKED_AT = 200
_NO_DAY = 10**7  # behind every day of the calendar
Pairs = Iterator[tuple[Figure, Figure]]
#: What figures of one measure that compare have in common: unit, scope, basis, whole, counts.
_Description = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What the sweep found.

    ``verdicts`` are the grave ones, contradictions first; ``pairs`` how many pairs of figures about
    one thing there are; ``cut`` whether some verdicts were left out for the limit.
    """

    verdicts: tuple[Verdict, ...]
    pairs: int
    cut: bool


def conflicts(figures: Sequence[Figure], rules: Rules, limit: int = 10) -> Conflicts:
    """The grave verdicts among figures; at most ``limit`` per figure, rule and direction.

    Not comparable pairs are listed where they would contradict if they meant the same, one for a
    figure. Takes O(n log n) time beside what it lists.
    """
    verdicts: dict[tuple[str, str], Verdict] = {}
    cut = False
    pairs = 0
    convert = converter(rules)
    for group in _by_thing(figures):
        about_one_thing = [convert(figure) for figure in group]
        asserted = [figure for figure in about_one_thing if not figure.denied and figure.compares]
        pairs += len(asserted) * (len(asserted) - 1) // 2
        found = denials(about_one_thing, rules)
        verdicts |= {(v.first, v.second): v for v in found if v.grave}
        finder = Finder(asserted, rules, limit)
        for figure, other in finder.candidates():
            key = (min(figure.iri, other.iri), max(figure.iri, other.iri))
            if key not in verdicts:
                verdict = compare(figure, other, rules)
                if verdict.grave:
                    verdicts[key] = verdict
        cut = cut or finder.cut
    ordered = sorted(verdicts.values(), key=lambda v: (v.kind != CONTRADICTS, v.first, v.second))
    return Conflicts(tuple(ordered), pairs, cut)


def all_verdicts(figures: Sequence[Figure], rules: Rules) -> Iterator[Verdict]:
    """A verdict for each pair about one thing, and one for each denial of what others say."""
    convert = converter(rules)
    for about_one_thing in _by_thing(figures):
        yield from denials([convert(figure) for figure in about_one_thing], rules)
        asserted = [figure for figure in about_one_thing if not figure.denied and figure.compares]
        for figure, other in combinations(sorted(asserted, key=lambda f: f.iri), 2):
            yield compare(figure, other, rules)


def _by_thing(figures: Sequence[Figure]) -> Iterable[list[Figure]]:
    """The figures that compare, or are denied, in groups by what they are about."""
    groups: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.compares or figure.against:
            groups[figure.about].append(figure)
    return groups.values()


def converter(rules: Rules) -> Callable[[Figure], Figure]:
    """Brings a figure into the first (by name) of the units that its own converts to, on its days."""
    choices: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for (unit, other), factor in rules.conversions.items():
        choices[unit].append((other, factor))
        choices[other].append((unit, 1 / factor))
    common_unit = {unit: min((unit, 1.0), *others) for unit, others in choices.items()}

    def convert(figure: Figure) -> Figure:
        figure = figure.on_its_days(rules.kinds[figure.measure])
        unit, factor = common_unit.get(figure.unit, (figure.unit, 1.0))
        if unit == figure.unit:
            return figure
        return replace(figure, unit=unit, interval=figure.interval.scaled(factor))

    return convert


class Finder:
    """The candidate pairs of one thing's figures: few enough to compare, and no grave one missing.

    ``limit`` is how many pairs are given for a figure, rule and direction; ``cut`` says afterwards
    whether there were more.
    """

    def __init__(self, figures: Sequence[Figure], rules: Rules, limit: int) -> None:
        self.figures, self.rules, self.limit, self.cut = figures, rules, limit, False

    def candidates(self) -> Pairs:
        """Pairs that may deserve a verdict; one pair can come several times, in either order."""
        yield from self._changed_reports()
        yield from self._counted_otherwise()
        yield from self._dropped_bases()
        by_measure: defaultdict[str, list[Figure]] = defaultdict(list)
        alike: defaultdict[str, defaultdict[_Description, list[Figure]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for f in self.figures:
            by_measure[f.measure].append(f)
            alike[f.measure][f.unit, f.scope, f.basis, f.whole, f.counts].append(f)
        for measure, figures in by_measure.items():
            # First those that compare, so that no number of others hides one of them.
            for description, group in alike[measure].items():
                others = {name: groups.get(description, []) for name, groups in alike.items()}
                yield from self._of_measure(measure, group, others, self.limit)
            related = {
                measure,
                *self.rules.part_of.get(measure, ()),
                self.rules.flow_of.get(measure),
            }
            if len({key for name in related for key in alike.get(name or "", ())}) > 1:
                yield from self._of_measure(measure, figures, by_measure, self.limit)

    def _of_measure(
        self,
        measure: str,
        figures: Sequence[Figure],
        others: Mapping[str, Sequence[Figure]],
        limit: int,
    ) -> Pairs:
        """Figures of a measure with each other, and with those that include what it counts."""
        yield from self._within_measure(measure, figures, limit)
        for whole in self.rules.part_of.get(measure, ()):
            yield from self._larger_parts(figures, others.get(whole, []), limit)
            yield from self._not_surely_grown(figures, others.get(whole, []), limit)
        total = self.rules.flow_of.get(measure, "")
        totals = others.get(total, [])
        for window in (sure_window_of_total, window_of_total):
            yield from self._larger_flows(figures, totals, window)
            if any(f.learnt_from for f in totals):  # also as if the other figure did not say it
                yield from self._larger_flows(figures, totals, partial(_from_ever, window))

    def _first_few(self, figure: Figure, others: Iterable[Figure], limit: int) -> Pairs:
        """Pairs of a figure with the first of some others; notes when there were more."""
        count = 0
        for other in others:
            if other.iri == figure.iri:
                continue
            if count == limit:
                self.cut = self.cut or limit == self.limit
                return
            count += 1
            yield figure, other

    def _changed_reports(self) -> Pairs:
        """One speaker, one day, the same digits, in two documents."""
        if len({f.source for f in self.figures}) < 2:
            return
        first: dict[object, Figure] = {}
        repeated: defaultdict[object, list[Figure]] = defaultdict(list)
        for f in self.figures:
            if f.dated and any(f.stated):
                saying = f.speaker, f.stated, f.as_of
                if first.setdefault(saying, f) is not f:
                    repeated[saying].append(f)
        for key, others in repeated.items():
            reports = [first[key], *others]
            for index, figure in enumerate(reports):
                yield from self._first_few(figure, reports[index + 1 :], self.limit)

    def _counted_otherwise(self) -> Pairs:
        """The same digits for one day, in two documents, of two things that can be mistaken."""
        by_number: defaultdict[object, defaultdict[tuple[str, str], list[Figure]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for f in self.figures:
            if f.dated and any(f.stated):
                by_number[f.stated, f.as_of][f.measure, f.counts].append(f)
        for groups in by_number.values():
            for one, other in combinations(groups.values(), 2):
                if counts_otherwise(one[0], other[0], self.rules):
                    for figure in one:
                        others = (f for f in other if f.source != figure.source)
                        yield from self._first_few(figure, others, self.limit)

    def _dropped_bases(self) -> Pairs:
        """One speaker, the same digits, with a basis and without one."""
        if not any(f.basis for f in self.figures):
            return
        groups: defaultdict[tuple[object, ...], tuple[list[Figure], list[Figure]]] = defaultdict(
            lambda: ([], [])
        )
        for f in self.figures:
            if any(f.stated):
                saying = f.speaker, f.measure, f.unit, f.scope, f.whole, f.stated
                groups[saying][bool(f.basis)].append(f)
        for without_basis, with_basis in groups.values():
            for figure in with_basis:
                yield from self._first_few(figure, without_basis, self.limit)

    def _within_measure(self, measure: str, figures: Sequence[Figure], limit: int) -> Pairs:
        """Figures of one measure, by how it behaves in time."""
        kind = self.rules.kinds[measure]
        if kind.of_a_period:
            yield from self._disjoint(figures, lambda f: f.period, limit)
            yield from self._larger_flows(figures, figures, lambda f: f.period)
            return
        if kind.timeless:
            yield from self._disjoint(figures, lambda _: None, limit)
            return
        yield from self._disjoint([f for f in figures if f.as_of.is_one_day], _day, limit)
        if kind.may_shrink:
            yield from self._perhaps_of_one_day(figures, limit)
        else:
            yield from self._shrinking(figures, limit)
            yield from self._not_surely_grown(figures, figures, limit)
        if kind in self.rules.jumps:
            jump = self.rules.jumps[kind]
            # One after the other: what was earlier is known only until the next figure is looked at.
            for figure, earlier in chain(grown_soon(figures, jump), grown_fast(figures, jump)):
                yield from self._first_few(figure, earlier, limit)

    def _disjoint(
        self, figures: Sequence[Figure], time: Callable[[Figure], object], limit: int
    ) -> Pairs:
        """Figures of one time (by the key that ``time`` gives) of which no number fits both."""
        groups: defaultdict[object, list[Figure]] = defaultdict(list)
        for figure in figures:
            groups[time(figure)].append(figure)
        for group in groups.values():
            if len(group) < 2:
                continue
            rising = sorted(group, key=upper)
            for figure in group:
                yield from self._first_few(figure, _up_to(rising, lower(figure)), limit)

    def _shrinking(self, figures: Sequence[Figure], limit: int) -> Pairs:
        """An earlier figure whose least is above the later one's most."""
        dated = [f for f in figures if f.as_of.first is not None]
        by_end = sorted(
            (f for f in figures if f.as_of.last is not None), key=lambda f: f.as_of.last or 0
        )
        earlier, index = Bounds(lower), 0
        for figure in sorted(dated, key=first_day):
            while index < len(by_end) and (by_end[index].as_of.last or 0) <= first_day(figure):
                earlier.add(by_end[index])
                index += 1
            yield from self._first_few(figure, earlier.from_top(upper(figure)), limit)

    def _not_surely_grown(
        self, figures: Sequence[Figure], smaller: Sequence[Figure], limit: int
    ) -> Pairs:
        """A figure above a smaller one that is not surely of an earlier day."""
        longest = sorted(smaller, key=lambda f: -_last_day(f))
        not_before, index = Bounds(upper), 0
        for figure in sorted(figures, key=lambda f: -first_day(f)):
            while index < len(longest) and _last_day(longest[index]) >= first_day(figure):
                not_before.add(longest[index])
                index += 1
            yield from self._first_few(figure, not_before.up_to(lower(figure)), limit)

    def _perhaps_of_one_day(self, figures: Sequence[Figure], limit: int) -> Pairs:
        """Figures of which no number fits both, and the one of which is not of one known day.

        Looks at so many for each figure as ``_MOST_LOOKED_AT`` says, and notes when it stops there.
        """
        unsure = [figure for figure in figures if not figure.as_of.is_one_day]
        if not unsure:
            return
        rising, falling = sorted(figures, key=upper), sorted(figures, key=lower, reverse=True)
        for figure in unsure:
            for apart in (_up_to(rising, lower(figure)), _down_to(falling, upper(figure))):
                looked_at = list(islice(apart, _MOST_LOOKED_AT + 1))
                self.cut = self.cut or len(looked_at) > _MOST_LOOKED_AT
                others = (f for f in looked_at if f.as_of.meets(figure.as_of))
                yield from self._first_few(figure, others, limit)

    def _larger_parts(self, parts: Sequence[Figure], wholes: Sequence[Figure], limit: int) -> Pairs:
        """A part that is larger than a whole of the same or a later day."""
        latest_first = sorted(
            (f for f in wholes if f.as_of.first is not None), key=lambda f: -first_day(f)
        )
        after, index = Bounds(upper), 0
        dated = [f for f in parts if f.as_of.last is not None]
        for part in sorted(dated, key=lambda f: -(f.as_of.last or 0)):
            while index < len(latest_first) and (
                first_day(latest_first[index]) >= (part.as_of.last or 0)
            ):
                after.add(latest_first[index])
                index += 1
            yield from self._first_few(part, after.up_to(lower(part)), limit)
        by_day: defaultdict[Period, list[Figure]] = defaultdict(list)
        for whole in wholes:
            if whole.dated:
                by_day[whole.as_of].append(whole)
        rising = {day: sorted(group, key=upper) for day, group in by_day.items()}
        for part in dated:
            yield from self._first_few(part, _up_to(rising.get(part.as_of, ()), lower(part)), limit)

    def _larger_flows(
        self,
        inners: Sequence[Figure],
        outers: Sequence[Figure],
        window: Callable[[Figure], Period],
    ) -> Pairs:
        """A flow that is larger than an outer flow, or total, whose window holds its period.

        Of several the one with the least upper end is given.
        """
        tree = LeastFrom(sorted({end for f in outers if (end := window(f).last) is not None}))
        by_begin = sorted(
            (f for f in outers if window(f).last is not None), key=lambda f: window(f).first or -1
        )
        index = 0
        flows = [f for f in inners if f.period.is_known]
        for flow in sorted(flows, key=lambda f: f.period.first or 0):
            while index < len(by_begin) and (window(by_begin[index]).first or -1) <= (
                flow.period.first or 0
            ):
                tree.add(window(by_begin[index]).last or 0, by_begin[index])
                index += 1
            least = tree.least_from(flow.period.last or 0)
            if least is not None and least.iri != flow.iri and lower(flow) >= upper(least):
                yield flow, least


def _from_ever(window: Callable[[Figure], Period], total: Figure) -> Period:
    """The window of a total, from ever where its begin is that of another figure."""
    return Period(None, window(total).last) if total.learnt_from else window(total)


def _last_day(figure: Figure) -> int:
    """The last day that a figure may speak of, to sort by; behind all days where it is not known."""
    return _NO_DAY if figure.as_of.last is None else figure.as_of.last


def _day(figure: Figure) -> Period:
    return figure.as_of


def _down_to(falling: Iterable[Figure], bound: float) -> Iterator[Figure]:
    """Of figures sorted by their lower ends, the highest first, those no lower than a bound."""
    return takewhile(lambda figure: lower(figure) >= bound, falling)


def _up_to(rising: Iterable[Figure], bound: float) -> Iterator[Figure]:
    """Of figures sorted by their upper ends those whose upper end is no higher than a bound."""
    for figure in rising:
        if upper(figure) > bound:
            return
        yield figure
