"""A denied figure contradicts those that lie within it: worked out on paper."""

from __future__ import annotations

import pytest

from kg.claims.figure import Denial, Figure
from kg.claims.interval import Interval
from kg.claims.period import UNDATED, Period
from kg.claims.verdicts.sweep import all_verdicts, conflicts
from kg.claims.verdicts.verdict import CONTRADICTS, SUPERSEDES, UNDECIDED
from tests.claims.verdicts.figures import RULES, day, days, figure, with_


def denied(figures: list[Figure]) -> set[str]:
    """What is denied; the sweep and the comparison of all pairs must find the same."""
    found = {v.first: v for v in conflicts(figures, RULES).verdicts if "denies" in v.reason}
    assert found == {v.first: v for v in all_verdicts(figures, RULES) if "denies" in v.reason}
    assert all(v.kind == CONTRADICTS for v in found.values())
    return set(found)


JUNE = day("2025-06-15")
#: "Not more than 6,000 by 15 June 2025."
NO = figure("no", 6000, None, denied=True, as_of=JUNE)


def test_what_lies_within_the_denied_range_is_denied():
    assert denied([NO, figure("a", 8000, 9000, as_of=JUNE)]) == {"a"}
    assert denied([NO, figure("a", 6000, None, as_of=JUNE)]) == {"a"}
    undated = figure("a", 8000, 9000, published=JUNE.last)
    assert denied([NO, undated]) == {"a"}  # of no day, but none after it was published


def test_a_denial_meets_every_figure_that_it_denies():
    many = [figure(f"a{n}", 8000 + n, 8000 + n, as_of=JUNE) for n in range(5)]
    assert denied([NO, *many]) == {"a0", "a1", "a2", "a3", "a4"}


def test_what_reaches_beyond_it_is_not():
    assert denied([NO, figure("a", 4000, 4000, as_of=JUNE)]) == set()
    assert denied([NO, figure("a", 5000, 7000, as_of=JUNE)]) == set()
    bounded = with_(NO, interval=figure("x", 6000, 7000).interval)
    assert denied([bounded, figure("a", 6500, None, as_of=JUNE)]) == set()
    assert denied([bounded, figure("a", 6500, 6600, as_of=JUNE)]) == {"a"}


def test_a_count_may_have_grown_since_the_denial():
    assert denied([NO, figure("a", 8000, 8000, as_of=day("2025-12-01"))]) == set()
    assert denied([NO, figure("a", 8000, 8000, as_of=day("2025-01-01"))]) == {"a"}
    present = with_(NO, measure="present")
    early = figure("a", 8000, 8000, measure="present", as_of=day("2025-01-01"))
    assert denied([present, early]) == set()
    assert denied([present, with_(early, as_of=JUNE)]) == {"a"}


def test_a_flow_is_denied_for_its_period():
    year = days("2024-01-01", "2024-12-31")
    no = with_(NO, measure="sent-in-period", period=year)
    sent = figure("a", 8000, 8000, measure="sent-in-period", period=year)
    assert denied([no, sent]) == {"a"}
    assert denied([no, with_(sent, period=days("2025-01-01", "2025-12-31"))]) == set()


def test_other_things_are_not_denied():
    same = figure("a", 8000, 8000, as_of=JUNE)
    for other in ({"measure": "sent"}, {"unit": "crate"}, {"about": "x"}):
        assert denied([NO, with_(same, **other)]) == set()
    # No more than 6,000 in all: neither 8,000 wounded of them nor 8,000 in one place.
    for part in ({"measure": "wounded"}, {"scope": "in Kursk"}):
        assert denied([NO, with_(same, **part)]) == {"a"}
    assert denied([with_(NO, scope="in Donetsk"), with_(same, scope="in Kursk")]) == set()
    dozens = with_(NO, unit="dozen", interval=figure("x", 500, None).interval)
    assert denied([dozens, with_(same, unit="piece")]) == {"a"}  # 500 dozen are 6,000


def test_two_denials_and_one_taken_back_contradict_nothing():
    assert denied([NO, with_(NO, iri="no too")]) == set()
    same = figure("a", 8000, 8000, as_of=JUNE, speaker=NO.speaker)
    assert denied([NO, same]) == {"a"}
    assert denied([NO, with_(same, replaces=frozenset({"no"}))]) == set()


def outcome(denial: Figure, one: Figure) -> str | None:
    found = [v.kind for v in all_verdicts([denial, one], RULES)]
    assert found == [v.kind for v in conflicts([denial, one], RULES).verdicts]
    return found[0] if found else None


MAY, JULY = day("2025-05-15"), day("2025-07-15")


