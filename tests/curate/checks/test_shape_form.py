"""A shape that is not as the SHACL recommendation has it is told by its file, line and name, whatever it is."""

from __future__ import annotations

import pytest

from kg.curate.checks.shape_form import form_findings
from kg.curate.checks.shapes import Shacl
from kg.curate.checks.source_map import SourceMap
from kg.errors import KgError, QueryTimeoutError
from kg.store.limits import Limits, value_limited
from tests.conftest import ROOT
from tests.curate.checks.test_shapes import documents

pytestmark = pytest.mark.usefixtures("on_small_core")

# What the recommendation says of each (https://www.w3.org/TR/shacl/, sections 2 to 6).
WRONG = {
    "sh:severity 5": "sh:severity is “5”, and must be an IRI",
    "sh:deactivated 5": "sh:deactivated is “5”, and must be true or false",
    'sh:deactivated "true"': "sh:deactivated is “true”, and must be true or false",
    'sh:target "a"': "sh:target is “a”, and must be a node",
    "sh:in e:no": "sh:in is <http://example.org/no>, and must be a list",
    "sh:in ( 1 2 ), ( 3 )": "sh:in stands there 2 times",
    "sh:property [ sh:path () ; sh:minCount 1 ]": "sh:path is an empty list",
    "sh:property [ sh:path ( e:name ) ]": "sh:path is a list of one",
    "sh:property [ sh:path [] ]": "sh:path is a node without a name",
    "sh:property [ sh:path [ sh:inversePath 5 ] ]": "sh:path is “5”",
    "sh:property [ sh:path [ sh:alternativePath e:name ] ]": "must be a property or a path",
    "sh:property [ sh:path e:name, e:other ]": "sh:path stands there 2 times",
    "sh:property _:p . _:p sh:path _:l . _:l rdf:first _:l ; rdf:rest ( _:l _:l )": "in a circle",
    "sh:property [ sh:path e:name ; sh:minCount -1 ]": "sh:minCount is “-1”",
    'sh:property [ sh:path e:name ; sh:maxCount "2" ]': "sh:maxCount is “2”, and must be a whole",
    "sh:property [ sh:path e:name ; sh:minCount 1, 2 ]": "sh:minCount stands there 2 times",
    "sh:property [ sh:path e:name ; sh:uniqueLang 1 ]": "sh:uniqueLang is “1”",
    "sh:property [ sh:path e:name ; sh:lessThan 5 ]": "sh:lessThan is “5”, and must be an IRI",
    "sh:property [ sh:path e:name ; sh:qualifiedMinCount 1 ]": "without sh:qualifiedValueShape",
    "sh:property e:no": "sh:property is <http://example.org/no>, and must be a property shape",
    "sh:minCount 1": "sh:minCount does nothing without sh:path",
    "sh:class 'x'": "sh:class is “x”, and must be an IRI",
    "sh:datatype 'x'": "sh:datatype is “x”, and must be an IRI",
    "sh:nodeKind e:Thing": "sh:nodeKind is <http://example.org/Thing>, and must be one of sh:IRI",
    "sh:pattern 5": "sh:pattern is “5”, and must be a text",
    "sh:flags 'i'": "sh:flags does nothing without sh:pattern",
    "sh:minLength 'x'": "sh:minLength is “x”",
    "sh:minInclusive e:Thing": "sh:minInclusive is <http://example.org/Thing>, and must be a literal",
    "sh:languageIn ( 5 )": "sh:languageIn holds “5”, and must be a list of texts",
    "sh:languageIn 'en'": "sh:languageIn is “en”, and must be a list of texts",
    "sh:closed 'yes'": "sh:closed is “yes”",
    "sh:ignoredProperties ( e:name )": "sh:ignoredProperties does nothing without sh:closed",
    "sh:closed true ; sh:ignoredProperties ( 'x' )": "holds “x”, and must be a list of IRIs",
    "sh:and e:Thing": "sh:and is <http://example.org/Thing>, and must be a list of shapes",
    "sh:or ( 'x' )": "sh:or holds “x”, and must be a list of shapes",
    "sh:xone _:l . _:l rdf:first e:Thing ; rdf:rest _:l": "must be a list of shapes",
    "sh:not 'x'": "sh:not is “x”, and must be a shape",
    "sh:node e:no": "sh:node is <http://example.org/no>, and must be a shape",
    "sh:message 5": "sh:message is “5”, and must be a text",
    "sh:targetNode []": "sh:targetNode is a node without a name",
    "sh:targetSubjectsOf 'x'": "sh:targetSubjectsOf is “x”, and must be an IRI",
    "sh:sparql 'x'": "sh:sparql is “x”, and must be a node",
    "sh:sparql [ sh:select 5 ]": "sh:select is “5”, and must be a text",
    "sh:sparql [ sh:select 'ASK { $this ?p ?o }' ]": "begins with SELECT, not ASK",
    "sh:sparql [ sh:select 'CONSTRUCT { $this a ?o } WHERE { $this a ?o }' ]": "not CONSTRUCT",
    "sh:sparql [ sh:select 'SELECT $this { $this' ]": "sh:select is not SPARQL, in line 1",
    "sh:sparql [ sh:select 'SELECT $this { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }' ]": "SERVICE",
}
COMPONENT = "sh:class e:Thing . e:Part a sh:ConstraintComponent ; "
PARAMETER = "sh:parameter [ sh:path e:most ] ; "
BROKEN_COMPONENTS = {
    "sh:validator [ sh:ask 'ASK {}' ]": "has no sh:parameter",
    "sh:parameter 5 ; sh:validator [ sh:ask 'ASK {}' ]": "sh:parameter is “5”",
    "sh:parameter [ sh:name 'x' ] ; sh:validator [ sh:ask 'ASK {}' ]": "needs one sh:path",
    "sh:parameter [ sh:path ( e:a e:b ) ] ; sh:validator [ sh:ask 'ASK {}' ]": "needs one sh:path",
    "sh:parameter [ sh:path sh:minCount ] ; sh:validator [ sh:ask 'ASK {}' ]": "takes sh:minCount",
    "sh:parameter [ sh:path e:most ; sh:optional true ] ; sh:validator [ sh:ask 'ASK {}' ]": "optional",
    f"{PARAMETER} rdf:value 1": "has no validator",
    f"{PARAMETER} sh:validator 5": "sh:validator is “5”",
    f"{PARAMETER} sh:validator [ sh:ask 5 ]": "sh:ask is “5”",
    f"{PARAMETER} sh:validator [ sh:ask 'nonsense' ]": "sh:ask is not SPARQL, in line 1, column 1",
    f"{PARAMETER} sh:validator [ sh:ask 'SELECT $this {{}}' ]": "begins with ASK, not SELECT",
    f"{PARAMETER} sh:validator [ sh:select 'SELECT $this {{}}' ]": "the sh:validator of a",
    f"{PARAMETER} sh:nodeValidator [ sh:ask 'ASK {{}}' ]": "the sh:nodeValidator of a",
}


