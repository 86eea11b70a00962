"""Results and graphs as notebooks and pandas take them."""

from __future__ import annotations

import re
import sys

import pytest

import kg
from kg.errors import KgError
from tests.publish.material import open_hostile

FIGURE = """SELECT ?c ?n ?inclusive ?none WHERE {
  ?c kg:lower ?n ; kg:lowerInclusive ?inclusive FILTER(STRENDS(STR(?c), "russia/c020"))
  OPTIONAL { ?c kg:best ?none } }"""


def test_pandas_gets_numbers_truth_values_and_gaps(core):
    # c020: more than 6,000 killed or wounded
    frame = core.query(FIGURE).to_pandas()
    assert list(frame.columns) == ["c", "n", "inclusive", "none"]
    (row,) = frame.to_dict("records")
    assert row["c"] == "https://w3id.org/entente/source/khaled-north-korea-russia/c020"
    assert (row["n"], row["inclusive"], row["none"]) == (6000, False, None)


def test_a_table_keeps_the_rows(core):
    found = core.query("SELECT ?x WHERE { ?x a kg:State }")
    assert "<th>x</th>" in found._repr_html_()
    assert len(list(found)) == len(list(found)) == len(found.to_pandas()) > 4


def test_triples_too(core):
    found = core.query("CONSTRUCT { ?x a kg:State } WHERE { ?x a kg:State }")
    assert list(found.to_pandas().columns) == ["subject", "predicate", "object"]


def test_pandas_that_is_not_there(core, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match="pandas"):
        core.query("SELECT * { ?s a kg:State }").to_pandas()


@pytest.mark.slow
def test_hostile_texts_make_no_element_in_a_notebook(workspace):
    graph = open_hostile(workspace)
    shown = graph.query("SELECT ?l { ?x a kg:Person ; rdfs:label ?l }")._repr_html_()
    # Our own picture is an image, in which nothing runs.
    picture = (
        r'^<img src="data:image/svg\+xml;base64,[A-Za-z0-9+/=]+" alt="[^"<>]*" style="[^"<>]*">'
    )
    shown += re.sub(picture, "", graph._repr_html_()) + graph.html()._repr_html_()
    assert not re.search(r"<(script|img|a)\b", shown)
    assert "&lt;/script&gt;" in shown


@pytest.mark.slow
def test_a_graph_shows_its_picture_and_gives_the_page(core, tmp_path):
    shown = core._repr_html_()
    assert shown.startswith('<img src="data:image/svg+xml;base64,')
    assert "<style" not in shown  # it would hold for all else in the notebook
    assert re.search(r"\d+ claims, \d+ sources, \d+ facts", shown)
    page = core.html(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text("utf-8") == page
    assert page._repr_html_().startswith("<iframe srcdoc=")
    assert "allow-same-origin" not in page._repr_html_()
    with pytest.raises(KgError, match="cannot write the page"):
        core.html(tmp_path / "no" / "page.html")


def test_a_graph_without_networkx_is_shown_in_words(core, monkeypatch):
    monkeypatch.setitem(sys.modules, "kg.publish.formats.svg", None)
    assert "claims" in kg.Graph._repr_html_(core)
