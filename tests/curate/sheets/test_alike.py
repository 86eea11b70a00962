"""Relations of a sheet in other words: the same, perhaps the same, and what says something else."""

from __future__ import annotations

import tomllib

import pytest

from kg.claims.evidence.quotes import Passages
from kg.curate.sheets.mapping.alike import denials, may_be_same, said, same_words
from kg.curate.sheets.mapping.model import read_mapping
from kg.curate.sheets.mapping.propose import propose
from kg.curate.sheets.mapping.rendering import mapping_text
from kg.curate.sheets.mapping.verbs import our_verbs
from kg.curate.sheets.table import raw_sheet
from tests.curate.sheets.material import lexicon


def answers(one: str, other: str) -> str:
    """What is made of two relations of a sheet: "same", "asked", or "other"."""
    counts = {one: 2, other: 1}
    if same_words(counts)[other] == one:
        return "same"
    return "asked" if other in may_be_same(counts, our_verbs()) else "other"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("trained pilots for", "has trained the pilots for"),
        ("sends missiles to", "send a missile to"),
        ("is based in", "are based in"),
        ("was supplied by", "were supplied by"),
        ("is building ships with", "builds a ship with"),
        ("will deliver jets to", "will deliver the jets to"),
        ("sent some trainers to", "sent trainers to"),
    ],
)
def test_articles_numbers_and_perfects_make_no_other_relation(one, other):
    assert answers(one, other) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("supplied shells to", "provided the shells to"),
        ("delivered guns to", "gave guns to"),
        ("handed over prisoners to", "transferred the prisoners to"),
        ("bought jets from", "purchased jets from"),
        ("was built in", "was manufactured in"),
        ("asked for guns from", "requested guns from"),
        ("worked in", "was stationed in"),
        ("were in", "served in"),
        # An order word, or another tense.
        ("sent ships to", "sent first ships to"),
        ("delivered guns to", "delivered further guns to"),
        ("supplies oil to", "supplied oil to"),
        ("is part of", "was part of"),
    ],
)
def test_what_may_be_the_same_is_asked(one, other):
    assert answers(one, other) == "asked"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sent shells to", "received shells from"),
        ("sent shells to", "delivered shells to"),
        ("ordered guns from", "delivered guns from"),
        ("ordered guns from", "bought guns from"),
        ("asked for guns", "received guns"),
        ("signed", "ratified"),
        ("supplied shells to", "supplied shells from"),
        ("supplied shells to", "supplied rockets to"),
        ("supplied shells to", "was supplied shells by"),
        ("attacked", "was attacked by"),
        ("supplied shells to", "may supply shells to"),
        ("joined", "will join"),
        ("supplied shells to", "never supplied shells to"),
        ("recognises", "no longer recognises"),
        ("sold jets to", "supplied jets to"),
        ("→", "=>"),
    ],
)
def test_what_says_something_else_stays_apart(one, other):
    assert answers(one, other) == "other"


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("has not supplied the shells to", "supplied shells to"),
        ("did not join", "joined"),
        ("didn't join", "joined"),
        ("does not recognise", "recognises"),
        ("never signed", "signed"),
        ("is not part of", "is part of"),
        ("was never trained by", "was trained by"),
    ],
)
def test_a_negation_denies_the_relation_without_it(text, other):
    assert denials([text], ["signed by", other]) == {text: other}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("no longer supports", "supports"),
        ("did not supply", "supplies"),
        ("did not join", "did not join"),
        ("cannot reach", "reaches"),
        ("has not been supplied by", "supplied"),
        ("not only armed", "armed"),
    ],
)
def test_what_denies_something_else(text, other):
    assert denials([text], [other]) == {}


def test_an_order_word_may_stand_first():
    assert said("first delivered drones to").order == {"first"}
    assert answers("delivered drones to", "first delivered drones to") == "asked"


SHEET = """who,relation,whom,figure,when,speaker,quote
Belarus,supplied shells to,Iran,300 shells,2023-05,Interfax,Belarus supplied 300 shells
Belarus,supplied the shells to,Iran,,2023-07,TASS,supplied the shells
Belarus,provided shells to,Iran,40 shells,2023-08,TASS,provided 40 shells
Belarus,NOT supplied shells to,Iran,,2023-06,Interfax,supplied no shells
Belarus,shipped to,Iran,,,Interfax,shipped to Iran
"""


