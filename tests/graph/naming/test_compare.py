"""When two names are surely one, when they may be, and when they are not: by kinds."""

from __future__ import annotations

import pytest

from kg.graph.naming.compare import compare
from kg.graph.naming.parse import parse
from kg.graph.naming.sorts import LEAST, SURE, Sort

PERSON, UNIT, COMPANY, THING = Sort.PERSON, Sort.UNIT, Sort.COMPANY, Sort.THING


def verdict(sort: Sort, name: str, other: str) -> str:
    scores = {
        compare(parse(one, sort), parse(two, sort)).score
        for one, two in ((name, other), (other, name))
    }
    words = {"match" if s >= SURE else "unsure" if s >= LEAST else "none" for s in scores}
    assert len(words) == 1, f"the verdict depends on the side: {scores}"
    return words.pop()


SURELY_ONE = [
    (UNIT, "XI Corps", "11th Corps"),
    (UNIT, "Eleventh Corps", "11th Corps"),
    (UNIT, "11-й корпус", "11th Corps"),
    (UNIT, "одиннадцатый корпус", "11th Corps"),
    (UNIT, "제11군단", "11th Corps"),
    (UNIT, "第十一军", "11th Corps"),
    (UNIT, "Thirty-Eighth Army", "38th Army"),
    (UNIT, "155-я отдельная гвардейская бригада морской пехоты",
     "155th Separate Guards Naval Infantry Brigade"),
    (UNIT, "47-ма окрема механізована бригада", "47th Separate Mechanized Brigade"),
    (UNIT, "47 ОМБр", "47th Separate Mechanised Brigade"),
    (THING, "KN23", "KN-23"),
    (THING, "Hwasong-Eleven", "Hwasong-11"),
    (THING, "M/V Maria", "MV Maria"),
    (THING, "Treaty of North Korea and Russia", "Treaty of Russia and North Korea"),
    (THING, "treaty between Russia and Iran", "Treaty between Iran and Russia"),
    (PERSON, "張偉", "张伟"),
    (PERSON, "澤田", "沢田"),
    (PERSON, "Putin, Vladimir", "Vladimir Putin"),
    (PERSON, "VladimirPutin", "Vladimir Putin"),
    (PERSON, "President Vladimir Putin", "Vladimir Putin"),
    (PERSON, "Президент Владимир Путин", "Vladimir Putin"),
    (PERSON, "김정은 위원장", "Kim Jong Un"),
    (PERSON, "Minister of Defence Andrei Belousov", "Andrei Belousov"),
    (PERSON, "министр обороны Андрей Белоусов", "Andrei Belousov"),
    (PERSON, "Володимир Зеленський", "Volodymyr Zelenskyy"),
    (PERSON, "Герасимов Валерий", "Gerasimov Valery"),
    (PERSON, "Sergey Shoigu", "Sergei Shoygu"),
    (PERSON, "김영복", "Kim Yong Bok"),
    (PERSON, "김영복", "Gim Yeong-bok"),
    (PERSON, "로광철", "No Kwang Chol"),
    (PERSON, "على خامنئي", "علی خامنئی"),  # Arabic and Persian letters of one form
    (PERSON, "مُحَمَّد عَلِيّ", "محمد علي"),  # vowel points
    (PERSON, "Usama bin Ladin", "Osama bin Laden"),
    (PERSON, "Vladimir V. Putin", "Vladimir Vladimirovich Putin"),
    (COMPANY, "OAO Gazprom", "Gazprom JSC"),
    (COMPANY, "Siemens Aktiengesellschaft", "Siemens AG"),
    (COMPANY, "ООО Ромашка", "Romashka LLC"),
    (COMPANY, "Volkswagen Bank G.m.b.H.", "Volkswagen Bank GmbH"),
    (COMPANY, "World Health Organisation", "World Health Organization"),
    (COMPANY, "U.S. Department of State", "United States Department of State"),
    (COMPANY, "Procter & Gamble Co.", "Procter and Gamble Company"),
]  # fmt: skip

