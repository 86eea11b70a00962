"""The forms in which English texts say who speaks, as patterns over coded sentences. Data alone."""

from __future__ import annotations

import re

from kg.curate.suggest import cues

_VERBS = "|".join(
    sorted(
        (v for v in cues.SPEECH if v not in ("put", "puts", "place", "places")),
        key=len,
        reverse=True,
    )
)
_DENIALS = "|".join(sorted(cues.DENIALS, key=len, reverse=True))
_ADVERBS = rf"(?:(?:{'|'.join(cues.ADVERBS)}) )*"
_BEGIN = (
    r"(?:^[\"“]?|[;:] |[—–] |, (?:but|and|while|although|though|whereas|as) "
    r"|^(?:But|And|However,|Meanwhile,|Still,|Separately,|Earlier,) |^(?:[A-Z]\w+ )?(?:<date>,? )|\bthat )"
)
_ASIDE = r"(?:, [^,]{1,70},)?"
_TITLES = rf"(?:<adjective> )?(?:(?i:{'|'.join(cues.TITLES)})\.? )+"
_SPOKES = (
    r"(?:(?:[Aa] |[Tt]he )?(?:spokes\w+|officials?|representatives?) (?:for|of|from|at) "
    rf"|{_TITLES})?"
)
_WHO = rf"{_SPOKES}(?:(?:two|three|four|several|some|many) )?(?P<who><actor>)(?: \([^)]{{1,40}}\))?{_ASIDE}"
_TO = r"(?:(?<=told) (?:<name>|reporters|journalists|lawmakers|parliament|the [\w-]+))?"
_WHERE = r"(?: (?:<date>|on \w+day|on \w+|in an? (?:\w+ )?(?:statement|report|interview|post|briefing|speech)))?"
_THAT = rf"{_TO}{_WHERE},?(?: (?:\w+ ){{1,4}}?that| that)?:? "

LEAD = rf"{_BEGIN}{_WHO} {_ADVERBS}(?P<verb>{_VERBS})\b(?P<gap>{_THAT})"
PUTS = (
    rf"{_BEGIN}{_WHO} {_ADVERBS}(?P<verb>puts?|(?:disagrees? and )?places?) (?P<gap>)"
    r"(?=[^.]*\b(?:at|under|among) )"
)
DENY = (
    rf"{_BEGIN}{_WHO} {_ADVERBS}(?P<verb>{_DENIALS})\b(?P<gap>(?: (?:the|any|all|these|such))?"
    r"(?: (?:idea|claim|report|allegation|accusation|suggestion|charge|assertion|notion)s?)?(?: that)? )"
)
SHOWN = (
    r"(?P<who><actor>)(?:'s)? (?:reports?|data|figures|statistics|documents) "
    r"(?P<verb>show|shows|showed|say|says|suggest|suggests|indicate|indicates)(?P<gap>(?: that)? )"
)
#: Behind what is said: at the end of the sentence, or before another part of it.
_TAIL = r"(?: (?:in|on|at|to|during|after|via|through|late|early|last|this|earlier|yesterday|<date>)\b[^,;]{0,70})?"
TRAIL = rf"(?:, |,[\"”'] ?){_WHO} {_ADVERBS}(?P<verb>{_VERBS})\b{_TO}{_TAIL}[.!?]?[\"”']?$"
TRAIL_TURNED = rf",[\"”'] ?(?P<verb>said|says) {_SPOKES}(?P<who><actor>){_ASIDE}{_TAIL}[.!?]?$"
MID = rf",[\"”]? {_SPOKES}(?P<who><actor>) (?P<verb>{_VERBS})[,.] "
CLAUSE = rf",[\"”]? {_WHO} {_ADVERBS}(?P<verb>{_VERBS})\b{_TO}{_TAIL}(?=, (?:but|while|although|though|and|whereas) |;)"
ACCORDING = rf"\b[Aa]ccording to {_SPOKES}(?P<who><actor>)(?! and\b)(?!, <name> and\b)"
ACCORDING_OTHER = re.compile(r"\b[Aa]ccording to (?:the |an? )?([^,.;]{3,60})")
DOCUMENT = (
    rf"{_BEGIN}(?P<who>(?:[Aa]n?|[Tt]he|[Tt]his|[Ii]ts) (?:\w+ )?"
    rf"(?:report|memorandum|document|letter|study|memo|paper|dossier|investigation)\b[^,]{{0,80}}){_ASIDE} {_ADVERBS}"
    rf"(?P<verb>{_VERBS}|mentions|mentioned|found|finds|suggests|suggested)\b(?P<gap>(?: that)? )"
)
BY = r"(?:by|from|of) (?P<who><actor>)"
ANAPHOR = (
    rf"{_BEGIN}(?P<who>[Tt]he (?P<head>ministry|agency|institute|officials|experts|analysts|newspaper|parliament|centre"
    rf"|center|service|company|team|department|broadcaster|directorate|committee|commission)) {_ADVERBS}"
    rf"(?P<verb>{_VERBS}|{_DENIALS})\b(?P<gap>{_THAT})"
)
PRONOUN = (
    rf"{_BEGIN}(?P<who>[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Tt]he \w+) {_ADVERBS}"
    rf"(?P<verb>{_VERBS}|{_DENIALS})\b(?P<gap>{_THAT})"
)
#: Somebody whom no rule can name, with a verb of speech, before or behind what is said.
SOMEBODY = re.compile(
    r"(?:^|, (?:but|and|while) |; |[—–] )(?P<who>(?!It\b|There\b)[^,;:“”\"]{2,90}?)(?:, [^,]{2,80},)? "
    rf"{_ADVERBS}(?:(?:said|says|say|told|announced|insisted|warned|acknowledged|admitted|declared)\b"
    rf"|(?:{_VERBS}|{_DENIALS}) that\b)(?P<gap>(?:[^,]{{0,40}}? that)? ?)"
)
_BEHIND = "|".join(v for v in _VERBS.split("|") if v not in cues.NOUNS)
SOMEBODY_BEHIND = re.compile(
    rf",[\"”]? (?:(?:said|says|added|told) (?P<who>[^,;:“”\"]{{2,90}})|(?P<who2>[^,;:“”\"]{{2,90}}) {_ADVERBS}(?:{_BEHIND})[.!?]?[\"”]?$)"
)
#: Words of speech: where one stands and no form fits, nobody knows who speaks, and it is not the author.
SPOKEN = re.compile(
    r"\b(?:said|says|told|tells|stated|announced|insisted|insists|warned|warns|acknowledged|admitted|declared|claimed|claims that"
    r"|alleged|reported(?! to)|estimates that|denied|denies|believes?|thinks?|argues?|argued|suggests?|suggested|quoted|quoting"
    r"|citing|cited|put the (?:toll|number|figure)|called|described|spoke of|boasted|hinted|signalled|vowed|pledged|predicted|doubts?|doubted|questioned|fears?|feared|hopes?|hoped|expects?|wonders?|documented|recorded|tallied)\b"
)
HEARSAY = (
    (
        re.compile(
            r"\b(?:reportedly|(?:is|are|was|were) (?:reported|said) to|it (?:is|was|has been) reported)\b"
        ),
        "reported",
    ),
    (
        re.compile(
            r"\b(?:(?:is|are|was|were) (?:believed|thought|estimated)\b|an estimated\b|it is (?:believed|estimated|thought))"
        ),
        "estimated",
    ),
)
SILENCE = re.compile(rf"\b(?:{'|'.join(cues.SILENCE)})\b")
