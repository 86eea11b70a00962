"""A mapping: what it may say, what makes it one for another sheet, and the rows that it gives."""

from __future__ import annotations

import pytest

from kg.curate.sheets.mapping.apply import apply_mapping
from kg.curate.sheets.mapping.model import read_mapping
from kg.curate.sheets.table import raw_sheet
from kg.errors import DataError, KgError
from tests.curate.sheets.material import lexicon

PLAIN = """
[columns]
Actor = "who"
Does = "relation"
"To" = "whom"
Said_by = "speaker"
"""
HEAD = "Actor,Does,To,Said by"


def applied(mapping, sheet):
    """The rows that a mapping gives: (number, texts by column); and the table's problems."""
    read = read_mapping(mapping.encode(), "map.toml")
    result = apply_mapping(read, raw_sheet(sheet.encode(), "sheet.csv"), lexicon().figures)
    rows = [(row.number, {n: c.text for n, c in row.cells.items()}) for row in result.table.rows]
    return rows, result


def row(mapping, line, head=HEAD):
    (made,) = applied(mapping, f"{head}\n{line}\n")[0]
    return made[1]


def wrong(mapping, sheet=f"{HEAD}\na,b,c,d\n"):
    with pytest.raises(DataError) as told:
        applied(mapping, sheet)
    return [(f.term, f.problem, f.remedy) for f in told.value.findings]


def test_columns_are_sent_to_ours_and_headers_compared_as_names_are():
    made = row(PLAIN, "Iran,supports,Russia,Kyiv", "ACTOR, does ,To,said  by")
    assert made == {"who": "Iran", "relation": "supports", "whom": "Russia", "speaker": "Kyiv"}


def test_problems_name_the_header_of_the_sheet_and_its_cell():
    problems = applied(PLAIN, f"{HEAD}\na,b,c,d\n")[1].table.problems
    problems.add("sheet-cell", 2, "whom", "x", "y")
    assert problems.findings[0].term == "column “To” (C2)"


def test_a_constant_stands_where_a_row_says_nothing_and_may_hold_cells():
    mapping = (
        PLAIN + '[constants]\n"how said" = "reported"\nnote = "{Actor} of {To}"\nwhom = "Cuba"'
    )
    made = row(mapping, "Iran,supports,,Kyiv")
    assert (made["how said"], made["note"], made["whom"]) == ("reported", "Iran of", "Cuba")
    assert row(mapping, "Iran,supports,Russia,Kyiv")["whom"] == "Russia"


def test_a_column_is_split():
    mapping = PLAIN + '[split.Period]\nat = "–"\ninto = ["from", "to"]\n'
    made = row(mapping, "a,b,c,d,2023 – 2024", f"{HEAD},Period")
    assert (made["from"], made["to"]) == ("2023", "2024")
    assert "to" not in row(mapping, "a,b,c,d,2023", f"{HEAD},Period")
    (problem,) = applied(mapping, f"{HEAD},Period\na,b,c,d,1–2–3\n")[1].table.problems.findings
    assert "3 parts, and the mapping takes 2" in problem.problem


@pytest.mark.parametrize(
    ("relation", "stance", "left"),
    [
        ("NOT supports", "denies", "supports"),
        ("supports", None, "supports"),
        ("NOTES", None, "NOTES"),
    ],
)
def test_what_stands_before_a_relation_denies_it(relation, stance, left):
    made = row('denies = ["NOT "]\n' + PLAIN, f"a,{relation},c,d")
    assert (made.get("stance"), made["relation"]) == (stance, left)


def test_a_relation_is_another_word_from_the_other_side():
    mapping = (
        PLAIN
        + '[relations.signed]\nis = "has signatory"\ninverse = true\n[kinds]\nPutin = "person"'
    )
    assert row(mapping, "Putin,Signed,Treaty,Kyiv") == {
        "who": "Treaty", "relation": "has signatory", "whom": "Putin", "whom kind": "person", "speaker": "Kyiv",
    }  # fmt: skip


