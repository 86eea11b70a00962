"""The rules that Python and the browser share, on cases that were worked out by hand.

Each case of ``tests/vectors/*.json`` says why its result is what it is. Both languages must give it:
Python's functions, and the page's own files in QuickJS. A case's names are turned into what each of
the two takes; nothing is computed on the way.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.build.facts import stored_overtaken
from kg.build.scope import restrict
from kg.claims.begins import with_begins
from kg.claims.closure import closure
from kg.claims.corrections import Link
from kg.claims.facts.edges import WEAKEST_FIRST, Basis, derive_facts
from kg.claims.facts.view import parse_view
from kg.claims.figure import Figure, MeasureKind, Rules
from kg.claims.independence import Origins, without
from kg.claims.independence import Testimony as Known
from kg.claims.interval import Interval
from kg.claims.period import Period, ordinal
from kg.claims.scope import Scope
from kg.claims.statement import Statement
from kg.claims.verdicts.candidates import figure_candidates, statement_candidates
from kg.claims.verdicts.relations import Relations
from kg.claims.verdicts.statements import disagreements
from kg.claims.verdicts.sweep import conflicts
from kg.claims.verdicts.verdict import unrepeated
from kg.iris import KG, KGD, RDF, SRC, XSD
from kg.store.oxigraph import OxigraphStore
from kg.text.formulas import defused, undone
from tests.publish.page.script import Script

_FOLDER = Path(__file__).parent / "vectors"
Case = dict[str, Any]


def cases(name: str) -> list[Any]:
    """The cases of a file, each called by its reason."""
    read = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    return [pytest.param(case, id=case["why"]) for case in read]


both = pytest.mark.parametrize("language", ["python", "javascript"])


@cache
def script(*entries: str) -> Script:
    return Script(*entries)


def test_every_file_is_run_and_every_case_says_why():
    files = {path.stem for path in _FOLDER.glob("*.json")}
    assert files == {
        "standing",
        "origins",
        "events",
        "facts",
        "contradictions",
        "formulas",
        "bands",
    }
    for name in files:
        assert all(case.values[0]["why"].endswith(".") for case in cases(name))


# -- Which claims hold, and what is taken back


_ROLES = {
    "subject": RDF + "subject",
    "object": RDF + "object",
    "about": KG + "about",
    "whole": KG + "shareOf",
}


def _store(case: Case) -> OxigraphStore:
    """The documents, claims and links of a case as a graph."""
    store = OxigraphStore()
    verbs = {"retracted": "retracts", "superseded": "supersedes"}

    def add(graph: str, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        quad = ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, ox.NamedNode(graph))
        store.add([quad])

    def day(text: str) -> ox.Literal:
        return ox.Literal(text, datatype=ox.NamedNode(XSD + "date"))

    for document, known in case["documents"].items():
        add(SRC + document, SRC + document, RDF + "type", ox.NamedNode(KG + "Source"))
        if known is not None:
            add(SRC + document, SRC + document, KG + "knownFrom", day(known))
    add(KG, KG + "stays", RDF + "type", ox.NamedNode(KG + "StateRelation"))
    for claim, said in case["claims"].items():
        _add_claim(claim, said, add)
    _add_relays(case, add)
    for later, kind, earlier in case.get("links", ()):
        if kind == "corrected":
            graph, verb = SRC + earlier.partition("/")[0], "correctedBy"
            add(graph, SRC + earlier, KG + verb, ox.NamedNode(SRC + later))
        else:
            graph = SRC + later.partition("/")[0]
            add(graph, SRC + later, KG + verbs[kind], ox.NamedNode(SRC + earlier))
    return store


def _add_claim(claim: str, said: dict[str, Any], add: Callable[..., None]) -> None:
    """What a claim is about, its stance, and its days."""
    graph = SRC + claim.partition("/")[0]
    add(graph, SRC + claim, KG + "source", ox.NamedNode(graph))
    relation = "eventStatus" if said.get("event") else "happens"
    relation = "stays" if said.get("state") else relation
    add(graph, SRC + claim, RDF + "predicate", ox.NamedNode(KG + relation))
    for name, term in (("from", "earliest"), ("to", "latest"), ("asOfFrom", "asOfEarliest")):
        if name in said:
            value = ox.Literal(said[name], datatype=ox.NamedNode(XSD + "date"))
            add(graph, SRC + claim, KG + term, value)
    for name, term in _ROLES.items():
        if name in said:
            add(graph, SRC + claim, term, ox.NamedNode(KGD + said[name]))
    if said.get("denies"):
        add(graph, SRC + claim, KG + "stance", ox.NamedNode(KG + "denies"))


def _add_relays(case: Case, add: Callable[..., None]) -> None:
    """What each claim is derived from."""
    for claim, said in case["claims"].items():
        for origin in said.get("derived", ()):
            graph = SRC + claim.partition("/")[0]
            add(graph, SRC + claim, KG + "derivedFrom", ox.NamedNode(SRC + origin))


def _standing_in_python(case: Case) -> tuple[list[str], dict[str, Link]]:
    """The claims that hold, and what takes claims back."""
    scope = Scope(
        as_of=case.get("asOf"), known_at=case.get("knownAt"), without=tuple(case.get("without", ()))
    )
    store = restrict(_store(case), scope)
    quads = store.quads(None, ox.NamedNode(KG + "source"), None)
    return sorted(q.subject.value.removeprefix(SRC) for q in quads), stored_overtaken(store)


def _shipped(case: Case) -> dict[str, Any]:
    """What a page holds of the case's claims and links; a link to a document holds for its claims."""
    documents = list(case["documents"])
    claims = {}
    for claim, said in case["claims"].items():
        document = claim.partition("/")[0]
        known = case["documents"][document]
        number = documents.index(document)
        named = [said[role] for role in ("subject", "about", "object") if role in said]
        shipped = {
            name: day for name, day in said.items() if name not in (*_ROLES, "event", "denies")
        }
        shipped |= {"ends": named, "document": number} | ({"known": known} if known else {})
        shipped |= {"wholeId": said["whole"]} if "whole" in said else {}
        shipped |= {"event": [-1, ""]} if said.get("event") else {}
        claims[claim] = shipped | {"stance": "denies" if said.get("denies") else "asserts"}
    links = []
    for later, kind, earlier in case.get("links", ()):
        inside = [c for c in claims if c.startswith(f"{earlier}/") and c != later]
        for name in (earlier, *inside):
            link: dict[str, Any] = {"later": later, "earlier": name, "kind": kind}
            if later in documents:
                link |= {"document": documents.index(later), "known": case["documents"][later]}
            links.append(link)
    choice = {"asOf": case.get("asOf"), "knownAt": case.get("knownAt")}
    gone = [documents.index(name) for name in case.get("without", ())]
    return {"claims": claims, "links": links, "choice": choice, "without": gone}


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
        held, links = _standing_in_python(case)
        taken = {
            iri.removeprefix(SRC): f"{link.kind} by {link.later.removeprefix(SRC)}"
            for iri, link in links.items()
        }
    else:
        result = script("rules/standing.js").run(_STANDING, **_shipped(case))
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


