"""A number for each day or month is no total: what the texts say was read by people."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kg.claims.evidence.passages import Evidence, Origin, Passage
from kg.claims.evidence.verify import NOT_CHECKABLE, VERIFIED
from tests.claims.evidence.compared import outcome


def result(text, language, measure, value=1300):
    item = Evidence(
        "c1", Passage([(0, len(text))], [], 1), estimate=True, qualifier="exactly", measure=measure,
        figures=(("kg:best", Fraction(value)),),
    )  # fmt: skip
    return outcome(item, text, Origin("trucks", language=language)).result


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They sent 1,300 shells a day."), ("en", "They sent 1,300 shells to the front every month."),
        ("en", "Every day 1,300 shells were sent."), ("en", "They sent 1,300 shells daily."),
        ("ru", "Они отправляют 1300 снарядов в день."), ("ru", "Ежедневно отправляют 1300 снарядов."),
        ("ru", "За минувшие сутки отправили 1300 снарядов."), ("ru", "Отправляют по 1300 снарядов в месяц."),
        ("uk", "Вони надсилають 1300 снарядів на добу."), ("uk", "Щодня надсилають 1300 снарядів."),
        ("uk", "За минулу добу надіслали 1300 снарядів."), ("ko", "하루 1300발을 보낸다."),
        ("ko", "매달 포탄 1300발을 보낸다."), ("ko", "포탄 1300발씩 보낸다."),
    ],
)  # fmt: skip
def test_so_many_a_day_are_no_total(language, text):
    assert result(text, language, "munitionsSent") == NOT_CHECKABLE
    assert result(text, language, "munitionsSentInPeriod") == VERIFIED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They sent 1,300 shells in a month."), ("en", "They sent 1,300 shells a year ago."),
        ("en", "They sent 1,300 shells that day."), ("en", "They sent 1,300 shells; others come every day."),
        ("ru", "За год отправили 1300 снарядов."), ("ru", "В этот день отправили 1300 снарядов."),
        ("uk", "За рік надіслали 1300 снарядів."), ("ko", "그날 포탄 1300발을 보냈다."),
    ],
)  # fmt: skip
def test_what_was_sent_within_a_time_is_left_to_the_time(language, text):
    assert result(text, language, "munitionsSent") == VERIFIED


@pytest.mark.parametrize("words", ["three times more than", "barely", "not", "twice"])
def test_the_quick_look_does_not_pass_over_what_takes_a_number_back(words):
    """The commonest English form is told without the reader: not where the number is denied or multiplied."""
    text = f"In August 2024, the Ministry said that {words} 1,300 shells had been sent."
    bound = ("kg:lower", "moreThan") if "more than" in words else ("kg:best", "exactly")
    item = Evidence(
        "c1", Passage([(0, len(text))], [], 1), estimate=True, qualifier=bound[1], measure="munitionsSent",
        figures=((bound[0], Fraction(1300)),), times=(("kg:time", "2024-08"),), speakers=("Ministry",),
        things=("shell",), unit="shell",
    )  # fmt: skip
    assert outcome(item, text, Origin("trucks")).result == NOT_CHECKABLE
