"""Figures and rules as the tests of verdicts write them."""

from __future__ import annotations

from datetime import date

from kg.claims.figure import Figure, Jump, MeasureKind, Rules
from kg.claims.interval import Interval
from kg.claims.period import Period
from kg.claims.verdicts.pair import compare

RULES = Rules(
    kinds={
        "killed": MeasureKind.CUMULATIVE,
        "wounded": MeasureKind.CUMULATIVE,
        "casualties": MeasureKind.CUMULATIVE,
        "sent": MeasureKind.CUMULATIVE,
        "sent-in-period": MeasureKind.FLOW,
        "present": MeasureKind.STOCK,
        "capacity": MeasureKind.STOCK,
        "share": MeasureKind.SHARE,
        "range": MeasureKind.CONSTANT,
    },
    part_of={"killed": frozenset({"casualties"}), "wounded": frozenset({"casualties"})},
    flow_of={"sent-in-period": "sent"},
    conversions={("dozen", "piece"): 12.0},
    jumps={MeasureKind.CUMULATIVE: Jump(5.0, 31), MeasureKind.STOCK: Jump(5.0, 31)},
    labels={"killed": "personnel killed", "casualties": "personnel killed or wounded"},
)


def day(text: str) -> Period:
    return days(text, text)


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


def figure(iri: str, low: float | None, high: float | None, **more) -> Figure:
    given = {
        "source": f"source-of-{iri}",
        "speaker": f"speaker-of-{iri}",
        "about": "the force",
        "measure": "casualties",
        "unit": "person",
        "interval": Interval(low, high),
        "stated": (low, high, None),
    }
    return Figure(iri=iri, **{**given, **more})


def with_(base: Figure, **changed) -> Figure:
    return Figure(**{**{name: getattr(base, name) for name in base.__slots__}, **changed})


def kind(a: Figure, b: Figure) -> str:
    verdict, back = compare(a, b, RULES), compare(b, a, RULES)
    assert verdict == back, "the order of two figures changes nothing"
    assert verdict.reason
    return verdict.kind
