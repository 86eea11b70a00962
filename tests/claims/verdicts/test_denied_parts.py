"""Who denies that a whole event took place denies its parts, and not the other way round: worked out on paper."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.claims.episodes import Episode, Step, episodes
from kg.claims.figure import Denial
from kg.claims.interval import Interval
from kg.claims.period import UNDATED, Period
from kg.claims.statement import Statement
from kg.claims.verdicts.assessment import assess
from kg.claims.verdicts.none_at_all import denied_events, with_nones_of_wholes
from kg.claims.verdicts.relations import Relations
from kg.claims.verdicts.statements import disagreements
from kg.claims.verdicts.sweep import all_verdicts, conflicts
from kg.claims.verdicts.verdict import CONTRADICTS, SUPERSEDES, UNDECIDED
from kg.iris import KG, SRC
from tests.claims.verdicts.figures import RULES, day, days, figure, with_

LANDING, WAR = "https://example.org/landing", "https://example.org/deployment"
#: "The landing was a part of the deployment" (c1 of the source a).
PART = Episode(WAR, ((f"{SRC}a/c1",),))
#: "There was no deployment", said on 15 June 2025.
NEVER = Denial("never", "the ministry", Period(None, day("2025-06-15").last), of_whole=PART)


def landing(period: Period = UNDATED, status: str = "occurred", **more) -> Statement:
    """The landing took place, told on 1 July 2025."""
    edge = (ox.NamedNode(each) for each in (LANDING, KG + "eventStatus", KG + status))
    said = Statement("landing", "source", "the agency", *edge, period=period)
    told = day("2025-07-01").last
    return said._replace(**{"known": told, "wholes": (PART,), "whole_denied": (NEVER,)} | more)


def verdicts(statement: Statement):
    return disagreements([statement], Relations())


@pytest.mark.parametrize(
    ("period", "kind"),
    [
        (day("2025-05-02"), [CONTRADICTS]),  # a day that the denial covers
        (days("2025-05-01", "2025-06-30"), [UNDECIDED]),  # it may have been after the denial
        (UNDATED, [UNDECIDED]),  # so may this
        (day("2025-06-20"), []),  # the denial says nothing of a later day
    ],
)
def test_who_denies_the_whole_denies_the_part_on_the_days_of_the_denial(period, kind):
    assert [verdict.kind for verdict in verdicts(landing(period))] == kind


def test_the_reason_says_by_which_claim_the_one_is_a_part_of_the_other():
    (verdict,) = verdicts(landing(day("2025-05-02")))
    assert (verdict.first, verdict.second) == ("landing", "never")
    assert verdict.reason.startswith(
        "the one asserts it, the other denies it; what is denied is an event"
    )
    assert "(a/c1)" in verdict.reason


def test_what_is_denied_to_be_a_part_is_undecided():
    """Whoever denies the whole may mean that the landing was no part of it."""
    doubted = PART._replace(doubted_by=(f"{SRC}b/c2",))
    (verdict,) = verdicts(
        landing(day("2025-05-02"), whole_denied=(NEVER._replace(of_whole=doubted),))
    )
    assert verdict.kind == UNDECIDED
    assert "(b/c2)" in verdict.reason


@pytest.mark.parametrize("gone", ["never", f"{SRC}a/c1"])
def test_what_is_withdrawn_denies_nothing(gone):
    """The denial, or who says that the one is a part of the other."""
    assert verdicts(landing(day("2025-05-02")).without({gone})) == []
    killed = figure("killed", 300, 300, as_of=day("2025-05-02"), against=(NEVER,))
    assert conflicts([killed.without({gone})], RULES).verdicts == ()


def test_a_plan_of_a_part_is_not_denied():
    assert verdicts(landing(day("2025-05-02"), "planned", wholes=(), whole_denied=())) == []


def test_a_denial_that_was_taken_back_contradicts_nothing():
    """The ministry itself says later that the landing took place, and replaces its denial."""
    (verdict,) = verdicts(
        landing(day("2025-05-02"), speaker="the ministry", replaces=frozenset({"never"}))
    )
    assert verdict.kind == SUPERSEDES


def test_a_number_of_the_part_is_denied_too():
    """300 killed in the landing by 2 May; by 20 June all of them may have been after the denial."""
    killed = figure("killed", 300, 300, about=LANDING, as_of=day("2025-05-02"), against=(NEVER,))
    (verdict,) = conflicts([killed], RULES).verdicts
    assert (verdict.kind, verdict.first, verdict.second) == (CONTRADICTS, "killed", "never")
    assert "(a/c1)" in verdict.reason
    assert list(all_verdicts([killed], RULES)) == [verdict]
    later = with_(killed, as_of=day("2025-06-20"))
    assert conflicts([later], RULES).verdicts == ()
    of_some_day = with_(killed, as_of=days("2025-05-01", "2025-06-30"))
    assert [v.kind for v in conflicts([of_some_day], RULES).verdicts] == [UNDECIDED]


def test_who_gives_none_for_a_part_is_not_denied():
    none = figure("none", 0, 0, about=LANDING, as_of=day("2025-05-02"), against=(NEVER,))
    assert conflicts([none], RULES).verdicts == ()


def test_none_at_all_of_the_whole_denies_the_part_and_none_of_the_part_not_the_whole():
    anything = Interval(0, None, lower_inclusive=False)
    of_war, of_landing = (
        figure(
            "none",
            0,
            None,
            about=about,
            measure="sent",
            interval=anything,
            denied=True,
            as_of=day("2025-06-15"),
        )
        for about in (WAR, LANDING)
    )
    part = landing(day("2025-05-02"), whole_denied=())
    edge = (ox.NamedNode(each) for each in (WAR, KG + "eventStatus", KG + "occurred"))
    whole = Statement("war", "source", "the agency", *edge, period=day("2025-05-02"))
    (verdict,) = denied_events([part], [of_war], RULES)
    assert (verdict.kind, verdict.first, verdict.second) == (CONTRADICTS, "landing", "none")
    assert "(a/c1)" in verdict.reason
    assert denied_events([whole], [of_landing], RULES) == []


@pytest.mark.parametrize(
    ("measure", "of_part", "is_denied"),
    [
        ("sent", "killed", True),  # none were sent: nothing of it took place
        ("killed", "killed", True),
        ("casualties", "killed", True),  # a part of these
        ("killed", "casualties", False),  # they may have been wounded
        ("sent", "present", True),
        ("present", "present", False),  # what is there on a day says nothing of what happened
    ],
)
def test_none_in_the_whole_denies_a_number_of_the_part(measure, of_part, is_denied):
    """None in the deployment by 15 June; 300 in the landing by 2 May."""
    none = figure("none", 0, 0, about=WAR, measure=measure, as_of=day("2025-06-15"))
    some = figure("some", 300, 300, about=LANDING, measure=of_part, as_of=day("2025-05-02"))
    figures = with_nones_of_wholes([none, some], {LANDING: (PART,)}, RULES)
    found = [(v.kind, v.first, v.second) for v in all_verdicts(figures, RULES)]
    assert found == ([(CONTRADICTS, "some", "none")] if is_denied else [])


def test_none_of_a_kind_in_the_whole_denies_that_kind_alone():
    none = figure("none", 0, 0, about=WAR, measure="sent", counts="shell", as_of=day("2025-06-15"))
    for counts, count in (("shell", 1), ("rocket", 0), ("", 0)):
        some = figure(
            "some", 3, 3, about=LANDING, measure="sent", counts=counts, as_of=day("2025-05-02")
        )
        figures = with_nones_of_wholes([none, some], {LANDING: (PART,)}, RULES)
        assert len(list(all_verdicts(figures, RULES))) == count


def test_the_assessment_of_all_has_it_once():
    (verdict,) = assess([], RULES, [landing(day("2025-05-02"))], Relations()).verdicts
    assert verdict.kind == CONTRADICTS


def test_an_event_is_a_part_of_all_above_it_by_every_claim_that_says_so():
    """A in B by two claims, B in C; C is denied to hold B; a circle ends."""
    steps = [
        *(Step("A", "B", "1"), Step("A", "B", "2"), Step("B", "C", "3")),
        *(Step("B", "C", "4", denied=True), Step("C", "A", "5")),
    ]
    found = episodes(steps)
    assert found["A"] == (
        Episode("B", (("1",), ("2",))),
        Episode("C", (("1", "3"), ("2", "3")), ("4",)),
    )
    assert [episode.whole for episode in found["C"]] == ["A", "B"]


def test_the_first_chain_that_stands_says_so():
    (_, above) = episodes([Step("A", "B", "1"), Step("A", "B", "2"), Step("B", "C", "3")])["A"]
    left = above.without({"1"})
    assert left == Episode("C", (("2", "3"),))
    assert above.without({"3"}) is None
