"""Do the words of an estimate without a number ("millions of", "most") stand in its passage?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.claims.evidence.outcomes import BY_EYE, FAILED, NOT_CHECKABLE, SPAN, Reason
from kg.claims.evidence.stance_check import stance_reasons
from kg.claims.evidence.stated.numeral import COUNT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.evidence.passages import Evidence
    from kg.claims.evidence.reader import TextReader


def phrase_reasons(
    item: Evidence, spans: Sequence[tuple[int, int]], reader: TextReader
) -> Iterator[Reason]:
    """Of an estimate without a number: its qualifier is not in the words of the passages."""
    language = reader.language
    if language is None:
        return
    if item.qualifier == "pluralOnly":
        yield from _plural_reasons(item, spans, reader)
        return
    own = item.qualifier in language.vague.values()
    if not own and not item.phrases:
        yield Reason(
            NOT_CHECKABLE,
            "it states no number, and its qualifier has no words to look for",
            "add what the source states, or a kg:phrase to the qualifier",
        )
        return
    wanted = item.qualifier or ""
    table = dict(language.vague)
    if not own:
        table = dict.fromkeys(table, "") | {p.lower(): wanted for p in item.phrases}
    phrases = {phrase for phrase, name in table.items() if name == wanted and (own or name)}
    if not own:
        phrases |= {phrase.lower() for phrase in item.phrases}
    against: list[Reason] | None = None
    for place in _places(phrases, tuple(table), spans, reader):
        against = list(stance_reasons(item, *place, reader))
        if not against:
            return
    if against:
        yield from against
        return
    listed = ", ".join(f"“{phrase}”" for phrase in (item.phrases or sorted(phrases)))
    yield Reason(
        FAILED,
        f"it states no number, and none of the words of its qualifier ({listed}) is in the evidence",
        f"choose the qualifier that the text has, {SPAN}",
    )


def _places(
    phrases: set[str],
    known: tuple[str, ...],
    spans: Sequence[tuple[int, int]],
    reader: TextReader,
) -> Iterator[tuple[int, int]]:
    """Where some phrases stand in the passages, outside of longer ones that are known and of numbers."""
    pattern = _pattern(known, reader.language.code if reader.language else "en")
    for span in spans:
        numbers = [f for f in reader.figures(*span) if f.kind == COUNT]
        for match in pattern.finditer(reader.text, *span):
            heard = " ".join(match[0].lower().split())
            place = match.start() - span[0]
            superlative = heard == "most" and _NOT_MOST.search(reader.text, span[0], match.start())
            if heard not in phrases or superlative:
                continue
            if not any(figure.start <= place < figure.end for figure in numbers):
                yield match.span()


def _plural_reasons(
    item: Evidence, spans: Sequence[tuple[int, int]], reader: TextReader
) -> Iterator[Reason]:
    """The thing that a claim counts stands in the passage, in the plural and without a number."""
    problem = "whether the text has what is counted in the plural cannot be told by reading alone"
    names = {thing.partition(" (")[0].lower().rpartition(" ")[2] for thing in item.things}
    if reader.language is None or reader.language.code != "en" or not names - {""}:
        yield Reason(NOT_CHECKABLE, problem, BY_EYE)
        return
    bare = counted = single = False
    for start, end in spans:
        places = [figure.end for figure in reader.figures(start, end)]
        passage = reader.text[start:end].lower()
        for match in re.finditer("[a-z]+", passage):
            plural = any(match[0] in _plurals(name) for name in names if name)
            single = single or match[0] in names
            near = any(0 <= match.start() - place <= _NEAR for place in places)
            bare, counted = bare or (plural and not near), counted or (plural and near)
    if bare and not counted:
        return
    if single and not bare and not counted:
        problem = "the text has what is counted in the singular alone"
        yield Reason(FAILED, problem, f"choose the qualifier that the text has, {SPAN}")
        return
    yield Reason(NOT_CHECKABLE, problem, BY_EYE)


#: So many characters from a number its noun may begin: “two signed agreements”.
_NEAR = 20


def _plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("man"):
        return (noun[:-2] + "en",)
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (noun[:-1] + "ies",)
    return (noun + "es",) if noun.endswith(("s", "x", "ch", "sh")) else (noun + "s",)


_NOT_MOST = re.compile(r"(?:\b[Aa]t|\b[Tt]he|['’]s)\s+$")


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...], code: str) -> re.Pattern[str]:
    """Finds the longest of some phrases; in Korean also with what is glued to it."""
    words = [re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=len, reverse=True)]
    joined = "|".join(words)
    return re.compile(joined if code == "ko" else rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
