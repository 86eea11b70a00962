"""Claims as people read them: names, support, and what has taken a claim's place."""

from __future__ import annotations

import pytest

from kg.claims.claim import stance_of
from kg.errors import UsageError
from kg.graph.names import vocabulary_term
from kg.graph.near import estimates_near
from tests.publish.material import open_counts

EVENT = "https://w3id.org/entente/id/casualties-test"


@pytest.fixture
def graph(workspace):
    return open_counts(workspace)


def test_a_name_in_any_language_is_better_than_none(graph):
    assert graph.claims.named("paper/c002").speaker == "Agentur Zwei"
    assert graph.claims.named("paper/c001").speaker == "Agency One"
    assert graph.labels("https://w3id.org/entente/id/nothing-here") == "nothing-here"


def test_support_counts_origins_not_repetitions(graph):
    def support(*names: str) -> str:
        return graph.claims.support([graph.claims.named(name) for name in names])

    assert support("paper/c001") == "1 claim, 1 independent origin"
    assert support("paper/c001", "relay/c001") == "2 claims, 1 independent origin"  # a relay
    assert support("paper/c001", "paper/c002") == "2 claims, 2 independent origins"
    assert support("paper/c002", "relay/c002") == "2 claims, 1 independent origin"  # one agency
    assert support("own/c001") == "1 claim, 0 independent origins"  # the author's own
    assert support("own/c001", "relay/c002") == "2 claims, 1 independent origin"
    assert support("paper/c003") == "1 claim (1 retracted), 0 independent origins"


def test_a_denial_supports_nothing(workspace):
    from tests.publish.material import open_disputed

    graph = open_disputed(workspace)
    both = [graph.claims.named("khaled-north-korea-russia/c016"), graph.claims.named("denial/c001")]
    assert graph.claims.support(both[1:]) == "1 claim (1 denied), 0 independent origins"
    # The assertion is in the author's own voice.
    assert graph.claims.support(both) == "2 claims (1 denied), 0 independent origins"


def test_the_stance_of_some_claims(workspace):
    from tests.publish.material import open_disputed

    graph = open_disputed(workspace)
    denial, forecast = graph.claims.named("denial/c001"), graph.claims.named("denial/c002")
    assert stance_of([denial]) == "denies"
    assert stance_of([forecast]) == "asserts"
    assert stance_of([denial, forecast]) == "mixed"


def test_what_has_taken_its_place(graph):
    assert graph.claims.named("paper/c003").status == "retracted by relay/c003"
    assert graph.claims.named("relay/c003").status == ""


def test_figures_about_the_events_of_an_entity(core):
    troops = "https://w3id.org/entente/id/group-dprk-troops-in-war"
    ids = {
        claim.id.rpartition("/")[2]
        for claim in estimates_near(core, troops)
        if "khaled" in claim.id
    }
    # The two totals of the deployment that they took part in, and their losses.
    assert ids == {"c004", "c012", "c020"}


def test_figures_of_one_matter_stand_together(graph):
    assert len(graph.claims.of_matter(graph.claims.named("paper/c001"))) == 6


@pytest.mark.parametrize("name", ["personnelKilled", "kg:personnelKilled", "Personnel Killed"])
def test_a_term_by_name_or_label(core, name):
    assert vocabulary_term(core, name) == "https://w3id.org/entente/ns/personnelKilled"


@pytest.mark.parametrize("name", ["noSuchTerm", "<a b>", "", '"'])
def test_a_term_that_is_not_there(core, name):
    with pytest.raises(UsageError):
        vocabulary_term(core, name)
