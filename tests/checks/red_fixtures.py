"""The red fixtures: each file of ``red/`` is read, each ``[[red]]`` in it is one edit.

check = "id"        the check that must fire, and no other
file = "…"          what is edited: a file of ontology/, or of good/ (default: good-article.ttl);
                    a name that good/ does not have is a new file
block = "c:c003"    the edit is made inside the block that begins with this name
insert = "…"        a line after the block's first line
remove = "…"        the line of the block that holds this is taken out
old, new = "…"      one text for another; ``old`` stands exactly once in the block (or file)
add = "…"           a piece at the end of the file
at = "…"            text of the line that must be reported (default: the edit, or the block's head)
severity = "review" default: error
alone = true        it rests on claims that others edit, so it is not made together with them
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tests.checks.material import path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FOLDER = Path(__file__).parent / "red"


@dataclass(frozen=True)
class Red:
    check: str
    file: str = "good-article.ttl"
    block: str = ""
    insert: str = ""
    remove: str = ""
    old: str = ""
    new: str = ""
    add: str = ""
    at: str = ""
    line: int | None = None
    severity: str = "error"
    alone: bool = False

    def __str__(self) -> str:
        return f"{self.check}-{self.block}" if self.block else self.check

    def edited(self, text: str | None = None) -> str:
        """The file's text after the edit; ``text`` is what it was before (None: as it is)."""
        if text is None:
            path = path_of(self.file)
            text = path.read_text(encoding="utf-8") if path.exists() else ""
        start, end = 0, len(text)
        if self.block:
            found = re.search(rf"^{re.escape(self.block)} .*?^$", text + "\n", re.DOTALL | re.M)
            assert found, f"no block {self.block} in {self.file}"
            start, end = found.span()
        block = text[start:end]
        if self.insert:
            head, _, rest = block.partition("\n")
            block = f"{head}\n    {self.insert}\n{rest}"
        if self.remove:
            lines = block.splitlines(keepends=True)
            kept = [line for line in lines if self.remove not in line]
            assert len(kept) == len(lines) - 1, f"“{self.remove}” is not in one line"
            block = "".join(kept)
        if self.old:
            assert block.count(self.old) == 1, f"“{self.old}” stands {block.count(self.old)} times"
            block = block.replace(self.old, self.new)
        return text[:start] + block + text[end:] + (f"\n{self.add}\n" if self.add else "")

    @cached_property
    def added(self) -> set[str]:
        """The subjects of the blocks that it adds, and the count of claims where that is its matter."""
        counted = {"a claim"} if self.check == "claim-count" or " a kg:" in self.add else set()
        return counted | set(re.findall(r"^[a-z]+:\S+", self.add, re.M))

    @property
    def reported(self) -> str:
        """What stands in the line that the finding must name."""
        shown = self.insert or (self.block if self.remove else self.new or self.add)
        return self.at or shown.splitlines()[0].strip()


def batches(reds: Sequence[Red], kind: Callable[[Red], object], most: int = 8) -> list[list[Red]]:
    """The fixtures in groups that can be made together: of one kind, other checks, other blocks."""
    made: list[list[Red]] = []
    for red in reds:
        for batch in made:
            if len(batch) < most and all(_apart(red, other, kind) for other in batch):
                batch.append(red)
                break
        else:
            made.append([red])
    return made


def _apart(red: Red, other: Red, kind: Callable[[Red], object]) -> bool:
    place, others = (red.file, red.block), (other.file, other.block)
    return (
        kind(red) == kind(other)
        and red.check != other.check
        and place != others
        and (red.line is None and other.line is None)
        and not red.added & other.added
        and not (red.alone or other.alone)
    )


def fixtures() -> list[Red]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [Red(**entry) for entry in data["red"]]
    return found
