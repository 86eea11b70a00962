"""Parts of the graph: around an entity, by a query, and the largest where all is too much."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.export._holdings import Holdings
from kg.export._part import around, found_by, largest, of

ID = "https://w3id.org/entente/id/"
CORPS, ARMY, NORTH = (
    ID + "unit-kpa-11th-corps",
    ID + "force-korean-peoples-army",
    ID + "state-north-korea",
)


def claims(graph) -> set[str]:
    return {iri.rsplit("/source/", 1)[1] for iri in Holdings(graph).claims}


def test_one_step_and_two_around_the_corps(core):
    one, two = around(core, "Storm Corps", 1), around(core, "Storm Corps", 2)
    # The corps is part of the army (c016); the army is North Korea's, a step further.
    assert "khaled-north-korea-russia/c016" in claims(one)
    assert {CORPS, ARMY} <= set(Holdings(one).nodes)
    assert NORTH not in Holdings(one).nodes
    assert NORTH in Holdings(two).nodes
    assert claims(one) < claims(two) < claims(core)
    assert set(Holdings(around(core, "Storm Corps", 0)).nodes) == {CORPS}
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
    speakers = {claim.get("attributedTo") for claim in Holdings(found).claims.values()}
    assert speakers == {ID + "agency-uk-ministry-of-defence"}
    assert "khaled-north-korea-russia/c020" in claims(found)


def test_entities_bring_the_claims_between_them(core):
    found = of(core, found_by(core, f"CONSTRUCT {{ <{CORPS}> kg:partOf <{ARMY}> }} WHERE {{}}"))
    assert "khaled-north-korea-russia/c016" in claims(found)
    assert set(Holdings(found).nodes) <= {CORPS, ARMY}


@pytest.mark.parametrize(
    ("query", "words"), [("ASK {}", "yes or no"), ("SELECT ?x { ?x a kg:Nothing }", "no claim")]
)
def test_a_query_that_finds_nothing_to_draw(core, query, words):
    with pytest.raises(UsageError, match=words):
        of(core, found_by(core, query))


def test_what_is_too_much_is_cut_to_the_entities_with_most_claims(core):
    part, count = largest(core, 10)
    assert count == len(Holdings(core).nodes) > 10
    assert len(Holdings(part).nodes) <= 10
    assert NORTH in Holdings(part).nodes
    assert f"10 of {count}" in part.scope.part
    assert largest(core) == (core, count)


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
