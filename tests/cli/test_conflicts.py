"""kg conflicts as a user meets it; which pairs contradict is found by reading the sources."""

from __future__ import annotations

import json

LOSSES = "casualties of the North Korean troops deployed with Russia"
KILLED = ("bbc-2025-01-22-casualties/c002", "unn-2025-04-30-casualties/c002")
RELAYED = ("moscow-times-2025-01-22-killed/c001", "unn-2025-04-30-casualties/c002")
#: About 1,000 dead, then about 600; two times an "or" that became an "and"; 4,700 of something else.
CONTRADICTIONS = {
    KILLED,
    ("hackertalks-2024-02-26-containers/c002", "rbc-ukraine-2024-02-27-shells/c001"),
    ("hackertalks-2024-02-26-containers/c003", "rbc-ukraine-2024-02-27-shells/c002"),
    ("indian-defense-news-2025-04-30-wounded/c001", "unn-2025-04-30-casualties/c001"),
}


def verdicts(done) -> dict[tuple[str, str], dict[str, str]]:
    return {(row["first claim"], row["second claim"]): row for row in json.loads(done.stdout)}


def test_what_contradicts_is_listed_once_and_not_again_for_a_relay(run, core):
    rows = verdicts(run("conflicts", "-f", "json"))
    assert {pair for pair, row in rows.items() if row["verdict"] == "contradicts"} == CONTRADICTIONS
    assert {row["verdict"] for row in rows.values()} == {
        "contradicts",
        "undecided",
        "not comparable",
    }
    only = verdicts(run("conflicts", "--verdict", "contradicts", "-f", "json"))
    assert set(only) == CONTRADICTIONS


def test_all_shows_each_pair_and_those_of_a_relay(run, core):
    """Nine figures of losses in the list, and the article's: 45 pairs."""
    rows = verdicts(run("conflicts", "--all", LOSSES, "-f", "json"))
    assert len(rows) == 45
    assert {row["about"] for row in rows.values()} == {LOSSES}
    assert rows[KILLED]["verdict"] == rows[RELAYED]["verdict"] == "contradicts"


def test_all_says_how_its_count_comes_about(run, core):
    """Ten figures of losses: 10 × 9 / 2 pairs."""
    text = " ".join(run("conflicts", "--all", LOSSES).stdout.split())
    assert "45 listed: 45 pairs of figures, 0 denials, 0 pairs of statements" in text


def test_the_table_says_who_says_what_why_and_what_to_do(run, core):
    text = " ".join(run("conflicts").stdout.split())
    assert "why: the later is smaller, though the count can only grow" in text
    assert (
        "about 1,000 (soldier) — Western officials who spoke to the BBC (unnamed), 15 January 2025"
        in text
    )
    assert "undecided: casualties of the North Korean troops" in text
    assert "they contradict if both mean the same scope" in text
    assert "→ find a figure of the same kind counted, scope and basis" in text
    assert "declare a conversion of the units (round / shell)" in text


def test_fail_gives_exit_code_1_only_where_something_contradicts(run, core):
    assert run("conflicts", "--fail").returncode == 1
    assert run("conflicts").returncode == 0
    # By 2025 nothing of the losses had been published.
    assert run("conflicts", LOSSES, "--fail", "--known-at", "2024").returncode == 0


def test_a_source_is_compared_with_all_others(run, core):
    """Its 600 dead against the 1,000 of another, and its 4,700 that another one changed.

    Whether its 4,700 of April fit to the article's 6,000, of no day, is undecided.
    """
    killed, changed, undated = (
        KILLED,
        ("indian-defense-news-2025-04-30-wounded/c001", "unn-2025-04-30-casualties/c001"),
        ("khaled-north-korea-russia/c020", "unn-2025-04-30-casualties/c001"),
    )
    done = run("conflicts", "--source", "unn-2025-04-30-casualties", "-f", "json")
    assert set(verdicts(done)) == {killed, changed, undated}
    # Its two figures with the eight others of the same losses, and with each other.
    text = run("conflicts", "--source", "unn-2025-04-30-casualties").stdout
    assert "; 17 pairs of figures about one thing" in " ".join(text.split())
    wrong = run("conflicts", "--source", "unn-2025-04-30")
    assert wrong.returncode == 2
    assert "did you mean unn-2025-04-30-casualties?" in wrong.stderr


def test_a_denied_figure_contradicts_the_one_that_it_denies(run, counted_workspace):
    source = counted_workspace / "seeds" / "unn-2025-04-30-casualties.ttl"
    text = source.read_text(encoding="utf-8")
    start = text.index("c:c002 ")
    denial = text[start : text.index("\n\n", start)].replace("c:c002", "c:c090")
    denial = denial.replace("agency-rok-national-intelligence-service", "state-russia")
    denial = denial.replace("kg:modality", "kg:stance kg:denies ;\n    kg:modality")
    text = text.replace("kg:claimsAtMost 3", "kg:claimsAtMost 4")
    source.write_text(f"{text}\n{denial}\n", encoding="utf-8")
    done = run("conflicts", LOSSES, "-f", "json", "--workspace", str(counted_workspace))
    found = verdicts(done)["unn-2025-04-30-casualties/c002", "unn-2025-04-30-casualties/c090"]
    assert found["verdict"] == "contradicts"
    assert "denies" in found["why"]
