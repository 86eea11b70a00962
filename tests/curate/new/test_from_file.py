"""All that a file lists is made at once, or nothing: ``kg new from``."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kg import api
from kg.curate.new.listed import Listed, listed_lines, read_listed
from kg.curate.new.making import make_listed
from kg.curate.new.target import target_of
from kg.curate.new.workspace import new_workspace, plan_workspace
from kg.curate.sheets.mapping.needs import read_needed
from kg.errors import DataError, UsageError
from kg.graph.terms import Terms
from kg.text.layout import find_layout

EVERYTHING = """
[new.class]
"harbour guard" = { parent = "coast patrol" }
"coast patrol" = { parent = "armed force", definition = "Armed force that watches a coast." }

[new.property]
"escorted" = { subject = ["coast patrol", "state"], object = ["harbour guard"], state = true }
"watched harbours of" = { subject = ["harbour guard"] }

[new.word]
"convoys escorted" = { like = "weapons sent", measure-kind = "cumulative" }
"fast convoy" = { below = "convoy" }
"convoy" = { like = "soldier" }

[new.entity]
"Velin Patrol" = { kind = "coast patrol", aliases = ["Велинский дозор@ru"], comment = "Made up." }
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "guard"
    new_workspace(folder, plan_workspace(folder, None, None, None), date(2026, 11, 24))
    return folder


@pytest.fixture
def folder(empty, tmp_path) -> Path:
    return Path(shutil.copytree(empty, tmp_path / "guard"))


@pytest.fixture(scope="module")
def graph(empty):
    return api.open_graph(empty)


def make(folder, text, graph, **options):
    listed = read_listed(text.encode(), "new.toml")
    return make_listed(
        target_of(find_layout(folder)), graph, Terms(graph), listed, "new.toml", **options
    )


def told(folder, text, graph):
    """The findings of a file that is refused, as (line, problem); and nothing is written."""
    before = files(folder)
    with pytest.raises(DataError) as refused:
        make(folder, text, graph)
    assert files(folder) == before
    assert all(found.remedy for found in refused.value.findings)
    return [(found.line, found.problem) for found in refused.value.findings]


def files(folder):
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_everything_is_made_at_once_in_the_order_in_which_it_is_needed(folder, graph):
    made = make(folder, EVERYTHING, graph)
    assert len(made.new) == 8
    names = sorted(path.relative_to(folder).as_posix() for path in made.files)
    assert names == ["ontology/terms/guard.ttl", "ontology/vocab/guard.ttl", "seeds/reference-guard.ttl"]  # fmt: skip
    words = (folder / "ontology/vocab/guard.ttl").read_text(encoding="utf-8")
    assert "guard:fastConvoy a kg:CountedKind" in words
    assert "skos:broader guard:convoy" in words
    terms = (folder / "ontology/terms/guard.ttl").read_text(encoding="utf-8")
    assert "rdfs:subClassOf guard:CoastPatrol" in terms
    assert "kg:subjectKind guard:CoastPatrol, kg:State" in terms
    entities = (folder / "seeds/reference-guard.ttl").read_text(encoding="utf-8")
    assert "kgd:patrol-velin-patrol a guard:CoastPatrol" in entities
    assert '"Велинский дозор"@ru' in entities


@pytest.mark.slow
def test_what_was_made_is_there_the_next_time(folder):
    make(folder, EVERYTHING, api.open_graph(folder))
    after = files(folder)
    built = api.open_graph(folder)
    again = make(folder, EVERYTHING, built)
    assert (len(again.there), again.new, again.files) == (8, [], [])
    assert files(folder) == after
    other = '[new.property]\n"escorted" = { subject = ["state"], object = ["harbour guard"] }\n'
    ((line, problem),) = told(folder, other, built)
    assert (line, "of which something else is said" in problem) == (2, True)


