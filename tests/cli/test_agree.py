"""kg agree as a user meets it: two curators' files for one document."""

from __future__ import annotations

import csv
import io
import json
import os

import pytest

from kg.iris import CORE
from tests.conftest import ROOT

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in CORE.items())
SOURCE = 'src:report a kg:Report ; kg:textSha256 "{sha}" .\n'


def statement(name: str, start: int, predicate: str = "kg:partOf", more: str = "") -> str:
    return f"""c:{name} a kg:Claim ; rdf:subject kgd:unit-x ; rdf:predicate {predicate} ;
    rdf:object kgd:force-y ; kg:attributedTo kgd:person-z ; {more}
    kg:evidence [ a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + 20} ] .
"""


def figure(name: str, start: int, lower: object, qualifier: str = "kg:moreThan") -> str:
    return f"""c:{name} a kg:Estimate ; kg:about kgd:event-e ; kg:measure kg:personnelKilled ;
    kg:unit kg:person ; kg:lower {lower} ; kg:qualifier {qualifier} ; kg:attributedTo kgd:person-z ;
    kg:evidence [ a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + 30} ] .
"""


@pytest.fixture
def agree(run, tmp_path):
    """Run ``kg agree`` on two files with these claims."""

    def call(mine: str, theirs: str, *options: str, hashes=("a" * 64, "a" * 64)):
        for name, text, sha in (("one", mine, hashes[0]), ("two", theirs, hashes[1])):
            prefix = "@prefix c: <https://w3id.org/entente/source/report/> .\n"
            source = SOURCE.format(sha=sha) if sha else "src:report a kg:Report .\n"
            (tmp_path / f"{name}.ttl").write_text(HEAD + prefix + source + text)
        return run("agree", "one.ttl", "two.ttl", *options, cwd=tmp_path)

    return call


MINE = (
    statement("c1", 0)
    + statement("c2", 100, "kg:alliedWith", 'kg:time "2024"^^edtf:EDTF ;')
    + figure("c3", 200, 6000)
    + figure("c4", 300, 100)
    + statement("c5", 400)
)
# Numbered otherwise, the spans a little narrower; c5 of the first is missed, d5 is new.
THEIRS = (
    figure("d1", 302, 150)
    + figure("d2", 200, "6000.0")
    + statement("d3", 101, "kg:alliedWith")
    + statement("d4", 3, "kg:memberOf")
    + statement("d5", 900)
)