@pytest.mark.parametrize(
    ("ends", "as_of", "expected"),
    [
        # Denied of 15 June: 6,000 to 7,000. On that day 6,500 are impossible.
        ((6000, 7000), JUNE, CONTRADICTS),
        # A month before 6,500 may have been, and more than 7,000 by June; a month later it may have come to 6,500.
        ((6000, 7000), MAY, None),
        ((6000, 7000), JULY, None),
        # More than 6,000 are denied: of what only grows there were 6,500 on no earlier day.
        ((6000, None), MAY, CONTRADICTS),
        ((6000, None), JULY, None),
        # Up to 7,000 are denied, so that there were more: not 6,500 on any later day.
        ((None, 7000), JULY, CONTRADICTS),
        ((0, 7000), JULY, CONTRADICTS),
        ((0, 7000), MAY, None),
        # Of a time that reaches beyond it is open which day is meant.
        ((6000, None), Period(MAY.first, JULY.last), UNDECIDED),
        ((6000, 7000), Period(MAY.first, JULY.last), UNDECIDED),
        ((None, 7000), Period(MAY.first, JULY.last), UNDECIDED),
        ((6000, None), UNDATED, UNDECIDED),
    ],
)
def test_of_what_grows_a_denied_range_says_what_it_bounds(ends, as_of, expected):
    denial = figure("no", *ends, denied=True, as_of=JUNE)
    assert outcome(denial, figure("a", 6500, 6500, as_of=as_of)) == expected


def test_what_rises_and_falls_is_denied_on_the_days_of_the_denial():
    june = days("2025-06-01", "2025-06-30")
    for own, denied_days, expected in (
        (JUNE, june, CONTRADICTS),  # on no day of June
        (june, JUNE, UNDECIDED),  # on that day; on another of June they may have been
        (UNDATED, june, UNDECIDED),
        (JULY, june, None),
    ):
        denial = figure("no", 6000, 7000, denied=True, measure="present", as_of=denied_days)
        one = figure("a", 6500, 6500, measure="present", as_of=own)
        assert outcome(denial, one) == expected


@pytest.mark.parametrize(
    ("ends", "whole_is_denied", "expected"),
    [
        ((6000, None), True, CONTRADICTS),  # no more than 6,000 in all: no 6,500 killed of them
        ((6000, 7000), True, None),  # not 6,000 to 7,000 in all: more, perhaps
        ((None, 7000), True, None),  # more than 7,000 in all
        ((None, 7000), False, CONTRADICTS),  # more than 7,000 killed: no 6,500 in all
        ((6000, 7000), False, None),
        ((6000, None), False, None),
    ],
)
def test_of_a_whole_and_its_part_no_more_follows_than_part_is_at_most_whole(
    ends, whole_is_denied, expected
):
    part = {"measure": "killed", "as_of": JUNE}
    whole = {"measure": "casualties", "as_of": JUNE}
    its, other = (whole, part) if whole_is_denied else (part, whole)
    assert outcome(figure("no", *ends, denied=True, **its), figure("a", 6500, 6500, **other)) == (
        expected
    )


def test_of_the_range_of_a_weapon_no_part_is_denied():
    """“No range above 500 km” of all of them says so of each kind; it is one number for each, not a sum."""
    denial = figure("no", 500, None, denied=True, measure="range")
    assert outcome(denial, figure("a", 600, 600, measure="range")) == CONTRADICTS
    assert outcome(denial, figure("a", 600, 600, measure="range", scope="at sea")) == UNDECIDED


def test_a_limit_that_one_does_not_state_is_that_of_the_other_or_none():
    shells = {"as_of": JUNE, "counts": "152 mm shell"}
    # “Not more than 6,000 shells” beside 6,500 of one kind: whichever is meant, they are too many.
    more = figure("no", 6000, None, denied=True, as_of=JUNE)
    assert outcome(more, figure("a", 6500, 6500, **shells)) == CONTRADICTS
    # “Not 6,000 to 7,000”: of that kind, or of all, of which there may be more.
    about = figure("no", 6000, 7000, denied=True, as_of=JUNE)
    assert outcome(about, figure("a", 6500, 6500, **shells)) == UNDECIDED
    of_kind = with_(more, counts="152 mm shell")
    assert outcome(of_kind, figure("a", 6500, 6500, as_of=JUNE)) == UNDECIDED
    assert outcome(of_kind, figure("a", 6500, 6500, as_of=JUNE, counts="rocket")) is None


