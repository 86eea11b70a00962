"""Numbers in Russian, Ukrainian and Korean words, and rarer English ones; values by the grammars."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UnclearError
from kg.iris import KG
from tests.curate.sheets.test_figure_grammar import LEXICON, quoted, read, refusal

LOW, UP, BEST = "lower", "upper", "best"


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("ru", "полтора", "1.5"), ("ru", "полторы тысячи", 1_500), ("ru", "полтора десятка", 15),
        ("ru", "полмиллиона", 500_000), ("ru", "пол миллиона", 500_000), ("ru", "полсотни", 50),
        ("ru", "два с половиной миллиона", 2_500_000), ("ru", "2 с половиной тысячи", 2_500),
        ("ru", "двенадцать тысяч пятьсот", 12_500), ("ru", "девяносто девять", 99),
        ("ru", "двадцать одна тысяча", 21_000), ("ru", "три миллиона двести тысяч", 3_200_000),
        ("ru", "сто двадцать три", 123), ("ru", "восемьсот", 800), ("ru", "тысяча двести", 1_200),
        ("ru", "миллион", 1_000_000), ("ru", "сотня тысяч", 100_000), ("ru", "сорок", 40),
        ("ru", "четверть миллиона", 250_000), ("ru", "трёх тысяч", 3_000), ("ru", "пятеро", 5),
        ("uk", "півтора", "1.5"), ("uk", "півтори тисячі", 1_500), ("uk", "півсотні", 50),
        ("uk", "пів мільйона", 500_000), ("uk", "півмільйона", 500_000), ("uk", "півтора десятка", 15),
        ("uk", "дві з половиною тисячі", 2_500), ("uk", "п'ятнадцять тисяч", 15_000),
        ("uk", "п’ятнадцять тисяч", 15_000), ("uk", "двісті п'ятдесят", 250), ("uk", "сімсот", 700),
        ("uk", "вісімдесят вісім", 88), ("uk", "чверть мільйона", 250_000), ("uk", "троє", 3),
        ("ko", "1만 명", 10_000), ("ko", "1만 2천 명", 12_000), ("ko", "800만 발", 8_000_000),
        ("ko", "1만1,000명", 11_000), ("ko", "1.5만 명", 15_000), ("ko", "삼천오백 명", 3_500),
        ("ko", "열두 대", 12), ("ko", "스무 명", 20), ("ko", "다섯", 5), ("ko", "세 척", 3),
        ("ko", "일만 명", 10_000), ("ko", "만 명", 10_000), ("ko", "4천7백 명", 4_700),
        ("en", "twelve thousand, five hundred", 12_500), ("en", "half-dozen", 6),
        ("en", "one and three quarters million", 1_750_000), ("en", "a pair of", 2),
        ("en", "quarter of a million", 250_000), ("en", "two and a quarter thousand", 2_250),
    ],
)  # fmt: skip
def test_a_number_in_words_is_read(language, text, number):
    assert read(text, language) == ("exactly", {BEST: Decimal(number)})


@pytest.mark.parametrize(
    ("language", "text", "share"),
    [
        ("ru", "две трети", (2, 3)), ("ru", "треть", (1, 3)), ("ru", "половина", (1, 2)),
        ("ru", "три четверти", (3, 4)), ("ru", "одна пятая", (1, 5)), ("ru", "две пятых", (2, 5)),
        ("ru", "пять шестых", (5, 6)), ("ru", "пятая часть", (1, 5)), ("ru", "один из трёх", (1, 3)),
        ("ru", "каждый третий", (1, 3)), ("ru", "сорок процентов", (2, 5)),
        ("uk", "дві третини", (2, 3)), ("uk", "третина", (1, 3)), ("uk", "чверть", (1, 4)),
        ("uk", "дві п’ятих", (2, 5)), ("uk", "один із трьох", (1, 3)), ("uk", "кожен десятий", (1, 10)),
        ("ko", "3분의 2", (2, 3)), ("ko", "삼분의 일", (1, 3)), ("ko", "절반", (1, 2)),
        ("ko", "10명 중 3명", (3, 10)), ("ko", "열 명 중 세 명", (3, 10)),
        ("en", "one in a hundred", (1, 100)), ("en", "three sixteenths", (3, 16)),
        ("en", "half of one percent", (1, 200)), ("en", "every third", (1, 3)),
    ],
)  # fmt: skip
def test_a_share_in_words_is_read(language, text, share):
    stated = LEXICON.figures_in(language).read(text)
    assert (stated.share, stated.qualifier) == (True, KG + "exactly")
    assert stated.best is not None
    assert abs(Fraction(stated.best) - Fraction(*share)) < Fraction(1, 10**14)


@pytest.mark.parametrize(
    ("language", "text", "qualifier", "bounds"),
    [
        # The genitive singular after a word that asks for it is one; the plural alone is several.
        ("ru", "около тысячи", "approximately", {BEST: 1_000}), ("ru", "тысячи", "thousandsOf", {}),
        ("ru", "более сотни", "moreThan", {LOW: 100}), ("ru", "сотни", "hundredsOf", {}),
        ("ru", "до полутора тысяч", "upTo", {UP: 1_500}), ("ru", "десятки тысяч", "tensOfThousandsOf", {}),
        ("ru", "от двух до трёх тысяч", "between", {LOW: 2_000, UP: 3_000}),
        ("ru", "от тысячи до двух тысяч", "between", {LOW: 1_000, UP: 2_000}),
        ("ru", "две-три тысячи", "between", {LOW: 2_000, UP: 3_000}),
        ("ru", "полторы-две тысячи", "between", {LOW: 1_500, UP: 2_000}),
        ("ru", "между двумя и тремя тысячами", "between", {LOW: 2_000, UP: 3_000}),
        ("ru", "более половины", "moreThan", {LOW: Decimal("0.5")}),
        ("ru", "около половины", "roughlyHalf", {}), ("ru", "почти половина", "nearlyHalf", {}),
        ("ru", "большинство", "most", {}), ("ru", "несколько сот", "hundredsOf", {}),
        ("uk", "близько тисячі", "approximately", {BEST: 1_000}), ("uk", "кількасот", "hundredsOf", {}),
        ("uk", "понад сотню", "moreThan", {LOW: 100}), ("uk", "понад півтори тисячі", "moreThan", {LOW: 1_500}),
        ("uk", "майже половина", "nearlyHalf", {}), ("uk", "більшість", "most", {}),
        ("uk", "від двох до трьох тисяч", "between", {LOW: 2_000, UP: 3_000}),
        ("ko", "수천 명", "thousandsOf", {}), ("ko", "몇 명", "several", {}),
        ("ko", "약 1만 2천 명", "approximately", {BEST: 12_000}), ("ko", "500여 명", "approximately", {BEST: 500}),
        ("ko", "1만 명 이상", "atLeast", {LOW: 10_000}), ("ko", "1만 명이 넘는", "moreThan", {LOW: 10_000}),
        ("ko", "1만 명에서 1만2천 명", "between", {LOW: 10_000, UP: 12_000}),
        ("ko", "1만 명 가까이", "nearly", {BEST: 10_000}), ("ko", "절반 이상", "atLeast", {LOW: Decimal("0.5")}),
        ("ko", "약 절반", "roughlyHalf", {}), ("ko", "과반", "most", {}),
        ("uk", "не менш як 300", "atLeast", {LOW: 300}), ("uk", "не більш ніж 40", "upTo", {UP: 40}),
        ("uk", "трохи більше 500", "moreThan", {LOW: 500}), ("uk", "трохи менше 500", "nearly", {BEST: 500}),
        ("ru", "чуть более 1000", "moreThan", {LOW: 1_000}), ("ru", "немногим меньше 500", "nearly", {BEST: 500}),
        ("en", "anywhere between 5 and 10", "between", {LOW: 5, UP: 10}), ("en", "max 500", "upTo", {UP: 500}),
        ("en", "not quite 500", "nearly", {BEST: 500}), ("en", "est. 100", "approximately", {BEST: 100}),
        ("en", "the vast majority of", "most", {}), ("en", "in the hundreds", "hundredsOf", {}),
    ],
)  # fmt: skip
def test_hedges_and_cases_are_read(language, text, qualifier, bounds):
    assert read(text, language) == (qualifier, bounds)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # A formation, a measure or a thing is counted in its own column.
        *(("ko", t) for t in ("한 개 대대", "2개 여단", "10톤", "3년", "포탄 800만 발", "1만 명 명")),
        *(("ko", t) for t in ("1만1천~1만2천여 명", "3분의 4", "한", "분의 2", "명")),
        # No agreement, or words whose number is not said.
        *(("ru", t) for t in ("две треть", "одна трети", "пять пятая", "трети", "двести сто", "пол")),
        *(("ru", t) for t in ("тысяч десять", "человек сто", "оба", "двадцать десять", "половина треть")),
        *(("uk", t) for t in ("дві третина", "обидва", "сто двісті", "пів", "тисяч десять")),
        *(("en", t) for t in ("as few as 100", "12 thousand, 500", "90 pc", "none", "both", "a couple")),
    ],
)  # fmt: skip
def test_what_is_not_said_for_sure_is_refused(language, text):
    assert refusal(text, language).remedy


def test_a_comma_between_two_korean_digits_is_a_fraction_or_joins_two_numbers():
    """2,3만 are twenty or thirty thousand; who writes 2.3만 means 23,000."""
    told = refusal("2,3만 발", "ko")
    assert "a fraction, or two numbers?" in str(told)
    one, several = (LEXICON.figures_in("ko").read(text).bounds for text in quoted(told.remedy))
    assert list(one.values()) == [23_000]
    assert list(several.values()) == [20_000, 30_000]


def test_a_hedge_before_vague_words_has_a_remedy_that_is_read():
    told = refusal("수천 명 이상", "ko")
    assert told.remedy
    for text in quoted(told.remedy):
        assert read(text, "ko")


_PIECES = {
    "ru": "две трети тысячи тысяча около до от полтора пол половина с половиной из сто двадцать - 12 млн",
    "uk": "дві третини тисячі тисяча близько до від півтора пів половина з половиною із сто двадцять - 12 тис.",
    "ko": "1만 2천 명 수천 약 분의 3 절반 중 여 이상 ~ 열 두 에서 이 넘는 개 대대",
}


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_every_remedy_in_these_languages_is_read(data):
    language = data.draw(st.sampled_from(sorted(_PIECES)))
    words = st.sampled_from(_PIECES[language].split())
    text = " ".join(data.draw(st.lists(words, min_size=1, max_size=5)))
    try:
        stated = LEXICON.figures_in(language).read(text)
    except UnclearError as refused:
        for other in quoted(refused.remedy):
            LEXICON.figures_in(language).read(other)
    else:
        assert stated.lower is None or stated.upper is None or stated.lower < stated.upper
        assert not stated.share or all(0 <= n <= 1 for n in stated.bounds.values())
