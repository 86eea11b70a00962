"""The ranges of figures as the page draws them: places between 0 and 1, and words."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.verdict import SUPERSEDES
from kg.graph.estimates import read_groups
from kg.publish.draw.axis import axis_of
from kg.store.readers import read_figures, read_rules
from kg.text.display import cut, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.claims.figure import Figure, Rules
    from kg.graph.claims import Listing
    from kg.graph.estimates import Group, Range
    from kg.graph.snapshot import Snapshot
    from kg.publish.draw.axis import Axis

_ROOM = 52  # columns of the labels of an axis, and of a line of words, in the panel
_MOST_COMPARED = 60  # of more figures of one speaker on one axis none is said to replace another


def ranges_of(
    graph: Snapshot, book: Listing, claims: Mapping[str, str]
) -> dict[str, list[dict[str, Any]]]:
    """The groups of figures by what they are about; ``claims`` are the ids that the page uses."""
    estimates = [claim for claim in book.claims.values() if claim.kind == "Estimate"]
    figures = {figure.iri: figure for figure in read_figures(graph.store)}
    rules = read_rules(graph.store)
    speakers: dict[str, int] = {}
    ranges: dict[str, list[dict[str, Any]]] = {}
    for group in read_groups(graph, book, estimates):
        for each in group.ranges:
            speakers.setdefault(each.speaker, len(speakers))
        own = [figures[each.claim] for each in group.ranges]
        later = _replaced(own, rules)
        axis = axis_of(group.values, _ROOM, share=group.share)
        rows = [
            _row(each, axis, claims, speakers) | _succession(figure, claims, later)
            for each, figure in zip(group.ranges, own, strict=True)
        ]
        ranges.setdefault(group.about, []).append(_group(group, axis, rows))
    return ranges


def _replaced(group: Sequence[Figure], rules: Rules) -> dict[str, list[str]]:
    """By figure, those of the same speaker whose place it takes where it is the latest."""
    of_speaker: dict[str, list[Figure]] = {}
    for figure in group:
        if not figure.denied:
            of_speaker.setdefault(figure.speaker, []).append(figure)
    replaced: dict[str, list[str]] = {}
    for figures in of_speaker.values():
        if len(figures) <= _MOST_COMPARED:
            for one, other in combinations(figures, 2):
                verdict = compare(one, other, rules)
                if verdict.kind == SUPERSEDES:
                    replaced.setdefault(verdict.second, []).append(verdict.first)
    return replaced


def _succession(
    figure: Figure, claims: Mapping[str, str], replaced: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """What the browser needs to say by which figure of the same speaker a figure is replaced."""
    row: dict[str, Any] = {"denied": True} if figure.denied else {}
    if figure.dated and not figure.denied:
        row["begins"] = date.fromordinal(figure.as_of[0] or 1).isoformat()
        if figure.iri in replaced:
            row["replaces"] = [claims[iri] for iri in replaced[figure.iri]]
    return row


def _group(group: Group, axis: Axis, rows: list[dict[str, Any]]) -> dict[str, Any]:
    facts = [f"{name}: {value}" for name, value in group.facts]
    if axis.log:
        facts.append("logarithmic scale")
    return {
        "measure": shown(group.measure),
        "about": shown(group.about_name),
        "facts": [shown(fact) for fact in facts],
        "ticks": [[round(tick.place, 4), tick.label] for tick in axis.ticks],
        "rows": rows,
    }


def _row(
    each: Range, axis: Axis, claims: Mapping[str, str], speakers: Mapping[str, int]
) -> dict[str, Any]:
    """A range; an end that is open has no place, and one without any range neither."""
    interval = each.interval
    figure = f"{each.figure}, {each.when}" if each.when else each.figure
    row: dict[str, Any] = {
        "claim": claims[each.claim],
        "drawn": bool(interval),
        "figure": shown(cut(figure, _ROOM)),
        "who": shown(cut(each.speaker_name, _ROOM)),
        "words": shown(f"{figure}, {each.speaker_name}"),
        "speaker": speakers[each.speaker],
        "dated": each.dated,
        "lowIn": interval.lower_inclusive,
        "highIn": interval.upper_inclusive,
    }
    own = each.best if each.best not in (interval.lower, interval.upper) else None
    for name, value in (("low", interval.lower), ("high", interval.upper), ("best", own)):
        if value is not None:
            row[name] = round(axis.place(value), 4)
    return row
