"""Which terms are read as lying within which, and scopes and bases as terms, on small sources."""

from __future__ import annotations

import pytest

from kg.claims.limits import as_limit
from kg.claims.verdicts.sweep import conflicts
from kg.iris import KG, KGD, SRC
from kg.store.inclusion import named_by_figures, read_within
from kg.store.oxigraph import OxigraphStore
from kg.store.readers import read_figures, read_rules
from tests.texts import store_of, values

SOURCE = 'src:one a kg:NewsArticle ; kg:recordedAt "2025-06-01" .\n'
ENTITIES = """
kgd:state-russia a kg:State ; rdfs:label "Russia"@en .
kgd:place-kursk a kg:Place ; rdfs:label "Kursk Oblast"@en .
kgd:place-depot a kg:Facility ; rdfs:label "depot"@en .
kgd:event-fight a kg:Battle ; rdfs:label "fight"@en .
kgd:model-kn-23 a kg:WeaponModel ; rdfs:label "KN-23"@en .
kgd:person-speaker a kg:Person ; rdfs:label "speaker"@en .
"""


def claim(iri: str, subject: str, relation: str, value: str, more: str = "") -> str:
    return (
        f"c:{iri} a kg:Claim ; rdf:subject {subject} ; rdf:predicate {relation} ; rdf:object {value} ;"
        f" kg:attributedTo kgd:person-speaker {more} .\n"
    )


def estimate(iri: str, number: int, more: str) -> str:
    return (
        f"c:{iri} a kg:Estimate ; kg:about kgd:event-fight ; kg:measure kg:personnelKilled ;"
        f" kg:best {number} ; kg:unit kg:person ; kg:qualifier kg:exactly ;"
        f' kg:asOf "2025-03-01"^^edtf:EDTF ; kg:attributedTo kgd:person-speaker ; {more} .\n'
    )


IN_KURSK = estimate("e1", 900, "kg:counts kg:soldier ; kg:limitedTo kgd:place-kursk")
IN_RUSSIA = estimate("e2", 500, "kg:counts kg:soldier ; kg:limitedTo kgd:state-russia")
KURSK_IN_RUSSIA = claim("c1", "kgd:place-kursk", "kg:locatedIn", "kgd:state-russia")


def within(text: str) -> dict[str, frozenset[str]]:
    found = read_within(store_of(one=SOURCE + ENTITIES + text))
    return {part.removeprefix(KGD): frozenset(w.removeprefix(KGD) for w in wholes)
            for part, wholes in found.items() if part.startswith(KGD)}  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        (KURSK_IN_RUSSIA, {"place-kursk": frozenset({"state-russia"})}),
        (
            KURSK_IN_RUSSIA.replace("c1", "c2").replace("place-kursk", "place-depot")
            + estimate("e3", 1, "kg:counts kg:soldier ; kg:limitedTo kgd:place-depot"),
            {"place-depot": frozenset({"state-russia"})},
        ),
        # For a time only; denied by somebody; an opinion; taken back; of what is no place.
        (claim("c1", "kgd:place-kursk", "kg:locatedIn", "kgd:state-russia",
               '; kg:time "2020/2021"^^edtf:EDTF'), {}),
        (KURSK_IN_RUSSIA + claim("c2", "kgd:place-kursk", "kg:locatedIn", "kgd:state-russia",
                                 "; kg:stance kg:denies"), {}),
        (KURSK_IN_RUSSIA.replace(" a kg:Claim", " a kg:Judgement ; kg:modality kg:assessed"), {}),
        (KURSK_IN_RUSSIA + claim("c2", "kgd:place-kursk", "kg:locatedIn", "kgd:place-depot",
                                 '; kg:retracts c:c1 ; kg:time "2020"^^edtf:EDTF'), {}),
        (claim("c1", "kgd:event-fight", "kg:locatedIn", "kgd:state-russia")
         + estimate("e3", 1, "kg:counts kg:soldier ; kg:limitedTo kgd:event-fight"), {}),
    ],
)  # fmt: skip
def test_a_claim_says_that_one_lies_within_another(claims, found):
    assert within(IN_KURSK + claims) == found


def test_a_model_lies_within_its_type_and_the_types_above_it():
    store = store_of(
        one=SOURCE + ENTITIES
        + claim("c1", "kgd:model-kn-23", "kg:weaponType", "kg:shortRangeBallisticMissile")
        + estimate("e1", 100, "kg:counts kgd:model-kn-23")
    )  # fmt: skip
    wholes = read_within(store)[KGD + "model-kn-23"]
    assert KG + "shortRangeBallisticMissile" in wholes
    assert KG + "ballisticMissile" in wholes


def test_two_that_lie_within_one_another_are_no_part():
    back = claim("c2", "kgd:place-kursk", "kg:locatedIn", "kgd:place-depot")
    forth = claim("c3", "kgd:place-depot", "kg:locatedIn", "kgd:place-kursk")
    assert within(IN_KURSK + back + forth) == {
        "place-kursk": frozenset(),
        "place-depot": frozenset(),
    }


def test_figures_of_two_places_contradict_by_the_graph():
    store = store_of(one=SOURCE + ENTITIES + IN_KURSK + IN_RUSSIA + KURSK_IN_RUSSIA)
    (found,) = conflicts(read_figures(store), read_rules(store)).verdicts
    assert (found.first, found.second) == (f"{SRC}one/e1", f"{SRC}one/e2")
    assert found.reason == (
        "Kursk Oblast lies within Russia, and yet the part is larger than the whole of that day or later"
    )
    nothing_known = store_of(one=SOURCE + ENTITIES + IN_KURSK + IN_RUSSIA)
    (odd,) = conflicts(read_figures(nothing_known), read_rules(nothing_known)).verdicts
    assert (odd.kind, odd.suspect) == ("not comparable", True)


def test_scopes_and_bases_are_read_by_term_and_by_name():
    store = store_of(
        one=SOURCE + ENTITIES
        + estimate("e1", 1, 'kg:counts kg:soldier ; kg:limitedTo kg:bySea ; kg:scope "on 64 voyages"')
        + estimate("e2", 1, 'kg:counts kg:soldier ; kg:scope "By sea"')
        + estimate("e3", 1, 'kg:counts kg:soldier ; kg:basis "if all came" ; kg:onBasis kg:byEstimate')
        + estimate("e4", 1, 'kg:counts kg:soldier ; kg:basis "подтверждено поимённо"')
    )  # fmt: skip
    read = {each.iri[-2:]: (each.scope, each.basis) for each in read_figures(store)}
    assert read == {
        "e1": (as_limit([KG + "bySea"], "on 64 voyages"), ""),
        "e2": (KG + "bySea", ""),
        "e3": ("", "if all came"),
        "e4": ("", KG + "confirmedByName"),
    }
    derived = values(store, "SELECT ?s WHERE { ?f a kg:RangeFact ; kg:limitedTo ?s }")
    assert derived == ["kg:bySea", "kg:bySea"]


def test_no_store_is_counted_to_say_what_limits_figures():
    """The length of a store is that of all that is in it: to ask whether it is true takes as long."""

    class Uncounted(OxigraphStore):
        def __len__(self) -> int:
            raise AssertionError("all of it was counted")

    store = Uncounted(store_of(one=SOURCE + ENTITIES + IN_KURSK).engine)
    assert named_by_figures(store) == named_by_figures(store, store) == {KGD + "place-kursk"}
