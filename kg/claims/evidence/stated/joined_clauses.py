"""Two clauses joined by "and" or "or": what the negation of the first does with a figure of the second.

"Nobody trained and sent 12,000" denies both; "did not wait and sent 12,000" denies the first alone, for the
second verb has another form; "never trained and sent", "believed that nobody saw it and sent" may be read in
two ways. Of Russian and Ukrainian each verb has its own "не".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.evidence.stated.denied_clause import (
    DENIES,
    OPEN,
    SAYS,
    ClauseReader,
    Stance,
    begins,
)
from kg.claims.evidence.stated.language import words as set_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.claims.evidence.stated.denial_words import DenialWords

_OR = frozenset(("or",))
_NONE_BEFORE = frozenset(("neither",))
_HAVE = set_of("has have had having hasn't haven't hadn't")
_SUPPORTS = set_of(
    "do does did can could may might must shall should will would is are was were am be"
)
_BETWEEN = set_of("then later also now thus again soon finally even so")
#: What may stand between "and" and the figure that is the subject of its clause.
_BEFORE_SUBJECT = set_of(
    "the its their his some about around nearly almost over at least more than as many up to"
    " около почти более примерно свыше близько майже понад більше"
)
#: Behind a figure these begin a relative clause without "that": "12,000 soldiers it had trained".
_OTHERS = set_of("it he she they we you i which who whom that the a an its their his her")
_NEAR = 5  # words behind a figure in which its auxiliary stands


@dataclass(frozen=True)
class JoinedClauses:
    """Reads what stands before a word that joins a clause with a figure to another one."""

    words: DenialWords

    @property
    def _reader(self) -> ClauseReader:
        return ClauseReader(self.words)

    def as_subject(
        self, left: Sequence[str], walked: Sequence[str], behind: Sequence[str]
    ) -> str | None:
        """What a figure is that stands at the word that joins: SAYS: surely the subject of an own clause
        ("was not built and 12,000 soldiers were"), OPEN: perhaps ("and 12,000 soldiers crossed"); None: none.
        """
        reader = self._reader
        if not _BEFORE_SUBJECT.issuperset(walked):
            return None
        found = None if reader.has_verb(left) else OPEN
        for at, word in enumerate(behind[:_NEAR]):
            if word in self.words.auxiliaries and reader.has_verb(left):
                return SAYS
            if word in _OTHERS or word in self.words.joints | self.words.asked:
                return None
            if reader.is_finite(word) and at:
                return found or (OPEN if self.words.auxiliaries else SAYS)
        return None

    def is_verbal(self, walked: Sequence[str]) -> bool:
        """Whether a clause begins with its verb: it has the subject of the clause before it."""
        reader = self._reader
        for at, word in enumerate(walked):
            if word in self.words.auxiliaries or reader.is_finite(word):
                return True
            if (
                word.endswith("ed")
                and walked[at + 1 : at + 2]
                and walked[at + 1] in self.words.joints
            ):
                return True  # "armed and sent"
            if not (word in _BETWEEN or word in self.words.adverbs or word.endswith("ly")):
                return False
        return False

    def listed(self, before: Sequence[str], walked: Sequence[str]) -> Stance | None:
        """What the clause before a comma does with verbs behind it, by what negates it; None: nothing.

        "Nobody trained, equipped and sent", "has never trained, paid or sent"; not "having never agreed, sent".
        """
        left = self.own_clause(before)
        joint = next((word for word in walked if word in self.words.joints), "")
        if not joint or not self.is_verbal(walked) or not self.ends_in_verb(left):
            return None
        found = self.carried(left, joint, is_hung=False)
        return found if found is not None and found.kind != SAYS else None

    def ends_in_verb(self, left: Sequence[str]) -> bool:
        """Whether a clause wants its object, which is that of the next one: "trained and sent 12,000"."""
        return bool(left) and self._reader.is_finite(left[-1])

    def own_clause(self, before: Sequence[str]) -> list[str]:
        """The words of the last clause before a place, from where it begins."""
        begin = {*self.words.that, *self.words.linked, *self.words.asked}
        start = max((at + 1 for at, word in enumerate(before) if word in begin), default=0)
        return [word for word in before[start:] if word != ","]

    def carried(self, left: Sequence[str], joint: str, *, is_hung: bool) -> Stance | None:
        """What the negation of a clause does with one joined to it, which has no subject; None: nothing.

        ``is_hung``: the first clause hangs on another, whose subject the second may have.
        """
        subject = self._no_subject(left)
        if subject is not None:
            at, word = subject
            is_hung = is_hung or self._reader.has_verb(left[:at])
            return Stance(OPEN if is_hung and joint not in _OR else DENIES, word)
        for at in range(len(left) - 1, -1, -1):
            word = left[at]
            if not self._reader.negates(word):
                continue
            helper = word if word.endswith("n't") else left[at - 1] if at else ""
            if joint in _OR:
                found = self._reader.local([*left, joint])
                return found if found is None or found.kind != SAYS else None
            if helper in _HAVE or (word == "never" and helper not in _SUPPORTS):
                return Stance(OPEN, word)
            return None
        return None

    def _no_subject(self, left: Sequence[str]) -> tuple[int, str] | None:
        """Where "nobody", "no country", "neither" is the subject of a clause, and the word."""
        words, reader = self.words, self._reader
        for at, word in enumerate(left):
            if word not in words.nones | words.nobodies | _NONE_BEFORE:
                continue
            before = [one for one in left[:at] if reader.has_verb([one])]
            is_object = bool(before) and not begins(before[-1], words.sayings)
            behind = left[at + 1 :]
            seeming = behind and (behind[0] in words.seeming or begins(behind[0], words.doubts))
            led = at > 0 and left[at - 1] in ("with", "by", "in", "of", "at", "for", "to")
            if not is_object and not seeming and not led and reader.has_verb(behind):
                return at, word
        return None

    def governed(self, before: Sequence[str]) -> Stance:
        """What governs the clause of an "and that" at the end of some words: all that may, or it is open."""
        reader = self._reader
        thats = [at for at, word in enumerate(before) if word in self.words.that]
        found = {reader.governed(before[:at]).kind: reader.governed(before[:at]) for at in thats}
        if not found:
            return reader.governed(before)
        one = next(iter(found.values()))
        return one if len(found) == 1 else Stance(OPEN, one.word or before[thats[-1]])
