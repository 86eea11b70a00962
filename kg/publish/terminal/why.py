"""Why something is a fact or none, as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.facts.edges import CONFIRMED, CONFIRMED_MEANS
from kg.graph.claims import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.why import Answer


def answer_lines(answers: Iterable[Answer]) -> Iterator[tuple[str, int]]:
    """Answers as lines of text, each with its indent in columns; a blank line parts two answers.

    Lines are as long as they come: whoever prints them wraps them.
    """
    explained = False
    for number, answer in enumerate(answers):
        if number:
            yield "", 0
        marks = f" [{', '.join(answer.marks)}]" if answer.marks else ""
        yield f"{answer.about}: {answer.found}{marks}", 0
        total = len(answer.rests_on) + len(answer.passed_over)
        origins = counted(answer.origins, "independent origin")
        yield f"{counted(total, 'claim')}, {origins}; view {answer.view}", 0
        if CONFIRMED in answer.marks and not explained:
            yield CONFIRMED_MEANS, 0
            explained = True
        for title, bearings in (("rests on", answer.rests_on), ("passes over", answer.passed_over)):
            if bearings:
                yield title, 2
            for bearing in bearings:
                hedge = f", {bearing.hedge}" if bearing.hedge else ""
                place = f" · {bearing.place}" if bearing.place else ""
                yield f"{bearing.speaker}{hedge}: {bearing.says}{place} · {bearing.claim}", 4
                if bearing.reason:
                    yield f"because: {bearing.reason}", 6
