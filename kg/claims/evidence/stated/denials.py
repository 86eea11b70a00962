"""Is what the clause of a figure says asserted, denied, or left open, by its verb or what governs it?

"They did not send 12,000", "denied that 12,000 had been sent" deny; "did not confirm that", "no evidence
that" leave open; "not only", "no doubt that", "did not deny that", and what is negated in another clause
do neither. Clauses are told by marks, conjunctions and forms of verbs: what stands in the clause of a
figure and may negate it is taken to do so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.evidence.stated.denial_words import WORDS, has_cue
from kg.claims.evidence.stated.denials_korean import korean_stance
from kg.claims.evidence.stated.denied_clause import (
    BOTH,
    DENIES,
    IT_SAYS,
    OPEN,
    SAYS,
    ClauseReader,
    Stance,
    begins,
)
from kg.claims.evidence.stated.joined_clauses import JoinedClauses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.claims.evidence.stated.denial_words import DenialWords

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*|[0-9]+(?:[.,'’][0-9]+)*|[^\s“”\"«»„‘’']")
_DASHES = frozenset("—–-")
_HARD = _DASHES | frozenset(";:()[]…!?")
#: How "called reports of it false" begins.
_CALLED = ("call", "brand", "label", "describ", "назва", "назив", "назыв")
_INVERTING = frozenset(("until", "before", "till", "since"))
#: How what was said is named again: ", a claim Moscow denies".
_AGAIN = frozenset(("a", "something", "claims", "allegations"))
#: Behind "as", "so", "как": a hedge or an adverb, and no clause.
_IN_HEDGES = frozenset(
    ("many", "few", "much", "little", "far", "минимум", "максимум", "мінімум", "максимум", "of")
)
_BEFORE_AS = frozenset(
    ("many", "few", "much", "little", "менш", "менше", "більш", "більше", "раніше", "пізніше")
)
_THERE_IS_NONE = (["нет"], ["немає"], ["нема"])
_AMONG = frozenset(("среди", "из", "у", "для", "от", "серед", "з", "із", "від"))
_IS_THERE: tuple[list[str], ...] = ([], ["."], ["было"], ["було"])
_AS = (["как"], ["як"])
_SUCH = ("так", "таких", "такого")
_HEDGING = frozenset(("as", "so", "как", "як"))
_BY_WHICH = frozenset(("to", "согласно", "по", "згідно", "за"))  # "claims according to which"
_SURELY_ASKED = frozenset(("whether", "ли"))


def stance_in(sentence: str, start: int, end: int, code: str) -> Stance:
    """What a sentence does with a figure at a place of it; ``code`` is a language that the reader knows."""
    return _stance(sentence, start, end, code)


def _stance(sentence: str, start: int, end: int, code: str, *, subject: bool = False) -> Stance:
    if not has_cue(sentence, code):
        return IT_SAYS
    if code == "ko":
        return IT_SAYS if subject else korean_stance(sentence, end)
    words, inside = [], []
    for index, match in enumerate(_TOKEN.finditer(sentence)):
        words.append(match[0].lower().replace("’", "'").replace("ʼ", "'"))
        if match.start() < end and start < match.end():
            inside.append(index)
    if not inside:
        return IT_SAYS
    reader = _SentenceReader(WORDS[code])
    left, right = reader.around(words, inside[0], inside[-1] + 1)
    return reader.stance(left, right, subject=subject)


def stance_of_subject(sentence: str, start: int, end: int, code: str) -> Stance:
    """What stands before a subject at a place of a sentence does with all that is said of it."""
    return _stance(sentence, start, end, code, subject=True)


@dataclass(frozen=True)
class _SentenceReader:
    """Reads a sentence around a figure, from its own clause outwards."""

    words: DenialWords

    @property
    def clauses(self) -> ClauseReader:
        return ClauseReader(self.words)

    @property
    def joined(self) -> JoinedClauses:
        return JoinedClauses(self.words)

    def around(self, words: list[str], first: int, after: int) -> tuple[list[str], list[str]]:
        """The words before and behind a figure, up to the marks that end its sentence or part of it."""
        begin = max((i + 1 for i in range(first) if words[i] in _HARD), default=0)
        stop = next((i for i in range(after, len(words)) if words[i] in _HARD), len(words))
        left, right = words[begin:first], words[after:stop]
        if begin and words[begin - 1] == ")":  # what stands in brackets is no part of the clause
            opened = next((i for i in range(begin - 1, -1, -1) if words[i] == "("), 0)
            before = max((i + 1 for i in range(opened) if words[i] in _HARD), default=0)
            left = [*words[before:opened], *left]
        if stop + 1 < len(words) and words[stop] in _DASHES:  # "12 тысяч — неправда"
            right += [
                word for word in words[stop + 1 : stop + 2] if begins(word, self.words.falsehoods)
            ]
        return left, right

    def stance(self, left: list[str], right: list[str], *, subject: bool = False) -> Stance:
        """What the words around a figure do with it; of a ``subject`` only those before it."""
        chunks = self._merged(_chunks(left))
        own, *later = self._merged_behind(_chunks(right))
        found = None if subject else self._behind(chunks[-1], own)
        found = found or self._before(chunks, own)
        if subject:
            return found
        if found.kind == SAYS and any(self._denied_later(chunk) for chunk in later):
            return Stance(BOTH)
        if any([w for w in chunk if w != "."] in _THERE_IS_NONE for chunk in later):
            return Stance(OPEN, later[-1][0])  # "доказательств, что …, нет"
        return found

    # -- chunks between commas ---------------------------------------------------------------------

    def _merged(self, chunks: list[list[str]]) -> list[list[str]]:
        """Without relative clauses and asides between two commas, whose neighbours are one."""
        found, index = list(chunks), len(chunks) - 2
        while index > 0:
            chunk, before = found[index], found[index - 1]
            governs = any(begins(word, self.words.sayings) for word in before[-2:])
            relative = any(word in self.words.asked for word in chunk[:2]) and not governs
            if relative or self._is_open(before):
                found[index - 1 : index + 2] = [before + found[index + 1]]
                index -= 1
            index -= 1
        return found

    def _merged_behind(self, chunks: list[list[str]]) -> list[list[str]]:
        """ "12,000, the ministry said, were not sent": what follows an aside between two commas."""
        reader = self.clauses
        if len(chunks) > 2 and chunks[2]:
            word = chunks[2][0]
            if reader.negates(word) or reader.has_verb([word]):
                return [chunks[0] + chunks[2], chunks[1], *chunks[3:]]
        return chunks

    def _is_open(self, chunk: Sequence[str]) -> bool:
        """Whether a chunk cannot end there: "they did not, …", "denied that, …"."""
        last = chunk[-1] if chunk else ""
        return self.clauses.negates(last) or last in self.words.that | self.words.auxiliaries

    # -- behind the figure -------------------------------------------------------------------------

    def _behind(self, before: Sequence[str], chunk: list[str]) -> Stance | None:
        """What the words behind a figure in its clause do with it; None where they do nothing."""
        words, reader = self.words, self.clauses
        acts = any(map(reader.is_finite, before))
        called = any(word.startswith(_CALLED) for word in before)
        clause = self._clause(chunk)
        for at, word in enumerate(clause):
            helped = any(w in words.auxiliaries for w in clause[:at])
            if reader.negates(word):
                if before[-1:] and before[-1] in _AMONG and clause[at + 1 : at + 2] in _IS_THERE:
                    continue  # "среди 12 тысяч солдат потерь нет"
                found = self._negated_behind(clause, at, acts=acts)
                if found is not None:
                    return found
            elif begins(word, words.falsehoods) and (called or helped or not words.auxiliaries):
                return Stance(DENIES, word)
            elif reader.is_denial(clause, at):
                passive = any(w in words.auxiliaries for w in clause[max(0, at - 3) : at])
                if passive or not (acts or words.auxiliaries):
                    return Stance(DENIES, word)
        return None

    def _clause(self, chunk: list[str]) -> list[str]:
        """The beginning of a chunk that is of the figure's clause."""
        words, reader = self.words, self.clauses
        for at, word in enumerate(chunk):
            if word == "as" and chunk[at + 1 : at + 2] and begins(chunk[at + 1], words.falsehoods):
                continue  # "described reports of it as false"
            if word in words.linked or word in words.asked or (word in words.that and at < 3):
                return chunk[:at]
            behind = chunk[at + 1 : at + 4]
            if word in words.joints and (
                any(map(reader.is_finite, behind)) or any(map(reader.negates, behind))
            ):
                return chunk[:at]
        return chunk

    def _negated_behind(self, clause: Sequence[str], at: int, *, acts: bool) -> Stance | None:
        """What a negation behind a figure does with it: "12,000 were not sent"."""
        words, reader, word = self.words, self.clauses, clause[at]
        helped = word.endswith("n't") or (at > 0 and clause[at - 1] in words.auxiliaries)
        verb = reader.verb(clause, at + 1)
        if begins(verb, words.truths):
            return Stance(DENIES, word)  # "не соответствует действительности"
        if (acts and not helped) or verb in words.seeming or not verb:
            return None
        if begins(verb, words.denials):
            return IT_SAYS
        return Stance(OPEN if begins(verb, words.sayings) else DENIES, word)

    def _denied_later(self, chunk: Sequence[str]) -> bool:
        """ ", which Moscow denies", ", a claim Moscow rejects"."""
        words = self.words
        if not chunk or chunk[0] not in words.asked | words.that | _AGAIN:
            return False
        at = next((i for i, word in enumerate(chunk) if begins(word, words.denials)), None)
        return at is not None and not any(map(self.clauses.negates, chunk[:at]))

    # -- before the figure -------------------------------------------------------------------------

    def _before(self, chunks: list[list[str]], behind: Sequence[str]) -> Stance:
        """What the words before a figure do with it, chunk by chunk from its own on."""
        reader, walked = self.clauses, list[str]()
        is_subject = reader.has_verb(behind)
        asks = False
        for number in range(len(chunks) - 1, -1, -1):
            chunk, earlier = chunks[number], chunks[number - 1] if number else []
            if chunk[-1:] in _AS and any(word.startswith(_SUCH) for word in earlier):
                continue  # "не существует такой группы, как"
            if number < len(chunks) - 1 and chunk and chunk[0] in self.words.linked:
                break  # "Although it did not comment, …"
            outer = [word for one in chunks[:number] for word in (*one, ",")]
            found, asks = self._walk(chunk, walked, outer, behind, asks=asks)
            found = found or reader.local(walked)
            if found is not None:
                return found
            if self.words.auxiliaries and (listed := self.joined.listed(outer, walked)):
                return listed
            if reader.has_verb(walked) or (is_subject and not self._hangs(earlier)):
                break
        return Stance(OPEN, "whether") if asks else IT_SAYS

    def _walk(
        self,
        chunk: Sequence[str],
        walked: list[str],
        outer: Sequence[str],
        behind: Sequence[str],
        *,
        asks: bool,
    ) -> tuple[Stance | None, bool]:
        """Go back through a chunk to where the clause begins; what is found there, and whether it is asked.

        The words of the clause are added before those that were ``walked``; ``outer`` stands before the
        chunk, and ``behind`` are the words behind the figure.
        """
        words, reader, is_joined = self.words, self.clauses, False
        rest = list(chunk)
        while rest:
            word = rest.pop()
            if word == "yet" and walked[:1] == ["to"] and rest and rest[-1] in words.auxiliaries:
                return Stance(DENIES, "yet to"), asks
            if word in words.asked and rest and rest[-1] in _BY_WHICH:
                rest.pop()
                return reader.local(walked) or reader.governed([*outer, *rest]), asks
            if word in words.that:
                found = self._at_that([*outer, *rest], walked, asks=asks, is_joined=is_joined)
                return found, asks
            if word in words.whether and self._is_question(word, [*outer, *rest]):
                asks = True
                continue
            if self._begins_clause(word, rest, walked):
                return self._linked(word, rest, walked, asks=asks), asks
            if word in words.joints and not is_joined:
                judged, is_joined = self._joined(word, rest, walked, behind)
                if judged is not None:
                    return judged, asks
            if is_joined:  # what negates the first clause does not negate the second
                walked.clear()
                continue
            walked.insert(0, word)
        return None, asks

    def _at_that(
        self, before: Sequence[str], walked: Sequence[str], *, asks: bool, is_joined: bool
    ) -> Stance:
        """What is done with a clause that begins with "that", behind some words.

        ``is_joined``: the figure is in a clause joined to it, which may hang on it or stand apart:
        "denied that it paid and sent". "And that" is governed by what governs the first one.
        """
        words, reader = self.words, self.clauses
        own = reader.local(walked, relative=True)
        if own is not None or asks:
            return own or Stance(OPEN, "whether")
        last = [word for word in before[-2:] if word != ","][-1:]
        joins = bool(last) and last[0] in words.joints | words.linked
        found = self.joined.governed(before) if joins else reader.governed(before)
        if is_joined and words.auxiliaries and found.kind == DENIES:
            return Stance(OPEN, found.word)
        return found

    def _joined(
        self, word: str, rest: Sequence[str], walked: Sequence[str], behind: Sequence[str]
    ) -> tuple[Stance | None, bool]:
        """What is found at an "and" or "or" before a clause, and whether another one ends there."""
        words, reader, joined = self.words, self.clauses, self.joined
        left = joined.own_clause(rest)
        is_hung = any(one in words.that | words.whether for one in rest)
        if not reader.has_verb(walked):
            kind = joined.as_subject(left, walked, behind)
            if kind == OPEN:
                both = reader.local([*left, word, *walked])
                return (Stance(OPEN, both.word) if both and both.kind == DENIES else None), False
            if kind is None:
                return None, False
            return (None if is_hung else IT_SAYS), True
        found = reader.local(walked)
        if found is None and words.auxiliaries and joined.is_verbal(walked):
            if not is_hung and (joined.is_verbal(left) or not reader.has_verb(left)):
                return None, False  # the subject of both stands before a comma
            found = joined.carried(left, word, is_hung=is_hung)
        return found or (None if is_hung else IT_SAYS), is_hung

    def _begins_clause(self, word: str, rest: Sequence[str], walked: Sequence[str]) -> bool:
        """Whether a clause begins at a word: not at "as many as", "so far", "not yet"."""
        if word not in self.words.linked | self.words.asked:
            return False
        if (word in _HEDGING and walked and walked[0] in _IN_HEDGES) or (
            rest and rest[-1] in _BEFORE_AS and word in _HEDGING
        ):
            return False
        if word == "as" and "such" in rest[-4:]:
            return False  # "no such force as 12,000"
        if word == "what" and not any(begins(one, self.words.sayings) for one in rest[-3:]):
            return False  # "did not send what amounts to 12,000"
        after_negation = bool(rest) and self.clauses.negates(rest[-1])
        return not after_negation or self._is_inverting(word, walked)

    def _is_inverting(self, word: str, walked: Sequence[str]) -> bool:
        """ "Not until October did it send", "never before had it sent"."""
        return word in _INVERTING and any(w in self.words.auxiliaries for w in walked)

    def _linked(
        self, word: str, rest: Sequence[str], walked: Sequence[str], *, asks: bool
    ) -> Stance:
        """What a clause does that begins with a conjunction, or with the word of a question."""
        reader = self.clauses
        if rest and reader.negates(rest[-1]) and self._is_inverting(word, walked):
            return IT_SAYS
        if (
            rest
            and begins(rest[-1], self.words.lies)
            and any(begins(one, self.words.sayings) for one in walked)
        ):
            return IT_SAYS if reader.is_negated(rest, len(rest) - 1) else Stance(DENIES, rest[-1])
        found = reader.local(walked, relative=word in self.words.asked)
        return found or (Stance(OPEN, word) if asks else IT_SAYS)

    def _hangs(self, chunk: Sequence[str]) -> bool:
        """ "Denied that in October, …": a clause that is only begun."""
        that = [at for at, word in enumerate(chunk) if word in self.words.that]
        return bool(that) and not self.clauses.has_verb(chunk[that[-1] + 1 :])

    def _is_question(self, word: str, before: Sequence[str]) -> bool:
        """Whether "if" asks: it hangs on something that is said or known, and is else a condition."""
        if word in _SURELY_ASKED:
            return True
        near = [one for one in before if one != ","][-4:]
        return any(begins(one, (*self.words.sayings, "un", "не")) for one in near)


def _chunks(words: Sequence[str]) -> list[list[str]]:
    """The words between commas; at least one list."""
    found: list[list[str]] = [[]]
    for word in words:
        if word == ",":
            found.append([])
        else:
            found[-1].append(word)
    return found
