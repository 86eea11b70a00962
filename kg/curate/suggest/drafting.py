"""From a text to drafts of claims, in the order of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.curate.suggest.dates import dates
from kg.curate.suggest.events import Events
from kg.curate.suggest.figures import Figures
from kg.curate.suggest.head import Head, head_of, placeline
from kg.curate.suggest.known import KnownNames, Mention
from kg.curate.suggest.names import TextNames
from kg.curate.suggest.quantities import Quantities
from kg.curate.suggest.reading import read
from kg.curate.suggest.relations import Relations
from kg.curate.suggest.sentences import LONGEST, sentences
from kg.curate.suggest.speakers import Voice, voices
from kg.curate.suggest.tongues import is_unclear, names_in, tongue, voices_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.suggest.dates import When
    from kg.curate.suggest.drafts import Draft
    from kg.curate.suggest.reading import Reading
    from kg.curate.suggest.sentences import Sentence

#: Of a span in a long text, so many paragraphs before it are read, but no more sentences than that.
_PARAGRAPHS, _SENTENCES = 6, 40
_HANGUL, _CYRILLIC = re.compile("[\uac00-\ud7af]"), re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The drafts of a text, what it says of itself, its language, and how much of it was not read.

    ``names``: each name with where it first stands in the text (its offset) and how often.
    """

    drafts: tuple[Draft, ...]
    names: tuple[tuple[Mention, int, int], ...]
    head: Head
    language: str
    too_long: int = 0


