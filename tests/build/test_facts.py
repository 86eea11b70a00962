"""The fact layer by each view, worked out by hand on small texts."""

from __future__ import annotations

import pytest

from kg.build.facts import stored_view
from kg.build.scope import restrict
from kg.claims.scope import Scope
from kg.errors import UsageError
from tests.texts import store_of, values


def source(stem: str, issued: str, more: str = "") -> str:
    return (
        f'src:{stem} a kg:NewsArticle ; dcterms:title "{stem}"@en ; dcterms:issued "{issued}" ;'
        f' kg:recordedAt "2026-01-01"^^xsd:date {more} .\n'
    )


def part(number: int, whole: str, speaker: str = "x", more: str = "", unit: str = "unit-a") -> str:
    return (
        f"c:c{number} a kg:Claim ; rdf:subject kgd:{unit} ; rdf:predicate kg:partOf ;"
        f" rdf:object kgd:{whole} ; kg:attributedTo kgd:person-{speaker} {more} .\n"
    )


def killed(number: int, figure: str, speaker: str, as_of: str = "", more: str = "") -> str:
    day = f'; kg:asOf "{as_of}"^^edtf:EDTF' if as_of else ""
    return (
        f"c:c{number} a kg:Estimate ; kg:about kgd:casualties-a ; kg:measure kg:personnelKilled ;"
        f" kg:unit kg:person ; {figure} ; kg:attributedTo kgd:person-{speaker} {day} {more} .\n"
    )


def viewed(view: str, **sources: str):
    return restrict(store_of(**sources), Scope(view=view))


def wholes(store) -> list[str]:
    return values(
        store,
        "SELECT ?o { ?f a kg:Fact ; rdf:subject kgd:unit-a ; rdf:predicate kg:partOf ; rdf:object ?o }",
    )


def ranges(store) -> list[str]:
    """``lower upper origins``, with "(" or ")" for an end that is not included."""
    return values(
        store,
        """SELECT (CONCAT(COALESCE(STR(?low), "…"), IF(BOUND(?x), "(", ""), " ",
            COALESCE(STR(?high), "…"), IF(BOUND(?y), ")", ""), " ", STR(?n),
            IF(BOUND(?c), " confirmed", ""), IF(BOUND(?d), " disputed", "")) AS ?range) {
          ?r a kg:RangeFact ; kg:independentOrigins ?n .
          OPTIONAL { ?r kg:lower ?low } OPTIONAL { ?r kg:upper ?high }
          OPTIONAL { ?r kg:lowerInclusive ?x } OPTIONAL { ?r kg:upperInclusive ?y }
          OPTIONAL { ?r kg:credibility ?c } OPTIONAL { ?r kg:disputed ?d }
        }""",
    )


OLD = source("old", "2020-05-01") + part(1, "force-b")
NEW = source("new", "2024-05-01") + part(2, "force-c", "y")


def test_hull_keeps_all_rivals():
    assert wholes(store_of(old=OLD, new=NEW)) == ["kgd:force-b", "kgd:force-c"]


def test_latest_keeps_what_was_claimed_last_and_says_what_it_passed_over():
    store = viewed("latest", old=OLD, new=NEW)
    assert wholes(store) == ["kgd:force-c"]
    assert values(store, "SELECT ?c { ?f rdf:object kgd:force-c ; kg:passedOver ?c }") == [
        "src:old/c1"
    ]
    assert values(store, "SELECT ?c { ?c kg:source ?s }") == ["src:new/c2", "src:old/c1"]
    assert values(store, "SELECT ?o { kgd:unit-a kg:partOfTransitive ?o }") == ["kgd:force-c"]
    assert values(
        store,
        "SELECT ?o { GRAPH <https://w3id.org/entente/view/current> { kgd:unit-a kg:partOf ?o } }",
    ) == ["kgd:force-c"]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        # The newer text speaks of 2015, the older one of its own day in 2020.
        ("", '; kg:asOf "2015"^^edtf:EDTF', ["kgd:force-b"]),
        # Both speak of 2015: the newer text is the later word.
        ('; kg:asOf "2015"', '; kg:asOf "2015"', ["kgd:force-c"]),
        # One ended before the other began: no rivals.
        ('; kg:time "2010/2012"', '; kg:time "2013/2015"', ["kgd:force-b", "kgd:force-c"]),
        # Still so: an open end speaks of the day of its text.
        ('; kg:time "2010/.."', '; kg:time "2013/.."', ["kgd:force-c"]),
        # The membership of the newer text ended in 2019, before the older text says otherwise.
        ("", '; kg:time "2013/2019"', ["kgd:force-b"]),
    ],
)
def test_what_counts_as_the_latest(old, new, kept):
    texts = {
        "old": source("old", "2020-05-01") + part(1, "force-b", more=old),
        "new": source("new", "2024-05-01") + part(2, "force-c", "y", more=new),
    }
    assert wholes(viewed("latest", **texts)) == kept


