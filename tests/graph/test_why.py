"""The reasons of facts: each claim is named, with its part or why it has none."""

from __future__ import annotations

import pytest

from kg.api import Graph
from kg.build.scope import restrict
from kg.claims.scope import Scope
from kg.errors import UsageError
from kg.graph.why import Asker, records
from kg.publish.terminal.why import answer_lines
from kg.text.layout import Layout
from tests.build.test_facts import APRIL, JANUARY, part, source
from tests.conftest import ROOT
from tests.texts import store_of

NAMES = """
kgd:unit-a a kg:MilitaryUnit ; rdfs:label "Alpha Brigade"@en ; skos:altLabel "the Alphas"@en .
kgd:force-b a kg:ArmedForce ; rdfs:label "Bravo Army"@en .
kgd:force-c a kg:ArmedForce ; rdfs:label "Charlie Army"@en .
kgd:casualties-a a kg:Casualties ; rdfs:label "losses of Alpha"@en .
kgd:person-x a kg:Person ; rdfs:label "Xenia"@en .
"""
SOURCES = {
    "old": source("old", "2020-05-01")
    + NAMES
    + part(1, "force-b", "x", '; kg:wording "belongs to Bravo"')
    + part(2, "force-b", "x", "; kg:modality kg:forecast"),
    "new": source("new", "2024-05-01")
    + part(1, "force-c", "y")
    + part(2, "force-b", "z", "; kg:stance kg:denies")
    + part(3, "force-b", "y").replace("a kg:Claim", "a kg:Judgement"),
    "back": source("back", "2024-06-01")
    + part(1, "force-b", "w")
    + part(2, "force-c", "w", "; kg:retracts <https://w3id.org/entente/source/back/c1>"),
}


def asker(texts: dict[str, str] = SOURCES, **scope: object) -> Asker:
    store, layout = store_of(**texts), Layout(ROOT, ROOT)
    whole = Graph(store, layout)
    if not scope:
        return Asker(whole, whole)
    chosen = Scope(**scope)  # type: ignore[arg-type]  # the fields of a scope
    return Asker(Graph(restrict(store, chosen), layout, chosen, chosen.view or "hull"), whole)


def reasons(answer) -> dict[str, str]:
    return {bearing.claim: bearing.reason for bearing in answer.passed_over}


def rests_on(answer) -> list[str]:
    return [bearing.claim for bearing in answer.rests_on]


def test_a_fact_names_its_claims_and_the_reason_of_each_that_it_passed_over():
    answer = asker().edge("Alpha Brigade", "is part of", "Bravo Army")
    assert answer.is_fact
    assert answer.marks == ("disputed",)
    assert answer.origins == 1
    assert rests_on(answer) == ["old/c1"]
    assert answer.rests_on[0].speaker == "Xenia"
    assert answer.rests_on[0].says == "“belongs to Bravo”"
    assert reasons(answer) == {
        "back/c1": "retracted by back/c2",
        "new/c2": "denies it",
        "new/c3": "a judgement is never a fact",
        "old/c2": "what is only forecast gives no fact",
    }


def test_what_a_view_leaves_aside():
    beaten = asker(view="latest").edge("Alpha Brigade", "partOf", "Bravo Army")
    assert (beaten.is_fact, beaten.found, beaten.view) == (False, "no fact", "latest")
    assert reasons(beaten)["old/c1"] == "claimed earlier than force-c"
    kept = asker(view="latest").edge("Alpha Brigade", "partOf", "Charlie Army")
    assert rests_on(kept) == ["back/c2", "new/c1"]
    assert reasons(kept) == {"old/c1": "claimed earlier than force-c"}
    fewer = asker(view="most-independent").edge("Alpha Brigade", "partOf", "Bravo Army")
    assert reasons(fewer)["old/c1"] == "fewer independent origins than force-c"
    other = asker(view="only-source:new").edge("Alpha Brigade", "partOf", "Bravo Army")
    assert reasons(other)["old/c1"] == "from another source than new"


@pytest.mark.parametrize(
    ("scope", "claim", "reason"),
    [
        ({"known_at": "2023"}, "new/c2", "not known at 2023 (from 2024-05-01)"),
        ({"sources": ("old",)}, "new/c2", "stands in a source that is not asked"),
    ],
)
def test_what_lies_outside_is_named_too(scope, claim, reason):
    answer = asker(**scope).edge("the Alphas", "kg:partOf", "kgd:force-b")
    assert answer.is_fact
    assert answer.marks == ()
    assert reasons(answer)[claim] == reason


def test_what_does_not_hold_on_a_day():
    ended = {
        "one": source("one", "2024") + NAMES + part(1, "force-b", more='; kg:time "2010/2012"')
    }
    answer = asker(ended, as_of="2020").edge("unit-a", "partOf", "Bravo Army")
    assert not answer.is_fact
    assert reasons(answer) == {"one/c1": "does not hold as of 2020"}


