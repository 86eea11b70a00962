"""Numbers that a text denies, multiplies or gives for two times: what it says was read by people."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kg.claims.evidence.passages import Evidence, Origin, Passage
from kg.claims.evidence.verify import FAILED, NOT_CHECKABLE, VERIFIED
from tests.claims.evidence.compared import outcome
from tests.claims.evidence.test_unread import figure


@pytest.mark.parametrize(
    ("language", "text", "denied", "stated"),
    [
        ("en", "They sent not 12,000 but 10,000 soldiers.", 12_000, 10_000),
        ("en", "There weren’t 300 soldiers there, and 200 came.", 300, 200),
        ("ru", "Отправили не 12 тысяч, а 10 тысяч солдат.", 12_000, 10_000),
        ("uk", "Відправили не 12 тисяч, а 10 тисяч солдатів.", 12_000, 10_000),
        ("ko", "병력 1만 명이 아니라 8천 명을 보냈다.", 10_000, 8_000),
        ("ko", "병력 1만2천 명은 아니고 8천 명이다.", 12_000, 8_000),
    ],
)
def test_a_number_that_the_text_denies_is_not_verified(language, text, denied, stated):
    assert figure(text, language, denied) == NOT_CHECKABLE
    assert figure(text, language, stated) == VERIFIED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Not one soldier was killed."),
        ("ru", "Ни один солдат не погиб."),
        ("ru", "Не погибло ни одного солдата."),
        ("ko", "단 한 명도 숨지지 않았다."),
    ],
)
def test_not_one_is_not_one(language, text):
    assert figure(text, language, 1) == NOT_CHECKABLE


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [
        ("en", "They have twice as many as 300 soldiers.", "exactly"),
        ("en", "They have three times more than 300 soldiers.", "moreThan"),
        ("en", "They lost double the 300 soldiers of last year.", "exactly"),
        ("en", "They have half as many as 300 soldiers.", "exactly"),
        ("ru", "Погибло вдвое больше, чем 300 солдат.", "moreThan"),
        ("ru", "Погибло в три раза более 300 солдат.", "moreThan"),
        ("uk", "Загинуло вдвічі більше, ніж 300 солдатів.", "moreThan"),
        ("ko", "군인 300명의 두 배를 보냈다.", "exactly"),
    ],
)
def test_a_number_that_the_text_multiplies_is_not_verified(language, text, qualifier):
    assert figure(text, language, 300, qualifier=qualifier) == NOT_CHECKABLE


@pytest.mark.parametrize(
    ("language", "text", "was", "is_now"),
    [
        ("en", "The losses rose from 3,000 to 4,700 soldiers.", 3000, 4700),
        ("en", "The losses increased from 3 to 4.7 thousand soldiers.", 3000, 4700),
        ("en", "The losses grew by 300 to 4,700 soldiers.", 300, 4700),
        ("uk", "Втрати зросли з 3 до 4,7 тис. солдатів.", 3000, 4700),
        ("ko", "사상자가 3천 명에서 4천7백 명으로 늘었다.", 3000, 4700),
    ],
)
def test_what_rose_to_a_number_is_no_range(language, text, was, is_now):
    bounds = (("kg:lower", Fraction(was)), ("kg:upper", Fraction(is_now)))
    item = Evidence(
        "c1", Passage([(0, len(text))], [], 1), estimate=True, qualifier="between", figures=bounds
    )
    assert outcome(item, text, Origin("trucks", language=language)).result == FAILED
    assert figure(text, language, is_now, qualifier="atLeast") == FAILED


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "From 3,000 to 4,700 soldiers were killed."), ("uk", "Загинуло від 3000 до 4700 солдатів."),
     ("ko", "3천 명에서 4천7백 명이 숨졌다.")],
)  # fmt: skip
def test_a_range_without_a_change_is_one(language, text):
    bounds = (("kg:lower", Fraction(3000)), ("kg:upper", Fraction(4700)))
    item = Evidence(
        "c1", Passage([(0, len(text))], [], 1), estimate=True, qualifier="between", figures=bounds
    )
    assert outcome(item, text, Origin("trucks", language=language)).result == VERIFIED


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ru", "Потери выросли до 4700 солдат.", 4700),
        ("uk", "Втрати зросли до 4700 солдатів.", 4700),
    ],
)
def test_what_rose_to_a_number_is_that_many(language, text, value):
    assert figure(text, language, value) == VERIFIED
    bound = (("kg:upper", Fraction(value)),)
    item = Evidence(
        "c1", Passage([(0, len(text))], [], 1), estimate=True, qualifier="upTo", figures=bound
    )
    assert outcome(item, text, Origin("trucks", language=language)).result == FAILED


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [
        ("ru", "Погибло не менее, чем 300 солдат.", "atLeast"),
        ("ru", "Погибло более, чем 300 солдат.", "moreThan"),
        ("uk", "Загинуло не менше, ніж 300 солдатів.", "atLeast"),
        ("uk", "Загинуло більше, ніж 300 солдатів.", "moreThan"),
    ],
)
def test_a_comma_within_a_hedge_does_not_hide_it(language, text, qualifier):
    assert figure(text, language, 300, qualifier=qualifier) == VERIFIED
    assert figure(text, language, 300) == FAILED


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("포탄 2, 3만 발을 보냈다.", (30_000, 23_000, 2)),  # 20,000 or 30,000
        ("포탄 2,3만 발을 보냈다.", (30_000, 23_000)),
        ("포탄 2·3만 발을 보냈다.", (30_000, 2)),
        ("군인 600명도 안 되는 병력이다.", (600,)),  # fewer than 600
        ("군인 600명에 못 미치는 병력이다.", (600,)),
    ],
)
def test_korean_ways_that_are_not_read(text, values):
    for value in values:
        assert figure(text, "ko", value) == NOT_CHECKABLE


def test_a_year_named_so_is_no_count():
    assert figure("In the year 2000 soldiers left.", "en", 2000) == NOT_CHECKABLE


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [
        ("en", "The losses did not exceed 300 soldiers.", "moreThan"),
        ("en", "They lost not over 300 soldiers.", "moreThan"),
        ("en", "There were not even 300 soldiers.", "exactly"),
        ("en", "They have 20 percent more than 300 soldiers.", "moreThan"),
        ("ru", "Погибло не свыше 300 солдат.", "moreThan"),
        ("ru", "Погибло едва ли 300 солдат.", "exactly"),
        ("uk", "Загинуло не більше як 300 солдатів.", "moreThan"),
        ("ko", "사망자는 300명이 넘지 않는다.", "moreThan"),
        ("ko", "사망자는 300명을 넘지 않았다.", "moreThan"),
        ("ko", "사망자는 300명 이상은 아니다.", "atLeast"),
    ],
)
def test_a_hedge_that_the_text_denies_is_not_verified(language, text, qualifier):
    assert figure(text, language, 300, qualifier=qualifier) in (NOT_CHECKABLE, FAILED)


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [
        ("en", "No more than 300 soldiers, and not fewer than 300 rockets.", "atLeast"),
        ("ru", "Погибло не менее 300 солдат.", "atLeast"),
        ("en", "A 300-plus force of soldiers, 300-plus soldiers.", "orMore"),
    ],
)
def test_a_hedge_with_a_denial_of_its_own_is_one(language, text, qualifier):
    bound = (("kg:lower", Fraction(300)),)
    item = Evidence(
        "c1", Passage([(0, len(text))], [], 1), estimate=True, qualifier=qualifier, figures=bound
    )
    assert outcome(item, text, Origin("trucks", language=language)).result == VERIFIED


def test_a_number_that_grew_from_a_month_to_another_is_two():
    text = "They had from 12,000 in May 2024 to 15,000 in June 2024 soldiers."
    bounds = (("kg:lower", Fraction(12_000)), ("kg:upper", Fraction(15_000)))
    item = Evidence(
        "c1", Passage([(0, len(text))], [], 1), estimate=True, qualifier="between", figures=bounds
    )
    assert outcome(item, text, Origin("trucks")).result == FAILED


def test_a_fraction_without_its_nought_is_not_read_as_its_digits():
    assert figure("They sent .5 million shells.", "en", 5_000_000) == NOT_CHECKABLE
