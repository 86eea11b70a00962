"""Two workspaces and the core in one process: each has its own short names, and keeps them.

Both workspaces call their namespace ``my:``. The one opened later must change nothing of the other.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

import kg
from kg.api import Graph
from kg.build.pipeline import parse_texts, store_of_texts
from kg.build.refusals import structure_findings
from kg.curate.checks.run import Material, run_checks
from kg.curate.diff.compare import compare
from kg.curate.migrate import Use, migrated_files
from kg.errors import DataError, UsageError
from kg.graph.names import class_named
from kg.graph.terms import Terms
from kg.iris import KG
from kg.publish.formats._rdf import RdfFormat
from kg.publish.terminal.tables import write_result
from kg.store.sparql import run as asked
from kg.text.inputs import InputFile, read_inputs
from kg.text.layout import Layout, find_layout
from tests.conftest import ROOT

HEAD = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix my: <{namespace}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix src: <https://w3id.org/entente/source/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
TERMS = """\
my:{name} a owl:Class, sh:NodeShape ;
    rdfs:label "{label}"@en ;
    rdfs:subClassOf kg:Organisation ;
    skos:definition "Organisation that bears arms and is no part of a state's forces."@en ;
    dcterms:source <{namespace}> ;
    rdfs:isDefinedBy <{namespace}> .
"""
SOURCE = """\
src:field-notes a kg:Report ;
    dcterms:title "Field notes" ;
    kg:recordedAt "2026-11-24"^^xsd:date ;
    kg:curator kgd:organisation-entente-editors ;
    kg:reviewStatus kg:draft .

kgd:militia-dan-na a my:{name} ;
    rdfs:label "Dan Na"@en .
