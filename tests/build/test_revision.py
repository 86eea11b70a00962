"""A build that was made from the one before is the build of all texts, quad for quad.

Random edits of a small world are built one after the other; the store, the counts, the index of words
and the quads below the fact layer are those of a build in memory of all texts as they then are.
"""

from __future__ import annotations

import shutil
from copy import deepcopy
from random import Random
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.build import pipeline
from kg.build.pipeline import Texts, all_quads, build
from kg.build.refusals import structure_findings
from kg.errors import DataError
from kg.iris import CURRENT_VIEW, KG, PART_OF_VIEW, RDF
from kg.store import cache
from kg.store.oxigraph import OxigraphStore
from kg.store.search_index import SearchIndex, place
from kg.store.search_texts import search_texts
from kg.store.sparql import run
from kg.text.inputs import InputFile
from kg.text.layout import find_layout
from kg.text.turtle.document import parse_turtle, source_iri, with_own_blank_nodes
from tests.build.world import World
from tests.conftest import ROOT
from tests.texts import HEAD, ontology_texts

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store.search_texts import SearchText

VIEWS = {ox.NamedNode(CURRENT_VIEW), ox.NamedNode(PART_OF_VIEW)}


class Edited:
    """A folder that holds a world, and what a build of it must be."""

    def __init__(self, folder: Path, world: World) -> None:
        self.folder, self.world = folder, world
        shutil.copytree(ROOT / "ontology", folder / "ontology")
        (folder / "seeds").mkdir(parents=True)
        self.layout = find_layout(folder)
        self.write()

    def write(self) -> None:
        """Write what is not there so, and take away what is no more."""
        texts = {f"{stem}.ttl": text for stem, text in self.world.turtle().items()}
        for path in (self.folder / "seeds").iterdir():
            if path.name not in texts:
                path.unlink()
        for name, text in texts.items():
            path = self.folder / "seeds" / name
            if not path.exists() or path.read_text() != text:
                path.write_text(text)

    def texts(self) -> Texts:
        """The texts, read by themselves."""
        documents, terms = ontology_texts()
        ontology = tuple(map(with_own_blank_nodes, documents))
        seeds = []
        for path in sorted((self.folder / "seeds").iterdir()):
            file = InputFile(path, f"seeds/{path.name}", path.read_bytes())
            seeds.append(with_own_blank_nodes(parse_turtle(file, source_iri(path.stem))))
        return Texts(ontology, tuple(seeds), terms)


def is_refused(texts: Texts) -> bool:
    return bool(structure_findings(texts.ontology, texts.seeds, texts.terms))


def rows(index: SearchIndex) -> list[SearchText]:
    """All texts of an index in its order."""
    columns = "sort, iri, text, language, preferred, claim"
    found = index._connection.execute(f"SELECT {columns} FROM text ORDER BY number")
    from kg.store.search_texts import SearchText

    return [SearchText(*row[:4], bool(row[4]), row[5]) for row in found]


def assert_same(build_: cache.Build, texts: Texts) -> None:
    """The build is that of all texts."""
    expected = OxigraphStore()
    expected.load(all_quads(texts))
    store, index = cache.open_with_index(build_)
    quads, wanted = set(store.quads()), set(expected.quads())
    assert quads - wanted == set()
    assert wanted - quads == set()
    below = {quad for quad in wanted if quad.graph_name not in VIEWS}
    copied = cache.copy_in_memory(build_)
    assert len(copied) == len(below)  # its blank nodes have other names
    said = sorted(set(search_texts(expected)), key=place)
    assert rows(index()) == said
    fresh = SearchIndex(texts=said)
    words = "SELECT * FROM vocabulary ORDER BY word"
    for asked in (words, "SELECT rowid, folded, id FROM text WHERE 0"):
        own = index()._connection.execute(asked).fetchall()
        assert own == fresh._connection.execute(asked).fetchall()
    layer = [quad for quad in wanted if quad.graph_name in VIEWS]
    kinds = [quad.object.value.rpartition("/")[2] for quad in layer]
    typed = {t.subject for d in texts.seeds for t in d.triples if t.predicate.value == RDF + "type"}
    sources = {d.graph for d in texts.seeds if d.triples}
    assert set(build_.undescribed) == {s for s in sources if ox.NamedNode(s) not in typed}
    assert build_.counts["sources"] == len(texts.seeds)
    assert build_.counts["claims"] == len(texts.claims)
    assert build_.counts["ranges"] == kinds.count("RangeFact")
    assert build_.counts["facts"] == kinds.count("Fact") - kinds.count("RangeFact")