def test_flows_of_two_periods():
    year, spring = days("2024-01-01", "2024-12-31"), days("2024-03-01", "2024-05-31")
    flow = {"measure": "sent-in-period"}
    for ends, own, denied_period, expected in (
        ((6000, None), spring, year, CONTRADICTS),  # no more than 6,000 in the year
        ((6000, None), year, spring, None),
        ((None, 7000), year, spring, CONTRADICTS),  # more than 7,000 in spring
        ((6000, 7000), spring, year, None),
        ((6000, None), UNDATED, year, UNDECIDED),
    ):
        denial = figure("no", *ends, denied=True, period=denied_period, **flow)
        assert outcome(denial, figure("a", 6500, 6500, period=own, **flow)) == expected
    # More than 7,000 in spring, so no 6,500 in all by June; counted since summer they may be.
    denial = figure("no", None, 7000, denied=True, period=spring, **flow)
    total = figure("a", 6500, 6500, measure="sent", as_of=day("2024-06-15"))
    assert outcome(denial, total) == CONTRADICTS
    assert outcome(denial, with_(total, as_of=day("2024-04-15"))) is None
    assert outcome(denial, with_(total, begin=day("2024-06-01"))) is None


#: "No shells at all by 15 June 2025."
NONE = figure("no", 0, None, denied=True, as_of=JUNE, interval=Interval(0, None, False, True))


def test_none_at_all_meets_each_positive_figure_of_a_part():
    for other in ({"scope": "in Kursk"}, {"counts": "conscript"}, {"basis": "if seen"}):
        assert denied([NONE, figure("a", 5, 6, as_of=JUNE, **other)]) == {"a"}
    whole = with_(NONE, measure="casualties")
    assert denied([whole, figure("a", 5, 6, as_of=JUNE, measure="killed")]) == {"a"}
    sent = with_(NONE, measure="sent")
    period = days("2025-01-01", "2025-02-28")
    flow = figure("a", 5, 6, measure="sent-in-period", period=period)
    assert denied([sent, flow]) == {"a"}


def test_none_at_all_says_nothing_of_a_figure_that_may_be_nought():
    assert denied([NONE, figure("a", 0, 6, as_of=JUNE)]) == set()
    assert denied([NONE, figure("a", None, 6, as_of=JUNE)]) == set()


def test_a_limit_of_the_denial_alone_leaves_it_undecided():
    here = with_(NONE, scope="in Kursk")
    (verdict,) = conflicts([here, figure("a", 5, 6, as_of=JUNE)], RULES).verdicts
    assert (verdict.kind, verdict.first, verdict.second) == (UNDECIDED, "a", "no")
    assert denied([here, figure("a", 5, 6, as_of=JUNE, scope="in Donetsk")]) == set()


def found(one: Figure) -> list[str]:
    """The verdicts on a figure alone, beside who denies it without a figure."""
    verdicts = list(all_verdicts([one], RULES))
    assert [v for v in verdicts if v.grave] == list(conflicts([one], RULES).verdicts)
    return [v.kind for v in verdicts]


def test_who_denies_the_event_denies_its_positive_figures_up_to_that_day():
    denial = Denial("no", "ministry", Period(None, JUNE.last))
    for one, kinds in (
        (figure("a", 5, 6, as_of=JUNE), [CONTRADICTS]),
        (figure("a", 5, None, as_of=day("2025-01-01")), [CONTRADICTS]),
        (figure("a", 5, 6, as_of=day("2025-06-16")), []),  # by then it may have begun
        (figure("a", 5, 6, as_of=days("2025-06-01", "2025-06-30")), [UNDECIDED]),
        (figure("a", 5, 6), [UNDECIDED]),  # of no day, published we do not know when
        (figure("a", 5, 6, published=JUNE.last), [CONTRADICTS]),
        (figure("a", 0, 6, as_of=JUNE), []),  # it may be nought
        (figure("a", None, None, as_of=JUNE), []),
        (figure("a", 5, 6, as_of=JUNE, leaves_open=True), []),
    ):
        assert found(with_(one, against=(denial,))) == kinds, one


def test_who_denies_the_event_from_a_day_on_says_nothing_of_a_count_that_began_before():
    since = Denial("no", "ministry", days("2025-01-01", "2025-06-15"))
    one = figure("a", 5, 6, as_of=JUNE, against=(since,))
    assert found(one) == [UNDECIDED]
    assert found(with_(one, period=days("2024-03-01", "2025-06-15"))) == []
    assert found(with_(one, period=days("2025-03-01", "2025-06-15"))) == [CONTRADICTS]


def test_who_disputes_a_claim_by_name_denies_it_whatever_it_says():
    denial = Denial("no", "ministry", by_name=True)
    assert found(figure("a", 5, 6, as_of=JUNE, against=(denial,))) == [CONTRADICTS]
    assert found(figure("a", None, None, against=(denial,))) == [CONTRADICTS]


def test_who_takes_a_denial_back_replaces_it():
    denial = Denial("no", "speaker", Period(None, JUNE.last), replaced=True)
    own = figure("a", 5, 6, as_of=JUNE, speaker="speaker", against=(denial,))
    assert found(own) == []
    assert found(with_(own, replaces=frozenset({"no"}))) == [SUPERSEDES]
    assert found(with_(own, speaker="another")) == [CONTRADICTS]
    assert found(with_(own, speaker="another").without({"no"})) == []
