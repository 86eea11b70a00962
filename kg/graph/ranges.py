"""The ranges of quantities in a graph: by its rule, of the claims that its scope holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.claim import IMPLIED
from kg.claims.facts.edges import CONFIRMED
from kg.claims.facts.ranges import HedgedFigure, derive_ranges
from kg.claims.period import ordinal
from kg.graph.contradictions import figures_of
from kg.graph.impossible import figures_bound_to
from kg.graph.sides import CANNOT
from kg.iris import SRC

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kg.claims.claim import Claim
    from kg.claims.facts.ranges import RangeFact
    from kg.graph.snapshot import Snapshot

_FEWEST = 2  # the range of one figure is what the figure says


def hedged_figures(graph: Snapshot, claims: Sequence[Claim]) -> list[HedgedFigure]:
    """Some estimates as ranges are derived from them."""
    return [
        HedgedFigure(
            figure.without(graph.overtaken),
            claim.stance,
            claim.modality,
            ordinal(claim.get("knownFrom") or ""),
            claim.explicitness == IMPLIED,
        )
        for figure, claim in zip(figures_of(graph, claims), claims, strict=True)
    ]


def ranges_of(graph: Snapshot, claims: Collection[str]) -> list[RangeFact]:
    """The ranges that some claims (IRIs) have a part in, of quantities with several figures, or in a set.

    They are derived from all that the graph holds about the same things.
    """
    own = [claim for iri in claims if (claim := graph.claims.get(iri)) is not None]
    things = {about for claim in own if (about := claim.get("about")) and "://" in about}
    beside = [
        claim
        for claim in graph.claims.about(things)
        if claim.get("measure") is not None and claim.get("about") in things
    ]
    bound = (graph.claims[figure.iri] for figure in figures_bound_to(graph, frozenset(things)))
    beside = list({claim.iri: claim for claim in (*beside, *bound)}.values())
    ranges, _ = derive_ranges(hedged_figures(graph, beside), graph.rules, graph.basis)
    return [
        fact
        for fact in ranges
        if (len(fact.figures) >= _FEWEST or fact.impossible)
        and any(f.iri in claims for f in fact.figures)
    ]


def marks_of(fact: RangeFact) -> str:
    """How a range stands, to be written behind it: `` [confirmed]``; empty where nothing is said.

    A set that cannot all be true is named by its claims.
    """
    marks = ((CONFIRMED, fact.confirmed), ("disputed", fact.disputed))
    said = "".join(f" [{name}]" for name, is_so in marks if is_so)
    sets = [", ".join(c.removeprefix(SRC) for c in each.claims) for each in fact.impossible]
    return f"{said} ({CANNOT}: {'; '.join(sets)})" if sets else said


def range_lines(graph: Snapshot, claims: Iterable[str]) -> list[str]:
    """A line for each range that some claims have a part in."""
    return [
        f"range: {fact.of.described(graph.labels)}: {fact.said}{marks_of(fact)}"
        for fact in ranges_of(graph, frozenset(claims))
    ]