@pytest.fixture
def revised(monkeypatch) -> list[bool]:
    """Whether each build was made from the one before."""
    made: list[bool] = []
    own = pipeline._revised

    def noted(*given):
        done = own(*given)
        made.append(done is not None)
        return done

    monkeypatch.setattr(pipeline, "_revised", noted)
    return made


def tried(edited: Edited, edits: int) -> None:
    """Edit and build so many times."""
    build(edited.layout)
    for number in range(edits):
        before = deepcopy(edited.world.sources)
        names = [edited.world.edit() for _ in range(edited.world.pick.choice([1, 1, 1, 2, 3]))]
        edited.write()
        texts = edited.texts()
        if is_refused(texts):
            with pytest.raises(DataError):
                build(edited.layout)
            edited.world.sources = before
            edited.write()
            build(edited.layout)
            texts = edited.texts()
        done, _ = build(edited.layout)
        try:
            assert_same(done, texts)
        except AssertionError as error:
            error.add_note(f"edit {number}: {names}")
            raise


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_random_edits(tmp_path, revised, seed):
    tried(Edited(tmp_path / "ws", World(Random(seed))), 10)
    assert revised.count(True) >= 4


def _figure(number: int, day: str, unit: str) -> str:
    return (
        "a kg:Estimate ; kg:about kgd:event-0 ; kg:measure kg:personnelKilled ; kg:unit kg:person ;"
        f" kg:counts kg:soldier ; kg:qualifier kg:exactly ; kg:lower {number} ; kg:upper {number} ;"
        f' kg:asOf "{day}"^^edtf:EDTF ; kg:limitedTo {unit} ; kg:wording "{number}" ;'
        f' kg:attributedTo kgd:person-{number % 3} ; kg:statement "{number} killed." ;'
        ' kg:evidence [ a kg:Locator ; kg:url "https://example.org/1"^^xsd:anyURI ]'
    )


def test_what_a_limit_lies_in(tmp_path, revised):
    """900 killed of unit 0 and 500 of unit 1 dispute each other while the one is part of the other."""
    world = World(Random(1), sources=0)
    edited = Edited(tmp_path / "ws", world)
    part = world._stated("Claim", "kgd:unit-0", "partOf", "kgd:unit-1")
    part += ' ; kg:attributedTo kgd:person-0 ; kg:evidence [ a kg:Locator ; kg:url "https://example.org/1"^^xsd:anyURI ]'
    one, other, beside, last = (world.add_source(0) for _ in range(4))
    one.claims["c001"] = _figure(900, "2025-03-01", "kgd:unit-0")
    other.claims["c001"] = _figure(500, "2025-03-01", "kgd:unit-1")
    edited.write()
    build(edited.layout)
    disputed = []
    for source, claim in (
        (beside, part),
        (last, _figure(700, "2025-03-02", "kgd:unit-2")),
        (last, None),
        (beside, None),
    ):
        source.claims = {"c001": claim} if claim else {}
        edited.write()
        done, _ = build(edited.layout)
        texts = edited.texts()
        assert_same(done, texts)
        quads = all_quads(texts)
        disputed.append(any(q.predicate.value == f"{KG}disputed" for q in quads))
    assert disputed == [True, True, True, False]
    assert revised == [False, True, True, False]


TWO_ORIGINS = """
src:one a kg:NewsArticle ; dcterms:issued "2025-03-01"^^edtf:EDTF .
kgd:organisation-entente-editors a kg:Organisation ; rdfs:label "Entente editors"@en .
kgd:unit-a a kg:MilitaryUnit ; rdfs:label "A"@en . kgd:unit-b a kg:MilitaryUnit ; rdfs:label "B"@en .
kgd:person-x a kg:Person ; rdfs:label "X"@en . kgd:person-y a kg:Person ; rdfs:label "Y"@en .
c:c1 a kg:Claim ; rdf:subject kgd:unit-a ; rdf:predicate kg:partOf ; rdf:object kgd:unit-b ;
    kg:attributedTo kgd:person-x .
c:c2 a kg:Claim ; rdf:subject kgd:unit-a ; rdf:predicate kg:partOf ; rdf:object kgd:unit-b ;
    kg:attributedTo kgd:person-y .
"""
DISPUTE = """
src:two a kg:NewsArticle ; dcterms:issued "2025-03-02"^^edtf:EDTF .
c:c1 a kg:Claim ; rdf:subject kgd:person-x ; rdf:predicate kg:ledBy ; rdf:object kgd:person-y ;
    kg:attributedTo kgd:person-y{} .
"""


