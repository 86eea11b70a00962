"""The loss report: everything is counted, and what a format declares to carry is really in its file."""

from __future__ import annotations

import json
from functools import cache

import pytest

from kg.iris import KG, KGD, RDF, RDFS, SRC, local_name, shorten
from kg.publish.formats._loss import PARTS, Carried, Item, Loss, inventory, losses, wholly
from kg.publish.formats._registry import built_in
from kg.text.display import carried, shown, visible, xml_text
from tests.conftest import ROOT
from tests.publish.material import open_denied, open_disputed, open_twofold
from tests.publish.reading import declared, folded, module, strings_of

pytestmark = pytest.mark.slow

RDF_FORMATS = ("trig", "nq", "jsonld", "ttl", "nt")
OTHERS = [form for form in built_in() if form not in (*RDF_FORMATS, "html")]
# Texts so long that they stand in a file only if the file carries them.
_TELLING = ("statements", "wordings", "notes", "remarks")


@pytest.fixture(scope="module")
def held(core):
    return core.holdings


@pytest.fixture(scope="module")
def items(core):
    return inventory(core.store)


@pytest.fixture(scope="module")
def parts_of(held):
    """What a format declares to carry of the core, by its parts."""
    return cache(lambda form: declared(form, held).parts)


@pytest.fixture(scope="module")
def said(rendered):
    """All that the core's file in a format says."""
    return cache(lambda form: strings_of(form, rendered(form)))


@pytest.fixture(scope="module")
def written(held, items):
    """Each value of the core with its item and the ways in which it may be written."""
    return [
        (item, value, frozenset(map(folded, ways(held, item, name, value))))
        for item in items
        for name, value in [*item.values, ("", item.owner)]
    ]


@pytest.fixture(scope="module")
def hostile(worse):
    """Each hostile text with its item and the ways in which it may be written."""
    parts = ("labels", "aliases", "statements", "wordings", "notes", "remarks")
    return [
        (item, value, frozenset(map(folded, spellings(value))))
        for item in inventory(worse.store)
        if item.part in parts
        for _, value in item.values
    ]


def missing(written, parts, text: str) -> list[tuple[str, str, str]]:
    """Of what the parts of a format carry, that which its text has in none of its ways."""
    is_there = cache(lambda ways: any(way in text for way in ways))
    return [
        (item.part, item.owner, value[:60])
        for item, value, ways in written
        if item.part in parts and parts[item.part](item) and not is_there(ways)
    ]


def count(graph, query: str) -> int:
    (row,) = graph.query(f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT {query} }}")
    return int(row["n"].value)


def test_every_statement_of_the_store_is_counted_once(core, items):
    assert sum(item.quads for item in items) == len(core.store)
    assert {item.part for item in items} <= set(PARTS)


@pytest.mark.parametrize(
    ("part", "query"),
    [
        ("labels", "?x ?l { GRAPH ?g { ?x rdfs:label ?l } FILTER(STRSTARTS(STR(?x), STR(kgd:))) }"),
        ("aliases", "?x ?l { ?x skos:altLabel ?l FILTER(STRSTARTS(STR(?x), STR(kgd:))) }"),
        ("claims", "?c { ?c kg:source ?s }"),
        ("statements", "?c { ?c kg:statement ?t }"),
        ("figures", "?c { ?c a kg:Estimate }"),
        ("judgements", "?c { ?c a kg:Judgement }"),
        ("speakers", "?c { ?c kg:attributedTo ?who }"),
        ("offsets", "?c { ?c kg:evidence/oa:start ?n }"),
        ("facts", "?f { ?f a kg:Fact ; rdf:subject ?x }"),
        ("support", "?f ?c { ?f rdf:subject ?x ; kg:supportedBy ?c }"),
        ("notes", "?c ?n { ?c kg:note ?n }"),
    ],
)
def test_counts_agree_with_a_query(core, items, part, query):
    assert sum(item.part == part for item in items) == count(core, query) > 0


def test_denials_and_disputed_facts_are_counted(workspace):
    # open_disputed adds one denial of one fact.
    counted = inventory(open_disputed(workspace).store)
    assert sum(item.part == "denials" for item in counted) == 1
    assert sum(item.part == "disputed marks" for item in counted) == 1


def test_a_denial_is_carried_where_the_edge_is_marked(workspace):
    graph = open_denied(workspace)
    read, stock = graph.holdings, inventory(graph.store)
    for form in ("gexf", "graphml", "cytoscape", "dot", "mermaid", "svg"):
        rows = {row.part: row for row in losses(stock, declared(form, read))}
        assert rows["denials"].lost == 0, form
    # Of an edge of a denial and a forecast, no network tells which of the two denies.
    graph = open_disputed(workspace)
    read, stock = graph.holdings, inventory(graph.store)
    rows = {row.part: row for row in losses(stock, module("gexf").carries(read))}
    assert rows["denials"].lost == 1


def test_the_reading_agrees_with_the_network(core, held):
    net = core.network()
    assert set(held.nodes) == set(net)
    assert {
        (edge.subject, edge.object, f"{edge.predicate} {edge.layer}"): sorted(edge.claims)
        for edge in held.edges
    } == {
        (subject, value, key): sorted(values["claims"])
        for subject, value, key, values in net.edges(keys=True, data=True)
    }


