"""Views: the named rules by which the fact layer chooses among rival claims; pure functions.

None of them weighs confidence: who sounds surest need not be right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.errors import UsageError, did_you_mean, nearest
from kg.iris import SRC, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.claims.period import Period

HULL, LATEST, MOST_INDEPENDENT = "hull", "latest", "most-independent"
ONLY_SOURCE = "only-source"
#: How a person names the rules, with what each means.
RULES = {
    HULL: "all claims; rivals stand side by side, ranges are what all figures leave of the last day",
    LATEST: "of rivals the one that was claimed last",
    MOST_INDEPENDENT: "of rivals the one with most independent origins",
    f"{ONLY_SOURCE}:ID": "claims of one source",
}


class View(NamedTuple):
    """A rule by its name (a constant above); ``source`` is the IRI that ``only-source`` names."""

    rule: str = HULL
    source: str = ""

    def __str__(self) -> str:
        return f"{self.rule}:{self.source.removeprefix(SRC)}" if self.source else self.rule


def parse_view(text: str) -> View:
    """The view of a name (``latest``, ``only-source:ID``). Raises UsageError for another."""
    rule, colon, source = text.partition(":")
    if rule == ONLY_SOURCE and source:
        return View(rule, expand(source) or SRC + source)
    if rule == ONLY_SOURCE:
        raise UsageError("only-source names no source", "--view", "write only-source:ID")
    if not colon and rule in RULES:
        return View(rule)
    near = nearest(rule, [*RULES, ONLY_SOURCE])
    remedy = did_you_mean(near, then=f"the views are {', '.join(RULES)}")
    raise UsageError(f"there is no view “{text}”", "--view", remedy)


class Option(NamedTuple):
    """One of several values of which only one can hold: the larger ``strength`` wins.

    ``periods`` are those of the claims that uphold it.
    """

    name: str
    strength: tuple[int, ...]
    periods: frozenset[Period]

    def rivals(self, other: Option, nested: Callable[[str, str], bool]) -> bool:
        """Whether both cannot hold: their times can meet, and neither is a part of the other."""
        return not nested(self.name, other.name) and any(
            period.meets(another) for period in self.periods for another in other.periods
        )


def rank_rivals(
    options: Iterable[Option], nested: Callable[[str, str], bool]
) -> dict[str, tuple[str, ...]]:
    """The names of the options that are passed over, each with the names of those that beat it.

    ``nested`` says of two names whether the one is a part of the other, so that both can hold. The
    strongest options are taken first; whatever is weaker than a rival that stands is passed over,
    and beats nothing itself. Rivals of one strength all stand.
    """
    standing: list[Option] = []
    beaten: dict[str, tuple[str, ...]] = {}
    for option in sorted(options, key=lambda o: (o.strength, o.name), reverse=True):
        winners = tuple(
            stronger.name
            for stronger in standing
            if stronger.strength > option.strength and stronger.rivals(option, nested)
        )
        if winners:
            beaten[option.name] = winners
        else:
            standing.append(option)
    return beaten


def disputed_options(
    options: Sequence[Option], nested: Callable[[str, str], bool]
) -> frozenset[str]:
    """The names of the options that have a rival among the others (see ``rank_rivals``)."""
    names: set[str] = set()
    for index, option in enumerate(options):
        for other in options[index + 1 :]:
            if option.rivals(other, nested):
                names |= {option.name, other.name}
    return frozenset(names)


def latest_claims(days: Mapping[str, int | None]) -> frozenset[str]:
    """Of some claims, each with its day (an ordinal), those of the last day; None is before all."""
    last = max((day or 0 for day in days.values()), default=0)
    return frozenset(claim for claim, day in days.items() if (day or 0) == last)
