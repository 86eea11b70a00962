"""The rules of the code's layout: layers, sizes, what may be imported and caught."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.plugins import OPTION_TYPES
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PACKAGE = ROOT / "kg"
FILES = sorted(PACKAGE.rglob("*.py"))
#: A module imports only from its own row and from rows above it.
ORDER = (
    "errors iris plugins",
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
PLACE = {name: number for number, row in enumerate(ORDER) for name in row.split()}


def identifier(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part_of(path: Path) -> str:
    """The first name below ``kg``: a module, or the package that a module is in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def of_each(paths: Sequence[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Make one test of a check, which names every module of which it does not hold.

    A test for each module and check would take longer to be dealt out than to run.
    """

    def decorate(check: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            faults = {}
            for path in paths:
                try:
                    check(path)
                except AssertionError as fault:
                    faults[identifier(path)] = str(fault)
            assert paths
            assert faults == {}

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return decorate


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a module, read once for all tests."""
    return tuple(ast.walk(tree_of(path)))


@cache
def modules_of(folder: Path) -> dict[str, Path]:
    """The modules of a package ``kg`` in a folder, by their dotted names."""
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (folder / "kg").rglob("*.py")
    }


@cache
def imports_of(folder: Path) -> dict[str, set[str]]:
    """The modules that each module imports: also inside functions, and for types alone."""
    modules = modules_of(folder)
    imported: dict[str, set[str]] = {name: set() for name in modules}
    for name, path in modules.items():
        for node in nodes_of(path):
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
                imported[name] |= {n if n in modules else node.module for n in names}
            elif isinstance(node, ast.ImportFrom):
                imported[name].add(f"a relative import in line {node.lineno}")
            elif isinstance(node, ast.Import):
                imported[name].update(alias.name for alias in node.names)
        imported[name] = {n for n in imported[name] if n in modules or n.startswith("a relative")}
    return imported


def upward_imports(imported: dict[str, set[str]]) -> list[str]:
    """The imports that the order of the packages forbids; ``kg`` itself may only be imported."""
    wrong = []
    for name, others in imported.items():
        here = name.split(".")[1] if "." in name else ""
        if here in ("", "__main__"):
            continue
        for other in others - {"kg"}:
            there = other.split(".")[1] if "." in other else other
            if here not in PLACE or there not in PLACE or PLACE[there] > PLACE[here]:
                wrong.append(f"{name} imports {other}")
    return sorted(wrong)


def circles(imported: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that import one another, directly or by others."""
    import networkx as nx

    net = nx.DiGraph((name, other) for name, others in imported.items() for other in others)
    return sorted(
        sorted(group) for group in nx.strongly_connected_components(net) if len(group) > 1
    )


def test_imports_go_downwards():
    assert upward_imports(imports_of(ROOT)) == []


def test_no_modules_import_one_another():
    assert circles(imports_of(ROOT)) == []


def test_every_package_has_its_place():
    assert {part_of(path) for path in FILES} - {"__init__", "__main__"} <= set(PLACE)


def test_what_is_forbidden_is_found(tmp_path):
    """A red fixture: an import upwards inside a function, and a circle by way of a type."""
    for name, text in {
        "claims/low.py": "def late():\n    from kg.store import high\n",
        "store/high.py": "from kg.errors import KgError\n",
        "graph/one.py": "from kg.graph.two import Two\n",
        "graph/two.py": "if TYPE_CHECKING:\n    from kg.graph.one import One\n",
        "errors.py": "class KgError(Exception): ...\n",
    }.items():
        path = tmp_path / "kg" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    imported = imports_of(tmp_path)
    assert upward_imports(imported) == ["kg.claims.low imports kg.store.high"]
    assert circles(imported) == [["kg.graph.one", "kg.graph.two"]]


def test_who_reads_a_cell_and_who_finds_it_again_share_nothing():
    """One error in a reader that both used would confirm itself."""
    imported = imports_of(ROOT)
    reading = {name for name in imported if name.startswith("kg.claims.reading.")}
    evidence = {f"kg.claims.evidence.{name}" for name in ("numbers", "dates", "verify")}
    assert reading
    finds = {other for name in evidence & imported.keys() for other in imported[name]}
    assert not reading & finds
    for name in reading | {f"kg.curate.sheets.{name}" for name in ("figure_text", "times")}:
        assert not {o for o in imported[name] if o.startswith("kg.claims.evidence")}


def test_a_build_is_keyed_by_all_that_it_can_run():
    """What a build derives depends on these packages alone, since imports go downwards."""
    from kg.text.inputs import BUILT_BY

    below = [row.split() for row in ORDER[: PLACE["build"] + 1]]
    assert {name for row in below for name in row} == {*BUILT_BY, "errors", "iris", "plugins"}


def test_only_the_store_names_its_engine():
    """All else speaks ``kg.store.base``, so that another store can stand in Oxigraph's place."""
    engine = re.compile(r"\box\.Store\b|quads_for_pattern|bulk_extend|use_default_graph")
    naming = {identifier(path) for path in FILES if engine.search(path.read_text("utf-8"))}
    assert naming == {"kg/store/oxigraph.py"}


@of_each(FILES)
def test_modules_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in nodes_of(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"


@of_each(FILES)
def test_a_module_says_what_it_is_for(path):
    assert ast.get_docstring(tree_of(path))
    assert not {"utils", "helpers", "common", "misc"} & set(path.with_suffix("").parts)


@of_each(FILES)
def test_no_exception_is_swallowed(path):
    """No bare ``except``, no ``except Exception``; BaseException only to clean up and go on."""
    for node in nodes_of(path):
        if not isinstance(node, ast.ExceptHandler):
            continue
        assert node.type is not None, f"bare except in line {node.lineno}"
        caught = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
        assert "Exception" not in caught, f"line {node.lineno}"
        if "BaseException" in caught:
            assert isinstance(node.body[-1], ast.Raise), f"line {node.lineno}"


@of_each([path for path in FILES if part_of(path) not in ("cli", "__main__")])
def test_the_library_neither_prints_nor_exits(path):
    for node in nodes_of(path):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("print", "exit", "sys.exit", "quit"), f"line {node.lineno}"


#: Where a module other than those of `text/` and `store/` may write a file, and why.
WRITES = {
    "kg/curate/diff/sides.py": "files of a git revision, into a temporary folder of its own",
    "kg/cli/_output.py": "a device or pipe that -o names: there is nothing to rename",
    "kg/build/spark.py": "the folder of a build on a cluster, staged beside its place",
}
_WRITING = {"write_text", "write_bytes", "replace_text", "unlink", "rename", "rmtree", "symlink_to"}


def writing_calls(path):
    """The calls of a module that change files past ``writing.py`` and ``atomic.py``."""
    for node in nodes_of(path):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner, name = ast.unparse(node.func.value), node.func.attr
        modes = [a.value for a in node.args if isinstance(a, ast.Constant)]
        opens = name == "open" and any(set(str(mode)) & set("wax+") for mode in modes[:1])
        if opens or (name in _WRITING and owner not in ("formatter", "nx")):
            yield f"line {node.lineno}: {owner}.{name}"


def test_files_are_written_in_one_way():
    """Whole, and text files over no edit of others: nobody writes past what sees to that."""
    wrong = {
        identifier(path): calls
        for path in FILES
        if part_of(path) not in ("text", "store") and (calls := list(writing_calls(path)))
    }
    assert wrong.keys() <= WRITES.keys(), wrong


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


#: What `kg export` has for every format; no format may call an option so.
TAKEN = {"form", "output", "loss", "about", "depth", "query", "source", "view", "stale", "help"}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "kg" / "publish" / "formats").glob("[a-z]*.py")), ids=identifier
)
def test_a_module_of_formats_is_one_format(path):
    """It declares what ``kg export`` asks, and its ``write`` has an argument for each option."""
    import importlib
    import inspect

    from kg.publish.formats import _registry

    module = importlib.import_module(f"kg.publish.formats.{path.stem}")
    assert _registry.faults_of(module) == []
    assert module.GROUP in _registry.GROUPS
    assert module.SUFFIX.startswith(".")
    assert not module.SUMMARY.endswith(".")
    graph, file, *options = inspect.signature(module.write, eval_str=False).parameters.values()
    assert [graph.name, file.name] == ["graph", "path"]
    own = getattr(module, "OPTIONS", ())
    assert [option.name for option in own] == [option.name for option in options]
    for option, argument in zip(own, options, strict=True):
        assert option.name not in TAKEN
        assert argument.kind is argument.KEYWORD_ONLY
        assert OPTION_TYPES[option.kind].__name__ in argument.annotation


