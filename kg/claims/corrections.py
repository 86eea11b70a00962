"""Which claims have been retracted, corrected or superseded; pure functions."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RETRACTED, CORRECTED, SUPERSEDED = "retracted", "corrected", "superseded"


class Link(NamedTuple):
    """``later`` retracts, corrects or supersedes ``earlier`` (claims, or whole documents)."""

    later: str
    earlier: str
    kind: str


def overtaken(links: Iterable[Link]) -> dict[str, Link]:
    """What no longer stands (an IRI), each with the link that says so.

    What has itself been retracted takes nothing back: whoever withdraws a retraction lets the
    first statement stand again. In a circle all are overtaken, as none of them is the last word.
    Of several links to one thing a retraction counts before the others.
    """
    between_two = [link for link in links if link.later != link.earlier]
    void = _retracted(between_two)
    last_words: dict[str, Link] = {}
    for link in sorted(between_two):
        if link.later not in void:
            before = last_words.get(link.earlier)
            if before is None or (before.kind != RETRACTED and link.kind == RETRACTED):
                last_words[link.earlier] = link
    return last_words


def with_relays(gone: Iterable[str], derived_from: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """What relays only things that are gone (IRIs), at any distance, each with one that it relays.

    ``derived_from`` gives by claim the claims and documents from which it is directly derived. What
    is gone itself is not in the answer; a circle that nothing in it leaves is no relay.
    """
    relays: defaultdict[str, list[str]] = defaultdict(list)
    for relay in sorted(derived_from):
        for origin in derived_from[relay]:
            relays[origin].append(relay)
    lost = set(gone)
    found: dict[str, str] = {}
    waiting = deque(sorted(lost))
    while waiting:
        origin = waiting.popleft()
        for relay in relays.get(origin, ()):
            if relay not in lost and lost.issuperset(derived_from[relay]):
                lost.add(relay)
                found[relay] = origin
                waiting.append(relay)
    return found


def relayed(
    links: Mapping[str, Link], derived_from: Mapping[str, Iterable[str]]
) -> dict[str, Link]:
    """What no longer stands (``overtaken``), and what only relays that: nothing is left behind it.

    A relay is overtaken by what overtook its original, in the same way; that itself never is.
    """
    later = {link.later for link in links.values()}
    kept = {relay: origins for relay, origins in derived_from.items() if relay not in later}
    result = dict(links)
    for relay, origin in with_relays(links, kept).items():
        result[relay] = Link(result[origin].later, relay, result[origin].kind)
    return result


def withdrawn(links: Mapping[str, Link]) -> frozenset[str]:
    """Of what no longer stands (``overtaken``) that by which nobody stands any more.

    What was only superseded was true in its day.
    """
    return frozenset(claim for claim, link in links.items() if link.kind != SUPERSEDED)


def _retracted(links: Iterable[Link]) -> frozenset[str]:
    """What is retracted by something that is not retracted itself.

    The grounded labelling of an argumentation framework (P. M. Dung 1995): what nothing open
    attacks stands, what such a thing attacks falls, and so on until nothing changes.
    """
    victims: defaultdict[str, set[str]] = defaultdict(set)
    attackers: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.kind == RETRACTED:
            victims[link.later].add(link.earlier)
            attackers[link.earlier].add(link.later)
    open_attacks = {node: len(attackers.get(node, ())) for node in {*victims, *attackers}}
    standing = deque(sorted(node for node, count in open_attacks.items() if not count))
    fallen: set[str] = set()
    while standing:
        for victim in sorted(victims.get(standing.popleft(), ())):
            if victim in fallen:
                continue
            fallen.add(victim)
            for node in sorted(victims.get(victim, ())):
                open_attacks[node] -= 1
                if not open_attacks[node]:
                    standing.append(node)
    return frozenset(fallen)
