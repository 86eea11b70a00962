"""Claims against a text: what is verified, what fails and why, what cannot be checked."""

from __future__ import annotations

import hashlib

import pytest

from kg.claims.claim import read_claims
from kg.claims.evidence.decoding import decode
from kg.claims.evidence.passages import (
    Evidence,
    Origin,
    Passage,
    read_evidence,
    read_origin,
    read_phrases,
)
from kg.claims.evidence.reader import TextReader
from kg.claims.evidence.verify import (
    FAILED,
    NOT_CHECKABLE,
    VERIFIED,
    verify_source,
)
from kg.errors import TextError
from tests.claims.evidence.compared import FIRST, ORIGIN, TEXT, claim, estimate, outcome
from tests.texts import document, ontology_texts, terms


def test_what_the_text_says_is_verified():
    assert outcome(claim(wording="More than 6,000")).result == VERIFIED
    assert outcome(estimate(6000)).result == VERIFIED
    assert outcome(estimate(10, span=FIRST)).result == VERIFIED
    assert outcome(claim(FIRST, times=(("kg:time", "2024-23/.."),))).result == VERIFIED
    assert outcome(claim(times=(("kg:time", "2025-05-03"),))).result == VERIFIED


@pytest.mark.parametrize("time", ["2025", "2025-05", "../2025-05", "2025-05-03?"])
def test_a_date_may_be_coarser_than_the_text(time):
    assert outcome(claim(times=(("kg:time", time),))).result == VERIFIED


def test_what_had_happened_by_a_day_did_not_begin_on_it():
    """The text says "by 3 May 2025": no "from May 2025 on"."""
    found = outcome(claim(times=(("kg:time", "2025-05/.."),)))
    assert found.result == FAILED
    assert "until" in found.reasons[0].problem


@pytest.mark.parametrize(
    "time", ["2024", "2025-06", "2025-05-04", "2024-23", "2025-22/2025-05", "2025-05/2025-06"]
)
def test_a_date_that_is_not_in_the_evidence(time):
    found = outcome(claim(times=(("kg:time", time),)))
    assert found.result == FAILED
    assert "2025-05-03" in found.reasons[0].problem  # what stands there instead


@pytest.mark.parametrize("figure", [600, 6001, 60000, 6, 0.6, 3, 1e6])
def test_a_number_that_is_not_in_the_evidence(figure):
    found = outcome(estimate(figure))
    assert found.result == FAILED
    assert "6,000" in found.reasons[0].problem
    assert "oa:start" in found.reasons[0].remedy


def test_each_number_is_looked_for():
    text = "Between 14,000 and 15,000 troops came."
    whole = (0, len(text))
    assert outcome(estimate(14000, 15000, span=whole), text).result == VERIFIED
    found = outcome(estimate(14000, 16000, span=whole), text)
    assert len(found.reasons) == 1
    assert "16,000" in found.reasons[0].problem


def test_the_number_must_stand_inside_the_span_and_whole():
    assert outcome(estimate(6000, span=FIRST)).result == FAILED
    assert outcome(estimate(6000, span=(30, 41))).result == FAILED


@pytest.mark.parametrize(
    ("cut", "figure"),
    [
        ("[More than 6],000 came.", 6),
        ("More than 6[,000 came].", 0),
        ("More than 6,[000 came].", 0),
        ("More than 1[6,000 came].", 6000),
        ("[More than 12] million came.", 12),
        ("[Some 40] per cent came.", 40),
        ("[Some 40]% came.", 40),
    ],
)
def test_a_number_that_the_span_cuts_is_not_in_it(cut, figure):
    span = cut.index("["), cut.index("]") - 1
    text = cut.replace("[", "").replace("]", "")
    assert outcome(estimate(figure, span=span), text).result == FAILED


def test_a_span_may_end_and_begin_at_a_number():
    text = "In 2024, 6,000 came, and 12 went."
    assert outcome(estimate(6000, span=(9, 14)), text).result == VERIFIED
    assert outcome(estimate(12, span=(25, 27)), text).result == VERIFIED


@pytest.mark.parametrize(
    ("text", "share", "result"),
    [
        ("Nearly half of them fell.", 0.5, VERIFIED),
        ("Some 40 per cent fell.", 0.4, VERIFIED),
        ("Some 40 per cent fell.", 0.5, FAILED),
        ("Some 40 fell.", 0.4, FAILED),
    ],
)
def test_shares(text, share, result):
    item = estimate(share, span=(0, len(text)), share=True)
    assert outcome(item, text).result == result