STATUS = """
src:two a kg:NewsArticle ; dcterms:issued "2025-03-02"^^edtf:EDTF .
c:c1 a kg:Claim ; rdf:subject kgd:event-e ; rdf:predicate kg:eventStatus ; rdf:object kg:{} ;
    kg:attributedTo kgd:person-y .
"""


def built_with(edited: Edited, texts: dict[str, str]) -> cache.Build:
    """The build of some sources, which is that of all."""
    edited.world.turtle = lambda: {  # type: ignore[method-assign]
        stem: f"{HEAD}@prefix c: <{source_iri(stem)}/> .\n{text}" for stem, text in texts.items()
    }
    edited.write()
    done, _ = build(edited.layout)
    assert_same(done, edited.texts())
    return done


def test_sources_of_which_nothing_says_what_they_are(tmp_path, revised):
    edited = Edited(tmp_path / "w", World(Random(0)))
    of_one = TWO_ORIGINS
    of_two = 'kgd:place-two a kg:Place ; rdfs:label "Two"@en .\n'
    built = [
        built_with(edited, {"one": one, "two": two}).undescribed
        for one, two in (
            (of_one, of_two),
            (of_one, of_two + "src:two a kg:NewsArticle .\n"),
            (of_one + "# a remark\n", of_two),
        )
    ]
    assert built == [(source_iri("two"),), (), (source_iri("two"),)]
    assert any(revised)


def test_a_claim_that_another_text_disputes_by_name(tmp_path, revised):
    """Two origins confirm the fact; whose text says no word of its subject takes that away."""
    edited = Edited(tmp_path / "ws", World(Random(0), 0, 0))
    link = f" ; kg:disputes <{source_iri('one')}/c1>"
    confirmed = (
        f"ASK {{ ?f a kg:Fact ; kg:supportedBy <{source_iri('one')}/c1> ; kg:credibility ?c }}"
    )
    answers = []
    for more in ("", link, ""):
        done = built_with(edited, {"one": TWO_ORIGINS, "two": DISPUTE.format(more)})
        answers.append(bool(run(cache.open_build(done), confirmed)))
    assert answers == [True, False, True]
    assert revised == [True, True]  # the first is a build of all


def test_an_event_of_which_another_text_says_whether_it_took_place(tmp_path, revised):
    """An event that was only planned marks each edge that ends in it."""
    edited = Edited(tmp_path / "ws", World(Random(0), 0, 0))
    edge = """kgd:event-e a kg:Casualties ; rdfs:label "E"@en .
c:c3 a kg:Claim ; rdf:subject kgd:event-e ; rdf:predicate kg:affectedGroup ; rdf:object kgd:unit-a ;
    kg:attributedTo kgd:person-x .
"""
    marked = f"ASK {{ ?f a kg:Fact ; kg:supportedBy <{source_iri('one')}/c3> ; kg:eventStatus kg:planned }}"
    answers = []
    for status in ("planned", "occurred", "planned"):
        done = built_with(edited, {"one": TWO_ORIGINS + edge, "two": STATUS.format(status)})
        answers.append(bool(run(cache.open_build(done), marked)))
    assert answers == [True, False, True]
    assert revised == [True, True]


HAPPENED = """
src:{} a kg:NewsArticle ; dcterms:issued "2025-03-02"^^edtf:EDTF .
c:c1 a kg:Claim ; rdf:subject kgd:event-e ; rdf:predicate kg:eventStatus ; rdf:object kg:occurred ;
    kg:time "{}"^^edtf:EDTF ; kg:attributedTo kgd:person-{} .
"""


def test_an_event_that_two_date_otherwise_is_confirmed_by_neither(tmp_path, revised):
    """What happens once did not happen in December and again in March, after an edit as before it."""
    edited = Edited(tmp_path / "ws", World(Random(0), 0, 0))
    event = 'kgd:event-e a kg:Casualties ; rdfs:label "E"@en .'
    one, other = HAPPENED.format("two", "2024-12", "x"), HAPPENED.format("three", "2025-03-01", "y")
    confirmed = "ASK { ?f a kg:Fact ; rdf:object kg:occurred ; kg:credibility ?c }"
    answers = []
    for texts in (
        {"two": one},
        {"two": one, "three": other},
        {"two": one, "three": one_day(other)},
    ):
        done = built_with(edited, {"one": TWO_ORIGINS + event, **texts})
        answers.append(bool(run(cache.open_build(done), confirmed)))
    assert answers == [False, False, True]
    assert revised == [True, True]  # the first is a build of all


def one_day(text: str) -> str:
    return text.replace("2025-03-01", "2024-12-05")
