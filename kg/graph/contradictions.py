"""The verdicts on a graph's figures and statements, with the words that show what they are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.facts import stored_overtaken
from kg.build.scope import wanted_sources
from kg.claims.corrections import withdrawn
from kg.claims.figure_words import figure as words_of_figure
from kg.claims.verdicts.statements import disagreements
from kg.claims.verdicts.sweep import all_verdicts, conflicts
from kg.claims.verdicts.verdict import (
    CONTRADICTS,
    JUMP,
    NOT_COMPARABLE,
    VERDICTS,
    Verdict,
)
from kg.iris import KG, SRC, local_name
from kg.store.readers import (
    read_figures,
    read_relations,
    read_rules,
    read_statements,
    read_testimonies,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kg.claims.figure import Figure, Rules
    from kg.graph.snapshot import Snapshot


_MOST_COMPARED = 60  # figures of which each pair is looked at, to say why none contradicts


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a verdict: what is said, by whom, of which day, and the claim's short id."""

    claim: str
    said: str
    speaker: str
    when: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A verdict that can be read: about what, the two sides, why, and what would settle it."""

    verdict: str
    about: str
    first: Side
    second: Side
    reason: str
    remedy: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The verdicts asked for, how many pairs there are, and whether a long list was cut."""

    weighed: tuple[Weighed, ...]
    pairs: int
    cut: bool

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
    asked = _claims_of(graph, sources) if sources else None
    figures, rules = read_figures(graph.store), read_rules(graph.store)
    assertions = read_statements(graph.store)
    # The sweep finds each of these; the others must be looked for among all pairs.
    every = every or not {CONTRADICTS, JUMP}.issuperset(kinds)
    if not every:
        gone = withdrawn(stored_overtaken(graph.store))
        figures = [figure for figure in figures if figure.iri not in gone]
        assertions = [claim for claim in assertions if claim.iri not in gone]
    if about is not None:
        wanted = set(about)
        figures = [figure for figure in figures if figure.about in wanted]
        assertions = [claim for claim in assertions if claim.subject.value in wanted]
    swept = conflicts(figures, rules)
    found = list(all_verdicts(figures, rules) if every else _unrelayed(graph, swept.verdicts))
    statements = disagreements(assertions, read_relations(graph.store))
    by_iri = {figure.iri: figure for figure in figures}
    subjects = {claim.iri: claim for claim in assertions}
    order = {kind: number for number, kind in enumerate(VERDICTS)}
    chosen = [
        verdict
        for verdict in (*statements, *found)
        if (not kinds or verdict.kind in kinds)
        and (asked is None or not asked.isdisjoint((verdict.first, verdict.second)))
    ]
    chosen.sort(key=lambda v: (order[v.kind], v.first, v.second))
    weighed = []
    for verdict in chosen:
        if verdict.first in by_iri:
            thing = by_iri[verdict.first].about
            sides = [_figure(graph, by_iri[i], rules) for i in (verdict.first, verdict.second)]
        else:
            thing = subjects[verdict.first].subject.value
            sides = [_statement(graph, i, rules) for i in (verdict.first, verdict.second)]
        weighed.append(_weighed(verdict, rules.label(thing), sides))
    pairs = swept.pairs if asked is None else swept.pairs - _pairs_beside(figures, asked)
    return Result(tuple(weighed), pairs, swept.cut and not every)


def _claims_of(graph: Snapshot, sources: Sequence[str]) -> frozenset[str]:
    """The claims of some sources, by the names of these."""
    stated = ox.NamedNode(KG + "source")
    known = list(graph.store.quads(None, stated, None))
    held = {quad.object for quad in known if isinstance(quad.object, ox.NamedNode)}
    wanted = wanted_sources(sources, held)
    return frozenset(
        quad.subject.value
        for quad in known
        if quad.object in wanted and isinstance(quad.subject, ox.NamedNode)
    )


