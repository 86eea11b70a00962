"""The verdicts that may count, whoever of the speakers stands: for a reader who moves the clocks.

``conflicts`` and ``disagreements`` weigh the claims that stand. Which these are changes with the day
and with the sources that are asked; here all claims are weighed, also those that are withdrawn later,
and each verdict comes with what it needs in order to count among some of them. The browser's
``rules/verdicts.js`` chooses by that, and must give what the two functions give for those claims.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.begins import lacks_begin, states_begin, with_begins
from kg.claims.claim import value_text
from kg.claims.verdicts.denials import denials, without_a_figure
from kg.claims.verdicts.denied_parts import is_asserted, on_a_denied_whole
from kg.claims.verdicts.denied_statements import denied_values, on_a_denial
from kg.claims.verdicts.holders import apart, of_two_subjects, rival_subjects
from kg.claims.verdicts.none_at_all import denied_events
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.sorted_ends import lower, upper
from kg.claims.verdicts.statements import (
    TURNED_ROUND,
    TWO_VALUES,
    at_one_time,
    both_ways,
    by_relation,
    disputed_by_name,
    of_two_dates,
    when,
)
from kg.claims.verdicts.sweep import Finder, converter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.claims.figure import Denial, Figure, Rules
    from kg.claims.period import Period
    from kg.claims.statement import Statement
    from kg.claims.verdicts.relations import Relations
    from kg.claims.verdicts.verdict import Verdict

_SPARE = 20  # so many claims may be withdrawn before a look finds fewer than it would
_FAR = 10**7  # behind every day of the calendar
_MOST_BEGINS = 20  # of more figures that say from when they count the earliest are looked at
_MOST_FLOWS = 500  # of more flows about one thing only the least total is looked at


class Candidate(NamedTuple):
    """A verdict, and what it needs beside both its claims in order to count.

    Of the candidates with one ``question`` only the first of which both claims stand counts. Of two
    ``values`` none may be a part of the other. ``looks`` says how it was found: a look goes from one
    figure to others, in an order, and takes the first few that stand; the verdict counts where one
    look reaches it, i.e. fewer than ``most`` of the figures before it stand (no looks: always). It
    counts only beside the claims that it ``needs``, and ``unless`` one of some others stands.
    """

    verdict: Verdict
    question: tuple[str, ...] = ()
    values: tuple[str, str] | None = None
    looks: tuple[tuple[int, tuple[str, ...]], ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def statement_candidates(claims: Iterable[Statement], relations: Relations) -> Iterator[Candidate]:
    """What ``disagreements`` may give for some of these claims, in the order of each question."""
    claims = [claim.without(()) for claim in claims]  # whoever stands when the two do
    yield from map(Candidate, disputed_by_name(claims))
    yield from _events_of_denied_wholes(claims, relations)
    groups = by_relation(claims)
    yield from _turned_round(groups, relations)
    yield from _rival_subjects(groups, relations)
    for (subject, predicate), group in groups:
        asserted: defaultdict[str, list[Statement]] = defaultdict(list)
        for claim in group:
            if not claim.denies:
                asserted[value_text(claim.object)].append(claim)
        for denial in (claim for claim in group if claim.denies):
            for value in denied_values(denial):
                yield from _denied(denial, asserted.get(value, ()), relations)
        if predicate in relations.single:
            for values in combinations(sorted(asserted), 2):
                yield from _rivals((subject, predicate), values, asserted, relations)
        if predicate not in relations.states:
            for value, same in asserted.items():
                yield from _dates((subject, predicate, value), same, relations)


def figure_candidates(
    figures: Iterable[Figure], rules: Rules, limit: int = 10
) -> Iterator[Candidate]:
    """What ``conflicts`` with this ``limit`` may give for some of these figures.

    Takes O(n log n) time beside what it lists; a look lists a few figures more than ``conflicts``.
    """
    convert = converter(rules)
    by_thing: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.compares or figure.against:
            by_thing[figure.about].append(convert(figure.without(())))
    for group in by_thing.values():
        asserted = [figure for figure in group if not figure.denied and figure.compares]
        for verdict in denials([_but_for_wholes(figure) for figure in group], rules):
            if verdict.grave:
                yield Candidate(verdict)
        yield from _of_denied_wholes(group, rules)
        begins = _begins(asserted)
        finder = _Looks(asserted, rules, limit)
        pairs = {frozenset((a.iri, b.iri)): (a, b) for a, b in finder.candidates()}
        for key, (one, other) in pairs.items():
            for verdict, needs, unless in _by_begins((one, other), begins, rules):
                if verdict.grave:
                    looks = finder.looks[key]
                    always = any(len(before) < most for most, before in looks)
                    yield Candidate(
                        verdict, looks=() if always else tuple(looks), needs=needs, unless=unless
                    )


def _readings(
    against: Iterable[Denial],
) -> Iterator[tuple[Denial, tuple[str, ...], tuple[str, ...]]]:
    """The denials of a whole, each by every claim that says that it is one, and every claim that denies that."""
    for denial in against:
        for part, needs, unless in denial.of_whole.readings() if denial.of_whole else ():
            yield denial._replace(of_whole=part), needs, unless


def _of_a_part(verdict: Verdict, needs: tuple[str, ...], unless: tuple[str, ...]) -> Candidate:
    question = ("part", verdict.first, verdict.second)
    return Candidate(verdict, question, needs=needs, unless=unless)


def _events_of_denied_wholes(
    claims: Iterable[Statement], relations: Relations
) -> Iterator[Candidate]:
    for claim in filter(is_asserted, claims):
        for denial, needs, unless in _readings(claim.whole_denied):
            verdict = on_a_denied_whole(claim, denial, relations)
            if verdict is not None and verdict.grave:
                yield _of_a_part(verdict, needs, unless)


def _but_for_wholes(figure: Figure) -> Figure:
    if not any(denial.of_whole for denial in figure.against):
        return figure
    return replace(figure, against=tuple(d for d in figure.against if d.of_whole is None))


def _of_denied_wholes(group: Iterable[Figure], rules: Rules) -> Iterator[Candidate]:
    for figure in group:
        for denial, needs, unless in _readings(figure.against):
            verdict = without_a_figure(figure, denial, rules)
            if verdict is not None and verdict.grave:
                yield _of_a_part(verdict, needs, unless)


#: By measure the figures that say from when they count, the earliest first.
_Begins = dict[str, list["Figure"]]


def _begins(figures: Iterable[Figure]) -> _Begins:
    begins: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if states_begin(figure):
            begins[figure.measure].append(figure)
    return {m: sorted(some, key=lambda f: (f.begin, f.iri)) for m, some in begins.items()}


def _by_begins(
    pair: tuple[Figure, Figure], begins: _Begins, rules: Rules
) -> Iterator[tuple[Verdict, tuple[str, ...], tuple[str, ...]]]:
    """The verdicts on two figures, with the claims that must stand for each, and those that must not.

    A total whose begin is not stated takes the earliest that one which stands states.
    """
    plain = [figure.without_begin() for figure in pair]
    measures = sorted({f.measure for f in plain if lacks_begin(f, rules.kinds)})
    own = {figure.iri for figure in pair}
    saying = [[f for f in begins.get(m, ()) if f.iri not in own][:_MOST_BEGINS] for m in measures]
    if not any(saying):
        yield compare(*pair, rules), (), ()
        return
    found: list[tuple[Verdict, tuple[str, ...], tuple[str, ...]]] = []
    for chosen in product(*(range(len(some) + 1) for some in saying)):
        thirds = [f for some, at in zip(saying, chosen, strict=True) for f in some[at : at + 1]]
        begun = with_begins([*plain, *thirds], {}, (), rules.kinds)
        gone = tuple(f.iri for some, at in zip(saying, chosen, strict=True) for f in some[:at])
        verdict = compare(begun[0], begun[1], rules)
        found.append((verdict, tuple(f.iri for f in thirds), gone))
    if len({verdict for verdict, _, _ in found}) == 1:
        yield found[0][0], (), ()
    else:
        yield from found


def event_candidates(
    claims: Iterable[Statement], figures: Iterable[Figure], rules: Rules
) -> Iterator[Candidate]:
    """What ``denied_events`` may give for some of these claims and figures."""
    claims = [claim.without(()) for claim in claims]
    figures = [figure.without(()) for figure in figures]
    verdicts = denied_events([claim._replace(wholes=()) for claim in claims], figures, rules)
    yield from (Candidate(verdict) for verdict in verdicts if verdict.grave)
    direct = {(verdict.first, verdict.second) for verdict in verdicts}
    for claim in claims:
        for part, needs, unless in (each for whole in claim.wholes for each in whole.readings()):
            for verdict in denied_events([claim._replace(wholes=(part,))], figures, rules):
                if verdict.grave and (verdict.first, verdict.second) not in direct:
                    yield _of_a_part(verdict, needs, unless)


def _denied(
    denial: Statement, asserted: Iterable[Statement], relations: Relations
) -> Iterator[Candidate]:
    for claim in asserted:
        verdict = on_a_denial(claim, denial, relations)
        if verdict is not None and verdict.grave:
            yield Candidate(verdict)


def _turned_round(
    groups: Sequence[tuple[tuple[str, str], Sequence[Statement]]], relations: Relations
) -> Iterator[Candidate]:
    for pair, forth, back in both_ways(groups):
        for verdict in _of_one_time(forth, back, TURNED_ROUND, relations):
            yield Candidate(verdict, ("turned", *pair))


def _rival_subjects(
    groups: Sequence[tuple[tuple[str, str], Sequence[Statement]]], relations: Relations
) -> Iterator[Candidate]:
    for names, some, others in rival_subjects(groups, relations):
        for own, rest in apart(some, others):
            for pair in _meeting(own, rest, partial(when, relations=relations, sure=False)):
                yield Candidate(of_two_subjects(pair), ("subjects", *names))


def _rivals(
    of: tuple[str, str],
    values: tuple[str, str],
    asserted: dict[str, list[Statement]],
    relations: Relations,
) -> Iterator[Candidate]:
    """The claims of two values by their begin, each with those of the other value before it that
    can speak of one time, the one that lasts longest first."""
    one, other = values
    for verdict in _of_one_time(asserted[one], asserted[other], TWO_VALUES, relations):
        yield Candidate(verdict, ("values", *of, *values), values)


def _of_one_time(
    one: Sequence[Statement], other: Sequence[Statement], why: str, relations: Relations
) -> Iterator[Verdict]:
    """The verdicts on the pairs of two lists that speak of one time, then on those that may."""
    for sure in (True, False):
        for pair in _meeting(one, other, partial(when, relations=relations, sure=sure)):
            yield at_one_time(pair, why, sure=sure)


def _meeting(
    one: Sequence[Statement], other: Sequence[Statement], time: Callable[[Statement], Period]
) -> Iterator[tuple[Statement, Statement]]:
    """The pairs of two lists that can speak of one time, by the later begin; then the longest first."""
    sides = [(time(claim), claim, 0) for claim in one] + [
        (time(claim), claim, 1) for claim in other
    ]
    sides.sort(key=lambda item: (item[0].first or 0, item[2], item[1].iri))
    for place, (period, claim, side) in enumerate(sides):
        rivals = [(its, rival) for its, rival, its_side in sides[:place] if its_side != side]
        rivals.sort(key=lambda rival: -(_FAR if rival[0].last is None else rival[0].last))
        for its, rival in rivals:
            if its.meets(period):
                yield (rival, claim) if side == 1 else (claim, rival)


def _dates(
    question: tuple[str, str, str], same: Sequence[Statement], relations: Relations
) -> Iterator[Candidate]:
    """Pairs of claims on what happened of which one says that it was over before the other begins."""
    ends = sorted(
        (c for c in same if c.period.last is not None), key=lambda c: (c.period.last, c.iri)
    )
    begins = [c for c in same if c.period.first is not None]
    begins.sort(key=lambda c: (c.period.first or 0, c.iri), reverse=True)
    for first in ends:
        for last in begins:
            verdict = of_two_dates(first, last, relations)
            if verdict is not None and verdict.grave:
                yield Candidate(verdict, ("dates", *question))


class _Looks(Finder):
    """The candidate pairs of one thing's figures, past the limit, with the looks that find them."""

    def __init__(self, group: Sequence[Figure], rules: Rules, limit: int) -> None:
        super().__init__(group, rules, limit)
        self.looks: defaultdict[frozenset[str], list[tuple[int, tuple[str, ...]]]] = defaultdict(
            list
        )

    def _first_few(
        self, figure: Figure, others: Iterable[Figure], limit: int
    ) -> Iterator[tuple[Figure, Figure]]:
        before: list[str] = []
        rivals = (other for other in others if other.iri != figure.iri)
        for other in islice(rivals, limit + _SPARE):
            self.looks[frozenset((figure.iri, other.iri))].append((limit, tuple(before)))
            before.append(other.iri)
            yield figure, other

    def _larger_flows(
        self,
        inners: Sequence[Figure],
        outers: Sequence[Figure],
        window: Callable[[Figure], Period],
    ) -> Iterator[tuple[Figure, Figure]]:
        if len(outers) > _MOST_FLOWS:
            for flow, least in super()._larger_flows(inners, outers, window):
                self.looks[frozenset((flow.iri, least.iri))].append((1, ()))
                yield flow, least
            return
        rising = sorted((f for f in outers if window(f).last is not None), key=upper)
        for flow in inners:
            if flow.period.is_known:
                holding = (total for total in rising if flow.period.within(window(total)))
                yield from self._first_few(flow, _exceeded(flow, holding), 1)


def _exceeded(flow: Figure, rising: Iterable[Figure]) -> Iterator[Figure]:
    """The totals that a flow is larger than; where it is the least itself there is none."""
    for total in rising:
        if total.iri == flow.iri or lower(flow) < upper(total):
            return
        yield total
