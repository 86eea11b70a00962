"""The sheet of entities that a file may share with the graph: a person says of each which it is."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kg.curate.importers._given import Faults, Given, open_given, table_of
from kg.curate.importers._reconcile import NEW
from kg.iris import KGD
from kg.text.formulas import defused, undone
from kg.text.reading import read_if_there
from kg.text.writing import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.curate.importers._reconcile import Doubt
    from kg.curate.sheets.lexicon import Lexicon
    from kg.text.layout import Layout

#: The folder of a workspace in which decisions are kept, a file for each import.
FOLDER = "imports"
_COLUMNS = ("id", "name", "kind", "may be", "entity", "score", "because", "decision")
_YES, _NO = ("yes", "y", "same", "1", "x"), ("no", "n", "new", "0")


def unsure_sheet(doubts: Iterable[Doubt]) -> str:
    """The CSV in which a person writes yes, no or an identifier into the column ``decision``."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for d in doubts:
        entity = f"kgd:{d.iri.removeprefix(KGD)}"
        cells = (d.key, d.name, d.kind, d.label, entity, d.score, d.reason, "")
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue()


def read_settled(path: str, lexicon: Lexicon) -> dict[str, str]:
    """By key, the decisions in such a sheet: an IRI, or ``NEW``. Rows without one are passed over.

    Raises DataError for a decision that cannot be, or two that part; KgError for the file.
    """
    return _decisions(open_given(path), lexicon)


def kept(layout: Layout, stem: str, lexicon: Lexicon) -> tuple[dict[str, str], bytes | None]:
    """The decisions that were kept for an import, and the bytes of their file (None: there is none)."""
    path = layout.root / FOLDER / f"{stem}.csv"
    data = read_if_there(path, layout.shown(path), "these decisions", root=layout.root)
    if data is None:
        return {}, None
    return _decisions(Given(layout.shown(path), data), lexicon), data


def keeping(
    layout: Layout, stem: str, decisions: Mapping[str, str], before: bytes | None
) -> Change | None:
    """The change that keeps decisions; None where they are kept already."""
    if not decisions:
        return None
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("id", "decision"))
    for key in sorted(decisions):
        decided = decisions[key]
        shown = "new" if decided == NEW else f"kgd:{decided.removeprefix(KGD)}"
        writer.writerow((defused(key), shown))
    path, data = layout.root / FOLDER / f"{stem}.csv", out.getvalue().encode()
    return None if data == before else Change(path, layout.shown(path), before, data)


def _decisions(given: Given, lexicon: Lexicon) -> dict[str, str]:
    faults = Faults(given)
    yes: dict[str, str] = {}
    no: set[str] = set()
    for row in table_of(given, ("id", "decision"), "a sheet of entities to settle"):
        key, word = undone(row["id"]), row["decision"]
        if not word:
            continue
        if word.casefold() in _NO:
            no.add(key)
            continue
        short = row["entity"] if word.casefold() in _YES else word
        iri = KGD + short.removeprefix("kgd:").removeprefix(KGD)
        if iri not in lexicon.names.types:
            faults.add(
                row.number,
                f"“{short or word}” is no entity of this graph",
                "write yes, no, or the identifier of an entity (kgd:…) into the column decision",
            )
        elif yes.setdefault(key, iri) != iri:
            faults.add(row.number, "it cannot be two entities", "write yes in one of its rows")
    faults.stop()
    return {**dict.fromkeys(no, NEW), **yes}
