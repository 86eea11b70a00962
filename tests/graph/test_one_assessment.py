"""What contradicts what is one assessment: every place that speaks of it says the same."""

from __future__ import annotations

import pytest

from kg.build.facts import read_layer, stored_overtaken
from kg.claims.facts.view import parse_view
from kg.claims.verdicts.assessment import assess
from kg.graph.contradictions import assessment_about, beside, compared, weigh
from kg.graph.impact import state
from kg.iris import SRC
from kg.publish.terminal.show import claim_lines, entity_lines

WORDS = ("contradicts", "undecided")
WIDE = 100_000


@pytest.fixture(scope="module")
def pairs(core):
    """The pairs that contradict, or may, as ``kg conflicts`` lists them: ids of claims and outcome."""
    listed = [pair for pair in core.contradictions().weighed if pair.outcome in WORDS]
    assert {pair.outcome for pair in listed} == set(WORDS)
    return {(pair.first.claim, pair.second.claim): pair.outcome for pair in listed}


def test_each_pair_is_told_at_both_claims(core, pairs):
    for (first, second), outcome in pairs.items():
        for own, other in ((first, second), (second, first)):
            lines = [line.text for line in claim_lines(core, core.claims.named(own), WIDE)]
            title = "Contradictions" if outcome == "contradicts" else "May contradict"
            assert any(other in line for line in lines[lines.index(title) :]), (own, other)


def test_a_claim_of_no_pair_has_no_such_section(core, pairs):
    told = {claim for pair in pairs for claim in pair}
    for claim in core.claims.values():
        if claim.id not in told and claim.overtaken is None:
            lines = {line.text for line in claim_lines(core, claim, WIDE)}
            assert lines.isdisjoint(("Contradictions", "May contradict")), claim.id


def test_the_entity_tells_all_pairs_about_it(core, pairs):
    about = "casualties-dprk-troops"
    lines = [line.text for line in entity_lines(core, f"https://w3id.org/entente/id/{about}", WIDE)]
    told = "\n".join(lines[lines.index("Contradictions") :])
    own = {
        pair for pair in pairs if (core.claims[SRC + pair[0]].get("about") or "").endswith(about)
    }
    assert own
    for first, second in own:
        assert f"{first} / " in told
        assert second in told


def test_the_foot_of_an_answer_looks_beyond_its_rows(core):
    """The Ministry's 6,000 alone: what it may contradict is in another source."""
    lines = compared(core, {SRC + "khaled-north-korea-russia/c020"}).lines
    assert len([line for line in lines if line.startswith("undecided: ")]) == 3
    assert not [line for line in lines if line.startswith("no contradiction")]


def test_the_estimates_and_the_impact_tell_the_same(core, pairs):
    layer = read_layer(core.store, parse_view(core.view), stored_overtaken(core.store))
    known = {
        (first.removeprefix(SRC), second.removeprefix(SRC)): verdict.outcome
        for (_, first, second), verdict in state(core.store, layer).verdicts.items()
    }
    assert pairs.items() <= known.items()  # which also names relays of what is listed
    drawn = {
        tuple(iri.removeprefix(SRC) for iri in clash.claims): clash.kind
        for group in core.estimates("casualties-dprk-troops")
        for clash in group.clashes
        if clash.kind in WORDS
    }
    assert drawn
    assert drawn.items() <= pairs.items()


def test_an_assessment_of_one_thing_is_that_of_all(core, pairs):
    whole = assessment_about(core, None)
    for first, second in pairs:
        for iri in (SRC + first, SRC + second):
            assert beside(core, [core.claims[iri]]) == beside(core, [core.claims[iri]], whole)


def test_all_pairs_are_as_many_as_an_assessment_of_the_same_figures_counts(core):
    listed = weigh(core, every=True)
    assert listed.pairs == assess(core.figures, core.rules).pairs
    assert len(listed.weighed) == listed.pairs + listed.denials + listed.statements
    of_one = weigh(core, every=True, sources=["khaled-north-korea-russia"])
    both = [pair for pair in of_one.weighed if pair.first.measure and pair.second.measure]
    assert of_one.pairs == len(both)
