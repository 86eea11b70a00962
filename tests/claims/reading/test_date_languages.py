"""Parts of seasons, weekdays, and dates in Russian, Ukrainian and Korean; by the calendar and EDTF."""

from __future__ import annotations

import re

import pytest

from kg.claims.edtf import is_date
from kg.claims.reading.dates import read_date
from kg.errors import UnclearError

ISSUED = "2025-05-02"  # a Friday


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # A season is three whole months; winter 2024 is December 2024 to February 2025.
        ("early summer 2024", "2024-06"), ("mid-autumn 2024", "2024-10"), ("late autumn 2024", "2024-11"),
        ("early winter 2024", "2024-12"), ("mid-winter 2024", "2025-01"), ("late winter 2024", "2025-02"),
        ("early spring of 2025", "2025-03"), ("the end of summer 2024", "2024-08-31"),
        ("end of winter 2023", "2024-02-29"), ("beginning of spring 2025", "2025-03-01"),
        ("by early summer 2024", "../2024-06"), ("since late autumn 2024", "2024-11/.."),
        ("ранней весной 2024 года", "2024-03"), ("поздней осенью 2024 года", "2024-11"),
        ("в начале лета 2024 года", "2024-06-01"), ("наприкінці літа 2024 року", "2024-08-31"),
        # 3 March 2025 was a Monday.
        ("Monday, 3 March 2025", "2025-03-03"), ("Mon 3 March 2025", "2025-03-03"),
        ("Monday, March 3, 2025", "2025-03-03"), ("on Monday, 3 March 2025", "2025-03-03"),
        ("3 March 2025 (Monday)", "2025-03-03"), ("by Monday, 3 March 2025", "../2025-03-03"),
        ("в понедельник, 3 марта 2025 года", "2025-03-03"), ("понеділок, 3 березня 2025", "2025-03-03"),
        ("2025년 3월 3일 월요일", "2025-03-03"), ("2025년 3월 3일(월)", "2025-03-03"),
        ("до 3 марта 2025", "../2025-03-03"), ("до конца 2025 года", "../2025-12-31"),
        ("до кінця жовтня 2025 року", "../2025-10-31"), ("к концу октября 2025 года", "../2025-10-31"),
        ("к марту 2025 года", "../2025-03"), ("к лету 2025 года", "../2025-22"),
        ("не позднее 3 марта 2025", "../2025-03-03"), ("начиная с июня 2024", "2024-06/.."),
        ("перед 3 березня 2025", "../2025-03-02"), ("в первой половине 2024 года", "2024-40"),
        ("у другій половині 2024 року", "2024-41"), ("на початку 2025 року", "2025-01-01"),
        ("2024년 6월 이후", "2024-06/.."), ("2024년 6월 14일까지", "../2024-06-14"),
        ("2024년 초", "2024-01/2024-04"), ("2024년 6월 초", "2024-06-01/2024-06-10"),
        ("2024년 6월 중순", "2024-06-11/2024-06-20"), ("2024년 6월 하순", "2024-06-21/2024-06-30"),
        ("2024년 말", "2024-12-31"), ("2024년 10월 말까지", "../2024-10-31"),
    ],
)  # fmt: skip
def test_a_date_is_read(text, edtf):
    assert read_date(text) == edtf
    assert read_date(edtf) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("в прошлом месяце", "2025-04"), ("минулого місяця", "2025-04"), ("지난달", "2025-04"),
        ("в этом году", "2025"), ("минулого року", "2024"), ("торік", "2024"), ("작년", "2024"),
        ("в следующем месяце", "2025-06"), ("이달", "2025-05"), ("지난달부터", "2025-04/.."),
        ("на прошлой неделе", "2025-04-21/2025-04-27"), ("지난주", "2025-04-21/2025-04-27"),
        ("позавчера", "2025-04-30"), ("сьогодні", "2025-05-02"), ("2 дня назад", "2025-04-30"),
        ("3일 전", "2025-04-29"), ("с прошлого месяца", "2025-04/.."),
        ("early last month", "2025-04-01/2025-04-10"), ("at the end of last month", "2025-04-30"),
        ("в начале прошлого месяца", "2025-04-01"), ("late last year", "2024-09/2024-12"),
        ("Wednesday, 30 April", "2025-04-30"),
    ],
)  # fmt: skip
def test_words_that_count_from_the_document_need_its_day(text, edtf):
    assert read_date(text, ISSUED) == edtf
    with pytest.raises(UnclearError):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("до марта 2025", ["../2025-02", "../2025-03"]), ("до 2022 года", ["../2021", "../2022"]),
        ("до літа 2024", ["../2024-05", "../2024-22"]), ("2024년 6월 이전", ["../2024-05", "../2024-06"]),
        ("2024년 6월 14일 이전", ["../2024-06-13", "../2024-06-14"]),
    ],
)  # fmt: skip
def test_until_or_before_is_refused_with_both_and_each_is_read(text, meant):
    with pytest.raises(UnclearError) as told:
        read_date(text)
    named = re.findall(r"\.\./[0-9-]+", told.value.remedy)
    assert named == meant
    assert all(is_date(read_date(date)) for date in named)


@pytest.mark.parametrize(
    "text",
    ["Tuesday, 3 March 2025", "3 March 2025 (Sunday)", "вторник, 3 марта 2025", "вівторок, 3 березня 2025",
     "2025년 3월 3일(화)", "Thursday, 30 April"],
)  # fmt: skip
def test_a_wrong_weekday_is_refused(text):
    with pytest.raises(UnclearError, match="weekday") as told:
        read_date(text, ISSUED)
    assert not re.search(r"\d", told.value.remedy)


@pytest.mark.parametrize(
    "text",
    ["Monday", "last Monday", "late autumn", "last summer", "first half of summer 2024", "two months ago",
     "2024년 초여름", "Monday, March 2025", "early early summer 2024", "до", "이전", "к 3", "말"],
)  # fmt: skip
def test_what_is_not_said_for_sure_is_refused(text):
    with pytest.raises(UnclearError) as told:
        read_date(text, ISSUED)
    assert told.value.remedy
