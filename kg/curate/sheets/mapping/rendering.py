"""A proposed mapping as the text of its file, with the reason of each line, and as a table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.curate.sheets.table import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.curate.sheets.mapping.proposal import Proposal, ProposedRelation, Words


def mapping_text(proposal: Proposal) -> str:
    """The TOML of a proposal. It is read by ``read_mapping`` as it stands."""
    return "\n".join(_lines(proposal)) + "\n"


def _lines(proposal: Proposal) -> Iterator[str]:
    yield f"# What the columns and words of {_one_line(proposal.sheet)} are. Look it through, then: kg add SHEET --map THIS-FILE"
    yield f"headers = [{', '.join(_quoted(plain_name(c.header)) for c in proposal.columns)}]"
    if proposal.denies:
        yield f"denies = [{', '.join(map(_quoted, proposal.denies))}]  # a relation that begins so is denied"
    if proposal.unsure:
        yield f'unsure = "estimated"  # how said, of the {proposal.unsure} figures as in 250? or (250)'
    else:
        yield '# unsure = "estimated"    # how said, of figures as in 250? or (250)'
    yield '# unbounded = "about"     # the hedge of a bare number beside which no bounds are given'
    yield from _columns(proposal)
    yield from _constants(proposal)
    for column, words in proposal.words.items():
        yield from _table(f"words.{column}", words)
    if proposal.names:
        yield from _table("names", proposal.names)
    yield from _relations(proposal)
    if proposal.kinds:
        yield ""
        yield "# Names that the graph does not know. Each is made with its kind; a name that is one of the"
        yield "# graph under another name belongs into [names] instead; what is no name but text: take it out."
        yield from _table("kinds", proposal.kinds, blank=False)
    if proposal.statuses:
        yield ""
        yield "# New events. Of each a claim must say whether it took place; it is made of the row that names it first."
        yield from _table("statuses", proposal.statuses, blank=False)


def _columns(proposal: Proposal) -> Iterator[str]:
    yield ""
    yield '# header = our column; "" leaves it out. All of ours: kg add --columns'
    yield "[columns]"
    for column in proposal.columns:
        samples = " · ".join(map(_one_line, column.samples))
        line = f"{_quoted(plain_name(column.header))} = {_quoted(column.column)}"
        yield f"{line}  # {_one_line(column.reason)}: {samples}"


def _constants(proposal: Proposal) -> Iterator[str]:
    yield ""
    yield "# our column = what stands in rows that say nothing there; {header} is the cell of the row"
    yield "[constants]"
    for name in proposal.missing:
        yield f'{_quoted(name)} = ""  # no column holds it, and each claim needs it'


def _table(name: str, words: Mapping[str, Words], *, blank: bool = True) -> Iterator[str]:
    if blank:
        yield ""
    head, _, rest = name.partition(".")
    yield f"[{head}.{_quoted(rest)}]" if rest else f"[{head}]"
    for text, word in words.items():
        yield f"{_quoted(text)} = {_quoted(word.text)}  # {_one_line(word.reason)}"


def _relations(proposal: Proposal) -> Iterator[str]:
    unknown = {t: p for t, p in proposal.relations.items() if p.relation is None}
    if unknown:
        yield ""
        yield f'# {len(unknown)} relations are none of ours. Make each, or say which of ours it is (is = "…"), or leave'
        yield '# its rows out ("leave out" = "why"). All of ours: kg add --words relation. To make them, look'
        yield "# through (those of one file map.toml at once: grep '^#   kg new' map.toml | cut -c5- | sh):"
        for proposed in unknown.values():
            yield f"#   {_one_line(proposed.command)}"
    listed = [c for proposed in proposal.relations.values() for c in proposed.commands]
    if listed:
        yield ""
        yield "# Measures, things counted and units that are none of ours: name one of ours below, or make them:"
        for command in dict.fromkeys(listed):
            yield f"#   {_one_line(command)}"
    for text, proposed in proposal.relations.items():
        alike = proposal.relations.get(proposed.alike[0]) if proposed.alike else None
        yield from _relation(text, proposed, alike.figure.get("measure", "") if alike else "")


def _relation(text: str, proposed: ProposedRelation, measure: str) -> Iterator[str]:
    """The part of a relation. ``measure``: that of the relation which may be the same, "" for none."""
    key = f"[relations.{_quoted(text)}]"
    rows = f"{proposed.rows} row{'' if proposed.rows == 1 else 's'}"
    said = (proposed.relation, proposed.figure, proposed.cells, proposed.alike, proposed.notes)
    if not any(said):
        return
    notes = "; ".join([proposed.reason, *proposed.notes])
    yield ""
    yield f"{key}  # {rows}; {_one_line(notes)}"
    if proposed.alike is not None:
        other, apart = proposed.alike
        yield f"# Does it say the same as “{_one_line(other)}”? {_one_line(apart[:1].upper() + apart[1:])}."
        yield "# As two relations their claims are never compared, so that no contradiction between them is found."
        yield "# If it says the same, take the sign # from the next line; its own command above is then not needed."
        yield f"#is = {_quoted(other)}"
    if proposed.relation is not None:
        yield f"is = {_quoted(proposed.relation)}"
    if proposed.inverse:
        yield "inverse = true  # who and whom change places"
    for column, value in proposed.cells.items():
        yield f"{_quoted(column)} = {_quoted(value)}"
    if proposed.figure:
        yield f"[relations.{_quoted(text)}.figure]"
        for column, value in proposed.figure.items():
            line = f"{_quoted(column)} = {_quoted(value)}"
            if column == "measure" and measure not in ("", value):
                line += f"  # or {_quoted(measure)}, if it says the same: figures of two measures are not compared"
            yield line


def _quoted(text: str) -> str:
    """A text as a basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(text: str) -> str:
    """A text for a comment: on one line, without what TOML forbids there."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())
