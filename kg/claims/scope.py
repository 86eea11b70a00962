"""What of a graph is read: its dates, sources, and the rule of its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Scope(NamedTuple):
    """What to read; ``Scope()`` is all of it, with the facts as they were built.

    ``as_of`` and ``known_at`` are EDTF strings (valid time, and publication), ``sources`` names of
    sources; ``view`` names the rule by which facts are chosen (None: the one that the graph was built
    by), ``without`` sources that are left out; ``stated_only`` takes
    the claims that are marked as stated by their text; ``part`` says in words which part of these was taken.
    """

    as_of: str | None = None
    known_at: str | None = None
    sources: tuple[str, ...] = ()
    view: str | None = None
    without: tuple[str, ...] = ()
    stated_only: bool = False
    part: str = ""

    def widened(self) -> Scope:
        """The same for all claims, with the facts as they were built."""
        return Scope()

    @property
    def is_whole(self) -> bool:
        """Whether it holds all claims, and the facts as they were built."""
        return self == self.widened()

    def words(self, titles: Mapping[str, str] | None = None) -> list[str]:
        """Which claims it holds, in words; nothing on the rule of the facts.

        ``titles`` of sources by their names, where they are told by their titles.
        """
        from kg.claims.edtf import in_words  # only for a graph that is narrowed

        named = [
            f"“{titles[name]}”" if titles and name in titles else name for name in self.sources
        ]
        only = f"only from {', '.join(named)}" if self.sources else ""
        return [
            *([f"as of {in_words(self.as_of)}"] if self.as_of else []),
            *([f"known at {in_words(self.known_at)}"] if self.known_at else []),
            *(text for text in (only, "only what is stated" if self.stated_only else "") if text),
            *([self.part] if self.part else []),
        ]