@pytest.mark.parametrize("form", [form for form in built_in() if form != "html"])
def test_every_format_declares_parts_that_exist(held, form):
    carried = declared(form, held)
    assert isinstance(carried, Carried)
    assert set(carried.parts) <= set(PARTS)


@pytest.mark.parametrize("form", OTHERS)
def test_what_is_declared_is_in_the_file(said, parts_of, written, form):
    assert missing(written, parts_of(form), said(form)) == []


@pytest.mark.parametrize("form", OTHERS)
def test_hostile_texts_that_are_declared_are_in_the_file(worse, rendered_worse, hostile, form):
    """Names, statements and notes that mean something in the format stand in it as text."""
    parts = declared(form, worse.holdings).parts
    assert missing(hostile, parts, strings_of(form, rendered_worse(form))) == []


def test_the_second_of_two_values_is_in_the_file_or_reported(workspace):
    """Read from the files: of one value the name is not enough to say that all are there."""
    graph = open_twofold(workspace)
    read, stock = graph.holdings, inventory(graph.store)
    china, corps = KGD + "state-china", KGD + "unit-kpa-11th-corps"

    def kept(form: str, part: str, owner: str = "") -> list[str]:
        carried = declared(form, read).parts[part]
        chosen = [i for i in stock if i.part == part and owner in ("", i.owner) and carried(i)]
        return sorted(value for item in chosen for _, value in item.values)

    made = json.loads(module("cytoscape").render(graph))["elements"]["nodes"]
    (node,) = (n["data"] for n in made if n["data"]["iri"] == china)
    assert {"iso3166: CHN", "iso3166: CN"} <= set(node["codes"])
    assert {"CHN", "CN"} <= set(kept("cytoscape", "identifiers", china))
    assert kept("csv", "disputed marks") == ["true"]  # the edges have a column for it
    assert kept("cytoscape", "disputed marks") == []  # a nickname is a value of a node
    lines = [json.loads(line) for line in module("ftm").render(graph).splitlines()]
    (state,) = (x["properties"] for x in lines if x["properties"].get("sourceUrl") == [china])
    assert state["country"] == ["cn"]
    assert len(state["wikidataId"]) == 1
    assert len(kept("ftm", "identifiers", china)) == 2  # of the four
    for form in ("csv", "cytoscape", "ftm", "gexf"):
        assert kept(form, "entities", china) != []
        assert kept(form, "entities", corps) == []  # one of its two kinds is written


