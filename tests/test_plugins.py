"""Packages that add to ``kg``: real distributions on the path, found by Python's own metadata."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module, metadata
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

import click
import pytest

from kg import plugins
from kg.cli import group
from kg.errors import KgError, UsageError
from kg.plugins import Option
from kg.publish.formats import _registry as registry
from tests.conftest import ROOT
from tests.program import PACKAGES

FORMAT = """
    from pathlib import Path
    from kg.plugins import Option
    from kg.publish.formats._loss import Carried, wholly

    SUMMARY = "the number of claims"
    SUFFIX = ".tally.txt"
    GROUP = "to count"
    OPTIONS = (
        Option("times", "how often it is said.", "number"),
        Option("sources", "what it is said of."),
        Option("loud", "in large letters.", "flag"),
        Option("home", "a folder.", "folder", "a folder that is there"),
    )

    def write(graph, path, *, times=1, sources="claims", loud=False, home=None):
        (row,) = graph.query("SELECT (COUNT(?c) AS ?n) { ?c kg:source ?s }")
        line = f"{sources} {'some' if int(row['n'].value) else 'none'} {home and home.name}\\n"
        path.write_text((line.upper() if loud else line) * times)
        graph.notify("counted")

    def carries(holdings):
        return Carried(wholly("labels"))
"""
COMMAND = """
    import click

    @click.command()
    @click.argument("name")
    def command(name):
        "Greet somebody."
        click.echo(f"hello {name}")
"""


def started(
    *arguments: object, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """``kg`` in a process that starts anew: Python finds what is installed when it starts."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