def language_of(text: str) -> str:
    """The language of a text by its letters: ``ko``, ``uk``, ``ru``, else ``en``."""
    sample = text[:20_000]
    letters = len(re.findall(r"[^\W\d_]", sample))
    if len(_HANGUL.findall(sample)) * 3 > letters:
        return "ko"
    if len(_CYRILLIC.findall(sample)) * 2 > letters:
        return "uk" if _UKRAINIAN.search(sample) else "ru"
    return "en"


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text as it was read: a reading of each sentence that says something, and who makes drafts of them."""

    head: Head
    language: str
    readings: tuple[Reading, ...]
    makers: tuple[Quantities | Relations, ...]
    names: tuple[tuple[Mention, int, int], ...]
    too_long: int

    def drafts(self, readings: Iterable[Reading]) -> list[Draft]:
        """The drafts of some readings, in the order of the text."""
        drafts = [
            draft
            for reading in readings
            for maker in self.makers
            for draft in maker.drafts(reading)
        ]
        return sorted(drafts, key=lambda draft: (draft.start, draft.place))


def read_text(
    text: str,
    lexicon: Lexicon,
    *,
    author: str = "",
    published: str = "",
    language: str = "",
    span: tuple[int, int] | None = None,
) -> ReadText:
    """Read a text by the names and words of a graph; the rest as of ``suggest``.

    ``span`` (characters, end exclusive): the sentences in it are read, and of those before as many as may
    tell who speaks in them; what the text says of its names is read in all of it.
    """
    language = language or language_of(text)
    pieces = sentences(text)
    read_here = [piece for piece in pieces if len(piece.text) <= LONGEST]
    head = head_of(read_here)
    head = Head(head.title, author or head.author, published or head.published, head.lines)
    known = KnownNames(lexicon)
    ontology = [triple for document in lexicon.ontology for triple in document.triples]
    figures = Figures(ontology, lexicon.terms.qualifiers, language)
    names = TextNames(known, read_here)
    events = Events(lexicon)
    own = tongue(language)
    wanted = _around(read_here, span)
    relations = [Relations(known, events)] if own is None else []
    makers: list[Quantities | Relations] = [Quantities(known, events, language), *relations]
    found = [names.of(number) for number in wanted]
    near = [read_here[number] for number in wanted]
    if own is not None:
        found = [
            names_in(piece.text, own, known, mentions)
            for piece, mentions in zip(near, found, strict=True)
        ]
    when = [
        [d for d in dates(p.text, head.published) if d.start >= placeline(p.text)] for p in near
    ]
    spoken = _spoken(near, found, when, language)
    writer = names.author(head.author) if len(head.authors) == 1 else None
    readings = []
    for place, (number, piece) in enumerate(zip(wanted, near, strict=True)):
        if number in head.lines or piece.heading or not _is_in(piece, span):
            continue
        taken = [(m.start, m.end) for m in found[place]] + [(d.start, d.end) for d in when[place]]
        numbers = [
            figure
            for figure in figures.find(piece.text, taken)
            if not _is_of_a_name(piece.text, figure.start, found[place])
            and not (own is not None and is_unclear(piece.text.lower(), figure, own))
        ]
        readings.append(read(piece, found[place], numbers, when[place], spoken[place], writer))
    return ReadText(
        head,
        language,
        tuple(readings),
        tuple(makers),
        _names(near, found),
        len(pieces) - len(read_here),
    )


def _around(pieces: Sequence[Sentence], span: tuple[int, int] | None) -> range:
    """The numbers of the sentences that are read for a span: its own, and paragraphs before them."""
    inside = [number for number, piece in enumerate(pieces) if _is_in(piece, span)]
    if span is None or not inside:
        return range(len(inside))
    paragraph = pieces[inside[0]].paragraph - _PARAGRAPHS
    first = next(n for n in range(inside[0] + 1) if pieces[n].paragraph >= paragraph)
    return range(max(first, inside[0] - _SENTENCES), inside[-1] + 1)


def _is_in(piece: Sentence, span: tuple[int, int] | None) -> bool:
    return span is None or _overlap(piece, *span)


def suggest(
    text: str, lexicon: Lexicon, *, author: str = "", published: str = "", language: str = ""
) -> Suggestion:
    """The drafts of a text by the names and words of a graph.

    ``author`` and ``published`` (EDTF) go before what the text says of itself; ``language``: a tag,
    else by its letters. Relations are found in English texts alone; in Russian, Ukrainian and Korean
    ones names, speakers and measures by the words of ``tongues.toml``.
    """
    done = read_text(text, lexicon, author=author, published=published, language=language)
    drafts = tuple(done.drafts(done.readings))
    return Suggestion(drafts, done.names, done.head, done.language, done.too_long)


def draft_of_words(read_text: ReadText, start: int, end: int) -> Draft | None:
    """The draft that fits some words of a text best: what rules make of their sentence, else what stands in them.

    ``start``, ``end``: characters of the text (end exclusive). Where no rule finds a claim in the words,
    the draft has the passage, its speaker, and the names and the figure in the words. None where the
    words are in no sentence that is read (a heading, the byline).
    """
    return next(iter(drafts_of_words(read_text, start, end)), None)


def drafts_of_words(read_text: ReadText, start: int, end: int) -> list[Draft]:
    """A draft as of ``draft_of_words`` for each sentence that some words touch, the one with fewest gaps first."""
    touched = [r for r in read_text.readings if _overlap(r.sentence, start, end)]
    drafts = [_draft_of(read_text, reading, start, end) for reading in touched]
    return sorted(drafts, key=lambda draft: (len(draft.gaps), draft.start))


def _draft_of(read_text: ReadText, reading: Reading, start: int, end: int) -> Draft:
    first, last = start - reading.sentence.start, end - reading.sentence.start
    drafts = read_text.drafts([reading])
    inside = [draft for draft in drafts if _stands_in(draft, start, end)]
    if inside or len(drafts) == 1:
        return min(inside or drafts, key=lambda draft: (len(draft.gaps), draft.place))
    draft = reading.draft(max(first, 0))
    names = [m for m in reading.mentions if m.start < last and m.end > first]
    for column, mention in zip(("who", "whom"), names, strict=False):
        draft.fill(column, mention.name)
        draft.fill(f"{column} kind", mention.kind)
    for figure in reading.figures:
        if figure.start < last and figure.end > first:
            draft.fill("figure", reading.text[figure.start : figure.end])
            break
    if len(reading.dates) == 1 and reading.dates[0].edtf:
        draft.fill("when", reading.dates[0].edtf)
    return draft


def _stands_in(draft: Draft, start: int, end: int) -> bool:
    """Whether what a draft is drawn from (its figure, or where its words begin) touches a stretch of the text."""
    length = len(draft.cells.get("figure", "")) or 1
    return draft.place < end and start < draft.place + length


def _overlap(sentence: Sentence, start: int, end: int) -> bool:
    return sentence.start < end and start < sentence.end


def _spoken(
    pieces: Sequence[Sentence],
    found: Sequence[Sequence[Mention]],
    when: Sequence[Sequence[When]],
    language: str,
) -> list[list[Voice]]:
    """The voices of each sentence, with its names and dates."""
    if language.partition("-")[0] == "en":
        return voices(pieces, found, [[("date", d) for d in days] for days in when])
    own = tongue(language)
    if own is None:
        unread = f"not read in a text of {language}"
        return [[Voice(0, len(piece.text), unresolved=unread)] for piece in pieces]
    return [
        voices_in(piece.text, own, mentions, days)
        for piece, mentions, days in zip(pieces, found, when, strict=True)
    ]


def _names(
    pieces: Sequence[Sentence], found: Sequence[Sequence[Mention]]
) -> tuple[tuple[Mention, int, int], ...]:
    """The names of a text in its order: known ones, and new ones of which the text says the kind."""
    first: dict[str, tuple[Mention, int]] = {}
    times: dict[str, int] = {}
    for piece, mentions in zip(pieces, found, strict=True):
        for mention in mentions:
            if mention.iri or mention.kind or not piece.heading:
                first.setdefault(mention.name, (mention, piece.start + mention.start))
                times[mention.name] = times.get(mention.name, 0) + 1
    return tuple((mention, start, times[name]) for name, (mention, start) in first.items())


def _is_of_a_name(text: str, place: int, mentions: Sequence[Mention]) -> bool:
    """Whether a number stands behind a word with a capital that names nobody: “Leopard 2”, “Type 99”."""
    before = re.search(r"(?<![.!?] )(?<!^)\b[A-Z][\w-]*[ -]$", text[:place])
    if before is None or not text[place].isdigit():
        return False
    return not any((m.iri or m.kind) and m.end == before.end() - 1 for m in mentions)
