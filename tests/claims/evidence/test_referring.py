"""A sentence that denies what the one before it says: whose denial is it? Each text was judged beforehand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kg.claims.evidence.passages import Evidence, Origin, Passage
from kg.claims.evidence.verify import NOT_CHECKABLE, VERIFIED
from tests.claims.evidence.compared import outcome

#: What is asked: is a claim of 12,000 by this speaker verified? None: the author's own voice.
JUDGED = [
    ("en", "The ministry said that 12,000 soldiers were sent. Moscow called this false.", "Ministry", True),
    ("en", "The ministry said that 12,000 soldiers were sent. Moscow called this false.", "Moscow", False),
    ("en", "In all, 12,000 soldiers were sent. Moscow called this false.", "Moscow", False),
    ("en", "In all, 12,000 soldiers were sent. Moscow called this false.", None, True),
    ("en", "In all, 12,000 soldiers were sent. This is false.", None, False),
    ("en", "In all, 12,000 soldiers were sent. That was a lie.", None, False),
    ("en", "The ministry said that 12,000 soldiers were sent. This is not true.", "Ministry", True),
    ("en", "In all, 12,000 soldiers were sent. Moscow has not denied this.", "Moscow", True),
    ("en", "In all, 12,000 soldiers were sent. Moscow did not deny the claim.", None, True),
    ("en", "In all, 12,000 soldiers were sent. Moscow did not confirm the figure.", "Moscow", False),
    ("en", "In all, 12,000 soldiers were sent. Moscow could not confirm this.", None, True),
    ("en", "In all, 12,000 soldiers were sent. The Kremlin dismissed the report as fake.", "Kremlin", False),
    ("en", "In all, 12,000 soldiers were sent. Moscow denies it.", "Moscow", False),
    ("en", "In all, 12,000 soldiers were sent. Moscow has denied the allegations.", "Moscow", False),
    ("en", "In all, 12,000 soldiers were sent. But Moscow rejected that claim.", "Moscow", False),
    ("en", "The ministry said that 12,000 soldiers were sent. It later denied this.", "Ministry", False),
    ("en", "The ministry said that 12,000 soldiers were sent. It later retracted the figure.", "Ministry", False),
    ("en", "In all, 12,000 soldiers were sent. Moscow denied that tanks were sent.", "Moscow", True),
    ("en", "In all, 12,000 soldiers were sent. Moscow denied the monitors access.", "Moscow", True),
    ("en", "In all, 12,000 soldiers were sent. Moscow rejected a request for tanks.", "Moscow", True),
    ("en", "In all, 12,000 soldiers were sent. There is no such force, Moscow said.", "Moscow", False),
    ("en", "In all, 12,000 soldiers were sent. Moscow said the number was wrong.", "Moscow", False),
    ("en", "In all, 12,000 soldiers were sent. According to Moscow, this is not true.", "Moscow", False),
    ("en", "In all, 12,000 soldiers were sent. The claim was false, said Moscow.", "Moscow", False),
    ("en", "In all, 12,000 soldiers were sent. The claim was false, said Moscow.", None, True),
    ("en", "In all, 12,000 soldiers were sent. It was a false spring.", None, True),
    ("en", "In all, 12,000 soldiers were sent. This is no secret.", None, True),
    ("en", "In all, 12,000 soldiers were sent. “This is nonsense,” the Kremlin said.", "Kremlin", False),
    ("en", "In all, 12,000 soldiers were sent. That number has been disputed by the Kremlin.", "Kremlin", False),
    ("en", "In all, 12,000 soldiers were sent. The Kremlin refused to confirm the number.", "Kremlin", False),
    ("en", "In all, 12,000 soldiers were sent. None of this is true.", None, False),
    ("en", "In all, 12,000 soldiers were sent. The Kremlin denied responsibility.", "Kremlin", True),
    ("en", "In all, 12,000 soldiers were sent. It is not clear why.", None, True),
    ("ru", "Отправили 12 тысяч солдат. Москва назвала это ложью.", "Москва", False),
    ("ru", "Отправили 12 тысяч солдат. Москва назвала это ложью.", None, True),
    ("ru", "Отправили 12 тысяч солдат. Кремль опроверг эту информацию.", "Кремль", False),
    ("ru", "Отправили 12 тысяч солдат. Это неправда.", None, False),
    ("ru", "Отправили 12 тысяч солдат. Это не соответствует действительности.", None, False),
    ("ru", "Отправили 12 тысяч солдат. Кремль этого не отрицает.", "Кремль", True),
    ("ru", "Отправили 12 тысяч солдат. Кремль это отрицает.", "Кремль", False),
    ("ru", "Отправили 12 тысяч солдат. Кремль опроверг слухи об отставке.", "Кремль", True),
    ("uk", "Відправили 12 тисяч солдатів. Москва назвала це брехнею.", "Москва", False),
    ("uk", "Відправили 12 тисяч солдатів. Кремль спростував цю інформацію.", "Кремль", False),
    ("uk", "Відправили 12 тисяч солдатів. Це неправда.", None, False),
    ("uk", "Відправили 12 тисяч солдатів. Кремль цього не заперечує.", "Кремль", True),
    ("uk", "Відправили 12 тисяч солдатів. Кремль спростував чутки про відставку.", "Кремль", True),
    ("ko", "북한은 병력 1만2천 명을 보냈다. 러시아는 이를 부인했다.", "러시아", False),
    ("ko", "북한은 병력 1만2천 명을 보냈다. 러시아는 이를 부인했다.", None, True),
    ("ko", "북한은 병력 1만2천 명을 보냈다. 이는 사실이 아니다.", None, False),
    ("ko", "북한은 병력 1만2천 명을 보냈다. 러시아는 이를 부인하지 않았다.", "러시아", True),
    ("ko", "북한은 병력 1만2천 명을 보냈다. 러시아는 휴전 제안을 거부했다.", "러시아", True),
    ("ko", "북한은 병력 1만2천 명을 보냈다. 러시아는 그 주장을 일축했다.", "러시아", False),
]  # fmt: skip


def judge(language, text, speaker, *, denies=False, whole=False, **values):
    end = len(text) if whole else text.index(". ") + 1
    item = Evidence(
        "c1", Passage([(0, end)], [], 1), estimate=True, denies=denies, qualifier="exactly",
        figures=(("kg:best", Fraction(12_000)),), speakers=(speaker,) if speaker else (),
        own_voice=speaker is None, **values,
    )  # fmt: skip
    return outcome(item, text, Origin("trucks", language=language))


@pytest.mark.parametrize(("language", "text", "speaker", "verified"), JUDGED)
def test_a_denial_in_the_next_sentence_is_that_of_its_speaker(language, text, speaker, verified):
    found = judge(language, text, speaker)
    assert (found.result == VERIFIED) is verified, found.reasons


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    ("language", "text", "speaker", "verified"),
    [
        ("en", "The ministry said that 12,000 soldiers were sent. Moscow called this false.", "Moscow", True),
        ("en", "The ministry said that 12,000 soldiers were sent. Moscow called this false.", "Ministry", False),
        ("en", "In all, 12,000 soldiers were sent. Moscow has not denied this.", "Moscow", False),
        ("ru", "Отправили 12 тысяч солдат. Кремль опроверг эту информацию.", "Кремль", True),
        ("uk", "Відправили 12 тисяч солдатів. Москва назвала це брехнею.", "Москва", True),
        ("ko", "북한은 병력 1만2천 명을 보냈다. 러시아는 이를 부인했다.", "러시아", True),
    ],
)  # fmt: skip
def test_who_denies_the_sentence_before_is_verified_as_denying(
    language, text, speaker, verified, whole
):
    found = judge(language, text, speaker, denies=True, whole=whole)
    assert (found.result == VERIFIED) is verified, found.reasons


def test_a_denial_two_sentences_on_is_another_matter():
    text = "In all, 12,000 soldiers were sent. Rockets came as well. Moscow denies it."
    assert judge("en", text, "Moscow").result == VERIFIED


def test_the_next_sentence_may_be_the_next_paragraph():
    text = "In all, 12,000 soldiers were sent. \n\nThis is false."
    assert judge("en", text, None).result == NOT_CHECKABLE
