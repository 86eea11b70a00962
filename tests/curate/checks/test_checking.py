"""A check that looks at what was changed finds what a check of all texts finds."""

from __future__ import annotations

import shutil
from copy import deepcopy
from random import Random

import pytest

from kg.build.pipeline import build, store_of_texts
from kg.curate.checks import checking, run
from kg.curate.checks.checking import checked
from kg.curate.checks.kept import FILE, forget_kept, look_at_kept
from kg.curate.checks.run import check_layout
from kg.curate.doctor import _look_at_check
from kg.errors import KgError
from kg.text.layout import find_layout
from tests.build.test_revision import Edited, is_refused
from tests.build.world import World
from tests.conftest import ROOT
from tests.texts import HEAD

EVIDENCE = 'kg:evidence [ a kg:Locator ; kg:url "https://example.org/1"^^xsd:anyURI ; kg:wording "so" ; kg:accessed "2025-06-01"^^xsd:date ]'


@pytest.fixture
def all_read(monkeypatch) -> list[bool]:
    """A mark for each check of all texts."""
    marks: list[bool] = []

    def noted(*given, **named):
        marks.append(True)
        return check_layout(*given, **named)

    monkeypatch.setattr(checking, "check_layout", noted)
    return marks


def said_of(report):
    return report.findings, report.shapes, report.rules, report.claims, report.sources


def tried(edited: Edited, edits: int) -> None:
    """Edit and check so many times."""
    checked(edited.layout)
    for number in range(edits):
        before = deepcopy(edited.world.sources)
        name = edited.world.edit()
        edited.write()
        if is_refused(edited.texts()):
            edited.world.sources = before
            edited.write()
            continue
        assert said_of(checked(edited.layout)) == said_of(check_layout(edited.layout)[1]), (
            number,
            name,
        )


@pytest.mark.slow
def test_random_edits(tmp_path, all_read):
    tried(Edited(tmp_path / "ws", World(Random(3))), 6)
    assert len(all_read) < 4


class Two:
    """A folder with the ontology and two sources, ``one`` and ``two``, of the second of which texts are given."""

    def __init__(self, folder, one: str = "") -> None:
        self.folder = folder
        shutil.copytree(ROOT / "ontology", folder / "ontology")
        (folder / "seeds").mkdir()
        editors = (
            'kgd:organisation-entente-editors a kg:Organisation ; rdfs:label "Entente editors"@en .'
        )
        self.write("one", f"{editors}\n{ONE}\n{one}")
        self.layout = find_layout(folder)

    def write(self, stem: str, text: str, more: str = "") -> None:
        head = (
            f"{HEAD}@prefix c: <https://w3id.org/entente/source/{stem}/> .\nsrc:{stem} a kg:NewsArticle ;"
            f' dcterms:title "Of {stem}"@en ; dcterms:creator "Ann" ; dcterms:issued "2025-03-01"^^edtf:EDTF ;'
            ' kg:url "https://example.org/1"^^xsd:anyURI ; kg:recordedAt "2025-06-01"^^xsd:date ;'
            f" kg:curator kgd:organisation-entente-editors ; kg:reviewStatus kg:draft {more}.\n"
        )
        (self.folder / "seeds" / f"{stem}.ttl").write_text(head + text, encoding="utf-8")

    def found(self) -> set[tuple[str, str, str]]:
        """Check, file and term of each finding."""
        report = checked(self.layout)
        return {(f.check, f.file, f.term) for f in report.findings}


ONE = (
    'kgd:unit-a a kg:MilitaryUnit ; rdfs:label "Alpha"@en .\n'
    'kgd:person-a a kg:Person ; rdfs:label "Ann"@en .\n'
    "c:c001 a kg:Claim ; rdf:subject kgd:unit-a ; rdf:predicate kg:partOf ; rdf:object kgd:force-b ;"
    f' kg:attributedTo kgd:person-a ; kg:statement "Alpha is part of Bravo." ; {EVIDENCE} .'
)
BRAVO = 'kgd:force-b a kg:ArmedForce ; rdfs:label "Bravo"@en .\n'


def test_what_another_text_says_is_looked_at(tmp_path, all_read):
    two = Two(tmp_path / "ws")
    two.write("two", BRAVO)
    assert two.found() == set()
    # The name of what stands in the other file, in other letters: the younger identifier is at fault.
    two.write("two", BRAVO + 'kgd:unit-z a kg:MilitaryUnit ; rdfs:label "ALPHA"@en .\n')
    assert two.found() == {
        ("same-label", "seeds/two.ttl", "kgd:unit-z"),
        ("unused-entity", "seeds/two.ttl", "kgd:unit-z"),
    }
    # A person, of which no unit is part: the claim in the other file is wrong by this.
    two.write("two", BRAVO.replace("kg:ArmedForce", "kg:Person"))
    assert two.found() == {("relation-object-kind", "seeds/one.ttl", "src:one/c001")}
    # The claim turned round, by another source: at both, and one of them stands in a file that was not changed.
    turned = ONE.replace("c:c001", "c:c002").splitlines()[-1]
    turned = (
        turned.replace("kgd:unit-a", "kgd:X")
        .replace("kgd:force-b", "kgd:unit-a")
        .replace("kgd:X", "kgd:force-b")
    )
    two.write("two", f"{BRAVO}{turned}")
    assert two.found() == {
        ("part-of-turned-round", "seeds/one.ttl", "src:one/c001"),
        ("part-of-turned-round", "seeds/two.ttl", "src:two/c002"),
    }
    two.write("two", BRAVO)
    assert two.found() == set()
    assert len(all_read) == 1


