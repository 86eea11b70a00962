"""Which of several labels is shown: one rule of languages for the whole program."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENGLISH = "en"


def preferred_label(
    labels: Iterable[tuple[str, str | None]], language: str = _ENGLISH
) -> str | None:
    """The label to show of one thing; None where it has no label.

    ``labels`` are pairs of a text and its language tag (None or an empty text: no tag), in any
    order; ``language`` is the tag that the reader asks for. Taken is, in this order: a label in
    the asked language, in English, without a tag, and else that of the first tag in the alphabet.
    Of several with one tag the first text in the alphabet is taken, so that the answer does not
    depend on the order. Tags are compared without regard to case (BCP 47, section 2.1.1); a tag
    with a region ("en-GB") is another tag than that of the language alone ("en").
    """
    asked = language.lower()

    def rank(label: tuple[str, str | None]) -> tuple[int, str, str]:
        text, tag = label[0], (label[1] or "").lower()
        if tag == asked:
            return 0, tag, text
        if tag == _ENGLISH:
            return 1, tag, text
        return (3 if tag else 2), tag, text

    best = min(labels, key=rank, default=None)
    return None if best is None else best[0]
