"""kg query as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.conftest import ROOT

# The article: more than 6,000 killed or wounded, according to Britain's Defense Ministry.
WHO = (
    "SELECT ?who WHERE { ?c kg:source src:khaled-north-korea-russia ;"
    " kg:measure kg:personnelKilledOrWounded ; kg:attributedTo ?who }"
)
MINISTRY = "https://w3id.org/entente/id/agency-uk-ministry-of-defence"
KOREAN = 'SELECT ("폭풍군단" AS ?name) {}'


def test_a_table_by_default(run, core):
    done = run("query", WHO)
    assert done.returncode == 0
    assert "kgd:agency-uk-ministry-of-defence" in done.stdout
    assert done.stdout.rstrip().endswith("1 row")
    assert done.stderr == ""


def test_sparql_results_json(run, core):
    answer = json.loads(run("query", WHO, "--format", "json").stdout)
    assert answer["head"] == {"vars": ["who"]}
    assert answer["results"]["bindings"] == [{"who": {"type": "uri", "value": MINISTRY}}]


def test_the_other_row_formats(run, core):
    assert json.loads(run("query", WHO, "-f", "ndjson").stdout) == {"who": MINISTRY}
    assert list(csv.reader(io.StringIO(run("query", WHO, "-f", "csv").stdout))) == [
        ["who"],
        [MINISTRY],
    ]
    assert run("query", WHO, "-f", "tsv").stdout.splitlines() == ["?who", f"<{MINISTRY}>"]
    root = ET.fromstring(run("query", WHO, "-f", "xml").stdout)
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert [uri.text for uri in root.iter(f"{space}uri")] == [MINISTRY]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser
@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld"])
def test_graph_formats_are_read_by_another_tool(run, core, form):
    import rdflib

    query = "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a kg:State ; rdfs:label ?l }"
    done = run("query", query, "-f", form)
    graph = rdflib.Graph().parse(
        data=done.stdout, format={"ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}[form]
    )
    names = {str(name) for name in graph.objects(None, rdflib.RDFS.label)}
    assert {"Russia", "North Korea", "South Korea", "Ukraine"} <= names


def test_ask(run, core):
    assert run("query", "ASK { kgd:state-russia a kg:State }").stdout == "yes\n"
    assert run("query", "ASK { kgd:state-russia a kg:MilitaryUnit }").stdout == "no\n"
    answer = json.loads(run("query", "ASK { kgd:state-russia a kg:State }", "-f", "json").stdout)
    assert answer["boolean"] is True


@pytest.mark.parametrize(
    ("query", "form", "offer"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", "ttl", "csv"),
        ("ASK {}", "jsonld", "json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "ttl"),
    ],
)
def test_a_format_that_does_not_fit(run, core, query, form, offer):
    done = run("query", query, "-f", form)
    assert done.returncode == 2
    assert done.stdout == ""
    assert offer in done.stderr


def test_from_a_file_and_from_stdin(run, core, tmp_path):
    file = tmp_path / "who.rq"
    file.write_text("\ufeff" + WHO, encoding="utf-8")  # some editors write a BOM
    assert "agency-uk" in run("query", file).stdout
    assert "agency-uk" in run("query", "-", stdin=WHO).stdout
    assert "agency-uk" in run("query", "-", stdin="\ufeff" + WHO).stdout


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("SELECT ?x WHERE { ?x kg:measure }", 2, ["line 1, column 33"]),
        ("SELECT ?x WHERE {\n ?x foo:bar ?y }", 2, ["line 2", "foo:", "PREFIX foo:"]),
        ("nonsense", 2, ["line 1", "SELECT"]),
        ("", 2, ["line 1"]),
        ("SELECT ?x ?y { ?x a ?y } GROUP BY ?x", 2, ["neither grouped nor aggregated"]),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 2, ["SERVICE", "network"]),
        ("SELECT (<http://example.org/f>(1) AS ?x) {}", 3, ["example.org/f"]),
        ("DELETE WHERE { ?s ?p ?o }", 2, []),
        ("no-such-file.rq", 3, ["no-such-file.rq", "No such file"]),
        (".", 2, ["folder"]),
    ],
)
def test_a_wrong_query_is_explained(run, core, query, code, words):
    done = run("query", query)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert all(word in done.stderr for word in words), done.stderr


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT ?x WHERE {\n ?x kg:measure }", ", line 2, column 16: this is not SPARQL"),
        ("SELECT ?x WHERE { ?x foo:bar ?y }", ", line 1, column 22: the prefix foo:"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", ", line 1, column 12: SERVICE"),
        ("SELECT (<http://example.org/f>(1) AS ?x) {}", ": the query cannot be answered"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_name(run, core, tmp_path, query, place):
    file = tmp_path / "b.rq"
    file.write_text(query, encoding="utf-8")
    assert f"b.rq{place}" in run("query", file).stderr
    assert f": stdin{place}" in run("query", "-", stdin=query).stderr
    assert f": query{place}" in run("query", query).stderr


def test_what_is_wrong_in_the_query_of_an_export_is_told_with_its_name(run, core, tmp_path):
    file = tmp_path / "b.rq"
    file.write_text("SELECT ?x WHERE {\n ?x kg:measure }", encoding="utf-8")
    done = run("export", "nt", "-o", "-", "--query", file)
    assert done.returncode == 2
    assert "b.rq, line 2, column 16" in done.stderr


def test_a_query_that_is_not_utf8(run, core, tmp_path):
    file = tmp_path / "latin.rq"
    file.write_bytes("SELECT ('é' AS ?x) {}".encode("latin-1"))
    done = run("query", file)
    assert done.returncode == 2
    assert "not UTF-8" in done.stderr


def test_a_query_that_never_ends(run, core):
    started = time.monotonic()
    done = run("query", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "1")
    assert time.monotonic() - started < 10
    assert done.returncode == 3
    assert "1 second" in done.stderr
    assert "--timeout" in done.stderr


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + "{" * 20_000 + "}" * 20_000 + "}",
        "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT * { ?s " + "/".join(["<http://e/p>"] * 20_000) + " ?o }",
    ],
    ids=["groups", "brackets", "path"],
)
def test_a_query_too_deep_for_the_engine(run, core, query):
    done = run("query", "-", stdin=query)
    assert done.returncode in (0, 2, 3), done.stderr
    if done.returncode:
        assert "→" in done.stderr
        assert len(done.stderr) < 2_000


@pytest.mark.parametrize("limit", ["-1", "soon", "nan", "inf"])
def test_a_wrong_time_limit(run, core, limit):
    done = run("query", "ASK {}", "--timeout", limit)
    assert done.returncode == 2
    assert "timeout" in done.stderr


def test_output_to_a_file(run, core, tmp_path):
    target = tmp_path / "out.csv"
    done = run("query", WHO, "-f", "csv", "-o", target)
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text().split() == ["who", MINISTRY]
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize(
    ("target", "code", "words"),
    [
        ("/dev/full", 3, "No space left"),
        (".", 2, "folder"),
        ("/nonexistent/out.csv", 3, "No such file"),
        ("/dev/null/out.csv", 3, "Not a directory"),
    ],
)
def test_output_that_cannot_be_written(run, core, target, code, words):
    done = run("query", "ASK {}", "-o", target)
    assert done.returncode == code
    assert words in done.stderr


def test_a_failed_query_leaves_an_older_output_alone(run, core, tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("old")
    assert run("query", "SELECT", "-o", target).returncode == 2
    assert target.read_text() == "old"


def test_a_closed_pipe_is_no_traceback(core):
    query = "SELECT * { ?s ?p ?o }"
    line = f"'{sys.executable}' -m kg query '{query}' -f ndjson | head -1"
    done = subprocess.run(["sh", "-c", line], capture_output=True, cwd=ROOT, timeout=60)
    assert done.stderr == b""
    assert json.loads(done.stdout)


def test_stdout_on_a_full_disk(core):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "query", "ASK {}"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert done.returncode == 3
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("utf8", ["0", "1"])
def test_korean_in_a_plain_c_locale(run_process, core, utf8):
    settings = {"LC_ALL": "C", "PYTHONUTF8": utf8, "PYTHONCOERCECLOCALE": "0"}
    done = run_process("query", "-", stdin=KOREAN, **settings)
    assert done.returncode == 0
    assert "폭풍군단" in done.stdout
    done = run_process("query", KOREAN, **settings)
    assert done.returncode == 0, done.stderr
    assert "폭풍군단" in done.stdout


def test_the_first_query_builds_and_says_so(run, tmp_path):
    done = run("query", "ASK {}", KG_CACHE=str(tmp_path / "cache"))
    assert (done.returncode, done.stdout) == (0, "yes\n")
    assert done.stderr.count("built") == 1
    assert run("query", "ASK {}", KG_CACHE=str(tmp_path / "cache")).stderr == ""


@pytest.mark.parametrize("options", [(), ("--as-of", "2024")])
def test_heavy_packages_stay_out(run_process, core, options):
    done = run_process("query", "ASK {}", *options, PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    loaded = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()
    }
    assert "pyoxigraph" in loaded
    assert not loaded & {"rdflib", "networkx", "pyvis", "edtf", "numpy", "pyshacl", "owlrl"}


def test_what_is_known_only_by_its_recording_is_told(run, core):
    # The article carries no date: it counts from the day on which it was recorded (2026-11-23).
    done = run("query", "ASK { ?c kg:source src:khaled-north-korea-russia }", "--known-at", "2025")
    assert done.stdout == "no\n"
    assert "src:khaled-north-korea-russia" in done.stderr
    done = run("query", "ASK { ?c kg:source src:khaled-north-korea-russia }", "--known-at", "2026")
    assert done.stdout == "yes\n"


def test_a_wrong_scope_is_explained(run, core):
    for option, value, words in (
        ("--as-of", "2024-13", "2024-13"),
        ("--as-of", "", "--as-of"),
        ("--known-at", "2024/..", "no last day"),
        ("--source", "nobody", "khaled-north-korea-russia"),
    ):
        done = run("query", "ASK {}", option, value)
        assert done.returncode == 2, (option, value)
        assert words in done.stderr


def test_a_misspelt_term_is_no_silent_answer(run, core):
    done = run("query", "SELECT ?s { ?s a kg:Stat }", "-f", "csv")
    assert (done.returncode, done.stdout.split()) == (0, ["s"])
    assert "kg:Stat: did you mean kg:State?" in done.stderr


MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "kg", "query", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
sys.exit(done.returncode)
"""


