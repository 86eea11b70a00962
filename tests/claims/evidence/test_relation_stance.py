"""A relation without a figure, over a sentence that says, denies or leaves it open; judged beforehand."""

from __future__ import annotations

import pytest

from kg.claims.claim import read_claims
from kg.claims.evidence.passages import (
    Evidence,
    Origin,
    Passage,
    Relation,
    read_evidence,
    read_names,
)
from kg.claims.evidence.verify import NOT_CHECKABLE, VERIFIED
from tests.claims.evidence.compared import outcome
from tests.claims.evidence.test_stance import BOTH, DENIES, OPEN, SAYS
from tests.texts import document, terms

NAMES = {
    "en": (("North Korea", "Pyongyang"), ("Russia",)),
    "ru": (("Северная Корея", "Пхеньян"), ("Россия",)),
    "uk": (("Північна Корея", "Пхеньян"), ("Росія",)),
    "ko": (("북한",), ("러시아",)),
}
#: Of North Korea's sending something to Russia.
JUDGED = [
    ("en", DENIES, "North Korea did not send missiles to Russia."),
    ("en", DENIES, "Moscow denied that North Korea had sent missiles to Russia."),
    ("en", DENIES, "Russia denied that North Korea had sent missiles to Russia."),
    ("en", DENIES, "Russia denied that North Korea had sent it missiles."),
    ("en", DENIES, "Russia has never received missiles from North Korea."),
    ("en", DENIES, "The claim that North Korea sent missiles to Russia is false."),
    ("en", DENIES, "Neither China nor North Korea sent missiles to Russia."),
    ("en", DENIES, "No North Korean missiles were sent to Russia."),
    ("en", DENIES, "Pyongyang lied when it said that it had sent missiles to Russia."),
    ("en", DENIES, "Missiles from North Korea did not reach Russia."),
    ("en", OPEN, "There is no evidence that North Korea sent missiles to Russia."),
    ("en", OPEN, "Seoul could not confirm that North Korea had sent missiles to Russia."),
    ("en", OPEN, "It is unclear whether North Korea sent missiles to Russia."),
    ("en", SAYS, "North Korea sent missiles to Russia."),
    ("en", SAYS, "North Korea did not deny that it had sent missiles to Russia."),
    ("en", SAYS, "Not only did North Korea send missiles to Russia, it sent shells."),
    ("en", SAYS, "North Korea sent missiles to Russia, but did not send tanks."),
    ("en", SAYS, "Nobody doubts that North Korea sent missiles to Russia."),
    ("en", SAYS, "North Korea sent Russia no fewer than three missiles."),
    ("en", SAYS, "Russia did not pay, and North Korea sent missiles to Russia."),
    ("en", SAYS, "North Korea did not wait and sent missiles to Russia."),
    ("en", SAYS, "North Korea sent missiles to Russia, though how many is unclear."),
    ("en", BOTH, "Seoul says that North Korea sent missiles to Russia, which Moscow denies."),
    ("en", DENIES, "There is no military alliance between North Korea and Russia."),
    ("en", DENIES, "North Korea no longer arms Russia."),
    ("en", DENIES, "It was not North Korea that armed Russia."),
    ("en", DENIES, "Nobody in North Korea arms Russia."),
    ("en", OPEN, "North Korea hardly arms Russia."),
    ("en", OPEN, "North Korea may not have armed Russia."),
    ("en", SAYS, "North Korea never stopped arming Russia."),
    ("en", SAYS, "It is no secret that North Korea arms Russia."),
    ("en", SAYS, "North Korea, which denies it, arms Russia."),
    ("ru", DENIES, "Северная Корея не отправляла ракеты в Россию."),
    ("ru", DENIES, "Кремль опроверг, что Северная Корея отправила ракеты в Россию."),
    ("ru", DENIES, "Пхеньян отказался отправить ракеты в Россию."),
    ("ru", DENIES, "Неправда, что Пхеньян отправил ракеты в Россию."),
    ("ru", OPEN, "Нет доказательств, что Пхеньян отправил ракеты в Россию."),
    ("ru", SAYS, "Пхеньян отправил ракеты в Россию."),
    ("ru", SAYS, "Пхеньян не отрицает, что отправил ракеты в Россию."),
    ("ru", SAYS, "Пхеньян отправил ракеты в Россию и не сообщил об этом."),
    ("ru", SAYS, "Пхеньян отправил в Россию не только ракеты, но и снаряды."),
    ("uk", DENIES, "Північна Корея не відправляла ракети до Росії."),
    ("uk", DENIES, "Кремль заперечує, що Пхеньян відправив ракети до Росії."),
    ("uk", OPEN, "Немає доказів, що Пхеньян відправив ракети до Росії."),
    ("uk", SAYS, "Пхеньян відправив ракети до Росії."),
    ("uk", SAYS, "Пхеньян не заперечує, що відправив ракети до Росії."),
    ("uk", SAYS, "Пхеньян відправив ракети до Росії, але не відправив танки."),
    ("ko", DENIES, "북한은 러시아에 미사일을 보내지 않았다."),
    ("ko", DENIES, "국방부는 북한이 러시아에 미사일을 보냈다는 보도를 부인했다."),
    ("ko", OPEN, "북한이 러시아에 미사일을 보냈다는 증거는 없다."),
    ("ko", SAYS, "북한은 러시아에 미사일을 보냈다."),
    ("ko", SAYS, "북한은 러시아에 미사일을 보냈다는 보도를 부인하지 않았다."),
    ("ko", SAYS, "북한은 러시아에 미사일을 보냈지만 이를 인정하지 않았다."),
]  # fmt: skip


