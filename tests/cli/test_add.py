"""``kg add``: a sheet becomes Turtle, all of it or nothing; what is wrong is told by row and column."""

from __future__ import annotations

import csv

import pytest

from kg.errors import DataError
from tests.curate.sheets.material import NEW, TEXT, add, block, workspace

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_small_core")]

TROOPS = {
    "who": "deployment of North Korean troops alongside Russia (2024)",
    "figure": "about 1,200",
    "measure": "personnel deployed",
    "counted": "soldier",
    "unit": "person",
}
CLAIM = {
    "who": "3rd Brigade",
    "who kind": "military unit",
    "relation": "is part of",
    "whom": "Storm Corps",
    "speaker": "North Korea",
}


@pytest.fixture
def folder(tmp_path):
    return workspace(tmp_path)


def write_csv(path, *rows):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def wrong(folder, *rows):
    """The findings of a sheet that is refused: (row, column and cell, problem, remedy)."""
    before = sorted(path.name for path in (folder / "seeds").iterdir())
    with pytest.raises(DataError) as told:
        add(folder, *rows)
    assert sorted(path.name for path in (folder / "seeds").iterdir()) == before
    return [(f.line, f.term, f.problem, f.remedy) for f in told.value.findings]


@pytest.mark.slow
def test_a_sheet_becomes_a_file_as_a_person_writes_it(folder, run):
    rows = (
        NEW
        | TROOPS
        | {
            "document kind": "news article",
            "published": "3 May 2025",
            "recorded": "2026-11-24",
            "curator": "Entente editors",
            "speaker": "Officials",
            "speaker kind": "unidentified group",
            "how said": "reported",
            "as of": "2025-05-03",
            "quote": '"about 1,200 soldiers"',
            "statement": "About 1,200 North Korean soldiers have been sent.",
        },
        {
            "source": "paper-2025",
            **CLAIM,
            "quote": "The 3rd Brigade is part of the Storm Corps.",
        },
    )
    path = write_csv(folder / "claims.csv", *rows)
    shown = run("add", path, "--dry-run", "--workspace", folder)
    assert shown.returncode == 0, shown.stderr
    assert not (folder / "seeds" / "paper-2025.ttl").exists()
    assert "would add 2 claims" in shown.stderr
    added, _, effects = shown.stdout.partition("What follows (3)\n")
    assert added.splitlines() == [
        "+ kgd:group-officials: Officials (row 2)",
        "+ kgd:unit-3rd-brigade: 3rd Brigade (row 3)",
        "+ paper-2025/c001: About 1,200 North Korean soldiers have been sent. (row 2)",
        "+ paper-2025/c002: 3rd Brigade is part of 11th Corps of the Korean People's Army. (row 3)",
    ]
    assert "fact gained: 3rd Brigade is part of 11th Corps" in " ".join(effects.split())
    # About 1,200 is a tenth less or more; the range is now that of the later day.
    flat = " ".join(effects.split())
    assert "14,000–15,000, 1 independent origin → 1,080–1,320 [of 2025-05-03]" in flat
    assert "now may contradict paper-2025/c001" in " ".join(effects.split())
    done = run("add", path, "--workspace", folder)
    assert done.returncode == 0, done.stderr
    text = (folder / "seeds" / "paper-2025.ttl").read_text(encoding="utf-8")
    start = TEXT.index("“about")
    assert text.endswith(
        f"""
kgd:group-officials a kg:UnidentifiedGroup ;
    rdfs:label "Officials"@en .

kgd:unit-3rd-brigade a kg:MilitaryUnit ;
    rdfs:label "3rd Brigade"@en .

c:c001 a kg:Estimate ;
    kg:statement "About 1,200 North Korean soldiers have been sent." ;
    kg:about kgd:deployment-dprk-russia-2024 ;
    kg:measure kg:personnelDeployed ;
    kg:counts kg:soldier ;
    kg:best 1200 ;
    kg:unit kg:person ;
    kg:qualifier kg:approximately ;
    kg:wording "“about 1,200\\nsoldiers”" ;
    kg:attributedTo kgd:group-officials ;
    kg:modality kg:reported ;
    kg:asOf "2025-05-03"^^edtf:EDTF ;
    kg:evidence [ a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + 22} ] .

c:c002 a kg:Claim ;
    kg:statement "3rd Brigade is part of 11th Corps of the Korean People's Army." ;
    rdf:subject kgd:unit-3rd-brigade ;
    rdf:predicate kg:partOf ;
    rdf:object kgd:unit-kpa-11th-corps ;
    kg:attributedTo kgd:state-north-korea ;
    kg:evidence [ a oa:TextPositionSelector ; oa:start {TEXT.index("The 3rd")} ; oa:end {TEXT.index(" Others")} ] .
"""
    )
    again = run("add", path, "--workspace", folder)
    assert "2 rows say what is there already" in again.stderr
    assert (folder / "seeds" / "paper-2025.ttl").read_text(encoding="utf-8") == text
    assert run("check", "--workspace", folder, "--texts", folder / "texts").returncode == 0


