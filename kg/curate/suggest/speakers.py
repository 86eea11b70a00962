"""Who says what a sentence says: named speakers with their verbs, documents, quotations, the author."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.curate.suggest import cues
from kg.curate.suggest.coding import coded, pattern
from kg.curate.suggest.known import ACTORS, BODY, GROUP, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.suggest.coding import Coded
    from kg.curate.suggest.sentences import Sentence

_VERBS = "|".join(
    sorted(
        (v for v in cues.SPEECH if v not in ("put", "puts", "place", "places")),
        key=len,
        reverse=True,
    )
)
_DENIALS = "|".join(sorted(cues.DENIALS, key=len, reverse=True))
_ADVERBS = rf"(?:(?:{'|'.join(cues.ADVERBS)}) )*"
_BEGIN = r"(?:^[\"“]?|[;:] |, (?:but|and|while|although|though|whereas|as) |^(?:But|And|However,|Meanwhile,|Still,) |^(?:[A-Z]\w+ )?(?:<date>,? )|\bthat )"
_ASIDE = r"(?:, [^,]{1,70},)?"
_TITLES = rf"(?:<adjective> )?(?:(?i:{'|'.join(cues.TITLES)})\.? )+"
_SPOKES = rf"(?:(?:[Aa] |[Tt]he )?(?:spokes\w+|officials?|representatives?) (?:for|of|from|at) |{_TITLES})?"
_THAT = (
    r"(?:,? (?:<date>|on \w+day|in a statement|in a report))?,?(?: (?:\w+ ){1,4}?that| that)?:? "
)
_LEAD = rf"{_BEGIN}{_SPOKES}(?P<who><actor>){_ASIDE} {_ADVERBS}(?P<verb>{_VERBS})\b(?P<gap>{_THAT})"
_PUTS = rf"{_BEGIN}(?P<who><actor>){_ASIDE} {_ADVERBS}(?P<verb>puts?|(?:disagrees? and )?places?) (?P<gap>)(?=[^.]*\b(?:at|under|among) )"
_DENY = rf"{_BEGIN}(?P<who><actor>){_ASIDE} {_ADVERBS}(?P<verb>{_DENIALS})\b(?P<gap>(?: (?:the|any|all|these|such))?(?: (?:idea|claim|report|allegation|accusation|suggestion|charge|assertion|notion)s?)?(?: that)? )"
_SHOWN = r"(?P<who><actor>)(?:'s)? (?:reports?|data|figures|statistics|documents) (?P<verb>show|shows|showed|say|says|suggest|suggests|indicate|indicates)(?P<gap>(?: that)? )"
_TRAIL = rf"(?:, |,[\"”'] ?){_SPOKES}(?P<who><actor>){_ASIDE} {_ADVERBS}(?P<verb>{_VERBS})\b(?: (?:<date>|on \w+day|in a statement|in a report|in an interview))?[.!?]?[\"”']?$"
_TRAIL_TURNED = rf",[\"”'] ?(?P<verb>said|says) {_SPOKES}(?P<who><actor>){_ASIDE}[.!?]?$"
_MID = rf",[\"”]? {_SPOKES}(?P<who><actor>) (?P<verb>{_VERBS})[,.] "
_ACCORDING = rf"\b[Aa]ccording to {_SPOKES}(?P<who><actor>)"
_ACCORDING_OTHER = re.compile(r"\b[Aa]ccording to (?:the |an? )?([^,.;]{3,60})")
_DOCUMENT = rf"{_BEGIN}(?P<who>(?:[Aa]n?|[Tt]he|[Tt]his|[Ii]ts) (?:\w+ )?(?:report|memorandum|document|letter|study|memo|paper|dossier|investigation)\b[^,]{{0,80}}){_ASIDE} {_ADVERBS}(?P<verb>{_VERBS}|mentions|mentioned|found|finds|suggests|suggested)\b(?P<gap>(?: that)? )"
_BY = r"(?:by|from|of) (?P<who><actor>)"
_ANAPHOR = rf"{_BEGIN}(?P<who>[Tt]he (?P<head>ministry|agency|institute|officials|experts|analysts|newspaper|parliament|centre|center|service|company|team|department|broadcaster|directorate|committee|commission)) {_ADVERBS}(?P<verb>{_VERBS}|{_DENIALS})\b(?P<gap>{_THAT})"
_PRONOUN = rf"{_BEGIN}(?P<who>[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Tt]he \w+) {_ADVERBS}(?P<verb>{_VERBS}|{_DENIALS})\b(?P<gap>{_THAT})"
_STRONG = r"(?:said|says|say|told|stated|states|announced|announces|insisted|insists|warned|warns|acknowledged|admitted|declared|confirmed|claimed|alleged)"
#: Somebody whom no rule can name, with a verb of speech: not the author.
_SOMEBODY = (
    re.compile(
        rf"(?:^|, (?:but|and|while) |; )(?P<who>(?!It\b|There\b)[^,;:“”\"]{{2,90}}?) {_ADVERBS}(?:{_STRONG}\b|(?:{_VERBS}|{_DENIALS}) that\b)(?P<gap>(?:[^,]{{0,40}}? that)? ?)"
    ),
    re.compile(rf",[\"”]? (?P<who>[^,;:“”\"]{{2,90}}) {_ADVERBS}(?:{_VERBS})[.!?]?[\"”]?$"),
    re.compile(r",[\"”] (?:said|says|added|told) (?P<who>[^,;:“”\"]{2,90})"),
)
_HEARSAY = (
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
_SILENCE = re.compile(rf"\b(?:{'|'.join(cues.SILENCE)})\b")
_REACH = 12  # sentences back in which what “the ministry” means is looked for


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a stretch of a sentence (end exclusive): a speaker, or the author where there is none.

    ``modality``: the label of how it is said, "" where it is said plainly. ``denies``: the speaker
    denies it. ``unresolved``: the words for a speaker whom no rule can name. ``why``: what a reader
    should look at. ``quoted``: it is direct speech.
    """

    start: int
    end: int
    speaker: Mention | None = None
    modality: str = ""
    denies: bool = False
    unresolved: str = ""
    why: str = ""
    quoted: bool = False
    possible: Mention | None = None

    @property
    def is_author(self) -> bool:
        """Whether the author speaks."""
        return self.speaker is None and not self.unresolved


