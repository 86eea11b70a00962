"""The names of a text: those of the graph, bodies of a state, and new names with their kinds."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.curate.suggest import cues
from kg.curate.suggest.families import Families
from kg.curate.suggest.known import (
    ADJECTIVE,
    AGREEMENT,
    BODY,
    CAPITAL,
    GROUP,
    PERSON,
    PLACE,
    STATE,
    THING,
    UNIT,
    WEAPON,
    KnownNames,
    Mention,
    tokens,
    without_overlaps,
)
from kg.curate.suggest.states import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.suggest.sentences import Sentence

_SORT_OF_KIND = {
    "state": STATE, "person": PERSON, "military unit": UNIT, "armed force": UNIT, "agreement": AGREEMENT,
    "weapon model": WEAPON, "place": PLACE, "": THING,
}  # fmt: skip
_WORD = r"[A-Z][\w’'\-]*[\w]|[A-Z]"
_SEQUENCE = re.compile(
    rf"(?:(?:\d{{1,4}}(?:st|nd|rd|th) )?(?:{_WORD}))(?:(?: (?:of|for)(?: the)?)? (?:{_WORD})|-(?:{_WORD}))*"
)
_DESIGNATION = re.compile(r"[A-Z][A-Za-z]*-\d{1,4}[A-Z]{0,3}")
_OPENERS = cues.listed(
    "The A An In On At By For From To Of And But Or Nor So Yet As If When While Where Who "
    "What How Why This That These Those It He She They We You I Its His Her Their Our My "
    "Since After Before Until During With Without According Both Some Many Most More Much "
    "All Any Each Every Few Several No Not Now Then Last Next First Second Here There "
    "Also Still Part Hundreds Thousands Millions Dozens Between About Around Over Under "
    "Nearly Almost Only Even Although Though However Meanwhile Despite Because Whether "
    "Two Three Four Five Six Seven Eight Nine Ten One Published Posted Updated January "
    "February March April May June July August September October November December Monday "
    "Tuesday Wednesday Thursday Friday Saturday Sunday Spring Summer Autumn Winter "
    "Western Eastern Northern Southern Mr Mrs Ms Dr"
)
_LOWER_BODY = re.compile(
    r"(?:[’']s|s[’'])? ((?:(?:space|arms|export|defence|defense|foreign|intelligence|security|spy|state|navy|military|nuclear|news)"
    r" ){0,3}(?:parliament|agency|ministry|army|navy|air force|armed forces|military|intelligence service|security service))\b"
)
_UPPER_BODY = re.compile(
    rf"(?:[’']s|s[’'])? ((?:{_WORD})(?:(?: (?:of|for|and)(?: the)?)? (?:{_WORD})){{0,7}})"
)
_PART_OF = re.compile(
    rf"((?:\d{{1,4}}(?:st|nd|rd|th) )?(?:{_WORD})(?: (?:{_WORD}))*)( of (?:the )?)$"
)
_ADJECTIVES = "|".join(re.escape(a) for _, adjectives, _ in STATES for a in adjectives)
_GROUP = re.compile(
    rf"\b(?:(?:{_ADJECTIVES}|Western|European|[Ss]enior|[Uu]nnamed|[Aa]nonymous|[Mm]ilitary|[Ii]ntelligence|[Dd]efen[cs]e"
    r"|[Ss]ecurity|[Gg]overnment|[Ii]ndependent|[Ll]ocal|[Aa]llied|[Dd]iplomatic|U\.S\.|US|UK|UN|NATO|EU) )*"
    rf"(?:{'|'.join(f'[{g[0].upper()}{g[0]}]{g[1:]}' for g in cues.GROUPS)})\b"
)
_CALLED = re.compile(
    rf"\b({'|'.join(sorted(map(re.escape, cues.CALLED), key=len, reverse=True))})(?: (?:is|was|called|named|known as|dubbed))* (?:the )?[\"“]?$"
)
_CALLED_AFTER = re.compile(
    rf"[\"”]?(?:, an?(?: [\w-]+)?)? ({'|'.join(sorted(map(re.escape, cues.CALLED), key=len, reverse=True))}|system|systems|fighter)\b"
)
_TITLE = re.compile(
    rf"\b(?:{'|'.join(cues.TITLES)})\.? (?:(?:{_WORD})(?: (?:{_WORD}))* and )?$", re.I
)


class TextNames:
    """The names of one text. What its sentences say of the kind of a name holds in all of it."""

    def __init__(self, known: KnownNames, sentences: Sequence[Sentence]) -> None:
        self.known = known
        self._kinds: dict[str, str] = {}
        self._new: dict[str, Mention] = {}
        self._spellings: dict[tuple[str, ...], Mention] = {}
        found = [self._mentions(sentence) for sentence in sentences]
        families = self._families(m for mentions in found for m in mentions)
        settled = [[self._settled(m) for m in mentions] for mentions in found]
        self._found = self._with_family_names(sentences, settled, families)

    def of(self, number: int) -> list[Mention]:
        """The mentions in a sentence, by its number, in the order of its text."""
        return self._found[number]

    def author(self, name: str) -> Mention:
        """The author of a byline as a speaker: a person, unless the name says what else it is."""
        if iri := self.known.named(name):
            return self._known_mention(0, 0, iri)
        kind = self._kinds.get(name) or kind_of_name(name) or "person"
        return replace(
            self._new_mention(0, 0, name, kind), kind=kind, sort=_SORT_OF_KIND.get(kind, BODY)
        )

    def _settled(self, mention: Mention) -> Mention:
        """A new name with the kind that the text gives it anywhere."""
        if mention.iri or mention.sort in (STATE, ADJECTIVE, CAPITAL):
            return mention
        kind = self._kinds.get(mention.name, mention.kind)
        if kind == mention.kind:
            return mention
        return replace(mention, kind=kind, sort=_SORT_OF_KIND.get(kind, BODY))

    def _mentions(self, sentence: Sentence) -> list[Mention]:
        text = sentence.text
        found = self.known.find(text)
        found += self._bodies(text, found)
        found = without_overlaps(found)
        found += self._parts_of_bodies(text, found)
        if not sentence.heading or re.match(r"[Bb]y ", text):
            # In a heading any word may have a capital.
            found += list(self._new_names(text, without_overlaps(found)))
        found += self._groups(text)
        return _named_beside(text, without_overlaps(found), self.known)

    def _parts_of_bodies(self, text: str, found: Sequence[Mention]) -> list[Mention]:
        """“Aerospace Force of Iran's Revolutionary Guards”: a name with the body of which it is a part."""
        parts = []
        for body in found:
            match = (
                _PART_OF.search(text, max(0, body.start - 120), body.start)
                if body.sort in (BODY, UNIT, STATE)
                else None
            )
            if match is None or not (kind := kind_of_name(match[1])):
                continue
            words = f"{match[1]}{match[2]}{text[body.start : body.end]}"
            start = match.start(1)
            if body.sort == STATE and (iri := self._body_named(body, match[1], words)):
                parts.append(self._known_mention(start, body.end, iri))
            else:
                parts.append(self._new_mention(start, body.end, words, kind))
        return parts

    def _groups(self, text: str) -> list[Mention]:
        """People without names: “Western officials”, “experts”."""
        groups = []
        for match in _GROUP.finditer(text):
            words = match[0]
            if words[0].islower() and match.start() == 0:
                continue
            before = text[: match.start()]
            if " " not in words and re.search(r"\b(?:the|these|those) $", before, re.I):
                continue  # some who were named before
            name = words[0].lower() + words[1:] if " " not in words else words
            groups.append(
                Mention(match.start(), match.end(), name, GROUP, "", "unidentified group")
            )
        return groups

    def _bodies(self, text: str, found: Sequence[Mention]) -> list[Mention]:
        """What belongs to a state: “Iran's Foreign Ministry”, “the British Defence Ministry”."""
        bodies = []
        for state in found:
            if state.sort not in (STATE, ADJECTIVE):
                continue
            for form in (_UPPER_BODY, _LOWER_BODY):
                match = form.match(text, state.end)
                if match is None:
                    continue
                rest = match[1]
                words = text[state.start : match.end()]
                if iri := self._body_named(state, rest, words):
                    bodies.append(self._known_mention(state.start, match.end(), iri))
                elif (kind := kind_of_name(rest)) and (state.sort == STATE or form is _UPPER_BODY):
                    bodies.append(self._new_mention(state.start, match.end(), words, kind))
                break
        return bodies

    def _body_named(self, state: Mention, rest: str, words: str) -> str:
        """The IRI of a body by the ways in which it may be named: “X's Y”, “Y of X”, “X Y”."""
        if iri := self.known.named(words):
            return iri
        turned = re.sub(r"^(\w+) (Ministry|ministry)$", r"\2 of \1", rest)
        for name in self.known.state_names.get(state.name, (state.name,)):
            for body in {rest, turned}:
                for form in (
                    *(
                        f"{adjective} {body}"
                        for adjective in self.known.adjectives.get(state.name, ())
                    ),
                    f"{name}'s {body}",
                    f"{body} of {name}",
                    f"{body} of the {name}",
                    f"{name} {body}",
                ):
                    if iri := self.known.named(form):
                        return iri
        return ""

    def _known_mention(self, start: int, end: int, iri: str, why: str = "") -> Mention:
        sort = self.known.sort(iri) or THING
        return Mention(start, end, self.known.spelling(iri), sort, iri, "", why)

    def _new_mention(self, start: int, end: int, name: str, kind: str) -> Mention:
        """A name that the graph does not know, or another spelling of one that it knows."""
        name = name.replace("’", "'")
        key = (kind, *sorted(word for word in tokens(name) if word not in ("s", "of", "the")))
        if name not in self._new and kind and key in self._spellings:
            self._new[name] = self._spellings[key]  # “Foreign Ministry of Iran”, after “Iran's …”
        if name in self._new:
            return replace(self._new[name], start=start, end=end)
        iri = self.known.another_spelling(name, kind)
        if iri:
            mention = self._known_mention(start, end, iri, "another spelling of its name")
        else:
            mention = Mention(start, end, name, _SORT_OF_KIND.get(kind, BODY), "", kind)
        self._new[name] = self._spellings[key] = mention
        return mention

    def _new_names(self, text: str, found: Sequence[Mention]) -> Iterator[Mention]:
        taken = [(m.start, m.end) for m in found]
        for match in _SEQUENCE.finditer(text):
            start, _end = match.span()
            for name, begin in _cut(match[0], start):
                stop = begin + len(name)
                if any(a < stop and begin < b for a, b in taken):
                    continue
                if begin == 0 and " " not in name and not _DESIGNATION.fullmatch(name):
                    continue  # the first word of a sentence has a capital anyway
                yield self._classified(text, begin, stop, name)

    def _classified(self, text: str, start: int, end: int, name: str) -> Mention:
        before, after = text[max(0, start - 60) : start], text[end : end + 60]
        kind, said = kind_of_name(name), False
        if (match := _CALLED.search(before)) or (match := _CALLED_AFTER.match(after)):
            kind, said = cues.CALLED.get(match[1], "weapon model"), True
            if kind == "weapon model" and not re.search(r"\d", name):
                kind, said = kind_of_name(name), False
        elif _TITLE.search(before) and re.fullmatch(r"[^\W\d]+(?:[ -][^\W\d]+){1,3}", name):
            kind, said = "person", True
        if said or (kind and name not in self._kinds):
            self._kinds[name] = kind
        return self._new_mention(start, end, name, kind)

    def _families(self, found: Iterator[Mention]) -> Families:
        """The family names of the persons of this text and of the graph."""
        mentions = [self._settled(mention) for mention in found]
        persons = [m for m in mentions if m.sort == PERSON]
        unsure = [m.name for m in mentions if m.sort == THING and not m.iri and not m.kind]
        known = [
            Mention(0, 0, self.known.spelling(name.iri), PERSON, name.iri)
            for name in self.known.names.names
            if name.preferred and name.language == "en" and self.known.sort(name.iri) == PERSON
        ]
        return Families(persons, unsure, known)

    def _with_family_names(
        self, sentences: Sequence[Sentence], found: Sequence[list[Mention]], families: Families
    ) -> list[list[Mention]]:
        """The mentions of each sentence, with those of persons by their family names alone."""
        kept = [
            [m for m in mentions if not (m.sort == THING and m.name in families.names)]
            for mentions in found
        ]
        added: list[list[Mention]] = [[] for _ in sentences]
        for family, person, why in families.meant():
            alone = [
                (number, start)
                for number, sentence in enumerate(sentences)
                for start in _alone(family, sentence.text, kept[number])
            ]
            if families.has_others(family, person):
                first = min(
                    (number, m.start)
                    for number, mentions in enumerate(found)
                    for m in mentions
                    if m.name == person.name
                )
                if any(at < first and not sentences[at[0]].heading for at in alone):
                    continue  # another is meant, whom the text need not introduce
            for number, start in alone:
                added[number].append(replace(person, start=start, end=start + len(family), why=why))
        return [without_overlaps(a + b) for a, b in zip(kept, added, strict=True)]


