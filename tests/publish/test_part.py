"""Parts of the graph: around an entity, by a query, and the largest where all is too much."""

from __future__ import annotations

import pytest

import kg
from kg.errors import UsageError
from kg.graph.entities import in_source
from kg.graph.near import near
from kg.graph.part import around, found_by, largest, of
from kg.iris import SRC
from kg.publish.formats import graphml
from kg.publish.formats._loss import inventory, losses
from kg.publish.formats._tables import sheets
from tests.conftest import ROOT
from tests.publish.material import claim, open_counts, source

ID = "https://w3id.org/entente/id/"
CORPS, ARMY, NORTH = (
    ID + "unit-kpa-11th-corps",
    ID + "force-korean-peoples-army",
    ID + "state-north-korea",
)


def claims(graph) -> set[str]:
    return {iri.rsplit("/source/", 1)[1] for iri in graph.holdings.claims}


def test_one_step_and_two_around_the_corps(core):
    one, two = around(core, "Storm Corps", 1), around(core, "Storm Corps", 2)
    # The corps is part of the army (c016) and North Korea's (c145); its partner Russia is a step further.
    assert {f"khaled-north-korea-russia/{claim}" for claim in ("c016", "c145")} <= claims(one)
    assert {CORPS, ARMY, NORTH} <= set(one.holdings.nodes)
    russia = ID + "state-russia"
    assert russia not in one.holdings.nodes
    assert russia in two.holdings.nodes
    assert claims(one) < claims(two) < claims(core)
    # No step away: the corps, and the events that it takes part in, as everywhere "about" it.
    assert set(around(core, "Storm Corps", 0).holdings.nodes) == near(core, CORPS)
    assert "2 steps away" in two.scope.part


def test_facts_of_a_part_rest_on_its_claims_alone(core):
    part = around(core, "Storm Corps", 1)
    support = "SELECT ?c { ?f kg:supportedBy ?c MINUS { ?c kg:source ?s } }"
    assert list(part.query(support)) == []
    assert list(part.query("SELECT ?f { ?f a kg:Fact }"))


def test_the_whole_graph_stays_as_it_was(core):
    before = len(core.store)
    around(core, "Storm Corps", 1)
    assert len(core.store) == before


def test_the_claims_of_one_speaker(core):
    found = of(
        core, found_by(core, "SELECT ?c { ?c kg:attributedTo kgd:agency-uk-ministry-of-defence }")
    )
    speakers = {claim.get("attributedTo") for claim in found.holdings.claims.values()}
    assert speakers == {ID + "agency-uk-ministry-of-defence"}
    assert "khaled-north-korea-russia/c020" in claims(found)


def test_entities_bring_the_claims_between_them(core):
    found = of(core, found_by(core, f"CONSTRUCT {{ <{CORPS}> kg:partOf <{ARMY}> }} WHERE {{}}"))
    assert "khaled-north-korea-russia/c016" in claims(found)
    assert set(found.holdings.nodes) <= {CORPS, ARMY}


@pytest.mark.parametrize(
    ("query", "words"), [("ASK {}", "yes or no"), ("SELECT ?x { ?x a kg:Nothing }", "no claim")]
)
def test_a_query_that_finds_nothing_to_draw(core, query, words):
    with pytest.raises(UsageError, match=words):
        of(core, found_by(core, query))


def test_what_is_too_much_is_cut_to_the_entities_with_most_claims(core):
    part, count = largest(core, 10)
    assert count == len(core.holdings.nodes) > 10
    assert len(part.holdings.nodes) <= 10
    assert NORTH in part.holdings.nodes
    assert f"10 of {count}" in part.scope.part
    assert largest(core) == (core, count)


@pytest.fixture(scope="module")
def article():
    """What the article says, with the reference of what it names."""
    names = ("agencies", "events", "places", "states")
    return kg.open(
        ROOT, sources=("khaled-north-korea-russia", *(f"reference-{name}" for name in names))
    )


def test_a_part_holds_the_entities_that_it_names_and_no_others(article):
    """The corps is part of the army and belongs to North Korea, its men are most of the deployed.

    Sara Khaled says so, or officials do.
    """
    part = around(article, "Storm Corps", 1)
    held = part.holdings
    assert set(held.nodes) == {CORPS, ARMY, NORTH}
    names = {"deployment-dprk-russia-2024", "group-western-officials", "person-sara-khaled"}
    curator = "organisation-entente-editors"
    assert set(held.entities) == {CORPS, ARMY, NORTH, *(ID + name for name in (*names, curator))}
    # What describes the corps stays whole; the documents are those of the claims and of the names.
    assert "Storm Corps" in held.entities[CORPS].other_names
    assert held.entities[CORPS] == article.holdings.entities[CORPS]
    stated = {quad.graph_name.value for quad in part.store.quads() if in_source(quad)}
    assert set(held.documents) == stated
    assert "khaled-north-korea-russia" in {iri.rsplit("/", 1)[1] for iri in stated}


def test_losses_are_counted_on_the_part(article):
    held = around(article, "Storm Corps", 1).holdings
    rows = {row.part: row for row in losses(inventory(held.store), graphml.carries(held))}
    assert (rows["entities"].held, rows["entities"].carried) == (7, 3)
    nodes = next(sheet for sheet in sheets(held) if sheet.name == "nodes")
    assert len(nodes.rows) == 7
    stated = {item.owner for item in inventory(held.store) if item.part == "documents"}
    assert stated == set(held.documents)


def test_a_tenure_stays_with_its_post_and_a_document_with_what_it_takes_back(workspace):
    text = source("second", "Another order of battle")
    text += 'kgd:post-x a kg:Post ; rdfs:label "commander"@en .\n'
    text += 'kgd:person-x a kg:Person ; rdfs:label "Ri"@en .\n'
    text += "kgd:tenure-x a kg:Tenure ; kg:tenureOf kgd:person-x ; kg:tenurePost kgd:post-x .\n"
    text += claim("second/c001", "kgd:post-x", "kg:postOf", "kgd:unit-kpa-11th-corps")
    later = source("third", "A correction") + "src:third kg:retracts src:second .\n"
    for stem, content in (("second", text), ("third", later)):
        (workspace / "seeds" / f"{stem}.ttl").write_text(content, encoding="utf-8")
    part = around(kg.open(workspace), "Storm Corps", 1)
    assert {ID + "tenure-x", ID + "post-x", ID + "person-x"} <= set(part.holdings.entities)
    assert SRC + "third" in part.holdings.documents
    assert part.holdings.claims[SRC + "second/c001"].status == "retracted by third"


def test_what_was_taken_back_by_a_claim_outside_stays_so(workspace):
    part = of(open_counts(workspace), {f"{SRC}paper/c001", f"{SRC}paper/c003"})
    assert part.holdings.claims[f"{SRC}paper/c003"].status == "retracted by relay/c003"
    assert claims(part) == {"paper/c001", "paper/c003"}


def test_the_options(run, tmp_path):
    target = tmp_path / "corps.csv.zip"
    done = run("export", "html", "--about", "Storm Corps", "--depth", 1, "-o", tmp_path / "c.html")
    assert done.returncode == 0, done.stderr
    assert "up to 1 step away" in (tmp_path / "c.html").read_text("utf-8")
    for wrong in (
        ("--depth", 2),
        ("--about", "Storm Corps", "--query", "ASK {}"),
        ("--about", "?!"),
    ):
        assert run("export", "csv", *wrong, "-o", target).returncode == 2
    assert not target.exists()
