"""The words by which a language denies, leaves open, or only seems to deny what a clause says.

Of Russian and Ukrainian all but whole phrases are beginnings of words, which are inflected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.claims.evidence.stated.language import alternation, words


@dataclass(frozen=True, eq=False)
class DenialWords:
    """What the reader of denials knows of a language that puts its verb before its object.

    ``negations`` negate the verb behind them, ``nobodies`` the clause whose subject they are,
    ``refusals`` the infinitive behind them. ``denials`` are verbs and nouns of denial, ``excluded``
    those that leave open what they do not exclude; ``falsehoods`` what is said of a thing that is not so.
    ``sayings`` are verbs of saying, knowing and showing: negated they leave open what they govern;
    ``grounds`` are what "no … that" is said of, ``doubts`` what assures when it is negated.
    ``seeming``: behind a negation they make a hedge or an idiom of it. ``linked``: words at which
    another clause begins, ``asked`` those of a question or a relative clause, ``whether`` of an open one.
    """

    negations: frozenset[str]
    nobodies: frozenset[str]
    nones: frozenset[str]
    refusals: tuple[str, ...]
    denials: tuple[str, ...]
    excluded: tuple[str, ...]
    falsehoods: tuple[str, ...]
    sayings: tuple[str, ...]
    grounds: tuple[str, ...]
    doubts: tuple[str, ...]
    seeming: frozenset[str]
    linked: frozenset[str]
    asked: frozenset[str]
    whether: frozenset[str]
    that: frozenset[str]
    joints: frozenset[str]
    auxiliaries: frozenset[str]
    finite: re.Pattern[str]  # a form that is surely or maybe that of a finite verb
    not_finite: frozenset[str]
    truths: tuple[str, ...] = ()  # "not true", "not so"
    access: frozenset[str] = frozenset()  # "denied entry": no denial of what is said
    adverbs: frozenset[str] = frozenset()
    lies: tuple[str, ...] = ()  # who says it lies or is mistaken: "lied when it said"
    wrongly: tuple[str, ...] = ()  # "falsely said"
    taken_back: tuple[str, ...] = ()  # "retracted its claim that"


_AUXILIARIES = words("""is are was were be been being has have had will would can could may might must shall
    should does do did am isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't
    shouldn't doesn't don't didn't mustn't""")  # fmt: skip

ENGLISH = DenialWords(
    negations=words("not never cannot neither nor nowhere hardly scarcely"),
    nobodies=words("nobody none nothing"),
    nones=words("no"),
    refusals=("refus", "fail", "declin", "unable", "unwilling"),
    denials=("deny", "denies", "denied", "denying", "denial", "refut", "reject", "dismiss", "disput", "debunk",
             "disavow", "repudiat", "rebut", "rebuff", "contradict", "disprov", "scoff", "ridicul"),
    excluded=("rule", "ruling", "exclud"),
    falsehoods=("false", "untrue", "wrong", "incorrect", "inaccurate", "lie", "lies", "myth", "fake", "fiction",
                "nonsense", "fabricat", "fantas", "bogus", "fictitious", "baseless", "groundless", "unfounded", "invent", "hoax"),
    sayings=("say", "said", "confirm", "verif", "know", "knew", "known", "believ", "think", "thought", "claim", "prove",
             "proof", "show", "establish", "assert", "state", "stating", "admit", "acknowledg", "suggest", "mention",
             "tell", "told", "report", "announc", "accept", "conclu", "substantiat", "disclos", "reveal", "specif",
             "comment", "corroborat", "clear", "certain", "sure", "evident", "likely", "agree", "recogni",
             "indicat", "estimat", "warn", "insist", "add", "find", "found", "spoke", "speak", "talk"),
    grounds=("evidence", "proof", "indication", "sign", "confirmation", "basis", "reason", "information", "record",
             "report", "trace", "data", "word", "hint", "suggestion"),
    doubts=("doubt", "question", "secret", "denying", "denial", "mistake", "mistaking", "dispute"),
    seeming=words("all every each only just merely simply least more less fewer under over later long far even mention least surprisingly unlike"),
    linked=words("""but yet while whereas although though because since if unless when whenever after before as so until
        till despite"""),
    asked=words("how when where why who whom whose what which"),
    whether=words("whether if"),
    that=words("that"),
    joints=words("and or"),
    auxiliaries=_AUXILIARIES,
    finite=re.compile(
        r"(?:sent|said|says|told|gave|went|came|lost|took|made|got|began|sold|bought|built|brought|fought|shot|held|kept"
        r"|left|met|paid|ran|saw|spent|won|wrote|knew|grew|fell|fled|became|sends|holds|gives|keeps|takes|makes|loses"
        r"|woke|spoke|drove|chose|broke|stood|heard|slept|threw|drew|flew|swore|fed|sank|hid|forgot|meant|taught|caught|sought|stole|struck"
        r"|has|moves|deploys|receives|gets|[a-z]{2,}ed)"
    ),
    not_finite=words("united armed wounded injured unmanned reported alleged combined hundred need speed"),
    truths=("true", "truth", "correct", "right", "so", "case", "accurate", "real", "fact"),
    access=words("entry access visa visas asylum permission passage bail treatment leave admission"),
    adverbs=words("yet ever even also actually really officially publicly been be have has immediately either itself"),
    lies=("lied", "lie", "lies", "lying", "wrong", "mistaken", "mistook", "erred"),
    wrongly=("falsely", "wrongly", "mistakenly", "erroneously", "incorrectly", "inaccurately", "untruthfully"),
    taken_back=("retract", "recant", "withdr", "disown"),
)  # fmt: skip

