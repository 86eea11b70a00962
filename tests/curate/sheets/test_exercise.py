"""A sheet as a researcher typed it who knows nothing of our columns: one mapping, no cell retyped.

The sheet, its text and what its claims are lie beside the repository, and are no part of it.
"""

from __future__ import annotations

import csv
import json
import re
from datetime import date

import pytest

from kg import api
from kg.build.pipeline import parse_texts
from kg.curate.new.making import make_listed
from kg.curate.new.source import NewSource, new_source
from kg.curate.new.target import target_of
from kg.curate.new.workspace import new_workspace, plan_workspace
from kg.curate.sheets.adding import add_sheet
from kg.curate.sheets.lexicon import Lexicon
from kg.curate.sheets.mapping.needs import read_needed
from kg.curate.sheets.mapping.rendering import mapping_text
from kg.curate.sheets.opening import open_for_adding
from kg.curate.sheets.sources import Defaults
from kg.graph.terms import Terms
from kg.iris import KG, OA, RDF, RDFS
from kg.text.layout import find_layout
from tests.conftest import ROOT

FOLDER = ROOT.parent / "shared" / "exercise"
NAME = "iran-russia-exercise"
pytestmark = [
    pytest.mark.usefixtures("on_small_core"),
    pytest.mark.slow,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the exercise is not beside the repository"),
]
#: What a person fills into the proposal: kinds and statuses that no word of the sheet tells.
KINDS = {
    "This article": "entity",
    "Number of drones delivered": "entity",
    "The delivered drones": "entity",
    "Engines of the drones": "entity",
    "Kavir Group": "military unit",
}
STATUSES = {
    "Deliveries of drones": "occurred",
    "Delivery of air-defence systems to Iran": "alleged",
    "Iran-Russia partnership": "ongoing",
    "the training of Russian operators": "occurred",
}
MEASURES = {
    "meant to last": "constant",
    "requested S-400 battalions": "cumulative",
    "offered S-400 battalions": "cumulative",
}
#: Cells of the sheet that are typed anew, by row and column: none.
RETYPED: dict[tuple[int, str], str] = {}


def filled(text):
    """The proposal as a person fills it in; each line that was open is open no more."""
    for name, kind in MEASURES.items():
        line = f'{json.dumps(name)} = {{ like = "weapons sent", measure-kind = '
        assert f'\n{line}""' in text, name
        text = text.replace(f'\n{line}""', f"\n{line}{json.dumps(kind)}")
    text = text.replace("anyway = false", "anyway = true")
    for name, value in (KINDS | STATUSES).items():
        line = f"{json.dumps(name)} = "
        assert f'\n{line}""' in text, name
        text = text.replace(f'\n{line}""', f"\n{line}{json.dumps(value)}")
    return text


@pytest.fixture(scope="module")
def added(tmp_path_factory):
    """By row of the sheet, the claims that it gives; after one mapping, and one step that makes what it lists."""
    folder = tmp_path_factory.mktemp("exercise") / "drones"
    day = date(2026, 11, 24)
    new_workspace(folder, plan_workspace(folder, None, None, None), day)
    layout = find_layout(folder)
    target = target_of(layout)
    graph = api.open_graph(folder)
    source = NewSource(
        title="Drones Built Together, a Treaty That Promises Little",
        kind=KG + "NewsArticle",
        curator=target.curators,
        recorded=day,
        publisher="Exercise Desk",
        issued="2025-09-12",
        text=FOLDER / f"{NAME}.txt",
        language="en",
        name="ex",
    )
    new_source(target, source)
    sheet, texts = FOLDER / f"{NAME}.sheet.csv", folder / "texts"
    opened = open_for_adding(layout, sheet, source="ex", texts=texts)
    proposal = mapping_text(opened.proposal)
    path = folder / "map.toml"
    path.write_text(filled(proposal), encoding="utf-8")
    needed = read_needed(path.read_bytes(), "map.toml")
    assert not needed.left_out
    make_listed(target, graph, Terms(graph), needed.listed, "map.toml")
    table = open_for_adding(layout, sheet, mapping=str(path), texts=texts).table
    defaults = Defaults("2026-11-24", "ex")
    addition = add_sheet(layout, table, defaults, texts)
    by_row = {}
    for row, lines in addition.claims.values():
        by_row.setdefault(row, []).append(dict(lines))
    after = parse_texts(layout, addition.files)
    names = Lexicon(after.ontology, after.seeds, after.terms).names
    return by_row, addition, table.problems, names


def value(claim, name):
    return getattr(claim.get(name), "value", None)


def evidence(claim):
    node = dict(claim[KG + "evidence"])
    return int(value(node, OA + "start")), int(value(node, OA + "end"))


def numbers(claim):
    return {float(n) for name in ("lower", "upper", "best") if (n := value(claim, KG + name))}


