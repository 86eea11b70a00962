"""kg terms: what a term means and where it is used, in the words of the ontology."""

from __future__ import annotations

import json

import pytest

from kg.errors import UsageError
from kg.graph.terms import Terms
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def terms(core):
    return Terms(core)


def test_every_term_of_the_files_is_there(terms):
    blocks = {
        line.split()[0]
        for path in (ROOT / "ontology").glob("[tv]*/*.ttl")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("kg:")
    }
    assert blocks == {term.name for term in terms.all.values()}


@pytest.mark.parametrize(
    "name",
    [
        "kg:personnelKilled",
        "personnelKilled",
        "Personnel killed",
        "https://w3id.org/entente/ns/personnelKilled",
    ],
)
def test_a_term_by_any_of_its_names(terms, name):
    assert terms.find(name).name == "kg:personnelKilled"


def test_where_it_is_used(terms):
    # The article's c065 and c071: the tested missile resembles a Russian model.
    uses = terms.uses_of(terms.find("kg:resembles"))
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.ttl"))
    assert uses.statements == text.count("rdf:predicate kg:resembles")
    assert "khaled-north-korea-russia/c065" in uses.claims
    assert terms.uses()[terms.find("kg:resembles").iri] == uses


def test_near_misses_are_offered(terms):
    with pytest.raises(UsageError) as refused:
        terms.find("kg:personelKiled")
    assert "kg:personnelKilled" in refused.value.remedy
    with pytest.raises(UsageError) as refused:
        terms.find("quasar")
    assert "kg terms" in refused.value.remedy


def test_a_deprecated_term_names_its_replacement(workspace, run):
    path = workspace / "ontology" / "terms" / "weapons.ttl"
    text = path.read_text(encoding="utf-8")
    head = "kg:resembles a owl:ObjectProperty, owl:NamedIndividual, kg:Relation ;\n"
    assert head in text
    marks = "    owl:deprecated true ;\n    dcterms:isReplacedBy kg:supports ;\n"
    path.write_text(text.replace(head, head + marks), encoding="utf-8")
    shown = run("terms", "kg:resembles", "--workspace", workspace).stdout
    assert "deprecated" in shown
    assert "use kg:supports" in shown
    listed = run(
        "terms", "--search", "resembles", "--workspace", workspace, "--format", "csv"
    ).stdout
    assert "(deprecated) Relation that links a weapon" in listed


def test_lists_and_formats(run):
    relations = json.loads(run("terms", "--kind", "relation", "--format", "json").stdout)
    assert {row["kind"] for row in relations} == {"relation"}
    assert {row["term"] for row in relations} >= {"kg:partOf", "kg:nickname"}
    missiles = run("terms", "--search", "ballistic", "missile", "--format", "csv").stdout
    assert "kg:shortRangeBallisticMissile" not in missiles.splitlines()[0]
    assert "kg:ballisticMissile,word," in missiles


def test_the_examples_of_the_help_run(run):
    text = run("terms", "--help").stdout
    examples = [line.split()[1:] for line in text.splitlines() if line.strip().startswith("kg ")]
    assert len(examples) == 5
    for example in examples:
        assert run(*example).returncode == 0


def test_words_together_or_each_a_term(terms):
    def named(*words: str) -> list[str]:
        return [term.name for term in terms.named(words)]

    assert named("military", "unit") == ["kg:MilitaryUnit"]
    assert named("kg:Claim", "kg:Estimate") == ["kg:Claim", "kg:Estimate"]
    assert named("partOf", "judgement") == ["kg:partOf", "kg:Judgement"]
    with pytest.raises(UsageError, match="kg:Estmate"):
        named("kg:Claim", "kg:Estmate")


def test_a_search_for_nothing_is_a_wrong_call(run):
    assert run("terms", "--search").returncode == 2
    assert run("terms", "no-such-term").returncode == 2
