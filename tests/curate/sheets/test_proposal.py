"""What is proposed for a sheet with a layout of its own, and that the proposal is itself a mapping."""

from __future__ import annotations

import pytest

from kg.claims.evidence.quotes import Passages
from kg.curate.sheets.mapping.columns import is_foreign
from kg.curate.sheets.mapping.model import read_mapping
from kg.curate.sheets.mapping.propose import propose
from kg.curate.sheets.mapping.rendering import mapping_text
from kg.curate.sheets.rows import Problems
from kg.curate.sheets.spoken import RELATION_WORDS, Speech
from kg.curate.sheets.table import plain_name, raw_sheet, read_rows
from kg.errors import UnclearError
from kg.graph.naming.known import turning_words
from kg.iris import KG
from tests.curate.sheets.material import lexicon

TEXT = (
    "The Ministry says: Iran sent 40 drones to Russia in May 2024. Nobody signed a treaty, it adds."
)


@pytest.fixture(scope="module")
def words():
    return lexicon()


@pytest.fixture(scope="module")
def speech(words):
    return Speech(words)


def proposed(words, sheet):
    raw = raw_sheet(sheet.encode(), "sheet.csv")
    proposal = propose(raw, words, None, Passages(TEXT, "x.txt"))
    return proposal, read_mapping(mapping_text(proposal).encode(), "map.toml")


SHEET = """Subject,Verb,Object,Number,Min,Max,Date,According to,Passage,Colour
Kim Jong Un,NOT signed,Treaty of Kazan,,,,May 2024,the author,"Nobody signed a treaty",red
Vladimir Putin,signed,Treaty of Kazan,,,,n.d.,Foreign Ministry of Iran,"Nobody signed a treaty",red
Iran,sent drones to,Russia,40,40,40,2024,the author,"Iran sent 40 drones to Russia",blue
"""


def test_columns_are_known_by_their_headers_and_cells(words):
    proposal, mapping = proposed(words, SHEET)
    assert {c.header: c.column for c in proposal.columns} == {
        "Subject": "who", "Verb": "relation", "Object": "whom", "Number": "figure", "Min": "lowest",
        "Max": "highest", "Date": "when", "According to": "speaker", "Passage": "quote", "Colour": "",
    }  # fmt: skip
    assert mapping.columns["colour"] == ""
    assert all(c.reason and len(c.samples) <= 3 for c in proposal.columns)


def test_words_of_the_sheet_are_understood(words):
    proposal, mapping = proposed(words, SHEET)
    assert mapping.denies == ("NOT ",)
    assert mapping.words["when"] == {"n.d.": ""}
    assert "the author" in mapping.words["speaker"]
    signed = mapping.relations["signed"]
    assert (signed.relation, signed.inverse) == ("has signatory", True)
    sent = mapping.relations["sent drones to"]
    assert sent.figure["counted"] == "drone"
    new = proposal.relations["sent drones to"].new
    assert (new.label, new.said) == ("sent drones to", {"subject": ["state"], "object": ["state"]})
    assert mapping.kinds["iran"] == "state"
    assert mapping.kinds["treaty of kazan"] == "agreement"
    assert "russia" not in mapping.kinds  # it is there


def test_a_column_of_sources_that_holds_names_is_that_of_the_speakers(words):
    head = "Subject,Verb,Object,Source\n"
    said = proposed(
        words, head + "Iran,supports,Russia,Foreign Ministry of Iran\nIran,supports,Cuba,author\n"
    )[1]
    assert said.columns["source"] == "speaker"
    ids = proposed(words, head + "Iran,supports,Russia,paper-2025\n")[1]
    assert ids.columns["source"] == "source"


def foreign(words, sheet):
    raw = raw_sheet(sheet.encode(), "sheet.csv")
    at = {i: plain_name(n) for i, n in enumerate(raw.header.names)}
    return is_foreign(raw.header.names, read_rows(raw, at, Problems("x")), words.figures)


def test_our_own_headers_with_another_meaning_are_noticed(words):
    head = "who,speaker,figure,from,to\n"
    assert foreign(words, head + "a,b,20,20,20\na,b,at most 2,,2\n")
    assert not foreign(words, head + "a,b,20,2024,2025\n")
    assert not foreign(words, head + "a,b,about 2000,2000,2001\n")
    assert not foreign(words, head + "a,b,2024,2024,2024\n")


@pytest.mark.parametrize(
    ("text", "relation", "inverse"),
    [
        ("signed", "hasSignatory", True),
        ("was signed by", "hasSignatory", False),
        ("is a member of", "hasMember", True),
        ("belonged to", "belongsTo", False),
        ("supported", "supports", False),
        ("is supported by", "supports", True),
        ("Located in", "locatedIn", False),
    ],
)
def test_a_relation_is_known_by_other_words(speech, text, relation, inverse):
    found = speech.relation(text)
    assert (found.iri, found.inverse) == (KG + relation, inverse)


@pytest.mark.parametrize(
    "text",
    [
        "was supported",
        "is threatened",
        "led",
        "attacked and left",
        "does not support",
        "may support",
        "will oppose",
        "carries",
        "",
    ],
)
def test_a_relation_that_may_say_the_opposite_is_not_offered(speech, text):
    assert speech.relation(text) is None


def test_every_relation_with_other_words_is_one_of_the_ontology(words):
    assert all(words.terms.is_relation(KG + local) for local in RELATION_WORDS)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("have been killed or wounded", "personnelKilledOrWounded"),
        ("were killed", "personnelKilled"),
        ("wounded in action", "personnelWounded"),
        ("munitions were sent to", "munitionsSent"),
        ("walked", None),
        ("made a share of", None),
    ],
)
def test_a_measure_is_known_by_what_the_cell_says(speech, words, text, measure):
    found = speech.measure(text)
    assert found == (KG + measure if measure else None) or words.names.label(found) == measure


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("South Korea's Joint Chiefs of Staff", "Joint Chiefs of Staff of South Korea"),
        ("the Korean People's Army", "Korean People's Army"),
        (
            "South Korea's Ministry of National Defence",
            "Ministry of National Defense of South Korea",
        ),
        ("Artillery shells", "artillery shell"),
    ],
)
def test_a_name_is_known_with_its_article_as_a_possessive_and_in_the_plural(
    speech, words, name, label
):
    assert words.names.label(speech.thing(name)) == label


@pytest.mark.parametrize(
    "name", ["Russia's Joint Chiefs of Staff", "North Korea's South Korea", "Iran's parliament"]
)
def test_the_agency_of_another_state_is_no_name_for_it(speech, name):
    assert speech.thing(name) is None


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Belarus's Defence Ministry", "Ministry"),
        ("Russia's Defence Ministry", "(kgd:agency-uk"),
        ("Iran's Ministry of National Defense", "South Korea"),
        ("Ministry of National Defense of North Korea", "of South Korea"),
    ],
)
def test_another_states_agency_is_never_offered(words, text, never):
    with pytest.raises(UnclearError) as told:
        words.names.thing(text)
    assert never not in told.value.remedy


@pytest.mark.parametrize("text", ["NOT part of", "is sent from", "not targeted", "supported by"])
def test_the_opposite_of_a_relation_is_never_offered(words, text):
    with pytest.raises(UnclearError) as told:
        words.names.relation(text)
    offered = told.value.remedy.split("“")[1:]
    assert all(turning_words(text) == turning_words(label) for label in offered)
