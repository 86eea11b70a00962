"""Reading Turtle, and saying in which line a term stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataError
from kg.iris import KG, KGD, SRC
from kg.text.inputs import InputFile, content_key
from kg.text.turtle.document import parse_all, parse_turtle

TEXT = """@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
# kgd:comment a kg:State .
kgd:one a kg:State ; rdfs:label "kgd:two in a string ." ;
    kg:lower 0.5 ;
    kg:evidence [ a kg:Locator ;
        kg:wording '''kgd:two
          on two lines''' ] ;
    rdfs:seeAlso kgd:two .

kgd:two a kg:State ;
    rdfs:seeAlso
        <https://w3id.org/entente/id/one> .
"""


def read(text: str, name: str = "seeds/x.ttl"):
    return parse_turtle(InputFile(Path(name), name, text.encode()), "http://e/g")


@pytest.mark.parametrize(
    ("subject", "term", "line"),
    [
        (KGD + "one", None, 5),
        (KGD + "two", None, 12),
        (KGD + "one", KG + "lower", 6),
        (KGD + "one", KG + "Locator", 7),
        (KGD + "one", KGD + "two", 10),
        (KGD + "two", KGD + "one", 14),
        (KGD + "two", KG + "absent", 12),
        (KGD + "absent", KG + "Locator", 7),
        (KGD + "absent", None, 0),
        (KGD + "comment", None, 0),
    ],
)
def test_the_line_of_a_term(subject, term, line):
    assert read(TEXT).line(subject, term) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("_:b a kg:State .\nkg:State a kg:X .", 3),  # a blank node opens the first block
        ("[ kg:p kg:State ] .\nkg:State a kg:X .", 3),
        ("kg:x kg:p ( kg:State 1.5 ) .\nkg:State a kg:X .", 3),
        ("kg:x kg:p kg:State.\nkg:State a kg:X .", 3),  # a point right after a name
        ("<https://w3id.org/entente/ns/\\u0053tate> a kg:X .", 2),  # an escaped S
    ],
)
def test_the_line_of_a_block(text, line):
    assert read(f"PREFIX kg: <{KG}>\n{text}\n").line(KG + "State") == line


def test_a_syntax_error_has_line_and_remedy():
    with pytest.raises(DataError) as refused:
        read("@prefix kg: <http://e/> .\nkg:a kg:b kg:c\nkg:d kg:e kg:f .\n")
    (finding,) = refused.value.findings
    assert finding.where == "seeds/x.ttl:3"
    assert finding.remedy


@pytest.mark.parametrize(
    ("prefix", "space"), [("oa", "http://www.w3.org/ns/oa#"), ("c", f"{SRC}x/"), ("foo", "…")]
)
def test_a_prefix_that_is_known_is_told_whole(prefix, space):
    with pytest.raises(DataError) as refused:
        read(f"{prefix}:a {prefix}:b 1 .\n")
    assert f"@prefix {prefix}: <{space}> ." in refused.value.findings[0].remedy


def test_all_broken_files_are_reported():
    files = [InputFile(Path(n), n, b"broken") for n in ("a.ttl", "b.ttl")]
    with pytest.raises(DataError) as refused:
        parse_all(files, {file.path: "http://e/g" for file in files})
    assert [finding.file for finding in refused.value.findings] == ["a.ttl", "b.ttl"]


def test_the_key_depends_on_names_and_bytes_alone():
    one = [InputFile(Path("/x/a"), "a", b"1"), InputFile(Path("/x/b"), "b", b"2")]
    elsewhere = [InputFile(Path("/y/a"), "a", b"1"), InputFile(Path("/y/b"), "b", b"2")]
    swapped = [InputFile(Path("/x/a"), "a", b"2"), InputFile(Path("/x/b"), "b", b"1")]
    joined = [InputFile(Path("/x/a"), "a", b"12"), InputFile(Path("/x/b"), "b", b"")]
    assert content_key(one) == content_key(elsewhere)
    assert len({content_key(files) for files in (one, swapped, joined, one[:1])}) == 4