def right(truth, claims, labels):
    """Whether some claims of a row say what is true of it, each part of it."""
    speaker = truth["attributed_to"].replace("article/author", "Exercise Desk")
    time, quantity = truth["time"], truth["quantity"] or {}
    times = {time["value"], *(time.get("value_accept") or ())}
    if time["value"] == "[2022-05..2022-08]":  # the same months as an interval
        times.add("2022-05/2022-08")
    wanted = {
        float(n) for name in ("lower", "upper", "point") if (n := quantity.get(name)) is not None
    }
    relations = [claim for claim in claims if RDF + "subject" in claim]
    own = relations[:1] + [claim for claim in claims if KG + "measure" in claim]
    return all(
        (
            all(evidence(claim) == (truth["start"], truth["end"]) for claim in claims),
            all(labels(value(c, KG + "attributedTo")).startswith(speaker) for c in claims),
            all(
                (value(c, KG + "stance") == KG + "denies") == (truth["stance"] == "denies")
                for c in own
            ),
            all(value(c, KG + "time") in times for c in own),
            not wanted or any(numbers(c) == wanted for c in claims),
        )
    )


def test_the_sheet_as_typed_gives_its_claims(added):
    by_row, addition, problems, _ = added
    truths = json.loads((FOLDER / f"{NAME}.truth.json").read_text(encoding="utf-8"))
    with (FOLDER / f"{NAME}.sheet.csv").open(encoding="utf-8", newline="") as file:
        cells = sum(map(len, csv.reader(file)))
    names = {
        iri: dict(lines)[RDFS + "label"].value for iri, (_, lines) in addition.entities.items()
    }
    accepted = [
        truth["id"]
        for row, truth in enumerate(truths, start=2)
        if right(truth, by_row.get(row, []) or [{}], lambda iri: names.get(iri, ""))
    ]
    assert not problems.findings
    assert len(accepted) >= 40, sorted({t["id"] for t in truths} - set(accepted))
    assert len(RETYPED) <= cells / 10


#: What the mapping says in our words: the relation from the other side, a status, a word.
TURNED = {"signed": "has signatory"}
IN_OUR_WORDS = {
    ("Second satellite launch", "is planned", ""): ("Second satellite launch", "has event status", "planned"),
    ("Drones", "are exchanged for", "weapons"): ("drone", "are exchanged for", "weapons"),
    ("A plant in Tatarstan", "built", "drones"): ("A plant in Tatarstan", "built", "drone"),
}  # fmt: skip


#: Relations of the sheet that the mapping takes as one: they differ by an article.
SAME = {"delivered the drones to": "delivered drones to"}


def stated(truth):
    """Subject, relation and object of a claim as its truth has them, in the words of the mapping."""
    who, relation, whom = truth["subject"], truth["relation"], truth["object"] or ""
    relation = SAME.get(relation, relation)
    if relation in TURNED:
        return whom, TURNED[relation], who
    # A relation that leads to nothing says of its subject that it is so.
    alone = "yes" if not whom or relation == "were killed" else whom
    return IN_OUR_WORDS.get((who, relation, whom), (who, relation, alone))


def made(claims, names):
    """Those of the claims of a row that are relations, in the words of the graph."""

    def shown(term):
        # The mark that tells a relation from a thing of its name is none of its words.
        return (
            re.sub(r" \((?:relation|unit|clause)\)$", "", names.label(term))
            if "://" in term
            else term
        )

    parts = (RDF + "subject", RDF + "predicate", RDF + "object")
    return [
        tuple(shown(value(claim, part)).casefold() for part in parts)
        for claim in claims
        if parts[0] in claim
    ]


def test_each_row_says_of_whom_it_speaks_what_and_to_whom(added):
    by_row, _, _, names = added
    truths = json.loads((FOLDER / f"{NAME}.truth.json").read_text(encoding="utf-8"))
    wrong, compared = {}, 0
    for row, truth in enumerate(truths, start=2):
        relations = made(by_row.get(row, []), names)
        compared += 1
        if tuple(map(str.casefold, stated(truth))) not in relations:
            wrong[truth["id"]] = (stated(truth), relations)
    assert compared == 47
    assert wrong == {}


def test_a_figure_and_a_relation_in_one_row_are_two_claims(added):
    by_row = added[0]
    relation, figure = by_row[18]  # Iran delivered nearly two thousand drones to Russia
    assert value(relation, RDF + "predicate").endswith("deliveredDronesTo")
    assert (value(figure, KG + "best"), value(figure, KG + "counts")) == ("2000", KG + "drone")


def test_the_other_direction_is_the_relation_of_the_treaty(added):
    (claim,) = added[0][6]  # Vladimir Putin signed the treaty
    assert value(claim, RDF + "predicate") == KG + "hasSignatory"
    assert "putin" in value(claim, RDF + "object")


@pytest.mark.parametrize("row", [14, 30, 31])
def test_words_that_are_no_number_make_no_figure(added, row):
    """“a limited number”, “some”, “unknown” stay words of the claim."""
    assert all(KG + "measure" not in claim for claim in added[0][row])
    assert value(added[0][row][0], KG + "wording") in ("a limited number", "some", "unknown")
