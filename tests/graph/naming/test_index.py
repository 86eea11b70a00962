"""Which of many known names may be meant, and the verdict on it."""

from __future__ import annotations

from kg.graph.naming.index import AMBIGUOUS, MATCH, NONE, UNSURE, NameIndex, outcome
from kg.graph.naming.sorts import SURE, Sort
from kg.store.nicknames import Name


def index(*names: tuple[str, str], groups: dict[str, str] | None = None) -> NameIndex:
    known = [Name(iri, text, "en", True) for iri, text in names]
    homes = groups or {}
    return NameIndex(known, lambda iri: Sort.UNIT if "unit" in iri else Sort.PERSON, homes.get)


def verdict(known: NameIndex, text: str) -> str:
    return outcome(known.likely(text))


def test_one_entity_is_given_once_by_its_best_name():
    known = index(("person-p", "Vladimir Putin"), ("person-p", "Путин Владимир Владимирович"))
    (only,) = known.likely("Vladimir Putin")
    assert (only.score, only.name.text) == (100, "Vladimir Putin")


def test_a_second_entity_that_is_as_sure_makes_it_ambiguous():
    known = index(("unit-a", "11th Corps"), ("unit-b", "XI Corps"), ("unit-c", "12th Corps"))
    assert verdict(known, "11 Corps") == AMBIGUOUS
    assert verdict(known, "Twelfth Corps") == MATCH
    assert verdict(known, "13th Corps") in (UNSURE, NONE)
    assert verdict(known, "Atlantis") == NONE


def test_names_are_found_among_many():
    crowd = [(f"unit-{n}", f"{n}th Rifle Division") for n in range(1, 400)]
    known = index(*crowd, ("person-g", "Valery Gerasimov"))
    assert known.likely("321-я стрелковая дивизия")[0].name.iri == "unit-321"
    assert known.likely("Герасимов В. В.")[0].name.iri == "person-g"


def test_a_group_without_a_name_is_never_surely_another_documents():
    known = index(
        ("unit-group", "Western officials (unnamed)"), groups={"unit-group": "first-paper"}
    )
    (group,) = known.likely("Western officials")
    assert verdict(known, "Western officials") == UNSURE
    assert verdict(known, "Western officials (unnamed)") == UNSURE
    assert "of first-paper" in group.reason


def test_to_ask_for_sure_ones_alone_finds_the_same_sure_ones():
    units = [(f"unit-{n}", f"{n}th Rifle Division") for n in range(1, 300)]
    persons = [
        (f"person-{n}", f"{given} {family}")
        for n, (given, family) in enumerate(
            (given, family)
            for given in ("Sergei", "Oleksandr", "Kim", "Mohammed", "Valery", "Anna", "Yevgeny")
            for family in ("Shoigu", "Syrskyi", "Yong Bok", "Gerasimov", "Petrova", "Zhukov")
        )
    ]
    known = index(*units, *persons)
    surely = 0
    for text in (
        "321-я стрелковая дивизия",
        "17-я стрелковая дивизия",
        "17th RIFLE division",
        "Seventeenth Rifle Division",
        "SHOIGU, Sergei",
        "Сергей Шойгу",
        "Sergey Shoigu",
        "Gerasimov, Valery",
        "Zhukov",
        "Eugene Zhukov",
        "Kim Yong-bok",
    ):
        sure = [likely for likely in known.likely(text) if likely.score >= SURE]
        assert known.likely(text, SURE) == sure, text
        surely += bool(sure)
    assert surely >= 7
