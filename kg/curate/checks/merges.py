"""Records of merged and renamed entities: that they are whole, and could be true."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.merged import INTO, ON, REASON, RENAMED, last, links
from kg.iris import KG, RDF, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.checks.place import Places
    from kg.errors import Finding
    from kg.text.turtle.document import Document

RULES = tuple(f"merge-{name}" for name in ("record", "cycle", "kinds", "different", "link"))
_RECORD, _CYCLE, _KINDS, _DIFFERENT, _LINK = ((rule, "error") for rule in RULES)
_DIFFERS = KG + "differentFrom"
_SUBJECT, _OBJECT = RDF + "subject", RDF + "object"


class Problem(NamedTuple):
    """Why two entities cannot be one: the rule, the node at fault, what, and what to do."""

    rule: tuple[str, str]
    node: str
    what: str
    remedy: str


class Said(dict[str, dict[str, set[str]]]):
    """What documents say of each named node, by property, as texts."""

    def __init__(self, documents: Sequence[Document]) -> None:
        super().__init__()
        for document in documents:
            for t in document.triples:
                if isinstance(t.subject, ox.NamedNode) and not isinstance(t.object, ox.Triple):
                    own = self.setdefault(t.subject.value, defaultdict(set))
                    own[t.predicate.value].add(t.object.value)

    def of(self, node: str, name: str) -> set[str]:
        return self.get(node, {}).get(name, set())


def merge_findings(documents: Sequence[Document], places: Places) -> Iterator[Finding]:
    """Every record of a merge that is not whole, or joins what cannot be one."""
    steps = links(triple for document in documents for triple in document.triples)
    if not steps:
        return
    said = Said(documents)
    for old, new in steps.items():
        problems = list(_record_problems(old, steps, said)) or list(obstacles(old, new, said))
        for problem in problems:
            node = ox.NamedNode(problem.node)
            term = INTO if said.of(old, INTO) else RENAMED
            yield places.finding(
                problem.rule,
                node,
                problem.what,
                problem.remedy,
                term if problem.node == old else None,
            )


def _record_problems(old: str, steps: dict[str, str], said: Said) -> Iterator[Problem]:
    targets = said.of(old, INTO) | said.of(old, RENAMED)
    if len(targets) > 1:
        listed = ", ".join(sorted(map(shorten, targets)))
        yield Problem(_RECORD, old, f"it is merged into several: {listed}", "keep one of them")
    if not said.of(old, ON) or not said.of(old, REASON):
        what = "the record of its merge has no day or no reason"
        yield Problem(_RECORD, old, what, "add kg:mergedOn and kg:mergeReason")
    if last(old, steps) is None:
        what = "following what it was merged into leads back to itself"
        yield Problem(_CYCLE, old, what, "take one of the records away: kg merge --undo")


def obstacles(old: str, new: str, said: Said) -> Iterator[Problem]:
    """Why two entities cannot be one."""
    kinds = [said.of(node, RDF + "type") for node in (old, new)]
    if kinds[0] != kinds[1] and all(kinds):
        one, other = (", ".join(sorted(map(shorten, kind))) for kind in kinds)
        what = f"it is a {one}, and {shorten(new)} is a {other}"
        yield Problem(_KINDS, old, what, "merge only what is of one kind; correct the kind first")
    if new in said.of(old, _DIFFERS) or old in said.of(new, _DIFFERS):
        what = f"it is said to be different from {shorten(new)}"
        yield Problem(_DIFFERENT, old, what, "take kg:differentFrom away, or do not merge them")
    for claim, own in said.items():
        ends = own.get(_SUBJECT, set()), own.get(_OBJECT, set())
        if (old in ends[0] and new in ends[1]) or (new in ends[0] and old in ends[1]):
            what = f"it relates {shorten(old)} and {shorten(new)}, which are said to be one"
            yield Problem(_LINK, claim, what, "they are two: do not merge them")
