"""Figures in running text: whole with their hedges, or not at all."""

from __future__ import annotations

import pytest

from kg.curate.suggest.dates import dates
from kg.curate.suggest.figures import Figures
from kg.iris import KG


@pytest.fixture(scope="module")
def figures(lexicon):
    """By language, what finds figures."""
    triples = [triple for document in lexicon.ontology for triple in document.triples]
    return {
        language: Figures(triples, lexicon.terms.qualifiers, language)
        for language in ("en", "ru", "uk", "ko")
    }


def found(finder: Figures, text: str) -> list[str]:
    """The figures of a sentence, each as its qualifier and its numbers."""
    taken = [(date.start, date.end) for date in dates(text)]
    return [
        " ".join(
            [f.stated.qualifier.removeprefix(KG), *(f"{n:f}" for n in f.stated.bounds.values())]
        )
        for f in finder.find(text, taken)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sent up to 15,000 soldiers and millions of shells.", ["upTo 15000", "millionsOf"]),
        ("It sent between 14,000 and 15,000 troops.", ["between 14000 15000"]),
        ("More than 6,000 soldiers were lost.", ["moreThan 6000"]),
        ("Losses were put at 1,700-2,300 by May.", ["between 1700 2300"]),
        ("No fewer than 1.2 million shells came.", ["atLeast 1200000"]),
        ("At most two battalions were offered.", ["upTo 2"]),
        ("Two dozen tanks came.", ["exactly 24"]),
        ("It killed 300 and wounded 4,000.", ["exactly 300", "exactly 4000"]),
        ("Roughly half of the supply is foreign.", ["roughlyHalf"]),
        ("They made 80 percent of the parts.", ["exactly 0.80"]),
        ("Hundreds of operators were trained.", ["hundredsOf"]),
        ("A force of 12 thousand 500 men came.", ["exactly 12500"]),
    ],
)
def test_a_figure_with_its_hedge(figures, text, expected):
    assert [f.replace("0.80", "0.8") for f in found(figures["en"], text)] == [
        e.replace("0.80", "0.8") for e in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He named not more than just 6,000 men.",  # two hedges, of which one would be lost
        "They lost more than an estimated 6,000.",
        "They lost 6,000 or 7,000 men.",  # two numbers that exclude one another
        "The force grew from 4,000 to 6,000 men.",  # two days, no range
        "They lost 6,000 soldiers or more.",  # the hedge stands behind what is counted
        "It was raised in 2023 and in 2000 villages.",  # a year, or a number
        "The 11th Corps has the KN-23, the S-400 and 152 mm guns.",
        "It cost $5 million, or 5 million dollars.",
        "The talks began at 10:30 on 14 June 2024.",
        "He led under two commanders, and is 18-year-old.",
        "Its most important partner won three times.",
        "It took the first half of 2024, a half-hour at most.",
        "They got 12m shells.",  # million, or metres
        "As few as 20 soldiers died.",  # a hedge that the grammar does not know
        "Twice as many as 300 soldiers died.",
        "Losses fell by 300 soldiers.",
        "Guns shot down 62 of 85 drones.",
    ],
)
def test_no_figure_where_it_is_not_clear(figures, text):
    assert found(figures["en"], text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Погибли более 12 тыс. солдат.", ["moreThan 12000"]),
        ("ru", "от 10 до 12 тысяч человек", ["between 10000 12000"]),
        ("uk", "понад 12 тис. військових", ["moreThan 12000"]),
        ("uk", "сотні солдатів", ["hundredsOf"]),
        ("ko", "북한군 약 1만2천명이 파병됐다.", ["approximately 12000"]),
        ("ko", "최소 6천여 명", []),  # two hedges
    ],
)
def test_figures_of_other_languages(figures, language, text, expected):
    assert found(figures[language], text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Since fall 2024, it has sent troops.", ["2024-23/.."]),
        ("It arrived in August 2023, when both ran low.", ["2023-08"]),
        ("delivered by the end of 2023", ["../2023-12-31"]),
        ("in the first quarter of 2025", ["2025-33"]),
        ("had been delivered before February 2022", ["../2022-01"]),
        ("Last month a rocket flew.", ["2025-08"]),
        ("on 17 January 2025, and in 2024", ["2025-01-17", "2024"]),
        ("It may march on, in spring as ever, on 06/07/2024.", []),
        ("с июня 2024 года", ["2024-06/.."]),
        ("in 2024-25, and on 31 June 2024", []),  # two years, or a season; no such day
        ("Between January and March, they fled.", []),
        ("in January and March 2025, and in May", ["2025-05"]),
        ("in May 2024 and March 2025", ["2024-05", "2025-03"]),
        ("2024년 6월 14일", ["2024-06-14"]),
    ],
)
def test_dates(text, expected):
    assert [date.edtf for date in dates(text, "2025-09-12") if date.edtf] == expected
