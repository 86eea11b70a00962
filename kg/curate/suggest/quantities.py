"""From a figure in a sentence to a draft: what is counted, which measure, about what, as of when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.curate.suggest import cues
from kg.curate.suggest.known import ADJECTIVE, CAPITAL, STATE, WEAPON, Mention
from kg.curate.suggest.rows import name_end, new_transfer
from kg.curate.suggest.tongues import counted_in, governed_in, tongue
from kg.curate.suggest.verbs import Noun, governed
from kg.errors import UnclearError
from kg.iris import KG, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.curate.suggest.drafts import Draft
    from kg.curate.suggest.events import Events
    from kg.curate.suggest.figures import Figure
    from kg.curate.suggest.known import KnownNames
    from kg.curate.suggest.reading import Reading

_COUNTED = re.compile(
    rf"(?:{'|'.join(sorted(map(re.escape, cues.COUNTED), key=len, reverse=True))})\b"
)
_STEP = re.compile(
    rf"[ -](?:(?:{'|'.join(cues.BETWEEN)})(?=[ ,])|[a-z]+-[a-z]+|of|the|its|their)(?=\W)|[’']s"
)
#: Words for a time that no date says: what they count is no total.
_STRETCH = re.compile(
    r"\b(?:(?:over|in|during|within|for) the (?:past|last|next|previous|first|same) |so far |this (?:year|month|week)\b"
    r"|(?:in|within) (?:one|a single|an?|\d+|two|three|four|five|six|seven|ten) (?:days?|weeks?|months?|years?|hours?)\b|overnight\b)",
    re.I,
)
#: The name of a model before what it is: “18 Leopard 2 tanks”.
_MODEL = re.compile(r" [A-Z][\w-]*(?: \d{1,3}[A-Z]?\d?)?(?= [a-z])")
#: A noun right behind the name of a weapon, which is what is counted then; a piece of it is one of it.
_COMPOUND = re.compile(
    r"(?<=[^s])[ -](?!pieces|rounds|units|items|was|has|is\b|does\b|this|plus|across|as\b|its\b|his\b|versus|us\b|always|perhaps|besides|unless|towards|afterwards|sometimes)[a-z]+s\b"
)
_NOUN = re.compile(r" (?:of (?:the |its |their )?)?([a-z][a-z-]*s|people|personnel|aircraft)\b")
_DEFINITE = re.compile(r"\b(?:the|those|these|its|their|his|our|all|both|of the)(?: \w+)? $", re.I)
_FAILED = re.compile(
    r"\b(?:off course|explod\w+|malfunction\w*|missed|crash\w+|misfir\w+|fell short)\b"
)
_SHARE_OF_SUPPLY = re.compile(r"(?: (?!and\b)[\w-]+)? (?:supply|supplies|stocks|imports)\b")
_BY = re.compile(r"\b(?:by|until|till|up to|as of|through)\b", re.I)
_CASUALTY = re.compile(r" (?:more )?(?:wounded|injured|killed|dead|captured|missing)\b")
_FLOWS = {"personnel deployed": "personnel deployed in period", "munitions sent": "munitions sent in period",
          "weapons sent": "weapons sent in period"}  # fmt: skip
_LOCAL = {"personnel killed, wounded, missing or captured": "personnelCasualtiesAll"}
_FEWEST = 10  # a smaller number in words of what is not known is no figure: “two sides”


class Quantities:
    """Makes drafts of the figures of sentences."""

    def __init__(self, known: KnownNames, events: Events, language: str = "en") -> None:
        self._known, self._events, self._language = known, events, language
        self._tongue = tongue(language)
        self._words = frozenset(
            word.lower()
            for column in ("Measure", "Unit", "CountedKind", "WeaponType")
            for word in known.names.words(KG + column)
        )

    def drafts(self, reading: Reading) -> Iterator[Draft]:
        """The drafts of the figures of a sentence."""
        for figure in reading.figures:
            draft = self._draft(reading, figure)
            if draft is not None:
                yield draft

    def _draft(self, reading: Reading, figure: Figure) -> Draft | None:
        noun = self._noun(reading, figure)
        if noun is None:
            return None
        draft = reading.draft(figure.start)
        draft.fill("figure", _plain(figure.text))
        draft.fill("explicitness", "stated")
        wording = reading.text[figure.start : max(figure.end, noun.end)]
        draft.fill("wording", wording if len(wording.split()) <= 12 else figure.text)
        draft.fill("counted", self._word(noun.counted))
        draft.fill("unit", "ratio" if figure.stated.share else self._word(noun.unit))
        share = figure.stated.share or self._is_share(figure)
        if share:
            draft.fill("unit", "ratio")
            self._share(reading, figure, noun, draft)
        else:
            self._measured(reading, figure, noun, draft)
        self._gaps(noun, draft, share=share)
        here = list(dict.fromkeys(m.name for m in reading.mentions if m.iri and m.sort != WEAPON))
        if "who" not in draft.cells and here:
            draft.looks.append(f"names here: {', '.join(here[:4])}")
        return draft

    def _word(self, word: str) -> str:
        """A word of a vocabulary, if the graph has it."""
        return word if word.lower() in self._words else ""

    def _kind(self, word: str) -> str:
        """The IRI of a counted kind; "" where the graph has none of this name."""
        try:
            return self._known.names.word(word, SKOS + "Concept") if word else ""
        except UnclearError:
            return ""

    def _is_share(self, figure: Figure) -> bool:
        name = figure.stated.qualifier.removeprefix(KG)
        return name in ("most", "nearlyHalf", "roughlyHalf", "almostExclusively")

    def _noun(self, reading: Reading, figure: Figure) -> Noun | None:
        """What a figure counts; None for a number that counts nothing."""
        if figure.is_plural:
            signed = re.search(r"\bsigned (?:\w+ )?$", reading.text[: figure.start])
            return (
                Noun(figure.end, figure.text, "written agreement", "document") if signed else None
            )
        if self._language in cues.COUNTED_ELSEWHERE:
            return self._elsewhere(reading, figure)
        text, place, owner = reading.text, figure.end, None
        mentions = {m.start: m for m in reading.mentions}
        for _ in range(7):
            at = place + 1 if text[place : place + 1] in (" ", "-") else place
            if match := _COUNTED.match(text, at):
                counted, unit = cues.COUNTED[match[0]]
                return Noun(match.end(), match[0], counted, unit, owner)
            mention = mentions.get(at)
            if (
                mention is not None
                and mention.sort == WEAPON
                and _COMPOUND.match(text, mention.end)
            ):
                place = mention.end
                break  # “40 missile launchers”, “30 drone attacks” are no missiles and drones
            if mention is not None and mention.sort == WEAPON:
                return Noun(
                    mention.end, text[at : mention.end], mention.name, self._unit_of(mention), owner
                )
            if mention is not None and mention.sort in (ADJECTIVE, STATE, CAPITAL):
                owner, place = mention, mention.end
            elif step := _STEP.match(text, place) or _MODEL.match(text, place):
                place = step.end()
            else:
                break
        if _CASUALTY.match(text, figure.end) and (noun := self._shared(reading, figure)):
            return noun
        return self._unknown_noun(reading, figure, place, owner)

    def _elsewhere(self, reading: Reading, figure: Figure) -> Noun:
        """What a figure counts in another language: the word right after it, or nothing known."""
        for form, counted, unit in cues.COUNTED_ELSEWHERE[self._language]:
            if match := re.match(
                rf"\.?\s?(?:\w+(?:их|ых) )?(?:{form})", reading.text[figure.end :]
            ):
                noun = Noun(figure.end + match.end(), match[0].strip(" ."), counted, unit)
                return counted_in(reading, figure, noun, self._tongue) if self._tongue else noun
        bare = Noun(figure.end)
        return counted_in(reading, figure, bare, self._tongue) if self._tongue else bare

    def _shared(self, reading: Reading, figure: Figure) -> Noun | None:
        """Of “300 soldiers were killed and 2,700 wounded”: what the second number counts."""
        before = [other for other in reading.figures if other.end <= figure.start]
        if not before or not re.search(r"(?:\band|,) $", reading.text[: figure.start]):
            return None
        noun = self._noun(reading, before[-1])
        if noun is None or noun.unit != "person":
            return None
        return Noun(figure.end, "", noun.counted, noun.unit, noun.owner)

    def _unit_of(self, weapon: Mention) -> str:
        """The unit in which a kind of weapon is counted: that of its own name, else a piece."""
        if self._word(weapon.name) and weapon.name in ("missile",):
            return "missile"
        last = weapon.name.rsplit(" ", 1)[-1]
        return {
            "shell": "shell",
            "missile": "missile",
            "ammunition": "",
            "rocket": "",
            "warhead": "",
        }.get(last, "piece")

    def _unknown_noun(
        self, reading: Reading, figure: Figure, place: int, owner: Mention | None
    ) -> Noun | None:
        text = reading.text
        small = figure.text.lower()
        values = list(figure.stated.bounds.values())
        share = figure.stated.share or self._is_share(figure)
        match = _NOUN.match(text, place)
        if share:
            return Noun(
                place if match is None else match.end(), match[1] if match else "", owner=owner
            )
        if match is None and not re.search(
            r"(?:number|figure|toll|total|losses|count|estimate|casualties)\b[^.]{0,30}\b(?:at|to|is|was|of) $",
            text[: figure.start],
        ):
            return None
        if figure.stated.qualifier == KG + "several":
            return None
        if values and max(values) < _FEWEST and not re.search(r"\d", small):
            return None
        if re.fullmatch(r"(?:19|20)\d\d", small):
            return None
        return Noun(match.end() if match else figure.end, match[1] if match else "", owner=owner)

    def _share(self, reading: Reading, figure: Figure, noun: Noun, draft: Draft) -> None:
        after = reading.text[figure.end :]
        name = figure.stated.qualifier.removeprefix(KG)
        if noun.unit == "missile" and _FAILED.search(after):
            draft.fill("measure", self._word("share of missiles failed"))
        elif noun.owner is not None and _SHARE_OF_SUPPLY.match(
            reading.text[noun.owner.end :].removeprefix("'s").removeprefix("’s")
        ):
            draft.fill("measure", self._word("share of supply"))
            draft.fill("share of", noun.owner.name)
        elif name == "almostExclusively" and re.search(
            r"\brel(?:y|ies|ied) $", reading.text[: figure.start]
        ):
            draft.fill(
                "measure",
                self._word("share of munitions used")
                if "round" in after or "shell" in after
                else "",
            )
        elif re.match(r" (?:come|came|are) from\b", after) and figure.start == 0:
            draft.fill("measure", self._word("share of personnel"))
            units = [
                m for m in reading.mentions if m.sort == "unit" and m.start > figure.end and m.iri
            ]
            if len({m.iri for m in units}) == 1:
                draft.fill("who", units[0].name)

    def _measured(self, reading: Reading, figure: Figure, noun: Noun, draft: Draft) -> None:
        """Measure, about what and when; nothing where the clause leaves doubt."""
        measure, acting, reached = "", None, None
        if self._tongue is not None:
            measure, acting, reached, doubt = governed_in(reading, figure, noun, self._tongue)
        elif not (doubt := self._doubt(reading, figure, noun)):
            measure, acting, reached = governed(reading, figure, noun)
        self._when(reading, figure, draft, measure)
        if doubt:
            draft.gaps.append(doubt)
            return
        if draft.cells.pop("closed", ""):
            measure = _FLOWS.get(measure, "")
        draft.fill("measure", self._word(measure))
        if measure and acting is not None:
            self._about(draft, measure, acting, reached, noun)

    def _about(
        self, draft: Draft, measure: str, acting: Mention, reached: Mention | None, noun: Noun
    ) -> None:
        """What a figure is about: the one event of the graph that has such figures, or a new transfer."""
        local = _LOCAL.get(measure) or re.sub(r" (\w)", lambda m: m[1].upper(), measure)
        event = ""
        if acting.iri and (reached is None or reached.iri):
            parties = (acting.iri, reached.iri if reached else "")
            counted = self._kind(noun.counted)
            event = self._events.of_figure(local, *parties, counted)
            if not event and counted and reached and measure.startswith(("munitions", "weapons")):
                event = self._events.of_transfer(*parties, [counted])
        if event:
            draft.fill("who", self._known.spelling(event))
            draft.looks.append(
                f"who: of {acting.name}, the graph has such figures about this alone"
            )
        elif reached is not None and noun.counted and measure.startswith(("munitions", "weapons")):
            name_end(draft, "who", new_transfer(acting, reached, [noun.counted]))

    def _doubt(self, reading: Reading, figure: Figure, noun: Noun) -> str:
        """Why a figure may not say what its verb says; "" where it does."""
        text = reading.text
        start, end = reading.clause(figure.start)
        before = re.search(r"([\w-]+) $", text[: figure.start])
        between = text[figure.end : noun.end]
        if word := reading.negated(start, figure.start) or reading.negated(figure.end, end):
            return f"“{word}” stands in the clause: is the figure denied?"
        if word := reading.unreal(figure.start):
            return f"“{word}” stands in the clause: did it happen?"
        if re.search(rf" {cues.RATE}", text[figure.end : min(end, noun.end + 60)]):
            return "it is a rate, for which there is no measure here"
        if stretch := _STRETCH.search(text, start, end):
            return f"it is of a stretch of time: “{stretch[0].strip()} …”"
        if before and before[1].lower() in cues.INCREMENTS:
            return f"“{before[1]}” stands before it: a part of another number?"
        increment = re.search(rf" (?:{'|'.join(cues.INCREMENTS)}) ", between)
        if increment or _DEFINITE.search(text[: figure.start]):
            return "it may be a part of another number, or one that was given before"
        return ""

    def _when(self, reading: Reading, figure: Figure, draft: Draft, measure: str) -> None:
        dates = reading.dates_at(figure.start)
        speech = reading.date_of_speech(figure.start)
        if not dates and speech is not None and speech.edtf:
            draft.fill("as of", speech.edtf)
            draft.looks.append("as of: the day on which it was said")
        if len(dates) > 1:
            draft.gaps.append("when: several dates stand in the clause")
        if len(dates) != 1:
            return
        date = dates[0]
        if not date.edtf:
            draft.gaps.append(f"when: “{date.text}” cannot be read")
        elif date.edtf.startswith("../") and _BY.match(date.text):
            draft.fill("as of", date.edtf.removeprefix("../"))
        else:
            draft.fill("when", date.edtf)
            if not date.edtf.endswith("/..") and measure:
                draft.cells["closed"] = "yes"

    def _gaps(self, noun: Noun, draft: Draft, *, share: bool) -> None:
        named = {
            "who": "who: what the figure is about",
            "measure": "measure: no rule fits the verb",
            "counted": f"counted: no word here for “{noun.text}”"
            if noun.text
            else "counted: the words do not say",
            "unit": f"unit: none here for “{noun.text}”"
            if noun.text
            else "unit: the words do not say",
            "share of": "share of: the whole is not named",
        }
        needed = ["who", "measure", "counted", "share of" if share else "unit"]
        draft.gaps += [named[column] for column in needed if column not in draft.cells]


def _plain(text: str) -> str:
    """The text of a figure as a cell holds it, without the “of” before what is counted."""
    return re.sub(r" of$", "", " ".join(text.split()))
