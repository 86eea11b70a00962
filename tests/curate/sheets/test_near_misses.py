"""What is nearly a name is offered, never what says the opposite or is another state's."""

from __future__ import annotations

import io

import click
import pytest

from kg.cli import _meaning
from kg.curate.sheets.rows import Problems
from kg.errors import UnclearError
from kg.graph.naming.turns import is_turned
from kg.iris import KG
from tests.curate.sheets.material import DEFAULTS, NEW, lexicon, sheet
from tests.curate.sheets.test_parting import claims


@pytest.fixture(scope="module")
def names():
    return lexicon().names


def offered(names, read):
    """The labels of what is offered for a text that is none of ours."""
    with pytest.raises(UnclearError) as told:
        read()
    return [names.label(iri) for iri in told.value.near]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("confirmed", "not confirmed"),  # the opposite
        ("unlikly", "likely"),
        ("likly", "unlikely"),
        ("at leest", "at most"),
        ("les than", "more than"),
        ("no more than", "more than"),
        ("unarmed drone", "armed drone"),
        ("weapons sent to", "weapons sent from"),
        ("Souht Korea", "North Korea"),
        ("former president", "president"),
        ("4th Brigade", "3rd Brigade"),  # another number
        ("Fab-500", "Fab-1500"),
        ("exported by", "imported by"),
    ],
)
def test_a_name_that_is_spelt_alike_may_say_another_thing(text, label):
    assert is_turned(text, label, term=True)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("unlikly", "unlikely"),
        ("at leest", "at least"),
        ("not confirmd", "not confirmed"),
        ("suppports", "supports"),
        ("Storn Corps", "Storm Corps"),
        ("North Koera", "North Korea"),
        ("3rd Brigad", "3rd Brigade"),
        ("untied forces", "united forces"),
    ],
)
def test_a_typing_error_turns_nothing(text, label):
    assert not is_turned(text, label, term=True)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Storn Corps", "11th Corps of the Korean People's Army"),
        ("Storm Corpse", "11th Corps of the Korean People's Army"),
        ("National Inteligence Service of South Korea", "National Intelligence Service of South Korea"),
        ("Russa", "Russia"),
    ],
)  # fmt: skip
def test_a_misspelt_name_is_offered(names, text, label):
    assert label in offered(names, lambda: names.thing(text))


def test_whose_a_unit_is_the_claims_say(names):
    corps = names.thing("Storm Corps")
    assert names._may_be_meant("North Korean Storn Corps", corps)
    assert not names._may_be_meant("Russian Storn Corps", corps)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Russian Storn Corps", "11th Corps"),  # it is North Korea's
        (
            "Chinese National Intelligence Service",
            "South Korea",
        ),  # China's people are no state's name
        ("Japan's National Intelligence Service", "South Korea"),
        ("Polish Main Directorate of Intelligence", "Ukraine"),
        ("Souht Korea", "North Korea"),
        ("Nroth Korea", "South Korea"),
        ("North Korean Joint Chiefs of Staff", "South Korea"),
    ],
)
def test_what_is_another_states_is_never_offered(names, text, never):
    assert not [label for label in offered(names, lambda: names.thing(text)) if never in label]


@pytest.mark.parametrize(
    ("text", "kind", "never"),
    [
        ("confirmd", "Modality", "not confirmed"),
        ("les than", "Qualifier", "more than"),
        ("at leest", "Qualifier", "at most"),
        ("unlikly", "LikelihoodTerm", "likely"),
    ],
)
def test_the_opposite_of_a_word_is_never_offered(names, text, kind, never):
    assert never not in offered(names, lambda: names.word(text, KG + kind))


ROW = {"who": "Storn Corps", "relation": "opposes", "whom": "Russa", "speaker": "Nobodia"}


def test_the_cells_that_are_nearly_a_name_are_noted_with_it():
    known = lexicon()
    table = sheet(NEW | ROW)
    from kg.curate.sheets.numbering import number_claims
    from kg.curate.sheets.sources import read_sources

    sources = read_sources(table, known, DEFAULTS, None)
    number_claims([(row, sources["paper-2025"]) for row in table.rows], table, known)
    offers = table.problems.offers
    assert offers["who", "Storn Corps"] == ("11th Corps of the Korean People's Army",)
    assert offers["whom", "Russa"] == ("Russia",)
    assert ("speaker", "Nobodia") not in offers


def test_what_is_meant_is_read_and_leaves_the_sheet_as_it_is():
    table = sheet(NEW | ROW)
    said = {("who", "Storn Corps"): "Storm Corps", ("whom", "Storn Corps"): "Russia"}
    (row,) = table.as_meant(said).rows
    assert (row.text("who"), row.text("whom")) == ("Storm Corps", "Russa")
    assert table.rows[0].text("who") == "Storn Corps"
    good = NEW | ROW | {"who": "Storm Corps", "whom": "Russia", "speaker": "North Korea"}
    assert claims(good)[1] == []


class Terminal(io.StringIO):
    def isatty(self):
        return True


def asked(monkeypatch, offers, keys):
    keys = iter(keys)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stderr", Terminal())
    monkeypatch.setattr(click, "getchar", lambda: next(keys))
    problems = Problems("sheet.csv", offers=offers)
    return _meaning.meant(problems), _meaning.sys.stderr.getvalue()


def test_on_a_terminal_one_key_takes_what_is_offered(monkeypatch):
    offers = {
        ("who", "Storn Corps"): ("Storm Corps",),
        ("whom", "Russa"): ("Russia",),
        ("unit", "pieces of"): ("piece", "person"),
    }
    taken, shown = asked(monkeypatch, offers, "yn2")
    assert taken == {("who", "Storn Corps"): "Storm Corps", ("unit", "pieces of"): "person"}
    assert "who: nothing is called “Storn Corps”; did you mean “Storm Corps”? [y/N]" in shown
    assert "did you mean 1 “piece”, 2 “person”? [1/2/N]" in shown


@pytest.mark.parametrize("key", ["\r", "n", " ", "1", "j", "\x1b"])
def test_every_other_key_takes_nothing(monkeypatch, key):
    assert asked(monkeypatch, {("who", "Storn Corps"): ("Storm Corps",)}, [key])[0] == {}


def test_without_a_terminal_a_ready_option_is_printed(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    offers = {("who", f"Storn Corps {n}"): ("Storm Corps",) for n in range(5)}
    offers["whom", "x"] = ("Storm Corps", "Russia")  # which of them is to be chosen
    assert _meaning.meant(Problems("sheet.csv", offers=offers)) == {}
    said = capsys.readouterr().err
    assert "--meant who 'Storn Corps 0' 'Storm Corps'" in said
    assert "(and 2 more)" in said
    assert "Russia" not in said
