"""A denied figure contradicts those that lie within it: worked out on paper."""

from __future__ import annotations

from kg.claims.figure import Denial, Figure
from kg.claims.interval import Interval
from kg.claims.period import Period
from kg.claims.verdicts.sweep import all_verdicts, conflicts
from kg.claims.verdicts.verdict import CONTRADICTS, SUPERSEDES, UNDECIDED
from tests.claims.verdicts.test_pair import RULES, day, days, figure, with_


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
    assert denied([NO, figure("a", 8000, 9000)]) == {"a"}  # of no day: of that one, it may be


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
    for other in ({"measure": "wounded"}, {"scope": "in Kursk"}, {"unit": "crate"}, {"about": "x"}):
        assert denied([NO, with_(same, **other)]) == set()
    dozens = with_(NO, unit="dozen", interval=figure("x", 500, None).interval)
    assert denied([dozens, with_(same, unit="piece")]) == {"a"}  # 500 dozen are 6,000


def test_two_denials_and_one_taken_back_contradict_nothing():
    assert denied([NO, with_(NO, iri="no too")]) == set()
    same = figure("a", 8000, 8000, as_of=JUNE, speaker=NO.speaker)
    assert denied([NO, same]) == {"a"}
    assert denied([NO, with_(same, replaces=frozenset({"no"}))]) == set()


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
