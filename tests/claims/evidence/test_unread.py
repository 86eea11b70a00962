"""What the reader of texts cannot read is not checkable: never verified, nor failed, by it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kg.claims.evidence.passages import Evidence, Origin, Passage
from kg.claims.evidence.stated.calendars import CALENDARS
from kg.claims.evidence.stated.days import days
from kg.claims.evidence.stated.unread import NUMBERS, number_spans
from kg.claims.evidence.verify import FAILED, NOT_CHECKABLE, VERIFIED
from tests.claims.evidence.compared import claim, outcome


def figure(text, language, value, *, share=False, qualifier="exactly"):
    bound = {"moreThan": "lower", "atLeast": "lower"}.get(qualifier, "best")
    item = Evidence(
        "c1", Passage([(0, len(text))], [], 1), estimate=True, share=share, qualifier=qualifier,
        figures=((f"kg:{bound}", Fraction(value)),),
    )  # fmt: skip
    return outcome(item, text, Origin("trucks", language=language)).result


def time(text, language, value, issued="2025-05-02"):
    item = claim((0, len(text)), times=(("kg:time", value),))
    return outcome(item, text, Origin("trucks", issued=issued, language=language)).result


@pytest.mark.parametrize(
    ("language", "text", "right", "inside"),
    [
        # ``inside``: a number that stands within the words, and is not what they say.
        ("ru", "Передано два с половиной миллиона снарядов.", 2_500_000, 2),
        ("ru", "Передано полсотни снарядов.", 50, 100), ("ru", "Передано около сотни снарядов.", 100, 1),
        ("ru", "Пятеро солдат погибли.", 5, 50), ("uk", "Троє солдатів загинули.", 3, 30),
        ("uk", "Передано дві з половиною тисячі снарядів.", 2_500, 2),
        ("uk", "Передано півсотні снарядів.", 50, 100), ("ko", "군인 열두 명을 보냈다.", 12, 2),
        ("ko", "군인 스물다섯 명을 보냈다.", 25, 5), ("ko", "군인 스무 명을 보냈다.", 20, 2),
        ("ko", "군인 두세 명을 보냈다.", 2, 3), ("en", "They sent a half-dozen tanks.", 6, 12),
        ("en", "They sent one and three quarters million shells.", 1_750_000, 1),
        ("en", "They sent twelve thousand, five hundred shells.", 12_500, 12_000),
        ("en", "They sent a pair of tanks.", 2, 1), ("en", "They sent 40ish tanks.", 40, 4),
    ],
)  # fmt: skip
def test_a_number_in_words_that_are_not_read(language, text, right, inside):
    for value in (right, inside):
        for qualifier in ("exactly", "approximately"):
            assert figure(text, language, value, qualifier=qualifier) == NOT_CHECKABLE


@pytest.mark.parametrize(
    ("language", "text", "share", "inside"),
    [
        ("ru", "Каждый третий снаряд не взорвался.", "1/3", 3), ("ru", "Один из трёх снарядов упал.", "1/3", 3),
        ("ru", "Пять шестых снарядов упали.", "5/6", 5), ("uk", "Кожен третій снаряд упав.", "1/3", 3),
        ("ko", "포탄 3분의 2를 보냈다.", "2/3", 2), ("ko", "군인 10명 중 3명이 죽었다.", "3/10", 10),
        ("en", "One in a hundred shells failed.", "1/100", 100), ("en", "Every third shell failed.", "1/3", 3),
        ("en", "Half of one percent of shells failed.", "1/200", 1),
        ("en", "Three sixteenths of the shells failed.", "3/16", 3),
    ],
)  # fmt: skip
def test_a_part_in_words_that_are_not_read(language, text, share, inside):
    assert figure(text, language, share, share=True) == NOT_CHECKABLE
    assert figure(text, language, inside) == NOT_CHECKABLE


@pytest.mark.parametrize(
    ("language", "text", "value", "share"),
    [
        ("ru", "Передано две трети снарядов.", "2/3", True), ("ru", "Передана треть снарядов.", "1/3", True),
        ("ru", "Передано полторы тысячи снарядов.", 1_500, False),
        ("ru", "Передано полмиллиона снарядов.", 500_000, False),
        ("uk", "Передано дві третини снарядів.", "2/3", True),
        ("uk", "Передано пів мільйона снарядів.", 500_000, False),
        ("ko", "군인 삼천오백 명을 보냈다.", 3_500, False), ("ko", "군인 다섯 명을 보냈다.", 5, False),
    ],
)  # fmt: skip
def test_what_is_read_is_still_told_from_another(language, text, value, share):
    assert figure(text, language, value, share=share) == VERIFIED
    assert figure(text, language, Fraction(value) * Fraction(9, 10), share=share) == FAILED


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "It came in early summer 2024.", "2024-06"), ("en", "It came in late autumn 2024.", "2024-11"),
        ("en", "It came in mid-winter 2024.", "2025-01"), ("en", "It came at the end of summer 2024.", "2024-08-31"),
        ("en", "It came early last month.", "2025-04-01/2025-04-10"),
        ("en", "It came at the end of last month.", "2025-04-30"), ("en", "It came two weeks ago.", "2025-04-18"),
        ("ru", "Прибыло поздней осенью 2024 года.", "2024-11"), ("ru", "Прибыло до марта 2025 года.", "../2025-02"),
        ("ru", "Прибыло к марту 2025 года.", "../2025-03"), ("ru", "Прибыло к лету 2025 года.", "../2025-22"),
        ("ru", "Прибыло позавчера.", "2025-04-30"), ("ru", "С прошлого месяца прибывало.", "2025-04/.."),
        ("ru", "Прибыло в следующем месяце.", "2025-06"), ("ru", "Прибыло 2 дня назад.", "2025-04-30"),
        ("ru", "Прибыло в начале прошлого месяца.", "2025-04-01"),
        ("uk", "Прибуло наприкінці літа 2024 року.", "2024-08-31"),
        ("uk", "Прибуло до березня 2025 року.", "../2025-02"), ("uk", "Прибуло наступного місяця.", "2025-06"),
        ("ko", "2024년 6월 하순 왔다.", "2024-06-21/2024-06-30"), ("ko", "2024년 6월 이전 왔다.", "../2024-06"),
        ("ko", "다음 달 왔다.", "2025-06"), ("ko", "3일 전 왔다.", "2025-04-29"),
    ],
)  # fmt: skip
def test_a_time_in_words_that_are_not_read(language, text, value):
    assert time(text, language, value) == NOT_CHECKABLE


@pytest.mark.parametrize(
    ("language", "text", "right", "wrong"),
    [
        ("ru", "Прибыло в прошлом месяце.", "2025-04", "2025-05"), ("uk", "Прибуло минулого місяця.", "2025-04", "2025-05"),
        ("ko", "지난달 왔다.", "2025-04", "2025-05"), ("ru", "Прибыло к концу октября 2025 года.", "../2025-10-31", "../2025-10-30"),
        ("uk", "Прибуло до кінця 2025 року.", "../2025-12-31", "../2025-11-30"),
        ("ko", "2024년 6월 이후 왔다.", "2024-06/..", "../2024-06"), ("ko", "2024년 말 왔다.", "2024-12-31", "2024-11-30"),
        # 3 March 2025 was a Monday, as 28 April was; “on Monday” beside a date is that date.
        ("en", "It came on Monday, 3 March 2025.", "2025-03-03", "2025-04-28"),
        ("en", "It came on Monday.", "2025-04-28", "2025-04-29"),
    ],
)  # fmt: skip
def test_a_time_that_is_read(language, text, right, wrong):
    assert time(text, language, right) == VERIFIED
    assert time(text, language, wrong) == FAILED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It came on Tuesday, 3 March 2025."), ("en", "It came on 3 March 2025 (Sunday)."),
        ("ru", "Прибыло во вторник, 3 марта 2025 года."), ("uk", "Прибуло у вівторок, 3 березня 2025 року."),
        ("ko", "2025년 3월 3일(화) 왔다."),
    ],
)  # fmt: skip
def test_a_date_on_another_weekday_is_not_verified(language, text):
    assert time(text, language, "2025-03-03") == NOT_CHECKABLE


@pytest.mark.parametrize(
    ("language", "text", "result"),
    [
        ("en", "They signed agreements on drones.", VERIFIED), ("en", "They signed an agreement on drones.", FAILED),
        ("en", "They signed two agreements on drones.", NOT_CHECKABLE),
        ("en", "They signed papers on drones.", NOT_CHECKABLE), ("ru", "Подписаны соглашения.", NOT_CHECKABLE),
    ],
)  # fmt: skip
def test_a_bare_plural_is_that_of_what_is_counted(language, text, result):
    things = ("written agreement", "document (unit)")
    item = Evidence(
        "c1", Passage([(0, len(text))], [], 1), estimate=True, qualifier="pluralOnly", things=things
    )
    assert outcome(item, text, Origin("trucks", language=language)).result == result


@pytest.mark.parametrize("code", sorted(NUMBERS))
def test_no_number_that_is_not_read_is_passed_over(code):
    """What the quick look at a passage asks for stands in each number of the form."""

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(NUMBERS[code], fullmatch=True))
    def found(words):
        text = f" {words} "
        assume(NUMBERS[code].search(text) and text.lower().upper().lower() == text.lower())
        assert number_spans(text, code)

    found()


@pytest.mark.parametrize("code", ["en", "ru", "uk"])
def test_each_word_of_a_calendar_begins_a_time(code):
    calendar = CALENDARS[code]
    for words in (calendar.months, calendar.seasons):
        for word in (form for each in words for form in (each.capitalize(), each.upper())):
            assert days(f"{word} 2024", code), word
    for words in calendar.relatives:
        assert days(f"{words}.", code, "2025-05-02"), words
    for part in calendar.parts:
        for word in (part, part.capitalize()):
            found = days(f"{word} {'in ' if part == 'early in' else ''}2024", code)
            assert code == "en" or found[0].start == 0, word
    months = {"en": "March", "ru": "марта", "uk": "березня"}
    for words in {
        "en": ("mid-March", "Early March", "late March", "The end of March", "the beginning of March",
               "Middle of March", "Start of March", "First quarter of", "the second half of", "third quarter of",
               "Fourth quarter of", "last quarter of", "1st half of", "Q3", "3Q", "H1", "2H"),
        "ru": ("Начале марта", "первом квартале", "второй половине", "третьем квартале", "четвёртом квартале", "III квартале", "2-м квартале"),
        "uk": ("Середині березня", "першому кварталі", "другій половині", "третьому кварталі", "четвертому кварталі", "IV кварталі", "2-му кварталі"),
    }[code]:  # fmt: skip
        (day, *_) = days(f"{words} 2024", code)
        assert day.start == (4 if words.startswith("the second") else 0), words
        assert len(day.options) > 1 or words.lower().endswith(months[code]), words
