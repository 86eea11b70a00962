"""``kg ask`` as a user runs it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest


def test_the_example_of_its_help_answers(run):
    done = run("ask", "about", "entity=Storm Corps", COLUMNS="200")
    assert done.returncode == 0
    assert "“11th Corps of the Korean People's Army”" in done.stdout
    assert "also called the Storm Corps" in done.stdout


def test_list_names_every_question_with_its_parameters(run):
    done = run("ask", "--list", COLUMNS="200")
    assert done.returncode == 0
    names = {line.split(":")[0] for line in done.stdout.splitlines() if line[:1].isalpha()}
    folder = Path(__file__).parents[2] / "ontology" / "queries"
    assert {path.stem for path in folder.glob("*.rq")} <= names
    assert "supplier=kgd:state-north-korea (entity: who sent them)" in done.stdout


def test_headline_answers_five_questions_with_speaker_and_place(run):
    done = run("ask", "--headline", COLUMNS="140")
    assert done.returncode == 0
    text = " ".join(done.stdout.split())
    places = [
        text.index(words)
        for words in (
            "How many casualties did",
            "How many troops has North Korea deployed",
            "How many artillery shells has North Korea sent to Russia",
            "What was agreed or planned but is not said to have happened?",
            "The sources do not say which military unit suffered how many casualties",
        )
    ]
    assert places == sorted(places)
    for words in (
        "c020 · characters 782–889",
        "c012 · characters 476–615",
        "c004 · characters 70–300",
        "c043 · characters 1615–1736",
        "c006 · characters 154–216",
        "c056 · characters 2066–2115",
        "Ministry of Defence",
        "Western officials",
        "Sara Khaled",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("causalties",), "did you mean casualties?"),
        (("xyzzy",), "kg ask --list"),
        (("casualties", "side=Russia"), "its parameters are: force"),
        (("casualties", "Russia"), "write it as name=value"),
        (("about",), "kg ask about entity="),
        (("about", "entity=Nort Korea"), "did you mean North Korea (kgd:state-north-korea)"),
        (("began", "day=June"), "write 2024, 2024-06 or 2024-06-19"),
        (("began", "day=2023-02-30"), "does not have"),
        ((), "kg ask --list"),
        (("--headline", "casualties"), "--headline takes no question"),
        (("--headline", "--format", "json"), "prints tables"),
    ],
)
def test_a_wrong_call_says_what_to_do(run, arguments, message):
    done = run("ask", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr


def test_no_row_is_an_answer(run):
    done = run("ask", "sent", "supplier=China")
    assert done.returncode == 0
    assert done.stdout.endswith(
        "\nThe sources do not say that China has sent anything to Russia.\n"
    )


def test_formats_and_files(run, tmp_path: Path):
    target = tmp_path / "troops.csv"
    source = ("--source", "khaled-north-korea-russia")
    done = run("ask", "troops", *source, "--format", "csv", "-o", target)
    assert (done.returncode, done.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO(target.read_text())))
    assert [(row["low"], row["high"], row["speaker"]) for row in rows] == [
        ("14000", "15000", "Western officials (unnamed)"),
        ("", "15000", "Sara Khaled"),
    ]
    # Without a row, a program gets a header and no sentence.
    done = run("ask", "killed", *source, "--format", "csv")
    assert done.stdout.splitlines() == ["as_of,low,high,wording,speaker,hedge,characters,claim"]


def test_sparql_shows_the_query(run):
    done = run("ask", "killed", "--sparql")
    assert done.returncode == 0
    assert "kg:personnelKilled" in done.stdout
    assert done.stdout.endswith("\n")


def test_as_of_a_day_before_the_deployment(run):
    done = run("ask", "troops", "--as-of", "2024-06")
    assert "do not say how many troops North Korea has deployed" in done.stdout


def test_a_broken_question_is_named_with_its_line(run, workspace: Path):
    path = workspace / "ontology" / "queries" / "killed.rq"
    path.write_text(path.read_text().replace("# none:", "# nothing:"))
    done = run("ask", "killed", "--workspace", workspace)
    assert done.returncode == 3
    assert "killed.rq:1" in done.stderr
    assert "add a line: # none:" in done.stderr
    path.write_text(path.read_text().replace("# nothing:", "# none:").replace("SELECT", "SELEKT"))
    done = run("ask", "killed", "--workspace", workspace)
    assert done.returncode == 2
    assert "killed.rq, line 5" in done.stderr
