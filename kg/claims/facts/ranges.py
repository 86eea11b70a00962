"""Facts about figures: by the chosen view, one range for each quantity that sources estimate."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.facts.day_range import DayRange, band, day_range
from kg.claims.facts.denied import on_a_range
from kg.claims.facts.edges import DENIES_IT
from kg.claims.facts.quads import implied_quads, standing_quads
from kg.claims.facts.standing import sets_among, standing
from kg.claims.facts.view import LATEST, MOST_INDEPENDENT, latest_claims
from kg.claims.interval import hull, most_agreed, overlap
from kg.claims.limits import STATED_BY, in_words, is_term, limits_in
from kg.claims.period import UNDATED, Period
from kg.claims.verdicts.assessment import assess
from kg.claims.verdicts.same_kind import takes_the_place_of
from kg.claims.verdicts.verdict import CONTRADICTS
from kg.iris import CURRENT_VIEW, KG, RDF, SRC, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.claims.facts.day_range import Camp, Step
    from kg.claims.facts.edges import Basis
    from kg.claims.facts.standing import Sets
    from kg.claims.figure import Figure, MeasureKind, Rules
    from kg.claims.interval import Interval
    from kg.claims.verdicts.assessment import Assessment
    from kg.claims.verdicts.impossible import ImpossibleSet
    from kg.claims.verdicts.verdict import Verdict

_TERMS = ("about", "measure", "unit", "counts")


class Quantity(NamedTuple):
    """What figures must share to speak of one thing; ``period`` only for what counts within one.

    Terms are IRIs; an empty text says that nothing is stated.
    """

    about: str
    measure: str
    unit: str
    counts: str
    scope: str
    basis: str
    whole: str
    period: Period = UNDATED

    def described(self, label: Callable[[str], str]) -> str:
        """In words: ``personnel killed of the Storm Corps (person; in Kursk)``.

        ``label`` gives the label of an IRI.
        """
        counted = label(self.counts or self.unit).removesuffix(" (unit)")
        limits = in_words(self.scope, label), in_words(self.basis, label)
        notes = (counted, label(self.whole) if self.whole else "", *limits)
        noted = "; ".join(note for note in notes if note)
        return f"{label(self.measure)} of {label(self.about)} ({noted})"


class RangeFact(NamedTuple):
    """The range of a quantity under a view, at the last time that is said; an end that is None is open.

    ``supported_by`` and ``passed_over`` are IRIs of claims. ``origins`` counts the independent
    origins of the claims that bear it. ``confirmed``, ``against`` and ``undecided`` are as in
    ``Standing``; it is ``disputed`` where somebody denies all that it holds, ``against`` holds a verdict,
    ``impossible`` the sets that cannot all be true and have one of its claims, or the figures leave nothing: then ``camps`` are the ranges that parts of them leave, and ``interval`` is
    from the first to the last of these. ``day`` is the time that the range is of, as figures say it
    (UNDATED where none does); ``figures`` are all that stand, also of other days, and ``kind`` is how
    the quantity behaves in time.
    """

    of: Quantity
    interval: Interval
    supported_by: tuple[str, ...]
    passed_over: tuple[str, ...]
    origins: int
    confirmed: bool = False
    disputed: bool = False
    implied_only: bool = False
    against: tuple[Verdict, ...] = ()
    undecided: tuple[Verdict, ...] = ()
    day: Period = UNDATED
    camps: tuple[Camp, ...] = ()
    figures: tuple[Figure, ...] = ()
    kind: MeasureKind | None = None
    impossible: tuple[ImpossibleSet, ...] = ()

    @property
    def iri(self) -> str:
        """The IRI of its node; the same whenever a range of the same quantity is derived."""
        key = repr((*self.of[:-1], tuple(self.of.period)))
        return f"{CURRENT_VIEW}/r/{hashlib.sha256(key.encode()).hexdigest()[:16]}"

    @property
    def extent(self) -> str:
        """The range in words: ``40%–60%``, ``more than 6,000``, ``any number``, ``600, or 1,000 or more``."""
        is_share = self.of.unit == KG + "ratio"
        parts = [camp.interval for camp in self.camps] or [self.interval]
        return ", or ".join(interval_text(part, share=is_share) for part in parts)

    @property
    def said(self) -> str:
        """The range and the time that it is of: ``more than 6,000 [of 2025-06]``."""
        day = self.day.in_words()
        return f"{self.extent} [of {day}]" if day else self.extent

    @property
    def band(self) -> tuple[Step, ...]:
        """The range of every day that the figures surely bound; of one figure it says nothing more."""
        if self.kind is None or len(self.figures) < 2:
            return ()
        return band(self.figures, self.kind)


def interval_text(interval: Interval, *, share: bool) -> str:
    """A range in words; ``share`` says that it is of parts of one."""
    from kg.claims.figure_words import span_text  # its decimal is nothing that a query needs

    lower, upper = (None if n is None else repr(float(n)) for n in (interval.lower, interval.upper))
    inclusive = interval.lower_inclusive, interval.upper_inclusive
    return span_text(lower, upper, inclusive=inclusive, share=share) or "any number"


def step_text(step: Step, *, share: bool) -> tuple[str, str]:
    """Days, and the range on them: ``from 2025-04-30``, ``4,230 or more``."""
    first, last = step.days
    if first is None and last is not None:
        days = f"up to {Period(last, last).in_words()}"
    elif last is None and first is not None:
        days = f"from {Period(first, first).in_words()}"
    else:
        days = step.days.in_words().replace("/", " to ")
    if step.interval is None:
        return days, "nothing fits all figures"
    return days, interval_text(step.interval, share=share)


class HedgedFigure(NamedTuple):
    """A figure with what the view needs beside it.

    ``stance`` and ``modality`` are IRIs; ``known`` is the day from which the claim could be known,
    as an ordinal (None: not said). ``implied`` says that no words of the text make the claim.
    """

    figure: Figure
    stance: str
    modality: str
    known: int | None
    implied: bool = False

    @property
    def day(self) -> int | None:
        """The last day of which the figure speaks, else the one from which it was known."""
        last = self.figure.as_of.last
        return self.known if last is None else last


def quantity(figure: Figure, kinds: Mapping[str, MeasureKind]) -> Quantity:
    """The quantity that a figure estimates; ``kinds`` says how each measure behaves in time.

    Raises KgError for a measure of no known kind.
    """
    period = figure.period if kinds[figure.measure].of_a_period else UNDATED
    return Quantity(*figure.matter, period)


def derive_ranges(
    figures: Iterable[HedgedFigure], rules: Rules, basis: Basis
) -> tuple[list[RangeFact], dict[str, str]]:
    """A range for each quantity; and by claim why its figure has no part in it.

    Raises KgError for a measure of no known kind.
    """
    groups: defaultdict[Quantity, list[HedgedFigure]] = defaultdict(list)
    for hedged in figures:
        groups[quantity(hedged.figure, rules.kinds)].append(hedged)
    live = [h.figure for group in groups.values() for h in group]
    live = [figure for figure in live if basis.is_asked(figure.iri, figure.source)]
    assessment = assess(live, rules)
    sets = sets_among(live, rules)
    ranges: list[RangeFact] = []
    reasons: dict[str, str] = {}
    for of in sorted(groups, key=repr):
        range_fact, own_reasons = _derive_range(of, groups[of], rules, basis, assessment)
        reasons |= own_reasons
        if range_fact is not None:
            ranges.append(_beside_sets(range_fact, sets))
    return ranges, reasons


def _beside_sets(fact: RangeFact, sets: Sets) -> RangeFact:
    """The range, disputed where its figures cannot all be true together with others."""
    impossible = sets.of(fact.supported_by)
    if impossible:
        return fact._replace(confirmed=False, disputed=True, impossible=impossible)
    return fact._replace(confirmed=fact.confirmed and sets.unsure.isdisjoint(fact.supported_by))


def _derive_range(
    of: Quantity, group: Sequence[HedgedFigure], rules: Rules, basis: Basis, assessment: Assessment
) -> tuple[RangeFact | None, dict[str, str]]:
    """The range of one quantity, None where no figure bears it; and why the others bear none."""
    reasons: dict[str, str] = {}
    usable: list[HedgedFigure] = []
    for hedged in group:
        figure = hedged.figure
        reason = basis.refusal(figure.iri, figure.source, hedged.stance, hedged.modality)
        if not reason and not figure.interval:
            reason = "it gives no number"
        if reason:
            reasons[figure.iri] = reason
        else:
            usable.append(hedged)
    denying = [h.figure for h in group if reasons.get(h.figure.iri) == DENIES_IT]
    reasons |= _outdated([hedged.figure for hedged in usable], rules.kinds[of.measure])
    current = [hedged for hedged in usable if hedged.figure.iri not in reasons]
    if not current:
        return None, reasons
    kind = rules.kinds[of.measure]
    left, passed_over = _choose(current, basis, kind)
    reasons |= passed_over
    chosen = [hedged.figure for hedged in current if hedged.figure.iri not in reasons]
    denials = on_a_range(denying, chosen, left, rules)
    reasons |= {claim: reason for claim, (_, reason) in denials.items() if reason != DENIES_IT}
    disputed = any(outcome == CONTRADICTS for outcome, _ in denials.values())
    is_met = any(outcome is not None for outcome, _ in denials.values())
    stands = standing(chosen, assessment, rules, basis.origins, left.interval)
    supported = tuple(sorted(figure.iri for figure in chosen))
    range_fact = RangeFact(
        of,
        left.interval,
        supported,
        tuple(sorted(reasons)),
        len(basis.origins(supported)),
        stands.confirmed and bool(left.interval) and not is_met and not left.disputed,
        disputed or bool(stands.against) or left.disputed,
        all(hedged.implied for hedged in current if hedged.figure.iri in supported),
        stands.against,
        stands.undecided,
        left.day,
        left.camps,
        tuple(hedged.figure for hedged in current),
        kind,
    )
    return range_fact, reasons


def _outdated(figures: Sequence[Figure], kind: MeasureKind) -> dict[str, str]:
    """The figures whose place a later one of the same speaker takes, with why.

    The verdict's own rule decides; the figure whose day begins last is later than all that any
    other of the speaker is later than.
    """
    newest: dict[str, Figure] = {}
    for figure in figures:
        if figure.as_of.first is not None:
            rival = newest.setdefault(figure.speaker, figure)
            if figure.as_of.first > (rival.as_of.first or 0):
                newest[figure.speaker] = figure
    return {
        figure.iri: f"the same speaker has a later one, {later.iri.removeprefix(SRC)}"
        for figure in figures
        if (later := newest.get(figure.speaker)) is not None
        and takes_the_place_of(later, figure, kind)
    }


def _choose(
    current: Sequence[HedgedFigure], basis: Basis, kind: MeasureKind
) -> tuple[DayRange, dict[str, str]]:
    """The range by the view, and by claim why its figure is passed over."""
    figures = [hedged.figure for hedged in current]
    if basis.view.rule == LATEST:
        last = latest_claims({hedged.figure.iri: hedged.day for hedged in current})
        left = day_range([figure for figure in figures if figure.iri in last], kind)
        return left, {
            figure.iri: "there is a later one" for figure in figures if figure.iri not in last
        } | _of_other_days([figure for figure in figures if figure.iri in last], left)
    if basis.view.rule == MOST_INDEPENDENT:
        most, agreed = most_agreed(
            [(figure.interval, basis.origins([figure.iri])) for figure in figures]
        )
        reason = f"fewer than {most} independent origins allow its numbers"
        passed_over = {
            figure.iri: reason
            for figure in figures
            if not any(overlap(figure.interval, part) for part in agreed)
        }
        bearing = tuple(figure.iri for figure in figures if figure.iri not in passed_over)
        return DayRange(UNDATED, hull(agreed), bearing), passed_over
    left = day_range(figures, kind)
    return left, _of_other_days(figures, left)


def _of_other_days(figures: Iterable[Figure], left: DayRange) -> dict[str, str]:
    """Why figures do not bear the range of a day: they are of another, or of none that is said."""
    reasons = {}
    for figure in figures:
        if figure.iri not in left.claims:
            time = figure.as_of if figure.as_of != UNDATED else figure.period
            own = time.in_words() or "a day that is not said"
            reasons[figure.iri] = f"it is of {own}, the range of {left.day.in_words()}"
    return reasons


def range_quads(ranges: Iterable[RangeFact]) -> Iterator[ox.Quad]:
    """The ranges as nodes of the current view."""
    graph = ox.NamedNode(CURRENT_VIEW)
    false = ox.Literal("false", datatype=ox.NamedNode(XSD + "boolean"))
    for fact in ranges:
        node = ox.NamedNode(fact.iri)
        kind = ox.NamedNode(KG + "RangeFact")
        yield ox.Quad(node, ox.NamedNode(RDF + "type"), kind, graph)
        for name, value in _description(fact.of):
            yield ox.Quad(node, ox.NamedNode(KG + name), value, graph)
        ends = (
            ("lower", fact.interval.lower, fact.interval.lower_inclusive),
            ("upper", fact.interval.upper, fact.interval.upper_inclusive),
        )
        for name, bound, included in ends:
            if bound is not None:
                number = ox.Literal(_decimal(bound), datatype=ox.NamedNode(XSD + "decimal"))
                yield ox.Quad(node, ox.NamedNode(KG + name), number, graph)
                if not included:
                    yield ox.Quad(node, ox.NamedNode(f"{KG}{name}Inclusive"), false, graph)
        for name, day in zip(("asOfEarliest", "asOfLatest"), fact.day, strict=True):
            if day is not None:
                yield ox.Quad(node, ox.NamedNode(KG + name), _date(day), graph)
        yield from standing_quads(
            node, fact.supported_by, fact.passed_over, fact.origins, fact.disputed, fact.confirmed
        )
        yield from implied_quads(node, implied_only=fact.implied_only)
        beside = {claim for each in fact.impossible for claim in each.claims}
        for claim in sorted(beside - set(fact.supported_by)):
            other = ox.NamedNode(KG + "inconsistentWith")
            yield ox.Quad(node, other, ox.NamedNode(claim), graph)


def _description(of: Quantity) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    """The properties of a quantity (local names), each with its value."""
    for name in _TERMS:
        if value := getattr(of, name):
            yield name, _node(value)
    if of.whole:
        yield "shareOf", _node(of.whole)
    for field, (terms, words) in STATED_BY.items():
        for limit in limits_in(getattr(of, field)):
            yield (terms, _node(limit)) if is_term(limit) else (words, ox.Literal(limit))
    for name, day in zip(("earliest", "latest"), of.period, strict=True):
        if day is not None:
            yield name, _date(day)


def _date(day: int) -> ox.Literal:
    return ox.Literal(date.fromordinal(day).isoformat(), datatype=ox.NamedNode(XSD + "date"))


def _node(value: str) -> ox.NamedNode | ox.Literal:
    """A term; what is written as a plain text, which checks refuse, stays one."""
    try:
        return ox.NamedNode(value)
    except ValueError:
        return ox.Literal(value)


def _decimal(number: float) -> str:
    """A number as xsd:decimal writes it: no exponent, no needless zero."""
    text = repr(float(number))
    if "e" in text:
        from decimal import Decimal  # costs 2 ms, and few figures are that large

        text = f"{Decimal(text):f}"
    return text.removesuffix(".0")
