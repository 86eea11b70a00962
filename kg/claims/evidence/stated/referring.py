"""A sentence that denies, or leaves open, what the sentence before it says: "Moscow called this false".

It says so by a word that refers back ("this", "the claim"); "denied that tanks came" is of another matter.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.claims.evidence.stated.denied_clause import DENIES, OPEN, Stance
from kg.claims.evidence.stated.speakers import attributions


class Referring(NamedTuple):
    """What a sentence does with the one before it, and who does it; ``who`` is empty in its own voice."""

    stance: Stance
    who: str


class _Forms(NamedTuple):
    """How a language refers back: somebody ``does`` it, or what was said ``is`` so.

    Both have the groups ``neg``, ``denies`` and ``opens`` (shown or confirmed, which is open where it
    is negated), ``does`` also ``who``; in ``is`` the group ``true`` is denied by ``neg``, and ``none``
    needs none.
    """

    does: re.Pattern[str]
    is_so: re.Pattern[str]


_EN_NOUN = (
    r"(?:claims?|reports?|figures?|numbers?|allegations?|accusations?|assertions?|statements?|estimates?|stor(?:y|ies)"
    r"|charges?|accounts?|information|rumou?rs?|suggestions?|totals?|tall(?:y|ies))"
)
_EN_THE = rf"(?:the|this|that|these|those|such|all|both|its|their)\s+(?:\w+\s+)?{_EN_NOUN}(?!\s+(?:of|that|about|on|for)\b)"
_EN_END = r"(?=\s*(?:[.,;:!?)”\"]|$|\s(?:as|in|on|at|by|and|but|outright|again|too|through|via|to|yesterday|later|immediately|strongly|firmly|altogether)\b))"
_EN_REF = rf"(?:{_EN_THE}|(?:this|that|it|them|these|those)\b{_EN_END})"
_EN_FALSE = (
    r"(?:a\s+|an\s+|pure\s+|completely\s+|entirely\s+|simply\s+|utterly\s+)*(?:false|untrue|wrong|incorrect|inaccurate|lies?|myth"
    r"|fakes?|fiction|nonsense|fabrications?|fabricated|baseless|groundless|unfounded|inventions?|invented|hoax|mistaken|fantasy)\b"
)
_EN_NEG = r"(?:(?:refused|declined|failed|unable|unwilling)\s+to|not|never|neither|cannot|no longer|nor)\b|\w+n['’]t\b"
_EN_LIGHT = r"(?:has|have|had|did|does|do|could|would|will|can|was|is|were|been|be|to|yet|later|also|since|again|flatly|firmly|publicly|officially|repeatedly|immediately|strongly|has|nor)"
_EN_LEAD = (
    r"^[“\"‘(]*(?:but|yet|however|and|later|still|though|meanwhile|in\s+response|in\s+turn)?,?\s*"
)
_RU_NOUN = r"(?:информаци|сообщени|данн|заявлени|утверждени|сведени|слов|цифр|числ|оценк|обвинени|слух|новост|публикаци)\w*"
_UK_NOUN = r"(?:інформаці|повідомленн|дан|заяв|твердженн|відомост|слов|цифр|оцінк|звинуваченн|чутк|числ|публікаці)\w*"
_RU_FALSE = r"(?:неправд|лож[ьн]|фейк|вымыс|выдум|дезинформ|неверн|клевет|ошиб|чушь|бред)\w*"
_UK_FALSE = r"(?:неправд|брехн|фейк|вигад|дезінформ|невірн|неправильн|наклеп|помил|нісенітниц)\w*"
_KO_NOUN = r"(?:주장|보도|발표|수치|의혹|정보|소식|숫자|추정|내용)"
_KO_REF = rf"(?:이를|이것을|그것을|(?:이|그|해당|이런|이러한|그런|이\s?같은|그\s?같은)\s?{_KO_NOUN}(?:을|를|에\s대해|도)?)"


def _slavic(ref: str, noun: str, this: str, denies: str, shows: str, calls: str, false: str, lead: str, not_so: str, none: str) -> _Forms:  # fmt: skip
    back = rf"(?:{ref}\s+{noun}|{this})"
    return _Forms(
        re.compile(
            rf"(?i)^[«“\"]*(?:(?:{lead}),?\s+)?(?P<who>[^,;:.!?()\n]{{2,60}}?)\s+(?:(?P<ref>{back})\s+)?"
            rf"(?:(?P<neg>не)\s+(?:\w+\s+)?)?(?:(?P<denies>(?:{denies})\w*)|(?P<opens>(?:{shows})\w*)|(?P<calls>(?:{calls})\w*))"
            rf"(?:\s+(?P<after>{back})(?=[\s,.;:!?]|$))?(?:\s+(?:\w+\s+)?(?P<false>{false}))?"
        ),
        re.compile(
            rf"(?i)(?:^|[,:«]\s*(?:что\s+|що\s+)?)(?:(?:{lead}),?\s+)?(?:(?:это|це|всё\s+это|все\s+це|{ref}\s+{noun})\s*(?:[—–-]\s*)?"
            rf"(?:\w+(?:лись|лось|лась|лся|лися|лося|лася|вся)\s+|явля\w+\s+|было\s+|є\s+|було\s+)?(?:(?P<neg>не)\s+)?"
            rf"(?:(?P<none>{not_so})|(?P<denies>{false})|(?P<true>правд\w*|так|верно|вірно)|(?P<opens>(?:{shows})\w*))(?=[\s,.;:!?—–]|$)"
            rf"|(?P<such>{none}))"
        ),
    )


_FORMS = {
    "en": _Forms(
        re.compile(
            rf"(?i){_EN_LEAD}(?P<who>[^,;:.!?()“”\"\n]{{2,90}}?)\s+(?:(?:(?P<neg>{_EN_NEG})|{_EN_LIGHT})\s+)*"
            rf"(?:(?P<denies>den(?:y|ies|ied|ying)|(?:reject|dismiss|refut|disput|rebut|repudiat|disavow|debunk|contradict|retract)(?:s|es|e|ed|ing|ted)?|withdrew|took\s+back)"
            rf"\s+(?:{_EN_REF}|(?:him|her)\s+{_EN_NOUN})|(?P<bare>den(?:ies|ied))\s*[.!]|(?P<opens>(?:confirm|verif|corroborat|substantiat)\w*)\s+{_EN_REF}"
            rf"|(?:call|brand|label|describ)\w*\s+(?:{_EN_THE}|this|that|it|them)\s+(?:as\s+)?(?P<false>{_EN_FALSE}))"
        ),
        re.compile(
            rf"(?i)(?:^[“\"‘(]*|[,:“\"]\s*|\b(?:said|says|insisted|insists|stated|states|added|adds|replied|argued)\s+(?:that\s+)?)"
            rf"(?:but\s+|yet\s+|however,\s+|in\s+fact,?\s+)?(?:(?:{_EN_THE}|this|that|it|all\s+of\s+this|these|those)\s+"
            rf"(?:(?:is|was|are|were|has|have|had|been|be|could|can|would|turned\s+out|turns\s+out|proved|proves|to)\s*|(?:(?P<neg>{_EN_NEG})\s*)|(?:is|was|are|were|has|have|could|can|did|would|do|does)(?P<neg2>n['’]t|not)\s+"
            rf"|(?:yet|ever|also|simply|just|later|independently|immediately)\s+)+"
            rf"(?:(?P<denies>{_EN_FALSE})|(?P<true>true|so|the\s+case|correct|right|accurate|real|happen(?:ed)?)\b"
            rf"|(?P<opens>confirmed|verified|proven|proved|substantiated|corroborated|clear|certain|known)\b"
            rf"|(?P<none_open>unconfirmed|unclear|unproven|unverified|uncertain)\b)(?=\s*(?:[.,;:!?)”\"]|$|\s(?:and|but|according|said|in|at|by|yet)\b))"
            rf"|(?:{_EN_THE}|this|that|it)\s+(?:is|was|were|are|has\s+been|have\s+been|had\s+been)\s+(?P<passive>denied|disputed|rejected|dismissed|refuted|rebutted|contradicted|retracted|debunked)\b(?:\s+(?:as\s+\w+\s+)?by\s+(?P<by>[^,;.!?]{{2,60}}))?"
            rf"|(?P<such>(?:none\s+of\s+(?:this|that|it)|nothing\s+of\s+the\s+(?:sort|kind))\b|there\s+(?:is|was|are|were)\s+no\s+such\b|no\s+such\s+[\w\s]{{2,30}}?(?:exist|was|were|took|happen)\w*))"
        ),
    ),
    "ru": _slavic(
        r"(?:эт\w+|так\w+|данн\w+|подобн\w+|все\s+эти)", _RU_NOUN, r"это(?:го|му)?|их", "опроверг|отриц|отверг|отклон", "подтверд|подтвержд",
        "назва|назыв", _RU_FALSE, "но|однако|а|позже|затем|при\\s+этом|в\\s+свою\\s+очередь",
        r"не\s+так|не\s+соответству\w+\s+действительности", r"так\w+\s+\w+\s+(?:не\s+существ\w+|нет|не\s+было)(?!\w)",
    ),
    "uk": _slavic(
        r"(?:ц[іюяеи]\w*|так\w+|дан\w+|подібн\w+|всі\s+ці)", _UK_NOUN, r"це|цього|цьому|їх", "спросту|запереч|відкин|відкида|відхил", "підтверд",
        "назва|назива", _UK_FALSE, "але|однак|проте|а|пізніше|згодом|водночас|у\\s+свою\\s+чергу",
        r"не\s+так|не\s+відповіда\w+\s+дійсності", r"так\w+\s+\w+\s+(?:не\s+існу\w+|немає|нема|не\s+було)(?!\w)",
    ),
    "ko": _Forms(
        re.compile(
            rf"^(?:그러나|하지만|그런데|반면)?,?\s*(?P<who>[^,.!?()\n]{{1,30}}?)(?:은|는|이|가|도)\s+{_KO_REF}\s*(?:[가-힣]+(?:게|히|로|으로)\s+)?"
            r"(?:(?P<denies>부인|부정|일축|반박)|(?P<opens>확인|인정))(?P<neg>하지(?:는|도)?\s?(?:않|못)|한\s?적(?:이|은)?\s?없|할\s?수\s?없)?"
            rf"|^(?:그러나|하지만)?,?\s*(?P<who2>[^,.!?()\n]{{1,30}}?)(?:은|는|이|가)\s+{_KO_REF}\s*(?P<false>거짓|허위|가짜|날조)"
        ),
        re.compile(
            rf"(?:^|[,“\"]\s*|(?:은|는|이|가)\s+)(?:그러나\s+|하지만\s+)?(?:이는|이것은|그것은|(?:이|그|해당)\s?{_KO_NOUN}(?:은|는))\s*(?:전혀\s|모두\s)?"
            r"(?:(?P<none>사실이?\s?아니|사실과\s?다[르른])|(?P<denies>거짓|허위|가짜|날조)(?:말)?(?P<neg>이\s?아니)?|(?P<opens>확인)(?P<neg2>되지\s?않))"
            r"|^(?P<such>그런\s[가-힣]+(?:은|는)\s(?:없|존재하지\s?않))"
        ),
    ),
}  # fmt: skip


#: One of these stands in every sentence that refers back.
_REFERS = {
    "en": re.compile(rf"(?i)\b(?:this|that|it|them|these|those|such|{_EN_NOUN}|nothing\s+of)\b|den(?:ies|ied)\s*[.!]"),
    "ru": re.compile(rf"(?i)\b(?:эт|так|данн|подобн|их\b|{_RU_NOUN})"),
    "uk": re.compile(rf"(?i)\b(?:ц[іеьюя]|так|дан|подібн|їх\b|{_UK_NOUN})"),
    "ko": re.compile(rf"이를|이는|[이그]것[은을]|(?:이|그|해당|이런|이러한|그런)\s?(?:같은\s?)?{_KO_NOUN}|그런\s"),
}  # fmt: skip


def referring_stance(sentence: str, code: str) -> Referring | None:
    """What a sentence does with the one before it; None where it does nothing with it."""
    forms = _FORMS.get(code)
    if forms is None or _REFERS[code].search(sentence) is None:
        return None
    if (match := forms.does.match(sentence)) is not None:
        stance = _does(match.groupdict(), code)
        if stance is not None:
            found = match.groupdict()
            return Referring(stance, (found["who"] or found.get("who2") or "").strip())
    for match in forms.is_so.finditer(sentence):
        stance = _is_so(match.groupdict())
        if stance is not None:
            speakers = (one.who for one in attributions(sentence, code))
            by = match.groupdict().get("by")
            return Referring(
                stance, by or next((who for who in speakers if who not in match[0]), "")
            )
    return None


def _does(found: dict[str, str | None], code: str) -> Stance | None:
    """What somebody does with what was said: denies it, calls it false, does not confirm it."""
    refers = code not in ("ru", "uk") or bool(found["ref"] or found["after"])
    negated, word = bool(found["neg"]), found["denies"] or found.get("bare") or found["false"]
    if not refers:
        return None
    if found["opens"]:
        return Stance(OPEN, found["opens"]) if negated else None
    return Stance(DENIES, word) if word and not negated else None


def _is_so(found: dict[str, str | None]) -> Stance | None:
    """What is said of what was said: that it is false, not true, not confirmed."""
    negated = bool(found["neg"] or found.get("neg2"))
    always = found.get("none") or found.get("such") or found.get("passive")
    if always:
        return Stance(DENIES, always)
    if found.get("none_open"):
        return Stance(OPEN, str(found["none_open"]))
    if found["denies"]:
        return None if negated else Stance(DENIES, found["denies"])
    for name, kind in (("true", DENIES), ("opens", OPEN)):
        if negated and found.get(name):
            return Stance(kind, f"not {found[name]}" if kind == DENIES else str(found[name]))
    return None
