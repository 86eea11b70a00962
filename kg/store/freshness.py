"""Whether a build is of the text as it is now: by how its files look, else by what they hold.

As Git does with its index: who changes a file changes its inode, size or times, so that files which
look as they did when their content was that of the build need not be read. What was changed as lately
as a file system's times can tell apart is read.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.store.sections import read_inputs_of
from kg.text.atomic import write_atomic
from kg.text.inputs import TIMES_TELL, key_of, look_at_inputs, survey_inputs
from kg.text.reading import read_text

if TYPE_CHECKING:
    from kg.store.cache import Build
    from kg.text.inputs import Surveyed
    from kg.text.layout import Layout

_LOOKED = "looked"  # the file of a build with how the texts looked


def is_of_text(build: Build, layout: Layout) -> bool:
    """Whether a build is of the text of a layout as it is. Raises KgError where that cannot be read."""
    return changed_since(build, layout) is None


def changed_since(build: Build, layout: Layout) -> list[Surveyed] | None:
    """The files of a layout where a build is not of its text as it is, else None; as ``is_of_text``."""
    begin = time.time_ns()
    look = look_at_inputs(layout)
    if look is not None and _seen(build) == look.digest:
        return None
    files = survey_inputs(layout, read_inputs_of(build.path).known)
    if key_of((file.known.shown, file.known.sha256) for file in files) != build.key:
        return files
    if look is not None and begin - look.newest > TIMES_TELL:
        with contextlib.suppress(OSError):
            write_atomic(build.path / _LOOKED, look.digest.encode())
    return None


def _seen(build: Build) -> str | None:
    """How the texts looked when they were last those of the build."""
    try:
        return read_text(build.path / _LOOKED, str(build.path), root=build.path)
    except KgError:
        return None
