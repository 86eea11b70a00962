"""At a clock nothing is used that was published later: as if the later sources were not there."""

from __future__ import annotations

import pytest

import kg
from kg.graph.contradictions import weigh
from tests.publish.material import KOREA, UK, claim, day, estimate, issued, link, open_taken_back

OCCURRED = ("kgd:casualties-test", "kg:eventStatus", "kg:occurred")


def with_later_sources(workspace) -> dict[str, str]:
    """Sources of March to June 2025 that deny, dispute, relay, replace and begin; by day."""
    open_taken_back(workspace)
    exact = {"qualifier": "kg:exactly", "asOf": day("2025-01-15")}
    denial = issued("denial", "2025-03-20") + claim(
        "denial/c001", *OCCURRED, attributedTo=UK, stance="kg:denies"
    )
    dispute = issued("dispute", "2025-04-20") + claim(
        "dispute/c001", *OCCURRED, attributedTo=UK, disputes=link("early/c001")
    )
    relayed = issued("relayed", "2025-05-20") + estimate(
        "relayed/c001", UK, best="1000", derivedFrom=link("relay/c001"),
        linkBasis="kg:inferredByCurator", **exact,
    )  # fmt: skip
    begun = issued("begun", "2025-06-20") + claim(
        "begun/c001", *OCCURRED, attributedTo=KOREA, time='"2024-10-01/.."^^edtf:EDTF'
    )
    begun += estimate("begun/c002", KOREA, best="50", supersedes=link("first/c001"), **exact)
    files = {"denial": denial, "dispute": dispute, "relayed": relayed, "begun": begun}
    for stem, text in files.items():
        (workspace / "seeds" / f"{stem}.ttl").write_text(text, encoding="utf-8")
    published = {"relay": "2025-02-20", "third": "2025-03-05", "fourth": "2025-04-05"}
    days = {"denial": "2025-03-20", "dispute": "2025-04-20", "relayed": "2025-05-20"}
    return published | days | {"begun": "2025-06-20"}


def _state(graph) -> tuple[object, ...]:
    found = {every: weigh(graph, every=every).weighed for every in (False, True)}
    facts = graph.query("SELECT ?s ?p ?o ?d { ?f a kg:Fact ; rdf:subject ?s ; rdf:predicate ?p ; "
                        "rdf:object ?o OPTIONAL { ?f kg:disputed ?d } }")  # fmt: skip
    taken = sorted((c.id, c.status) for c in graph.claims.values())
    return found[False], found[True], sorted(map(str, facts)), taken


@pytest.mark.slow
def test_a_clock_is_as_if_later_sources_were_not_there(workspace):
    published = with_later_sources(workspace)
    clocks = ("2025-06-30", "2025-04-30", "2025-03-10")
    at_the_clock = {at: _state(kg.open(workspace, known_at=at)) for at in clocks}
    verdicts = {v.verdict for v in at_the_clock["2025-06-30"][1]}
    assert {"contradicts", "supersedes", "not independent"} <= verdicts
    for at in clocks:
        for stem, of in published.items():
            if of > at:
                (workspace / "seeds" / f"{stem}.ttl").unlink(missing_ok=True)
        assert _state(kg.open(workspace)) == at_the_clock[at], at
