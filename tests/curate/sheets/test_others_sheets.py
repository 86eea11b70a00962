"""Sheets as other people type them: two headers, totals, footnotes, magnitudes in headers, other languages."""

from __future__ import annotations

import pytest

from kg.curate.sheets.mapping.apply import apply_mapping
from kg.curate.sheets.mapping.columns import propose_columns
from kg.curate.sheets.mapping.kinds import kind_of_name
from kg.curate.sheets.mapping.model import read_mapping
from kg.curate.sheets.mapping.propose import propose
from kg.curate.sheets.mapping.rendering import mapping_text
from kg.curate.sheets.placeholders import (
    is_elsewhere,
    is_footnote,
    is_nothing,
    is_sum,
    without_marks,
)
from kg.curate.sheets.table import raw_sheet
from kg.errors import DataError, UnclearError
from tests.curate.sheets.material import lexicon


@pytest.fixture(scope="module")
def words():
    return lexicon()


def mapped(words, sheet, change=lambda text: text):
    """The proposal for a sheet, the mapping that it is, and the rows in our columns."""
    raw = raw_sheet(sheet.encode(), "sheet.csv")
    proposal = propose(raw, words, None, None)
    mapping = read_mapping(change(mapping_text(proposal)).encode(), "map.toml")
    table = apply_mapping(mapping, raw_sheet(sheet.encode(), "sheet.csv"), words.figures).table
    return (
        mapping,
        [{k: c.text for k, c in row.cells.items()} for row in table.rows],
        table.problems,
    )


STRENGTH = """Численность войск,,,
Страна,Год,Численность (тыс. чел.),Источник
Россия,2024,1 320,IISS
КНДР,2024,~1 280*,IISS
Южная Корея,2023,500+,н/д
Украина,2024,0.9 million,там же
"""


def test_a_magnitude_in_a_header_is_that_of_the_figures(words):
    mapping, rows, problems = mapped(words, STRENGTH)
    assert mapping.columns["страна"] == "who"
    assert mapping.scale == {"численность (тыс. чел.)": "thousand"}
    assert mapping.marks == ("*",)
    read = [words.figures.read(row["figure"]).bounds for row in rows[:3]]
    assert [set(bounds.values()) for bounds in read] == [{1_320_000}, {1_280_000}, {500_000}]
    (told,) = problems.findings
    assert (told.line, "“0.9 million” stands below a header that says: thousand" in told.problem) == (6, True)  # fmt: skip


def test_a_state_in_another_language_is_the_state(words):
    mapping, rows, _ = mapped(words, STRENGTH)
    assert [row["who"] for row in rows] == ["Russia", "North Korea", "South Korea", "Ukraine"]
    assert "россия" not in mapping.kinds
    assert "н/д" not in mapping.kinds
    assert "там же" not in mapping.kinds


def test_a_mapping_that_passes_over_the_magnitude_of_a_header_is_refused(words):
    sheet = "Name,Killed (in thousands),Year,Said by\nRussia,12,2024,Iran\n"
    text = '[columns]\nname = "who"\n"killed (in thousands)" = "figure"\nyear = "when"\n"said by" = "speaker"\n'
    raw = raw_sheet(sheet.encode(), "sheet.csv")
    with pytest.raises(DataError) as refused:
        apply_mapping(read_mapping(text.encode(), "m"), raw, words.figures)
    assert "says “thousands”" in refused.value.findings[0].problem
    whole = text + '[scale]\n"Killed (in thousands)" = ""\n'
    raw = raw_sheet(sheet.encode(), "sheet.csv")
    (row,) = apply_mapping(read_mapping(whole.encode(), "m"), raw, words.figures).table.rows
    assert row.text("figure") == "12"


LOSSES = """Unit,Period,KIA,WIA,Vehicles lost,According to
94th Brigade,Dec 2024,~300 †,2700,3,NIS
810th Naval Infantry,2025-03,150-200,?,5,NIS
Total,,450,2700,8,NIS
† estimate,,,,,
"""


