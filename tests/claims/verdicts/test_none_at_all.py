"""Who says that there was none at all denies the event: worked out on paper."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.claims.claim import ASSERTS, DENIES
from kg.claims.facts.edges import Basis, derive_facts
from kg.claims.facts.view import parse_view
from kg.claims.interval import Interval
from kg.claims.statement import Statement
from kg.claims.verdicts.assessment import assess
from kg.claims.verdicts.none_at_all import denied_events
from kg.claims.verdicts.relations import Relations
from kg.claims.verdicts.verdict import CONTRADICTS, SUPERSEDES, UNDECIDED
from kg.iris import KG
from tests.claims.verdicts.figures import RULES, day, days, figure, with_

EVENT = "https://example.org/delivery"
JUNE, MAY = day("2025-06-15"), day("2025-05-02")
ANY = Interval(0, None, lower_inclusive=False)
#: "None were sent by 15 June 2025."
NONE = figure("none", 0, None, about=EVENT, measure="sent", interval=ANY, denied=True, as_of=JUNE)


def event(iri="event", status="occurred", **more) -> Statement:
    """ "The delivery took place on 2 May 2025", or what is said of it."""
    edge = (ox.NamedNode(each) for each in (EVENT, KG + "eventStatus", KG + status))
    return Statement(iri, f"source-of-{iri}", f"speaker-of-{iri}", *edge, **{"period": MAY} | more)


def kinds(statement: Statement, one) -> list[str]:
    return [verdict.kind for verdict in denied_events([statement], [one], RULES)]


def test_none_at_all_denies_the_event():
    (verdict,) = denied_events([event()], [NONE], RULES)
    assert (verdict.kind, verdict.first, verdict.second) == (CONTRADICTS, "event", "none")
    assert kinds(event(status="ongoing"), NONE) == [CONTRADICTS]
    assert kinds(event(), with_(NONE, interval=Interval(1, None))) == [CONTRADICTS]
    nought = with_(NONE, interval=Interval(0, 0), denied=False)
    assert kinds(event(), nought) == [CONTRADICTS]


@pytest.mark.parametrize(
    "interval",
    [
        Interval(12_000, 12_000),  # "not 12,000"
        Interval(12_000, None),  # "not 12,000 or more"
        Interval(1, None, lower_inclusive=False),  # "not more than one"
        Interval(0, 10, lower_inclusive=False),
        Interval(None, 100),
        Interval(0, None),  # 0 is among what it denies
    ],
)
def test_who_denies_a_number_alone_does_not(interval):
    assert kinds(event(), with_(NONE, interval=interval)) == []


def test_nor_does_a_figure_that_may_be_nought_or_that_nobody_upholds():
    assert kinds(event(), with_(NONE, denied=False)) == []
    assert kinds(event(), with_(NONE, denied=False, interval=Interval(0, 10))) == []
    assert kinds(event(), with_(NONE, leaves_open=True)) == []


def test_nobody_denies_what_is_not_said_to_have_happened():
    for status in ("planned", "agreed", "alleged", "cancelled"):
        assert kinds(event(status=status), NONE) == []
    assert kinds(event(stance=DENIES), NONE) == []
    assert kinds(event(modality=KG + "warned", is_judgement=True), NONE) == []
    assert kinds(event(), with_(NONE, about="https://example.org/another")) == []


def test_a_part_of_what_an_event_brings_may_be_none():
    """None killed, of whom some were wounded; none there that day, though some had come."""
    assert kinds(event(), with_(NONE, measure="killed")) == []
    assert kinds(event(), with_(NONE, measure="casualties")) == [CONTRADICTS]
    for measure in ("present", "share", "range"):
        assert kinds(event(), with_(NONE, measure=measure)) == []


@pytest.mark.parametrize("limit", ["counts", "scope", "basis"])
def test_an_event_may_be_of_something_else_than_a_limited_denial(limit):
    assert kinds(event(), with_(NONE, **{limit: "shells"})) == [UNDECIDED]


def test_the_event_may_have_taken_place_after_the_denial():
    assert kinds(event(period=day("2025-06-16")), NONE) == []
    assert kinds(event(period=JUNE), NONE) == [CONTRADICTS]
    assert kinds(event(period=days("2025-06-01", "2025-06-30")), NONE) == [UNDECIDED]
    # Of no day, told on 1 June or on 1 July: by then it had begun.
    undated = event(period=days("2025-06-01", "2025-06-01")._replace(first=None, last=None))
    assert kinds(undated, NONE) == [UNDECIDED]
    assert kinds(undated._replace(known=day("2025-06-01").last), NONE) == [CONTRADICTS]
    assert kinds(undated._replace(known=day("2025-07-01").last), NONE) == [UNDECIDED]


def test_a_denial_of_no_day_is_of_the_day_of_its_publication():
    undated = with_(NONE, as_of=days("2025-06-15", "2025-06-15")._replace(first=None, last=None))
    assert kinds(event(), undated) == [UNDECIDED]
    assert kinds(event(), with_(undated, published=JUNE.last)) == [CONTRADICTS]
    assert kinds(event(period=day("2025-06-16")), with_(undated, published=JUNE.last)) == []


def test_a_count_from_a_day_on_says_nothing_of_an_event_before():
    since = with_(NONE, period=days("2025-05-15", "2025-06-15"))
    assert kinds(event(), since) == []
    assert kinds(event(period=day("2025-05-20")), since) == [CONTRADICTS]


def test_none_within_a_period_denies_an_event_of_that_period():
    none = with_(NONE, measure="sent-in-period", period=days("2025-05-01", "2025-05-31"))
    assert kinds(event(), none) == [CONTRADICTS]
    assert kinds(event(period=JUNE), none) == []
    assert kinds(event(period=days("2025-05-20", "2025-06-05")), none) == [UNDECIDED]


def test_who_takes_it_back_replaces_it():
    assert kinds(event(replaces=frozenset({"none"})), NONE) == [SUPERSEDES]
    assert kinds(event(), with_(NONE, replaces=frozenset({"event"}))) == [SUPERSEDES]


def test_one_assessment_holds_it_and_each_positive_figure():
    sent = [
        figure(name, n, n, about=EVENT, measure="sent", as_of=MAY, counts=counts)
        for name, n, counts in (("a", 5000, ""), ("b", 12, "rocket"), ("c", 800, "shell"))
    ]
    found = assess([NONE, *sent], RULES, [event()], Relations())
    against = {frozenset((v.first, v.second)) for v in found.against(["none"])}
    assert against == {frozenset(("none", other)) for other in ("a", "b", "c", "event")}


def test_the_event_is_disputed_as_a_fact():
    rules = {(ASSERTS, event().modality): True}
    basis = Basis(parse_view("hull"), rules, {}, frozenset)
    for none, disputed in ((NONE, True), (with_(NONE, counts="shell"), False)):
        two = [event("event"), event("again")]
        (fact,), _ = derive_facts(two, basis, denied_events(two, [none], RULES))
        assert (fact.disputed, fact.confirmed) == (disputed, False)
    (fact,), _ = derive_facts(two, basis)
    assert fact.confirmed
