"""kg check as a user meets it: messages, exit codes, formats, and bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.checks.material import GOOD
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.unbuilt]

ARTICLE_FILE = "seeds/good-article.ttl"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The real ontology with the small good source of the checks' own tests."""
    folder = tmp_path / "workspace"
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    shutil.copytree(GOOD, folder / "seeds")
    return folder


def edit(workspace: Path, old: str, new: str, file: str = ARTICLE_FILE) -> int:
    """Replace the first occurrence; gives its line in the new file."""
    path = workspace / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


def test_the_repository_has_no_error(run):
    done = run("check", "--format", "json")
    findings = json.loads(done.stdout)
    assert [finding for finding in findings if finding["severity"] == "error"] == []
    assert done.returncode == 0


def test_success_says_what_was_checked(run):
    done = run("check")
    assert done.returncode == 0
    summary = done.stdout.splitlines()[-1]
    sources = len(list((ROOT / "seeds").glob("**/*.ttl")))
    rules = len(list((ROOT / "ontology" / "checks").glob("*.rq")))
    assert f"claims of {sources} sources" in summary
    assert f"{rules} rules" in summary
    assert done.stderr == ""


def test_the_help_has_examples(run):
    """They are run with those of all commands, in test_find.py."""
    text = run("check", "--help").stdout
    assert sum(line.strip().startswith("kg ") for line in text.splitlines()) >= 2


def test_an_error_has_place_problem_and_remedy(run, workspace):
    line = edit(workspace, "    kg:attributedTo kgd:group-western-officials ;\n", "")
    head = f"{ARTICLE_FILE}:"
    done = run("check", "--workspace", workspace)
    assert done.returncode == 1
    first, remedy, *rest = done.stdout.splitlines()
    assert first.startswith(head)
    assert 0 < line - int(first.removeprefix(head).split(":")[0]) < 20  # the claim's own block
    assert "error [shape:Claim.attributedTo] src:good-article/c001:" in first
    assert "there is none" in first
    assert remedy.startswith("  → Name who says it")
    assert "1 error, 0 to review" in rest[0]


def test_reviews_alone_are_no_failure(run, workspace):
    edit(
        workspace,
        "kgd:person-kim-jong-un a",
        'kgd:place-kursk a kg:Place ;\n    rdfs:label "Kursk"@en .\n\nkgd:person-kim-jong-un a',
    )
    done = run("check", "--workspace", workspace)
    assert done.returncode == 0
    assert "review [unused-entity] kgd:place-kursk" in done.stdout
    assert "0 errors, 1 to review" in done.stdout


def test_what_is_to_review_in_many_places_is_listed_in_part_and_counted(run, workspace):
    """Eight places that no claim names: five are listed, three counted; --all and JSON have them all."""
    places = "".join(
        f'kgd:place-made-{n} a kg:Place ;\n    rdfs:label "Made {n}"@en .\n\n' for n in range(8)
    )
    edit(workspace, "kgd:person-kim-jong-un a", f"{places}kgd:person-kim-jong-un a")
    few = run("check", "--workspace", workspace).stdout
    assert few.count("review [unused-entity] kgd:") == 5
    assert f"{ARTICLE_FILE}: 3 more to review [unused-entity]: kg check --all" in few
    assert "0 errors, 8 to review" in few
    assert run("check", "--workspace", workspace, "--all").stdout.count("[unused-entity] kgd:") == 8
    assert len(json.loads(run("check", "--workspace", workspace, "-f", "json").stdout)) == 8


@pytest.fixture
def one_error(workspace):
    """A workspace in which 14,000 stands above 15,000, and the line of it."""
    return workspace, edit(workspace, "kg:lower 14000", "kg:lower 16000")


def test_json_ndjson_and_csv_hold_the_same_finding(run, one_error):
    workspace, line = one_error
    forms = {}
    for form in ("json", "ndjson", "csv"):
        done = run("check", "--workspace", workspace, "--format", form)
        assert done.returncode == 1
        forms[form] = done.stdout
    (finding,) = json.loads(forms["json"])
    assert finding["check"] == "interval-upside-down"
    assert (finding["file"], finding["line"]) == (ARTICLE_FILE, line)
    assert set(finding) == {"check", "severity", "file", "line", "term", "problem", "remedy"}
    assert json.loads(forms["ndjson"]) == finding
    (row,) = csv.DictReader(io.StringIO(forms["csv"]))
    assert row == {name: str(value) for name, value in finding.items()}


def test_csv_without_findings_has_its_header(run):
    done = run("check", "--format", "csv")
    assert done.stdout == "check,severity,file,line,term,problem,remedy\n"


def test_output_goes_to_a_file(run, one_error, tmp_path):
    target = tmp_path / "findings.json"
    done = run("check", "--workspace", one_error[0], "--format", "json", "-o", target)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(json.loads(target.read_text(encoding="utf-8"))) == 1


