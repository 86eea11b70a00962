"""How openly the core's texts make each claim, and what the article says by a strict reading."""

from __future__ import annotations

import json

import pytest

import kg
from tests.conftest import ROOT
from tests.ontology.test_article import ID, NS, SOURCE, article, ask, values

__all__ = ["article"]  # a fixture

STEM = "khaled-north-korea-russia"
# Read in the article: a possessive, a name or "when" takes for granted; what no word says is implied.
EXPECTED = {
    "stated": ["c004", "c012", "c020", "c060", "c085", "c145", "c147", "c149", "c152", "c154"],
    "presupposed": [
        *("c001", "c002", "c003", "c010", "c016", "c041", "c042"),  # "Russia's invasion", "when …"
        *("c044", "c045", "c096", "c097"),  # what the estimate of shells counts
        *("c125", "c126", "c127", "c128", "c129"),  # "deepening cooperation", "its programs"
        *("c146", "c155", "c156", "c161"),  # "the country's destroyer", "Britain's Ministry"
    ],
    "implied": [
        *("c022", "c089", "c094", "c095", "c105", "c117", "c130", "c131", "c144"),
        *(
            "c148",
            "c150",
            "c151",
        ),  # Kim Jong Un launched and tested; no word says that the state did
    ],
}


def test_every_claim_of_the_core_says_how_openly_it_is_made(core):
    rows = core.query(
        "SELECT ?c (COUNT(?e) AS ?n) { ?c kg:source ?s OPTIONAL { ?c kg:explicitness ?e } } GROUP BY ?c"
    )
    assert {row["c"].value: row["n"].value for row in rows if row["n"].value != "1"} == {}


@pytest.mark.parametrize("explicitness", EXPECTED)
def test_explicitness_by_the_words_of_the_article(core, explicitness):
    found = values(core, "c", f"?c kg:explicitness kg:{explicitness}")
    assert {f"{SOURCE}/{claim}" for claim in EXPECTED[explicitness]} - found == set()


KOREA, RUSSIA = "kgd:state-north-korea", "kgd:state-russia"
SUPPLY = "kgd:transfer-dprk-arms-to-russia"
SHIP, MISSILE = "kgd:item-dprk-destroyer", "kgd:model-dprk-hypersonic-cruise-missile"
LAUNCH, TEST = "kgd:launch-dprk-destroyer-2025", "kgd:test-dprk-hypersonic-cruise-missile"
DEPLOYED = "kgd:deployment-dprk-russia-2024"
SAID = [
    ("kgd:unit-kpa-11th-corps", "belongsTo", KOREA),  # "North Korea's … unit, the 11th Corps"
    (SHIP, "belongsTo", KOREA),  # "the country's largest naval destroyer"
    (MISSILE, "belongsTo", KOREA),
    ("kgd:model-dprk-ballistic-missile", "belongsTo", KOREA),  # "North Korea's ballistic missiles"
    (LAUNCH, "conductedBy", "kgd:person-kim-jong-un"),  # "Kim Jong Un has …, including launching"
    (LAUNCH, "conductedBy", KOREA),
    (TEST, "conductedBy", "kgd:person-kim-jong-un"),
    (TEST, "conductedBy", KOREA),
    (RUSSIA, "helpsDevelop", "kgd:capability-dprk-military"),  # "helping North Korea modernize"
    ("kgd:agency-uk-ministry-of-defence", "belongsTo", "kgd:state-united-kingdom"),
    ("kgd:agency-rok-defense-intelligence-agency", "belongsTo", "kgd:state-south-korea"),
    (SUPPLY, "sentTo", RUSSIA),  # "has sent … to Russia"
]
NOT_SAID = [
    (SUPPLY, "recipient", RUSSIA),  # sent is not received
    (DEPLOYED, "alongside", "kgd:force-russian-armed-forces"),  # "to fight alongside" is a purpose
    ("kgd:alliance-russia-china-axis", "hasMember", KOREA),  # "becoming a key player"
]


@pytest.mark.parametrize("triple", SAID, ids=lambda t: f"{t[0]}-{t[1]}-{t[2]}")
def test_what_the_article_says(core, triple):
    subject, relation, value = triple
    claimed = f"rdf:subject {subject} ; rdf:predicate kg:{relation} ; rdf:object {value}"
    assert ask(core, f"?fact kg:supportedBy ?c ; {claimed}")


@pytest.mark.parametrize("triple", NOT_SAID, ids=lambda t: f"{t[0]}-{t[1]}-{t[2]}")
def test_what_the_article_does_not_say(core, triple):
    subject, relation, value = triple
    assert not ask(
        core, f"?c rdf:subject {subject} ; rdf:predicate kg:{relation} ; rdf:object {value}"
    )


def test_a_purpose_and_a_player_are_judgements(core):
    for relation in ("meantAlongside", "hasRoleIn"):
        assert ask(core, f"?c a kg:Judgement ; rdf:predicate kg:{relation}")
        assert not ask(core, f"?fact kg:supportedBy ?c . ?c rdf:predicate kg:{relation}")


def test_what_the_author_concludes_is_not_put_in_the_mouth_of_the_ministry(core):
    ministry = "kgd:agency-uk-ministry-of-defence"
    assert not ask(core, f"?c kg:attributedTo {ministry} ; rdf:predicate kg:affectedGroup")
    speakers = values(core, "who", "?c rdf:predicate kg:affectedGroup ; kg:attributedTo ?who")
    assert speakers == {ID + "person-sara-khaled"}