# -- Facts: rivals, denials, and the rule that chooses among them

_SINGLE = ("partOf",)
_TIMELESS = ("weaponType",)
_FACTS = """
  const all = new Map(Object.entries(claims));
  const standing = new Map([...all].map(([id, { taken }]) => [id, { held: true, timely: true, taken }]));
  const origins = originsAt(all, documents, standing, new Set());
  const facts = factsAt(statementsOf(edges, all), all, standing, { view, origins });
  const three = ({ from, iri, to }) => `${from} ${iri} ${to}`;
  const borne = edges.filter((edge) => edge.claims.some((id) => facts.bearing.has(id)));
  const disputed = borne.filter((edge) => facts.rivalled.has(edge) || facts.denied.has(edge));
  const sorted = (some) => [...new Set(some.map(three))].sort().map((text) => text.split(" "));
  return { facts: sorted(borne), disputed: sorted(disputed) };
"""


@both
@pytest.mark.parametrize("case", cases("facts"))
def test_facts_and_their_disputes(case, language):
    result = _facts_in_python(case) if language == "python" else _facts_in_javascript(case)
    assert result == {"facts": case["facts"], "disputed": case["disputed"]}


def _facts_in_python(case: Case) -> dict[str, list[list[str]]]:
    statements, testimonies, overtaken = [], {}, {}
    for claim, said in sorted(case["statements"].items()):
        iri, source = SRC + claim, SRC + claim.partition("/")[0]
        testimonies[iri] = Known(iri, source, said.get("speaker", claim))
        if "taken" in said:
            overtaken[iri] = Link(SRC + "other", iri, said["taken"])
        first, last = said.get("from", ""), said.get("to", "")
        statements.append(
            Statement(
                iri,
                source,
                said.get("speaker", claim),
                ox.NamedNode(KGD + said["subject"]),
                ox.NamedNode(KG + said["relation"]),
                ox.NamedNode(KGD + said["value"]),
                KG + ("denies" if said.get("denies") else "asserts"),
                KG + said.get("modality", "asserted"),
                is_judgement=said.get("judgement", False),
                period=Period(ordinal(first), ordinal(last)),
                day=ordinal(said.get("day", last)),
                known=ordinal(said.get("known", "")),
            )
        )
    basis = Basis(
        parse_view(case["view"]),
        {(KG + "asserts", KG + "asserted"): True},
        overtaken,
        Origins(testimonies).of,
        frozenset(KG + name for name in _SINGLE),
        frozenset(KGD + name for name in case.get("groups", ())),
        timeless=frozenset(KG + name for name in _TIMELESS),
    )
    facts, _ = derive_facts(statements, basis)

    def three(fact: Any) -> list[str]:
        subject, predicate, value = (term.value for term in fact.edge)
        return [subject.removeprefix(KGD), predicate.removeprefix(KG), value.removeprefix(KGD)]

    return {
        "facts": sorted(three(fact) for fact in facts),
        "disputed": sorted(three(fact) for fact in facts if fact.disputed),
    }