def voices(
    sentences: Sequence[Sentence],
    mentions: Sequence[Sequence[Mention]],
    spans: Sequence[Sequence[tuple[str, object]]],
) -> list[list[Voice]]:
    """The voices of each sentence, the innermost first; ``spans``: its dates, as ``coding`` takes them."""
    found: list[list[Voice]] = []
    for number, sentence in enumerate(sentences):
        items = sorted(
            [*((m.sort, m) for m in mentions[number]), *spans[number]],
            key=lambda item: item[1].start,  # type: ignore[attr-defined]
        )
        code = coded(sentence.text, items)  # type: ignore[arg-type]
        earlier = [m for back in range(max(0, number - _REACH), number) for m in mentions[back]]
        found.append([] if sentence.heading else list(_voices(sentence.text, code, earlier)))
    found = _through_quotations(sentences, found)
    return [_with_author(n, sentences, voice, found) for n, voice in enumerate(found)]


def _voices(text: str, code: Coded, earlier: Sequence[Mention]) -> Iterator[Voice]:
    end = len(text)
    if _SILENCE.search(text):
        return
    for form in (_DENY, _SHOWN, _PUTS, _LEAD):
        for match in pattern(form).finditer(code.text):
            speaker = _actor(code, match)
            begin = (
                code.span(match, "verb")[0]
                if match["verb"].split()[-1]
                in ("puts", "put", "place", "places", "counted", "counts")
                else code.span(match, "gap")[1]
            )
            if speaker is None or (
                match["verb"] in ("show", "shows", "showed", "report") and form is _LEAD
            ):
                continue
            if form is _DENY and code.text[match.end() :].strip(" .") in ("it", "this", "that", ""):
                continue
            yield Voice(
                begin, end, speaker, "reported" if form is _SHOWN else cues.SPEECH.get(match["verb"].split()[-1], ""), form is _DENY,
                why=speaker.why, quoted=text[begin : begin + 1] in "\"“",
            )  # fmt: skip
    for form in (_TRAIL, _TRAIL_TURNED, _MID):
        found = pattern(form).search(code.text)
        if found is not None and (speaker := _actor(code, found)) is not None:
            yield Voice(
                0,
                end,
                speaker,
                cues.SPEECH[found["verb"]],
                why=speaker.why,
                quoted='"' in text or "”" in text,
            )
            return
    said = pattern(_ACCORDING).search(code.text)
    if said is not None and (speaker := _actor(code, said)) is not None:
        yield Voice(0, end, speaker, "reported", why=speaker.why)
        return
    if other := _ACCORDING_OTHER.search(text):
        yield Voice(0, end, None, "reported", unresolved=other[1].strip())
        return
    yield from _indirect(text, code, earlier)


def _actor(code: Coded, match: re.Match[str]) -> Mention | None:
    actors = [item for item in code.listed(match["who"]) if isinstance(item, Mention)]
    return actors[-1] if actors and actors[-1].sort in ACTORS else None


