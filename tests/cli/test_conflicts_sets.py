"""Sets of figures that cannot all be true, as a user meets them in kg conflicts."""

from __future__ import annotations

import json
import sys

import pytest
from click.testing import CliRunner

import kg
from kg.cli.conflicts import command
from kg.graph.impossible import set_lines
from kg.graph.ranges import range_lines
from kg.iris import KGD
from kg.publish.site.clashes import Clashes
from kg.publish.terminal.show import claim_lines, entity_lines
from tests.conftest import SMALL, copy_core

STEM = "unn-2025-04-30-casualties"
#: Measure, statement of the number, speaker: of one day, and no two of them contradict.
FIGURES = {
    "c091": ("personnelKilled", "kg:best 1000", "state-russia"),
    "c092": ("personnelWounded", "kg:best 3000", "state-ukraine"),
    "c093": ("personnelKilledOrWounded", "kg:upper 3500", "state-china"),
}
QUALIFIERS = {"kg:best": "exactly", "kg:upper": "upTo", "kg:lower": "atLeast"}


def add(workspace, figures, about="event-made", day="2025-04-30") -> None:
    """Figures of one day about an event of their own, as claims of one source."""
    source = workspace / "seeds" / f"{STEM}.ttl"
    text = source.read_text(encoding="utf-8").replace("AtMost 3", f"AtMost {3 + len(figures)}")
    start = text.index("c:c002 ")
    pattern = text[start : text.index("\n\n", start)]
    for claim, (measure, number, speaker) in figures.items():
        block = pattern.replace("c:c002", f"c:{claim}")
        block = block.replace("casualties-dprk-troops", about)
        block = block.replace("kg:personnelKilled", f"kg:{measure}")
        block = block.replace("kg:best 600", number).replace('"2025-04-30"^^', f'"{day}"^^')
        block = block.replace("kg:approximately", f"kg:{QUALIFIERS[number.split()[0]]}")
        block = block.replace("agency-rok-national-intelligence-service", speaker)
        text += f"\n{block}\n"
    text += f'\nkgd:{about} a kg:Casualties ;\n    rdfs:label "made losses"@en .\n'
    source.write_text(text, encoding="utf-8")


def sets(done) -> list[dict[str, object]]:
    return [row for row in json.loads(done.stdout) if row["set"]]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = copy_core(tmp_path_factory.mktemp("made") / "workspace", *SMALL, f"{STEM}.ttl")
    add(folder, FIGURES)
    return folder


def test_a_set_is_shown_with_its_figures_and_the_sum(run, made):
    done = run("conflicts", "--workspace", str(made))
    text = " ".join(done.stdout.split())
    assert "cannot all be true: made losses" in text
    assert "1,000 killed + 3,000 wounded = 4,000, more than 3,500 killed or wounded" in text
    for claim, speaker in (("c091", "Russia"), ("c092", "Ukraine"), ("c093", "China")):
        assert f"{speaker}, 30 April 2025 · {STEM}/{claim}" in text
    assert "→ at least one of them is wrong, or counts something else" in text
    assert "cannot all be true: 1;" in text  # in the line of counts
    assert done.stderr.count("\n") <= 1  # that the graph was built; HiGHS greets nobody


def test_a_set_is_a_record_beside_the_pairs(run, made):
    (row,) = sets(run("conflicts", "-f", "json", "--workspace", str(made)))
    assert [figure["claim"] for figure in row["set"]] == [f"{STEM}/{claim}" for claim in FIGURES]
    assert row["verdict"] == "cannot all be true"
    csv = run("conflicts", "made losses", "-f", "csv", "--workspace", str(made)).stdout
    assert all(f"{STEM}/{claim}" in csv for claim in FIGURES)
    assert len({line.count(",") > 5 for line in csv.splitlines()}) == 1


def test_options_choose_among_sets(made):
    def found(*options: str) -> bool:
        where = ("-f", "json", "--workspace", str(made))
        done = CliRunner().invoke(command, [*options, *where])
        assert done.exit_code == 0
        return bool([row for row in json.loads(done.stdout) if row["set"]])

    assert found("made losses")
    assert not found("casualties of the North Korean troops")
    assert found("--source", STEM)
    assert not found("--source", "khaled-north-korea-russia")
    assert found("--verdict", "contradicts")
    assert not found("--verdict", "grows")
    assert not found("--known-at", "2025-03")