def test_two_of_one_day_stay_beside_each_other():
    same = NEW.replace("2024-05-01", "2020-05-01")
    assert wholes(viewed("latest", old=OLD, new=same)) == ["kgd:force-b", "kgd:force-c"]


def test_an_army_and_the_corps_within_it_are_no_rivals():
    nested = OLD + part(3, "force-c", unit="force-b")
    assert wholes(viewed("latest", old=nested, new=NEW)) == ["kgd:force-b", "kgd:force-c"]


def test_a_relation_of_many_values_has_no_rivals():
    one, two = (t.replace("kg:partOf", "kg:militaryPartnerOf") for t in (OLD, NEW))
    for view in ("hull", "latest", "most-independent"):
        store = viewed(view, old=one, new=two)
        assert len(values(store, "SELECT ?o { ?f a kg:Fact ; rdf:object ?o }")) == 2


def test_most_independent_counts_origins_and_not_texts():
    """force-c is in three texts, but two of them repeat the first; force-b has two speakers."""
    texts = {
        "old": OLD,
        "other": source("other", "2019-01-01") + part(1, "force-b", "z"),
        "new": NEW,
        "relay": source("relay", "2025-01-01")
        + part(1, "force-c", "r", "; kg:derivedFrom src:new"),
        "again": source("again", "2025-02-01")
        + part(1, "force-c", "s", "; kg:derivedFrom <https://w3id.org/entente/source/relay/c1>"),
    }
    store = viewed("most-independent", **texts)
    assert wholes(store) == ["kgd:force-b"]
    assert len(values(store, "SELECT ?c { ?f rdf:object kgd:force-b ; kg:passedOver ?c }")) == 3
    assert wholes(viewed("latest", **texts)) == ["kgd:force-c"]


def test_a_tie_of_origins_keeps_all():
    assert wholes(viewed("most-independent", old=OLD, new=NEW)) == ["kgd:force-b", "kgd:force-c"]


def test_an_author_without_a_named_speaker_is_no_origin():
    author = 'kgd:person-y a kg:Person ; rdfs:label "Ann Author"@en .\n'
    own = NEW.replace('"new"@en', '"new"@en ; dcterms:creator "Ann Author"') + author
    store = viewed("most-independent", old=OLD, new=own)
    assert wholes(store) == ["kgd:force-b"]
    count = "SELECT ?n { ?f rdf:object kgd:force-c ; kg:independentOrigins ?n }"
    assert values(store_of(old=OLD, new=own), count) == ["0"]


def test_only_one_source_gives_facts_and_the_others_stay_claims():
    denial = source("no", "2024-01-01") + part(1, "force-b", "z", "; kg:stance kg:denies")
    store = viewed("only-source:old", old=OLD, new=NEW, no=denial)
    assert wholes(store) == ["kgd:force-b"]
    assert values(store, "SELECT ?f { ?f kg:disputed true }") == []
    assert len(values(store, "SELECT ?c { ?c kg:source ?s }")) == 3
    assert values(store_of(old=OLD, no=denial), "SELECT ?f { ?f kg:disputed true }") != []


@pytest.mark.parametrize(
    ("second", "confirmed"),
    [
        (part(1, "force-b", "y"), True),
        (part(1, "force-b", "x"), False),  # the same speaker
        (part(1, "force-b", "y", "; kg:derivedFrom src:old"), False),
        (part(1, "force-b", "y") + part(2, "force-b", "z", "; kg:stance kg:denies"), False),
        ("", False),
    ],
)
def test_confirmed_is_two_independent_origins_and_no_denial(second, confirmed):
    store = store_of(old=OLD, two=source("two", "2021-01-01") + second)
    grade = values(store, "SELECT ?g { ?f rdf:object kgd:force-b ; kg:credibility ?g }")
    assert grade == (["kg:credibility1"] if confirmed else [])