def test_words_names_and_kinds_are_replaced_and_a_word_for_nothing_empties_the_cell():
    mapping = (
        PLAIN
        + '[words.speaker]\narticle = "Desk"\n[names]\nPersia = "Iran"\n[kinds]\ndesk = "media organisation"\n[words.whom]\n"-" = ""'
    )
    assert row(mapping, "Persia,acts,-,Article") == {
        "who": "Iran", "relation": "acts", "speaker": "Desk", "speaker kind": "media organisation",
    }  # fmt: skip


FIGURES = PLAIN + 'N = "figure"\nLow = "lowest"\nHigh = "highest"\n'
FIGURE_HEAD = f"{HEAD},N,Low,High"


@pytest.mark.parametrize(
    ("cells", "figure"),
    [
        ("20,20,20", "20"),
        ("nearly two thousand,,2000", "nearly two thousand"),
        ('"1,700-2,300",1700,2300', "1,700-2,300"),
        ("at most two,,2", "at most two"),
        ("80%,0.8,0.8", "80%"),
        ("about 300,,", "about 300"),
        (",4,4", "4"),
    ],
)
def test_bounds_beside_a_figure_are_those_that_it_states(cells, figure):
    rows, result = applied(FIGURES, f"{FIGURE_HEAD}\na,,,d,{cells}\n")
    assert rows == [(2, {"who": "a", "speaker": "d", "figure": figure})]
    assert not result.table.problems.findings


@pytest.mark.parametrize("cells", ["20,20,30", "at least 5,,5000", "about 300,200,400"])
def test_bounds_that_a_figure_does_not_state_are_a_finding(cells):
    _, result = applied(FIGURES, f"{FIGURE_HEAD}\na,,,d,{cells}\n")
    (problem,) = result.table.problems.findings
    assert "is another figure" in problem.problem


def test_bounds_without_a_figure_stay():
    rows, _ = applied(FIGURES, f"{FIGURE_HEAD}\na,,,d,,3,7\n")
    assert rows[0][1] == {"who": "a", "speaker": "d", "lowest": "3", "highest": "7"}


def test_a_figure_and_a_relation_in_one_row_are_two_claims():
    mapping = FIGURES + (
        '[relations."sent shells to".figure]\nmeasure = "munitions sent"\ncounted = "artillery shell"\n'
        'unit = "shell"\nwho = "shells of {who} for {whom}"\n'
    )
    rows, _ = applied(mapping, f"{FIGURE_HEAD}\nA,sent shells to,B,d,500,,\n")
    assert rows == [
        (2, {"who": "A", "relation": "sent shells to", "whom": "B", "speaker": "d"}),
        (
            2,
            {
                "who": "shells of A for B",
                "speaker": "d",
                "figure": "500",
                "measure": "munitions sent",
                "counted": "artillery shell",
                "unit": "shell",
            },
        ),
    ]


def test_a_row_gives_the_claims_that_the_mapping_lists_and_leaves_out_those_of_empty_cells():
    mapping = """
        unsure = "estimated"
        [columns]
        Supplier = ""
        Recipient = ""
        Number = ""
        [constants]
        speaker = "the register"
        who = "deliveries of {Supplier} to {Recipient}"
        [[claims]]
        relation = "has supplier"
        whom = "{Supplier}"
        [[claims]]
        figure = "{Number}"
        measure = "weapons sent"
    """
    rows, _ = applied(mapping, "Supplier,Recipient,Number\nA,B,(250)\nA,C,\n")
    said = {"speaker": "the register"}
    assert rows == [
        (2, said | {"who": "deliveries of A to B", "relation": "has supplier", "whom": "A"}),
        (2, said | {"who": "deliveries of A to B", "figure": "250", "measure": "weapons sent", "how said": "estimated"}),
        (3, said | {"who": "deliveries of A to C", "relation": "has supplier", "whom": "A"}),
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["(250)", "250?", "[250]"])
def test_a_mark_of_doubt_becomes_how_it_is_said(cell):
    made = row('unsure = "estimated"\n' + FIGURES, f"a,,,d,{cell},,", FIGURE_HEAD)
    assert (made["figure"], made["how said"]) == ("250", "estimated")


