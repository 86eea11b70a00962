"""What is refused at the desk comes with what may be done at once; words and statuses are made in place."""

from __future__ import annotations

import json

import pytest

from tests.publish.desk.material import FIRST, ROW, SECOND, TEXT, THIRD, Client, at, text_of

TREATY = {
    "who": "River Pact",
    "relation": "obliges its parties to",
    "whom": "share the water",
    "speaker": "Harbour Institute",
    "speaker kind": "organisation",
    "quote": THIRD,
}


@pytest.fixture(scope="module")
def source(ana: Client) -> str:
    """A document of which one claim is there, by the Harbour Institute."""
    source = ana.bring("Offers")
    ana.save(source, ROW)
    return source


def findings(ana: Client, source: str, cells: dict[str, str], **more: object) -> dict[str, dict]:
    told = ana.told("POST", f"{at(source)}/preview", {"cells": cells, **more})
    assert not told["ok"], told
    return {finding["column"] or finding["check"]: finding for finding in told["findings"]}


def texts(finding: dict) -> list[str]:
    return [one["say"] for one in finding.get("offers", [])]


def test_names_and_words_that_may_be_meant_are_offered(ana, source):
    found = findings(ana, source, {**ROW, "measure": "personnel kiled"})
    assert {"measure": "personnel killed"} in [one["cells"] for one in found["measure"]["offers"]]
    # Soldiers are counted by persons in what is there; who speaks in the document may have said it.
    found = findings(ana, source, {**ROW, "unit": "", "speaker": "", "speaker kind": ""})
    assert texts(found["unit"]) == ["person"]
    assert texts(found["speaker"])[0] == "Harbour Institute"


def test_a_new_name_is_offered_its_kinds(ana, source):
    row = {"who": "Fern Ministry of Defence", "relation": "is part of", "whom": "North Korea"}
    row |= {"speaker": "Harbour Institute", "quote": THIRD}
    kinds = findings(ana, source, row)["who"]["kinds"]
    assert kinds[0] == "government agency"  # by its own words
    assert {"military unit", "unidentified group"} & set(kinds)
    taken = findings(ana, source, {**row, "who": "Reed Battalion", "who kind": "state"})
    assert taken["who kind"]["offers"] == [
        {"say": "Leave the kind away", "cells": {"who kind": ""}}
    ]


def test_a_wording_that_is_too_much_may_be_left_away(ana):
    """Wordings are at most a quarter of a text: this one has 80 characters, so that 20 may be copied."""
    first, second = (
        "The Reed Battalion of the Delta Army is part of",
        "what the River Pact is called.",
    )
    source = ana.bring("Wordings", f"{first} {second} ")
    row = {**TREATY, "relation": "is part of", "who": "Reed Battalion", "whom": "Delta Army"}
    row |= {"who kind": "military unit", "whom kind": "armed force", "quote": first}
    found = findings(ana, source, {**row, "wording": "Reed Battalion of the Delta Army"})
    assert found["wording"]["check"] == "wordings-too-much"
    assert found["wording"]["offers"] == [
        {"say": "Leave the wording away", "cells": {"wording": ""}}
    ]
    assert ana.told("POST", f"{at(source)}/preview", {"cells": row})["ok"]


def test_selected_words_are_the_wording_of_a_figure_alone(ana, source):
    figure, relation = TEXT.index("300"), TEXT.index("is part of the")
    words = {"start": figure, "end": figure + len("300 soldiers")}
    assert ana.told("POST", f"{at(source)}/draft", words)["cells"]["wording"]
    words = {"start": relation, "end": relation + len("is part of the Delta Army")}
    assert "wording" not in ana.told("POST", f"{at(source)}/draft", words)["cells"]


def test_a_relation_from_the_other_side_is_offered_turned(ana, source):
    row = {**TREATY, "who": "Ana Example", "relation": "signed", "whom": "River Pact"}
    finding = findings(ana, source, {**row, "whom kind": "agreement"})["relation"]
    assert finding["make"]["label"] == "signed"  # by who means something else
    (offer,) = finding["offers"]
    assert offer["cells"] == {
        "relation": "has signatory",
        "who": "River Pact",
        "who kind": "agreement",
        "whom": "Ana Example",
        "whom kind": "",
    }