# January: about 1,000 (900 to 1,100); April: about 600 (540 to 660), and 600 to 700. The dead of
# January are more than those of April, which cannot be.
JANUARY = killed(1, "kg:qualifier kg:approximately ; kg:best 1000", "x", "2025-01-22")
APRIL = killed(2, "kg:qualifier kg:approximately ; kg:best 600", "y", "2025-04-30") + killed(
    3, "kg:qualifier kg:between ; kg:lower 600 ; kg:upper 700", "z", "2025-04-30"
)


@pytest.mark.parametrize(
    ("view", "expected", "passed"),
    [
        # On that day two of April leave 600 to 660, and that of January 900 or more.
        ("hull", "600 … 3 disputed", []),
        ("latest", "600 660 2 disputed", ["src:one/c1"]),
        ("most-independent", "600 660 2 disputed", ["src:one/c1"]),
        ("only-source:one", "600 … 3 disputed", []),
    ],
)
def test_the_range_of_a_quantity(view, expected, passed):
    store = viewed(view, one=source("one", "2025-06-01") + JANUARY + APRIL)
    assert ranges(store) == [expected]
    assert values(store, "SELECT ?c { ?r a kg:RangeFact ; kg:passedOver ?c }") == passed


def test_two_origins_that_exclude_each_other_confirm_nothing():
    store = store_of(one=source("one", "2025-06-01") + JANUARY + APRIL.partition("c:c3")[0])
    assert ranges(store) == ["540 … 2 disputed"]  # 540 to 660, or 900 or more
    day = "SELECT ?d { ?r a kg:RangeFact ; kg:asOfEarliest ?d ; kg:asOfLatest ?d }"
    assert values(store, day) == ["2025-04-30"]


ABOUT_600 = "kg:qualifier kg:approximately ; kg:best 600"  # 540 to 660
BETWEEN = "kg:qualifier kg:between ; kg:lower 600 ; kg:upper 700"
AT_LEAST = "kg:qualifier kg:atLeast ; kg:lower 600"
AT_MOST = "kg:qualifier kg:atMost ; kg:upper 700"
DAY, NEXT = "2025-04-30", "2025-05-30"


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (((ABOUT_600, "x", DAY), (BETWEEN, "y", DAY)), "600 660 2 confirmed"),
        (((AT_LEAST, "x", DAY), (AT_LEAST, "y", DAY)), "600 … 2 confirmed"),
        # One speaker is one origin.
        (((ABOUT_600, "x", DAY), (ABOUT_600, "x", DAY)), "540 660 1"),
        # Bounds that merely allow one number; two state the least, and one alone the most.
        (((AT_LEAST, "x", DAY), (AT_MOST, "y", DAY)), "600 700 2"),
        (((AT_LEAST, "x", DAY), (AT_LEAST, "y", DAY), (AT_MOST, "z", DAY)), "600 700 3"),
        (((AT_LEAST, "x", DAY), (BETWEEN, "y", DAY)), "600 700 2"),
        ((("kg:qualifier kg:atLeast ; kg:lower 1", "x", DAY), (AT_LEAST, "y", DAY)), "600 … 2"),
        # Another day: the range is of the last, and one origin says it.
        (((ABOUT_600, "x", DAY), (BETWEEN, "y", NEXT)), "600 700 1"),
        # A month, no day: nobody says the same of one day.
        (((ABOUT_600, "x", "2025-04"), (BETWEEN, "y", "2025-04")), "600 660 2"),
        (((ABOUT_600, "x", ""), (BETWEEN, "y", "")), "600 660 2"),
        # A third contradicts.
        (
            ((ABOUT_600, "x", DAY), (BETWEEN, "y", DAY), ("kg:best 900", "z", DAY)),
            "600 900 3 disputed",  # 600 to 660, or 900
        ),
    ],
)
def test_a_range_is_confirmed_where_two_origins_state_the_same_of_one_day(figures, expected):
    told = [killed(number, *figure) for number, figure in enumerate(figures, 1)]
    assert ranges(store_of(one=source("one", "2025-06-01") + "".join(told))) == [expected]


