"""What ``import kg`` gives, as documented, and that the three ways to the data agree."""

from __future__ import annotations

import sys

import pyoxigraph as ox
import pytest

import kg
from kg.errors import CacheError, DataError, KgError, UsageError
from tests.conftest import ROOT

STATES = "SELECT ?s WHERE { ?s a kg:State }"


def test_star_import_takes_the_lazy_names():
    space: dict[str, object] = {}
    exec("from kg import *", space)
    assert {"Graph", "KgError", "UsageError", "open"} <= set(space)


def test_the_example_of_the_docstring(core):
    rows = core.query("SELECT ?label WHERE { kgd:state-russia rdfs:label ?label }")
    assert [row["label"].value for row in rows] == ["Russia"]


def test_query_gives_rows_triples_or_a_truth_value(core):
    assert {type(row) for row in core.query(STATES)} == {ox.QuerySolution}
    triples = core.query("CONSTRUCT WHERE { ?s a kg:State }")
    assert {type(triple) for triple in triples} == {ox.Triple}
    assert bool(core.query("ASK { kgd:state-russia a kg:State }"))
    assert not bool(core.query("ASK { kgd:state-russia a kg:Agreement }"))


def test_bindings_are_values_and_never_text(core):
    query = "SELECT ?s WHERE { ?s rdfs:label ?label }"
    name = ox.Literal("Russia", language="en")
    assert [row["s"].value for row in core.query(query, {"label": name})] == [
        "https://w3id.org/entente/id/state-russia"
    ]
    trick = ox.Literal('" } SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } #')
    assert list(core.query(query, {"label": trick})) == []


def test_the_dataset_answers_the_same(core):
    import rdflib

    dataset = core.dataset()
    assert isinstance(dataset, rdflib.Dataset)
    for query in (
        STATES,
        "SELECT ?c WHERE { ?c a kg:Estimate ; kg:measure kg:personnelKilledOrWounded }",
        "SELECT ?o WHERE { ?f a kg:Fact ; rdf:object ?o }",
    ):
        prefixes = "PREFIX kg: <https://w3id.org/entente/ns/>\n"
        ours = sorted(row[0].value for row in core.query(query))
        theirs = sorted(str(row[0]) for row in dataset.query(prefixes + query))
        assert ours == theirs
        assert ours


def test_the_network(core):
    import networkx

    network = core.network()
    assert isinstance(network, networkx.MultiDiGraph)
    node = network.nodes["https://w3id.org/entente/id/state-russia"]
    assert node["label"] == "Russia"
    # The 11th Corps of the Korean People's Army
    corps = "https://w3id.org/entente/id/unit-kpa-11th-corps"
    army = "https://w3id.org/entente/id/force-korean-peoples-army"
    edges = network.get_edge_data(corps, army)
    assert any(edge["predicate"].endswith("/partOf") and edge["claims"] for edge in edges.values())


@pytest.mark.parametrize(
    ("method", "package", "extra"),
    [("dataset", "rdflib", "rdf"), ("network", "networkx", "network")],
)
def test_a_missing_extra_is_named(core, monkeypatch, method, package, extra):
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, "kg.graph.network", raising=False)
    with pytest.raises(KgError, match=package) as missing:
        getattr(core, method)()
    assert missing.value.remedy == f'run: pip install "entente-kg[{extra}]"'


@pytest.mark.unbuilt
def test_a_workspace_and_a_scope(workspace):
    told: list[str] = []
    graph = kg.open(workspace, notify=told.append)
    assert told == ["the graph was built from the text"]
    claims = "SELECT ?c { ?c kg:source ?s }"
    everything = len(list(graph.query(claims)))
    part = kg.open(workspace, sources=("khaled-north-korea-russia",), notify=told.append)
    assert 0 < len(list(part.query(claims))) < everything
    assert len(told) == 1
    kg.open(workspace, known_at="2025", notify=told.append)
    assert "src:khaled-north-korea-russia" in told[1]


def test_what_does_not_say_how_openly_it_is_made_is_counted_for_the_person(counted_workspace):
    path = counted_workspace / "seeds" / "unn-2025-04-30-casualties.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    kg:explicitness kg:stated ;\n", ""), encoding="utf-8")
    told: list[str] = []
    graph = kg.open(counted_workspace, stated_only=True, notify=told.append)
    assert "they do not say whether they are stated: 2 claims" in told[-1]
    assert not [claim for claim in graph.claims.values() if "unn-2025-04" in claim.id]


