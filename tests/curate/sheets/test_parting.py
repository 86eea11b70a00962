"""A row of a sheet in our own columns that has a figure and a relation is two claims."""

from __future__ import annotations

import pytest

from kg.curate.sheets.numbering import number_claims
from kg.curate.sheets.sources import read_sources
from kg.iris import KG, RDF
from tests.curate.sheets.material import DEFAULTS, NEW, lexicon, sheet

#: “Russia was sent about 1,200 soldiers of the Storm Corps”, as one row says it.
ROW = {
    "who": "North Korea's deployment of troops alongside Russia (2024)",
    "relation": "deployed force",
    "whom": "Storm Corps",
    "figure": "about 1,200",
    "measure": "personnel deployed",
    "counted": "soldier",
    "unit": "person",
    "when": "2024-10",
    "as of": "2024-12",
    "scope": "in Kursk",
    "speaker": "North Korea",
    "how said": "estimated",
}


def claims(*rows):
    """The claims of the rows, each as a mapping, and what is wrong."""
    table = sheet(*rows)
    known = lexicon()
    sources = read_sources(table, known, DEFAULTS, None)
    placed = [(row, sources[row.text("source")]) for row in table.rows]
    numbered = number_claims(placed, table, known)
    made = [{n: getattr(v, "value", v) for n, v in lines} for _, lines in numbered.new.values()]
    return made, table.problems.findings


def test_a_figure_and_a_relation_in_one_row_are_two_claims():
    (relation, figure), wrong = claims(NEW | ROW)
    assert not wrong
    assert relation[RDF + "type"] == KG + "Claim"
    assert relation[RDF + "predicate"] == KG + "deployedForce"
    assert relation[RDF + "object"].endswith("unit-kpa-11th-corps")
    assert (figure[RDF + "type"], figure[KG + "best"]) == (KG + "Estimate", "1200")
    assert figure[KG + "about"] == relation[RDF + "subject"]


def test_each_of_the_two_has_what_is_its_own_and_both_what_they_share():
    (relation, figure), _ = claims(NEW | ROW)
    for claim in (relation, figure):
        assert claim[KG + "attributedTo"].endswith("state-north-korea")
        assert claim[KG + "modality"] == KG + "estimated"
        assert claim[KG + "time"] == "2024-10"
    assert (figure[KG + "asOf"], figure[KG + "scope"]) == ("2024-12", "in Kursk")
    assert not {KG + "asOf", KG + "scope", KG + "measure"} & relation.keys()
    assert RDF + "predicate" not in figure


def test_bounds_in_columns_of_their_own_are_a_figure_too():
    bounds = {"figure": "", "hedge": "between", "lowest": "1000", "highest": "1200"}
    (relation, figure), wrong = claims(NEW | ROW | bounds)
    assert not wrong
    assert (figure[KG + "lower"], figure[KG + "upper"]) == ("1000", "1200")
    assert RDF + "predicate" in relation


def test_what_is_wrong_in_a_shared_cell_is_told_once():
    made, wrong = claims(NEW | ROW | {"speaker": "Nobody known"})
    assert not made
    assert [finding.term for finding in wrong] == ["column “speaker” (N2)"]


@pytest.mark.parametrize("column", ["claim", "supersedes", "disputes"])
def test_what_is_of_one_claim_alone_is_asked_about(column):
    made, wrong = claims(NEW | ROW | {column: "c001"})
    assert not made
    asked = {f.term.partition(" (")[0] for f in wrong if "two claims" in f.problem}
    assert asked == {"column “relation”", "column “whom”"}


def test_rows_with_one_of_the_two_stay_one_claim():
    relation = {n: c for n, c in ROW.items() if n in ("who", "relation", "whom", "speaker")}
    figure = {n: c for n, c in ROW.items() if n not in ("relation", "whom", "when")}
    made, wrong = claims(NEW | relation, {"source": NEW["source"]} | figure)
    assert not wrong
    assert [claim[RDF + "type"] for claim in made] == [KG + "Claim", KG + "Estimate"]
