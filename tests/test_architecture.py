"""The rules of the code's layout: layers, sizes, what may be imported and caught."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "kg"
FILES = sorted(PACKAGE.rglob("*.py"))
#: A module imports only from rows above its own; a row may use itself.
ROWS = (
    "errors iris",
    "claims",
    "text",
    "store",
    "build",
    "graph",
    "curate",
    "publish",
    "api",
    "cli",
)
ROW_OF = {name: number for number, row in enumerate(ROWS) for name in row.split()}
# The move alone leaves these; they go with the split of `Graph` and of the tables.
ALLOWED = {("graph", "api"), ("graph", "publish"), ("curate", "publish"), ("text", "publish")}
ALLOWED |= {("api", "publish")}


def identifier(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part_of(path: Path) -> str:
    """The first name below ``kg``: a module, or the package that a module is in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def only_for_types(tree: ast.Module) -> set[ast.AST]:
    """Everything below an ``if TYPE_CHECKING``, which never runs."""
    return {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If)
        and isinstance(block.test, ast.Name)
        and block.test.id == "TYPE_CHECKING"
        for statement in block.body
        for node in ast.walk(statement)
    }


def imported(path: Path) -> set[str]:
    """The parts of ``kg`` that a module imports when it runs, also inside functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ignored = only_for_types(tree)
    names: set[str] = set()
    for node in ast.walk(tree):
        if node in ignored:
            continue
        if isinstance(node, ast.ImportFrom) and node.module == "kg":
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg."):
            names.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            names.update(a.name.split(".")[1] for a in node.names if a.name.startswith("kg."))
    return names


@pytest.mark.parametrize("path", FILES, ids=identifier)
def test_imports_go_downwards(path):
    here = part_of(path)
    if here in ("__init__", "__main__"):
        return
    assert here in ROW_OF, f"{here} is in no row: name its place in ROWS"
    for name in imported(path) - {"__version__"}:
        assert name in ROW_OF, f"kg.{name} is in no row"
        if (here, name) not in ALLOWED:
            assert ROW_OF[name] <= ROW_OF[here], f"kg.{here} may not import kg.{name}"


@pytest.mark.parametrize("path", FILES, ids=identifier)
def test_modules_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", FILES, ids=identifier)
def test_a_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert not {"utils", "helpers", "common", "misc"} & set(path.with_suffix("").parts)


@pytest.mark.parametrize("path", FILES, ids=identifier)
def test_no_exception_is_swallowed(path):
    """No bare ``except``, no ``except Exception``; BaseException only to clean up and go on."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ExceptHandler):
            continue
        assert node.type is not None, f"bare except in line {node.lineno}"
        caught = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
        assert "Exception" not in caught, f"line {node.lineno}"
        if "BaseException" in caught:
            assert isinstance(node.body[-1], ast.Raise), f"line {node.lineno}"


@pytest.mark.parametrize(
    "path", [p for p in FILES if part_of(p) not in ("cli", "__main__")], ids=identifier
)
def test_the_library_neither_prints_nor_exits(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("print", "exit", "sys.exit", "quit"), f"line {node.lineno}"


HEAVY = {"rdflib", "networkx", "pyvis", "edtf", "numpy", "pyshacl", "oxrdflib", "pyoxigraph"}


def loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_import_kg_loads_nothing_heavy():
    assert not loaded("import kg") & (HEAVY | {"click", "rich"})


def test_opening_and_asking_loads_only_the_engine(core):
    code = "import kg\nlist(kg.open(as_of='2024').query('SELECT * { ?s ?p ?o } LIMIT 1'))"
    assert loaded(code) & HEAVY == {"pyoxigraph"}


@pytest.mark.parametrize("path", sorted((ROOT / "kg" / "cli").glob("[a-z]*.py")), ids=identifier)
def test_a_module_of_the_cli_is_one_command(path):
    import importlib

    import click

    command = importlib.import_module(f"kg.cli.{path.stem}").command
    assert isinstance(command, click.Command)
    assert command.name == path.stem


@pytest.mark.parametrize(
    "path", sorted((ROOT / "kg" / "publish" / "formats").glob("[a-z]*.py")), ids=identifier
)
def test_a_module_of_export_is_one_format(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    writers = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "write"]
    assert [argument.arg for argument in writers[0].args.args] == ["graph", "path"]
