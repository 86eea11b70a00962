"""What --meant says is written into the mapping of a sheet; and units in the plural are read."""

from __future__ import annotations

import pytest

from kg.curate.sheets.mapping.carrying import with_meant
from kg.curate.sheets.mapping.model import Rule, read_mapping
from kg.curate.sheets.mapping.stored import StoredMapping
from kg.iris import KG
from tests.curate.sheets.material import lexicon

FILE = """# looked through
[columns]
"a" = "who"  # the actor

[names]
"Old" = "Storm Corps"

[relations."backed"]
is = "supports"
"""


def stored(text):
    data = text.encode()
    return StoredMapping(read_mapping(data, "map.toml"), data, None, "map.toml")


def test_each_goes_into_its_part_and_the_rest_stays():
    meant = {
        ("whom", 'Storn "Corps"'): "Storm Corps",
        ("relation", "is prt of"): "is part of",
        ("measure", "kiled"): "personnel killed",
    }
    used = with_meant(stored(FILE), meant)
    assert used.mapping.names == {"old": "Storm Corps", 'storn "corps"': "Storm Corps"}
    assert used.mapping.relations["is prt of"] == Rule("is part of")
    assert used.mapping.relations["backed"] == Rule("supports")
    assert used.mapping.words == {"measure": {"kiled": "personnel killed"}}
    assert read_mapping(used.data, "map.toml") == used.mapping
    assert set(FILE.splitlines()) <= set(used.data.decode().splitlines())


@pytest.mark.parametrize(
    ("file", "meant"),
    [
        (FILE, {("relation", "backed"): "opposes"}),  # the mapping says it otherwise
        (FILE, {("who", "Old"): "11th Corps"}),
        ('names = {"Old" = "Storm Corps"}\n[columns]\n"a" = "who"\n', {("who", "New"): "Russia"}),
    ],
)
def test_what_cannot_be_said_so_changes_nothing(file, meant):
    used = stored(file)
    assert with_meant(used, meant) == used


@pytest.mark.parametrize(
    ("text", "unit"),
    [("persons", "person"), ("people", "person"), ("Tonnes", "tonne"), ("shells", "shell"), ("soldiers", None), ("dollars", None)],
)  # fmt: skip
def test_a_unit_is_known_in_the_plural(text, unit):
    assert lexicon().speech.unit(text) == (KG + unit if unit else None)
