"""Numbers, hedges, times and speakers as a text says them: what of them a claim may say."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kg.claims.claim import read_claims
from kg.claims.evidence.passages import (
    Evidence,
    Origin,
    Passage,
    read_evidence,
)
from kg.claims.evidence.verify import FAILED, NOT_CHECKABLE, VERIFIED
from tests.claims.evidence.compared import claim, outcome
from tests.texts import document, terms


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
