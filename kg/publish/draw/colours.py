"""The colours of speakers, told apart with any colour vision (after Okabe & Ito 2008)."""

from __future__ import annotations

#: For light and for dark ground; each has a contrast of at least 3 to 1 with it (WCAG 2.2, 1.4.11).
COLOURS: tuple[tuple[str, str], ...] = (
    ("#0b62a3", "#62aee8"),
    ("#c8540a", "#f0914d"),
    ("#0a8a63", "#3fc79c"),
    ("#a8508a", "#dd93c2"),
    ("#8a6d1a", "#d3b154"),
    ("#3a3f4b", "#d5d9e2"),
)


def variables() -> str:
    """The colours as CSS variables, for light and for dark ground, and a class for each."""
    light = "".join(f"--speaker-{i}:{pair[0]};" for i, pair in enumerate(COLOURS))
    dark = "".join(f"--speaker-{i}:{pair[1]};" for i, pair in enumerate(COLOURS))
    uses = "".join(f".speaker-{i}{{color:var(--speaker-{i})}}" for i in range(len(COLOURS)))
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}{uses}\n"


def for_print() -> str:
    """The colours for light ground on paper, also where the screen is dark."""
    light = "".join(f"--speaker-{i}:{pair[0]};" for i, pair in enumerate(COLOURS))
    return f"@media print{{html:root{{{light}}}}}\n"
