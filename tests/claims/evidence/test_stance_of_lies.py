"""Sentences in which a lie, a mistake or "no such" denies a figure; each was judged before it was read."""

from __future__ import annotations

import pytest

from kg.claims.evidence.verify import VERIFIED
from tests.claims.evidence.test_stance import BOTH, DENIES, OPEN, SAYS, stance

JUDGED = [
    ("en", DENIES, "The ministry lied when it said that 12,000 soldiers had been sent."),
    ("en", DENIES, "The ministry lied in saying that 12,000 soldiers had been sent."),
    ("en", DENIES, "Kyiv was lying when it spoke of 12,000 soldiers."),
    ("en", DENIES, "Kyiv lied when it mentioned 12,000 soldiers."),
    ("en", DENIES, "Seoul is lying that 12,000 soldiers were sent."),
    ("en", DENIES, "There is no such force as 12,000 soldiers in Kursk."),
    ("en", DENIES, "There was no such thing as a force of 12,000 soldiers."),
    ("en", DENIES, "No such army of 12,000 soldiers exists."),
    ("en", DENIES, "There were never any 12,000 soldiers in Kursk."),
    ("en", DENIES, "The 12,000 soldiers do not exist."),
    ("en", DENIES, "Seoul was wrong to say that 12,000 soldiers had been sent."),
    ("en", DENIES, "Seoul was mistaken in saying that 12,000 soldiers had been sent."),
    ("en", DENIES, "Seoul was wrong when it said that 12,000 soldiers had been sent."),
    ("en", DENIES, "Seoul invented the 12,000 soldiers."),
    ("en", DENIES, "Seoul made up the story that 12,000 soldiers had been sent."),
    ("en", DENIES, "The story that 12,000 soldiers had been sent is a hoax."),
    ("en", DENIES, "It falsely said that 12,000 soldiers had been sent."),
    ("en", DENIES, "The ministry wrongly stated that 12,000 soldiers had been sent."),
    ("en", DENIES, "The ministry had erroneously reported that 12,000 soldiers were sent."),
    ("en", DENIES, "The claim that 12,000 soldiers were sent turned out to be untrue."),
    ("en", DENIES, "Far from sending 12,000 soldiers, it kept its army at home."),
    ("en", DENIES, "Contrary to what Kyiv says, 12,000 soldiers were never sent."),
    ("en", DENIES, "It is a lie that 12,000 soldiers were sent."),
    ("en", DENIES, "Under no circumstances did it send 12,000 soldiers."),
    ("en", OPEN, "It has not been shown that 12,000 soldiers were sent."),
    ("en", OPEN, "The ministry retracted its claim that 12,000 soldiers had been sent."),
    ("en", OPEN, "Nobody knows whether 12,000 soldiers were sent."),
    ("en", SAYS, "Moscow lied when it denied that 12,000 soldiers had been sent."),
    ("en", SAYS, "The ministry did not lie when it said that 12,000 soldiers had been sent."),
    ("en", SAYS, "Moscow cannot deny that 12,000 soldiers had been sent."),
    ("en", SAYS, "No one has denied that 12,000 soldiers were sent."),
    ("en", SAYS, "It was wrong to send 12,000 soldiers."),
    ("en", SAYS, "With no such losses as before, it moved 12,000 soldiers."),
    ("en", SAYS, "It is no lie that 12,000 soldiers were sent."),
    ("en", SAYS, "They made no secret of having sent 12,000 soldiers."),
    ("en", SAYS, "The ministry lied about its losses and sent 12,000 soldiers."),
    ("en", SAYS, "He could not say why 12,000 soldiers were sent."),
    ("en", SAYS, "Far from home, it sent 12,000 soldiers."),
    ("en", SAYS, "It withdrew its tanks and said that 12,000 soldiers had been sent."),
    ("ru", DENIES, "Министерство солгало, когда сообщило, что отправлены 12 тысяч солдат."),
    ("ru", DENIES, "Киев лжёт, что отправили 12 тысяч солдат."),
    ("ru", DENIES, "Никаких 12 тысяч солдат в Курске нет."),
    ("ru", DENIES, "Никаких 12 тысяч солдат не было."),
    ("ru", DENIES, "12 тысяч солдат в Курске нет."),
    ("ru", DENIES, "Не существует такой группировки, как 12 тысяч солдат."),
    ("ru", DENIES, "Министерство ошибочно сообщило, что отправлены 12 тысяч солдат."),
    ("ru", OPEN, "Не удалось подтвердить, что отправили 12 тысяч солдат."),
    ("ru", SAYS, "Министерство не солгало, когда сообщило, что отправлены 12 тысяч солдат."),
    ("ru", SAYS, "Кремль не стал отрицать, что отправил 12 тысяч солдат."),
    ("ru", SAYS, "Среди 12 тысяч солдат потерь нет."),
    ("uk", DENIES, "Міністерство збрехало, коли повідомило, що відправлено 12 тисяч солдатів."),
    ("uk", DENIES, "Жодних 12 тисяч солдатів у Курську немає."),
    ("uk", DENIES, "Москва бреше, що відправила 12 тисяч солдатів."),
    ("uk", DENIES, "Немає такого угруповання, як 12 тисяч солдатів."),
    ("uk", DENIES, "Міністерство помилково повідомило, що відправлено 12 тисяч солдатів."),
    ("uk", OPEN, "Не вдалося підтвердити, що відправили 12 тисяч солдатів."),
    ("uk", SAYS, "Міністерство не збрехало, коли повідомило, що відправлено 12 тисяч солдатів."),
    ("uk", SAYS, "Ніхто не заперечив, що відправили 12 тисяч солдатів."),
    ("ko", DENIES, "국방부가 병력 1만2천 명을 보냈다고 말한 것은 거짓말이었다."),
    ("ko", DENIES, "병력 1만2천 명 같은 부대는 존재하지 않는다."),
    ("ko", DENIES, "국방부는 병력 1만2천 명이 파병됐다고 거짓말했다."),
    ("ko", DENIES, "병력 1만2천 명은 없었다."),
    ("ko", DENIES, "국방부는 병력 1만2천 명을 보냈다고 잘못 발표했다."),
    ("ko", OPEN, "병력 1만2천 명을 보냈다는 주장을 확인할 수 없었다."),
    ("ko", SAYS, "국방부가 병력 1만2천 명을 보냈다고 말한 것은 거짓말이 아니었다."),
    ("ko", SAYS, "병력 1만2천 명을 보낸 사실을 부인할 수 없다."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "judged", "text"), JUDGED)
def test_a_claim_is_verified_by_a_text_of_its_own_stance(language, judged, text):
    asserting, denying = stance(text, language), stance(text, language, denies=True)
    assert (asserting.result == VERIFIED) is (judged in (SAYS, BOTH)), asserting.reasons
    assert (denying.result == VERIFIED) is (judged in (DENIES, BOTH)), denying.reasons
