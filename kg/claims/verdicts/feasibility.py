"""The smallest sets of figures that cannot all be true: linear feasibility, decided by HiGHS.

A family of figures (``kg.claims.verdicts.constraints``) is a system of linear bounds. Where no course
is at hand (``witness``) and HiGHS finds none for all of it, the sets to blame are the irreducible inconsistent subsystems: none of
their figures can be left out. They are enumerated as by M. H. Liffiton and others ("Fast, flexible
MUS enumeration", Constraints 21, 2016): a largest choice of figures that holds no known set and lies
in no known consistent choice, which is a problem of whole numbers for HiGHS too, is either consistent
or has a set in it, of which the multipliers of Farkas' lemma (the dual ray) are the beginning.

Who denies a range with two ends says that there are fewer or that there are more: a choice of figures is
impossible where it is so whichever of these is meant of each such denial. Of more ways than ``bounds.MOST_WAYS``
the denials that come last bind nothing, and it is said that there may be more sets.

HiGHS computes with rounded numbers, so nothing is taken from it on trust: the multipliers of each
set are made fractions, and their sum must rule the figures out exactly. They are the arithmetic that
a reader is shown.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from kg.claims.verdicts.bounds import of_few_ways, ways
from kg.claims.verdicts.constraints import families
from kg.claims.verdicts.impossible import Addend, ImpossibleSet, ImpossibleSets, smallest
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.sweep import conflicts
from kg.claims.verdicts.verdict import CONTRADICTS
from kg.claims.verdicts.witness import has_course

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    import highspy

    from kg.claims.figure import Figure, Rules
    from kg.claims.verdicts.bounds import Bound, Family

_MOST_SOLVED = 100  # choices of figures that are looked at in one family
_MOST_PAIRS = 1_000  # contradictions of one figure that are kept out of the sets
_FEW_PAIRS = 3  # contradictions of which each choice of sides is looked at without HiGHS
_STRICTLY = 1e-6  # by what part of itself a bound that is not included is tightened for HiGHS
_LARGEST_PART = 10**6  # denominators of the multipliers


def impossible_sets(figures: Sequence[Figure], rules: Rules, limit: int = 10) -> ImpossibleSets:
    """The smallest sets of three figures or more that cannot all be true; ``limit`` in each family.

    A set that holds two figures which contradict each other is none: they have their own verdict.
    Raises KgError for a measure of no known kind, ImportError without highspy (the extra ``sets``).
    """
    known = {figure.iri: figure for figure in figures}
    found: list[ImpossibleSet] = []
    cut = False
    for family in families(figures, rules):
        sets, is_cut = sets_of_family(family, known, rules, limit)
        found += sets
        cut = cut or is_cut
    return ImpossibleSets(smallest(found), cut)


def sets_of_family(
    family: Family, known: Mapping[str, Figure], rules: Rules, limit: int = 10
) -> tuple[list[ImpossibleSet], bool]:
    """The sets of one family, and whether there may be more; ``known`` has its figures by IRI.

    Raises as ``impossible_sets`` does.
    """
    family = of_few_ways(family)
    if _has_course(family.bounds, ()):
        return [], family.cut
    members = [known[claim] for claim in family.claims]
    swept = conflicts(members, rules, _MOST_PAIRS).verdicts
    own = frozenset(family.claims)  # who denies one of them by name may be no figure
    pairs = [
        (v.first, v.second)
        for v in swept
        if v.kind == CONTRADICTS and own.issuperset((v.first, v.second))
    ]
    if _is_possible_but_for(pairs, family.bounds):
        return [], family.cut
    system = _System(family)
    if system.is_possible(family.claims):
        return [], family.cut or system.unsure
    search = _Search(system, members, pairs, rules, limit)
    found = list(search.sets())
    return found, family.cut or search.cut or system.unsure


def _is_possible_but_for(pairs: Sequence[tuple[str, str]], bounds: Sequence[Bound]) -> bool:
    """Whether no set but those that hold a pair which contradicts itself is surely impossible.

    It is so where a course is at hand without one figure of each pair, whichever. False says nothing.
    """
    if not 0 < len(pairs) <= _FEW_PAIRS:
        return False
    return all(_has_course(bounds, left_out) for left_out in set(map(frozenset, product(*pairs))))


def _has_course(bounds: Iterable[Bound], left_out: Collection[str]) -> bool:
    """Whether a course is at hand that satisfies some bounds without those of some figures (IRIs)."""
    binding = [bound for bound in bounds if bound.claim not in left_out]
    for way in ways(binding):
        chosen = [b for b in binding if not b.side or (b.claim, b.side) in way]
        if has_course(chosen, [_tightened(bound) for bound in chosen]):
            return True
    return False


class _Search:
    """The enumeration of the sets of one family; ``cut`` says afterwards whether it was ended early."""

    def __init__(
        self,
        system: _System,
        figures: Sequence[Figure],
        pairs: Sequence[tuple[str, str]],
        rules: Rules,
        limit: int,
    ) -> None:
        self._system, self._pairs, self._rules, self._limit = system, pairs, rules, limit
        self._by_iri = {figure.iri: figure for figure in figures}
        self.cut = False

    def sets(self) -> Iterator[ImpossibleSet]:
        """The sets of three or more, in the order in which they are met."""
        choices = _Choices(self._by_iri)
        for pair in self._pairs:
            choices.not_all(pair)
        count = 0
        for _ in range(_MOST_SOLVED):
            chosen = choices.largest()
            if chosen is None:
                return
            core = self._system.core(chosen)
            if core is None:
                choices.not_only(chosen)
                continue
            smallest = self._smallest(core)
            choices.not_all(smallest)
            cases = self._system.cases(smallest)
            if len(smallest) > 2 and cases and not self._holds_a_pair(smallest):
                if count == self._limit:
                    self.cut = True
                    return
                count += 1
                yield ImpossibleSet(smallest, cases[0], cases if len(cases) > 1 else ())
        self.cut = True

    def _smallest(self, core: Sequence[str]) -> tuple[str, ...]:
        """A set of which none can be left out, within one that is impossible (the deletion filter)."""
        needed = list(core)
        for claim in core:
            rest = [other for other in needed if other != claim]
            if not self._system.is_possible(rest):
                needed = rest
        return tuple(sorted(needed))

    def _holds_a_pair(self, claims: Sequence[str]) -> bool:
        figures = [self._by_iri[claim] for claim in claims]
        return any(
            compare(one, other, self._rules).kind == CONTRADICTS
            for index, one in enumerate(figures)
            for other in figures[index + 1 :]
            if not one.denied and not other.denied and one.about == other.about
        )


class _System:
    """The bounds of a family as a problem of HiGHS, of which figures are switched on and off.

    ``unsure`` says afterwards whether HiGHS ever gave no answer, which counts as possible.
    """

    def __init__(self, family: Family) -> None:
        self.unsure = False
        self._bounds = family.bounds
        self._rows: dict[tuple[str, int], list[int]] = {}
        columns: dict[object, int] = {}
        rows = []
        for number, bound in enumerate(self._bounds):
            if bound.claim:
                self._rows.setdefault((bound.claim, bound.side), []).append(number)
            rows.append(
                [
                    (columns.setdefault((course, day), len(columns)), times)
                    for course, day, times in bound.terms
                ]
            )
        self._least = [_tightened(bound) for bound in self._bounds]
        self._highs = _problem(
            rows, self._least, [b.least if b.equal else None for b in self._bounds], len(columns)
        )
        self._on = set(self._rows)

    def is_possible(self, claims: Collection[str]) -> bool:
        """Whether some course satisfies all of some figures."""
        return self._proofs(claims) is None

    def core(self, claims: Collection[str]) -> tuple[str, ...] | None:
        """Some of some figures that cannot all be true; None where all can."""
        proofs = self._proofs(claims)
        if proofs is None:
            return None
        if not all(proofs):
            return tuple(sorted(claims))
        core = {bound.claim for proof in proofs for bound, _ in proof if bound.claim}
        return tuple(sorted(core or claims))

    def cases(self, claims: Collection[str]) -> tuple[tuple[Addend, ...], ...]:
        """What rules some figures out, exactly, in each way in which they can be meant.

        Nothing where that is not shown.
        """
        exact = [_exact(proof) for proof in self._proofs(claims) or ()]
        if not exact or not all(map(_rules_out, exact)):
            return ()
        return tuple(dict.fromkeys(map(_addends, exact)))

    def _proofs(self, claims: Collection[str]) -> list[list[tuple[Bound, float]]] | None:
        """The multipliers that rule some figures out, in each way they can be meant; None where they are possible."""
        import highspy

        wanted = set(claims)
        said = [bound for bound in self._bounds if bound.claim in wanted]
        proofs = []
        for way in ways(said):
            self._switch({(claim, 0) for claim in wanted} | way)
            self._highs.run()
            status = self._highs.getModelStatus()
            if status != highspy.HighsModelStatus.kInfeasible:
                self.unsure = self.unsure or status != highspy.HighsModelStatus.kOptimal
                return None
            proofs.append(self._multipliers())
        return proofs

    def _multipliers(self) -> list[tuple[Bound, float]]:
        """The bounds that take part in a proof that there is no course, each with how often."""
        _, exists, ray = self._highs.getDualRay()  # type: ignore[attr-defined]
        if not exists:
            return []
        largest = max(abs(ray))
        sign = 1.0 if sum(float(y) * b for y, b in zip(ray, self._least, strict=True)) > 0 else -1.0
        return [
            (bound, sign * float(times) / largest)
            for bound, times in zip(self._bounds, ray, strict=True)
            if abs(times) > largest * 1e-9
        ]

    def _switch(self, wanted: set[tuple[str, int]]) -> None:
        """Let some sides of figures bind, and no others."""
        chosen = wanted & self._rows.keys()
        for key in chosen ^ self._on:
            for row in self._rows[key]:
                least = self._least[row] if key in chosen else -_infinity()
                self._highs.changeRowBounds(row, least, _infinity())
        self._on = chosen


class _Choices:
    """The choices of figures that are still to be looked at, as a problem of whole numbers."""

    def __init__(self, claims: Iterable[str]) -> None:
        self._column = {claim: number for number, claim in enumerate(claims)}
        count = len(self._column)
        self._highs = _problem([], [], [], count, most=1.0, is_whole=True)

    def largest(self) -> tuple[str, ...] | None:
        """A largest choice that is left; None where there is none."""
        import highspy

        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = self._highs.getSolution().col_value
        return tuple(claim for claim, column in self._column.items() if values[column] > 0.5)

    def not_all(self, claims: Collection[str]) -> None:
        """Choose not all of some figures together from now on."""
        columns = [self._column[claim] for claim in claims]
        ones = [1.0] * len(columns)
        self._highs.addRow(-_infinity(), len(columns) - 1.0, len(columns), columns, ones)

    def not_only(self, claims: Collection[str]) -> None:
        """Choose some figure beside these from now on."""
        columns = [column for claim, column in self._column.items() if claim not in claims]
        self._highs.addRow(1.0, _infinity(), len(columns), columns, [1.0] * len(columns))


def _problem(
    rows: Sequence[Sequence[tuple[int, float]]],
    least: Sequence[float],
    equal: Sequence[float | None],
    columns: int,
    most: float | None = None,
    *,
    is_whole: bool = False,
) -> highspy.Highs:
    """A problem of HiGHS over values of 0 or more (up to ``most``): as many of them as can be.

    ``rows`` are sums, by column and factor, with the least of each, or what it is equal to.
    """
    import highspy
    import numpy as np

    class Silent(highspy.Highs):
        """HiGHS that says nothing: it would greet on stdout before it can be told not to."""

        def enableCallbacks(self) -> None:  # noqa: N802, the constructor calls it
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    highs = Silent()  # type: ignore[no-untyped-call]
    highs.setOptionValue("threads", 1)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, len(rows)
    model.col_lower_ = np.zeros(columns)
    model.col_upper_ = np.full(columns, _infinity() if most is None else most)
    model.col_cost_ = np.full(columns, -1.0 if is_whole else 0.0)
    model.row_lower_ = np.array(least, dtype=float)
    model.row_upper_ = np.array([_infinity() if e is None else e for e in equal], dtype=float)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    matrix.index_ = np.array([column for row in rows for column, _ in row], dtype=np.int32)
    matrix.value_ = np.array([factor for row in rows for _, factor in row], dtype=float)
    if is_whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * columns
    else:  # a presolve, or another method than simplex, leaves no dual ray
        highs.setOptionValue("presolve", "off")
        highs.setOptionValue("solver", "simplex")
        highs.setOptionValue("primal_feasibility_tolerance", 1e-9)
    highs.passModel(model)
    return highs


def _infinity() -> float:
    return float("inf")


def _tightened(bound: Bound) -> float:
    """The bound for HiGHS, which knows no strict ones; ``_rules_out`` decides in the end."""
    return bound.least + (_STRICTLY * max(abs(bound.least), 1.0) if bound.strict else 0.0)


def _fraction(number: float) -> Fraction:
    """A number as it is written: 0.1 is a tenth."""
    return Fraction(repr(float(number)))


def _exact(multipliers: Iterable[tuple[Bound, float]]) -> list[tuple[Bound, Fraction]]:
    """Multipliers as fractions, the largest that a number has being 1."""
    near = [
        (bound, Fraction(times).limit_denominator(_LARGEST_PART)) for bound, times in multipliers
    ]
    largest = max((abs(times) for bound, times in near if bound.least), default=Fraction(0))
    return [(bound, times / largest) for bound, times in near] if largest else near


def _addends(multipliers: Sequence[tuple[Bound, Fraction]]) -> tuple[Addend, ...]:
    """What the figures give to the sum that rules them out, the least of them first."""
    addends = []
    for bound, times in multipliers:
        if bound.claim:
            is_least = bound.least > 0 or (
                bound.least == 0 and all(factor > 0 for _, _, factor in bound.terms)
            )
            least = _fraction(abs(bound.least))
            addends.append(Addend(bound.claim, times, least, is_least, bound.strict))
    return tuple(sorted(addends, key=lambda a: (not a.is_least, a.claim)))


def _rules_out(multipliers: Sequence[tuple[Bound, Fraction]]) -> bool:
    """Whether bounds, each taken so often, add up to more than any course of 0 or more can give."""
    total, is_strict = Fraction(0), False
    values: dict[object, Fraction] = {}
    for bound, times in multipliers:
        if times < 0 and not bound.equal:
            return False
        total += times * _fraction(bound.least)
        is_strict = is_strict or (bound.strict and times > 0)
        for course, day, factor in bound.terms:
            key = course, day
            values[key] = values.get(key, Fraction(0)) + times * _fraction(factor)
    return all(value <= 0 for value in values.values()) and (
        total > 0 or (total == 0 and is_strict)
    )
