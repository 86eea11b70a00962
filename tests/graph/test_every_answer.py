"""A question of many values at once: for each the same rows as asked of it alone, as ``kg ask`` does."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph.every_answer import every_answer, telling_days
from kg.graph.questions import Parameter, Question
from kg.iris import KGD
from kg.store.sparql import run

ENTITIES = [
    ox.NamedNode(KGD + name)
    for name in (
        "state-north-korea",
        "state-russia",
        "group-dprk-troops-in-war",
        "agreement-dprk-russia-2024",
        "deployment-dprk-russia-2024",
        "production-dprk-drones",
        "force-korean-peoples-army",
        "agency-uk-ministry-of-defence",
        "casualties-dprk-troops",
        "nothing-that-is-here",
    )
]


def _asked_alone(graph, question, values):
    names = [parameter.name for parameter in question.parameters]
    given = dict(zip(names, values, strict=True))
    result = run(graph.store, question.sparql, given, "alone.rq", graph.prefixes)
    columns = [variable.value for variable in result.variables]
    return columns, [tuple(row[name] for name in columns) for row in result]


def _question(body: str, *, kind: str = "entity", name: str = "it") -> Question:
    return Question("q", "", "", "", (Parameter(name, kind, None, "it"),), body)


def _same(graph, question, values=ENTITIES) -> int:
    """How many values have rows, each the same as alone and in the same order."""
    answers = every_answer(graph, question, {"it": values})
    for each in [(value,) for value in values]:
        columns, rows = _asked_alone(graph, question, each)
        assert list(answers.columns) == columns, question.name
        assert answers.rows.get(each, []) == rows, (question.name, each)
    return len(answers.rows)


@pytest.mark.parametrize(
    "body",
    [
        # What cuts off or groups rows would do so with those of all values together.
        "SELECT ?c WHERE { ?c kg:about ?it } ORDER BY ?c LIMIT 1",
        "SELECT ?c WHERE { ?c kg:about ?it } ORDER BY ?c OFFSET 1",
        "SELECT (COUNT(?c) AS ?many) WHERE { ?c kg:about ?it }",
        "SELECT ?m (COUNT(?c) AS ?many) WHERE { ?c kg:about ?it ; kg:measure ?m } GROUP BY ?m ORDER BY ?m",
        "SELECT ?m WHERE { ?c kg:about ?it ; kg:measure ?m } GROUP BY ?m HAVING (COUNT(?c) > 1) ORDER BY ?m",
        "SELECT ?m WHERE { ?c kg:about ?it ; kg:measure ?m } GROUP BY ?m ORDER BY ?m VALUES ?m { kg:personnelKilled }",
        # Braces and words where they are none.
        'SELECT ?c WHERE { ?c kg:about ?it FILTER("} LIMIT 1" != "{") } ORDER BY ?c # } GROUP BY ?c',
        "# SELECT ?x WHERE {\nSELECT DISTINCT ?c\nWHERE { ?c kg:about ?it } ORDER BY ?c",
        # What the other answers must not lend: a gap, an absence, a part of its own.
        "SELECT ?it ?c WHERE { OPTIONAL { ?c kg:about ?it ; kg:measure kg:personnelKilled } } ORDER BY ?c",
        'SELECT ?said WHERE { FILTER NOT EXISTS { ?c kg:about ?it } BIND("no" AS ?said) }',
        "SELECT ?c WHERE { ?c a kg:Estimate MINUS { ?c kg:about ?it } } ORDER BY ?c",
        "SELECT ?n WHERE { { SELECT (COUNT(?c) AS ?n) WHERE { ?c kg:about ?it } } }",
        "SELECT * WHERE { ?c kg:about ?it } ORDER BY ?c",
    ],
)
def test_a_question_of_any_form_gives_what_it_gives_alone(core, body):
    assert _same(core, _question(body)) > 0


def test_triples_are_no_answer(core):
    question = _question("CONSTRUCT { ?c kg:about ?it } WHERE { ?c kg:about ?it }")
    assert every_answer(core, question, {"it": ENTITIES}) is None


_DATED = "SELECT ?c WHERE { ?c kg:earliest ?first FILTER(%s) } ORDER BY ?c"


@pytest.mark.parametrize(
    "condition",
    ["?first <= ?day", "?first = ?day", "?day < ?first && ?first != ?day", "?first>=?day"],
)
def test_between_two_telling_days_an_answer_is_the_same(core, condition):
    question = _question(_DATED % condition, kind="date", name="day")
    days = telling_days(core, question, "day")
    assert days == sorted(days, key=lambda day: day.value)
    told = every_answer(core, question, {"day": days}).rows
    for text in ("1800-01-01", "2023-08-15", "2024-06-19", "2024-06-20", "2099-12-31"):
        day = ox.Literal(text, datatype=days[0].datatype)
        nearest = max((d for d in days if d.value <= text), key=lambda d: d.value, default=days[0])
        assert told.get((nearest,), []) == _asked_alone(core, question, (day,))[1], text


@pytest.mark.parametrize(
    "condition",
    [
        "YEAR(?day) = 2024",
        "?first <= ?day + 'P1Y'^^xsd:yearMonthDuration",
        'xsd:date(CONCAT(STR(YEAR(?first)), "-06-01")) <= ?day',
        "STR(?day) = ?text",
        "?first + ?long <= ?day",
    ],
)
def test_a_day_that_is_reckoned_with_has_no_telling_days(core, condition):
    assert telling_days(core, _question(_DATED % condition, kind="date", name="day"), "day") is None