def findings_of(shape: str):
    ontology, _ = documents(shape)
    return form_findings([ontology], SourceMap([ontology]))


@pytest.mark.parametrize("shape", WRONG)
def test_what_shacl_does_not_allow_is_told_at_its_shape(shape):
    errors = [f for f in findings_of(shape) if f.severity == "error"]
    (found,) = [f for f in errors if WRONG[shape] in f.problem]
    assert (found.check, found.where) == ("shape-form", "ontology/terms/own.ttl:9")
    assert found.term == "http://example.org/Bad"
    assert found.remedy


@pytest.mark.parametrize("component", BROKEN_COMPONENTS)
def test_a_broken_constraint_component_is_told_and_no_shape_is_blamed(component):
    found = findings_of(COMPONENT + component)
    assert any(BROKEN_COMPONENTS[component] in f.problem for f in found), found
    assert {f.term for f in found} == {"http://example.org/Part"}
    assert {f.where for f in found} == {"ontology/terms/own.ttl:9"}


@pytest.mark.parametrize(
    "shape",
    [
        "sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this { ?this a e:Thing }' ]",
        "sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate e:p ; sh:object e:o ]",
        "sh:js [ sh:jsFunctionName 'f' ]",
        "sh:expression [ sh:path e:name ]",
        "sh:property [ sh:path e:name ; sh:values 5 ]",
        "sh:class e:Thing . e:Bad a sh:SPARQLFunction",
    ],
)
def test_what_is_not_run_is_said(shape):
    (found,) = findings_of(shape)
    assert (found.check, found.severity) == ("shape-not-run", "review")
    assert "is not run here" in found.problem
    assert found.where in ("ontology/terms/own.ttl:8", "ontology/terms/own.ttl:9")
    assert found.term == "http://example.org/Bad"


