"""Claims against a text: what is verified, what fails and why, what cannot be checked."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction

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
from kg.claims.evidence.verify import (
    FAILED,
    NOT_CHECKABLE,
    VERIFIED,
    verify,
    verify_source,
)
from kg.errors import TextError
from tests.texts import document, ontology_texts, terms

#       0         1         2         3         4         5         6         7         8
#       0123456789012345678901234567890123456789012345678901234567890123456789012345678901234
TEXT = "Ten trucks left in fall 2024. More than 6,000 came back by 3 May 2025, he estimated."
FIRST, SECOND = (0, 29), (30, 84)
ORIGIN = Origin("trucks", hashlib.sha256(TEXT.encode()).hexdigest())


def claim(span=SECOND, **values) -> Evidence:
    spans = [] if span is None else [span]
    words = [values.pop("wording")] if "wording" in values else []
    return Evidence("c1", Passage(spans, words, pieces=1), **values)


def estimate(*figures, span=SECOND, **values) -> Evidence:
    named = tuple(("kg:best", figure) for figure in figures)
    return claim(span, estimate=True, figures=named, **values)


def outcome(item: Evidence, text: str = TEXT, origin: Origin = ORIGIN):
    (found,) = verify([item], text, origin)
    return found


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


def stated(text, qualifier, value, language="en", **values):
    """The result for a claim of one number with a qualifier, whose passage is the whole text."""
    bound = {"moreThan": "lower", "atLeast": "lower", "upTo": "upper"}.get(qualifier, "best")
    item = Evidence(
        "c1",
        Passage([(0, len(text))], [], 1),
        estimate=True,
        figures=((f"kg:{bound}", Fraction(value)),),
        qualifier=qualifier,
        **values,
    )
    return outcome(item, text, Origin("trucks", language=language)).result


@pytest.mark.parametrize(
    ("text", "language", "right", "wrong"),
    [
        ("They sent 1,5 million rounds.", "en", 1_500_000, (1, 5, 5_000_000, 15_000_000)),
        ("They sent 5,00,000 rounds.", "en", 500_000, (5, 0, 500)),
        ("They sent 12 lakh rounds.", "en", 1_200_000, (12, 12_000)),
        ("They sent one point two million rounds.", "en", 1_200_000, (2_000_000, 1, 2)),
        ("They sent 2 million 300 thousand rounds.", "en", 2_300_000, (2_000_000, 300_000, 300)),
        ("They sent one hundred and five rounds.", "en", 105, (100, 5)),
        ("Передано 12 тыс. снарядов.", "ru", 12_000, (12, 12_000_000)),
        ("Передано полтора миллиона снарядов.", "ru", 1_500_000, (1_000_000, 1)),
        ("Передано 1,5 млн снарядів.", "uk", 1_500_000, (1, 5, 5_000_000)),
        ("Передано п'ятсот снарядів.", "uk", 500, (5, 100)),
        ("포탄 1만2천 발을 보냈다.", "ko", 12_000, (1, 2, 10_000, 2000, 12)),
        ("사상자는 4천700명이다.", "ko", 4700, (4, 4000, 700)),
    ],
)
def test_a_number_is_read_whole_in_the_language_of_the_text(text, language, right, wrong):
    assert stated(text, "exactly", right, language) == VERIFIED
    for value in wrong:
        assert stated(text, "exactly", value, language) == FAILED, value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("KN-23 missiles came.", 23),
        ("Type 88 rifles came.", 88),
        ("The 11th Corps came.", 11),
        ("M1989 guns came.", 1989),
        ("2 thirds of them came.", 2),
        ("One in three came.", 3),
        ("On 12 May they came.", 12),
        ("At 10:30 they came.", 10),
        ("See page 12 of it.", 12),
        ("In 2024 they came.", 2024),
        ("About 40% came.", 40),
        ("They sent 12 zillion rounds.", 12),
        ("They sent 12 grand.", 12),
        ("They sent 12 тис. rounds.", 12),
        ("They sent 6.000 rounds.", 6),
        ("They sent 10^6 rounds.", 10),
        ("Several hundred came.", 100),
    ],
)
def test_what_is_no_count_is_never_verified(text, value):
    assert stated(text, "exactly", value) != VERIFIED


def test_a_magnitude_that_is_not_known_is_not_checkable():
    assert stated("They sent 12 zillion rounds.", "exactly", 12) == NOT_CHECKABLE
    assert stated("Передано 12 косарей снарядов.", "exactly", 12, "ru") == NOT_CHECKABLE


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("At least 500 came.", "moreThan"),
        ("No more than 500 came.", "moreThan"),
        ("About 500 came.", "exactly"),
        ("Then 500 came.", "approximately"),
        ("Between 500 and 600 came.", "exactly"),
        ("Up to 500 came.", "atLeast"),
    ],
)
def test_the_hedge_of_a_claim_is_that_of_the_text(text, qualifier):
    assert stated(text, qualifier, 500) == FAILED


def test_what_is_counted_is_what_the_text_counts():
    rounds = {"unit": "round", "things": ("artillery shell", "round (unit)")}
    assert stated("They sent 12 rounds.", "exactly", 12, **rounds) == VERIFIED
    assert stated("They sent 12 tonnes of rounds.", "exactly", 12, **rounds) == FAILED
    assert stated("They sent 12 containers.", "exactly", 12, **rounds) == FAILED
    assert stated("They lost 12 tanks.", "exactly", 12, **rounds) == FAILED


def test_one_of_two_numbers_that_would_fit_is_not_passed():
    text = "Valdoria has 300 soldiers, and Estmark has 400 soldiers."
    assert stated(text, "exactly", 300) == NOT_CHECKABLE
    whole = Passage([(0, len(text))], ["has 300 soldiers"], 1)
    item = replace(claim(), passage=whole, estimate=True, figures=(("kg:best", 300),))
    assert outcome(replace(item, qualifier="exactly"), text).result == VERIFIED
    assert outcome(
        replace(item, qualifier="exactly", figures=(("kg:best", 400),)), text
    ).result == (NOT_CHECKABLE)


@pytest.mark.parametrize(
    ("text", "time", "result"),
    [
        ("It came at the end of October 2025.", "2025-10-31", VERIFIED),
        ("It came at the end of October 2025.", "2025-10-30", FAILED),
        ("It came last month.", "2025-04", VERIFIED),
        ("It came last month.", "2025-05", FAILED),
        ("Since fall 2024 it came.", "2024-23/..", VERIFIED),
        ("Since fall 2024 it came.", "../2024-23", FAILED),
        ("Before June 2024 it came.", "../2024-05", VERIFIED),
        ("Before June 2024 it came.", "2024-06", NOT_CHECKABLE),
        ("It came in the third quarter of 2024.", "2024-35", VERIFIED),
    ],
)
def test_a_time_is_meant_as_the_text_says_it(text, time, result):
    item = claim((0, len(text)), times=(("kg:time", time),))
    assert outcome(item, text, Origin("trucks", issued="2025-05-02")).result == result


def test_a_sentence_that_gives_it_to_another_is_not_passed():
    text = "Estmark's Ministry of Defence said that trucks came."
    right = replace(
        claim((0, len(text))), own_voice=False, speakers=("Ministry of Defence of Estmark",)
    )
    assert outcome(right, text).result == VERIFIED
    other = replace(right, speakers=("Larchfield Institute",))
    assert outcome(other, text).result == NOT_CHECKABLE
    rival = replace(other, rivals=("Ministry of Defence of Estmark",))
    assert outcome(rival, text).result == FAILED


VOICES = """@prefix kg: <https://w3id.org/entente/ns/> . @prefix kgd: <https://w3id.org/entente/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix c: <https://w3id.org/entente/source/trucks/> .
<https://w3id.org/entente/source/trucks> dcterms:creator kgd:author .
c:c1 a kg:Claim ; rdf:subject kgd:ministry ; rdf:predicate kg:belongsTo ; rdf:object kgd:estmark ;
    kg:attributedTo kgd:author ; kg:explicitness kg:EXPLICITNESS .
"""


@pytest.mark.parametrize(
    ("explicitness", "speakers"),
    [("stated", ("An Author",)), ("presupposed", ()), ("implied", ())],
)
def test_what_an_author_leaves_unsaid_may_stand_in_the_sentence_of_another(explicitness, speakers):
    source = document(VOICES.replace("EXPLICITNESS", explicitness))
    claims = read_claims(source.triples, source.graph, terms())
    names = {"https://w3id.org/entente/id/author": ("An Author",)}
    (item,) = read_evidence(claims, source.triples, {}, names)
    assert item.own_voice
    assert item.speakers == speakers