def _alone(family: str, text: str, mentions: Sequence[Mention]) -> Iterator[int]:
    """Where a family name stands in a sentence without a given name and in no other name."""
    for match in re.finditer(rf"(?<![\w-]){re.escape(family)}(?![\w-]| [A-Z])", text):
        if any(m.start < match.end() and match.start() < m.end for m in mentions):
            continue
        before = re.search(r"([^\W\d_]+) $", text[: match.start()])
        if (
            before
            and before[1][0].isupper()
            and before[1] not in _OPENERS
            and before[1].lower() not in cues.TITLES
        ):
            continue
        yield match.start()


def kind_of_name(name: str) -> str:
    """The kind that the last word of a name says, or what stands before “of”: “Ministry of Defence”."""
    for part in (re.split(r" (?:of|for) ", name)[0], name):
        words = part.lower().replace("’", "'").split()
        if words and words[-1] in cues.HEADS:
            return cues.HEADS[words[-1]]
    return ""


def _cut(sequence: str, start: int) -> Iterator[tuple[str, int]]:
    """A stretch of words with capitals without those that only open a sentence, or a possessive."""
    words = sequence.split(" ")
    while words and words[0] in _OPENERS:
        start += len(words[0]) + 1
        words = words[1:]
    while words and (words[0].lower().rstrip(".") in cues.TITLES and len(words) > 1):
        start += len(words[0]) + 1
        words = words[1:]
    while words and words[-1] in ("of", "for", "the", *_OPENERS):
        words = words[:-1]
    name = re.sub(r"[’']s?$", "", " ".join(words))
    if 2 <= len(name) < 100 and (len(name) > 2 or name.isupper()):
        yield name, start