BAD_INPUT = {
    "broken Turtle": (
        "kg:lower 14000 ;",
        "kg:lower 14000 14001 ;",
        ["error [syntax]", "mend the Turtle"],
    ),
    "undeclared prefix": (
        "a kg:Deployment",
        "a gk:Deployment",
        ["error [syntax]", "@prefix gk:"],
    ),
    "unknown term": (
        "kg:qualifier kg:between",
        "kg:qualifier kg:betwen",
        ["error [unknown-term] kg:betwen", "did you mean kg:between?"],
    ),
    "unknown term as value of a predicate": (
        "rdf:predicate kg:conductedBy",
        "rdf:predicate kg:conductedBi",
        ["error [unknown-term] kg:conductedBi", "did you mean kg:conductedBy?"],
    ),
    "unknown predicate": (
        "rdf:predicate kg:conductedBy",
        "rdf:predicate kg:attributedTo",
        ["error [unknown-predicate] kg:attributedTo", "kg:Relation"],
    ),
    "malformed EDTF": (
        '"2024-23/.."^^edtf:EDTF',
        '"fall 2024"^^edtf:EDTF',
        ["error [bad-literal]", "write 2024-23"],
    ),
    "impossible day": (
        '"2024-06"^^edtf:EDTF',
        '"2024-06-31"^^edtf:EDTF',
        ["error [bad-literal]", "2024-06-31"],
    ),
    "lower above upper": (
        "kg:lower 14000",
        "kg:lower 16000",
        ["error [interval-upside-down]", "16000", "15000", "swap them"],
    ),
    "dangling reference": (
        "kg:attributedTo kgd:group-western-officials",
        "kg:attributedTo kgd:group-western-oficials",
        ["error [dangling-reference]", "did you mean kgd:group-western-officials?"],
    ),
    "offset beyond the text": (
        "oa:end 3808",
        "oa:end 4000",
        ["error [offset-beyond-text]", "4000", "3820", "from 0"],
    ),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_told_with_line_and_remedy(run, workspace, name):
    old, new, expected = BAD_INPUT[name]
    line = edit(workspace, old, new)
    done = run("check", "--workspace", workspace)
    assert done.returncode == 1
    assert f"{ARTICLE_FILE}:{line}: " in done.stdout
    for words in expected:
        assert words in done.stdout


def test_broken_utf8(run, workspace):
    path = workspace / ARTICLE_FILE
    data = path.read_bytes()
    at = data.index(b"Khaled")
    path.write_bytes(data[:at] + b"\xff" + data[at:])
    done = run("check", "--workspace", workspace)
    assert done.returncode == 1
    assert f"{ARTICLE_FILE}:{data[:at].count(10) + 1}: error [syntax]" in done.stdout
    assert "save the file as UTF-8" in done.stdout


def test_several_broken_files_are_all_named(run, workspace):
    for file in (ARTICLE_FILE, "seeds/good-reference.ttl"):
        (workspace / file).write_text("this is not Turtle", encoding="utf-8")
    done = run("check", "--workspace", workspace)
    assert f"{ARTICLE_FILE}:1: " in done.stdout
    assert "seeds/good-reference.ttl:1: " in done.stdout
    assert "2 errors" in done.stdout


def test_a_missing_file(run, workspace):
    (workspace / "seeds" / "gone.ttl").symlink_to(workspace / "nowhere.ttl")
    done = run("check", "--workspace", workspace)
    assert done.returncode == 3
    assert "seeds/gone.ttl" in done.stderr
    assert "check the path" in done.stderr


@pytest.mark.skipif(os.getuid() == 0, reason="root may read every file")
def test_an_unreadable_file(run, workspace):
    (workspace / ARTICLE_FILE).chmod(0)
    done = run("check", "--workspace", workspace)
    assert done.returncode == 3
    assert ARTICLE_FILE in done.stderr
    assert "check the permissions" in done.stderr


def test_a_directory_in_the_place_of_a_file(run, workspace):
    (workspace / "seeds" / "folder.ttl").mkdir()
    done = run("check", "--workspace", workspace)
    assert done.returncode == 3
    assert "seeds/folder.ttl" in done.stderr
    assert "give a file, not a folder" in done.stderr


def test_a_workspace_that_is_none(run, tmp_path):
    done = run("check", "--workspace", tmp_path)
    assert done.returncode == 2
    assert "--workspace" in done.stderr


def test_a_folder_of_texts_that_is_not_there(run, tmp_path):
    done = run("check", "--texts", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "--texts" in done.stderr


def test_a_text_that_is_not_in_the_folder_is_said(run, tmp_path):
    done = run("check", "--texts", tmp_path)
    assert done.returncode == 0
    assert "khaled-north-korea-russia.txt" in done.stderr
    assert "not compared" in done.stderr


def test_a_broken_rule_names_its_file(run, workspace):
    (workspace / "ontology" / "checks" / "mine.rq").write_text(
        "# title: Mine\n# problem: it\n# remedy: mend it\n# severity: error\nSELECT ?focus WHERE {",
        encoding="utf-8",
    )
    done = run("check", "--workspace", workspace)
    assert done.returncode == 3
    assert "ontology/checks/mine.rq, line 5" in done.stderr


def test_a_new_rule_is_found_because_it_is_there(run, workspace):
    (workspace / "ontology" / "checks" / "mine.rq").write_text(
        "# title: Mine\n# problem: {label} is a state\n# remedy: none\n# severity: review\n"
        'SELECT ?focus ?label WHERE { ?focus a kg:State ; kg:iso3166 "KP" ; rdfs:label ?label }',
        encoding="utf-8",
    )
    done = run("check", "--workspace", workspace)
    assert done.returncode == 0
    assert "review [mine] kgd:state-north-korea: North Korea is a state" in done.stdout


def test_without_pyshacl_it_says_how_to_get_it(run_process, tmp_path):
    (tmp_path / "pyshacl.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'pyshacl'\", name='pyshacl')\n",
        encoding="utf-8",
    )
    path = f"{tmp_path}{os.pathsep}{ROOT}"
    done = run_process("check", "--referee", PYTHONPATH=path)
    assert done.returncode == 3
    assert 'pip install "entente-kg[check]"' in done.stderr
    assert run_process("check", PYTHONPATH=path).returncode == 0  # no shape of ours is left to it


def test_the_referee_says_the_same(run, workspace):
    edit(workspace, "kg:unit kg:person", "kg:unit kg:person, kg:ratio")
    edit(workspace, "    kg:attributedTo kgd:group-western-officials ;\n", "")
    alone = run("check", "--workspace", workspace)
    assert alone.returncode == 1
    assert "[shape:Estimate.unit]" in alone.stdout
    assert "[shape:Claim.attributedTo]" in alone.stdout
    assert run("check", "--referee", "--workspace", workspace).stdout == alone.stdout


def test_a_check_changes_nothing_and_the_old_build_still_answers(run, workspace, tmp_path):
    cache = {"KG_CACHE": str(tmp_path / "cache")}
    assert run("build", "--workspace", workspace, **cache).returncode == 0
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?c a kg:Claim }"
    before = run("query", count, "--workspace", workspace, "--format", "csv", **cache).stdout
    edit(workspace, "kg:lower 14000", "kg:lower 16000")

    def state() -> dict[str, bytes]:
        files = [*workspace.rglob("*"), *(tmp_path / "cache").rglob("*")]
        return {str(path): path.read_bytes() for path in files if path.is_file()}

    kept = state()
    assert run("check", "--workspace", workspace, **cache).returncode == 1
    assert state() == kept
    stale = run("query", count, "--workspace", workspace, "--format", "csv", "--stale", **cache)
    assert stale.returncode == 0
    assert stale.stdout == before


def test_the_ontology_alone(run, workspace):
    """Its unused terms are told, and nothing of the sources."""
    edit(workspace, "kg:lower 14000 ;", 'kg:lower 14000 ;\n    kg:note "FILL IN: why." ;')
    terms = "ontology/terms/weapons.ttl"
    head = "kg:canCarry a owl:ObjectProperty"
    line = edit(workspace, head, head.replace("canCarry", "canBear"), terms)
    done = run("check", "--ontology", "--workspace", workspace, "--format", "json")
    found = {(f["check"], f["file"], f["line"], f["term"]) for f in json.loads(done.stdout)}
    assert ("unused-term", terms, line, "kg:canBear") in found
    assert not [file for _, file, _, _ in found if file.startswith("seeds/")]
    assert done.returncode == 0


def test_the_ontology_of_a_workspace_comes_first_and_the_core_is_counted(
    run, tmp_path, on_small_core, small_core
):
    from datetime import date

    from kg.curate.new.workspace import new_workspace, plan_workspace

    mine = tmp_path / "sahel"
    new_workspace(mine, plan_workspace(mine, None, None, None), date(2026, 11, 24))
    assert run("new", "class", "militia", "--parent", "armed force", cwd=mine).returncode == 0
    done = run("check", "--ontology", cwd=mine)
    assert done.stdout.startswith("ontology/terms/sahel.ttl:")
    assert "core/ontology" not in done.stdout
    of_core = json.loads(run("check", "--ontology", "--format", "json").stdout)
    reviews = sum(finding["severity"] == "review" for finding in of_core)
    assert (
        f"{reviews} more to review in the core: kg check --ontology --workspace {small_core}"
        in done.stdout
    )
