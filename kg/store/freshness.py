"""Whether a build is of the text as it is now: by how its files look, else by what they hold.

As Git does with its index: who changes a file changes its inode, size or times, so that files which
look as they did when their content was that of the build need not be read. What was changed as lately
as a file system's times can tell apart is read.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import KgError
from kg.store.sections import read_inputs_of
from kg.text.atomic import write_atomic
from kg.text.inputs import TIMES_TELL, key_of, look_at_inputs, survey_inputs
from kg.text.reading import read_text

if TYPE_CHECKING:
    from kg.store.cache import Build
    from kg.store.sections import Inputs
    from kg.text.inputs import Surveyed
    from kg.text.layout import Layout

_LOOKED = "looked"  # the file of a build with how the texts looked


def is_of_text(build: Build, layout: Layout) -> bool:
    """Whether a build is of the text of a layout as it is. Raises KgError where that cannot be read."""
    return changed_since(build, layout) is None


class Changed(NamedTuple):
    """The files of a layout as they are, their ``key`` (as of ``key_of``), and the texts of a build that is not of them."""

    surveyed: list[Surveyed]
    key: str
    inputs: Inputs


def changed_since(build: Build, layout: Layout) -> Changed | None:
    """What is where a build is not of the text of a layout as it is, else None; as ``is_of_text``."""
    look = look_at_inputs(layout)
    if look is not None and _seen(build) == look.digest:
        return None
    inputs = read_inputs_of(build.path)
    files = survey_inputs(layout, inputs.known, look)
    key = key_of((file.known.shown, file.known.sha256) for file in files)
    if key != build.key:
        return Changed(files, key, inputs)
    if look is not None and look.at - look.newest > TIMES_TELL:
        with contextlib.suppress(OSError):
            write_atomic(build.path / _LOOKED, look.digest.encode())
    return None


def _seen(build: Build) -> str | None:
    """How the texts looked when they were last those of the build."""
    try:
        return read_text(build.path / _LOOKED, str(build.path), root=build.path)
    except KgError:
        return None
