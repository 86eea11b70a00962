"""The pages of entities and claims as lines of text."""

from __future__ import annotations

import pytest

from kg.publish.terminal.show import claim_lines, entity_lines
from kg.text.display import display_width
from tests.publish.material import open_counts

EVENT = "https://w3id.org/entente/id/casualties-test"
ARTICLE = "khaled-north-korea-russia"


@pytest.fixture
def graph(workspace):
    return open_counts(workspace)


def fields(graph, name: str) -> dict[str, str]:
    """The lines of a claim's page by their name."""
    _, *lines = [line.text for line in claim_lines(graph, graph.claims.named(name), 200)]
    column = next(line for line in lines if line.startswith("kind")).index("Estimate")
    return {line[:column].strip(): line[column:] for line in lines}


def test_a_group_of_figures_says_how_many_origins_it_has(graph):
    lines = [line.text.strip() for line in entity_lines(graph, EVENT, 120)]
    # The 700 of June are fewer than the 900 to 1,100 of January.
    head = lines.index(
        "personnel killed — losses: 700, or 900 or more [of 10 June 2025] [disputed]"
    )
    assert lines[head + 1] == "6 claims (1 retracted), 2 independent origins"
    entries = [line for line in lines[head:] if line.startswith("·")]
    assert entries[0] == "· about 1,000 (as of 15 January 2025)"
    assert entries[-1] == "· up to 2,000"  # undated
    assert "Agency One · paper/c003 [retracted by relay/c003]" in lines


def test_a_claim_says_what_it_rests_on_and_who_says_so(graph):
    relay = fields(graph, "relay/c001")
    assert relay["derived from"] == "paper/c001, Agency One (inferred by curator)"
    assert relay["as of"] == "January 2025"
    assert relay["support"] == "6 claims (1 retracted), 2 independent origins"
    assert fields(graph, "paper/c001")["relayed by"].startswith("relay/c001, Agency One")


def test_a_retracted_claim_says_so(graph):
    title = claim_lines(graph, graph.claims.named("paper/c003"), 100)[0]
    assert title.text == "Said in paper/c003. [retracted]"
    assert fields(graph, "paper/c003")["retracted by"] == "relay/c003, Agency One"
    retraction = claim_lines(graph, graph.claims.named("relay/c003"), 100)
    assert any(
        line.text.split() == ["retracts", "paper/c003,", "Agency", "One"] for line in retraction
    )


def test_a_kind_of_weapon_has_the_figures_that_count_it(core):
    """The shells of the article's "more than 12 million" are artillery shells (c043)."""
    lines = [
        line.text for line in entity_lines(core, "https://w3id.org/entente/ns/shell152mm", 120)
    ]
    assert lines[0] == "152 mm shell (weapon type)"
    assert "Estimates" in lines
    near = core.claims.about(["https://w3id.org/entente/ns/artilleryShell"])
    assert f"{ARTICLE}/c043" in {claim.id for claim in near}


def test_times_are_in_words(core):
    text = "\n".join(
        line.text
        for line in entity_lines(
            core, "https://w3id.org/entente/id/deployment-dprk-russia-2024", 120
        )
    )
    assert "since autumn 2024" in text
    assert "2024-23" not in text


def test_most_is_more_than_a_half(core):
    assert fields(core, f"{ARTICLE}/c017")["figure"] == "most (read as more than 50%)"


@pytest.mark.parametrize("width", [40, 80])
def test_pages_fit_their_width(core, width):
    lines = entity_lines(core, "https://w3id.org/entente/id/unit-kpa-11th-corps", width)
    lines += claim_lines(core, core.claims.named(f"{ARTICLE}/c012"), width)
    assert max(display_width(line.text) for line in lines) <= width
