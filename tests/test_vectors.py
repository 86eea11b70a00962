"""The rules that Python and the browser share, on cases that were worked out by hand.

Each case of ``tests/vectors/*.json`` says why its result is what it is. Both languages must give it:
Python's functions, and the page's own files in QuickJS. A case's names are turned into what each of
the two takes; nothing is computed on the way. Facts and contradictions have files of their own.
"""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.claims.facts.edges import WEAKEST_FIRST, Basis, derive_facts
from kg.claims.facts.view import parse_view
from kg.claims.independence import Origins, without
from kg.claims.independence import Testimony as Known
from kg.claims.statement import Statement
from kg.iris import KG, KGD, SRC
from kg.text.formulas import defused, undone
from tests.vector_cases import FOLDER, both, cases, script, shipped, standing_in_python


def test_every_file_is_run_and_every_case_says_why():
    files = {path.stem for path in FOLDER.glob("*.json")}
    assert files == {
        "standing",
        "origins",
        "events",
        "facts",
        "contradictions",
        "formulas",
        "bands",
        "sets",
    }
    for name in files:
        assert all(case.values[0]["why"].endswith(".") for case in cases(name))


# -- Which claims hold, and what is taken back


_STANDING = """
  const standing = standingAt(new Map(Object.entries(claims)), links, { ...choice, without: new Set(without) });
  const held = [...standing].filter(([, { held }]) => held);
  const taken = held.filter(([, { taken }]) => taken).map(([id, { taken }]) => [id, `${taken.kind} by ${taken.later}`]);
  return { held: held.map(([id]) => id).sort(), taken: Object.fromEntries(taken) };
"""


@both
@pytest.mark.parametrize("case", cases("standing"))
def test_which_claims_stand(case, language):
    if language == "python":
        held, links = standing_in_python(case)
        taken = {
            iri.removeprefix(SRC): f"{link.kind} by {link.later.removeprefix(SRC)}"
            for iri, link in links.items()
        }
    else:
        result = script("rules/standing.js").run(_STANDING, **shipped(case))
        held, taken = result["held"], result["taken"]
    assert (held, taken) == (case["held"], case["taken"])


# -- Independent origins

_ORIGINS = """
  const all = new Map(Object.entries(claims));
  const standing = new Map([...all.keys()].map((id) => [id, { timely: true }]));
  return [...originsAt(all, documents, standing, new Set(without))(of)].sort();
"""


@both
@pytest.mark.parametrize("case", cases("origins"))
def test_independent_origins(case, language):
    claims, gone = case["claims"], case.get("without", [])
    if language == "python":
        known = {
            iri: Known(
                iri,
                iri.partition("/")[0],
                said["speaker"],
                said.get("own", False),
                tuple(said.get("derived", ())),
            )
            for iri, said in claims.items()
        }
        withdrawn_claims = {iri for iri, said in known.items() if said.source in gone}
        left = without(known, frozenset(withdrawn_claims | set(gone)))
        origins = sorted(Origins(left).of(case["of"]))
    else:
        documents = sorted({iri.partition("/")[0] for iri in claims})
        shipped = {
            iri: {"document": documents.index(iri.partition("/")[0]), "by": said["speaker"]}
            | {name: said[name] for name in ("own", "derived") if name in said}
            for iri, said in claims.items()
        }
        origins = script("rules/origins.js").run(
            _ORIGINS,
            claims=shipped,
            documents=[{"name": name} for name in documents],
            without=[documents.index(name) for name in gone],
            of=case["of"],
        )
    assert origins == case["origins"]


# -- What is only planned, agreed or alleged


@both
@pytest.mark.parametrize("case", cases("events"))
def test_the_status_of_an_event(case, language):
    one, other = case["line"]
    if language == "python":
        said = [
            (event, "eventStatus", KG + status)
            for event, each in case["statuses"].items()
            for status in each
        ]
        rows = [(one, "locatedIn", KGD + other), *said]
        statements = [
            Statement(
                f"c{number}",
                "source",
                "speaker",
                ox.NamedNode(KGD + subject),
                ox.NamedNode(KG + relation),
                ox.NamedNode(value),
            )
            for number, (subject, relation, value) in enumerate(rows)
        ]
        basis = Basis(parse_view("hull"), {(KG + "asserts", KG + "asserted"): True}, {}, frozenset)
        facts, _ = derive_facts(statements, basis)
        (fact,) = [fact for fact in facts if fact.predicate.value == KG + "locatedIn"]
        status = fact.event_status and fact.event_status.removeprefix(KG)
    else:
        places = [iri.removeprefix(KG) for iri in WEAKEST_FIRST]
        bearing = [
            {"ends": [event], "event": [places.index(each), each] if each in places else [-1, ""]}
            for event, statuses in case["statuses"].items()
            for each in statuses
        ]
        status = script("rules/weighing.js").run(
            "return statusOf(eventStatuses(bearing), { from, to }) || null",
            **{"bearing": bearing, "from": one, "to": other},
        )
    assert status == case["status"]


# -- Cells that no spreadsheet calculates


@both
@pytest.mark.parametrize("case", cases("formulas"))
def test_no_spreadsheet_calculates_a_text(case, language):
    if language == "python":
        assert defused(case["text"]) == case["cell"]
        assert undone(case["cell"]) == case["text"]
    else:
        cell = script("rules/formulas.js").run("return defused(text)", text=case["text"])
        assert cell == case["cell"]
