"""Find the pairs of figures that deserve a verdict, without comparing all with all.

Figures are grouped by what they are about and measure, and swept in the order of their days with a
sorted list of bounds, so that the work is n log n plus the pairs that are found. Each pair is then
judged by ``compare``, which alone decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from kg.claims.figure import Days, Figure, Rules
from kg.claims.verdicts.denials import denials
from kg.claims.verdicts.pair import CONTRADICTS, Verdict, compare
from kg.claims.verdicts.sorted_ends import HIGH, Bounds, LeastFrom, lower, upper

Pairs = Iterator[tuple[Figure, Figure]]
_Key = tuple[str, str, str, str, str]  # what figures that compare have in common


@dataclass(frozen=True, slots=True)
class Conflicts:
    """The grave verdicts, how many pairs there are about one thing, and whether some are unlisted."""

    verdicts: tuple[Verdict, ...]
    pairs: int
    cut: bool


def conflicts(figures: Sequence[Figure], rules: Rules, limit: int = 10) -> Conflicts:
    """The grave verdicts among figures; at most ``limit`` per figure, rule and direction.

    Not comparable pairs are listed where they would contradict if they meant the same, one for a
    figure. Takes O(n log n) time beside what it lists.
    """
    found: dict[tuple[str, str], Verdict] = {}
    cut = False
    common = _in_common_units(rules)
    by_thing: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.interval:
            by_thing[figure.about].append(common(figure))
    pairs = 0
    for everything in by_thing.values():
        group = [figure for figure in everything if not figure.denied]
        pairs += len(group) * (len(group) - 1) // 2
        found |= {(v.first, v.second): v for v in denials(everything, rules)}
        finder = _Finder(group, rules, limit)
        for one, other in finder.candidates():
            key = (min(one.iri, other.iri), max(one.iri, other.iri))
            if key not in found:
                verdict = compare(one, other, rules)
                if verdict.grave:
                    found[key] = verdict
        cut = cut or finder.cut
    ordered = sorted(found.values(), key=lambda v: (v.kind != CONTRADICTS, v.first, v.second))
    return Conflicts(tuple(ordered), pairs, cut)


def all_verdicts(figures: Sequence[Figure], rules: Rules) -> Iterator[Verdict]:
    """A verdict for each pair about one thing, and one for each denial of what others say."""
    by_thing: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.interval:
            by_thing[figure.about].append(figure)
    common = _in_common_units(rules)
    for everything in by_thing.values():
        yield from denials([common(figure) for figure in everything], rules)
        group = [figure for figure in everything if not figure.denied]
        for one, other in combinations(sorted(group, key=lambda f: f.iri), 2):
            yield compare(one, other, rules)


def _in_common_units(rules: Rules) -> Callable[[Figure], Figure]:
    """Brings a figure into the first (by name) of the units that its own converts to."""
    choices: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for (one, other), factor in rules.conversions.items():
        choices[one].append((other, factor))
        choices[other].append((one, 1 / factor))
    common = {unit: min((unit, 1.0), *others) for unit, others in choices.items()}

    def convert(figure: Figure) -> Figure:
        unit, factor = common.get(figure.unit, (figure.unit, 1.0))
        if unit == figure.unit:
            return figure
        return replace(figure, unit=unit, interval=figure.interval.scaled(factor))

    return convert


class _Finder:
    """The candidate pairs of one thing's figures."""

    def __init__(self, group: Sequence[Figure], rules: Rules, limit: int) -> None:
        self.group, self.rules, self.limit, self.cut = group, rules, limit, False

    def candidates(self) -> Pairs:
        yield from self._changed()
        yield from self._dropped()
        measures: defaultdict[str, list[Figure]] = defaultdict(list)
        alike: defaultdict[str, defaultdict[_Key, list[Figure]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for f in self.group:
            measures[f.measure].append(f)
            alike[f.measure][f.unit, f.scope, f.basis, f.whole, f.counts].append(f)
        for measure, figures in measures.items():
            # First those that compare, so that no number of others hides one of them.
            for key, same in alike[measure].items():
                found = {other: groups.get(key, []) for other, groups in alike.items()}
                yield from self._of_measure(measure, same, found, self.limit)
            related = {
                measure,
                *self.rules.part_of.get(measure, ()),
                self.rules.flow_of.get(measure),
            }
            if len({key for other in related for key in alike.get(other or "", ())}) > 1:
                yield from self._of_measure(measure, figures, measures, 1)

    def _of_measure(
        self,
        measure: str,
        figures: Sequence[Figure],
        others: Mapping[str, Sequence[Figure]],
        limit: int,
    ) -> Pairs:
        """Figures of a measure with each other, and with those that include what it counts."""
        yield from self._one_measure(measure, figures, limit)
        for whole in self.rules.part_of.get(measure, ()):
            yield from self._parts(figures, others.get(whole, []), limit)
        total = self.rules.flow_of.get(measure, "")
        yield from self._nested(figures, others.get(total, []), _window_of_total)

    def _take(self, figure: Figure, found: Iterable[Figure], limit: int) -> Pairs:
        """Pair a figure with the first few that were found; notes when there were more."""
        count = 0
        for other in found:
            if other.iri == figure.iri:
                continue
            if count == limit:
                self.cut = self.cut or limit == self.limit
                return
            count += 1
            yield figure, other

    def _changed(self) -> Pairs:
        """One speaker, one day, the same digits, in two documents."""
        if len({f.source for f in self.group}) < 2:
            return
        first: dict[object, Figure] = {}
        same: defaultdict[object, list[Figure]] = defaultdict(list)
        for f in self.group:
            if f.dated and any(f.stated):
                what = f.speaker, f.stated, f.as_of
                if first.setdefault(what, f) is not f:
                    same[what].append(f)
        for shared, others in same.items():
            alike = [first[shared], *others]
            for index, figure in enumerate(alike):
                yield from self._take(figure, alike[index + 1 :], self.limit)

    def _dropped(self) -> Pairs:
        """One speaker, the same digits, with a basis and without one."""
        if not any(f.basis for f in self.group):
            return
        buckets: defaultdict[tuple[object, ...], tuple[list[Figure], list[Figure]]] = defaultdict(
            lambda: ([], [])
        )
        for f in self.group:
            if any(f.stated):
                same = f.speaker, f.measure, f.unit, f.scope, f.whole, f.stated
                buckets[same][bool(f.basis)].append(f)
        for bare, based in buckets.values():
            for figure in based:
                yield from self._take(figure, bare, self.limit)

    def _one_measure(self, measure: str, figures: Sequence[Figure], limit: int) -> Pairs:
        kind = self.rules.kinds.get(measure, "stock")
        if kind == "flow":
            yield from self._apart(figures, lambda f: f.period, limit)
            yield from self._nested(figures, figures, lambda f: f.period)
            return
        yield from self._apart(figures, _moment, limit)
        if kind == "cumulative":
            yield from self._shrinking(figures, limit)
        if kind in self.rules.jumps:
            yield from self._jumps(figures, *self.rules.jumps[kind], limit)

    def _apart(
        self, figures: Sequence[Figure], when: Callable[[Figure], object], limit: int
    ) -> Pairs:
        """Of one time, but no number fits both."""
        buckets: defaultdict[object, list[Figure]] = defaultdict(list)
        for figure in figures:
            buckets[when(figure)].append(figure)
        for same in buckets.values():
            if len(same) < 2:
                continue
            rising = sorted(same, key=upper)
            for figure in same:
                yield from self._take(figure, _below(rising, lower(figure)), limit)

    def _shrinking(self, figures: Sequence[Figure], limit: int) -> Pairs:
        """An earlier figure whose least is above the later one's most."""
        dated = [f for f in figures if f.as_of[0] is not None]
        ends = sorted((f for f in figures if f.as_of[1] is not None), key=lambda f: f.as_of[1] or 0)
        before, index = Bounds(lower), 0
        for figure in sorted(dated, key=lambda f: f.as_of[0] or 0):
            while index < len(ends) and (ends[index].as_of[1] or 0) < (figure.as_of[0] or 0):
                before.add(ends[index])
                index += 1
            yield from self._take(figure, before.from_top(upper(figure)), limit)

    def _jumps(self, figures: Sequence[Figure], factor: float, days: int, limit: int) -> Pairs:
        """An earlier figure, within some days, that the later one exceeds many times."""
        dated, high = _near_jumps([f for f in figures if f.dated], factor, days)
        starts = sorted(dated, key=lambda f: f.as_of[0] or 0)
        ends = sorted(dated, key=lambda f: f.as_of[1] or 0)
        window, opened, closed = Bounds(upper), 0, 0
        inside: set[str] = set()
        for figure in sorted(high, key=lambda f: f.as_of[0] or 0):
            while opened < len(ends) and (ends[opened].as_of[1] or 0) < (figure.as_of[0] or 0):
                window.add(ends[opened])
                inside.add(ends[opened].iri)
                opened += 1
            while closed < len(starts) and (starts[closed].as_of[0] or 0) < (
                (figure.as_of[0] or 0) - days
            ):
                if starts[closed].iri in inside:
                    window.remove(starts[closed])
                    inside.discard(starts[closed].iri)
                closed += 1
            small = window.up_to(lower(figure) / factor)
            others = (f for f in small if f.speaker != figure.speaker)
            yield from self._take(figure, others, limit)

    def _parts(self, parts: Sequence[Figure], wholes: Sequence[Figure], limit: int) -> Pairs:
        """A part that is larger than a whole of the same or a later day."""
        later = sorted(
            (f for f in wholes if f.as_of[0] is not None), key=lambda f: -(f.as_of[0] or 0)
        )
        after, index = Bounds(upper), 0
        dated = [f for f in parts if f.as_of[1] is not None]
        for part in sorted(dated, key=lambda f: -(f.as_of[1] or 0)):
            while index < len(later) and (later[index].as_of[0] or 0) >= (part.as_of[1] or 0):
                after.add(later[index])
                index += 1
            yield from self._take(part, after.up_to(lower(part)), limit)
        same_day: defaultdict[object, list[Figure]] = defaultdict(list)
        for whole in wholes:
            if whole.dated:
                same_day[whole.as_of].append(whole)
        rising = {day: sorted(group, key=upper) for day, group in same_day.items()}
        for part in dated:
            yield from self._take(part, _below(rising.get(part.as_of, ()), lower(part)), limit)

    def _nested(
        self,
        inners: Sequence[Figure],
        outers: Sequence[Figure],
        window: Callable[[Figure], Days],
    ) -> Pairs:
        """A flow that is larger than one outer flow, or total, whose window holds its period."""
        tree = LeastFrom(sorted({end for f in outers if (end := window(f)[1]) is not None}))
        ordered = sorted(
            (f for f in outers if window(f)[1] is not None), key=lambda f: window(f)[0] or -1
        )
        index = 0
        flows = [f for f in inners if f.period[0] is not None and f.period[1] is not None]
        for flow in sorted(flows, key=lambda f: f.period[0] or 0):
            while index < len(ordered) and (window(ordered[index])[0] or -1) <= (
                flow.period[0] or 0
            ):
                tree.add(window(ordered[index])[1] or 0, ordered[index])
                index += 1
            least = tree.least_from(flow.period[1] or 0)
            if least is not None and least.iri != flow.iri and lower(flow) >= upper(least):
                yield flow, least


def _near_jumps(
    figures: Sequence[Figure], factor: float, days: int
) -> tuple[list[Figure], list[Figure]]:
    """The dated figures among which jumps can be, and those that may be the upper end of one.

    Time is cut into spans of ``days``: who jumped did so from a figure of the same span or of the
    one before. Where no figure is high enough, which is the rule, nothing need be sorted.
    """
    spans: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        spans[(figure.as_of[0] or 0) // days].append(figure)
    least = {span: min(map(upper, group)) for span, group in spans.items()}
    high, near = [], set()
    for span, group in spans.items():
        bound = factor * min(least[span], least.get(span - 1, HIGH))
        if above := [figure for figure in group if lower(figure) > bound]:
            high += above
            near |= {span, span - 1}
    return [figure for span in near for figure in spans.get(span, ())], high


def _moment(figure: Figure) -> object:
    """What two figures share that speak of one time: the day, or the text and its date."""
    if figure.as_of[0] is not None and figure.as_of[0] == figure.as_of[1]:
        return figure.as_of
    return figure.source, figure.as_of


def _window_of_total(figure: Figure) -> Days:
    """The time within which what a total counts happened."""
    return figure.period[0], figure.as_of[1]


def _below(rising: Iterable[Figure], bound: float) -> Iterator[Figure]:
    for figure in rising:
        if upper(figure) > bound:
            return
        yield figure
