"""What falls when a source is withdrawn, worked out by hand."""

from __future__ import annotations

import pytest

from kg.api import Graph
from kg.build.scope import restrict
from kg.claims.scope import Scope
from kg.errors import UsageError
from kg.graph.impact import impact
from kg.text.layout import Layout
from tests.build.test_facts import killed, part, source
from tests.conftest import ROOT
from tests.texts import store_of

NAMES = """
kgd:unit-a a kg:MilitaryUnit ; rdfs:label "A"@en . kgd:force-b a kg:ArmedForce ; rdfs:label "B"@en .
kgd:force-c a kg:ArmedForce ; rdfs:label "C"@en . kgd:casualties-a a kg:Casualties ; rdfs:label "losses"@en .
kgd:person-x a kg:Person ; rdfs:label "X"@en . kgd:person-y a kg:Person ; rdfs:label "Y"@en .
"""


def changes(sources: dict[str, str], *names: str, **scope: object) -> list[tuple[str, ...]]:
    store, layout = store_of(**sources), Layout(ROOT, ROOT)
    whole = graph = Graph(store, layout)
    if scope:
        chosen = Scope(**scope)  # type: ignore[arg-type]  # the fields of a scope
        graph = Graph(restrict(store, chosen), layout, chosen, chosen.view or "hull")
    return [tuple(change) for change in impact(graph, whole, names).changes]


def test_a_fact_falls_and_another_is_no_longer_confirmed():
    sources = {
        "one": source("one", "2024-01-01") + NAMES + part(1, "force-b", "x"),
        "two": source("two", "2024-02-01") + part(1, "force-b", "y"),
    }
    two_values = ("contradiction", "falls", "one/c1 and one/c2", "contradicts", "")
    swapped = ("contradiction", "appears", "two/c1 and one/c2", "", "contradicts")
    found = changes(sources, "two")
    assert found == [
        (
            "fact",
            "changes",
            "A is part of B",
            "2 independent origins, confirmed",
            "1 independent origin",
        )
    ]
    # A rival disputes it, so that it is not confirmed.
    rival = part(2, "force-c", "x")
    sources["one"] += rival
    found = changes(sources, "one")
    assert ("fact", "falls", "A is part of C", "1 independent origin, disputed", "") in found
    assert two_values in found
    assert swapped not in found


def test_a_range_narrows_and_a_contradiction_vanishes():
    """January 900 to 1,100; April 540 to 660: fewer dead later, which cannot be."""
    sources = {
        "one": source("one", "2025-01-23")
        + NAMES
        + killed(1, "kg:qualifier kg:approximately ; kg:best 1000", "x", "2025-01-22"),
        "two": source("two", "2025-05-01")
        + killed(1, "kg:qualifier kg:approximately ; kg:best 600", "y", "2025-04-30"),
    }
    assert changes(sources, "two") == [
        (
            "range",
            "changes",
            "personnel killed of losses (person)",
            "540–660, or 900 or more [of 2025-04-30], 2 independent origins, disputed",
            "900–1,100 [of 2025-01-22], 1 independent origin",
        ),
        ("contradiction", "falls", "one/c1 and two/c1", "contradicts", ""),
    ]
    both = changes(sources, "one", "two")
    assert [change[:2] for change in both] == [("range", "falls"), ("contradiction", "falls")]


@pytest.mark.parametrize(
    "link", ["src:one", "<https://w3id.org/entente/source/one/c1>"], ids=["document", "claim"]
)
def test_what_repeats_a_withdrawn_source_has_no_origin(link):
    sources = {
        "one": source("one", "2024-01-01") + NAMES + part(1, "force-b", "x"),
        "relay": source("relay", "2024-02-01")
        + part(1, "force-b", "y", f"; kg:derivedFrom {link}"),
    }
    assert changes(sources, "one") == [
        ("fact", "changes", "A is part of B", "1 independent origin", "0 independent origins"),
        ("claim", "changes", "relay/c1", "from X", "without an origin"),
    ]
    assert changes(sources, "relay") == []


def test_without_its_correction_the_old_claim_stands_again():
    sources = {
        "one": source("one", "2024-01-01") + NAMES + part(1, "force-b", "x"),
        "two": source("two", "2024-02-01", "; kg:retracts src:one"),
    }
    assert changes(sources, "two") == [
        ("fact", "appears", "A is part of B", "", "1 independent origin"),
        ("claim", "changes", "one/c1", "retracted by two", "stands again"),
    ]
    assert changes(sources, "two", known_at="2024-01-15") == []


def test_without_a_retraction_the_contradiction_is_back():
    """600 dead after 1,000 would contradict, had not the 1,000 been taken back."""
    sources = {
        "one": source("one", "2025-01-23") + NAMES + killed(1, "kg:best 1000", "x", "2025-01-22"),
        "two": source("two", "2025-05-01") + killed(1, "kg:best 600", "y", "2025-04-30"),
        "back": source("back", "2025-06-01", "; kg:retracts src:one"),
    }
    found = changes(sources, "back")
    assert ("contradiction", "appears", "one/c1 and two/c1", "", "contradicts") in found
    assert not [change for change in changes(sources, "two") if change[0] == "contradiction"]


def test_under_the_latest_view_a_rival_comes_back():
    sources = {
        "one": source("one", "2024-01-01") + NAMES + part(1, "force-b", "x"),
        "two": source("two", "2024-02-01") + part(1, "force-c", "y"),
    }
    found = changes(sources, "two", view="latest")
    assert found[:2] == [
        ("fact", "appears", "A is part of B", "", "1 independent origin"),
        ("fact", "falls", "A is part of C", "1 independent origin", ""),
    ]


def test_a_source_that_is_not_there():
    with pytest.raises(UsageError, match="no source on") as wrong:
        changes({"one": source("one", "2024-01-01") + NAMES}, "on")
    assert wrong.value.where == "--without"
    assert "did you mean one?" in (wrong.value.remedy or "")


def test_what_is_undecided_changes_too():
    """About 1,000 and about 600 dead, of days that nobody states: it depends on which is later."""
    sources = {
        "one": source("one", "2025-01-23")
        + NAMES
        + killed(1, "kg:qualifier kg:approximately ; kg:best 1000", "x"),
        "two": source("two", "2025-05-01")
        + killed(1, "kg:qualifier kg:approximately ; kg:best 600", "y"),
    }
    found = changes(sources, "two")
    assert ("contradiction", "falls", "one/c1 and two/c1", "undecided", "") in found
