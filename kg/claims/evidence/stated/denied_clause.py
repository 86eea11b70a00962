"""A clause that ends at a figure, and the words that govern it: do they deny it or leave it open?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.claims.evidence.stated.denial_words import DenialWords

#: What a text does with what a clause says; BOTH: one says it and another denies it.
SAYS, DENIES, OPEN, BOTH = "says", "denies", "leaves open", "says and denies"


class Stance(NamedTuple):
    """What a text does with what a clause says, and the word by which it does."""

    kind: str
    word: str = ""


IT_SAYS = Stance(SAYS)
#: Between "not" and "confirm", "no one" and "denies".
_LIGHT = frozenset(("the", "to", "or", "any", "a", "one", "и", "или", "ни", "і", "й", "або", "ні"))
_FAR = 9  # words before a "that" in which the word that governs it stands
#: Before "no losses", which is then no subject: "with no losses it moved 12,000".
_BEFORE_NONE = frozenset(("with", "by", "in", "of", "at", "for", "had", "has", "have"))
#: Who does this says it; "claims" and "reports" may be what is denied.
_SAYS_IT = frozenset(
    ("said", "says", "say", "told", "confirmed", "confirms", "announced", "shows", "found", "estimates")
)  # fmt: skip
_UNSURE = (
    *("unclear", "unconfirmed", "unproven", "unlikely", "uncertain", "unknown", "unverified"),
    *("impossib", "implausib", "inconceiv", "невозможн", "невероятн", "неможлив", "неймовірн"),
    *("неизвестн", "неясн", "невідом"),
)
_DOUBTS = ("doubt", "сомнев", "сомнит", "сумнів")
_FEW = frozenset(("few", "little", "scant"))
#: What was not done: "instead of sending", "decided against sending".
_NOT_DONE = (
    ("instead", "of"),
    ("rather", "than"),
    ("decided", "against"),
    ("stopped", "short"),
    ("far", "from"),
    ("stops", "short"),
    ("stop", "short"),
)
#: Behind a verb of lying: where what is not so begins.
_LIED_OF = frozenset(("about", "of", "over", "on"))
_LIED_WHEN = frozenset(("when", "in", "by", "as", "to", "that", ",", "когда", "коли", "что", "що"))
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "those", "these", "his", "her"))
_MAKES = frozenset(("made", "make", "makes", "making"))
#: "Never stopped sending": what is not ended goes on.
_ENDS = ("stop", "ceas", "halt", "quit", "прекра", "прекращ", "переста", "припин")
_MAY = frozenset(("may", "might"))
_HARDLY = frozenset(("hardly", "scarcely"))
_BE = frozenset(("is", "was", "were"))
_OF_WHOM = frozenset(("in", "from", "at"))
#: "There is no alliance between the two".
_JOINING = frozenset(("between", "with", "like", "called"))
_CANNOT = (("нельзя",), ("неможливо",))


def begins(word: str, stems: Iterable[str]) -> bool:
    """Whether a word begins with one of some stems."""
    return word.startswith(tuple(stems))


@dataclass(frozen=True)
class ClauseReader:
    """Reads what stands before a figure, as words in small letters."""

    words: DenialWords

    # -- words -------------------------------------------------------------------------------------

    def negates(self, word: str) -> bool:
        """Whether a word negates the verb behind it."""
        return word in self.words.negations or word.endswith("n't")

    def is_finite(self, word: str) -> bool:
        """Whether a word may be a finite verb that is no auxiliary."""
        return self.words.finite.fullmatch(word) is not None and word not in self.words.not_finite

    def has_verb(self, clause: Iterable[str]) -> bool:
        """Whether any word may be a finite verb or is an auxiliary."""
        return any(word in self.words.auxiliaries or self.is_finite(word) for word in clause)

    def is_denial(self, clause: Sequence[str], at: int) -> bool:
        """Whether a verb or noun of denial stands at a place, or "rule out"."""
        word = clause[at]
        if begins(word, self.words.denials):
            return self.words.access.isdisjoint(clause[at + 1 : at + 3])
        if not begins(word, self.words.excluded):
            return False
        return not word.startswith("rul") or list(clause[at + 1 : at + 2]) == ["out"]

    def is_negated(self, clause: Sequence[str], at: int) -> bool:
        """Whether the word at a place is negated, with auxiliaries and adverbs between at most."""
        words = self.words
        for word in reversed(clause[max(0, at - 5) : at]):
            if self.negates(word) or word in words.nones | words.nobodies or word in _FEW:
                return True
            if begins(word, words.refusals):
                return True
            light = word in _LIGHT or self._is_light(word) or begins(word, words.sayings)
            if not light:
                return False
        return False

    def verb(self, clause: Sequence[str], at: int) -> str:
        """The first word from a place on that is no adverb or auxiliary; the last one where all are."""
        for word in clause[at:]:
            if not self._is_light(word) and not self.negates(word):
                return word
        return clause[-1] if at < len(clause) else ""

    def _is_light(self, word: str) -> bool:
        return word in self.words.adverbs or word in self.words.auxiliaries or word.endswith("ly")

    # -- the clause of the figure ------------------------------------------------------------------

    def local(self, clause: Sequence[str], *, relative: bool = False) -> Stance | None:
        """What a clause does with the figure at its end by what negates or denies in it; None: nothing.

        ``relative``: it may begin with a relative clause that ends before the figure.
        """
        words = self.words
        for at in range(len(clause) - 1, -1, -1):
            word, behind = clause[at], clause[at + 1 :]
            found: Stance | None = None
            if word in words.nones | words.nobodies:
                found = self._nobody(clause, at)
            elif self._parted(clause, at, relative=relative):
                continue
            elif self.is_denial(clause, at):
                found = self._denied(clause, at)
            elif begins(word, (*words.lies, *words.wrongly, *_DOUBTS, *words.falsehoods)):
                found = self._lied(clause, at) or self._doubted(clause, at)
            elif begins(word, words.refusals) and ("to" in behind[:1] or not words.auxiliaries):
                found = self._refused(clause, at)
            elif self._not_done(clause, at):
                found = Stance(DENIES, word)
            elif self.negates(word) and self._has_scope(behind):
                found = self._negated(clause, at, at)
            if found is not None:
                return found
        return None

    def _refused(self, clause: Sequence[str], at: int) -> Stance:
        """ "Refused to send", "declined to confirm"; "did not fail to send" says it."""
        if self.is_negated(clause, at):
            return IT_SAYS
        return self._negated(clause, at, at + (clause[at + 1 : at + 2] == ["to"]))

    def _has_scope(self, behind: Sequence[str]) -> bool:
        """Whether a negation is neither part of a hedge or idiom, nor at the figure itself."""
        if not behind:
            return not self.words.auxiliaries
        return behind[0] not in self.words.seeming

    def _not_done(self, clause: Sequence[str], at: int) -> bool:
        """ "Without sending", "instead of sending": no verb stands between it and the figure."""
        behind = clause[at + 1 :]
        if clause[at] == "without":
            return bool(behind) and behind[0].endswith("ing")
        if clause[at] == "far" and not (len(behind) > 1 and behind[1].endswith("ing")):
            return False
        return tuple(clause[at : at + 2]) in _NOT_DONE and not self.has_verb(
            behind[3:] if behind[1:2] == ["having"] else behind[1:]
        )

    def _doubted(self, clause: Sequence[str], at: int) -> Stance | None:
        """ "Doubted the 12,000", "a false 12,000"; None where a doubt is denied, or stands apart."""
        words, word = self.words, clause[at]
        if begins(word, _DOUBTS):
            return None if self.is_negated(clause, at) else Stance(OPEN, word)
        if not begins(word, words.falsehoods):
            return None
        is_near = _ARTICLES.issuperset(clause[at + 1 :])
        return Stance(DENIES, word) if is_near and word != "lie" else None

    def _lied(self, clause: Sequence[str], at: int) -> Stance | None:
        """ "Lied when it said", "was wrong to say", "falsely said"; "lied when it denied" says it.

        None where the word at a place is of another matter: "wrong to send", "lied about its losses and".
        """
        words, word, behind = self.words, clause[at], clause[at + 1 :]
        if not begins(word, (*words.lies, *words.wrongly)):
            return None
        if behind[:1] == [","] and "," in behind[1:]:  # an aside: "lied, Moscow said, when"
            behind = behind[behind.index(",", 1) + 1 :]
        spoken = [w for w in behind if begins(w, (*words.sayings, *words.denials))]
        if begins(word, words.wrongly):
            near = clause[max(0, at - 2) : at + 3]
            fits = any(begins(w, words.sayings) for w in near)
        elif not behind:
            fits = word not in ("wrong", "mistaken")
        else:
            at_once = behind[0] != "to" or begins(
                behind[1:2][0] if behind[1:] else "", words.sayings
            )
            fits = behind[0] in _LIED_WHEN and bool(spoken) and at_once and "," not in behind[1:]
            fits = fits or (behind[0] in _LIED_OF and not self.has_verb(behind))
        if not fits:
            return None
        if self.is_negated(clause, at) or any(begins(w, words.denials) for w in spoken):
            return IT_SAYS
        return Stance(DENIES, word)

    def _denied(self, clause: Sequence[str], at: int) -> Stance:
        """What a verb of denial does: one that is negated says what it does not deny."""
        words, word = self.words, clause[at]
        if not self.is_negated(clause, at):
            return Stance(DENIES, word)
        # "Neither confirmed nor denied", "did not rule out".
        unsaid = any(begins(w, words.sayings) for w in clause[max(0, at - 3) : at])
        return Stance(OPEN, word) if unsaid or begins(word, words.excluded) else IT_SAYS

    def _negated(self, clause: Sequence[str], at: int, last: int) -> Stance:
        """What a negation, whose words end at ``last``, does with the figure behind its verb."""
        words, verb = self.words, self.verb(clause, last + 1)
        if begins(verb, (*words.denials, *words.doubts, *_ENDS)) or begins(verb, words.refusals):
            return IT_SAYS
        before = clause[max(0, at - 1) : at]
        if not _MAY.isdisjoint(before) or clause[at] in _HARDLY:
            return Stance(OPEN, clause[at])
        can = any(word[:3] in ("мог", "мож", "міг", "can", "but") for word in before)
        twice = can and any(self.negates(word) for word in clause[max(0, at - 2) : at - 1])
        if twice or tuple(before) in _CANNOT:
            return IT_SAYS
        is_open = begins(verb, (*words.sayings, *words.excluded, *words.grounds))
        return Stance(OPEN if is_open else DENIES, clause[at])

    def _nobody(self, clause: Sequence[str], at: int) -> Stance | None:
        """ "No country sent", "nobody sent", "no army of", "no evidence of", "none of the"."""
        words, word, behind = self.words, clause[at], clause[at + 1 :]
        before = clause[at - 1] if at else ""
        if self._is_noun(behind):
            verbal = before in words.auxiliaries or self.is_finite(before) or before.endswith("s")
            if verbal and (not behind or not begins(behind[0], (*words.doubts, *words.grounds))):
                return Stance(DENIES, word)  # "contains no binding clause"
        if not behind:
            return None
        if behind[0] == "such" and ("as" in behind or "of" in behind):
            return (
                None
                if before in _BEFORE_NONE - {"had", "has", "have"}
                else Stance(DENIES, "no such")
            )
        if behind[0] in words.seeming or begins(behind[0], words.doubts):
            return None
        if begins(behind[0], words.grounds):
            return Stance(OPEN, word)
        if word in words.nobodies and behind[0] == "of" and not any(map(self.is_finite, behind)):
            return Stance(OPEN, word)
        if behind[0] == "longer":
            return self._negated(clause, at, at + 1)
        if self._is_none_at_all(clause, at):
            return Stance(DENIES, word)
        return self._none_acts(clause, at)

    def _none_acts(self, clause: Sequence[str], at: int) -> Stance | None:
        """ "No country sent"; "gave no order to send" leaves it open."""
        word, behind, nobodies = clause[at], clause[at + 1 :], self.words.nobodies
        before = clause[at - 1] if at else ""
        if self.has_verb(behind[: 3 if word in nobodies and behind[0] != "of" else 5]):
            return Stance(DENIES, word) if before not in _BEFORE_NONE else None
        is_order = word in self.words.nones and "to" in behind[1:4] and not self.has_verb(behind)
        return Stance(OPEN, word) if is_order else None

    def _parted(self, clause: Sequence[str], at: int, *, relative: bool) -> bool:
        """Whether the word at a place is in a relative clause that ends before the figure.

        "The ministry that denied it sent", "a report that was not published says".
        """
        words, word = self.words, clause[at]
        negates = self.negates(word)
        if not words.auxiliaries:
            return False  # commas part the clauses of Russian and Ukrainian
        if word in ("neither", "nor") or (at == 0 and self._is_inverted(clause)):
            return False
        relative = relative and all(self._is_verbal(before) for before in clause[:at])
        supported = word.endswith("n't") or (at > 0 and clause[at - 1] in words.auxiliaries)
        if not relative and (supported or not negates):
            return False
        verb = at
        if negates:
            verb = next(
                (i for i in range(at + 1, len(clause)) if clause[i] not in words.adverbs),
                len(clause),
            )
        behind = [w for w in clause[verb + 1 :] if not w.endswith("ed")]
        if not self.has_verb(behind):
            return False
        return relative or not begins(clause[verb], words.sayings)

    def _is_inverted(self, clause: Sequence[str]) -> bool:
        """ "Not once did it send", "never has it sent"."""
        return self.negates(clause[0]) and any(w in self.words.auxiliaries for w in clause[1:3])

    def _is_verbal(self, word: str) -> bool:
        """Whether a word is an auxiliary, an adverb, a negation or a verb, and no subject."""
        return self._is_light(word) or self.negates(word) or self.is_finite(word)

    # -- what governs the clause -------------------------------------------------------------------

    def governed(self, outer: Sequence[str]) -> Stance:
        """What the word that governs a clause ("denied that …") does with it; ``outer`` is before "that"."""
        near = list(outer[-_FAR:])
        while near and near[-1] == ",":
            near.pop()
        if self._is_cleft(near):
            return Stance(DENIES, "not")
        for at, word in enumerate(near):
            lies = (*self.words.lies, *self.words.wrongly)
            if begins(word, lies) and (found := self._lied(near, at)) is not None:
                return found
        for at in range(len(near) - 1, -1, -1):
            if near[at] in self.words.linked or near[at] in self.words.that:
                if at < len(near) - 1:
                    return IT_SAYS
            elif (found := self._governs(near, at)) is not None:
                return found
        return IT_SAYS

    def _says_it(self, near: Sequence[str], at: int) -> bool:
        """Whether somebody says it by the word at a place: not in "wrong to say that"."""
        if self.words.auxiliaries:
            return near[at] in _SAYS_IT and near[max(0, at - 1)] != "to"
        return self.is_finite(near[at])

    def _governs(self, near: Sequence[str], at: int) -> Stance | None:
        """What the word at a place does with the clause that it governs; None where it governs none."""
        words, word, negated = self.words, near[at], self.is_negated(near, at)
        found: Stance | None = None
        if begins(word, words.doubts) and negated:
            found = IT_SAYS
        elif begins(word, _DOUBTS):
            found = Stance(OPEN, word)
        elif self.is_denial(near, at):
            found = self._denied(near, at)
        elif begins(word, words.falsehoods) or (word in _MAKES and "up" in near[at + 1 : at + 2]):
            found = IT_SAYS if negated else Stance(DENIES, word)
        elif begins(word, words.truths) and negated:
            found = Stance(DENIES, f"not {word}" if words.auxiliaries else f"не {word}")
        elif word.startswith(_UNSURE) or self._takes_back(near, at):
            found = Stance(OPEN, word)
        elif begins(word, (*words.sayings, *words.grounds)):
            is_verb = self._says_it(near, at)
            if negated:
                found = Stance(OPEN, word)
            elif is_verb:
                found = IT_SAYS
        return found

    def _is_cleft(self, near: Sequence[str]) -> bool:
        """ "It was not North Korea that": not "it is not clear that", "it was not until May that"."""
        if len(near) < 4 or near[0] != "it" or near[1] not in _BE or near[2] != "not":
            return False
        words = self.words
        if near[3] in words.seeming | words.linked:
            return False
        others = (*words.sayings, *words.grounds, *words.truths, *words.doubts, *words.denials, *words.falsehoods, *words.lies)  # fmt: skip
        return not any(begins(word, others) for word in near[3:])

    def _takes_back(self, near: Sequence[str], at: int) -> bool:
        """Whether a claim or report is withdrawn by the word at a place."""
        said = (*self.words.sayings, *self.words.grounds)
        return begins(near[at], self.words.taken_back) and any(
            begins(w, said) for w in near[at + 1 :]
        )

    def _is_noun(self, words: Sequence[str]) -> bool:
        """Whether one or two words, or none, may stand between "no" and its noun: no verb, no hedge."""
        if len(words) > 2 or self.has_verb(words):
            return False
        return self.words.joints.isdisjoint(words) and self.words.seeming.isdisjoint(words)

    def _is_none_at_all(self, clause: Sequence[str], at: int) -> bool:
        """ "No army of", "there is no alliance between", "at no point did it send", "nobody in the army"."""
        word, behind = clause[at], clause[at + 1 :]
        if word in self.words.nones and self._there_is_none(clause, at):
            return True
        if behind[1:2] and behind[1] in self.words.auxiliaries:
            return True
        return word == "nobody" and at == 0 and behind[0] in _OF_WHOM

    def _there_is_none(self, clause: Sequence[str], at: int) -> bool:
        """ "No army of", "there is no alliance between"."""
        behind = clause[at + 1 :]
        if "there" in clause[max(0, at - 3) : at] and not _JOINING.isdisjoint(behind):
            return not self.has_verb(behind)
        return "of" in behind[-3:] and len(behind) <= 4
