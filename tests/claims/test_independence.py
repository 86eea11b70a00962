"""Where claims come from, and how many independent origins stand behind them: found by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.claims.independence import Origins, without
from kg.claims.independence import Testimony as Known


def known(*testimonies: Known) -> dict[str, Known]:
    return {testimony.iri: testimony for testimony in testimonies}


def said(iri: str, speaker: str, *derived_from: str, own_voice: bool = False) -> Known:
    return Known(iri, iri.partition("/")[0], speaker, own_voice, derived_from)


def test_two_speakers_are_two_origins_and_one_speaker_is_one():
    claims = known(said("a/1", "ministry"), said("b/1", "ministry"), said("c/1", "agency"))
    origins = Origins(claims)
    assert origins.of(["a/1", "b/1"]) == {"ministry"}
    assert origins.of(claims) == {"ministry", "agency"}


def test_an_author_who_names_nobody_is_no_origin():
    claims = known(said("a/1", "author", own_voice=True), said("a/2", "ministry"))
    assert Origins(claims).of(["a/1"]) == frozenset()
    assert Origins(claims).of(claims) == {"ministry"}


def test_three_papers_that_repeat_one_agency_are_one_origin():
    """The second names the agency's claim, the third the second's, each as its own words."""
    claims = known(
        said("wire/1", "agency"),
        said("paper/1", "paper", "wire/1", own_voice=True),
        said("blog/1", "blogger", "paper/1"),
    )
    assert Origins(claims).of(claims) == {"agency"}
    assert Origins(claims).of(["blog/1"]) == {"agency"}


def test_who_repeats_a_whole_document_has_its_one_speaker_or_the_document():
    relay = said("relay/1", "relay", "doc")
    assert Origins(known(said("doc/1", "agency"), relay)).of(["relay/1"]) == {"agency"}
    two = known(said("doc/1", "agency"), said("doc/2", "ministry"), relay)
    assert Origins(two).of(["relay/1"]) == {"doc"}
    assert Origins(known(relay)).of(["relay/1"]) == {"doc"}  # one that is not in the graph


def test_a_circle_of_reports_has_no_origin():
    circle = known(said("a/1", "x", "b/1"), said("b/1", "y", "c/1"), said("c/1", "z", "a/1"))
    assert Origins(circle).of(circle) == frozenset()


def test_what_rests_on_two_has_both_and_keeps_the_one_that_stays():
    claims = known(said("a/1", "x"), said("b/1", "y"), said("c/1", "z", "a/1", "b/1"))
    assert Origins(claims).of(["c/1"]) == {"x", "y"}
    left = without(claims, frozenset({"a", "a/1"}))
    assert Origins(left).of(["c/1"]) == {"y"}
    assert Origins(without(claims, frozenset({"a/1", "b/1"}))).of(["c/1"]) == frozenset()


@given(
    st.lists(st.tuples(st.sampled_from("xyz"), st.booleans(), st.integers(0, 6)), max_size=7),
    st.randoms(),
)
def test_more_claims_never_have_fewer_origins(rows, random):
    """And never more than there are speakers and documents outside the graph."""
    claims = known(
        *(
            Known(f"s/{n}", "s", who, own, (f"s/{to}",) if to < n else ())
            for n, (who, own, to) in enumerate(rows)
        )
    )
    origins, some = Origins(claims), [iri for iri in claims if random.random() < 0.5]
    assert origins.of(some) <= origins.of(claims) <= {who for who, _, _ in rows}