def most_memory(*arguments: object) -> int:
    """The bytes that the largest process of a query held."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return int(done.stdout.splitlines()[-1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "parts"),
    # Of a graph the engine itself holds each triple, so as to give it once.
    [("json", 0.5), ("ndjson", 0.5), ("ttl", 3.5)],
)
def test_a_result_in_a_file_is_never_held_whole(core, tmp_path, form, parts):
    pairs = "{ ?x rdfs:label ?a . ?y rdfs:label ?b }"
    words = "x" * 650
    query = f'SELECT ("{words}" AS ?w) ?x ?y {pairs}'
    if form == "ttl":
        query = f'CONSTRUCT {{ ?x kg:statement ?w }} {{ {pairs} BIND(CONCAT("{words}", STR(?y)) AS ?w) }}'
    few = most_memory(f"{query} LIMIT 10", "-f", form, "-o", tmp_path / "few")
    many = most_memory(f"{query} LIMIT 60000", "-f", form, "-o", tmp_path / "many")
    size = (tmp_path / "many").stat().st_size
    assert size > 35_000_000
    assert many - few < parts * size
    assert sorted(path.name for path in tmp_path.iterdir()) == ["few", "many"]


def test_where_a_result_cannot_go_is_told_before_the_query_runs(run, tmp_path):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = run("query", endless, "--timeout", "0", "-o", tmp_path / "no" / "x.json")
    assert done.returncode == 3
    assert "No such file or directory" in done.stderr
