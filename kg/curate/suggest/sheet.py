"""Drafts as the sheet that ``kg add`` reads."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kg.curate.sheets.choices import allowed_words
from kg.curate.sheets.columns import COLUMNS
from kg.curate.sheets.entities import NAMING
from kg.curate.sheets.rendering import render_csv, render_xlsx
from kg.curate.sheets.table import MOST_ROWS
from kg.curate.suggest.drafts import LIKELY, OPEN, SURE
from kg.errors import KgError
from kg.iris import SRC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.suggest.drafting import Suggestion
    from kg.curate.suggest.drafts import Draft

LEVELS = (SURE, LIKELY, OPEN)
#: Columns that a sheet of drafts always has, so that what is missing can be filled in.
_ALWAYS = (
    "source", "who", "who kind", "relation", "whom", "whom kind", "figure", "measure", "counted", "unit", "share of", "when",
    "as of", "speaker", "speaker kind", "stance", "how said", "explicitness", "quote", "wording", "start", "end", "note",
)  # fmt: skip


def at_least(drafts: Sequence[Draft], level: str) -> list[Draft]:
    """The drafts that are as sure as a level, or surer."""
    return [draft for draft in drafts if LEVELS.index(draft.level) <= LEVELS.index(level)]


def sheet_rows(
    suggestion: Suggestion,
    drafts: Sequence[Draft],
    source: str,
    data: bytes,
    lexicon: Lexicon,
    title: str = "",
) -> list[dict[str, str]]:
    """The rows of a sheet, by column, with what a new source needs.

    ``source``: its id; ``data``: the bytes of the text, whose hash and length the sheet states;
    ``title`` goes before what the text says. Raises KgError for more rows than a sheet may have.
    """
    if len(drafts) > MOST_ROWS:
        raise KgError(
            f"{len(drafts):,} drafts are more than the {MOST_ROWS:,} rows of a sheet",
            None,
            "split the text, or ask for fewer: --least likely",
        )
    document: dict[str, str] = {}
    if source not in lexicon.documents:
        head = suggestion.head
        document = {
            "title": title or head.title or source,
            "author": "; ".join(head.authors),
            "published": head.published,
            "language": suggestion.language,
            "text sha256": hashlib.sha256(data).hexdigest(),
            "text length": str(len(data.decode())),
        }
    named = _named(drafts)
    return [{**_cells(draft, named, source, lexicon), **document} for draft in drafts]


def _named(drafts: Sequence[Draft]) -> set[str]:
    """The new names that the rows make, each where its kind is said."""
    return {
        draft.cells[column]
        for draft in drafts
        for column in NAMING
        if column in draft.cells and f"{column} kind" in draft.cells
    }


def _cells(draft: Draft, named: set[str], source: str, lexicon: Lexicon) -> dict[str, str]:
    cells, looks = dict(draft.cells), note(draft)
    possible = cells.get("possible speaker", "")
    if possible and possible not in named and not lexicon.names.knows(possible, SRC + source):
        del cells["possible speaker"]  # no row makes it
        looks += f"; possible speaker: {possible}"
    place = {"start": str(draft.start), "end": str(draft.end)}
    return {"source": source, **cells, **place, "note": looks}


def note(draft: Draft) -> str:
    """What the sheet says of how sure a draft is: “likely: who: …”."""
    return f"{draft.level}: {'; '.join(draft.why)}" if draft.why else draft.level


def columns_of(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The columns of a sheet of drafts, in the order of the page of columns."""
    used = {name for row in rows for name, text in row.items() if text} | set(_ALWAYS)
    return [column.name for column in COLUMNS if column.name in used]


def as_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The sheet as CSV."""
    return render_csv(columns_of(rows), rows)


def as_xlsx(rows: Sequence[Mapping[str, str]], lexicon: Lexicon) -> bytes:
    """The sheet as a workbook with the allowed words. Raises ImportError without xlsxwriter."""
    return render_xlsx(columns_of(rows), rows, allowed_words(lexicon))
