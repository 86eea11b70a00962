"""A row of a relation: its two ends, how surely it is said, denied or not, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.curate.suggest import cues
from kg.curate.suggest.known import KnownNames, Mention
from kg.curate.suggest.speakers import voice_at
from kg.errors import UnclearError
from kg.iris import KG

if TYPE_CHECKING:
    from kg.curate.suggest.coding import Coded
    from kg.curate.suggest.drafts import Draft
    from kg.curate.suggest.reading import Reading

Match = re.Match[str]
#: Relations that come about on a day; the others last, and a date beside them is another's.
_DATED = frozenset(
    ("has signatory", "has party", "has event status", "has supplier", "has recipient", "is sent to", "transferred item",
     "is conducted by")
)  # fmt: skip
_MASS = ("equipment", "ammunition")


class Rows:
    """Makes rows of relations by the rules of a graph: which kinds of things each may be said of."""

    def __init__(self, known: KnownNames) -> None:
        self.known, self._names = known, known.names

    def draft(
        self,
        reading: Reading,
        match: Match,
        who: Mention | None,
        relation: str,
        whom: Mention | None,
    ) -> Draft | None:
        """A row with its ends; None where the relation cannot be said of them, or the graph lacks it."""
        try:
            iri = self._names.relation(relation)
        except UnclearError:
            return None
        lexicon = self.known.lexicon
        for end, kinds in ((who, lexicon.subject_kinds(iri)), (whom, lexicon.object_kinds(iri))):
            if end is not None and not self._fits(end, kinds):
                return None
        start, stop = reading.code.span(match)
        draft = reading.draft(start)
        draft.fill("relation", relation)
        name_end(draft, "who", who)
        name_end(draft, "whom", whom)
        if who is None:
            draft.gaps.append("who: the words do not name it")
        self.manner(reading, draft, start, stop, verb=verb_span(reading.code, match))
        self.time(reading, draft, start, stop, lasting=relation not in _DATED)
        return draft

    def _fits(self, mention: Mention, kinds: list[str]) -> bool:
        """Whether a thing is of one of some classes; what has no kind yet may be."""
        if not kinds:
            return True
        if mention.iri:
            return self._names.is_a(mention.iri, kinds)
        if not mention.kind:
            return True
        own = self._names.kind(mention.kind, KG + "Entity")
        return not self.known.lexicon.terms.above(own).isdisjoint(kinds)

    def manner(
        self, reading: Reading, draft: Draft, start: int, stop: int, verb: tuple[int, int]
    ) -> None:
        """Note denials and doubts in the words between the two ends."""
        voice = voice_at(reading.voices, start)
        if reading.negated(*verb):
            if voice.denies:
                draft.gaps.append("stance: a denial of a negation")
            self._deny(draft)
        words = reading.text[verb[0] : verb[1]].lower().split()
        for word in words:
            if word in cues.LIKELIHOODS:
                draft.fill("how likely", cues.LIKELIHOODS[word])
            elif word == "will" and not voice.modality:
                draft.fill("how said", "forecast")
            elif word in cues.UNREAL:
                draft.gaps.append(f"“{word}”: did it happen?")
        opening = reading.clause(start)[0]
        if word := reading.negated(opening, min(start, verb[0])):
            draft.gaps.append(f"stance: “{word}” stands before it")
        before = reading.text[max(0, start - 30) : start].lower()
        if re.search(
            r"\b(?:if|whether|unless|plan(?:s|ned)? for|want(?:s|ed)?|ask(?:s|ed)?|urge[sd]?) $",
            before,
        ):
            draft.gaps.append("the words before it say that it may not be so")

    def _deny(self, draft: Draft) -> None:
        if draft.cells.get("stance") == "denies":
            draft.cells.pop("stance")
            draft.gaps.append("stance: a denial of a negation")
        else:
            draft.fill("stance", "denies")

    def time(
        self, reading: Reading, draft: Draft, start: int, stop: int, *, lasting: bool = False
    ) -> None:
        """When it happened, where one date stands in its clauses; of what lasts, only since when."""
        dates = {
            d.start: d for d in (*reading.dates_at(start), *reading.dates_at(max(start, stop - 1)))
        }
        found = [d for d in dates.values() if not lasting or d.edtf.endswith("/..")]
        if len(found) > 1:
            draft.gaps.append("when: several dates stand in the clause")
        elif found and found[0].edtf:
            draft.fill("when", found[0].edtf)
        elif found:
            draft.gaps.append(f"when: “{found[0].text}” cannot be read")
        elif (
            draft.cells.get("stance") == "denies"
            and (said := reading.date_of_speech(start))
            and said.edtf
        ):
            draft.fill("when", said.edtf)
            draft.looks.append("when: the day on which it was denied")


_SIGNS = "\ue000-\uf8ff"
_PREPOSED = re.compile(
    r"\b(?:from|of|in|by|with|against|to|for|near|between|than|at|on|inside|outside|under|like|through|against|among)"
    rf" (?:(?:the |an? )?[{_SIGNS}](?:, | and |, and ))*(?:the |an? )?$",
    re.I,
)


def is_after_preposition(text: str, place: int) -> bool:
    """Whether what stands at a place of a coded text belongs to a preposition, and is no subject."""
    return bool(_PREPOSED.search(text[max(0, place - 80) : place]))


def new_transfer(actor: Mention, reached: Mention, items: list[str]) -> Mention:
    """A transfer of arms that the graph does not know, by the names of its parties and items."""
    plural = dict.fromkeys(item if item.endswith(_MASS) else f"{item}s" for item in items[:2])
    name = f"{actor.name}'s supply of {' and '.join(plural)} to {reached.name}"
    why = "a new event, or is it one that the graph knows?"
    return Mention(0, 0, name, "thing", "", "arms transfer", why)


def mentioned(code: Coded, signs: str | None) -> list[Mention]:
    return [item for item in code.listed(signs or "") if isinstance(item, Mention)]


def verb_span(code: Coded, match: Match) -> tuple[int, int]:
    """The stretch between the two ends of a relation, in which its verb and a negation stand."""
    groups = match.groupdict()
    if groups.get("has") is not None:
        return code.span(match, "has")[0], code.span(match, "verb")[1]
    ends = [code.span(match, name) for name in ("a", "b", "x") if groups.get(name)]
    ends.sort()
    if len(ends) < 2:
        return code.span(match)
    return ends[0][1], ends[1][0]


def name_end(draft: Draft, column: str, mention: Mention | None) -> None:
    """Fill a column with a name, and with its kind where it is new."""
    if mention is None:
        return
    draft.fill(column, mention.name)
    draft.fill(f"{column} kind", mention.kind)
    if mention.why:
        draft.looks.append(f"{column}: {mention.why}")
    if not mention.iri and not mention.kind and mention.sort != "word":
        draft.gaps.append(f"{column} kind: what kind of thing {mention.name} is")
