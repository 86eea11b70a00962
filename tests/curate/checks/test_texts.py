"""Evidence against the user's own text. Positions are counted by hand in the texts below."""

from __future__ import annotations

import hashlib

import pytest

from kg.errors import KgError
from tests.checks.material import check, document
from tests.conftest import ARTICLE, ROOT

# 0         1         2         3
# 0123456789012345678901234567890123456789
TEXT = "Ten trucks left. More than 40 came back. Nobody at the bridge had counted them before."

SOURCE = """
@prefix c: <https://w3id.org/entente/source/trucks/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix src: <https://w3id.org/entente/source/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

src:trucks a kg:Report ;
    dcterms:title "A report of the tests"@en ;
    kg:recordedAt "2026-11-23"^^xsd:date ;
    kg:curator kgd:organisation-entente-editors ;
    kg:reviewStatus kg:draft ;
    kg:textSha256 "%(sha)s" ;
    kg:textLength %(length)d .

c:c001 a kg:Claim ;
    kg:statement "North Korea is a military partner of Russia." ;
    rdf:subject kgd:state-north-korea ;
    rdf:predicate kg:militaryPartnerOf ;
    rdf:object kgd:state-russia ;
    kg:wording "%(wording)s" ;
    kg:attributedTo kgd:organisation-entente-editors ;
    kg:evidence [ a oa:TextPositionSelector ; oa:start %(start)d ; oa:end %(end)d ] .
"""


@pytest.fixture
def findings(tmp_path):
    """The findings on a source of which the text, and what its claim says of it, may be wrong."""

    def run(text=TEXT, *, stated=None, length=None, wording="than 40", start=17, end=40):
        (tmp_path / "trucks.txt").write_bytes(text.encode())
        data = (stated or text).encode()
        source = SOURCE % {
            "sha": hashlib.sha256(data).hexdigest(),
            "length": length or len(stated or text),
            "wording": wording,
            "start": start,
            "end": end,
        }
        return check(document("trucks.ttl", source), texts=tmp_path).findings

    return run


def test_evidence_that_fits_the_text_is_fine(findings):
    assert findings() == ()


def test_offsets_count_characters_and_not_bytes(findings):
    # "Café. " is six characters and seven bytes.
    text = "Café. More than 40 came. Nobody counted them."
    assert findings(text, wording="More than", start=6, end=24) == ()


def test_another_text_is_told_by_its_hash_and_not_compared(findings):
    (finding,) = findings(TEXT.replace("40", "90"), stated=TEXT)
    assert (finding.check, finding.severity, finding.file) == ("text-hash", "error", "trucks.ttl")
    assert "kg:textSha256" in SOURCE.splitlines()[finding.line - 1]


def test_line_ends_are_part_of_the_hash(findings):
    (finding,) = findings(
        "One line.\r\nTwo.", stated="One line.\nTwo.", wording="One", end=9, start=0
    )
    assert finding.check == "text-hash"


def test_a_wrong_length(findings):
    (finding,) = findings(length=87)
    assert finding.check == "text-length"
    assert "86 characters, not 87" in finding.problem


def test_a_wording_outside_its_span_is_told_where_it_stands(findings):
    (finding,) = findings(wording="More than 40", start=0, end=16)
    assert (finding.check, finding.severity) == ("wording-not-in-text", "error")
    assert "17–29" in finding.problem
    assert "kg:wording" in SOURCE.splitlines()[finding.line - 1]


def test_a_wording_that_stands_nowhere(findings):
    (finding,) = findings(wording="more than 40")  # the text has a capital
    assert finding.check == "wording-not-in-text"
    assert "nowhere" in finding.problem


def test_a_span_over_two_sentences_is_to_be_reviewed(findings):
    (finding,) = findings(start=0, end=40)
    assert (finding.check, finding.severity) == ("evidence-of-several-sentences", "review")


def test_a_text_that_is_not_there_is_named(tmp_path):
    report = check(texts=tmp_path)
    assert report.findings == ()
    assert report.without_text == ("good-article",)


def test_a_folder_in_the_place_of_a_text(tmp_path):
    (tmp_path / "good-article.txt").mkdir()
    with pytest.raises(KgError, match="not a folder"):
        check(texts=tmp_path)


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article's text is not in the repository")
def test_the_article_bears_out_its_claims(run):
    done = run("check", "--workspace", ROOT, "--texts", ARTICLE.parent)
    assert done.returncode == 0, done.stdout
    assert "0 errors, 0 to review" in done.stdout


@pytest.mark.parametrize(
    ("start", "end", "problem", "remedy"),
    [
        (18, 40, "its span 18–40 begins within the word “More”", "write 17 as oa:start"),
        (17, 38, "its span 17–38 ends within the word “back”", "write 39 as oa:end"),
    ],
)
def test_an_offset_within_a_word_is_asked_about(findings, start, end, problem, remedy):
    (found,) = findings(start=start, end=end)
    assert (found.check, found.severity) == ("evidence-cuts-a-word", "review")
    assert (found.problem, found.remedy) == (problem, remedy)


def test_a_passage_of_whole_words_is_not(findings):
    assert findings(start=17, end=39) == findings(start=17, end=40) == ()
