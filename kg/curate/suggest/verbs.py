"""The verb that governs a figure: the measure that it gives, who acts and who is reached."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.curate.suggest import cues
from kg.curate.suggest.known import ADJECTIVE, CAPITAL, STATE, Mention

if TYPE_CHECKING:
    from kg.curate.suggest.figures import Figure
    from kg.curate.suggest.reading import Reading

_SUFFERED = r"(?:,? (?:who|that))?(?: (?:have been|has been|had been|were|was|had|have|are))?(?: (?:\w+ly|also|already))*"
#: “300 soldiers killed 20 civilians”: those who are counted did it.
_NO_OBJECT = r"(?! (?:(?:the|an?|at least|about|more|up|some|over)\b|\d|[A-Z]))\b"
_ASIDE = re.compile(r"^, (?:including|among them|mostly|most of them|many of them)[^,]{1,60},")


@dataclass(frozen=True, slots=True)
class Noun:
    """What a figure counts: where its words end, the cells for it, and the states named between."""

    end: int
    text: str = ""
    counted: str = ""
    unit: str = ""
    owner: Mention | None = None


def governed(
    reading: Reading, figure: Figure, noun: Noun
) -> tuple[str, Mention | None, Mention | None]:
    """The measure of a figure, and the states that act and are reached, by the verb that governs the figure."""
    text = reading.text
    before, after = text[: figure.start], _ASIDE.sub("", text[noun.end :])
    if (
        noun.unit == "person"
        and (measure := _loss(before, after))
        and (noun.counted == "soldier" or noun.counted == "")
    ):
        return (measure, noun.owner, None) if noun.counted == "soldier" else ("", None, None)
    for units, counted, verbs, participles, measure in cues.MEASURES:
        if noun.unit not in units or (counted and noun.counted not in counted):
            continue
        verb = "|".join(verbs)
        active = re.search(
            rf"\b(?:{verb})(?: (?:\w+ly|nearly|also|in total|a total of))? $", before
        )
        listed = re.search(rf"\b(?:{verb}) (?P<first>[^.;]{{1,60}}) and $", before)
        if listed is not None and not any(
            f.end <= figure.start and f.start >= listed.start("first") for f in reading.figures
        ):
            listed = None
        passive = re.match(
            rf" (?:(?:that|which|who) )?(?:(?:have|has|had) been |were |was |are |being )?(?:\w+ly )?(?:{'|'.join(participles)})\b(?! (?:the|an?|\d))",
            after,
        )
        if active and re.search(r"\b(?:was|were|been|being|be|is|are) $", before[: active.start()]):
            return measure, None, None  # “Russia was sent 300 drones”
        if active or listed:
            verb_at = (active or listed).start()  # type: ignore[union-attr]
            return measure, _subject(reading, verb_at), _reached(reading, noun.end)
        if passive:
            return measure, noun.owner, _reached(reading, noun.end)
    return "", None, None


def _subject(reading: Reading, verb: int) -> Mention | None:
    """The state that is the subject of a verb: the name right before it, or that opens the clause."""
    text = reading.text
    start, _ = reading.clause(verb)
    states = [
        m
        for m in reading.mentions
        if m.sort in (STATE, CAPITAL) and start <= m.start and m.end <= verb
    ]
    if not states:
        return None
    last = states[-1]
    if re.fullmatch(
        r"(?: (?:has|have|had|is|was|also|already|reportedly|now|then|\w+ly))* ?",
        text[last.end : verb],
    ):
        return last
    first = states[0]
    opens = text[start : first.start].strip(' "“,') == "" or any(
        d.start == start for d in reading.dates
    )
    return (
        first
        if opens
        and re.match(r" (?:has|have|had|is|was|\w+ed|\w+s)\b", text[first.end :])
        and re.search(r", (?:\w+ly )?$", text[:verb])
        else None
    )


def _reached(reading: Reading, place: int) -> Mention | None:
    _, end = reading.clause(place)
    for mention in reading.mentions:
        if not place <= mention.start < end:
            continue
        before = reading.text[place : mention.start]
        if mention.sort in (STATE, CAPITAL) and re.search(r"\bto $", before):
            return mention
        if mention.sort in (STATE, CAPITAL, ADJECTIVE) and re.search(
            r"\balongside (?:the )?$", before
        ):
            return mention
    return None


def _loss(before: str, after: str) -> str:
    """The measure of losses that stands at a number of persons; "" where it is none, or another's."""
    for form, measure in cues.LOSSES:
        if re.match(rf"{_SUFFERED} {form}{_NO_OBJECT}", after):
            return measure
    for form, measure in cues.INFLICTED:
        if re.search(
            rf"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbeing )\b{form}(?: \w+ly)? $", before
        ):
            return measure
    return ""
