"""``kg add --meant``: a cell that is nearly a name is read as it, and the sheet stays as it is."""

from __future__ import annotations

import shlex

import pytest

from tests.curate.sheets.material import workspace

pytestmark = pytest.mark.slow

SHEET = """source,title,document address,who,relation,whom,speaker
ex,A paper,https://example.org/,North Korea,opposes,Storn Corps,Russia
"""


@pytest.mark.slow
def test_the_option_that_is_printed_mends_the_sheet(tmp_path, run):
    folder = workspace(tmp_path, text=None)
    (folder / "claims.csv").write_text(SHEET, encoding="utf-8")
    call = ("add", "claims.csv", "--workspace", ".", "--curator", "Entente editors", "--dry-run")
    refused = run(*call, cwd=folder)
    assert refused.returncode == 1
    (line,) = [line for line in refused.stderr.splitlines() if "--meant" in line]
    option = shlex.split(line.partition("add: ")[2])
    assert option == ["--meant", "whom", "Storn Corps", "11th Corps of the Korean People's Army"]
    done = run(*call, *option, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "11th Corps" in done.stdout
    assert (folder / "claims.csv").read_text(encoding="utf-8") == SHEET


@pytest.mark.slow
def test_it_is_kept_in_the_mapping_of_the_sheet(tmp_path, run):
    """The next sheet of these headers with the same misspelt name needs the option no more."""
    folder = workspace(tmp_path, text=None)
    head, row = SHEET.splitlines()
    (folder / "theirs.csv").write_text(f"{head.replace('whom', 'target')}\n{row}\n", "utf-8")
    named = "\n".join(f'"{name}" = "{name}"' for name in head.split(",") if name != "whom")
    (folder / "map.toml").write_text(f'[columns]\n{named}\n"target" = "whom"\n', "utf-8")
    call = ("add", "theirs.csv", "--workspace", ".", "--curator", "Entente editors")
    option = ("--meant", "whom", "Storn Corps", "11th Corps of the Korean People's Army")
    done = run(*call, "--map", "map.toml", *option, cwd=folder)
    assert done.returncode == 0, done.stderr
    (kept,) = (folder / "maps").glob("*.toml")
    assert '"Storn Corps" = "11th Corps of the Korean People\'s Army"' in kept.read_text("utf-8")
    again = run(*call, "--dry-run", cwd=folder)
    assert again.returncode == 0, again.stderr
