"""What figures and statements are to each other: one assessment for all that is said of it.

Commands, pages and the fact layer print parts of it; nothing else says that something contradicts,
that nothing does, or that a figure is confirmed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.verdicts.verdict import CONTRADICTS, UNDECIDED, VERDICTS, unrepeated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kg.claims.figure import Figure, Rules
    from kg.claims.statement import Statement
    from kg.claims.verdicts.relations import Relations
    from kg.claims.verdicts.verdict import Verdict

_ORDER = {kind: number for number, kind in enumerate(VERDICTS)}


class Assessment(NamedTuple):
    """The verdicts that ask for attention among claims that stand, the gravest first.

    ``by_claim`` has them by the IRI of either claim. ``pairs`` counts the pairs of figures about one
    thing; ``unlisted`` are the things (IRIs) of which more verdicts were found than are listed.
    """

    verdicts: tuple[Verdict, ...]
    by_claim: Mapping[str, Sequence[Verdict]]
    pairs: int
    unlisted: frozenset[str]

    def beside(self, claims: Iterable[str]) -> tuple[Verdict, ...]:
        """The verdicts of which one side at least is one of some claims (IRIs)."""
        listed = dict.fromkeys(v for claim in claims for v in self.by_claim.get(claim, ()))
        return tuple(sorted(listed, key=_gravest_first))

    def against(self, claims: Iterable[str]) -> tuple[Verdict, ...]:
        """Those of ``beside`` that contradict."""
        return tuple(v for v in self.beside(claims) if v.outcome == CONTRADICTS)

    def undecided(self, claims: Iterable[str]) -> tuple[Verdict, ...]:
        """Those of ``beside`` that leave it open whether they contradict."""
        return tuple(v for v in self.beside(claims) if v.outcome == UNDECIDED)

    def without_repeats(self, derived_from: Mapping[str, Collection[str]]) -> Assessment:
        """The same without the verdicts on a relayed claim that repeat the one on its original.

        ``derived_from`` gives by claim (IRI) what it was derived from.
        """
        return _in_order(unrepeated(self.verdicts, derived_from), self.pairs, self.unlisted)


def assess(
    figures: Iterable[Figure],
    rules: Rules,
    statements: Iterable[Statement] = (),
    relations: Relations | None = None,
) -> Assessment:
    """Assess the figures and statements that stand: give none that something has taken the place of.

    Raises KgError for a measure of no known kind.
    """
    figures, statements = list(figures), list(statements)
    by_thing: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_thing[figure.about].append(figure)
    verdicts: list[Verdict] = []
    pairs = 0
    unlisted: set[str] = set()
    for thing, group in by_thing.items():
        if len(group) < 2 and not any(figure.against for figure in group):
            continue
        from kg.claims.verdicts.sweep import conflicts  # most things have one figure

        swept = conflicts(group, rules)
        verdicts += swept.verdicts
        pairs += swept.pairs
        if swept.cut:
            unlisted.add(thing)
    if relations is not None:
        from kg.claims.verdicts.none_at_all import denied_events
        from kg.claims.verdicts.statements import disagreements  # the fact layer asks figures only

        verdicts += (v for v in disagreements(statements, relations) if v.grave)
        verdicts += denied_events(statements, figures, rules)
    return _in_order(verdicts, pairs, frozenset(unlisted))


def _in_order(verdicts: Iterable[Verdict], pairs: int, unlisted: frozenset[str]) -> Assessment:
    ordered = sorted(verdicts, key=_gravest_first)
    by_claim: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in ordered:
        by_claim[verdict.first].append(verdict)
        by_claim[verdict.second].append(verdict)
    return Assessment(tuple(ordered), by_claim, pairs, unlisted)


def _gravest_first(verdict: Verdict) -> tuple[int, str, str]:
    return _ORDER[verdict.kind], verdict.first, verdict.second
