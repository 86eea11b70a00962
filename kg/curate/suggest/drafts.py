"""A draft: the cells of a row that a text supports, how sure each draft is, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

#: How sure a draft is. *Sure*: the passage says it in plain words. *Likely*: it is complete, but rests
#: on something else that a reader should look at (``why``). *Open*: cells are empty that must be filled.
SURE, LIKELY, OPEN = "sure", "likely", "open"


@dataclass
class Draft:
    """A row for ``kg add``: ``cells`` by the names of columns; offsets in the whole text (end exclusive).

    ``looks``: what a reader should look at, which makes it *likely*; ``gaps``: what is not said or not
    understood, which makes it *open*.
    """

    start: int
    end: int
    cells: dict[str, str] = field(default_factory=dict)
    looks: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    place: int = 0

    @property
    def level(self) -> str:
        """How sure it is: one of SURE, LIKELY, OPEN."""
        return OPEN if self.gaps else LIKELY if self.looks else SURE

    @property
    def why(self) -> list[str]:
        """What is missing, then what to look at, each once."""
        return list(dict.fromkeys([*self.gaps, *self.looks]))

    def fill(self, column: str, text: str) -> None:
        """Fill a cell; an empty text leaves it empty."""
        if text:
            self.cells[column] = text

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which ``kg add`` takes no such row."""
        if "figure" in self.cells:
            share = ("share of",) if self.cells.get("measure", "").startswith("share of") else ()
            return ("who", "measure", "counted", *share, "speaker")
        return ("who", "relation", "whom", "speaker")
