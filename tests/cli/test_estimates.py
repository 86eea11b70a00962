"""kg estimates as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from kg.text.display import display_width
from tests.conftest import ROOT

ARTICLE = "khaled-north-korea-russia"
DEPLOYMENT = "deployment-dprk-russia-2024"


def listed(done) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_two_figures_of_one_deployment(run, core):
    rows = listed(run("estimates", DEPLOYMENT, "--source", ARTICLE, "-f", "json"))
    figures = {row["id"]: row for row in rows}
    body, lead = figures[f"{ARTICLE}/c012"], figures[f"{ARTICLE}/c004"]
    # "between 14,000 and 15,000 troops"; "up to 15,000 soldiers"
    assert (body["lower"], body["upper"]) == (14000, 15000)
    assert (lead["lower"], lead["upper"]) == (None, 15000)
    assert body["speaker"] == "Western officials (unnamed)"
    assert lead["speaker"] == "Sara Khaled"
    # The lead's figure is the author's own, and so no origin.
    assert (lead["claims"], lead["independent origins"]) == (2, 1)


def test_a_bound_that_is_not_included(run, core):
    (row,) = listed(run("estimates", "casualties-dprk-troops", "--source", ARTICLE, "-f", "json"))
    # "More than 6,000"
    assert (row["lower"], row["lower included"], row["upper"]) == (6000, False, None)
    done = run("estimates", "casualties-dprk-troops", "--source", ARTICLE)
    assert "○━" in done.stdout
    assert "▸" in done.stdout
    assert "1 claim, 1 independent origin" in done.stdout


@pytest.mark.parametrize("name", ["Storm Corps", "폭풍군단", "kgd:unit-kpa-11th-corps"])
def test_an_entity_by_any_of_its_names(run, core, name):
    # "Most come from […] the 11th Corps"
    ids = {row["id"] for row in listed(run("estimates", name, "--source", ARTICLE, "-f", "json"))}
    assert ids == {f"{ARTICLE}/c017"}


def test_the_events_that_an_entity_takes_part_in(run, core):
    # The troops were deployed (c004 and c012 count them), and suffered losses (c020).
    done = run("estimates", "kgd:group-dprk-troops-in-war", "--source", ARTICLE, "-f", "json")
    assert {row["id"] for row in listed(done)} == {
        f"{ARTICLE}/{claim}" for claim in ("c004", "c012", "c020")
    }


def test_one_measure(run, core):
    for term in ("shareOfPersonnel", "share of personnel"):
        done = run(
            "estimates", "Storm Corps", "--measure", term, "-f", "ndjson", "--source", ARTICLE
        )
        assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [f"{ARTICLE}/c017"]
    assert run("estimates", "Storm Corps", "--measure", "no such").returncode == 2


def test_killed_falls_which_is_a_contradiction(run, core):
    """About 1,000 killed by mid-January 2025, about 600 by the end of April (BBC; NIS)."""
    done = run("estimates", "casualties-dprk-troops", "--measure", "personnelKilled")
    said = " ".join(done.stdout.split())
    assert "contradicts: about 1,000" in said
    assert "the later is smaller, though the count can only grow" in said
    # The Moscow Times relays the BBC: three claims, two origins.
    assert "3 claims, 2 independent origins" in said


def test_growing_figures_contradict_nothing(run, core):
    done = run("estimates", "casualties-dprk-troops", "--measure", "personnelKilledOrWounded")
    assert done.returncode == 0
    assert "contradicts" not in done.stdout
    days = [done.stdout.index(day) for day in ("27", "30 April 2025", "15 June 2025")]
    assert days == sorted(days)
    assert done.stdout.index("of no stated day:") > days[-1]


def test_what_is_sure_of_each_day_is_a_band(run, core, tmp_path):
    """4,000 on 27 March, about 4,700 (± 10 %) on 30 April, more than 6,000 on 15 June: it can only grow."""
    rows = (
        ("up to 26 March 2025", "4,000 or less"),
        ("27 March 2025", "4,000"),
        ("28 March 2025 to 29 April 2025", "4,000–5,170"),
        ("30 April 2025", "4,230–5,170"),
        ("1 May 2025 to 14 June 2025", "4,230 or more"),
        ("from 15 June 2025", "more than 6,000"),
    )
    arguments = ("estimates", "casualties-dprk-troops", "--measure", "personnelKilledOrWounded")
    lines = run(*arguments, COLUMNS="120").stdout.splitlines()
    band = lines[lines.index("what is sure of each day:") + 1 :][: len(rows)]
    assert [line.split("  ")[1] for line in band] == [": ".join(row) for row in rows]
    starts = [line.index("░") for line in band if "░" in line and "◂" not in line]
    assert starts[:2] == [starts[0]] * 2  # 4,000 at the least
    assert band[0].rstrip().endswith("░")
    assert "◂" in band[0]
    assert band[-1].endswith("▸")
    assert "○" in band[-1]
    path = tmp_path / "drawing.svg"
    run(*arguments, "-f", "svg", "-o", path)
    drawn = path.read_text(encoding="utf-8")
    assert drawn.count('class="band"') == len(rows)
    assert "from 15 June 2025: more than 6,000" in drawn
    # At the end of April nothing had been said of June.
    early = run(*arguments, "--known-at", "2025-04-30").stdout
    assert "from 1 May 2025: 4,230 or more" in early


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_every_width_of_a_terminal(run, core, width):
    done = run("estimates", "transfer-dprk-arms-to-russia", COLUMNS=str(width))
    assert done.returncode == 0
    assert max(map(display_width, done.stdout.splitlines())) <= width


def test_csv_has_one_row_a_figure(run, core):
    done = run("estimates", DEPLOYMENT, "--source", ARTICLE, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    # Two figures of those sent, and the share of them that are of the Storm Corps.
    assert {row["id"] for row in rows} == {
        f"{ARTICLE}/{claim}" for claim in ("c004", "c012", "c017")
    }
    assert next(r for r in rows if r["id"].endswith("c012"))["time"] == "2024-23/.."


def test_svg_to_a_file(run, core, tmp_path):
    path = tmp_path / "drawing.svg"
    done = run("estimates", DEPLOYMENT, "-f", "svg", "-o", path)
    assert done.returncode == 0
    assert done.stdout == ""
    root = ET.fromstring(path.read_text("utf-8"))
    assert "14,000–15,000" in "".join(root.itertext())


def test_nothing_to_draw(run, core):
    done = run("estimates", "place-korean-peninsula")
    assert (done.returncode, done.stdout) == (0, "")
    assert "no figure is given" in done.stderr
    assert run("estimates", "place-korean-peninsula", "-f", "json").stdout == "[]\n"


def test_a_wrong_name(run, core):
    done = run("estimates", "nobody at all")
    assert done.returncode == 2
    assert "→" in done.stderr
    assert run("estimates").returncode == 2


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the command writes when its output is a terminal."""
    parent, child = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        stdout=child, stderr=subprocess.DEVNULL, cwd=ROOT, env={**clean, **environment},
    ) as process:  # fmt: skip
        os.close(child)
        text = b""
        while True:
            try:
                part = os.read(parent, 1 << 16)
            except OSError:  # Linux says so at the end
                break
            if not part:
                break
            text += part
        assert process.wait(timeout=60) == 0
    os.close(parent)
    return text.decode()


def test_colour_only_where_it_is_wanted(run, core):
    arguments = ("estimates", DEPLOYMENT, "--source", ARTICLE, "--measure", "personnelDeployed")
    coloured = on_a_terminal(*arguments, TERM="xterm-256color")
    plain = on_a_terminal(*arguments, NO_COLOR="1")
    assert "\x1b[36m" in coloured  # two speakers, two colours
    assert "\x1b[33m" in coloured
    assert "\x1b" not in plain
    assert "\x1b" not in run(*arguments).stdout
    # Without colour the letters tell the speakers apart.
    assert any(line.startswith("A 14,000–15,000") for line in plain.splitlines())
    assert any(line.startswith("B up to 15,000") for line in plain.splitlines())
