"""What an event is a part of, and who says so: who denies a whole event leaves none of its parts.

``part(t)`` happened only if its whole took place by then; that a part did not happen says nothing of the
whole. An event is a part of what claims say that it is an episode of (``kg:subEventOf``), at any distance.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_MOST_CHAINS = 20  # ways in which claims lead from an event to one that holds it


class Episode(NamedTuple):
    """That an event is a part of another, ``whole`` (an IRI).

    ``chains`` are the ways in which it is said to be: of each the claims (IRIs), from the event
    up. ``doubted_by`` are the claims that deny one of the steps.
    """

    whole: str
    chains: tuple[tuple[str, ...], ...]
    doubted_by: tuple[str, ...] = ()

    def without(self, gone: Container[str]) -> Episode | None:
        """The same beside what stands; None where nobody says it any more."""
        chains = tuple(chain for chain in self.chains if not any(c in gone for c in chain))
        doubts = tuple(claim for claim in self.doubted_by if claim not in gone)
        return Episode(self.whole, chains, doubts) if chains else None

    def readings(self) -> Iterator[tuple[Episode, tuple[str, ...], tuple[str, ...]]]:
        """It by each of its chains, without a doubt and then with each: with the claims that must stand for
        it, and those of which none may.
        """
        for chain in self.chains:
            yield Episode(self.whole, (chain,)), chain, self.doubted_by
        for doubt in self.doubted_by:
            for chain in self.chains:
                yield Episode(self.whole, (chain,), (doubt,)), (*chain, doubt), ()


class Step(NamedTuple):
    """A claim (IRI) that an event is, or (``denied``) is not, directly a part of another."""

    part: str
    whole: str
    claim: str
    denied: bool = False


def episodes(steps: Iterable[Step]) -> dict[str, tuple[Episode, ...]]:
    """By event all that it is said to be a part of; no event is a part of itself."""
    above: defaultdict[str, list[Step]] = defaultdict(list)
    doubts: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for step in sorted(set(steps)):
        if step.denied:
            doubts[step.part, step.whole].append(step.claim)
        else:
            above[step.part].append(step)

    def paths(event: str, passed: tuple[str, ...]) -> Iterator[tuple[Step, ...]]:
        for step in above.get(event, ()):
            if step.whole not in passed:
                yield (step,)
                for rest in paths(step.whole, (*passed, step.whole)):
                    yield step, *rest

    found = {}
    for event in sorted(above):
        by_whole: defaultdict[str, list[tuple[Step, ...]]] = defaultdict(list)
        for path in paths(event, (event,)):
            by_whole[path[-1].whole].append(path)
        found[event] = tuple(
            Episode(
                whole,
                tuple(tuple(step.claim for step in path) for path in some[:_MOST_CHAINS]),
                tuple(
                    dict.fromkeys(
                        doubt
                        for path in some[:_MOST_CHAINS]
                        for step in path
                        for doubt in doubts.get((step.part, step.whole), ())
                    )
                ),
            )
            for whole, some in sorted(by_whole.items())
        )
    return found
