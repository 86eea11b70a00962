"""The options of the reading commands: one value, in the form that was typed."""

from __future__ import annotations

import click
from click.testing import CliRunner

from kg.cli._data import DataOptions, data_options


def given(*arguments: str) -> tuple[DataOptions, str]:
    """What a command with an option of its own gets."""
    received: list[tuple[DataOptions, str]] = []

    @click.command()
    @click.option("--kind", default="all")
    @data_options
    def command(data: DataOptions, kind: str) -> None:
        received.append((data, kind))

    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 0, done.output
    return received[0]


def test_what_is_not_given_is_nothing():
    assert given() == (DataOptions(None, None, (), None, None, False), "all")


def test_every_option_is_in_the_value_and_others_stay_with_the_command():
    data, kind = given(
        *("--as-of", "2024", "--known-at", "2025-01", "--source", "a", "--source", "b"),
        *("--kind", "one", "--view", "latest", "--workspace", "here", "--stale"),
    )
    assert kind == "one"
    assert (data.as_of, data.known_at, data.sources) == ("2024", "2025-01", ("a", "b"))
    assert (data.view, data.workspace, data.stale) == ("latest", "here", True)


def test_the_graph_without_its_scope_is_opened_in_silence(run, workspace):
    """`kg why` opens the graph twice where it is narrowed: the person hears of an old build once."""
    here = ("--workspace", workspace)
    assert run("build", *here).returncode == 0
    seed = workspace / "seeds" / "reference-states.ttl"
    seed.write_text(seed.read_text(encoding="utf-8") + "broken", encoding="utf-8")
    done = run("why", "Storm Corps", "is part of", "--as-of", "2025", "--stale", *here)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("answering from the older build") == 1
