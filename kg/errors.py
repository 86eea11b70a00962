"""The errors that a user can meet, and the exit code of each.

KgError            3  something failed: a file, the store, a source text
├── UsageError     2  the call itself is wrong: an option, a parameter, a query
├── DataError      1  curated text is wrong; carries the findings
├── QueryTimeoutError   3  a query was ended at its time limit
└── CacheError     3  the cache folder cannot be used
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FINE, FINDINGS, USAGE, FAILURE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which check, how grave, where, what, and what to do."""

    check: str
    severity: str  # "error" or "review"
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


class UnclearError(ValueError):
    """Something that a person wrote and that cannot be read, or in several ways: a name, a figure.

    It becomes a finding where its place is known. ``near``: IRIs of what may be meant.
    """

    def __init__(self, problem: str, remedy: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(problem)
        self.problem, self.remedy, self.near = problem, remedy, near


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
    }
    reason = error.strerror or str(error)
    return KgError(f"cannot {doing}: {reason}", str(path), remedies.get(error.errno or 0))
