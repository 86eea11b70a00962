"""Labels in several languages: everything that shows a name chooses by one rule.

The rule (kg/claims/labels.py): the asked language, English, no tag, then the tags by the alphabet.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

import kg
from kg.build.pipeline import parse_texts
from kg.curate.agree.coding import read_labels
from kg.curate.new.entity import NewEntity, similar_entities
from kg.graph.labels import Labels
from kg.graph.names import Names
from kg.graph.terms import Terms
from kg.iris import RDF, RDFS
from kg.store.readers import labels
from kg.text.inputs import read_inputs
from kg.text.layout import find_layout
from tests.conftest import ROOT
from tests.publish.material import claim, source

if TYPE_CHECKING:
    from pathlib import Path

ID, NS = "https://w3id.org/entente/id/", "https://w3id.org/entente/ns/"
NORTH_KOREA, ENVOY = ID + "state-north-korea", ID + "person-envoy"
#: "ko" comes before "ru" in the alphabet.
KOREAN, RUSSIAN = "김철수", "Ким Чхольсу"


def add_labels(path: Path, english: str, german: str, french: str) -> None:
    """Give what has an English label in a file two more, whose tags stand before and after "en"."""
    text, stated = path.read_text(encoding="utf-8"), f'rdfs:label "{english}"@en'
    assert text.count(stated) == 1
    labels = f'rdfs:label "{german}"@de , "{french}"@fr , "{english}"@en'
    path.write_text(text.replace(stated, labels), encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The core, where North Korea has a German and a French label too, and an envoy none in English."""
    folder = tmp_path_factory.mktemp("languages") / "workspace"
    for part in ("ontology", "seeds"):
        shutil.copytree(ROOT / part, folder / part)
    states, terms = folder / "seeds" / "reference-states.ttl", folder / "ontology"
    add_labels(states, "North Korea", "Nordkorea", "Corée du Nord")
    add_labels(terms / "terms" / "entities.ttl", "is part of", "ist Teil von", "est une partie de")
    add_labels(terms / "vocab" / "identifier-schemes.ttl", "IMO number", "IMO-Nummer", "numéro OMI")
    envoy = source("envoy", "An envoy")
    envoy += f'kgd:person-envoy a kg:Person ; rdfs:label "{RUSSIAN}"@ru , "{KOREAN}"@ko ;\n'
    envoy += "    kg:identifier [ a kg:Identifier ; kg:identifierScheme kg:imoNumber ; "
    envoy += 'skos:notation "9074729" ] .\n'
    envoy += 'kgd:person-pilot a kg:Person ; rdfs:label "Lotse"@de , "Pilot"@en ;\n'
    envoy += "    kg:identifier [ a kg:Identifier ; kg:identifierScheme kg:imoNumber ; "
    envoy += 'skos:notation "9395044" ] .\n'
    envoy += 'kgd:alliance-envoys a kg:Alliance ; rdfs:label "Envoys"@en .\n'
    for number, member in enumerate(("kgd:person-envoy", "kgd:state-north-korea"), 1):
        parts = ("kgd:alliance-envoys", "kg:hasMember", member)
        envoy += claim(f"envoy/c{number:03}", *parts, attributedTo=member)
    (folder / "seeds" / "envoy.ttl").write_text(envoy, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graph(folder: Path) -> kg.Graph:
    return kg.open(folder)


def test_labels_are_in_the_asked_language_or_else_in_english(graph):
    assert graph.labels(NORTH_KOREA) == "North Korea"
    assert graph.labels[NORTH_KOREA] == "North Korea"
    assert Labels(graph.store, "de")(NORTH_KOREA) == "Nordkorea"
    french = Labels(graph.store, "fr")
    assert french(NORTH_KOREA) == "Corée du Nord"
    assert french(ID + "state-russia") == "Russia"


def test_without_english_the_first_tag_decides(graph):
    assert graph.labels(ENVOY) == KOREAN
    assert Labels(graph.store, "ru")(ENVOY) == RUSSIAN
    assert Labels(graph.store, "fr")(ENVOY) == KOREAN


def test_labels_of_the_store_are_those_of_the_graph(graph):
    stored = labels(graph.store)
    assert (stored[NORTH_KOREA], stored[ENVOY]) == ("North Korea", KOREAN)


def test_a_network_names_its_nodes_so(graph):
    net = graph.network()
    assert net.nodes[NORTH_KOREA]["label"] == "North Korea"
    assert "Corée du Nord" in net.nodes[NORTH_KOREA]["aliases"]
    assert net.nodes[ENVOY]["label"] == KOREAN
    assert RUSSIAN in net.nodes[ENVOY]["aliases"]


def test_claims_name_their_speaker_subject_and_object_so(graph):
    first, second = graph.claims.named("envoy/c001"), graph.claims.named("envoy/c002")
    assert first.speaker == KOREAN
    assert first.label(RDF + "object") == KOREAN
    assert second.speaker == "North Korea"
    assert second.label(RDF + "object") == "North Korea"


@pytest.mark.parametrize("words", ["Corée du Nord", "Nordkorea", "North Korea"])
def test_a_hit_by_any_name_is_shown_by_the_label(graph, words: str):
    (label,) = [hit.label for hit in graph.find(words) if hit.iri == NORTH_KOREA]
    assert label == "North Korea"


def test_a_hit_without_english_is_shown_by_the_first_tag(graph):
    (hit,) = [hit for hit in graph.find(RUSSIAN) if hit.iri == ENVOY]
    assert (hit.label, hit.matched) == (KOREAN, RUSSIAN)


def test_names_of_sheets(folder: Path):
    layout = find_layout(str(folder))
    texts = parse_texts(layout, read_inputs(layout))
    triples = (triple for document in texts.seeds for triple in document.triples)
    names = Names(triples, texts.terms)
    assert names.label(NORTH_KOREA) == "North Korea"
    assert names.label(ENVOY) == KOREAN


def test_curators_are_compared_by_the_english_label_whatever_the_order():
    node, label = ox.NamedNode(NORTH_KOREA), ox.NamedNode(RDFS + "label")
    texts = (
        ox.Literal("Corée du Nord", language="fr"),
        ox.Literal("North Korea", language="en"),
        ox.Literal("DPRK"),
    )
    triples = [ox.Triple(node, label, text) for text in texts]
    assert read_labels(triples) == {NORTH_KOREA: "North Korea"}
    assert read_labels(triples[::-1]) == {NORTH_KOREA: "North Korea"}


def test_a_term_is_named_in_english(graph):
    term = Terms(graph).find("est une partie de")
    assert (term.name, term.label) == ("kg:partOf", "is part of")
    assert graph.labels(NS + "partOf") == "is part of"


def test_who_has_a_number_already_is_named_by_the_label(graph):
    terms = Terms(graph)
    register, person = terms.find("IMO number"), terms.find("kg:Person")
    new = NewEntity(
        "Somebody Else", person, identifiers=((register, "9074729"), (register, "9395044"))
    )
    similar = dict(similar_entities(graph, new))
    assert similar[ENVOY] == KOREAN
    assert similar[ID + "person-pilot"] == "Pilot"


def test_a_question_and_its_answer_name_north_korea(folder: Path, run):
    text = run("ask", "troops", "actor=Corée du Nord", "--workspace", folder).stdout
    assert text.splitlines()[0] == (
        "How many troops has North Korea deployed, as of when, and who says so?"
    )
    assert "Corée du Nord" not in text
    assert "Nordkorea" not in text


def test_an_entity_is_shown_by_its_label(folder: Path, run):
    korea = run("show", "kgd:state-north-korea", "--workspace", folder).stdout
    assert korea.startswith("North Korea")
    envoy = run("show", RUSSIAN, "--workspace", folder).stdout
    assert envoy.startswith(KOREAN)


def test_claims_are_listed_with_labels(folder: Path, run):
    listed = run("claims", "--source", "envoy", "--workspace", folder).stdout
    assert "North Korea" in listed
    assert KOREAN in listed
    assert "Corée du Nord" not in listed
    assert "Nordkorea" not in listed
    assert RUSSIAN not in listed


def test_find_lists_the_label(folder: Path, run):
    (line,) = [
        line
        for line in run("find", "Corée du Nord", "--workspace", folder).stdout.splitlines()
        if "state-north-korea" in line
    ]
    assert "North Korea" in line


def test_an_identifier_stands_once_where_its_register_has_two_labels(folder: Path, run):
    text = run("show", "kgd:person-envoy", "--workspace", folder).stdout
    assert text.count("9074729") == 1
    assert "IMO number 9074729" in text


def test_a_difference_is_named_by_the_label(folder: Path, run):
    changes = json.loads(run("diff", ROOT, folder, "--format", "json").stdout)["changes"]
    names = {change["iri"]: change["name"] for change in changes}
    assert names[NORTH_KOREA] == "North Korea@en"
    assert names[NS + "partOf"] == "is part of@en"
    assert names[ENVOY] == f"{KOREAN}@ko"
