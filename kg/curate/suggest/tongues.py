"""Who says what, and what a figure counts, in Russian, Ukrainian and Korean texts, by the words of ``tongues.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.curate.suggest.known import ADJECTIVE, BODY, STATE, Mention, without_overlaps
from kg.curate.suggest.speakers import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.suggest.dates import When
    from kg.curate.suggest.figures import Figure
    from kg.curate.suggest.known import KnownNames
    from kg.curate.suggest.reading import Reading
    from kg.curate.suggest.verbs import Noun

_MANNERS = ("reported", "estimated", "assessed", "warned")
#: How the English names of bodies are spelt; with “of” and the state behind.
_SPELT = {
    "Ministry of Defence": ("Ministry of Defence", "Ministry of Defense", "Ministry of National Defense", "Ministry of National Defence"),
    "Ministry of Foreign Affairs": ("Ministry of Foreign Affairs", "Foreign Ministry"),
    "Defence Intelligence": ("Defence Intelligence", "Defense Intelligence", "Main Directorate of Intelligence"),
}  # fmt: skip
_CLAUSE = re.compile(
    r"[;:]| (?:но|а|однако|тогда как|але|проте|тоді як) |, (?:а|но|але|однако|проте) "
)
_KOREAN_SUBJECT = r"(?:은|는|이|가)"


@dataclass(frozen=True)
class Tongue:
    """The words of a language."""

    language: str
    words: dict[str, str]
    sources: tuple[tuple[str, str], ...]
    states: dict[str, tuple[str, str]]
    bodies: dict[str, str]
    measures: tuple[dict[str, str], ...]

    def has(self, kind: str, text: str) -> re.Match[str] | None:
        """The first word of a kind in a text."""
        pattern = self.words[kind]
        ends = ("", "") if self.language == "ko" else (r"(?<!\w)", r"(?!\w)")
        return re.search(f"{ends[0]}(?:{pattern}){ends[1]}", text, re.IGNORECASE)


@cache
def tongue(language: str) -> Tongue | None:
    """The words of a language; None for English, and for one of which there are none."""
    listed = tomllib.loads(files(__package__).joinpath("tongues.toml").read_text("utf-8"))
    own = listed.get(language.partition("-")[0])
    if own is None:
        return None
    words = {key: value for key, value in own.items() if isinstance(value, str)}
    return Tongue(
        language.partition("-")[0],
        words,
        tuple((form, manner) for form, manner in own["sources"]),
        {state: (noun, adjective) for state, (noun, adjective) in own["states"].items()},
        own["bodies"],
        tuple({**m, "units": " ".join(m["units"])} for m in own["measures"]),
    )


def names_in(text: str, own: Tongue, known: KnownNames, found: Sequence[Mention]) -> list[Mention]:
    """The states and their bodies in a sentence, in any of their forms, and the names that were found."""
    begin, end = ("", "") if own.language == "ko" else (r"(?<!\w)", r"(?!\w)")
    more: list[Mention] = []
    for state, forms in own.states.items():
        iri = known.named(state)
        for form, sort in zip(forms, (STATE, ADJECTIVE), strict=True):
            flags = re.IGNORECASE if sort == ADJECTIVE else 0
            for match in re.finditer(f"{begin}(?:{form}){end}", text, flags):
                kind = "" if iri else "state"
                more.append(Mention(match.start(), match.end(), state, sort, iri, kind))
    bodies = [m for states in [list(more)] for m in _bodies(text, own, known, states)]
    return without_overlaps([*bodies, *more, *(m for m in found if m.sort != STATE)])


def _bodies(
    text: str, own: Tongue, known: KnownNames, states: Sequence[Mention]
) -> Iterator[Mention]:
    """The bodies of states; one that the graph does not know has neither kind nor identifier."""
    for body, form in own.bodies.items():
        for state in {m.name for m in states if m.sort == STATE} or {""}:
            noun = own.states[state][0] if state else "(?!)"
            if own.language == "ko" and "{S}" not in form:
                state = state or "South Korea"
            for match in re.finditer(form.replace("{S}", f"(?:{noun})"), text):
                owner = "South Korea" if "{S}" not in form else state
                spellings = _SPELT.get(body, (body,))
                names = [f"{one} of {the}{owner}" for one in spellings for the in ("", "the ")]
                names += [f"{owner}'s {one}" for one in spellings]
                iri = next((iri for name in names if (iri := known.named(name))), "")
                label = known.spelling(iri) if iri else match[0]
                yield Mention(match.start(), match.end(), label, BODY, iri)


def voices_in(
    text: str, own: Tongue, mentions: Sequence[Mention], dates: Sequence[When]
) -> list[Voice]:
    """The voices of a sentence, the last over all of it; who speaks is open where no listed form fits."""
    found = next(_spoken(text, own, mentions, dates), None)
    if found is not None:
        rest = "what stands beside the words of a speaker"
        return [found, Voice(0, len(text), unresolved=rest)]
    cue = next((m for kind in (*_MANNERS, "denied") if (m := own.has(kind, text))), None)
    if cue is None:
        return [Voice(0, len(text), unresolved="no word of saying that is known here")]
    # A date beside the verb of saying is none of what is said.
    start = dates[0].end if own.language == "ko" and dates else 0
    if own.language != "ko" and (that := re.search(own.words["that"], text[cue.end() :])):
        start = cue.end() + that.end()
    words = f"{cue[0]}: by whom?"
    return [Voice(start, len(text), unresolved=words), Voice(0, len(text), unresolved=words)]


def _spoken(
    text: str, own: Tongue, mentions: Sequence[Mention], dates: Sequence[When]
) -> Iterator[Voice]:
    speakers = [m for m in mentions if m.sort in (STATE, BODY) or m.iri]
    for speaker in speakers:
        if own.language == "ko":
            yield from _korean(text, own, speaker, dates)
            continue
        before, after = text[: speaker.start], text[speaker.end :]
        for form, manner in own.sources:
            if (
                re.fullmatch(rf"\W*(?:{form}) ", before, re.IGNORECASE)
                and (comma := re.match(r",? ", after))
                and "," in comma[0]
            ):
                yield _voice(speaker.end + comma.end(), len(text), speaker, manner)
        opening = all(char in ' \t,"«“' for char in _without(before, 0, dates))
        for kind in (*_MANNERS, "denied"):
            manner = "" if kind == "denied" else kind
            verb = rf"(?:{own.words[kind]})"
            said = re.match(
                rf"(?P<gap>[^,;:.]{{0,45}}?) {verb}(?P<more>[^,;:.]{{0,45}}?){own.words['that']}",
                after,
                re.IGNORECASE,
            )
            if opening and said and _is_time(said, speaker.end, dates):
                start = speaker.end + said.end()
                yield _voice(start, len(text), speaker, manner, denies=kind == "denied")
            if re.search(rf", {verb} $", before, re.IGNORECASE) and re.fullmatch(
                r"\W*", _without(after, speaker.end, dates)
            ):
                end = before.rindex(",")
                yield _voice(0, end, speaker, manner, denies=kind == "denied")


def _korean(text: str, own: Tongue, speaker: Mention, dates: Sequence[When]) -> Iterator[Voice]:
    before, after = text[: speaker.start], text[speaker.end :]
    if before.strip():
        return
    for form, manner in own.sources:
        if match := re.match(rf"{form},? ", after):
            yield _voice(speaker.end + match.end(), len(text), speaker, manner)
    subject = re.match(rf"{_KOREAN_SUBJECT} ", after)
    if subject is None:
        return
    start = speaker.end + subject.end()
    for date in dates:  # the day right behind the speaker is that on which it was said
        if date.start == start:
            behind = re.match(r"(?:에)? ", text[date.end :])
            start = date.end + (behind.end() if behind else 0)
    for kind in (*_MANNERS, "denied"):
        link = (
            r"(?:라는|다는|했다는)[^.]{0,12}?"
            if kind == "denied"
            else r"(?:라고|다고|고|것으로|고도)"
        )
        said = re.search(rf"{link} ?(?:{own.words[kind]})\w*\.?$", text[start:])
        if said:
            manner = "" if kind == "denied" else kind
            yield _voice(start, start + said.start() + 1, speaker, manner, denies=kind == "denied")


def _voice(start: int, end: int, speaker: Mention, manner: str, *, denies: bool = False) -> Voice:
    if speaker.iri or speaker.kind:
        return Voice(start, end, speaker, modality=manner, denies=denies)
    return Voice(start, end, modality=manner, denies=denies, unresolved=speaker.name)


def _without(text: str, offset: int, dates: Sequence[When]) -> str:
    """A stretch of a sentence without its dates, and the preposition before one."""
    kept = list(text)
    for date in dates:
        for place in range(max(date.start - offset, 0), min(date.end - offset, len(text))):
            kept[place] = " "
    return re.sub(r"(?<!\w)(?:в|во|у|на|[Вв]о?|У|На)(?= |$)", "", "".join(kept))


def _is_time(said: re.Match[str], offset: int, dates: Sequence[When]) -> bool:
    """Whether nothing but a date stands between a speaker, the verb and what is said."""
    return all(
        re.fullmatch(r"\W*", _without(said[name], offset + said.start(name), dates))
        for name in ("gap", "more")
    )


def is_unclear(small: str, figure: Figure, own: Tongue) -> bool:
    """Whether words beside a figure make it another one, as “exceeded” does."""
    before, after = small[: figure.start], small[figure.end :]
    if re.search(rf"(?<!\w){own.words['unclear_before']}(?: \w+)? ?$", before):
        return True
    behind = rf"\W?(?: ?[^\W\d]+)? ?{own.words['unclear_after']}"
    return re.match(behind, after) is not None or (
        own.language == "ko" and re.match(own.words["unclear_after"], after) is not None
    )


def governed_in(
    reading: Reading, figure: Figure, noun: Noun, own: Tongue
) -> tuple[str, Mention | None, Mention | None, str]:
    """The measure of a figure, who acts and who is reached; and why nothing is said, "" where it is."""
    start, end = reading.clause(figure.start)
    for match in _CLAUSE.finditer(reading.text):
        if start < match.end() <= figure.start:
            start = match.end()
        elif figure.end <= match.start() < end:
            end = match.start()
    around = f"{reading.text[start : figure.start]}  {reading.text[figure.end : end]}"
    for kind in ("negations", "unreal"):
        if word := own.has(kind, around):
            return "", None, None, f"“{word[0].strip()}” stands in the clause: is it so?"
    before, after = reading.text[start : figure.start], reading.text[noun.end : end]
    beside = [
        m
        for m in own.measures
        if noun.unit in m["units"].split()
        and (
            re.search(rf"(?:{m['verb']})\W*$", before, re.IGNORECASE)
            or re.match(rf"(?:\w{{0,2}})\W*(?:{m['verb']})", after, re.IGNORECASE)
        )
    ]
    within = [
        m
        for m in own.measures
        if noun.unit in m["units"].split() and re.search(rf"(?:{m['verb']})", around, re.IGNORECASE)
    ]
    several = sum(start <= other.start < end for other in reading.figures) > 1
    fitting = beside[:1] or ([] if several else within[:1])
    if not fitting:
        return "", None, None, ""
    if not beside and len(within) > 1 and "ранен" not in around and "поранен" not in around:
        return "", None, None, "several verbs stand in the clause"
    chosen = fitting[0]
    states = [
        m for m in reading.mentions if m.sort in (STATE, ADJECTIVE) and start <= m.start < end
    ]
    if "to" not in chosen:
        acting = states[0] if len({m.name for m in states}) == 1 else None
        return chosen["measure"], acting, None, ""
    reached = [m for m in states if _is_reached(reading.text, m, chosen["to"], own)]
    others = [m for m in states if m not in reached and m.sort == STATE]
    if len(reached) == 1 and len({m.name for m in others}) == 1:
        return chosen["measure"], others[0], reached[0], ""
    return chosen["measure"], None, None, ""


def _is_reached(text: str, mention: Mention, to: str, own: Tongue) -> bool:
    if own.language == "ko":
        return re.match(to, text[mention.end :]) is not None
    return re.search(rf"(?<!\w){to} $", text[: mention.start], re.IGNORECASE) is not None


def counted_in(reading: Reading, figure: Figure, noun: Noun, own: Tongue) -> Noun:
    """A noun with what a Korean counter leaves out: 명 is people, and soldiers beside “북한군”, “병력”."""
    if own.language != "ko":
        return noun
    unit = noun.unit or ("person" if re.search(r"명$", figure.text) else "")
    text = reading.text
    armed = re.search(r"(?:병력|군인|병사|장병)(?:을|이)? $", text[: figure.start]) or any(
        m.sort == ADJECTIVE or text[m.end : m.end + 1] == "군" for m in reading.mentions
    )
    counted = "soldier" if unit == "person" and armed else noun.counted
    return replace(noun, unit=unit, counted=counted)
