"""What a person asks of an import, and what it brings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.curate.importers._records import Options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.curate.importers._reconcile import Outcome
    from kg.curate.importers._records import Release
    from kg.text.writing import Change, LargeChange


#: Up to so many claims the whole text is checked as ``kg check`` does; more take minutes.
MOST_CHECKED = 5_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks of an import. ``source``: the name of its files ("": that of the reader)."""

    source: str = ""
    curator: str = ""
    settled: str = ""
    options: Options = field(default_factory=Options)


@dataclass
class Imported:
    """What an import brings. ``changes``: the files to be written; ``stems``: all that it is in.

    ``new``, ``changed``, ``gone``: how many entities and claims are so, beside the earlier import;
    ``losses``: by what, how many; ``places``: the first places of each. ``files``: what was read,
    and ``claim_places`` where each claim stands in it. ``checked``: whether all
    checks were run over the whole text.
    """

    release: Release
    stems: list[str]
    changes: list[Change | LargeChange]
    outcome: Outcome
    losses: Counter[str] = field(default_factory=Counter)
    places: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Sequence[str] = ()
    claim_places: Mapping[str, str] = field(default_factory=dict)
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)
    checked: bool = True
    reviews: int = 0
