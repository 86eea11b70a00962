"""What a proposed mapping asks of relations: whether two are one, and whether one happens again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.curate.sheets.mapping.alike import (
    denials,
    differences,
    may_be_same,
    meaning,
    relations_of,
    said,
    same_words,
)
from kg.curate.sheets.placeholders import NO_TIME
from kg.curate.sheets.spoken import SpokenRelation
from kg.curate.sheets.table import plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.mapping.proposal import ProposedRelation
    from kg.curate.sheets.mapping.verbs import Groups
    from kg.curate.sheets.rows import Row

_AGAIN = (
    "state = true if it lasts, once = true if it can happen only once, so that two dates contradict"
)


class Dates(NamedTuple):
    """How many dates rows give that assert one thing of one pair, at most; and a date of one that denies."""

    most: int
    denied: str


def dates_of(rows: Sequence[Row], at: Mapping[str, str], denied: Sequence[int]) -> Dates:
    """The dates that the rows of one relation give.

    ``at``: by our column, the header of the sheet; ``denied``: the numbers of rows that a mark denies.
    """
    asserted: dict[tuple[str, str], set[str]] = {}
    day = ""
    who, whom, when = (at.get(column, "") for column in ("who", "whom", "when"))
    for row in rows:
        text = row.text(when)
        if not text or plain_name(text) in NO_TIME:
            continue
        if row.number in denied or said(row.text(at.get("relation", ""))).negated:
            day = day or text
        else:
            asserted.setdefault((row.text(who), row.text(whom)), set()).add(plain_name(text))
    return Dates(max(map(len, asserted.values()), default=0), day)


def take_as_one(
    proposals: Mapping[str, ProposedRelation],
    rows: Mapping[str, Sequence[Row]],
    lexicon: Lexicon,
    deniable: Sequence[str],
) -> dict[str, str]:
    """Propose new relations of the same words as one, and those with “not” as denials: by relation, which it is.

    ``deniable``: those whose rows deny nothing in another way.
    """
    unknown = {text: len(rows[text]) for text, one in proposals.items() if one.relation is None}
    heads = same_words(unknown)
    said = [*relations_of(lexicon), *heads.values()]
    twice = {head for text, head in heads.items() if text not in deniable}
    denied = denials([text for text, head in heads.items() if head not in twice], said)
    heads |= denied
    for text, head in heads.items():
        if text in denied:
            proposals[text].cells["stance"] = "denies"
            proposals[text].reason = f"it denies “{head}”"
        elif head != text:
            proposals[text].reason = "the same words but for an article, the number or a perfect"
        if head != text:
            proposals[text].relation = head
    return heads


def _ask_state(proposed: ProposedRelation, why: str) -> None:
    """Ask in the line of a new relation whether it lasts or happens again."""
    if proposed.new is None:
        return
    asked = [note for note in proposed.new.notes if note.endswith(_AGAIN)]
    if not asked:
        for mark in ("state", "once"):
            proposed.new.said.setdefault(mark, False)
        proposed.new.notes.append(f"{why}: {_AGAIN}")


def ask_of_alike(
    proposals: Mapping[str, ProposedRelation],
    rows: Mapping[str, Sequence[Row]],
    lexicon: Lexicon,
    may_be: Callable[[SpokenRelation, Sequence[Row]], bool],
    dates: Callable[[Sequence[Row]], Dates],
    verbs: Groups,
) -> None:
    """Add to proposals of new relations one of the graph, else of the sheet, that may say the same.

    ``rows``: by relation that stays, those of all that are proposed as it; ``may_be``: whether they may
    be rows of a relation of the graph; ``dates``: the dates that rows give; ``verbs``: those that say nearly the same. Where there are several, or
    denials have one, a note says what is made of it.
    """
    unknown = {text: rows[text] for text, one in proposals.items() if one.relation is None}
    ours: dict[object, list[str]] = {}
    for label in relations_of(lexicon):
        ours.setdefault(meaning(label, verbs), []).append(label)
    for text, of in unknown.items():
        if dates(of).most > 1:
            _ask_state(proposals[text], "several dates")
    for text, (other, apart) in may_be_same(
        {t: len(of) for t, of in unknown.items()}, verbs
    ).items():
        both = dates([*unknown[text], *unknown[other]]).most
        again = both > max(dates(unknown[text]).most, dates(unknown[other]).most)
        proposals[text].alike = other, apart
        if again:
            _ask_state(proposals[other], f"with the dates of “{text}”, if it is that")
    for text, of in unknown.items():
        fitting = [
            label
            for label in ours.get(meaning(text, verbs), ())
            if may_be(SpokenRelation(lexicon.names.relation(label), False, ""), of)
        ]
        if len(fitting) == 1:
            proposals[text].alike = fitting[0], "; ".join(differences(text, fitting[0]))
        denied = dates(of).denied
        if denied:
            proposals[text].notes.append(
                f"denied of “{denied}” alone; where that is the day of the denial, and all before it is "
                "denied, write ../ before the date: ../2022-10"
            )
