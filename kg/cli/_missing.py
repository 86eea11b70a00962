"""What a sheet names and the graph has not: written to a file from which ``kg new from`` makes it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from kg.cli._output import deliver_text, notify

if TYPE_CHECKING:
    from kg.curate.sheets.mapping.stored import StoredMapping
    from kg.curate.sheets.rows import Problems
    from kg.text.layout import Layout

_FEW = 2


def tell_missing(
    layout: Layout, sheet: str, missing: str | None, problems: Problems, used: StoredMapping | None
) -> None:
    """Write what is unknown to the file ``missing``; without one, say how, where it is more than a thing or two.

    ``used``: the mapping of the sheet, which may list what is to be made.
    """
    count = len(problems.unknown)
    if missing is None:
        listed_there = _listed(used) & {text for _, text in problems.unknown} if used else set()
        if used and listed_there:
            notify(
                f"{len(listed_there)} of the {count} that are unknown stand under [new] of {used.shown}:"
                f" look it through, then: kg new from {shlex.quote(used.shown)}"
            )
        elif count > _FEW:
            notify(
                f"{count} relations, words and names are unknown: to make those that are new at once, add "
                "--missing new.toml, look through that file, then: kg new from new.toml"
            )
        return
    from kg.curate.sheets.missing import listed_of, missing_text
    from kg.curate.sheets.opening import lexicon_of_text

    if not count:
        notify(f"nothing is unknown, and {missing} is not written")
        return
    listed = listed_of(problems.unknown, lexicon_of_text(layout))
    deliver_text(missing_text(listed, sheet), missing)
    notify(f"wrote {missing}: look it through, then: kg new from {shlex.quote(missing)}")


def _listed(used: StoredMapping) -> set[str]:
    """The relations and words that a mapping lists as ones to be made."""
    import tomllib

    new = tomllib.loads(used.data.decode()).get("new", {})
    return {name for part in new.values() if isinstance(part, dict) for name in part}
