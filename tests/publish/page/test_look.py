"""Rules of look, and the columns of who says what: worked out on paper, run without a browser."""

from __future__ import annotations

from tests.publish.page.script import Script


def test_classes_are_the_commonest_and_the_rest_is_one():
    body = "return classesOf(new Map(values), most).map((c) => [c.value, c.ids, c.rest]);"
    run = Script("rules/look.js").run
    values = [["a", "x"], ["b", "y"], ["c", "y"], ["d", ""], ["e", "z"]]
    assert run(body, values=values, most=6) == [
        ["y", ["b", "c"], False],
        ["x", ["a"], False],
        ["z", ["e"], False],
        ["", ["d"], True],  # nothing is said: last, without a colour
    ]
    # Of four values two keep a colour; to fold one alone would save none.
    assert run(body, values=values, most=2) == [
        ["y", ["b", "c"], False],
        ["x", ["a"], False],
        ["other", ["e", "d"], True],
    ]
    assert len(run(body, values=values, most=3)) == 4


def test_steps_hold_about_as_many_each_and_one_number_lies_in_one():
    body = "return stepsOf(new Map(numbers.map((n, i) => [String(i), n])), most).map((s) => [s.value, s.ids.length]);"
    run = Script("rules/look.js").run
    assert run(body, numbers=[3, 1, 3], most=4) == [["1", 1], ["3", 2]]
    assert run(body, numbers=[1, 2, 3, 4, 5, 6, 7, 8], most=4) == [
        ["1–2", 2], ["3–4", 2], ["5–6", 2], ["7–8", 2],
    ]  # fmt: skip
    # Half of all are 0: they are one step, and the others share what is left.
    assert run(body, numbers=[0, 0, 0, 0, 1, 2, 3, 9], most=2) == [["0", 4], ["1–9", 4]]
    assert run(body, numbers=[], most=4) == []


def test_allegiance_follows_what_a_unit_is_part_of():
    """Corps → army → North Korea; an axis of two states belongs to both by two lines; a place to none."""
    edges = [
        {"from": "corps", "to": "army", "iri": "x/partOf", "drawn": "fact", "contested": False},
        {"from": "army", "to": "dprk", "iri": "x/belongsTo", "drawn": "fact", "contested": False},
        {"from": "axis", "to": "dprk", "iri": "x/belongsTo", "drawn": "fact", "contested": False},
        {"from": "axis", "to": "russia", "iri": "x/belongsTo", "drawn": "fact", "contested": False},
        # What is disputed, only judged, or another relation decides nothing.
        {"from": "unit", "to": "dprk", "iri": "x/partOf", "drawn": "fact", "contested": True},
        {"from": "unit", "to": "dprk", "iri": "x/partOf", "drawn": "judgement", "contested": False},
        {"from": "unit", "to": "dprk", "iri": "x/supports", "drawn": "fact", "contested": False},
        # A circle of claims ends.
        {"from": "army", "to": "corps", "iri": "x/partOf", "drawn": "fact", "contested": False},
    ]
    found = Script("rules/look.js").run(
        "return [...allegiances(ids, edges, (id) => states.includes(id))].map(([id, of]) => [id, [...of].sort()]);",
        ids=["corps", "army", "axis", "unit", "dprk"],
        edges=edges,
        states=["dprk", "russia"],
    )
    assert dict(found) == {
        "corps": ["dprk"],
        "army": ["dprk"],
        "axis": ["dprk", "russia"],
        "unit": [],
        "dprk": ["dprk"],
    }


def test_what_contradicts_what_is_one_line_a_pair_the_gravest():
    verdicts = [
        {"kind": "undecided", "claims": ["c2", "c1"]},
        {"kind": "contradicts", "claims": ["c1", "c2"]},
        {"kind": "cannot all be true", "claims": ["c1", "c3", "c4"]},
        {"kind": "not comparable", "claims": ["c1", "c5"]},
        {"kind": "grows", "claims": ["c1", "c6"]},  # fits
        {"kind": "contradicts", "claims": ["c1", "c9"]},  # not shown
    ]
    lines = Script("rules/saying.js").run(
        "return clashLines(verdicts, new Set(shown)).map((l) => [l.from, l.to, l.sort]);",
        verdicts=verdicts,
        shown=["c1", "c2", "c3", "c4", "c5", "c6"],
    )
    assert sorted(lines) == [
        ["c1", "c2", "contradicts"],
        ["c1", "c3", "contradicts"],
        ["c1", "c4", "contradicts"],
        ["c1", "c5", "does not compare"],
        ["c3", "c4", "contradicts"],
    ]


def _claim(key: str, by: str, *ends: str, document: int = 0) -> dict[str, object]:
    return {"key": key, "by": by, "ends": list(ends), "document": document}


def test_of_many_claims_those_of_one_speaker_on_one_thing_are_one():
    claims = [
        _claim("c1", "s", "n1"), _claim("c2", "s", "n1"), _claim("c3", "s", "n1"),
        _claim("c4", "s", "n1", document=1), _claim("c5", "t", "n1"), _claim("c6", "s", "n2", "n1"),
    ]  # fmt: skip
    body = "return sayingsOf(claims, new Set(clashing), most).map((s) => [s.id, s.claims]);"
    run = Script("rules/saying.js").run
    alone = [[f"c{n}", [f"c{n}"]] for n in range(1, 7)]
    assert run(body, claims=claims, clashing=[], most=6) == alone
    # c3 contradicts something, c4 is of another document, c5 of another speaker, c6 about more.
    assert run(body, claims=claims, clashing=["c3"], most=5) == [
        ["of c1", ["c1", "c2"]], ["c3", ["c3"]], ["c4", ["c4"]], ["c5", ["c5"]], ["c6", ["c6"]],
    ]  # fmt: skip


def test_columns_cross_no_lines_where_none_need_to():
    """Two speakers with a thing each; and what contradicts stands together."""
    sayings = [
        {"id": "c1", "by": "by s", "ends": ["n1"], "claims": ["c1"]},
        {"id": "c2", "by": "by t", "ends": ["n2"], "claims": ["c2"]},
        {"id": "c3", "by": "by s", "ends": ["n1"], "claims": ["c3"]},
        {"id": "c4", "by": "by t", "ends": ["n2"], "claims": ["c4"]},
    ]
    body = "return columnsOf(sayings, clashes);"
    run = Script("rules/saying.js").run
    order = run(body, sayings=sayings, clashes=[])
    assert order["claims"] in (["c1", "c3", "c2", "c4"], ["c2", "c4", "c1", "c3"])
    assert [order["speakers"].index("by s"), order["things"].index("n1")] in ([0, 0], [1, 1])
    clash = [{"id": "x", "from": "c1", "to": "c4", "sort": "contradicts"}]
    placed = run(body, sayings=sayings, clashes=clash)["claims"]
    assert abs(placed.index("c1") - placed.index("c4")) == 1
    assert sorted(placed) == ["c1", "c2", "c3", "c4"]
