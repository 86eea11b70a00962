"""The ranges of figures as the page gets them: places on an axis, from 0 to 1, and words."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.claims.figure import MeasureKind
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.verdict import SUPERSEDES
from kg.graph.estimates import read_groups
from kg.publish.draw.axis import axis_of
from kg.text.display import cut, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.claims.figure import Figure, Rules
    from kg.graph.estimates import Group, Range
    from kg.graph.snapshot import Snapshot
    from kg.publish.draw.axis import Axis

_COLUMNS = 52  # columns of the labels of an axis, and of a line of words, in the panel
# How the kinds of which a day has a range behave over days; of the others no band is drawn.
_OVER = {
    MeasureKind.CUMULATIVE: "grows",
    MeasureKind.STOCK: "level",
    MeasureKind.SHARE: "level",
}
_MOST_COMPARED = 60  # of more figures of one speaker on one axis none is said to replace another


def range_groups(graph: Snapshot, claims: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """The groups of figures that share an axis, by the IRI of what they are about.

    ``claims`` gives the id that the page uses for a claim, by IRI. A row of a group is one figure.
    """
    estimates = [claim for claim in graph.claims.values() if claim.kind == "Estimate"]
    figures = {figure.iri: figure for figure in graph.figures}
    rules = graph.rules
    speakers: dict[str, int] = {}
    ranges: dict[str, list[dict[str, Any]]] = {}
    for group in read_groups(graph, estimates, weighed=False):
        for figure_range in group.ranges:
            speakers.setdefault(figure_range.speaker, len(speakers))
        figures_of_group = [figures[figure_range.claim] for figure_range in group.ranges]
        replaced = _replaced_figures(figures_of_group, rules)
        axis = axis_of(group.values, _COLUMNS, share=group.share)
        rows = [
            _range_row(figure_range, axis, claims, speakers)
            | _succession(figure, claims, replaced)
            | _bounds(figure, rules.kinds[figure.measure])
            for figure_range, figure in zip(group.ranges, figures_of_group, strict=True)
        ]
        over = _OVER.get(rules.kinds[figures_of_group[0].measure])
        ranges.setdefault(group.about, []).append(
            _group_row(group, axis, rows) | ({"over": over} if over else {})
        )
    return ranges


def _replaced_figures(group: Sequence[Figure], rules: Rules) -> dict[str, list[str]]:
    """The figures that a later one of the same speaker takes the place of, by the later one (IRIs)."""
    of_speaker: dict[str, list[Figure]] = {}
    for figure in group:
        if not figure.denied:
            of_speaker.setdefault(figure.speaker, []).append(figure)
    replaced: dict[str, list[str]] = {}
    for figures in of_speaker.values():
        if len(figures) <= _MOST_COMPARED:
            for first, second in combinations(figures, 2):
                verdict = compare(first, second, rules)
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


def _bounds(figure: Figure, kind: MeasureKind) -> dict[str, Any]:
    """What ``rules/bands.js`` needs: the days that a figure may mean, its ends, and from when it counts."""
    row: dict[str, Any] = {"days": [_since_1970(day) for day in figure.on_its_days(kind).as_of]}
    if figure.period.first is not None:
        row["counts"] = _since_1970(figure.period.first)
    ends = figure.interval
    return row | {
        name: end for name, end in (("least", ends.lower), ("most", ends.upper)) if end is not None
    }


def _since_1970(day: int | None) -> int | None:
    return None if day is None else day - date(1970, 1, 1).toordinal()


# How an axis says what its figures share, for readers: nothing is counted in persons but persons.
_PLAIN = {"counts": "of", "scope": "only", "basis": "read", "kind": ""}
_PLAIN_KINDS = {
    "stock, at one moment": "as many as there are at one moment",
    "flow, within a period": "within a period",
    "cumulative, it can only grow": "a total that can only grow",
    "constant, one number for ever": "one number for ever",
}


def _plain_facts(group: Group, axis: Axis) -> list[str]:
    """What the figures of a group share, in plain words, and whether their axis is logarithmic."""
    names = dict(group.facts)
    facts = []
    for name, value in group.facts:
        if name == "unit" and (names.get("counts") or value == "person"):
            continue
        word = _PLAIN.get(name, name)
        value_in_words = _PLAIN_KINDS.get(value, value)
        facts.append(f"{word}: {value_in_words}" if word else value_in_words)
    return [*facts, "logarithmic scale"] if axis.log else facts


def _group_row(group: Group, axis: Axis, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "measure": shown(group.measure),
        "about": shown(group.about_name),
        "facts": [shown(fact) for fact in _plain_facts(group, axis)],
        "ticks": [[round(tick.place, 4), tick.label] for tick in axis.ticks],
        "rows": rows,
    }


def _range_row(
    figure_range: Range, axis: Axis, claims: Mapping[str, str], speakers: Mapping[str, int]
) -> dict[str, Any]:
    """A figure as the page draws it: words, and ``low``, ``high`` and ``best`` as places on the axis.

    An open end has no place; without ``drawn`` there is no range at all.
    """
    interval = figure_range.interval
    figure = (
        f"{figure_range.figure}, {figure_range.when}" if figure_range.when else figure_range.figure
    )
    row: dict[str, Any] = {
        "claim": claims[figure_range.claim],
        "drawn": bool(interval),
        "figure": shown(cut(figure, _COLUMNS)),
        "who": shown(cut(figure_range.speaker_name, _COLUMNS)),
        "words": shown(f"{figure}, {figure_range.speaker_name}"),
        "speaker": speakers[figure_range.speaker],
        "dated": figure_range.dated,
        "lowIn": interval.lower_inclusive,
        "highIn": interval.upper_inclusive,
    }
    best = figure_range.best if figure_range.best not in (interval.lower, interval.upper) else None
    for name, value in (
        ("low", interval.lower),
        ("high", interval.upper),
        ("best", best),
    ):
        if value is not None:
            row[name] = round(axis.place(value), 4)
    return row