def test_a_count_is_no_share():
    text = "Some 40 per cent fell."
    assert outcome(estimate(40, span=(0, len(text))), text).result == FAILED


def test_without_a_number_a_word_of_the_qualifier_is_needed():
    text = "Millions of shells; most of them old, almost  all."
    whole = (0, len(text))
    assert outcome(estimate(span=whole, phrases=("most", "mostly")), text).result == VERIFIED
    assert outcome(estimate(span=whole, phrases=("millions of",)), text).result == VERIFIED
    assert outcome(estimate(span=whole, phrases=("almost all",)), text).result == VERIFIED
    found = outcome(estimate(span=(0, 18), phrases=("most", "mostly")), text)
    assert found.result == FAILED
    assert "“mostly”" in found.reasons[0].problem


def test_a_word_of_the_qualifier_is_a_whole_word():
    text = "The utmost was done."
    assert outcome(estimate(span=(0, 20), phrases=("most",)), text).result == FAILED


def test_an_estimate_with_nothing_to_look_for_does_not_pass():
    assert outcome(estimate()).result == NOT_CHECKABLE


def test_a_wording_outside_its_span():
    found = outcome(claim(FIRST, wording="6,000"))
    assert found.result == FAILED
    assert "40–45" in found.reasons[0].problem
    assert "nowhere" in outcome(claim(wording="7,000")).reasons[0].problem


@pytest.mark.parametrize("span", [(30, 85), (84, 90), (10, 10), (20, 10)])
def test_offsets_outside_the_text(span):
    found = outcome(estimate(6000, span=span))
    assert found.result == FAILED
    assert f"characters {span[0]}–{span[1]}" in found.reasons[0].problem


def test_all_that_is_wrong_is_said():
    item = estimate(7000, wording="fewer than", times=(("kg:asOf", "2023"),))
    assert len(outcome(item).reasons) == 3


def test_a_date_without_its_year_is_not_passed():
    text = "By 3 May they had left."
    item = claim((0, len(text)), times=(("kg:time", "2025-05-03"),))
    assert outcome(item, text).result == NOT_CHECKABLE
    item = claim((0, len(text)), times=(("kg:time", "2025-06-03"),))
    assert outcome(item, text).result == FAILED


def test_a_year_alone_is_not_found_in_a_date_without_one():
    """ "By 3 May" says nothing of any year, so 2025 is not in it, not even half."""
    text = "By 3 May they had left."
    item = claim((0, len(text)), times=(("kg:time", "2025"),))
    assert outcome(item, text).result == FAILED
    month = claim((0, len(text)), times=(("kg:time", "2025-05"),))
    assert outcome(month, text).result == NOT_CHECKABLE


def test_the_day_of_publication_is_not_passed_as_evidence():
    item = claim(FIRST, times=(("kg:asOf", "2025-03-27"),))
    issued = Origin("trucks", issued="2025-03-27")
    assert outcome(item, origin=issued).result == NOT_CHECKABLE
    assert outcome(item).result == FAILED


def test_a_rare_form_of_date_is_not_passed():
    assert outcome(claim(FIRST, times=(("kg:time", "202X"),))).result == NOT_CHECKABLE


def test_a_text_in_another_language():
    text = "Im Herbst 2024 kamen 14.000 Soldaten."
    german = Origin("trucks", language="de")
    item = estimate(14000, span=(0, len(text)), times=(("kg:time", "2024-23"),))
    assert outcome(item, text, german).result == NOT_CHECKABLE
    assert outcome(item, text).result == FAILED
    wrong = estimate(14000, span=(0, len(text)), wording="no such words")
    assert outcome(wrong, text, german).result == FAILED


def test_another_text_fails_every_claim_and_is_not_compared():
    data = TEXT.replace("6,000", "9,000").encode()
    located = Evidence("c2", Passage(pieces=1, locators=1))
    first, second, third = verify_source([claim(), estimate(9000), located], ORIGIN, data)
    assert first.result == second.result == FAILED
    assert "SHA-256" in second.reasons[0].problem
    assert third.result == NOT_CHECKABLE


