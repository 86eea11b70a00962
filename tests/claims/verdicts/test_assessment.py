"""One assessment for all that is said of what contradicts: parts of it, and nothing told twice."""

from __future__ import annotations

from dataclasses import replace

from kg.claims.figure import Figure, MeasureKind, Rules
from kg.claims.interval import Interval
from kg.claims.period import Period
from kg.claims.verdicts.assessment import assess
from kg.claims.verdicts.verdict import CONTRADICTS, UNDECIDED

RULES = Rules(kinds={"killed": MeasureKind.CUMULATIVE})
DAY = Period(100, 100)


def figure(iri: str, number: float, day: Period = DAY, **more: object) -> Figure:
    stated = Figure(
        iri=iri,
        source=f"source of {iri}",
        speaker=f"speaker of {iri}",
        about="event",
        measure="killed",
        unit="person",
        qualifier="",
        interval=Interval(number, number),
        stated=(None, None, number),
        as_of=day,
    )
    return replace(stated, **more)


def ends(verdicts) -> set[tuple[str, str]]:
    return {(verdict.first, verdict.second) for verdict in verdicts}


def test_the_verdicts_of_a_claim_are_those_of_which_it_is_a_side():
    # Of one day 10 and 20 contradict; 30 of no stated day can be a later count than either.
    assessment = assess(
        [figure("a", 10), figure("b", 20), figure("c", 30, Period(None, None))], RULES
    )
    assert ends(assessment.against(["a"])) == {("a", "b")} == ends(assessment.against(["b"]))
    assert {v.outcome for v in assessment.undecided(["c"])} == {UNDECIDED}
    assert {frozenset(pair) for pair in ends(assessment.undecided(["c"]))} == {
        frozenset("ac"),
        frozenset("bc"),
    }
    assert assessment.beside(["c"]) == assessment.undecided(["c"])
    assert assessment.beside(["nobody"]) == ()
    assert assessment.pairs == 3
    assert assessment.verdicts[0].kind == CONTRADICTS


def test_what_is_about_other_things_is_not_compared():
    assessment = assess([figure("a", 10), figure("b", 20, about="another")], RULES)
    assert (assessment.verdicts, assessment.pairs) == ((), 0)


def test_a_relay_does_not_repeat_the_verdict_on_its_original():
    figures = [
        figure("a", 10),
        figure("b", 20),
        figure("relay", 20, derived_from=frozenset({"b"}), speaker="speaker of b"),
    ]
    assessment = assess(figures, RULES)
    assert ends(assessment.against(["a"])) == {("a", "b"), ("a", "relay")}
    told_once = assessment.without_repeats({f.iri: f.derived_from for f in figures})
    assert ends(told_once.against(["a"])) == {("a", "b")}
    assert told_once.against(["relay"]) == ()