def test_one_fault_and_nothing_is_written_and_all_faults_are_told(folder, graph):
    text = """[new.property]
"escorted" = { subject = ["state"], object = ["ship of the line"] }
"guarded" = { subject = [] }
"towed" = { object = ["state"] }
[new.word]
"convoy" = { like = "soldier" }
"tug" = { like = "soldier", below = "soldier" }
"lights" = { like = "weapons sent", measure-kind = "" }
"lamps" = { like = "weapons sent", measure-kind = "sum" }
"knots" = { like = "soldier", kind = "unit" }
[new.entity]
"Velin" = { kind = "" }
"Велин" = { kind = "place" }
"""
    found = told(folder, text, graph)
    assert [line for line, _ in found] == [2, 3, 4, 7, 8, 9, 10, 12, 13]
    problems = dict(found)
    assert "no term “ship of the line”" in problems[2]
    assert problems[3] == problems[8] == problems[12] == "it is left open"
    assert "does not say its subject" in problems[4]
    assert "both are given" in problems[7]
    assert "no kind of measure" in problems[9]
    assert "has no “kind”" in problems[10]
    assert "no English name" in problems[13]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('[new.property]\n"is part of" = { subject = ["state"] }', 2, "has this name"),
        ('[new.property]\n"is a part of" = { subject = ["state"] }', 2, "may be there already"),
        ('[new.word]\n"soldiers" = { like = "civilian" }', 2, "may be there already: “soldier”"),
        ('[new.word]\n"a-b" = { like = "soldier" }\n"a b" = { like = "soldier" }', 3, "line 2"),
        ('[new.entity]\n"Korean Peoples Army" = { kind = "armed force" }', 2, "Korean People's Army"),
        ('[new.entity]\n"Velin Trading Company" = { kind = "business company" }\n"The Velin trading company" = { kind = "business company" }', 3, "line 2"),
        ('[new.word]\n"a one" = { below = "a two" }\n"a two" = { below = "a one" }', 2, "leads back to it"),
        ('[new.thing]\n"x" = {}', 1, "no “thing” can be made"),
        ('[new]\nproperty = 1', 2, "this is no table"),
        ('[new.property]\n"x" = 3', 2, "this is no table"),
        ('[new.entity]\n"Velin" = { kind = "place", source = "nowhere" }', 2, "no source nowhere"),
        ('[new.entity]\n"Velin" = { kind = "place", identifiers = ["imoNumber=1"] }', 2, "has not the form"),
        ('[other]\nx = 1', 0, "lists nothing"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_told_with_its_line(empty, graph, text, line, problem):
    found = told(empty, text + "\n", graph)
    assert (found[0][0], problem in found[0][1]) == (line, True), found


def test_a_near_miss_is_made_where_a_person_says_that_it_is_another(empty, graph):
    text = (
        '[new.property]\n"is a part of" = { subject = ["state"], anyway = true }\n'
        '[new.entity]\n"Korean Peoples Army" = { kind = "armed force", id = "force-kpa-of-velin", anyway = true }\n'
    )
    made = make(empty, text, graph, dry_run=True)
    assert [iri.rpartition("/")[2] for _, iri in made.new] == ["isAPartOf", "force-kpa-of-velin"]
    assert made.files == []


def test_a_written_file_is_read_as_it_was_meant():
    listed = [
        Listed("word", 'a "b"', {"like": "soldier", "anyway": False}, rows=[4, 5, 6, 7], notes=["is\nit?"]),
        Listed("property", "x", {"subject": ["a", "b"], "state": True}),
    ]  # fmt: skip
    text = "\n".join(listed_lines(listed))
    assert "# rows 4, 5, 6 and 1 more; is it?" in text
    read = read_listed(text.encode(), "x.toml")
    assert [(one.sort, one.label, one.said) for one in read] == [
        (one.sort, one.label, one.said) for one in listed
    ]


MAPPING = """
[columns]
who = "who"
[relations."sent shells to"]
is = "supplied shells to"
[relations."ate"]
"leave out" = "food"
[relations."ate".figure]
measure = "meals"
[relations."sank".figure]
measure = "ships sunk"
[new.property]
"sent shells to" = { subject = ["state"] }
"supplied shells to" = { subject = ["state"] }
"ate" = { subject = [""] }
"sank (relation)" = { subject = ["state"] }
[new.word]
"ships sunk" = { like = "weapons sent", measure-kind = "cumulative" }
"shells eaten" = { like = "weapons sent", measure-kind = "" }
"""


def test_of_a_mapping_only_what_its_answers_leave_is_made():
    needed = read_needed(MAPPING.encode(), "map.toml")
    assert [one.label for one in needed.listed] == ["supplied shells to", "sank (relation)", "ships sunk"]  # fmt: skip
    assert sorted(label for labels in needed.left_out.values() for label in labels) == ["ate", "sent shells to", "shells eaten"]  # fmt: skip


def test_a_part_that_no_file_has_is_told():
    with pytest.raises(DataError) as refused:
        read_needed(b'[new.word]\n"x" = { like = "y" }\n[news]\n', "x.toml")
    assert (refused.value.findings[0].line, refused.value.findings[0].term) == (3, "news")


@pytest.mark.slow
def test_the_command_says_what_it_made(folder, run):
    (folder / "new.toml").write_text(EVERYTHING, encoding="utf-8")
    shown = run("new", "from", "new.toml", "--dry-run", cwd=folder)
    assert shown.returncode == 0, shown.stderr
    assert "+ relation: escorted (guard:escorted)" in shown.stdout.replace("property", "relation")
    done = run("new", "from", "new.toml", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "made 2 class" in done.stderr
    assert run("check", cwd=folder).returncode == 0
    assert run("fmt", "--check", cwd=folder).returncode == 0
    again = run("new", "from", "new.toml", cwd=folder)
    assert (again.returncode, "nothing is new" in again.stderr) == (0, True)
    assert run("new", "from", "nowhere.toml", cwd=folder).returncode == 3


def test_a_class_goes_before_another_term_of_its_name_where_a_class_is_meant(empty, graph):
    """“weapon type” is the label of a class, and the local name of a property."""
    terms = Terms(graph)
    with pytest.raises(UsageError, match="the name of 2 terms"):
        terms.find("weapon type")
    assert terms.find("weapon type", "class").kind == "class"
