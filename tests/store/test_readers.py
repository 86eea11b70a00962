"""What is read of a store for the claim engine, on small texts."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from kg.claims.figure import Jump, MeasureKind
from kg.claims.period import Period
from kg.errors import KgError
from kg.iris import CURRENT_VIEW, KG, KGD, SRC
from kg.store.oxigraph import OxigraphStore
from kg.store.readers import (
    labels,
    read_fact_rules,
    read_figures,
    read_measure_kinds,
    read_once,
    read_rules,
    read_single_valued,
    read_statements,
)
from kg.store.relations import read_relations
from tests.texts import HEAD, store_of


def stored(turtle: str) -> OxigraphStore:
    """A store of some triples alone, with nothing derived."""
    store = OxigraphStore()
    store.engine.load((HEAD + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return store


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


KOREA = 'kgd:korea rdfs:label "Corée du Nord"@fr, "North Korea"@en, "DPRK" .'


@pytest.mark.parametrize(
    ("turtle", "language", "label"),
    [
        (KOREA, "en", "North Korea"),
        (KOREA, "fr", "Corée du Nord"),
        (KOREA, "de", "North Korea"),
        ('kgd:korea rdfs:label "Corée du Nord"@fr, "DPRK" .', "en", "DPRK"),
        ('kgd:korea rdfs:label "Corée du Nord"@fr .', "en", "Corée du Nord"),
    ],
)
def test_a_label_is_chosen_by_the_one_rule_of_languages(turtle, language, label):
    assert labels(stored(turtle), language) == {KGD + "korea": label}


def test_a_measure_of_an_unknown_kind_is_left_out_and_asking_for_it_says_so():
    kinds = read_measure_kinds(
        stored("kg:sent kg:measureKind kg:flow . kg:felt kg:measureKind kg:unheardOf .")
    )
    assert kinds == {KG + "sent": MeasureKind.FLOW}
    with pytest.raises(KgError, match="nothing says how kg:felt behaves"):
        kinds[KG + "felt"]


def test_rules_are_typed_values():
    rules = read_rules(
        stored(
            "kg:killed kg:partOfMeasure kg:harmed . kg:harmed kg:partOfMeasure kg:lost ."
            " kg:harmed kg:sumOf kg:killed, kg:hurt . kg:ofCorps kg:shareOfMeasure kg:sent ."
            " kg:cumulative kg:jumpFactor 5.0 ; kg:jumpDays 31 ."
            " kg:flow kg:jumpFactor 2.0 ."  # without days: no rule
            " kg:dozens kg:fromUnit kg:dozen ; kg:toUnit kg:piece ; kg:factor 12 ."
        )
    )
    assert rules.part_of[KG + "killed"] == {KG + "harmed", KG + "lost"}
    assert rules.part_of[KG + "harmed"] == {KG + "lost"}
    assert rules.sum_of == {KG + "harmed": {KG + "killed", KG + "hurt"}}
    assert rules.part_of[KG + "hurt"] == {KG + "harmed", KG + "lost"}  # what adds up to it is in it
    assert rules.share_of == {KG + "ofCorps": KG + "sent"}
    assert rules.jumps == {MeasureKind.CUMULATIVE: Jump(5.0, 31)}
    assert rules.conversions == {(KG + "dozen", KG + "piece"): 12.0}


def test_marks_may_be_written_as_one_or_true():
    """XML Schema 1.1 part 2, 3.3.2: the lexical forms of a boolean are true, false, 1 and 0."""
    store = stored(
        'kg:a kg:singleValued true . kg:b kg:singleValued "1"^^xsd:boolean .'
        ' kg:c kg:singleValued false . kg:d kg:singleValued "0"^^xsd:boolean .'
        " kg:r kg:stance kg:asserts ; kg:modality kg:reported ; kg:givesFact true ."
        " kg:s kg:stance kg:denies ; kg:modality kg:reported ; kg:givesFact false ."
    )
    assert read_single_valued(store) == {KG + "a", KG + "b"}
    assert read_fact_rules(store) == {
        (KG + "asserts", KG + "reported"): True,
        (KG + "denies", KG + "reported"): False,
    }


def test_what_happens_once_is_declared_or_has_an_event_at_one_end():
    store = stored(
        "kg:Attack rdfs:subClassOf kg:Event . kg:Raid rdfs:subClassOf kg:Attack ."
        " kg:signed kg:happensOnce true ; kg:subjectKind kg:Person ; kg:objectKind kg:Treaty ."
        " kg:by kg:subjectKind kg:Raid ; kg:objectKind kg:Person ."
        " kg:saw kg:subjectKind kg:Person ; kg:objectKind kg:Event ."
        " kg:hurt kg:subjectKind kg:Attack, kg:Person ; kg:objectKind kg:Person ."
    )
    assert read_once(store) == {KG + "signed", KG + "by", KG + "saw"}


def test_a_statement_carries_its_time_its_hedge_and_when_it_was_known():
    store = store_of(
        one='src:one dcterms:issued "2025-03"^^<http://id.loc.gov/datatypes/edtf/EDTF> .\n'
        "c:c1 a kg:Claim ; rdf:subject kgd:corps ; rdf:predicate kg:partOf ; rdf:object kgd:army ;"
        ' kg:attributedTo kgd:x ; kg:stance kg:denies ; kg:time "2024-02/.." ; kg:asOf "2024-03" .\n'
        "c:c2 a kg:Judgement ; rdf:subject kgd:corps ; rdf:predicate kg:partOf ;"
        ' rdf:object "army" ; kg:attributedTo kgd:x ; kg:time "2024-02" .\n'
        "c:c3 a kg:Estimate ; kg:measure kg:personnelKilled ; kg:best 5 ; kg:attributedTo kgd:x .\n"
    )
    denial, judgement = read_statements(store)
    assert (denial.iri, denial.source, denial.speaker) == (SRC + "one/c1", SRC + "one", KGD + "x")
    assert denial.object == ox.NamedNode(KGD + "army")
    assert denial.denies
    assert denial.period == Period(day("2024-02-01"), None)
    assert denial.day == day("2024-03-31")
    assert denial.known == day("2025-03-31")  # of a month the last day: known for certain then
    assert judgement.is_judgement
    assert not judgement.denies
    assert judgement.day == day("2024-02-29")
    assert [figure.iri for figure in read_figures(store)] == [SRC + "one/c3"]


def test_who_holds_for_whom_and_which_events_last():
    store = stored(
        "kg:Stay kg:lasting true . kg:Camp rdfs:subClassOf kg:Stay . kgd:e a kg:Camp . kgd:f a kg:Raid ."
        " kg:holds kg:singleSubject true . kg:has kg:singleSubject false ."
    )
    graph = ox.NamedNode(CURRENT_VIEW)
    for part, name, whole in (("brigade", "partOf", "army"), ("army", "belongsTo", "state")):
        ends = ox.NamedNode(KGD + part), ox.NamedNode(KG + name), ox.NamedNode(KGD + whole)
        store.add([ox.Quad(*ends, graph)])
    relations = read_relations(store)
    assert relations.one_subject == {KG + "holds"}
    assert relations.lasting == {KGD + "e"}
    assert relations.owners == {
        KGD + "brigade": {KGD + "army", KGD + "state"},
        KGD + "army": {KGD + "state"},
    }