def _facts_in_javascript(case: Case) -> dict[str, list[list[str]]]:
    groups = set(case.get("groups", ()))
    only = case["view"].partition(":")[2]
    documents = sorted({claim.partition("/")[0] for claim in case["statements"]})
    claims: dict[str, Any] = {}
    edges: dict[tuple[str, ...], dict[str, Any]] = {}
    for claim, said in sorted(case["statements"].items()):
        source = claim.partition("/")[0]
        heard = not said.get("judgement") and (not only or source == only)
        asserted = not said.get("denies") and said.get("modality", "asserted") == "asserted"
        days = {"from": "from", "to": "to", "asOfTo": "day", "known": "known"}
        row = {name: said[key] for name, key in days.items() if key in said}
        row |= {"key": claim, "document": documents.index(source)}
        row |= {"by": said.get("speaker", claim), "bears": heard and asserted}
        row["disputes"] = heard and bool(said.get("denies"))
        row["taken"] = {"kind": said["taken"]} if "taken" in said else None
        claims[claim] = row
        ends = said["subject"], said["relation"], said["value"]
        apart = claim if claim in case.get("apart", ()) or not row["bears"] else ""
        edge = edges.setdefault(
            (*ends, apart),
            {
                "from": ends[0],
                "iri": ends[1],
                "to": ends[2],
                "claims": [],
                "single": ends[1] in _SINGLE,
                "whole": ends[1] == "partOf" and groups.isdisjoint((ends[0], ends[2])),
                "timeless": ends[1] in _TIMELESS,
            },
        )
        edge["claims"].append(claim)
    result: dict[str, list[list[str]]] = Script("rules/weighing.js", "rules/origins.js").run(
        _FACTS,
        claims=claims,
        documents=[{"name": name} for name in documents],
        edges=list(edges.values()),
        view=case["view"],
    )
    return result


# -- Contradictions at a clock

