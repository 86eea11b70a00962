"""--view as a user meets it: chosen for one command, or kept by the build."""

from __future__ import annotations

import pytest

RULE = ("query", "SELECT ?v { ?g kg:viewRule ?v }", "-f", "csv")


def rule(run, *options) -> str:
    done = run(*RULE, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-1]


@pytest.mark.slow
def test_a_view_is_kept_until_another_is_chosen(run, workspace):
    here = ("--workspace", workspace)
    assert run("build", *here).stdout.rstrip().endswith("view hull")
    assert run("build", "--view", "latest", *here).stdout.startswith("built: ")
    assert run("build", *here).stdout.startswith("nothing has changed: ")
    assert rule(run, *here) == "latest"
    seed = workspace / "seeds" / "reference-states.ttl"
    seed.write_text(seed.read_text() + "\n")
    assert rule(run, *here) == "latest"  # built anew by itself
    assert rule(run, "--view", "hull", *here) == "hull"  # for one command
    assert rule(run, *here) == "latest"
    assert run("build", "--force", *here).stdout.rstrip().endswith("view latest")
    assert run("build", "--view", "hull", *here).stdout.rstrip().endswith("view hull")


def test_facts_and_ranges_are_counted_apart(run):
    counts = run("build").stdout
    assert " facts, " in counts
    assert " ranges, " in counts
    stats = run("stats", "-f", "csv").stdout.splitlines()
    facts, ranges = (
        next(line for line in stats if line.startswith(n)) for n in ("facts", "ranges")
    )
    assert f" {facts.split(',')[-1]} facts" in counts
    assert f" {ranges.split(',')[-1]} ranges" in counts


@pytest.mark.parametrize(
    "command",
    [
        ("build",),
        ("query", "ASK {}"),
        ("ask", "troops"),
        ("show", "Storm Corps"),
        ("find", "storm"),
        ("stats",),
        ("claims",),
        ("estimates", "Storm Corps"),
        ("conflicts",),
        ("export", "ttl", "-o", "/dev/null"),
        ("why", "Storm Corps", "personnelDeployed"),
        ("impact", "--without", "khaled-north-korea-russia"),
    ],
    ids=lambda command: command[0],
)
def test_every_command_that_reads_facts_knows_the_views(run, command):
    done = run(*command, "--view", "lattest")
    assert done.returncode == 2
    assert "did you mean latest?" in done.stderr


@pytest.mark.slow
def test_a_stored_view_whose_source_is_gone_is_said_so(run, workspace):
    here = ("--workspace", workspace)
    new = workspace / "seeds" / "gone.ttl"
    text = (workspace / "seeds" / "reference-states.ttl").read_text(encoding="utf-8")
    new.write_text(
        "".join(line for line in text.splitlines(keepends=True) if line.startswith("@prefix"))
        + "<https://w3id.org/entente/source/gone> a <https://w3id.org/entente/ns/Report> ;"
        ' <http://purl.org/dc/terms/title> "Gone"@en .\n'
    )
    assert run("build", "--view", "only-source:gone", *here).returncode == 0
    new.unlink()
    done = run(*RULE, *here)
    assert done.returncode == 2
    assert "there is no source gone" in done.stderr
    assert run("build", "--view", "hull", *here).returncode == 0
    assert rule(run, *here) == "hull"
