"""The questions of the wider field over all sources, and what older files said otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kg
from kg.graph import questions as queries
from kg.graph.names import resolve
from tests.conftest import ROOT
from tests.ontology.expected_field import OF_ALL
from tests.publish.material import claim, source

if TYPE_CHECKING:
    from pathlib import Path

    from kg import Graph

FOLDER = ROOT / "ontology" / "queries"


def answered(graph: Graph, name: str, columns: str) -> set[tuple[str, ...]]:
    """The different rows of an answer, cut to some columns; an empty cell is ""."""
    question = queries.find_question(name, FOLDER)
    values = queries.bind(question, {}, lambda text: resolve(graph, text))
    found = graph.query(question.sparql, values)
    wanted = columns.split()
    return {
        tuple("" if row[column] is None else row[column].value for column in wanted)
        for row in found
    }


@pytest.mark.parametrize("name", OF_ALL)
def test_each_part_is_answered_from_real_matter(core: Graph, name: str) -> None:
    columns, expected = OF_ALL[name]
    assert answered(core, name, columns) == expected


@pytest.mark.parametrize("name", OF_ALL)
def test_each_fact_has_two_documents_or_says_what_is_missing(core: Graph, name: str) -> None:
    """The claims of the field say that only an excerpt was seen, and where."""
    question = queries.find_question(name, FOLDER)
    values = queries.bind(question, {}, lambda text: resolve(core, text))
    claims = {row["claim"].value for row in core.query(question.sparql, values)}
    of_pages = {one for one in claims if not one.startswith("khaled-")}
    assert len({one.partition("/")[0] for one in of_pages}) >= 2
    for one in of_pages:
        said = core.claims["https://w3id.org/entente/source/" + one]
        assert "excerpt of a stored copy" in str(said.get("https://w3id.org/entente/ns/note"))


def test_a_limit_that_has_a_term_is_answered_by_it(core: Graph) -> None:
    """Sixteen thousand containers, and the shells reckoned from them, came by sea; losses were seen."""
    assert answered(core, "limits", "limited_to claim") == {
        ("by sea", "online-ua-2025-04-16-shells/c001"),
        ("by sea", "online-ua-2025-04-16-shells/c002"),
        ("confirmed in pictures", "euromaidan-press-2025-01-09-makhnovka/c006"),
    }


def test_an_older_file_is_still_answered(workspace: Path) -> None:
    """Before 0.2.0 an event was said to be a part of another by the relation of units."""
    text = source("old") + claim(
        *("old/c001", "kgd:signing-dprk-russia-treaty-2024", "kg:partOf"),
        "kgd:cooperation-dprk-russia",
    )
    (workspace / "seeds" / "old.ttl").write_text(text, encoding="utf-8")
    found = answered(kg.open(workspace), "episodes", "episode within claim")
    assert (
        "signing of the treaty of North Korea and Russia (June 2024)",
        "military partnership of North Korea and Russia",
        "old/c001",
    ) in found
