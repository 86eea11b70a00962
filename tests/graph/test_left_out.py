"""What a report leaves out, on two reports that differ in one thing each."""

from __future__ import annotations

from types import SimpleNamespace

import pyoxigraph as ox
import pytest

from kg.claims.claim import Claim
from kg.graph.left_out import left_out
from kg.iris import KG, SRC

FIGURE = {
    "attributedTo": "agency",
    "about": "supply",
    "measure": "sent",
    "unit": "shell",
    "lower": "12",
    "modality": KG + "reported",
}


def found(report: dict[str, str], fuller: dict[str, str]) -> list[tuple[str, str, list[str]]]:
    """Who leaves out what of whom, of two figures; an empty value takes a property away."""
    claims = {}
    for name, own in (("report", report), ("fuller", fuller)):
        iri, source = f"{SRC}{name}/c001", SRC + own.get("source", name)
        values = {key: text for key, text in {**FIGURE, **own}.items() if text and key != "source"}
        terms = {KG + key: (ox.Literal(text),) for key, text in values.items()}
        claims[iri] = Claim(iri, KG + "Estimate", source, terms)
    short = {iri: iri.removeprefix(SRC).removesuffix("/c001") for iri in claims}
    return [
        (short[lack.report], short[lack.fuller], [name for name, _ in lack.parts])
        for lack in left_out(SimpleNamespace(claims=claims))
    ]


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"basisText": "if all were of 152 mm"}, "the condition"),
        ({"scopeText": "by sea"}, "the limit"),
        ({"asOf": "2025-06-15"}, "the day"),
        ({"modality": KG + "estimated"}, "how it is put"),
    ],
)
def test_what_one_report_lacks_is_named(more, part):
    from kg.claims.limits import STATED_BY

    names = {"basisText": STATED_BY["basis"][1], "scopeText": STATED_BY["scope"][1]}
    more = {names.get(key, key): text for key, text in more.items()}
    assert found({}, more) == [("report", "fuller", [part])]


@pytest.mark.parametrize(
    ("report", "fuller"),
    [
        ({"asOf": "2025-01"}, {"asOf": "2025-06", "modality": KG + "estimated"}),  # two statements
        ({"attributedTo": "another"}, {"asOf": "2025-06"}),
        ({"lower": "13"}, {"asOf": "2025-06"}),
        ({"source": "paper"}, {"source": "paper", "asOf": "2025-06"}),
        ({"attributedTo": ""}, {"attributedTo": "", "asOf": "2025-06"}),
        ({"stance": KG + "denies"}, {"asOf": "2025-06"}),
        ({"modality": KG + "estimated"}, {"modality": KG + "assessed"}),
        ({}, {}),
    ],
)
def test_other_words_leave_nothing_out(report, fuller):
    assert found(report, fuller) == []


def test_who_relays_another_speaker_is_compared_with_what_it_has_it_from():
    relay = {"attributedTo": "paper", "derivedFrom": f"{SRC}fuller/c001"}
    assert found(relay, {"asOf": "2025-06"}) == [("report", "fuller", ["the day"])]
