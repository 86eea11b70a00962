"""kg merge as a user meets it: one record in one file, and the graph follows; and back."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

SPEAKERS = ("kgd:group-western-officials", "kgd:group-western-officials-bbc")
WHY = ("--reason", "The BBC's officials are the article's.", "--on", "2026-11-24")


def texts(workspace) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in (workspace / "seeds").glob("*.ttl")}


def asked(run, workspace, query: str) -> list[str]:
    done = run("query", query, "-f", "csv", "--workspace", workspace)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[1:]


def test_two_become_one_and_two_again(run, workspace):
    before = texts(workspace)
    done = run("merge", *SPEAKERS, *WHY, "--workspace", workspace)
    assert done.returncode == 0, done.stderr
    assert "+    kg:mergedInto kgd:group-western-officials-bbc ;" in done.stdout
    changed = {name for name, text in texts(workspace).items() if text != before[name]}
    assert changed == {"khaled-north-korea-russia.ttl"}
    after = texts(workspace)["khaled-north-korea-russia.ttl"]
    lines = before["khaled-north-korea-russia.ttl"].splitlines()
    assert [line for line in after.splitlines() if line not in lines] == [
        '    rdfs:label "Western officials (unnamed)"@en ;',
        "    kg:mergedInto kgd:group-western-officials-bbc ;",
        '    kg:mergedOn "2026-11-24"^^xsd:date ;',
        "    kg:mergeReason \"The BBC's officials are the article's.\"@en .",
    ]
    assert run("check", "--workspace", workspace).returncode == 0
    claim = "<https://w3id.org/entente/source/khaled-north-korea-russia/c012>"
    speakers = f"SELECT ?w {{ {claim} kg:attributedTo ?w }}"
    assert asked(run, workspace, speakers)[0].endswith("group-western-officials-bbc")
    shown = run("show", SPEAKERS[0], "--workspace", workspace)
    assert shown.stdout == run("show", SPEAKERS[1], "--workspace", workspace).stdout
    assert "it was merged or renamed" in shown.stderr
    wide = {"COLUMNS": "140"}  # at 80 columns no table holds the whole id
    found = run("find", "Western officials (unnamed)", "--workspace", workspace, **wide).stdout
    assert found.splitlines()[2].endswith(SPEAKERS[1])

    done = run("merge", "--undo", SPEAKERS[0], "--workspace", workspace)
    assert done.returncode == 0, done.stderr
    assert texts(workspace) == before
    assert asked(run, workspace, speakers)[0].endswith("group-western-officials")


def test_what_follows_is_shown_and_a_dry_run_writes_nothing(run, workspace):
    """Two speakers of the deployment's conduct become one; its range is a third one's, of a later day."""
    before = texts(workspace)
    done = run("merge", *SPEAKERS, "--dry-run", "--workspace", workspace)
    assert done.returncode == 0
    flat = " ".join(done.stdout.split())
    became = (
        "from Western officials (unnamed) → from Western officials who spoke to the BBC (unnamed)"
    )
    assert f"khaled-north-korea-russia/c012: {became}" in flat
    assert texts(workspace) == before


def test_a_renaming_and_back(run, workspace):
    before = texts(workspace)
    old, new = "kgd:item-dprk-destroyer", "kgd:item-dprk-destroyer-2025"
    done = run("merge", old, new, "--rename", *WHY, "--workspace", workspace)
    assert done.returncode == 0, done.stderr
    assert run("check", "--workspace", workspace).returncode == 0
    shown = run("show", old, "--workspace", workspace).stdout
    assert shown == run("show", new, "--workspace", workspace).stdout
    assert shown.startswith("North Korean destroyer launched in April 2025")
    subjects = asked(run, workspace, "SELECT DISTINCT ?s { ?c rdf:subject|rdf:object|kg:about ?s }")
    assert any(iri.endswith("/item-dprk-destroyer-2025") for iri in subjects)
    assert not any(iri.endswith("/item-dprk-destroyer") for iri in subjects)
    assert run("merge", "--undo", old, "--workspace", workspace).returncode == 0
    assert texts(workspace) == before


def test_a_renaming_that_is_used_stays(run, workspace):
    old, new = "kgd:item-dprk-destroyer", "kgd:item-dprk-destroyer-2025"
    assert run("merge", old, new, "--rename", *WHY, "--workspace", workspace).returncode == 0
    path = workspace / "seeds" / "reference-events.ttl"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "\nkgd:item-other a kg:WeaponItem ;\n"
        + f'    rdfs:label "another ship"@en ;\n    kg:differentFrom {new} .\n',
        encoding="utf-8",
    )
    done = run("merge", "--undo", old, "--workspace", workspace)
    assert done.returncode == 2
    line = len(path.read_text(encoding="utf-8").splitlines())
    assert f"seeds/reference-events.ttl:{line}" in done.stderr


def test_comments_and_texts_are_left_alone(run, workspace):
    path = workspace / "seeds" / "khaled-north-korea-russia.ttl"
    text = path.read_text(encoding="utf-8").replace(
        'rdfs:label "Western officials (unnamed)"@en .',
        'rdfs:label "Western officials (unnamed)"@en ; # kgd:group-western-officials, see below\n'
        '    rdfs:comment "not kgd:group-western-officials ; nor ." # and .\n.',
    )
    path.write_text(text, encoding="utf-8")
    assert run("merge", *SPEAKERS, *WHY, "--workspace", workspace).returncode == 0
    after = path.read_text(encoding="utf-8")
    assert set(text.splitlines()) - set(after.splitlines()) == {
        '    rdfs:comment "not kgd:group-western-officials ; nor ." # and .'
    }
    assert run("build", "--workspace", workspace).returncode == 0
    assert run("merge", "--undo", SPEAKERS[0], "--workspace", workspace).returncode == 0
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("kgd:state-russia", "kgd:person-sara-khaled", *WHY), "is a kg:Person"),
        (("kgd:state-russia", "kgd:state-russia", *WHY), "into itself"),
        (("kgd:state-russia", "kgd:state-utopia", *WHY), "nothing here is called"),
        (("kgd:state-russia", "kgd:state-north-korea"), "needs a reason"),
        (("kgd:state-russia",), "there is no NEW"),
        (("kgd:state-russia", "kgd:state-north-korea", *WHY[:2], "--on", "soon"), "is no day"),
        (("kgd:state-russia", "kgd:state-north-korea", "--rename", *WHY), "is there already"),
        (("kgd:state-russia", "http://e/x", "--rename", *WHY), "cannot be an entity's identifier"),
        (("kgd:state-russia", "kgd:Russia", "--rename", *WHY), "cannot be an entity's identifier"),
        (("--undo", "kgd:state-russia"), "has not been merged"),
        (("kgd:unit-kpa-11th-corps", "kgd:unit-nowhere", *WHY), "nothing here is called"),
        (("kg:Person", "kgd:state-russia", *WHY), "nothing here is called"),
    ],
)
def test_what_is_refused_changes_nothing(run, workspace, arguments, words):
    before = texts(workspace)
    done = run("merge", *arguments, "--workspace", workspace)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert texts(workspace) == before


def test_those_that_are_different_or_related_are_two(run, workspace):
    path = workspace / "seeds" / "reference-events.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "a kg:Deployment ;", "a kg:Deployment ;\n    kg:differentFrom kgd:deployment-other ;"
        )
        + '\nkgd:deployment-other a kg:Deployment ;\n    rdfs:label "another"@en .\n',
        encoding="utf-8",
    )
    two = ("kgd:deployment-other", "kgd:deployment-dprk-russia-2024")
    done = run("merge", *two, *WHY, "--workspace", workspace)
    assert done.returncode == 2
    assert "different from" in done.stderr


def test_a_former_entity_cannot_be_merged_again(run, workspace):
    assert run("merge", *SPEAKERS, *WHY, "--workspace", workspace).returncode == 0
    done = run("merge", *SPEAKERS, *WHY, "--workspace", workspace)
    assert done.returncode == 2
    assert "name kgd:group-western-officials-bbc, or --undo" in done.stderr
