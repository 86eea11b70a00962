"""Every error of this program, the exit code of each, and the hint at what may have been meant.

KgError                 3  something failed: a file, the store, a source text
├── UsageError          2  the call itself is wrong: an option, a parameter, a query
├── DataError           1  curated text is wrong; carries the findings
├── UnclearError        1  a name, figure or date cannot be read, or can be read in several ways
│   └── UnknownNameError   nothing has this name
├── UndatableError      1  a string is no EDTF date, or names no day
├── TextError           1  a source's text is not the one from which its claims were made
├── QueryTimeoutError   3  a query was ended at its time limit
└── CacheError          3  the cache folder cannot be used

UnclearError, UndatableError and TextError are raised by rules that know neither file nor option;
who does know turns them into a finding or into a UsageError. ``exit_code`` stands at each class,
and only ``kg.cli`` ends a process with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FINE, FINDINGS, USAGE, FAILURE = 0, 1, 2, 3
#: How grave a finding is: an error stops a build or a release, a person looks at the others.
SEVERITIES = ERROR, REVIEW = "error", "review"

# How alike two names are (the ratio of difflib, 0 to 1) for one to be a misspelling of the other.
_ALIKE = 0.7
_SHORTEST_PART = 3  # a name of fewer letters is a part of too many others


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which check, how grave, where, what, and what to do."""

    check: str
    severity: str  # one of SEVERITIES
    file: str
    line: int  # 1-based; 0 where no line can be named
    term: str
    problem: str
    remedy: str

    @property
    def where(self) -> str:
        """``file:line``, or the file alone."""
        return f"{self.file}:{self.line}" if self.line else self.file


class KgError(Exception):
    """What went wrong, where, and what to do; ``str()`` gives the three in one text."""

    exit_code = FAILURE

    def __init__(self, what: str, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what, self.where, self.remedy = what, where, remedy

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}\n  → {self.remedy}" if self.remedy else text


class UsageError(KgError):
    """The call is wrong, not the data."""

    exit_code = USAGE


class DataError(KgError):
    """Curated text that would break the graph; ``findings`` holds every place."""

    exit_code = FINDINGS

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        super().__init__(f"{count} finding{'s' if count != 1 else ''} in the curated text")


class QueryTimeoutError(KgError):
    """The query ran into its time limit and was ended."""


class CacheError(KgError):
    """The cache folder is corrupt, foreign or cannot be written."""


class UnclearError(KgError):
    """A name, figure or date that a person wrote cannot be read, or can be read in several ways.

    ``near``: the IRIs of what may be meant.
    """

    exit_code = FINDINGS
    remedy: str

    def __init__(self, what: str, remedy: str = "", near: tuple[str, ...] = ()) -> None:
        super().__init__(what, None, remedy)
        self.near = near

    @property
    def problem(self) -> str:
        """What is wrong with what was written, as a ``Finding`` calls it; ``remedy`` says what to do."""
        return self.what


class UnknownNameError(UnclearError):
    """Nothing has the name that a person wrote.

    What may be meant is looked for among all names when ``remedy`` or ``near`` is read first, since
    most who ask for a name only want to know whether there is one. ``hint`` gives both of them.
    """

    def __init__(self, what: str, hint: Callable[[], tuple[str, tuple[str, ...]]]) -> None:
        super().__init__(what)
        del self.remedy, self.near
        self._hint = hint

    def __getattr__(self, name: str) -> object:
        if name not in ("remedy", "near"):
            raise AttributeError(name)
        self.remedy, self.near = self._hint()
        return getattr(self, name)

    def __reduce__(self) -> tuple[type[UnknownNameError], tuple[object, ...]]:
        # Another process has no names to look among: it gets what they give here.
        return UnknownNameError, (self.what, partial(tuple, (self.remedy, self.near)))


class UndatableError(KgError):
    """A string that is not EDTF, or EDTF that names no day (such as ``XXXX``)."""

    exit_code = FINDINGS


class TextError(KgError):
    """The text of a source is not the one from which its claims were made."""

    exit_code = FINDINGS
    remedy: str

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what, None, remedy)


def nearest(name: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The names that may be meant by one that is not known, best first, at most ``most`` of them.

    First the names spelt alike, then those that contain the whole of ``name``; upper and lower case
    count as the same. Empty where none is like it.
    """
    import difflib

    by_folded: dict[str, list[str]] = {}
    for other in known:
        by_folded.setdefault(other.casefold(), []).append(other)
    folded = name.casefold()
    alike = difflib.get_close_matches(folded, by_folded, n=most, cutoff=_ALIKE)
    containing = [other for other in by_folded if folded in other]
    if len(folded) < _SHORTEST_PART:
        containing = []
    ranked = [
        other
        for key in dict.fromkeys([*alike, *sorted(containing, key=len)])
        for other in sorted(by_folded[key], key=lambda other: other[:1] != name[:1])
    ]
    return ranked[:most]


def did_you_mean(near: Iterable[str], otherwise: str = "", then: str = "") -> str:
    """The remedy that names what may be meant: ``did you mean A, B?``.

    ``near`` holds the names as they are to be shown; ``otherwise`` stands in the place of the
    question where there is none; ``then`` follows in both cases.
    """
    listed = ", ".join(near)
    question = f"did you mean {listed}?" if listed else otherwise
    return f"{question} {then}" if question and then else question or then


def missing(packages: str, extra: str, distribution: str = "entente-kg") -> KgError:
    """The error for an optional package that is not installed, and the extra that installs it."""
    return KgError(
        f"this needs {packages}, which is not installed",
        None,
        f'run: pip install "{distribution}[{extra}]"',
    )


def os_error(error: OSError, path: object, doing: str) -> KgError:
    """A KgError for a failed file operation, with the remedy that fits its errno."""
    import errno

    remedies = {
        errno.ENOENT: "check the path",
        errno.EACCES: "check the permissions of the file and its folder",
        errno.EPERM: "check the permissions of the file and its folder",
        errno.EEXIST: "a file is where a folder is needed: take it away, or choose another place",
        errno.EISDIR: "give a file, not a folder",
        errno.ENOTDIR: "one of the folders in this path is a file",
        errno.ENOSPC: "the disk is full: free some space and run the command again",
        errno.EROFS: "the disk is read-only: choose another place",
        errno.ELOOP: "take the link away, or let it lead to the file itself",
        errno.ENAMETOOLONG: "give a shorter name",
        errno.EBADF: "leave >&- away, or name a file with -o",
        errno.EAGAIN: "end other programs, and run the command again",
        errno.ENOMEM: "end other programs, and run the command again",
    }
    plain = {errno.ELOOP: "its link leads in a circle", errno.EBADF: "it is closed"}
    reason = plain.get(error.errno or 0) or error.strerror or str(error)
    return KgError(f"cannot {doing}: {reason}", str(path), remedies.get(error.errno or 0))
