"""The W3C's own tests of SHACL Core (w3c/data-shapes), where a copy of them lies beside the repository."""

from __future__ import annotations

import tarfile
from collections import Counter
from functools import cache

import pyoxigraph as ox
import pytest

from kg.curate.checks.shacl.compiled import Compiled
from kg.curate.checks.shacl.outcome import SH, Term
from kg.curate.checks.shacl.triples import TYPE, Triples
from tests.conftest import ROOT

COPY = ROOT.parent / "shared" / "w3c" / "shacl.tgz"
BASE = "http://example.org/w3c/"
CORE = "data-shapes-test-suite/tests/core/"
_TEST, _MANIFEST = (
    "http://www.w3.org/ns/shacl-test#",
    "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
)
#: Left to pySHACL: qualified shapes, and shapes that lead to themselves.
LEFT = {
    *("complex/shacl-shacl", "node/qualified-001", "property/qualifiedMinCountDisjoint-001"),
    *("property/qualifiedValueShape-001", "property/qualifiedValueShapesDisjoint-001"),
}
#: sh:uniqueLang "1"^^xsd:boolean is no constraint by the recommendation; to pySHACL it is one.
AS_PYSHACL = {"property/uniqueLang-002"}

pytestmark = pytest.mark.skipif(not COPY.is_file(), reason=f"{COPY} is not here")


@cache
def files() -> dict[str, bytes]:
    with tarfile.open(COPY) as archive:
        members = [m for m in archive.getmembers() if m.isfile() and m.name.endswith(".ttl")]
        return {m.name.removeprefix("./"): archive.extractfile(m).read() for m in members}


@cache
def graph(iri: str) -> Triples:
    data = files()[iri.removeprefix(BASE)]
    return Triples(q.triple for q in ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=iri))


def only(graph: Triples, node: Term, name: str) -> Term | None:
    return next(iter(graph.objects(node, name)), None)


def shown(term: Term | None) -> str:
    return "_" if isinstance(term, ox.BlankNode) else str(term)


def expected(manifest: Triples, report: Term) -> Counter[tuple[str, ...]]:
    names = (
        *("focusNode", "resultPath", "value", "resultSeverity", "sourceConstraintComponent"),
        "sourceShape",
    )
    results = manifest.objects(report, SH + "result")
    return Counter(tuple(shown(only(manifest, r, SH + name)) for name in names) for r in results)


def test_the_tests_of_shacl_core():
    tried = set()
    for name in sorted(files()):
        if not name.startswith(CORE):
            continue
        manifest = graph(BASE + name)
        for test in manifest.subjects(TYPE, ox.NamedNode(_TEST + "Validate")):
            action = only(manifest, test, _MANIFEST + "action")
            shapes, data = (
                graph(only(manifest, action, _TEST + part).value)
                for part in ("shapesGraph", "dataGraph")
            )
            short = name.removeprefix(CORE).removesuffix(".ttl")
            tried.add(short)
            results, left = Compiled(shapes).validate(data, lambda _: None)
            assert bool(left) == (short in LEFT), short
            found = Counter(
                (
                    *map(shown, (r.focus, r.path, r.value)),
                    *(f"<{iri}>" for iri in (r.severity, r.component)),
                    shown(r.shape),
                )
                for r in results
            )
            report = only(manifest, test, _MANIFEST + "result")
            if not left and short not in AS_PYSHACL:
                assert found == expected(manifest, report), short
    assert len(tried) == 98
    assert tried >= LEFT | AS_PYSHACL
