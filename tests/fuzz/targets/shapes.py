"""SHACL in a file of terms: nodes are tried on it, or the shape that cannot be used is named."""

from __future__ import annotations

import warnings

from kg.curate.checks.shape_form import form_findings
from kg.curate.checks.shapes import Shacl
from kg.curate.checks.source_map import SourceMap
from kg.iris import ONTOLOGY_GRAPH
from kg.text.inputs import InputFile
from kg.text.turtle.document import parse_turtle, source_iri
from tests.fuzz.inputs import ROOT, edited

_PREFIXES = b"""@prefix kg: <https://w3id.org/entente/ns/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
_SHAPES = (
    b'kg:A a owl:Class, sh:NodeShape ;\n    sh:property [ sh:path kg:p ; sh:minCount 1 ; sh:message "x" ] .\n',
    b"kg:A a owl:Class, sh:NodeShape ;\n    sh:property [ sh:path kg:p ; sh:or ( [ sh:datatype xsd:date ] [ sh:class kg:A ] ) ] .\n",
    b'kg:A a owl:Class, sh:NodeShape ;\n    sh:property [ sh:path ( kg:p [ sh:inversePath kg:q ] ) ; sh:pattern "^(a+)+$" ; sh:flags "i" ] .\n',
    b"kg:A a owl:Class, sh:NodeShape ;\n    sh:closed true ;\n    sh:ignoredProperties ( kg:p ) ;\n    sh:not [ sh:hasValue 1 ] .\n",
    b"kg:A a owl:Class, sh:NodeShape ;\n    sh:property [ sh:path kg:p ; sh:in ( 1 2 ) ; sh:maxInclusive 5 ; sh:nodeKind sh:IRI ; sh:uniqueLang true ; sh:languageIn ( 'en' ) ] .\n",
    b'kg:A a owl:Class, sh:NodeShape ;\n    sh:sparql [ sh:select "SELECT $this ?value WHERE { $this <https://w3id.org/entente/ns/p> ?value }" ; sh:message "{?value}" ] .\n',
    b"kg:S a sh:NodeShape ;\n    sh:targetSubjectsOf kg:p ;\n    sh:targetNode 1 ;\n    sh:node kg:S ;\n    sh:property [ sh:path kg:q ; sh:qualifiedValueShape [ sh:class kg:A ] ; sh:qualifiedMinCount 1 ] .\n",
)  # fmt: skip
_DATA = b"""<https://w3id.org/entente/id/x-y> a kg:A ; kg:p 1, 'x'@en, [ kg:q kg:A ] ; kg:q <http://e/x> .
kg:z a kg:A .
"""
SEEDS = [_PREFIXES + shape for shape in _SHAPES] + [_PREFIXES + b"\n".join(_SHAPES)]
_WORDS = [
    *(b"sh:path", b"sh:minCount -1 ;", b"sh:minCount 'x' ;", b"sh:minLength 1e3 ;", b"sh:pattern '(' ;", b"sh:datatype 1 ;", b"sh:class [] ;", b"sh:in kg:x ;"),
    *(b"sh:targetClass kg:A ;", b"sh:targetNode _:b ;", b"sh:and ( ) ;", b"sh:xone kg:x ;", b"sh:severity 1 ;", b"sh:deactivated 'x' ;", b"sh:select 1 ;"),
    *(b"sh:zeroOrMorePath", b"sh:alternativePath", b"sh:equals kg:q ;", b"sh:lessThan 1 ;", b"sh:message 1 ;", b"sh:prefixes kg:x ;", b"kg:A", b"[]", b"1", b"()"),
]  # fmt: skip
INPUTS = edited(SEEDS, _WORDS)
GOOD = SEEDS[-1].replace(b"sh:node kg:S ;", b"")
EXAMPLES = 12


def hold(data: bytes) -> None:
    """The same shapes can be tried twice, and say the same."""
    name = "ontology/terms/x.ttl"
    ontology = parse_turtle(InputFile(ROOT / name, name, data), ONTOLOGY_GRAPH)
    source = InputFile(ROOT / "x.ttl", "x.ttl", _PREFIXES + _DATA)
    seeds = [parse_turtle(source, source_iri("x"))]
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        source_map = SourceMap([ontology, *seeds])
        form = form_findings([ontology], source_map)
        assert all(finding.file == name and finding.problem for finding in form)
        shacl = Shacl([ontology])
        found = shacl.findings(seeds, source_map)
        assert set(shacl.findings(seeds, source_map)) == set(found)
    assert all(finding.check and finding.problem and finding.remedy for finding in found)
    assert not warned, warned[0].message  # they would stand in the way of a user's findings
