"""All that is wrong at once: by cause, in the words of the sheet, and in a workbook to be mended."""

from __future__ import annotations

import io

import pytest

from kg.curate.sheets.causes import causes, cell_of, in_words
from kg.curate.sheets.report import render_report
from kg.errors import DataError, Finding
from tests.cli.test_add import write_csv
from tests.curate.sheets.material import NEW, add, lexicon, workspace

openpyxl = pytest.importorskip("openpyxl")
CLAIM = NEW | {
    "who": "3rd Brigade",
    "who kind": "military unit",
    "relation": "is part of",
    "whom": "Storm Corps",
    "speaker": "North Korea",
    "quote": "The 3rd Brigade is part of the Storm Corps.",
}


def finding(row, column, problem, remedy="do it", cell=""):
    place = f"column “{column}”" + (f" ({cell})" if cell else "")
    return Finding("sheet-cell", "error", "s.csv", row, place, problem, remedy)


def test_findings_are_told_by_their_causes():
    found = causes(
        [
            finding(2, "relation", "nothing here is called “signed”"),
            finding(3, "relation", "nothing here is called “led”"),
            finding(4, "relation", "nothing here is called “led”"),
            finding(4, "figure", "“x” holds no number"),
            finding(5, "unit", "the cell is empty, and a figure needs it"),
        ]
    )
    assert [cause.line() for cause in found] == [
        "relation: 2 words unknown in 3 rows (“signed”, “led”)",
        "figure: 1 word holds no number in 1 row (“x”)",
        "unit: the cell is empty, and a figure needs it in 1 row",
    ]


def test_the_workbook_can_be_read_as_it_opens():
    """The header in sight, columns as wide as their words, rows as high as theirs, whole comments."""
    remedy = "write something else, which takes a few more words to say than fit into one line"
    wrong = finding(3, "relation", "nothing here is called “led”", remedy, "B3")
    long = "a sentence of many words that goes on beyond what any column shows " * 2
    rows = [["Deals of May"], ["who", "relation", "quote"], ["Storm Corps", "led", long]]
    book = openpyxl.load_workbook(io.BytesIO(render_report(rows, [wrong], {}, {}, 2)))
    page = book["claims"]
    assert page.freeze_panes == "A3"
    assert page["B2"].font.bold
    assert not page["B3"].font.bold
    width = {letter: page.column_dimensions[letter].width for letter in "ABC"}
    assert width["A"] >= len("Storm Corps")
    assert 30 <= width["C"] <= 50
    assert page["C3"].alignment.wrap_text
    assert page.row_dimensions[3].height >= 45  # three lines and more
    assert remedy in page["B3"].comment.text
    told = book["what is wrong"]
    assert told["C1"].value is None
    assert [cell.value for cell in told[2]] == ["where", "what is wrong", "what to do"]
    assert told["C3"].alignment.wrap_text


def test_the_report_of_a_part_has_its_rows_alone(tmp_path, run):
    folder = workspace(tmp_path, text=None)
    base = {name: text for name, text in CLAIM.items() if name not in ("quote", "who kind")}
    rows = [
        base | {"who": "North Korea", "relation": "opposes", "when": str(2000 + n)}
        for n in range(6)
    ]
    rows[4]["whom"] = "Nobodia"
    write_csv(folder / "claims.csv", *rows)
    done = run(
        *("add", "claims.csv", "--workspace", ".", "--curator", "Entente editors"),
        *("--part", "5-7", "--report", "mended.xlsx"),
        cwd=folder,
    )
    assert done.returncode == 1, done.stderr
    assert "claims.csv:6: error [sheet-cell] column “whom” (F6)" in done.stderr
    page = openpyxl.load_workbook(folder / "mended.xlsx")["claims"]
    assert [row[0].value for row in page.iter_rows()].count("paper-2025") == 3
    assert page["F3"].value == "Nobodia"
    assert "Nobodia" in page["F3"].comment.text


def test_more_findings_than_a_workbook_takes_lists_are_coloured_all_the_same(monkeypatch):
    from kg.curate.sheets import report

    for name in ("_MOST_LISTS", "_MOST_NOTES"):
        monkeypatch.setattr(report, name, 3)
    wrong = [
        finding(n, "unit", "nothing here is called “x”", "did you mean “y”?", f"A{n}")
        for n in range(2, 9)
    ]
    data = render_report([["unit"], *[["x"]] * 7], wrong, {"unit": ["y"]}, {"A": "unit"})
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [book["claims"][f"A{n}"] for n in range(2, 9)]
    assert [cell.fill.fgColor.rgb for cell in cells] == ["FFF8CBAD"] * 7
    assert sum(cell.comment is not None for cell in cells) == 3
    assert len(book["claims"].data_validations.dataValidation) == 3
    listed = [row[1].value for row in book["what is wrong"].iter_rows()]
    assert listed.count("nothing here is called “x”") == 7