def test_a_set_fails_where_that_is_asked_for(made):
    asked = ["made losses", "--fail", "--workspace", str(made)]
    assert CliRunner().invoke(command, asked).exit_code == 1


def test_what_is_superseded_is_in_no_set(run, counted_workspace):
    add(counted_workspace, FIGURES)
    source = counted_workspace / "seeds" / f"{STEM}.ttl"
    text = source.read_text(encoding="utf-8")
    start = text.index("c:c091 ")
    block = text[start : text.index("\n\n", start)]
    later = block.replace(
        "c:c091 a kg:Estimate ;", "c:c094 a kg:Estimate ;\n    kg:supersedes c:c091 ;"
    )
    text = text.replace("AtMost 6", "AtMost 7")
    source.write_text(f"{text}\n{later.replace('kg:best 1000', 'kg:best 400')}\n", encoding="utf-8")
    assert not sets(run("conflicts", "-f", "json", "--workspace", str(counted_workspace)))


def test_without_highspy_one_line_says_what_is_not_looked_for(made, monkeypatch):
    monkeypatch.setitem(sys.modules, "highspy", None)
    done = CliRunner().invoke(command, ["made losses", "--workspace", str(made)])
    assert done.exit_code == 0
    (line,) = [line for line in done.stderr.splitlines() if "sets" in line]
    assert "not looked for" in line
    assert 'pip install "entente-kg[sets]"' in line


def test_the_core_holds_no_set(run, core):
    assert not sets(run("conflicts", "-f", "json"))


SUMMED = {f"{STEM}/{claim}" for claim in FIGURES}
SUM = "1,000 killed + 3,000 wounded = 4,000, more than 3,500 killed or wounded"


def test_every_place_that_tells_of_contradictions_tells_of_the_set(made):
    graph = kg.open(made)
    killed = graph.claims.named(f"{STEM}/c091")
    told = {
        "show": [line.text for line in claim_lines(graph, killed, 10_000)],
        "show, of the event": [
            line.text for line in entity_lines(graph, KGD + "event-made", 10_000)
        ],
        "the foot of an answer": set_lines(graph, {killed.iri}),
        "estimates": [c.text for group in graph.estimates("made losses") for c in group.clashes],
        "docs": [clash.reason for clash in Clashes(graph).all()["Cannot all be true"]],
    }
    for place, lines in told.items():
        assert [line for line in lines if SUM in line], place
    assert {name for group in graph.estimates("made losses") for name in named_in(group)} == SUMMED
    other = graph.claims.named(f"{STEM}/c002")
    assert not [line for line in claim_lines(graph, other, 10_000) if SUM in line.text]


def named_in(group) -> set[str]:
    """The claims of a group of figures that tells of a set."""
    return {each.id for each in group.ranges if any(SUM in clash.text for clash in group.clashes)}


def test_the_range_of_each_figure_of_a_set_is_disputed(made):
    graph = kg.open(made)
    rows = graph.query(
        "SELECT ?own ?other WHERE { ?range a kg:RangeFact ; kg:disputed true ; kg:supportedBy ?own ;"
        " kg:inconsistentWith ?other ; kg:about kgd:event-made }"
    )
    found = {tuple(str(term).rpartition("/")[2].strip(">") for term in row) for row in rows}
    assert found == {(one, other) for one in FIGURES for other in FIGURES if one != other}
    assert not list(
        graph.query("SELECT ?r { ?r kg:inconsistentWith ?c ; kg:about kgd:casualties-dprk-troops }")
    )
    named = ", ".join(f"{STEM}/{claim}" for claim in FIGURES)
    for measure in ("personnel killed", "personnel wounded", "personnel killed or wounded"):
        (reasons,) = graph.why("made losses", measure)
        assert "disputed" in reasons.marks
        assert [
            line for line in reasons.verdicts if line.startswith(f"cannot all be true: {named}:")
        ]
    lines = range_lines(graph, {graph.claims.named(f"{STEM}/c092").iri})
    assert [line for line in lines if line.endswith(f"[disputed] (cannot all be true: {named})")]
    shown = [line.text for line in entity_lines(graph, KGD + "event-made", 10_000)]
    assert len([line for line in shown if f"[disputed] (cannot all be true: {named})" in line]) == 3