def judge(text, language="en", *, denies=False, names=None, wordings=(), **values):
    subject, value = names or NAMES[language]
    end = values.pop("end", len(text))
    item = Evidence(
        "c1", Passage([(0, end)], list(wordings), 1), relation=Relation(subject, value),
        denies=denies, **values,
    )  # fmt: skip
    return outcome(item, text, Origin("trucks", language=language))


@pytest.mark.parametrize(("language", "judged", "text"), JUDGED)
def test_a_relation_is_verified_by_a_sentence_of_its_own_stance(language, judged, text):
    asserting, denying = judge(text, language), judge(text, language, denies=True)
    assert (asserting.result == VERIFIED) is (judged in (SAYS, BOTH)), asserting.reasons
    assert (denying.result == VERIFIED) is (judged in (DENIES, BOTH)), denying.reasons
    assert {asserting.result, denying.result} <= {VERIFIED, NOT_CHECKABLE}


@pytest.mark.parametrize(
    ("judged", "text"),
    [
        (DENIES, "The shipment did not take place."),
        (DENIES, "Moscow denies that there was a shipment."),
        (DENIES, "Moscow denied it."),
        (SAYS, "The shipment arrived in August."),
        (SAYS, "Nobody doubts that the shipment arrived."),
        (OPEN, "Whether the shipment took place is unclear."),
    ],
)
def test_what_the_sentence_does_not_name_is_looked_for_in_each_clause(judged, text):
    names = ("deliveries of 2023 (event)",), ("occurred",)
    assert (judge(text, names=names).result == VERIFIED) is (judged == SAYS)
    assert (judge(text, names=names, denies=True).result == VERIFIED) is (judged == DENIES)


def test_the_words_of_the_claim_tell_its_clause():
    text = "The plant opened in May, and did not make drones."
    names = ("Plant of Tatarstan",), ("ongoing",)
    assert judge(text, names=names, wordings=["The plant opened"]).result == VERIFIED
    assert judge(text, names=names, wordings=["make drones"]).result == NOT_CHECKABLE


def test_a_denial_in_the_next_sentence_is_that_of_its_speaker():
    text = "North Korea sent missiles to Russia. Moscow called this false."
    end = text.index(".") + 1
    assert judge(text, end=end).result == VERIFIED
    assert judge(text, end=end, speakers=("Moscow",), own_voice=False).result == NOT_CHECKABLE


def test_the_relation_is_read_from_the_claim():
    """What is implied or presupposed outlives a denial; "cancelled" and "not known" say one."""
    parsed = document(
        'kgd:state-x rdfs:label "Exland"@en .\nkgd:state-y rdfs:label "Whyland"@en .\n'
        "c:c001 a kg:Claim ; rdf:subject kgd:state-x ; rdf:predicate kg:partOf ; rdf:object kgd:state-y .\n"
        "c:c002 a kg:Claim ; rdf:subject kgd:state-x ; rdf:predicate kg:partOf ; rdf:object kgd:state-y ;"
        " kg:explicitness kg:presupposed .\n"
        "c:c003 a kg:Claim ; rdf:subject kgd:state-x ; rdf:predicate kg:eventStatus ; rdf:object kg:cancelled .\n"
        "c:c004 a kg:Claim ; rdf:subject kgd:state-x ; rdf:predicate kg:partOf ; rdf:object kgd:state-y ;"
        " kg:modality kg:notKnown .\n"
        'c:c005 a kg:Judgement ; kg:statement "It is unclear." .\n'
    )
    claims = read_claims(parsed.triples, parsed.graph, terms())
    found = read_evidence(claims, parsed.triples, {}, read_names(parsed.triples))
    relation = Relation(("Exland",), ("Whyland",))
    assert [item.relation for item in found] == [relation, None, None, None, None]
