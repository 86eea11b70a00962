"""Queries in plain words: prefixes, bindings, and messages that name the place."""

from __future__ import annotations

import subprocess
import sys

import pyoxigraph as ox
import pytest

from kg.errors import KgError, QueryTimeoutError, UsageError
from kg.iris import CORE
from kg.store.sparql import run, select, unknown_names
from tests.conftest import ROOT
from tests.texts import store_of, values


@pytest.fixture(scope="module")
def store():
    return store_of(one='kgd:x a kg:State ; rdfs:label "X"@en . kgd:y rdfs:label "Y"@en .')


@pytest.mark.parametrize("prefix", CORE)
def test_known_prefixes_need_no_declaration(store, prefix):
    run(store, f"ASK {{ ?s {prefix}:x ?o }}")


def test_a_prefix_of_ones_own(store):
    query = "PREFIX my: <https://w3id.org/entente/id/> SELECT ?l { my:x rdfs:label ?l }"
    assert values(store, query) == ["X"]


def test_all_graphs_are_seen_at_once(store):
    assert values(store, "SELECT ?k { kgd:x a ?k FILTER(?k = kg:Actor) }") == ["kg:Actor"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?l WHERE { ?thing rdfs:label ?l }",
        "# WHERE { is what follows\nSELECT ?l\nwhere\n{ ?thing rdfs:label ?l }",
        "SELECT ?l WHERE{?thing rdfs:label ?l}",
    ],
)
def test_bindings(store, query):
    rows = run(store, query, {"thing": ox.NamedNode(CORE["kgd"] + "y")})
    assert [row["l"].value for row in rows] == ["Y"]


def test_bindings_need_a_where(store):
    with pytest.raises(UsageError, match="WHERE"):
        run(store, "SELECT ?l { ?thing rdfs:label ?l }", {"thing": ox.Literal("x")})


@pytest.mark.parametrize(
    ("query", "where", "words"),
    [
        ("SELECT ?x WHERE {\n  ?x kg:partOf\n}", "q.rq, line 3", "near"),
        ("SELECT ?x WHERE { ?x ex:p ?y }", "q.rq, line 1", "the prefix ex: is not declared"),
        ("SELEKT ?x", "q.rq, line 1", "begins with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("", "q.rq, line 1", "begins with SELECT"),
        ("SELECT ?a ?b { ?a ?b ?c } GROUP BY ?a", "q.rq", "neither grouped nor aggregated"),
    ],
)
def test_a_syntax_error_says_where(store, query, where, words):
    with pytest.raises(UsageError) as wrong:
        run(store, query, name="q.rq")
    assert wrong.value.where.startswith(where)
    assert words in str(wrong.value)


def test_a_long_line_is_not_printed_whole(store):
    with pytest.raises(UsageError) as wrong:
        run(store, "SELECT * { " + "?s ?p ?o . " * 5000 + "} }")
    assert len(str(wrong.value)) < 1000


def test_an_unknown_function_is_no_fault_of_ours(store):
    with pytest.raises(KgError, match="cannot be answered") as failed:
        list(run(store, "SELECT (<http://e/f>(1) AS ?x) {}"))
    assert not isinstance(failed.value, UsageError)


def test_a_query_that_cannot_be_encoded(store):
    with pytest.raises(UsageError, match="not UTF-8"):
        run(store, "SELECT ('\udcff' AS ?x) {}")


def test_a_select_gives_rows_and_no_other_form_does(store):
    (row,) = select(store, "SELECT ?l { kgd:x rdfs:label ?l }")
    assert row["l"].value == "X"
    with pytest.raises(UsageError, match="write SELECT"):
        select(store, "ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT ?s { ?s a kg:State }", []),
        ("SELECT ?s { ?s a kg:Stat.}", [("kg:Stat", "did you mean kg:State?")]),
        ("SELECT ?s { ?s kg:zzqx kgd:x }", [("kg:zzqx", "the terms are listed by: kg terms")]),
        ("SELECT ?s { ?s ?p kgd:state-nort-korea }",
         [("kgd:state-nort-korea", "look for it: kg find nort korea")]),
        ('SELECT ?s { ?s rdfs:label "kg:Stat" } # kg:Stat', []),  # in a text, and in a comment
        ("PREFIX kg: <http://example.org/> SELECT ?s { ?s a kg:Stat }", []),
    ],
)  # fmt: skip
def test_a_name_of_ours_that_nothing_describes_is_told(store, query, names):
    assert unknown_names(store, query) == names


RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize("limit", [{"timeout": 20}, {"memory": 2_000}, {"timeout": 0, "memory": 0}])
def test_within_limits_the_answer_is_the_same(core, limit):
    rows = "SELECT ?s ?l { ?s a kg:State ; rdfs:label ?l OPTIONAL { ?s kg:no ?n } } ORDER BY ?s ?l"
    free, bound = core.query(rows), core.query(rows, **limit)
    assert bound.columns == free.columns == ("s", "l")
    assert [(r["s"], r["l"]) for r in bound] == [(r["s"], r["l"]) for r in free]
    built = "CONSTRUCT { ?s rdfs:label ?l } { ?s a kg:State ; rdfs:label ?l }"
    assert set(core.query(built, **limit)) == set(core.query(built))
    assert core.query("ASK { kgd:state-russia a kg:State }", **limit)
    assert not core.query("ASK { kgd:state-russia a kg:Person }", **limit)
    named = ox.NamedNode("https://w3id.org/entente/id/state-russia")
    ask = "SELECT ?l WHERE { ?s rdfs:label ?l FILTER(LANG(?l) = 'en') }"
    assert [r["l"].value for r in core.query(ask, {"s": named}, **limit)] == ["Russia"]
    assert len(list(core.ask("casualties", **limit))) == len(list(core.ask("casualties")))


def test_a_query_from_python_ends_at_its_limit_of_memory(core):
    code = """
import kg
try:
    kg.open().query("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a", memory=40)
except kg.KgError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "more memory than the limit of 40 megabytes" in done.stdout


def test_an_answer_from_python_ends_at_its_limit_of_rows(core):
    five = "VALUES ?v { '},{' 2 3 4 5 }"
    assert len(list(core.query(f"SELECT ?v {{ {five} }}", rows=5))) == 5
    assert len(list(core.query(f"SELECT ?v {{ {five} }}", rows=0))) == 5
    built = f"CONSTRUCT {{ kgd:x kg:no ?v }} {{ {five} }}"
    assert len(list(core.query(built, rows=5))) == 5
    for query in (f"SELECT ?v {{ {five} }}", built):
        with pytest.raises(KgError, match="more than 4 rows, so none is given"):
            core.query(query, rows=4)
    with pytest.raises(KgError, match="more than 1 rows"):
        core.ask("casualties", rows=1)
    assert core.query("ASK { ?s a kg:State }", rows=1)


def test_a_query_from_python_ends_at_its_limit(core):
    with pytest.raises(QueryTimeoutError, match="within 1 seconds"):
        core.query(RUNAWAY, timeout=1)
    with pytest.raises(UsageError, match="line 1"):
        core.query("SELECT", timeout=5)
    with pytest.raises(UsageError, match="network"):
        core.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", timeout=5)
