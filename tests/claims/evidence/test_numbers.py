"""Numbers and shares in English texts: what each wording says, and what it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.evidence.numbers import numbers, plainly_states, shares

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
ROUND = "- - twenty thirty forty fifty sixty seventy eighty ninety"
UNITS, TENS = SMALL.split(), ROUND.split()


def in_words(number: int, joint: str) -> str:
    """A number as English writes it; ``joint`` is " and " (British) or " " (American)."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f"{joint}{in_words(number % 100, joint)}" if number % 100 else ""
        return f"{UNITS[number // 100]} hundred{rest}"
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= size:
            head, rest = f"{in_words(number // size, joint)} {name}", number % size
            if not rest:
                return head
            return head + (joint if rest < 100 else " ") + in_words(rest, joint)
    raise AssertionError


@given(st.integers(0, 10**12 - 1), st.sampled_from([" and ", " "]))
def test_every_number_in_words_is_found_and_no_other(number, joint):
    text = f"They counted {in_words(number, joint)} of them."
    assert numbers(text) == {number}
    assert numbers(text.upper()) == {number}


@given(st.integers(0, 10**12 - 1))
def test_every_number_in_digits_is_found_and_no_other(number):
    assert numbers(f"They counted {number:,} of them.") == {number}
    assert numbers(f"They counted {number} of them.") == {number}


@given(
    st.integers(1, 9999).map(lambda n: n / 10),
    st.sampled_from([("thousand", 10**3), ("million", 10**6), ("billion", 10**9), ("bn", 10**9)]),
    st.sampled_from([" ", "-", ""]),
)
def test_a_magnitude_belongs_to_the_digits_before_it(number, magnitude, gap):
    name, size = magnitude
    (found,) = numbers(f"worth {number:g}{gap}{name}, they say")
    assert found == pytest.approx(number * size)


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from([" to ", "-", "–", " and ", " or "]))
def test_in_a_rising_range_both_have_the_magnitude(first, second, joint):
    low, high = sorted((first, second))
    for text in (
        f"{low}{joint}{high} million",
        f"{in_words(low, ' ')} to {in_words(high, ' ')} million",
    ):
        assert numbers(f"about {text} of them") == {low * 1_000_000, high * 1_000_000}


@given(st.integers(0, 1000).map(lambda n: n / 10), st.sampled_from(["%", " per cent", " percent"]))
def test_per_cent_is_a_share_and_no_number(number, sign):
    assert shares(f"some {number:g}{sign} of it") == {number / 100}
    assert numbers(f"some {number:g}{sign} of it") == frozenset()


@given(
    st.floats(0, 1e12) | st.integers(0, 10**9), st.text("0123456789,. milontha-%per½", max_size=24)
)
def test_the_quick_look_finds_nothing_that_is_not_there(value, text):
    for whole in (text, f"a {value:,.0f} {text}", f"{text} {value:,.0f} {text}"):
        for number in (float(value), *numbers(whole)):
            if plainly_states(number, whole):
                assert number in numbers(whole)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("between 14,000 and 15,000 troops", {14000, 15000}),
        ("more than 12 million artillery shells", {12e6}),
        ("12m shells", {12e6, 12}),  # million, or metres: both are readings
        ("a force of 15k", {15000}),
        ("£1.5bn", {1.5e9}),
        ("14\u202f000 men", {14000}),
        ("a 152mm gun", {152}),
        ("half a million", {500_000}),
        ("a quarter of a million", {250_000}),
        ("two and a half million", {2.5e6}),
        ("2½ million", {2.5e6}),
        ("a million and a half", {1.5e6}),
        ("a dozen trucks", {12}),
        ("three hundred thousand", {300_000}),
        ("two to three hundred thousand", {200_000, 300_000}),
        ("between two hundred and three thousand", {200, 3000}),
        ("between one hundred and fifty and two hundred", {150, 200}),
        ("between two and three thousand", {2000, 3000}),
        ("500,000 to 1 million", {500_000, 1_000_000}),
        ("900 to 1 thousand", {900, 1000}),
        ("twelve hundred", {1200}),
        ("a million men", {1_000_000}),
    ],
)
def test_numbers(text, found):
    assert numbers(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "the 11th Corps",
        "tens of thousands",
        "millions of shells",
        "a force",
        "a third of them",
        "on 30 April",
        "K239",
        "",
    ],
)
def test_what_is_no_number(text):
    assert numbers(text) == frozenset()


def test_part_of_a_number_is_not_found():
    assert 4 not in numbers("4 to 6 million")
    assert 12 not in numbers("12 million")
    assert 6000 not in numbers("16,000") | numbers("6,000,000") | numbers("6,0001")
    assert 30 not in numbers("by 30 April 2025, and on April 30, 2025")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nearly half of the missiles", 0.5),
        ("roughly half", 0.5),
        ("two thirds", 2 / 3),
        ("two-thirds", 2 / 3),
        ("a quarter of", 0.25),
        ("three-quarters", 0.75),
        ("one in five", 0.2),
        ("nine out of ten", 0.9),
        ("2 of every 3", 2 / 3),
        ("¾ of it", 0.75),
        ("forty per cent", 0.4),
        ("a share of 0.4", 0.4),
    ],
)
def test_shares(text, found):
    assert list(shares(text)) == [pytest.approx(found)]


def test_a_range_of_shares():
    assert shares("40 to 50 per cent") == {0.4, 0.5}


def test_an_order_is_no_share():
    assert shares("the third shipment, in the first quarter") == frozenset()
