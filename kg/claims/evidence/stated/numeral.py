"""A number of a passage, and what kind of number it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

#: A number of things; a part of one; a number that may be one; none of them.
COUNT, SHARE, UNCLEAR, NAME = "count", "share", "unclear", "name"


@dataclass(slots=True)
class Numeral:
    """A number of a passage: its tokens are ``first`` to ``after`` (excluded).

    ``values`` holds what it may mean: one value where it is clear, none where nobody can say.
    ``thing`` is what its own tokens say that it counts (a unit of measure, per cent).
    """

    first: int
    after: int
    kind: str
    values: tuple[Fraction | int, ...]
    why: str = ""
    measure: str = ""

    @property
    def value(self) -> Fraction | int | None:
        """The one value that it has; None where it is not clear."""
        return self.values[0] if len(self.values) == 1 else None