def test_a_year_in_brackets_is_uncertain():
    mapping = 'unsure = "estimated"\n' + PLAIN + 'Year = "when"\n'
    assert row(mapping, "a,b,c,d,(2023)", f"{HEAD},Year")["when"] == "2023?"


def test_a_bare_number_may_be_hedged_where_no_bounds_stand():
    mapping = 'unbounded = "about"\n' + FIGURES
    assert row(mapping, 'a,,,d,"2,000",,', FIGURE_HEAD)["figure"] == "about 2,000"
    assert row(mapping, "a,,,d,20,20,20", FIGURE_HEAD)["figure"] == "20"
    assert row(mapping, "a,,,d,at most 20,,", FIGURE_HEAD)["figure"] == "at most 20"


def test_rows_are_left_out_with_their_reason():
    mapping = PLAIN + '[relations.mentions]\n"leave out" = "no claim"\n'
    rows, result = applied(mapping, f"{HEAD}\na,mentions,c,d\na,supports,c,d\n")
    assert [number for number, _ in rows] == [3]
    assert result.left_out == {"no claim": 1}


def test_a_new_event_gets_the_claim_of_its_status_once():
    mapping = PLAIN + '[kinds]\nStrike = "attack"\n[statuses]\nStrike = "occurred"\n'
    rows, _ = applied(mapping, f"{HEAD}\nStrike,targeted,Kyiv,Desk\nStrike,targeted,Lviv,Desk\n")
    assert [made.get("relation") for _, made in rows] == [
        "targeted",
        "has event status",
        "targeted",
    ]
    assert rows[1][1] == {
        "who": "Strike",
        "relation": "has event status",
        "whom": "occurred",
        "speaker": "Desk",
    }


@pytest.mark.parametrize(
    ("mapping", "term", "words"),
    [
        ('[columns]\nActor = "who"\nDoes = "who"\n"To" = ""\n"Said by" = ""', "columns.does", "two columns go to one place"),
        ('[columns]\nActor = "subject"', "columns.Actor", "there is no column “subject”"),
        ("[colums]\n", "colums", "no such part"),
        ("[columns]\nActor = 3", "columns.Actor", "no text"),
        (PLAIN + "[relations.x]\ninverse = 1", "relations.x.inverse", "neither true nor false"),
        (PLAIN + '[constants]\nspeeker = "x"', "constants.speeker", "no column “speeker”"),
        (PLAIN + '[split.To]\nat = "-"', "split.To", "says not how"),
        ('denies = "NOT "\n' + PLAIN, "denies", "no list of texts"),
        ("names = 3\n" + PLAIN, "names", "no table"),
        ("", "columns", "the part is missing"),
        (PLAIN.replace("Said_by", "Speaker"), "column “speaker”", "is it a mapping for another sheet?"),
        (PLAIN.replace("Said_by", "Speaker"), "column “said by”", "does not say what it is"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_right_is_refused_with_its_place(mapping, term, words):
    assert any(found == term and words in problem for found, problem, _ in wrong(mapping))


def test_a_header_twice_in_the_sheet_is_refused():
    findings = wrong(PLAIN, f"{HEAD},To\na,b,c,d,e\n")
    assert ("column “to”", "the header stands twice in the sheet") in [f[:2] for f in findings]


@pytest.mark.parametrize("data", [b"[columns", b"\xff\xfe", b"a = 1\na = 2", b"[" * 50_000])
def test_what_is_no_mapping_is_refused(data):
    with pytest.raises(KgError, match=r"TOML|UTF-8"):
        read_mapping(data, "map.toml")
