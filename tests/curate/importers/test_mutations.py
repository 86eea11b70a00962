"""Each value of a good file put wrong, one after the other: an answer or a message, never a traceback,
and never a statement that is not of the file's own things.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import random

import pytest

from kg.errors import KgError
from tests.curate.importers import files
from tests.curate.importers.importing import taken

_WRONG = (None, 5, -1, 1e300, True, "", "x", [], {}, [5], [None], {"a": 5}, "9" * 5_000)
#: What would be a statement of its own, were a text written as it is.
INJECTED = 'x . kgd:state-evil a kg:State ; rdfs:label "evil"@en . kgd:y'
_TRIED = 80  # of some hundreds
_CELLS = (
    "",
    "x",
    "-1",
    "1e9",
    "9" * 5_000,
    "2024-02-30",
    "１２",
    "\x1b[31m",
    INJECTED,
    "=1+1",
    "99999999999999999",
)


def variants(value, wrong=_WRONG):
    """The value with each of its parts replaced by each of ``wrong``, and with each left out."""
    if isinstance(value, dict):
        for name in value:
            for part in (*wrong, *variants(value[name], wrong)):
                yield {**value, name: part}
            yield {other: value[other] for other in value if other != name}
    elif isinstance(value, list):
        for index, item in enumerate(value):
            for part in (*wrong, *variants(item, wrong)):
                yield [*value[:index], part, *value[index + 1 :]]


def sampled(value, wrong=_WRONG):
    """So many of the variants that a test ends soon: the same each time."""
    every = list(variants(value, wrong))
    return random.Random(7).sample(every, min(_TRIED, len(every)))


def tried(reader: str, data: str) -> None:
    """Take a file; it may be refused. No state comes of it that the file does not name."""
    try:
        _, triples = taken(reader, data, kept=True, **files.GOOD[reader][2])
    except KgError:
        return
    subjects = {getattr(t.subject, "value", "") for t in triples}
    assert "https://w3id.org/entente/id/state-evil" not in subjects


@pytest.mark.parametrize("reader", ["misp", "orbat", "stix"])
def test_json(reader):
    for variant in sampled(json.loads(files.GOOD[reader][1])):
        tried(reader, json.dumps(variant))


def test_lines_of_json():
    lines = files.FTM.splitlines()
    for index, line in enumerate(lines):
        for variant in sampled(json.loads(line))[:20]:
            tried("ftm", "\n".join([*lines[:index], json.dumps(variant), *lines[index + 1 :]]))


def test_results_of_wikidata():
    for variant in sampled(json.loads(files.WIKIDATA_JSON)):
        tried("wikidata", json.dumps(variant))


@pytest.mark.parametrize("reader", ["sipri", "ucdp", "wikidata"])
def test_tables(reader):
    text = files.GOOD[reader][1]
    rows = list(csv.reader(io.StringIO(text)))
    at = next(n for n, row in enumerate(rows) if len(row) > 5) + 1
    chance = random.Random(7)
    for column in range(len(rows[at])):
        for cell in chance.sample(_CELLS, 2):
            changed = copy.deepcopy(rows)
            changed[at][column] = cell
            out = io.StringIO()
            csv.writer(out).writerows(changed)
            tried(reader, out.getvalue())


@pytest.mark.parametrize("reader", ["misp", "orbat", "stix"])
def test_no_text_becomes_a_statement(reader):
    for variant in sampled(
        json.loads(files.GOOD[reader][1]),
        (INJECTED, f"https://a.example/{INJECTED}", f"https://w3id.org/entente/id/{INJECTED}"),
    ):
        tried(reader, json.dumps(variant))


def test_no_text_of_our_own_exports_becomes_a_statement(core):
    """Each line of a note, and each address of an entity, with more behind it."""
    from kg.publish.formats import ftm

    lines = ftm.render(core).decode().splitlines()
    note = next(line for line in lines if '"Note"' in line and "measure:" in line)
    entity = next(line for line in lines if '"PublicBody"' in line)
    for line in (note, entity):
        for variant in sampled(
            json.loads(line),
            (
                INJECTED,
                f"https://w3id.org/entente/id/{INJECTED}",
                f"https://w3id.org/entente/source/{INJECTED}",
            ),
        ):
            tried("ftm", json.dumps(variant))
    given = json.loads(note)
    text = given["properties"]["description"][0].split("\n")
    for index, line in enumerate(text):
        for more in (f"kg:{INJECTED}", f"kgd:{INJECTED}"):
            changed = [*text[:index], f"{line.partition(': ')[0]}: {more}", *text[index + 1 :]]
            given["properties"]["description"] = ["\n".join(changed)]
            tried("ftm", f"{json.dumps(given)}\n{entity}")
