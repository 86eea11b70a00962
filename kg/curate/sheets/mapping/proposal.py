"""A mapping as it is proposed: each line with its reason, for a person to agree to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.curate.new.listed import Listed
    from kg.curate.sheets.mapping.columns import ProposedColumn


@dataclass
class Words:
    """What a word of a column may be: the text in its place ("": nothing), and why."""

    text: str
    reason: str


@dataclass
class ProposedRelation:
    """A relation of the sheet, in how many rows; what it is here, and what its figures are.

    ``relation``: the label of ours, None for none; ``new`` is then to be made. ``figure``: by column,
    for the claims of the figures in its rows, with ``words`` that are to be made; ``cells``: by column,
    what its rows do not say. ``alike``: another relation that may be the same, with what sets the two
    apart; a person decides.
    """

    rows: int
    relation: str | None
    inverse: bool = False
    reason: str = ""
    new: Listed | None = None
    figure: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    words: list[Listed] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)
    alike: tuple[str, str] | None = None


@dataclass
class Proposal:
    """A mapping for a person to agree to, with the reasons.

    ``numbers``: by header of a column of figures that ``claims`` may take, its measure ("": nothing tells
    which); ``things``: the headers of further columns of names.
    """

    sheet: str
    columns: list[ProposedColumn]
    missing: list[str]
    denies: list[str] = field(default_factory=list)
    unsure: int = 0
    marks: list[str] = field(default_factory=list)
    scale: dict[str, Words] = field(default_factory=dict)
    claims: list[dict[str, str]] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    things: list[str] = field(default_factory=list)
    words: dict[str, dict[str, Words]] = field(default_factory=dict)
    names: dict[str, Words] = field(default_factory=dict)
    kinds: dict[str, Words] = field(default_factory=dict)
    statuses: dict[str, Words] = field(default_factory=dict)
    relations: dict[str, ProposedRelation] = field(default_factory=dict)

    def to_make(self) -> list[Listed]:
        """The relations and words to make, each once, with the rows of all that need it."""
        found: dict[tuple[str, str], Listed] = {}
        for proposed in self.relations.values():
            for one in (*([proposed.new] if proposed.new else []), *proposed.words):
                there = found.setdefault((one.sort, one.label), one)
                there.rows = sorted({*there.rows, *one.rows})
        return list(found.values())