def test_short_names_of_rdf_become_labels_and_columns():
    (told,) = in_words(
        [finding(2, "who", "kg:partOf cannot be said of kgd:state-russia", "add kg:asOf to it")],
        lexicon(),
    )
    assert told.problem == "“is part of” cannot be said of “Russia”"
    assert told.remedy == "add the column “as of” to it"
    (kept,) = in_words([finding(2, "who", "x", "write “Corps (kgd:unit-x)”")], lexicon())
    assert "(kgd:unit-x)" in kept.remedy  # this is to be pasted


def test_cells_shapes_and_rules_are_told_in_one_pass(tmp_path):
    """A cell that is not understood does not hide what the checks find in other rows."""
    folder = workspace(tmp_path)
    rows = (
        CLAIM,
        CLAIM | {"who kind": "", "relation": "is made of"},
        CLAIM | {"who kind": "", "relation": "has member"},  # a brigade is no alliance
    )
    with pytest.raises(DataError) as told:
        add(folder, *rows)
    findings = told.value.findings
    assert [(f.line, f.check) for f in findings] == [
        (3, "sheet-cell"),
        (4, "relation-subject-kind"),
    ]
    assert (
        'kg new property "is made of" --subject "military unit" --object "military unit"'
        in findings[0].remedy
    )
    assert not any("kg:" in f.problem or "kgd:" in f.problem for f in findings)


def report(rows, findings, words=None, columns=None):
    data = render_report(rows, findings, words or {}, columns or {})
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_workbook_has_the_sheet_with_its_wrong_cells_marked():
    rows = [["Title"], ["who", "relation"], ["A", "signd"], ["B", "=1+1"]]
    findings = [
        finding(
            3, "relation", "nothing here is called “signd”", "did you mean “signed”, “sent”?", "B3"
        ),
        finding(4, "", "the row is short"),
    ]
    book = report(rows, findings, {"relation": ["is part of", "signed"]}, {"B": "relation"})
    page = book["claims"]
    assert [[cell.value for cell in row] for row in page.iter_rows(max_col=2)] == [
        ["Title", None], ["who", "relation"], ["A", "signd"], ["B", "'=1+1"],
    ]  # fmt: skip
    assert "nothing here is called “signd”\n→ did you mean" in page["B3"].comment.text
    assert page["A4"].comment.text.startswith("the row is short")
    coloured = {
        c.coordinate for row in page.iter_rows() for c in row if c.fill.fgColor.rgb == "FFF8CBAD"
    }
    assert coloured == {"B3", "A4"}
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert rules["B3"] == '"signed,sent"'
    assert book.sheetnames == ["claims", "words", "what is wrong"]


@pytest.mark.parametrize(
    "remedy", ["did you mean “a, b”?", f"did you mean “{'x' * 300}”?", "mend it"]
)
def test_a_list_that_a_rule_cannot_hold_is_that_of_the_column(remedy):
    words = {"measure": ["m"], "relation": [f"relation {n}" for n in range(70)]}
    book = report(
        [["relation"], ["x"]], [finding(2, "relation", "p", remedy, "A2")], words, {"A": "relation"}
    )
    (rule,) = book["claims"].data_validations.dataValidation
    assert rule.formula1 == "words!$B$2:$B$71"
    assert book["words"]["B71"].value == "relation 69"


def test_the_mended_workbook_is_added_as_it_is(tmp_path, run):
    folder = workspace(tmp_path)
    path = write_csv(
        folder / "claims.csv", CLAIM | {"relation": "was part of it", "curator": "Entente editors"}
    )
    mended = folder / "mended.xlsx"
    done = run("add", path, "--workspace", folder, "--report", mended)
    assert done.returncode == 1
    assert "mend the coloured cells" in done.stderr
    book = openpyxl.load_workbook(mended)
    (cell,) = [c for row in book["claims"].iter_rows() for c in row if c.comment]
    cell.value = "is part of"
    book.save(mended)
    done = run("add", mended, "--workspace", folder)
    assert done.returncode == 0, done.stderr
    assert not [p for p in (folder / "seeds").iterdir() if "mended" in p.name]


def test_a_finding_names_its_cell():
    assert cell_of(finding(2, "who", "x", cell="AB12")) == "AB12"
    assert cell_of(finding(2, "who", "x")) == ""
