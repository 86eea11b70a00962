"""Which files a build depends on."""

from __future__ import annotations

import pytest

from kg.text.inputs import read_inputs, turtle_paths
from kg.text.layout import find_layout

pytestmark = pytest.mark.unbuilt


def names(workspace):
    ontology, seeds = turtle_paths(find_layout(workspace))
    return [path.relative_to(workspace).as_posix() for path in (*ontology, *seeds)]


def test_every_turtle_file_of_the_folders(workspace):
    found = names(workspace)
    assert found[0] == "ontology/kg.ttl"
    assert "ontology/terms/claims.ttl" in found
    assert "ontology/vocab/qualifiers.ttl" in found
    assert "seeds/khaled-north-korea-russia.ttl" in found
    assert len(found) == len(set(found))


def test_a_new_file_is_found_because_it_is_there(workspace):
    before = names(workspace)
    (workspace / "seeds" / "2026").mkdir()
    for name in ("seeds/2026/new.ttl", "ontology/terms/new.ttl"):
        (workspace / name).write_text("")
    assert sorted(set(names(workspace)) - set(before)) == [
        "ontology/terms/new.ttl",
        "seeds/2026/new.ttl",
    ]


def test_hidden_files_and_other_kinds_are_left_out(workspace):
    before = names(workspace)
    for name in ("seeds/.x.ttl", "seeds/x.ttl~", "seeds/x.md", "ontology/terms/.#x.ttl"):
        (workspace / name).write_text("no Turtle")
    assert names(workspace) == before


def test_the_bytes_are_read_as_they_are(workspace):
    path = workspace / "seeds" / "bytes.ttl"
    path.write_bytes(b"\xff\r\n")
    file = next(f for f in read_inputs(find_layout(workspace)) if f.path == path)
    assert (file.shown, file.data) == ("seeds/bytes.ttl", b"\xff\r\n")