def test_what_agrees_and_what_is_to_adjudicate(agree):
    done = agree(MINE, THEIRS, "-f", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["matched"] == 4
    differing = {(d["claim_a"], d["claim_b"], d["field"]): d for d in found["adjudicate"]}
    assert set(differing) == {
        ("report/c1", "report/d4", "predicate"),
        ("report/c2", "report/d3", "time"),
        ("report/c4", "report/d1", "lower"),
    }
    predicate = differing["report/c1", "report/d4", "predicate"]
    assert (predicate["a"], predicate["b"]) == ("kg:partOf", "kg:memberOf")
    assert predicate["place"] == "characters 0–23"
    assert differing["report/c2", "report/d3", "time"]["b"] == "(none)"
    alone = {(u["claim_a"], u["claim_b"]) for u in found["unmatched"]}
    assert alone == {("report/c5", None), (None, "report/d5")}
    scores = {score["field"]: score for score in found["fields"]}
    assert (scores["lower"]["n"], scores["lower"]["agreement"]) == (2, 0.5)
    # Kinds C C E E of both: complete agreement on two values.
    assert (scores["kind"]["n"], scores["kind"]["alpha"]) == (4, 1)
    # Two units, values p a m a: observed 1/2, expected 10/12. 1 - (1/2)/(10/12).
    assert scores["predicate"]["alpha"] == pytest.approx(0.4)
    assert scores["stance"]["alpha"] is None
    assert "only one value" in scores["stance"]["note"]


def test_the_table(agree):
    done = agree(MINE, THEIRS)
    assert done.returncode == 0, done.stderr
    assert "4 claims of one.ttl (A) and two.ttl (B) are matched" in done.stdout
    assert "to adjudicate: 3" in done.stdout
    assert "only in A: 1" in done.stdout
    assert "only in B: 1" in done.stdout
    assert "nan" not in done.stdout.lower()


def test_csv_is_the_list_to_work_through(agree):
    done = agree(MINE, THEIRS, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["field"] for row in rows].count("claim") == 2
    assert len(rows) == 5
    assert "predicate: n 2, 50.0%, alpha 0.400" in done.stderr
    same = agree(MINE, MINE, "-f", "csv")
    assert same.stdout == "claim_a,claim_b,field,a,b,place\n"


def test_one_thing_that_each_named_anew_is_the_same(agree):
    label = 'kgd:{} a kg:MilitaryUnit ; rdfs:label "the corps"@en .\n'
    mine = statement("c1", 0) + label.format("unit-x")
    theirs = statement("c1", 0).replace("unit-x", "unit-the-corps") + label.format("unit-the-corps")
    assert json.loads(agree(mine, theirs, "-f", "json").stdout)["adjudicate"] == []
    other = theirs.replace("the corps", "another corps")
    (only,) = json.loads(agree(mine, other, "-f", "json").stdout)["adjudicate"]
    assert (only["field"], only["a"], only["b"]) == ("subject", "the corps", "another corps")


def test_alpha_of_a_single_claim_is_undefined_and_said(agree):
    done = agree(statement("c1", 0), statement("c1", 0))
    assert done.returncode == 0
    assert "fewer than two units" in done.stdout
    assert "nan" not in done.stdout.lower()


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        ("", MINE, "there is no claim in this file"),
        (MINE, statement("c1", 5000), "no claim of one file has the evidence"),
        (MINE, figure("c1", 200, '"many"'), "“many” is no number"),
    ],
)
def test_files_that_cannot_be_compared(agree, mine, theirs, words):
    done = agree(mine, theirs)
    assert done.returncode == 2
    assert words in done.stderr


def test_different_texts(agree):
    done = agree(MINE, THEIRS, hashes=("a" * 64, "b" * 64))
    assert done.returncode == 2
    assert "kg:textSha256 differs" in done.stderr


def test_different_sources(agree, tmp_path, run):
    agree(MINE, THEIRS, hashes=("", "a" * 64))  # one without a hash, but of the same source
    two = tmp_path / "two.ttl"
    two.write_text(two.read_text().replace("source/report/", "source/notes/"))
    done = run("agree", "one.ttl", "two.ttl", cwd=tmp_path)
    assert done.returncode == 2
    assert "src:report and src:notes" in done.stderr


def test_claims_of_two_sources_in_one_file(agree):
    mixed = MINE + statement("c9", 0).replace("c:c9", "src:notes\\/c9")
    done = agree(mixed, THEIRS)
    assert done.returncode == 2
    assert "2 sources: notes, report" in done.stderr


def test_a_broken_or_missing_file(agree, run, tmp_path):
    done = agree(MINE, "c:c1 a kg:Claim ;; ] .")
    assert done.returncode == 1
    assert "two.ttl:" in done.stderr
    missing = run("agree", tmp_path / "one.ttl", tmp_path / "none.ttl")
    assert missing.returncode == 3
    assert "none.ttl" in missing.stderr
    folder = run("agree", tmp_path / "one.ttl", tmp_path)
    assert folder.returncode == 3


def test_without_its_packages_it_says_what_to_install(agree, run_process, tmp_path):
    assert agree(MINE, THEIRS).returncode == 0
    (tmp_path / "krippendorff.py").write_text("raise ImportError(name='krippendorff')")
    there = f"{tmp_path}{os.pathsep}{ROOT}"
    done = run_process("agree", "one.ttl", "two.ttl", cwd=tmp_path, PYTHONPATH=there)
    assert done.returncode == 3
    assert 'pip install "entente-kg[agree]"' in done.stderr
