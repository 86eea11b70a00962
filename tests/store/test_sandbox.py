"""What evaluates has no network: a listening socket sees nobody, however the address is written."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
from urllib.request import urlopen

import pytest

import kg
from kg.curate.checks.rules import Rule, rule_findings
from kg.curate.checks.source_map import SourceMap
from kg.curate.migrate import read_migrations
from kg.errors import KgError, UsageError
from kg.iris import CORE
from kg.store import sparql
from kg.store.limits import run_limited, value_limited
from kg.store.sandbox import without_network
from tests.curate.sheets import material
from tests.store.listening import Listener

#: pySHACL looks for the word SERVICE, and rdflib reads escapes before anything else.
ESCAPED = "SELECT $this WHERE { S\\\\u0045RVICE <@> { ?a ?b ?c } }"
SERVICE = "SELECT ?focus ?old ?new { ?focus ?old ?new SERVICE SILENT <@> { ?x ?y ?z } }"


@pytest.fixture
def listener():
    with Listener() as listening:
        yield listening


@pytest.fixture
def unguarded(monkeypatch):
    """Without the guard, which knows how SERVICE is written today: what lies below must hold."""
    monkeypatch.setattr(sparql, "refuse_network", lambda query, name: None)


def add_shape(workspace, query):
    path = workspace / "ontology" / "terms" / "claims.ttl"
    shape = f'\nkg:Claim sh:sparql [ sh:message "It fetches." ; sh:select "{query}" ] .\n'
    path.write_text(path.read_text(encoding="utf-8") + shape, encoding="utf-8")


def test_no_shape_fetches(run, workspace, listener):
    add_shape(workspace, ESCAPED.replace("@", listener.address))
    done = run("check", "--workspace", workspace)
    assert listener.counted() == 0
    assert (done.returncode, done.stdout) == (3, "")
    assert "ontology/terms/claims.ttl:" in done.stderr
    assert "kg:Claim: the check asked for the network" in done.stderr


def test_no_shape_fetches_what_a_sheet_adds(tmp_path, listener):
    folder = material.workspace(tmp_path)
    add_shape(folder, ESCAPED.replace("@", listener.address))
    row = {"who": "3rd Brigade", "who kind": "military unit", "speaker": "North Korea"}
    relation = {"relation": "is part of", "whom": "Storm Corps"}
    quote = {"quote": "The 3rd Brigade is part of the Storm Corps"}
    with pytest.raises(KgError, match="asked for the network"):
        material.add(folder, material.NEW | row | relation | quote)
    assert listener.counted() == 0


@pytest.mark.parametrize(
    ("command", "place", "header"),
    [
        (("check",), "ontology/checks/x.rq", "# {0}\n"),
        (("migrate",), "ontology/migrations/x.rq", ""),
        (("ask", "x"), "ontology/queries/x.rq", "# {1}\n"),
    ],
    ids=["rule", "migration", "question"],
)
def test_no_query_of_a_workspace_fetches(run, workspace, listener, command, place, header):
    rule = "title: T\n# problem: p\n# remedy: r\n# severity: error"
    question = "title: T\n# question: Who?\n# none: Nobody."
    text = header.format(rule, question) + SERVICE.replace("@", listener.address)
    (workspace / place).write_text(text)
    done = run(*command, "--workspace", workspace)
    assert listener.counted() == 0
    assert (done.returncode, done.stdout) != (0, "")
    assert done.returncode in (2, 3)
    assert "SERVICE" in done.stderr


def test_no_query_fetches(run, core, listener):
    done = run("query", SERVICE.replace("@", listener.address))
    assert (listener.counted(), done.returncode) == (0, 2)
    assert "SERVICE would fetch" in done.stderr


def evaluated_query(query, core, tmp_path):
    with run_limited(lambda out: out.write(str(list(core.query(query))).encode()), 60):
        pass


def evaluated_rule(query, core, tmp_path):
    rule = Rule("x", "T", "p", "r", "error", query, "ontology/checks/x.rq")
    value_limited(
        lambda: list(rule_findings(rule, core.store, SourceMap([], CORE))), 60, "the check"
    )


def evaluated_migration(query, core, tmp_path):
    (tmp_path / "x.rq").write_text(query)
    read_migrations([tmp_path], core_documents(), CORE)


def core_documents():
    from tests.checks.material import good

    return good()[:1]


@pytest.mark.parametrize("evaluate", [evaluated_query, evaluated_rule, evaluated_migration])
@pytest.mark.parametrize("silent", ["SILENT", ""])
def test_a_clause_that_the_guard_misses_ends_the_evaluation(
    unguarded, core, tmp_path, listener, evaluate, silent
):
    query = SERVICE.replace("@", listener.address).replace("SILENT", silent)
    with pytest.raises(KgError, match="asked for the network, which is closed to it") as ended:
        evaluate(query, core, tmp_path)
    assert listener.counted() == 0
    assert isinstance(ended.value, UsageError) == (evaluate is evaluated_query)
    assert (ended.value.where or "").endswith("x.rq") == (evaluate is not evaluated_query)


def test_a_query_in_the_callers_process_fetches_nothing(unguarded, core, listener):
    query = SERVICE.replace("@", listener.address)
    with pytest.raises(KgError, match="without network: Permission denied"):
        core.query(query.replace("SILENT", ""))
    core.query(query)  # SILENT: whatever goes wrong there, the query goes on
    assert listener.counted() == 0


@pytest.mark.parametrize("form", ["SELECT ?service", "ASK", "CONSTRUCT { ?service a ?kind }"])
def test_a_query_that_only_names_the_word_is_answered(core, form):
    query = form + " WHERE { VALUES ?service { kgd:state-russia } ?service a ?kind }"
    other = query.replace("service", "state")
    ours, theirs = core.query(query), core.query(other)
    if form == "ASK":
        assert ours and theirs  # noqa: PT018  # two truth values
    else:
        assert {str(row) for row in ours} == {
            str(row).replace("state=", "service=") for row in theirs
        }


def test_a_thread_without_network_and_the_others(listener):
    def meet():
        with socket.create_connection(listener.socket.getsockname()):
            return True

    def refuse(family):
        with pytest.raises(PermissionError):
            socket.socket(family)

    without_network(lambda: refuse(socket.AF_INET))
    without_network(lambda: refuse(socket.AF_INET6))
    without_network(lambda: refuse(socket.AF_UNIX))
    without_network(lambda: without_network(lambda: refuse(socket.AF_INET)))
    with pytest.raises(PermissionError):
        without_network(meet)
    assert listener.counted() == 0
    assert meet()
    met = []
    thread = threading.Thread(target=lambda: met.append(meet()))
    thread.start()
    thread.join()
    assert met == [True]


@pytest.mark.parametrize("error", [KeyError("x"), KgError("what", "where")])
def test_what_a_call_without_network_raises_is_raised(error):
    def fail():
        raise error

    with pytest.raises(type(error)) as raised:
        without_network(fail)
    assert raised.value is error


WITHOUT_FILTER = """
import sys, urllib.request
from kg.errors import UsageError
from kg.store import sandbox
from kg.store.limits import run_limited
sandbox._MACHINES.clear()  # a machine whose kernel we cannot ask
def fetch(out=None):
    return urllib.request.urlopen(sys.argv[1])
