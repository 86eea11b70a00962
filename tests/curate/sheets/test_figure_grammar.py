"""Every character of a figure has a part in it; values worked on paper, by the codebook's section 16."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UnclearError
from kg.iris import KG
from tests.curate.sheets.material import lexicon

LEXICON = lexicon()
FIGURES = LEXICON.figures
LOW, UP, BEST = "lower", "upper", "best"


def read(text, language="en"):
    stated = LEXICON.figures_in(language).read(text)
    return stated.qualifier.removeprefix(KG), stated.bounds


def refusal(text, language="en"):
    with pytest.raises(UnclearError) as told:
        LEXICON.figures_in(language).read(text)
    return told.value


def quoted(text):
    return re.findall("“([^”]*)”", text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # marks between digits
        ("5,00,000", 500_000), ("1,00,00,000", 10_000_000), ("12,34,567", 1_234_567),
        ("12 500", 12_500), ("1 234 567", 1_234_567), ("1\u202f234\u00a0567", 1_234_567),
        ("12\u2009500", 12_500), ("1'234'567", 1_234_567), ("1’234", 1_234), ("1,234.5", "1234.5"),
        # a comma that only a fraction explains
        ("1,5 million", 1_500_000), ("2,75 bn", 2_750_000_000), ("0,5 million", 500_000),
        # magnitudes
        ("12 lakh", 1_200_000), ("1.5 crore", 15_000_000), ("2 lakh 50 thousand", 250_000),
        ("100k", 100_000), ("1.5 mln", 1_500_000), ("2bn", 2_000_000_000), ("3 dozen", 36),
        ("12 thousand 500", 12_500), ("3 million 200 thousand", 3_200_000), ("5 hundred 20", 520),
        ("1 million 250 thousand 500", 1_250_500), ("hundred thousand million", None),
        # in words
        ("one point two million", 1_200_000), ("zero point five million", 500_000),
        ("two point five", "2.5"), ("one point two five thousand", 1_250),
        ("twelve thousand five hundred", 12_500), ("two hundred and fifty thousand", 250_000),
        ("one million two hundred thousand", 1_200_000), ("twenty-eight thousand", 28_000),
        ("two thousand and five", 2_005), ("twelve hundred", 1_200), ("a hundred and fifty", 150),
        ("a dozen", 12), ("two dozen", 24), ("half a dozen", 6),
        # with fractions
        ("half a million", 500_000), ("one and a half million", 1_500_000),
        ("a million and a half", 1_500_000), ("two and a half thousand", 2_500),
        ("2½ million", 2_500_000), ("2 1/2 million", 2_500_000),
        ("three quarters of a million", 750_000), ("a quarter of a million", 250_000),
        # at any length
        ("123456789012345678901234567890", 123456789012345678901234567890),
        ("0.12345678901234567890123", "0.12345678901234567890123"),
        ("1,234,567,890,123,456,789.25 million", 1234567890123456789250000),
    ],
)  # fmt: skip
def test_a_number_is_read(text, number):
    if number is None:
        assert refusal(text).remedy
    else:
        assert read(text) == ("exactly", {BEST: Decimal(number)})


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("half", (1, 2)), ("one half", (1, 2)), ("a third", (1, 3)), ("two thirds", (2, 3)),
        ("two-thirds", (2, 3)), ("2 thirds", (2, 3)), ("three quarters", (3, 4)), ("1/3", (1, 3)),
        ("nine-tenths", (9, 10)), ("one in three", (1, 3)), ("1 in 10", (1, 10)),
        ("nine out of ten", (9, 10)), ("two in every three", (2, 3)), ("seven out of 10", (7, 10)),
        ("12.5%", (1, 8)), ("12,5 %", (1, 8)), ("40 per cent", (2, 5)), ("forty percent", (2, 5)),
        ("¾", (3, 4)), ("half of", (1, 2)),
    ],
)  # fmt: skip
def test_a_share_is_read(text, share):
    stated = FIGURES.read(text)
    assert stated.share
    assert stated.qualifier == KG + "exactly"
    assert stated.best is not None
    assert abs(Fraction(stated.best) - Fraction(*share)) < Fraction(1, 10**14)


@pytest.mark.parametrize(
    ("text", "qualifier", "bounds"),
    [
        ("10-12 thousand", "between", {LOW: 10_000, UP: 12_000}),
        ("10 – 12 thousand", "between", {LOW: 10_000, UP: 12_000}),
        ("between 1.5 and 2 million", "between", {LOW: 1_500_000, UP: 2_000_000}),
        ("about 1,5-2 mln", "aboutBetween", {LOW: 1_500_000, UP: 2_000_000}),
        ("from 4 to 6 million", "between", {LOW: 4_000_000, UP: 6_000_000}),
        ("500 to 2 million", "between", {LOW: 500, UP: 2_000_000}),
        ("1,200 to 1.5 million", "between", {LOW: 1_200, UP: 1_500_000}),
        ("fifty to one hundred thousand", "between", {LOW: 50_000, UP: 100_000}),
        ("500 to 6,000", "between", {LOW: 500, UP: 6_000}),
        ("100-150000", "between", {LOW: 100, UP: 150_000}),
        ("three-to-four thousand", "between", {LOW: 3_000, UP: 4_000}),
        ("two to three hundred", "between", {LOW: 200, UP: 300}),
        ("between one hundred and two hundred", "between", {LOW: 100, UP: 200}),
        ("between two hundred and fifty and three hundred", "between", {LOW: 250, UP: 300}),
        ("40-50%", "between", {LOW: Decimal("0.4"), UP: Decimal("0.5")}),
        ("12 thousand 500 to 13 thousand", "between", {LOW: 12_500, UP: 13_000}),
        ("100 ± 10", "between", {LOW: 90, UP: 110}),
        ("6,000+", "orMore", {LOW: 6_000}), ("6,000-plus", "orMore", {LOW: 6_000}),
        (">6,000", "moreThan", {LOW: 6_000}), ("≥ 6,000", "atLeast", {LOW: 6_000}),
        ("<500", "fewerThan", {UP: 500}), ("≤500", "upTo", {UP: 500}),
        ("~4,700", "approximately", {BEST: 4_700}), ("≈4700", "approximately", {BEST: 4_700}),
        ("c. 100", "approximately", {BEST: 100}), ("ca. 100", "approximately", {BEST: 100}),
        ("approx. 100", "approximately", {BEST: 100}), ("100 or so", "approximately", {BEST: 100}),
        ("an estimated 100", "approximately", {BEST: 100}),
        ("some 40-odd", "approximately", {BEST: 40}), ("12,000-strong", "exactly", {BEST: 12_000}),
        ("just over 100", "moreThan", {LOW: 100}), ("well over 100", "moreThan", {LOW: 100}),
        ("upward of 100", "moreThan", {LOW: 100}), ("upwards of 100", "moreThan", {LOW: 100}),
        ("in excess of 100", "moreThan", {LOW: 100}), ("not more than 500", "upTo", {UP: 500}),
        ("500 at most", "upTo", {UP: 500}), ("500 or less", "upTo", {UP: 500}),
        ("not fewer than 500", "atLeast", {LOW: 500}), ("some 40", "approximately", {BEST: 40}),
        ("almost 5,000", "nearly", {BEST: 5_000}), ("as many as 12,000", "asManyAs", {UP: 12_000}),
        ("several hundred", "hundredsOf", {}), ("a couple of hundred", "hundredsOf", {}),
        ("a few hundred", "hundredsOf", {}), ("hundreds", "hundredsOf", {}),
        ("several thousand", "thousandsOf", {}), ("dozens of", "dozensOf", {}),
        ("a few dozen", "dozensOf", {}), ("scores of", "scoresOf", {}), ("tens of", "tensOf", {}),
        ("tens of thousands", "tensOfThousandsOf", {}), ("several", "several", {}),
        ("hundreds of thousands of", "hundredsOfThousandsOf", {}), ("a handful of", "several", {}),
    ],
)  # fmt: skip
def test_hedges_and_ranges_are_read(text, qualifier, bounds):
    assert read(text) == (qualifier, bounds)


@pytest.mark.parametrize(
    ("language", "text", "qualifier", "bounds"),
    [
        ("uk", "близько 12 тис.", "approximately", {BEST: 12_000}),
        ("uk", "1,5 млн", "exactly", {BEST: 1_500_000}),
        ("uk", "понад 6 тисяч", "moreThan", {LOW: 6_000}),
        ("uk", "щонайменше 500", "atLeast", {LOW: 500}),
        ("uk", "від 10 до 12 тис.", "between", {LOW: 10_000, UP: 12_000}),
        ("uk", "кілька сотень", "hundredsOf", {}),
        ("ru", "более 10 тысяч", "moreThan", {LOW: 10_000}),
        ("ru", "не менее 500", "atLeast", {LOW: 500}),
        ("ru", "до 15 тыс.", "upTo", {UP: 15_000}),
        ("ru", "от 10 до 12 тыс.", "between", {LOW: 10_000, UP: 12_000}),
        ("ru", "12,5 процента", "exactly", {BEST: Decimal("0.125")}),
        ("ru", "десятки тысяч", "tensOfThousandsOf", {}),
        ("ko", "1만2천", "exactly", {BEST: 12_000}), ("ko", "3천5백만", "exactly", {BEST: 35_000_000}),
        ("ko", "약 1만 2000여", "approximately", {BEST: 12_000}),
        ("ko", "1만~1만2천", "between", {LOW: 10_000, UP: 12_000}),
        ("ko", "10~12만", "between", {LOW: 100_000, UP: 120_000}),
        ("ko", "2억 3천만", "exactly", {BEST: 230_000_000}), ("ko", "최대 500", "upTo", {UP: 500}),
        ("ko", "1만 이상", "atLeast", {LOW: 10_000}), ("ko", "500 미만", "fewerThan", {UP: 500}),
        ("ko", "수천", "thousandsOf", {}), ("ko-KR", "more than 6,000", "moreThan", {LOW: 6_000}),
    ],
)  # fmt: skip
def test_words_of_the_language_of_the_document(language, text, qualifier, bounds):
    assert read(text, language) == (qualifier, bounds)
    if not text.isascii():
        assert refusal(text)  # where the document is English, no such word is known


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12,5", ["12.5", "125"]), ("about 12,5", ["about 12.5", "about 125"]),
        ("12,50", ["12.50", "1,250"]), ("12,3456", ["12.3456", "123,456"]), ("0,5", ["0.5"]),
        ("6.000", ["6,000", "6"]), ("6.125", ["6,125", "6.1250"]),
        ("more than 6.000", ["more than 6,000", "more than 6"]),
        ("1.234.567", ["1,234,567"]), ("1.234,56", ["1,234.56"]), ("007", ["7"]),
        ("12m", ["12 million"]), ("10-12m", ["10-12 million"]), ("+500", ["500", "500 or more"]),
        ("15,000 to 14,000", ["between 14,000 and 15,000"]), ("12 or 13", ["12 to 13"]),
        ("at least several hundred", ["at least 200"]), ("about dozens of", ["dozens"]),
        ("up to several thousand", ["fewer than 20,000"]), ("6,000.", ["6,000"]), ("١٢", ["12"]),
        (".5", ["0.5"]), ("1,5-2", ["1.5-2"]), ("between 12,5 and 13", ["between 12.5 and 13"]),
        ("100-150,000", ["100,000-150,000", "100-150000"]),
        ("about 10 to 12,000", ["about 10,000 to 12,000", "about 10 to 12000"]),
    ],
)  # fmt: skip
def test_what_may_be_meant_is_named_and_is_read(text, meant):
    assert quoted(refusal(text).remedy) == meant
    for other in meant:
        FIGURES.read(other)


def test_thousands_or_a_fraction_in_a_language_that_writes_it_with_a_comma():
    for text in ("1,500 млн", "1.500 млн"):
        assert quoted(refusal(text, "uk").remedy) == ["1500 млн", "1.5000 млн"]


@pytest.mark.parametrize(
    "text",
    [
        *("-500", "−500", "–500", "about -500", "minus 500", "negative 500", "~-500", "(500)"),
        *("500-", "-5 to 5", "-12%", "minus two million", "- 500"),
        *("3,000 4,000", "12 50", "500 12", "3 million 200", "12 thousand and 500", "1,2,3"),
        *("not 6,000", "6,000 minus", "6,000 x", "6,000 /", "6,000 %%", "5-5", "5 or 50", "500?"),
        *("between 500", "from 500", "between 5", "up to about 500", "more than 5, at most 7"),
        *("1,234,56", "1,23", "12/2024", "3 in 2", "50/50", "1e6", "1.5×10^6", "10²", "152 mm", "12 t"),
        *("10,000 over", "500 about", "or", "and", "about", "-", ".", ",", "%", "half half"),
        *("1 to 2 million 500 thousand", "one hundred and two hundred", "five thirds", "12:30"),
        *("about 5 to about 7", "6,000 or", "or 6,000 more", "15 thousand 20 thousand", "1-2-3"),
        *("twenty hundred five thousand", "5 %-6", "9" * 400, "1 " * 300, "a", "million", "point 5"),
    ],
)  # fmt: skip
def test_nothing_of_a_figure_is_dropped(text):
    assert refusal(text).remedy


_NUMERALS = st.one_of(
    st.integers(0, 10**12).map(str),
    st.integers(0, 10**12).map("{:,}".format),
    st.decimals(0, 10**6, places=2).map(str),
    st.sampled_from(
        ["12,5", "6.000", "5,00,000", "1.234.567", "12 500", "007", "½", "2/3", "1만2천"]
    ),
)
_WORDS = st.sampled_from(
    [
        *(
            "about",
            "more than",
            "at least",
            "up to",
            "or more",
            "-",
            "to",
            "and",
            "between",
            "from",
        ),
        *(
            "million",
            "thousand",
            "k",
            "m",
            "%",
            "half",
            "a",
            "of",
            "two",
            "hundred",
            "point",
            "third",
        ),
        *(
            "+",
            "~",
            ">",
            "in",
            "several",
            "dozen",
            "minus",
            "soldiers",
            ".",
            "(",
            "около",
            "млн",
            "만",
        ),
    ]
)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.one_of(_NUMERALS, _WORDS), min_size=1, max_size=5),
    st.sampled_from(["", " "]),
    st.sampled_from(["en", "uk", "ko"]),
)
def test_every_text_that_a_remedy_offers_is_read(parts, blank, language):
    """And what is read has rising bounds, whatever was typed."""
    reader = LEXICON.figures_in(language)
    try:
        stated = reader.read(blank.join(parts))
    except UnclearError as refused:
        for other in quoted(refused.remedy):
            reader.read(other)
    else:
        assert stated.lower is None or stated.upper is None or stated.lower < stated.upper
        assert all(number >= 0 for number in stated.bounds.values())


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 10**40), st.integers(0, 12))
def test_a_number_of_any_length_comes_back_to_the_digit(digits, places):
    number = Decimal(digits).scaleb(-places) if len(str(digits)) < 25 else Decimal(digits)
    stated = FIGURES.figure_of(KG + "exactly", [number], share=False)
    text = FIGURES.text_of(stated, "exactly")
    assert text is not None
    assert FIGURES.read(text).best == number
