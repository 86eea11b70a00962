"""Which things belong together, where pairs of them do (union–find)."""

from __future__ import annotations


class Joined:
    """Things that are joined, and which of them are so with one another."""

    def __init__(self) -> None:
        self._above: dict[object, object] = {}

    def root(self, item: object) -> object:
        """What stands for all that is joined with an item."""
        above = self._above
        while (parent := above.get(item, item)) != item:
            above[item] = above.get(parent, parent)
            item = above[item]
        return item

    def join(self, item: object, other: object) -> None:
        """Join two, with all that is joined with them."""
        one, another = self.root(item), self.root(other)
        if one != another:
            self._above[one] = another
