"""Put a new block of Turtle into a file at its place, so that all else stays as it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import UsageError, os_error
from kg.inputs import InputFile
from kg.namespaces import KGD, local_name
from kg.scaffolds.files import write_new
from kg.sources import parse_turtle
from kg.store import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from kg.sources import Document
    from kg.turtle import Turtle

_PREFIX = re.compile(r"^@prefix\s+([\w.\-]*):\s*<([^>]*)>\s*\.[ \t]*$", re.MULTILINE)


def add_block(path: Path, shown: str, subject: str, turtle: Turtle) -> None:
    """Add the block of a subject to a file, in alphabetical order; a new file is made.

    Entities stand together before the claims. What the file holds is not changed. Raises
    UsageError when the subject has a block there already, KgError and DataError for the file.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        write_new(path, turtle.text, shown)
        return
    except OSError as error:
        raise os_error(error, shown, "read this file") from None
    document = parse_turtle(InputFile(path, shown, data), "")
    if any(head == subject for head, _ in document.heads):
        raise UsageError("it stands in this file already", shown, "edit it there")
    text = _with_prefixes(_with_block(document, subject, turtle.blocks), shown, turtle.prefixes)
    made = parse_turtle(InputFile(path, shown, text.encode()), "")
    if len(made.triples) <= len(document.triples):
        raise UsageError("no place for a new block was found", shown, "write it by hand")
    try:
        write_atomic(path, text.encode())
    except OSError as error:
        raise os_error(error, shown, "write this file") from None


def _with_block(document: Document, subject: str, block: str) -> str:
    lines = document.text.splitlines(keepends=True)
    at = _line(document, subject)
    if at is None:
        return f"{document.text.rstrip()}\n\n{block}"
    while at > 1 and lines[at - 2].lstrip().startswith("#"):
        at -= 1  # a comment belongs to the block below it
    return f"{''.join(lines[: at - 1])}{block}\n{''.join(lines[at - 1 :])}"


def _line(document: Document, subject: str) -> int | None:
    """The line before which a block belongs; None: at the end."""
    entity = subject.startswith(KGD)
    heads = document.heads
    among = [i for i, (iri, _) in enumerate(heads) if iri.startswith(KGD) is entity]
    later = [i for i in among if _key(heads[i][0]) > _key(subject)]
    if later:
        return heads[later[0]][1]
    after = among[-1] + 1 if among else min(1, len(heads))
    return heads[after][1] if after < len(heads) else None


def _key(iri: str) -> tuple[str, str]:
    """The order of ``kg.checks.metadata``."""
    name = local_name(iri)
    return name.casefold(), name


def _with_prefixes(text: str, shown: str, needed: dict[str, str]) -> str:
    """The text with the prefixes that it lacks, each in its alphabetical place."""
    for prefix, space in needed.items():
        known = {match[1]: match for match in _PREFIX.finditer(text)}
        if prefix in known:
            if known[prefix][2] != space:
                raise UsageError(
                    f"{prefix}: stands for <{known[prefix][2]}> in this file, not <{space}>",
                    shown,
                    "give it another prefix there",
                )
            continue
        later = [match.start() for name, match in known.items() if name > prefix]
        last = max((match.end() + 1 for match in known.values()), default=0)
        at = min(later) if later else last
        text = f"{text[:at]}@prefix {prefix}: <{space}> .\n{text[at:]}"
    return text