def test_the_right_text():
    (found,) = verify_source([estimate(6000)], ORIGIN, TEXT.encode())
    assert found.result == VERIFIED


def test_a_missing_text_or_hash_is_said():
    (found,) = verify_source([claim()], ORIGIN, None)
    assert (found.result, found.reasons[0].problem) == (NOT_CHECKABLE, "there is no trucks.txt")
    (found,) = verify_source([claim()], Origin("trucks"), TEXT.encode())
    assert found.result == NOT_CHECKABLE
    assert "kg:textSha256" in found.reasons[0].problem


def test_a_text_that_is_not_utf8():
    data = "Café".encode("latin-1")
    with pytest.raises(TextError, match=r"not UTF-8 \(byte 3\)"):
        decode(data, hashlib.sha256(data).hexdigest())


SOURCE = """
src:one a kg:NewsArticle ; dcterms:issued "2025-07" ; kg:textSha256 "%s" .
c:c1 a kg:Estimate ; kg:about kgd:x ; kg:measure kg:personnelKilled ; kg:unit kg:person ;
    kg:lower 6000 ; kg:qualifier kg:moreThan ; kg:time "2025-05-03"^^edtf:EDTF ;
    kg:wording "More than 6,000" ;
    kg:evidence [ a oa:TextPositionSelector ; oa:start 30 ; oa:end 84 ] .
c:c2 a kg:Estimate ; kg:about kgd:x ; kg:measure kg:munitionsSent ; kg:unit kg:ratio ;
    kg:qualifier kg:most ;
    kg:evidence [ a oa:TextPositionSelector ; oa:start 30 ; oa:end 84 ] .
c:c3 a kg:Claim ; rdf:subject kgd:x ; rdf:predicate kg:alias ; rdf:object 7000 ;
    kg:evidence [ a oa:TextPositionSelector ; oa:start 30 ; oa:end 84 ] .
c:c4 a kg:Claim ; kg:evidence [ a kg:Locator ; kg:url "https://example.org/"^^xsd:anyURI ;
    kg:wording "words" ] .
c:c5 a kg:Claim ; kg:evidence [ a oa:TextPositionSelector ; oa:start -1 ; oa:end 84 ] .
c:c6 a kg:Claim .
c:c7 a kg:Estimate ; kg:measure kg:munitionsSent ; kg:lower "many" ;
    kg:evidence [ a oa:TextPositionSelector ; oa:start 30 ; oa:end 84 ] .
""".replace("%s", ORIGIN.sha256 or "")


def test_what_is_read_from_a_source():
    source = document(SOURCE)
    files, _ = ontology_texts()
    phrases = read_phrases(triple for file in files for triple in file.triples)
    claims = read_claims(source.triples, source.graph, terms())
    origin = read_origin("one", source.graph, source.triples)
    assert origin.issued == "2025-07"
    evidence = read_evidence(claims, source.triples, phrases)
    results = {
        found.iri[-2:]: (found.result, " ".join(reason.problem for reason in found.reasons))
        for found in verify_source(evidence, origin, TEXT.encode())
    }
    assert results.pop("c1") == (VERIFIED, "")
    for name, result, words in (
        ("c2", FAILED, "the majority of"),  # another phrase of kg:most, of which none is there
        ("c3", FAILED, "7,000"),
        ("c4", NOT_CHECKABLE, "locator"),
        ("c5", FAILED, "oa:start"),
        ("c6", FAILED, "oa:start"),
        ("c7", FAILED, "“many” is no number"),
    ):
        assert results[name][0] == result, name
        assert words in results[name][1], name


@pytest.mark.parametrize(
    "first", [(0, 28), (0, 30), (26, 40), (27, 40), (28, 40), (20, 26), (29, 60), (31, 36)]
)
def test_the_sentence_of_a_place_is_the_same_whatever_was_read_before(first):
    """ "They did not send 12 tanks. “No” was all. They sent 300 shells." has three."""
    text = "They did not send 12 tanks. “No” was all. They sent 300 shells."
    ends = ((0, 27), (28, 41), (42, 63))
    reader = TextReader(text, Origin("trucks"))
    reader.sentence(*first)
    for begin, end in ends:
        for start in range(begin + 1, end - 4, 3):
            assert reader.sentence(start, start + 3) == (begin, end)
