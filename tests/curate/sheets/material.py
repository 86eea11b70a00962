"""A small workspace, a short text of our own, and sheets written in a test."""

from __future__ import annotations

import csv
import io
import shutil
from functools import cache
from pathlib import Path

from kg.build.pipeline import Texts, parse_texts
from kg.curate.sheets.adding import add_sheet, write_addition
from kg.curate.sheets.additions import Addition
from kg.curate.sheets.delimited import read_delimited
from kg.curate.sheets.lexicon import Lexicon
from kg.curate.sheets.sources import Defaults
from kg.curate.sheets.table import Table, make_table
from kg.text.inputs import read_inputs
from kg.text.layout import find_layout
from tests.checks.material import GOOD
from tests.conftest import ROOT

TEXT = (
    "Officials said on 3 May 2025 that “about 1,200\nsoldiers” had been sent. "
    "The 3rd Brigade is part of the Storm Corps. Others doubt it: the 3rd Brigade — they say — is no more."
)
DEFAULTS = Defaults("2026-11-24", curator="Entente editors")
#: What a row needs beside what it says.
NEW = {"source": "paper-2025", "title": "A paper", "document address": "https://example.org/paper"}


def workspace(folder: Path, *, text: str | None = TEXT) -> Path:
    """The ontology and the good data of the checks, and perhaps the text of ``paper-2025``."""
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    (folder / "seeds").mkdir()
    for path in GOOD.glob("*.ttl"):
        shutil.copy(path, folder / "seeds")
    (folder / "texts").mkdir()
    if text is not None:
        (folder / "texts" / "paper-2025.txt").write_text(text, encoding="utf-8", newline="")
    return folder


def sheet(*rows: dict[str, str]) -> Table:
    """Rows as the table that their CSV file gives."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return make_table("sheet.csv", read_delimited(out.getvalue().encode(), "sheet.csv"))


def add(folder: Path, *rows: dict[str, str], write: bool = True) -> Addition:
    """What ``kg add`` does with a sheet of these rows."""
    layout = find_layout(folder)
    addition = add_sheet(layout, sheet(*rows), DEFAULTS, folder / "texts")
    if write:
        write_addition(addition)
    return addition


def block(folder: Path, claim: str, stem: str = "paper-2025") -> str:
    """The lines of a claim in the file of its source."""
    text = (folder / "seeds" / f"{stem}.ttl").read_text(encoding="utf-8")
    return text.partition(f"\nc:{claim} ")[2].partition(" .\n")[0]


@cache
def core() -> Texts:
    layout = find_layout(ROOT)
    return parse_texts(layout, read_inputs(layout))


def lexicon() -> Lexicon:
    """That of the core."""
    parsed = core()
    return Lexicon(parsed.ontology, parsed.seeds, parsed.terms)
