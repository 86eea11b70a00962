"""Words as people write them: plurals, articles, possessives, other words for a relation or measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from kg.errors import UnclearError
from kg.iris import KG
from kg.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.claims.ontology import Ontology
    from kg.graph.names import Names

#: By the end of a relation's IRI, other words for it, and words for the other direction.
RELATION_WORDS: dict[str, tuple[str, str]] = {
    "affectedGroup": ("hit; struck group", ""),
    "alongside": ("fights alongside; fights beside", ""),
    "arrivedAt": ("went to; reached port; ended at; called last at", ""),
    "attachedTo": ("is assigned to; was attached to; was assigned to", "has attached"),
    "attacked": ("attacked party; victim", ""),
    "attacker": ("attacking party; aggressor", "attacked in; was the attacker in"),
    "belongsTo": ("is an agency of; is owned by; is subordinate to; reports to; is run by", "owns; has subordinate"),
    "branch": ("is of branch; is of the branch", ""),
    "byCraft": ("was made by ship; was flown by; sailed with", "made voyage"),
    "canCarry": ("is able to carry; can be armed with; can deliver", "can be carried by"),
    "carriedCargo": ("carried; had on board; was loaded with", "was carried on"),
    "commandedBy": ("has commander; commander; is under the command of", "is commander of; is the commander of; commands"),
    "concernsAgreement": ("is of treaty; is an act of", "is concerned by"),
    "conductedBy": ("was conducted by; was carried out by; is carried out by; perpetrator", "conducted; carried out; conducts; carries out"),
    "controls": ("holds; occupies; is in control of; has control of", "is in the hands of; is controlled by; is occupied by; is held by force"),
    "departedFrom": ("left from; sailed from; took off from; began at; started from", ""),
    "deployedForce": ("sent force; consists of force", "was deployed in; took part in deployment"),
    "deployedTo": ("was sent to theatre; is deployed to", "hosts deployment"),
    "designates": ("sanctions; lists; puts on a list", "is sanctioned by; was listed by"),
    "designationReason": ("is sanctioned for; reason of listing", ""),
    "develops": ("is developing; is building up", "is developed by"),
    "echelon": ("is of size; has size", ""),
    "eventStatus": ("has status; is of status", ""),
    "flagState": ("sails under the flag of; flag; is registered in", ""),
    "hasBelligerent": ("has party to the fighting; was fought by", "fought in; is belligerent in"),
    "hasClause": ("contains clause; includes clause; has article", "is a clause of"),
    "hasMember": ("includes as member; counts as member", "is a member of; is member of; joined; belongs to alliance"),
    "hasParticipant": ("participant", "took part in; participated in; takes part in"),
    "hasParty": ("is between; binds; is a treaty of", "is party to; is a party to; is bound by; concluded"),
    "hasSignatory": ("was signed by; is signed by; signatory", "signed; has signed; is signatory of; is a signatory of; put their name to"),
    "helpsDevelop": ("helps to develop; assists", ""),
    "holdsPost": ("holds the post of; serves as; holds office", "is held by"),
    "hostedBy": ("host", "hosted; hosts"),
    "inConflict": ("is part of war; took place in war", ""),
    "inExchangeFor": ("is in exchange for; in return for; is payment for; is exchanged for; are exchanged for", ""),
    "inForce": ("entered into force; is in force since", ""),
    "inResponseTo": ("is a response to; is a reaction to; responds to", "led to"),
    "item": ("involves; is a test of; is a launch of", ""),
    "ledBy": ("is headed by", "leads; heads"),
    "legalBasis": ("rests on law; under law", ""),
    "locatedIn": ("lies in; is situated in; is in; is based in; took place in", "contains place"),
    "lossKind": ("kind of loss; manner of loss", ""),
    "lostBy": ("was lost by", "lost in"),
    "lostItem": ("loss of; equipment lost", "was lost in"),
    "makes": ("builds; is the maker of; produces", "is built at; is made at"),
    "militaryPartnerOf": ("is a military partner of; cooperates militarily with", "is a military partner of; cooperates militarily with"),
    "nickname": ("is nicknamed; is called; is known as; is also called", ""),
    "observedBy": ("was seen by; was observed by; is seen by", "saw; observed"),
    "onList": ("is on the list; list", ""),
    "opposes": ("is against; is opposed to", "is opposed by"),
    "originState": ("comes from; is made in; is made by; was designed in; country of origin", "made; designed"),
    "partOf": ("is a part of; is subordinated to; is a component of; belongs as a part to", "has part; comprises; consists of"),
    "precedes": ("comes before; happened before", "follows; comes after; happened after"),
    "produced": ("made; manufactured", "was produced in"),
    "providesFor": ("foresees; arranges for", "is provided for by"),
    "recipient": ("was received by; is received by", "received; was recipient of; is recipient of; bought; imported"),
    "reliesOn": ("depends on; is dependent on", "is relied on by"),
    "resembles": ("is similar to; looks like", "resembles; is similar to"),
    "revokesDesignation": ("ends listing; lifts; takes off the list", "was lifted by"),
    "rivalOf": ("is a rival of; competes with", "is a rival of; competes with"),
    "sentTo": ("was sent to; was dispatched to", "is the destination of"),
    "strengthens": ("reinforces", "is strengthened by"),
    "subEventOf": ("is an episode of; is part of the event", "has episode"),
    "suffersShortageOf": ("lacks; is short of; has a shortage of", ""),
    "supplier": ("was supplied by; is supplied by; was delivered by", "supplied; delivered; was supplier of; is supplier of; sold; exported"),
    "supports": ("backs; helps; aids", "is supported by; is backed by"),
    "targeted": ("was aimed at; hit target; struck", "was targeted by; was the target of"),
    "threatens": ("endangers; is a threat to", "is threatened by"),
    "transferred": ("moved item; handed over", "was transferred in"),
    "underOperationalCommandOf": ("fights under; is under the operational command of; is operationally subordinate to", "has operational command of"),
    "usedWeapon": ("employed weapon; was fought with", "was used in"),
    "uses": ("employs; has in service; operates", "is used by; is in service with; is operated by"),
    "weaponType": ("is a kind of; is of type; is a type of", ""),
}  # fmt: skip
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^(?P<owner>.+?)(?:['’]s|(?<=s)['’])\s+(?P<owned>.+)$")
_HINT = re.compile(r"\s*\([^()]*\)$")
_SMALL = frozenset(("of", "the", "a", "an", "for", "and", "in", "to", "by", "or", "is", "are", "was", "were", "be", "been", "has", "have", "had"))  # fmt: skip
_AUXILIARY = frozenset(("is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "will", "may", "can", "did", "does", "do"))  # fmt: skip
_VARIANTS = {"defense": "defence", "defences": "defence", "organization": "organisation", "programs": "programme", "program": "programme", "center": "centre"}  # fmt: skip
_IRREGULAR = {
    "men": "man", "women": "woman", "people": "person", "persons": "person", "sold": "sell", "sent": "send",
    "built": "build", "made": "make", "gave": "give", "given": "give", "led": "lead", "lost": "lose", "took": "take",
    "taken": "take", "held": "hold", "met": "meet", "died": "die", "troops": "troop", "forces": "force", "series": "series",
    "ran": "run", "bought": "buy", "brought": "bring", "got": "get", "fought": "fight", "shot": "shoot", "struck": "strike",
    "flew": "fly", "flown": "fly", "began": "begin", "begun": "begin", "went": "go", "gone": "go", "came": "come",
    "paid": "pay", "taught": "teach", "won": "win", "told": "tell", "wrote": "write", "written": "write", "drove": "drive",
    "driven": "drive", "threw": "throw", "thrown": "throw", "knew": "know", "known": "know", "said": "say",
    "uses": "use", "used": "use",
    "armies": "army", "countries": "country", "agencies": "agency", "ministries": "ministry",
}  # fmt: skip


_NOUNS = frozenset(("men", "women", "people", "persons", "troops", "forces", "series", "armies", "countries", "agencies", "ministries"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpokenRelation:
    """A relation of the graph that other words stand for: its IRI, its direction, and why."""

    iri: str
    inverse: bool
    reason: str


def base_form(word: str) -> str:
    """A word without its ending of number or tense: ``drones`` and ``drone``, ``supplied`` and ``supply``."""
    word = word.casefold()
    word = _VARIANTS.get(word, word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("xes", "x"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    for ending in ("ing", "ed", "es", "s"):
        stem = word.removesuffix(ending)
        if (
            stem != word
            and len(stem) > 2
            and not (ending in ("s", "es") and stem.endswith(("s", "u", "i")))
        ):
            if ending in ("ing", "ed") and stem[-1] == stem[-2] and stem[-1] not in "sl":
                stem = stem[:-1]
            return stem.removesuffix("e")
    return word.removesuffix("e") if len(word) > 3 else word


def is_irregular(word: str) -> bool:
    """Whether a word (in small letters) is a past form of an irregular verb, as far as they are listed."""
    return word in _IRREGULAR and word not in _NOUNS


def content(text: str) -> frozenset[str]:
    """The words of a text that say something, in their base form."""
    words = re.findall(r"[^\W_]+(?:-\d+)?", fold(re.sub(r"['’]s\b", "", text)))
    return frozenset(base_form(word) for word in words if word not in _SMALL)


class Words(Protocol):
    """The names and terms of a graph (``lexicon.Lexicon``), as far as this module needs them."""

    @property
    def terms(self) -> Ontology:
        """What the terms mean."""

    @property
    def names(self) -> Names:
        """The resolver of names."""


class Speech:
    """What the words of people mean in a graph, beyond its own names for things."""

    def __init__(self, lexicon: Words) -> None:
        self.lexicon, self.names = lexicon, lexicon.names

    def relation(self, text: str) -> SpokenRelation | None:
        """The one relation that a text is another word or another form for; None for none, or several."""
        folded = fold(text)
        found = self._synonyms.get(folded, [])
        if not found:
            # “was supported” is no form of “supports”: it says the other direction; nor is “may support”.
            found = [
                SpokenRelation(iri, False, "another form of it")
                for iri in self._forms.get(_form(folded), ())
                for label in [fold(self.names.label(iri))]
                if (not _is_passive(folded) or _is_passive(label))
                and _modals(folded) == _modals(label)
            ]
        return found[0] if len({(one.iri, one.inverse) for one in found}) == 1 else None

    @cached_property
    def _synonyms(self) -> dict[str, list[SpokenRelation]]:
        synonyms: dict[str, list[SpokenRelation]] = {}
        for local, both in RELATION_WORDS.items():
            if not self.lexicon.terms.is_relation(KG + local):
                continue
            for words, inverse in zip(both, (False, True), strict=True):
                reason = "the same from the other side" if inverse else "another word for it"
                for word in filter(None, map(fold, words.split(";"))):
                    synonyms.setdefault(word, []).append(
                        SpokenRelation(KG + local, inverse, reason)
                    )
        return synonyms

    @cached_property
    def _forms(self) -> dict[tuple[str, ...], list[str]]:
        forms: dict[tuple[str, ...], list[str]] = {}
        for iri in self.lexicon.terms.types:
            if self.lexicon.terms.is_relation(iri):
                forms.setdefault(_form(fold(self.names.label(iri))), []).append(iri)
        return forms

    def measure(self, *texts: str) -> str | None:
        """The one measure whose words all stand in what was written, of those with the most; else None.

        “have been killed or wounded” is the measure of both, “were killed” that of the killed.
        """
        said = frozenset().union(*map(content, texts))
        fitting = {iri: words for iri, words in self._measures.items() if words <= said}
        most = max(map(len, fitting.values()), default=0)
        best = [iri for iri, words in fitting.items() if len(words) == most]
        return best[0] if most and len(best) == 1 else None

    @cached_property
    def _measures(self) -> dict[str, frozenset[str]]:
        """By measure, the words that tell it from others; of persons it goes without saying."""
        words = {
            iri: content(self.names.label(iri).removeprefix("personnel "))
            for iri in self._words_of("Measure")
        }
        return {iri: own for iri, own in words.items() if own}

    def counted(self, *texts: str) -> str | None:
        """The one kind of thing that a text names as counted, the longest name first; else None."""
        said = [_form(fold(text)) for text in texts]
        found = {
            iri: len(form)
            for form, iri in self._countable
            if any(_holds(words, form) for words in said)
        }
        most = max(found.values(), default=0)
        best = {iri for iri, length in found.items() if length == most}
        return best.pop() if len(best) == 1 else None

    @cached_property
    def _countable(self) -> list[tuple[tuple[str, ...], str]]:
        return [
            (_form(fold(name.text)), name.iri)
            for name in self.names.names
            if name.language in ("", "en") and is_countable(self.lexicon, name.iri)
        ]

    def unit(self, text: str) -> str | None:
        """The one unit that a text names in the plural: “persons”, “tonnes”; else None."""
        found = self._units.get(_form(fold(text)), set())
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def _units(self) -> dict[tuple[str, ...], set[str]]:
        """The units by the base form of their names, without the “(unit)” behind them."""
        units: dict[tuple[str, ...], set[str]] = {}
        own = set(self._words_of("Unit"))
        for name in self.names.names:
            if name.iri in own and name.language in ("", "en"):
                form = _form(fold(_HINT.sub("", name.text)))
                units.setdefault(form, set()).add(name.iri)
        return units

    def _words_of(self, kind: str) -> Iterator[str]:
        for iri in list(self.names.types):
            if self.names.is_a(iri, (KG + kind,)) and self.names.is_word(iri):
                yield iri

    def variants(self, text: str) -> Iterator[str]:
        """Other ways to write a name that mean the same: without its article, “Y of X” for “X's Y”."""
        bare = _ARTICLE.sub("", text)
        if bare != text:
            yield bare
        if match := _POSSESSIVE.match(bare):
            owned = _ARTICLE.sub("", match["owned"])
            yield f"{owned} of {match['owner']}"
            yield f"{match['owner']} {owned}"
            words = owned.split()
            if len(words) == 2:
                yield f"{words[1]} of {words[0]} of {match['owner']}"

    def thing(self, text: str, document: str = "") -> str | None:
        """The entity that a variant of a name stands for; None where none does, or several do."""
        found = set()
        for variant in self.variants(text):
            for spelt in {
                variant,
                re.sub(r"(?i)\bdefence\b", "Defense", variant),
                re.sub(r"(?i)\bdefense\b", "Defence", variant),
            }:
                if self.names.knows(spelt, document):
                    try:
                        found.add(self.names.thing(spelt, document=document))
                    except UnclearError:
                        return None
        if not found and (words := self._plurals.get(_form(fold(text)))):
            found = set(words)
        named = {i for i in found if self.names.is_entity(i) or is_countable(self.lexicon, i)}
        return named.pop() if len(named) == 1 == len(found) else None

    @cached_property
    def _plurals(self) -> dict[tuple[str, ...], set[str]]:
        """The words for what can be counted, by their base form."""
        plurals: dict[tuple[str, ...], set[str]] = {}
        for form, iri in self._countable:
            plurals.setdefault(form, set()).add(iri)
        return plurals


