"""No query reaches the network: the guard against the engine itself and a listening socket."""

from __future__ import annotations

import contextlib
import time

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.store.guard import keywords, prefixed_names, refuse_network
from kg.store.oxigraph import OxigraphStore
from kg.store.sparql import run
from tests.store.listening import Listener

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def listener():
    with Listener() as listening:
        yield listening


@pytest.fixture(scope="module")
def store():
    """A few triples on which a left-hand side can match, so that a SERVICE is really called."""
    values = [
        ox.Literal("x"),
        ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
        ox.Literal("2e5", datatype=ox.NamedNode(XSD + "double")),
        *(ox.NamedNode(iri) for iri in ("http://e/a.b", "http://e/a#", "http://e/a'", "http://a:")),
    ]
    filled = ox.Store()
    for value in values:
        filled.add(ox.Quad(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), value))
    return filled


# How SERVICE can be disguised. Each is valid for the engine, which would connect to @.
CLAUSE = "SERVICE SILENT <@> {?x ?y ?z}"
DISGUISES = {
    "plain": "SELECT * {" + CLAUSE + "}",
    "lower case": "select * { service <@> {?x ?y ?z} }",
    "a comment between": "SELECT * { SERVICE # to\n <@> #{\n {?x ?y ?z} }",
    "nested": "SELECT * { { SELECT * { ?s ?p ?o OPTIONAL {" + CLAUSE + "} } } }",
    "in a filter": "SELECT * { ?s ?p ?o FILTER EXISTS {" + CLAUSE + "} }",
    "less-than that looks like an IRI": (
        'SELECT * { ?s ?p ?a . FILTER(?a<?b#>"""\n) ' + CLAUSE + ' #"""\n}'
    ),
    "less-than and greater-than": "SELECT * { ?s ?p ?a FILTER(?a<?b&&?c>?d)" + CLAUSE + "}",
    "a string with a wrong escape": ('SELECT * { VALUES ?x { """a" } ' + CLAUSE + ' # \\x """\n}'),
    "a string with a code point that is none": (
        'SELECT * { VALUES ?x { """a" } ' + CLAUSE + ' # \\UFFFFFFFF """\n}'
    ),
    "a string with a surrogate": 'SELECT * { VALUES ?x { """a" } ' + CLAUSE + ' # \\uD800 """\n}',
    "glued to SILENT": "SELECT * { SERVICESILENT <@> {?x ?y ?z} }",
    "glued to true": "SELECT * { ?s ?p true" + CLAUSE + "}",
    "glued to a number": "SELECT * { ?s ?p 2e5" + CLAUSE + "}",
    "glued to a prefix": "PREFIX ex: <@> SELECT * { SERVICEex:x {?x ?y ?z} }",
    "as a prefix": "PREFIX : <@> SELECT * { service:foo{?x ?y ?z} }",
    "after a name with two dots": (
        "PREFIX ex: <http://e/> SELECT * { ?s ?p ex:a.b." + CLAUSE + "}"
    ),
    "after a name with an escaped #": (
        "PREFIX ex: <http://e/> SELECT * { ?s ?p ex:a\\# " + CLAUSE + "}"
    ),
    "after a name with an escaped quote": (
        "PREFIX ex: <http://e/> SELECT * { ?s ?p ex:a\\' " + CLAUSE + " #'\n}"
    ),
    "after a name that is no IRI": ("PREFIX bad: <http://a:> SELECT * { ?s ?p bad:" + CLAUSE + "}"),
    "behind a clause in a string": ('SELECT * { ?s ?p ?o BIND("SERVICE <" AS ?no) ' + CLAUSE + "}"),
}


@pytest.mark.parametrize("query", DISGUISES.values(), ids=list(DISGUISES))
def test_a_disguised_service_is_refused(query, listener, store):
    query = query.replace("@", listener.address)
    with pytest.raises(UsageError, match="SERVICE would fetch from the network"):
        refuse_network(query)
    # That it is no straw man: the bare engine does connect.
    before = listener.count
    with contextlib.suppress(OSError):  # the listener does not answer
        list(store.query(query, use_default_graph_as_union=True))
    assert listener.count > before


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://example.org/> {}" }',
        "SELECT * { ?s ?p '''a\nSERVICE <http://example.org/> {} ''' }",
        'SELECT * { ?s ?p "an \\" SERVICE <http://example.org/> {}" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://example.org/> {}",
        "# SERVICE <http://example.org/> {}\nSELECT * { ?s ?p ?o }",
        "SELECT * { ?s <http://example.org/SERVICE> ?o }",
        "SELECT * { ?s <http://example.org/SERVICE#load> ?o }",
        "PREFIX ex: <http://example.org/> SELECT * { ?s ex:SERVICE ?o ; ex:load ?l }",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:x ?o }",
        "SELECT ?service ?load { ?service ?p ?load }",
        "SELECT ?x { ?x ?p ?service { ?service ?q ?load } }",
        "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) } # no SERVICE here",
        'SELECT * { ?s ?p "x"@en } ORDER BY ?service LIMIT 1',
    ],
)
def test_the_word_alone_is_no_clause(query, store):
    refuse_network(query)
    list(store.query(query))  # a query that the engine takes, so that letting it pass matters


