"""Does the text assert the relation that a claim asserts, where no figure tells the place of it?

The place is that of the claim's words: the name of its object and that of its subject, else its wording. Where the
sentence has none of them, each clause of the passage is read, and one that denies something is enough for a doubt.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.claims.evidence.passages import Relation
from kg.claims.evidence.stance_check import disagreement, heard_later
from kg.claims.evidence.stated.denials import stance_in, stance_of_subject
from kg.claims.evidence.stated.denied_clause import BOTH, DENIES, IT_SAYS, OPEN, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.evidence.outcomes import Reason
    from kg.claims.evidence.passages import Evidence
    from kg.claims.evidence.reader import TextReader

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SUBCLAUSE = re.compile(
    r"(?i)\b(?:that|whether|if|may|might|evidence|reports?|claims?|что|чтобы|ли|що|щоб|чи|доказ\w*)\b|,"
)
#: What is promised not to be done is no denial of the promise, nor is what something depends on an open question.
_PROMISED = re.compile(
    r"(?i)\b(?:oblig|promis|undert[ao]k|undertook|vow|pledg|agree|commit|bound|бовʼяз|обяз|зобов)\w*(?:\s+\w+){0,4}?\s+(?:not\s+to|не)\s"
    r"|^[^,;]*\bwhether\b[^,;]*\bdepends?\b"
)
_NEXT_CLAUSE = re.compile(r"[,;:—–.!?]")


def relation_reasons(
    item: Evidence, spans: Sequence[tuple[int, int]], reader: TextReader
) -> Iterator[Reason]:
    """Why the passages have another stance than a claim of a relation; nothing where one has the same."""
    if item.relation is None or reader.language is None:
        return
    against: Reason | None = None
    for span in spans:
        begin, after = reader.sentence(*span)
        found = IT_SAYS
        if reader.may_deny(begin, after):
            found = _stance(item, span, (begin, after), reader)
        reason = disagreement(item, heard_later(item, found, after, reader), "relation")
        if reason is None:
            return
        against = against or reason
    if against is not None:
        yield against


def _stance(
    item: Evidence, span: tuple[int, int], sentence: tuple[int, int], reader: TextReader
) -> Stance:
    """What a passage does with a relation: it is denied where one of the places that tell it is."""
    found = [IT_SAYS]
    found += _heard(item, span, sentence, reader)
    for kind in (DENIES, OPEN, BOTH):
        for stance in found:
            if stance.kind == kind:
                return stance
    return IT_SAYS


def _heard(
    item: Evidence, span: tuple[int, int], sentence: tuple[int, int], reader: TextReader
) -> Iterator[Stance]:
    """The stance at each place that tells where the relation is stated."""
    code = reader.language.code if reader.language else "en"
    relation = item.relation or Relation((), ())
    text, (begin, after) = reader.text[slice(*sentence)], sentence
    own = slice(span[0] - begin, span[1] - begin)
    subjects = _named(relation.subject, code, text, own)
    values = _named(relation.value, code, text, own)
    worded = [
        (at, at + len(wording))
        for wording in item.passage.wordings
        if (at := text.find(wording, own.start, own.stop)) >= 0
    ]
    if code == "ko":  # the verb of all of them stands behind the last
        places = [max((*subjects, *values, *worded), default=(own.start, own.start + 1))]
    elif values:
        behind = [place for place in values if any(first < place[0] for first, _ in subjects)]
        places = [p for p in (behind or values) if not _within(p, subjects)]
        for place in subjects:
            yield stance_of_subject(text, *place, code)
    elif worded:
        places = [_last_word(text, *place) for place in worded]
    else:
        places = subjects or list(_clauses(text, own.start, min(own.stop, after - begin)))
        if not subjects and _PROMISED.search(text, own.start, own.stop):
            return
    for place in places:
        found = stance_in(text, *place, code)
        if found.kind == OPEN and _own_act(text, found.word, subjects, place):
            found = Stance(DENIES, found.word)
        yield found


def _own_act(
    text: str, word: str, subjects: Sequence[tuple[int, int]], place: tuple[int, int]
) -> bool:
    """ "The ministry has never commented on it": what is not done is the claim's, whose subject does it."""
    if place in subjects:
        return word in text[place[1] :].lower()
    between = text[
        max((last for _, last in subjects if last <= place[0]), default=place[0]) : place[0]
    ]
    return word in between.lower() and _SUBCLAUSE.search(between) is None


def _within(place: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(first <= place[0] and place[1] <= last for first, last in others)


def _last_word(text: str, start: int, end: int) -> tuple[int, int]:
    words = list(_WORD.finditer(text, start, end))
    return words[-1].span() if words else (start, end)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The last word before each mark of a passage."""
    ends = [match.start() for match in _NEXT_CLAUSE.finditer(text, start, end)]
    for first, last in zip([start, *ends], [*ends, end], strict=True):
        words = list(_WORD.finditer(text, first, last))
        if words:
            yield words[-1].span()


def _named(names: tuple[str, ...], code: str, text: str, own: slice) -> list[tuple[int, int]]:
    """Where one of some names stands in a part of a text, in the forms that a language gives it."""
    pattern = _pattern(names, code)
    if pattern is None:
        return []
    return [match.span() for match in pattern.finditer(text, own.start, own.stop)]


@lru_cache(maxsize=1024)
def _pattern(names: tuple[str, ...], code: str) -> re.Pattern[str] | None:
    forms = []
    for name in names:
        words = _WORD.findall(re.sub(r"\([^)]*\)", " ", name))
        if code in ("ru", "uk"):  # inflected at the end
            shaped = [re.escape(w[: max(3, len(w) - 2)]) + r"\w{0,4}" if len(w) > 3 else re.escape(w) for w in words]  # fmt: skip
        else:
            shaped = [re.escape(word) for word in words]
        if words:
            forms.append(r"[\s-]+".join(shaped))
    if not forms:
        return None
    listed = "|".join(sorted(forms, key=len, reverse=True))
    plain = f"(?:{listed})" if code == "ko" else rf"(?<!\w)(?:{listed})(?!\w)"
    return re.compile(f"(?i){plain}")
