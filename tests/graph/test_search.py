"""Finding by name, alias and wording, as people type."""

from __future__ import annotations

from itertools import islice

import pytest

from kg.errors import UsageError
from kg.graph.names import resolve
from kg.graph.search import _Asked, find
from kg.iris import KGD
from kg.store.search_index import SearchIndex
from kg.store.search_texts import NAME, SearchText, is_claim
from kg.text.folding import fold


def first(graph, words: str) -> str:
    return find(graph, words)[0].iri.removeprefix(KGD)


# The article calls the 11th Corps of the Korean People's Army the "Storm Corps".
@pytest.mark.parametrize(
    "words",
    [
        "storm corps",
        "STORM CORPS",
        "Storm Crops",
        "strom corps",
        "폭풍군단",
        "11th corps",
        "stôrm córps",
    ],
)
def test_the_storm_corps_under_many_names(core, words):
    assert first(core, words) == "unit-kpa-11th-corps"


@pytest.mark.parametrize("words", ["путин", "ПУТИН", "Putin", "putn", "vladimir putin", "Pútin"])
def test_the_president_under_many_names(core, words):
    assert first(core, words) == "person-vladimir-putin"


def test_entities_come_before_claims(core):
    kinds = [is_claim(hit.iri) for hit in find(core, "North Korea", limit=200)]
    assert kinds == sorted(kinds)
    assert kinds[0] is False
    assert kinds[-1] is True


def test_claims_by_their_wording(core):
    # "between 14,000 and 15,000 troops"
    assert any("c012" in hit.iri for hit in find(core, "14,000 and 15,000 troops"))


def test_an_id_comes_first_then_things_documents_and_claims(core):
    assert find(core, "c043")[0].iri.endswith("/c043")
    hits = find(core, "12 million")
    assert {hit.kind for hit in hits} == {"Claim"}
    # A document is found by its title, after the things and before the claims.
    kinds = [hit.kind for hit in find(core, "North Korea", limit=200)]
    documents = [at for at, kind in enumerate(kinds) if kind in ("NewsArticle", "ReferenceWork")]
    assert documents
    assert kinds.index("Claim") == documents[-1] + 1


@pytest.mark.parametrize(
    "words",
    [
        "corps storm",
        "corps stor",
        "crops storm",
        "11th crops",
        "XI corps",
        "storm corp",
        "torm orps",
    ],
)
def test_words_in_any_order_cut_off_or_with_a_typo(core, words):
    assert first(core, words) == "unit-kpa-11th-corps"


def test_a_whole_sentence_is_looked_for(core):
    words = "the eleventh korps of the korean peoples armie that was sent to russa in the autumm"
    assert find(core, words) == []  # and it takes no choice of each word with each


@pytest.mark.parametrize("words", ["made brigad", "brigade made", "brigdae made", "rigad made"])
def test_of_more_than_are_graded_one_by_one_the_shortest_come_first(words):
    """Four hundred fit equally well; of those of one length, in the order of the alphabet."""
    names = [SearchText(NAME, f"http://e/{n}", f"Made Brigade {n}") for n in range(400)]
    asked = _Asked(SearchIndex(texts=[*names, SearchText(NAME, "http://e/x", "Made Up")]), words)
    first_five = [text.text for text, _ in islice(asked.fitting(NAME, 5), 5)]
    assert first_five == [f"Made Brigade {n}" for n in range(5)]


def test_what_fits_better_comes_before_what_is_shorter():
    """As a word, at its begin, inside it, with a typo: however many there are of each."""
    kinds = ("storm {}", "stormy {}", "brainstorm {}", "strom {}")
    names = [kind.format(n) for kind in kinds for n in range(400)]
    index = SearchIndex(texts=[SearchText(NAME, f"http://e/{name}", name) for name in names])
    found = [text.text for text, _ in _Asked(index, "storm").fitting(NAME, 1600)]
    order = [name.split()[0] for name in found]
    assert list(dict.fromkeys(order)) == ["storm", "stormy", "brainstorm", "strom"]
    assert order == sorted(order, key=["storm", "stormy", "brainstorm", "strom"].index)
    assert sorted(found) == sorted(names)


def test_one_thing_of_many_names_does_not_fill_the_page(core):
    hits = find(core, "korea", limit=8)
    assert len({hit.iri for hit in hits}) == len(hits) == 8


def test_every_word_counts(core):
    assert find(core, "storm zzzzqq") == []
    assert find(core, "zzzzqq") == []


