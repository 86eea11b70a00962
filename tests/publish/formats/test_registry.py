"""The formats as a list, and what each declares: options, and packages that may not be there."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent

import pytest

from kg.errors import UsageError
from kg.publish.formats import _registry as registry
from tests.conftest import ROOT

#: The packages of all extras of the project that formats use.
OPTIONAL = {"networkx", "numpy", "scipy", "pyvis", "jinja2", "markupsafe", "milsymbol"} | {
    *("resvg_py", "xlsxwriter", "openpyxl")
}


@pytest.fixture
def bare(tmp_path):
    """Run ``kg`` in a process of its own, in which no package of an extra can be imported."""
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        dedent(f"""
            import sys
            class Missing:
                def find_spec(self, name, path=None, target=None):
                    if name.partition(".")[0] in {OPTIONAL!r}:
                        raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
            sys.meta_path.insert(0, Missing())
        """)
    )
    path = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))

    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": path},
            timeout=120,
            check=False,
        )

    return call


def test_the_list_has_every_format_by_its_group():
    forms = registry.formats()
    assert sorted(form.name for form in forms) == registry.built_in()
    groups = [registry.GROUPS.index(form.group) for form in forms]
    assert groups == sorted(groups)
    assert {form.package for form in forms} == {"entente-kg"}
    by_name = {form.name: form for form in forms}
    # What the formats' own programs expect: Cytoscape opens .cyjs, Mermaid's tools .mmd.
    assert by_name["cytoscape"].suffix == ".cyjs"
    assert by_name["mermaid"].suffix == ".mmd"
    assert by_name["html"].picture
    assert not by_name["nq"].picture
    assert not by_name["html"].reports_loss


def test_a_name_that_nobody_has():
    assert registry.load("no-such-format") is None
    assert registry.load("_loss") is None


def test_options_are_checked_by_name_and_value(core, tmp_path):
    page, quads = registry.load("html"), registry.load("nq")
    assert page.read({"texts": str(tmp_path)}) == {"texts": tmp_path}
    with pytest.raises(UsageError, match="there is no such folder"):
        page.write(core, tmp_path / "x.html", texts=tmp_path / "none")
    with pytest.raises(UsageError, match="nq has no such option"):
        quads.write(core, tmp_path / "x.nq", texts=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("form", "extra"),
    [
        *(("html", "html"), ("svg", "network"), ("png", "png"), ("graphml", "network")),
        *(("xlsx", "xlsx"), ("sheet", "xlsx")),
    ],
)
def test_what_is_not_installed_is_named_with_its_extra(tmp_path, bare, form, extra):
    """The extras are those of pyproject.toml: network brings networkx, xlsx brings xlsxwriter."""
    target = tmp_path / "x.xlsx"
    done = bare("export", form, "-o", target)
    assert done.returncode == 3
    assert f'pip install "entente-kg[{extra}]"' in done.stderr
    assert not target.exists()


@pytest.mark.slow
def test_the_list_and_plain_formats_need_no_extra(bare, small_core, tmp_path):
    listed = bare("export", "--help")
    assert listed.returncode == 0
    assert "html              one interactive page that works offline" in listed.stdout
    for form in ("csv", "gexf", "dot", "trig", "stix"):
        given = ("-o", tmp_path / "x.zip", "--workspace", small_core)
        assert bare("export", form, *given).returncode == 0


def test_a_table_in_a_zip_is_called_so(run, tmp_path):
    done = run("export", "csv", "-o", tmp_path / "x.csv")
    assert done.returncode == 2
    assert "three tables in one .zip" in done.stderr
    assert "x.csv.zip" in done.stderr
