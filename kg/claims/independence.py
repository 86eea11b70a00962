"""How many independent origins stand behind some claims.

Three articles that repeat one agency are one origin, and so are two figures of one speaker. What
an author says without naming a speaker is no origin: nobody can tell where it comes from. (The
Admiralty scale asks for the same before it calls information confirmed by other sources:
STANAG 2511, credibility 1.)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.claims.closure import closure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Testimony:
    """What independence needs of a claim.

    ``derived_from`` holds IRIs of claims or of whole sources; ``own_voice`` says that the author
    or publisher of the document speaks without naming anyone.
    """

    iri: str
    source: str
    speaker: str
    own_voice: bool = False
    derived_from: tuple[str, ...] = ()


class Origins:
    """Where the claims of a graph come from, looked up many times.

    ``known`` is what there is to know of each claim, by its IRI; ``in_document`` gives the
    testimonies of a document (its IRI), where there is a quicker way than to group all that is known.
    """

    def __init__(
        self,
        known: Mapping[str, Testimony],
        in_document: Callable[[str], Iterable[Testimony]] | None = None,
    ) -> None:
        self._known = known
        self._in_document = in_document or _by_document(known)

    def of(self, claims: Iterable[str]) -> frozenset[str]:
        """The independent origins of some claims (IRIs): speakers, or documents that name none.

        A claim that is derived from others has their origins. A cycle adds nothing.
        """
        origins: set[str] = set()
        for iri in closure(claims, self._derived_from):
            testimony = self._known.get(iri)
            if testimony is None:
                origins |= self._of_document(iri)
            elif not testimony.derived_from and not testimony.own_voice:
                origins.add(testimony.speaker)
        return frozenset(origins)

    def _derived_from(self, iri: str) -> tuple[str, ...]:
        testimony = self._known.get(iri)
        return () if testimony is None else testimony.derived_from

    def _of_document(self, iri: str) -> set[str]:
        """A whole document is one origin: the one speaker that it relays, or itself."""
        speakers = {t.speaker for t in self._in_document(iri) if not t.own_voice}
        return speakers if len(speakers) == 1 else {iri}


def _by_document(known: Mapping[str, Testimony]) -> Callable[[str], Iterable[Testimony]]:
    grouped: defaultdict[str, list[Testimony]] = defaultdict(list)
    for testimony in known.values():
        grouped[testimony.source].append(testimony)
    return lambda document: grouped.get(document, ())


def without(known: Mapping[str, Testimony], withdrawn: frozenset[str]) -> dict[str, Testimony]:
    """What is left when claims and documents (``withdrawn``, IRIs) are taken away.

    A claim that was derived from these alone has no origin any more: its document only passes on
    what nobody stands by.
    """
    left: dict[str, Testimony] = {}
    for iri, testimony in known.items():
        if iri in withdrawn:
            continue
        remaining = tuple(origin for origin in testimony.derived_from if origin not in withdrawn)
        orphaned = bool(testimony.derived_from) and not remaining
        own_voice = testimony.own_voice or orphaned
        left[iri] = replace(testimony, derived_from=remaining, own_voice=own_voice)
    return left
