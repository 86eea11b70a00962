"""What contradicts at a clock, in Python and on the page, on cases that were worked out by hand (``test_vectors``)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.claims.begins import with_begins
from kg.claims.closure import closure
from kg.claims.episodes import Episode, Step, episodes
from kg.claims.figure import Denial, Figure, MeasureKind, Rules
from kg.claims.interval import Interval
from kg.claims.period import Period, ordinal
from kg.claims.statement import Statement
from kg.claims.verdicts.candidates import figure_candidates, statement_candidates
from kg.claims.verdicts.relations import Relations
from kg.claims.verdicts.statements import disagreements
from kg.claims.verdicts.sweep import conflicts
from kg.claims.verdicts.verdict import unrepeated
from kg.iris import KG, KGD, SRC
from tests.vector_cases import Case, both, cases, script, shipped, standing_in_python

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
    said = sorted(case.get("statements", {}).items())
    within = episodes(
        Step(each["subject"], each["value"], claim, each.get("denies", False))
        for claim, each in said
        if each["relation"] == "subEventOf"
    )
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
            whole_denied=tuple(
                _denials_of_wholes(
                    case, within.get(said["subject"], ()) if said.get("event") else ()
                )
            ),
        )
        for claim, said in said
    ]


def _denials_of_wholes(case: Case, wholes: tuple[Episode, ...]) -> Iterator[Denial]:
    for whole in wholes:
        for claim, said in sorted(case["statements"].items()):
            if said.get("denies") and said.get("event") and said["subject"] == whole.whole:
                last = said.get("to") or case["documents"][claim.partition("/")[0]]
                yield Denial(claim, claim, _period(said.get("from"), last), of_whole=whole)


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
        held, links = standing_in_python(plain)
        standing = set(held) - {iri.removeprefix(SRC) for iri in links}
        gone = plain["claims"].keys() - standing
        statements = [said.without(gone) for said in _statements(case) if said.iri in standing]
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
            _CONTRADICTIONS, rows=rows, **shipped(plain)
        )
    assert result == case["contradictions"]
