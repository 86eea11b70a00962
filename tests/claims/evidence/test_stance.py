"""Whether a text asserts or denies a figure: each sentence was judged by a person before it was read."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from fractions import Fraction

import pytest

from kg.claims.claim import read_claims
from kg.claims.evidence.passages import Evidence, Origin, Passage, read_evidence
from kg.claims.evidence.verify import FAILED, NOT_CHECKABLE, VERIFIED
from tests.claims.evidence.compared import outcome
from tests.claims.evidence.made import LANGUAGES, made
from tests.texts import document, terms

#: What a text does with its 12,000: it says, denies, says and denies it, or leaves it open.
SAYS, DENIES, BOTH, OPEN = "says", "denies", "both", "open"

EN = [
    (DENIES, "They did not send 12,000 soldiers."),
    (DENIES, "Moscow denied that 12,000 soldiers had been sent."),
    (OPEN, "There is no evidence that 12,000 soldiers were sent."),
    (DENIES, "Pyongyang never sent 12,000 soldiers."),
    (DENIES, "The ministry said it hadn’t sent 12,000 soldiers."),
    (DENIES, "The 12,000 soldiers were never sent."),
    (DENIES, "In October, 12,000 soldiers did not cross the border."),
    (DENIES, "They did not, the ministry said, send 12,000 soldiers."),
    (DENIES, "Moscow rejects reports of 12,000 soldiers in Kursk."),
    (DENIES, "He denied sending 12,000 soldiers."),
    (DENIES, "The ministry denies 12,000 soldiers were sent."),
    (DENIES, "The envoy dismissed claims by Kyiv, Seoul and Washington that 12,000 soldiers had come."),
    (DENIES, "It is not true that 12,000 soldiers were sent."),
    (DENIES, "Nobody sent 12,000 soldiers."),
    (DENIES, "Neither Moscow nor Pyongyang sent 12,000 soldiers."),
    (DENIES, "No country has sent 12,000 soldiers."),
    (DENIES, "It did not send tanks, shells or 12,000 soldiers."),
    (OPEN, "The ministry did not confirm that 12,000 soldiers had been sent."),
    (OPEN, "He did not say whether 12,000 soldiers had been sent."),
    (OPEN, "The desk could not verify that 12,000 soldiers were sent."),
    (OPEN, "Moscow did not rule out that 12,000 soldiers had been sent."),
    (SAYS, "Not only 12,000 soldiers were sent, but rockets too."),
    (SAYS, "There is no doubt that 12,000 soldiers were sent."),
    (SAYS, "Moscow did not deny that 12,000 soldiers had been sent."),
    (SAYS, "He did not say how many of the 12,000 soldiers had died."),
    (SAYS, "Moscow, which it does not recognise, sent 12,000 soldiers."),
    (SAYS, "Not until October did it send 12,000 soldiers."),
    (SAYS, "Moscow denied Kyiv's claim but sent 12,000 soldiers."),
    (SAYS, "Moscow denied the claim and sent 12,000 soldiers."),
    (SAYS, "Although it did not comment, 12,000 soldiers were sent."),
    (SAYS, "It sent 12,000 soldiers, but did not send rockets."),
    (SAYS, "It sent 12,000 soldiers and did not tell anybody."),
    (SAYS, "A report that was not published says that 12,000 soldiers were sent."),
    (SAYS, "It did not attack the army that had sent 12,000 soldiers."),
    (SAYS, "Never before had it sent 12,000 soldiers."),
    (SAYS, "With no losses it moved 12,000 soldiers."),
    (SAYS, "The ministry, which denied the reports, sent 12,000 soldiers."),
    (SAYS, "It sent 12,000 soldiers because it could not wait."),
    (BOTH, "Seoul says that 12,000 soldiers were sent, which Moscow denies."),
    (SAYS, "It sent 12,000 soldiers who had never fought."),
]  # fmt: skip
RU = [
    (DENIES, "Россия не отправляла 12 тысяч солдат."),
    (DENIES, "Кремль опроверг, что 12 тысяч солдат отправлены."),
    (DENIES, "Кремль опроверг сообщения о том, что отправил 12 тысяч солдат."),
    (DENIES, "Министр отрицает отправку 12 тысяч солдат."),
    (DENIES, "12 тысяч солдат никогда не отправляли."),
    (DENIES, "Министерство заявило, что никогда не получало 12 тысяч солдат."),
    (DENIES, "Неправда, что отправили 12 тысяч солдат."),
    (OPEN, "Нет доказательств, что отправили 12 тысяч солдат."),
    (OPEN, "Министерство не подтвердило, что отправлены 12 тысяч солдат."),
    (SAYS, "Кремль не отрицает, что отправил 12 тысяч солдат."),
    (SAYS, "Не только 12 тысяч солдат прибыли, но и танки."),
    (SAYS, "Армия, которую никто не признаёт, отправила 12 тысяч солдат."),
    (SAYS, "Он не сказал, сколько из 12 тысяч солдат погибли."),
    (SAYS, "Кремль опроверг слова Киева, но отправил 12 тысяч солдат."),
    (SAYS, "Россия отправила 12 тысяч солдат и не сообщила об этом."),
    (SAYS, "Нет сомнений, что отправили 12 тысяч солдат."),
]  # fmt: skip
UK = [
    (DENIES, "Росія не відправляла 12 тисяч солдатів."),
    (DENIES, "Кремль заперечує, що 12 тисяч солдатів відправлено."),
    (DENIES, "Міністр спростував відправлення 12 тисяч солдатів."),
    (DENIES, "12 тисяч солдатів ніколи не прибували."),
    (DENIES, "Неправда, що відправили 12 тисяч солдатів."),
    (OPEN, "Немає доказів, що відправили 12 тисяч солдатів."),
    (OPEN, "Міністерство не підтвердило, що відправили 12 тисяч солдатів."),
    (SAYS, "Кремль не заперечує, що відправив 12 тисяч солдатів."),
    (SAYS, "Не лише 12 тисяч солдатів прибули, а й танки."),
    (SAYS, "Армія, яку ніхто не визнає, відправила 12 тисяч солдатів."),
    (SAYS, "Він не сказав, скільки з 12 тисяч солдатів загинули."),
    (SAYS, "Кремль спростував заяву, але відправив 12 тисяч солдатів."),
]  # fmt: skip
KO = [
    (DENIES, "북한은 병력 1만2천 명을 보내지 않았다."),
    (DENIES, "러시아는 병력 1만2천 명을 보냈다는 보도를 부인했다."),
    (DENIES, "북한은 병력 1만2천 명을 보낸 적이 없다."),
    (DENIES, "병력 1만2천 명을 파병했다는 주장은 사실이 아니다."),
    (DENIES, "북한은 병력 1만2천 명의 파병을 부인했다."),
    (DENIES, "북한은 병력 1만2천 명을 안 보냈다."),
    (OPEN, "병력 1만2천 명을 보냈다는 증거는 없다."),
    (OPEN, "국방부는 병력 1만2천 명을 보냈다고 확인하지 않았다."),
    (SAYS, "북한은 병력 1만2천 명을 보내지 않을 수 없었다."),
    (SAYS, "러시아는 병력 1만2천 명을 보냈다는 보도를 부인하지 않았다."),
    (SAYS, "병력 1만2천 명뿐만 아니라 전차도 보냈다."),
    (SAYS, "유엔이 인정하지 않는 정부가 병력 1만2천 명을 보냈다."),
    (SAYS, "북한은 병력 1만2천 명을 보냈지만 이를 인정하지 않았다."),
    (SAYS, "병력 1만2천 명 가운데 몇 명이 숨졌는지 밝히지 않았다."),
    (SAYS, "병력 1만2천 명을 보낸 북한은 답하지 않았다."),
]  # fmt: skip
#: Sentences in which a conjunction, a hedge, an aside or the order of words misleads.
MISLEADING = [
    ("en", DENIES, "Russia has not yet sent 12,000 soldiers."),
    ("en", DENIES, "Russia has not so far sent 12,000 soldiers."), ("en", DENIES, "Russia has yet to send 12,000 soldiers."),
    ("en", DENIES, "They did not send what amounts to 12,000 soldiers."), ("en", DENIES, "At no point did it send 12,000 soldiers."),
    ("en", DENIES, "Not once did it send 12,000 soldiers."), ("en", DENIES, "He did not order the army he led to send 12,000 soldiers."),
    ("en", DENIES, "Russia did not send the promised 12,000 soldiers."), ("en", DENIES, "Russia denied it had received 12,000 soldiers."),
    ("en", DENIES, "Moscow flatly denied that, in October, 12,000 soldiers had been sent."), ("en", DENIES, "It sent no tanks, nor did it send 12,000 soldiers."),
    ("en", DENIES, "The Kremlin called reports of 12,000 soldiers false."), ("en", DENIES, "Reports that 12,000 soldiers were sent are false."),
    ("en", DENIES, "Claims that Russia lost 12,000 soldiers have been denied by Moscow."), ("en", OPEN, "Officials declined to confirm that 12,000 soldiers had been sent."),
    ("en", OPEN, "Moscow neither confirmed nor denied that 12,000 soldiers had been sent."), ("en", OPEN, "Analysts doubt that 12,000 soldiers were sent."),
    ("en", DENIES, "Instead of sending 12,000 soldiers, it sent shells."), ("en", DENIES, "None of its allies sent 12,000 soldiers."),
    ("en", OPEN, "There is little evidence that 12,000 soldiers were sent."), ("en", SAYS, "Instead of waiting, it sent 12,000 soldiers."),
    ("ru", DENIES, "Информация о гибели 12 тысяч солдат не соответствует действительности."), ("ko", DENIES, "병력 1만2천 명이 죽었다는 것은 사실과 다르다."),
    ("en", SAYS, "Nobody denies that 12,000 soldiers were sent."), ("en", SAYS, "The ministry that denied the reports sent 12,000 soldiers."),
    ("en", SAYS, "Despite Moscow's denials that it needs help, 12,000 soldiers were sent."), ("en", SAYS, "Officials who asked not to be named said 12,000 soldiers had been sent."),
    ("en", SAYS, "The treaty does not ban it, and 12,000 soldiers were sent."), ("en", SAYS, "Russia, not China, received 12,000 soldiers."),
    ("en", SAYS, "North Korea has sent 12,000 soldiers, none of whom speak Russian."), ("en", SAYS, "It did not wait as 12,000 soldiers crossed."),
    ("ru", DENIES, "Сообщения об отправке 12 тысяч солдат — неправда."),
    ("ru", DENIES, "Ни Москва, ни Пхеньян не отправляли 12 тысяч солдат."), ("ru", DENIES, "Россия отказалась отправить 12 тысяч солдат."),
    ("ru", OPEN, "Неизвестно, отправили ли 12 тысяч солдат."), ("ru", OPEN, "Кремль не подтвердил и не опроверг, что отправил 12 тысяч солдат."),
    ("ru", SAYS, "Россия не могла не отправить 12 тысяч солдат."), ("ru", SAYS, "Россия, не дожидаясь ответа, отправила 12 тысяч солдат."),
    ("ru", SAYS, "Он не был на фронте и потерял 12 тысяч солдат."), ("ru", SAYS, "Нельзя отрицать, что отправили 12 тысяч солдат."),
    ("uk", DENIES, "Росія відмовилася відправити 12 тисяч солдатів."), ("uk", OPEN, "Невідомо, чи відправили 12 тисяч солдатів."),
    ("uk", SAYS, "Росія не чекала й відправила 12 тисяч солдатів."), ("uk", SAYS, "Ніхто не заперечує, що відправили 12 тисяч солдатів."),
    ("ko", DENIES, "병력 1만2천 명 파병은 사실무근이라고 밝혔다."), ("ko", DENIES, "국방부는 병력 1만2천 명이 도착하지 않았다고 말했다."),
    ("ko", OPEN, "병력 1만2천 명을 보냈는지 확인되지 않았다."), ("ko", OPEN, "러시아는 병력 1만2천 명 파병을 확인도 부인도 하지 않았다."),
    ("ko", SAYS, "병력 1만2천 명이 아무런 저항 없이 국경을 넘었다."), ("ko", SAYS, "병력 1만2천 명이 도착했으며 아직 전투에 투입되지 않았다."),
]  # fmt: skip
JUDGED = [
    (code, *row) for code, rows in (("en", EN), ("ru", RU), ("uk", UK), ("ko", KO)) for row in rows
] + MISLEADING


def stance(text, language="en", value=12_000, *, denies=False, span=None, **values):
    item = Evidence(
        "c1", Passage([span or (0, len(text))], [], 1), estimate=True, denies=denies,
        **{"figures": (("kg:best", Fraction(value)),), "qualifier": "exactly"} | values,
    )  # fmt: skip
    return outcome(item, text, Origin("trucks", language=language))


@pytest.mark.parametrize(("language", "judged", "text"), JUDGED)
def test_a_claim_is_verified_by_a_text_of_its_own_stance(language, judged, text):
    asserting, denying = stance(text, language), stance(text, language, denies=True)
    assert (asserting.result == VERIFIED) is (judged in (SAYS, BOTH)), asserting.reasons
    assert (denying.result == VERIFIED) is (judged in (DENIES, BOTH)), denying.reasons
    assert FAILED not in (asserting.result, denying.result)


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [
        ("en", "They sent no fewer than 12,000 soldiers.", "atLeast"),
        ("en", "They sent not less than 12,000 soldiers.", "atLeast"),
        ("en", "They sent not more than 12,000 soldiers.", "upTo"),
        ("ru", "Отправили не менее 12 тысяч солдат.", "atLeast"),
        ("ru", "Отправили не более 12 тысяч солдат.", "upTo"),
        ("uk", "Відправили не менше ніж 12 тисяч солдатів.", "atLeast"),
    ],
)
def test_a_hedge_with_a_not_denies_nothing(language, text, qualifier):
    bound = (("kg:upper" if qualifier == "upTo" else "kg:lower", Fraction(12_000)),)
    assert stance(text, language, figures=bound, qualifier=qualifier).result == VERIFIED
    denying = stance(text, language, figures=bound, qualifier=qualifier, denies=True)
    assert denying.result == NOT_CHECKABLE


#: What denies a made sentence: its verb negated, or its verb of saying made one of denial.
NEGATED = {
    "en": (("(had sent|has received|were moved|had arrived|had been counted)", r"NOT \1"), ("(?:estimates|reported|said) that", "denied that")),
    "ru": ((" (передано|прибыли|насчитали)", r" не \1"),),
    "uk": ((" (передано|прибули|нарахували)", r" не \1"),),
    "ko": (("보냈다", "보내지 않았다"), ("도착했다", "도착한 적이 없다")),
}  # fmt: skip


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
def test_a_made_sentence_that_is_negated_verifies_the_denial_alone(words):
    chance, seen = random.Random(f"stance {words.code}"), 0
    for _ in range(60):
        case = made(chance, words)
        for form, other in NEGATED[words.code]:
            text = re.sub(form, other, case.text, count=1)
            text = re.sub(r"NOT (\w+)", r"\1 not", text)
            if text == case.text:
                continue
            passage = Passage([(0, len(text))], [], 1)
            claim = replace(case.claim, passage=passage, speakers=(), times=())
            origin = Origin("made", issued=case.issued, language=words.code)
            assert outcome(claim, text, origin).result == NOT_CHECKABLE, text
            assert outcome(replace(claim, denies=True), text, origin).result == VERIFIED, text
            assert outcome(case.claim, case.text, origin).result == VERIFIED, case.text
            seen += 1
    assert seen > 20


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [
        ("en", "They did not send as many as 12,000 soldiers.", "asManyAs"),
        ("en", "They did not send at least 12,000 soldiers.", "atLeast"),
        ("ru", "Россия не отправляла как минимум 12 тысяч солдат.", "atLeast"),
        ("uk", "Росія не відправляла більш як 12 тисяч солдатів.", "moreThan"),
        ("ko", "북한은 병력 1만2천 명 이상을 보내지 않았다.", "atLeast"),
    ],
)
def test_what_is_denied_may_have_a_hedge(language, text, qualifier):
    bound = (("kg:upper" if qualifier == "asManyAs" else "kg:lower", Fraction(12_000)),)
    values = {"figures": bound, "qualifier": qualifier}
    assert stance(text, language, **values).result == NOT_CHECKABLE
    assert stance(text, language, denies=True, **values).result == VERIFIED


def test_the_reason_says_in_plain_words_what_the_text_does():
    (reason,) = stance("They did not send 12,000 soldiers.").reasons
    assert "“not”" in reason.problem
    assert "denies" in reason.problem
    (reason,) = stance("They sent 12,000 soldiers.", denies=True).reasons
    assert "nothing in the clause" in reason.problem


def test_a_span_that_leaves_the_denial_out_hides_nothing():
    text = "Nothing new. They did not send 12,000 soldiers. It was so."
    start = text.index("12,000")
    assert stance(text, span=(start, start + 15)).result == NOT_CHECKABLE
    assert stance(text, span=(start, start + 15), denies=True).result == VERIFIED


def test_a_denial_in_another_sentence_is_another():
    text = "They did not send tanks. They sent 12,000 soldiers. They did not send shells."
    assert stance(text).result == VERIFIED


def test_a_denied_estimate_without_a_number():
    values = {"figures": (), "qualifier": "thousandsOf", "phrases": ("thousands of",)}
    assert stance("They sent thousands of soldiers.", **values).result == VERIFIED
    assert stance("They did not send thousands of soldiers.", **values).result == NOT_CHECKABLE
    assert stance("They did not send thousands of them.", denies=True, **values).result == VERIFIED


def test_the_stance_is_read_from_the_claim():
    parsed = document(
        "c:c001 a kg:Claim ; kg:measure kg:personnelDeployed ; kg:stance kg:denies .\n"
        "c:c002 a kg:Claim ; kg:measure kg:personnelDeployed .\n"
    )
    claims = read_claims(parsed.triples, parsed.graph, terms())
    assert [item.denies for item in read_evidence(claims, parsed.triples, {})] == [True, False]
