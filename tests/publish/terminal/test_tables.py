"""Tables that fit, hide nothing and steer nothing; formats that other programs read."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
from rich.cells import cell_len

from kg.errors import KgError, UsageError
from kg.iris import CORE
from kg.publish.terminal.grid import table
from kg.publish.terminal.tables import ROW_FORMATS, write_records, write_result
from kg.text.display import visible

KOREAN = "조선인민군 제11군단 폭풍군단 " * 4
COLUMNS = ["name", "text", "count"]
ROWS = [["Storm Corps", KOREAN, "14000"], ["x" * 90, "short", "7"], ["", "", ""]]


def result(query: str):
    return ox.Store().query(query)


def written(query: str, form: str | None, width: int = 100) -> str:
    out = io.BytesIO()
    write_result(result(query), form, out, width, CORE)
    return out.getvalue().decode()


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width):
    lines = table(COLUMNS, ROWS, width, numeric=[2]).splitlines()
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_nothing_is_lost_at_any_width(width):
    shown = "".join(table(COLUMNS, ROWS, width).split())
    for word in ("14000", "Corps", "short"):
        assert word in shown
    # Where columns stand side by side a wrapped cell is not in one piece; its characters are.
    assert shown.count("x") >= 90
    assert shown.count("폭") == 4


def blocks(width: int, *rows: dict[str, object]) -> list[str]:
    out = io.BytesIO()
    write_records(rows, "table", out, width)
    return out.getvalue().decode().splitlines()


def test_a_block_leaves_out_what_is_empty_and_fills_its_lines():
    rows = [
        {"id": "one", "words": "a b", "none": None, "empty": "", "end": "z" * 30},
        {"id": "two", "words": "long " * 10, "none": None, "empty": "", "end": "y"},
    ]
    assert blocks(40, *rows) == [
        "id: one · words: a b",
        f"  end: {'z' * 30}",
        "id: two",
        "  words: long long long long long long",
        "    long long long long",
        "  end: y",
    ]


def test_an_id_is_never_cut_where_a_block_holds_it():
    name = "src:" + "x" * 60
    shown = blocks(80, {"what": "Storm Corps of the army", "found as": "corps", "id": name})
    assert any(name in line for line in shown)
    assert blocks(160, {"what": "a", "id": name})[0].split() == ["what", "id"]


def test_a_short_column_does_not_wrap_for_the_sake_of_a_long_one():
    rows = [["claims of source", "word " * 40, "139"], ["facts", "all", "7"]]
    shown = table(["what", "which", "count"], rows, 80).splitlines()
    assert shown[2].startswith("claims of source   word")


def test_numbers_stand_to_the_right_and_rows_are_counted():
    shown = written('SELECT ?w ?n { VALUES (?w ?n) { ("a" 5) ("b" 14000) } }', None).splitlines()
    ends = [line for line in shown if line.endswith(("5", "14000"))]
    assert [len(line) for line in ends] == [len(ends[0])] * 2
    assert shown[-1] == "2 rows"


def test_no_rows_are_no_rows():
    assert written("SELECT ?a ?b { FILTER(false) }", None).splitlines()[-1] == "0 rows"
    assert written("SELECT ?a ?b { FILTER(false) }", None, width=20).splitlines()[-1] == "0 rows"
    assert json.loads(written("SELECT ?a { FILTER(false) }", "json"))["results"]["bindings"] == []
    assert written("SELECT ?a { FILTER(false) }", "csv").split() == ["a"]
    assert written("SELECT ?a { FILTER(false) }", "ndjson") == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\u001b[31mred"),
        ("Kim\u202egnU", "Kim\\u202egnU"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        (
            "\u062d\u0632\u0628\u200c\u0627\u0644\u0644\u0647",
            "\u062d\u0632\u0628\u200c\u0627\u0644\u0644\u0647",
        ),  # Hezbollah, as Persian has it
        ("\U0001f468\u200d\U0001f469 so\u00adft", "\U0001f468\u200d\U0001f469 so\u00adft"),
        ("one\u2028two", "one\\u2028two"),
        ("one\ntwo\ttab\r", "one\\u000atwo\\u0009tab\\u000d"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("폭풍군단 Путин é", "폭풍군단 Путин é"),
    ],
)
def test_what_could_steer_the_terminal_is_shown_instead(text, shown):
    assert visible(text) == shown
    out = io.BytesIO()
    write_records([{"a": text}], "table", out, 80)
    assert shown in out.getvalue().decode()


VALUES = """SELECT ?iri ?text ?n ?d ?yes ?none { VALUES (?iri ?text ?n ?d ?yes ?none) {
  (<http://e/x> "a,\\"b\\"\\n\\tü"@en 12 0.5 true UNDEF) } }"""


def test_csv_and_tsv_are_read_back():
    rows = list(csv.reader(io.StringIO(written(VALUES, "csv"), newline="")))
    assert rows == [
        ["iri", "text", "n", "d", "yes", "none"],
        ["http://e/x", 'a,"b"\n\tü', "12", "0.5", "true", ""],
    ]
    head, row = written(VALUES, "tsv").splitlines()
    assert head.split("\t") == ["?iri", "?text", "?n", "?d", "?yes", "?none"]
    assert row.split("\t")[0] == "<http://e/x>"


def test_json_follows_the_standard():
    """https://www.w3.org/TR/sparql11-results-json/"""
    answer = json.loads(written(VALUES, "json"))
    (row,) = answer["results"]["bindings"]
    assert answer["head"]["vars"] == ["iri", "text", "n", "d", "yes", "none"]
    assert row["iri"] == {"type": "uri", "value": "http://e/x"}
    assert row["text"] == {"type": "literal", "value": 'a,"b"\n\tü', "xml:lang": "en"}
    assert row["n"] == {
        "type": "literal",
        "value": "12",
        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
    }
    assert "none" not in row


def test_xml_is_well_formed_and_in_its_namespace():
    root = ET.fromstring(written(VALUES, "xml"))
    assert root.tag == "{http://www.w3.org/2005/sparql-results#}sparql"


def test_ndjson_has_plain_values():
    row = json.loads(written(VALUES, "ndjson"))
    assert row == {"iri": "http://e/x", "text": 'a,"b"\n\tü', "n": 12, "d": 0.5, "yes": True}


def test_ndjson_stays_json_where_json_has_no_number():
    query = """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
      SELECT (1e0/0e0 AS ?inf) (STRDT("abc", xsd:integer) AS ?odd) (STRDT("1", xsd:boolean) AS ?b)
             (STRDT("%s", xsd:integer) AS ?long) {}""" % ("9" * 5000)

    def refuse(text: str) -> float:
        raise AssertionError(f"{text} is not JSON")

    row = json.loads(written(query, "ndjson"), parse_constant=refuse)
    assert row["inf"] == "INF"
    assert row["odd"] == "abc"
    assert row["b"] is True
    assert str(row["long"]) == "9" * 5000


@pytest.mark.parametrize("form", ROW_FORMATS)
def test_ask_in_every_format(form):
    assert written("ASK {}", form).strip()
    with pytest.raises(UsageError):
        written("ASK {}", "ttl")


@pytest.mark.parametrize("form", ROW_FORMATS)
def test_a_graph_is_no_table(form):
    with pytest.raises(UsageError, match="gives a graph"):
        written("CONSTRUCT { <http://e/s> <http://e/p> 1 } {}", form)


def test_a_fault_that_shows_only_while_rows_are_read():
    with pytest.raises(KgError, match="cannot be answered"):
        # The engine finds only now that ?where has no value; nothing is fetched.
        written("SELECT * { SERVICE ?where { ?s ?p ?o } }", "csv")


@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv", "tsv"])
def test_records(form):
    records: list[dict[str, object]] = [
        {"id": "c1", "claim": "a, b", "n": None},
        {"id": "c2", "claim": "폭풍", "n": 3},
    ]
    out = io.BytesIO()
    write_records(records, form, out, 80)
    text = out.getvalue().decode()
    if form == "json":
        assert json.loads(text) == records
    elif form == "ndjson":
        assert [json.loads(line) for line in text.splitlines()] == records
    elif form in ("csv", "tsv"):
        rows = list(csv.reader(io.StringIO(text), delimiter="," if form == "csv" else "\t"))
        assert rows == [["id", "claim", "n"], ["c1", "a, b", ""], ["c2", "폭풍", "3"]]
    else:
        assert "폭풍" in text


@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv", "tsv"])
def test_no_records(form):
    out = io.BytesIO()
    write_records([], form, out, 80)
    assert out.getvalue() == (b"[]\n" if form == "json" else b"")


def test_records_have_no_xml():
    with pytest.raises(UsageError):
        write_records([{"a": 1}], "xml", io.BytesIO(), 80)
