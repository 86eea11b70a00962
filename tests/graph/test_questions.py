"""Named questions: what their headers may hold, how parameters are read, how answers look."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.errors import KgError, UsageError
from kg.graph import questions as queries
from kg.graph.names import resolve
from kg.publish.terminal.answers import write_answer
from tests.conftest import ROOT
from tests.publish.material import day, estimate, source

FOLDER = ROOT / "ontology" / "queries"
HEADER = """# title: Moves
# question: What did {actor} do by {day}, at least {times} times, in the words “{words}”?
# none: The sources do not say what {actor} did.
# param: actor entity kgd:state-russia — who acts
# param: day date 2024 — the last day
# param: times number 2 — how often
# param: words text x — which words
"""
BODY = "SELECT ?actor ?day ?times ?words WHERE { }\n"


@pytest.fixture
def question(tmp_path: Path):
    def write(text: str) -> queries.Question:
        path = tmp_path / "moves.rq"
        path.write_text(text)
        return queries.read_question(path)

    return write


def bound(question: queries.Question, **given: str) -> dict[str, str]:
    values = queries.bind(question, given, lambda name: f"https://example.org/{name}")
    return {name: value.value for name, value in values.items()}


def answer(graph, question: queries.Question, form=None, width: int = 120, **given: str) -> str:
    out = io.BytesIO()
    write_answer(graph, question, given, form, out, width)
    return out.getvalue().decode()


def test_header_is_read(question):
    read = question(HEADER + "# headline: 3\n" + BODY)
    assert (read.name, read.title, read.headline) == ("moves", "Moves", 3)
    assert [(p.name, p.kind, p.default) for p in read.parameters] == [
        ("actor", "entity", "kgd:state-russia"),
        ("day", "date", "2024"),
        ("times", "number", "2"),
        ("words", "text", "x"),
    ]
    assert read.parameters[1].meaning == "the last day"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("# none:", "# nothing:"), "the header has no none"),
        (("# title:", "# name:"), "the header has no title"),
        (("# param: day date", "# param: day time"), "this parameter cannot be read"),
        (("{actor} did.", "{someone} did."), "{someone}, which is no parameter"),
        (("# param: actor", "# headline: first\n# param: actor"), "no place among the headlines"),
    ],
)
def test_a_wrong_header_is_refused_with_its_place(question, change, problem):
    with pytest.raises(KgError, match=r"moves\.rq") as caught:
        question((HEADER + BODY).replace(*change))
    assert problem in caught.value.what
    assert caught.value.remedy


def test_a_parameter_that_cannot_be_read_is_named_by_its_line(question):
    with pytest.raises(KgError, match=r"moves\.rq:5"):
        question(HEADER.replace("day date", "day time") + BODY)


def test_a_file_that_cannot_be_read(tmp_path: Path):
    with pytest.raises(KgError, match="read this question"):
        queries.read_question(tmp_path / "gone.rq")
    (tmp_path / "bytes.rq").write_bytes(b"# title: \xff")
    with pytest.raises(KgError, match="byte 9 is not UTF-8"):
        queries.read_question(tmp_path / "bytes.rq")


def test_values_have_their_types(question):
    read = question(HEADER + BODY)
    assert bound(read) == {
        "actor": "https://example.org/kgd:state-russia",
        "day": "2024-12-31",  # a date stands for its last day
        "times": "2",
        "words": "x",
    }
    assert bound(read, day="2024-02", times="2.5")["day"] == "2024-02-29"
    values = queries.bind(read, {"times": "2.5"}, str)
    assert values["times"] == ox.Literal(
        "2.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    )


@pytest.mark.parametrize(
    ("given", "problem", "remedy"),
    [
        ({"day": "June"}, "not an EDTF date", "2024-06"),
        ({"day": "2024/.."}, "no last day", "2024-06"),
        ({"times": "many"}, '"many" is not a number', "digits"),
        ({"place": "Kursk"}, "no parameter place", "actor, day, times, words"),
    ],
)
def test_wrong_values_are_refused(question, given, problem, remedy):
    with pytest.raises(UsageError) as caught:
        bound(question(HEADER + BODY), **given)
    assert problem in caught.value.what
    assert remedy in (caught.value.remedy or "")


def test_a_parameter_without_a_default_must_be_given(question):
    read = question(HEADER.replace("kgd:state-russia", "-") + BODY)
    with pytest.raises(UsageError, match="needs actor: who acts") as caught:
        bound(read)
    assert "kg ask moves actor=" in (caught.value.remedy or "")
    assert bound(read, actor="a")["actor"] == "https://example.org/a"


def test_the_nearest_question_is_named():
    with pytest.raises(UsageError, match="no question “causalties”") as caught:
        queries.find_question("causalties", FOLDER)
    assert caught.value.remedy == "did you mean casualties?"
    with pytest.raises(UsageError) as caught:
        queries.find_question("../checks/entity-name", FOLDER)
    assert "kg ask --list" in (caught.value.remedy or "")


@pytest.mark.parametrize("name", ["Storm Corps", "storm corps", "폭풍군단", "unit-kpa-11th-corps"])
def test_an_entity_is_taken_by_name_alias_or_id(core, name: str):
    values = queries.bind(
        queries.find_question("about", FOLDER), {"entity": name}, lambda text: resolve(core, text)
    )
    assert values["entity"].value == "https://w3id.org/entente/id/unit-kpa-11th-corps"


def test_parameters_are_shown_in_the_question_by_label_and_as_given(core, question):
    text = answer(core, question(HEADER + BODY), actor="DPRK", day="2024-06", words="to “fight”")
    assert text.splitlines()[0] == (
        "What did North Korea do by June 2024, at least 2 times, in the words “to “fight””?"
    )


def test_what_is_given_cannot_steer_the_terminal(core, question):
    text = answer(core, question(HEADER + BODY), words="\x1b[2Jx\u202e")
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_what_is_given_cannot_change_the_query(core):
    shells = queries.find_question("shells", FOLDER)
    with pytest.raises(UsageError, match="nothing here is called"):
        answer(core, shells, supplier="Xyzzy> ) } #")


def test_a_table_is_for_people():
    article = kg.open(ROOT, sources=("khaled-north-korea-russia",))
    shells = queries.find_question("shells", FOLDER)
    lines = answer(article, shells, width=140).splitlines()
    assert lines[0].startswith("How many artillery shells has North Korea sent to Russia")
    # The figures and what they come to stand first.
    shells_sent = "munitions sent of North Korean supply of arms to Russia (artillery shell)"
    assert lines[2:4] == [
        f"range: {shells_sent}: more than 12,000,000",
        # "Millions" (two or more) and "more than 12 million" do not exclude each other.
        "no contradiction: munitions sent: the second lies within the other",
    ]
    # Nothing limits these figures: no empty column says so. How surely stands with the speaker.
    assert lines[5].split() == ["as", "of", "low", "wording", "speaker", "place", "claim"]
    assert lines[7].split()[:3] == ["not", "said", "12,000,000"]
    assert lines[7].split()[-2:] == ["1615–1736", "khaled-north-korea-russia/c043"]
    assert lines[8].split() == ["Korea,", "estimated"]
    assert lines[-1] == "2 rows; one claim in full: kg show khaled-north-korea-russia/c043"


def test_below_figures_stands_whether_they_contradict(core):
    """About 1,000 killed by January, about 600 by April; 4,000, 4,700, over 6,000 killed or wounded."""
    killed = answer(core, queries.find_question("killed", FOLDER), width=400).splitlines()
    # Above the rows that there is one, below them with speakers, days and the reason.
    short, clash = [line for line in killed if line.startswith("contradicts: ")]
    assert killed.index(short) < killed.index(clash) - 4
    for line in (short, clash):
        assert "about 1,000" in line
        assert "about 600" in line
    assert clash.endswith("the later is smaller, though the count can only grow")
    losses = answer(core, queries.find_question("casualties", FOLDER), width=400).splitlines()
    # The article's 6,000 have no day, and may be of one before the 4,700 of April.
    open_pairs = [line for line in losses if line.startswith("undecided: personnel killed or wo")]
    assert any("about 4,700" in line and "more than 6,000" in line for line in open_pairs)
    assert not any(line.startswith("no contradiction: personnel killed or w") for line in losses)
    assert clash in losses
    # A question that asks for no figures says nothing of them.
    assert "contradict" not in answer(core, queries.find_question("orbat", FOLDER), width=400)


def test_where_a_table_is_too_wide_a_place_joins_its_claim_and_a_hedge_its_speaker(core):
    """At 80 columns the words, the speaker and the claim stand below the figures, and no cell is lost."""
    casualties = queries.find_question("casualties", FOLDER)
    lines = answer(core, casualties, width=80).splitlines()
    head = next(line for line in lines if "counted" in line and "low" in line)
    assert head.split() == ["counted", "as", "of", "low", "high"]
    assert max(map(len, lines)) <= 80
    words = " ".join(" ".join(lines).split())
    assert "782–889" in words
    assert "estimated" in words
    assert "reported" in words


def test_claims_of_several_sources_are_told_apart(core):
    text = answer(core, queries.find_question("orbat", FOLDER), width=140)
    assert "khaled-north-korea-russia/c016" in text
    assert "reference-agencies/c003" in text


def test_other_formats_are_for_programs(core):
    troops = queries.find_question("troops", FOLDER)
    found = json.loads(answer(core, troops, "json"))
    first = found["results"]["bindings"][0]
    # The earliest: about 11,000, of the middle of January 2025.
    assert first["time"]["value"] == "2025-01-15"
    assert first["claim"]["value"] == "bbc-2025-01-22-casualties/c003"
    csv = answer(core, troops, "csv")
    assert csv.splitlines()[0] == "time,low,high,limited_to,wording,speaker,hedge,characters,claim"


def test_headlines_come_in_their_order(tmp_path: Path):
    for name, place in (("b", "10"), ("a", "9"), ("c", None)):
        line = f"# headline: {place}\n" if place else ""
        (tmp_path / f"{name}.rq").write_text(HEADER + line + BODY)
    assert [question.name for question in queries.headlines(tmp_path)] == ["a", "b"]


def test_claims_of_a_row_are_those_of_the_query_not_of_what_is_shown(workspace):
    """Two counts that contradict, one of a claim whose id holds U+200B, which is shown escaped."""
    for old in (workspace / "seeds").glob("*.ttl"):
        old.unlink()
    text = source("paper", "A paper")
    text += 'kgd:organisation-entente-editors a kg:Organisation ; rdfs:label "editors"@en .\n'
    text += 'kgd:agency-one a kg:GovernmentAgency ; rdfs:label "Agency One"@en .\n'
    text += 'kgd:agency-two a kg:GovernmentAgency ; rdfs:label "Agency Two"@en .\n'
    text += 'kgd:casualties-test a kg:Casualties ; rdfs:label "losses"@en .\n'
    for name, speaker, count in (("c001", "one", "100"), ("c\u200b002", "two", "900")):
        text += estimate(
            f"paper/{name}",
            f"kgd:agency-{speaker}",
            best=count,
            qualifier="kg:exactly",
            asOf=day("2025-01-15"),
        )
    (workspace / "seeds" / "paper.ttl").write_text(text, encoding="utf-8")
    graph = kg.open(workspace)
    killed = queries.find_question("killed", FOLDER)
    lines = answer(graph, killed, force="losses", width=400).splitlines()
    assert any(line.endswith("c\\u200b002") for line in lines)  # what is shown is no id
    # Without the second claim there is nothing that the first could contradict.
    assert lines[-1].startswith("contradicts: personnel killed: 100 (soldier) — Agency One")
    assert "/ personnel killed: 900 (soldier) — Agency Two" in lines[-1]
