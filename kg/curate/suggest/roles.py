"""The roles of events in a sentence: who sent what to whom, and that it took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.curate.suggest.coding import pattern
from kg.curate.suggest.forms import ARRIVAL, ARRIVED, DEPLOYED, LOST, TRANSFER
from kg.curate.suggest.known import ADJECTIVE, WEAPON, Mention
from kg.curate.suggest.rows import (
    Match,
    Rows,
    is_after_preposition,
    mentioned,
    new_transfer,
    verb_span,
)
from kg.curate.suggest.speakers import voice_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.curate.suggest.drafts import Draft
    from kg.curate.suggest.events import Events
    from kg.curate.suggest.reading import Reading


class Roles:
    """Makes drafts of events that the graph knows, or of new ones, by the words of their verbs."""

    def __init__(self, rows: Rows, events: Events) -> None:
        self._rows, self._events = rows, events

    def of(self, reading: Reading) -> Iterator[tuple[Draft, tuple[int, int]]]:
        """The drafts of a sentence, each with the stretch from which it comes."""
        for form in TRANSFER:
            for match in pattern(form).finditer(reading.code.text):
                yield from ((d, reading.code.span(match)) for d in self._transfer(reading, match))
        for match in pattern(ARRIVAL).finditer(reading.code.text):
            yield from ((d, reading.code.span(match)) for d in self._transfer(reading, match))
        for form, measure in ((DEPLOYED, "personnelDeployed"), (LOST, "personnelKilled")):
            for match in pattern(form).finditer(reading.code.text):
                yield from (
                    (d, reading.code.span(match)) for d in self._counted(reading, match, measure)
                )

    def _counted(self, reading: Reading, match: Match, measure: str) -> Iterator[Draft]:
        """What a figure of a known event takes for granted: that it took place, and who acted."""
        (actor,) = mentioned(reading.code, match["a"])
        dates = reading.dates_at(reading.code.span(match)[0])
        if any(not date.edtf.endswith("/..") and not date.edtf.startswith("../") for date in dates):
            return  # of a time of its own
        event = self._events.of_figure(measure, actor.iri, "") if actor.iri else ""
        if not event:
            return
        who = Mention(
            0,
            0,
            self._rows.known.spelling(event),
            "thing",
            event,
            "",
            f"the only such event of {actor.name} in the graph",
        )
        status = self._status(reading, match)
        yield from self._roles(reading, match, who, [("has event status", status)])
        if measure == "personnelDeployed":
            yield from self._roles(reading, match, who, [("is conducted by", actor)])

    def _status(self, reading: Reading, match: Match) -> Mention:
        perfect = "has " in match["has"] or "have " in match["has"]
        start = reading.code.span(match)[0]
        since = any(d.edtf.endswith("/..") for d in reading.dates_at(start))
        return Mention(0, 0, "ongoing" if perfect and since else "occurred", "word", "", "")

    def _transfer(self, reading: Reading, match: Match) -> Iterator[Draft]:
        """The rows of a transfer: its status, who supplied it, to whom, and what."""
        if is_after_preposition(reading.code.text, match.start()):
            return
        code, groups = reading.code, match.groupdict()
        (actor,) = mentioned(code, match["a"])
        reached = mentioned(code, groups.get("b"))
        items = [m for m in mentioned(code, match["what"]) if m.sort == WEAPON]
        verb = verb_span(code, match)
        if reading.unreal(code.span(match)[0]) or not items or not (actor.iri or actor.kind):
            return
        event = self._event(actor, reached[0] if reached else None, items)
        if event is None:
            return
        arrived = match["verb"].split()[0] in (*ARRIVED, "reached", "arrived")
        status = Mention(0, 0, "occurred", "word", "", "")
        rows: list[tuple[str, Mention]] = [("has event status", status)]
        if not reading.negated(*verb):
            rows.append(("has supplier", actor))
            rows += [("has recipient" if arrived else "is sent to", m) for m in reached]
            rows += [("transferred item", item) for item in items]
        for draft in self._roles(reading, match, event, rows):
            if actor.sort == ADJECTIVE and draft.cells["relation"] == "has supplier":
                draft.fill("explicitness", "implied")
                draft.looks.append("who supplied it is concluded from an adjective")
            yield draft

    def _event(
        self, actor: Mention, reached: Mention | None, items: list[Mention]
    ) -> Mention | None:
        """The transfer that the graph knows as the only one of these parties, or a new one of the text."""
        if actor.iri and (reached is None or reached.iri):
            iri = self._events.of_transfer(
                actor.iri, reached.iri if reached else "", [item.iri for item in items]
            )
            if iri:
                why = "the transfer of such items by these parties that the graph knows"
                return Mention(0, 0, self._rows.known.spelling(iri), "thing", iri, "", why)
        if reached is None:
            return None
        return new_transfer(actor, reached, [item.name for item in items])

    def _roles(
        self, reading: Reading, match: Match, event: Mention, rows: list[tuple[str, Mention]]
    ) -> Iterator[Draft]:
        for relation, whom in rows:
            draft = self._rows.draft(
                reading, match, event, relation, None if whom.sort == "word" else whom
            )
            if draft is None:
                continue
            draft.fill("explicitness", "stated")
            if whom.sort == "word":
                draft.fill("whom", whom.name)
            if voice_at(reading.voices, reading.code.span(match)[0]).modality == "estimated":
                draft.cells.pop(
                    "how said", None
                )  # the number is estimated; that it took place is not
                draft.fill("explicitness", "presupposed")
            yield draft
