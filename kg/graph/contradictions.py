"""The verdicts on a graph's figures and statements, with the words that show what they are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.scope import wanted_sources
from kg.claims.begins import with_begins
from kg.claims.compared import statement_of
from kg.claims.verdicts.assessment import assess
from kg.claims.verdicts.none_at_all import denied_events, with_nones_of_wholes
from kg.claims.verdicts.statements import disagreements
from kg.claims.verdicts.sweep import all_verdicts
from kg.claims.verdicts.verdict import (
    CONTRADICTS,
    JUMP,
    NOT_COMPARABLE,
    UNDECIDED,
    VERDICTS,
    Verdict,
)
from kg.graph.sides import NO_SETS, Sets, side_of
from kg.iris import KG, RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kg.claims.claim import Claim
    from kg.claims.figure import Figure, Rules
    from kg.claims.statement import Statement
    from kg.claims.verdicts.assessment import Assessment
    from kg.graph.sides import Side
    from kg.graph.snapshot import Snapshot


_MOST_COMPARED = 60  # figures of which each pair is looked at, to say why none contradicts


@dataclass(frozen=True, slots=True)
class Weighed:
    """A verdict in words: about what, its two sides, why, and what would settle it.

    ``outcome`` says what follows from the verdict (``contradicts``, ``undecided``, ``fits`` or
    ``not comparable``), ``grave`` that a reader should look at it.
    """

    verdict: str
    outcome: str
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

    What has been retracted, corrected or superseded is weighed only with ``every``, and so is a
    relay beside the figure that it relays.

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
        gone = graph.overtaken
        figures = [figure.without(gone) for figure in figures if figure.iri not in gone]
        assertions = [claim.without(gone) for claim in assertions if claim.iri not in gone]
    listed: Sequence[Verdict]
    if every:
        is_cut, pairs = False, _pairs_of(figures)
        listed = [
            *disagreements(assertions, graph.relations),
            *denied_events(assertions, figures, rules),
            *all_verdicts(figures, rules),
        ]
    else:
        assessment = assess(figures, rules, assertions, graph.relations)
        is_cut, pairs = bool(assessment.unlisted), assessment.pairs
        listed = assessment.without_repeats(graph.links.derived).verdicts
    by_iri = {figure.iri: figure for figure in figures}
    chosen = [
        verdict
        for verdict in listed
        if (not kinds or verdict.kind in kinds)
        and (wanted_claims is None or not wanted_claims.isdisjoint((verdict.first, verdict.second)))
    ]
    chosen.sort(key=lambda v: (VERDICTS.index(v.kind), v.first, v.second))
    weighed = [in_words(graph, verdict) for verdict in chosen]
    if wanted_claims is not None:
        pairs -= _pairs_of(f for f in figures if f.iri not in wanted_claims)
    if not every or kinds or sources:
        return Result(tuple(weighed), pairs, is_cut)
    statements = sum(verdict.first not in by_iri for verdict in listed)
    denials = len(listed) - statements - pairs
    return Result(tuple(weighed), pairs, cut=False, denials=denials, statements=statements)


def in_words(graph: Snapshot, verdict: Verdict) -> Weighed:
    """A verdict on two claims of a graph, with both sides as a reader sees them."""
    claim = graph.claims[verdict.first]
    return Weighed(
        verdict.kind,
        verdict.outcome,
        graph.rules.label(claim.get("about") or claim.get(RDF + "subject") or ""),
        side_of(graph, verdict.first),
        side_of(graph, verdict.second),
        verdict.reason,
        verdict.remedy,
        verdict.grave,
    )


def _compared(graph: Snapshot, about: Iterable[str] | None) -> tuple[list[Figure], list[Statement]]:
    """The figures and statements of a graph, or those about some things, in the order of the IRIs."""
    if about is None:
        return graph.figures, graph.statements
    things = set(about)
    episodes = graph.links.episodes
    # Who says that there was none of a whole denies the figures of its parts.
    bound = things | {part.whole for thing in things for part in episodes.get(thing, ())}
    claims = graph.claims.about(bound)
    figures = figures_of(graph, (claim for claim in claims if claim.get("about") in bound))
    figures = with_nones_of_wholes(figures, episodes, graph.rules)
    figures = [figure for figure in figures if figure.about in things]
    stated = (
        statement_of(claim, graph.links) for claim in claims if claim.get(RDF + "subject") in things
    )
    return figures, [statement for statement in stated if statement is not None]


def figures_of(graph: Snapshot, claims: Iterable[Claim]) -> list[Figure]:
    """Those of some claims that are estimates of a measure, as the claim engine compares them."""
    links = graph.links
    figures = (graph.figure_of(claim) for claim in claims if claim.get("measure") is not None)
    return with_begins(figures, links.begins, links.replaced, graph.rules.kinds)


def claims_of_sources(graph: Snapshot, sources: Sequence[str]) -> frozenset[str]:
    """The claims of some sources, by the names of these. Raises UsageError for an unknown one."""
    stated = graph.store.quads(None, ox.NamedNode(KG + "source"))
    known = {quad.object for quad in stated if isinstance(quad.object, ox.NamedNode)}
    wanted = wanted_sources(sources, known)
    return frozenset(
        claim.iri for source in wanted for claim in graph.claims.of_source(source.value)
    )


def _pairs_of(figures: Iterable[Figure]) -> int:
    """How many pairs of figures about one thing there are that compare."""
    asserted = Counter(figure.about for figure in figures if figure.compares and not figure.denied)
    return sum(count * (count - 1) // 2 for count in asserted.values())


class Compared(NamedTuple):
    """What some claims are to each other and to all others about the same things.

    ``harmless`` says of each measure of which none contradict why its figures merely differ.
    """

    against: tuple[Weighed, ...]
    undecided: tuple[Weighed, ...]
    harmless: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """All of it, a line each."""
        return [*(_in_a_line(pair) for pair in (*self.against, *self.undecided)), *self.harmless]


def compared(graph: Snapshot, claims: Collection[str]) -> Compared:
    """What some claims (IRIs) are to each other and to all others about the same things."""
    rules = graph.rules
    known_claims = (claim for iri in sorted(claims) if (claim := graph.claims.get(iri)) is not None)
    standing = [claim for claim in known_claims if claim.overtaken is None]
    figures = (figure.without(graph.overtaken) for figure in figures_of(graph, standing))
    chosen = [figure for figure in figures if figure.compares]
    against, undecided = beside(graph, standing)
    clashing = {p.first.measure for p in against if p.first.measure == p.second.measure}
    unsure = {side.measure for p in (*against, *undecided) for side in (p.first, p.second)}
    alike: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in chosen[:_MOST_COMPARED]:
        alike[figure.about, figure.measure].append(figure)
    harmless: list[str] = []
    for (_, measure), group in alike.items():
        if len(group) > 1 and measure not in clashing:
            harmless += _harmless(rules.label(measure), group, rules, besides=measure in unsure)
    return Compared(tuple(against), tuple(undecided), tuple(harmless))


def assessment_about(graph: Snapshot, about: Collection[str] | None) -> Assessment:
    """The assessment of all that stands about some things (IRIs; None: about all), told once.

    What only relays a verdict on its original is left out.
    """
    figures, statements = _compared(graph, about)
    gone = graph.overtaken
    figures = [figure.without(gone) for figure in figures if figure.iri not in gone]
    statements = [statement.without(gone) for statement in statements if statement.iri not in gone]
    return assess(figures, graph.rules, statements, graph.relations).without_repeats(
        graph.links.derived
    )


def beside(
    graph: Snapshot, claims: Iterable[Claim], assessment: Assessment | None = None
) -> tuple[list[Weighed], list[Weighed]]:
    """What contradicts some claims, and what may, in words.

    The other side may be any claim about the same things; claims that nobody stands by any more
    contradict nothing. ``assessment`` is one that holds all these things (None: it is made).
    """
    standing = [claim for claim in claims if claim.overtaken is None]
    iris = [claim.iri for claim in standing]
    if assessment is None:
        things = {c.get("about") or c.get(RDF + "subject") for c in standing}
        assessment = assessment_about(graph, {thing for thing in things if thing})
    against, undecided = assessment.against(iris), assessment.undecided(iris)
    return [in_words(graph, v) for v in against], [in_words(graph, v) for v in undecided]


def _in_a_line(pair: Weighed) -> str:
    first, second = (
        f"{side.said} — {', '.join(filter(None, (side.speaker, side.when)))}"
        for side in (pair.first, pair.second)
    )
    return f"{pair.verdict}: {first} / {second}: {pair.reason}"


def _is_conflict(verdict: Verdict) -> bool:
    return verdict.outcome in (CONTRADICTS, UNDECIDED)


def _harmless(
    measure: str, group: Sequence[Figure], rules: Rules, *, besides: bool
) -> Iterator[str]:
    """Why figures of one measure do not contradict: the commonest reason of the gravest verdict.

    ``besides`` says that some of them may.
    """
    verdicts = [verdict for verdict in all_verdicts(group, rules) if not _is_conflict(verdict)]
    if verdicts:
        gravest = min((verdict.kind for verdict in verdicts), key=VERDICTS.index)
        reasons = Counter(verdict.reason for verdict in verdicts if verdict.kind == gravest)
        apart = "not all compare: " if gravest == NOT_COMPARABLE else ""
        none = "else no contradiction" if besides else "no contradiction"
        yield f"{none}: {measure}: {apart}{reasons.most_common(1)[0][0]}"
