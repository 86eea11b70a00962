"""The wheel is what users get: build it, install it in an empty environment, run it elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # With the backend of the lock, which scripts/setup has installed and ``build`` looks for.
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            folder,
            "install",
            "--quiet",
            "--no-compile",
            wheel,
        ],
        check=True,
        capture_output=True,
    )
    return folder / "bin"


def kg(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "KG_CACHE": str(folder / "cache"),
        "LANG": "C.UTF-8",
        "COLUMNS": "200",
    }
    return subprocess.run(
        [str(installed / "kg"), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_holds_data_licences_and_no_stranger(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "kg/_data/ontology/kg.ttl",
        "kg/_data/ontology/queries/casualties.rq",
        "kg/_data/seeds/khaled-north-korea-russia.ttl",
        "kg/py.typed",
    ):
        assert needed in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/LICENSE-DATA.md") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"kg", "entente_kg"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".txt.orig")]


def test_answers_from_another_folder(installed: Path, tmp_path: Path) -> None:
    done = kg(installed, tmp_path, "ask", "casualties")
    assert done.returncode == 0, done.stderr
    assert "more than 6,000" in done.stdout.lower()
    done = kg(installed, tmp_path, "show", "Storm Corps")
    assert "Korean People's Army" in done.stdout


def test_says_which_extra_a_command_needs(installed: Path, tmp_path: Path) -> None:
    for arguments, extra in ((["check"], "check"), (["export", "html"], "html")):
        done = kg(installed, tmp_path, *arguments)
        assert done.returncode == 3
        assert f'pip install "entente-kg[{extra}]"' in done.stderr
        assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*.html"))


MESSY = """@prefix kgd: <https://w3id.org/entente/id/> .
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kgd:state-messy a kg:State ;
  rdfs:label "Messy"@en .
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("merge", "kgd:state-russia", "kgd:state-north-korea", "--reason", "a test"),
        ("merge", "kgd:state-russia", "kgd:state-russian-federation", "--rename", "--reason", "x"),
        ("fmt",),
        ("fmt", "FILE"),
        ("migrate",),
        ("add", "sheet.csv"),
        ("new", "entity", "9th Army", "--kind", "military unit"),
        ("new", "workspace", "CORE/own"),
        ("query", "ASK { }", "-o", "CORE/seeds/answer.ttl"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_its_core_is_never_written(
    installed: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (core,) = installed.parent.glob("lib/python*/site-packages/kg/_data")
    (tmp_path / "sheet.csv").write_text("source\nx\n", encoding="utf-8")
    messy = core / "seeds" / "messy.ttl"
    messy.write_text(MESSY, encoding="utf-8")
    try:
        before = {path: path.read_bytes() for path in core.rglob("*") if path.is_file()}
        words = [word.replace("CORE", str(core)).replace("FILE", str(messy)) for word in arguments]
        done = kg(installed, tmp_path, *words)
        after = {path: path.read_bytes() for path in core.rglob("*") if path.is_file()}
    finally:
        messy.unlink()
    assert after == before
    assert done.returncode == 2, done.stderr
    assert "kg new workspace DIR" in done.stderr
    assert not (core / ".kg-writing").exists()
