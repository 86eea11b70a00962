"""kg why and kg impact as a user meets them, on the article and by wrong calls."""

from __future__ import annotations

import json

import pytest


def test_the_corps_of_the_army(run):
    done = run("why", "Storm Corps", "is part of", "Korean People's Army")
    assert done.returncode == 0
    assert ": a fact" in done.stdout.splitlines()[0]
    assert "khaled-north-korea-russia/c016" in done.stdout
    assert "characters 631–714" in " ".join(done.stdout.split())


def test_no_fact_is_an_answer_too(run):
    done = run("why", "Russia", "partOf", "North Korea")
    assert done.returncode == 0
    assert ": no fact" in done.stdout


def test_a_judgement_is_named_with_its_reason(run):
    """That one missile resembles another is an opinion, whoever holds it."""
    judged = "?c a kg:Judgement ; rdf:subject ?s ; rdf:predicate kg:resembles ; rdf:object ?o"
    asked = run("query", f"SELECT ?s ?o {{ {judged} }} LIMIT 1", "-f", "json")
    row = json.loads(asked.stdout)["results"]["bindings"][0]
    done = run("why", row["s"]["value"], "resembles", row["o"]["value"], "-f", "json")
    (answer,) = json.loads(done.stdout)
    assert (answer["fact"], answer["restsOn"]) == (False, [])
    assert "a judgement is never a fact" in {c["reason"] for c in answer["passedOver"]}


def test_a_range(run):
    source = ("--source", "khaled-north-korea-russia")
    done = run("why", "North Korea", "personnel deployed", *source)
    assert done.returncode == 0
    assert "15,000 or less" in done.stdout  # "up to 15,000" beside "between 14,000 and 15,000"
    assert "khaled-north-korea-russia/c012" in done.stdout


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("Nobody Known", "partOf", "Russia"), "nothing here is called"),
        (("Storm Corps", "prat of", "Russia"), "did you mean"),
        (("Storm Corps", "partOf", "Nowhere Navy"), "what is claimed: Korean People's Army"),
        (("Storm Corps", "personel deployd"), "personel deployd"),
        (("Storm Corps",), "two or three names"),
        (("a", "b", "c", "d"), "two or three names"),
        (("Storm Corps", "partOf", "Russia", "--view", "newest"), "no view “newest”"),
    ],
)
def test_wrong_calls(run, names, words):
    done = run("why", *names)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_without_the_article_its_facts_fall(run):
    done = run("impact", "--without", "khaled-north-korea-russia", "--format", "json")
    assert done.returncode == 0
    changes = json.loads(done.stdout)
    falls = {change["what"] for change in changes if change["change"] == "falls"}
    assert any("is part of Korean People's Army" in what for what in falls)
    assert "claims gone: " in done.stderr


def test_nothing_rests_on_what_gives_no_claims(run, workspace):
    text = (workspace / "seeds" / "reference-states.ttl").read_text(encoding="utf-8")
    assert "kg:Claim ;" not in text
    done = run("impact", "--without", "reference-states", "--workspace", workspace)
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing else changes" in done.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--without", "khaled"), "did you mean khaled-north-korea-russia?"),
        ((), "--without"),
        (("--without", "khaled-north-korea-russia", "--as-of", "soon"), "soon"),
    ],
)
def test_wrong_calls_of_impact(run, options, words):
    done = run("impact", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