@pytest.fixture
def run(run):
    """``kg`` with what is installed on the path; what is to be traced, in a process that starts anew."""

    def call(
        *arguments: object, cwd: Path = ROOT, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        if "KG_TRACEBACK" not in environment:
            if packages := environment.pop("PYTHONPATH", ""):
                environment[PACKAGES] = packages
            return run(*arguments, cwd=cwd, **environment)
        return started(*arguments, cwd=cwd, **environment)

    return call


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Put a package with these modules and entry points on the path; gives what a process needs."""
    site = tmp_path / "site"

    def call(package: str, modules: dict[str, str], points: dict[str, dict[str, str]]):
        information = site / f"{package.replace('-', '_')}-1.0.dist-info"
        information.mkdir(parents=True)
        (information / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8"
        )
        lines = []
        for name, added in points.items():
            lines += [f"[{name}]", *(f"{key} = {value}" for key, value in added.items())]
        (information / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
        for module, text in modules.items():
            (site / f"{module}.py").write_text(dedent(text), encoding="utf-8")
        path = os.pathsep.join(filter(None, (str(site), os.environ.get("PYTHONPATH"))))
        return {"PYTHONPATH": path}

    monkeypatch.syspath_prepend(str(site))
    return call


@pytest.fixture
def example(install):
    """A package with a format and a command."""
    return install(
        "entente-example",
        {"example_format": FORMAT, "example_command": COMMAND},
        {
            plugins.FORMATS: {"tally": "example_format"},
            plugins.COMMANDS: {"greet": "example_command:command"},
        },
    )


def test_a_format_of_another_package(run_process, tmp_path, example):
    """Python finds what is installed when it starts."""
    target, loss = tmp_path / "x.txt", tmp_path / "loss.json"
    done = run_process(
        *("export", "tally", "-o", target, "--loss", loss, "--times", 2, "--sources", "notes"),
        *("--loud", "--home", tmp_path),
        **example,
    )
    assert done.returncode == 0, done.stderr
    assert target.read_text() == f"NOTES SOME {tmp_path.name.upper()}\n" * 2
    assert "kg: counted" in done.stderr
    assert "tally cannot carry" in done.stderr
    assert '"format": "tally"' in loss.read_text()


def test_its_defaults_and_the_options_of_every_export(run, tmp_path, example):
    """The oldest source of the core is of 2023."""
    done = run("export", "--known-at", "1900", "tally", "-o", "-", **example)
    assert (done.returncode, done.stdout) == (0, "claims none None\n"), done.stderr
    done = run("export", "tally", "--workspace", ROOT, cwd=tmp_path, **example)
    assert (tmp_path / "entente.tally.txt").read_text() == "claims some None\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("tally", "--times", "few"), "'few' is not a valid integer"),
        (("tally", "--home", "not-there"), "give --home a folder that is there"),
        (("tally", "--texts", "."), "give it with html only"),
        (("nq", "--times", "2"), "give it with tally only"),
        (("nq", "--texts", "."), "--texts: nq has no such option"),
        (("nq", "--timez", "2"), "No such option '--timez'"),
        (("talley",), "'tally'"),
    ],
)
def test_wrong_options_say_where_they_belong(run, tmp_path, example, arguments, message):
    done = run("export", *arguments, "-o", tmp_path / "x", **example)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())


def test_the_word_that_is_the_format(run, tmp_path, example):
    """Names of formats as values of options: only the argument counts."""
    (tmp_path / "html").mkdir()
    for name in ("tally", "nq"):
        done = run(
            *("export", "--home" if name == "tally" else "--loss", "html", name, "-o", "ttl"),
            *("--workspace", ROOT),
            cwd=tmp_path,
            **example,
        )
        if name == "tally":
            assert done.returncode == 0, done.stderr
            assert (tmp_path / "ttl").read_text() == "claims some html\n"
        else:
            assert "html: this is a folder" in done.stderr


def test_a_command_of_another_package(run, example):
    done = run("greet", "Kim", **example)
    assert (done.returncode, done.stdout) == (0, "hello Kim\n")
    assert run("greet", **example).returncode == 2
    assert "did you mean greet?" in run("gret", **example).stderr


def test_lists_name_the_package(run, example):
    commands = " ".join(run("--help", **example).stdout.split())
    assert "greet Greet somebody. (from entente-example)" in commands
    assert "stats" in commands
    formats = " ".join(run("export", "--help", **example).stdout.split())
    assert "to count tally the number of claims (from entente-example)" in formats
    assert "--times N tally only: how often it is said." in formats
    assert "--texts DIR html only: a folder with your copies" in formats


FAULTS = {
    "no module": (None, "ModuleNotFoundError: No module named 'broken'"),
    "a package that is not there": ("import not_installed_at_all", "No module named 'not_inst"),
    "a syntax error": ("def", "SyntaxError"),
    "an error while it is read": ("1 / 0", "ZeroDivisionError"),
    "an exit": ("raise SystemExit(0)", "SystemExit: 0"),
}


@pytest.mark.parametrize("text", [f for f, _ in FAULTS.values()], ids=list(FAULTS))
def test_what_cannot_be_imported_is_named(run, install, text):
    fault = next(message for source, message in FAULTS.values() if source == text)
    added = install(
        "entente-broken",
        {} if text is None else {"broken": text},
        {plugins.FORMATS: {"bad": "broken"}, plugins.COMMANDS: {"worse": "broken:command"}},
    )
    for arguments, name in ((("export", "bad"), "bad"), (("worse",), "worse")):
        done = run(*arguments, **added)
        assert done.returncode == 3, done.stderr
        words = " ".join(done.stderr.split())
        assert f"“{name}” of the package entente-broken cannot be loaded" in words
        assert fault in words
        assert f"entry point {name} = broken" in words
        assert "pip uninstall entente-broken" in words


@pytest.mark.slow
def test_a_broken_package_keeps_nothing_else_from_its_work(run, install):
    """The lists say what is wrong with it."""
    added = install(
        "entente-broken",
        {"broken": "1 / 0"},
        {plugins.FORMATS: {"bad": "broken"}, plugins.COMMANDS: {"worse": "broken:command"}},
    )
    assert run("export", "ttl", "-o", "-", **added).returncode == 0
    for arguments, name in ((("--help",), "worse"), (("export", "--help"), "bad")):
        done = run(*arguments, **added)
        assert done.returncode == 0
        assert f"“{name}” of the package entente-broken cannot be loaded" in " ".join(
            done.stdout.split()
        )


def writes(graph, path, *, far=None):
    """A ``write`` with one option."""


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"OPTIONS": (Option("far", "c"),), "write": writes}, None),
        ({"SUMMARY": None}, "SUMMARY must be a text"),
        ({"SUFFIX": ""}, "SUFFIX must be a text"),
        ({"GROUP": 1}, "GROUP must be a text"),
        ({"EXTRA": None}, "EXTRA must be a text"),
        ({"PICTURE": "yes"}, "PICTURE must be True or False"),
        ({"OPTIONS": ["x"]}, "OPTIONS must be a tuple of kg.plugins.Option"),
        ({"OPTIONS": (Option("a b", "c"),)}, "the option a b must have"),
        ({"OPTIONS": (Option("far", "c"),)}, "write must take (snapshot, path, far=…)"),
        ({"carries": 1}, "carries must be a function"),
        ({"write": None}, "there is no function write(snapshot, path)"),
        ({"write": lambda graph: None}, "write must take (snapshot, path)"),
        ({"write": lambda graph, path, far: None}, "write must take (snapshot, path)"),
    ],
)
def test_what_a_format_lacks(changed, fault):
    good = {"SUMMARY": "x", "SUFFIX": ".x", "GROUP": "y", "write": lambda graph, path: None}
    faults = registry.faults_of(SimpleNamespace(**{**good, **changed}))
    assert (not faults) if fault is None else any(each.startswith(fault) for each in faults)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SUMMARY = 'x'", "cannot be used: SUFFIX must be a text; GROUP must be a text; there is"),
        (
            "from kg.plugins import Option\nSUMMARY, SUFFIX, GROUP = 'x', '.x', 'y'\n"
            "OPTIONS = (Option('about', 'c'),)\ndef write(graph, path, about=None): pass",
            "cannot be used: every export has an option --about",
        ),
    ],
)
def test_what_is_no_format_is_named(run, install, tmp_path, text, message):
    added = install("entente-odd", {"odd": text}, {plugins.FORMATS: {"odd": "odd"}})
    done = run("export", "odd", "-o", tmp_path / "x", **added)
    assert done.returncode == 3
    words = " ".join(done.stderr.split())
    assert f"“odd” of the package entente-odd {message}" in words


def test_what_is_no_command_says_so(run, install):
    added = install("entente-odd", {"odd": "x = 1"}, {plugins.COMMANDS: {"odd": "odd:x"}})
    done = run("odd", **added)
    assert done.returncode == 3
    assert "it must be a click.Command, not int" in done.stderr


def test_what_fails_at_work_is_the_fault_of_its_package(run, install, tmp_path):
    """The file is as it was; KG_TRACEBACK shows the authors where."""
    text = "SUMMARY, SUFFIX, GROUP = 'x', '.x', 'y'\ndef write(graph, path):\n    1 / 0\n"
    added = install("entente-odd", {"odd": text}, {plugins.FORMATS: {"odd": "odd"}})
    target = tmp_path / "x"
    target.write_text("old")
    done = run("export", "odd", "-o", target, **added)
    assert done.returncode == 3
    assert "“odd” of the package entente-odd failed: ZeroDivisionError" in done.stderr
    assert target.read_text() == "old"
    assert "odd.py" in run("export", "odd", "-o", target, KG_TRACEBACK="1", **added).stderr


def test_a_fault_of_a_command_names_its_package(run, install):
    added = install(
        "entente-odd",
        {"deed": "import click\n@click.command()\ndef command():\n    1 / 0\n"},
        {plugins.COMMANDS: {"deed": "deed:command"}},
    )
    done = run("deed", **added)
    assert done.returncode == 3
    assert "a fault of the package entente-odd: ZeroDivisionError" in done.stderr
    assert "deed.py" in run("deed", KG_TRACEBACK="1", **added).stderr


def test_a_missing_extra_of_a_package(run, install, tmp_path):
    text = """
        SUMMARY, SUFFIX, GROUP, EXTRA = 'x', '.x', 'y', 'fast'
        def write(graph, path):
            import not_installed_at_all
    """
    added = install("entente-odd", {"odd": text}, {plugins.FORMATS: {"odd": "odd"}})
    done = run("export", "odd", "-o", tmp_path / "x", **added)
    assert done.returncode == 3
    assert 'pip install "entente-odd[fast]"' in done.stderr


@pytest.mark.slow
def test_nothing_replaces_what_kg_brings(run, install, tmp_path):
    """The modules would leave a mark if they were read."""
    mark = tmp_path / "read"
    text = f"from pathlib import Path\nPath({str(mark)!r}).touch()\n" + dedent(FORMAT)
    added = install(
        "entente-thief",
        {"thief": text, "stealer": text + dedent(COMMAND)},
        {plugins.FORMATS: {"csv": "thief"}, plugins.COMMANDS: {"query": "stealer:command"}},
    )
    done = run("export", "csv", "-o", tmp_path / "x.zip", **added)
    assert done.returncode == 0
    assert (tmp_path / "x.zip").read_bytes()[:2] == b"PK"
    assert run("query", "ASK { kgd:state-russia a kg:State }", **added).stdout.strip() == "yes"
    for arguments, kind in ((("--help",), "command"), (("export", "--help"), "format")):
        listed = " ".join(run(*arguments, **added).stdout.split())
        assert f"is not used, because kg has a {kind} of this name" in listed
        assert "(from entente-thief)" not in listed
    assert not mark.exists()


@pytest.mark.slow
def test_two_packages_of_one_name(run, install):
    for package in ("entente-one", "entente-two"):
        added = install(
            package,
            {"example_format": FORMAT, "example_command": COMMAND},
            {
                plugins.FORMATS: {"tally": "example_format"},
                plugins.COMMANDS: {"greet": "example_command:command"},
            },
        )
    for arguments in (("export", "tally"), ("greet", "Kim")):
        done = run(*arguments, **added)
        assert done.returncode == 3
        assert "entente-one and entente-two" in " ".join(done.stderr.split())
    assert "several packages add a command “greet”" in " ".join(
        run("--help", **added).stdout.split()
    )


@pytest.mark.slow
def test_a_workspace_runs_no_code(run, workspace):
    """What lies in a folder of data is data, even where it looks like a package."""
    mark = workspace / "read"
    text = f"from pathlib import Path\nPath({str(mark)!r}).touch()\n" + dedent(FORMAT)
    for folder in ("formats", "kg/publish/formats", "."):
        (workspace / folder).mkdir(parents=True, exist_ok=True)
        (workspace / folder / "tally.py").write_text(text, encoding="utf-8")
    information = workspace / "tally-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: tally\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text("[entente.formats]\ntally = tally\n")
    done = run("export", "tally", "--workspace", workspace, "-o", "-")
    assert done.returncode == 2
    assert run("export", "ttl", "--workspace", workspace, "-o", "-").returncode == 0
    assert not mark.exists()


IMPORTER = """
    from kg.curate.importers._records import Claim, Entity, Release

    SUMMARY = "a list of firms, a name a line"

    def read(given, options):
        publisher = Entity("us", ("Organisation",), "Makers of lists")
        release = Release("firms", "Firms", publisher, "https://example.org/firms")
        names = given[0].data.decode().split()
        return release, [Entity(name, ("Company",), name) for name in names]
"""


def test_a_reader_of_another_package(run, tmp_path, install):
    there = install(
        "entente-example",
        {"example_firms": IMPORTER},
        {plugins.IMPORTERS: {"firms": "example_firms"}},
    )
    assert "(from entente-example)" in run("import", "--list", **there).stdout
    place, firms = tmp_path / "place", tmp_path / "firms.txt"
    assert run("new", "workspace", place).returncode == 0
    firms.write_text("Alpha\nBeta\n")
    done = run("import", "firms", firms, cwd=place, **there)
    assert done.returncode == 0, done.stderr
    made = (place / "seeds" / "firms.ttl").read_text()
    assert '"Alpha"@en' in made
    assert '"Makers of lists"' in made


def test_a_reader_that_cannot_serve_is_blamed_on_its_package(run, install):
    there = install(
        "entente-example", {"broken": "SUMMARY = 3"}, {plugins.IMPORTERS: {"firms": "broken"}}
    )
    done = run("import", "firms", "x.txt", **there)
    assert done.returncode == 3
    assert "entente-example" in done.stderr
    assert "entente-example" in run("import", "--list", **there).stderr


def test_importers_and_stores_are_listed(install):
    install(
        "entente-example",
        {},
        {plugins.IMPORTERS: {"acled": "example"}, plugins.STORES: {"blaze": "example:Store"}},
    )
    (importer,), (store,) = plugins.importers(), plugins.stores()
    assert (importer.name, importer.package, importer.kind) == (
        "acled",
        "entente-example",
        "importer",
    )
    assert (store.name, store.target, store.kind) == ("blaze", "example:Store", "store")


@pytest.fixture
def unasked(monkeypatch):
    """Entry points of kg's groups are refused: who asks for them fails."""
    ask = metadata.entry_points

    def refuse(**params: str):
        assert not params.get("group", "").startswith("entente."), "entry points were asked"
        return ask(**params)

    monkeypatch.setattr(metadata, "entry_points", refuse)


def test_the_refusal_works(unasked):
    with pytest.raises(AssertionError, match="were asked"):
        plugins.plugins(plugins.FORMATS)
    with pytest.raises(AssertionError, match="were asked"):
        group.get_command(click.Context(group), "no-such-command")


@pytest.mark.parametrize("name", sorted(p.stem for p in (ROOT / "kg/cli").glob("[a-z]*.py")))
def test_no_built_in_command_asks_for_entry_points(unasked, name):
    _, command, _ = group.resolve_command(click.Context(group), [name])
    assert command is import_module(f"kg.cli.{name}").command


@pytest.mark.parametrize("name", registry.built_in())
def test_no_built_in_format_asks_for_entry_points(unasked, tmp_path, name):
    from kg.cli.export import command

    context = click.Context(command, click.Context(group), "export")
    command.parse_args(context, ["-o", "x", name, "--about", "csv"])
    assert context.obj.form.name == name
    assert registry.load(name).package == "entente-kg"


@pytest.mark.slow
def test_a_query_and_an_export_ask_for_no_entry_points(tmp_path):
    """In a whole process: one that would ask fails, by a ``sitecustomize`` that refuses."""
    (tmp_path / "sitecustomize.py").write_text(
        dedent("""
            from importlib import metadata
            def refuse(ask=metadata.entry_points, **params):
                assert not params.get("group", "").startswith("entente.")
                return ask(**params)
            metadata.entry_points = refuse
        """)
    )
    path = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    for arguments in (
        ("query", "ASK { kgd:state-russia a kg:State }"),
        ("export", "nq", "-o", "-"),
        ("stats",),
    ):
        done = started(*arguments, PYTHONPATH=path)
        assert done.returncode == 0, done.stderr
    asked = started("no-such-command", PYTHONPATH=path)
    assert "AssertionError" in asked.stderr  # the refusal was in place


def test_values_of_options(tmp_path):
    assert Option("min_size", "x").flag == "--min-size"
    assert Option("min_size", "x", "number").read(3) == 3
    assert Option("home", "x", "folder").read(str(tmp_path)) == tmp_path
    assert Option("home", "x", "folder").read(tmp_path) == tmp_path
    for option, value in (
        (Option("n", "x", "number"), True),
        (Option("n", "x", "number"), "3"),
        (Option("n", "x", "flag"), 1),
        (Option("n", "x"), None),
        (Option("n", "x", "folder"), 3),
        (Option("n", "x", "folder"), tmp_path / "not-there"),
    ):
        with pytest.raises(UsageError, match=r"give --n"):
            raise_str(option, value)


def raise_str(option: Option, value: object) -> None:
    """Read a value; an error with all of its text, the remedy too."""
    try:
        option.read(value)
    except UsageError as error:
        raise UsageError(str(error)) from None


def test_an_error_of_ones_own_stays_as_it_is():
    added = plugins.Plugin(plugins.FORMATS, "x", "p", "m")
    for error in (KgError("mine"), OSError("mine"), KeyboardInterrupt("mine")):
        with pytest.raises(type(error), match="mine"), added.blamed("failed"):
            raise error