@pytest.mark.parametrize("more", ["; kg:modality kg:alleged", "; kg:modality kg:forecast"])
def test_a_figure_that_bears_no_fact_still_stands_against_one(more):
    told = killed(1, ABOUT_600, "x", DAY) + killed(2, BETWEEN, "y", DAY)
    told += killed(3, "kg:best 900", "z", DAY, more)
    assert "confirmed" not in ranges(store_of(one=source("one", "2025-06-01") + told))[0]


def test_open_ends_stay_open_and_closed_out_bounds_too():
    more = killed(1, "kg:qualifier kg:moreThan ; kg:lower 6000 ; kg:lowerInclusive false", "x")
    assert ranges(store_of(one=source("one", "2025-06-01") + more)) == ["6000( … 1"]


def test_the_same_speaker_later_figure_replaces_the_earlier():
    text = source("one", "2025-06-01") + killed(1, "kg:best 4000", "x", "2025-03-27")
    text += killed(2, "kg:best 4700", "x", "2025-04-30")
    assert ranges(store_of(one=text)) == ["4700 4700 1"]
    assert ranges(store_of(one=text.replace("2025-04-30", "2025-03-27"))) == [
        "4000 4700 1 disputed"
    ]


def test_an_undated_figure_counts_from_its_text():
    text = source("one", "2025-06-01") + killed(1, "kg:best 10", "x", "2025-01-22")
    later = source("two", "2025-07-01") + killed(1, "kg:best 20", "y")
    assert ranges(viewed("latest", one=text, two=later)) == ["20 20 1"]
    # Twenty dead by July 2024 cannot be ten in January 2025.
    earlier = later.replace("2025-07-01", "2024-07-01")
    assert ranges(viewed("latest", one=text, two=earlier)) == ["10 10 1 disputed"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("; kg:stance kg:denies", ["10 10 1"]),  # "not 20" says nothing of 10
        ("; kg:modality kg:forecast", ["10 10 1"]),
        ('; kg:scope "in Kursk"', ["10 10 1", "20 20 1"]),
        ("; kg:counts kg:soldier", ["10 10 1", "20 20 1"]),
        ('; kg:basis "counted twice"', ["10 10 1", "20 20 1"]),
    ],
)
def test_what_is_denied_foretold_or_not_comparable_stays_apart(more, expected):
    text = source("one", "2025-06-01") + killed(1, "kg:best 10", "x")
    assert ranges(store_of(one=text + killed(2, "kg:best 20", "y", more=more))) == expected


def test_flows_of_two_periods_are_two_ranges():
    text = source("one", "2025-06-01") + killed(1, "kg:best 10", "x", more='; kg:time "2023"')
    text += killed(2, "kg:best 20", "y", more='; kg:time "2024"')
    flows = text.replace("kg:personnelKilled", "kg:munitionsSentInPeriod")
    assert ranges(store_of(one=flows)) == ["10 10 1", "20 20 1"]
    assert values(store_of(one=flows), "SELECT ?d { ?r a kg:RangeFact ; kg:earliest ?d }") == [
        "2023-01-01",
        "2024-01-01",
    ]
    # Of a total, who counts from 2024 counts a part of what is counted from 2023.
    assert ranges(store_of(one=text)) == ["20 … 1"]


def test_a_range_is_no_edge_and_no_estimate():
    from kg.store.readers import read_figures

    store = store_of(one=source("one", "2025-06-01") + JANUARY)
    assert values(store, "SELECT ?f { ?f a kg:Fact ; rdf:subject ?s }") == []
    assert [figure.iri for figure in read_figures(store)] == [
        "https://w3id.org/entente/source/one/c1"
    ]


@pytest.mark.parametrize("view", ["hull", "latest", "most-independent", "only-source:one"])
def test_a_view_of_a_graph_without_claims(view):
    store = viewed(view, one=source("one", "2025-06-01"))
    assert values(store, "SELECT ?f { ?f a kg:Fact }") == []
    assert str(stored_view(store)) == view


def test_a_view_of_a_source_that_is_not_there():
    with pytest.raises(UsageError, match="no source old2") as wrong:
        viewed("only-source:old2", old=OLD)
    assert "did you mean old?" in (wrong.value.remedy or "")


