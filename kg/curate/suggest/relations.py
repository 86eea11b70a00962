"""From the words of a sentence to drafts of relations and of the roles of events."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.curate.suggest import cues
from kg.curate.suggest.coding import pattern
from kg.curate.suggest.forms import FORMS, OTHER
from kg.curate.suggest.known import ADJECTIVE, AGREEMENT, CAPITAL, STATE, UNIT, Mention
from kg.curate.suggest.roles import Roles
from kg.curate.suggest.rows import (
    Match,
    Rows,
    is_after_preposition,
    mentioned,
    name_end,
    verb_span,
)
from kg.curate.suggest.speakers import voice_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.curate.suggest.coding import Coded
    from kg.curate.suggest.drafts import Draft
    from kg.curate.suggest.events import Events
    from kg.curate.suggest.forms import Form
    from kg.curate.suggest.known import KnownNames
    from kg.curate.suggest.reading import Reading

_AGREEMENTS = ("treaty", "agreement", "pact", "accord")
_VERB = re.compile(
    r"\w+(?:ed|es|ing|s)|sent|met|gave|built|took|won|lost|held|made|bought|sold|led|fought|left|hit|struck|shot|beat|cut"
    r"|help|attack|arm|train|supply|support|invade|join|fund|pay|visit"
)
_PART = re.compile(r" of (?:the )?(?=[A-Z])")
_NOT_VERBS = frozenset(
    (*cues.SPEECH, *cues.DENIALS, "and", "the", "with", "for", "from", "that", "who", "which", "but", "was", "were", "are",
     "has", "have", "had", "forces", "troops", "soldiers", "units", "system", "into", "while", "when", "where", "than", "nor", "or")
)  # fmt: skip


class Relations:
    """Makes drafts of what sentences say of names that they name."""

    def __init__(self, known: KnownNames, events: Events) -> None:
        self._known, self._rows = known, Rows(known)
        self._roles = Roles(self._rows, events)
        self._seen: list[Mention] = []

    def drafts(self, reading: Reading) -> Iterator[Draft]:
        """The drafts of a sentence; sentences are given in the order of the text."""
        done: list[tuple[int, int]] = []
        said: set[tuple[str, ...]] = set()
        for draft, span in self._all(reading):
            done.append(span)
            key = tuple(draft.cells.get(c, "") for c in ("who", "relation", "whom", "stance"))
            if key not in said:
                said.add(key)
                yield draft
        for draft, span in self._others(reading):
            if not any(a < span[1] and span[0] < b for a, b in done):
                yield draft
        self._seen += reading.mentions

    def _all(self, reading: Reading) -> Iterator[tuple[Draft, tuple[int, int]]]:
        code = reading.code
        stated: set[tuple[str, str, str]] = set()
        for form in FORMS:
            for match in pattern(form.pattern).finditer(code.text):
                if form.subject and is_after_preposition(code.text, match.start()):
                    continue
                for draft in self._of_form(reading, form, match):
                    key = (draft.cells.get("who", ""), form.relation, draft.cells.get("whom", ""))
                    if key not in stated and not _weaker(key, stated):
                        stated.add(key)
                        yield draft, code.span(match)
        for mention in reading.mentions:
            part = self._part(reading, mention) if mention.sort == UNIT else None
            if part is not None:
                yield part, (mention.start, mention.start)
        yield from self._roles.of(reading)

    def _of_form(self, reading: Reading, form: Form, match: Match) -> Iterator[Draft]:
        code, groups = reading.code, match.groupdict()
        whos = self._subjects(reading, form, match)
        text = reading.text[slice(*code.span(match, "x"))] if groups.get("x") else ""
        if form.text:
            targets: list[Mention | None] = [None]
        else:
            targets = [*mentioned(code, groups.get("b"))] or [None]
            if groups.get("p"):
                targets = [*self._programmes(code, match)] or [None]
        subjects: list[Mention | None] = [*whos] or [None]
        for who in subjects:
            for whom in targets:
                draft = self._rows.draft(reading, match, who, form.relation, whom)
                if draft is None:
                    continue
                draft.fill("explicitness", form.explicitness)
                if form.text:
                    draft.fill("whom", text.strip('"“”., ').removeprefix("the "))
                elif whom is None:
                    draft.gaps.append(f"whom: {form.gap}{f', “{text}”' if text else ''}")
                yield draft

    def _subjects(self, reading: Reading, form: Form, match: Match) -> list[Mention]:
        """Of whom a relation is said: those whom the words name, or what “the treaty” means."""
        groups = match.groupdict()
        if whos := mentioned(reading.code, groups.get("a")):
            return whos
        if word := groups.get("it"):
            meant = self._meant(word)
            return [replace(meant, why=f"“the {word}” is read as {meant.name}")] if meant else []
        if form.relation in ("has clause", "has signatory"):
            return self._agreement(reading, match)
        return []

    def _agreement(self, reading: Reading, match: Match) -> list[Mention]:
        """What “the treaty signed by …” means: one of its name and year in the graph, or the one named."""
        start, stop = reading.code.span(match)
        years = {date.edtf[:4] for date in reading.dates if start <= date.start <= stop + 30}
        states = {
            m.name
            for m in (*self._seen, *reading.mentions)
            if m.sort in (STATE, ADJECTIVE, CAPITAL)
        }
        known = self._known.dated_agreement(reading.text[:stop], years, states)
        if known is not None:
            return [known]
        definite = re.search(r"\b[Tt]he (?:[\w-]+ ){0,4}$", reading.code.text[: match.start()])
        meant = self._meant("treaty") if definite else None
        return [replace(meant, why=f"the treaty is read as {meant.name}")] if meant else []

    def _programmes(self, code: Coded, match: Match) -> list[Mention]:
        """“its space and nuclear programs”: those that the graph knows of the state that is helped."""
        (state,) = mentioned(code, match["s"])
        found = []
        for word in re.findall(r"\w+", match["p"].replace(" and ", " ")):
            for adjective in self._known.adjectives.get(state.name, ()):
                if iri := self._known.named(f"{adjective} {word} programme"):
                    why = f"“{word} programmes” of {state.name}"
                    found.append(Mention(0, 0, self._known.spelling(iri), "thing", iri, "", why))
        return found

    def _meant(self, word: str) -> Mention | None:
        """What “the treaty”, “the group” means: the one that was named so far, or the last so called."""
        if word in _AGREEMENTS:
            agreements = {m.name: m for m in self._seen if m.sort == AGREEMENT}
            return next(iter(agreements.values())) if len(agreements) == 1 else None
        units = [
            m
            for m in self._seen
            if m.sort == UNIT and (word == "unit" or word in m.name.lower().split())
        ]
        return units[-1] if units else None

    def _part(self, reading: Reading, mention: Mention) -> Draft | None:
        """A unit whose name says of which force it is: “11th Corps of the Korean People's Army”."""
        text = reading.text[mention.start : mention.end]
        of = _PART.search(text)
        if of is None:
            return None
        rest = text[of.end() :]
        inner = [
            m
            for m in self._known.find(rest)
            if m.start == 0 and m.end == len(rest) and m.sort == UNIT
        ]
        if not inner and (new := self._seen_as(rest, reading)):
            inner = [new]
        if not inner or inner[0].sort != UNIT:
            return None
        draft = reading.draft(mention.start)
        draft.fill("relation", "is part of")
        name_end(draft, "who", mention)
        name_end(draft, "whom", inner[0])
        draft.fill("explicitness", "presupposed")
        if not voice_at(reading.voices, mention.start).is_author:
            # A name says it, whoever speaks; what they deny is something else.
            for column in ("speaker", "speaker kind", "how said", "stance", "possible speaker"):
                draft.cells.pop(column, None)
            draft.gaps.append("speaker: the name says it, in the words of another or of the author")
        return draft

    def _seen_as(self, name: str, reading: Reading) -> Mention | None:
        plain = name.replace("’", "'")
        kind = cues.HEADS.get(plain.rsplit(" ", 1)[-1].lower(), "")
        if kind not in ("armed force", "military unit"):
            return None
        return Mention(0, 0, plain, UNIT, "", kind)

    def _others(self, reading: Reading) -> Iterator[tuple[Draft, tuple[int, int]]]:
        """Clauses with an actor, a verb and a name, for which no form is known: the relation is left."""
        place, text = 0, reading.code.text
        while match := pattern(OTHER).search(text, place):
            place = match.start() + 1
            before = text[: match.start()]
            if (
                not _VERB.fullmatch(match["verb"])
                or match["verb"] in _NOT_VERBS
                or is_after_preposition(text, match.start())
            ):
                continue
            if (
                before.endswith((" and ", ", "))
                and before.rstrip(" ,and")[-1:] in reading.code.items
            ):
                continue  # one of several who do it together
            place = match.end()
            (who,) = mentioned(reading.code, match["a"])
            whom = next(iter(mentioned(reading.code, match["b"])), None)
            looks = []
            if whom is None and match["it"]:
                whom = self._meant(match["it"])
                looks = [f"whom: “the {match['it']}” is read as {whom.name}"] if whom else []
            start, stop = reading.code.span(match)
            draft = reading.draft(start)
            name_end(draft, "who", who)
            name_end(draft, "whom", whom)
            self._rows.manner(reading, draft, start, stop, verb=verb_span(reading.code, match))
            self._rows.time(reading, draft, start, stop)
            draft.looks += looks
            draft.gaps.append(f"relation: none is known for “{match['verb']}”")
            yield draft, (start, stop)


def _weaker(key: tuple[str, str, str], stated: set[tuple[str, str, str]]) -> bool:
    """Whether a row with an empty end is said by another with both."""
    who, relation, whom = key
    return (not who or not whom) and any(
        r == relation and (not who or w == who) and (not whom or t == whom) for w, r, t in stated
    )
