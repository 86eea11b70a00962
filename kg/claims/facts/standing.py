"""How the range of a quantity stands: confirmed, set against other figures, or left undecided."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.facts.edges import CONFIRMED_FROM
from kg.claims.interval import meet, most_agreed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.claims.figure import Figure, Rules
    from kg.claims.interval import Interval
    from kg.claims.verdicts.assessment import Assessment
    from kg.claims.verdicts.impossible import ImpossibleSet
    from kg.claims.verdicts.verdict import Verdict


class Standing(NamedTuple):
    """How figures that bear one range stand.

    ``confirmed``: two independent origins state the same of one day, or of one period, and every
    verdict beside other figures leaves them be. ``against`` are the verdicts that contradict one of
    the figures, ``undecided`` those that may.
    """

    confirmed: bool
    against: tuple[Verdict, ...]
    undecided: tuple[Verdict, ...]


def standing(
    bearing: Sequence[Figure],
    assessment: Assessment,
    rules: Rules,
    origins: Callable[[Iterable[str]], frozenset[str]],
    interval: Interval,
) -> Standing:
    """How the figures that bear a range stand beside all others that stand about their thing.

    ``assessment`` is that of all these figures; ``origins`` gives the independent origins of claims,
    ``interval`` is the range. Where not all verdicts are listed, nothing is confirmed. Raises KgError
    for a measure of no known kind.
    """
    claims = [figure.iri for figure in bearing]
    against, undecided = assessment.against(claims), assessment.undecided(claims)
    is_clear = not (against or undecided or {f.about for f in bearing} & assessment.unlisted)
    agreed = is_clear and _state_the_same(bearing, rules, origins, interval)
    return Standing(agreed, against, undecided)


def _state_the_same(
    figures: Sequence[Figure],
    rules: Rules,
    origins: Callable[[Iterable[str]], frozenset[str]],
    interval: Interval,
) -> bool:
    """Whether all figures are of one day or period, and independent origins state the range of it.

    Of what is one number for ever every day is the same.

    Figures with two ends do so where they share more than one number, or the one that somebody states:
    "500 to 600" and "600 to 700" merely touch. Those with one end must have the same:
    "more than 5" and "less than 9" allow one number that neither states. What they state must be the
    whole range: a third figure that narrows it further stands alone with that.
    """
    moments = set()
    for figure in figures:
        kind = rules.kinds[figure.measure]
        if not kind.timeless:
            moments.add(figure.period if kind.of_a_period else figure.on_its_days(kind).as_of)
    if len(moments) > 1:
        return False
    is_period = all(rules.kinds[figure.measure].of_a_period for figure in figures)
    if not all(moment.is_known if is_period else moment.is_one_day for moment in moments):
        return False
    closed: list[tuple[Interval, frozenset[str]]] = []
    half_open: defaultdict[Interval, set[str]] = defaultdict(set)
    for figure in figures:
        own = origins([figure.iri])
        if figure.interval.lower is None or figure.interval.upper is None:
            half_open[figure.interval] |= own
        else:
            closed.append((figure.interval, own))
    shared = meet(ends for ends, _ in closed)
    is_stated = shared is not None and (
        shared.lower != shared.upper or any(ends == shared for ends, _ in closed)
    )
    if is_stated and shared == interval and most_agreed(closed)[0] >= CONFIRMED_FROM:
        return True
    return len(half_open.get(interval, ())) >= CONFIRMED_FROM


class Sets(NamedTuple):
    """The sets that cannot all be true, by the claims (IRIs) that are in one.

    ``unsure`` are claims of which it is not known whether they are in another.
    """

    by_claim: Mapping[str, tuple[ImpossibleSet, ...]]
    unsure: frozenset[str]

    def of(self, claims: Iterable[str]) -> tuple[ImpossibleSet, ...]:
        """The sets of which one of some claims is a part, each once."""
        return tuple(dict.fromkeys(s for claim in claims for s in self.by_claim.get(claim, ())))


def sets_among(figures: Sequence[Figure], rules: Rules) -> Sets:
    """The sets of some figures, which are all that stand, that cannot all be true.

    Of figures that are bound to one another by a sum or a flow it is not known where the search among
    them was cut, or where the extra ``sets`` is missing and no course is at hand that shows that they can
    be true.
    """
    from kg.claims.verdicts.constraints import families
    from kg.claims.verdicts.feasibility import sets_of_family
    from kg.claims.verdicts.impossible import smallest

    known = {figure.iri: figure for figure in figures}
    found: list[ImpossibleSet] = []
    unsure: set[str] = set()
    for family in families(figures, rules):
        try:
            sets, is_cut = sets_of_family(family, known, rules)
        except ImportError:
            sets, is_cut = [], True
        found += sets
        if is_cut:
            unsure.update(family.claims)
    by_claim: defaultdict[str, list[ImpossibleSet]] = defaultdict(list)
    for impossible in smallest(found):
        for claim in impossible.claims:
            by_claim[claim].append(impossible)
    return Sets({claim: tuple(sets) for claim, sets in by_claim.items()}, frozenset(unsure))