def test_a_graph_is_a_snapshot(workspace):
    graph = kg.open(workspace)
    count = len(list(graph.query(STATES)))
    (workspace / "seeds" / "more.ttl").write_text(
        "@prefix kg: <https://w3id.org/entente/ns/> ."
        "@prefix kgd: <https://w3id.org/entente/id/> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        'kgd:state-atlantis a kg:State ; rdfs:label "Atlantis"@en .'
    )
    assert len(list(kg.open(workspace).query(STATES))) == count + 1
    assert len(list(graph.query(STATES))) == count


def test_broken_text_stops_unless_an_old_build_may_answer(workspace):
    kg.open(workspace)
    (workspace / "seeds" / "broken.ttl").write_text("no Turtle")
    with pytest.raises(DataError):
        kg.open(workspace)
    told: list[str] = []
    graph = kg.open(workspace, stale=True, notify=told.append)
    assert list(graph.query(STATES))
    assert "--stale" in told[0]


@pytest.mark.unbuilt
def test_without_an_old_build_stale_is_no_help(workspace):
    (workspace / "seeds" / "broken.ttl").write_text("no Turtle")
    with pytest.raises(DataError):
        kg.open(workspace, stale=True)


def test_an_unreadable_source_can_be_passed_over_too(workspace):
    kg.open(workspace)
    (workspace / "seeds" / "folder.ttl").mkdir()
    with pytest.raises(KgError, match="cannot read"):
        kg.open(workspace)
    assert list(kg.open(workspace, stale=True).query(STATES))


def test_a_corrupt_cache_is_made_again(workspace):
    from kg.store.cache import current
    from kg.text.layout import find_layout

    kg.open(workspace)
    build = current(find_layout(workspace).cache)
    assert build is not None
    for path in (build.path / "store").glob("MANIFEST*"):
        path.write_bytes(path.read_bytes()[:100])
    told: list[str] = []
    assert list(kg.open(workspace, notify=told.append).query(STATES))
    assert "built anew" in told[0]


@pytest.mark.slow
def test_a_deleted_cache_loses_nothing(workspace):
    import shutil

    from kg.text.layout import find_layout

    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    before = [row["n"] for row in kg.open(workspace).query(query)]
    shutil.rmtree(find_layout(workspace).cache)
    assert [row["n"] for row in kg.open(workspace).query(query)] == before


def test_a_foreign_cache_folder(workspace, tmp_path, monkeypatch):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "thesis.txt").write_text("mine")
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "documents"))
    with pytest.raises(CacheError):
        kg.open(workspace)
    assert [p.name for p in (tmp_path / "documents").iterdir()] == ["thesis.txt"]


def test_a_wrong_call(tmp_path):
    with pytest.raises(UsageError):
        kg.open(tmp_path)
    with pytest.raises(UsageError):
        kg.open(as_of="")


def test_every_public_name_is_there_and_explained():
    """The names that the README and the plan of the interface promise."""
    assert set(kg.__all__) == {
        *("Graph", "Claim", "Entity", "Fact", "Figure", "Finding", "Interval", "Report", "Scope"),
        *("Verdict", "KgError", "UsageError", "DataError", "CacheError", "QueryTimeoutError"),
        *("open", "build", "check", "verify", "formats", "importers", "stores", "__version__"),
    }
    assert dir(kg) == sorted(kg.__all__)
    for name in set(kg.__all__) - {"__version__"}:
        public = getattr(kg, name)
        assert callable(public), name
        explained = type(public).__call__ if name == "build" else public
        assert explained.__doc__, name
    with pytest.raises(AttributeError, match="nonsense"):
        kg.nonsense  # noqa: B018  (the attribute is what is tested)


def test_every_call_of_a_graph_is_explained():
    calls = [getattr(kg.Graph, name) for name in dir(kg.Graph) if not name.startswith("_")]
    assert all(call.__doc__ for call in calls)


