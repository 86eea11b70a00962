"""Which facts follow from which claims, on small texts."""

from __future__ import annotations

import itertools

import pytest

from tests.texts import store_of, terms, values

KIND = 'kgd:event-e a kg:Production ; rdfs:label "e" . kgd:unit-a a kg:MilitaryUnit .'


def claim(number: int, subject: str, predicate: str, value: str, more: str = "") -> str:
    return (
        f"c:c{number} a kg:Claim ; rdf:subject {subject} ; rdf:predicate {predicate} ;"
        f" rdf:object {value} {more} .\n"
    )


def facts(turtle: str) -> list[str]:
    store = store_of(one=turtle)
    return values(
        store,
        "SELECT (CONCAT(STRAFTER(STR(?s), '/id/'), ' ', STRAFTER(STR(?p), '/ns/'), ' ',"
        " STRAFTER(STR(?o), '/id/'), IF(BOUND(?d), ' disputed', ''),"
        " IF(BOUND(?e), CONCAT(' ', STRAFTER(STR(?e), '/ns/')), '')) AS ?fact)"
        " { ?f a kg:Fact ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ."
        " FILTER(?p != kg:eventStatus)"
        " OPTIONAL { ?f kg:disputed ?d } OPTIONAL { ?f kg:eventStatus ?e } }",
    )


def test_a_fact_rests_on_all_its_claims():
    store = store_of(
        one=claim(1, "kgd:unit-a", "kg:partOf", "kgd:force-b")
        + claim(2, "kgd:unit-a", "kg:partOf", "kgd:force-b", "; kg:modality kg:reported"),
    )
    assert values(store, "SELECT ?c { ?f a kg:Fact ; kg:supportedBy ?c }") == [
        "src:one/c1",
        "src:one/c2",
    ]
    assert values(
        store,
        "SELECT ?o { GRAPH <https://w3id.org/entente/view/current> { kgd:unit-a kg:partOf ?o } }",
    ) == ["kgd:force-b"]


# The ontology's table (kg:FactRule): what was done, reported or counted is a fact; what is
# concluded, warned of, forecast or left open is none, and a denial never gives one.
TABLE = [
    ("asserts", "asserted", True),
    ("asserts", "reported", True),
    ("asserts", "estimated", True),
    ("asserts", "assessed", False),
    ("asserts", "warned", False),
    ("asserts", "forecast", False),
    *(
        ("denies", modality, False)
        for modality in ("asserted", "reported", "estimated", "assessed", "warned", "forecast")
    ),
    *(
        (stance, modality, False)
        for stance in ("asserts", "denies")
        for modality in ("noComment", "notConfirmed", "notKnown")
    ),
]


@pytest.mark.parametrize(("stance", "modality", "gives"), TABLE)
def test_the_table_of_stance_and_modality(stance, modality, gives):
    said = f"; kg:stance kg:{stance} ; kg:modality kg:{modality}"
    expected = ["unit-a partOf force-b"] if gives else []
    assert facts(claim(1, "kgd:unit-a", "kg:partOf", "kgd:force-b", said)) == expected


def test_the_table_is_complete():
    assert len(terms().fact_rules) == len(TABLE)


@pytest.mark.parametrize("kind", ["kg:Judgement", "kg:Estimate"])
def test_a_judgement_or_a_figure_is_never_a_fact(kind):
    assert facts(claim(1, "kgd:a", "kg:resembles", "kgd:b").replace("kg:Claim", kind)) == []


def test_a_denial_disputes_what_another_asserts():
    said = claim(1, "kgd:unit-a", "kg:partOf", "kgd:force-b")
    denied = claim(2, "kgd:unit-a", "kg:partOf", "kgd:force-b", "; kg:stance kg:denies")
    assert facts(said + denied) == ["unit-a partOf force-b disputed"]
    assert facts(denied) == []


@pytest.mark.parametrize(
    ("statuses", "mark"),
    [
        (["agreed"], " agreed"),
        (["planned"], " planned"),
        (["alleged"], " alleged"),
        (["occurred"], ""),
        (["ongoing"], ""),
        (["agreed", "occurred"], ""),
        (["agreed", "cancelled"], " cancelled"),
        (["alleged", "planned"], " planned"),
        ([], ""),
    ],
)
def test_an_event_that_has_not_happened_marks_its_edges(statuses, mark):
    text = claim(1, "kgd:event-e", "kg:producedBy", "kgd:state-b")
    for number, status in enumerate(statuses, 2):
        text += claim(number, "kgd:event-e", "kg:eventStatus", f"kg:{status}")
    assert facts(text) == [f"event-e producedBy state-b{mark}"]