def _named_beside(text: str, found: Sequence[Mention], known: KnownNames) -> list[Mention]:
    """The mentions, a new body being the known one that is named right beside it: “its spy agency, the NIS, …”."""
    named = list(found)
    for number, (first, second) in enumerate(pairwise(found)):
        between, behind = text[first.end : second.start], text[second.end : second.end + 1]
        if not re.fullmatch(r", (?:the )?|,? \((?:the )?", between) or behind not in (",", ")"):
            continue
        if first.sort != BODY or second.sort not in (BODY, THING):
            continue
        iri = _one_of(first, second, text, known)
        for place in (number, number + 1) if iri else ():
            one = named[place]
            why = one.why if one.iri else f"“{text[one.start : one.end]}” is named beside it"
            named[place] = Mention(one.start, one.end, known.spelling(iri), BODY, iri, "", why)
    return named


def _one_of(first: Mention, second: Mention, text: str, known: KnownNames) -> str:
    """The body that two names side by side stand for, where the graph knows it by one of them; else ""."""
    if first.iri or second.iri:
        return "" if first.iri and second.iri else first.iri or second.iri
    states = [
        m for m in known.find(text[first.start : first.end]) if m.sort == STATE and m.start == 0
    ]
    return known.named(f"{second.name} of {states[0].name}") if states else ""
