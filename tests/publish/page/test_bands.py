"""What figures leave of a quantity, day by day: by hand, and on the page as by the command."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from typing import Any

import pytest

import kg
from kg.claims.facts.day_range import band
from kg.claims.figure import Figure, MeasureKind
from kg.claims.interval import Interval
from kg.claims.period import Period, ordinal
from kg.graph.ranges import ranges_of
from tests.conftest import ROOT
from tests.publish.page.script import Script
from tests.publish.reading import page_data
from tests.vector_cases import both, cases, script


def _period(first: str | None, last: str | None) -> Period:
    return Period(ordinal(first or ""), ordinal(last or ""))


def _in_python(case: dict[str, Any]) -> list[list[Any]]:
    kinds = {"grows": MeasureKind.CUMULATIVE, "level": MeasureKind.STOCK}
    figures = [
        Figure(
            *(name, name, name, "losses", "killed", "person"),
            Interval(
                said.get("low"), said.get("high"), said.get("lowIn", True), said.get("highIn", True)
            ),
            as_of=_period(*said["days"]),
            period=_period(said.get("counts"), None),
        )
        for name, said in case["figures"].items()
    ]
    return [_row(step) for step in band(figures, kinds[case["over"]])]


def _row(step) -> list[Any]:
    days = [None if day is None else date.fromordinal(day).isoformat() for day in step.days]
    return [*days, *([None] if step.interval is None else astuple(step.interval))]


_AS_ROWS = """
const day = (iso) => (iso == null ? iso : Date.parse(iso) / 86400000);
const iso = (day) => (day === null ? null : new Date(day * 86400000).toISOString().slice(0, 10));
const asRows = (steps) => steps.map(({ first, last, low, high, empty }) => [iso(first), iso(last),
  ...(empty ? [null] : [low?.value ?? null, high?.value ?? null, low?.side !== 1, high?.side !== 0])]);
"""
_BAND = """
  const rows = Object.values(figures)
    .map(({ low, high, days, counts, ...said }) =>
      ({ lowIn: true, highIn: true, least: low, most: high, days: days.map(day), counts: day(counts), ...said }));
  return asRows(bandOf(rows, over));
"""


@both
@pytest.mark.parametrize("case", cases("bands"))
def test_what_is_left_of_each_day(case, language):
    if language == "python":
        found = _in_python(case)
    else:
        given = {name: case[name] for name in ("figures", "over")}
        found = script("rules/bands.js").run(_AS_ROWS + _BAND, **given)
    assert found == case["band"]


_AT_A_CLOCK = """
  const world = makeWorld(data, "hull");
  markAll(world, { kinds: new Set(), layers: new Set(), relations: new Set(), sources: new Set(),
    speakers: new Set(), likelihoods: new Set() },
    { asOf: null, knownAt: known_at, clashing: false, fallen: true, around: null });
  return data.nodes.flatMap((node) => node.ranges).map((group) => {
    const rows = withStatus(group.rows.filter((row) => world.claims.get(row.claim).held), world.claims);
    return asRows(bandOf(bearingRows(rows, world.claims), group.over));
  }).filter((rows) => rows.length > 1);
"""


@pytest.mark.slow
@pytest.mark.parametrize("known_at", [None, "2025-05-01"])
def test_the_page_has_the_bands_of_the_command(core, core_page, known_at):
    graph = core if known_at is None else kg.open(ROOT, known_at=known_at)
    facts = ranges_of(graph, [claim.iri for claim in graph.claims.values()])
    wanted = [[tuple(_row(step)) for step in fact.band] for fact in facts if len(fact.band) > 1]
    assert wanted
    data, _ = page_data(core_page)
    program = Script("parts/world.js", "rules/figures.js", "rules/bands.js")
    found = program.run(_AS_ROWS + _AT_A_CLOCK, data=data, known_at=known_at)
    assert {tuple(map(tuple, rows)) for rows in found} == set(map(tuple, wanted))
    assert len(found) == len(wanted)