def test_columns_of_figures_are_claims_of_their_own(words):
    mapping, rows, _ = mapped(words, LOSSES)
    assert mapping.columns["unit"] == "who"  # no unit of measure: its cells are brigades
    killed = [row for row in rows if row.get("measure") == "personnel killed"]
    assert [row["figure"] for row in killed] == ["~300", "150-200", "450"]
    wounded = [row.get("figure") for row in rows if row.get("measure") == "personnel wounded"]
    assert wounded == ["2700", None, "2700"]
    assert all(row.get("wording") != "?" for row in rows)
    assert mapping.kinds["94th brigade"] == "military unit"
    assert {"total", "† estimate", "?"}.isdisjoint(mapping.kinds)


def test_a_row_of_data_is_no_header(words):
    sheet = "Date of listing;Name;Type;Listed by;Reason\n24/02/2022;A Bank;Bank;EU;finances\n08.04.2022;B;Entity;no;sends\n"
    raw = raw_sheet(sheet.encode(), "sheet.csv")
    assert raw.header.first == 1
    columns = {c.header: c.column for c in propose(raw, words, None, None).columns}
    assert columns == {
        "Date of listing": "when", "Name": "who", "Type": "", "Listed by": "speaker", "Reason": ""
    }  # fmt: skip


def test_names_below_a_header_belong_to_it():
    sheet = "Transfers,,,,\n,,,,\nSupplier,Recipient,Quantity,,Year\n,,ordered,delivered,\nA,B,72,50,2022\nC,D,?,some,2023\n"
    raw = raw_sheet(sheet.encode(), "sheet.csv")
    assert (raw.header.first, raw.header.last) == (3, 4)
    assert raw.header.names[2:4] == ("Quantity ordered", "Quantity delivered")
    # A note without a header beside data is no name of a column.
    raw = raw_sheet(b"Who,Speaker,Figure,\nA,B,about ten,sic\nC,D,20,no\n", "sheet.csv")
    assert raw.header.last == 1


def test_a_header_is_no_misspelling_of_one_that_means_another_thing(words):
    headers = ["State", "Reason", "Speeker", "Relaton"]
    found = {c.header: c.column for c in propose_columns(headers, [], words.figures, None)}
    assert found == {"State": "", "Reason": "", "Speeker": "speaker", "Relaton": "relation"}


@pytest.mark.parametrize(
    ("text", "bare"),
    [("72*", "72"), ("~300 †", "~300"), ("72 [2]", "72"), ("72¹", "72"), ("5 km²", None), ("72", None), ("*", None)],
)  # fmt: skip
def test_marks_of_footnotes_are_told_from_figures(words, text, bare):
    if text != "5 km²":
        assert without_marks(text) == bare
    if bare is not None:
        with pytest.raises(UnclearError) as told:
            words.figures.read(text)
        assert told.value.remedy == f"write “{bare}”"


def test_what_stands_for_a_value_is_told_apart():
    assert all(map(is_nothing, ("?", "—", "n/a", "N.A.", "TBD", "нет данных", "미상")))
    assert not any(map(is_nothing, ("0", "none", "see above", "A", '"')))
    assert all(map(is_elsewhere, ("see above", "Ditto", "(as above)", '"', "там же", "상동")))
    assert all(map(is_sum, ("Total", "TOTAL:", "итого", "합계")))
    assert not any(map(is_sum, ("TotalEnergies", "All-Russian Union", "Sumy")))
    assert all(map(is_footnote, ("* incl. 24 for the navy", "¹ not confirmed", "[1] by sea")))
    assert not any(map(is_footnote, ("Storm Corps", "3rd Brigade", "“A”")))


@pytest.mark.parametrize("name", ["Village 353", "Bakhmut 2", "Unit 684", "Section 5"])
def test_a_name_with_a_number_is_no_weapon(name):
    assert kind_of_name(name) == ""


@pytest.mark.parametrize("name", ["T-72", "Shahed-136", "KN-23", "M1A1", "K2", "Su-34M", "TB2"])
def test_a_designation_is_that_of_a_weapon(name):
    assert kind_of_name(name) == "weapon model"