def test_how_openly_and_on_what_evidence_come_from_columns_and_go_back(folder, run):
    row = NEW | CLAIM | {"explicitness": "Presupposed", "rests on": "imagery; own count"}
    add(folder, row | {"quote": "The 3rd Brigade is part of the Storm Corps."})
    lines = block(folder, "c001")
    assert (
        "    kg:explicitness kg:presupposed ;\n    kg:evidenceKind kg:imagery, kg:ownCount ;"
        in lines
    )
    out = folder / "back.csv"
    done = run("export", "sheet", "--source", "paper-2025", "--workspace", folder, "-o", out)
    assert done.returncode == 0, done.stderr
    (back,) = csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())
    assert (back["explicitness"], back["rests on"]) == ("presupposed", "imagery; own count")


def test_a_word_of_another_vocabulary_is_refused_in_these_columns(folder):
    ((_, column, problem, _),) = wrong(folder, NEW | CLAIM | {"explicitness": "reported"})
    assert "explicitness" in column
    assert "reported" in problem


def test_everything_wrong_is_told_at_once_by_row_and_column(folder):
    found = wrong(
        folder,
        NEW | TROOPS | {"figure": "Mar-25", "speaker": "mutual defence clause of the treaty", "quote": "3rd Brigade"},
        {"source": "paper-2025", "who": "Russa", "relation": "is part off", "whom": "NATO",
         "speaker": "", "when": "45474", "quote": "nowhere"},
    )  # fmt: skip
    told = {
        (row, column.partition("“")[2].partition("”")[0]): (p, r) for row, column, p, r in found
    }
    assert set(told) == {
        (2, "figure"), (2, "speaker"), (2, "quote"),
        (3, "who"), (3, "relation"), (3, "speaker"), (3, "when"), (3, "quote"),
    }  # fmt: skip
    assert "did you mean “Russia”?" in told[3, "who"][1]
    assert "“is part of”" in told[3, "relation"][1]
    assert "kg new entity" in told[3, "who"][1]
    assert all(remedy for _, remedy in told.values())
    assert [f[0] for f in found] == sorted(f[0] for f in found)


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        ({"relation": "is part of"}, "relation", "two claims"),
        ({"relation": "deployed force", "whom": "Storm Corps", "claim": "c004"}, "relation", "two claims"),
        ({"measure": ""}, "measure", "empty"),
        ({"figure": "about 40%"}, "unit", "a share"),
        ({"figure": "", "lowest": "5"}, "hedge", "empty"),
        ({"lowest": "5"}, "lowest", "twice"),
        ({"how likely": "highly likely"}, "how likely", "ordinary language"),
        ({"from": "2025-05", "to": "2025-04"}, "from", "ends before it begins"),
        ({"address": "here"}, "address", "address"),
        ({"wording": "one two three four five six seven eight nine ten eleven twelve thirteen"}, "wording", "13 words"),
        ({"claim": "4"}, "claim", "no id"),
        ({"derived from": "c077"}, "derived from", "no claim"),
        ({"who kind": "weapon type", "who": "Howitzer"}, "who kind", "vocabulary"),
        ({"who kind": "military unit", "who": "Russia"}, "who kind", "there already"),
        ({"published": "2025-13"}, "published", "2025-13"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_told_with_its_column(tmp_path, cells, column, problem):
    found = wrong(workspace(tmp_path, text=None), NEW | TROOPS | {"speaker": "Russia"} | cells)
    assert [(row, problem in told) for row, place, told, _ in found if f"“{column}”" in place] == [
        (2, True)
    ], found


def test_a_number_in_odd_digits_is_none_that_a_file_could_keep(folder):
    """Where the ontology has a relation to a whole number; `kg fmt` would refuse the file."""
    path = folder / "ontology" / "terms" / "relations-actors.ttl"
    label = 'rdfs:label "has nickname"@en ;'
    ranged = f"{label} rdfs:range <http://www.w3.org/2001/XMLSchema#integer> ;"
    path.write_text(path.read_text(encoding="utf-8").replace(label, ranged), encoding="utf-8")
    row = NEW | CLAIM | {"relation": "has nickname", "whom": "007", "start": "0", "end": "17"}
    ((_, column, problem, _),) = wrong(folder, row)
    assert ("whom" in column, "another way" in problem) == (True, True)
    add(folder, row | {"whom": "7"})
    assert "rdf:object 7 ;" in block(folder, "c001")


def test_a_sheet_that_breaks_a_check_is_refused_by_its_row(folder):
    """An event that nobody says took place, and a wording that is not the qualifier's."""
    found = wrong(
        folder,
        NEW | CLAIM | {"quote": "The 3rd Brigade is part of the Storm Corps."},
        {"source": "paper-2025", "who": "the May attack", "who kind": "attack",
         "relation": "is conducted by", "whom": "3rd Brigade", "speaker": "Russia",
         "quote": "Others doubt it:"},
    )  # fmt: skip
    assert [(row, "whether it occurred" in problem) for row, _, problem, _ in found] == [(3, True)]


def test_a_sheet_that_breaks_a_shape_is_refused_by_its_row_and_column(folder):
    """Credibility 1 is computed, never typed by hand."""
    row = NEW | CLAIM | {"start": "0", "end": "17", "credibility": "1: confirmed"}
    ((number, column, problem, _),) = wrong(folder, row)
    assert (number, column) == (2, "column “credibility”")
    assert "grade 1 is computed" in problem


def test_what_is_there_stays_to_the_byte_and_new_claims_follow(folder):
    add(folder, NEW | CLAIM | {"quote": "The 3rd Brigade is part of the Storm Corps."})
    path = folder / "seeds" / "paper-2025.ttl"
    path.write_bytes(path.read_bytes().rstrip() + b" # kept")  # no line end, and a comment
    before = path.read_bytes()
    row = {"source": "paper-2025"} | TROOPS | {"speaker": "Sara Khaled", "start": "18", "end": "52"}
    add(folder, row, row | {"claim": "c009", "speaker": "Russia", "derived from": "c001; c010"},
        row | {"speaker": "Western officials", "stance": "denies"})  # fmt: skip
    assert path.read_bytes().startswith(before)
    assert "kg:attributedTo kgd:person-sara-khaled" in block(folder, "c010")
    assert "kg:derivedFrom c:c001, c:c010" in block(folder, "c009")
    assert "kg:stance kg:denies" in block(folder, "c011")
    assert "edtf" not in path.read_text(encoding="utf-8")[len(before) :]


def test_a_claim_that_is_there_is_not_altered(folder):
    row = NEW | CLAIM | {"claim": "c001", "start": "0", "end": "17"}
    add(folder, row)
    assert list(add(folder, row).present) == ["https://w3id.org/entente/source/paper-2025/c001"]
    ((number, _, problem, _),) = wrong(folder, row | {"note": "Changed.", "end": "18"})
    assert number == 2
    assert (
        "differs in: quote: characters 0–17 → characters 0–18; note: (nothing) → Changed."
        in problem
    )
    ((_, _, problem, _),) = wrong(folder, row | {"title": "Another"})
    assert "says: A paper" in problem


def test_a_quote_needs_its_text_and_an_address_does_not(tmp_path):
    folder = workspace(tmp_path, text=None)
    row = NEW | CLAIM | {"wording": "part of the corps", "accessed": "2026-11-24"}
    add(folder, row)
    assert block(folder, "c001").endswith(
        'kg:evidence [ a kg:Locator ; kg:url "https://example.org/paper"^^xsd:anyURI ;'
        ' kg:wording "part of the corps" ; kg:accessed "2026-11-24"^^xsd:date ]'
    )
    ((_, place, problem, remedy),) = wrong(
        folder, row | {"who kind": "", "start": "3", "end": "9", "accessed": ""}
    )
    assert "“start”" in place
    assert "there is no paper-2025.txt" in problem
    assert "--texts" in remedy


def test_a_sheet_goes_into_a_workspace_and_leaves_the_core_alone(tmp_path, run):
    folder = tmp_path / "mine"
    assert run("new", "workspace", folder).returncode == 0
    path = folder / "claims.csv"
    row = NEW | CLAIM | {"curator": "Entente editors", "document address": "https://example.org/p"}
    write_csv(path, row)
    done = run("add", path.name, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "kgd:unit-3rd-brigade" in block(folder, "c001")
    own = {"who": "Storm Corps", "who kind": "", "start": "0", "end": "9"}
    write_csv(path, CLAIM | own | {"whom": "Korean People's Army"})
    done = run("add", path.name, "--source", "khaled-north-korea-russia", cwd=folder)
    assert done.returncode == 1
    assert "is of the core, and is not added to" in done.stderr
