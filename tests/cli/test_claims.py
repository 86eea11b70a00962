"""kg claims as a user meets it."""

from __future__ import annotations

import json

import pytest

ARTICLE = "khaled-north-korea-russia"


def ids(done) -> set[str]:
    """The ids of the article's claims among those listed."""
    assert done.returncode == 0, done.stderr
    listed = [claim["id"].split("/") for claim in json.loads(done.stdout)]
    return {claim for source, claim in listed if source == ARTICLE}


def test_one_claim(run, core):
    (claim,) = json.loads(run("claims", f"{ARTICLE}/c012", "-f", "json").stdout)
    # "between 14,000 and 15,000 troops … according to Western officials"
    assert claim["figure"] == "14,000–15,000"
    assert claim["speaker"] == "Western officials (unnamed)"
    assert claim["evidence"].startswith("characters ")


def test_two_figures_and_two_speakers(run, core):
    lead, body = json.loads(
        run("claims", f"{ARTICLE}/c004", f"src:{ARTICLE}/c012", "-f", "json").stdout
    )
    assert lead["speaker"] == "Sara Khaled"
    assert lead["figure"] == "up to 15,000"
    assert body["speaker"] != lead["speaker"]


def test_a_short_id_that_two_sources_have(run, workspace):
    (workspace / "seeds" / "more.ttl").write_text(
        "@prefix kg: <https://w3id.org/entente/ns/> ."
        "<https://w3id.org/entente/source/more> a kg:NewsArticle ."
        "<https://w3id.org/entente/source/more/c020> a kg:Claim ."
    )
    done = run("claims", "c020", "--workspace", workspace)
    assert done.returncode == 2
    assert f"{ARTICLE}/c020, more/c020" in done.stderr


def test_filters(run, core):
    everything = ids(run("claims", "-f", "json"))
    estimates = ids(run("claims", "--kind", "estimate", "-f", "json"))
    assert {"c004", "c012", "c020"} <= estimates < everything
    assert "c065" not in estimates
    assert "c065" in ids(run("claims", "--kind", "judgement", "-f", "json"))
    assert ids(run("claims", "--measure", "personnelKilledOrWounded", "-f", "json")) == {"c020"}
    ministry = ids(run("claims", "--speaker", "kgd:agency-uk-ministry-of-defence", "-f", "json"))
    assert "c020" in ministry
    assert ids(run("claims", "--about", "Storm Corps", "-f", "json")) >= {"c016"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("c999",),
        ("<x y>",),
        ("--about", "nobody at all"),
        ("--speaker", "kgd:a b"),
        ("--measure", "no such"),
        ("--modality", "<"),
        ("--kind", "rumour"),
        ("--cite", "bibtex", "--accessed", "yesterday"),
    ],
)
def test_a_wrong_call(run, core, arguments):
    done = run("claims", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("bibtex", "urldate = {2026-01-02}"),
        ("ris", "Y2  - 2026/01/02"),
        ("csl", '"accessed"'),
    ],
)
def test_citations(run, core, form, words):
    done = run(
        "claims", f"{ARTICLE}/c020", f"{ARTICLE}/c012", "--cite", form, "--accessed", "2026-01-02"
    )
    assert done.returncode == 0
    assert words in done.stdout
    assert "khaled-north-korea-russia/c020" in done.stdout
    assert "khaled-north-korea-russia/c012" in done.stdout
    if form == "csl":
        assert len(json.loads(done.stdout)) == 2


def test_a_scope(run, core):
    # The deployment began in autumn 2024, the treaty was signed in June 2024.
    before = ids(run("claims", "--as-of", "2023", "-f", "json"))
    assert "c012" not in before
    assert "c012" in ids(run("claims", "--as-of", "2025", "-f", "json"))


def test_support_and_status(run, workspace):
    from tests.publish.material import open_counts

    open_counts(workspace)
    rows = {
        c["id"]: c for c in json.loads(run("claims", "--workspace", workspace, "-f", "json").stdout)
    }
    assert rows["paper/c001"]["support"] == "6 claims (1 retracted), 2 independent origins"
    assert rows["paper/c003"]["status"] == "retracted by relay/c003"
    assert rows["relay/c003"]["support"] is None  # the only claim of that kind
    table = run("claims", "--workspace", workspace, "--kind", "estimate", COLUMNS="160").stdout
    assert table.splitlines()[-1] == "6 claims (1 retracted), 2 independent origins"
    assert "30 April 2025" in " ".join(table.split())


def test_a_table_leaves_out_what_no_claim_has(run, core):
    head = run("claims", f"{ARTICLE}/c016", COLUMNS="160").stdout.splitlines()[0].split()
    assert "figure" not in head
    assert "status" not in head
    assert "figure" in run("claims", f"{ARTICLE}/c012", COLUMNS="160").stdout.splitlines()[0]