def _spellings(text: str) -> set[str]:
    """A name in British and in American spelling of “defence”."""
    american = re.sub(r"(?i)\bdefence\b", "Defense", text)
    return {text, american, re.sub(r"(?i)\bdefense\b", "Defence", text)}


def is_countable(lexicon: Words, iri: str) -> bool:
    """Whether a term is something that can be counted: a counted kind, a type or model of weapon."""
    wanted = (KG + "CountedKind", KG + "Weapon", KG + "Echelon")
    is_word = lexicon.names.is_a(iri, wanted) and lexicon.names.is_word(iri)
    return is_word or lexicon.names.is_a(iri, (KG + "WeaponModel",))


def _form(folded: str) -> tuple[str, ...]:
    """The words of a text in their base form, without auxiliary verbs and articles, in their order."""
    left = {*_AUXILIARY, "the", "a", "an"}
    return tuple(base_form(word) for word in folded.split() if word not in left)


def _is_passive(folded: str) -> bool:
    """Whether a text has a form of “be”, by which a verb may turn its direction."""
    return not {"is", "are", "was", "were", "be", "been", "being"}.isdisjoint(folded.split())


def _modals(folded: str) -> set[str]:
    """The verbs of a text that say that something is possible or to come."""
    return {"will", "may", "can"}.intersection(folded.split())


def _holds(words: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Whether some words stand in a text one after the other."""
    size = len(form)
    return bool(size) and any(words[i : i + size] == form for i in range(len(words) - size + 1))
