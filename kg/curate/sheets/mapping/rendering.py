"""A proposed mapping as the text of its file, with the reason of each line, and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.curate.new.listed import listed_lines, toml_text
from kg.curate.sheets.table import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.curate.sheets.mapping.proposal import Proposal, ProposedRelation, Words


def mapping_text(proposal: Proposal) -> str:
    """The TOML of a proposal. It is read by ``read_mapping`` as it stands."""
    return "\n".join(_lines(proposal)) + "\n"


def _lines(proposal: Proposal) -> Iterator[str]:
    yield f"# What the columns and words of {_one_line(proposal.sheet)} are. Look it through, then: kg add SHEET --map THIS-FILE"
    yield f"headers = [{', '.join(toml_text(plain_name(c.header)) for c in proposal.columns)}]"
    if proposal.denies:
        yield f"denies = [{', '.join(map(toml_text, proposal.denies))}]  # a relation that begins so is denied"
    if proposal.unsure:
        yield f'unsure = "estimated"  # how said, of the {proposal.unsure} figures as in 250? or (250)'
    else:
        yield '# unsure = "estimated"    # how said, of figures as in 250? or (250)'
    if proposal.marks:
        yield f"marks = [{', '.join(map(toml_text, proposal.marks))}]  # footnote marks behind figures; what a footnote says is lost: if that they are unsure, correct the cells"
    yield '# unbounded = "about"     # the hedge of a bare number beside which no bounds are given'
    yield from _columns(proposal)
    yield from _constants(proposal)
    if proposal.scale:
        yield from _table("scale", proposal.scale)
    for column, words in proposal.words.items():
        yield from _table(f"words.{column}", words)
    if proposal.names:
        yield from _table("names", proposal.names)
    yield from _new(proposal)
    yield from _relations(proposal)
    yield from _claims(proposal)
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
        line = f"{toml_text(plain_name(column.header))} = {toml_text(column.column)}"
        yield f"{line}  # {_one_line(column.reason)}: {samples}"


def _constants(proposal: Proposal) -> Iterator[str]:
    yield ""
    yield "# our column = what stands in rows that say nothing there; {header} is the cell of the row"
    yield "[constants]"
    for name in proposal.missing:
        need = "each claim" if name in ("who", "speaker") else "each figure"
        yield f'{toml_text(name)} = ""  # no column holds it, and {need} needs it'


def _table(name: str, words: Mapping[str, Words], *, blank: bool = True) -> Iterator[str]:
    if blank:
        yield ""
    head, _, rest = name.partition(".")
    yield f"[{head}.{toml_text(rest)}]" if rest else f"[{head}]"
    for text, word in words.items():
        yield f"{toml_text(text)} = {toml_text(word.text)}  # {_one_line(word.reason)}"


def _new(proposal: Proposal) -> Iterator[str]:
    """The relations and words that are none of ours, as ``kg new from`` reads them."""
    listed = proposal.to_make()
    if not listed:
        return
    yield ""
    yield "# Relations, measures, things counted and units that are none of ours. Look them through and fill in"
    yield '# what is "", then make them all at once: kg new from THIS-FILE. Where one of ours says the same, name it'
    yield '# below instead (is = "…"; all of ours: kg add --words relation), or leave the rows out ("leave out" = "why"):'
    yield '# then none is made. definition = "…", example = "…" may stand in each line too; else kg check asks for them.'
    yield from listed_lines(listed)


def _relations(proposal: Proposal) -> Iterator[str]:
    for text, proposed in proposal.relations.items():
        alike = proposal.relations.get(proposed.alike[0]) if proposed.alike else None
        yield from _relation(text, proposed, alike.figure.get("measure", "") if alike else "")


def _claims(proposal: Proposal) -> Iterator[str]:
    """The claims of each row, in a sheet without a column of relations."""
    taken = {c.column for c in proposal.columns}
    headers = [plain_name(c.header) for c in proposal.columns if not c.column]
    if "relation" in taken or not (proposal.claims or proposal.numbers or headers):
        return
    yield ""
    yield "# No column is a relation. What a row claims can be written out: one [[claims]] for each claim, our columns"
    yield "# with {header} for the cells of the row; a claim with an empty cell is left out. So perhaps:"
    for claim in proposal.claims:
        yield "[[claims]]"
        for column, text in claim.items():
            yield f"{toml_text(column)} = {toml_text(text)}"
    for header, measure in proposal.numbers.items():
        yield "#[[claims]]"
        yield f'#"figure" = {toml_text(f"{{{header}}}")}'
        yield f'#"measure" = {toml_text(measure)}  # kg add --words measure'
        yield '#"counted" = ""'
        yield '#"unit" = ""'
    if not proposal.claims and not proposal.numbers:
        yield "#[[claims]]"
        yield '#"relation" = ""  # kg add --words relation'
        yield f'#"whom" = {toml_text(f"{{{(proposal.things or headers)[0]}}}")}'


def _relation(text: str, proposed: ProposedRelation, measure: str) -> Iterator[str]:
    """The part of a relation. ``measure``: that of the relation which may be the same, "" for none."""
    key = f"[relations.{toml_text(text)}]"
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
        yield "# If it says the same, take the sign # from the next line; none is then made of its own."
        yield f"#is = {toml_text(other)}"
    if proposed.relation is not None:
        yield f"is = {toml_text(proposed.relation)}"
    if proposed.inverse:
        yield "inverse = true  # who and whom change places"
    for column, value in proposed.cells.items():
        yield f"{toml_text(column)} = {toml_text(value)}"
    if proposed.figure:
        yield f"[relations.{toml_text(text)}.figure]"
        for column, value in proposed.figure.items():
            line = f"{toml_text(column)} = {toml_text(value)}"
            if column == "measure" and measure not in ("", value):
                line += f"  # or {toml_text(measure)}, if it says the same: figures of two measures are not compared"
            yield line


def _one_line(text: str) -> str:
    """A text for a comment: on one line, without what TOML forbids there."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())
