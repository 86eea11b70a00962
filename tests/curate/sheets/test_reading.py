"""Sheets as people save them: titles above the header, ``sep=``, other encodings, JSON lines."""

from __future__ import annotations

import io

import pytest

from kg.curate.sheets.cell import Cell
from kg.curate.sheets.encodings import likely_encodings
from kg.curate.sheets.figure_text import FigureReader
from kg.curate.sheets.table import PLAIN, form_of, read_table
from kg.curate.sheets.times import read_time
from kg.errors import KgError, UnclearError, UsageError
from tests.curate.sheets.material import lexicon

SHEET = "who,relation,whom,speaker\nA,is part of,B,C\n"


def table(tmp_path, data, form=PLAIN, name="sheet.csv"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_table(path, form)


def said(table):
    return [(row.number, [cell.text for cell in row.cells.values()]) for row in table.rows]


@pytest.mark.parametrize(
    ("above", "number"),
    [
        ("", 2),
        ("Claims of our group\n", 3),
        ("Claims of our group\n\n", 4),
        ("Claims, with their speakers\nWritten in 2025\n,,,\n", 5),
        ("sep=,\n", 3),
        ("sep=,\nClaims of our group\n", 4),
    ],
)
def test_the_header_is_found_below_rows_of_a_title(tmp_path, above, number):
    read = table(tmp_path, above + SHEET)
    assert said(read) == [(number, ["A", "is part of", "B", "C"])]
    assert read.problems.letters["whom"] == "C"


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;"])
def test_the_line_that_states_the_separator_is_obeyed(tmp_path, first):
    text = f"{first}\r\nwho;speaker;note\r\nA, B, C;D, E;x,y,z\r\n"
    assert said(table(tmp_path, text)) == [(3, ["A, B, C", "D, E", "x,y,z"])]


def test_the_separator_may_be_one_that_no_other_line_would_tell(tmp_path):
    assert said(table(tmp_path, "sep=#\nwho#speaker\nA#B\n")) == [(3, ["A", "B"])]


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ("3", "x,y\nwho,speaker\nwho,speaker\nA,B\n"),
        ("2-3", "x\nwho,\n,speaker\nA,B\n"),
    ],
)
def test_the_row_of_the_header_can_be_said(tmp_path, stated, text):
    assert said(table(tmp_path, text, form_of(None, stated))) == [(4, ["A", "B"])]


def test_a_header_of_two_rows_is_read_together(tmp_path):
    """What stands above spans the columns to its right that have a name of their own below."""
    text = "who,speaker,share,,as,\n,,of,,of,\nA,B,C,,2024,\n"
    read = table(tmp_path, text, form_of(None, "1-2"))
    assert read.columns == ("who", "speaker", "share of", "as of")


@pytest.mark.parametrize("stated", ["0", "x", "4-3", "1-9", ""])
def test_a_header_in_no_row_is_refused(stated):
    with pytest.raises(UsageError, match="3-4"):
        form_of(None, stated)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Россия и Северная Корея подписали договор", "windows-1251"),
        ("Russie et Corée du Nord, déjà signé à Pékin", "windows-1252"),
        ("Міністерство оборони України; Їжакевич", "windows-1251"),
        ("북한군이 러시아에 파병되었다", "cp949"),
        ("朝鲜人民军派遣部队到俄罗斯", "gb18030"),
        ("北朝鮮の兵士がロシアに派遣された", "cp932"),
        ("Η Ρωσία και η Βόρεια Κορέα", "windows-1253"),
    ],
)
def test_an_encoding_is_named_rightly_and_its_remedy_accepted(tmp_path, text, encoding):
    data = f"who,speaker\n{text.replace(',', '')},B\n".encode(encoding)
    assert encoding in likely_encodings(data)
    with pytest.raises(KgError, match=f"--encoding {encoding}") as told:
        table(tmp_path, data)
    first = next(word for word in text.split() if not word.isascii())
    assert first.strip(",")[:3] in str(told.value)  # how it reads in that encoding
    read = table(tmp_path, data, form_of(encoding, None))
    assert read.rows[0].text("who") == text.replace(",", "")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8"])
def test_a_wide_encoding_is_read_when_it_is_said(tmp_path, encoding):
    data = "who,speaker\nКНДР,B\n".encode(encoding)
    assert table(tmp_path, data, form_of(encoding, None)).rows[0].text("who") == "КНДР"


@pytest.mark.parametrize("encoding", ["utf-9", "base64", "a\0b"])
def test_an_encoding_that_does_not_exist_is_refused(tmp_path, encoding):
    with pytest.raises(UsageError, match="windows-1251"):
        table(tmp_path, SHEET, form_of(encoding, None))


def test_json_lines_are_rows(tmp_path):
    text = '{"who": "A", "speaker": "B", "best": 1.50}\n\n{"speaker": "C", "who": "D", "note": ["x", "y"]}\n'
    read = table(tmp_path, text, name="claims.jsonl")
    assert [(row.number, {n: c.text for n, c in row.cells.items()}) for row in read.rows] == [
        (1, {"who": "A", "speaker": "B", "best": "1.50"}),
        (3, {"who": "D", "speaker": "C", "note": "x; y"}),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"who": "A", "who": "B"}', "“who” stands twice"),
        ('{"who": {"name": "A"}, "speaker": "B"}', "“who” is no text"),
        ('{"who": "A"}\n[1]\n', "jsonl:2: the line is no object"),
        ('{"who": "A",}', "no JSON"),
        ('[{"a":' * 20_000, "JSON|too deep"),
        ('[{"who": "A", "speaker": "B"}, 3]', "item 2 is no object"),
    ],
)
def test_what_is_no_row_of_json_is_refused(tmp_path, text, words):
    with pytest.raises(KgError, match=words):
        table(tmp_path, text, name="claims.jsonl")


@pytest.mark.parametrize("text", ["(250)", "250?", "[250]", "250 (?)"])
def test_a_figure_that_is_marked_as_unsure_is_asked_about(text):
    reader: FigureReader = lexicon().figures
    with pytest.raises(UnclearError) as told:
        reader.read(text)
    assert "unsure" in told.value.what
    assert "write 250, and estimated in “how said”" in told.value.remedy


@pytest.mark.parametrize(("text", "inner"), [("(2023)", "2023"), ("[2023-05]", "2023-05")])
def test_a_date_in_brackets_is_asked_about(text, inner):
    with pytest.raises(UnclearError) as told:
        read_time(Cell(text))
    assert told.value.remedy == f"write {inner}? if it is, else {inner}"
    assert read_time(Cell(f"{inner}?")) == f"{inner}?"


def test_merged_cells_above_the_rows_of_claims_are_no_fault(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    page = book.active
    for row in (["Claims", None], ["who", "speaker"], ["A", "B"], ["C", "D"]):
        page.append(row)
    page.merge_cells("A1:B1")
    out = io.BytesIO()
    book.save(out)
    assert [number for number, _ in said(table(tmp_path, out.getvalue()))] == [3, 4]
