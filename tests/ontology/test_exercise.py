"""A second article, of which nobody here chose the claims: its verdicts and its twelve questions."""

from __future__ import annotations

import pytest

import kg
from kg.claims.verdicts.verdict import CONTRADICTS, NOT_COMPARABLE, SUPERSEDES
from kg.graph.contradictions import weigh
from kg.iris import RDF, SRC
from tests.ontology import exercise

pytestmark = [
    pytest.mark.usefixtures("on_small_core"),
    pytest.mark.skipif(not exercise.TRUTH.exists(), reason=f"{exercise.FOLDER} is not there"),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return kg.open(exercise.build(tmp_path_factory.mktemp("exercise") / "exercise"))


@pytest.fixture(scope="module")
def verdicts(graph):
    """By pair of claims what is said of it: the verdict, with its two claims in order."""
    found = {}
    for item in weigh(graph, every=True).weighed:
        ends = tuple(side.claim.rpartition("/")[2] for side in (item.first, item.second))
        if item.first.claim.startswith("exercise/") and item.second.claim.startswith("exercise/"):
            found[frozenset(ends)] = (item.verdict, *ends)
    return found


def test_each_listed_pair_has_its_verdict(verdicts):
    rows = exercise.expected_verdicts()
    assert len(rows) == 14
    for left, right, expected, also in rows:
        kind, first, second = verdicts.get(frozenset((left, right)), ("", left, right))
        if expected == "contradicts":
            assert kind == CONTRADICTS, (left, right)
        elif expected == "supersedes":
            assert (kind, first, second) == (SUPERSEDES, right, left)
        elif expected == "not comparable":
            assert kind in ("", NOT_COMPARABLE), (left, right, kind)
        else:
            assert expected == "compatible", expected
            assert kind not in (CONTRADICTS, SUPERSEDES), (left, right, kind, also)


def test_what_is_not_listed_neither_contradicts_nor_supersedes(verdicts):
    listed = {frozenset(row[:2]) for row in exercise.expected_verdicts()}
    grave = {pair for pair, (kind, *_) in verdicts.items() if kind in (CONTRADICTS, SUPERSEDES)}
    assert grave <= listed


def test_two_figures_of_one_day_that_overlap_fit(verdicts):
    assert verdicts[frozenset(("a017", "a019"))][0] == "overlaps"


# -- Twelve questions


def _facts(graph, subject: str, relation: str) -> dict[str, bool]:
    """The values of the facts of a relation, each with whether it is disputed."""
    rows = graph.query(
        f"""SELECT ?value ?disputed {{ ?f a kg:Fact ; rdf:subject kgd:exercise-{subject} ;
          rdf:predicate kg:{relation} ; rdf:object ?value OPTIONAL {{ ?f kg:disputed ?disputed }} }}"""
    )
    return {_name(row["value"].value): row["disputed"] is not None for row in rows}


def _name(iri: str) -> str:
    return iri.rpartition("/")[2].removeprefix("exercise-")


def _said(graph, claim: str) -> tuple[str, str, str, str]:
    """What a claim says: its figure (or value), its speaker, its time, and how it is said."""
    said = graph.claims[f"{SRC}exercise/{claim}"]
    value = said.figure if said.kind == "Estimate" else _name(said.get(RDF + "object") or "")
    when = said.get("asOf") or said.get("time") or ""
    how = "denies" if said.denied else _name(said.modality)
    return value, _name(said.get("attributedTo") or ""), when, how


MINISTRY, INTELLIGENCE = "iran-s-foreign-ministry", "ukraine-s-defence-intelligence"
OFFICIALS, DESK = "group-western-officials", "exercise-desk"


def test_1_the_treaty_has_no_clause_of_mutual_defence(graph):
    assert _facts(graph, "treaty-ir-2025", "hasClause") == {}
    assert _said(graph, "a007") == ("mutual-defence-clause-type", DESK, "", "denies")


def test_2_who_signed_it_and_when(graph):
    signed = {"putin": False, "pezeshkian": False}
    assert _facts(graph, "treaty-ir-2025", "hasSignatory") == signed
    assert {_said(graph, claim)[2] for claim in ("a005", "a006")} == {"2025-01-17"}
    assert _facts(graph, "treaty-ir-2025", "signedIn") == {}
    assert _facts(graph, "treaty-ir-2025", "inForce") == {}


def test_3_how_many_drones_by_the_end_of_2023(graph, verdicts):
    assert _said(graph, "a017") == ("nearly 2,000", INTELLIGENCE, "2023-12-31", "estimated")
    assert _said(graph, "a019") == ("1,700–2,300", "larchfield", "2023-12-31", "estimated")
    numbers = {figure.iri: figure.interval for figure in graph.figures}
    assert not numbers[f"{SRC}exercise/a013"]  # "a limited number" is none
    assert verdicts[frozenset(("a017", "a019"))][0] == "overlaps"


def test_4_how_the_ministry_changed_its_position(graph):
    denial = graph.claims[f"{SRC}exercise/a012"]
    assert _said(graph, "a012")[1:] == (MINISTRY, "../2022-10", "denies")
    assert (denial.overtaken.kind, _name(denial.overtaken.later)) == ("superseded", "a013")
    assert _said(graph, "a013")[1:3] == (MINISTRY, "2022-11")
    assert _said(graph, "a014") == ("occurred", MINISTRY, "../2022-01-31", "asserted")


def test_5_when_the_first_reached_russia_is_disputed(graph, verdicts):
    assert _said(graph, "a011") == ("occurred", DESK, "[2022-05..2022-08]", "asserted")
    assert verdicts[frozenset(("a011", "a014"))][0] == CONTRADICTS
    # What the ministry has taken back is history, and denies nothing to day.
    live = {frozenset((v.first.claim, v.second.claim)) for v in weigh(graph).weighed}
    assert frozenset(("exercise/a011", "exercise/a014")) in live
    assert frozenset(("exercise/a011", "exercise/a012")) not in live


def test_6_what_the_plant_produced(graph):
    assert _said(graph, "a023") == ("about 2,000", INTELLIGENCE, "2025-33", "estimated")


def test_7_what_share_of_the_parts_was_russian(graph):
    assert _said(graph, "a024")[:2] == ("80%", "larchfield")
    assert _said(graph, "a026")[3] == "denies"  # that it could be verified, and nothing else


def test_8_how_many_instructors_were_killed_is_not_known(graph):
    assert _said(graph, "a029")[1] == OFFICIALS
    assert _said(graph, "a030")[1::2] == (DESK, "notKnown")
    assert not any(f.interval for f in graph.figures if f.iri.endswith(("a029", "a030")))
    assert _facts(graph, "ir-instructors", "locatedIn") == {"crimea": True}


def test_9_to_whom_the_group_belongs_is_disputed(graph, verdicts):
    assert _said(graph, "a033")[:2] == ("irgc-asf", INTELLIGENCE)
    assert _said(graph, "a035")[:2] == ("iran-mod", "larchfield")
    assert verdicts[frozenset(("a033", "a035"))][0] == CONTRADICTS


def test_10_what_is_known_of_the_air_defence(graph):
    memorandum, report = "memorandum-of-russia-s-arms-export-agency", "report-to-iran-s-parliament"
    assert _said(graph, "a040")[:2] == ("4", memorandum)
    assert _said(graph, "a042")[:2] == ("up to 2", report)
    assert _said(graph, "a043")[3] == "notConfirmed"
    assert _facts(graph, "ad-delivery", "eventStatus") == {}


def test_11_when_the_satellite_was_launched(graph):
    assert _said(graph, "a036") == ("occurred", "iran-s-space-agency", "2025-08", "asserted")
    assert _facts(graph, "ir-satellite", "eventStatus") == {"occurred": False}
    assert _facts(graph, "second-launch", "eventStatus") == {}  # a plan is no fact
    assert _said(graph, "a037")[2] == ""


def test_12_two_names_of_one_drone(graph):
    assert _facts(graph, "shahed-136", "nickname") == {"Geran-2": False}
    assert _facts(graph, "drones-ir", "item") == {"shahed-136": False}
