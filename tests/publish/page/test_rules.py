"""At each clock and without some sources, the page's rules give what the commands give."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.claims.begins import with_begins
from kg.claims.verdicts.candidates import figure_candidates, statement_candidates
from kg.claims.verdicts.relations import Relations
from kg.claims.verdicts.statements import disagreements
from kg.claims.verdicts.sweep import conflicts
from kg.claims.verdicts.verdict import CONTRADICTS
from kg.graph.contradictions import weigh
from kg.graph.estimates import read_groups
from kg.graph.impossible import all_sets
from kg.graph.sides import CANNOT
from kg.publish.formats import html as page
from tests.claims.verdicts.figures import RULES
from tests.claims.verdicts.test_laws import totals
from tests.claims.verdicts.test_statements import CLAIMS, iri
from tests.claims.verdicts.test_statements import said as stated
from tests.claims.verdicts.test_sweep import LISTS
from tests.cli.test_conflicts_sets import FIGURES, add
from tests.conftest import ROOT
from tests.graph.test_known_at import with_later_sources
from tests.publish.material import UK, day, estimate, issued, open_taken_back
from tests.publish.page.script import Script, marked
from tests.publish.reading import page_data

pytestmark = pytest.mark.usefixtures("unasked")

_FACTS = """SELECT ?s ?p ?o ?disputed ?implied { ?f a kg:Fact ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o
  OPTIONAL { ?f kg:disputed ?disputed } OPTIONAL { ?f kg:impliedOnly ?implied } }"""


def _same(data, workspace, *, as_of=None, known_at=None, without=(), view="hull") -> None:
    """The claims with their status, the facts and the contradictions are the commands'."""
    names = [document["name"] for document in data["documents"]]
    asked = tuple(name for name in names if name not in without) if without else ()
    graph = kg.open(workspace, as_of=as_of, known_at=known_at, sources=asked, view=view)
    result = marked(data, view, as_of, known_at, without)
    listed = graph.claims.values()
    assert sorted(result["claims"]) == sorted([c.id, c.status] for c in listed)
    nodes = {node["iri"] for node in data["nodes"]}
    names = ("s", "p", "o", "disputed", "implied")
    rows = [[row[name] for name in names] for row in graph.query(_FACTS)]
    facts = {
        (s.value, p.value, o.value): (disputed is not None, implied is not None)
        for s, p, o, disputed, implied in rows
    }
    between = {key: mark for key, mark in facts.items() if {key[0], key[2]} <= nodes}
    assert {tuple(fact) for fact in result["facts"]} == set(between)
    for place, mark in enumerate(("disputed", "implied")):
        marked_facts = {key for key, marks in between.items() if marks[place]}
        assert {tuple(fact) for fact in result[mark]} == marked_facts
    verdicts = [[v.verdict, v.first.claim, v.second.claim] for v in weigh(graph).weighed]
    contradictions = [verdict for verdict in verdicts if verdict[0] == CONTRADICTS]
    sets = [[CANNOT, *(side.claim for side in each.sides)] for each in all_sets(graph)]
    others = verdicts[len(contradictions) :]
    assert result["verdicts"] == contradictions + sets + others  # in the same order


@pytest.fixture(scope="module")
def data_by():
    """The data of the core's page by a view."""
    return cache(lambda view: page_data(page.render(kg.open(ROOT, view=view)))[0])


BBC = "bbc-2025-01-22-casualties"  # whose figure the article hands on
ARTICLE = "khaled-north-korea-russia"


@pytest.mark.slow
@pytest.mark.parametrize(
    "at",
    [
        {},
        {"as_of": "2024-06-19"},
        {"known_at": "2025-01-22"},
        {"known_at": "2025-05-01", "as_of": "2025-04-30"},
        {"without": (ARTICLE,)},
        {"without": (BBC,)},
        {"view": "latest", "as_of": "2025-01-31"},
        {"view": f"only-source:{ARTICLE}"},
    ],
    ids=str,
)
def test_on_the_core(data_by, at):
    _same(data_by(at.get("view", "hull")), ROOT, **at)


def test_where_claims_are_taken_back(workspace):
    data, _ = page_data(page.render(open_taken_back(workspace)))
    for known_at in ("2025-01-31", "2025-02-15", "2025-02-28", "2025-03-31", "2025-04-30", None):
        _same(data, workspace, known_at=known_at)
    for without in ("third", "fourth", "first", "second", "relay"):
        _same(data, workspace, without=(without,))
        _same(data, workspace, known_at="2025-03-31", without=(without,))


@pytest.mark.slow
def test_where_claims_are_relayed_denied_and_disputed(workspace):
    with_later_sources(workspace)
    data, _ = page_data(page.render(kg.open(workspace)))
    for known_at in ("2025-03-10", "2025-03-31", "2025-04-30", "2025-05-31", None):
        _same(data, workspace, known_at=known_at)
    for without in ("denial", "relay", "first", "begun"):
        _same(data, workspace, without=(without,))


def test_where_figures_cannot_all_be_true(counted_workspace):
    """1,000 killed and 3,000 wounded beside 3,500 of both, until one of them is corrected."""
    add(counted_workspace, FIGURES)
    graph = kg.open(counted_workspace)
    data, _ = page_data(page.render(graph))
    for known_at in ("2025-04-29", "2025-04-30", None):
        _same(data, counted_workspace, known_at=known_at)
    (sets,) = [row for row in data["verdicts"] if row["kind"] == CANNOT]
    assert len(sets["claims"]) == 3
    assert all_sets(kg.open(counted_workspace, known_at="2025-04-29")) == ()
    assert len(all_sets(graph)) == 1


