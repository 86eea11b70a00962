"""Read the curated files of a git revision from the repository: no checkout, filter or network."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

# No option (a dash first), no path (a colon), nothing that a shell or git reads otherwise.
_REVISION = re.compile(r"(?!-)[\w./@{}~^+\-]+")
_START = (
    "in that folder: {init}git add ., git commit; from then on kg diff {revision} says what differs"
)
_PART = re.compile(r"(?:ontology|seeds)/(?:[^/\0]+/)*[^/\0]+\.(?:ttl|rq)|kg\.toml")


def files_at(folder: Path, revision: str) -> dict[str, bytes]:
    """The bytes of the files in ontology/ and seeds/ of a revision, by their path below ``folder``.

    ``folder`` is the folder of a layout in a working copy. Raises UsageError for a revision that is
    not there or has no such files, KgError where git cannot be run.
    """
    if not _REVISION.fullmatch(revision):
        raise UsageError(
            "this is neither a folder nor a git revision", revision, "give HEAD~3, a tag or a hash"
        )
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if commit is None:
        raise _no_commit_error(folder, revision)
    sha = commit.decode().strip()
    prefix = (_git(folder, "rev-parse", "--show-prefix") or b"").decode().strip()
    hashes: dict[str, str] = {}
    tree = _git(folder, "ls-tree", "-r", "-z", "--full-tree", sha) or b""
    for entry in tree.decode("utf-8", "surrogateescape").split("\0"):
        entry_head, _, path = entry.partition("\t")
        mode_type_hash = entry_head.split(" ")
        path_in_layout = path.removeprefix(prefix)
        # Regular files only: a link could lead anywhere.
        if (
            mode_type_hash[0] in ("100644", "100755")
            and path.startswith(prefix)
            and _is_curated(path_in_layout)
        ):
            hashes[path_in_layout] = mode_type_hash[2]
    if not hashes:
        raise _no_files_error(folder, revision, prefix)
    return dict(zip(hashes, _blobs(folder, list(hashes.values())), strict=True))


def _no_commit_error(folder: Path, revision: str) -> UsageError:
    """The error for a revision that git does not know in a folder."""
    if _git(folder, "rev-parse", "--show-prefix") is None:
        return UsageError(
            f"there is no such folder or file, and no git repository holds {folder}",
            revision,
            _START.format(init="git init, ", revision=revision),
        )
    if _git(folder, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return UsageError(
            "nothing is committed here yet",
            str(folder),
            _START.format(init="", revision=revision),
        )
    return UsageError(
        "there is no such folder, file or git revision",
        revision,
        f"the revisions are those of {folder}: git log",
    )


def _no_files_error(folder: Path, revision: str, prefix: str) -> UsageError:
    """The error for a revision without files of a folder; ``prefix``: its path in the repository."""
    if not prefix:
        return UsageError(
            "this revision has no files in ontology/ or seeds/",
            revision,
            "give a later one: git log -- ontology seeds",
        )
    if _git(folder, "ls-files", "--error-unmatch", "--", ".") is not None:
        return UsageError(
            f"this revision does not have {folder}", revision, "give a later one: git log -- ."
        )
    top = (_git(folder, "rev-parse", "--show-toplevel") or b"").decode().strip()
    return UsageError(
        f"git does not know this folder: it lies in the repository {top}, which does not hold it",
        str(folder),
        _START.format(init="git init, ", revision=revision),
    )


def _is_curated(path: str) -> bool:
    hidden = any(part.startswith(".") for part in path.split("/"))
    return bool(_PART.fullmatch(path)) and not hidden


def _blobs(folder: Path, hashes: list[str]) -> list[bytes]:
    request = "".join(f"{name}\n" for name in hashes).encode()
    data = _git(folder, "cat-file", "--batch", stdin=request) or b""
    blobs, offset = [], 0
    for _ in hashes:
        end = data.index(b"\n", offset)
        head = data[offset:end].split(b" ")
        if head[-1] == b"missing":
            raise KgError("git has lost a file of this revision", str(folder), "run: git fsck")
        size = int(head[-1])
        blobs.append(data[end + 1 : end + 1 + size])
        offset = end + 2 + size
    return blobs


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes | None:
    """The output of a git command; None where it fails.

    Raises KgError where git is not installed or does not answer.
    """
    # What an outer git sets would lead it to another repository.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    # A partial clone would fetch what it has not got.
    quiet = ("-c", "protocol.allow=never", "-c", "core.fsmonitor=false")
    try:
        process = subprocess.run(  # noqa: S603  # a list, no shell, the revision checked above
            ["git", "-C", str(folder), *quiet, *arguments],  # noqa: S607  # the user's git
            input=stdin,
            capture_output=True,
            env=environment,
            check=False,
            timeout=60,
        )
    except FileNotFoundError:
        raise KgError("git is not installed", None, "give two folders instead") from None
    except subprocess.TimeoutExpired:
        raise KgError("git did not answer within 60 s", str(folder), "try it again") from None
    return process.stdout if process.returncode == 0 else None
