"""Facts as Python and the page derive them, on cases that were worked out by hand (``test_vectors``)."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from kg.claims.corrections import Link
from kg.claims.facts.edges import Basis, derive_facts
from kg.claims.facts.view import parse_view
from kg.claims.independence import Origins
from kg.claims.independence import Testimony as Known
from kg.claims.period import Period, ordinal
from kg.claims.statement import Statement
from kg.iris import KG, KGD, SRC
from tests.publish.page.script import Script
from tests.vector_cases import Case, both, cases

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
