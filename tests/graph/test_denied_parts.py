"""Who denies a whole event, its parts and who says what is a part: from the text to what is printed of it."""

from __future__ import annotations

import pytest

import kg
from kg.graph.contradictions import weigh
from kg.iris import KGD, SRC
from kg.publish.page.verdicts import verdicts_of
from tests.publish.material import KOREA, UK, claim, day, estimate, issued

LANDING, WAR = "kgd:casualties-landing", "kgd:casualties-test"
TOOK_PLACE = ("kg:eventStatus", "kg:occurred")


@pytest.fixture
def world(workspace):
    """The landing of 2 May; it was a part of the war; there was no war: three sources of 2025."""
    named = {LANDING: ("Casualties", "landing"), WAR: ("Casualties", "war")}
    named |= {KOREA: ("GovernmentAgency", "Agency One"), UK: ("GovernmentAgency", "Agency Two")}
    named["kgd:organisation-entente-editors"] = ("Organisation", "editors")
    entities = "".join(
        f'{iri} a kg:{kind} ; rdfs:label "{name}"@en .\n' for iri, (kind, name) in named.items()
    )
    time = '"2025-05-02"^^edtf:EDTF'
    files = {
        "said": issued("said", "2025-07-01")
        + entities
        + claim("said/c001", LANDING, *TOOK_PLACE, attributedTo=KOREA, time=time),
        "part": issued("part", "2025-07-10")
        + claim("part/c001", LANDING, "kg:subEventOf", WAR, attributedTo=KOREA),
        "never": issued("never", "2025-07-20")
        + claim("never/c001", WAR, *TOOK_PLACE, attributedTo=UK, stance="kg:denies"),
    }
    for old in (workspace / "seeds").glob("*.ttl"):
        old.unlink()
    for stem, text in files.items():
        (workspace / "seeds" / f"{stem}.ttl").write_text(text, encoding="utf-8")
    return workspace


def test_the_whole_is_denied_and_so_its_part(world):
    graph = kg.open(world)
    (pair,) = [p for p in weigh(graph).weighed if p.first.claim == "said/c001"]
    assert (pair.verdict, pair.second.claim) == ("contradicts", "never/c001")
    assert "(part/c001)" in pair.reason
    ids = {iri: iri.removeprefix(SRC) for iri in graph.claims}
    (row,) = [r for r in verdicts_of(graph, ids, {}) if r["claims"] == ["said/c001", "never/c001"]]
    assert (row["kind"], row["why"], row["needs"]) == ("contradicts", pair.reason, ["part/c001"])


def test_before_it_was_said_to_be_a_part_nothing_bound_the_two(world):
    (world / "seeds" / "part.ttl").write_text(
        (world / "seeds" / "part.ttl").read_text("utf-8").replace("2025-07-10", "2025-08-10"),
        "utf-8",
    )
    early = kg.open(world, known_at="2025-08-01")
    assert [p for p in weigh(early).weighed if p.first.claim == "said/c001"] == []


def test_two_who_agree_on_a_part_of_what_another_denies_confirm_nothing(world):
    exact = {"best": "600", "qualifier": "kg:exactly", "asOf": day("2025-05-02"), "about": LANDING}
    for stem, speaker in (("first", KOREA), ("second", "kgd:organisation-entente-editors")):
        text = issued(stem, "2025-06-01") + estimate(f"{stem}/c001", speaker, **exact)
        (world / "seeds" / f"{stem}.ttl").write_text(text, encoding="utf-8")
    denied = kg.open(world)
    assert denied.why("landing", "personnel killed")[0].marks == ("disputed",)
    before = kg.open(world, known_at="2025-07-15")
    assert before.why("landing", "personnel killed")[0].marks == ("confirmed",)
    against = {p.first.claim for p in weigh(denied).weighed if p.second.claim == "never/c001"}
    assert against == {"said/c001", "first/c001", "second/c001"}


def test_none_of_the_whole_denies_a_number_of_the_part_also_where_that_alone_is_asked_of(world):
    exact = {"qualifier": "kg:exactly", "asOf": day("2025-05-02")}
    figures = {
        "some": estimate("some/c001", KOREA, best="600", about=LANDING, **exact),
        "none": estimate("none/c001", UK, best="0", about=WAR, **exact),
    }
    for stem, text in figures.items():
        path = world / "seeds" / f"{stem}.ttl"
        path.write_text(issued(stem, "2025-06-01") + text, encoding="utf-8")
    graph = kg.open(world)
    for about in (None, [LANDING.replace("kgd:", KGD)]):
        pairs = {frozenset((p.first.claim, p.second.claim)) for p in weigh(graph, about).weighed}
        assert {"some/c001", "none/c001"} in pairs
