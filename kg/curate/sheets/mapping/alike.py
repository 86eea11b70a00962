"""Relation words of a sheet that say the same, or may: “delivered the drones to”, “supplied drones to”.

What differs by an article, by the number of a noun or verb, or by a perfect alone is the same. What
differs by an order word (“first”), by tense, or by a verb of nearly one meaning (``verbs.toml``) may be;
what has a modal verb, a negation, the other voice or another preposition is something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.curate.sheets.spoken import base_form, is_irregular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.mapping.verbs import Groups

_ARTICLES = frozenset(("the", "a", "an", "any", "some"))
_ORDER = frozenset((
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last", "next",
    "initial", "another", "further", "additional", "more", "new",
))  # fmt: skip
_PRESENT, _PAST = frozenset(("is", "are", "be", "being")), frozenset(("was", "were", "been"))
_NOT, _DO = ("not", "never"), ("do", "does", "did")
_HAVE = frozenset(("has", "have", "had"))
#: Verbs whose form does not say the tense.
_ONE_FORM = frozenset(("hit", "cut", "put", "set", "let", "shut", "cost", "hurt", "spread", "split"))  # fmt: skip
_NUMBER = {"are": "is", "were": "was"}
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of a relation say: ``words`` in their base form, the verb first, without articles.

    ``passive``: whether its verb has the other voice; ``past``: its tense, None where that is unclear;
    ``order``: words such as “first”; ``negated``: whether “not” or “never” stands with its verb.
    """

    words: tuple[str, ...]
    passive: bool = False
    past: bool | None = False
    order: frozenset[str] = frozenset()
    negated: bool = False


@cache
def said(text: str) -> Said:
    """What the words of a relation say."""
    plain = re.sub(r"n['’]t\b", " not", text.casefold())
    words = [word for word in _WORD.findall(plain) if word not in _ARTICLES]
    order = frozenset(word for word in words if word in _ORDER and len(words) > 1)
    words = [word for word in words if word not in order]
    passive, past, negated = _auxiliaries(words)
    if not words:
        return Said(())
    verb = words[0]
    if past is None and verb not in _ONE_FORM:
        past = verb in _PAST or verb == "had" or _is_participle(verb)
    base = "be" if verb in _PRESENT | _PAST else "have" if verb in _HAVE else _base(verb)
    return Said((base, *map(_base, words[1:])), passive, past, order, negated)


def _auxiliaries(words: list[str]) -> tuple[bool, bool | None, bool]:
    """Take the auxiliary verbs and the negation from before the verb: its voice, tense (None: as its form), and whether it is negated."""
    passive, negated = False, False
    past: bool | None = None
    while len(words) > 1:
        first, following = words[0], words[1]
        if first in _NOT:
            negated = True
        elif first in _DO and following in _NOT:
            past = first == "did"
        elif first in _HAVE and (following in ("been", *_NOT) or _is_participle(following)):
            past = True
        elif first not in _PRESENT | _PAST:
            break
        elif _is_participle(following) or following == "being":
            passive, past = True, past or first in _PAST
        elif following.endswith("ing"):
            past = past or first in _PAST
        elif following in _NOT and len(words) > 2:
            words[:2] = [following, first]  # “is not part of”, “was not supplied by”
            continue
        else:
            break
        del words[0]
    return passive, past, negated


def _base(word: str) -> str:
    """The base form of a word; that of an irregular one is as short as that of its present."""
    return base_form(base_form(_NUMBER.get(word, word)))


def _is_participle(word: str) -> bool:
    regular = word.endswith("ed") and not word.endswith("eed") and len(word) > 4
    return regular or word in _ONE_FORM or is_irregular(word)


@cache
def _numbered(groups: Groups) -> dict[Said, int]:
    """By what a verb says, the number of its group."""
    return {
        replace(said(verb), past=None): number
        for number, group in enumerate(groups)
        for verb in group
    }


@cache
def meaning(text: str, verbs: Groups) -> tuple[object, ...]:
    """What is equal for relation words that may say the same: the group of the verb, the other words, the voice."""
    own = replace(said(text), past=None, order=frozenset())
    if not own.words:
        return (text,)
    for length in range(len(own.words), 0, -1):
        begin, rest = own.words[:length], own.words[length:]
        for voice in dict.fromkeys((own.passive, False)):
            number = _numbered(verbs).get(Said(begin, voice, None))
            if number is not None:
                # “was stationed in” is no other voice of “worked in”.
                return (number, rest, own.passive and not voice, own.negated)
    return (*own.words, own.passive, own.negated)


def differences(text: str, other: str) -> list[str]:
    """What sets apart two relation words of one meaning, for a person to judge."""
    one, two = said(text), said(other)
    found = []
    if one.words != two.words or one.passive != two.passive:
        found.append("the verbs are two, which may mean the same")
    if one.past != two.past:
        found.append("the tense is another, so that the rows must say when")
    listed = ", ".join(f"“{word}”" for word in sorted(one.order ^ two.order))
    if listed:
        found.append(f"{listed} stands in one alone, and is lost when it is the other")
    return found


def relations_of(lexicon: Lexicon) -> list[str]:
    """The relations of a graph, as a cell names them."""
    return [
        lexicon.names.spelling(iri, lexicon.names.relation)
        for iri in lexicon.terms.types
        if lexicon.terms.is_relation(iri)
    ]


def same_words(counts: Mapping[str, int]) -> dict[str, str]:
    """By relation word, the one of the same words as which it is proposed: that of most rows, else the shortest.

    ``counts``: by relation word, its rows.
    """
    groups = _grouped(counts, lambda text: said(text) if said(text).words else text)
    return {text: _most(group, counts) for group in groups.values() for text in group}


def denials(texts: Iterable[str], positive: Iterable[str]) -> dict[str, str]:
    """By relation word with “not” or “never”, the one among others that it denies: “did not join”, “joined”."""
    others = {said(text): text for text in positive}
    found = {}
    for text in texts:
        own = said(text)
        if own.negated and (other := others.get(replace(own, negated=False))):
            found[text] = other
    return found


def may_be_same(counts: Mapping[str, int], verbs: Groups) -> dict[str, tuple[str, str]]:
    """By relation word, another that may say the same, and what sets the two apart; but for one of each such."""
    found = {}
    for group in _grouped(counts, lambda text: meaning(text, verbs)).values():
        head = _most(group, counts)
        for text in group:
            if text != head:
                found[text] = head, "; ".join(differences(text, head))
    return found


def _grouped(texts: Iterable[str], key: Callable[[str], object]) -> dict[object, list[str]]:
    groups: dict[object, list[str]] = {}
    for text in texts:
        groups.setdefault(key(text), []).append(text)
    return groups


def _most(group: Iterable[str], counts: Mapping[str, int]) -> str:
    return min(group, key=lambda text: (-counts[text], len(text)))
