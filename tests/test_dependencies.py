"""The lock fits pyproject.toml, an installation keeps to it, and the bill of materials lists it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pip
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

LOCK = ROOT / "requirements"
VENDOR = ROOT / "kg" / "publish" / "page" / "vendor"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
#: The machines that the lock is for, as a marker of a requirement sees them.
MACHINES = [
    {
        "python_version": version,
        "python_full_version": f"{version}.0",
        "platform_python_implementation": "CPython",
        "sys_platform": platform,
        "extra": "",
    }
    for version in ("3.11", "3.12", "3.13", "3.14")
    for platform in ("linux", "darwin")
]


@dataclass
class Pin:
    """A package in a file of the lock."""

    requirement: Requirement
    hashes: list[str]
    wanted_by: str  # uv's note below it

    @property
    def version(self) -> str:
        (only,) = self.requirement.specifier
        assert only.operator == "==", self.requirement
        return only.version

    def is_for(self, machine: dict[str, str]) -> bool:
        return self.requirement.marker is None or self.requirement.marker.evaluate(machine)


def pins_of(text: str) -> list[Pin]:
    found: list[Pin] = []
    for line in text.replace("\\\n", "").splitlines():
        if line.startswith("    #"):
            found[-1].wanted_by += line
        elif not line.startswith("#"):
            wanted, *hashes = line.split("--hash=")
            found.append(Pin(Requirement(wanted), [value.strip() for value in hashes], ""))
    return found


def pinned(name: str) -> list[Pin]:
    return pins_of((LOCK / f"{name}.txt").read_text("utf-8"))


def asked_of(project: dict, extra: str) -> list[Requirement]:
    """The requirements of an extra, with those of the extras that it names, and of the program."""
    own = project["project"]["name"]
    found: list[Requirement] = []
    lines = [*project["project"]["dependencies"]]
    lines += project["project"]["optional-dependencies"].get(extra, [])
    for requirement in map(Requirement, lines):
        if requirement.name == own:
            for other in requirement.extras:
                found += asked_of(project, other)
        else:
            found.append(requirement)
    return found


def built_with(project: dict) -> list[Requirement]:
    groups = project["dependency-groups"]["build"]
    return [Requirement(line) for line in (*project["build-system"]["requires"], *groups)]


PARTS = {
    "core": asked_of(PROJECT, ""),
    **{extra: asked_of(PROJECT, extra) for extra in PROJECT["project"]["optional-dependencies"]},
    "build": built_with(PROJECT),
}


def unfit(asked: list[Requirement], pins: list[Pin]) -> list[str]:
    """What does not fit between requirements and the pins of their lock: empty if all does."""
    wrong = []
    for requirement in asked:
        name = canonicalize_name(requirement.name)
        for machine in MACHINES:
            here = [p for p in pins if p.requirement.name == name and p.is_for(machine)]
            where = f"{name} on Python {machine['python_version']}, {machine['sys_platform']}"
            if len(here) != 1:
                wrong.append(f"{where}: {len(here)} versions in the lock")
            elif here[0].version not in requirement.specifier:
                wrong.append(f"{where}: {here[0].version} is not {requirement.specifier}")
    direct = {p.requirement.name for p in pins if "(pyproject.toml" in p.wanted_by}
    asked_for = {canonicalize_name(requirement.name) for requirement in asked}
    return wrong + [f"{name}: nobody asks for it" for name in sorted(direct - asked_for)]


@pytest.mark.parametrize("part", PARTS)
def test_the_lock_holds_what_pyproject_asks_for(part: str):
    assert not unfit(PARTS[part], pinned(part)), "run scripts/lock"


def test_a_dependency_that_is_added_raised_or_dropped_without_the_lock_is_noticed():
    pins = pinned("rdf")
    asked = PARTS["rdf"]
    added = [*asked, Requirement("attrs>=20")]
    assert "attrs on Python 3.11, linux: 0 versions in the lock" in unfit(added, pins)
    raised = [*asked, Requirement("rdflib>=99")]
    assert [line for line in unfit(raised, pins) if "is not >=99" in line]
    dropped = [requirement for requirement in asked if requirement.name != "oxrdflib"]
    assert unfit(dropped, pins) == ["oxrdflib: nobody asks for it"]


def test_every_part_is_locked_and_nothing_else():
    assert {path.stem for path in LOCK.iterdir()} == set(PARTS)


def test_every_locked_package_has_hashes_and_one_version_in_all_files():
    versions: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for part in PARTS:
        text = (LOCK / f"{part}.txt").read_text("utf-8")
        # Neither an address nor a path of the machine that made it.
        assert not re.search(r"://|(^|\s)[/~]|--(index|extra|find|trusted)", text), part
        pins = pins_of(text)
        assert pins, part
        for pin in pins:
            assert pin.hashes, pin
            assert all(re.fullmatch("sha256:[0-9a-f]{64}", value) for value in pin.hashes), pin
            for machine in MACHINES:
                if pin.is_for(machine):
                    key = (pin.requirement.name, str(machine))
                    versions.setdefault(key, set()).add((pin.version, " ".join(pin.hashes)))
    assert not [key for key, found in versions.items() if len(found) > 1]


def sha256_of_wheel(name: str, folder: Path) -> str:
    """Make a package of one empty module there, and give the hash of its file."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    about = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        "WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{name}.py", "")
        for file, text in about.items():
            wheel.writestr(f"{name}-1.0.dist-info/{file}", text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def environment_with_pip(folder: Path) -> None:
    """Make an environment there whose pip is that of this process: to unpack another takes seconds."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "pip").symlink_to(Path(pip.__file__).parent)


@pytest.mark.slow
def test_a_file_with_another_hash_is_not_installed(tmp_path: Path):
    project, wheels = tmp_path / "project", tmp_path / "wheels"
    for folder in (project / "scripts", project / "requirements", wheels):
        folder.mkdir(parents=True)
    right = {name: sha256_of_wheel(name, wheels) for name in ("backend", "library")}
    setup = shutil.copy(ROOT / "scripts" / "setup", project / "scripts")
    (project / "pyproject.toml").write_text("")
    environment_with_pip(project / ".venv")
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels),
    }
    for other, there in (("backend", ()), ("library", ("backend",))):
        for name, part in (("backend", "build"), ("library", "all")):
            value = right[name] if name != other else "0" * 64
            lock = project / "requirements" / f"{part}.txt"
            lock.write_text(f"{name}==1.0 \\\n    --hash=sha256:{value}\n")
        done = subprocess.run(
            ["sh", setup], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 3, done.stderr
        assert "DO NOT MATCH THE HASHES" in done.stderr
        assert "scripts/setup: the packages could not be installed: see pip's" in done.stderr
        assert not (project / ".venv" / ".entente").exists()  # so the next run tries again
        installed = {path.stem for path in project.glob(".venv/lib/*/site-packages/*.py")}
        assert installed & set(right) == set(there)


def test_setup_names_the_extras_when_there_is_no_such_one(tmp_path: Path):
    shutil.copytree(LOCK, tmp_path / LOCK.name)
    (tmp_path / "scripts").mkdir()
    setup = shutil.copy(ROOT / "scripts" / "setup", tmp_path / "scripts")
    for extra in ("rdff", "build", "rdf,rdff"):
        done = subprocess.run([setup, extra], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert f'there is no extra "{extra.split(",")[-1]}"; there are: ' in done.stderr
        assert set(done.stderr.split("there are: ")[1].split()) == set(PARTS) - {"build"}


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> dict:
    file = tmp_path_factory.mktemp("bill") / "bom.json"
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "sbom", file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return json.loads(file.read_text("utf-8"))


@pytest.mark.slow
def test_the_bill_is_valid_cyclonedx(bill: dict):
    # Here, as it compiles grammars when it is imported, which every worker would do.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(bill)) is None
    assert validator.validate_str(json.dumps(bill | {"components": [{"name": "x"}]})) is not None


@pytest.mark.slow
def test_the_bill_lists_every_locked_package(bill: dict):
    listed = {
        f"{canonicalize_name(part['name'])}@{part['version']}": part
        for part in bill["components"]
        if part["purl"].startswith("pkg:pypi/")
    }
    scopes = {}
    for scope, parts in (
        ("excluded", ("test", "build")),
        ("optional", ("all",)),
        ("required", ("core",)),
    ):
        for pin in (pin for part in parts for pin in pinned(part)):
            if pin.requirement.marker is None or pin.requirement.marker.evaluate():
                package = f"{pin.requirement.name}@{pin.version}"
                scopes[package] = scope
                part = listed[package]
                # A purl keeps a full stop, where a name in the lock has a hyphen.
                assert part["purl"].replace(".py@", "-py@") == f"pkg:pypi/{package}"
                hashes = {f"sha256:{one['content']}" for one in part["hashes"]}
                assert hashes == set(pin.hashes), package
                assert {one["alg"] for one in part["hashes"]} == {"SHA-256"}
                assert part["licenses"], package
    assert {package: part["scope"] for package, part in listed.items()} == scopes


@pytest.mark.slow
def test_the_bill_says_what_needs_what(bill: dict):
    names = {part["bom-ref"]: part["name"] for part in bill["components"]}
    root = bill["metadata"]["component"]
    needs = {
        names.get(row["ref"], row["ref"]): {names[ref] for ref in row.get("dependsOn", [])}
        for row in bill["dependencies"]
    }
    assert {"click", "pyvis", "pytest", "vis-network", "world-atlas"} <= needs[root["bom-ref"]]
    assert needs["rich"] == {"Pygments", "markdown-it-py"}  # not those of its extra for notebooks
    assert needs["click"] == set()


@pytest.mark.slow
def test_the_bill_lists_every_vendored_file(bill: dict):
    files = {}
    for part in bill["components"]:
        if part["purl"].startswith("pkg:npm/"):
            assert part["purl"] == f"pkg:npm/{part['name'].replace('@', '%40')}@{part['version']}"
            assert part["licenses"]
            assert part["hashes"][0]["alg"] == "SHA-512"
            for file in part["components"]:
                files[file["name"]] = [(one["alg"], one["content"]) for one in file["hashes"]]
    assert files == {
        path.relative_to(ROOT).as_posix(): [
            ("SHA-256", hashlib.sha256(path.read_bytes()).hexdigest())
        ]
        for path in VENDOR.iterdir()
        if path.name not in ("VENDOR.json", "README.md")
    }