@pytest.mark.slow
def test_names_that_come_and_go_are_compared_with_those_of_other_texts(tmp_path, all_read):
    two = Two(tmp_path / "ws")
    zulu = 'kgd:unit-z a kg:MilitaryUnit ; rdfs:label "{}"@en .\n'
    unused = ("unused-entity", "seeds/two.ttl", "kgd:unit-z")
    same = ("same-label", "seeds/two.ttl", "kgd:unit-z")
    two.write("two", BRAVO + zulu.format("Zulu"))
    assert two.found() == {unused}
    two.write("two", BRAVO + zulu.format("aLPHA"))
    assert two.found() == {same, unused}
    # The other one is renamed, in the file that was not changed so far; then this one as that is.
    alpha = two.folder / "seeds" / "one.ttl"
    text = alpha.read_text(encoding="utf-8")
    alpha.write_text(text.replace('"Alpha"@en', '"Straße"@en'), encoding="utf-8")
    assert two.found() == {unused}
    two.write("two", BRAVO + zulu.format("STRAßE"))
    assert two.found() == {same, unused}
    assert len(all_read) == 1


def test_what_belongs_to_no_named_node_is_not_kept(tmp_path, all_read):
    two = Two(tmp_path / "ws")
    nameless = BRAVO + '[] a kg:MilitaryUnit ; skos:altLabel "nameless"@en .\n'
    two.write("two", BRAVO)
    assert two.found() == set()
    two.write("two", nameless)
    assert any(check.startswith("shape:") for check, _, _ in two.found())
    two.write("two", BRAVO)
    assert two.found() == set()
    assert len(all_read) == 2


def test_lines_move_and_counts_are_of_a_source(tmp_path, all_read):
    two = Two(tmp_path / "ws")
    event = 'kgd:casualties-c a kg:Casualties ; rdfs:label "Charlie"@en .\n'
    two.write("two", BRAVO + event)
    assert two.found() == {
        ("event-without-status", "seeds/two.ttl", "kgd:casualties-c"),
        ("unused-entity", "seeds/two.ttl", "kgd:casualties-c"),
    }
    before = {f.check: f.line for f in checked(two.layout).findings}
    two.write("two", f"# a line\n{BRAVO}{event}")
    assert {f.check: f.line - 1 for f in checked(two.layout).findings} == before
    two.write("two", BRAVO, "; kg:claimsAtLeast 1 ")
    assert two.found() == {("claim-count", "seeds/two.ttl", "src:two")}
    assert len(all_read) == 1


def test_what_is_damaged_or_of_other_rules_is_made_anew(tmp_path, all_read):
    two = Two(tmp_path / "ws")
    two.write("two", BRAVO)
    report = checked(two.layout)
    path = two.layout.cache / FILE
    whole = path.read_bytes()
    assert look_at_kept(two.layout.cache)[1] is None
    for damaged in (
        whole[:-9],
        whole[:9],
        b"nothing of this kind",
        whole[:200] + b"?" + whole[201:],
    ):
        path.write_bytes(damaged)
        assert look_at_kept(two.layout.cache)[1] is not None
    states = [look.state for _ in range(2) for look in _look_at_check(two.layout)]
    assert states == ["mended", "fine"]
    path.write_bytes(damaged)
    assert said_of(checked(two.layout)) == said_of(report)
    assert look_at_kept(two.layout.cache)[1] is None
    assert len(all_read) == 2
    rule = two.folder / "ontology" / "checks" / "entity-name.rq"
    rule.write_text(rule.read_text().replace("# scope: description", "# scope: everything"))
    with pytest.raises(KgError, match="there is no scope “everything”"):
        checked(two.layout)
    rule.unlink()
    assert checked(two.layout).rules == report.rules - 1
    assert len(all_read) == 4


def test_copies_of_texts_are_compared_where_they_change(tmp_path, all_read):
    two = Two(tmp_path / "ws")
    # The SHA-256 of “so it is” in ASCII, and its length.
    digest = "5d6a9b5f5b3d1b4c"
    two.write("two", BRAVO, f'; kg:textSha256 "{digest:0<64}" ; kg:textLength 8 ')
    texts = tmp_path / "texts"
    texts.mkdir()
    assert checked(two.layout, texts).without_text == ("two",)
    assert checked(two.layout, texts).without_text == ("two",)
    (texts / "two.txt").write_bytes(b"so it is")
    report = checked(two.layout, texts)
    assert [(f.check, f.file) for f in report.findings] == [("text-hash", "seeds/two.ttl")]
    assert (report.without_text, report.compared) == ((), 1)
    assert said_of(report) == said_of(check_layout(two.layout, texts)[1])
    assert len(all_read) == 1


def test_rules_ask_a_build_of_the_same_text(tmp_path, monkeypatch):
    """Also of nodes without a name, which have others in a build: then all is derived from the texts."""
    mark = tmp_path / "derived"  # the evaluation is a process of its own

    def noted(texts):
        mark.touch()
        return store_of_texts(texts)

    monkeypatch.setattr(run, "store_of_texts", noted)
    two = Two(tmp_path / "ws")
    event = 'kgd:casualties-c a kg:Casualties ; rdfs:label "Charlie"@en .\n'
    expected = {
        ("event-without-status", "seeds/two.ttl", "kgd:casualties-c"),
        ("unused-entity", "seeds/two.ttl", "kgd:casualties-c"),
    }
    two.write("two", BRAVO + event)
    build(two.layout)
    assert two.found() == expected
    assert not mark.exists()
    # Thirteen words, at a node without a name.
    claim = ONE.splitlines()[-1].replace("c:c001", "c:c002")
    two.write("two", BRAVO + event + claim.replace('"so"', f'"{"so " * 13}"'))
    forget_kept(two.layout.cache)
    build(two.layout)
    assert ("wording-too-long", "seeds/two.ttl", "src:two/c002") in two.found()
    assert mark.exists()
