"""``kg store`` and ``--store``: what a server answers is what the build answers."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.store.servers import oxigraph

ASKED = [
    ("show", "Storm Corps"),
    ("ask", "casualties"),
    ("find", "kim jong"),
    ("estimates", "Storm Corps", "--format", "json"),
    ("conflicts", "Storm Corps"),
    ("why", "Storm Corps", "partOf"),
    ("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
    ("query", "CONSTRUCT { ?s kg:evidence ?e } WHERE { ?s kg:evidence ?e } ORDER BY ?s ?e LIMIT 3"),
]


@pytest.mark.slow
def test_the_core_answers_from_a_server_as_from_its_build(run, core):
    with oxigraph() as address:
        done = run("store", "load", address, "--workspace", ROOT)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"{len(core.store)} quads" in done.stdout
        again = run("store", "load", address, "--workspace", ROOT)
        assert " 0 graphs written" in again.stdout
        for asked in ASKED:
            here, there = run(*asked), run(*asked, "--store", address)
            assert here.returncode == there.returncode == 0, there.stderr
            assert there.stdout == here.stdout, asked
            assert len(there.stdout) > 10


def test_what_cannot_be_read_or_loaded_is_said(run, tmp_path):
    nobody = "http://127.0.0.1:9/query"
    done = run("show", "Storm Corps", "--store", nobody)
    assert done.returncode == 3
    assert "nothing answers at this address" in done.stderr
    assert "start the store" in done.stderr
    done = run("show", "Storm Corps", "--store", "http://me:secret@127.0.0.1/query")
    assert done.returncode == 2
    assert "secret" not in done.stderr + done.stdout
    assert "KG_STORE_USER" in done.stderr
    done = run("store", "copy", nobody, "http://127.0.0.1:9/x")
    assert done.returncode == 3
    done = run("ask", "casualties", "--store", "kg.toml")
    assert (done.returncode, "add a table [store]" in done.stderr) == (2, True)
