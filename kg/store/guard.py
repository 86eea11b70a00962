"""Refuse a query that would reach the network, before the engine sees it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

# What can hide a keyword (https://www.w3.org/TR/sparql11-query/#grammar), exactly as the engine
# reads it: a string with an escape that is none is no string, and "\#" in a prefixed name begins
# no comment. Surrogates and code points above U+10FFFF are no escapes.
_ESCAPE = (
    r"""\\(?:[tbnrf"'\\]|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}"""
    r"|U(?:000(?:0(?![Dd][89A-Fa-f])|[1-9A-Fa-f])|0010)[0-9A-Fa-f]{4})"
)
_STRING = (
    rf"""\"""(?:"{{0,2}}(?:[^"\\]|{_ESCAPE}))*+\"""|\'\'\'(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*+\'\'\'"""
    rf"""|"(?:[^"\\\n\r]|{_ESCAPE})*+"|'(?:[^'\\\n\r]|{_ESCAPE})*+'"""
)
_COMMENT = r"\#[^\n\r]*+"
_IRI = r'<[^<>"{}|^`\x00-\x20]*+>'


class _Lexer(NamedTuple):
    """The patterns, compiled only for a query that may need them."""

    special: re.Pattern[str]
    hiding: re.Pattern[str]
    iri: re.Pattern[str]
    service: re.Pattern[str]
    silent: re.Pattern[str]
    space: re.Pattern[str]
    name_stop: re.Pattern[str]
    token: re.Pattern[str]
    word: re.Pattern[str]


@cache
def _lexer() -> _Lexer:
    return _Lexer(
        special=re.compile(r"""[<"'#\\?$]"""),
        hiding=re.compile(rf"{_STRING}|\\.|[?$]\w+", re.DOTALL),
        iri=re.compile(_IRI),
        service=re.compile("SERVICE", re.IGNORECASE),
        silent=re.compile("SILENT", re.IGNORECASE),
        space=re.compile(r"[ \t\r\n]*+"),
        # Where a name ends that may be the address of a SERVICE, or goes on behind an escape.
        name_stop=re.compile(r"""[ \t\r\n{}<>"#\\]"""),
        token=re.compile(
            rf"{_STRING}|{_COMMENT}|{_IRI}"
            r"|\\.|[?$]\w+|@[A-Za-z][A-Za-z0-9\-]*"
            r"|(?P<prefix>[^\W\d_][\w.\-]*+)?(?P<local>:(?:[\w:%.\-]|\\.)*+)"
            r"|(?P<words>_[\w\-]*+|[^\W\d_][\w.\-]*+)",
            re.DOTALL,
        ),
        word=re.compile(r"[^\W\d][\w\-]*"),
    )


def may_hold_service(query: str) -> bool:
    """Whether a query could hold a SERVICE clause at all: the word is in it, or hidden letters are."""
    return "service" in query.casefold() or "\\u" in query.casefold()


def refuse_network(query: str, name: str = "query") -> None:
    """Raise UsageError when a query holds a SERVICE clause, or is a LOAD; linear in its length.

    ``name`` stands in the message: the file of the query, where it has one.

    This says early and in plain words what ``kg.store.sandbox`` prevents in any case. ``<`` may open
    an IRI or mean "less than", and only a whole parser could tell which: both readings are
    followed, and a clause in either is refused.
    """
    for word, start in network_clauses(query):
        raise _refusal(word, query, start, name)


def network_clauses(query: str) -> Iterator[tuple[str, int]]:
    """The word and the offset of each SERVICE clause, in either reading, and of each LOAD."""
    folded = query.casefold()
    if "service" in folded:
        clauses = _Clauses(query)
        code = _code_positions(query)
        for word in _lexer().service.finditer(query):
            if code[word.start()] and clauses.is_clause(word.end()):
                yield "SERVICE", word.start()
    if "load" in folded:
        for keyword, start in keywords(query):
            if keyword == "LOAD":
                yield "LOAD", start


def _refusal(word: str, query: str, start: int, name: str) -> UsageError:
    line = query.count("\n", 0, start) + 1
    column = start - query.rfind("\n", 0, start)
    return UsageError(
        f"{word} would fetch from the network, which a query here never does",
        f"{name}, line {line}, column {column}",
        "take it out; load the other data as a source of its own",
    )


def _code_positions(query: str) -> bytearray:
    """For each offset 1 where it lies outside strings, comments, IRIs, variables in some reading."""
    lexer = _lexer()
    outside = bytearray(len(query) + 1)
    line_ends = _Places(re.compile(r"[\n\r]"), query)
    starts = [0]
    while starts:
        at = starts.pop()
        while at < len(query) and not outside[at]:
            special = lexer.special.search(query, at)
            end = special.start() if special else len(query)
            outside[at : end + 1] = b"\1" * (end + 1 - at)
            if special is None:
                break
            if iri := lexer.iri.match(query, end):
                starts.append(iri.end())
            if query[end] == "#":
                at = line_ends.after(end)
            else:
                hiding = lexer.hiding.match(query, end)
                at = hiding.end() if hiding else end + 1
    return outside


class _Places:
    """The places of a text that fit a pattern of one character, to find the next from anywhere."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._places = [match.start() for match in pattern.finditer(text)]
        self._end = len(text)

    def after(self, at: int) -> int:
        """The first place at or behind an offset; the end of the text where there is none."""
        index = bisect_left(self._places, at)
        return self._places[index] if index < len(self._places) else self._end


class _Clauses:
    """What may stand behind SERVICE for it to be a clause: SILENT, a variable or IRI, a brace.

    The engine needs no space between these, reads "service:x {" as SERVICE :x {, and can fall back
    to that reading in the middle of a name. What was looked through once is not again: a hostile
    query repeats the word as often as it can.
    """

    def __init__(self, query: str) -> None:
        self._query = query
        self._line_ends = _Places(re.compile(r"[\n\r]"), query)
        self._angles = _Places(re.compile("[<>]"), query)
        self._colons = _Places(re.compile(":"), query)
        self._name_stops = _Places(_lexer().name_stop, query)
        self._gap_ends: dict[int, int] = {}
        self._name_ends: dict[int, int] = {}

    def is_clause(self, at: int) -> bool:
        """Whether what stands at this offset, behind the word SERVICE, makes a clause of it."""
        starts = [self._gap_end(at)]
        if silent := _lexer().silent.match(self._query, starts[0]):
            starts.append(self._gap_end(silent.end()))
        return any(self._has_brace(self._address_end(start)) for start in starts)

    def _has_brace(self, at: int | None) -> bool:
        return at is not None and self._query.startswith("{", self._gap_end(at))

    def _address_end(self, at: int) -> int | None:
        """Where an IRI, a variable or a prefixed name at this offset ends; None for anything else."""
        first = self._query[at : at + 1]
        if first == "<":
            end = self._angles.after(at + 1)
            return end + 1 if self._query.startswith(">", end) else None
        is_name = first in ("?", "$") or self._colons.after(at) < self._name_stops.after(at)
        return self._name_end(at) if first and is_name else None

    def _gap_end(self, at: int) -> int:
        """Where white space and comments from an offset on end."""
        passed = []
        while at not in self._gap_ends:
            passed.append(at)
            space = _lexer().space.match(self._query, at)
            end = space.end() if space else at
            if self._query.startswith("#", end):
                end = self._line_ends.after(end)
            if end == at:
                self._gap_ends[at] = at
            at = end
        at = self._gap_ends[at]
        self._gap_ends.update(dict.fromkeys(passed, at))
        return at

    def _name_end(self, at: int) -> int:
        """Where a name from an offset on ends; a backslash in it takes the next character with it."""
        passed = []
        while at not in self._name_ends:
            passed.append(at)
            end = self._name_stops.after(at)
            if self._query.startswith("\\", end) and end + 1 < len(self._query):
                at = end + 2
            else:
                self._name_ends[at] = end
        at = self._name_ends[at]
        self._name_ends.update(dict.fromkeys(passed, at))
        return at


def keywords(query: str) -> Iterator[tuple[str, int]]:
    """The bare words of a query in upper case, each with its offset: keywords and functions."""
    for match in _lexer().token.finditer(query):
        if match["words"] is not None:
            for word in _lexer().word.finditer(match["words"]):
                yield word[0].upper(), match.start() + word.start()


def prefixed_names(query: str) -> Iterator[tuple[str, str, int]]:
    """Each prefixed name in a query: prefix, local part, and offset."""
    for match in _lexer().token.finditer(query):
        if match["local"] is not None:
            local = match["local"][1:].rstrip(".")  # a stop ends a triple
            yield match["prefix"] or "", local, match.start()


def skeleton(query: str) -> str:
    """A query with blanks for its strings, comments, IRIs, variables and prefixed names.

    Its bare words and its punctuation are left, at their offsets.
    """
    return _lexer().token.sub(
        lambda match: match[0] if match["words"] is not None else " " * len(match[0]), query
    )
