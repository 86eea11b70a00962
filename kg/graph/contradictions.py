"""The verdicts on a graph's figures and statements, with the words that show what they are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.scope import wanted_sources
from kg.claims.compared import figure_of, statement_of
from kg.claims.corrections import withdrawn
from kg.claims.verdicts.statements import disagreements
from kg.claims.verdicts.sweep import all_verdicts, conflicts
from kg.claims.verdicts.verdict import (
    CONTRADICTS,
    JUMP,
    NOT_COMPARABLE,
    UNDECIDED,
    VERDICTS,
    Verdict,
)
from kg.graph.sides import NO_SETS, Sets, figure_side, statement_side
from kg.iris import KG, RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kg.claims.claim import Claim
    from kg.claims.figure import Figure, Rules
    from kg.claims.statement import Statement
    from kg.graph.sides import Side
    from kg.graph.snapshot import Snapshot


_MOST_COMPARED = 60  # figures of which each pair is looked at, to say why none contradicts


@dataclass(frozen=True, slots=True)
class Weighed:
    """A verdict in words: about what, its two sides, why, and what would settle it.

    ``grave`` says that a reader should look at it.
    """

    verdict: str
    about: str
    first: Side
    second: Side
    reason: str
    remedy: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The verdicts asked for, how many pairs there are, and whether a long list was cut.

    Where all are asked for, they are as many as ``pairs``, ``denials`` and ``statements`` together:
    pairs of figures, denials beside what they deny, and pairs of statements. Else the last two are 0.
    ``sets`` are those of three figures or more that cannot all be true, where they were asked for.
    """

    weighed: tuple[Weighed, ...]
    pairs: int
    cut: bool
    denials: int = 0
    statements: int = 0
    sets: Sets = NO_SETS

    @property
    def counts(self) -> Counter[str]:
        return Counter(item.verdict for item in self.weighed)


def weigh(
    graph: Snapshot,
    about: Iterable[str] | None = None,
    kinds: Sequence[str] = (),
    *,
    every: bool = False,
    sources: Sequence[str] = (),
) -> Result:
    """Weigh the figures and statements of a graph, the gravest first.

    What has been retracted or corrected is weighed only with ``every``, and so is a relay beside
    the figure that it relays.

    ``about`` limits to things (IRIs of what figures are about, or of subjects), ``kinds`` to
    verdicts. Without ``every`` only those that ask for attention are given; with it, or where
    ``kinds`` names others, each pair about one thing, which are as many as there are pairs.
    With ``sources`` (their names) one side at least is of one of them; the other may be of any.
    Raises UsageError for an unknown source.
    """
    wanted_claims = claims_of_sources(graph, sources) if sources else None
    rules, (figures, assertions) = graph.rules, _compared(graph, about)
    # The sweep finds each of these; the others must be looked for among all pairs.
    every = every or not {CONTRADICTS, JUMP}.issuperset(kinds)
    if not every:
        withdrawn_claims = withdrawn(graph.overtaken)
        figures = [figure for figure in figures if figure.iri not in withdrawn_claims]
        assertions = [claim for claim in assertions if claim.iri not in withdrawn_claims]
    swept = conflicts(figures, rules)
    on_figures = list(all_verdicts(figures, rules) if every else _unrelayed(graph, swept.verdicts))
    on_statements = list(disagreements(assertions, graph.relations))
    by_iri = {figure.iri: figure for figure in figures}
    by_claim = {statement.iri: statement for statement in assertions}
    order = {kind: number for number, kind in enumerate(VERDICTS)}
    chosen = [
        verdict
        for verdict in (*on_statements, *on_figures)
        if (not kinds or verdict.kind in kinds)
        and (wanted_claims is None or not wanted_claims.isdisjoint((verdict.first, verdict.second)))
    ]
    chosen.sort(key=lambda v: (order[v.kind], v.first, v.second))
    weighed = [_with_sides(graph, verdict, by_iri, by_claim) for verdict in chosen]
    pairs = (
        swept.pairs
        if wanted_claims is None
        else swept.pairs - _pairs_beside(figures, wanted_claims)
    )
    if not every or kinds or sources:
        return Result(tuple(weighed), pairs, swept.cut and not every)
    denials = len(on_figures) - swept.pairs
    return Result(tuple(weighed), pairs, cut=False, denials=denials, statements=len(on_statements))


def _with_sides(
    graph: Snapshot,
    verdict: Verdict,
    figures: Mapping[str, Figure],
    statements: Mapping[str, Statement],
) -> Weighed:
    """A verdict in words; the figures and statements are by their IRIs."""
    ends = (verdict.first, verdict.second)
    if verdict.first in figures:
        subject = figures[verdict.first].about
        sides = [figure_side(graph, iri) for iri in ends]
    else:
        subject = statements[verdict.first].subject.value
        sides = [statement_side(graph, iri) for iri in ends]
    return _weighed(verdict, graph.rules.label(subject), sides)


def _compared(graph: Snapshot, about: Iterable[str] | None) -> tuple[list[Figure], list[Statement]]:
    """The figures and statements of a graph, or those about some things, in the order of the IRIs."""
    if about is None:
        return graph.figures, graph.statements
    things = set(about)
    claims = graph.claims.about(things)
    figures = figures_of(graph, (claim for claim in claims if claim.get("about") in things))
    stated = (statement_of(claim) for claim in claims if claim.get(RDF + "subject") in things)
    return figures, [statement for statement in stated if statement is not None]