def test_an_estimate_hedges_its_number_and_not_what_it_presupposes(core):
    taken = "?c kg:explicitness kg:presupposed ; kg:evidence/oa:start 1615 ; kg:modality ?how"
    assert values(core, "how", taken) == {NS + "asserted"}
    assert values(core, "how", "?c kg:lower 12000000 ; kg:modality ?how") == {NS + "estimated"}


def test_agreements_are_two_or_more(core):
    figure = "?c kg:about kgd:agreement-dprk-russia-drones"
    assert values(core, "n", f"{figure} ; kg:impliedLower ?n") == {"2"}
    assert values(core, "n", f"{figure} ; kg:lower|kg:upper|kg:impliedUpper ?n") == set()


def test_statement_and_triple_of_the_launch_say_the_same(core):
    (statement,) = values(
        core, "s", f"?c rdf:subject {LAUNCH} ; rdf:predicate kg:item ; kg:statement ?s"
    )
    assert "Korea" not in statement


def test_a_name_that_is_not_in_the_text_says_where_it_stands(article):
    graph = kg.open(ROOT, sources=(STEM,))
    rows = graph.query(
        f"""SELECT ?x ?name WHERE {{ GRAPH <{SOURCE}> {{ ?x skos:altLabel ?name
            FILTER NOT EXISTS {{ ?x kg:namesFrom|skos:exactMatch ?place }} }} }}"""
    )
    assert [row["name"].value for row in rows if row["name"].value not in article] == []


# ---- what follows for who asks


@pytest.fixture(scope="module")
def stated():
    return kg.open(ROOT, stated_only=True)


def test_only_what_is_stated(stated):
    left = stated.query("SELECT DISTINCT ?e { ?c kg:source ?s OPTIONAL { ?c kg:explicitness ?e } }")
    assert [row["e"].value for row in left] == [NS + "stated"]
    assert not bool(stated.query("ASK { ?fact kg:impliedOnly true }"))
    assert stated.scope.words() == ["only what is stated"]
    assert len(stated.at().claims) > len(stated.claims)


def test_facts_of_implied_claims_are_marked_and_others_are_not(core):
    marked = {
        row["c"].value
        for row in core.query("SELECT ?c { ?fact kg:impliedOnly true ; kg:supportedBy ?c }")
    }
    assert f"{SOURCE}/c105" in marked  # to whom the equipment went, no word says
    assert f"{SOURCE}/c104" not in marked
    # Others say for themselves that the losses were those of the troops deployed (c022 is implied).
    assert f"{SOURCE}/c022" not in marked
    assert bool(
        core.query(f"ASK {{ <{SOURCE}/c022> kg:explicitness kg:implied . ?f kg:supportedBy ?any }}")
    )


ARTICLE_ALONE = ("--source", STEM)


@pytest.mark.parametrize("options", [(), ARTICLE_ALONE, (*ARTICLE_ALONE, "--stated-only")])
def test_the_corps_leads_to_north_korea(run, core, options):
    done = run("path", "Storm Corps", "North Korea", *options)
    assert "→ belongs to: North Korea" in done.stdout


def test_a_way_over_an_implied_fact_says_so_and_is_none_of_what_is_stated(run, core):
    ends = ("path", "Russia", "clause-mutual-defence-dprk-russia", *ARTICLE_ALONE)
    assert "implied" in run(*ends).stdout
    assert "c131" not in run(*ends, "--stated-only").stdout


def test_show_says_how_openly(run, core):
    claim = run("show", f"{STEM}/c105").stdout
    assert "in the text implied" in " ".join(claim.split())
    rests = run("show", f"{STEM}/c012").stdout
    assert "rests on unnamed official" in " ".join(rests.split())
    transfer = run("show", "transfer-russian-equipment-to-dprk").stdout
    assert "has recipient: North Korea [implied]" in transfer
    assert "has supplier: Russia\n" in transfer


def test_a_share_is_shown_at_its_whole(run, core):
    assert "roughly half" in run("show", "Russia").stdout
    assert "roughly half" in run("show", "Russia", *ARTICLE_ALONE).stdout


def test_claims_and_why_say_how_openly(run, core):
    (claim,) = json.loads(run("claims", f"{STEM}/c012", "-f", "json").stdout)
    assert (claim["explicitness"], claim["rests on"]) == ("stated", "unnamed official")
    edge = ("why", "transfer-russian-equipment-to-dprk", "has recipient", "North Korea")
    assert "[implied]" in run(*edge).stdout
    passed = run(*edge, "--stated-only").stdout
    assert "is implied, and only what is stated is asked" in " ".join(passed.split())


def test_ask_marks_what_is_implied(run, core):
    rows = json.loads(run("ask", "gains", "-f", "json").stdout)["results"]["bindings"]
    implied = {row["claim"]["value"].rpartition("/")[2]: row["implied"]["value"] for row in rows}
    assert implied["c106"] == "yes"  # that North Korea got the equipment
    assert implied["c023"] == "no"
    assert "implied, not said in words:" in run("ask", "agreement", *ARTICLE_ALONE).stdout


def test_exports_mark_the_edge(core, tmp_path):
    core.export("cytoscape", tmp_path / "net.cyjs")
    edges = json.loads((tmp_path / "net.cyjs").read_text(encoding="utf-8"))["elements"]["edges"]
    implied = {
        claim for edge in edges if edge["data"]["implied"] for claim in edge["data"]["claims"]
    }
    assert f"{STEM}/c105" in implied
    assert f"{STEM}/c104" not in implied
    core.export("dot", tmp_path / "net.dot")
    assert "has recipient (implied)" in (tmp_path / "net.dot").read_text(encoding="utf-8")
