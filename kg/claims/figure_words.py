"""Numbers and figures as words: ``more than 6,000``, ``most (read as more than 50%)``."""

from __future__ import annotations

import re
from decimal import Decimal

# No share is below 0% or above 100%.
_LEAST_SHARE, _MOST_SHARE = Decimal(0), Decimal(1)


def number_text(text: str, *, share: bool) -> str:
    """A decimal number, given as text, with thousands separated; a share (0.5) as per cent (50%)."""
    value = Decimal(text)
    if share:  # moved by two places, at any length: a product is cut at 28 digits
        sign, digits, places = value.as_tuple()
        value = Decimal((sign, digits, int(places) + 2))
    shown = f"{value:,f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return f"{shown}%" if share else shown


def figure(
    lower: str | None,
    upper: str | None,
    best: str | None,
    *,
    inclusive: tuple[bool, bool] = (True, True),
    words: str = "",
    implied: tuple[str | None, str | None] = (None, None),
    implied_inclusive: tuple[bool, bool] = (True, True),
    share: bool = False,
) -> str:
    """A figure as its source words it, in digits: ``14,000–15,000``, ``more than 6,000``.

    ``lower``, ``upper`` and ``best`` are the stated numbers as text, None where nothing is stated;
    ``inclusive`` says whether the lower and the upper bound are included. ``words`` is the label of
    the qualifier. Without a stated number that label stands, with the bounds that it implies
    (``implied``) in brackets.
    """
    stated = {
        name: number_text(text, share=share)
        for name, text in (("lower", lower), ("upper", upper), ("best", best))
        if text is not None
    }
    words = re.sub(r" \(.*\)$", "", words)
    if not stated:
        reads = span_text(*implied, inclusive=implied_inclusive, share=share)
        return f"{words} (read as {reads})" if reads else words
    if "lower" in stated and "upper" in stated:
        text = f"{stated['lower']}–{stated['upper']}"
        text = f"about {text}" if words.startswith("about") else text
        return f"{text}, best {stated['best']}" if "best" in stated else text
    if "best" in stated:
        plain = words in ("", "exactly")
        return stated["best"] if plain else f"{words} {stated['best']}"
    if "lower" in stated:
        return f"{'at least' if inclusive[0] else 'more than'} {stated['lower']}"
    return f"{words or ('up to' if inclusive[1] else 'fewer than')} {stated['upper']}"


def span_text(
    lower: str | None,
    upper: str | None,
    *,
    inclusive: tuple[bool, bool] = (True, True),
    share: bool = False,
) -> str:
    """A range in words: ``40%–60%``, ``more than 50%``, ``40% to below 50%``; "" without ends.

    ``lower`` and ``upper`` are decimal numbers as text, None where open; ``inclusive`` says of each
    whether it is included. Of a share an included 0% or 100% goes without saying, where the other
    end says something.
    """
    if lower is not None and upper is not None:
        if all(inclusive) and Decimal(lower) == Decimal(upper):
            return number_text(lower, share=share)
        if share and inclusive[0] and Decimal(lower) == _LEAST_SHARE:
            lower = None
        elif share and inclusive[1] and Decimal(upper) == _MOST_SHARE:
            upper = None
    low = number_text(lower, share=share) if lower is not None else ""
    high = number_text(upper, share=share) if upper is not None else ""
    if low and high:
        if all(inclusive):
            return f"{low}–{high}"
        return (
            f"{'' if inclusive[0] else 'above '}{low} to {'' if inclusive[1] else 'below '}{high}"
        )
    if low:
        return f"{low} or more" if inclusive[0] else f"more than {low}"
    if high:
        return f"{high} or less" if inclusive[1] else f"less than {high}"
    return ""