def test_nobody_claims_it():
    answer = asker().edge("Charlie Army", "partOf", "Bravo Army")
    assert (answer.is_fact, answer.rests_on, answer.passed_over) == (False, (), ())


def test_two_names_give_the_reasons_of_every_value_that_is_claimed():
    bravo, charlie = asker().two("the Alphas", "is part of")
    assert rests_on(bravo) == ["old/c1"]
    assert set(rests_on(charlie)) == {"new/c1", "back/c2"}
    assert charlie.about == "Alpha Brigade is part of Charlie Army"
    (nobody,) = asker().two("Charlie Army", "partOf")
    assert (nobody.is_fact, nobody.found) == (False, "nobody claims it")
    with pytest.raises(UsageError, match="neither a measure nor a relation “prat of”") as wrong:
        asker().two("the Alphas", "prat of")
    assert "is part of" in str(wrong.value)


def test_confirmed_is_explained_once():
    """From two independent origins on, the Admiralty scale gives credibility 1."""
    one = {name: source(name, "2024") + part(1, "force-b", name) for name in "xy"}
    one["x"] += NAMES
    answer = asker(one).edge("unit-a", "partOf", "force-b")
    assert answer.marks == ("confirmed",)
    told = [text for text, _ in answer_lines([answer, answer])]
    assert sum("Admiralty credibility 1" in text for text in told) == 1


@pytest.mark.parametrize(
    ("names", "what", "remedy"),
    [
        (("Delta Brigade", "partOf", "Bravo Army"), "Delta Brigade", "kg find"),
        (("Alpha Brigade", "prat of", "Bravo Army"), "no relation “prat of”", "is part of"),
        (("Alpha Brigade", "", "Bravo Army"), "no relation", "kg terms --kind relation"),
        (("Alpha Brigade", "partOf", "Navy of Zeta"), "Navy of Zeta", "Bravo Army, Charlie Army"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(names, what, remedy):
    with pytest.raises(UsageError, match=what) as wrong:
        asker().edge(*names)
    assert remedy in str(wrong.value)


KILLED = {"one": source("one", "2025-06-01") + NAMES + JANUARY + APRIL}


def test_a_range_names_its_claims():
    (answer,) = asker(KILLED).ranges("losses of Alpha", "personnelKilled")
    assert answer.found == "600–660, or 900 or more [of 2025-04-30]"
    assert answer.day == "2025-04-30"
    assert [(camp.range, camp.claims) for camp in answer.camps] == [
        ("600–660", ("one/c2", "one/c3")),
        ("900 or more", ("one/c1",)),
    ]
    assert answer.band == (
        ("up to 2025-01-21", "660 or less"),
        ("2025-01-22 to 2025-04-30", "nothing fits all figures"),
        ("from 2025-05-01", "900 or more"),
    )
    assert answer.marks == ("disputed",)
    assert [verdict.partition(": ")[2][:17] for verdict in answer.verdicts] == [
        "one/c1 and one/c2",
        "one/c1 and one/c3",
    ]
    assert all(verdict.startswith("contradicts: ") for verdict in answer.verdicts)
    told = [text for text, _ in answer_lines([answer])]
    assert told[-2:] == list(answer.verdicts)
    assert rests_on(answer) == ["one/c1", "one/c2", "one/c3"]
    assert answer.origins == 3


def test_a_range_names_what_it_passed_over():
    (answer,) = asker(KILLED, view="latest").ranges("losses of Alpha", "personnelKilled")
    assert answer.found == "600–660 [of 2025-04-30]"
    assert reasons(answer) == {"one/c1": "there is a later one"}
    (answer,) = asker(KILLED, view="most-independent").ranges("losses of Alpha", "personnelKilled")
    assert answer.found == "600–660"
    assert reasons(answer) == {"one/c1": "fewer than 2 independent origins allow its numbers"}


def test_no_figure_that_stands():
    (answer,) = asker(KILLED, known_at="2020").ranges("losses of Alpha", "personnelKilled")
    assert (answer.is_fact, answer.found) == (False, "no figure that stands")
    assert set(reasons(answer)) == {"one/c1", "one/c2", "one/c3"}
    (answer,) = asker(KILLED).ranges("Alpha Brigade", "personnelWounded")
    assert (answer.is_fact, answer.found) == (False, "nobody gives a figure")


def test_answers_as_text_and_as_records():
    answers = [asker().edge("Alpha Brigade", "is part of", "Bravo Army")]
    (record,) = records(answers)
    assert (record["fact"], record["claims"], record["independentOrigins"]) == (True, 5, 1)
    text = "\n".join(line for line, _ in answer_lines(answers))
    assert "Alpha Brigade is part of Bravo Army: a fact [disputed]" in text
    assert "5 claims, 1 independent origin; view hull" in text
    assert "because: denies it" in text