_STATUSES = """
  const world = makeWorld(data, "hull");
  markAll(world, { kinds: new Set(), layers: new Set(), relations: new Set(), sources: new Set(),
    speakers: new Set(), likelihoods: new Set() },
    { asOf: null, knownAt: known_at, clashing: false, fallen: true, around: null });
  const groups = data.nodes.flatMap((node) => node.ranges);
  const shown = (row) => world.claims.get(row.claim).held;
  return groups.flatMap((group) => withStatus(group.rows.filter(shown), world.claims))
    .map((row) => [world.claims.get(row.claim).id, row.status]);
"""


@pytest.mark.slow
@pytest.mark.parametrize("known_at", ["2025-01-22", "2025-03-31", "2025-05-01", None])
def test_what_takes_the_place_of_a_figure(known_at, workspace):
    """The second agency's stock of January is replaced by that of March, once this is known."""
    text = issued("stock", "2025-01-20") + estimate("stock/c001", UK, **_stock("500", "2025-01-10"))
    text += estimate("stock/c002", UK, **_stock("9", "2025-01-05"), stance="kg:denies")
    newer = issued("newer", "2025-03-20")
    newer += estimate("newer/c001", UK, **_stock("700", "2025-03-10"))
    open_taken_back(workspace)
    for stem, content in (("stock", text), ("newer", newer)):
        (workspace / "seeds" / f"{stem}.ttl").write_text(content, encoding="utf-8")
    graph = kg.open(workspace, known_at=known_at)
    estimates = [claim for claim in graph.claims.values() if claim.kind == "Estimate"]
    wanted = {row.id: row.status for group in read_groups(graph, estimates) for row in group.ranges}
    data, _ = page_data(page.render(kg.open(workspace)))
    script = Script("parts/world.js", "rules/figures.js")
    assert dict(script.run(_STATUSES, data=data, known_at=known_at)) == wanted
    newest = "superseded by newer/c001" if known_at != "2025-01-22" else ""
    assert wanted["stock/c001"] == newest


def _stock(number: str, of: str) -> dict[str, str]:
    return {
        "measure": "kg:personnelPresent", "best": number, "qualifier": "kg:exactly", "asOf": day(of)
    }  # fmt: skip


_COUNTED = """
  const standing = new Map(all.map((id) => [id, { held: left.includes(id), taken: null }]));
  const claims = new Map(all.map((id) => [id, {}]));
  return verdictsAt(rows, claims, standing, { wholes: new Map() })
    .map(({ kind, claims: ends }) => [kind, ...ends]);
"""


def _chosen(candidates, ids, left, *, figures) -> set[tuple[str, str, str]]:
    """The verdicts among those who are left, as the browser chooses them."""
    questions: dict[tuple[str, ...], int] = {}
    rows = [
        {"kind": verdict.kind, "claims": [verdict.first, verdict.second], "figures": figures}
        | ({"question": questions.setdefault(question, len(questions))} if question else {})
        | ({"after": [[most, *before] for most, before in looks]} if looks else {})
        | {"needs": needs, "unless": unless}
        for verdict, question, _, looks, needs, unless in candidates
    ]
    script = Script("rules/verdicts.js")
    return {tuple(row) for row in script.run(_COUNTED, rows=rows, all=ids, left=left)}


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(LISTS, st.sets(st.integers(0, 13)), st.sets(st.integers(0, 13)), st.integers(1, 3))
def test_figures_contradict_as_if_the_withdrawn_had_not_been_said(some, denied, withdrawn, limit):
    said = [replace(f, denied=number in denied) for number, f in enumerate(some)]
    left = [figure for number, figure in enumerate(said) if number not in withdrawn]
    wanted = {(v.kind, v.first, v.second) for v in conflicts(left, RULES, limit).verdicts}
    candidates = figure_candidates(said, RULES, limit)
    ids = [figure.iri for figure in said]
    assert _chosen(candidates, ids, [f.iri for f in left], figures=True) == wanted


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1).map(totals))
def test_a_begin_that_another_figure_states_counts_while_that_one_stands(lists):
    some, more = lists
    left = with_begins(some, {}, (), RULES.kinds)
    wanted = {(v.kind, v.first, v.second) for v in conflicts(left, RULES, 100).verdicts}
    said = with_begins([*some, *more], {}, (), RULES.kinds)
    candidates = figure_candidates(said, RULES, 100)
    chosen = _chosen(candidates, [f.iri for f in said], [f.iri for f in some], figures=True)
    # Of a flow that is larger than several totals, which is named rests on who stands.
    flows = {f.iri for f in some if f.measure == "sent-in-period"}
    assert {row for row in chosen if flows.isdisjoint(row)} == {
        row for row in wanted if flows.isdisjoint(row)
    }


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(CLAIMS, st.sets(st.integers(0, 13)))
def test_statements_contradict_as_if_the_withdrawn_had_not_been_said(rows, withdrawn):
    relation = frozenset({iri("p")})
    relations = Relations(single=relation, once=relation)
    claims = [
        stated(f"c{number:02}", "p", value, period=period, denied=number % 5 == 4)
        for number, (value, period) in enumerate(rows)
    ]
    left = [claim for number, claim in enumerate(claims) if number not in withdrawn]
    wanted = {(v.kind, v.first, v.second) for v in disagreements(left, relations)}
    candidates = statement_candidates(claims, relations)
    ids = [claim.iri for claim in claims]
    assert _chosen(candidates, ids, [c.iri for c in left], figures=False) == wanted
