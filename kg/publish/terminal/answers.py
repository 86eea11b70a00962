"""The answer to a named question as text: the question, its rows or what no row means, and what contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import IMPLIED
from kg.graph.questions import CLAIM_COLUMNS, PLACE, bind, claims_of_cell
from kg.iris import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import IO

    from kg.graph.questions import Parameter, Question
    from kg.graph.snapshot import Snapshot
    from kg.iris import Prefixes
    from kg.store.sparql import Term

_NUMERIC = (XSD + "integer", XSD + "decimal")


def write_answer(
    graph: Snapshot,
    question: Question,
    given_values: Mapping[str, str],
    form: str | None,
    out: IO[bytes],
    width: int,
    *,
    cut: bool = False,
) -> None:
    """Ask a graph a named question and write the answer, as UTF-8, in a format (None: a table).

    ``given`` are values of parameters by name; ``width`` is that of a table in columns, and with
    ``cut`` the texts of a row that has more than three lines are shortened. Above a table stand the
    question, what its figures come to and whether they contradict, below it why; without a row, what
    that means. Raises UsageError for a value that
    does not fit or is missing and for a format that does not fit the query, KgError where the
    query fails.
    """
    from kg.graph.names import resolve
    from kg.publish.terminal.tables import write_result
    from kg.store.limits import within_rows
    from kg.store.sparql import answering, run
    from kg.text.display import visible

    values = bind(question, given_values, lambda text: resolve(graph, text))
    result = run(graph.store, question.sparql, values, f"{question.name}.rq", graph.prefixes)
    if form not in (None, "table") or not isinstance(result, ox.QuerySolutions):
        write_result(result, form, out, width, graph.prefixes)
        return
    words = {
        parameter.name: visible(
            _value_in_words(graph, parameter, values[parameter.name], given_values)
        )
        for parameter in question.parameters
    }
    names = [variable.value for variable in result.variables]
    with answering():
        rows = [[row[name] for name in names] for row in within_rows(result)]
    head, below = _verdicts(graph, names, rows)
    body = (
        _answer_rows(names, rows, width, graph.prefixes, cut=cut)
        if rows
        else _filled_paragraph(question.none, words, width)
    )
    text = [_filled_paragraph(question.question, words, width), "\n"]
    if head:
        text += [_lines(head, width), "\n"]
    text += [body, *(["\n", _lines(below, width)] if below else [])]
    out.write("".join(text).encode())


def _lines(texts: Iterable[str], width: int) -> str:
    from kg.text.display import visible, wrap

    return "".join(f"{part}\n" for text in texts for part in wrap(visible(text), width, 0, 2))


def _verdicts(
    graph: Snapshot, names: Sequence[str], rows: Sequence[Sequence[object]]
) -> tuple[list[str], list[str]]:
    """What holds of the claims that the rows name: in short, and at length with the reasons.

    Their ranges, whether they contradict, and which are only implied; nothing where no row names a
    claim.
    """
    claim_column = next((names.index(name) for name in CLAIM_COLUMNS if name in names), None)
    if claim_column is None:
        return [], []
    from kg.claims.edtf import dates_in_words
    from kg.graph.contradictions import compared
    from kg.graph.impossible import set_lines
    from kg.graph.ranges import range_lines

    claims = {claim for row in rows for claim in claims_of_cell(row[claim_column])}
    found, sets = compared(graph, claims), set_lines(graph, claims)
    clashing = [f"contradicts: {p.first.said} / {p.second.said}" for p in found.against[:_MOST]]
    if more := len(found.against) - _MOST:
        clashing += [f"contradicts: {more} more, below"] if more > 0 else []
    unsure = [f"undecided, see below: {len(found.undecided)}"] if found.undecided else []
    head = [*range_lines(graph, claims), *clashing, *sets, *unsure]
    below = found.lines[: -len(found.harmless) or None] + _implied_lines(graph, claims)
    head += found.harmless
    return [dates_in_words(text) for text in head], [dates_in_words(text) for text in below]


def _implied_lines(graph: Snapshot, claims: Iterable[str]) -> list[str]:
    """Which of some claims (IRIs) no text makes in words, in a line; nothing where all are said."""
    read = (graph.claims.get(iri) for iri in sorted(claims))
    ids = [claim.id for claim in read if claim is not None and claim.explicitness == IMPLIED]
    return [f"implied, not said in words: {', '.join(ids)}"] if ids else []


def _value_in_words(
    graph: Snapshot, parameter: Parameter, value: Term, given_values: Mapping[str, str]
) -> str:
    """A value as a sentence names it: an entity by its label, a date in words, all else as it was given."""
    from kg.claims.edtf import dates_in_words

    if not isinstance(value, ox.NamedNode):
        return dates_in_words(given_values.get(parameter.name, parameter.default or ""))
    return graph.labels.stated(value.value) or graph.prefixes.shorten(value.value)


def _filled_paragraph(text: str, words: Mapping[str, str], width: int) -> str:
    """A text wrapped to a width, with a word for each ``{parameter}`` in it."""
    from kg.text.display import wrap

    filled = PLACE.sub(lambda place: words[place[1]], text)
    return "".join(f"{line}\n" for line in wrap(filled, width))


def _answer_rows(
    names: Sequence[str],
    rows: Sequence[Sequence[object]],
    width: int,
    prefixes: Prefixes,
    *,
    cut: bool,
) -> str:
    """Rows as a table, or each as an entry where a row of a table would have more than three lines."""
    from kg.publish.terminal.entries import LINES, entries
    from kg.publish.terminal.grid import fits, table, table_with_details
    from kg.publish.terminal.tables import numeric_columns

    cells = [
        [
            cell_text(cell, prefixes) if name == "wording" else cell_in_words(cell, prefixes)
            for name, cell in zip(names, row, strict=True)
        ]
        for row in rows
    ]
    numeric = {names[index] for index in numeric_columns(rows)}

    def right(titles: Sequence[str]) -> list[int]:
        return [index for index, name in enumerate(titles) if name in numeric]

    titles, folded = _fold(list(names), [list(row) for row in cells])
    listed: str | None = None
    if fits(_shown(titles), folded, width):
        listed = table(_shown(titles), folded, width, right(titles))
    if listed is None or listed.count("\n") > LINES * len(rows) + 2:
        heads = [index for index, name in enumerate(names) if name not in _told(names)]
        filled = [index for index in heads if any(row[index] for row in cells)]
        own = [names[index] for index in filled]
        head_cells = [[row[index] for index in filled] for row in cells]
        says = [_says(names, row) for row in cells]
        listed = table_with_details(
            _shown(own), head_cells, says, width, right(own), cut=cut, whole=2
        ) or entries((_fields(names, row) for row in cells), width, cut=cut, whole=2)
    note = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    claim_column = next((i for i, name in enumerate(names) if name in CLAIM_COLUMNS), None)
    if claim_column is not None:
        ids = [claim for row in cells for claim in row[claim_column].split(", ") if claim]
        note += f"; one claim in full: kg show {ids[0]}" if ids else ""
    return listed + _filled_paragraph(note, {}, width)


#: What columns are called for people.
_TITLES = {"hedge": "how said", "characters": "place"}
#: Columns whose cells go to the end of another's.
_FOLDS = (
    ("hedge", ("speaker", "said_by")),
    ("limited_to", ("wording",)),
)
_DAYS = ("time", "as_of")  # columns whose name stands with their value
_MOST = 4  # contradictions that are told before the rows


def _fold(names: list[str], cells: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Columns of a table: "reported" joins its speaker; a column without a value is left out.

    Gives the names that are left, and the cells.
    """
    for part, wholes in _FOLDS:
        whole = next((name for name in wholes if name in names), None)
        if part not in names or whole is None:
            continue
        part_index, whole_index = names.index(part), names.index(whole)
        for row in cells:
            joined = (row[whole_index], row[part_index])
            row[whole_index] = ", ".join(cell for cell in joined if cell)
    gone = {part for part, wholes in _FOLDS if any(whole in names for whole in wholes)}
    kept = [
        index
        for index, name in enumerate(names)
        if name not in gone and any(row[index] for row in cells)
    ]
    return [names[index] for index in kept], [[row[index] for index in kept] for row in cells]