def test_the_formats_are_listed_without_what_they_need():
    """The list of formats loads no package of an extra: it works where none is installed."""
    code = "from kg.publish.formats._registry import formats\nassert len(formats()) >= 19"
    needed = {"pyvis", "jinja2", "resvg_py", "xlsxwriter", "openpyxl", "scipy", "milsymbol"}
    assert not loaded(code) & (HEAVY - {"pyoxigraph"} | needed)


def test_export_knows_no_format_by_name():
    """No text of its modules is the name of one; its help has examples."""
    from kg.publish.formats import _registry

    for name in ("export.py", "_formats.py"):
        tree = ast.parse((ROOT / "kg" / "cli" / name).read_text(encoding="utf-8"))
        texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
        assert not texts & set(_registry.built_in())


#: Who may open files by themselves, and why; all others read by `kg/text/reading.py`.
OPENS_FILES = {
    "kg/text/reading.py": "the one way to read what others wrote",
    "kg/text/atomic.py": "the one way to write",
    "kg/text/journal.py": "what it staged itself, and compares with what it replaces",
    "kg/text/swapping.py": "what it staged itself, and compares with what it replaces",
    "kg/text/inputs.py": "the names of the program's own modules",
    "kg/store/cache.py": "the cache is the program's own, and checked by its checksums",
    "kg/store/checksums.py": "the cache",
    "kg/store/making.py": "a build in the making, which is the program's own",
    "kg/store/sections.py": "the quads that a build wrote",
    "kg/store/limits.py": "its own temporary file and pipes",
    "kg/build/spark.py": "the folder of a build on a cluster, which is its own",
    "kg/build/spark_sources.py": "the members of an archive that was named, each no larger than a file may be",
    "kg/build/spark_workers.py": "the parts of a build on a cluster, which are its own",
    "kg/cli/__init__.py": "the program's own commands; the null device",
    "kg/cli/_output.py": "the device that output goes to",
    "kg/cli/export.py": "its own temporary file",
    "kg/curate/new/workspace.py": "the names in the folder that is to become a workspace",
    "kg/curate/importers/_given.py": "the file in a zip that was read",
    "kg/curate/importers/_registry.py": "the program's own modules",
    "kg/curate/sheets/mapping/verbs.py": "the program's own list of verbs",
    "kg/curate/sheets/workbook.py": "the parts of a workbook that was read",
    "kg/curate/suggest/tongues.py": "the program's own words of other languages",
    "kg/publish/formats/_registry.py": "the program's own modules",
    "kg/publish/formats/html.py": "the program's own page",
    "kg/publish/page/bundle.py": "the program's own page",
    "kg/publish/page/places.py": "the program's own map",
    "kg/publish/serve/keeper.py": "the null device; files without a name that the server opened for it",
    "kg/publish/site/rendering.py": "the program's own templates",
    "kg/publish/site/site.py": "the program's own templates; the folder that is replaced",
}
_OPENING = {
    *("read_text", "read_bytes", "glob", "rglob", "iterdir", "walk", "scandir", "listdir"),
    *("fdopen", "load_workbook"),
}


