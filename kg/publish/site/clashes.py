"""What contradicts what, what may, what a report leaves out, and one example, as pages show them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.claims.edtf import dates_in_words
from kg.claims.verdicts.verdict import CONTRADICTS, UNDECIDED
from kg.graph.contradictions import assessment_about, beside, in_words
from kg.graph.estimates import read_groups
from kg.graph.impossible import all_sets, sets_beside
from kg.graph.left_out import LeftOut, left_out, left_out_beside
from kg.graph.near import with_shares
from kg.iris import SRC
from kg.publish.draw.ranges import estimates_svg
from kg.publish.site.sentences import Said, said
from kg.text.display import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.claims.claim import Claim
    from kg.claims.verdicts.assessment import Assessment
    from kg.graph.contradictions import Weighed
    from kg.graph.entities import Document
    from kg.graph.sides import Impossible, Side
    from kg.graph.snapshot import Snapshot

#: The headings of verdicts on a page, the gravest first.
CLASHING, IMPOSSIBLE, OPEN = "Contradictions", "Cannot all be true", "May contradict"


@dataclass(frozen=True)
class Clash:
    """Claims that contradict, or may: all sides as sentences, why, and what would settle it."""

    sides: tuple[Said, ...]
    reason: str
    remedy: str
    about: str = ""


@dataclass(frozen=True)
class Lack:
    """What a report leaves out beside a fuller one: pairs of a name and words.

    ``here`` is true on the page of the report; ``other`` is then the fuller one, else the report.
    """

    other: Said
    parts: tuple[tuple[str, str], ...]
    here: bool
    relayed: bool


@dataclass(frozen=True)
class Example:
    """A contradiction from its texts to its verdict, with a drawing (SVG, escaped) of its figures."""

    clash: Clash
    drawing: str


class Clashes:
    """The verdicts of a graph.

    With ``whole`` all are looked for once, for who shows all of them; else those of the claims that
    are asked for, at the cost of these. ``documents`` are those of the graph, by IRI.
    """

    def __init__(
        self,
        graph: Snapshot,
        documents: Mapping[str, Document] | None = None,
        *,
        whole: bool = True,
    ) -> None:
        self.graph = graph
        self._documents = graph.holdings.documents if documents is None else documents
        self._whole = whole
        self._told: dict[str, Said] = {}

    @cached_property
    def assessment(self) -> Assessment:
        """What all figures and statements are to each other."""
        return assessment_about(self.graph, None)

    @cached_property
    def sets(self) -> tuple[Impossible, ...]:
        """The sets of figures that cannot all be true."""
        return all_sets(self.graph)

    @cached_property
    def _lacks(self) -> dict[str, list[LeftOut]]:
        """What reports leave out, by the claims (IRIs) of either side."""
        by_claim: defaultdict[str, list[LeftOut]] = defaultdict(list)
        for lack in left_out(self.graph):
            by_claim[lack.report].append(lack)
            by_claim[lack.fuller].append(lack)
        return by_claim

    def of(self, claims: Sequence[Claim]) -> dict[str, list[Clash]]:
        """What contradicts some claims, what may, and what cannot all be true, by its heading."""
        against, undecided = beside(self.graph, claims, self.assessment if self._whole else None)
        own = {claim.id for claim in claims}
        known = self.sets if self._whole else sets_beside(self.graph, claims)
        sets = [each for each in known if not own.isdisjoint(s.claim for s in each.sides)]
        return {
            CLASHING: self._pairs(against),
            IMPOSSIBLE: self._sets(sets),
            OPEN: self._pairs(undecided),
        }

    def all(self) -> dict[str, list[Clash]]:
        """As ``of``, of all claims."""
        weighed = [in_words(self.graph, verdict) for verdict in self.assessment.verdicts]
        return {
            CLASHING: self._pairs(pair for pair in weighed if pair.outcome == CONTRADICTS),
            IMPOSSIBLE: self._sets(self.sets),
            OPEN: self._pairs(pair for pair in weighed if pair.outcome == UNDECIDED),
        }

    def about(self, iri: str) -> dict[str, list[Clash]]:
        """As ``of``, of what is said about an entity, the events near it and the shares of it."""
        claims = (*self.graph.claims.about([iri]), *with_shares(self.graph, iri))
        return self.of(list({claim.iri: claim for claim in claims}.values()))

    def lacks(self, claim: Claim) -> list[Lack]:
        """What the report that a claim stands in leaves out, and what other reports leave out of it."""
        rows = []
        near = self._lacks.get(claim.iri, ()) if self._whole else left_out_beside(self.graph, claim)
        for lack in near:
            here = lack.report == claim.iri
            other = self.said(lack.fuller if here else lack.report)
            parts = tuple((name, shown(words)) for name, words in lack.parts)
            rows.append(Lack(other, parts, here, lack.relayed))
        return rows

    def example(self) -> Example | None:
        """A contradiction of figures of two speakers, or any; None where nothing contradicts."""
        against = [
            in_words(self.graph, verdict)
            for verdict in self.assessment.verdicts
            if verdict.outcome == CONTRADICTS
        ]
        if not against:
            return None

        def rank(pair: Weighed) -> tuple[bool, bool]:
            return (not pair.first.measure, pair.first.speaker == pair.second.speaker)

        chosen = min(against, key=rank)
        (clash,) = self._pairs([chosen])
        claims = {SRC + chosen.first.claim, SRC + chosen.second.claim}
        about = self.graph.claims[SRC + chosen.first.claim].get("about")
        if about is None:
            return Example(clash, "")
        figures = [c for c in self.graph.claims.about([about]) if c.get("measure")]
        groups = [
            group
            for group in read_groups(self.graph, figures)
            if claims & {each.claim for each in group.ranges}
        ]
        return Example(clash, estimates_svg(groups[:1], clash.about) if groups else "")

    def drawing(self, iri: str) -> str:
        """The figures about an entity (an IRI), and shares of it, as an SVG; "" where there is none."""
        figures = with_shares(self.graph, iri)
        if not figures:
            return ""
        return estimates_svg(read_groups(self.graph, figures), shown(self.graph.labels(iri)))

    def _pairs(self, pairs: Iterable[Weighed]) -> list[Clash]:
        return [self._clash((p.first, p.second), p.reason, p.remedy, p.about) for p in pairs]

    def _sets(self, sets: Iterable[Impossible]) -> list[Clash]:
        return [self._clash(each.sides, each.reason, each.remedy, each.about) for each in sets]

    def _clash(self, sides: Iterable[Side], reason: str, remedy: str, about: str) -> Clash:
        told = tuple(self.said(SRC + side.claim) for side in sides)
        return Clash(told, shown(dates_in_words(reason)), shown(remedy), shown(about))

    def said(self, iri: str) -> Said:
        """The sentence of a claim (an IRI), made once. Raises KeyError for an unknown one."""
        if iri not in self._told:
            self._told[iri] = said(self.graph.claims[iri], self._documents)
        return self._told[iri]
