"""The year of a month that a text names without one, by the words beside it: published on 20 November 2025."""

from __future__ import annotations

import pytest

from kg.claims.evidence.verify import FAILED, NOT_CHECKABLE, VERIFIED
from tests.claims.evidence.test_unread import time

ISSUED = "2025-11-20"


@pytest.mark.parametrize(
    ("language", "text", "right", "wrong"),
    [
        ("en", "It came in October last year.", "2024-10", "2025-10"),
        ("en", "Last year, in October, it came.", "2024-10", "2025-10"),
        ("en", "It came in March this year.", "2025-03", "2024-03"),
        ("en", "It comes next March.", "2026-03", "2025-03"),
        ("en", "It came on 12 October last year.", "2024-10-12", "2025-10-12"),
        ("ru", "Прибыло в октябре прошлого года.", "2024-10", "2025-10"),
        ("ru", "Прибыло в октябре позапрошлого года.", "2023-10", "2025-10"),
        ("ru", "Прибудет в марте следующего года.", "2026-03", "2025-03"),
        ("uk", "Прибуло у жовтні минулого року.", "2024-10", "2025-10"),
        ("uk", "Прибуло торішнього жовтня.", "2024-10", "2025-10"),
        ("ko", "지난해 10월에 왔다.", "2024-10", "2025-10"),
        ("ko", "재작년 10월에 왔다.", "2023-10", "2024-10"),
        ("ko", "오는 12월에 온다.", "2025-12", "2024-12"),
        ("ko", "내년 3월에 온다.", "2026-03", "2025-03"),
        ("en", "It came in October.", "2025-10", "2024-10"),
    ],
)
def test_the_words_beside_a_month_say_its_year(language, text, right, wrong):
    assert time(text, language, right, ISSUED) == VERIFIED
    assert time(text, language, wrong, ISSUED) in (FAILED, NOT_CHECKABLE)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It came in October of that year."),
        ("en", "It came in October two years ago."),
        ("en", "In 2023 they met again in October."),
        ("en", "It came on 5 May 2024 and in October."),
        ("en", "It came last October."),  # of 2025, or of 2024
        ("ru", "Прибыло в октябре того же года."),
        ("uk", "Прибуло у жовтні того ж року."),
        ("ko", "같은 해 10월에 왔다."),
        ("ko", "2년 전 10월에 왔다."),
    ],
)
def test_where_they_leave_it_open_no_year_is_verified(language, text):
    for year in ("2023", "2024", "2025"):
        assert time(text, language, f"{year}-10", ISSUED) == NOT_CHECKABLE


def test_by_next_march_is_no_time_in_march():
    assert time("It comes by next March.", "en", "../2026-03", ISSUED) == VERIFIED
