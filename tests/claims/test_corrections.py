"""What retracts, corrects and supersedes what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.corrections import CORRECTED, RETRACTED, SUPERSEDED, Link, overtaken, relayed


def gone(*links: Link) -> dict[str, str]:
    return {claim: f"{link.kind} by {link.later}" for claim, link in overtaken(links).items()}


@pytest.mark.parametrize("kind", [RETRACTED, CORRECTED, SUPERSEDED])
def test_one_link(kind):
    assert gone(Link("new", "old", kind)) == {"old": f"{kind} by new"}


def test_a_withdrawn_retraction_lets_the_first_statement_stand_again():
    links = [Link("b", "a", RETRACTED), Link("c", "b", RETRACTED)]
    assert gone(*links) == {"b": "retracted by c"}
    assert gone(*links, Link("d", "c", RETRACTED)) == {
        "a": "retracted by b",
        "c": "retracted by d",
    }


def test_what_is_brought_up_to_date_twice_does_not_come_back():
    links = [Link("b", "a", SUPERSEDED), Link("c", "b", SUPERSEDED)]
    assert gone(*links) == {"a": "superseded by b", "b": "superseded by c"}


def test_a_retracted_figure_supersedes_nothing():
    links = [Link("b", "a", SUPERSEDED), Link("c", "b", RETRACTED)]
    assert gone(*links) == {"b": "retracted by c"}


@pytest.mark.parametrize("kind", [RETRACTED, SUPERSEDED])
def test_in_a_circle_none_is_the_last_word(kind):
    assert set(gone(Link("a", "b", kind), Link("b", "a", kind))) == {"a", "b"}


def test_a_claim_does_not_take_itself_back():
    assert gone(Link("a", "a", RETRACTED)) == {}


def test_a_long_chain():
    links = [Link(str(n + 1), str(n), RETRACTED) for n in range(5000)]
    # Nothing retracts 5000; it takes back 4999, so that 4998 stands, and so on.
    assert set(gone(*links)) == {str(n) for n in range(1, 5000, 2)}


NAMES = st.sampled_from("abcdef")
LINKS = st.lists(
    st.builds(Link, NAMES, NAMES, st.sampled_from([RETRACTED, CORRECTED, SUPERSEDED])), max_size=12
)


@given(LINKS, st.randoms())
def test_the_order_of_links_changes_nothing(links, random):
    shuffled = list(links)
    random.shuffle(shuffled)
    assert overtaken(shuffled) == overtaken(links)


@given(LINKS)
def test_only_what_a_link_names_can_fall(links):
    assert set(overtaken(links)) <= {link.earlier for link in links}


def test_what_only_relays_what_is_gone_is_gone_with_it_at_any_distance():
    links = overtaken([Link("new", "old", RETRACTED)])
    derived = {"relay": ["old"], "its-relay": ["relay"], "two-origins": ["old", "other"]}
    assert {claim: f"{link.kind} by {link.later}" for claim, link in relayed(links, derived).items()} == {
        "old": "retracted by new", "relay": "retracted by new", "its-relay": "retracted by new",
    }  # fmt: skip


def test_what_takes_a_figure_back_may_be_derived_from_it():
    links = overtaken([Link("new", "old", CORRECTED)])
    assert set(relayed(links, {"new": ["old"], "relay": ["new"]})) == {"old"}


def test_a_circle_of_relays_stands_as_long_as_nothing_in_it_falls():
    assert relayed({}, {"a": ["b"], "b": ["a"]}) == {}
    links = overtaken([Link("new", "old", SUPERSEDED)])
    assert set(relayed(links, {"a": ["b", "old"], "b": ["a"]})) == {"old"}
