"""Two documents side by side: what answers the same question, and how it does."""

from __future__ import annotations

import pytest

from tests.publish.page.script import Script

LINE = {"from": "a", "iri": "partOf", "to": "b"}
FIGURE = {"kind": "Estimate", "aboutId": "x", "measure": "killed · soldier"}


@pytest.fixture(scope="module")
def script():
    return Script("rules/comparing.js")


def _compared(script, one, other, nodes=()):
    """The numbers of figures, of what is the same, changed, only in the first and only in the second."""
    plain = {
        "kind": "Claim",
        "stance": "asserts",
        "modality": "asserted",
        "edge": None,
        "ends": ["x"],
    }
    claims = [
        plain
        | claim
        | {"document": document, "key": f"{document}{number}", "id": f"{document}{number}"}
        for document, own in ((4, one), (7, other), (5, [{"edge": LINE}]))
        for number, claim in enumerate(own)
    ]
    body = """const { figures, same, changed, only } = compared(claims, nodes, [4, 7]);
      return [figures.length, same.length, changed.length, only[0].length, only[1].length];"""
    return script.run(body, claims=claims, nodes=list(nodes))


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        ([], [], [0, 0, 0, 0, 0]),
        ([{"edge": LINE}], [{"edge": LINE}], [0, 1, 0, 0, 0]),
        ([{"edge": LINE}], [{"edge": LINE | {"to": "c"}}], [0, 0, 0, 1, 1]),
        ([{"edge": LINE}], [{"edge": LINE, "stance": "denies"}], [0, 0, 1, 0, 0]),
        ([{"edge": LINE}], [{"edge": LINE, "modality": "reported"}], [0, 0, 1, 0, 0]),
        ([{"edge": LINE}], [{"edge": LINE, "time": "2024"}], [0, 0, 1, 0, 0]),
        # A judgement is no statement of the same, whatever it is about.
        ([{"edge": LINE}], [{"edge": LINE, "kind": "Judgement"}], [0, 0, 0, 1, 1]),
        ([FIGURE], [FIGURE], [1, 0, 0, 0, 0]),
        ([FIGURE], [FIGURE | {"scope": "in Kursk"}], [0, 0, 0, 1, 1]),
        ([FIGURE], [FIGURE | {"measure": "killed · civilian"}], [0, 0, 0, 1, 1]),
        # Two figures of one quantity in one document stand together.
        ([FIGURE, FIGURE], [FIGURE], [1, 0, 0, 0, 0]),
    ],
)
def test_what_answers_the_same(script, one, other, counts):
    assert _compared(script, one, other) == counts


def test_what_is_said_in_a_word_is_compared_by_relation_and_word(script):
    said = [
        {"iri": "eventStatus", "value": "occurred", "claims": ["40", "70"]},
        {"iri": "eventStatus", "value": "planned", "claims": ["41"]},
    ]
    nodes = [{"id": "x", "said": said}]
    assert _compared(script, [{}, {}], [{}], nodes) == [0, 1, 0, 1, 0]