def _indirect(text: str, code: Coded, earlier: Sequence[Mention]) -> Iterator[Voice]:
    """Documents, “the ministry”, pronouns."""
    match = pattern(_DOCUMENT).search(code.text)
    if match is not None:
        begin, end = code.span(match, "who")
        author = pattern(_BY).search(match["who"])
        speaker = None
        if author is not None and " of " not in author[0]:
            speaker = _actor(code, author)
        start = code.span(match, "gap")[1]
        modality = cues.SPEECH.get(match["verb"], "")
        if speaker is not None:
            yield Voice(start, len(text), speaker, modality, why=f"“{text[begin:end]}”")
        else:
            yield Voice(start, len(text), None, modality, unresolved=text[begin:end])
        return
    for form in (_ANAPHOR, _PRONOUN):
        match = pattern(form).search(code.text)
        if match is None:
            continue
        start = code.span(match, "gap")[1]
        words = match["who"]
        denies = match["verb"] in cues.DENIALS
        modality = cues.SPEECH.get(match["verb"], "")
        head = match["head"] if form is _ANAPHOR else ""
        meant = [m for m in earlier if m.sort in (BODY, GROUP) and head and _has_word(m.name, head)]
        if meant and len({m.name for m in meant[-3:]}) >= 1:
            speaker = meant[-1]
            why = f"“{words}”: the last one that was named is {speaker.name}"
            yield Voice(start, len(text), replace(speaker, why=why), modality, denies, why=why)
        elif (
            form is _PRONOUN
            and words.lower() in ("it", "they")
            and match["verb"]
            in ("show", "shows", "report", "reports", "counts", "claims", "expected", "put")
        ):
            continue
        else:
            yield Voice(start, len(text), None, modality, denies, unresolved=words)
        return
    for number, other in enumerate(_SOMEBODY):
        if found := other.search(text):
            start = 0 if number else found.end("gap")
            yield Voice(start, len(text), None, unresolved=found["who"])
            return


def _has_word(name: str, head: str) -> bool:
    words = {w.lower() for w in re.findall(r"\w+", name)}
    return head in words or head.replace("center", "centre") in words


def _through_quotations(
    sentences: Sequence[Sentence], found: list[list[Voice]]
) -> list[list[Voice]]:
    """Sentences of one quotation have one speaker, who is named in one of them."""
    groups: list[list[int]] = []
    is_open, last = False, -2
    for number, sentence in enumerate(sentences):
        text = sentence.text
        begins = bool(re.match(r"[\"“]", text))
        goes_on = is_open and (sentences[number - 1].paragraph == sentence.paragraph or begins)
        follows = begins and last == number - 1 and sentences[last].paragraph == sentence.paragraph
        if goes_on or follows:
            groups[-1].append(number)
        elif begins:
            groups.append([number])
        curly = text.count("“") - text.count("”")
        straight = text.count('"') % 2
        if goes_on and begins and sentences[number - 1].paragraph != sentence.paragraph:
            is_open = False
        is_open = (
            (is_open or curly > 0) and curly >= 0
            if "“" in text or "”" in text
            else is_open ^ bool(straight)
        )
        if goes_on or follows or begins:
            last = number
    result = list(found)
    for group in groups:
        spoken = [
            voice for number in group for voice in found[number] if voice.quoted or voice.start == 0
        ]
        speakers = {v.speaker.name: v.speaker for v in spoken if v.speaker}
        speaker = next(iter(speakers.values())) if len(speakers) == 1 else None
        for number in group:
            if result[number] or sentences[number].heading:
                continue
            length = len(sentences[number].text)
            if speaker is not None:
                why = f"the quotation of {speaker.name} goes on"
                result[number] = [Voice(0, length, speaker, why=why, quoted=True)]
            else:
                result[number] = [Voice(0, length, unresolved="words in quotation marks")]
    return result


def _with_author(
    number: int, sentences: Sequence[Sentence], voice: list[Voice], found: Sequence[list[Voice]]
) -> list[Voice]:
    """The voices of a sentence with that of the author, which is left for what nobody else says."""
    sentence = sentences[number]
    modality = next((m for form, m in _HEARSAY if form.search(sentence.text)), "")
    possible = None
    if number and sentences[number - 1].paragraph == sentence.paragraph and not voice:
        first = re.match(r"\W*(\w+)", sentence.text)
        goes_on = bool(first) and first[1].lower() in cues.GOES_ON  # type: ignore[index]
        goes_on = goes_on or bool(re.match(r"(?:\S+ ){1,4}also\b", sentence.text))
        before = [v for v in found[number - 1] if v.speaker is not None]
        possible = before[0].speaker if goes_on and before else None
    return [*voice, Voice(0, len(sentence.text), modality=modality, possible=possible)]


def voice_at(voices_here: Sequence[Voice], place: int) -> Voice:
    """The voice that says what stands at a place of a sentence: the innermost that reaches it."""
    reaching = [voice for voice in voices_here if voice.start <= place < max(voice.end, place + 1)]
    named = [voice for voice in reaching if not voice.is_author]
    return max(named, key=lambda voice: voice.start) if named else reaching[-1]
