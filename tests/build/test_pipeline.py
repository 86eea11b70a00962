"""Text to store: what is refused, what is built again, and that a build is all or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.build.pipeline import Texts, all_quads, build
from kg.errors import DataError, KgError
from kg.iris import KG
from kg.store import cache as store
from kg.text.layout import find_layout
from tests.conftest import ROOT
from tests.texts import document, ontology_texts

pytestmark = pytest.mark.unbuilt

PREFIXES = (
    "@prefix kg: <https://w3id.org/entente/ns/> .\n"
    "@prefix kgd: <https://w3id.org/entente/id/> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)
ATLANTIS = PREFIXES + 'kgd:state-atlantis a kg:State ; rdfs:label "Atlantis"@en .\n'


def add(workspace: Path, text: str, name: str = "more.ttl") -> None:
    (workspace / "seeds" / name).write_text(text, encoding="utf-8")


def test_what_was_built_answers(workspace):
    done, made = build(find_layout(workspace))
    assert made
    assert store.current(find_layout(workspace).cache) == done
    assert len(store.open_build(done)) == done.counts["quads"]


def test_only_a_change_of_content_builds_anew(workspace):
    layout = find_layout(workspace)
    first, _ = build(layout)
    seed = workspace / "seeds" / "khaled-north-korea-russia.ttl"
    os.utime(seed, (1, 1))
    assert build(layout) == (first, False)
    text = seed.read_text(encoding="utf-8")
    seed.write_text(text + "\n", encoding="utf-8")  # one byte
    second, made = build(layout)
    assert made
    assert second.key != first.key
    seed.write_text(text, encoding="utf-8")
    third, made = build(layout)
    assert (third.key, made) == (first.key, True)
    assert build(layout, force=True)[1]


@pytest.mark.parametrize("change", ["rename", "remove", "ontology"])
def test_other_changes_that_matter(workspace, change):
    add(workspace, ATLANTIS)
    layout = find_layout(workspace)
    build(layout)
    if change == "rename":  # the name of the file is the name of the source
        (workspace / "seeds" / "more.ttl").rename(workspace / "seeds" / "other.ttl")
    elif change == "remove":
        (workspace / "seeds" / "more.ttl").unlink()
    else:
        path = workspace / "ontology" / "vocab" / "units.ttl"
        path.write_text(path.read_text() + "\n")
    assert build(layout)[1]


def test_a_question_or_a_note_is_no_content(workspace):
    layout = find_layout(workspace)
    build(layout)
    (workspace / "seeds" / "NOTES.md").write_text("x")
    (workspace / "seeds" / ".#more.ttl").symlink_to("nowhere")  # an editor's lock
    assert not build(layout)[1]


def test_a_source_is_a_graph_of_its_own(workspace):
    add(workspace, ATLANTIS)
    opened = store.open_build(build(find_layout(workspace))[0])
    row = next(
        iter(
            opened.engine.query(
                "SELECT ?g { GRAPH ?g { <https://w3id.org/entente/id/state-atlantis>"
                " <http://www.w3.org/2000/01/rdf-schema#label> ?l } }"
            )
        )
    )
    assert row["g"].value == "https://w3id.org/entente/source/more"


def test_blank_nodes_of_two_files_stay_two(workspace):
    """``_:e`` names something else in each file."""
    for number, name in enumerate(("more.ttl", "other.ttl")):
        add(
            workspace,
            PREFIXES
            + f'kgd:state-x{number} a kg:State ; rdfs:label "X{number}"@en ; rdfs:seeAlso _:e .\n'
            + f'_:e rdfs:label "node {number}"@en .',
            name,
        )
    opened = store.open_build(build(find_layout(workspace))[0])
    label = "http://www.w3.org/2000/01/rdf-schema#"
    rows = opened.engine.query(
        f"SELECT ?l {{ <https://w3id.org/entente/id/state-x0> <{label}seeAlso> ?n ."
        f" ?n <{label}label> ?l }}",
        use_default_graph_as_union=True,
    )
    assert [row["l"].value for row in rows] == ["node 0"]


BROKEN = {
    "syntax": ("kgd:state-x a kg:State ; .;", 4, "Turtle"),
    "prefix": ("foo:x a kg:State .", 4, "@prefix foo:"),
    "unknown term": ("kgd:state-x a kg:Stat .", 4, "did you mean kg:State?"),
    "dangling": ("kgd:state-x a kg:State ; rdfs:seeAlso kgd:state-rusia .", 4, "kgd:state-russia"),
    "bad date": ('kgd:state-x a kg:State ; kg:time "2024-02-31" .', 4, "EDTF"),
    "a relative IRI": ("<x> a kg:State .", 4, "IRI"),
    "a triple in a triple": ("kgd:x rdfs:seeAlso <<( kgd:a kg:b kgd:c )>> .", 4, "RDF 1.1"),
    "upside down": ("kgd:x a kg:Estimate ; kg:lower 5 ; kg:upper 4 .", 4, "swap"),
}


@pytest.mark.parametrize(("text", "line", "words"), BROKEN.values(), ids=list(BROKEN))
def test_text_that_would_break_the_graph_is_refused(workspace, text, line, words):
    layout = find_layout(workspace)
    before, _ = build(layout)
    add(workspace, PREFIXES + text + "\n")
    with pytest.raises(DataError) as refused:
        build(layout)
    finding = refused.value.findings[0]
    assert finding.file == "seeds/more.ttl"
    assert finding.line == line
    assert words in f"{finding.problem} {finding.remedy}"
    assert store.current(layout.cache) == before


@pytest.mark.parametrize("name", ["two words.ttl", "ünï.ttl", "a<b.ttl", "-x.ttl"])
def test_a_name_that_fits_no_iri_is_refused(workspace, name):
    add(workspace, ATLANTIS, name)
    with pytest.raises(DataError) as refused:
        build(find_layout(workspace))
    assert refused.value.findings[0].file == f"seeds/{name}"
    assert "rename" in refused.value.findings[0].remedy


def test_two_sources_of_one_name_are_refused(workspace):
    add(workspace, ATLANTIS)
    (workspace / "seeds" / "sub").mkdir()
    add(workspace, ATLANTIS, "sub/more.ttl")
    with pytest.raises(DataError) as refused:
        build(find_layout(workspace))
    assert "same name" in refused.value.findings[0].problem


def test_every_broken_file_is_named_at_once(workspace):
    add(workspace, "no Turtle", "one.ttl")
    add(workspace, "neither", "two.ttl")
    with pytest.raises(DataError) as refused:
        build(find_layout(workspace))
    assert {f.file for f in refused.value.findings} == {"seeds/one.ttl", "seeds/two.ttl"}


def test_bytes_that_are_no_text(workspace):
    (workspace / "seeds" / "more.ttl").write_bytes(ATLANTIS.encode() + b"\n\xff\n")
    with pytest.raises(DataError, match="1 finding") as refused:
        build(find_layout(workspace))
    assert refused.value.findings[0].line == 6
    assert "UTF-8" in refused.value.findings[0].problem
    add(workspace, "\ufeff" + ATLANTIS)
    with pytest.raises(DataError) as refused:
        build(find_layout(workspace))
    assert "byte order mark" in refused.value.findings[0].problem


def test_a_folder_where_a_file_should_be(workspace):
    (workspace / "seeds" / "more.ttl").mkdir()
    with pytest.raises(KgError, match="cannot read") as refused:
        build(find_layout(workspace))
    assert refused.value.where == "seeds/more.ttl"


def test_no_source_at_all(workspace):
    for path in (workspace / "seeds").glob("*.ttl"):
        path.unlink()
    with pytest.raises(KgError, match="no Turtle file"):
        build(find_layout(workspace))


def test_two_builds_at_once(workspace):
    """Both end well, and there is one store of one content."""
    command = [sys.executable, "-m", "kg", "build", "--workspace", str(workspace)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
        for _ in range(3)
    ]
    for process in running:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, b"")
        assert out.startswith((b"built: ", b"nothing has changed: "))
    cache = find_layout(workspace).cache
    current = store.current(cache)
    assert current is not None
    assert len(store.open_build(current)) == current.counts["quads"]
    assert [path.name for path in (cache / "builds").iterdir()] == [current.path.name]


class CountedName(str):
    """The name of a source's graph that counts how often it is compared with another text."""

    comparisons = 0
    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        CountedName.comparisons += 1
        return str.__eq__(self, other)


def comparisons_for(sources: int) -> int:
    documents, terms = ontology_texts()
    claim = (
        "c:c00{} a kg:Claim ; rdf:subject kgd:a ; rdf:predicate kg:partOf ; rdf:object kgd:b .\n"
    )
    text = "".join(claim.format(number) for number in range(5))
    seeds = (document(text, f"source-{number}") for number in range(sources))
    counted = tuple(replace(seed, graph=CountedName(seed.graph)) for seed in seeds)
    CountedName.comparisons = 0
    quads = all_quads(Texts(documents, counted, terms))
    assert sum(quad.predicate.value == KG + "source" for quad in quads) == 5 * sources
    return CountedName.comparisons


def test_a_build_looks_at_each_claim_once_and_not_once_for_each_source():
    """Ten times the sources, each of five claims, cost ten times the comparisons, not a hundred."""
    assert comparisons_for(60) <= 10 * max(comparisons_for(6), 6)
