"""How many independent origins stand behind some claims.

Three articles that repeat one agency are one origin, and so are two figures of one speaker. What
an author says without naming a speaker is no origin: nobody can tell where it comes from. (The
Admiralty scale asks for the same before it calls information confirmed by other sources:
STANAG 2511, credibility 1.)
"""

from __future__ import annotations

from dataclasses import dataclass
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


def origins(claims: Iterable[str], known: Mapping[str, Testimony]) -> frozenset[str]:
    """The independent origins of some claims: speakers, or documents whose speakers are unknown.

    A claim that is derived from others has their origins. A cycle adds nothing.
    """
    by_source: dict[str, list[str]] = {}
    for testimony in known.values():
        by_source.setdefault(testimony.source, []).append(testimony.iri)
    found: set[str] = set()
    seen: set[str] = set()
    todo = list(claims)
    while todo:
        iri = todo.pop()
        if iri in seen:
            continue
        seen.add(iri)
        claim = known.get(iri)
        if claim is None:
            found |= _of_document(iri, by_source, known)
        elif claim.derived_from:
            todo.extend(claim.derived_from)
        elif not claim.own_voice:
            found.add(claim.speaker)
    return frozenset(found)


def _of_document(
    iri: str, by_source: Mapping[str, list[str]], known: Mapping[str, Testimony]
) -> set[str]:
    """A whole document is one origin: the one speaker that it relays, or itself."""
    speakers = {
        known[claim].speaker for claim in by_source.get(iri, ()) if not known[claim].own_voice
    }
    return speakers if len(speakers) == 1 else {iri}


def cycles(links: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """The cycles among links (derived from, supersedes), each once, from its smallest IRI."""
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in sorted(links):
        path: list[str] = []
        place: dict[str, int] = {}
        stack = [(start, iter(sorted(links.get(start, ()))))]
        path.append(start)
        place[start] = 0
        while stack:
            node, rest = stack[-1]
            step = next(rest, None)
            if step is None:
                stack.pop()
                path.pop()
                del place[node]
                done.add(node)
            elif step in place:
                ring = path[place[step] :]
                least = ring.index(min(ring))
                found.add(tuple(ring[least:] + ring[:least]))
            elif step not in done:
                stack.append((step, iter(sorted(links.get(step, ())))))
                place[step] = len(path)
                path.append(step)
    return sorted(found)
