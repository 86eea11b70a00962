"""The words of military units, so that 155 ОБрМП, a Russian and an English name can be compared.

Canonical words are English. Abbreviations are those of the Russian and Ukrainian armed forces.
"""

from __future__ import annotations

import re

from kg.graph.naming.letters import latin

# Stems of words or pairs of words (folded, as the text is), and what they mean; the first that fits counts.
_STEMS = {
    r"воздушно десантн\w*|повітряно десантн\w*": "airborne",
    r"десантно штурмов\w*": "air assault",
    r"горно штурмов\w*|гірсько штурмов\w*": "mountain assault",
    r"морск\w* пехот\w*|морськ\w* піхот\w*": "naval infantry",
    r"мотострелков\w*|мотострілецьк\w*": "motor rifle",
    r"мотопехотн\w*|мотопіхотн\w*": "motor infantry",
    r"механизированн\w*|механізован\w*": "mechanized",
    r"специальн\w* назначени\w*|спеціальн\w* призначен\w*|спецназ\w*": "special purpose",
    r"зенитн\w* ракетн\w*|зенітн\w* ракетн\w*": "anti aircraft missile",
    r"территориальн\w* оборон\w*|територіальн\w* оборон\w*": "territorial defence",
    r"общевоиsков\w*|общевоисков\w*|загальновіиськов\w*": "combined arms",
    r"армеиск\w* корпус\w*|армеиськ\w* корпус\w*|армииськ\w* корпус\w*": "army corps",
    r"танков\w*": "tank",
    r"артиллериис\w*|артилериис\w*": "artillery",
    r"ракетн\w*": "missile",
    r"стрелков\w*|стрілецьк\w*": "rifle",
    r"разведывательн\w*|розвідувальн\w*": "reconnaissance",
    r"инженерн\w*|інженерн\w*": "engineer",
    r"штурмов\w*": "assault",
    r"десантн\w*": "airborne",
    r"отдельн\w*|окрем\w*": "separate",
    r"гвардеиск\w*|гвардіис\w*|гв": "guards",
    r"бригад\w*": "brigade",
    r"полк\w*": "regiment",
    r"дивизи\w*|дивізі\w*": "division",
    r"корпус\w*": "corps",
    r"батальон\w*": "battalion",
    r"арми\w*|армі\w*": "army",
    r"рот[аыуио]?": "company",
    r"특수작전": "special operations",
    r"기계화": "mechanized",
    r"경보병": "light infantry",
    r"저격": "sniper",
    r"포병": "artillery",
    r"탱크|전차": "tank",
    r"해병대?": "marine",
    r"集团军": "group army",
    r"军": "corps",
    r"师": "division",
    r"旅": "brigade",
    r"团": "regiment",
    r"군단": "corps",
    r"사단": "division",
    r"여단": "brigade",
    r"연대": "regiment",
    r"대대": "battalion",
    r"(?:motori[sz]ed|motor) rifles?": "motor rifle",
    r"motori[sz]ed infantry": "motor infantry",
    r"mechani[sz]ed": "mechanized",
    r"spetsnaz": "special purpose",
    r"special forces": "special purpose",
    r"bde": "brigade",
    r"regt": "regiment",
    r"div": "division",
    r"bn": "battalion",
    r"sep": "separate",
    r"independent": "separate",
    r"gds": "guards",
}
_WORDS = [(re.compile(rf"(?<!\w)(?:{stem})(?!\w)"), word) for stem, word in _STEMS.items()]
_WRITTEN_TOGETHER = re.compile(
    "(특수작전|기계화|경보병|저격|포병|탱크|전차|해병대?|군단|사단|여단|연대|대대|集团军|军|师|旅|团)"
)

_ABBREVIATIONS = {
    "обрмп": "separate naval infantry brigade",
    "брмп": "naval infantry brigade",
    "пмп": "naval infantry regiment",
    "обмп": "separate naval infantry battalion",
    "одшбр": "separate air assault brigade",
    "дшбр": "air assault brigade",
    "дшд": "air assault division",
    "дшп": "air assault regiment",
    "вдд": "airborne division",
    "вдп": "airborne regiment",
    "пдп": "airborne regiment",
    "ошбр": "separate assault brigade",
    "ошп": "separate assault regiment",
    "омсбр": "separate motor rifle brigade",
    "мсбр": "motor rifle brigade",
    "мсп": "motor rifle regiment",
    "мсд": "motor rifle division",
    "омбр": "separate mechanized brigade",
    "мбр": "mechanized brigade",
    "омпбр": "separate motor infantry brigade",
    "отбр": "separate tank brigade",
    "тбр": "tank brigade",
    "тп": "tank regiment",
    "тд": "tank division",
    "та": "tank army",
    "оабр": "separate artillery brigade",
    "абр": "artillery brigade",
    "ап": "artillery regiment",
    "обрспн": "separate special purpose brigade",
    "обрспнп": "separate special purpose brigade",
    "осбр": "separate rifle brigade",
    "сп": "rifle regiment",
    "обртро": "separate territorial defence brigade",
    "обрто": "separate territorial defence brigade",
    "бртро": "territorial defence brigade",
    "рбр": "missile brigade",
    "зрп": "anti aircraft missile regiment",
    "оа": "combined arms army",
    "ак": "army corps",
}  # fmt: skip
_SHORT = _ABBREVIATIONS | {
    latin(short): long for short, long in _ABBREVIATIONS.items() if len(short) > 2
}
_ECHELONS = frozenset(
    [
        "brigade",
        "regiment",
        "division",
        "corps",
        "battalion",
        "army",
        "company",
        "platoon",
        "squadron",
        "fleet",
    ]
)


def in_english(name: str) -> tuple[str, bool]:
    """The folded name of a unit with its military words in English, and whether any was not English."""
    name = _WRITTEN_TOGETHER.sub(r" \1 ", name)
    foreign = False
    for pattern, word in _WORDS:
        after = pattern.sub(word, name)
        foreign = foreign or (after != name and not pattern.pattern.isascii())
        name = after
    words = []
    for word in name.split():
        long = _SHORT.get(word)
        foreign = foreign or long is not None
        words.append(long or word)
    return " ".join(words), foreign


def echelons(words: list[str]) -> frozenset[str]:
    """The words of a unit's name that say its size."""
    return _ECHELONS.intersection(words)