def _pairs_beside(figures: Sequence[Figure], asked: frozenset[str]) -> int:
    """How many pairs about one thing have no side among some claims."""
    others = Counter(f.about for f in figures if f.interval and not f.denied and f.iri not in asked)
    return sum(count * (count - 1) // 2 for count in others.values())


def compared(graph: Snapshot, claims: Collection[str]) -> list[str]:
    """What the figures of some claims are to each other, a line for each thing that they count.

    Who contradicts whom, or else why they merely differ. Nothing for fewer than two figures.
    """
    figures, rules = read_figures(graph.store), read_rules(graph.store)
    gone = withdrawn(stored_overtaken(graph.store))
    chosen = [f for f in figures if f.iri in claims and f.iri not in gone and f.interval]
    by_iri = {figure.iri: figure for figure in chosen}
    grave = [
        verdict
        for verdict in _unrelayed(graph, conflicts(chosen, rules).verdicts)
        if _is_sharp(verdict)
    ]
    lines = []
    for verdict in grave:
        sides = [_figure(graph, by_iri[iri], rules) for iri in (verdict.first, verdict.second)]
        one, other = (
            f"{side.said} — {', '.join(filter(None, (side.speaker, side.when)))}" for side in sides
        )
        lines.append(f"{verdict.kind}: {one} / {other}: {verdict.reason}")
    pairs = [(by_iri[verdict.first], by_iri[verdict.second]) for verdict in grave]
    clashing = {one.measure for one, other in pairs if one.measure == other.measure}
    alike: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in chosen[:_MOST_COMPARED]:
        alike[figure.about, figure.measure].append(figure)
    for (_, measure), group in alike.items():
        if len(group) > 1 and measure not in clashing:
            lines += _harmless(rules.label(measure), group, rules)
    return lines


def _is_sharp(verdict: Verdict) -> bool:
    return verdict.kind in (CONTRADICTS, JUMP)


def _harmless(measure: str, group: Sequence[Figure], rules: Rules) -> Iterator[str]:
    """Why figures of one measure do not contradict: the commonest reason of the gravest verdict."""
    found = [verdict for verdict in all_verdicts(group, rules) if not _is_sharp(verdict)]
    if found:
        gravest = min((verdict.kind for verdict in found), key=VERDICTS.index)
        reasons = Counter(verdict.reason for verdict in found if verdict.kind == gravest)
        apart = "not all compare: " if gravest == NOT_COMPARABLE else ""
        yield f"no contradiction: {measure}: {apart}{reasons.most_common(1)[0][0]}"


def _unrelayed(graph: Snapshot, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts but those that only repeat, for a relay, the one on the original."""
    origin = {iri: t.derived_from for iri, t in read_testimonies(graph.store).items()}
    known = {(v.kind, frozenset((v.first, v.second))) for v in verdicts}
    for verdict in verdicts:
        again = (
            (verdict.kind, frozenset((original, kept)))
            for relay, kept in ((verdict.first, verdict.second), (verdict.second, verdict.first))
            for original in origin.get(relay, ())
        )
        if known.isdisjoint(again):
            yield verdict


def _weighed(verdict: Verdict, thing: str, sides: Sequence[Side]) -> Weighed:
    return Weighed(
        verdict.kind, thing, sides[0], sides[1], verdict.reason, verdict.remedy, verdict.grave
    )


def _figure(graph: Snapshot, figure: Figure, rules: Rules) -> Side:
    lower, upper, best = (None if n is None else f"{n:.10g}" for n in figure.stated)
    implied = figure.interval
    inclusive = implied.lower_inclusive, implied.upper_inclusive
    said = words_of_figure(
        lower,
        upper,
        best,
        inclusive=inclusive,
        words=rules.label(figure.qualifier),
        implied=(_text(implied.lower), _text(implied.upper)),
        implied_inclusive=inclusive,
        share=local_name(figure.unit) == "ratio",
    )
    counted = rules.label(figure.counts) if figure.counts else rules.label(figure.unit)
    scope = f", {figure.scope}" if figure.scope else ""
    return Side(
        figure.iri.removeprefix(SRC),
        f"{rules.label(figure.measure)}: {said} ({counted}{scope})",
        rules.label(figure.speaker),
        _value(graph, figure.iri, "asOf") or _value(graph, figure.iri, "time"),
    )


def _statement(graph: Snapshot, claim: str, rules: Rules) -> Side:
    speaker = _value(graph, claim, "attributedTo")
    said = _value(graph, claim, "statement")
    return Side(claim.removeprefix(SRC), said, rules.label(speaker), _value(graph, claim, "time"))


def _value(graph: Snapshot, claim: str, name: str) -> str:
    for quad in graph.store.quads(ox.NamedNode(claim), ox.NamedNode(KG + name), None):
        if not isinstance(quad.object, ox.Triple):
            return quad.object.value
    return ""


def _text(number: float | None) -> str | None:
    return None if number is None else f"{number:.10g}"
