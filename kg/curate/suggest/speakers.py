"""Who says what a sentence says: named speakers with their verbs, documents, quotations, the author."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.curate.suggest import cues, speech
from kg.curate.suggest.coding import coded, pattern
from kg.curate.suggest.known import ACTORS, BODY, GROUP, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.suggest.coding import Coded
    from kg.curate.suggest.sentences import Sentence

_SHOWING = ("show", "shows", "showed", "report")
#: What these govern is a part of what is said.
_COUNTING = cues.listed(
    "puts put place places counted counts documented recorded tallied registered verified documents records"
)
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
    if silence := speech.SILENCE.search(text):
        yield Voice(0, len(text), unresolved=silence[0])
        return
    found = [*_before(text, code), *_behind(text, code)]
    if not found:
        found = list(_indirect(text, code, earlier)) or list(_somebody(text))
    first = min((voice.start for voice in found), default=0)
    if first and speech.SPOKEN.search(text[:first]):
        found.append(Voice(0, first, unresolved=text[:first].strip()))
    yield from found


def _before(text: str, code: Coded) -> Iterator[Voice]:
    """Speakers who stand before what they say or deny."""
    for form in (speech.DENY, speech.SHOWN, speech.PUTS, speech.LEAD):
        for match in pattern(form).finditer(code.text):
            speaker, verb = _actor(code, match), match["verb"].split()[-1]
            if speaker is None or (form is speech.LEAD and verb in _SHOWING):
                continue
            if form is speech.DENY and code.text[match.end() :].strip(" .") in (
                "it",
                "this",
                "that",
                "",
            ):
                continue
            begin = code.span(match, "verb" if verb in _COUNTING else "gap")[verb not in _COUNTING]
            modality = "reported" if form is speech.SHOWN else cues.SPEECH.get(verb, "")
            quoted = text[begin : begin + 1] in '"“'
            denies = form is speech.DENY
            yield Voice(begin, len(text), speaker, modality, denies, why=speaker.why, quoted=quoted)


def _behind(text: str, code: Coded) -> Iterator[Voice]:
    """Speakers who stand behind what they say, in its midst, or after “according to”."""
    quoted = '"' in text or "”" in text
    for form in (speech.TRAIL, speech.TRAIL_TURNED, speech.MID, speech.CLAUSE, speech.ACCORDING):
        match = pattern(form).search(code.text)
        if match is None or (speaker := _actor(code, match)) is None:
            continue
        modality = "reported" if form is speech.ACCORDING else cues.SPEECH[match["verb"]]
        end = code.span(match)[1] if form is speech.CLAUSE else len(text)
        yield Voice(0, end, speaker, modality, why=speaker.why, quoted=quoted)
        return
    if other := speech.ACCORDING_OTHER.search(text):
        yield Voice(0, len(text), None, "reported", unresolved=other[1].strip())


def _somebody(text: str) -> Iterator[Voice]:
    """Somebody whom no rule can name; “is said to” is hearsay of nobody."""
    for hearsay, _ in speech.HEARSAY:
        text = hearsay.sub(lambda match: "_" * len(match[0]), text)
    if match := speech.SOMEBODY.search(text):
        yield Voice(match.end("gap"), len(text), unresolved=match["who"])
    elif match := speech.SOMEBODY_BEHIND.search(text):
        yield Voice(0, len(text), unresolved=match["who"] or match["who2"])
    elif match := speech.SPOKEN.search(text):
        yield Voice(0, len(text), unresolved=f"… {match[0]} …")


def _actor(code: Coded, match: re.Match[str]) -> Mention | None:
    actors = [item for item in code.listed(match["who"]) if isinstance(item, Mention)]
    return actors[-1] if actors and actors[-1].sort in ACTORS else None


def _indirect(text: str, code: Coded, earlier: Sequence[Mention]) -> Iterator[Voice]:
    """Documents, “the ministry”, pronouns."""
    match = pattern(speech.DOCUMENT).search(code.text)
    if match is not None:
        begin, end = code.span(match, "who")
        author = pattern(speech.BY).search(match["who"])
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
    for form in (speech.ANAPHOR, speech.PRONOUN):
        match = pattern(form).search(code.text)
        if match is None:
            continue
        start = code.span(match, "gap")[1]
        words = match["who"]
        denies = match["verb"] in cues.DENIALS
        modality = cues.SPEECH.get(match["verb"], "")
        head = match["head"] if form is speech.ANAPHOR else ""
        meant = [m for m in earlier if m.sort in (BODY, GROUP) and head and _has_word(m.name, head)]
        if meant and len({m.name for m in meant[-3:]}) >= 1:
            speaker = meant[-1]
            why = f"“{words}”: the last one that was named is {speaker.name}"
            yield Voice(start, len(text), replace(speaker, why=why), modality, denies, why=why)
        elif (
            form is speech.PRONOUN
            and words.lower() in ("it", "they")
            and match["verb"]
            in ("show", "shows", "report", "reports", "counts", "claims", "expected", "put")
        ):
            continue
        else:
            yield Voice(start, len(text), None, modality, denies, unresolved=words)
        return


def _has_word(name: str, head: str) -> bool:
    words = {w.lower() for w in re.findall(r"\w+", name)}
    return head in words or head.replace("center", "centre") in words


def _through_quotations(
    sentences: Sequence[Sentence], found: list[list[Voice]]
) -> list[list[Voice]]:
    """Sentences of one quotation have one speaker, who is named in one of them."""
    result = list(found)
    for group in _quotations(sentences):
        spoken = [v for number in group for v in found[number] if v.quoted or v.start == 0]
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


def _quotations(sentences: Sequence[Sentence]) -> list[list[int]]:
    """The numbers of the sentences that one quotation holds, or that follow it in the same paragraph."""
    groups: list[list[int]] = []
    is_open, last = False, -2
    for number, sentence in enumerate(sentences):
        begins = bool(re.match(r"[\"“]", sentence.text))
        beside = number > 0 and sentences[number - 1].paragraph == sentence.paragraph
        goes_on = is_open and (beside or begins)
        if goes_on and (not groups or groups[-1][-1] != number - 1):
            groups.append([number - 1, number])  # it was opened within the sentence before
        elif goes_on or (begins and beside and last == number - 1):
            groups[-1].append(number)
        elif begins:
            groups.append([number])
        if goes_on or begins:
            last = number
        # A paragraph within a quotation begins with a mark of its own.
        is_open = _is_left_open(sentence.text, is_open=is_open and not (begins and not beside))
    return groups


def _is_left_open(text: str, *, is_open: bool) -> bool:
    """Whether a quotation goes on behind a sentence."""
    if "“" in text or "”" in text:
        curly = text.count("“") - text.count("”")
        return (is_open or curly > 0) and curly >= 0
    return is_open ^ bool(text.count('"') % 2)


def _with_author(
    number: int, sentences: Sequence[Sentence], voice: list[Voice], found: Sequence[list[Voice]]
) -> list[Voice]:
    """The voices of a sentence with that of the author, which is left for what nobody else says."""
    sentence = sentences[number]
    modality = next((m for form, m in speech.HEARSAY if form.search(sentence.text)), "")
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