@pytest.mark.parametrize(
    "shape",
    [
        "sh:property [ sh:path ( [ sh:inversePath e:p ] e:q [ sh:alternativePath ( e:p e:q ) ] ) ]",
        "sh:property [ sh:path [ sh:zeroOrMorePath e:p ] ; sh:minCount 0 ; sh:maxCount 9 ]",
        "sh:in () ; sh:severity sh:Warning ; sh:deactivated false ; sh:nodeKind sh:BlankNodeOrIRI",
        "sh:severity e:Grave ; sh:message 'x'@en, 'y'@de ; sh:targetNode 'x', e:a ; sh:order 1.5",
        "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:pattern '^a' ; sh:flags 'i'",
        "sh:or ( [ sh:class e:Thing ] e:Thing ) ; sh:not [ sh:hasValue 5 ] ; sh:languageIn ( 'en' )",
        "sh:property [ sh:path e:p ; sh:qualifiedValueShape e:Thing ; sh:qualifiedMaxCount 1 ]",
        "sh:sparql [ sh:message 'x' ; sh:select '''# ASK\nSELECT $this { $this $PATH \"ASK\" }''' ]",
        f"{COMPONENT}{PARAMETER}sh:validator [ sh:ask 'ASK {{ FILTER ($value < $most) }}' ]",
        f"{COMPONENT}{PARAMETER}sh:propertyValidator [ sh:select 'SELECT $this {{ $this $PATH ?v }}' ]",
    ],
)
def test_what_shacl_allows_is_fine(shape):
    assert findings_of(shape) == []


def test_shapes_nested_beyond_all_sense_are_told_in_a_few_words():
    depth = 60
    ontology, data = documents("sh:and ( [ " * depth + "sh:class e:Thing" + " ] )" * depth)
    with pytest.raises(KgError, match="nested too deeply") as told:
        Shacl([ontology]).findings([data], SourceMap([ontology, data]))
    assert told.value.where == "ontology/terms/own.ttl:8"
    assert len(told.value.what) < 200


MARK = 'name = "o"\ncore = "0.1.0"\nprefix = "o"\nnamespace = "https://example.org/o/ns/"\n'
OWN = """@prefix e: <https://example.org/o/x/> .
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

"""


@pytest.fixture
def check(run, tmp_path):
    """Run ``kg check`` on a workspace with some shapes."""

    def call(shapes: str, *options: str):
        for folder in ("ontology/terms", "seeds"):
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "kg.toml").write_text(MARK)
        (tmp_path / "ontology" / "terms" / "own.ttl").write_text(OWN + shapes)
        return run("check", "--workspace", tmp_path, *options)

    return call


def test_the_command_tells_a_broken_component_and_blames_no_shape_of_the_core(check):
    done = check("e:C a sh:ConstraintComponent ; sh:validator [ sh:ask 'ASK {}' ] .")
    assert done.returncode == 1
    assert done.stderr == ""
    assert "ontology/terms/own.ttl:5: error [shape-form] https://example.org/o/x/C: " in done.stdout
    assert "core/" not in done.stdout
    assert ", 0 shapes," in done.stdout


@pytest.mark.parametrize(
    "shape",
    [
        f"sh:targetNode '{'a' * 40}b' ; sh:pattern '^(a+)+$'",
        "sh:sparql [ sh:message 'x' ; sh:select 'SELECT $this { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r . ?s ?t ?u . ?v ?w ?x . ?y ?z ?1 }' ]",
    ],
)
def test_the_one_shape_that_never_ends_is_named(shape):
    calm = "e:Calm a sh:NodeShape ; sh:targetClass e:Thing ; sh:sparql [ sh:message 'x' ;"
    calm += " sh:select 'SELECT $this { $this a <urn:no> }' ]"
    ontology, data = documents(f"{shape} .\n{calm}")
    shacl = Shacl([ontology])
    with pytest.raises(QueryTimeoutError) as told:
        value_limited(
            lambda: shacl.findings([data], SourceMap([ontology, data])), Limits(2), "the check"
        )
    assert told.value.where == "ontology/terms/own.ttl:8 http://example.org/Bad"


def test_the_shapes_of_the_core_have_the_form_of_shacl():
    from kg.build.pipeline import parse_texts
    from kg.text.inputs import read_inputs
    from kg.text.layout import find_layout

    layout = find_layout(ROOT)
    ontology = parse_texts(layout, read_inputs(layout)).ontology
    assert form_findings(ontology, SourceMap(ontology)) == []
