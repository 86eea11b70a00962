"""What an import cannot take, and what is wrong in its file; texts of others, made safe."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kg.text.display import web_address

if TYPE_CHECKING:
    from kg.curate.importers._given import Faults

LONGEST_NAME, LONGEST_TEXT = 250, 1_000
# What steers a terminal or turns the writing round, and halves of characters (Unicode, Bidi controls).
_STEERING = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+"
)
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\ud800-\udfff]+")
_MOST_PLACES = 5


def is_address(text: str) -> bool:
    """Whether a text is a web address that can be written as an IRI."""
    return bool(web_address(text) and _IRI.fullmatch(text))


class Ledger:
    """Counts what is not taken, in ``losses`` by what it is, with the first ``places``."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.losses: Counter[str] = Counter()
        self.places: defaultdict[str, list[str]] = defaultdict(list)

    def lose(self, what: str, place: str = "", count: int = 1) -> None:
        """Count something that is not taken."""
        self.losses[what] += count
        if place and len(self.places[what]) < _MOST_PLACES:
            self.places[what].append(place)

    def wrong(self, place: str, problem: str, remedy: str) -> None:
        """Note that the file is wrong in a place: nothing will be written."""
        line = int(place) if place.isascii() and place.isdigit() else 0
        self.faults.add(line, problem, remedy, "" if line else place)

    def name(self, text: str, longest: int = LONGEST_NAME) -> str:
        """A text of the file without what steers a terminal, in one line; cut where it is too long."""
        if text.isascii() and text.isprintable() and len(text) <= longest:
            return text
        plain = " ".join(_STEERING.sub(" ", text).split())
        if _STEERING.search(text.replace("\n", " ").replace("\t", " ").replace("\r", " ")):
            self.lose("characters that steer a terminal, in names and texts")
        if len(plain) > longest:
            self.lose("the ends of names and texts that are too long")
            plain = f"{plain[: longest - 1]}…"
        return plain

    def is_address(self, text: str, place: str) -> bool:
        """Whether a text is a web address; where not, it is counted as lost."""
        if is_address(text):
            return True
        self.lose("addresses that are no web addresses", place)
        return False
