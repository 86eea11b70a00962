"""Facts about figures: by the chosen view, one range for each quantity that sources estimate."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.facts.edges import CONFIRMED_FROM, DENIES, standing_quads
from kg.claims.facts.view import LATEST, MOST_INDEPENDENT, allows, latest, shared, union
from kg.iris import CURRENT_VIEW, KG, RDF, SRC, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.claims.facts.edges import Basis
    from kg.claims.figure import Days, Figure
    from kg.claims.interval import Interval

_TERMS = ("about", "measure", "unit", "counts")
_WORDS = ("scope", "basis")


class Quantity(NamedTuple):
    """What figures must share to speak of one thing; ``period`` only for a flow."""

    about: str
    measure: str
    unit: str
    counts: str
    scope: str
    basis: str
    whole: str
    period: Days = (None, None)

    def described(self, label: Callable[[str], str]) -> str:
        """In words: ``personnel killed of the Storm Corps (person; in Kursk)``."""
        counted = label(self.counts or self.unit).removesuffix(" (unit)")
        notes = (counted, label(self.whole) if self.whole else "", self.scope, self.basis)
        limits = "; ".join(note for note in notes if note)
        return f"{label(self.measure)} of {label(self.about)} ({limits})"


class RangeFact(NamedTuple):
    """The range of a quantity under a view; an end that is None is open."""

    of: Quantity
    interval: Interval
    supported_by: tuple[str, ...]
    passed_over: tuple[str, ...]
    origins: int
    agreeing: int  # the most independent origins that allow one and the same number
    disputed: bool = False

    @property
    def iri(self) -> str:
        key = repr(tuple(self.of))
        return f"{CURRENT_VIEW}/r/{hashlib.sha256(key.encode()).hexdigest()[:16]}"

    @property
    def extent(self) -> str:
        """The range in words: ``40%–60%``, ``more than 6,000``, ``any number``."""
        from kg.claims.figure_words import (
            span_text,  # needs decimal, which a query at a day does without
        )

        ends = self.interval
        lower, upper = (None if n is None else repr(float(n)) for n in (ends.lower, ends.upper))
        inclusive = ends.lower_inclusive, ends.upper_inclusive
        share = self.of.unit == KG + "ratio"
        return span_text(lower, upper, inclusive=inclusive, share=share) or "any number"

    @property
    def confirmed(self) -> bool:
        return self.agreeing >= CONFIRMED_FROM and not self.disputed


class Said(NamedTuple):
    """A figure with what the view needs beside it: its hedge, and the day it was known from."""

    figure: Figure
    stance: str
    modality: str
    known: str


def quantity(figure: Figure, kinds: Mapping[str, str]) -> Quantity:
    """The group of a figure; ``kinds`` says of a measure whether it is a ``flow``."""
    period = figure.period if kinds.get(figure.measure) == "flow" else (None, None)
    return Quantity(*figure.matter, period)


def derive_ranges(
    figures: Iterable[Said], kinds: Mapping[str, str], basis: Basis
) -> tuple[list[RangeFact], dict[str, str]]:
    """A range for each quantity; and why a figure has no part in it, by claim."""
    groups: defaultdict[Quantity, list[Said]] = defaultdict(list)
    for said in figures:
        groups[quantity(said.figure, kinds)].append(said)
    ranges: list[RangeFact] = []
    reasons: dict[str, str] = {}
    for of in sorted(groups, key=repr):
        found, own = _derive(of, groups[of], kinds, basis)
        reasons |= own
        if found is not None:
            ranges.append(found)
    return ranges, reasons


def _derive(
    of: Quantity, group: Sequence[Said], kinds: Mapping[str, str], basis: Basis
) -> tuple[RangeFact | None, dict[str, str]]:
    reasons: dict[str, str] = {}
    usable: list[Said] = []
    for said in group:
        figure = said.figure
        reason = basis.refusal(figure.iri, figure.source, said.stance, said.modality)
        if not reason and not figure.interval:
            reason = "it gives no number"
        if reason:
            reasons[figure.iri] = reason
        else:
            usable.append(said)
    disputed = DENIES in reasons.values()
    if kinds.get(of.measure) != "flow":
        reasons |= _outdated([said.figure for said in usable])
    current = [said for said in usable if said.figure.iri not in reasons]
    if not current:
        return None, reasons
    interval, passed = _choose(current, basis)
    reasons |= passed
    chosen = [said.figure for said in current if said.figure.iri not in reasons]
    agreeing, _ = shared([(figure.interval, basis.origins([figure.iri])) for figure in chosen])
    supported = tuple(sorted(figure.iri for figure in chosen))
    fact = RangeFact(
        of,
        interval,
        supported,
        tuple(sorted(reasons)),
        len(basis.origins(supported)),
        agreeing,
        disputed,
    )
    return fact, reasons


def _outdated(figures: Sequence[Figure]) -> dict[str, str]:
    """Figures of which the same speaker has given a later one (as of a later day)."""
    newest: dict[str, Figure] = {}
    for figure in figures:
        held = newest.get(figure.speaker)
        if figure.dated and (held is None or _first(figure) > _first(held)):
            newest[figure.speaker] = figure
    found = {}
    for figure in figures:
        later = newest.get(figure.speaker)
        if later is not None and figure.dated and (figure.as_of[1] or 0) < _first(later):
            found[figure.iri] = f"the same speaker has a later one, {later.iri.removeprefix(SRC)}"
    return found


def _first(figure: Figure) -> int:
    return figure.as_of[0] or 0


def _choose(current: Sequence[Said], basis: Basis) -> tuple[Interval, dict[str, str]]:
    """The range by the view, and the figures that it passes over, each with the reason."""
    if basis.view.rule == LATEST:
        kept = latest({said.figure.iri: _day(said) for said in current})
        passed = {
            said.figure.iri: "there is a later one"
            for said in current
            if said.figure.iri not in kept
        }
        return union(s.figure.interval for s in current if s.figure.iri in kept), passed
    if basis.view.rule == MOST_INDEPENDENT:
        most, agreed = shared(
            [(said.figure.interval, basis.origins([said.figure.iri])) for said in current]
        )
        words = f"fewer than {most} independent origins allow its numbers"
        passed = {
            said.figure.iri: words
            for said in current
            if not any(allows(said.figure.interval, part) for part in agreed)
        }
        return union(agreed), passed
    return union(said.figure.interval for said in current), {}


def _day(said: Said) -> str:
    last = said.figure.as_of[1]
    return date.fromordinal(last).isoformat() if last is not None else said.known


def range_quads(ranges: Iterable[RangeFact]) -> Iterator[ox.Quad]:
    """The ranges as nodes of the current view."""
    graph = ox.NamedNode(CURRENT_VIEW)
    false = ox.Literal("false", datatype=ox.NamedNode(XSD + "boolean"))
    for found in ranges:
        node = ox.NamedNode(found.iri)
        kind = ox.NamedNode(KG + "RangeFact")
        yield ox.Quad(node, ox.NamedNode(RDF + "type"), kind, graph)
        for name, value in _description(found.of):
            yield ox.Quad(node, ox.NamedNode(KG + name), value, graph)
        ends = (
            ("lower", found.interval.lower, found.interval.lower_inclusive),
            ("upper", found.interval.upper, found.interval.upper_inclusive),
        )
        for name, bound, included in ends:
            if bound is not None:
                number = ox.Literal(_decimal(bound), datatype=ox.NamedNode(XSD + "decimal"))
                yield ox.Quad(node, ox.NamedNode(KG + name), number, graph)
                if not included:
                    yield ox.Quad(node, ox.NamedNode(f"{KG}{name}Inclusive"), false, graph)
        yield from standing_quads(
            node,
            found.supported_by,
            found.passed_over,
            found.origins,
            found.disputed,
            found.confirmed,
        )


def _description(of: Quantity) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    for name in _TERMS:
        if value := getattr(of, name):
            yield name, _node(value)
    if of.whole:
        yield "shareOf", _node(of.whole)
    for name in _WORDS:
        if value := getattr(of, name):
            yield name, ox.Literal(value)
    for name, day in zip(("earliest", "latest"), of.period, strict=True):
        if day is not None:
            text = date.fromordinal(day).isoformat()
            yield name, ox.Literal(text, datatype=ox.NamedNode(XSD + "date"))


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
