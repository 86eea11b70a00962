"""A source: what the build does not refuse is built, and can be asked, compared and written."""

from __future__ import annotations

from kg.claims.evidence.passages import read_evidence, read_origin, read_phrases
from kg.claims.evidence.verify import verify_source
from kg.claims.facts.view import View
from kg.curate.diff.compare import compare_sides
from kg.curate.diff.sides import texts_side
from kg.graph.contradictions import weigh
from kg.graph.stats import statistics
from kg.publish.formats.sheet import render
from kg.text.inputs import InputFile
from kg.text.turtle.document import parse_turtle, source_iri
from tests.fuzz.inputs import edited, files
from tests.fuzz.material import ROOT, good_texts, graph_of, texts_with

NAME = "good-article.ttl"
SEEDS = files(f"tests/checks/good/{NAME}")
_WORDS = [
    *(b"kg:lower 5 ;", b"kg:upper 0.5 ;", b"kg:best 1e3 ;", b'kg:best "9"^^xsd:integer ;', b"kg:lower -0.0 ;"),
    *(b'kg:time "2024-23/.."^^edtf:EDTF ;', b'kg:asOf "2024"^^edtf:EDTF ;', b"kg:unit kg:ratio ;", b"c:c001", b"kgd:x-y"),
    *(b"kg:stance kg:denies ;", b"kg:modality kg:warned ;", b"kg:supersedes c:c001 ;", b"kg:retracts c:c002 ;", b"[]"),
    *(b"kg:derivedFrom c:c003 ;", b"kg:mergedInto kgd:state-z ;", b"kg:measure kg:personnelKilled ;", b"a kg:Estimate ;"),
    *(b"rdf:object 5 ;", b"rdf:predicate kg:partOf ;", b"oa:start 99999 ;", b"oa:end x ;", b"a kg:Judgement ;", b"kg:qualifier kg:nearlyHalf ;"),
    *(b'"2024-13"', b'"Y17E8"^^edtf:EDTF', b'"x"@en', b"1", b"true", b"<http://e/x>", b'kg:wording "x" ;', b"kg:kind"),
]  # fmt: skip
INPUTS = edited(SEEDS, _WORDS)
GOOD = SEEDS[0]
EXAMPLES = 12


def hold(data: bytes) -> None:
    """Every reader of a built graph can read it."""
    document = parse_turtle(InputFile(ROOT / NAME, NAME, data), source_iri("good-article"))
    texts = texts_with(document)
    phrases = read_phrases(t for one in texts.ontology for t in one.triples)
    claims = [claim for claim in texts.claims if claim.iri.startswith(document.graph)]
    evidence = read_evidence(claims, document.triples, phrases)
    verify_source(evidence, read_origin("good-article", document.graph, document.triples), b"x")
    graph = graph_of(texts)
    weigh(graph, every=True)
    assert {claim.iri for claim in graph.claims.values()} >= {claim.iri for claim in claims}
    statistics(graph)
    render(graph)
    before, after = texts_side("before", good_texts()), texts_side("after", texts)
    there, back = compare_sides(before, after, View()), compare_sides(after, before, View())
    assert len(there.changes) == len(back.changes)
    assert not compare_sides(after, after, View()).changes
