"""The ranges of figures as the page draws them: places between 0 and 1, and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.graph.estimates import read_groups
from kg.publish.draw.axis import axis_of
from kg.text.display import cut, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.claims import Listing
    from kg.graph.estimates import Group, Range
    from kg.graph.snapshot import Snapshot
    from kg.publish.draw.axis import Axis

_ROOM = 52  # columns of the labels of an axis, and of a line of words, in the panel


def ranges_of(
    graph: Snapshot, book: Listing, claims: Mapping[str, str]
) -> dict[str, list[dict[str, Any]]]:
    """The groups of figures by what they are about; ``claims`` are the ids that the page uses."""
    estimates = [claim for claim in book.claims.values() if claim.kind == "Estimate"]
    speakers: dict[str, int] = {}
    found: dict[str, list[dict[str, Any]]] = {}
    for group in read_groups(graph, book, estimates):
        for each in group.ranges:
            speakers.setdefault(each.speaker, len(speakers))
        found.setdefault(group.about, []).append(_group(group, claims, speakers))
    return found


def _group(group: Group, claims: Mapping[str, str], speakers: Mapping[str, int]) -> dict[str, Any]:
    axis = axis_of(group.values, _ROOM, share=group.share)
    facts = [f"{name}: {value}" for name, value in group.facts]
    if axis.log:
        facts.append("logarithmic scale")
    return {
        "measure": shown(group.measure),
        "about": shown(group.about_name),
        "facts": [shown(fact) for fact in facts],
        "ticks": [[round(tick.place, 4), tick.label] for tick in axis.ticks],
        "rows": [_row(each, axis, claims, speakers) for each in group.ranges],
        "support": group.support,
        "clashes": [
            {
                "text": shown(clash.text),
                "remedy": shown(clash.remedy),
                "claims": [claims[claim] for claim in clash.claims],
            }
            for clash in group.clashes
        ],
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
        "words": shown(
            f"{figure}, {each.speaker_name}{f' ({each.status})' if each.status else ''}"
        ),
        "speaker": speakers[each.speaker],
        "dated": each.dated,
        "status": shown(each.status),
        "lowIn": interval.lower_inclusive,
        "highIn": interval.upper_inclusive,
    }
    own = each.best if each.best not in (interval.lower, interval.upper) else None
    for name, value in (("low", interval.lower), ("high", interval.upper), ("best", own)):
        if value is not None:
            row[name] = round(axis.place(value), 4)
    return row
