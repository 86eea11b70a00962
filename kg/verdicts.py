"""The verdicts on a graph's figures and statements, with the words that show what they are about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.amounts import figure as words_of_figure
from kg.conflicts import CONTRADICTS, JUMP, VERDICTS, Verdict
from kg.corrections import withdrawn
from kg.disagreements import disagreements
from kg.estimates import (
    read_assertions,
    read_figures,
    read_relations,
    read_rules,
    read_testimonies,
)
from kg.layer import stored_overtaken
from kg.namespaces import KG, SRC, local_name
from kg.sweep import all_verdicts, conflicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.api import Graph
    from kg.figures import Figure, Rules


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
    graph: Graph,
    about: Iterable[str] | None = None,
    kinds: Sequence[str] = (),
    *,
    every: bool = False,
) -> Result:
    """Weigh the figures and statements of a graph, the gravest first.

    What has been retracted or corrected is weighed only with ``every``, and so is a relay beside
    the figure that it relays.

    ``about`` limits to things (IRIs of what figures are about, or of subjects), ``kinds`` to
    verdicts. Without ``every`` only those that ask for attention are given; with it, or where
    ``kinds`` names others, each pair about one thing, which are as many as there are pairs.
    """
    figures, rules = read_figures(graph.store), read_rules(graph.store)
    assertions = read_assertions(graph.store)
    # The sweep finds each of these; the others must be looked for among all pairs.
    every = every or not {CONTRADICTS, JUMP}.issuperset(kinds)
    if not every:
        gone = withdrawn(stored_overtaken(graph.store))
        figures = [figure for figure in figures if figure.iri not in gone]
        assertions = [claim for claim in assertions if claim.iri not in gone]
    if about is not None:
        wanted = set(about)
        figures = [figure for figure in figures if figure.about in wanted]
        assertions = [claim for claim in assertions if claim.subject in wanted]
    swept = conflicts(figures, rules)
    found = list(all_verdicts(figures, rules) if every else _unrelayed(graph, swept.verdicts))
    statements = disagreements(assertions, read_relations(graph.store))
    by_iri = {figure.iri: figure for figure in figures}
    subjects = {claim.iri: claim for claim in assertions}
    order = {kind: number for number, kind in enumerate(VERDICTS)}
    chosen = [v for v in (*statements, *found) if not kinds or v.kind in kinds]
    chosen.sort(key=lambda v: (order[v.kind], v.first, v.second))
    weighed = []
    for verdict in chosen:
        if verdict.first in by_iri:
            thing = by_iri[verdict.first].about
            sides = [_figure(graph, by_iri[i], rules) for i in (verdict.first, verdict.second)]
        else:
            thing = subjects[verdict.first].subject
            sides = [_statement(graph, i, rules) for i in (verdict.first, verdict.second)]
        weighed.append(_weighed(verdict, rules.label(thing), sides))
    return Result(tuple(weighed), swept.pairs, swept.cut and not every)


def _unrelayed(graph: Graph, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
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


def _figure(graph: Graph, figure: Figure, rules: Rules) -> Side:
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


def _statement(graph: Graph, claim: str, rules: Rules) -> Side:
    speaker = _value(graph, claim, "attributedTo")
    said = _value(graph, claim, "statement")
    return Side(claim.removeprefix(SRC), said, rules.label(speaker), _value(graph, claim, "time"))


def _value(graph: Graph, claim: str, name: str) -> str:
    for quad in graph.store.quads_for_pattern(ox.NamedNode(claim), ox.NamedNode(KG + name), None):
        if not isinstance(quad.object, ox.Triple):
            return quad.object.value
    return ""


def _text(number: float | None) -> str | None:
    return None if number is None else f"{number:.10g}"