_RELATIONS = Relations(
    single=frozenset({KG + "parent"}),
    states=frozenset({KG + "parent", KG + "ally", KG + "partOf", KG + "controls"}),
    once=frozenset({KG + "targeted", KG + "eventStatus"}),
    timeless=frozenset({KG + "weaponType"}),
    one_subject=frozenset({KG + "controls"}),
)
_RULES = Rules(
    kinds={"killed": MeasureKind.CUMULATIVE, "present": MeasureKind.STOCK},
    within={"region": frozenset({"country"})},
)
_CONTRADICTIONS = """
  const all = new Map(Object.entries(claims));
  const standing = standingAt(all, links, { ...choice, without: new Set(without) });
  return verdictsAt(rows, all, standing, { wholes: new Map() }).map(({ kind, claims: ends }) => [kind, ...ends]);
"""


def _period(first: str | None, last: str | None) -> Period:
    return Period(ordinal(first or ""), ordinal(last or ""))


def _statements(case: Case) -> list[Statement]:
    status = KG + "eventStatus"
    return [
        Statement(
            claim,
            claim.partition("/")[0],
            said.get("speaker", claim),
            ox.NamedNode(KGD + said["subject"]),
            ox.NamedNode(KG + said["relation"]),
            ox.NamedNode((KG if KG + said["relation"] == status else KGD) + said["value"]),
            KG + ("denies" if said.get("denies") else "asserts"),
            period=_period(said.get("from"), said.get("to")),
            known=ordinal(case["documents"][claim.partition("/")[0]]),
            time=said.get("time", ""),
        )
        for claim, said in sorted(case.get("statements", {}).items())
    ]


def _figures(case: Case) -> list[Figure]:
    relays = {claim: said.get("derived", ()) for claim, said in case.get("figures", {}).items()}
    return [
        Figure(
            claim,
            claim.partition("/")[0],
            claim,
            "losses",
            said["measure"],
            "person",
            Interval(said["low"], said["high"]),
            scope=said.get("scope", ""),
            stated=(said["low"], said["high"], None),
            as_of=_period(said["day"], said["day"]),
            begin=_period(*said.get("begin", (None, None))),
            denied=said.get("denied", False),
            derived_from=frozenset(closure(said.get("derived", ()), lambda c: relays.get(c, ()))),
        )
        for claim, said in sorted(case.get("figures", {}).items())
    ]


@both
@pytest.mark.parametrize("case", cases("contradictions"))
def test_what_contradicts_at_a_clock(case, language):
    days = {
        claim: {"asOfFrom": said["day"], "asOfTo": said["day"], "derived": said.get("derived", [])}
        for claim, said in case.get("figures", {}).items()
    }
    plain = case | {"claims": case.get("statements", {}) | days}
    if language == "python":
        held, links = _standing_in_python(plain)
        gone = {iri.removeprefix(SRC) for iri in links}
        standing = set(held) - gone
        statements = [said for said in _statements(case) if said.iri in standing]
        figures = [figure for figure in _figures(case) if figure.iri in standing]
        figures = with_begins(figures, {}, (), _RULES.kinds)
        derived = {figure.iri: figure.derived_from for figure in figures}
        on_figures = unrepeated(conflicts(figures, _RULES).verdicts, derived)
        verdicts = [*disagreements(statements, _RELATIONS), *on_figures]
        result = [[v.kind, v.first, v.second] for v in verdicts if v.grave]
    else:
        questions: dict[tuple[str, ...], int] = {}
        begun = with_begins(_figures(case), {}, (), _RULES.kinds)
        rows = [
            {"kind": verdict.kind, "claims": [verdict.first, verdict.second], "figures": figures}
            | ({"question": questions.setdefault(question, len(questions))} if question else {})
            | {"needs": needs, "unless": unless}
            for figures, candidates in (
                (False, statement_candidates(_statements(case), _RELATIONS)),
                (True, figure_candidates(begun, _RULES)),
            )
            for verdict, question, _, _, needs, unless in candidates
        ]
        result = script("rules/verdicts.js", "rules/standing.js").run(
            _CONTRADICTIONS, rows=rows, **_shipped(plain)
        )
    assert result == case["contradictions"]


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