def test_a_relation_is_made_in_place_and_the_claim_saved(ana, reader, source, desk_workspace):
    row = {**TREATY, "who kind": "agreement"}
    make = findings(ana, source, row)["relation"]["make"]
    assert (make["sort"], make["said"]["subject"]) == ("property", ["agreement"])
    sent = {"sort": "property", "label": make["label"], "said": {"subject": ["agreement"]}}
    assert reader.ask("POST", "api/words", sent).status == 403
    before = text_of(desk_workspace, source)
    wrong = {**sent, "said": {"subject": ["agrement"]}}
    refused = ana.ask("POST", "api/words", wrong)
    (finding,) = json.loads(refused.content)["findings"]
    assert (refused.status, "agrement" in finding["problem"]) == (422, True)
    assert ana.told("POST", "api/words", sent) == {"label": make["label"], "new": True}
    assert ana.told("POST", "api/words", sent)["new"] is False
    assert text_of(desk_workspace, source) == before
    assert ana.told("GET", "api/log")[0]["did"] == f"made the relation “{make['label']}”"
    (sentence,) = ana.save(source, row)["claims"].values()
    assert sentence == "River Pact obliges its parties to share the water."


def test_a_measure_that_is_made_needs_its_kind(ana, source):
    row = {**ROW, "measure": "boats moored"}
    make = findings(ana, source, row)["measure"]["make"]
    sent = {"sort": "word", "label": make["label"], "said": {"like": make["said"]["like"]}}
    more = {**sent, "said": {**sent["said"], "measure-kind": "sideways"}}
    assert ana.ask("POST", "api/words", more).status == 422
    sent["said"]["measure-kind"] = "stock"
    ana.told("POST", "api/words", sent)
    assert ana.told("POST", f"{at(source)}/preview", {"cells": row})["ok"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"sort": "entity", "label": "x", "said": {"kind": "person"}}, 422),
        ({"sort": "word", "label": "", "said": {"like": "soldier"}}, 422),
        ({"sort": "word", "label": "x\n[new.class]", "said": {"like": "soldier", "x]": "y"}}, 422),
        ({"sort": "property", "label": "does x", "said": {"subject": [3]}}, 422),
        ({"sort": "property", "label": "does x", "said": {"subject": ["actor"], "file": "../x"}}, 422),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused_in_words(ana, desk_workspace, sent, status):
    reply = ana.ask("POST", "api/words", sent)
    assert reply.status == status, reply.text
    assert "Traceback" not in reply.text
    assert not list(desk_workspace.rglob("x.ttl"))


def test_an_event_gets_its_status_with_the_claim_that_names_it_first(ana, source):
    row = {
        **TREATY,
        "who": "Delta Exercise",
        "who kind": "military exercise",
        "relation": "has participant",
    }
    row |= {"whom": "Reed Battalion"}
    finding = findings(ana, source, row)["event-without-status"]
    assert finding["event"] == "Delta Exercise"
    assert {"occurred", "planned", "alleged"} <= set(finding["statuses"])
    claims = ana.save(source, row, statuses={"Delta Exercise": "planned"})["claims"]
    assert len(claims) == 2
    assert any("planned" in sentence for sentence in claims.values())
    own = [c for c in ana.document(source)["claims"] if c["id"] in claims]
    assert {tuple(map(tuple, claim["spans"])) for claim in own} == {
        ((TEXT.index(THIRD), TEXT.index(THIRD) + len(THIRD)),)
    }


def test_who_speaks_in_the_document_is_offered_first(ana, source):
    asked = f"api/complete?column=speaker&typed=&source={source}"
    assert ana.told("GET", asked)[0]["text"] == "Harbour Institute"


def test_words_of_two_sentences_give_a_form_for_each(ana, source):
    start, end = TEXT.index(FIRST), TEXT.index(SECOND) + len(SECOND)
    told = ana.told("POST", f"{at(source)}/draft", {"start": start, "end": end})
    (other,) = told["others"]
    assert {told["cells"]["quote"], other["cells"]["quote"]} == {FIRST, SECOND}
    assert {told["cells"]["speaker"], other["cells"]["speaker"]} == {
        "Harbour Institute",
        "Coast Agency",
    }