def figures_of(graph: Snapshot, claims: Iterable[Claim]) -> list[Figure]:
    """Those of some claims that are estimates of a measure, as the claim engine compares them."""
    return [
        figure_of(claim, _replaced_by(graph, claim))
        for claim in claims
        if claim.get("measure") is not None
    ]


def _replaced_by(graph: Snapshot, claim: Claim) -> list[str]:
    """The claims that a claim supersedes, retracts or corrects."""
    corrected = graph.claims.linked_to(claim.iri, "correctedBy")
    earlier = (*claim.all("supersedes"), *claim.all("retracts"))
    return [*earlier, *(claim.iri for claim in corrected)]


def _is_withdrawn(claim: Claim) -> bool:
    return claim.overtaken is not None and bool(withdrawn({claim.iri: claim.overtaken}))


def claims_of_sources(graph: Snapshot, sources: Sequence[str]) -> frozenset[str]:
    """The claims of some sources, by the names of these. Raises UsageError for an unknown one."""
    stated = graph.store.quads(None, ox.NamedNode(KG + "source"))
    known = {quad.object for quad in stated if isinstance(quad.object, ox.NamedNode)}
    wanted = wanted_sources(sources, known)
    return frozenset(
        claim.iri for source in wanted for claim in graph.claims.of_source(source.value)
    )


def _pairs_beside(figures: Sequence[Figure], claims: frozenset[str]) -> int:
    """How many pairs about one thing have no side among some claims."""
    others = Counter(
        f.about for f in figures if f.interval and not f.denied and f.iri not in claims
    )
    return sum(count * (count - 1) // 2 for count in others.values())


def compared(graph: Snapshot, claims: Collection[str]) -> list[str]:
    """What the figures of some claims are to each other, a line for each thing that they count.

    Who contradicts whom or may, or else why they merely differ. Nothing for fewer than two figures.
    """
    rules = graph.rules
    known_claims = (claim for iri in sorted(claims) if (claim := graph.claims.get(iri)) is not None)
    standing = [claim for claim in known_claims if not _is_withdrawn(claim)]
    chosen = [figure for figure in figures_of(graph, standing) if figure.interval]
    by_iri = {figure.iri: figure for figure in chosen}
    conflicting = [
        verdict
        for verdict in _unrelayed(graph, conflicts(chosen, rules).verdicts)
        if _is_conflict(verdict)
    ]
    lines = []
    for verdict in conflicting:
        sides = [figure_side(graph, iri) for iri in (verdict.first, verdict.second)]
        first, second = (
            f"{side.said} — {', '.join(filter(None, (side.speaker, side.when)))}" for side in sides
        )
        lines.append(f"{verdict.kind}: {first} / {second}: {verdict.reason}")
    pairs = [(by_iri[verdict.first], by_iri[verdict.second]) for verdict in conflicting]
    clashing = {first.measure for first, second in pairs if first.measure == second.measure}
    alike: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in chosen[:_MOST_COMPARED]:
        alike[figure.about, figure.measure].append(figure)
    for (_, measure), group in alike.items():
        if len(group) > 1 and measure not in clashing:
            lines += _harmless(rules.label(measure), group, rules)
    return lines


def _is_conflict(verdict: Verdict) -> bool:
    return verdict.outcome in (CONTRADICTS, UNDECIDED)


def _harmless(measure: str, group: Sequence[Figure], rules: Rules) -> Iterator[str]:
    """Why figures of one measure do not contradict: the commonest reason of the gravest verdict."""
    verdicts = [verdict for verdict in all_verdicts(group, rules) if not _is_conflict(verdict)]
    if verdicts:
        gravest = min((verdict.kind for verdict in verdicts), key=VERDICTS.index)
        reasons = Counter(verdict.reason for verdict in verdicts if verdict.kind == gravest)
        apart = "not all compare: " if gravest == NOT_COMPARABLE else ""
        yield f"no contradiction: {measure}: {apart}{reasons.most_common(1)[0][0]}"


def _unrelayed(graph: Snapshot, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts without those on a relayed claim that repeat the verdict on the original."""
    known = {(v.kind, frozenset((v.first, v.second))) for v in verdicts}
    for verdict in verdicts:
        verdicts_on_originals = (
            (verdict.kind, frozenset((original, opposite)))
            for relay, opposite in (
                (verdict.first, verdict.second),
                (verdict.second, verdict.first),
            )
            for original in _derived_from(graph, relay)
        )
        if known.isdisjoint(verdicts_on_originals):
            yield verdict


def _weighed(verdict: Verdict, subject: str, sides: Sequence[Side]) -> Weighed:
    return Weighed(
        verdict.kind, subject, sides[0], sides[1], verdict.reason, verdict.remedy, verdict.grave
    )


def _derived_from(graph: Snapshot, iri: str) -> list[str]:
    """What a claim was derived from, by the IRIs of claims and documents."""
    claim = graph.claims.get(iri)
    return claim.all("derivedFrom") if claim is not None else []