def _shown(names: Sequence[str]) -> list[str]:
    return [_TITLES.get(name, name.replace("_", " ")) for name in names]


def _who_and_claim(names: Sequence[str]) -> tuple[str, str]:
    """The columns that say who speaks, and in which claim; "" for one that is not there."""
    return tuple(  # type: ignore[return-value]  # two
        next((name for name in wanted if name in names), "")
        for wanted in (("speaker", "said_by"), CLAIM_COLUMNS)
    )


def _told(names: Sequence[str]) -> set[str]:
    """The columns that stand below a row: who says it, in which words, of which claim."""
    return {"hedge", "limited_to", "wording", "characters", *_who_and_claim(names)}


def _says(names: Sequence[str], row: Sequence[str]) -> list[str]:
    """What a figure is limited to, who says it and in which words; then the claim, and its place."""
    values = dict(zip(names, row, strict=True))
    who, claim = _who_and_claim(names)
    wording = f"“{values['wording']}”" if values.get("wording") else ""
    says = ", ".join(filter(None, (values.get(who, ""), values.get("hedge", ""))))
    place = values.get("characters", "")
    place = f"characters {place}" if place[:1].isdigit() else place
    said = ": ".join(filter(None, (says, wording)))
    return [values.get("limited_to", ""), said, values.get(claim, ""), place]


def _fields(names: Sequence[str], row: Sequence[str]) -> list[str]:
    """A row as the fields of an entry: what it is of, the figure, who says so in which words, the claim."""
    values = dict(zip(names, row, strict=True))
    told = {"low", "high", *_told(names)}
    fields = [
        value
        if number == 0 and name not in _DAYS
        else f"{_TITLES.get(name, name.replace('_', ' '))}: {value}"
        for number, (name, value) in enumerate(
            (name, value) for name, value in values.items() if name not in told and value
        )
    ]
    fields.insert(1, _range(values.get("low", ""), values.get("high", "")))
    return [*fields, *_says(names, row)]


def _range(low: str, high: str) -> str:
    """The two ends of a figure in words, as "4,000 to 6,000", "6,000 or more", "up to 15,000"."""
    if low and high:
        return low if low == high else f"{low} to {high}"
    return f"{low} or more" if low else f"up to {high}" if high else ""


def cell_in_words(term: object, prefixes: Prefixes) -> str:
    """A value of an answer as people read it: dates in words, "yes" and "no", thousands separated."""
    from kg.claims.edtf import dates_in_words

    if isinstance(term, ox.Literal) and term.datatype.value == XSD + "boolean":
        return "yes" if term.value in ("true", "1") else "no"
    return dates_in_words(cell_text(term, prefixes))


def cell_text(term: object, prefixes: Prefixes) -> str:
    """A value of an answer as a table shows it."""
    from kg.graph.answers import show_term

    return _thousands_separated(term) or show_term(term, prefixes)


def _thousands_separated(term: object) -> str | None:
    """A number of 1,000 and more with its thousands separated; None for anything else."""
    if not isinstance(term, ox.Literal) or term.datatype.value not in _NUMERIC:
        return None
    from decimal import Decimal

    return f"{Decimal(term.value):,f}"