def part_of(turtle: str) -> list[str]:
    return values(
        store_of(one=turtle),
        "SELECT (CONCAT(STRAFTER(STR(?s), '/id/'), '<', STRAFTER(STR(?o), '/id/')) AS ?pair)"
        " { ?s kg:partOfTransitive ?o }",
    )


def chain(*names: str) -> str:
    return "".join(
        claim(number, f"kgd:{part}", "kg:partOf", f"kgd:{whole}")
        for number, (part, whole) in enumerate(itertools.pairwise(names))
    )


def test_the_closure_of_part_of():
    assert part_of(chain("a", "b", "c")) == ["a<b", "a<c", "b<c"]


def test_a_cycle_ends():
    assert {"a<b", "b<a"} <= set(part_of(chain("a", "b", "a")))


def test_nothing_is_concluded_through_an_unnamed_group():
    group = "kgd:b a kg:UnidentifiedGroup .\n"
    assert part_of(chain("a", "b", "c") + group) == []
    assert part_of(chain("a", "b", "c")) != []


def test_an_edge_of_two_days_is_not_confirmed():
    """Two speakers give one event two days that cannot both be: neither confirms the other's."""
    event = "kgd:visit-v a kg:Event ; rdfs:label 'v' ."

    def confirmed(first: str, second: str) -> list[str]:
        said = [
            claim(
                number,
                "kgd:visit-v",
                "kg:conductedBy",
                "kgd:state-a",
                f"; kg:attributedTo kgd:state-s{number} ; kg:time '{day}'^^edtf:EDTF",
            )
            for number, day in enumerate((first, second), 1)
        ]
        store = store_of(one=event + "".join(said))
        return values(store, "SELECT ?f { ?f a kg:Fact ; kg:credibility kg:credibility1 }")

    assert len(confirmed("2024-06-19", "2024-06-19")) == 1
    assert len(confirmed("2024-06-19", "2024-06")) == 1
    assert confirmed("2024-06-19", "2024-06-20") == []


def test_what_somebody_judges_otherwise_is_not_confirmed():
    """Of the one value that can hold, two speakers give the same and a third judges it another."""

    def confirmed(*judged: str) -> list[str]:
        said = [
            claim(
                number,
                "kgd:unit-a",
                "kg:partOf",
                "kgd:force-p",
                f"; kg:attributedTo kgd:state-s{number}",
            )
            for number in (1, 2)
        ]
        store = store_of(one=KIND + "".join(said) + "".join(judged))
        return values(store, "SELECT ?f { ?f a kg:Fact ; kg:credibility kg:credibility1 }")

    judgement = (
        "c:c3 a kg:Judgement ; rdf:subject kgd:unit-a ; rdf:predicate kg:partOf ;"
        " rdf:object {} ; kg:attributedTo kgd:state-s3 ; kg:stance kg:asserts ; kg:modality kg:assessed .\n"
    )
    assert len(confirmed()) == 1
    assert len(confirmed(judgement.format("kgd:force-p"))) == 1
    assert confirmed(judgement.format("kgd:force-q")) == []


@pytest.mark.parametrize(
    ("steps", "is_no_rival"),
    [
        ((), False),
        ((("brigade", "partOf", "army"),), True),
        ((("brigade", "belongsTo", "army"),), True),
        ((("brigade", "partOf", "corps"), ("corps", "belongsTo", "army")), True),
        ((("brigade", "partOf", "navy"),), False),
    ],
)
def test_who_belongs_to_another_holder_is_no_rival_of_it(steps, is_no_rival):
    """What the brigade has the army has, whose it is: two who say so confirm it beside a third who names the army."""
    held = {
        f"s{n}": claim(
            n, f"kgd:unit-{who}", "kg:controls", "kgd:place-village", f"; kg:attributedTo kgd:{n}"
        )
        for n, who in enumerate(("brigade", "brigade", "army"))
    }
    belongs = "".join(
        claim(n, f"kgd:unit-{part}", f"kg:{relation}", f"kgd:unit-{whole}")
        for n, (part, relation, whole) in enumerate(steps)
    )
    store = store_of(**held, belongs=belongs)
    found = values(
        store, "SELECT ?s { ?f rdf:subject ?s ; rdf:predicate kg:controls ; kg:credibility ?c }"
    )
    assert found == (["kgd:unit-brigade"] if is_no_rival else [])