def test_a_claim_and_an_entity_by_name(core):
    claim = core.claim("c020")
    assert (claim.figure, claim.speaker) == (
        "more than 6,000",
        "Ministry of Defence of the United Kingdom",
    )
    assert claim.place == "characters 782–889"
    entity = core.entity("Storm Corps")
    assert entity.kind == "MilitaryUnit"
    assert "폭풍군단" in entity.other_names


def test_claims_are_chosen_by_what_they_are_about_who_says_them_and_where(core):
    article = "khaled-north-korea-russia"
    of_corps = core.claims(about="Storm Corps", source=article)
    assert {claim.source.rsplit("/", 1)[1] for claim in of_corps} == {article}
    assert f"{article}/c016" in {claim.id for claim in of_corps}
    assert {claim.kind for claim in core.claims(kind="estimate")} == {"Estimate"}
    assert len(core.claims()) == len(core.claims)
    with pytest.raises(UsageError, match="no kind of claim"):
        core.claims(kind="rumour")
    with pytest.raises(UsageError, match="no source"):
        core.claims(source="nosuch")


def test_contradictions_widen_as_estimates_do(core):
    """North Korea is no figure's subject; its events are."""
    listed = {figure.id for group in core.estimates("North Korea") for figure in group.ranges}
    weighed = core.contradictions("North Korea", every=True).weighed
    ends = {side.claim for item in weighed for side in (item.first, item.second)}
    assert len(listed) > 1
    assert ends & listed
    assert core.contradictions("North Korea").pairs > 0


def test_why_and_impact(core):
    (answer,) = core.why("Storm Corps", "is part of", "Korean People's Army")
    assert answer.is_fact
    assert "khaled-north-korea-russia/c016" in {bearing.claim for bearing in answer.rests_on}
    assert core.impact(["bbc-2025-01-22-casualties"]).changes


def test_an_answer_by_its_question(core):
    rows = list(core.ask("casualties"))
    assert any("c020" in row["claim"].value for row in rows)
    with pytest.raises(UsageError, match="no question"):
        core.ask("casulties")


def test_another_snapshot_leaves_this_one_as_it_is(core):
    """Of the figures of killed or wounded none had been published by the end of 2024."""
    before = len(core.claims)
    earlier = core.at(known_at="2024")
    assert len(earlier.claims) < before == len(core.claims)


def test_a_graph_over_a_store_of_ones_own(core):
    from kg.store.oxigraph import OxigraphStore

    store = OxigraphStore()
    store.add(core.store.quads())
    graph = kg.open(ROOT, store=store)
    assert len(graph.claims) == len(core.claims)
    assert len(kg.open(ROOT, store=store, known_at="2024").claims) < len(core.claims)
    assert len(store) == len(core.store)


def test_a_store_of_ones_own_stays_the_whole_at_other_dates(core):
    """One without c016 knows nothing of it at a date, nor when it explains what a date leaves out."""
    from kg.store.oxigraph import OxigraphStore

    left_out = core.claim("c016").iri
    store = OxigraphStore()
    store.add(q for q in core.store.quads() if getattr(q.subject, "value", "") != left_out)
    graph = kg.open(ROOT, store=store)
    at_a_date = graph.at(known_at="2027")
    for other in (graph, at_a_date, at_a_date.at()):
        assert left_out not in other.claims
        (reasons,) = other.why("11th Corps", "part of", "Korean People's Army")
        assert not reasons.is_fact
        assert not reasons.rests_on
    (reasons,) = core.at(known_at="2027").why("11th Corps", "part of", "Korean People's Army")
    assert reasons.is_fact


def test_export_by_name(core, tmp_path):
    core.export("nt", tmp_path / "core.nt")
    assert (tmp_path / "core.nt").stat().st_size > 0
    with pytest.raises(UsageError, match="no format"):
        core.export("grahpml", tmp_path / "x")
    with pytest.raises(UsageError, match="no such option"):
        core.export("nt", tmp_path / "x", {"texts": str(tmp_path)})
    assert {"html", "trig"} <= {form.name for form in kg.formats()}


@pytest.mark.slow
def test_build_check_and_verify(workspace):
    assert kg.build(workspace).counts["claims"] == len(kg.open(workspace).claims)
    assert not [f for f in kg.check(workspace).findings if f.severity == "error"]
    with pytest.raises(UsageError, match="nothing to compare"):
        kg.verify(workspace)
