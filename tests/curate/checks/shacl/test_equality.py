"""Compiled shapes have the very results of pySHACL, or are left to it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kg.curate.checks.shacl.compiled import Compiled
from kg.curate.checks.shacl.triples import Triples
from kg.curate.checks.shapes import Shacl
from kg.errors import KgError
from kg.iris import ONTOLOGY_GRAPH
from tests.checks.material import document, good
from tests.checks.red_fixtures import fixtures
from tests.checks.test_red import edited
from tests.curate.checks.shacl.drawn import Drawer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.curate.checks.shacl.outcome import Result
    from kg.text.turtle.document import Document
    from tests.checks.red_fixtures import Red

SEEDS = 100


def outcome(
    ontology: Sequence[Document], seeds: Sequence[Document], *, referee: bool = False
) -> Counter[Result] | None:
    """The results with how often each comes, or None for an error.

    Of several shapes that are wrong pySHACL names any.
    """
    try:
        return Counter(Shacl(ontology, referee=referee).results(seeds))
    except KgError:
        return None


def left(ontology: Document, seeds: Document) -> int:
    """How many shapes are left to pySHACL."""
    compiled = Compiled(Triples(ontology.triples))
    _, shapes = compiled.validate(Triples((*ontology.triples, *seeds.triples)), lambda _: None)
    return len(shapes)


def test_drawn_shapes_have_the_results_of_pyshacl():
    with_results = 0
    for seed in range(SEEDS):
        ontology, data = Drawer(seed).documents()
        found = outcome([ontology], [data])
        assert found == outcome([ontology], [data], referee=True), f"seed {seed}"
        with_results += bool(found) and not left(ontology, data)
    assert with_results > SEEDS // 3  # else this would be a comparison of pySHACL with itself


def test_a_token_is_judged_by_the_words_that_rdflib_keeps_of_it():
    """ "  a  b " as xsd:token is "a b" (XML Schema 1.1, Part 2, section 3.4.2): three letters."""
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <https://example.org/> .\n"
    prefixes += "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    shape = "x:S a sh:NodeShape ; sh:targetSubjectsOf x:p ; sh:property [ sh:path x:p ; sh:maxLength 3 ] ."
    ontology = document("ontology/terms/shape.ttl", prefixes + shape)
    for datatype, faults in (("token", 0), ("string", 1)):
        data = document("seeds/data.ttl", f'{prefixes}x:s x:p "  a  b "^^xsd:{datatype} .')
        found = outcome([ontology], [data])
        assert found == outcome([ontology], [data], referee=True)
        assert found is not None
        assert found.total() == faults


def of_core() -> tuple[list[Document], list[Document]]:
    return (
        [one for one in good() if one.graph == ONTOLOGY_GRAPH],
        [one for one in good() if one.graph != ONTOLOGY_GRAPH],
    )


def test_of_the_core_no_shape_is_left_to_pyshacl():
    ontology, seeds = of_core()
    triples = [triple for one in ontology for triple in one.triples]
    data = Triples((*triples, *(triple for one in seeds for triple in one.triples)))
    assert Compiled(Triples(triples)).validate(data, lambda _: None)[1] == frozenset()


def together(reds: Sequence[Red], most: int) -> list[dict[str, str]]:
    """The files with the edits of all fixtures, so many at once, in as many versions as they need."""
    versions: list[list[Red]] = []
    for red in reds:
        for version in versions:
            if len(version) == most:
                continue
            try:
                edited([*version, red])
            except AssertionError:  # another edit has changed what this one looks for
                continue
            version.append(red)
            break
        else:
            versions.append([red])
    return [edited(version) for version in versions]


@pytest.mark.slow
def test_the_red_fixtures_have_the_results_of_pyshacl():
    reds = [red for red in fixtures() if red.check != "syntax"]
    seen: set[str] = set()
    for most in (len(reds), 8, 1):  # one edit may hide another: what was not seen, again with fewer
        for texts in together([red for red in reds if red.check not in seen], most):
            seen |= seen_by_both(texts)
        reds = [red for red in reds if red.check.startswith("shape:")]
    assert {red.check for red in reds} <= seen


def seen_by_both(texts: dict[str, str]) -> set[str]:
    """The checks that find something in edited files, by pySHACL and by compiled shapes."""
    by_name = {one.shown: one for one in good()}
    by_name |= {name: document(name, text) for name, text in texts.items()}
    ontology = [one for one in by_name.values() if one.graph == ONTOLOGY_GRAPH]
    seeds = [one for one in by_name.values() if one.graph != ONTOLOGY_GRAPH]
    found = outcome(ontology, seeds)
    assert found is not None
    assert found == outcome(ontology, seeds, referee=True)
    shapes = Shacl(ontology).shapes
    return {shapes[r.shape.value].check for r in found if r.shape.value in shapes}