def openings(text: str) -> list[int]:
    """The lines of a module that open a file or list a folder, or read stdin, by themselves."""
    lines = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and ast.unparse(node).startswith("sys.stdin."):
            if node.attr != "isatty":
                lines.append(node.lineno)
        elif isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)
            # What has no argument is `DataOptions.open`, or a file opened to be read as text.
            opens = name == "open" and (bool(node.args) or "Path" in ast.unparse(called))
            by_path = name in ("parse", "load", "ZipFile") and (
                any(keyword.arg == "path" for keyword in node.keywords)
                or (
                    name == "ZipFile" and "BytesIO" not in ast.unparse(node) and len(node.args) == 1
                )
            )
            ours = name == "read_text" and isinstance(called, ast.Name)  # of kg.text.reading
            if opens or by_path or (name in _OPENING and not ours):
                lines.append(node.lineno)
    return sorted(set(lines))


@of_each([path for path in FILES if identifier(path) not in OPENS_FILES])
def test_what_others_wrote_is_read_in_one_way(path):
    assert openings(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "open(name)",
        "with open(name, 'rb') as file: file.read()",
        "path.open('rb')",
        "Path(name).open()",
        "io.open(name)",
        "os.open(name, os.O_RDONLY)",
        "os.fdopen(number)",
        "path.read_text('utf-8')",
        "path.read_bytes()",
        "sorted(folder.glob('*.rq'))",
        "[p for p in folder.rglob('*')]",
        "list(folder.iterdir())",
        "os.walk(folder)",
        "os.scandir(folder)",
        "os.listdir(folder)",
        "sys.stdin.buffer.read()",
        "text = sys.stdin.read()",
        "ox.parse(path=name)",
        "engine.load(path=name)",
        "zipfile.ZipFile(name)",
        "openpyxl.load_workbook(name)",
    ],
)
def test_each_other_way_is_found(line):
    """A red fixture for each way in which a module could open an input by itself."""
    assert openings(f"import os\n{line}\n") == [2]
    assert openings(f"def late():\n    {line}\n") == [2]