def test_a_view_and_a_scope_go_together():
    store = store_of(old=OLD, new=NEW)
    assert wholes(restrict(store, Scope(view="latest", known_at="2022"))) == ["kgd:force-b"]
    assert wholes(restrict(store, Scope(view="latest", sources=("old",)))) == ["kgd:force-b"]


def test_a_scope_keeps_the_view_that_was_chosen():
    extra = source("far", "2025-01-01") + part(9, "force-d", unit="unit-z")
    store = viewed("latest", old=OLD, new=NEW, far=extra)
    part_of_it = restrict(store, Scope(sources=("old", "new")))
    assert wholes(part_of_it) == ["kgd:force-c"]
    assert str(stored_view(part_of_it)) == "latest"


@pytest.mark.parametrize(
    ("view", "second", "disputed"),
    [
        ("hull", part(1, "force-c", "y"), ["kgd:force-b", "kgd:force-c"]),
        ("most-independent", part(1, "force-c", "y"), ["kgd:force-b", "kgd:force-c"]),  # a tie
        ("latest", part(1, "force-c", "y"), []),  # the first was passed over
        # One is a part of the other: both hold.
        ("hull", part(1, "force-c", "y") + part(2, "force-c", "y", unit="force-b"), []),
    ],
)
def test_two_parents_of_one_unit_are_disputed(view, second, disputed):
    store = viewed(view, old=OLD, new=source("new", "2023-01-01") + second)
    named = "SELECT ?o { ?f kg:disputed true ; rdf:subject kgd:unit-a ; rdf:object ?o }"
    assert values(store, named) == disputed
    assert values(store, "SELECT ?f { ?f kg:credibility ?c }") == []


def test_two_parents_at_different_times_are_not_disputed():
    first = source("old", "2020-01-01") + part(
        1, "force-b", "x", '; kg:time "2019/2020"^^edtf:EDTF'
    )
    later = source("new", "2023-01-01") + part(1, "force-c", "y", '; kg:time "2021/.."^^edtf:EDTF')
    assert values(store_of(old=first, new=later), "SELECT ?f { ?f kg:disputed true }") == []


def test_a_judgement_neither_gives_nor_disputes_a_fact():
    opinion = part(1, "force-b", "z", "; kg:stance kg:denies").replace("kg:Claim", "kg:Judgement")
    store = store_of(old=OLD, view=source("view", "2024-01-01") + opinion)
    assert wholes(store) == ["kgd:force-b"]
    assert values(store, "SELECT ?f { ?f kg:disputed true }") == []


IMPLIED, STATED = "; kg:explicitness kg:implied", "; kg:explicitness kg:stated"
MARKED = "SELECT ?o { ?f kg:impliedOnly true ; rdf:object ?o }"


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        (IMPLIED, IMPLIED, True),
        (IMPLIED, STATED, False),
        (IMPLIED, "; kg:explicitness kg:presupposed", False),
        (IMPLIED, "", False),  # of the other nobody has said it: that is not to say implied
        ("", "", False),
    ],
)
def test_a_fact_is_implied_where_all_its_claims_are(one, other, marked):
    text = source("one", "2024-05") + part(1, "army", more=one) + part(2, "army", "y", other)
    assert values(store_of(one=text), MARKED) == (["kgd:army"] if marked else [])


def test_a_claim_that_no_longer_stands_does_not_unmark_a_fact():
    text = source("one", "2024-05") + part(1, "army", more=IMPLIED)
    text += part(2, "army", "y", f"{STATED} ; kg:correctedBy c:c3") + part(3, "navy", "y", STATED)
    assert values(store_of(one=text), MARKED) == ["kgd:army"]


def test_a_range_is_implied_where_all_its_figures_are():
    ranges_marked = "SELECT ?r { ?r a kg:RangeFact ; kg:impliedOnly true }"
    figures = killed(1, "kg:best 10", "x", more=IMPLIED), killed(2, "kg:best 10", "y", more=STATED)
    for count, expected in ((1, 1), (2, 0)):
        text = source("one", "2024-05") + "".join(figures[:count])
        assert len(values(store_of(one=text), ranges_marked)) == expected
