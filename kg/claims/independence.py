"""How many independent origins stand behind some claims.

Three articles that repeat one agency are one origin, and so are two figures of one speaker. What
an author says without naming a speaker is no origin: nobody can tell where it comes from. (The
Admiralty scale asks for the same before it calls information confirmed by other sources:
STANAG 2511, credibility 1.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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
    """Where the claims of a graph come from, looked up many times."""

    def __init__(self, known: Mapping[str, Testimony]) -> None:
        self._known = known
        self._speakers: dict[str, set[str]] = {}  # by document: all whom it names
        for testimony in known.values():
            if not testimony.own_voice:
                self._speakers.setdefault(testimony.source, set()).add(testimony.speaker)

    def of(self, claims: Iterable[str]) -> frozenset[str]:
        """The independent origins of some claims: speakers, or documents that name none.

        A claim that is derived from others has their origins. A cycle adds nothing.
        """
        found: set[str] = set()
        seen: set[str] = set()
        todo = list(claims)
        while todo:
            iri = todo.pop()
            if iri in seen:
                continue
            seen.add(iri)
            claim = self._known.get(iri)
            if claim is None:
                found |= self._of_document(iri)
            elif claim.derived_from:
                todo.extend(claim.derived_from)
            elif not claim.own_voice:
                found.add(claim.speaker)
        return frozenset(found)

    def _of_document(self, iri: str) -> set[str]:
        """A whole document is one origin: the one speaker that it relays, or itself."""
        speakers = self._speakers.get(iri, set())
        return speakers if len(speakers) == 1 else {iri}


def without(known: Mapping[str, Testimony], gone: frozenset[str]) -> dict[str, Testimony]:
    """What is left when claims and documents are withdrawn.

    A claim that was derived from these alone has no origin any more: its document only passes on
    what nobody stands by.
    """
    left: dict[str, Testimony] = {}
    for iri, claim in known.items():
        if iri in gone:
            continue
        rest = tuple(origin for origin in claim.derived_from if origin not in gone)
        orphaned = bool(claim.derived_from) and not rest
        left[iri] = replace(claim, derived_from=rest, own_voice=claim.own_voice or orphaned)
    return left
