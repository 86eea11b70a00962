"""Corrections take effect from their own day, and nothing shows what was not yet known."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build.scope import restrict
from kg.claims.scope import Scope
from tests.build.test_facts import killed, part, ranges, source, viewed, wholes
from tests.texts import store_of, values

C1 = "<https://w3id.org/entente/source/old/c1>"
OLD = source("old", "2024-05-01") + part(1, "force-b")
MARKS = "SELECT ?by { ?c kg:overtakenBy ?by }"


def corrected(link: str) -> dict[str, str]:
    """Force-c instead of force-b, said in 2025 with a link to what was said in 2024."""
    return {"old": OLD, "new": source("new", "2025-02-01") + part(1, "force-c", more=link)}


@pytest.mark.parametrize(
    "sources",
    [
        corrected(f"; kg:retracts {C1}"),
        corrected(f"; kg:supersedes {C1}"),
        {
            "old": OLD.replace(" .\n", " .\n")
            + "c:c1 kg:correctedBy <https://w3id.org/entente/source/new/c1> .\n",
            "new": source("new", "2025-02-01") + part(1, "force-c"),
        },
        {
            "old": OLD,
            "new": source("new", "2025-02-01", "; kg:retracts src:old") + part(1, "force-c"),
        },
        {
            "old": OLD + "src:old kg:correctedBy src:new .\n",
            "new": source("new", "2025-02-01") + part(1, "force-c"),
        },
    ],
    ids=["retracts", "supersedes", "correctedBy", "a document", "a document, corrected"],
)
def test_a_correction_holds_from_its_own_day(sources):
    store = store_of(**sources)
    assert wholes(store) == ["kgd:force-c"]
    assert "src:old/c1" in values(store, "SELECT ?c { ?c kg:source ?s }")
    assert values(store, "SELECT ?c { ?c kg:overtakenBy ?by }") == ["src:old/c1"]
    before = restrict(store, Scope(known_at="2025-01-31"))
    assert wholes(before) == ["kgd:force-b"]
    assert values(before, MARKS) == []
    assert values(before, "SELECT ?x { ?x ?p ?o FILTER(STRSTARTS(STR(?x), STR(src:new))) }") == []
    assert values(before, "SELECT ?o { ?x kg:correctedBy ?o }") == []
    after = restrict(store, Scope(known_at="2025-02-01"))
    assert wholes(after) == ["kgd:force-c"]
    assert len(values(after, MARKS)) == 1


def test_the_figures_of_a_retracted_document_leave_the_range():
    text = source("old", "2024-05-01") + killed(1, "kg:best 10", "x")
    more = source("more", "2024-06-01") + killed(1, "kg:best 20", "y")
    back = source("back", "2025-01-01", "; kg:retracts src:old")
    store = store_of(old=text, more=more, back=back)
    assert ranges(store) == ["20 20 1"]
    # Of which days they are nobody says; the count has grown to the larger.
    assert ranges(restrict(store, Scope(known_at="2024"))) == ["20 … 1"]


def test_a_retraction_that_is_taken_back():
    """2024: b. 2025: b is retracted. 2026: the retraction is retracted."""
    first = corrected(f"; kg:retracts {C1}")
    last = source("last", "2026-02-01", "; kg:retracts src:new")
    store = store_of(**first, last=last)
    assert wholes(store) == ["kgd:force-b"]
    assert wholes(restrict(store, Scope(known_at="2025"))) == ["kgd:force-c"]
    assert wholes(restrict(store, Scope(known_at="2024"))) == ["kgd:force-b"]


def test_a_later_figure_supersedes_only_from_the_day_of_which_it_speaks():
    text = source("old", "2024-05-01") + killed(1, "kg:best 10", "x", "2024-04-30")
    new = source("new", "2025-02-01") + killed(
        1, "kg:best 20", "y", "2025-01-31", f"; kg:supersedes {C1}"
    )
    store = store_of(old=text, new=new)
    assert ranges(store) == ["20 20 1"]
    assert ranges(restrict(store, Scope(as_of="2024"))) == ["10 10 1"]
    assert ranges(restrict(store, Scope(as_of="2025"))) == ["20 20 1"]


def test_a_correction_outlasts_what_it_says():
    """ "2020 to 2023" corrected to "2020 to 2021": in 2022 the unit is a part of neither."""
    old = source("old", "2024-05-01") + part(1, "force-b", more='; kg:time "2020/2023"')
    new = source("new", "2025-02-01") + part(
        1, "force-b", more=f'; kg:time "2020/2021" ; kg:retracts {C1}'
    )
    store = store_of(old=old, new=new)
    assert wholes(restrict(store, Scope(as_of="2021"))) == ["kgd:force-b"]
    assert wholes(restrict(store, Scope(as_of="2022-06"))) == []
    assert wholes(restrict(store, Scope(as_of="2022-06", known_at="2024"))) == ["kgd:force-b"]


def test_a_source_that_is_not_asked_corrects_nothing():
    for sources in (
        corrected(f"; kg:retracts {C1}"),
        {"old": OLD, "new": source("new", "2025-02-01", "; kg:retracts src:old")},
    ):
        store = store_of(**sources)
        assert wholes(restrict(store, Scope(sources=("old",)))) == ["kgd:force-b"]
        assert wholes(restrict(store, Scope(view="only-source:old"))) == []


def test_a_circle_ends_and_gives_no_fact():
    c2 = "<https://w3id.org/entente/source/new/c1>"
    store = store_of(
        old=OLD + f"c:c1 kg:supersedes {c2} .\n",
        new=source("new", "2025-02-01") + part(1, "force-c", more=f"; kg:supersedes {C1}"),
    )
    assert wholes(store) == []
    assert len(values(store, MARKS)) == 2


def test_a_denial_that_is_retracted_disputes_nothing():
    denial = source("no", "2024-06-01") + part(1, "force-b", "z", "; kg:stance kg:denies")
    back = source("back", "2025-01-01", "; kg:retracts src:no")
    disputed = "SELECT ?o { ?f kg:disputed true ; rdf:object ?o }"
    store = store_of(old=OLD, no=denial, back=back)
    assert values(store, disputed) == []
    assert values(restrict(store, Scope(known_at="2024")), disputed) == ["kgd:force-b"]


DAYS = ["2021-03-01", "2022", "2023-06", "2024-12-31"]
#: The last day of each: from then on it is known for certain.
LAST = dict(zip(DAYS, ["2021-03-01", "2022-12-31", "2023-06-30", "2024-12-31"], strict=True))
STEMS = ("a", "b", "c")


@st.composite
def dated_sources(draw):
    """Up to three sources, each with a day, and claims that may take back those of others."""
    texts, known = {}, {}
    for stem in draw(st.lists(st.sampled_from(STEMS), min_size=1, unique=True)):
        day = draw(st.sampled_from(DAYS))
        others = st.sampled_from([s for s in STEMS if s != stem])
        more = draw(st.sampled_from(["", "retracts", "supersedes", "correctedBy", "derivedFrom"]))
        target = f"<https://w3id.org/entente/source/{draw(others)}/c1>"
        link = f"; kg:{more} {target}" if more else ""
        texts[stem] = source(stem, day) + part(
            1, f"force-{draw(st.sampled_from('xy'))}", stem, link
        )
        texts[stem] += killed(
            2, f"kg:best {draw(st.integers(1, 9))}", stem, draw(st.sampled_from(DAYS))
        )
        known[stem] = LAST[day]
    return texts, known


SLOW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@pytest.mark.slow
@SLOW
@given(dated_sources(), st.sampled_from(["2020", *DAYS]), st.sampled_from(["hull", "latest"]))
def test_known_at_never_shows_the_future(sources, day, view):
    texts, known = sources
    last = LAST.get(day, "2020-12-31")
    store = restrict(store_of(**texts), Scope(known_at=day, view=view))
    visible = {stem for stem, date in known.items() if date <= last}
    claims = values(store, "SELECT ?c { ?c kg:source ?s }")
    assert claims == sorted(f"src:{stem}/c{n}" for stem in visible for n in (1, 2))
    future = [f"src:{stem}" for stem in set(texts) - visible]
    named = values(
        store,
        "SELECT ?x { { ?x ?p ?o } UNION { ?f kg:supportedBy|kg:passedOver|kg:overtakenBy|kg:correctedBy ?x } }",
    )
    assert not [x for x in named for stem in future if x == stem or x.startswith(f"{stem}/")]


@pytest.mark.slow
@SLOW
@given(dated_sources())
def test_adding_a_source_never_removes_the_claims_of_another(sources):
    texts, _ = sources
    everything = set(values(store_of(**texts), "SELECT ?c { ?c kg:source ?s }"))
    for stem in texts:
        fewer = {other: text for other, text in texts.items() if other != stem}
        if fewer:
            assert set(values(store_of(**fewer), "SELECT ?c { ?c kg:source ?s }")) <= everything


@pytest.mark.slow
@SLOW
@given(dated_sources())
def test_by_the_last_day_all_is_known(sources):
    texts, _ = sources
    facts = "SELECT ?c { ?f kg:supportedBy ?c }"
    assert values(restrict(store_of(**texts), Scope(known_at="2030")), facts) == values(
        viewed("hull", **texts), facts
    )
