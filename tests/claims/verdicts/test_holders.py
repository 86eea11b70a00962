"""Two holders of one place, and two dates of what lasts: worked out on paper."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from kg.claims.claim import ASSERTS, DENIES
from kg.claims.period import UNDATED, Period
from kg.claims.statement import Statement
from kg.claims.verdicts.candidates import statement_candidates
from kg.claims.verdicts.relations import Relations
from kg.claims.verdicts.statements import disagreements
from kg.claims.verdicts.verdict import CONTRADICTS, NOT_COMPARABLE, UNDECIDED
from kg.iris import KG

HOLDS, STATUS = KG + "controls", KG + "eventStatus"
RELATIONS = Relations(
    states=frozenset({HOLDS}),
    once=frozenset({STATUS}),
    one_subject=frozenset({HOLDS}),
    owners={"kgd:brigade": frozenset({"kgd:army", "kgd:state"})},
    lasting=frozenset({"kgd:deployment"}),
)
MARCH, APRIL = ((date(2025, m, 1).toordinal(), date(2025, m, 30).toordinal()) for m in (3, 4))
_FROM_APRIL = Period(APRIL[0], None)


def held(claim: str, by: str, period: Period = UNDATED, **more) -> Statement:
    stance = DENIES if more.pop("denied", False) else ASSERTS
    given = {"source": f"source-of-{claim}", "speaker": f"speaker-of-{claim}", **more}
    source, speaker, place = given.pop("source"), given.pop("speaker"), given.pop("of", "village")
    edge = (ox.NamedNode(name) for name in (f"kgd:{by}", HOLDS, f"kgd:{place}"))
    return Statement(claim, source, speaker, *edge, stance=stance, period=period, **given)


def found(*claims: Statement) -> list[tuple[str, str, str]]:
    """The verdicts; of what a page may show the same come first."""
    verdicts = disagreements(claims, RELATIONS)
    questions: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for candidate in statement_candidates(claims, RELATIONS):
        one = candidate.verdict
        questions.setdefault(candidate.question, (one.kind, one.first, one.second))
    listed = [(v.kind, v.first, v.second) for v in verdicts]
    assert sorted(questions.values()) == sorted(v for v in listed if v[0] != NOT_COMPARABLE)
    return listed


def test_two_holders_of_one_place_at_one_time_are_undecided():
    one, other = held("a", "army", Period(*MARCH)), held("b", "rebels", Period(*MARCH))
    assert found(one, other) == [(UNDECIDED, "a", "b")]
    (verdict,) = disagreements([one, other], RELATIONS)
    assert "each has a part" in verdict.reason
    assert verdict.remedy


@pytest.mark.parametrize(
    "other",
    [
        held("b", "rebels", Period(*APRIL)),  # of another time
        held("b", "rebels", _FROM_APRIL),
        held("b", "rebels", Period(*MARCH), of="town"),  # another place
        held("b", "army", Period(*MARCH)),  # the same holder
        held("b", "brigade", Period(*MARCH)),  # its own brigade holds it
        held("b", "rebels", Period(*MARCH), denied=True),
        # One speaker who names both in one document means that both have it.
        held("b", "rebels", Period(*MARCH), source="source-of-a", speaker="speaker-of-a"),
    ],
)
def test_what_is_no_rival(other):
    assert found(held("a", "army", Period(*MARCH)), other) == []


def test_a_state_and_a_brigade_of_its_army_are_no_rivals_but_another_brigade_is():
    brigade = held("a", "brigade", Period(*MARCH))
    assert found(brigade, held("b", "state", Period(*MARCH))) == []
    assert found(brigade, held("b", "other-brigade", Period(*MARCH))) == [(UNDECIDED, "a", "b")]


def test_without_a_date_it_may_be_of_one_time():
    assert found(held("a", "army"), held("b", "rebels", Period(*MARCH))) == [(UNDECIDED, "a", "b")]


def dated(claim: str, event: str, time: str, period: Period) -> Statement:
    edge = (ox.NamedNode(name) for name in (f"kgd:{event}", STATUS, KG + "occurred"))
    return Statement(claim, "source", f"speaker {claim}", *edge, period=period, time=time)


@pytest.mark.parametrize(
    ("event", "first", "second", "expected"),
    [
        # A launch of March is none of April; a deployment goes on from the one to the other.
        ("launch", ("2025-03", MARCH), ("2025-04", APRIL), CONTRADICTS),
        ("deployment", ("2025-03", MARCH), ("2025-04", APRIL), NOT_COMPARABLE),
        # Who says since when it is (April), or until when it was (March), leaves no other day.
        ("deployment", ("2025-03", MARCH), ("2025-04/..", (APRIL[0], None)), CONTRADICTS),
        ("deployment", ("../2025-03", (None, MARCH[1])), ("2025-04", APRIL), CONTRADICTS),
        ("deployment", ("2025-03/..", (MARCH[0], None)), ("2025-04", APRIL), None),
        ("launch", ("2025-03", MARCH), ("2025-03", MARCH), None),
    ],
)
def test_two_dates_of_what_lasts_need_not_contradict(event, first, second, expected):
    claims = [
        dated(name, event, time, Period(*days))
        for name, (time, days) in zip("ab", (first, second), strict=True)
    ]
    assert [kind for kind, _, _ in found(*claims)] == ([expected] if expected else [])