RUSSIAN = DenialWords(
    negations=words("не никогда ни нет нету нельзя невозможно"),
    nobodies=frozenset(),
    nones=frozenset(),
    refusals=("отказ",),
    denials=("опровер", "отриц", "отверг", "отклон", "открест", "открещ"),
    excluded=("исключ",),
    falsehoods=("неправд", "ложь", "ложью", "ложн", "ложными", "фейк", "вымыс", "вымыш", "выдум", "дезинформ", "неверн", "клевет"),
    sayings=("подтвер", "сказ", "сообщ", "утвержд", "знает", "знал", "знают", "известн", "верит", "верят", "счита", "указ",
             "раскры", "уточн", "коммент", "заяв", "говор", "доказ", "ясно", "увер", "призна", "соглас", "установ"),
    grounds=("доказат", "данн", "подтвержд", "свидетел", "информац", "основан", "сведен", "признак", "следов"),
    doubts=("сомнен", "сомнев", "секрет", "тайн"),
    seeming=words("много мало только просто лишь менее более меньше больше свыше позднее позже раньше ранее раз один одна одну без далее так считая кто что хуже"),
    linked=words("но однако а хотя пока поскольку если когда потому зато тогда"),
    asked=words("""сколько как когда где куда откуда почему зачем кто кого чей который которая которое которые которого
        которой которую которым которых котором"""),
    whether=words("ли"),
    that=words("что чтобы будто"),
    joints=words("и или либо"),
    auxiliaries=frozenset(),
    finite=re.compile(
        r"\w*(?:[аеиыоуяю]л|[а-яё]{2,}л[аои]|[аеиыя]лся|л[аои]сь|ает|яет|ует|еет|ают|яют|уют|ится|ются|ется|ёт|ят)"
    ),
    not_finite=words("гибели прибылей около мало немало недели модели цели роли доли земли корабли рубли евро тыла число дело село генерал урал канал журнал арсенал материал сигнал сил числа дела начала стола были-бы школа тела если после"),
    truths=("правд", "верно", "так", "соответств"),
    adverbs=words("удалось удаётся удается удастся стал стала стало стали смог смогла смогли мог могла могли может могут спешит"),
    lies=("солга", "лгал", "лгут", "лжёт", "лжет", "лгать", "врёт", "врет", "врал", "врут", "соврал", "ошиб", "ошиба"),
    wrongly=("ошибочно", "ложно", "неверно", "неправильно", "лживо"),
    taken_back=("отозва", "дезавуир"),
)  # fmt: skip

UKRAINIAN = DenialWords(
    negations=words("не ніколи ні ані немає нема неможливо"),
    nobodies=frozenset(),
    nones=frozenset(),
    refusals=("відмов",),
    denials=("запереч", "спросту", "відкин", "відкида", "відхил"),
    excluded=("виключ",),
    falsehoods=("неправд", "брехн", "хибн", "фейк", "вигад", "дезінформ", "неправильн", "наклеп"),
    sayings=("підтвер", "сказ", "повідом", "стверд", "знає", "знав", "знають", "відом", "вірить", "вважа", "вказ", "розкри",
             "уточн", "комент", "заяв", "говор", "довод", "доказ", "ясно", "певн", "визна", "погод", "встанов"),
    grounds=("доказ", "дан", "підтвердж", "свідчен", "інформац", "підстав", "відомост", "ознак", "слід"),
    doubts=("сумнів", "секрет", "таємниц"),
    seeming=words("багато мало тільки лише просто менше менш більше більш понад пізніше раніше раз один одна одну без так далі рахуючи хто що гірше"),
    linked=words("але однак проте а хоча хоч поки оскільки якщо коли тому зате тоді"),
    asked=words("""скільки як коли де куди звідки чому хто кого чий який яка яке які якого якої яку яким яких якому"""),
    whether=words("чи"),
    that=words("що щоб ніби наче"),
    joints=words("і й та або"),
    auxiliaries=frozenset(),
    finite=re.compile(
        r"\w*(?:[аиуяї]в|[а-яіїє]{2,}л[аои]|[аиуяї]вся|л[аои]ся|ає|яє|ує|ють|ить|ять|ється|еться|ються)"
    ),
    not_finite=words("близько мало чимало цілі моделі ролі частки кораблі рублі тилу число діло село став склад генерал сила сили школа числа тіла після якщо"),
    truths=("правд", "вірно", "так", "відповід"),
    adverbs=words("вдалося вдається вдасться став стала стало стали зміг змогла змогли міг могла могли може можуть поспішає"),
    lies=("збреха", "бреше", "брешуть", "брехал", "брехав", "помили", "помиля"),
    wrongly=("помилково", "хибно", "неправильно", "невірно", "брехливо"),
    taken_back=("відклика", "дезавую"),
)  # fmt: skip

