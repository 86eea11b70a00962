"""A mapping as it is proposed: each line with its reason, for a person to agree to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.curate.sheets.mapping.columns import ProposedColumn


@dataclass
class Words:
    """What a word of a column may be: the text in its place ("": nothing), and why."""

    text: str
    reason: str


@dataclass
class ProposedRelation:
    """A relation of the sheet, in how many rows; what it is here, and what its figures are.

    ``relation``: the label of ours, None for none; ``command`` makes it then. ``figure``: by column,
    for the claims of the figures in its rows, for which ``commands`` make words; ``cells``: by column,
    what its rows do not say. ``alike``: another relation that may be the same, with what sets the two
    apart; a person decides.
    """

    rows: int
    relation: str | None
    inverse: bool = False
    reason: str = ""
    command: str = ""
    figure: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)
    alike: tuple[str, str] | None = None


@dataclass
class Proposal:
    """A mapping for a person to agree to, with the reasons."""

    sheet: str
    columns: list[ProposedColumn]
    missing: list[str]
    denies: list[str] = field(default_factory=list)
    unsure: int = 0
    words: dict[str, dict[str, Words]] = field(default_factory=dict)
    names: dict[str, Words] = field(default_factory=dict)
    kinds: dict[str, Words] = field(default_factory=dict)
    statuses: dict[str, Words] = field(default_factory=dict)
    relations: dict[str, ProposedRelation] = field(default_factory=dict)
