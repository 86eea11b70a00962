"""Contradictions without a number."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.claim import ASSERTS, DENIES
from kg.claims.period import Period
from kg.claims.statement import Statement
from kg.claims.verdicts.relations import Relations
from kg.claims.verdicts.statements import disagreements
from kg.claims.verdicts.verdict import CONTRADICTS, NOT_COMPARABLE, SUPERSEDES, UNDECIDED
from kg.iris import KG


def iri(name: str) -> str:
    return f"https://example.org/{name}"


RELATIONS = Relations(
    single=frozenset({iri("parent")}),
    states=frozenset({iri("parent"), iri("ally")}),
    once=frozenset({iri("signed")}),
    wholes={iri("special-forces"): frozenset({iri("army")})},
    one_subject=frozenset({iri("controls")}),
    owners={iri("army"): frozenset({iri("state")})},
    lasting=frozenset({iri("deployment")}),
)


def years(first: int | None, last: int | None) -> Period:
    return Period(
        date(first, 1, 1).toordinal() if first else None,
        date(last, 12, 31).toordinal() if last else None,
    )


def said(claim: str, predicate: str, value: str, *, denied: bool = False, **more) -> Statement:
    edge = (ox.NamedNode(iri(name)) for name in ("corps", predicate, value))
    stance = DENIES if denied else ASSERTS
    speaker = more.pop("speaker", f"speaker-of-{claim}")
    return Statement(claim, "source", speaker, *edge, stance=stance, **more)


def pairs(*claims: Statement) -> list[tuple[str, str]]:
    found = disagreements(claims, RELATIONS)
    assert all(v.kind == CONTRADICTS and v.reason for v in found)
    return [(v.first, v.second) for v in found]


def test_a_denial_against_an_assertion():
    held, denied = said("a", "ally", "x"), said("b", "ally", "x", denied=True)
    assert pairs(held, denied) == [("a", "b")]
    assert pairs(held, said("b", "ally", "y", denied=True)) == []


def test_a_denial_of_another_time_contradicts_nothing():
    held = said("a", "ally", "x", period=years(2020, 2021))
    assert pairs(held, said("b", "ally", "x", denied=True, period=years(2022, 2023))) == []
    assert pairs(held, said("b", "ally", "x", denied=True, period=years(2021, 2023))) == [
        ("a", "b")
    ]


def test_two_parents_of_one_unit():
    assert pairs(said("a", "parent", "army"), said("b", "parent", "navy")) == [("a", "b")]


def test_one_parent_after_the_other_is_no_contradiction():
    then = said("a", "parent", "army", period=years(2000, 2009))
    now = said("b", "parent", "navy", period=years(2010, None))
    assert pairs(then, now) == []
    assert pairs(then, said("b", "parent", "navy", period=years(2009, None))) == [("a", "b")]


def test_a_parent_and_its_own_parent_agree():
    assert pairs(said("a", "parent", "army"), said("b", "parent", "special-forces")) == []


def test_several_values_where_several_are_possible():
    assert pairs(said("a", "ally", "x"), said("b", "ally", "y")) == []


def test_two_dates_for_one_event():
    spring = said("a", "signed", "x", period=years(2023, 2023))
    later = said("b", "signed", "x", period=years(2024, 2024))
    assert pairs(spring, later) == [("a", "b")]
    assert pairs(spring, said("b", "signed", "x", period=years(2023, 2024))) == []


def test_two_dates_of_what_can_happen_again_do_not_compare():
    spring, later = (
        said(c, "attacked", "x", period=years(y, y)) for c, y in (("a", 2023), ("b", 2024))
    )
    (verdict,) = disagreements([spring, later], RELATIONS)
    assert (verdict.kind, verdict.grave) == (NOT_COMPARABLE, False)
    assert "kg:happensOnce" in verdict.remedy


PERIODS = st.tuples(st.none() | st.integers(1, 9), st.none() | st.integers(1, 9)).map(
    lambda p: Period(*p) if None in p else Period(min(p), max(p))
)
CLAIMS = st.lists(st.tuples(st.sampled_from(["army", "navy"]), PERIODS), max_size=8)


@given(CLAIMS)
def test_rivals_are_found_when_any_pair_can_meet(rows):
    claims = [said(f"c{n}", "parent", value, period=p) for n, (value, p) in enumerate(rows)]

    def meet(a, b):
        apart = (a[1] or 99) < (b[0] or 0) or (b[1] or 99) < (a[0] or 0)
        return not apart

    wanted = any(x.object != y.object and meet(x.period, y.period) for x in claims for y in claims)
    assert bool(pairs(*claims)) == wanted


def test_a_judgement_and_what_nobody_says_contradict_nothing():
    army = said("a", "parent", "army")
    assert pairs(army, said("b", "parent", "navy", is_judgement=True)) == []
    assert pairs(army, said("b", "parent", "navy", speaker="")) == []


def part(claim: str, one: str, other: str, period: Period, relation: str = "partOf") -> Statement:
    edge = ox.NamedNode(iri(one)), ox.NamedNode(KG + relation), ox.NamedNode(iri(other))
    return Statement(claim, "source", f"speaker-of-{claim}", *edge, period=period)


def test_each_a_part_of_the_other_only_where_the_times_do_not_meet():
    below = part("a", "alpha", "beta", years(2022, 2022))
    assert pairs(below, part("b", "beta", "alpha", years(2024, 2024))) == []
    assert pairs(below, part("b", "beta", "alpha", years(2022, 2024))) == [("a", "b")]
    assert pairs(below, part("b", "beta", "alpha", years(None, None))) == [("a", "b")]


ABOVE = ("subEventOf", "locatedIn", "underOperationalCommandOf", "attachedTo")


@pytest.mark.parametrize("relation", ABOVE)
def test_of_other_relations_of_above_and_below_the_same_holds(relation):
    always = years(None, None)
    below = part("a", "alpha", "beta", always, relation)
    assert pairs(below, part("b", "beta", "alpha", always, relation)) == [("a", "b")]
    # A brigade of the army may direct a unit that keeps another one: two relations, no circle.
    assert pairs(below, part("b", "beta", "alpha", always)) == []


def test_who_concludes_what_is_answers_what_another_states():
    """A warning, a forecast or a comparison does not; nor does who leaves it open."""
    held = said("a", "parent", "x")
    for modality, found in (
        ("assessed", [("a", "b")]), ("warned", []), ("forecast", []), ("asserted", []),
    ):  # fmt: skip
        assert pairs(held, said("b", "parent", "y", is_judgement=True, modality=KG + modality)) == (
            found
        )
    for modality in ("noComment", "notKnown", "notConfirmed"):
        assert pairs(held, said("b", "parent", "x", denied=True, modality=KG + modality)) == []
        assert pairs(held, said("b", "parent", "y", modality=KG + modality)) == []


def test_a_denial_says_nothing_of_a_day_after_its_publication():
    held = said("a", "ally", "x", period=years(2024, 2024))
    known = date(2023, 5, 1).toordinal()
    assert pairs(held, said("b", "ally", "x", denied=True, known=known)) == []
    told_before = said("a", "ally", "x", known=known - 30)
    assert pairs(told_before, said("b", "ally", "x", denied=True, known=known)) == [("a", "b")]


def test_what_did_not_occur_does_not_go_on():
    occurred, ongoing = KG + "occurred", KG + "ongoing"

    def status(claim: str, value: str, **more) -> Statement:
        edge = ox.NamedNode(iri("war")), ox.NamedNode(KG + "eventStatus"), ox.NamedNode(value)
        return Statement(claim, "source", f"speaker-of-{claim}", *edge, **more)

    assert pairs(status("a", ongoing), status("b", occurred, stance=DENIES)) == [("a", "b")]
    assert pairs(status("a", occurred), status("b", ongoing, stance=DENIES)) == []


def test_the_words_of_what_is_undecided_name_the_days_that_decide():
    denial = said("b", "attacked", "x", denied=True, period=years(2024, 2024))
    (verdict,) = disagreements(
        [said("a", "attacked", "x", period=years(2023, 2024)), denial], RELATIONS
    )
    assert verdict.kind == UNDECIDED
    assert "for 2024" in verdict.reason
    assert "kg:time" in verdict.remedy


@given(PERIODS, PERIODS)
def test_a_denial_of_an_event_contradicts_where_it_covers_each_day_of_it(period, denied):
    """Of an event that is dated at both ends, day by day."""
    held = said("a", "attacked", "x", period=period, known=20)
    denial = said("b", "attacked", "x", denied=True, period=denied, known=20)
    # Days 1 to 9 may be stated, 20 is that of publication; 0 stands for all days before.
    told = {d for d in range(21) if (period.first or 0) <= d <= (period.last or 20)}
    covered = {d for d in range(21) if (denied.first or 0) <= d <= (denied.last or 20)}
    found = [v.kind for v in disagreements([held, denial], RELATIONS)]
    if told <= covered:
        assert found == [CONTRADICTS]
    elif told & covered:
        assert found == [UNDECIDED]
    else:
        assert found == []


def test_who_takes_a_denial_back_replaces_it_and_contradicts_nothing_of_their_own():
    denial = said("no", "ally", "x", denied=True, speaker="ministry", replaced=True)
    later = said("yes", "ally", "x", speaker="ministry")
    found = disagreements([denial, later, said("other", "ally", "x")], RELATIONS)
    assert [(v.kind, v.first, v.second) for v in found] == [(CONTRADICTS, "other", "no")]
    (verdict,) = disagreements([denial, later._replace(replaces=frozenset({"no"}))], RELATIONS)
    assert (verdict.kind, verdict.first, verdict.second) == (SUPERSEDES, "no", "yes")


def test_a_claim_that_disputes_another_by_name_contradicts_it_whatever_it_says():
    disputed = said("a", "ally", "x", is_judgement=True, disputed_by=("b",))
    assert pairs(disputed) == [("a", "b")]
    assert pairs(disputed.without({"b"})) == []