def spellings(value: str) -> set[str]:
    """A text with what must not be written made visible, on one line or on several."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    seen = {"\n".join(map(way, lines)) for way in (str, visible, carried, xml_text)}
    return {value, visible(value), carried(value), xml_text(value), xml_text(shown(value)), *seen}


def ways(held, item, name: str, value: str) -> set[str]:
    """How a value may be written: as it is, as a short name, by its label, in lower case."""
    if name == "language" and len(value) == 2:
        return {f"@{value}", f"A{value}", value}
    if name == RDF + "type" or name.endswith("Scheme") or item.part == "derived values":
        return {"", local_name(value)}
    if item.part in (
        "facts",
        "support",
        "disputed marks",
        "status marks",
        "relations",
        "judgements",
    ):
        return fact_ways(held, item, value)
    if value == item.owner and value in held.entities and held.entities[value].wikidata:
        return {value, shorten(value), held.label(value), held.entities[value].wikidata}
    found = {value, xml_text(value), shorten(value), held.label(value), value.lower()}
    return found | {value.removeprefix(SRC), local_name(value)}


def fact_ways(held, item, value: str) -> set[str]:
    """The ends of a fact by IRI, id or name; who is its owner need not be named."""
    if value in (item.owner, "true") or value.startswith(SRC):
        return {"", value}
    entity = held.entities.get(value)
    names = {entity.name, entity.wikidata or entity.name} if entity else set()
    properties = {"P361", "P463"} if value.startswith(KG) else set()
    return (
        {value, xml_text(value), shorten(value), held.label(value), local_name(value)}
        | names
        | properties
    )


@pytest.mark.parametrize("form", OTHERS)
def test_what_is_not_declared_is_not_in_the_file(said, parts_of, items, form):
    text, carried = said(form), parts_of(form)
    kept = {
        value
        for item in items
        if item.part in carried and carried[item.part](item)
        for _, value in item.values
    }
    spared = [
        (item.part, value)
        for item in items
        if item.part in _TELLING and not (item.part in carried and carried[item.part](item))
        for _, value in item.values
        if len(value) > 40 and value not in kept and folded(value) in text
    ]
    assert spared == []


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_rdf_loses_nothing_but_at_most_the_graphs(held, items, form):
    lost = {row.part for row in losses(items, declared(form, held)) if row.lost}
    assert lost == ({"graphs"} if form in ("ttl", "nt") else set())


def test_mermaid_loses_every_claim_and_every_alias(held, items):
    rows = {row.part: row for row in losses(items, module("mermaid").carries(held))}
    assert rows["claims"].lost == rows["claims"].held == len(held.claims)
    assert rows["aliases"].lost == rows["aliases"].held
    # 65 entities stand in the files; those of which no claim speaks are not drawn.
    drawn = {iri for iri in held.nodes if iri.startswith(KGD)}
    assert rows["entities"].carried == len(drawn) < rows["entities"].held


def test_the_report_on_stderr_and_as_a_file(run, tmp_path):
    target, loss = tmp_path / "out.mmd", tmp_path / "loss.json"
    done = run("export", "mermaid", "-o", target, "--loss", loss)
    assert done.returncode == 0, done.stderr
    told = json.loads(loss.read_text("utf-8"))
    assert told["format"] == "mermaid"
    parts = {part["part"]: part for part in told["parts"]}
    assert parts["speakers"]["lost"] == parts["speakers"]["held"] > 0
    assert f"speakers {parts['speakers']['lost']}" in " ".join(done.stderr.split())
    assert sum(part["lost"] for part in told["parts"]) == told["lost"]


def test_geojson_names_the_places_without_coordinates(run, tmp_path):
    loss = tmp_path / "loss.json"
    done = run("export", "geojson", "-o", "-", "--loss", loss)
    assert json.loads(done.stdout)["type"] == "FeatureCollection"
    # Of the areas that drones attack, the article says no more than that they are civilian.
    lost = json.loads(loss.read_text())["places_without_coordinates"]
    (without,) = [name for name in lost if name.startswith("civilian areas")]
    assert without in " ".join(done.stderr.split())


def test_quads_lose_nothing_and_say_so(run, tmp_path):
    done = run("export", "nq", "-o", tmp_path / "out.nq")
    assert "nothing is lost" in done.stderr


@pytest.mark.parametrize("form", [form for form in built_in() if form != "html"])
def test_a_part_of_the_graph_and_none_of_it(tmp_path, form):
    """A scope in which no claim holds: the file is empty of claims, and still one that parses."""
    import kg

    graph = kg.open(ROOT, known_at="1900")
    data = module(form).render(graph)
    if form not in RDF_FORMATS:
        assert "khaled-north-korea-russia/c016" not in strings_of(form, data)
    declared(form, graph.holdings)


def test_a_target_in_no_folder_and_a_loss_file_in_none(run, tmp_path):
    done = run("export", "nt", "-o", tmp_path / "x.nt", "--loss", tmp_path / "no" / "loss.json")
    assert done.returncode == 2
    assert "no such folder" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_export_and_report_in_one_place(run):
    done = run("export", "mermaid", "-o", "-", "--loss", "-")
    assert done.returncode == 2
    assert "same place" in done.stderr
    assert done.stdout == ""


def test_one_file_under_two_names_is_one_file(run, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "again").symlink_to("there")
    done = run(
        *("export", "mermaid", "-o", tmp_path / "there" / "x"),
        *("--loss", tmp_path / "again" / ".." / "there" / "x"),
    )
    assert done.returncode == 2
    assert "same place" in done.stderr
    assert list((tmp_path / "there").iterdir()) == []


def test_an_empty_export_says_so(run, tmp_path):
    """The oldest source of the core is of 2023."""
    done = run("export", "svg", "--known-at", "1900", "-o", tmp_path / "x.svg")
    assert done.returncode == 0
    assert "no claim is in what you asked for" in done.stderr
    whole = run("export", "mermaid", "-o", tmp_path / "y.mmd")
    assert "no claim" not in whole.stderr


def test_an_unwritable_loss_file_says_so(run, tmp_path):
    done = run("export", "mermaid", "-o", tmp_path / "x.mmd", "--loss", "/dev/full")
    assert done.returncode == 3
    assert "the disk is full" in done.stderr


@pytest.mark.parametrize(
    "form", [form for form in built_in() if form not in ("csv", "xlsx", "png", "html")]
)
def test_stdout_gets_the_file_and_nothing_else(run, small, form):
    told = run("export", form, "-o", "-", "--workspace", small.layout.root).stdout.encode()
    written = module(form).render(small)
    if told != written:  # pytest would compare megabytes
        pairs = enumerate(zip(told, written, strict=False))
        shorter = min(len(told), len(written))
        at = next((place for place, (one, other) in pairs if one != other), shorter)
        near = slice(max(at - 80, 0), at + 80)
        pytest.fail(f"from byte {at}: {told[near]!r}, and not {written[near]!r}")


def test_a_text_that_comes_out_as_another_is_lost():
    name, turned = Item("labels", "x", [(RDFS + "label", "a\x1b[31mb")]), Item("facts", "y")
    plain = Item("labels", "z", [(RDFS + "label", "حزب\u200cالله so\u00adft")])
    parts = wholly("labels", "facts")
    assert losses([name, plain, turned], Carried(parts, writes=xml_text)) == [
        Loss("labels", 2, 1),
        Loss("facts", 1, 1),
    ]
    assert losses([name, plain], Carried(parts)) == [Loss("labels", 2, 2)]
