"""A negation of one clause and a figure of another, joined by "and", "but", "while": judged by reading, first.

A negated verb denies nothing of a verb in another form behind it ("did not wait and sent"), nor of another
subject; "nobody" that is the subject of both denies both. Where two readings stand, neither is verified.
"""

from __future__ import annotations

import pytest

from kg.claims.evidence.verify import FAILED, VERIFIED
from tests.claims.evidence.test_stance import DENIES, OPEN, SAYS, stance

#: OPEN stands here for what may be read in two ways, too.
EN = [
    (OPEN, "The general believed that nobody saw it and sent 12,000 soldiers."),
    (OPEN, "The general said that no envoy came and sent 12,000 soldiers."),
    (SAYS, "The general knew that the ally had not come and he sent 12,000 soldiers."),
    (SAYS, "The ministry thinks that Moscow did not wait and sent 12,000 soldiers."),
    (SAYS, "The ministry thinks that Moscow hasn't paid and that Pyongyang sent 12,000 soldiers."),
    (SAYS, "Seoul said that the envoy never answered and that 12,000 soldiers were sent."),
    (SAYS, "Seoul says that the North does not pay and that it sent 12,000 soldiers."),
    (SAYS, "Seoul believes that China did not help but Pyongyang sent 12,000 soldiers."),
    (SAYS, "Officials said that no ally had been asked, and Pyongyang sent 12,000 soldiers."),
    (SAYS, "It is said that nobody was told while the army moved 12,000 soldiers."),
    (SAYS, "He reported that the bridge was not finished and 12,000 soldiers had crossed by boat."),
    (OPEN, "He reported that the bridge was not finished and 12,000 soldiers crossed by boat."),
    (SAYS, "The bridge was not built and 12,000 soldiers were sent by boat."),
    (DENIES, "Moscow did not send tanks and 12,000 soldiers."),
    (DENIES, "Nobody trained, equipped and sent 12,000 soldiers."),
    (DENIES, "Moscow never trained or sent 12,000 soldiers."),
    (DENIES, "Moscow has never recruited, paid or sent 12,000 soldiers."),
    (DENIES, "Neither Moscow nor Minsk trained and sent 12,000 soldiers."),
    (DENIES, "Moscow denied both that it had paid and that it had sent 12,000 soldiers."),
    (OPEN, "Moscow rejected the claim that it was weak and sent 12,000 soldiers."),
    (OPEN, "It is unclear whether Moscow trained and sent 12,000 soldiers."),
    (OPEN, "There is no evidence that Moscow trained and sent 12,000 soldiers."),
    (DENIES, "Moscow said that neither it nor Minsk had trained or sent 12,000 soldiers."),
    (DENIES, "Not one of its allies trained or sent 12,000 soldiers."),
    (DENIES, "The ministry denies that anyone was hired and that 12,000 soldiers were sent."),
    (DENIES, "None of the guards woke and saw 12,000 soldiers."),
    (SAYS, "None of the guards woke and the raiders took 12,000 soldiers."),
    (SAYS, "The general did not doubt it and sent 12,000 soldiers."),
    (SAYS, "No tanks were sent and 12,000 soldiers had to walk."),
    (OPEN, "There was no plan and no order to send 12,000 soldiers."),
    (SAYS, "Seoul said that it had no proof of the raid and that 12,000 soldiers had left."),
    (SAYS, "The army met no resistance and took 12,000 soldiers."),
    (SAYS, "Seoul said that the army met no resistance and took 12,000 soldiers."),
    (DENIES, "Moscow denied that Pyongyang trained troops and that it sent 12,000 soldiers."),
    (DENIES, "It is not true that shells were sent and that 12,000 soldiers were sent."),
    (SAYS, "Seoul said that the shells were fake but that 12,000 soldiers were sent."),
    (OPEN, "Moscow has not answered and sent 12,000 soldiers."),
    (SAYS, "Moscow denied the claim, and later sent 12,000 soldiers."),
    (SAYS, "Moscow, having never agreed, sent 12,000 soldiers."),
    (SAYS, "Kyiv said that it did not know their names and counted 12,000 soldiers."),
    (SAYS, "Kyiv thinks that Moscow has no reserves and Pyongyang sent 12,000 soldiers."),
    (SAYS, "The ministry said that it could not comment and sent 12,000 soldiers."),
    (SAYS, "The ministry said that it refused to comment and counted 12,000 soldiers."),
    (SAYS, "The ministry did not comment and said that 12,000 soldiers had been sent."),
    (SAYS, "He claims that the reports were false and that 12,000 soldiers were sent."),
    (SAYS, "The desk believes that the denial was a lie and that 12,000 soldiers were sent."),
    (SAYS, "The desk believes that the denial was false and 12,000 soldiers were sent."),
    (SAYS, "Moscow denies that it lost and says that it sent 12,000 soldiers."),
    (SAYS, "The army, which nobody had paid and which nobody fed, sent 12,000 soldiers."),
    (SAYS, "Nobody saw it and the army sent 12,000 soldiers."),
    (SAYS, "No ally was asked and Pyongyang sent 12,000 soldiers."),
    (DENIES, "Nobody trained and sent 12,000 soldiers."),
    (DENIES, "No country has armed and sent 12,000 soldiers."),
    (DENIES, "None of its allies recruited and sent 12,000 soldiers."),
    (OPEN, "Seoul said that no country had armed and sent 12,000 soldiers."),
    (DENIES, "Moscow said that it did not ask for and did not receive 12,000 soldiers."),
    (DENIES, "Moscow did not train and send 12,000 soldiers."),
    (OPEN, "Moscow denied that it had trained and sent 12,000 soldiers."),
    (DENIES, "Officials said that nobody had planned it and that nobody had sent 12,000 soldiers."),
    (OPEN, "Moscow denied that it paid for them and received 12,000 soldiers."),
    (OPEN, "Moscow never trained and sent 12,000 soldiers."),
    (SAYS, "The 12,000 soldiers trained in the east and their officers have so far not been paid."),
    (SAYS, "It sent 12,000 soldiers and their families have to this day not been told."),
    (SAYS, "12,000 soldiers were sent and no one was told."),
    (SAYS, "12,000 soldiers were sent while the bridge had not been built."),
    (DENIES, "The 12,000 soldiers and their officers have not been sent."),
]  # fmt: skip
OTHERS = [
    ("ru", SAYS, "Генерал решил, что никто этого не видит, и отправил 12 тысяч солдат."),
    ("ru", SAYS, "Сеул считает, что никто этого не видел и Россия отправила 12 тысяч солдат."),
    ("ru", SAYS, "Сеул считает, что Москва не стала ждать и отправила 12 тысяч солдат."),
    ("ru", SAYS, "Министерство сообщило, что не получало помощи и что отправило 12 тысяч солдат."),
    ("ru", SAYS, "Сеул сообщил, что Пхеньян не стал ждать, а отправил 12 тысяч солдат."),
    ("ru", SAYS, "Сообщается, что дороги не охранялись, пока Россия отправляла 12 тысяч солдат."),
    ("ru", SAYS, "Кремль опроверг, что просил помощи, и отправил 12 тысяч солдат."),
    ("ru", DENIES, "Кремль заявил, что не просил помощи и не получал 12 тысяч солдат."),
    ("ru", DENIES, "Кремль опроверг, что просил помощи и получил 12 тысяч солдат."),
    ("ru", DENIES, "Кремль опроверг, что просил помощи и что получил 12 тысяч солдат."),
    ("ru", SAYS, "Сообщается, что мост не достроили и 12 тысяч солдат прибыли морем."),
    ("ru", DENIES, "Неправда, что Россия обучила и отправила 12 тысяч солдат."),
    ("ru", DENIES, "Россия не смогла собрать и отправить 12 тысяч солдат."),
    ("ru", SAYS, "Сеул заявил, что слухи ложны и что Россия отправила 12 тысяч солдат."),
    ("ru", DENIES, "Россия не отправляла танки и 12 тысяч солдат."),
    ("ru", SAYS, "12 тысяч солдат прибыли, и мост ещё не построен."),
    ("uk", SAYS, "Генерал вирішив, що ніхто цього не бачить, і відправив 12 тисяч солдатів."),
    ("uk", SAYS, "Сеул вважає, що ніхто цього не бачив і Росія відправила 12 тисяч солдатів."),
    ("uk", SAYS, "Сеул вважає, що Москва не чекала й відправила 12 тисяч солдатів."),
    ("uk", SAYS, "Міністерство повідомило, що не отримувало допомоги і що відправило 12 тисяч солдатів."),
    ("uk", SAYS, "Кремль заперечив, що просив допомоги, і відправив 12 тисяч солдатів."),
    ("uk", SAYS, "Повідомляють, що міст не добудували і 12 тисяч солдатів прибули морем."),
    ("uk", DENIES, "Кремль заявив, що не просив допомоги й не отримував 12 тисяч солдатів."),
    ("uk", OPEN, "Немає доказів, що Росія навчила й відправила 12 тисяч солдатів."),
    ("ko", SAYS, "장군은 아무도 보지 못했다고 믿고 병력 1만2천 명을 보냈다."),
    ("ko", SAYS, "러시아는 기다리지 않고 병력 1만2천 명을 보냈다."),
    ("ko", SAYS, "국방부는 병력 1만2천 명을 보냈으며 돈을 받지 않았다고 밝혔다."),
    ("ko", SAYS, "병력 1만2천 명이 도착했고 아무도 이를 보지 못했다."),
    ("ko", OPEN, "북한은 병력 1만2천 명을 보내고 돈을 받지 않았다."),
    ("ko", OPEN, "병력 1만2천 명이 도착해 아직 훈련을 받지 않았다."),
    ("ko", OPEN, "북한은 병력 1만2천 명을 훈련시키고 보내지 않았다."),
    ("ko", DENIES, "북한은 병력 1만2천 명을 보내고 있지 않다."),
    ("ko", DENIES, "국방부는 병력 1만2천 명을 보내고 무기를 제공했다는 보도를 부인했다."),
    ("ko", DENIES, "국방부는 돈을 받았지만 병력 1만2천 명을 보내지 않았다고 밝혔다."),
]  # fmt: skip
JUDGED = [("en", *row) for row in EN] + OTHERS


@pytest.mark.parametrize(("language", "judged", "text"), JUDGED)
def test_a_negation_denies_what_stands_in_its_own_clause(language, judged, text):
    asserting, denying = stance(text, language), stance(text, language, denies=True)
    assert (asserting.result == VERIFIED) is (judged == SAYS), asserting.reasons
    assert (denying.result == VERIFIED) is (judged == DENIES), denying.reasons
    assert FAILED not in (asserting.result, denying.result)
