"""Who says it: the attributions of a sentence, compared with the names of a claim's speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.claims.evidence.stated.language import alternation, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EN_VERBS = [
    "said",
    "says",
    "say",
    "saying",
    "estimates",
    "estimated",
    "estimate",
    "warns",
    "warned",
    "warn",
    "reported",
    "reports",
    "report",
    "claims",
    "claimed",
    "claim",
    "believes",
    "believed",
    "believe",
    "states",
    "stated",
    "announced",
    "announces",
    "told",
    "tells",
    "confirmed",
    "confirms",
    "confirm",
    "denied",
    "denies",
    "deny",
    "assessed",
    "assesses",
    "assess",
    "counts",
    "counted",
    "count",
    "puts",
    "put",
    "calculates",
    "calculated",
    "calculate",
    "insisted",
    "insists",
    "added",
    "adds",
    "add",
    "noted",
    "notes",
    "note",
    "argues",
    "argued",
    "suggests",
    "suggested",
    "suggest",
    "showed",
    "shows",
    "show",
    "wrote",
    "writes",
    "declared",
    "declares",
    "acknowledged",
    "acknowledges",
    "rejects",
    "rejected",
    "disclosed",
    "discloses",
    "revealed",
    "reveals",
    "concluded",
    "concludes",
    "expects",
    "expected",
    "predicts",
    "predicted",
    "alleged",
    "alleges",
    "found",
    "finds",
    "mentions",
    "mentioned",
    "describes",
    "described",
    "disagrees",
    "disagreed",
    "considers",
    "thinks",
    "thought",
    "gave",
    "gives",
    "admitted",
    "admits",
    "maintains",
    "maintained",
    "asserts",
    "asserted",
    "tallied",
    "recorded",
    "records",
    "quoted",
    "specified",
    "pointed",
    "explained",
    "explains",
    "published",
]
_VERB = alternation(sorted(set(_EN_VERBS)))
#: Verbs that also have other objects: only with "that" behind them, or a figure, is it speech.
_NAME = r"[^,;:.!?()“”\"\n]{2,90}?"
_TIME = r"(?:(?:[Ii]n|[Oo]n|[Aa]t|[Bb]y|[Ss]ince|[Ll]ast|[Tt]his)\b[^,;:]{2,40},\s*)?"
_PATTERNS = {
    "en": (
        re.compile(rf"(?i:according\s+to|in\s+the\s+words\s+of|per|estimates?\s+(?:by|of|from)|(?:data|figures|reports?)\s+(?:by|from|of)|as\s+reported\s+by)\s+(?P<who>{_NAME})(?=[,;:.!?()“”\"\n]|\s+(?:that|who|which|and|in|on|has|have|had|was|were|is|are)\b|$)"),
        re.compile(rf"(?:^|[,;:“”\"]\s*|\b(?:but|and|while|although|that|where|when)\s+){_TIME}(?P<who>{_NAME})(?:,[^,;.]{{2,60}},)?\s+(?:(?:has|have|had|also|now|later|once|never|repeatedly)\s+)*{_VERB}\b"),
        re.compile(rf"[,”\"]\s*(?:said|says|reported|reports|warned|added|estimates|estimated)\s+(?P<who>{_NAME})(?=[,;:.!?()“”\"\n]|$)"),
    ),
    "ru": (
        re.compile(r"(?i:по\s+(?:\w+\s+)?(?:словам|данным|оценкам|оценке|информации|сообщению|сообщениям|сведениям|подсч[её]там)|согласно(?:\s+(?:данным|оценкам|оценке|отч[её]ту))?)\s+(?P<who>[^,;:.!?()\n]{2,80}?)(?=[,;:.!?()\n]|\s+(?:передано|погибло|погибли|было|в\s|до\s|около|более|[0-9])|$)"),
        re.compile(r"(?:^|[,;:«»]\s*)(?P<who>[^,;:.!?()\n]{2,80}?)\s+(?:сообщил\w*|заявил\w*|заявля\w+|оценива\w+|оценил\w*|счита\w+|утвержда\w+|сообща\w+|предупре\w+|подтверд\w+|опроверг\w*|насчитал\w*|говор\w+|сказал\w*)"),
        re.compile(r"(?:сообщил\w*|заявил\w*|сказал\w*|отметил\w*)\s+(?:в\s+)?(?P<who>[^,;:.!?()\n]{2,80}?)(?=[,;:.!?()\n]|$)"),
    ),
    "uk": (
        re.compile(r"(?i:за\s+(?:\w+\s+)?(?:словами|даними|оцінками|оцінкою|інформацією|повідомленням|підрахунками)|згідно\s+(?:з|із)(?:\s+(?:даними|оцінками|звітом))?)\s+(?P<who>[^,;:.!?()\n]{2,80}?)(?=[,;:.!?()\n]|\s+(?:передано|загинуло|загинули|було|у\s|в\s|до\s|близько|понад|[0-9])|$)"),
        re.compile(r"(?:^|[,;:«»]\s*)(?P<who>[^,;:.!?()\n]{2,80}?)\s+(?:повідоми\w+|заяви\w+|заявля\w+|оціню\w+|оціни\w+|вважа\w+|стверджу\w+|повідомля\w+|попереджа\w+|попереди\w+|підтверди\w+|спростува\w+|нарахува\w+|каж\w+|сказа\w+)"),
        re.compile(r"(?:повідоми\w+|заяви\w+|сказа\w+|зазначи\w+)\s+(?:в\s+|у\s+)?(?P<who>[^,;:.!?()\n]{2,80}?)(?=[,;:.!?()\n]|$)"),
    ),
    "ko": (
        re.compile(r"(?P<who>[^,.!?()\n]{1,40}?)(?:에\s*따르면|에\s*의하면)"),
        re.compile(r"(?:^|[,]\s*)(?P<who>[^,.!?()\n]{1,30}?)(?:은|는|이|가)\s.*?(?:밝혔|말했|전했|추정|발표했|주장했|보고했|보도했|평가했|분석했|집계했)"),
    ),
}  # fmt: skip
_EN_ACCORDING = _PATTERNS["en"][0]
#: One of these stands where it finds something.
_ACCORDING = ("according", "in the", "per", "estimate", "data", "figures", "report", "words")
#: "In November 2022 the ministry": the time is no part of the name.
_DATED = re.compile(
    r"^(?:[Ii]n|[Oo]n|[Bb]y|[Ss]ince|[ВвУуЗз])\s+(?:[^\W\d_]+\s+|[0-9]{1,2}\s+){0,3}(?:19|20)[0-9]{2}\s+(?:(?:года|году|року|році)\s+)?"
)
_SMALL = words("""the a an of s and in on at for by to unnamed group some s's from with its his her their other who
its that this these those also said new""")
_SAME = {"defense": "defence", "defences": "defence", "british": "uk", "britain": "uk", "britains": "uk",
         "kingdom": "uk", "united": "", "russian": "russia", "ukrainian": "ukraine", "korean": "korea",
         "iranian": "iran", "chinese": "china", "american": "us", "ministries": "ministry", "ministers": "minister",
         "agencies": "agency", "officials": "official", "republic": "", "national": "", "intelligence": "intelligence",
         "rok": "korea", "u.s": "us", "america": "us", "states": "us", "seoul": "korea", "forces": "force"}  # fmt: skip
_PRONOUNS = words("""it he she they we i you who which that this these those both one others officials sources
он она они оно он-же его вона він вони воно 그 그는 그녀 이 these""")
_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words of a sentence that say who says it: ``who``, and where they stand."""

    who: str
    start: int
    end: int


