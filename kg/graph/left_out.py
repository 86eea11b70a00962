"""What a report of somebody's words leaves out that another report of them has: a condition, a hedge, a day."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.claim import ASSERTED
from kg.claims.edtf import in_words
from kg.iris import KG, RDF

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from kg.claims.claim import Claim
    from kg.graph.snapshot import Snapshot

# Ways of putting a statement forward that say no more than that it was said.
_FLAT = frozenset((ASSERTED, KG + "reported"))
# Of the reports of one statement by one speaker at most so many are compared with each other.
_MOST = 40
_NUMBERS = ("lower", "upper", "best", "lowerInclusive", "upperInclusive")


class LeftOut(NamedTuple):
    """What ``report`` lacks of what ``fuller`` says (both IRIs of claims), as pairs of a name and words.

    ``relayed`` is true where the report says that it has it from the other; else both give what one
    speaker said, in two documents.
    """

    report: str
    fuller: str
    parts: tuple[tuple[str, str], ...]
    relayed: bool


def left_out(graph: Snapshot) -> list[LeftOut]:
    """What each report lacks beside another of the same words, in the order of the claims.

    Two claims are of the same words where one is derived from the other, or where one speaker
    gives the same figure of the same thing, or the same statement, in two documents. Figures of two
    stated days are two statements. What somebody takes back, or corrects, is passed over.
    """
    return _among_all(graph.claims, graph.claims)


def left_out_beside(graph: Snapshot, claim: Claim) -> list[LeftOut]:
    """Those of ``left_out`` of which a claim is a side, looked for among the claims near it."""
    thing = claim.get("about") or claim.get(RDF + "subject")
    near = {
        each.iri: each
        for each in (
            claim,
            *(graph.claims.about([thing]) if thing and "://" in thing else ()),
            *graph.claims.linked_to(claim.iri, "derivedFrom"),
        )
    }
    among = {iri: near[iri] for iri in sorted(near)}
    return [
        lack for lack in _among_all(among, graph.claims) if claim.iri in (lack.report, lack.fuller)
    ]


def _among_all(claims: Mapping[str, Claim], known: Mapping[str, Claim]) -> list[LeftOut]:
    """What claims lack beside one another, and beside those of ``known`` that they are derived from."""
    groups: defaultdict[Hashable, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        if claim.overtaken is None and claim.get("attributedTo"):
            groups[claim.get("attributedTo"), claim.denied, *_matter(claim)].append(claim)
    found = [lack for group in groups.values() for lack in _among(group)]
    pairs = {(lack.report, lack.fuller) for lack in found}
    for claim in claims.values():
        for original in claim.all("derivedFrom"):
            other = known.get(original)
            if other is not None and (claim.iri, original) not in pairs:
                found += _lacking(claim, other, relayed=True)
    return sorted(found, key=lambda lack: (lack.report, lack.fuller))


def _matter(claim: Claim) -> tuple[object, ...]:
    """What two reports of the same words share: the thing and the number, or the statement."""
    if claim.get("measure") is None:
        return ("statement", claim.edge or claim.iri)
    names = ("about", "measure", "unit", *_NUMBERS)
    return ("figure", *(claim.get(name) for name in names))


def _among(group: Sequence[Claim]) -> Iterator[LeftOut]:
    for report, fuller in permutations(group[:_MOST], 2):
        days = (report.get("asOf"), fuller.get("asOf"))
        if report.source != fuller.source and (None in days or days[0] == days[1]):
            yield from _lacking(report, fuller, relayed=fuller.iri in report.all("derivedFrom"))


def _lacking(report: Claim, fuller: Claim, *, relayed: bool) -> Iterator[LeftOut]:
    if _matter(report) != _matter(fuller):
        return
    if parts := tuple(_parts(report, fuller)):
        yield LeftOut(report.iri, fuller.iri, parts, relayed)


def _parts(report: Claim, fuller: Claim) -> Iterator[tuple[str, str]]:
    for name, field in (("the condition", "basis"), ("the limit", "scope")):
        if (words := fuller.limits(field)) and not report.limits(field):
            yield name, words
    if fuller.likelihood and not report.likelihood:
        yield "how likely it is", f"“{fuller.label_of(fuller.likelihood)}”"
    if fuller.modality not in _FLAT and report.modality in _FLAT:
        yield "how it is put", fuller.label("modality")
    here, there = report.label("counts"), fuller.label("counts")
    if here and there and here != there and fuller.limits("basis") and not report.limits("basis"):
        yield "what is counted", f"{there}, where it has {here}"
    if (day := fuller.get("asOf")) and not report.get("asOf"):
        yield "the day", in_words(day)
