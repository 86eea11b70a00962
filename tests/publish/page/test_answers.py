"""The page answers every question of ``kg ask`` as the command does: the same rows, of the same claims."""

from __future__ import annotations

import pytest

from kg.claims.edtf import span
from kg.graph.names import resolve
from kg.graph.questions import CLAIM_COLUMNS, all_questions, bind
from kg.publish.terminal.answers import cell_text
from kg.store.sparql import run
from kg.text.display import shown
from tests.publish.page.script import Script
from tests.publish.reading import page_data

_ANSWER = """
  const question = KEPT.questions.find((each) => each.name === name);
  return all.map((values) => answerOf(question, values, CLAIMS));
"""
_KEEP = """
  globalThis.KEPT = data;
  globalThis.CLAIMS = new Map(Object.entries(data.claims));
  return null;
"""


@pytest.fixture(scope="module")
def data(rendered):
    return page_data(rendered("html"))[0]


@pytest.fixture(scope="module")
def script():
    return Script("rules/answers.js", "rules/dates.js")


@pytest.fixture(scope="module")
def asking(script, data):
    """The script, which holds the data of the core."""
    script.run(_KEEP, data={name: data[name] for name in ("questions", "claims")})
    return script


def _by_command(graph, question, given) -> list[list[str]]:
    """The cells of the rows that kg ask prints."""
    values = bind(question, given, lambda text: resolve(graph, text))
    result = run(graph.store, question.sparql, values, "by-command.rq", graph.prefixes)
    names = [variable.value for variable in result.variables]
    return [[shown(cell_text(row[name], graph.prefixes)) for name in names] for row in result]


def _values(row, place) -> list[str]:
    """Of a question's parameter some values that have rows, its usual one, and one without rows."""
    answered = list(dict.fromkeys(answer[place] for answer in row["answers"]))
    usual = [row["parameters"][place]["default"]] if "default" in row["parameters"][place] else []
    return [*usual, *answered[:2], answered[-1], *sorted({"n0", "n1", "n2"} - set(answered))[:1]]


@pytest.mark.slow
def test_every_question_has_the_answer_of_the_command(core, data, asking):
    asked = all_questions(*core.layout.folders("ontology/queries"))
    assert [row["name"] for row in data["questions"]] == list(asked)
    iris = {node["id"]: node["iri"] for node in (*data["speakers"], *data["nodes"])}
    for row in data["questions"]:
        assert "beyond" not in row, row["name"]
        question = asked[row["name"]]
        kinds = [parameter["kind"] for parameter in row["parameters"]]
        cases = [[]] if not kinds else []
        if kinds == ["date"]:
            cases = [
                ["2024-06"],
                ["2024"],
                ["2023-08-15"],
                ["2025-04-27"],
                ["1901"],
                ["2099-01-01"],
            ]
        elif kinds:
            firsts = _values(row, 0)
            seconds = _values(row, 1) if len(kinds) > 1 else [None]
            cases = [[a, b] if b else [a] for a in firsts for b in seconds]
        found = asking.run(_ANSWER, name=row["name"], all=cases)
        claims = next((i for i, c in enumerate(row["columns"]) if c.get("claims")), None)
        for case, rows in zip(cases, found, strict=True):
            given = {
                parameter["name"]: iris.get(value, value)
                for parameter, value in zip(row["parameters"], case, strict=True)
            }
            expected = _by_command(core, question, given)
            assert [r["cells"] for r in rows] == expected, (row["name"], given)
            if claims is not None:
                named = [[data["claims"][key]["id"] for key in r["claims"]] for r in rows]
                assert named == [[i for i in e[claims].split(", ") if i] for e in expected]
        assert claims is not None or not set(CLAIM_COLUMNS) & {c["title"] for c in row["columns"]}


def test_a_question_that_needs_what_is_not_given_has_no_answer(asking):
    """Not one without rows: "the sources do not say" would be wrong."""
    found = asking.run(_ANSWER, name="began", all=[[""], ["soon"], ["2024-13"], ["2024-02-30"]])
    assert found == [None] * 4
    assert asking.run(_ANSWER, name="casualties", all=[[]]) == [None]


def test_dates_that_are_typed_have_the_days_of_edtf(script):
    written = [
        *("2025", "2025-01", "2025-01-20", "2024-02", "2023-02", "1900-02", "2000-02", "2024-6-1"),
        *(
            "2024-21",
            "2024-22",
            "2024-23",
            "2024-24",
            "2024-11/2025-01",
            "2024-23/..",
            "../2025-03",
        ),
    ]
    days = script.run("return all.map(spanOf)", all=written)
    for text, both in zip(written, days, strict=True):
        first, last = span("2024-06-01" if text == "2024-6-1" else text)
        assert both == [first.isoformat() if first else "", last.isoformat() if last else ""], text


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("January 2025", ["2025-01-01", "2025-01-31"]),
        ("jan 2025", ["2025-01-01", "2025-01-31"]),
        ("20 January 2025", ["2025-01-20", "2025-01-20"]),
        ("20th Jan. 2025", ["2025-01-20", "2025-01-20"]),
        ("January 20, 2025", ["2025-01-20", "2025-01-20"]),
        ("autumn 2024", ["2024-09-01", "2024-11-30"]),
        ("winter 2024", ["2024-12-01", "2025-02-28"]),
        ("November 2024/January 2025", ["2024-11-01", "2025-01-31"]),
        ("", None),
        ("soon", None),
        ("2025-13", None),
        ("2025-02-29", None),
        ("30 February 2024", None),
        ("ja 2025", None),
        ("January", None),
        ("../..", None),
        ("2025/2024", None),
        ("1/2/2025", None),
        ("20 20 January 2025", None),
        ("0000", None),
    ],
)
def test_dates_in_words(script, typed, days):
    """The days by the calendar; what could be read in two ways, or is no day, is none."""
    assert script.run("return spanOf(typed)", typed=typed) == days
