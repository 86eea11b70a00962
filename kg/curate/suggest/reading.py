"""One sentence as it has been read: its names, figures, dates and voices, and its coded form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.curate.suggest import cues
from kg.curate.suggest.coding import DATE, FIGURE, Coded, coded
from kg.curate.suggest.drafts import Draft
from kg.curate.suggest.speakers import Voice, voice_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.curate.suggest.dates import When
    from kg.curate.suggest.figures import Figure
    from kg.curate.suggest.known import Mention
    from kg.curate.suggest.sentences import Sentence

_CLAUSE_END = re.compile(
    r"[;:]|, (?:but|while|although|though|whereas|and|or)\b| (?:but|while|although|though|whereas) "
)
_UNREAL = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, cues.UNREAL), key=len, reverse=True))})\b", re.I
)
_NEGATED = re.compile(
    rf"\b(?:{'|'.join(n for n in cues.NEGATIONS if n[0].isalpha() and n != 'n’t')})\b|n['’]t\b",
    re.I,
)


@dataclass(frozen=True)
class Reading:
    """A sentence with all that was found in it."""

    sentence: Sentence
    mentions: Sequence[Mention]
    figures: Sequence[Figure]
    dates: Sequence[When]
    voices: Sequence[Voice]
    author: Mention | None
    code: Coded

    @property
    def text(self) -> str:
        """The text of the sentence."""
        return self.sentence.text

    def clause(self, place: int) -> tuple[int, int]:
        """The span of the clause around a place, within what one voice says."""
        voice = voice_at(self.voices, place)
        start, end = max(voice.start, 0), len(self.text)
        for match in _CLAUSE_END.finditer(self.text):
            if match.end() <= place:
                start = max(start, match.end())
            elif match.start() > place:
                end = min(end, match.start())
                break
        return min(start, place), end

    def unreal(self, place: int) -> str:
        """The word by which the clause around a place tells of no event that happened; else ""."""
        start, end = self.clause(place)
        for match in _UNREAL.finditer(self.text, start, end):
            if not any(date.start <= match.start() < date.end for date in self.dates):
                return match[0]  # and not the May of a date
        return ""

    def negated(self, start: int, end: int) -> str:
        """The negation in a stretch of the sentence; else ""."""
        match = _NEGATED.search(self.text, start, end)
        return match[0] if match else ""

    def dates_at(self, place: int) -> list[When]:
        """The dates of the clause around a place, and those that open the sentence."""
        start, end = self.clause(place)
        voice = voice_at(self.voices, place)
        return [
            date
            for date in self.dates
            if start <= date.start < end or (date.start == 0 and voice.start == 0)
        ]

    def date_of_speech(self, place: int) -> When | None:
        """The date before what a speaker says: “In October 2022 the ministry said that …”."""
        voice = voice_at(self.voices, place)
        before = [date for date in self.dates if date.end <= voice.start]
        return before[0] if len(before) == 1 and not voice.is_author else None

    def draft(self, place: int) -> Draft:
        """An empty draft with the passage, the speaker and how it is said."""
        sentence, voice = self.sentence, voice_at(self.voices, place)
        draft = Draft(sentence.start, sentence.end, place=sentence.start + place)
        self._speaker(draft, voice)
        draft.fill("how said", voice.modality)
        if voice.denies:
            draft.fill("stance", "denies")
        draft.fill("quote", " ".join(self.text.split()))
        return draft

    def _speaker(self, draft: Draft, voice: Voice) -> None:
        speaker = self.author if voice.is_author else voice.speaker
        if voice.is_author and speaker is None:
            draft.gaps.append("the author speaks, and is not one who is known")
        elif speaker is None:
            draft.gaps.append(f"who speaks is not clear: “{voice.unresolved}”")
        else:
            draft.fill("speaker", speaker.name)
            draft.fill("speaker kind", speaker.kind)
            if not speaker.iri and not speaker.kind:
                draft.gaps.append(f"what kind of thing the speaker is: {speaker.name}")
            if not voice.is_author and voice.why:
                draft.looks.append(f"speaker: {voice.why}")
        if voice.possible is not None and (voice.possible.iri or voice.possible.kind):
            draft.fill("possible speaker", voice.possible.name)


def read(
    sentence: Sentence,
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    dates: Sequence[When],
    voices: Sequence[Voice],
    author: Mention | None,
) -> Reading:
    """Put together what was found in a sentence; where things overlap, figures and dates come first."""
    fixed = [(FIGURE, f.start, f) for f in figures if not f.is_plural] + [
        (DATE, d.start, d) for d in dates
    ]
    spans = [(item.start, item.end) for _, _, item in fixed]
    free = [m for m in mentions if not any(a < m.end and m.start < b for a, b in spans)]
    items = sorted([*fixed, *((m.sort, m.start, m) for m in free)], key=lambda item: item[1])
    code = coded(sentence.text, [(sort, item) for sort, _, item in items])
    return Reading(sentence, free, figures, dates, voices, author, code)
