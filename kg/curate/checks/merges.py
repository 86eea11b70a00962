"""Check the records of merged and renamed entities: that they are complete and possible."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.merged import INTO, ON, REASON, RENAMED, last, links
from kg.iris import KG, RDF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.checks.source_map import SourceMap
    from kg.errors import Finding
    from kg.iris import Prefixes
    from kg.text.turtle.document import Document

RULES = tuple(f"merge-{name}" for name in ("record", "cycle", "kinds", "different", "link"))
_RECORD, _CYCLE, _KINDS, _DIFFERENT, _LINK = ((rule, "error") for rule in RULES)
_DIFFERS = KG + "differentFrom"
_SUBJECT, _OBJECT = RDF + "subject", RDF + "object"


class Problem(NamedTuple):
    """Why two entities cannot be merged: the rule (id, severity), the node, what, and the remedy."""

    rule: tuple[str, str]
    node: str
    what: str
    remedy: str


class NodeValues(dict[str, dict[str, set[str]]]):
    """By the IRI of a named node and of a property, the values as texts."""

    def __init__(self, documents: Sequence[Document]) -> None:
        super().__init__()
        for document in documents:
            for triple in document.triples:
                if isinstance(triple.subject, ox.NamedNode) and not isinstance(
                    triple.object, ox.Triple
                ):
                    node_values = self.setdefault(triple.subject.value, defaultdict(set))
                    node_values[triple.predicate.value].add(triple.object.value)

    def of(self, node: str, name: str) -> set[str]:
        """The values of a property of a node (both IRIs)."""
        return self.get(node, {}).get(name, set())


def merge_findings(documents: Sequence[Document], source_map: SourceMap) -> Iterator[Finding]:
    """A finding for each record of a merge that is incomplete, or merges what cannot be one."""
    recording = [each for each in documents if not each.named.isdisjoint((INTO, RENAMED))]
    steps = links(triple for document in recording for triple in document.triples)
    if not steps:
        return
    values, prefixes = NodeValues(documents), source_map.prefixes
    for old, new in steps.items():
        problems = list(_record_problems(old, steps, values, prefixes)) or list(
            obstacles(old, new, values, prefixes)
        )
        for problem in problems:
            node = ox.NamedNode(problem.node)
            term = INTO if values.of(old, INTO) else RENAMED
            yield source_map.finding(
                problem.rule,
                node,
                problem.what,
                problem.remedy,
                term if problem.node == old else None,
            )


def _record_problems(
    old: str, steps: dict[str, str], values: NodeValues, prefixes: Prefixes
) -> Iterator[Problem]:
    targets = values.of(old, INTO) | values.of(old, RENAMED)
    if len(targets) > 1:
        listed = ", ".join(sorted(map(prefixes.shorten, targets)))
        yield Problem(_RECORD, old, f"it is merged into several: {listed}", "keep one of them")
    if not values.of(old, ON) or not values.of(old, REASON):
        what = "the record of its merge has no day or no reason"
        yield Problem(_RECORD, old, what, "add kg:mergedOn and kg:mergeReason")
    if last(old, steps) is None:
        what = "following what it was merged into leads back to itself"
        yield Problem(_CYCLE, old, what, "take one of the records away: kg merge --undo")


def obstacles(old: str, new: str, values: NodeValues, prefixes: Prefixes) -> Iterator[Problem]:
    """The reasons why the entity ``old`` cannot be merged into ``new`` (IRIs).

    They are of different classes, are stated to be different, or a claim relates them.
    """
    shorten = prefixes.shorten
    kinds = [values.of(node, RDF + "type") for node in (old, new)]
    if kinds[0] != kinds[1] and all(kinds):
        old_kind, new_kind = (", ".join(sorted(map(shorten, kind))) for kind in kinds)
        what = f"it is a {old_kind}, and {shorten(new)} is a {new_kind}"
        yield Problem(_KINDS, old, what, "merge only what is of one kind; correct the kind first")
    if new in values.of(old, _DIFFERS) or old in values.of(new, _DIFFERS):
        what = f"it is said to be different from {shorten(new)}"
        yield Problem(_DIFFERENT, old, what, "take kg:differentFrom away, or do not merge them")
    for claim, node_values in values.items():
        subjects_and_objects = node_values.get(_SUBJECT, set()), node_values.get(_OBJECT, set())
        if (old in subjects_and_objects[0] and new in subjects_and_objects[1]) or (
            new in subjects_and_objects[0] and old in subjects_and_objects[1]
        ):
            what = f"it relates {shorten(old)} and {shorten(new)}, which are said to be one"
            yield Problem(_LINK, claim, what, "they are two: do not merge them")
