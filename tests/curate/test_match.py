"""Names from outside: which entity is meant, how surely, and why."""

from __future__ import annotations

import openpyxl
import pytest

from kg import api
from kg.curate.match import AMBIGUOUS, MATCH, NONE, UNSURE, Matcher
from tests.curate.sheets.material import workspace

pytestmark = pytest.mark.slow

EXTRA = """
kgd:person-choe-son-hui a kg:Person ; rdfs:label "Choe Son Hui"@en .
kgd:person-chon-ok a kg:Person ; rdfs:label "정찰 총국장"@ko .
kgd:force-guards a kg:ArmedForce ; rdfs:label "Guards"@en ; skos:altLabel "Storm Corps"@en .
kgd:place-kursk a kg:Place ; rdfs:label "Kursk"@en .
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = workspace(tmp_path_factory.mktemp("match"), text=None)
    path = folder / "seeds" / "good-reference.ttl"
    path.write_text(path.read_text(encoding="utf-8") + EXTRA, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def matcher(folder):
    return Matcher(api.open_graph(folder))


@pytest.mark.parametrize(
    ("name", "iri", "reason"),
    [
        ("Korean People's Army", "force-korean-peoples-army", "its name"),
        ("DPRK", "state-north-korea", "its alias (en)"),
        ("KIM JONG-UN", "person-kim-jong-un", "case, accents or marks"),
        ("Курск", "place-kursk", "Latin letters"),
        ("최선희", "person-choe-son-hui", "Korean is romanised"),  # Choe Seon-hui in the South
        ("Jeongchal Chonggukjang", "person-chon-ok", "Korean name, romanised"),
        ("Korean Peoples Army", "force-korean-peoples-army", "letters alike"),
        ("Khaled, Sara", "person-sara-khaled", "in any order"),
    ],
)
def test_a_name_is_matched_with_a_reason(matcher, name, iri, reason):
    found = matcher.match(name)
    best = found.matches[0]
    assert (found.verdict, best.iri.rpartition("/")[2]) == (MATCH, iri), found
    assert reason in best.reason
    assert (best.score == 100) == (reason in ("its name", "its alias (en)"))


def test_what_several_fit_is_ambiguous_and_what_is_only_alike_is_unsure(matcher):
    assert matcher.match("Storm Corps").verdict == AMBIGUOUS
    assert len(matcher.match("Storm Corps").matches) == 2
    unsure = matcher.match("Khaled")
    assert unsure.verdict == UNSURE
    assert "a part of its name" in unsure.matches[0].reason
    assert matcher.match("Atlantis").verdict == NONE
    assert matcher.match("—").matches == ()


def test_a_kind_chooses(folder):
    units = Matcher(api.open_graph(folder), "military unit")
    (only,) = units.match("Storm Corps").matches
    assert only.kind == "MilitaryUnit"


def test_only_the_best_has_the_verdict(folder, run):
    done = run(
        "match", "--name", "North Korea", "--workspace", folder, "--format", "csv", "-n", "5"
    )
    verdicts = [row.split(",")[2] for row in done.stdout.splitlines()[1:]]
    assert (verdicts[0], set(verdicts[1:])) == ("match", {"also"})


def test_the_command_reads_a_column_or_lines(folder, tmp_path, run):
    book = openpyxl.Workbook()
    for row in (["No", "Name"], [1, "DPRK"], [2, None], [3, "Atlantis"]):
        book.active.append(row)
    book.save(tmp_path / "names.xlsx")
    done = run(
        "match",
        tmp_path / "names.xlsx",
        "--column",
        "name",
        "--workspace",
        folder,
        "--format",
        "csv",
    )
    assert done.stdout.splitlines() == [
        "row,name,verdict,score,entity,kind,id,because",
        "2,DPRK,match,100,North Korea,State,kgd:state-north-korea,its alias (en): DPRK",
        "4,Atlantis,none,,,,,",
    ]
    assert "2 names: 1 match, 0 ambiguous, 0 unsure, 1 none" in done.stderr
    lines = run("match", "-n", "1", "--workspace", folder, "--format", "ndjson", stdin="\nRussia\n")
    assert '"row": 2, "name": "Russia", "verdict": "match", "score": 100' in lines.stdout
    wrong = run("match", tmp_path / "names.xlsx", "--column", "nam", "--workspace", folder)
    assert (wrong.returncode, "did you mean “name”?" in wrong.stderr) == (2, True)
    wrong = run("match", "--kind", "militry unit", "--workspace", folder, stdin="x")
    assert (wrong.returncode, "military unit" in wrong.stderr) == (2, True)