def attributions(sentence: str, code: str) -> Iterator[Attribution]:
    """Who speaks in a sentence, by its "according to" and its verbs of saying."""
    small = sentence.lower()
    for pattern in _PATTERNS.get(code, ()):
        if pattern is _EN_ACCORDING and not any(words in small for words in _ACCORDING):
            continue
        for match in pattern.finditer(sentence):
            who = _DATED.sub("", match["who"].strip())
            if _words(who, code):
                yield Attribution(who, match.start("who"), match.end("who"))


@lru_cache(maxsize=4096)
def _words(text: str, code: str) -> frozenset[str]:
    """The words of a name that count: without articles and endings, spelt in one way."""
    words = []
    for word in _WORD.findall(text.lower().replace("’", "'").replace("'s", " ").replace("'", " ")):
        word = _SAME.get(word, word)
        if word and word not in _SMALL:
            words.append(word[:5] if code in ("ru", "uk") and not word.isascii() else word)
    return frozenset(words)


def is_pronoun(who: str) -> bool:
    """Whether the words name nobody: "it", "they"."""
    words = who.lower().split()
    return bool(words) and all(word in _PRONOUNS or word in _SMALL for word in words)


class Speaker:
    """The names of one speaker, as far as they are in the letters of a text."""

    def __init__(self, names: Iterable[str], code: str) -> None:
        self.code = code
        cleaned = (re.sub(r"\([^)]*\)", " ", name) for name in names)
        kept = [name for name in cleaned if _same_letters(name, code)]
        self._plain = [name.replace(" ", "") for name in kept] if code == "ko" else []
        self._names = [words for name in kept if (words := _words(name, code))]

    def __bool__(self) -> bool:
        return bool(self._names)

    def is_in(self, who: str) -> bool:
        """Whether some words name this speaker, in full or in part ("the ministry")."""
        if self.code == "ko":
            return self.stands_in(who)
        words = _words(who, self.code)
        return any(name <= words or (words and words <= name) for name in self._names)

    def stands_in(self, text: str) -> bool:
        """Whether one of the full names stands in a text."""
        if self.code == "ko":
            plain = text.replace(" ", "")
            return any(name in plain for name in self._plain)
        words = _words(text, self.code)
        return any(name <= words for name in self._names)


def _same_letters(name: str, code: str) -> bool:
    """Whether a name is in the script of a language: others cannot be looked for."""
    letters = [letter for letter in name if letter.isalpha()]
    if not letters:
        return False
    first = letters[0]
    if code == "en":
        return first.isascii() or ord(first) < 0x250
    if code == "ko":
        return "\uac00" <= first <= "\ud7a3"
    return "\u0400" <= first <= "\u04ff"