MAYBE_ONE = [
    # numbers
    (UNIT, "12th Corps of the Korean People's Army", "11th Corps of the Korean People's Army"),
    (UNIT, "13th Separate Guards Air Assault Brigade", "11th Separate Guards Air Assault Brigade"),
    (THING, "M1978 Koksan 170 mm self-propelled gun", "M1989 Koksan 170 mm self-propelled gun"),
    (THING, "partnership treaty of Russia and Iran (2023)", "partnership treaty of Russia and Iran (2024)"),
    (COMPANY, "Capital Partners Fund VII", "Capital Partners Fund VIII"),
    # a letter of a designation
    (THING, "Su-35S", "Su-35"),
    (THING, "Т-72А", "T-72"),
    (THING, "F-15E", "F-15"),
    # what has a direction
    (COMPANY, "Embassy of North Korea in Russia", "Embassy of Russia in North Korea"),
    (THING, "attack by Russia on Ukraine", "attack by Ukraine on Russia"),
    (THING, "arms transfer from Iran to Russia", "arms transfer from Russia to Iran"),
    (COMPANY, "Council of Ministers", "Ministers of Council"),
    (PERSON, "Friedrich Hans", "Hans Friedrich"),
    # other characters of one sound
    (PERSON, "章玮", "张伟"),
    (PERSON, "章玮", "Zhang Wei"),
    (PERSON, "习近平", "Xi Jinping"),
    (PERSON, "习近平", "Jinping Xi"),
    (PERSON, "高石早苗", "高市早苗"),
    # omitted patronymics, initials, titles, families of another romanisation
    (PERSON, "Путін Володимир Володимирович", "Vladimir Putin"),
    (PERSON, "Володимир Олександрович Зеленський", "Volodymyr Zelenskyy"),
    (PERSON, "Герасимов Валерий Васильевич", "Valery Gerasimov"),
    (PERSON, "Gerasimov V.V.", "Valery Gerasimov"),
    (PERSON, "В. В. Путин", "Vladimir Putin"),
    (PERSON, "V. Putin", "Vladimir Putin"),
    (PERSON, "Президент Путин", "Vladimir Putin"),
    (PERSON, "Präsident Putin", "Vladimir Putin"),
    (PERSON, "Lee Chang Ho", "Ri Chang Ho"),
    (PERSON, "Yi Chang-ho", "Ri Chang Ho"),
    (PERSON, "이창호", "Ri Chang Ho"),
    (PERSON, "블라디미르 푸틴", "Vladimir Putin"),
    (PERSON, "Vladimir Poutine", "Vladimir Putin"),
    (PERSON, "Sultan Ahmad Khan", "Ahmad Khan"),
    (PERSON, "J. Ames Brown", "James Brown"),
    (PERSON, "Oleksandr Ivanov", "Oleksandra Ivanova"),
    # scripts without vowels
    (PERSON, "محمد بن سلمان", "Mohammed bin Salman"),
    (PERSON, "بشار الأسد", "Bashar al-Assad"),
    (PERSON, "حسن نصر الله", "Hassan Nasrallah"),
    (PERSON, "علی خامنه‌ای", "Ali Khamenei"),
    (PERSON, "قاسم سلیمانی", "Qasem Soleimani"),
    (PERSON, "בנימין נתניהו", "Benjamin Netanyahu"),
    (PERSON, "יואב גלנט", "Yoav Gallant"),
    (PERSON, "فلاديمير بوتين", "Vladimir Putin"),
    # units and companies, of which a word is not said
    (UNIT, "155 ОБрМП", "155th Separate Guards Naval Infantry Brigade"),
    (UNIT, "155 OBrMP", "155th Separate Guards Naval Infantry Brigade"),
    (UNIT, "155th Naval Infantry Brigade", "155th Separate Guards Naval Infantry Brigade"),
    (UNIT, "76 DShD", "76th Guards Air Assault Division"),
    (UNIT, "155th Marine Brigade", "155th Separate Guards Naval Infantry Brigade"),
    (COMPANY, "Deutsche Bank AG", "Deutsche Bank GmbH"),
    (COMPANY, "Global Solutions, Inc.", "Global Solutions B.V."),
    (COMPANY, "Banco Santander S.A.", "Banco Santander Chile S.A."),
]  # fmt: skip

NOT_ONE = [
    (PERSON, "Vladimir Ivanovich Putin", "Vladimir Vladimirovich Putin"),
    (PERSON, "Владимир Иванович Путин", "Владимир Владимирович Путин"),
    (PERSON, "I. Putin", "Vladimir Putin"),
    (PERSON, "А. Путин", "Владимир Путин"),
    (PERSON, "Hans O Friedrich", "Hans Joachim Friedrich"),
    (PERSON, "N.N.", "Nursultan Nazarbayev"),
    (PERSON, "Kim Jong Il", "Kim Jong Un"),
    (PERSON, "محمود عباس", "Mahmoud Ahmadinejad"),
    (UNIT, "155th Brigade", "155th Regiment"),
    (THING, "Atlantis", "Kursk"),
]


@pytest.mark.parametrize(("sort", "name", "other"), SURELY_ONE)
def test_another_spelling_is_sure(sort, name, other):
    assert verdict(sort, name, other) == "match"


@pytest.mark.parametrize(("sort", "name", "other"), MAYBE_ONE)
def test_more_than_spelling_is_unsure(sort, name, other):
    assert verdict(sort, name, other) == "unsure"


@pytest.mark.parametrize(("sort", "name", "other"), NOT_ONE)
def test_what_is_contradicted_is_another(sort, name, other):
    assert verdict(sort, name, other) == "none"


@pytest.mark.parametrize(
    ("sort", "name", "other"),
    [
        (THING, "KN-23", "KN-24"),
        (THING, "Hwasong-11A", "Hwasong-11B"),
        (PERSON, "A. Li", "Ali"),
        (PERSON, "Xi Jinpeng", "Xi Jinping"),
        (PERSON, "Leo XIII", "Leo XIV"),
        (PERSON, "John Paul II", "John Paul I"),
        (PERSON, "King Henry VIII Tudor", "King Henry VII Tudor"),
        (COMPANY, "Costco Wholesale", "Cosco Wholesale"),
        (COMPANY, "Phoenix Fund 2", "Phoenix Fund"),
        (PERSON, "Хан Петров", "Gan Petrov"),
    ],
)
def test_it_is_never_sure(sort, name, other):
    assert verdict(sort, name, other) != "match"


@pytest.mark.parametrize("text", ["", "—", "،", "\ud800", "ⅷ", "Ⅻ", "㉠", "0" * 5000, "x" * 5000])
@pytest.mark.parametrize("sort", list(Sort))
def test_any_text_can_be_compared(text, sort):
    compare(parse(text, sort), parse("11th Corps", sort))
    compare(parse("11th Corps", sort), parse(text, sort))