def test_a_service_named_by_a_variable_is_refused():
    with pytest.raises(UsageError, match="SERVICE would fetch"):
        refuse_network("SELECT * { VALUES ?u {<http://example.org/>} SERVICE ?u {?x ?y ?z} }")


def test_the_message_names_line_and_column():
    with pytest.raises(UsageError) as refusal:
        refuse_network("SELECT * {\n  ?s ?p ?o\n  SERVICE <http://example.org/> {}\n}")
    assert refusal.value.where == "query, line 3, column 3"
    assert refusal.value.remedy
    with pytest.raises(UsageError) as refusal:
        run(OxigraphStore(), "SELECT * { SERVICE <http://example.org/> {} }", name="checks/a.rq")
    assert refusal.value.where == "checks/a.rq, line 1, column 12"


def test_load_is_refused():
    with pytest.raises(UsageError, match="LOAD would fetch"):
        refuse_network("LOAD <http://example.org/data.ttl>")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <@> { ?s ?p ?o }",
        "SELECT * FROM NAMED <@> { GRAPH <@> { ?s ?p ?o } }",
        "DESCRIBE <@>",
        "ASK { GRAPH <@> { ?s ?p ?o } }",
    ],
)
def test_naming_an_address_fetches_nothing(query, listener, core):
    before = listener.count
    result = core.query(query.replace("@", listener.address))
    if not isinstance(result, ox.QueryBoolean):
        list(result)
    assert listener.count == before


PIECES = st.sampled_from(
    [
        *("SERVICE", "service", "SILENT", "<@>", "{?x ?y ?z}", "?u", "ex:a", "ex:SERVICE", "bad:"),
        *(" ", "\n", "#", "# \n", "<", ">", "<?b", "<http://e/#x>", '"', '"""', "'", "'''", "\\"),
        *("\\x", "\\'", "\\#", "\\u0041", "\\uD800", ".", "{", "}", "(", ")", "true", "2e5", "ex:"),
        *("FILTER(?o", "&& ?x", ">1)", "?s ?p ?o", "?s ?p ", '"a"', "UNION", "VALUES ?u {", "@en"),
    ]
)


@settings(max_examples=400)
@given(before=st.lists(PIECES, max_size=8), after=st.lists(PIECES, max_size=6))
def test_what_passes_never_connects(before, after, listener, store):
    """Pieces that confuse lexers, around a clause: refused, no SPARQL, or without effect."""
    query = (
        "PREFIX ex: <http://e/> PREFIX bad: <http://a:> SELECT * { VALUES ?u {<@>} "
        + "".join(before)
        + CLAUSE
        + "".join(after)
        + "\n}"
    ).replace("@", listener.address)
    try:
        refuse_network(query)
    except UsageError:
        return
    count = listener.count
    with contextlib.suppress(SyntaxError, OSError, RuntimeError, ValueError):
        list(store.query(query, use_default_graph_as_union=True))
    assert listener.count == count, query


@pytest.mark.parametrize("unit", ["<#>", "SERVICE:", "SERVICE#", "a.", "\\'", "#\n\\'''", "<'''>"])
def test_the_time_to_judge_grows_with_the_length_alone(unit):
    """Each of these was looked through again from each of its places: 100 kB took from ten seconds to hours."""
    started = time.process_time()
    for word in ("SERVICE ", "load "):
        text = word + unit * (100_000 // len(unit))
        with contextlib.suppress(UsageError):
            refuse_network(text)
        assert sum(1 for _ in keywords(text)) + sum(1 for _ in prefixed_names(text)) <= len(text)
    assert time.process_time() - started < 5


def test_a_long_hostile_query_is_judged_quickly():
    started = time.process_time()
    for text in (":" * 50_000, "<" * 50_000, "'''\"" * 12_000, "#\n" * 25_000, "SERVICE " * 6_000):
        refuse_network("SELECT * { SERVICE " + text)
    assert time.process_time() - started < 5