@pytest.mark.parametrize("words", ["", "   ", ".*", "()", "[", "\\", "?!"])
def test_no_word_at_all(core, words):
    with pytest.raises(UsageError, match="no word"):
        find(core, words)


@pytest.mark.parametrize("words", ["storm.*", "(storm", "storm' corps", 'storm" corps', "storm\\"])
def test_signs_are_no_patterns(core, words):
    assert first(core, words) == "unit-kpa-11th-corps"


def test_the_limit(core):
    assert len(find(core, "North Korea", limit=3)) == 3


def test_folding():
    assert fold("  Ĉefo — “Éire”! ") == "cefo eire"
    assert fold("STRASSE") == fold("straße")
    assert fold("폭풍군단") == "폭풍군단"


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("state-russia", "state-russia"),
        ("kgd:state-russia", "state-russia"),
        ("https://w3id.org/entente/id/state-russia", "state-russia"),
        ("<https://w3id.org/entente/id/state-russia>", "state-russia"),
        ("Russia", "state-russia"),
        ("russian federation", "state-russia"),
        ("Storm Corps", "unit-kpa-11th-corps"),
        ("김정은", "person-kim-jong-un"),
    ],
)
def test_resolve(core, name, entity):
    assert resolve(core, name) == KGD + entity


@pytest.mark.parametrize(
    "name",
    [
        "<x y>",
        "kgd:a b",
        "kgd:<",
        "http://[",
        "kgd:",
        "<>",
        "state-nowhere",
        'a"b',
        "http://e/ }",
        "\ud800",
    ],
)
def test_what_is_no_name_is_answered_in_words(core, name):
    with pytest.raises(UsageError) as unknown:
        resolve(core, name)
    assert unknown.value.remedy


def test_an_unknown_name_is_answered_with_near_ones(core):
    with pytest.raises(UsageError, match="nothing here is called") as unknown:
        resolve(core, "korea")
    assert "kgd:state-north-korea" in unknown.value.remedy


def test_a_name_of_two_things_is_answered_with_both(workspace):
    import kg

    (workspace / "seeds" / "second.ttl").write_text(
        "@prefix kg: <https://w3id.org/entente/ns/> ."
        "@prefix kgd: <https://w3id.org/entente/id/> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        'kgd:place-russia-ohio a kg:Place ; rdfs:label "Russia"@en .'
    )
    with pytest.raises(UsageError, match="2 things") as ambiguous:
        resolve(kg.open(workspace), "russia")
    assert "kgd:state-russia" in ambiguous.value.remedy
    assert "kgd:place-russia-ohio" in ambiguous.value.remedy


@pytest.fixture(scope="module")
def brigades():
    from kg.api import Graph
    from kg.text.layout import Layout
    from tests.build.test_facts import source
    from tests.conftest import ROOT
    from tests.texts import store_of

    names = "12th Drone Brigade", "2 Corps", "XIV Corps", "Étoile Battalion"
    units = "".join(
        f'kgd:unit-{n} a kg:MilitaryUnit ; rdfs:label "{name}"@en .\n'
        for n, name in enumerate(names)
    )
    told: list[str] = []
    store = store_of(one=source("one", "2024") + units)
    return Graph(store, Layout(ROOT, ROOT), notify=told.append), told


@pytest.mark.parametrize(
    ("words", "unit", "noted"),
    [
        ("12 Drone Brigade", 0, True),
        ("XII drone brigade", 0, True),
        ("12th drone brigade", 0, False),
        ("2nd Corps", 1, True),
        ("II Corps", 1, True),
        ("14 corps", 2, True),
        ("14th Corps", 2, True),
        ("etoile battalion!", 3, False),
        ("Etiole Battalion", 3, True),
    ],
)
def test_numbers_of_units_and_what_was_read_is_said(brigades, words, unit, noted):
    graph, told = brigades
    told.clear()
    assert first(graph, words) == f"unit-{unit}"
    assert resolve(graph, words) == f"{KGD}unit-{unit}"
    assert [f"“{words}” is read as" in text for text in told] == [True] * noted


@pytest.mark.parametrize(
    "words", ["1 Drone Brigade", "13th drone brigade", "XIII Corps", "4 Corps"]
)
def test_another_number_is_another_unit(brigades, words):
    assert find(brigades[0], words) == []


def test_claims_are_told_from_sources():
    assert is_claim("https://w3id.org/entente/source/one/c1")
    assert not is_claim("https://w3id.org/entente/source/one")
    assert not is_claim("https://w3id.org/entente/id/state-russia")