"""
RULE = """\
# title: A militia
# problem: {focus} is a {kind}
# remedy: none is needed
# severity: review
SELECT ?focus ?kind { ?focus a my:NAME ; a ?kind FILTER(?kind = my:NAME) }
"""
MIGRATION = "SELECT ?old ?new { BIND(my:Gang AS ?old) BIND(my:NAME AS ?new) }\n"


class Kind(NamedTuple):
    """What sets one workspace apart: its namespace, and the name and label of its one class."""

    namespace: str
    name: str
    label: str


MALI = Kind("https://example.org/mali/ns/", "Militia", "militia")
NIGER = Kind("https://example.org/niger/ns/", "VillageGuard", "village guard")


def workspace(folder: Path, kind: Kind) -> Path:
    texts = {
        "kg.toml": f'name = "x"\nprefix = "my"\nnamespace = "{kind.namespace}"\ncore = "0.1.0"\n',
        "ontology/my.ttl": HEAD + "<{namespace}> a owl:Ontology .\n",
        "ontology/terms/own.ttl": HEAD + TERMS,
        "seeds/field-notes.ttl": HEAD + SOURCE,
    }
    for name, text in texts.items():
        filled = text if name == "kg.toml" else text.format(**kind._asdict())
        put(folder / name, filled)
    put(folder / "ontology/checks/a-militia.rq", RULE.replace("NAME", kind.name))
    put(folder / "ontology/migrations/one.rq", MIGRATION.replace("NAME", kind.name))
    return folder


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def graphs(tmp_path_factory) -> tuple[Graph, Graph]:
    """Both workspaces, opened one after the other; all tests ask them after that."""
    mali, niger = (
        workspace(tmp_path_factory.mktemp(name), kind)
        for name, kind in (("mali", MALI), ("niger", NIGER))
    )
    return kg.open(mali), kg.open(niger)


@pytest.fixture(params=[0, 1], ids=["opened first", "opened second"])
def own(request, graphs) -> tuple[Graph, Kind, Kind]:
    """A graph, what its ``my:`` stands for, and what that of the other stands for."""
    kinds = (MALI, NIGER)
    return graphs[request.param], kinds[request.param], kinds[1 - request.param]


@pytest.mark.slow
def test_each_graph_has_its_own_short_names(own):
    graph, kind, other = own
    iri = kind.namespace + kind.name
    assert graph.prefixes.shorten(iri) == f"my:{kind.name}"
    assert graph.prefixes.expand(f"my:{kind.name}") == iri
    assert graph.prefixes.is_term(iri)
    foreign = other.namespace + other.name
    assert graph.prefixes.shorten(foreign) == foreign
    assert not graph.prefixes.is_term(foreign)


def test_each_graph_is_queried_by_its_own(own):
    graph, kind, other = own
    rows = graph.query("SELECT ?m { ?m a my:" + kind.name + " }")
    assert [row["m"].value for row in rows] == ["https://w3id.org/entente/id/militia-dan-na"]
    assert not bool(graph.query("ASK { ?m a my:" + other.name + " }"))


def test_the_core_knows_neither(graphs, core):
    assert "my" not in core.prefixes
    assert core.prefixes.shorten(MALI.namespace + "x") == MALI.namespace + "x"
    assert core.prefixes.expand("my:Militia") is None
    with pytest.raises(UsageError, match="the prefix my: is not declared"):
        core.query("ASK { ?m a my:Militia }")
    with pytest.raises(UsageError, match="there is no term"):
        Terms(core).find("my:Militia")


def test_an_undeclared_prefix_is_told_which_are_known(own):
    with pytest.raises(UsageError, match="is not declared") as refused:
        own[0].query("ASK { ?m a our:x }")
    assert refused.value.remedy.endswith("known without that: rdf rdfs owl xsd skos dcterms prov"
                                         " org oa edtf kg kgd src my")  # fmt: skip


def test_tables_and_graphs_show_them(own):
    graph, kind, other = own
    values = f"<{kind.namespace}{kind.name}> <{other.namespace}x>"
    rows = graph.query(f"SELECT ?t {{ VALUES ?t {{ {values} }} }}")
    assert f"<td>my:{kind.name}</td>" in rows._repr_html_()
    assert f"<td>{other.namespace}x</td>" in rows._repr_html_()
    out = io.BytesIO()
    made = asked(
        graph.store,
        f"CONSTRUCT {{ ?m a my:{kind.name} }} WHERE {{ ?m a my:{kind.name} }}",
        prefixes=graph.prefixes,
    )
    write_result(made, "ttl", out, 80, graph.prefixes)
    assert f"@prefix my: <{kind.namespace}> ." in out.getvalue().decode()
    assert f"kgd:militia-dan-na a my:{kind.name} ." in out.getvalue().decode()


def test_terms_are_found_and_named_by_them(own):
    graph, kind, other = own
    iri = kind.namespace + kind.name
    term = Terms(graph).find(f"my:{kind.name}")
    assert (term.iri, term.name) == (iri, f"my:{kind.name}")
    assert Terms(graph).find(kind.label) == term
    assert class_named(graph, f"my:{kind.name}", "--kind") == iri
    with pytest.raises(UsageError) as refused:
        class_named(graph, f"{kind.label} x", "--kind")
    assert f"{kind.label} (my:{kind.name})" in refused.value.remedy
    with pytest.raises(UsageError):
        Terms(graph).find(f"my:{other.name}")


@pytest.mark.parametrize("form", [ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG])
def test_exports_declare_them(own, form):
    graph, kind, other = own
    text = RdfFormat(form).render(graph).decode()
    assert f"@prefix my: <{kind.namespace}> ." in text
    assert other.namespace not in text


def edited(layout: Layout, name: str, before: str, after: str) -> list[InputFile]:
    """The files of a layout with a text replaced in one of them."""
    files = read_inputs(layout)
    (file,) = (file for file in files if file.shown == name)
    assert before in file.data.decode()
    data = file.data.decode().replace(before, after).encode()
    return [InputFile(f.path, f.shown, data) if f is file else f for f in files]


def test_a_misspelt_term_is_named_and_the_right_one_too(own):
    graph, kind, _ = own
    wrong = f"{kind.name}s"
    files = edited(graph.layout, "seeds/field-notes.ttl", f"my:{kind.name}", f"my:{wrong}")
    texts = parse_texts(graph.layout, files)
    (finding,) = structure_findings(texts.ontology, texts.seeds, texts.terms)
    assert finding.term == f"my:{wrong}"
    assert finding.problem == f"my:{wrong} is not a term of the ontology"
    assert f"did you mean my:{kind.name}?" in finding.remedy


def test_an_undeclared_prefix_of_a_file_has_its_remedy(own):
    graph, kind, _ = own
    line = f"@prefix my: <{kind.namespace}> .\n"
    files = edited(graph.layout, "seeds/field-notes.ttl", line, "")
    with pytest.raises(DataError) as refused:
        parse_texts(graph.layout, files)
    assert line.strip() in refused.value.findings[0].remedy


@pytest.mark.slow
def test_rules_and_findings_speak_them(own):
    graph, kind, _ = own
    texts = parse_texts(graph.layout, read_inputs(graph.layout))
    material = Material(texts.ontology, texts.seeds, texts.terms, lambda: store_of_texts(texts))
    report = run_checks(material, graph.layout.folders("ontology/checks"))
    (finding,) = (finding for finding in report.findings if finding.check == "a-militia")
    assert finding.problem == f"kgd:militia-dan-na is a my:{kind.name}"


def test_migrations_need_no_prefix_line(own):
    graph, kind, _ = own
    terms, _ = migrated_files(graph.layout)
    assert terms[Use(f"{kind.namespace}Gang")] == kind.namespace + kind.name


def test_a_difference_is_shown_by_them(own, tmp_path):
    graph, kind, _ = own
    changed = workspace(tmp_path / "changed", kind)
    terms = changed / "ontology/terms/own.ttl"
    terms.write_text(
        terms.read_text().replace("rdfs:subClassOf kg:Organisation", "rdfs:subClassOf kg:Actor")
    )
    diff = compare(str(graph.layout.root), str(changed))
    (change,) = diff.changes
    assert change.id == f"my:{kind.name}"


def test_what_holds_no_workspace_is_shown_in_full():
    assert find_layout(ROOT).prefixes["kg"] == KG
    assert "my" not in find_layout(ROOT).prefixes
