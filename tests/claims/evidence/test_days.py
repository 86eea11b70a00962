"""Quarters, halves and seasons in a text, however they are written; numbers of EDTF, level 2."""

from __future__ import annotations

import pytest

from kg.claims.evidence.stated.days import days

QUARTERS = {
    "ru": (
        (33, "I квартал 2024 года", "В первом квартале 2024 года", "В Первом квартале 2024 г."),
        (34, "вторым кварталом 2024 года", "II КВАРТАЛ 2024 ГОДА", "во 2-м квартале 2024-го"),
        (35, "Третий квартал 2024 года", "ІІІ квартал 2024", "к 3 кварталу 2024 года"),
        (36, "Четвёртый квартал 2024", "ЧЕТВЕРТЫЙ КВАРТАЛ 2024", "IV квартала 2024 года"),
        (40, "Первое полугодие 2024 года", "в первом полугодии 2024", "I полугодие 2024 года"),
        (41, "Вторая половина 2024 года", "во 2-м полугодии 2024 года", "Второе полугодие 2024"),
        (23, "ОСЕНЬ 2024", "Осенью 2024 года", "осень 2024-го"),
    ),
    "uk": (
        (33, "У першому кварталі 2024", "Перший квартал 2024 року", "І квартал 2024 року"),
        (35, "ІІІ кварталі 2024 року", "III квартал 2024", "ТРЕТІЙ КВАРТАЛ 2024 РОКУ"),
        (36, "ІV квартал 2024", "Четвертого кварталу 2024 року", "у 4-му кварталі 2024"),
        (40, "Перше півріччя 2024 року", "У першому півріччі 2024", "І півріччя 2024"),
        (41, "Друга половина 2024 року", "2-ге півріччя 2024", "ДРУГЕ ПІВРІЧЧЯ 2024"),
        (22, "Влітку 2024 року", "ЛІТО 2024"),
    ),
    "en": (
        (35, "the Third Quarter of 2024", "THIRD QUARTER 2024", "Q3, 2024", "2024 Q3"),
        (36, "Final quarter of 2024", "2024’s fourth quarter", "4Q2024"),
        (40, "First Half of 2024", "the first half-year of 2024", "H1 2024"),
        (21, "Spring 2024", "SPRING of 2024"),
    ),
    "ko": (
        (35, "2024년 3분기", "2024년 제3분기", "2024년도 3분기", "2024년 3/4분기", "2024 3분기"),
        (40, "2024년 상반기", "2024년 전반기"),
        (41, "2024년 하반기", "2024년의 후반기"),
        (23, "2024년 가을"),
    ),
}


@pytest.mark.parametrize(
    ("language", "part", "words"),
    [
        (language, part, words)
        for language, rows in QUARTERS.items()
        for part, *forms in rows
        for words in forms
    ],
)
def test_a_part_of_a_year_is_read_however_it_is_written(language, part, words):
    (day,) = days(words, language)
    assert day.options[0] == f"2024-{part}"


@pytest.mark.parametrize(
    ("language", "words", "months"),
    [("ru", "Январь 2024 года", "2024-01"), ("uk", "ЛИСТОПАДА 2024", "2024-11"),
     ("en", "In MARCH 2024", "2024-03"), ("ko", "2024년 3월", "2024-03")],
)  # fmt: skip
def test_a_month_at_the_begin_of_a_sentence_is_one(language, words, months):
    (day,) = days(words, language)
    assert day.options[0] == months


def test_a_half_is_no_time_before():
    """전반기 is the first half; 전 behind a year is “before” it."""
    assert [day.direction for day in days("2024년 전반기", "ko")] == ["at"]
    assert [day.direction for day in days("2024년 전", "ko")] == ["before"]