@pytest.fixture(scope="module")
def text():
    """The proposal for the sheet, as its file."""
    raw = raw_sheet(SHEET.encode(), "sheet.csv")
    return mapping_text(propose(raw, lexicon(), None, Passages("Nothing.", "x.txt")))


def test_one_line_makes_a_relation_of_the_same_words(text):
    assert list(tomllib.loads(text)["new"]["property"]) == [
        "supplied shells to",
        "provided shells to",
        "shipped to",
    ]
    mapping = read_mapping(text.encode(), "map.toml")
    assert mapping.relations["supplied the shells to"].relation == "supplied shells to"
    assert mapping.relations["supplied shells to"].relation is None  # its own line makes it


def test_a_question_is_answered_by_taking_one_sign_away(text):
    line = '\n#is = "supplied shells to"'
    assert text.count(line) == 1
    assert "are never compared" in text
    before = read_mapping(text.encode(), "map.toml").relations["provided shells to"]
    after = read_mapping(text.replace(line, line.replace("#", "")).encode(), "map.toml")
    assert before.relation is None
    assert after.relations["provided shells to"].relation == "supplied shells to"
    assert (
        before.figure == after.relations["provided shells to"].figure
    )  # its measure is another matter
    assert '# or "supplied shells' in text


def test_several_dates_of_one_pair_and_those_of_denials_are_pointed_out(text):
    """Shells were supplied in May and in July 2023: a state, or what happened once, or twice."""
    new = tomllib.loads(text)["new"]["property"]
    assert new["supplied shells to"]["state"] is False
    assert new["supplied shells to"]["once"] is False
    assert "state" not in new["provided shells to"]
    head = next(li for li in text.splitlines() if li.startswith('[relations."supplied shells to"]'))
    assert "denied of “2023-06” alone" in head
    other = next(
        li for li in text.splitlines() if li.startswith('[relations."provided shells to"]')
    )
    assert "denied" not in other


def test_a_relation_that_is_there_already_is_offered_too():
    """The core has “supports”; “backing” a state in the past is perhaps that."""
    sheet = "who,relation,whom,speaker,quote\nChina,backed,Russia,TASS,China backed Russia\n"
    raw = raw_sheet(sheet.encode(), "sheet.csv")
    text = mapping_text(propose(raw, lexicon(), None, Passages("Nothing.", "x.txt")))
    assert '\n#is = "supports"' in text


def test_denials_in_words_and_in_capitals_are_rows_of_the_relation():
    sheet = """who,relation,whom,speaker,quote
China,arms,Russia,TASS,x
China,Arms,Russia,TASS,x
China,does not arm,Russia,TASS,x
China,does not support,Iran,TASS,x
"""
    raw = raw_sheet(sheet.encode(), "sheet.csv")
    text = mapping_text(propose(raw, lexicon(), None, Passages("Nothing.", "x.txt")))
    rules = read_mapping(text.encode(), "map.toml").relations
    assert list(tomllib.loads(text)["new"]["property"]) == ["arms"]
    assert (rules["does not arm"].relation, dict(rules["does not arm"].cells)) == (
        "arms",
        {"stance": "denies"},
    )
    assert rules["does not support"].relation == "supports"
    assert "arms" not in rules or rules["arms"].relation is None


@pytest.mark.parametrize(
    "head", ["who,relation,whom,speaker,quote,stance", "who,relation,whom,speaker,quote"]
)
def test_what_is_denied_twice_or_in_a_column_is_left_to_the_person(head):
    rows = "China,arms,Russia,TASS,x,\nChina,does not arm,Russia,TASS,x,denies\n"
    if not head.endswith("stance"):
        rows = "China,arms,Russia,TASS,x\nChina,NOT does not arm,Iran,TASS,x\nChina,does not arm,Russia,TASS,x\n"
    raw = raw_sheet(f"{head}\n{rows}".encode(), "sheet.csv")
    text = mapping_text(propose(raw, lexicon(), None, Passages("Nothing.", "x.txt")))
    assert '"stance" = "denies"' not in text
    assert "does not arm" in tomllib.loads(text)["new"]["property"]
