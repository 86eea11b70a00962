"""How a reason names a figure, or a time: by number, speaker and day, as a reader knows it from its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.figure import MeasureKind
from kg.claims.figure_words import figure as figure_in_words

if TYPE_CHECKING:
    from kg.claims.figure import Figure, Rules
    from kg.claims.period import Period


def named(figure: Figure, rules: Rules) -> str:
    """A figure as its source says it: ``about 11,000 (Ministry of Defence, 2025-06-15)``.

    The day is that from which it is on all its days (``Figure.on_its_days``).
    """
    lower, upper, best = (None if n is None else f"{n:.17g}" for n in figure.stated)
    if lower == upper:
        lower, upper, best = None, None, lower or best
    number = figure_in_words(
        *(lower, upper, best),
        inclusive=(figure.interval.lower_inclusive, figure.interval.upper_inclusive),
        words=rules.label(figure.qualifier),
        share=rules.kinds[figure.measure] is MeasureKind.SHARE,
    )
    return f"{number} ({', '.join((rules.label(figure.speaker), in_days(figure.as_of)))})"


def in_days(period: Period) -> str:
    """Some days in words: ``2025-06-15``, ``no later than 2025-06-15``, ``since 2024-10-01``, ``no date``."""
    words = period.in_words()
    if words.startswith("../"):
        return f"no later than {words.removeprefix('../')}"
    if words.endswith("/.."):
        return f"since {words.removesuffix('/..')}"
    return words or "no date"