try:
    sandbox.without_network(fetch)
except OSError as error:
    print("refused" if isinstance(error.reason, PermissionError) else error)
try:
    run_limited(fetch, 30)
except UsageError as error:
    print(error.what)
"""


def test_where_the_kernel_has_no_filter_python_has_no_sockets(listener):
    words = [sys.executable, "-c", WITHOUT_FILTER, listener.address]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    first, second = done.stdout.splitlines()
    assert first == "refused"
    assert "asked for the network" in second
    assert listener.counted() == 0


def test_a_name_is_not_looked_up(listener):
    with pytest.raises(UsageError, match="asked for the network"):
        run_limited(lambda out: urlopen("http://nobody.example.org/"), 60)


#: What is asked of a dataset: True where rdflib's own engine shall answer.
ASKED = {
    "query": ("query", "SELECT * { SERVICE SILENT <@> {?s ?p ?o} }", {}),
    "rdflib's": (
        "query",
        "SELECT * { S\\u0045RVICE <@> {?s ?p ?o} }",
        {"use_store_provided": False},
    ),
    "FROM": ("query", "SELECT * FROM <@> { ?s ?p ?o }", {"use_store_provided": False}),
    "LOAD": ("update", "LOAD SILENT <@>", {}),
    "rdflib's LOAD": ("update", "L\\u004fAD <@>", {"use_store_provided": False}),
    "INSERT": ("update", "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <@> {?s ?p ?o} }", {}),
}


@pytest.fixture(scope="module")
def graph(core):
    """At a date the graph lies in memory, where it can be updated."""
    return kg.open(core.layout.root, as_of="2024")


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("of", ["dataset", "graph"])
def test_no_dataset_fetches(graph, listener, of, name):
    method, text, options = ASKED[name]
    dataset = graph.dataset()
    # For rdflib a graph alone has no dataset from which FROM could choose.
    asked = dataset if of == "dataset" or name == "FROM" else next(iter(dataset.graphs()))
    with pytest.raises(Exception, match=r"would fetch|without network|Could not load"):
        getattr(asked, method)(text.replace("@", listener.address), **options)
    assert listener.counted() == 0


def test_no_dataset_fetches_for_what_was_parsed_before(graph, listener):
    from rdflib.plugins.sparql import prepareQuery, prepareUpdate

    dataset = graph.dataset()
    service = prepareQuery(f"SELECT * {{ SERVICE <{listener.address}> {{ ?s ?p ?o }} }}")
    for asked in (dataset, dataset.default_graph, dataset.graph("http://example.org/g")):
        with pytest.raises(KgError, match="without network"):
            asked.query(service)
    with pytest.raises(Exception, match="Could not load"):
        dataset.update(prepareUpdate(f"LOAD <{listener.address}>"))
    assert listener.counted() == 0


@pytest.mark.parametrize(("method", "text", "options"), list(ASKED.values())[:5])
def test_a_dataset_fetches_where_it_was_asked_to(core, graph, method, text, options):
    dataset = graph.dataset(network=True)
    with Listener() as listening:
        with contextlib.suppress(Exception):  # it hangs up on them
            list(getattr(dataset, method)(text.replace("@", listening.address), **options) or ())
        assert listening.counted() > 0
