"""The contradictions that a page may show: all that count for some choice of day and sources.

Which of them count at a clock the browser decides (``browser/rules/verdicts.js``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.claims.verdicts.candidates import (
    Candidate,
    event_candidates,
    figure_candidates,
    statement_candidates,
)
from kg.graph.impossible import all_sets
from kg.graph.sides import CANNOT
from kg.iris import SRC
from kg.text.display import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.snapshot import Snapshot


def verdicts_of(
    graph: Snapshot, claims: Mapping[str, str], nodes: Mapping[str, str]
) -> list[dict[str, Any]]:
    """A row for each pair of claims that may contradict, and for each set that cannot all be true.

    Withdrawn claims are among them, as they count at an earlier day.

    It says why, what would settle it, and what it needs in order to count (see
    ``kg.claims.verdicts.candidates.Candidate``). ``claims`` and ``nodes`` are the ids that the page
    uses, by IRI.
    """
    questions: dict[tuple[str, ...], int] = {}
    rows: list[dict[str, Any]] = []
    for on_figures, candidates in (
        (False, statement_candidates(graph.statements, graph.relations)),
        (False, event_candidates(graph.statements, graph.figures, graph.rules)),
        (True, figure_candidates(graph.figures, graph.rules)),
    ):
        for candidate in candidates:
            verdict, question = candidate.verdict, candidate.question
            if verdict.first not in claims or verdict.second not in claims:
                continue
            row: dict[str, Any] = {
                "kind": verdict.kind,
                "claims": [claims[verdict.first], claims[verdict.second]],
                "why": shown(verdict.reason),
            }
            if verdict.remedy:
                row["remedy"] = shown(verdict.remedy)
            if on_figures:
                row["figures"] = True
            if question:
                row["question"] = questions.setdefault(question, len(questions))
            rows.append(row | _beside(candidate, claims, nodes))
    return rows + _set_rows(graph, claims)


def _beside(
    candidate: Candidate, claims: Mapping[str, str], nodes: Mapping[str, str]
) -> dict[str, Any]:
    """What a verdict needs beside its claims in order to count."""
    row: dict[str, Any] = {}
    values, looks = candidate.values, candidate.looks
    if values is not None and all(value in nodes for value in values):
        row["values"] = [nodes[value] for value in values]
    if looks:
        row["after"] = [[most, *(claims[iri] for iri in before)] for most, before in looks]
    for name, others in (("needs", candidate.needs), ("unless", candidate.unless)):
        if others:
            row[name] = [claims[iri] for iri in others if iri in claims]
    return row


def _set_rows(graph: Snapshot, claims: Mapping[str, str]) -> list[dict[str, Any]]:
    rows = []
    for impossible in all_sets(graph, withdrawn_too=True):
        members = [SRC + side.claim for side in impossible.sides]
        if all(member in claims for member in members):
            row = {
                "kind": CANNOT,
                "claims": [claims[member] for member in members],
                "why": shown(impossible.reason),
                "remedy": shown(impossible.remedy),
            }
            rows.append(row)
    return rows
