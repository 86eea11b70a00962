"""What a text names is still known when other sources bring things of like names; what is unclear stays empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.curate.sheets.lexicon import Lexicon
from kg.curate.suggest.drafting import suggest
from kg.curate.suggest.families import family_of
from kg.iris import SRC
from kg.text.inputs import InputFile
from kg.text.turtle.document import parse_turtle
from tests.curate.sheets.material import core

#: Another source: seats of government as cities, namesakes, a treaty of the same name and year, two units of one name.
LIKE_NAMES = """
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kgd:place-moscow a kg:Place ; rdfs:label "Moscow"@en .
kgd:place-warsaw a kg:Place ; rdfs:label "Warsaw"@en .
kgd:person-yuri-putin a kg:Person ; rdfs:label "Yuri Putin"@en .
kgd:person-maria-ozols a kg:Person ; rdfs:label "Maria Ozols"@en .
kgd:person-janis-ozols a kg:Person ; rdfs:label "Janis Ozols"@en .
kgd:agreement-vietnam-russia-2024 a kg:Agreement ;
    rdfs:label "comprehensive strategic partnership treaty of Vietnam and Russia (2024)"@en .
kgd:unit-one-7th-guards a kg:MilitaryUnit ; rdfs:label "7th Guards Brigade"@en .
kgd:unit-two-7th-guards a kg:MilitaryUnit ; rdfs:label "7th Guards Brigade"@en .
kgd:unit-7th-guards a kg:MilitaryUnit ; rdfs:label "7th Guards"@en .
"""
KOREAN = "comprehensive strategic partnership treaty of North Korea and Russia (2024)"
VIETNAMESE = "comprehensive strategic partnership treaty of Vietnam and Russia (2024)"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The core with another source."""
    parsed = core()
    file = InputFile(Path("like-names.ttl"), "like-names.ttl", LIKE_NAMES.encode())
    other = parse_turtle(file, SRC + "like-names")
    return Lexicon(parsed.ontology, [*parsed.seeds, other], parsed.terms)


def cells(lexicon, text: str) -> list[dict[str, str]]:
    """The cells of the drafts of a text with a byline."""
    return [d.cells for d in suggest(f"A Title\n\nBy Anna Miller\n\n{text}", lexicon).drafts]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Moscow helped Ukraine.", "Russia"),
        ("Warsaw helped Ukraine.", "Poland"),
        ("Moscow has sent 300 drones to Iran.", "Russia's supply of drones to Iran"),
    ],
)
def test_a_seat_of_government_acts_for_its_state_though_the_city_is_known(lexicon, text, who):
    assert cells(lexicon, text)[0]["who"] == who


@pytest.mark.parametrize(
    "text",
    [
        "Iran attacked Ukraine from Moscow.",
        "A fire near Warsaw helped Ukraine.",
        "Moscow was shelled by Ukraine.",
        "The strike on Moscow helped Ukraine.",
        "Iran has struck Moscow.",
    ],
)
def test_a_city_is_not_its_state(lexicon, text):
    ends = {row.get(column) for row in cells(lexicon, text) for column in ("who", "whom")}
    assert not ends & {"Russia", "Poland"}


@pytest.mark.parametrize(
    ("text", "signatory"),
    [
        ("Vladimir Putin came. The Great Treaty was signed by Putin.", "Vladimir Putin"),
        ("Janis Ozols came. The Great Treaty was signed by Ozols.", "Janis Ozols"),
        ("Maria Ozols came. The Great Treaty was signed by President Ozols.", "Maria Ozols"),
        # Nobody says which of the two that the graph knows, or both are there.
        ("The Great Treaty was signed by Ozols.", None),
        ("The Great Treaty was signed by Ozols. Janis Ozols came.", None),
        ("Janis Ozols met Maria Ozols. The Great Treaty was signed by Ozols.", None),
        # One whom the graph does not know, beside those whom it knows; and perhaps a person.
        ("President Ilze Ozols came. The Great Treaty was signed by Ozols.", None),
        ("Janis Ozols saw Ilze Ozols. The Great Treaty was signed by Ozols.", None),
    ],
)
def test_a_family_name_means_whom_the_text_names_in_full(lexicon, text, signatory):
    rows = [row for row in cells(lexicon, text) if row.get("relation") == "has signatory"]
    assert {row.get("whom") for row in rows} <= {signatory}
    assert bool(rows) or signatory is None


def test_a_family_name_in_a_heading_introduces_nobody(lexicon):
    text = (
        "Ozols signs\n\nBy Anna Miller\n\nJanis Ozols came. The Great Treaty was signed by Ozols."
    )
    whoms = [d.cells.get("whom") for d in suggest(text, lexicon).drafts]
    assert "Janis Ozols" in whoms


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Kim Jong Un", "Kim"),
        ("Kim Yo-jong", "Kim"),
        ("Ri Chang-ho (general)", "Ri"),
        ("Vladimir Putin", "Putin"),
        ("Jean-Yves Le Drian", "Drian"),
        ("Anna Smith-Jones", "Smith-Jones"),
        ("Pelé", ""),
    ],
)
def test_where_the_family_name_stands(name, family):
    assert family_of(name) == family


@pytest.mark.parametrize(
    ("before", "treaty"),
    [
        ("North Korea and Russia are neighbours.", KOREAN),
        ("Vietnam and Russia are far apart.", VIETNAMESE),
        ("Vietnam, North Korea and Russia came.", None),
        ("Iran and Russia are neighbours.", None),
        ("Russia is large.", None),
    ],
)
def test_a_treaty_of_one_name_and_year_is_that_of_the_states_named(lexicon, before, treaty):
    text = f"{before} A comprehensive strategic partnership treaty was signed by Vladimir Putin in June 2024."
    rows = [row for row in cells(lexicon, text) if row.get("relation") == "has signatory"]
    assert {row.get("who") for row in rows} == {treaty}


def test_two_units_of_one_name_are_neither_and_not_a_third(lexicon):
    rows = cells(lexicon, "The 7th Guards Brigade helped Ukraine.")
    assert not {"7th Guards"} & {row.get("who") for row in rows}
