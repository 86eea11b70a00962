"""How figures of each measure kind behave in time: one table, worked on paper.

Stocks and flows: System of National Accounts 2008, chapter 2; a share is a stock of its whole. A new
kind needs a row; one that behaves as none of these do needs a column of ``MeasureKind`` too.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kg.claims.claim import DENIES
from kg.claims.facts.edges import Basis
from kg.claims.facts.ranges import HedgedFigure, derive_ranges
from kg.claims.facts.view import parse_view
from kg.claims.figure import Figure, MeasureKind, Rules
from kg.claims.interval import Interval
from kg.claims.period import Period
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.sweep import all_verdicts, conflicts
from kg.claims.verdicts.verdict import CONTRADICTS, GROWS, NOT_COMPARABLE, SUPERSEDES

if TYPE_CHECKING:
    from collections.abc import Iterable


class Behaviour(NamedTuple):
    """What follows from two figures of one thing, by when they are said to hold."""

    time: str  # which of a figure's times counts: as_of (a moment) or period
    rising: str  # 40 in March, 60 in June, of two speakers
    falling: str  # 60 in March, 40 in June, of two speakers
    together: str  # 40 and 60 at one time, of two speakers
    one_speaker: str  # 40 in March, 60 in June, of one speaker
    denied_later: bool  # 60 in March, denied for June: a contradiction?
    denied_earlier: bool  # 60 in June, denied for March
    ranges: int  # how many ranges one speaker's 40 in March and 60 in June give
    bearing: int  # and how many of the two figures bear one


MOMENT = ("as_of", NOT_COMPARABLE, NOT_COMPARABLE, CONTRADICTS, SUPERSEDES, False, False, 1, 1)
TABLE = {
    MeasureKind.STOCK: Behaviour(*MOMENT),
    MeasureKind.SHARE: Behaviour(*MOMENT),
    # Who denies that it was 60 by June denies that it was by March; by June it may have become so.
    MeasureKind.CUMULATIVE: Behaviour(
        "as_of", GROWS, CONTRADICTS, CONTRADICTS, SUPERSEDES, True, False, 1, 1
    ),
    # March and June are two quantities, each with a figure of its own.
    MeasureKind.FLOW: Behaviour(
        "period", NOT_COMPARABLE, NOT_COMPARABLE, CONTRADICTS, NOT_COMPARABLE, False, False, 2, 2
    ),
    # A range or a calibre is one number whenever somebody speaks of it.
    MeasureKind.CONSTANT: Behaviour(
        "as_of", CONTRADICTS, CONTRADICTS, CONTRADICTS, SUPERSEDES, True, True, 1, 1
    ),
}
MARCH, JUNE = (Period(*[date(2025, month, 10).toordinal()] * 2) for month in (3, 6))
ASSERTS, ASSERTED = "asserts", "asserted"


def figure(name: str, number: int, time: Period, kind: MeasureKind, **more) -> Figure:
    given = {
        "source": f"source-{name}",
        "speaker": f"speaker-{name}",
        "interval": Interval(number, number),
        "stated": (number, number, None),
    }
    return Figure(
        iri=name,
        about="the force",
        measure="measured",
        unit="person",
        **{TABLE[kind].time: time, **given, **more},
    )


def all_of_one_basis(_claims: Iterable[str]) -> frozenset[str]:
    return frozenset({"one origin"})


def test_every_kind_has_its_row():
    assert set(TABLE) == set(MeasureKind), "work out a row of the table for each kind"


@pytest.mark.parametrize("kind", TABLE)
def test_two_figures(kind):
    expected, rules = TABLE[kind], Rules(kinds={"measured": kind})
    small_first = [figure("a", 40, MARCH, kind), figure("b", 60, JUNE, kind)]
    large_first = [figure("a", 60, MARCH, kind), figure("b", 40, JUNE, kind)]
    together = [figure("a", 40, MARCH, kind), figure("b", 60, MARCH, kind)]
    one_speaker = [
        figure("a", 40, MARCH, kind, speaker="s"),
        figure("b", 60, JUNE, kind, speaker="s"),
    ]
    pairs = {
        "rising": small_first,
        "falling": large_first,
        "together": together,
        "one_speaker": one_speaker,
    }
    for name, pair in pairs.items():
        verdict = compare(*pair, rules)
        assert verdict.kind == getattr(expected, name), name
        # The sweep decides nothing itself, and misses no contradiction.
        assert [v.kind for v in all_verdicts(pair, rules)] == [verdict.kind], name
        grave = [v.kind for v in conflicts(pair, rules).verdicts]
        assert (CONTRADICTS in grave) == (verdict.kind == CONTRADICTS), name


@pytest.mark.parametrize("kind", TABLE)
def test_a_denial(kind):
    rules = Rules(kinds={"measured": kind})
    for asserted, denied, expected in (
        (MARCH, JUNE, TABLE[kind].denied_later),
        (JUNE, MARCH, TABLE[kind].denied_earlier),
        (MARCH, MARCH, True),
    ):
        said = figure("a", 60, asserted, kind, interval=Interval(60, None))
        denial = figure("b", 60, denied, kind, interval=Interval(60, None), denied=True)
        verdicts = conflicts([said, denial], rules).verdicts
        assert [v.kind for v in verdicts] == [CONTRADICTS] * expected


@pytest.mark.parametrize("kind", TABLE)
def test_the_facts(kind):
    pair = [
        figure("a", 40, MARCH, kind, speaker="s"),
        figure("b", 60, JUNE, kind, speaker="s"),
    ]
    hedged = [HedgedFigure(each, ASSERTS, ASSERTED, None) for each in pair]
    basis = Basis(parse_view("hull"), {(ASSERTS, ASSERTED): True}, {}, all_of_one_basis)
    ranges, reasons = derive_ranges(hedged, Rules(kinds={"measured": kind}), basis)
    assert len(ranges) == TABLE[kind].ranges
    assert sum(len(each.supported_by) for each in ranges) == TABLE[kind].bearing
    assert set(reasons) == ({"a"} if TABLE[kind].bearing == 1 else set())
    denied = [HedgedFigure(pair[0], DENIES, ASSERTED, None)]
    assert derive_ranges(denied, Rules(kinds={"measured": kind}), basis)[0] == []
