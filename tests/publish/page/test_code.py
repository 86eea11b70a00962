"""The page's code as modules: how they are joined, and what a linter and a type checker say of them.

``tsc`` and ESLint come from npm, pinned by ``node/package-lock.json``, into ``.venv/node``; the page
and its users need neither. Without npm or the network those two tests are left out.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import quickjs

from kg.publish.formats import html
from kg.publish.page.bundle import BundleError, bundle
from tests.conftest import ROOT
from tests.publish.page.script import BROWSER

_TOOLS = Path(__file__).parent / "node"
_HOME = ROOT / ".venv" / "node"
QUERY_PAGE = ROOT / "kg" / "publish" / "serve" / "query_page" / "browser"
DESK = ROOT / "kg/publish/desk/static"


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder of the programs that npm installs, once for each state of the lock file."""
    if shutil.which("npm") is None:
        pytest.skip("no npm here, so the page's code is neither linted nor type-checked")
    _HOME.mkdir(parents=True, exist_ok=True)
    lock_file = (_TOOLS / "package-lock.json").read_bytes()
    wanted, stamp = hashlib.sha256(lock_file).hexdigest(), _HOME / "installed"
    with (_HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the tests run in several processes
        if not stamp.exists() or stamp.read_text() != wanted:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(_TOOLS / name, _HOME)
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(command, cwd=_HOME, capture_output=True, text=True)
            if done.returncode and not os.environ.get("CI"):
                pytest.skip(f"npm cannot install ESLint and tsc: {done.stderr.strip()[-200:]}")
            assert done.returncode == 0, done.stderr
            stamp.write_text(wanted)
    return _HOME / "node_modules"


def test_no_module_of_the_page_is_left_out():
    """A part that nothing imports would be silently absent from every page."""
    every = {path.relative_to(BROWSER).as_posix() for path in BROWSER.glob("*/*.js")}
    every.remove("parts/unpack.js")  # a script of its own, before the others
    script, complete = html.script_of_page(), bundle(BROWSER, sorted(every))
    assert sorted(script.splitlines()) == sorted(complete.splitlines())


def _run(program: Path, *arguments: str | Path, cwd: Path = BROWSER) -> tuple[int, str]:
    done = subprocess.run(
        ["node", program, *arguments], cwd=cwd, capture_output=True, text=True, timeout=240
    )
    return done.returncode, done.stdout + done.stderr


def _lint(tools: Path, *places: Path | str, folder: Path = ROOT) -> tuple[int, str]:
    # ESLint looks for what a configuration imports beside it.
    config = shutil.copy(_TOOLS / "eslint.config.mjs", tools.parent)
    return _run(tools / "eslint/bin/eslint.js", "--config", config, *places, cwd=folder)


@pytest.mark.slow
def test_the_linter_has_no_complaint(tools):
    assert _lint(tools, BROWSER, QUERY_PAGE, DESK) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize("project", ["tsconfig.json", "tsconfig.rules.json", "tsconfig.desk.json"])
def test_the_types_fit(tools, project):
    """All of it; and the rules strictly, in a world without a page."""
    assert _run(tools / "typescript/bin/tsc", "--project", _TOOLS / project) == (0, "")


@pytest.mark.slow
def test_linter_and_type_checker_see_faults(tools, tmp_path):
    """A rule that looks at the page, text as markup, and a name that is joined but not imported."""
    folder = tmp_path / "kg/publish/page/browser"
    shutil.copytree(BROWSER, folder)
    shutil.copytree(_TOOLS, tmp_path / "tests/publish/page/node")
    reach = folder / "rules/reach.js"
    reach.write_text(reach.read_text() + "isNested(document.body).innerHTML = 1;\n")
    code, told = _lint(tools, "kg/publish/page/browser/rules/reach.js", folder=tmp_path)
    assert code == 1
    assert "Unexpected use of 'document'" in told
    assert "'innerHTML' is restricted" in told
    project = tmp_path / "tests/publish/page/node/tsconfig.rules.json"
    code, told = _run(tools / "typescript/bin/tsc", "--project", project)
    assert code
    assert "Cannot find name 'isNested'" in told
    assert "Cannot find name 'document'" in told


def test_every_module_is_part_of_the_page():
    """A file that nobody imports would be left out without a word."""
    text = html.script_of_page()
    for path in BROWSER.glob("*/*.js"):
        if path.name != "unpack.js":  # a script of its own
            assert path.read_text("utf-8").splitlines()[0] in text, path.name


def test_a_new_view_is_found_because_it_is_there(monkeypatch, tmp_path):
    shutil.copytree(BROWSER, tmp_path / "browser")
    (tmp_path / "browser/views/view_new.js").write_text("const NEW_VIEW = 1;\n")
    monkeypatch.setattr(html, "_PARTS", tmp_path / "browser")
    assert "const NEW_VIEW = 1;" in html.script_of_page()


def _modules(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text)
    return folder


def test_modules_are_joined_in_the_order_of_their_imports(tmp_path):
    folder = _modules(
        tmp_path,
        top='import { double } from "./low.js";\nimport { ONE } from "./base.js";\n\nconst result = double(ONE);\n',
        low='import { ONE } from "./base.js";\n\n/** Twice. */\nexport const double = (value) => value * (ONE + 1);\n',
        base="export const ONE = 1;\n",
    )
    text = bundle(folder, ["top.js"])
    assert text == (
        "const ONE = 1;\n\nconst double = (value) => value * (ONE + 1);\n\nconst result = double(ONE);\n"
    )


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        (
            {
                "top": 'import { a } from "./other.js";\nexport const b = a;\n',
                "other": 'import { b } from "./top.js";\nexport const a = b;\n',
            },
            "imports in a circle: top.js → other.js → top.js",
        ),
        ({"top": 'import { a } from "./gone.js";\n'}, "gone.js: no such file"),
        (
            {"top": 'import { b } from "./other.js";\n', "other": "export const a = 1;\nconst b = 2;\n"},
            "other.js does not export b",
        ),
        (
            {
                "top": 'import { a } from "./other.js";\nfunction own() {}\n',
                "other": "export const a = 1;\nconst [x, own] = [1, 2];\n",
            },
            "top.js and other.js both declare own",
        ),
        ({"top": 'import { a as b } from "./other.js";\n'}, "this form cannot be joined"),
        ({"top": 'import * as all from "./other.js";\n'}, "this form cannot be joined"),
        ({"top": "export default 1;\n"}, "this form cannot be joined"),
        ({"top": 'const late = await import("./other.js");\n'}, "this form cannot be joined"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_joined_is_refused(tmp_path, texts, problem):
    with pytest.raises(BundleError, match=problem.replace(".", r"\.")):
        bundle(_modules(tmp_path, **texts), ["top.js"])


def test_the_names_of_all_modules_are_one_scope():
    """What the joined text declares twice would be an error of its syntax, in the browser only."""
    text = html.script_of_page()
    # Never called: it is only read. In a block of strict code no name may be declared twice.
    quickjs.Context().eval(f'"use strict"; async () => {{ {{ {text} }} }}')