WORDS = {"en": ENGLISH, "ru": RUSSIAN, "uk": UKRAINIAN}

#: By language what a sentence has in which anything is denied or left open.
CUES = {
    "en": re.compile(
        r"(?i)\b(?:no|not|non|nor|never|neither|hardly|scarcely|nobody|none|nothing|nowhere|cannot|without|whether|den(?:y|ies|ied|ying|ials?)"
        r"|(?:refut|reject|dismiss|disput|debunk|disavow|repudiat|rebut|rebuff|contradict|doubt|impossib|implausib|inconceiv|disprov|scoff|ridicul|bogus|fictitious|fantas|exclud|refus|fail|declin|fabricat|invent)\w*"
        r"|rul(?:es?|ed|ing)\s+out|yet\s+to|little|scant|instead\s+of|far\s+from|ma(?:de|kes?|king)\s+up|rather\s+than|decided\s+against|stop(?:s|ped)?\s+short|unable|unwilling|un(?:true|clear|confirmed|proven|likely|founded|certain|known|verified)"
        r"|false(?:ly)?|wrong(?:ly)?|incorrect(?:ly)?|inaccurate(?:ly)?|lie[sd]?|lying|mistak\w+|mistook|erroneous(?:ly)?|erred|(?:retract|recant|withdr|disown)\w*|myth|fakes?|fiction|nonsense|baseless|groundless|hoax)\b|n['’]t\b"
    ),
    "ru": re.compile(
        r"(?i)(?<!\w)(?:не|ни|нет|нету|никогда|нельзя|невозможно|ли)(?!\w)"
        r"|(?<!\w)(?:опровер|отриц|отверг|отклон|откре[сщ]|исключ|отказ|неправд|лож[ьн]|фейк|вым[ыш]|вымыс|выдум|дезинформ|неверн|клевет|солг|лгал|лгут|лж[её]т|лгать|вр[её]т|врал|врут|соврал|ошиб|неправильн|лжив|никак(?:ой|ая|ие|их|ого)|отозва|дезавуир|неизвестн|неясн|сомнев|сомнит|невозможн|невероятн)"
    ),
    "uk": re.compile(
        r"(?i)(?<!\w)(?:не|ні|ані|немає|нема|ніколи|неможливо|чи)(?!\w)"
        r"|(?<!\w)(?:запереч|спросту|відки[нд]|відхил|виключ|відмов|неправ|брехн|хибн|фейк|вигад|дезінформ|неправильн|невірн|наклеп|збреха|бреш|брех|помил|жодн|ніяк(?:ий|а|і|их|ого)|відклика|дезавую|невідом|неясн|сумнів|неможлив|неймовірн)"
    ),
    "ko": re.compile(
        r"않|못|없|아니|아닌|부인|부정|일축|반박|거짓|허위|가짜|안(?<![가-힣]안) |불분명|불확실|거부|거절|오보|날조|무근|사실과\s?다[르른]"
    ),
}

_WHOLE = words("""hardly scarcely no not non nor never neither nobody none nothing nowhere cannot without whether deny denies denied
    denying denial denials rule rules ruled ruling unable lie lies myth fake fakes hoax groundless yet little scant
    instead rather decided stopped stops stop fail fails t lied lying made make makes making far erred mistook""")  # fmt: skip
_BEGUN = words("""refut rejec dismi dispu debun disav repud rebut rebuf contr doubt impos impla incon exclu refus faile faili
    failu decli fabri inven unwil untru uncle uncon unpro unlik unfou uncer unkno unver false wrong incor inacc ficti
    nonse basel scoff ridic bogus ficti fanta mista erron retra recan withd disow""")  # fmt: skip


def cue_places(text: str, code: str) -> list[int]:
    """Where in a text each word begins that may be one of the ``CUES`` of a language, in order.

    Its different words are looked at first, and the text is searched only for those that may deny.
    """
    low = text.lower()
    if len(low) != len(text):  # a letter whose small form has another length
        low = text
    if code == "ko":  # particles and endings stand glued to the words
        return [match.start() for match in CUES[code].finditer(low)]
    letter, may_deny = ("[a-z]", _may_deny) if code == "en" else (r"\w", CUES[code].search)
    different = " ".join(set(low.split()))
    found = sorted(word for word in set(re.findall(f"{letter}+", different)) if may_deny(word))
    if not found:
        return []
    # It begins with the first letters of the words, to which the search skips.
    inside = re.compile(f"(?<={letter})")
    pattern = re.compile(rf"{alternation(found)}(?!{letter})")
    places = [match.start() for match in pattern.finditer(low)]
    return [place for place in places if not inside.match(low, place)]


def _may_deny(word: str) -> bool:
    """Whether an English word in small letters may begin one of the ``CUES``, or be in it."""
    return word in _WHOLE or word[:5] in _BEGUN


def has_cue(sentence: str, code: str) -> bool:
    """Whether a sentence has a word that may deny something or leave it open."""
    return CUES[code].search(sentence) is not None
