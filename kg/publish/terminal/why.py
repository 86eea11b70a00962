"""Why something is a fact or none, as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.edtf import dates_in_words
from kg.claims.facts.edges import CONFIRMED, CONFIRMED_MEANS
from kg.graph.claims import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.why import Reasons


def answer_lines(explained: Iterable[Reasons]) -> Iterator[tuple[str, int]]:
    """The reasons of facts as lines of text with their indent in columns; a blank line parts two facts.

    Lines are as long as they come: whoever prints them wraps them.
    """
    is_defined = False  # whether it is said what “confirmed” means
    for number, reasons in enumerate(explained):
        if number:
            yield "", 0
        marks = f" [{', '.join(reasons.marks)}]" if reasons.marks else ""
        yield f"{reasons.about}: {dates_in_words(reasons.found + marks)}", 0
        total = len(reasons.rests_on) + len(reasons.passed_over)
        origins = counted(reasons.origins, "independent origin")
        yield f"{counted(total, 'claim')}, {origins}; view {reasons.view}", 0
        if CONFIRMED in reasons.marks and not is_defined:
            yield CONFIRMED_MEANS, 0
            is_defined = True
        for title, bearings in (
            ("rests on", reasons.rests_on),
            ("passes over", reasons.passed_over),
        ):
            if bearings:
                yield title, 2
            for bearing in bearings:
                hedge = f", {bearing.hedge}" if bearing.hedge else ""
                place = f" · {bearing.place}" if bearing.place else ""
                yield f"{bearing.speaker}{hedge}: {bearing.says}{place} · {bearing.claim}", 4
                if bearing.reason:
                    yield f"because: {dates_in_words(bearing.reason)}", 6
        yield from _range_lines(reasons)


def _range_lines(reasons: Reasons) -> Iterator[tuple[str, int]]:
    """What is known of a range beside its figures: its camps, other days, and the verdicts."""
    if reasons.camps:
        yield "no number fits all of these; those that fit together leave", 2
    for camp in reasons.camps:
        yield f"{camp.range} · {', '.join(camp.claims)}", 4
    if reasons.band:
        yield "what is sure of each day", 2
    for days, extent in reasons.band:
        yield f"{dates_in_words(days)}: {extent}", 4
    if reasons.verdicts:
        yield "its figures beside others", 2
    for verdict in reasons.verdicts:
        yield dates_in_words(verdict), 4
