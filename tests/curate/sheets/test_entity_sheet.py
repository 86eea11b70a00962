"""A sheet of entities: names in any language, kinds, identifiers, and whose they are."""

from __future__ import annotations

import pytest

from kg.curate.sheets.adding import add_sheet, write_addition
from kg.curate.sheets.additions import ADD, Mode
from kg.curate.sheets.entity_sheet import is_entity_sheet, read_entity_sheet
from kg.curate.sheets.table import raw_sheet
from kg.errors import DataError
from kg.text.layout import find_layout
from tests.curate.sheets.material import DEFAULTS, workspace

HEAD = "name,kind,name@ru,aliases,wikidata,identifiers,belongs to,address,wording,source"
FLEET = "Baltic Fleet,armed force,Балтийский флот,Балтфлот@ru; BF,Q1069722,,Russia,https://example.org/f,fleet of Russia,troops"
SHIP = "Angara,weapon item,Ангара,,,IMO number=9179842,,,,troops"


@pytest.fixture
def folder(tmp_path):
    return workspace(tmp_path)


def stem(folder):
    """A source that is there."""
    return sorted(path.stem for path in (folder / "seeds").glob("*.ttl"))[0]


def add(folder, *lines, mode=ADD, head=HEAD):
    text = "\n".join([head, *lines]).replace("troops", stem(folder)) + "\n"
    table = read_entity_sheet(raw_sheet(text.encode(), "entities.csv"), "Entente editors")
    addition = add_sheet(find_layout(folder), table, DEFAULTS, None, mode=mode)
    write_addition(addition)
    return addition


def text(folder):
    return (folder / "seeds" / f"{stem(folder)}.ttl").read_text(encoding="utf-8")


def test_entities_get_their_names_and_items_and_whose_they_are_is_a_claim(folder):
    addition = add(folder, FLEET, SHIP)
    assert len(addition.claims) == 1
    written = text(folder)
    assert (
        """kgd:force-baltic-fleet a kg:ArmedForce ;
    rdfs:label "Baltic Fleet"@en ;
    skos:altLabel "Балтийский флот"@ru ;
    skos:altLabel "Балтфлот"@ru ;
    skos:altLabel "BF"@en ;
    skos:exactMatch wd:Q1069722 ."""
        in written
    )
    assert "rdf:object kgd:state-russia" in written
    assert 'kg:identifierScheme kg:imoNumber ; skos:notation "9179842" ]' in written


def test_what_is_there_is_said_and_added_once(folder):
    add(folder, FLEET)
    before = text(folder)
    again = add(folder, FLEET)
    assert not again.changes
    assert len(again.present) == 2
    assert text(folder) == before


def test_further_names_are_added_when_that_is_said(folder):
    add(folder, FLEET)
    before = text(folder)
    more = FLEET.replace("BF", "Flotte de la Baltique@fr")
    with pytest.raises(DataError) as told:
        add(folder, more)
    assert "Flotte de la Baltique" in told.value.findings[0].problem
    assert text(folder) == before
    add(folder, more, mode=Mode(change=True))
    assert '"Flotte de la Baltique"@fr' in text(folder)
    assert '"BF"@en' in text(folder)  # what is there is kept


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (",armed force,,,,,,,,troops", "name", "the cell is empty"),
        ("A Fleet,,,,,,,,,troops", "kind", "the cell is empty"),
        ("A Fleet,flotilla,,,,,,,,troops", "kind", "nothing here is called"),
        ("A Fleet,measure,,,,,,,,troops", "kind", "nothing here is called"),
        ("A Fleet,armed force,,Флот,,,,,,troops", "aliases", "does not say its language"),
        ("A Fleet,armed force,,,423,,,,,troops", "wikidata", "no item of Wikidata"),
        ("A Fleet,armed force,,,,9179842,,,,troops", "identifiers", "has no “=”"),
        ("Флот,armed force,,,,,,,,troops", "name", "no English name"),
        ("A Fleet,armed force,,,,,Russia,,,troops", "", "nothing says where the claim stands"),
        (
            "A Fleet,armed force,,,,,Atlantis,https://example.org/f,,troops",
            "belongs to",
            "Atlantis",
        ),
    ],
)
def test_what_is_wrong_is_told_by_its_cell(folder, line, column, words):
    with pytest.raises(DataError) as told:
        add(folder, line)
    assert any(words in f.problem and column in f.term for f in told.value.findings), (
        told.value.findings
    )


def test_a_place_gets_its_point(folder):
    head = "name,kind,coordinates,coordinates from,source"
    add(folder, 'Lgov,place,"51.7, 35.3",https://example.org/lgov,troops', head=head)
    assert """kgd:place-lgov a kg:Place ;
    rdfs:label "Lgov"@en ;
    geo:lat 51.7 ;
    geo:long 35.3 ;
    dcterms:source <https://example.org/lgov> .""" in text(folder)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("51.7,", "a point needs both"),
        ('"51,7",35', "write it as 51.7"),
        ("95.2,35", "are the two swapped"),
        ("51°42′N,35", "no latitude"),
    ],
)
def test_a_point_that_is_none_is_told(folder, cells, words):
    with pytest.raises(DataError) as told:
        add(folder, f"Lgov,place,{cells},troops", head="name,kind,latitude,longitude,source")
    assert any(words in f"{f.problem} {f.remedy}" for f in told.value.findings)


def test_what_is_exported_is_what_was_added(folder, run):
    head = "name,kind,name@ru,wikidata,identifiers,coordinates,source"
    rows = (
        'Lgov,place,Льгов,Q155640,,"51.7, 35.3",troops',
        "Angara,weapon item,Ангара,,IMO number=9179842,,troops",
    )
    add(folder, *rows, head=head)
    out = folder / "entities.csv"
    done = run("export", "entities", "--workspace", folder, "-o", out)
    assert done.returncode == 0, done.stderr
    before = text(folder)
    done = run("add", out, "--workspace", folder, "--curator", "Entente editors")
    assert "nothing is new" in done.stderr, done.stderr
    assert text(folder) == before
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    (lgov,) = [line for line in lines if line.startswith("place-lgov,")]
    assert {"Lgov", "place", "Льгов", "Q155640", "51.7", "35.3"} <= set(lgov.split(","))


def test_the_same_entity_twice_is_told_with_both_rows(folder):
    with pytest.raises(DataError) as told:
        add(folder, FLEET, FLEET)
    assert any("row 2 is of the same entity" in f.problem for f in told.value.findings)


@pytest.mark.parametrize("head", ["name,kind,lat", "name,kind,colour", "name,kind,name"])
def test_a_column_that_it_cannot_have_is_refused(head):
    with pytest.raises(DataError):
        read_entity_sheet(raw_sheet(f"{head}\na,b,c\n".encode(), "e.csv"), "x")


@pytest.mark.parametrize(
    ("headers", "is_one"),
    [(["Name", "Kind"], True), (["who", "name", "kind"], False), (["name"], False)],
)
def test_such_a_sheet_is_known_by_its_headers(headers, is_one):
    assert is_entity_sheet(headers) is is_one
