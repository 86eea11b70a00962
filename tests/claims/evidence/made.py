"""Made sentences in four languages with the claims that they support, right by construction.

A sentence is put together of a figure, a hedge, a noun, a time and a speaker, and of numbers that
are none of the claim's: names, calibres, ordinals, per cent, figures of other things.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from kg.claims.evidence.passages import Evidence, Passage

if TYPE_CHECKING:
    import random

BOUNDS = {
    **dict.fromkeys(("moreThan", "atLeast", "orMore"), ("lower",)),
    **dict.fromkeys(("fewerThan", "upTo", "asManyAs"), ("upper",)),
    **dict.fromkeys(("approximately", "nearly", "exactly", "totalOf"), ("best",)),
    **dict.fromkeys(("between", "aboutBetween"), ("lower", "upper")),
}


@dataclass(frozen=True)
class Made:
    """A text with one claim, and the other numbers, times and names that stand in it."""

    text: str
    language: str
    claim: Evidence
    numbers: tuple[Fraction, ...] = ()
    times: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    everyone: tuple[str, ...] = field(default=(), repr=False)
    issued: str = "2025-09-12"


@dataclass(frozen=True)
class Words:
    """How a language says things; ``{}`` stands for the number."""

    code: str
    numbers: tuple[tuple[str, int], ...]  # as it is written, and what it is
    hedges: dict[str, tuple[str, ...]]
    nouns: tuple[tuple[str, str, str], ...]  # in the text, unit, name of what is counted
    times: tuple[tuple[str, str], ...]
    speakers: tuple[tuple[str, str], ...]  # in the sentence, name
    sentences: tuple[str, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]  # a clause with numbers of other things


_EN_NUMBERS = (
    ("6,000", 6000), ("14,250", 14250), ("300", 300), ("875", 875), ("12 million", 12_000_000),
    ("1.5 million", 1_500_000), ("2.75 million", 2_750_000), ("15-thousand", 15_000), ("12 lakh", 1_200_000),
    ("5,00,000", 500_000), ("3 crore", 30_000_000), ("40k", 40_000), ("two thousand", 2000),
    ("twelve hundred", 1200), ("one point two million", 1_200_000), ("half a million", 500_000),
    ("one and a half million", 1_500_000), ("twenty-five thousand", 25_000), ("three hundred and fifty", 350),
    ("12 thousand 500", 12_500), ("2½ million", 2_500_000), ("9 mln", 9_000_000), ("1,5 million", 1_500_000),
    ("four", 4), ("seventeen", 17), ("two dozen", 24), ("1,234,567", 1_234_567), ("10 000", 10_000),
    ("4.7 thousand", 4700), ("one hundred thousand", 100_000), ("2000", 2000), ("3.2bn", 3_200_000_000),
)  # fmt: skip
ENGLISH = Words(
    "en",
    _EN_NUMBERS,
    {
        "moreThan": ("more than {}", "over {}", "upwards of {}", "in excess of {}", "just over {}"),
        "atLeast": ("at least {}", "no fewer than {}", "a minimum of {}", "not less than {}"),
        "fewerThan": ("fewer than {}", "less than {}", "under {}"),
        "upTo": ("up to {}", "no more than {}", "at most {}", "a maximum of {}"),
        "asManyAs": ("as many as {}",),
        "approximately": ("about {}", "around {}", "roughly {}", "some {}", "an estimated {}", "approximately {}"),
        "nearly": ("nearly {}", "almost {}", "close to {}"),
        "exactly": ("{}", "exactly {}", "another {}", "the {}"),
        "totalOf": ("a total of {}",),
        "between": ("between {} and {}", "from {} to {}"),
        "aboutBetween": ("about {} to {}", "roughly {} to {}"),
    },
    (
        ("soldiers", "person", "soldier"), ("North Korean troops", "person", "soldier"),
        ("artillery shells", "shell", "artillery shell"), ("rounds of ammunition", "round", "ammunition"),
        ("shipping containers", "container", "shipping container"), ("attack drones", "piece", "drone"),
        ("tanks", "piece", "tank"), ("ballistic missiles", "piece", "ballistic missile"), ("civilians", "person", "civilian"),
    ),
    (
        ("in August 2023", "2023-08"), ("on 3 May 2025", "2025-05-03"), ("since fall 2024", "2024-23/.."),
        ("by the end of October 2025", "../2025-10-31"), ("at the end of October 2025", "2025-10-31"),
        ("in the first quarter of 2025", "2025-33"), ("before February 2022", "../2022-01"), ("by April 30, 2025", "../2025-04-30"),
        ("last month", "2025-08"), ("in 2024", "2024"), ("between May and July 2024", "2024-05/2024-07"),
        ("since 12 March 2024", "2024-03-12/.."), ("from June to December 2023", "2023-06/2023-12"), ("in mid-October 2024", "2024-10-15"),
        ("until 17 January 2025", "../2025-01-17"), ("in the second half of 2024", "2024-41"), ("in summer 2023", "2023-22"),
    ),
    (
        ("the Ministry of Defence of Valdoria", "Ministry of Defence of Valdoria"), ("Estmark's General Staff", "General Staff of Estmark"),
        ("the Larchfield Institute", "Larchfield Institute"), ("Western officials", "Western officials (unnamed)"),
        ("Norland's Intelligence Service", "Intelligence Service of Norland"), ("President Ivo Marsh", "Ivo Marsh"),
    ),
    (
        "{When}, {who} said that Valdoria had sent {figure} {noun}.",
        "Valdoria has received {figure} {noun} {when}, according to {who}.",
        "{Who} estimates that {figure} {noun} were moved {when}{other}.",
        "{Who} reported that {figure} {noun} had arrived {when}{other}.",
        "{Who} said{other}, and that {figure} {noun} had been counted {when}.",
        "{Figure} {noun} crossed the river Ost {when}, {who} said.",
    ),
    (
        (" beside the 11th Corps", ("11",)), (" with KN-23 systems", ("23",)), (" on 40 per cent of the roads", ("40",)),
        (" for guns of 155 mm", ("155",)), (" at 7 ports", ("7",)), (" on pages 12 of its report", ("12",)),
        (" aboard 28 trains", ("28",)), (" in three-day convoys", ("3",)), (" with Type 88 rifles", ("88",)),
        (" for $12 million", ("12000000", "12")), (" over 1,200 kilometres", ("1200",)), (" in nine out of ten cases", ("9", "10")), ("", ()), ("", ()),
    ),
)  # fmt: skip
_RU_NUMBERS = (
    ("12 тыс.", 12_000), ("1,5 млн", 1_500_000), ("300", 300), ("14 250", 14_250), ("две тысячи", 2000),
    ("полтора миллиона", 1_500_000), ("пятнадцать тысяч", 15_000), ("12 тысяч 500", 12_500), ("2,75 млн", 2_750_000),
    ("сто двадцать", 120), ("9 миллионов", 9_000_000), ("4,7 тысячи", 4700), ("875", 875), ("двадцать пять тысяч", 25_000),
)  # fmt: skip
RUSSIAN = Words(
    "ru",
    _RU_NUMBERS,
    {
        "moreThan": ("более {}", "свыше {}", "больше {}"), "atLeast": ("не менее {}", "как минимум {}", "по меньшей мере {}"),
        "fewerThan": ("менее {}", "меньше {}"), "upTo": ("до {}", "не более {}"),
        "approximately": ("около {}", "примерно {}", "приблизительно {}", "порядка {}"), "nearly": ("почти {}",),
        "exactly": ("{}", "ровно {}"), "between": ("от {} до {}",),
    },
    (("снарядов", "shell", "artillery shell"), ("солдат", "person", "soldier"), ("контейнеров", "container", "shipping container"), ("танков", "piece", "tank")),
    (
        ("в августе 2023 года", "2023-08"), ("3 мая 2025 года", "2025-05-03"), ("с осени 2024 года", "2024-23/.."),
        ("к концу октября 2025 года", "../2025-10-31"), ("в первом квартале 2025 года", "2025-33"), ("в прошлом месяце", "2025-08"), ("в 2024 году", "2024"),
    ),
    (("Министерства обороны Вальдории", "Министерство обороны Вальдории"), ("Института Ларчфилд", "Институт Ларчфилд"), ("Генштаба Эстмарка", "Генштаб Эстмарка")),
    ("По данным {who}, {when} передано {figure} {noun}{other}.", "По оценкам {who}, {figure} {noun} прибыли {when}{other}.", "По словам {who}, {when} насчитали {figure} {noun}."),
    ((", и это 11-й корпус", ("11",)), (" для орудий калибра 152 мм", ("152",)), (" и 40% дорог", ("40",)), (" для КН-23", ("23",)), (" за 30 дней", ("30",)), ("", ()), ("", ())),
)  # fmt: skip
UKRAINIAN = Words(
    "uk",
    (
        ("12 тис.", 12_000), ("1,5 млн", 1_500_000), ("300", 300), ("14 250", 14_250), ("дві тисячі", 2000), ("півтора мільйона", 1_500_000),
        ("п'ятнадцять тисяч", 15_000), ("12 тисяч 500", 12_500), ("2,75 млн", 2_750_000), ("сто двадцять", 120), ("9 мільйонів", 9_000_000), ("875", 875),
    ),
    {
        "moreThan": ("понад {}", "більше ніж {}"), "atLeast": ("щонайменше {}", "не менше {}", "принаймні {}"),
        "fewerThan": ("менше ніж {}", "менш як {}"), "upTo": ("до {}", "не більше {}"),
        "approximately": ("близько {}", "приблизно {}", "орієнтовно {}"), "nearly": ("майже {}",), "exactly": ("{}", "рівно {}"), "between": ("від {} до {}",),
    },
    (("снарядів", "shell", "artillery shell"), ("військових", "person", "soldier"), ("контейнерів", "container", "shipping container"), ("танків", "piece", "tank")),
    (
        ("у серпні 2023 року", "2023-08"), ("3 травня 2025 року", "2025-05-03"), ("з осені 2024 року", "2024-23/.."),
        ("до кінця жовтня 2025 року", "../2025-10-31"), ("у першому кварталі 2025 року", "2025-33"), ("минулого місяця", "2025-08"), ("у 2024 році", "2024"),
    ),
    (("Міністерства оборони Вальдорії", "Міністерство оборони Вальдорії"), ("Інституту Ларчфілд", "Інститут Ларчфілд"), ("Генштабу Естмарка", "Генштаб Естмарка")),
    ("За даними {who}, {when} передано {figure} {noun}{other}.", "За оцінками {who}, {figure} {noun} прибули {when}{other}.", "За словами {who}, {when} нарахували {figure} {noun}."),
    ((", і це 11-й корпус", ("11",)), (" для гармат калібру 152 мм", ("152",)), (" та 40% доріг", ("40",)), (" для КН-23", ("23",)), (" за 30 днів", ("30",)), ("", ()), ("", ())),
)  # fmt: skip
KOREAN = Words(
    "ko",
    (
        ("1만2천", 12_000), ("12,000", 12_000), ("1만5000", 15_000), ("300", 300), ("150만", 1_500_000), ("900만", 9_000_000), ("12만5천", 125_000),
        ("오백만", 5_000_000), ("4700", 4700), ("2만8천", 28_000), ("3천", 3000),
    ),
    {
        "moreThan": ("{} 초과", "{} 넘게"), "atLeast": ("최소 {}", "적어도 {}"), "fewerThan": ("{} 미만",), "upTo": ("최대 {}", "{} 이하"),
        "approximately": ("약 {}", "대략 {}", "{}가량", "{} 정도"), "nearly": ("거의 {}",), "exactly": ("{}", "정확히 {}"), "orMore": ("{} 이상",),
    },
    (("명", "person", "soldier"), ("발", "shell", "artillery shell"), ("대", "piece", "tank")),
    (("2023년 8월", "2023-08"), ("2025년 5월 3일", "2025-05-03"), ("2024년 가을부터", "2024-23/.."), ("2025년 10월 말까지", "../2025-10-31"), ("2025년 1분기에", "2025-33"), ("지난달", "2025-08"), ("2024년에", "2024")),
    (("발도리아 국방부", "발도리아 국방부"), ("라치필드 연구소", "라치필드 연구소"), ("에스트마크 합참", "에스트마크 합참")),
    ("{who}에 따르면 {when} {figure} 보냈다{other}.", "{who}에 따르면 {figure} {when} 도착했다{other}."),
    ((" (제11군단)", ("11",)), (" (152mm 포)", ("152",)), (" (도로의 40%)", ("40",)), ("", ()), ("", ())),
)  # fmt: skip
#: Ends of a range, of which a magnitude said once belongs to both.
RANGES = (
    ("300", 300, "875", 875), ("4", 4_000_000, "6 млн", 6_000_000), ("12", 12_000, "15 тыс.", 15_000),
    ("14,000", 14_000, "15,000", 15_000), ("1.5", 1_500_000, "2 million", 2_000_000),
)  # fmt: skip
LANGUAGES = (ENGLISH, RUSSIAN, UKRAINIAN, KOREAN)


def made(chance: random.Random, words: Words) -> Made:
    """One sentence of a language with its claim, among sentences that say nothing of it."""
    qualifier = chance.choice(sorted(words.hedges))
    hedge = chance.choice(words.hedges[qualifier])
    (said, value), (later, upper) = sorted(
        chance.sample(words.numbers, 2), key=lambda number: number[1]
    )
    noun, unit, counted = chance.choice(words.nouns)
    when, time = chance.choice(words.times)
    who, name = chance.choice(words.speakers)
    other, numbers = chance.choice(words.others)
    ranged = len(BOUNDS[qualifier]) == 2
    if ranged:
        ours = RANGES[:1] + (RANGES[3:] if words.code == "en" else RANGES[1:3])
        said, value, later, upper = chance.choice(ours)
    if words.code == "ko":  # the counter stands before what follows a number
        before, _, after = hedge.partition("{}")
        figure = f"{before}{said}{noun}{after}"
    else:
        figure = hedge.format(said, later) if ranged else hedge.format(said)
    template = chance.choice(words.sentences)
    sentence = template.format(
        figure=figure, Figure=_capital(figure), noun=noun, when=when, When=_capital(when),
        who=who, Who=_capital(who), other=other,
    )  # fmt: skip
    filler = {"en": "Nothing else is known.", "ko": "더 알려진 것은 없다."}.get(words.code, "…")
    text = f"{filler} {sentence} {filler}"
    start = len(filler) + 1
    stands = figure if figure in sentence else _capital(figure)
    wordings = [stands] if chance.random() < 0.5 else []
    figures = {"lower": value, "upper": upper} if ranged else {BOUNDS[qualifier][0]: value}
    claim = Evidence(
        "made",
        Passage([(start, start + len(sentence))], wordings, 1),
        estimate=True,
        figures=tuple((f"kg:{end}", Fraction(number)) for end, number in figures.items()),
        times=(("kg:time", time),),
        qualifier=qualifier,
        unit=unit,
        measure="munitionsSent",
        things=(counted, f"{unit} (unit)"),
        speakers=(name,),
        rivals=tuple(n for _, n in words.speakers if n != name),
        own_voice=False,
    )
    everyone = tuple(n for _, n in words.speakers)
    others = tuple(Fraction(n) for n in numbers if other and other in sentence)
    return Made(text, words.code, claim, others, (), (), everyone)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
