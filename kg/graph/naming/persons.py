"""What is particular about the names of persons: titles, patronymics, initials, given names in two languages."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.graph.naming.letters import folded, latin, sounded

# Beside those that rigour lists (English, German, Italian …).
_TITLES = """
president präsident président presidente prezydent президент президентка
minister министр міністр ministre ministro prime premier премьер прем'єр canciller chancellor kanzler bundeskanzler
foreign defence defense secretary state marshal маршал general генерал général генерала армии армії
lieutenant colonel major sergeant captain лейтенант полковник майор капитан капітан подполковник підполковник
адмирал адмірал admiral комдив командир commander comrade товарищ chairman head supreme leader dear great
господин пан пані госпожа mr mrs ms dr prof sir herr frau monsieur señor sheikh shaikh shaykh sheik ayatollah
hojjatoleslam emperor crown
الرئيس رئيس الشيخ شيخ الدكتور دكتور الجنرال الامير السيد اية الله وزير رئیس جمهور آیت سردار دکتر
обороны оборони иностранных внутренних дел закордонних внутрішніх справ affairs gen col lt maj brig adm sen min gov pres
국무위원장 국방상 외무상 의장 사령관 총참모장 대통령 위원장 국방위원장 총비서 주석 장군 대장 상장 중장 소장 원수 차수 장관 총리 동지 씨
主席 总统 總統 大統領 首相 将军 將軍 部长 部長 总理 總理 先生
senator governor mayor judge deputy vice acting former ex
"""
_PATRONYMIC = re.compile(
    r"\w{2,}(?:ovich|evich|ovych|iovych|evych|iovich|ovna|evna|ivna|iivna|ichna|inichna|ovici|ovits|owicz|ewitsch|owitsch|avich|awna|auna|eunа)"
)
#: Particles that stand between names.
PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "as",
        "ad",
        "bin",
        "ben",
        "ibn",
        "bint",
        "abu",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
    ]
)
#: Words that show a name to be Arabic, or of those who bear Arabic names.
ARABIC_WORDS = frozenset(
    [
        "al",
        "el",
        "bin",
        "ben",
        "ibn",
        "bint",
        "abu",
        "abd",
        "abdul",
        "abdel",
        "abdal",
        "haj",
        "haji",
        "hajji",
    ]
)
# Given names that one person bears in Russian and in Ukrainian (or Belarusian).
_GIVEN = """
vladimir volodymyr uladzimir|aleksandr oleksandr alexander aliaksandr|sergei serhii syarhei|andrei andrii|
dmitrii dmytro|nikolai mykola mikalai|mikhail mykhailo|aleksei oleksii alexei|evgenii yevhen yevgeny|grigorii hryhorii|
kirill kyrylo|pavel pavlo|petr petro pyotr|konstantin kostiantyn|viktor victor|elena olena|anna hanna|tatiana tetiana|
ekaterina kateryna|natalia nataliia|yurii yury iurii|valerii valery|vasilii vasyl|filipp pylyp|ivan ivan|iosif yosyp joseph|
igor ihor|oleg oleh|vitalii vitaly|anatolii anatoly|roman roman|fedor fedir|stepan stepan|leonid leonid|timofei tymofii
"""
_SAME_GIVEN = {
    sounded(name): group.split()[0]
    for group in _GIVEN.replace("\n", "").split("|")
    for name in group.split()
}


#: Titles that are names too.
MAYBE_NAMES = frozenset(
    [
        "sultan",
        "prince",
        "princess",
        "king",
        "imam",
        "mullah",
        "mulla",
        "haji",
        "hajji",
        "emir",
        "amir",
        "sayyid",
        "sayed",
        "sayid",
        "major",
        "dean",
        "judge",
        "dear",
        "great",
        "head",
        "chancellor",
    ]
)


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """The words of titles and ranks, folded."""
    from rigour._core import person_name_prefixes_list

    listed = " ".join(person_name_prefixes_list())
    words = re.findall(r"\w+", folded(f"{_TITLES} {listed}"))
    return (frozenset(words) | MAYBE_NAMES | {"the"}) - {
        "fr",
        "count",
        "private",
        "sr",
        "chair",
        "lord",
    }


def is_patronymic(word: str) -> bool:
    """Whether a word (in Latin letters) is formed as Slavic patronymics are."""
    return _PATRONYMIC.fullmatch(word) is not None


def same_given(one: str, other: str) -> bool:
    """Whether two Latin words are one given name in two Slavic languages."""
    name = _SAME_GIVEN.get(sounded(one))
    return name is not None and name == _SAME_GIVEN.get(sounded(other))


def one_arabic_word(one: str, other: str) -> bool:
    """Whether two Latin words are romanisations of one Arabic word: Usama and Osama, bin and ibn."""
    return _as_arabic(one) == _as_arabic(other)


def _as_arabic(word: str) -> str:
    if word in ("bin", "ben", "ibn"):
        return "bin"
    for letters, letter in (
        ("oo", "u"),
        ("ou", "u"),
        ("ee", "i"),
        ("o", "u"),
        ("e", "i"),
        ("y", "i"),
    ):
        word = word.replace(letters, letter)
    word = re.sub(r"(.)\1+", r"\1", word)
    return "muhamad" if word in ("muhamid", "muhamud") else word


def stands_for(initial: str, word: str) -> bool:
    """Whether an initial (in Latin letters: one, or two for Ю, Ж) stands for a word."""
    short, long = sounded(initial), sounded(word)
    return (
        long.startswith(short)
        or (short == "e" and word.startswith("ye"))
        or latin(word).startswith(initial)
    )


def stem_of(patronymic: str) -> str:
    """The name that a patronymic is made of, as sounded."""
    bare = re.sub(r"(?:i?[oaei]v|[oaei]|i)?(?:ich|na|itch|icz)$", "", sounded(patronymic))
    return _SAME_GIVEN.get(bare, bare)
